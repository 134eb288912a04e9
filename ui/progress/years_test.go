package progress_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/progress"
	"alongside/ui/screen"
)

// yearsCases are records of 0, 1, 2, 11 and 200 assessments.
func yearsCases() map[string]*dialog.Record {
	return map[string]*dialog.Record{
		"none": {}, "one": onlyFirst(jane(), 1), "two": onlyFirst(jane(), 2), "jane": jane(), "lived": lived(), "many": long(200),
	}
}

func TestYearsScreens(t *testing.T) {
	for name, r := range yearsCases() {
		for _, size := range sizes {
			t.Run(name+" "+size.name, func(t *testing.T) {
				var pages []string
				for _, view := range []string{"1", "2", "3", "4"} {
					s := progress.NewYears(options(r))
					press(t, s, view)
					pages = append(pages, drawn(t, s, frame(size.width, size.height, true)))
				}
				golden(t, "years-"+name+"-"+size.name, strings.Join(pages, "\n"+strings.Repeat("=", size.width)+"\n"))
			})
		}
	}
}

func TestYearsOtherScreens(t *testing.T) {
	tests := map[string][]string{
		"two-years":   {"s"},
		"one-year":    {"s", "s", "2"},
		"area-detail": {"down", "down", "enter"},
		"date-detail": {"4", "enter"},
		"goals-table": {"4", "g"},
	}
	for name, keys := range tests {
		t.Run(name, func(t *testing.T) {
			s := progress.NewYears(options(jane()))
			press(t, s, keys...)
			golden(t, "years-"+name+"-80x21", drawn(t, s, frame(80, 21, true)))
			golden(t, "years-"+name+"-40x11", drawn(t, s, frame(40, 11, true)))
		})
	}
	talked := progress.NewYears(options(lived()))
	press(t, talked, "down", "down", "enter")
	golden(t, "years-talked-80x21", drawn(t, talked, frame(80, 37, true)))
	ascii := progress.NewYears(options(jane()))
	golden(t, "years-ascii-strips-80x21", drawn(t, ascii, frame(80, 21, false)))
	press(t, ascii, "2")
	golden(t, "years-ascii-charts-80x21", drawn(t, ascii, frame(80, 21, false)))
}

func TestYearsViewsAreChosenByNumberOrTab(t *testing.T) {
	s := progress.NewYears(options(jane()))
	f := frame(80, 21, true)
	want := func(keys []string, text string) {
		t.Helper()
		press(t, s, keys...)
		if got := drawn(t, s, f); !strings.Contains(got, text) {
			t.Errorf("after %q: %q is not on\n%s", keys, text, got)
		}
	}
	want(nil, "[1 Strips]")
	want([]string{"tab"}, "[2 Charts]")
	want([]string{"tab", "tab"}, "[4 Table]")
	want([]string{"tab"}, "[1 Strips]")
	want([]string{"shift+tab"}, "[4 Table]")
	want([]string{"3"}, "[3 In words]")
	want([]string{"s", "2"}, "All: ")
	want([]string{"s"}, "2 years: 22-Nov-2024 to 22-Nov-2026")
	want([]string{"s"}, "1 year: 22-Nov-2025 to 22-Nov-2026")
	want([]string{"s"}, "All: 14-Mar-2021 to 12-Sep-2026")
	want([]string{"1", "end", "enter"}, "How satisfied are you with your meetings")
	want([]string{"down", "esc"}, "[1 Strips]")
	want([]string{"4", "end", "enter"}, "DIALOG of 14-Mar-2021")
	want([]string{"enter", "g"}, "Goals by date")
	want([]string{"enter"}, "Goals by date")
	if got := press(t, s, "esc"); got != (screen.Back{}) {
		t.Errorf("esc: got %#v", got)
	}
}

// What was struck out is listed and opens nothing: it may be somebody else's.
func TestYearsDoNotOpenWhatWasStruckOut(t *testing.T) {
	s := progress.NewYears(options(&dialog.Record{Assessments: []dialog.Assessment{done("14-Mar-2026", "7 7 7 7 7 7 7 7 7 7 7", struckOut)}}))
	f := frame(80, 21, true)
	for _, view := range []string{"1", "2", "3", "4"} {
		press(t, s, view, "enter")
		if got := drawn(t, s, f); strings.Contains(got, "7 totally satisfied") || strings.Contains(got, "DIALOG of") {
			t.Errorf("view %s shows it:\n%s", view, got)
		}
		press(t, s, "esc")
	}
}

func TestYearsSayWhenNothingIsInTheSpan(t *testing.T) {
	s := progress.NewYears(options(onlyFirst(&dialog.Record{Assessments: jane().Assessments}, 2)))
	press(t, s, "s")
	for _, view := range []string{"1", "2"} {
		press(t, s, view)
		if got := drawn(t, s, frame(80, 21, true)); !strings.Contains(got, "Nothing was rated since 22-Nov-2024. Press s to see further back.") {
			t.Errorf("got\n%s", got)
		}
	}
}

func TestYearsRefresh(t *testing.T) {
	s := progress.NewYears(options(&dialog.Record{}))
	press(t, s, "enter", "down", "2", "s", "4", "enter", "end")
	s.Update(progress.Refresh{Record: jane()})
	press(t, s, "1")
	if got := drawn(t, s, frame(80, 21, true)); !strings.Contains(got, "Mental health") {
		t.Errorf("got\n%s", got)
	}
}

// No line joins a mean that rests on medication and meetings with one that rests on
// practical help and meetings: what changed calls them too few to compare.
func TestTheChartJoinsOnlyWhatMayBeCompared(t *testing.T) {
	for name, test := range map[string]struct{ now, legend string }{
		"other items":    {"4 4 4 4 4 4 4 4 d 4 3", "  ■ Treatment satisfaction"},
		"the same items": {"4 4 4 4 4 4 4 4 4 d 3", ":■: Treatment satisfaction"},
	} {
		t.Run(name, func(t *testing.T) {
			s := progress.NewYears(options(&dialog.Record{Assessments: []dialog.Assessment{
				done("12-Jun-2026", "4 4 4 4 4 4 4 4 6 d 6"), done("01-Dec-2026", test.now)}}))
			press(t, s, "2")
			if got := drawn(t, s, frame(80, 21, true)); !strings.Contains(got, "·●· Quality of life") || !strings.Contains(got, test.legend) {
				t.Errorf("want %q in\n%s", test.legend, got)
			}
		})
	}
}

// What a mean rests on is explained in the smallest window as well.
func TestTheTableExplainsWhatAMeanRestsOn(t *testing.T) {
	s := progress.NewYears(options(jane()))
	press(t, s, "4")
	for _, size := range [][2]int{{80, 21}, {40, 11}, {40, 10}} {
		if got := drawn(t, s, frame(size[0], size[1], true)); !strings.Contains(got, "5.5(2)") || !strings.Contains(got, "(2) mean of 2 of 3") {
			t.Errorf("%v:\n%s", size, got)
		}
	}
}

// The reason stands beneath what it is for.
func TestOneDateSaysWhatTheReasonIsFor(t *testing.T) {
	incomplete := func(a *dialog.Assessment) { a.Reason = "No medication" }
	tests := map[string]struct {
		items  string
		change []func(*dialog.Assessment)
		want   string
	}{
		"finished incomplete, amended": {"4 4 4 4 4 4 4 4 n 4 4", []func(*dialog.Assessment){incomplete, amended},
			"10 of 11 rated\nWhy: No medication\nAn answer was changed after it was finished.\n"},
		"closed, amended, on behalf": {"4 4 4 4 - - - - - - -", []func(*dialog.Assessment){closed, amended, byProxy},
			"An answer was changed after it was finished.\nIt was closed before it was complete.\nWhy: fire alarm\nSomebody else answered"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := progress.NewYears(options(&dialog.Record{Assessments: []dialog.Assessment{done("01-Dec-2026", test.items, test.change...)}}))
			press(t, s, "4", "enter")
			if got := drawn(t, s, frame(80, 21, true)); !strings.Contains(got, test.want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// Read from left to right, the marks of a strip are the ratings of its area in
// their order; some may be left out where they would overlap, and then a sign
// says so.
func TestStripsShowTheRatingsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord.Draw(t, "record")
		width := rapid.IntRange(34, 130).Draw(t, "width")
		s := progress.NewYears(options(r))
		lines := strings.Split(ansi.Strip(s.Draw(frame(width, 30, true)).Body), "\n")
		history := r.History()
		for i, d := range dialog.Domains() {
			if len(history) == 0 {
				return
			}
			gutter := min(len("Leisure activities"), width/3) + 4
			strip := ansi.Cut(lines[headLines(lines)+i], gutter, width)
			checkStrip(t, strip, d, history)
		}
	})
}

// headLines is how many lines stand above the strips.
func headLines(lines []string) int {
	for i, line := range lines {
		if strings.Contains(line, "Mental h") {
			return i
		}
	}
	return 0
}

func checkStrip(t *rapid.T, strip string, d dialog.Domain, history []*dialog.Assessment) {
	codes := map[dialog.State]string{dialog.Declined: "d", dialog.NotApplicable: "n", dialog.Later: "l", dialog.NotSeen: "-"}
	var want string
	for _, a := range history {
		answer := a.Answers.Get(d)
		code := codes[answer.State]
		if rating, ok := answer.Score(); ok {
			code = fmt.Sprint(rating)
		}
		want += code
	}
	shown := strings.NewReplacer("·", "", " ", "", "*", "").Replace(strip)
	rest := want
	for _, mark := range shown {
		i := strings.IndexRune(rest, mark)
		if i < 0 {
			t.Fatalf("%s: %q is not in the order of %q", d, shown, want)
		}
		rest = rest[i+1:]
	}
	if len(shown) < len(want) && !strings.Contains(strip, "*") {
		t.Fatalf("%s: %q leaves out some of %q without a sign", d, strip, want)
	}
}

var anyRecord = rapid.Custom(func(t *rapid.T) *dialog.Record {
	r := rapid.SampledFrom([]*dialog.Record{{}, lived()}).Draw(t, "begun with").Clone()
	first := dialog.Date{Year: 2020, Month: 3, Day: 14}
	items := rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "6", "7", "d", "n", "l", "-", "3!", "5~", "d!"})
	for range rapid.IntRange(0, 20).Draw(t, "assessments") {
		on := first.AddDays(rapid.IntRange(0, 2400).Draw(t, "day"))
		answers := strings.Join(rapid.SliceOfN(items, dialog.DomainCount, dialog.DomainCount).Draw(t, "answers"), " ")
		r.Assessments = append(r.Assessments, done(on.String(), answers, rapid.SampledFrom([]func(*dialog.Assessment){
			func(*dialog.Assessment) {}, byProxy, amended, struckOut, closed, note(dialog.Meetings, "A note\nof two lines, the second of which is quite long: 李小龍先生"),
			func(a *dialog.Assessment) { a.Status = dialog.Draft },
		}).Draw(t, "how")))
	}
	for i := range rapid.IntRange(0, 7).Draw(t, "goals") {
		g := dialog.Goal{
			ID: dialog.ID{byte(i + 1)}, Text: rapid.SampledFrom([]string{"Swim", "Go to the 李小龍 festival with my sister in spring"}).Draw(t, "goal"),
			Kind: dialog.LifeGoal, Set: dialog.On(first), Changed: dialog.On(first), Reason: "a reason",
			Status: rapid.SampledFrom([]dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached, dialog.GoalSetDown}).Draw(t, "status"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "ratings") {
			g.Ratings = append(g.Ratings, rated(first.AddDays(rapid.IntRange(0, 2400).Draw(t, "day")).String(), rapid.IntRange(0, 10).Draw(t, "rating")))
		}
		r.Goals = append(r.Goals, g)
	}
	for range rapid.IntRange(0, 2).Draw(t, "offers") {
		r.Attempts = append(r.Attempts, dialog.Attempt{Reason: dialog.AttemptDeclined, At: dialog.On(first.AddDays(rapid.IntRange(0, 2400).Draw(t, "day")))})
	}
	return r
})

// Whatever is in the record and whatever is pressed, both screens fit their area
// and keep the cursor in it.
func TestAnyKeysKeepTheScreensInTheirArea(t *testing.T) {
	keys := rapid.SampledFrom([]string{"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "shift+tab", "1", "2", "3", "4", "s", "g", "d", "c", "w", "[", "]"})
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord.Draw(t, "record")
		f := frame(rapid.IntRange(20, 130).Draw(t, "width"), rapid.IntRange(4, 40).Draw(t, "height"), rapid.Bool().Draw(t, "unicode"))
		var s screen.Screen = progress.NewYears(options(r))
		if rapid.Bool().Draw(t, "changed") {
			s = progress.NewChanged(options(r))
		}
		inArea(t, s, f)
		for _, k := range rapid.SliceOfN(keys, 0, 15).Draw(t, "keys") {
			s.Update(keyPress(k))
			inArea(t, s, f)
			if len(s.Keys()) == 0 || s.Typing() {
				t.Fatal("no keys, or typing")
			}
		}
		s.Update(progress.Refresh{Record: anyRecord.Draw(t, "another record")})
		inArea(t, s, f)
	})
}

func inArea(t *rapid.T, s screen.Screen, f screen.Frame) {
	d := s.Draw(f)
	if d.Cursor == nil || d.Cursor.X < 0 || d.Cursor.X >= f.Width || d.Cursor.Y < 0 || d.Cursor.Y >= f.Height {
		t.Fatalf("the cursor is at %v in %dx%d", d.Cursor, f.Width, f.Height)
	}
	lines := strings.Split(d.Body, "\n")
	if len(lines) > f.Height {
		t.Fatalf("%d lines in a height of %d:\n%s", len(lines), f.Height, d.Body)
	}
	for _, line := range lines {
		if w := ansi.StringWidth(line); w > f.Width {
			t.Fatalf("a line of %d cells in a width of %d: %q", w, f.Width, line)
		}
	}
	if again := s.Draw(f); again.Body != d.Body {
		t.Fatalf("drawing again gives another screen:\n%s\n%s", d.Body, again.Body)
	}
}

// BenchmarkYearsOf200 draws each view of 200 assessments; the aim is a
// millisecond at most.
func BenchmarkYearsOf200(b *testing.B) {
	for _, view := range []string{"1", "2", "3", "4"} {
		b.Run(view, func(b *testing.B) {
			s := progress.NewYears(options(long(200)))
			press(b, s, view)
			f := frame(80, 21, true)
			b.ReportAllocs()
			for b.Loop() {
				s.Draw(f)
			}
		})
	}
}
