package progress_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/progress"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// sizes are the areas that the root gives a screen in a window of 80 by 24, 120
// by 40, and 40 by 15.
var sizes = []struct {
	name          string
	width, height int
}{{"80x21", 80, 21}, {"120x37", 120, 37}, {"40x11", 40, 11}}

func frame(width, height int, unicode bool) screen.Frame {
	return screen.Frame{Width: width, Height: height, Theme: theme.New(theme.Options{Unicode: unicode})}
}

// drawn is a screen as text, the lines without spaces at their ends, checked
// against its frame.
func drawn(t testing.TB, s screen.Screen, f screen.Frame) string {
	t.Helper()
	d := s.Draw(f)
	if d.Cursor == nil || d.Cursor.X < 0 || d.Cursor.X >= f.Width || d.Cursor.Y < 0 || d.Cursor.Y >= f.Height {
		t.Errorf("the cursor is at %v in %dx%d", d.Cursor, f.Width, f.Height)
	}
	lines := strings.Split(ansi.Strip(d.Body), "\n")
	if len(lines) > f.Height {
		t.Errorf("%d lines in a height of %d", len(lines), f.Height)
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > f.Width {
			t.Errorf("line %d is %d cells wide in a width of %d: %q", i, w, f.Width, line)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// golden compares a screen with testdata/name.golden.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got+"\n", "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// press gives a screen keys by their names and returns the last message.
func press(t testing.TB, s screen.Screen, keys ...string) tea.Msg {
	t.Helper()
	var last tea.Msg
	for _, k := range keys {
		last = nil
		if cmd := s.Update(keyPress(k)); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func keyPress(k string) tea.KeyPressMsg {
	codes := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter, "esc": tea.KeyEscape,
		"tab": tea.KeyTab, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd, "space": tea.KeySpace,
	}
	if code, ok := codes[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if k == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	return tea.KeyPressMsg{Code: rune(k[0]), Text: k}
}

// answers reads eleven items in asking order: a rating, or d declined, n does
// not apply, l left for later, - never shown; ! after it for more help wanted,
// ~ for no more help wanted.
func answers(items string) dialog.Answers {
	states := map[byte]dialog.State{'d': dialog.Declined, 'n': dialog.NotApplicable, 'l': dialog.Later, '-': dialog.NotSeen}
	helps := map[string]dialog.Help{"!": dialog.HelpWanted, "~": dialog.HelpNot}
	var all dialog.Answers
	for i, item := range strings.Fields(items) {
		a := dialog.Answer{State: dialog.Rated, Rating: int(item[0] - '0'), Help: helps[item[1:]]}
		if state, ok := states[item[0]]; ok {
			a.State, a.Rating = state, 0
		}
		all.Set(dialog.Domains()[i], a)
	}
	return all
}

func day(s string) dialog.Date {
	d, err := dialog.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// made counts the assessments made, so that each has its own identifier.
var made byte

func done(on, items string, change ...func(*dialog.Assessment)) dialog.Assessment {
	made++
	a := dialog.Assessment{
		ID: dialog.NewID(day(on).Noon(), [10]byte{9: made}), Instrument: instrument.DIALOG, Layout: dialog.Interview,
		Completion: dialog.Together, Language: "en", DoneAt: dialog.On(day(on)), Status: dialog.Finished, Answers: answers(items),
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func byProxy(a *dialog.Assessment)   { a.Completion = dialog.Proxy }
func amended(a *dialog.Assessment)   { a.Amended = true }
func struckOut(a *dialog.Assessment) { a.StruckOut, a.StruckReason = true, "wrong person" }
func closed(a *dialog.Assessment)    { a.Status, a.Reason = dialog.Closed, "fire alarm" }

func note(d dialog.Domain, words string) func(*dialog.Assessment) {
	return func(a *dialog.Assessment) {
		answer := a.Answers.Get(d)
		answer.Note = words
		a.Answers.Set(d, answer)
	}
}

func rated(on string, rating int) dialog.GoalRating {
	return dialog.GoalRating{Rating: rating, At: dialog.On(day(on))}
}

// jane has five years with a bit of everything.
func jane() *dialog.Record {
	when := func(s string) dialog.When { return dialog.On(day(s)) }
	return &dialog.Record{
		Person: dialog.Person{Family: "Smith", Given: "Jane"},
		Assessments: []dialog.Assessment{
			done("14-Mar-2021", "3 4 2! 5 4 4 3 6 d 4 5", note(dialog.JobSituation, "Lost the job in the bakery.\nWould like to bake again.")),
			done("02-Sep-2021", "3 4 2! 5 4 4 3 6 5 4 5"),
			done("20-Jan-2022", "2 4 2 5 - - - - - - -", closed),
			done("21-Jan-2022", "1 1 1 1 1 1 1 1 1 1 1", struckOut),
			done("05-Aug-2022", "4 4 3 5 4 4 4 6 5 5 5", amended),
			done("11-Feb-2023", "4 4 3 4 d 4 n 6 5 5 6"),
			done("02-Sep-2023", "2 3 2! 3 3 4 3 5 5 5 6", byProxy),
			done("20-Mar-2024", "4 5 3 5 4 5 4 6 5 5 6"),
			done("30-Sep-2025", "5 5 3! 5 5 5 4 6 5 5 6"),
			done("14-Mar-2026", "3 5 3! 5 4 5 4 6 5 5 6"),
			done("12-Sep-2026", "5 5 4! 4 5 5 6 6 d 5 6", note(dialog.JobSituation, "Two mornings a week in the café.")),
		},
		Goals: []dialog.Goal{
			{
				ID: dialog.ID{1}, Text: "Bake for other people again", Kind: dialog.LifeGoal, Domain: dialog.JobSituation, Status: dialog.GoalActive, Set: when("02-Sep-2021"),
				Ratings: []dialog.GoalRating{rated("02-Sep-2021", 0), rated("05-Aug-2022", 2), rated("20-Mar-2024", 4), rated("14-Mar-2026", 6), rated("12-Sep-2026", 10)},
			},
			{
				ID: dialog.ID{2}, Text: "Sleep through the night", Kind: dialog.ClinicalGoal, Domain: dialog.MentalHealth, Status: dialog.GoalReached,
				Set: when("14-Mar-2021"), Changed: when("05-Aug-2022"), Ratings: []dialog.GoalRating{rated("14-Mar-2021", 2), rated("05-Aug-2022", 9)},
			},
			{ID: dialog.ID{3}, Text: "See Sam once a week", Kind: dialog.LifeGoal, Domain: dialog.Friendships, Status: dialog.GoalActive, Set: when("14-Mar-2026")},
		},
		Attempts: []dialog.Attempt{{ID: dialog.ID{4}, Reason: dialog.AttemptUnwell, At: when("10-Mar-2025")}},
	}
}

// lived is jane with what happened beside the ratings.
func lived() *dialog.Record {
	r := jane()
	on := func(s string) dialog.When { return dialog.On(day(s)) }
	r.Referrals = []dialog.Referral{{ID: dialog.ID{5}, Received: day("01-Mar-2021"), Closed: day("30-Nov-2022"), Team: "Northgate Community Team"},
		{ID: dialog.ID{6}, Received: day("01-Jan-2023"), Team: "Canal Street Hub"}}
	r.Events = []dialog.Event{{ID: dialog.ID{7}, What: dialog.Admitted, On: day("15-Aug-2023")}, {ID: dialog.ID{8}, What: dialog.StartedWork, On: day("01-Feb-2026"), Note: "Two mornings in a café"},
		{ID: dialog.ID{9}, What: dialog.Moved, On: day("02-Feb-2026"), Struck: dialog.Struck{Reason: "Wrong person"}}}
	r.Circumstances = []dialog.Circumstance{{ID: dialog.ID{10}, Aspect: dialog.Employment, Code: "01", From: day("01-Feb-2026")}}
	past := r.History()
	at := past[len(past)-2]
	r.Talks = []dialog.Talk{{Assessment: at.ID, Areas: []dialog.Domain{dialog.JobSituation}, Notes: []dialog.TalkNote{
		{Domain: dialog.JobSituation, Step: dialog.Understanding, Text: "Likes being early"}, {Domain: dialog.JobSituation, Step: dialog.OneHigher, Text: "A third morning"}}}}
	r.Actions = []dialog.Action{
		{ID: dialog.ID{11}, Text: "Ask about a third morning", Owner: dialog.PersonOwns, Domain: dialog.JobSituation, Assessment: at.ID, Agreed: at.DoneAt,
			Reviews: []dialog.Review{{Outcome: dialog.ActionDone, Note: "From October", At: on("12-Sep-2026")}}},
		{ID: dialog.ID{12}, Text: "Write a reference", Owner: dialog.WorkerOwns, Domain: dialog.JobSituation, Assessment: at.ID, Agreed: at.DoneAt},
	}
	return r
}

// onlyFirst is the record as it was after so many assessments.
func onlyFirst(r *dialog.Record, n int) *dialog.Record {
	c := r.Clone()
	c.Assessments = c.Assessments[:n]
	return c
}

// long is a record of n assessments, one a fortnight.
func long(n int) *dialog.Record {
	r := &dialog.Record{Goals: jane().Goals}
	items := []string{"4 5 6 3 2 d 4 5! 6 7 4", "3 5 6 4 2 4 4 5 6 7 n", "5 5 5 4 3 4 5 5 6 6 4"}
	first := dialog.Date{Year: 2019, Month: 3, Day: 14}
	for i := range n {
		on := first.AddDays(14 * i)
		r.Assessments = append(r.Assessments, done(on.String(), items[i%len(items)]))
		r.Actions = append(r.Actions, dialog.Action{ID: dialog.ID{1, byte(i)}, Text: "Ring the college", Owner: dialog.PersonOwns, Agreed: dialog.On(on)})
		if i%5 == 0 {
			r.Events = append(r.Events, dialog.Event{ID: dialog.ID{2, byte(i)}, What: dialog.Moved, On: on.AddDays(3)})
		}
	}
	return r
}

func options(r *dialog.Record) progress.Options {
	o := progress.Options{Record: r, Text: instrument.English(), Now: func() time.Time { return day("22-Nov-2026").Noon() }}
	if n := len(r.Assessments); n > 0 {
		o.Assessment = r.Assessments[n-1].ID
	}
	return o
}
