package interview_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/theme"
	files "alongside/ui/uitest/golden"
)

// golden compares what is drawn at the sizes that count with what was looked at.
func golden(t *testing.T, name string, s screen.Screen) {
	t.Helper()
	var b strings.Builder
	for _, size := range []struct {
		w, h    int
		unicode bool
	}{{80, 21, true}, {40, 11, true}, {40, 10, true}, {120, 37, true}, {80, 21, false}} {
		th := theme.New(theme.Options{Unicode: size.unicode})
		d := s.Draw(screen.Frame{Width: size.w, Height: size.h, Theme: th})
		kind := "unicode"
		if !size.unicode {
			kind = "ascii"
		}
		cursor := "none"
		if d.Cursor != nil {
			cursor = fmt.Sprintf("%d,%d", d.Cursor.X, d.Cursor.Y)
			if d.Cursor.X < 0 || d.Cursor.Y < 0 || d.Cursor.X >= size.w || d.Cursor.Y >= size.h {
				t.Errorf("%s: the cursor is at %s in %dx%d", name, cursor, size.w, size.h)
			}
		}
		fmt.Fprintf(&b, "=== %dx%d %s, cursor %s\n", size.w, size.h, kind, cursor)
		lines := strings.Split(ansi.Strip(d.Body), "\n")
		if len(lines) != size.h {
			t.Errorf("%s: %d lines in a frame of %d", name, len(lines), size.h)
		}
		for _, line := range lines {
			if screen.Width(line) > size.w {
				t.Errorf("%s: a line is wider than %d: %q", name, size.w, line)
			}
			if !size.unicode && !strings.HasPrefix(name, foreignGolden) && strings.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
				t.Errorf("%s: not ASCII: %q", name, line)
			}
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	files.Compare(t, name, b.String())
}

// answered goes through some items in all the ways there are.
func answered(d *driver) {
	d.press("4", "y", "enter", "6", "n", "enter", "2", "enter", "d", "enter", "x", "enter", "enter", "7", "enter", "3")
}

// goldenScreens are the stages as people get to them.
var goldenScreens = map[string]func(t *testing.T) *driver{
	"identity": func(t *testing.T) *driver {
		return drive(t, interview.New(options(newKeeper(amina()), amina())))
	},
	"referral": func(t *testing.T) *driver {
		r := amina()
		r.Referrals = append(r.Referrals, dialog.Referral{ID: id(5), Team: "Home treatment", Setting: dialog.Acute, ServiceRequestID: "SR1002"})
		d := drive(t, interview.New(options(newKeeper(r), r)))
		d.press("y")
		return d
	},
	"completion": func(t *testing.T) *driver {
		d := drive(t, interview.New(options(newKeeper(amina()), amina())))
		d.press("y")
		return d
	},
	"completion-proxy": func(t *testing.T) *driver {
		d := drive(t, interview.New(options(newKeeper(amina()), amina())))
		d.press("y", "5")
		return d
	},
	"start-not-saved": func(t *testing.T) *driver {
		k := newKeeper(amina())
		k.fail = func(int) error { return full }
		d := drive(t, interview.New(options(k, amina())))
		d.press("y", "1")
		return d
	},
	"language": func(t *testing.T) *driver {
		d := drive(t, interview.New(options(newKeeper(amina()), amina())))
		d.press("y", "3")
		return d
	},
	"item-first": func(t *testing.T) *driver { d, _ := begun(t); return d },
	"item-rated": func(t *testing.T) *driver {
		d, _ := begun(t)
		answered(d)
		return d
	},
	"item-longest": func(t *testing.T) *driver {
		d, _ := begun(t)
		d.press("v", "up", "enter", "1", "y")
		d.press("v", "home", "5", "down", "enter", "x", "x")
		return d
	},
	"item-slow": func(t *testing.T) *driver {
		d, k := begun(t)
		k.delay = time.Minute
		d.press("5")
		d.wait(time.Second)
		return d
	},
	"item-not-saved": func(t *testing.T) *driver {
		d, k := begun(t)
		d.press("5", "enter")
		k.fail = func(int) error { return full }
		d.press("2", "enter", "6")
		return d
	},
	"item-earlier": func(t *testing.T) *driver {
		d, _ := begun(t, func(_ *keeper, o *interview.Options) { o.Rules.Earlier = dialog.EarlierBeside })
		d.press("5")
		return d
	},
	"item-note": func(t *testing.T) *driver {
		d, _ := begun(t)
		d.press("5", "t")
		d.typeText("Sleeps badly since the move. Wants to see the GP about it.")
		d.wait(2 * time.Second)
		return d
	},
	"item-note-typing": func(t *testing.T) *driver {
		d, _ := begun(t)
		d.press("5", "t")
		d.typeText("Sleeps badly")
		return d
	},
	"review-open": func(t *testing.T) *driver {
		d, _ := begun(t)
		answered(d)
		d.press("t")
		d.typeText("Feels safer")
		d.press("esc", "v")
		return d
	},
	"review-not-saved": func(t *testing.T) *driver {
		d, k := begun(t)
		answered(d)
		k.fail = func(int) error { return full }
		d.press("t")
		d.typeText("Feels safer")
		d.press("esc", "y", "v")
		return d
	},
	"review-all": func(t *testing.T) *driver { d, _ := begun(t); rateAll(d); return d },
	"incomplete": func(t *testing.T) *driver {
		d, _ := begun(t)
		answered(d)
		d.press("v", "f")
		return d
	},
	"incomplete-why": func(t *testing.T) *driver {
		d, _ := begun(t)
		answered(d)
		d.press("v", "f", "w")
		d.typeText("Tired today")
		return d
	},
	"leaving": func(t *testing.T) *driver {
		d, k := begun(t)
		k.fail = func(int) error { return full }
		d.press("2", "esc")
		return d
	},
	"paper-order": func(t *testing.T) *driver { return paper(t) },
	"paper-date":  func(t *testing.T) *driver { d := paper(t); d.press("1"); return d },
	"paper-date-wrong": func(t *testing.T) *driver {
		d := paper(t)
		d.press("1", "3")
		d.typeText("1/12/2026")
		d.press("enter")
		return d
	},
	"grid-first": func(t *testing.T) *driver { d := paper(t); d.press("2", "t", "1"); return d },
	"grid-middle": func(t *testing.T) *driver {
		d := paper(t)
		d.press("2", "t", "2", "4", "y", "5", "n", "2", "d", "x", "l", "7")
		return d
	},
	"grid-not-saved": func(t *testing.T) *driver {
		k := newKeeper(amina())
		d := paperWith(t, k)
		d.press("1", "t", "1", "4", "5")
		k.fail = func(int) error { return full }
		d.press("2", "6")
		return d
	},
	"grid-end": func(t *testing.T) *driver {
		d := paper(t)
		d.press("1", "t", "1", "4", "5", "6", "7", "1", "2", "3", "4", "5", "6", "7")
		return d
	},
	"resume-today": func(t *testing.T) *driver { return resumed(t, 0) },
	"resume-later": func(t *testing.T) *driver { return resumed(t, 3) },
	"resume-stale": func(t *testing.T) *driver { return resumed(t, 10) },
	"resume-close": func(t *testing.T) *driver { d := resumed(t, 10); d.press("3", "enter"); return d },
	"view-draft":   func(t *testing.T) *driver { d := resumed(t, 3); d.press("2"); return d },
	"view-amended": func(t *testing.T) *driver { return drive(t, amendedView(t)) },
}

func TestGoldenScreens(t *testing.T) {
	for name, prepare := range goldenScreens {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) { golden(t, name, prepare(t).s) })
		})
	}
}

func rateAll(d *driver) {
	for i := range dialog.DomainCount {
		d.press(fmt.Sprint(1+(i*3)%7), "enter")
	}
}

func paper(t testing.TB) *driver { return paperWith(t, newKeeper(amina())) }

func paperWith(t testing.TB, k *keeper) *driver {
	o := options(k, k.records[id(1)])
	o.Paper = true
	return drive(t, interview.New(o))
}

// draft is a record with an interview begun some days ago and answered up to the
// sixth item.
func draft(days int) *dialog.Record {
	r := amina()
	began := dialog.At(noon.AddDate(0, 0, -days).Add(-2 * time.Hour))
	a := dialog.Assessment{
		ID: id(4), Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Language: "en",
		Referral: id(2), DoneAt: began, Worker: id(9), Status: dialog.Draft,
	}
	for i, d := range dialog.Domains()[:6] {
		a.Answers.Set(d, dialog.Answer{State: dialog.Rated, Rating: 2 + i%4, At: began})
	}
	r.Assessments = append(r.Assessments, a)
	return r
}

func resumed(t testing.TB, days int) *driver {
	r := draft(days)
	return drive(t, interview.Resume(options(newKeeper(r), r)))
}

// amendedView is a finished assessment on paper in which an answer was changed and
// which was then struck out.
func amendedView(t *testing.T) *interview.View {
	t.Helper()
	k := newKeeper(amina())
	d := paperWith(t, k)
	d.press("2", "t", "5", "5", "4", "y", "5", "6", "7", "1", "2", "d", "x", "4", "3", "7", "f")
	d.wait(time.Second)
	d.press("f")
	d.wait(time.Second)
	a := k.assessment()
	d1 := a.Order()[5]
	if _, err := k.Append(t.Context(),
		dialog.Change{Person: id(1), Worker: id(9), DoneAt: at(2026, time.November, 23), Body: &dialog.AnswerRecorded{
			Assessment: a.ID, Domain: d1, Reason: "Typed into the wrong row",
			Answer: dialog.Answer{State: dialog.Rated, Rating: 6, Help: dialog.HelpWanted, Note: "Looks forward to the choir.\nMeets Ada there.", Language: "en"},
		}},
		dialog.Change{Person: id(1), Worker: id(9), DoneAt: at(2026, time.November, 24), Body: &dialog.AssessmentStruckOut{Assessment: a.ID, Reason: "Another person's form"}},
	); err != nil {
		t.Fatal(err)
	}
	return interview.NewView(interview.ViewOptions{Record: k.records[id(1)], Assessment: a.ID, Text: instrument.English(), Journal: k})
}
