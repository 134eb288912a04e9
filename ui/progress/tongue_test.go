package progress_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui/progress"
	"alongside/ui/screen"
)

var (
	ascii = regexp.MustCompile(`[A-Za-z]{2,}`)
	// given are words on keys, and the reasons that workers of the test wrote.
	given = []string{"enter", "up", "down", "esc", "home", "end", "pgup", "pgdn", "fire", "alarm"}
)

// Nothing of what changed comes from anywhere but the language file.
func TestChangedInAnotherLanguage(t *testing.T) {
	for name, r := range changedCases() {
		t.Run(name, func(t *testing.T) {
			o := options(r)
			o.Text = pseudo.Checked()
			s := progress.NewChanged(o)
			golden(t, "foreign-"+name+"-80x21", drawn(t, s, frame(80, 21, true)))
			golden(t, "foreign-"+name+"-40x11", drawn(t, s, frame(40, 11, true)))
			for _, f := range []screen.Frame{frame(80, 60, true), frame(40, 80, true), frame(120, 60, true), frame(40, 11, true), frame(20, 5, true)} {
				scan(t, s, f)
			}
			press(t, s, "d") // the list of dates, where there are several
			scan(t, s, frame(80, 21, true))
		})
	}
}

// own are keys, what a number is of, and letters that stand for a word in every language.
var own = strings.NewReplacer("0-10", "", "page up/down", "", "tab", "", "XR", "", "EA", "")

// scan finds words of English on a screen and among its keys.
func scan(t *testing.T, s screen.Screen, f screen.Frame) {
	t.Helper()
	body := own.Replace(drawn(t, s, f) + "\n" + ansi.Strip(screen.HelpLine(s.Keys(), 400, f.Theme)))
	for _, word := range ascii.FindAllString(body, -1) {
		if !slices.Contains(given, word) {
			t.Errorf("%dx%d has %q:\n%s", f.Width, f.Height, word, body)
		}
	}
}

// foreign is a record of which everything that people wrote is in the language too.
func foreign() *dialog.Record {
	r := lived()
	r.Person.Given = pseudo.Say(r.Person.Given)
	texts := []*string{}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		texts = append(texts, &a.Reason, &a.StruckReason)
		for _, d := range dialog.Domains() {
			answer := a.Answers.Get(d)
			if answer.Note != "" {
				answer.Note = pseudo.Say(answer.Note)
				a.Answers.Set(d, answer)
			}
		}
	}
	for i := range r.Goals {
		texts = append(texts, &r.Goals[i].Text)
	}
	for i := range r.Referrals {
		texts = append(texts, &r.Referrals[i].Team)
	}
	for i := range r.Events {
		texts = append(texts, &r.Events[i].Note)
	}
	for i := range r.Talks[0].Notes {
		texts = append(texts, &r.Talks[0].Notes[i].Text)
	}
	for i := range r.Actions {
		texts = append(texts, &r.Actions[i].Text)
		for j := range r.Actions[i].Reviews {
			texts = append(texts, &r.Actions[i].Reviews[j].Note)
		}
	}
	for _, text := range texts {
		if *text != "" {
			*text = pseudo.Say(*text)
		}
	}
	return r
}

// Nothing of the years comes from anywhere but the language file: no view of them, no
// area or date by itself, and no key.
func TestYearsInAnotherLanguage(t *testing.T) {
	for name, keys := range map[string][]string{
		"strips": {"1"}, "strips-one-year": {"1", "s", "s"}, "charts": {"2"}, "charts-two-years": {"2", "s"}, "charts-later": {"2", "down"},
		"words": {"3"}, "table": {"4"}, "goals": {"4", "g"}, "area": {"1", "down", "down", "enter"}, "date": {"4", "enter"}, "struck-out": {"4", "end", "up", "up", "enter"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(foreign())
			o.Text = pseudo.Checked()
			s := progress.NewYears(o)
			drawn(t, s, frame(40, 11, true)) // so that it knows what there is to scroll
			press(t, s, keys...)
			golden(t, "foreign-years-"+name+"-80x21", drawn(t, s, frame(80, 21, true)))
			golden(t, "foreign-years-"+name+"-40x11", drawn(t, s, frame(40, 11, true)))
			for _, f := range []screen.Frame{frame(80, 21, true), frame(200, 200, true), frame(100, 40, false), frame(40, 200, true), frame(40, 11, true), frame(20, 5, true)} {
				scan(t, s, f)
			}
		})
	}
}

// A record without anything, and a span without anything, are told in the language too.
func TestEmptyYearsInAnotherLanguage(t *testing.T) {
	o := options(onlyFirst(&dialog.Record{}, 0))
	o.Text = pseudo.Checked()
	if body := drawn(t, progress.NewYears(o), frame(80, 21, true)); ascii.MatchString(body) {
		t.Errorf("with nothing rated it reads\n%s", body)
	}
	o = options(onlyFirst(jane(), 2))
	o.Record.Goals, o.Text = nil, pseudo.Checked()
	s := progress.NewYears(o)
	press(t, s, "s", "s")
	if body := drawn(t, s, frame(80, 21, true)); ascii.MatchString(body) {
		t.Errorf("with nothing in the span it reads\n%s", body)
	}
	press(t, s, "4", "g")
	if body := drawn(t, s, frame(80, 21, true)); ascii.MatchString(body) {
		t.Errorf("with no goals it reads\n%s", body)
	}
}

// Where a file is from before the words of the years they are in English as a whole.
func TestYearsWithAnOlderFile(t *testing.T) {
	older := *pseudo.Checked()
	older.Words.Years = instrument.YearsWords{}
	for _, view := range []string{"1", "2", "3", "4"} {
		o := options(lived())
		english := progress.NewYears(o)
		o.Text = &older
		s := progress.NewYears(o)
		press(t, s, view)
		press(t, english, view)
		if got, want := drawn(t, s, frame(80, 21, true)), drawn(t, english, frame(80, 21, true)); got != want {
			t.Errorf("view %s reads\n%s\nwant\n%s", view, got, want)
		}
		if got, want := screen.HelpLine(s.Keys(), 400, frame(80, 21, true).Theme), screen.HelpLine(english.Keys(), 400, frame(80, 21, true).Theme); got != want {
			t.Errorf("view %s has the keys %s, want %s", view, got, want)
		}
	}
}
