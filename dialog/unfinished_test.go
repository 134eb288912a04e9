package dialog_test

import (
	"slices"
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

// The item that was recorded last, and has a note, is one whose note may be half written.
func TestADraftGoesOnWhereANoteWasBeingWritten(t *testing.T) {
	noted := func(d dialog.Domain, rating int) *dialog.AnswerRecorded {
		body := rate(9, d, rating)
		body.Answer.Note = "Would like"
		return body
	}
	alone := noted(dialog.PhysicalHealth, 4)
	alone.Answer.Mode = dialog.ModeAloneScreen
	wish := left(9, dialog.JobSituation, "")
	wish.Answer.Help = dialog.HelpWanted
	for name, tt := range map[string]struct {
		answers []*dialog.AnswerRecorded
		want    dialog.Domain
	}{
		"a note and a rating":       {[]*dialog.AnswerRecorded{rate(9, dialog.MentalHealth, 4), rate(9, dialog.PhysicalHealth, 4), noted(dialog.PhysicalHealth, 4)}, dialog.PhysicalHealth},
		"a note without a rating":   {[]*dialog.AnswerRecorded{rate(9, dialog.PhysicalHealth, 4), left(9, dialog.JobSituation, "Would like")}, dialog.JobSituation},
		"a wish without a rating":   {[]*dialog.AnswerRecorded{rate(9, dialog.MentalHealth, 4), wish}, dialog.JobSituation},
		"rated alone after a note":  {[]*dialog.AnswerRecorded{rate(9, dialog.MentalHealth, 4), alone}, dialog.JobSituation},
		"another was rated after":   {[]*dialog.AnswerRecorded{noted(dialog.MentalHealth, 4), rate(9, dialog.PhysicalHealth, 4)}, dialog.JobSituation},
		"the last was looked at":    {[]*dialog.AnswerRecorded{left(9, dialog.MentalHealth, ""), left(9, dialog.PhysicalHealth, "")}, dialog.JobSituation},
		"the note was the last one": {[]*dialog.AnswerRecorded{noted(dialog.Meetings, 4)}, dialog.Meetings},
	} {
		t.Run(name, func(t *testing.T) {
			for layout, want := range map[dialog.Layout]dialog.Domain{dialog.Interview: tt.want, dialog.Paper: dialog.NoDomain} {
				b := newBook(t)
				begin := start(9)
				if begin.Layout = layout; layout == dialog.Paper {
					begin.Identity = dialog.IdentityOnPaper
				}
				b.must(begin)
				for _, body := range tt.answers {
					if layout == dialog.Interview {
						b.now = b.now.Add(time.Minute)
					}
					b.must(body)
				}
				draft := b.record.Draft()
				if want == dialog.NoDomain { // on a form it is the first that is blank
					want = draft.Order()[slices.IndexFunc(draft.Order(), func(d dialog.Domain) bool { return !draft.Answers.Get(d).Seen() })]
				}
				if d := draft.NextOpen(); d != want {
					t.Errorf("%s: it goes on at %v, want %v", layout, d, want)
				}
			}
		})
	}
}
