package plain_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui/plain"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
)

var today = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func now() time.Time { return today }

// caseload is a record in memory with the whole demo in it.
func caseload(t testing.TB) *memory.Keeper {
	m := memory.New(now)
	for _, group := range demo.Groups(today) {
		if _, err := m.Append(context.Background(), group...); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// talk types lines into plain mode and returns all it wrote.
func talk(t testing.TB, m *memory.Keeper, lines ...string) string {
	t.Helper()
	var out strings.Builder
	err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
		Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
		Text: instrument.English(), About: []string{"About."}, Now: now, Piped: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// begin opens Jane Smith's page and starts an interview.
var begin = []string{"1", "smith jane", "1", "1", "y", "1", "s"}

func latest(t testing.TB, m *memory.Keeper, family, given string) (*dialog.Record, *dialog.Assessment) {
	t.Helper()
	all, _ := m.Caseload(context.Background())
	for _, s := range all {
		if s.Person.Family == family && s.Person.Given == given {
			r, _ := m.Record(context.Background(), s.Person.ID)
			return r, &r.Assessments[len(r.Assessments)-1]
		}
	}
	t.Fatal("nobody of that name")
	return nil, nil
}

func TestAWholeInterview(t *testing.T) {
	m := caseload(t)
	lines := append([]string{}, begin...)
	for _, rating := range []string{"5", "4", "2", "5", "4", "6", "5", "6", "5", "4", "6"} {
		lines = append(lines, rating, "")
	}
	lines = append(lines, "f", "n", "7", "", "0", "0")
	got := talk(t, m, lines...)
	golden.Compare(t, "interview", got)
	_, a := latest(t, m, "Smith", "Jane")
	if a.Status != dialog.Finished || a.Answers.Get(dialog.JobSituation).Rating != 2 || a.DoneAt.Date() != dialog.DateOf(today) {
		t.Errorf("the record has %+v", a)
	}
	if strings.ContainsAny(got, "\x1b\r─│█") {
		t.Error("plain mode moved the cursor or drew boxes")
	}
}

// Of a form that is gone on with the person need not be there.
func TestAFormIsGoneOnWith(t *testing.T) {
	m := caseload(t)
	form := []string{"1", "whittaker", "1", "2", "y", "2", "t", "2", "6", "n", "s"}
	got := talk(t, m, append(form, "1", "1", "y", "s", "0", "0")...)
	if strings.Contains(got, "Ask aloud") || strings.Count(got, "Do the name and date of birth on the form match") != 2 {
		t.Errorf("identity is asked for so:\n%s", got)
	}
	entries := m.Since(0)
	if resumed, ok := entries[len(entries)-1].Body.(*dialog.AssessmentResumed); !ok || resumed.Identity != dialog.IdentityOnPaper {
		t.Errorf("the last entry is %+v", entries[len(entries)-1].Body)
	}
}

func TestTheEndOfInputKeepsWhatWasAnswered(t *testing.T) {
	m := caseload(t)
	got := talk(t, m, append(append([]string{}, begin...), "3", "n", "d", "")...)
	_, a := latest(t, m, "Smith", "Jane")
	if a.Status != dialog.Draft || a.Answers.Get(dialog.MentalHealth).Rating != 3 || a.Answers.Get(dialog.PhysicalHealth).State != dialog.Declined {
		t.Errorf("after the input ended the record has %+v", a.Answers)
	}
	if a.Answers.Get(dialog.JobSituation).Seen() {
		t.Error("the end of the input answered an item")
	}
	if !strings.HasSuffix(got, "The input has ended. What was saved is kept.\n") {
		t.Errorf("the last words are %q", got[max(0, len(got)-120):])
	}
}

func TestAnEmptyLineIsNoAnswer(t *testing.T) {
	m := caseload(t)
	talk(t, m, append(append([]string{}, begin...), "", "", "", "", "")...)
	if _, a := latest(t, m, "Smith", "Jane"); a.Status != dialog.Draft || a.Answers.Count(dialog.NotSeen) != dialog.DomainCount {
		t.Errorf("empty lines recorded %+v", a.Answers)
	}
}

func TestAFullDiskIsSaidAndAskedAgain(t *testing.T) {
	m := caseload(t)
	talk(t, m, begin...)
	m.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full. Make room, then answer again."}
	got := talk(t, m, "1", "smith jane", "1", "1", "1", "y")
	if !strings.Contains(got, "NOT SAVED: The disk is full.") || strings.Contains(got, "Item 1") {
		t.Errorf("a resumption that could not be recorded went on:\n%s", got)
	}
}

func TestOtherPages(t *testing.T) {
	for name, lines := range map[string][]string{
		"years":     {"1", "smith jane", "1", "4", "1", "4", "2", "0", "0"},
		"changed":   {"1", "smith jane", "1", "3", "0", "0"},
		"draft":     {"1", "hartley", "1", "1", "2", "1", "b", "0", "0"},
		"stale":     {"1", "clarke", "1", "1", "3", "Moved away for a while", "0", "0"},
		"list":      {"2", "b", "0"},
		"goals":     {"1", "smith jane", "1", "5", "n", "Read a whole book", "1", "5", "3", "3", "4", "Not now", "b", "0", "0"},
		"attempt":   {"1", "smith jane", "1", "6", "2", "A cold", "0", "0"},
		"strike":    {"1", "smith jane", "1", "7", "2", "2", "Wrong person", "0", "0"},
		"paper":     {"1", "whittaker", "1", "2", "y", "2", "31/2/2026", "1-Jan-2027", "t", "2", "6", "n", "s", "0", "0"},
		"add":       {"4", "Smith", "Jane", "", "", "", "30/2/1990", "1/2/1990", "999 073 2575", "", "", "", "", "n", "0"},
		"edit":      {"1", "novak", "1", "8", "5", "he/him", "11", "y", "13", "9", "n", "Canal Street Hub", "1", "t", "R12", "0", "0"},
		"board":     {"9", "7", "1", "0", "9", "b", "0"},
		"gaps":      {"10", "5", "b", "10", "9", "0"},
		"not found": {"1", "zzz", "x", "", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			golden.Compare(t, strings.ReplaceAll(name, " ", "-"), talk(t, caseload(t), lines...))
		})
	}
}

// TestAnythingMayBeTyped types random lines and looks for three things: it ends,
// it never opens a second draft, and nothing unprintable comes back.
func TestAnythingMayBeTyped(t *testing.T) {
	line := rapid.OneOf(
		rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "y", "n", "b", "f", "s", "l", "d", "x", "k", "t", "m", "", "smith"}),
		rapid.StringN(0, 30, 200),
		rapid.SampledFrom([]string{"\x1b[2J", "\x1b]52;c;eA==\a", strings.Repeat("9", 40000), "\xff\xfe", "\u202eabc"}),
	)
	rapid.Check(t, func(r *rapid.T) {
		m := caseload(t)
		got := talk(t, m, rapid.SliceOfN(line, 1, 60).Draw(r, "lines")...)
		for _, c := range got {
			if c != '\n' && c < ' ' || c == 0x202e {
				r.Fatalf("%q was written", c)
			}
		}
		all, _ := m.Caseload(context.Background())
		for _, s := range all {
			record, _ := m.Record(context.Background(), s.Person.ID)
			drafts := 0
			for i := range record.Assessments {
				if record.Assessments[i].Status == dialog.Draft {
					drafts++
				}
			}
			if drafts > 1 {
				r.Fatal("one person has two drafts")
			}
		}
	})
}
