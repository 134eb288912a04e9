package interview_test

import (
	"slices"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/interview"
	"alongside/ui/screen"
)

func resume(t testing.TB, r *dialog.Record) (*driver, *keeper) {
	k := newKeeper(r)
	return drive(t, interview.Resume(options(k, r))), k
}

func TestResume(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := draft(3)
		d, k := resume(t, r)
		d.sees("An unfinished DIALOG with Amina", "Started on an earlier day: 19-Nov-2026 10:00. Each answer keeps its date.",
			"6 of 11 items are settled.", "resume at item 7, Friendships")
		d.press("1")
		d.sees("Ask aloud: what is your name")
		if len(k.entries) > 0 {
			t.Fatal("something was recorded before identity was sure")
		}
		d.press("y")
		d.wait(time.Second)
		d.sees("Item 7 of 11", "friendships")
		d.press("5")
		d.wait(time.Second)
		want := []dialog.Kind{dialog.KindResumed, dialog.KindAnswer}
		if got := k.kinds(); !slices.Equal(got, want) {
			t.Fatalf("entries %v", got)
		}
		if b := k.entries[0].Body.(*dialog.AssessmentResumed); b.Identity != dialog.IdentityAsked || b.Assessment != id(4) {
			t.Errorf("resumed as %+v", b)
		}
		before, now := k.answer(dialog.PartnerFamily).At.Date(), k.answer(dialog.Friendships).At.Date()
		if before != (dialog.Date{Year: 2026, Month: 11, Day: 19}) || now != (dialog.Date{Year: 2026, Month: 11, Day: 22}) {
			t.Errorf("dates %s and %s", before, now)
		}
	})
}

func TestResumeWhere(t *testing.T) {
	later, rated := dialog.Answer{State: dialog.Later}, dialog.Answer{State: dialog.Rated, Rating: 4}
	tests := map[string]struct {
		change func(*dialog.Assessment)
		offers string
		sees   string
	}{
		"at the first not seen":      {func(*dialog.Assessment) {}, "item 7, Friendships", "Item 7 of 11"},
		"before one left for later":  {func(a *dialog.Assessment) { a.Answers.Set(dialog.MentalHealth, later) }, "item 7, Friendships", "Item 7 of 11"},
		"at the first of all":        {func(a *dialog.Assessment) { a.Answers = dialog.Answers{} }, "item 1, Mental health", "Item 1 of 11"},
		"at one left for later":      {func(a *dialog.Assessment) { fill(a, rated); a.Answers.Set(dialog.Medication, later) }, "item 9, Medication", "Item 9 of 11"},
		"at the review when settled": {func(a *dialog.Assessment) { fill(a, rated) }, "the review", "Review"},
		"in the form's own order": {func(a *dialog.Assessment) { a.Layout, a.FriendshipsFirst = dialog.Paper, true },
			"item 6, Friendships", "▶  6 Friendships"},
		"at the end of a form": {func(a *dialog.Assessment) { a.Layout = dialog.Paper; fill(a, rated) }, "the end of the form", "▶ f  Finish"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := draft(0)
				a := &r.Assessments[1]
				test.change(a)
				if a.FriendshipsFirst { // the form's sixth is not seen
					a.Answers.Set(dialog.PartnerFamily, dialog.Answer{})
				}
				d, _ := resume(t, r)
				d.sees("resume at " + test.offers)
				d.press("1", "y")
				d.wait(time.Second)
				d.sees(test.sees)
			})
		})
	}
}

func fill(a *dialog.Assessment, v dialog.Answer) {
	for _, d := range dialog.Domains() {
		a.Answers.Set(d, v)
	}
}

func TestResumeSaysStartedToday(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := resume(t, draft(0))
		d.sees("Started today, 22-Nov-2026 10:00.")
		d.seesNot("earlier day")
	})
}

func TestStaleDraft(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := resume(t, draft(8))
		d.sees("more than 7 days ago")
		d.seesNot("resume at")
		d.press("1")
		d.sees("An unfinished DIALOG")
		d.press("2")
		d.sees("Not finished yet: 6 rated, 5 not seen.")
		d.press("esc")
		d.wait(time.Second)
		d.press("3")
		d.press("enter")
		d.sees("Please say in a word why.")
		d.typeText("Moved away")
		d.press("enter")
		d.wait(time.Second)
		closed, ok := told[interview.Closed](d)
		if a := k.assessment(); !ok || closed.Assessment != a.ID || a.Status != dialog.Closed || a.Reason != "Moved away" {
			t.Errorf("closed %v: %+v", ok, a)
		}
		if want := []dialog.Kind{dialog.KindClosed}; !slices.Equal(k.kinds(), want) {
			t.Errorf("entries %v", k.kinds())
		}
	})
	bubble(t, func(t *testing.T) {
		d, _ := resume(t, draft(7))
		d.sees("resume at")
	})
}

func TestAPaperDraftIsNeverStale(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := draft(60)
		r.Assessments[1].Layout = dialog.Paper
		d, k := resume(t, r)
		d.sees("From a paper form completed on 23-Sep-2026")
		d.press("1")
		d.sees("Whose form is it?", "Look at the form", "Go by what is written on the form itself.")
		d.press("y")
		d.wait(time.Second)
		d.press("5")
		d.wait(time.Second)
		if b := k.entries[0].Body.(*dialog.AssessmentResumed); b.Identity != dialog.IdentityOnPaper {
			t.Errorf("resumed as %+v", b)
		}
		if got := k.answer(dialog.Friendships).At; got != r.Assessments[1].DoneAt {
			t.Errorf("answered at %s", got)
		}
	})
}

func TestCloseNotSaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := resume(t, draft(1))
		k.fail = func(int) error { return full }
		d.press("3")
		d.typeText("Unwell")
		d.press("enter")
		d.wait(time.Second)
		d.sees("NOT SAVED: closing it. The disk has no room.", "Unwell")
		k.fail = nil
		d.press("r")
		d.wait(time.Second)
		if _, ok := told[interview.Closed](d); !ok {
			t.Error("not closed")
		}
	})
}

func TestResumeBack(t *testing.T) {
	for name, keys := range map[string][]string{"at once": {"esc"}, "not the right person": {"1", "n"}, "after a view": {"2", "esc", "up", "esc"}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := resume(t, draft(1))
				for _, key := range keys {
					d.press(key)
					d.wait(time.Second)
				}
				if _, left := told[screen.Back](d); !left || len(k.entries) > 0 {
					t.Errorf("left %v with %v", left, k.kinds())
				}
			})
		})
	}
}

// TestNewOffersTheDraft: there is never a second draft of one person.
func TestNewOffersTheDraft(t *testing.T) {
	for _, paper := range []bool{false, true} {
		bubble(t, func(t *testing.T) {
			r := draft(1)
			o := options(newKeeper(r), r)
			o.Paper = paper
			drive(t, interview.New(o)).sees("An unfinished DIALOG with Amina")
		})
	}
}

func TestViewScrollsThroughEverything(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := draft(0)
		a := &r.Assessments[1]
		a.Answers.Set(dialog.MentalHealth, dialog.Answer{State: dialog.Rated, Rating: 4, Note: longNote(), At: a.DoneAt})
		v := interview.NewView(interview.ViewOptions{Record: r, Assessment: a.ID, Text: instrument.English()})
		d := drive(t, v)
		d.sees("lines below) ↓")
		d.press("end")
		d.sees("lines above)", "Treatment satisfaction")
		d.press("home")
		seen := d.text(80, 21)
		for range 10 {
			d.press("pgdown")
			seen += d.text(80, 21)
		}
		for i := range 40 {
			if want := "Line " + string(rune('A'+i%26)); !contains(seen, want) {
				t.Errorf("%q cannot be reached", want)
			}
		}
		d.press("up", "down", "space", "esc")
		if _, left := told[screen.Back](d); !left {
			t.Error("esc does not leave")
		}
	})
}

func TestViewOfAnAmendedAssessment(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, amendedView(t))
		d.sees("STRUCK OUT, recorded in error: Another person's form", "Amended: an answer was changed after it was finished.",
			"Friendships: was 2 very dissatisfied; changed on", "very satisfied, help: yes, another note. Why: Typed into the wrong row")
	})
}

func TestViewOfNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		v := interview.NewView(interview.ViewOptions{Record: amina(), Assessment: id(99), Text: instrument.English()})
		drive(t, v).sees("not in this person's record")
	})
}
