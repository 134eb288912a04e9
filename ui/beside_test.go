package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog/trial/beside"
	"alongside/ui/uitest"
	"alongside/ui/uitest/single"
)

// A key takes as many allocations among many people as among a few, on every screen, and
// no more than are allowed there.
func TestAllocationsOfAKeyDoNotGrowWithTheCaseload(t *testing.T) {
	counts := map[string][2]float64{}
	for i, people := range []int{100, 2000} {
		k := crowd(t, people)
		synctest.Test(t, func(t *testing.T) {
			strolls(t, k, func(p *uitest.Person, key string) { p.Press(key) }, func(p *uitest.Person, moment string) {
				c := counts[moment]
				c[i] = max(c[i], testing.AllocsPerRun(3, p.Redraw))
				p.Wait(time.Second)
				counts[moment] = c
			})
		})
	}
	for moment, c := range counts {
		if few, many := c[0], c[1]; many > few*1.02+20 {
			t.Errorf("at %q a key takes %.0f allocations among 100 people and %.0f among 2,000", moment, few, many)
		}
		if most, there := allowed[moment]; !there || c[1] > most {
			t.Errorf("at %q a key takes %.0f allocations, and %.0f are allowed", moment, c[1], most)
		}
	}
	for moment := range allowed {
		if _, there := counts[moment]; !there {
			t.Errorf("nothing is counted at %q", moment)
		}
	}
}

// onTheWall is a clock that goes on inside a bubble.
func onTheWall() time.Duration {
	var tv syscall.Timeval
	_ = syscall.Gettimeofday(&tv) // it never fails
	return time.Duration(tv.Nano())
}

// window is the least that shows a caseload: 36 rows of it, with a place that moves.
type window struct {
	rows    []string
	at, top int
}

func (w *window) Init() tea.Cmd { return nil }

func (w *window) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "down":
			w.at = min(w.at+1, len(w.rows)-1)
		case "up":
			w.at = max(w.at-1, 0)
		}
	}
	w.top = min(max(w.top, w.at-35), w.at)
	return w, nil
}

func (w *window) View() tea.View {
	var b strings.Builder
	for i := w.top; i < min(w.top+36, len(w.rows)); i++ {
		if i == w.at {
			b.WriteString("\x1b[7m")
		}
		fmt.Fprintf(&b, "%-120s\x1b[m\n", w.rows[i])
	}
	v := tea.NewView(b.String())
	v.AltScreen = true
	return v
}

// BenchmarkBesideKeys presses keys on every screen among the people of the record, at
// 120 by 40, in turns with the least that shows 36 rows.
func BenchmarkBesideKeys(b *testing.B) {
	people := beside.People()
	least := &window{rows: make([]string, people)}
	for i := range least.rows {
		least.rows[i] = fmt.Sprintf("Somebody, Number %d   999 000 0000   last DIALOG 30-Nov-2026   due", i)
	}
	var all, theirs []time.Duration
	screens := map[string][]time.Duration{}
	beside.Folder(b)
	k := crowd(b, people)
	bubble(b, func(t *testing.T) {
		moment := "the caseload"
		press := func(p *uitest.Person, key string) {
			began := onTheWall()
			least.Update(single.Key([]string{"down", "up"}[len(all)/50%2]))
			least.View()
			theirs = append(theirs, onTheWall()-began)
			took := p.Timed(key, onTheWall)
			all = append(all, took)
			screens[moment] = append(screens[moment], took)
		}
		strolls(t, k, press, func(p *uitest.Person, next string) {
			moment = next
			for range 100 {
				press(p, "f12") // no screen takes it
			}
		})
	})
	slices.Sort(all)
	slices.Sort(theirs)
	slowest, where := 0.0, ""
	for name, took := range screens {
		slices.Sort(took)
		b.Logf("%-45s median %.3f ms, longest %.3f ms", name, beside.At(took, 0.5), beside.At(took, 1))
		if at := beside.At(took, 0.5); at > slowest {
			slowest, where = at, name
		}
	}
	what := "a hand-written window of 36 rows"
	beside.Keep(b,
		beside.Row{Name: "key", What: fmt.Sprintf("a key, Update and View, %d keys on %d screens: 99 of 100 within", len(all), len(screens)), Unit: "ms", Ours: beside.At(all, 0.99), Beside: what, Theirs: beside.At(theirs, 0.99), Goal: beside.Goal{AtMost: 0.5}},
		beside.Row{Name: "key-median", What: "the same: median", Unit: "ms", Ours: beside.At(all, 0.5), Beside: what, Theirs: beside.At(theirs, 0.5)},
		beside.Row{Name: "key-longest", What: "the same: the longest, other work of the machine included", Unit: "ms", Ours: beside.At(all, 1), Beside: what, Theirs: beside.At(theirs, 1)},
		beside.Row{Name: "key-slowest", What: fmt.Sprintf("the same: the median of the slowest screen, at %q", where), Unit: "ms", Ours: slowest, Beside: what, Theirs: beside.At(theirs, 0.5), Goal: beside.Goal{AtMost: 2}})
}

// bubble runs a part of a benchmark in a bubble, which takes a test.
func bubble(b *testing.B, do func(*testing.T)) {
	b.Helper()
	ran := testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, []testing.InternalTest{{
		Name: b.Name(), F: func(t *testing.T) { synctest.Test(t, do) }}})
	if !ran {
		b.Fatal("a screen did not show what it should")
	}
}
