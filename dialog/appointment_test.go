package dialog_test

import (
	"testing"
	"time"

	"alongside/dialog"
)

func TestWhatWasAgreedComesFirst(t *testing.T) {
	review := func(at byte) dialog.Body {
		return &dialog.ActionReviewed{Action: id(20), Outcome: dialog.ActionPartly, Assessment: id(at)}
	}
	for name, tt := range map[string]struct {
		since []dialog.Body
		first bool
	}{
		"nothing yet":                  {nil, true},
		"reviewed at it":               {[]dialog.Body{review(9)}, false},
		"reviewed at another":          {[]dialog.Body{review(8)}, true},
		"an item was seen":             {[]dialog.Body{left(9, dialog.MentalHealth, "")}, false},
		"nothing is open any more":     {[]dialog.Body{&dialog.PartStruckOut{Part: dialog.PartAction, ID: id(20), Reason: "misheard"}}, false},
		"reviewed, and an item is too": {[]dialog.Body{review(9), rate(9, dialog.MentalHealth, 4)}, false},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBook(t)
			b.must(start(8))
			b.must(&dialog.AssessmentClosed{Assessment: id(8), Reason: "interrupted"})
			b.must(&dialog.ActionAgreed{Action: dialog.Action{ID: id(20), Text: "Send the form", Owner: dialog.WorkerOwns}})
			b.now = b.now.AddDate(0, 1, 0)
			b.must(start(9))
			for _, body := range tt.since {
				b.must(body)
			}
			if got := b.record.ReviewFirst(b.record.Draft(), dialog.DateOf(b.now)); got != tt.first {
				t.Errorf("it comes first: %v", got)
			}
		})
	}
}

func TestAnAppointmentIsOver(t *testing.T) {
	finish := func(b *book, n byte) {
		b.must(start(n))
		b.must(rate(n, dialog.MentalHealth, 4))
		b.must(&dialog.AssessmentFinished{Assessment: id(n)})
	}
	readBack := &dialog.ReadBack{Assessment: id(9)}
	for name, tt := range map[string]struct {
		since func(b *book)
		over  bool
	}{
		"just finished":           {func(*book) {}, false},
		"not closed, days later":  {func(b *book) { b.now = b.now.AddDate(0, 0, 7) }, false},
		"read back today":         {func(b *book) { b.must(readBack) }, false},
		"read back on a day past": {func(b *book) { b.must(readBack); b.now = b.now.AddDate(0, 0, 1) }, true},
		"another was begun":       {func(b *book) { b.now = b.now.Add(time.Hour); b.must(start(10)) }, true},
		"another was done":        {func(b *book) { b.now = b.now.Add(time.Hour); finish(b, 10) }, true},
		"an older form is typed in": {func(b *book) {
			b.now = b.now.AddDate(0, 0, -7)
			b.must(start(10))
			b.now = b.now.AddDate(0, 0, 7)
		}, false},
		"struck out": {func(b *book) { b.must(&dialog.AssessmentStruckOut{Assessment: id(9), Reason: "wrong person"}) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBook(t)
			finish(b, 9)
			tt.since(b)
			if got := b.record.Over(id(9), dialog.DateOf(b.now)); got != tt.over {
				t.Errorf("it is over: %v", got)
			}
		})
	}
}
