package progress_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/progress"
	"alongside/ui/screen"
)

// changedCases are the records after which the screen opens.
func changedCases() map[string]*dialog.Record {
	return map[string]*dialog.Record{
		"mixed":    jane(),
		"first":    onlyFirst(jane(), 1),
		"second":   onlyFirst(jane(), 2),
		"bad-day":  {Assessments: []dialog.Assessment{done("14-Mar-2026", "4 4 4 4 4 4 4 4 4 6 6"), done("12-Sep-2026", "2 3 2 3! 5 4 4! 4 4 6 6")}},
		"declined": {Assessments: []dialog.Assessment{done("14-Mar-2026", "4 4 4 4 4 4 4 4 4 6 6"), done("12-Sep-2026", "5 4 d d! d d d n l - -", closed)}},
		"proxy":    {Assessments: []dialog.Assessment{done("14-Mar-2026", "4 4 4 4 4 4 4 4 4 6 6"), done("12-Sep-2026", "4 4 4 4 4 4 4 4 4 6 6", byProxy)}},
		"help":     {Assessments: []dialog.Assessment{done("14-Mar-2026", "1! 1! 1! 4 4 4 4 4 4 6 6"), done("12-Sep-2026", "1! 1~ 1 4 4 7! 7 4 1! 6 1")}},
	}
}

func TestChangedScreens(t *testing.T) {
	for name, r := range changedCases() {
		for _, size := range sizes {
			t.Run(name+" "+size.name, func(t *testing.T) {
				golden(t, "changed-"+name+"-"+size.name, drawn(t, progress.NewChanged(options(r)), frame(size.width, size.height, true)))
			})
		}
	}
	golden(t, "changed-mixed-ascii-80x21", drawn(t, progress.NewChanged(options(jane())), frame(80, 21, false)))
	dates := progress.NewChanged(options(jane()))
	press(t, dates, "d", "down")
	golden(t, "changed-dates-80x21", drawn(t, dates, frame(80, 21, true)))
}

// In a window of 80 by 24 the whole page is there without scrolling, whatever was
// answered.
func TestChangedFitsWithoutScrolling(t *testing.T) {
	for name, r := range changedCases() {
		if got := drawn(t, progress.NewChanged(options(r)), frame(80, 21, true)); strings.Contains(got, "lines below") {
			t.Errorf("%s does not fit:\n%s", name, got)
		}
	}
}

func TestChangedScrollsToItsEnd(t *testing.T) {
	s := progress.NewChanged(options(jane()))
	f := frame(40, 11, true)
	drawn(t, s, f)
	press(t, s, "end")
	if got := drawn(t, s, f); strings.Contains(got, "lines below") || !strings.Contains(got, "lines above") {
		t.Errorf("the end is not reached:\n%s", got)
	}
	press(t, s, "home")
	if got := drawn(t, s, f); strings.Contains(got, "lines above") {
		t.Errorf("the beginning is not reached:\n%s", got)
	}
}

// The first press scrolls, and the line that counts what is below names the key.
func TestChangedScrollsWithTheFirstPress(t *testing.T) {
	f := frame(40, 11, true)
	for name, s := range map[string]screen.Screen{"what changed": progress.NewChanged(options(jane())), "in words": progress.NewYears(options(jane()))} {
		press(t, s, "3")
		first := drawn(t, s, f)
		press(t, s, "down")
		if !strings.Contains(first, "lines below) ↓") || drawn(t, s, f) == first {
			t.Errorf("%s stays as it was:\n%s", name, first)
		}
	}
}

func TestChangedChoosesAnotherDate(t *testing.T) {
	s := progress.NewChanged(options(jane()))
	f := frame(80, 21, true)
	want := func(when, text string) {
		t.Helper()
		if got := drawn(t, s, f); !strings.Contains(got, text) {
			t.Errorf("%s: %q is not on\n%s", when, text, got)
		}
	}
	want("at first", "12-Sep-2026 beside 14-Mar-2026 (the last time)")
	press(t, s, "left")
	want("one earlier", "12-Sep-2026 beside 30-Sep-2025 (7 of 8 earlier dates)")
	press(t, s, "right", "right")
	want("no further than the last", "12-Sep-2026 beside 14-Mar-2026 (the last time)")
	press(t, s, "d", "end", "enter")
	want("the first from the list", "12-Sep-2026 beside 14-Mar-2021 (1 of 8 earlier dates)")
	press(t, s, "left")
	want("no further than the first", "12-Sep-2026 beside 14-Mar-2021 (1 of 8 earlier dates)")
	press(t, s, "d", "home", "esc")
	want("the list left", "12-Sep-2026 beside 14-Mar-2021 (1 of 8 earlier dates)")
	s.Update(progress.Refresh{Record: jane2()})
	want("the record refreshed", "12-Sep-2026 beside 14-Mar-2021 (1 of 8 earlier dates)")
}

// jane2 is jane again, with the identifiers of the last record made.
func jane2() *dialog.Record {
	made -= 11
	return jane()
}

func TestChangedAnswersOtherDatesOnlyOfTheSamePerson(t *testing.T) {
	s := progress.NewChanged(options(jane()))
	press(t, s, "d")
	if got := drawn(t, s, frame(80, 21, true)); strings.Contains(got, "02-Sep-2023") || strings.Contains(got, "21-Jan-2022") {
		t.Errorf("one answered on behalf, or struck out, is offered:\n%s", got)
	}
}

func TestChangedLeadsOn(t *testing.T) {
	o := options(jane())
	tests := map[string]tea.Msg{
		"g": progress.RateGoals{Assessment: o.Assessment}, "c": progress.ShowYears{}, "enter": screen.Back{}, "esc": screen.Back{}, "x": nil,
	}
	for k, want := range tests {
		if got := press(t, progress.NewChanged(o), k); got != want {
			t.Errorf("%s: got %#v, want %#v", k, got, want)
		}
	}
	held := keyPress("enter")
	held.IsRepeat = true
	if cmd := progress.NewChanged(o).Update(held); cmd != nil {
		t.Error("a held Enter leaves the screen")
	}
	o.Record.Goals = nil
	if got := press(t, progress.NewChanged(o), "g"); got != (progress.ShowGoals{}) {
		t.Errorf("g without goals: got %#v", got)
	}
}

func TestChangedOfAnAssessmentThatIsGone(t *testing.T) {
	o := options(jane())
	o.Assessment = dialog.ID{42}
	s := progress.NewChanged(o)
	press(t, s, "left", "right", "d", "down", "end")
	if got := drawn(t, s, frame(80, 21, true)); !strings.Contains(got, "not in the record") {
		t.Errorf("got %q", got)
	}
}

func TestTooSmallIsSaid(t *testing.T) {
	for _, s := range []screen.Screen{progress.NewChanged(options(jane()))} {
		if got := drawn(t, s, frame(33, 8, true)); !strings.Contains(got, "larger") {
			t.Errorf("got %q", got)
		}
	}
}

// Any two dates can be set beside each other: the later with the brackets, the
// earlier with the arrows.
func TestAnyTwoDatesAreCompared(t *testing.T) {
	r := jane()
	s := progress.NewChanged(options(r))
	f := frame(80, 21, true)
	seen := map[string]bool{}
	for range r.History() {
		for range r.History() {
			got, _, _ := strings.Cut(drawn(t, s, f), "\n")
			seen[got] = true
			press(t, s, "left")
		}
		press(t, s, "[")
	}
	for _, now := range r.History() {
		for _, then := range r.Earlier(now) {
			want := "What changed: " + now.DoneAt.Date().String() + " beside " + then.DoneAt.Date().String()
			found := false
			for title := range seen {
				found = found || strings.HasPrefix(title, want)
			}
			if !found {
				t.Errorf("%q was never on the screen", want)
			}
		}
	}
	press(t, s, "]", "]", "]", "]", "]", "]", "]", "]", "]", "]", "]", "]")
	if got := drawn(t, s, f); !strings.HasPrefix(got, "What changed: 12-Sep-2026") {
		t.Errorf("the latest is not come back to:\n%s", got)
	}
}

// Where the later of the two is not the latest, neither is called now or the last time.
func TestOlderDatesStandAboveTheirColumns(t *testing.T) {
	s, f := progress.NewChanged(options(jane())), frame(80, 21, true)
	head := func() (title, columns string) {
		for line := range strings.SplitSeq(drawn(t, s, f), "\n") {
			switch {
			case title == "":
				title = line
			case strings.HasPrefix(line, "Area "):
				return title, strings.Join(strings.Fields(line), " ")
			}
		}
		return title, columns
	}
	tests := []struct{ key, title, columns string }{
		{"right", "What changed: 12-Sep-2026 beside 14-Mar-2026 (the last time)", "Area Now Then Change More help"},
		{"[", "What changed: 14-Mar-2026 beside 30-Sep-2025 (7 of 7 earlier dates)", "Area 14-Mar-2026 30-Sep-2025 Change More help"},
		{"left", "What changed: 14-Mar-2026 beside 20-Mar-2024 (6 of 7 earlier dates)", "Area 14-Mar-2026 20-Mar-2024 Change More help"},
		{"]", "What changed: 12-Sep-2026 beside 14-Mar-2026 (the last time)", "Area Now Then Change More help"},
	}
	for _, test := range tests {
		press(t, s, test.key)
		if title, columns := head(); title != test.title || columns != test.columns {
			t.Errorf("after %s: %q, %q", test.key, title, columns)
		}
	}
	press(t, s, "[", "d")
	if got := drawn(t, s, f); strings.Contains(got, "the last time") {
		t.Errorf("the list says\n%s", got)
	}
}

// The table of the years leads to what changed by a date.
func TestTheYearsLeadToWhatChanged(t *testing.T) {
	r := jane()
	s := progress.NewYears(options(r))
	press(t, s, "4", "down")
	msg, ok := press(t, s, "w").(progress.ShowChanged)
	if past := r.History(); !ok || msg.Assessment != past[len(past)-2].ID {
		t.Errorf("w asks for %+v", msg)
	}
}

// Two of one day are told apart by their times.
func TestTwoOfOneDayAreToldApart(t *testing.T) {
	at := func(hour int) func(*dialog.Assessment) {
		return func(a *dialog.Assessment) { a.DoneAt = dialog.At(time.Date(2026, 9, 12, hour, 30, 0, 0, time.UTC)) }
	}
	r := &dialog.Record{Assessments: []dialog.Assessment{done("12-Sep-2026", "4 4 4 4 4 4 4 4 4 6 6", at(9)), done("12-Sep-2026", "5 4 4 4 4 4 4 4 4 6 6", at(15))}}
	if got := drawn(t, progress.NewChanged(options(r)), frame(80, 21, true)); !strings.Contains(got, "What changed: 12-Sep-2026 15:30 beside 12-Sep-2026 09:30") {
		t.Errorf("it says\n%s", got)
	}
}
