package interview_test

import (
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/interview"
)

// TestADraftStaysWithItsPerson: somebody else's draft is neither offered nor
// written to, whatever is pressed.
func TestADraftStaysWithItsPerson(t *testing.T) {
	bubble(t, func(t *testing.T) {
		withDraft := draft(1)
		other := amina()
		other.Person.ID, other.Person.Given, other.Assessments, other.Referrals = id(50), "Bea", nil, nil
		k := newKeeper(withDraft, other)
		d := drive(t, interview.New(options(k, other)))
		d.seesNot("unfinished")
		d.sees("Who is here?")
		d.press("y", "1")
		d.wait(time.Second)
		d.press("7", "enter", "6")
		d.wait(time.Second)
		d.press("t")
		d.sees("Bea can read this")
		d.typeText("x")
		d.press("esc")
		d.wait(time.Second)
		d.press("v", "f")
		d.wait(time.Second)
		d.press("f")
		d.wait(time.Second)
		for _, e := range k.entries {
			if e.Person != id(50) {
				t.Errorf("%s is about somebody else", e.Body.Kind())
			}
		}
		if k.records[id(1)] != withDraft {
			t.Error("the other record changed")
		}
		if a := k.records[id(50)].Assessments; len(a) != 1 || a[0].Status != dialog.Finished || a[0].ID == id(4) {
			t.Errorf("recorded %+v", a)
		}
	})
}

// TestNothingIsTakenFromAnotherRecord: a record that says it is somebody else's
// after a save is not taken.
func TestNothingIsTakenFromAnotherRecord(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.mangle = func(r *dialog.Record) { r.Person.ID, r.Person.Given = id(50), "Bea" }
		d.press("5", "t")
		d.sees("Amina can read this")
		d.press("esc")
		d.sees("NOT SAVED")
	})
}

func TestNarrowHeadingKeepsStateAndTick(t *testing.T) {
	for key, want := range map[string]string{"d": "declined ● saved", "x": "does not apply ● saved", "l": "left for later ● saved", "4": "Item 1 of 11                     ● saved"} {
		bubble(t, func(t *testing.T) {
			d, k := begun(t)
			d.press(key)
			for _, height := range []int{10, 11} {
				if got := d.text(40, height); !contains(got, want) {
					t.Errorf("%s at 40x%d: no %q in\n%s", key, height, want, got)
				}
			}
			k.fail = func(int) error { return full }
			d.press("y")
			if got := d.text(40, 11); !contains(got, "× NOT SAVED") {
				t.Errorf("%s: no failure in\n%s", key, got)
			}
		})
	}
}

func TestWordsOfTheIncompleteQuestion(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		answered(d)
		d.press("v", "f")
		d.wait(time.Second)
		d.press("w")
		d.typeText("Not this")
		d.press("esc")
		d.wait(time.Second)
		d.seesNot("Why: ")
		d.press("f")
		d.wait(time.Second)
		if k.assessment().Reason != "" || k.assessment().Status != dialog.Finished {
			t.Errorf("finished as %+v", k.assessment())
		}
		n := len(k.entries)
		d.press("f", "esc", "r", "1")
		d.wait(time.Second)
		if len(k.entries) != n {
			t.Error("keys counted after the end")
		}
	})
}

func TestRefusedTextsCanBeMended(t *testing.T) {
	t.Run("the reason for closing", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			d, k := resume(t, draft(1))
			k.fail = func(int) error { return full }
			d.press("3")
			d.typeText("Unwel")
			d.press("enter")
			d.wait(time.Second)
			d.sees("NOT SAVED: closing it")
			d.press("enter")
			d.seesNot("NOT SAVED")
			k.fail = nil
			d.typeText("l")
			d.press("enter")
			d.wait(time.Second)
			if k.assessment().Reason != "Unwell" {
				t.Errorf("closed as %+v", k.assessment())
			}
		})
	})
	t.Run("the reason for closing, given up", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			d, k := resume(t, draft(1))
			k.fail = func(int) error { return full }
			d.press("3")
			d.typeText("Unwell")
			d.press("enter")
			d.wait(time.Second)
			d.press("esc")
			k.fail = nil
			d.wait(time.Second)
			d.sees("An unfinished DIALOG")
			if k.assessment().Status != dialog.Draft {
				t.Error("it was closed")
			}
		})
	})
	t.Run("the language", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			k := newKeeper(amina())
			k.fail = func(int) error { return full }
			d := drive(t, interview.New(options(k, amina())))
			d.press("y", "3", "enter")
			d.sees("NOT SAVED: the start")
			d.wait(time.Second)
			d.press("enter")
			d.typeText(", some Efik")
			k.fail = nil
			d.press("enter")
			d.wait(time.Second)
			if k.assessment().Language != "Igbo, some Efik" {
				t.Errorf("started as %+v", k.assessment())
			}
		})
	})
}

// TestManyReferrals: more than nine open ones are rare, and said.
func TestManyReferrals(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := amina()
		for i := range 11 {
			r.Referrals = append(r.Referrals, dialog.Referral{ID: id(20 + i), Team: "Team", Setting: dialog.Community, Received: dialog.Date{Year: 2025, Month: 3, Day: 1 + i}})
		}
		d := drive(t, interview.New(options(newKeeper(r), r)))
		d.press("y")
		d.sees("nine received last, of 12.")
	})
}
