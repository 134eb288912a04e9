package person_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/person"
	"alongside/ui/screen"
)

// openings counts how often it was written down that a record was opened.
func (w *world) openings(name string) int {
	w.t.Helper()
	entries, err := w.keeper.Entries(context.Background(), w.id(name))
	if err != nil {
		w.t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if e.Body.Kind() == dialog.KindOpened {
			n++
		}
	}
	return n
}

func TestOpeningIsWrittenDownOnce(t *testing.T) {
	w := newWorld(t).page("Smith Jane").press("h", "esc", "e", "esc", "down", "up")
	if n := w.openings("Smith Jane"); n != 1 {
		t.Errorf("%d openings", n)
	}
	if n := w.openings("Smith Jayne"); n != 0 {
		t.Errorf("%d openings of somebody else", n)
	}
}

func TestOpeningThatCannotBeWrittenDownShowsTheRecordForReading(t *testing.T) {
	w := newWorld(t)
	w.keeper.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	w.page("Smith Jane").sees("Shown for reading only", "The disk is full.", "Cook a meal")
	w.press("d", "p", "o", "e", "r")
	if w.last() != nil {
		t.Errorf("sent %#v", w.last())
	}
	w.seesNot("Start a DIALOG", "Edit details")
	w.press("h", "x").sees("All assessments")
	w.press("enter")
	if _, ok := w.last().(person.ViewAssessment); !ok {
		t.Errorf("sent %#v", w.last())
	}
}

func TestAPersonWhoIsNotThere(t *testing.T) {
	w := newWorld(t)
	w.open(person.New(w.options(), dialog.ID{99})).sees("The record could not be read.", "not in this record")
	w.press("d", "enter", "h", "esc")
	if w.last() != (screen.Back{}) {
		t.Errorf("sent %#v", w.last())
	}
	if _, ok := w.s.(*person.Page).Person(); ok {
		t.Error("there is a person for the banner")
	}
}

func TestLetters(t *testing.T) {
	tests := map[string]struct {
		name, key string
		want      func(*dialog.Record) tea.Msg
	}{
		"start":             {"Smith Jane", "d", func(r *dialog.Record) tea.Msg { return person.StartInterview{Record: r} }},
		"enter starts":      {"Smith Jane", "enter", func(r *dialog.Record) tea.Msg { return person.StartInterview{Record: r} }},
		"resume":            {"Hartley Rowan", "d", func(r *dialog.Record) tea.Msg { return person.ResumeDraft{Record: r} }},
		"too old":           {"Clarke Desmond", "d", func(r *dialog.Record) tea.Msg { return person.ResumeDraft{Record: r} }},
		"paper":             {"Smith Jane", "p", func(r *dialog.Record) tea.Msg { return person.StartPaper{Record: r} }},
		"paper with draft":  {"Hartley Rowan", "p", nil},
		"goals":             {"Smith Jane", "g", func(r *dialog.Record) tea.Msg { return person.ShowGoals{Record: r} }},
		"about":             {"Smith Jane", "b", func(r *dialog.Record) tea.Msg { return person.ShowAbout{Record: r} }},
		"years":             {"Smith Jane", "c", func(r *dialog.Record) tea.Msg { return person.ShowYears{Record: r} }},
		"changed":           {"Smith Jane", "w", func(r *dialog.Record) tea.Msg { return person.ShowChanged{Record: r} }},
		"nothing changed":   {"Okonkwo Grace", "w", nil},
		"no years":          {"Okonkwo Grace", "c", nil},
		"no history":        {"Okonkwo Grace", "h", nil},
		"after a death":     {"Pemberton Arthur", "d", nil},
		"paper after death": {"Pemberton Arthur", "p", func(r *dialog.Record) tea.Msg { return person.StartPaper{Record: r} }},
		"back":              {"Smith Jane", "esc", func(*dialog.Record) tea.Msg { return screen.Back{} }},
		"q is no key":       {"Smith Jane", "q", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).page(test.name).press(test.key)
			var want tea.Msg
			if test.want != nil {
				want = test.want(w.record(test.name))
			}
			if w.last() != want {
				t.Errorf("sent %#v, want %#v", w.last(), want)
			}
		})
	}
}

func TestArrowsReachEveryAction(t *testing.T) {
	w := newWorld(t).page("Smith Jane")
	w.s.Draw(frame(80, 21, true))
	w.press("down", "down", "down", "enter")
	if _, ok := w.last().(person.ShowChanged); !ok {
		t.Errorf("sent %#v", w.last())
	}
	w.press("right", "up", "enter").sees("A DIALOG was offered today")
}

func TestArrowsInALowWindowReachEveryLine(t *testing.T) {
	for name, press := range map[string][]string{"down and up": {"down", "up"}, "a page at a time": {"pgdown", "pgup"}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).page("Smith Jane")
			f := frame(40, 11, true)
			seen := map[string]bool{}
			look := func() {
				body := plain(w.s.Draw(f).Body)
				if !strings.Contains(body, "▶") {
					t.Fatalf("no action is pointed at:\n%s", body)
				}
				for _, line := range strings.Split(body, "\n") {
					seen[strings.TrimSpace(line)] = true
				}
			}
			look()
			for _, key := range press {
				for range 60 {
					w.press(key)
					look()
				}
			}
			for _, want := range []string{"Pronouns     she/her", "Next DIALOG  due on 05-Dec-2026.", "Sleep through most nights", "▶ m  Who may open it", "▶ d  Start a DIALOG"} {
				if !seen[want] {
					t.Errorf("%q was never on the screen: %v", want, seen)
				}
			}
		})
	}
}

// The first press moves what is seen, wherever the page begins, and so does each after
// it until the last action; Enter does what is pointed at.
func TestEveryPressMovesThePage(t *testing.T) {
	for name, test := range map[string]struct {
		person        string
		width, height int
	}{
		"two columns, one line too many": {"ap Rhys Gwilym", 80, 21},
		"two columns, all there":         {"Smith Jane", 80, 21},
		"one column":                     {"ap Rhys Gwilym", 40, 11},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).page(test.person)
			f := frame(test.width, test.height, true)
			body := plain(w.s.Draw(f).Body)
			for i := range 16 {
				w.press("down")
				next := plain(w.s.Draw(f).Body)
				if next == body || !strings.Contains(next, "▶") {
					t.Fatalf("press %d shows\n%s", i+1, next)
				}
				body = next
			}
			w.press("enter").sees("Who may open this record")
		})
	}
}

// A line too many above the actions leaves them in two columns.
func TestActionsStayInTwoColumns(t *testing.T) {
	w := newWorld(t).page("ap Rhys Gwilym")
	body := plain(w.s.Draw(frame(80, 21, true)).Body)
	for _, want := range []string{"Communication  Large print.", "▶ d  Start a DIALOG ", "y  A copy to take home", "h  History: all assessments"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not on\n%s", want, body)
		}
	}
}

func TestAHeldKeyDoesNothingOnThePage(t *testing.T) {
	w := newWorld(t).page("Smith Jane")
	w.run(w.s.Update(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}))
	w.run(w.s.Update(tea.KeyPressMsg{Code: 'd', Text: "d", IsRepeat: true}))
	if w.last() != nil {
		t.Errorf("sent %#v", w.last())
	}
}

func TestRefreshShowsTheRecordAsItStands(t *testing.T) {
	w := newWorld(t).page("Smith Jane")
	old := w.record("Smith Jane")
	w.append("Smith Jane", &dialog.GoalRecorded{Goal: dialog.Goal{ID: dialog.ID{5}, Text: "See the sea", Kind: dialog.LifeGoal, Status: dialog.GoalActive}})
	w.s.Update(person.Refresh{Record: w.record("Smith Jayne")})
	w.seesNot("See the sea")
	w.s.Update(person.Refresh{Record: w.record("Smith Jane")})
	w.sees("See the sea")
	if len(old.Goals) != 2 {
		t.Error("the record that was handed out has changed")
	}
}

func TestWarnings(t *testing.T) {
	w := newWorld(t)
	w.append("Smith Jane", &dialog.GoalRated{Goal: w.record("Smith Jane").Goals[0].ID, Rating: 3})
	o := w.options()
	o.Now = func() time.Time { return now.AddDate(-1, 0, 0) }
	w.open(person.New(o, w.id("Smith Jane"))).sees("The date of this computer, 22-Nov-2025, is before the last entry, 22-Nov-2026. Please check the date.")
	for name, want := range map[string]string{
		"Pemberton Arthur": "Recorded as deceased.", "Haddad Leila": "Recorded as an inpatient.",
		"Ferreira Tomás": "Discharged: every referral is closed.", "Smith Jayne": "",
	} {
		w := newWorld(t).page(name)
		if want == "" {
			w.seesNot("Please note")
			continue
		}
		w.sees("Please note", want)
	}
}

func TestStrikingOutKeepsTheOriginalInView(t *testing.T) {
	w := newWorld(t).page("Smith Jane").press("h", "x", "enter").sees("Please say in a word why.")
	w.typeText("Wrong person").press("enter")
	w.sees("05-Jun-2026: struck out: Wrong person", "was finished, 11 of 11 rated")
	saved, ok := w.last().(person.Saved)
	if !ok || saved.Committed.Record == nil || !w.told(screen.Saved) {
		t.Fatalf("sent %#v", w.sent)
	}
	if n := len(w.record("Smith Jane").History()); n != 8 {
		t.Errorf("%d assessments count", n)
	}
	w.press("x").sees("All assessments") // it is struck out already
	w.press("esc").sees("Last DIALOG 02-Jan-2026")
}

// Enter saves this form, and is no answer to the question whether to leave it.
func TestEnterDoesNotStrikeOutWhatIsBeingLeft(t *testing.T) {
	w := newWorld(t).page("Smith Jane").press("h", "x").typeText("W").press("esc").sees("Leave without saving")
	w.press("enter", "enter").sees("Leave without saving")
	if n := len(w.record("Smith Jane").History()); n != 9 {
		t.Errorf("%d assessments count", n)
	}
	w.press("y").sees("All assessments")
}

func TestStrikingOutThatFailsIsSaidAndCanBeTriedAgain(t *testing.T) {
	w := newWorld(t).page("Smith Jane").press("h", "x").typeText("Wrong person")
	w.keeper.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	w.press("enter").sees("NOT SAVED. The disk is full.", "Wrong person")
	if w.told(screen.Saved) || !w.told(screen.Failure) {
		t.Errorf("sent %#v", w.sent)
	}
	w.keeper.Fail = nil
	w.press("ctrl+s").sees("struck out: Wrong person")
}

func TestOfferNotDone(t *testing.T) {
	w := newWorld(t).page("Smith Jane").press("o", "ctrl+s").sees("Please choose why it was not done.")
	w.press("1", "tab").typeText("Tired today").press("ctrl+s").sees("Offered declined on 22-Nov-2026: Tired today")
	attempts := w.record("Smith Jane").Attempts
	if len(attempts) != 1 || attempts[0].Reason != dialog.AttemptDeclined || attempts[0].ID.IsZero() {
		t.Errorf("recorded %+v", attempts)
	}
	if saved, ok := w.last().(person.Saved); !ok || saved.Committed.Summary.Attempt != dialog.AttemptDeclined {
		t.Errorf("sent %#v", w.last())
	}
}

func TestManyOffersAreCounted(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		w.append("Smith Jane", &dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: dialog.ID{3, byte(i)}, Reason: dialog.AttemptUnwell}})
	}
	w.page("Smith Jane").sees("and 2 more since the last DIALOG")
}

func TestReferrals(t *testing.T) {
	w := newWorld(t).page("Novak Aleksander").press("r").sees("No referral is recorded.")
	w.press("n", "ctrl+s").sees("Please choose the kind of service.")
	w.press("1", "tab").typeText("Canal Street Hub").press("tab").typeText("SR 1").press("ctrl+s").sees("at most 20 letters and digits")
	w.press("backspace", "backspace").press("tab").typeText("3 oct 2026").press("tab").typeText("23/11/2026").press("ctrl+s")
	w.sees("A referral cannot be closed on a day to come.")
	w.press("ctrl+u", "ctrl+s").sees("Canal Street Hub, community", "open, received 03-Oct-2026, request SR")
	w.press("enter", "tab", "tab", "tab", "tab").typeText("20/11/2026").press("ctrl+s").sees("closed 20-Nov-2026")
	if r := w.record("Novak Aleksander").Referrals; len(r) != 1 || r[0].Team != "Canal Street Hub" || r[0].ServiceRequestID != "SR" {
		t.Errorf("recorded %+v", r)
	}
	w.press("esc").sees("Discharged: every referral is closed.")
}

func TestUnsavedIsSaidBeforeTheProgramEnds(t *testing.T) {
	w := newWorld(t).page("Smith Jane")
	holder, ok := w.s.(screen.Holder)
	if !ok || holder.Unsaved() != "" {
		t.Fatal("nothing was typed yet")
	}
	w.press("o", "1")
	if holder.Unsaved() == "" {
		t.Error("a choice would be lost without a word")
	}
	w.press("ctrl+s")
	if holder.Unsaved() != "" {
		t.Error("what was saved is said to be unsaved")
	}
}

// Two assessments of one day are told apart by their times in the history.
func TestTheHistoryTellsTwoOfOneDayApart(t *testing.T) {
	w := newWorld(t)
	for _, hour := range []int{9, 15} {
		at := dialog.At(time.Date(2026, 11, 20, hour, 30, 0, 0, time.UTC))
		start := &dialog.AssessmentStarted{Assessment: w.keeper.NewID(), Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Identity: dialog.IdentityAsked, Language: "en"}
		if _, err := w.keeper.Append(context.Background(), dialog.Change{Person: w.id("Okonkwo Grace"), DoneAt: at, Body: start},
			dialog.Change{Person: w.id("Okonkwo Grace"), DoneAt: at, Body: &dialog.AssessmentClosed{Assessment: start.Assessment, Reason: "Short of time"}}); err != nil {
			t.Fatal(err)
		}
	}
	w.page("Okonkwo Grace").press("h").sees("20-Nov-2026 09:30: ", "20-Nov-2026 15:30: ")
}
