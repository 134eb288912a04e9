package dialog_test

import (
	"testing"

	"alongside/dialog"
)

// A number stands beside nothing but a rating, and what has none counts nowhere.
func TestOnlyARatingCarriesANumber(t *testing.T) {
	for _, state := range []dialog.State{dialog.NotSeen, dialog.Declined, dialog.NotApplicable, dialog.Later} {
		t.Run(string(state), func(t *testing.T) {
			b := newBook(t)
			b.must(start(9))
			for _, d := range dialog.LifeDomains()[1:] {
				b.must(rate(9, d, 6))
			}
			b.refused(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.MentalHealth, Answer: dialog.Answer{State: state, Rating: 4}}, dialog.Invalid)
			b.must(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.MentalHealth, Answer: dialog.Answer{State: state}})
			a := b.record.Draft()
			if rating, ok := a.Answers.Get(dialog.MentalHealth).Score(); ok || rating != 0 {
				t.Errorf("it has the rating %d", rating)
			}
			if m := dialog.LifeMean(&a.Answers); m != (dialog.Mean{Sum: 42, N: 7, Of: 8}) {
				t.Errorf("the mean is %+v", m)
			}
		})
	}
}
