package plain_test

import (
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui/uitest/golden"
)

// appointment are the lines of a whole DIALOG+ appointment with two areas, three
// actions and one goal rated.
func appointment() []string {
	lines := append([]string{}, begin[:len(begin)-1]...)
	lines = append(lines, "1", "It went well", "2", "", "p", "", "s") // an empty line is no answer
	for _, rating := range []string{"5", "4", "2", "5", "4", "6", "5", "6", "5", "4", "6"} {
		lines = append(lines, rating, "")
	}
	lines = append(lines, "f", "y", "3 3", "1 2 3 4", "", "3 7")
	lines = append(lines, "Likes being early", "Two days a week", "One morning a week", "", "a", "Look at the volunteer page", "1", "31/2/2027", "2w", "0",
		"a", "Introduce the adviser", "2", "", "0", "g")
	lines = append(lines, "", "", "", "The hub on Thursdays", "a", "Text an old friend", "3", "Her sister", "1w", "1", "t")
	return append(lines, "3", "It is her aunt", "1", "2", "2w", "half two", "2pm", "2", "", "8", "", "0", "0")
}

func TestADialogPlusAppointment(t *testing.T) {
	m := caseload(t)
	got := talk(t, m, appointment()...)
	golden.Compare(t, "talk", got)
	r, a := latest(t, m, "Smith", "Jane")
	about := r.Talk(a.ID)
	if about == nil || len(about.Areas) != 2 || about.Areas[0] != dialog.JobSituation || !about.Over(dialog.Friendships) || about.Wrong != "It is her aunt" {
		t.Errorf("of the talk is recorded %+v", about)
	}
	agreed := r.AgreedAt(a.ID)
	if len(agreed) != 3 || agreed[1].Owner != dialog.WorkerOwns || agreed[2].Other != "Her sister" || agreed[2].Goal != r.Goals[0].ID || agreed[0].Due != dialog.DateOf(today).AddDays(14) {
		t.Errorf("agreed were %+v", agreed)
	}
	if next := r.NextMeeting(dialog.DateOf(today)); next == nil || next.Time != "14:00" || next.Manner != dialog.ByPhone {
		t.Errorf("the next meeting is %+v", next)
	}
	if latest, _ := r.Goals[0].Latest(); latest.Rating != 8 || latest.Assessment != a.ID {
		t.Errorf("the goal is rated %+v", latest)
	}
	if strings.ContainsAny(got, "\x1b\r─│█") {
		t.Error("plain mode moved the cursor or drew boxes")
	}
}

// The input may end anywhere: what was saved before it is kept, and nothing is
// made up.
func TestTheEndOfInputInTheConversation(t *testing.T) {
	lines := appointment()
	for n := range lines {
		m := caseload(t)
		got := talk(t, m, lines[:n+1]...)
		if n < len(lines)-1 && !strings.HasSuffix(got, "The input has ended. What was saved is kept.\n") {
			t.Fatalf("after %d lines the last words are %q", n+1, got[max(0, len(got)-120):])
		}
	}
}

func TestClosingFromAnyStep(t *testing.T) {
	finished := append(append([]string{}, begin...), strings.Split("5  5  5  5  5  5  5  5  5  5  5  f y", " ")...)
	for name, lines := range map[string][]string{
		"choosing": {"c"}, "the first note": {"3", "c"}, "the third": {"3", "", "", "c"}, "agreeing": {"3", "", "", "", "", "c"},
	} {
		got := talk(t, caseload(t), append(append([]string{}, finished...), lines...)...)
		if !strings.Contains(got, "Have I got anything wrong?") {
			t.Errorf("%s: closing did not come:\n%s", name, got[max(0, len(got)-600):])
		}
	}
}

func TestMarksOfTheService(t *testing.T) {
	m := caseload(t)
	lines := append(append([]string{}, begin...), strings.Split("5  5  5  5  5  5  5  2  5  5  5  f y c 1 1 2", " ")...)
	got := talk(t, m, append(lines, "", "", "0", "0")...)
	if !strings.Contains(got, "Please talk about: Personal safety.") || !strings.Contains(got, "This program alerts nobody.") {
		t.Errorf("the mark is not told:\n%s", got[max(0, len(got)-1500):])
	}
	r, a := latest(t, m, "Smith", "Jane")
	if answer, asked := r.Talk(a.ID).SafetyAsked(dialog.PersonalSafety); !asked || answer.Outcome != dialog.SafetyElsewhere {
		t.Errorf("the record has %+v", answer)
	}
}

func TestWhoElseIsHere(t *testing.T) {
	m := caseload(t)
	got := talk(t, m, append(append([]string{}, begin...), "w", "2 9", "w", "2 5", "w", "", "5", "", "s", "1", "2", "0", "0")...)
	if !strings.Contains(got, "That is not in the list. Nothing was recorded.") || !strings.Contains(got, "Here now: relative and interpreter.") || !strings.Contains(got, "Also there: relative and interpreter.") {
		t.Errorf("who is here is not told:\n%s", got[max(0, len(got)-2500):])
	}
	r, a := latest(t, m, "Smith", "Jane")
	if there := r.Talk(a.ID).Present; len(there) != 2 || there[0].Who != dialog.WithRelative {
		t.Errorf("the record has %+v", there)
	}
}

func TestActionsAndLife(t *testing.T) {
	for name, lines := range map[string][]string{
		"actions": {"1", "smith jane", "1", "a", "1", "5", "Misheard", "Ring the library", "1", "", "0", "1", "1", "By phone", "1", "6", "Somebody else's", "1", "n", "Bake", "2", "", "0", "b", "0", "0"},
		"between": {"1", "smith jane", "1", "w", "3", "4", "w", "9", "0", "0"},
		"amend":   {"1", "smith jane", "1", "7", "2", "3", "3", "2", "Typed into the wrong row", "7", "2", "3", "4", "o", "Not asked", "0", "0"},
		"life":    {"1", "smith jane", "1", "l", "n", "4", "1-Feb-2026", "Choir", "w", "1", "t", "m", "2", "1-Jan-2027", "t", "1", "Another person's", "b", "0", "0"},
	} {
		t.Run(name, func(t *testing.T) { golden.Compare(t, name, talk(t, caseload(t), lines...)) })
	}
}

// What is over is read out, and what is unfinished comes before it.
func TestWhatIsOverIsReadOut(t *testing.T) {
	for name, tt := range map[string]struct {
		lines []string
		says  []string
	}{
		"the latest":          {[]string{"1", "smith jane", "1", "t", "0", "0"}, []string{"What was talked about on 05-Jun-2026.", "shown as it was", "Agreed: The worker: Introduce the employment adviser"}},
		"of all":              {[]string{"1", "smith jane", "1", "7", "8", "4", "0", "0"}, []string{"4  What was talked about", "shown as it was"}},
		"with one unfinished": {[]string{"1", "hartley", "1", "t", "0", "0"}, []string{"t  Talk it over", "There is an unfinished DIALOG. It comes first: 1 goes on with it."}},
		"unfinished, of all":  {[]string{"1", "hartley", "1", "7", "1", "4", "0", "0"}, []string{"4  What was talked about", "shown as it was"}},
	} {
		m := caseload(t)
		got := talk(t, m, tt.lines...)
		for _, want := range tt.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in:\n%s", name, want, got)
			}
		}
		if strings.Contains(got, "What would you like to talk about?") {
			t.Errorf("%s: areas were to be chosen", name)
		}
	}
}

// b in front of the items leaves, as it does elsewhere, and what is left of the review
// comes first the next time.
func TestAReviewIsLeftAndComeBackTo(t *testing.T) {
	lines := append(append([]string{}, begin[:len(begin)-1]...), "2", "", "b", "1", "1", "y", "s", "5", "", "s", "1", "1", "y", "s")
	got := talk(t, caseload(t), append(lines, "0", "0")...)
	for _, at := range []string{"1 of 4. The worker: Introduce", "2 of 4. The worker: Bring", "DIALOG waits to be gone on with", "1  Go on with it", "2 of 4. The worker: Bring", "Item 1 of 11", "1  Go on with it", "Item 2 of 11"} {
		_, rest, found := strings.Cut(got, at)
		if !found {
			t.Fatalf("%q does not come next in:\n%s", at, got)
		}
		got = rest
	}
}
