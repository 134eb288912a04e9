package talk

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// askSheet asks about the trait in focus. Nothing is chosen beforehand, whatever
// stands: an answer is asked anew.
func (s *About) askSheet() *sheet {
	return s.traitSheet(s.fresh(), "", false)
}

// correctSheet puts an answer right that was typed wrong.
func (s *About) correctSheet(c dialog.Characteristic) *sheet {
	later := c.Added.Date().Before(dialog.DateOf(s.o.Now()))
	return s.traitSheet(c, chosen(&c), later)
}

// chosen is the value that the answer field has for a characteristic.
func chosen(c *dialog.Characteristic) string {
	if c.State != dialog.TraitTold {
		return string(c.State)
	}
	return strings.Join(c.Values, ",")
}

func (s *About) traitSheet(c dialog.Characteristic, now string, later bool) *sheet {
	w := s.words()
	about := field.About{Name: valueKind, Label: w.Answer, Missing: w.ChooseOne}
	options := s.options(c.Trait)
	var answer field.Field = field.NewChoice(about, options...)
	if c.Trait.Several() {
		answer = field.NewSeveral(about, options...)
	}
	answer.Set(now)
	fields := []field.Field{answer, line(valueText, w.InOwnWords, "", c.Words, true, text.Line)}
	if later {
		fields = append(fields, line(valueReason, w.WhyChanged, w.StaysInView, "", false, text.Line))
	}
	return &sheet{title: report.TraitWords(c.Trait, s.o.Text), lead: report.TraitWhy(c.Trait, s.o.Text), form: s.read(field.NewForm(fields...)), bodies: func(v map[string]string) []dialog.Body {
		c.State, c.Values = readTrait(v[valueKind])
		c.Words = v[valueText]
		return []dialog.Body{&dialog.CharacteristicRecorded{Characteristic: c, Reason: v[valueReason]}}
	}}
}

// options are what can be answered: not wanting to say is always the first, so
// that it is the same key in every question.
func (s *About) options(t dialog.Trait) []field.Option {
	w := s.words()
	options := []field.Option{{Value: string(dialog.TraitDeclined), Label: w.OptionDeclined}}
	for _, c := range t.Choices() {
		options = append(options, field.Option{Value: c.Slug, Label: report.TraitAnswer(t, c.Slug, s.o.Text)})
	}
	return append(options, field.Option{Value: string(dialog.TraitNotKnown), Label: w.OptionNotKnown}, field.Option{Value: string(dialog.TraitNotAsked), Label: w.OptionNotAsked})
}

// readTrait reads the value of the answer field. A state chosen beside values leaves
// the values, and the record refuses both together.
func readTrait(value string) (state dialog.TraitState, values []string) {
	state = dialog.TraitTold
	for v := range strings.SplitSeq(value, ",") {
		switch other := dialog.TraitState(v); other {
		case dialog.TraitDeclined, dialog.TraitNotKnown, dialog.TraitNotAsked:
			state = other
		default:
			values = append(values, v)
		}
	}
	return state, values
}
