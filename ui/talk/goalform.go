package talk

import (
	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// The names of the form's values.
const (
	valueText   = "text"
	valueKind   = "kind"
	valueArea   = "area"
	valueReason = "reason"
	valueWhy    = "why"
	valueStrike = "strike"
)

// goalForm asks for a goal's words, kind and area.
func goalForm(words *instrument.Text, g dialog.Goal) *field.Form {
	own := field.NewText(field.About{Name: valueText, Label: "The goal", Hint: "In the person's own words.", Missing: "Please write the goal in the person's own words."}, text.Line)
	own.Set(g.Text)
	kind := field.NewChoice(field.About{Name: valueKind, Label: "Kind", Missing: "Is it about life, or about treatment?"},
		field.Option{Value: string(dialog.LifeGoal), Label: "life: work, friends, home"},
		field.Option{Value: string(dialog.ClinicalGoal), Label: "clinical: health, treatment"})
	kind.Set(string(g.Kind))
	area := field.NewChoice(field.About{Name: valueArea, Label: "Area", Hint: "Leave it open if it belongs to none.", Optional: true}, areas(words)...)
	area.Set(g.Domain.String())
	fields := []field.Field{own, kind, area}
	if g.Status == dialog.GoalActive && !g.Set.IsZero() {
		fields = append(fields, line(valueWhy, "Why it is changed", "What it said before stays in view.", "", true, text.Line))
	}
	return field.NewForm(fields...)
}

// areas are the areas of DIALOG that a goal may belong to.
func areas(words *instrument.Text) []field.Option {
	var options []field.Option
	for _, d := range dialog.Domains() {
		options = append(options, field.Option{Value: d.String(), Label: words.Short(d)})
	}
	return options
}

// filled returns the goal as the form has it.
func filled(f *field.Form, g dialog.Goal) dialog.Goal {
	v := f.Values()
	g.Text, g.Kind, g.Domain = v[valueText], dialog.GoalKind(v[valueKind]), dialog.NoDomain
	if g.Status == dialog.GoalActive {
		g.Reason = v[valueWhy]
	}
	for _, d := range dialog.Domains() {
		if d.String() == v[valueArea] {
			g.Domain = d
		}
	}
	return g
}

// strikeForm asks why a goal is struck out.
func strikeForm() *field.Form {
	return field.NewForm(line(valueStrike, "Why is it struck out?", "It stays in view, marked, and counts nowhere.", "", false, text.Line))
}

// reasonForm asks why a goal is set down.
func reasonForm() *field.Form {
	return field.NewForm(field.NewText(field.About{Name: valueReason, Label: "Why is it set down?", Missing: "Please say in a word why."}, text.Line))
}
