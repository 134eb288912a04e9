package person

import (
	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// attemptReasons are why a DIALOG that was offered may not have been done.
var attemptReasons = []field.Option{
	{Value: string(dialog.AttemptDeclined), Label: "Declined"},
	{Value: string(dialog.AttemptUnwell), Label: "Unwell"},
	{Value: string(dialog.AttemptNotAttended), Label: "Did not attend"},
	{Value: string(dialog.AttemptInterrupted), Label: "Interrupted"},
}

// newOffer is the form for a DIALOG that was offered today and not done.
func newOffer(p *Page) part {
	o, person := p.o, p.id
	id := o.Keeper.NewID() // one, however often saving is tried
	why := field.NewChoice(field.About{Name: "reason", Label: "Why was it not done?", Missing: "Please choose why it was not done."}, attemptReasons...)
	note := field.NewText(field.About{Name: "note", Label: "A word on it", Optional: true, Hint: "The person can read it."}, text.Line)
	return &formPart{
		keeper: o.Keeper, title: "A DIALOG was offered today and not done", form: field.NewForm(why, note), done: "the offer.",
		changes: func(values map[string]string) ([]dialog.Change, string, string) {
			attempt := dialog.Attempt{ID: id, Reason: dialog.AttemptReason(values["reason"]), Note: values["note"]}
			return []dialog.Change{o.change(person, &dialog.AttemptRecorded{Attempt: attempt})}, "", ""
		},
	}
}
