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

// How an answer was given is one of a few ways, and two of them are alone.
func TestHowAnAnswerWasGiven(t *testing.T) {
	for mode, alone := range map[dialog.Mode]bool{dialog.ModeUnknown: false, dialog.ModeScreen: false, dialog.ModeLines: false, dialog.ModePaper: false,
		dialog.ModeAloneScreen: true, dialog.ModeAloneLines: true} {
		t.Run(string(mode), func(t *testing.T) {
			b := newBook(t)
			b.must(start(9))
			b.must(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.Medication, Answer: dialog.Answer{State: dialog.Rated, Rating: 4, Mode: mode}})
			all := b.record.Draft().Answers
			if got := all.Get(dialog.Medication).Mode; got != mode || mode.Alone() != alone || (len(all.Alone()) == 1) != alone {
				t.Errorf("it is recorded as %q, and alone are %v", got, all.Alone())
			}
		})
	}
	b := newBook(t)
	b.must(start(9))
	b.refused(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.Medication, Answer: dialog.Answer{State: dialog.Rated, Rating: 4, Mode: "by-post"}}, dialog.Invalid)
}
