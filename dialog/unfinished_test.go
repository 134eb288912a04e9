package dialog_test

import (
	"testing"
	"time"

	"alongside/dialog"
)

func left(n byte, d dialog.Domain, note string) *dialog.AnswerRecorded {
	return &dialog.AnswerRecorded{Assessment: id(n), Domain: d, Answer: dialog.Answer{State: dialog.Later, Note: note}}
}

func TestNothingButLaterIsNotFinished(t *testing.T) {
	b := newBook(t)
	b.must(start(9))
	for _, d := range dialog.Domains() {
		b.must(left(9, d, ""))
	}
	b.refused(&dialog.AssessmentFinished{Assessment: id(9)}, dialog.Invalid)
}

func TestADialogDeclinedThroughoutLeavesTheNextOneDue(t *testing.T) {
	b := newBook(t)
	b.must(start(9))
	for _, d := range dialog.Domains() {
		b.must(&dialog.AnswerRecorded{Assessment: id(9), Domain: d, Answer: dialog.Answer{State: dialog.Declined}})
	}
	b.must(&dialog.AssessmentFinished{Assessment: id(9)})
	s := dialog.Summarise(b.record)
	if due := s.Due(dialog.DefaultRules(), dialog.DateOf(b.now)); due.State != dialog.DueFirst || s.Done != 0 {
		t.Errorf("it is due as %+v after %d DIALOGs", due, s.Done)
	}
	if len(b.record.History()) != 1 {
		t.Error("it is not in the history")
	}
}

// An item with a note and no rating is one that was left in the middle.
func TestADraftGoesOnWhereANoteWasBeingWritten(t *testing.T) {
	b := newBook(t)
	b.must(start(9))
	b.must(left(9, dialog.MentalHealth, ""))
	b.now = b.now.Add(time.Minute)
	b.must(rate(9, dialog.PhysicalHealth, 4))
	b.now = b.now.Add(time.Minute)
	b.must(left(9, dialog.JobSituation, "Would like"))
	if d := b.record.Draft().NextOpen(); d != dialog.JobSituation {
		t.Errorf("it goes on at %v", d)
	}
	b.now = b.now.Add(time.Minute)
	b.must(rate(9, dialog.Accommodation, 4))
	if d := b.record.Draft().NextOpen(); d != dialog.LeisureActivities {
		t.Errorf("once another item was rated it goes on at %v", d)
	}
}
