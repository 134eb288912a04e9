package talk

import (
	"strconv"

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
)

// goalForm asks for a goal's words, kind and area.
func goalForm(words *instrument.Text, g dialog.Goal) *field.Form {
	own := field.NewText(field.About{Name: valueText, Label: "The goal", Hint: "In the person's own words.", Missing: "Please write the goal in the person's own words."}, text.Line)
	own.Set(g.Text)
	kind := field.NewChoice(field.About{Name: valueKind, Label: "Kind", Missing: "Is it about life, or about treatment?"},
		field.Option{Value: string(dialog.LifeGoal), Label: "life: work, friends, home"},
		field.Option{Value: string(dialog.ClinicalGoal), Label: "clinical: health, treatment"})
	kind.Set(string(g.Kind))
	area := field.NewText(field.About{Name: valueArea, Label: "Area, 1 to 11", Hint: areaHint(words), Optional: true}, text.Ident)
	if g.Domain.Valid() {
		area.Set(strconv.Itoa(int(g.Domain)))
	}
	return field.NewForm(own, kind, area)
}

// areaHint names the areas with the numbers that the form takes for them.
func areaHint(words *instrument.Text) string {
	hint := "The area of DIALOG it belongs to, or empty."
	for i, d := range dialog.Domains() {
		hint += " " + strconv.Itoa(i+1) + " " + words.Short(d)
		if i < dialog.DomainCount-1 {
			hint += ","
		}
	}
	return hint + "."
}

// filled returns the goal as the form has it, and the name of the field that is
// wrong with a sentence about it.
func filled(f *field.Form, g dialog.Goal) (goal dialog.Goal, wrong, why string) {
	v := f.Values()
	g.Text, g.Kind, g.Domain = v[valueText], dialog.GoalKind(v[valueKind]), dialog.NoDomain
	if v[valueArea] != "" {
		n, err := strconv.Atoi(v[valueArea])
		if err != nil || n < 1 || n > dialog.DomainCount {
			return g, valueArea, "An area is a number from 1 to 11, or nothing."
		}
		g.Domain = dialog.Domains()[n-1]
	}
	return g, "", ""
}

// reasonForm asks why a goal is set down.
func reasonForm() *field.Form {
	return field.NewForm(field.NewText(field.About{Name: valueReason, Label: "Why is it set down?", Missing: "Please say in a word why."}, text.Line))
}
