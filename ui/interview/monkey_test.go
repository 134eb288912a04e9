package interview_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/interview"
	"alongside/ui/screen"
)

// act is one thing that happens to the screen.
type act struct {
	key   string
	after time.Duration // since the one before
	paste bool
	fail  bool // the store refuses everything from here on
	heal  bool // the store takes everything from here on
	slow  time.Duration
}

// keyNames weighs the keys as an appointment does, with all others among them.
var keyNames = slices.Concat(
	slices.Repeat(strings.Fields("1 2 3 4 5 6 7 enter"), 4), slices.Repeat(strings.Fields("y n"), 2),
	strings.Fields("d x l t v f r c w 0 8 9 q esc backspace up down left right tab shift+tab home end pgup pgdown space a é"),
)

// acts draws what happens: mostly single keys at the pace of people, with keys
// together, held keys, pastes and a failing or slow disk between them.
func acts(t *rapid.T) []act {
	gap := rapid.SampledFrom([]time.Duration{5, 20, 33, 40, 60, 100, 150, 150, 150, 300, 300, 800, 2000})
	name := rapid.SampledFrom(keyNames)
	var all []act
	for range 200 {
		a := act{key: name.Draw(t, "key"), after: gap.Draw(t, "gap") * time.Millisecond}
		switch rapid.IntRange(0, 60).Draw(t, "what") {
		case 0:
			a.paste = true
		case 1:
			a.fail = true
		case 2, 3:
			a.heal = true
		case 4:
			a.slow = 300 * time.Millisecond
		case 5:
			if len(all) > 0 {
				a.key = all[len(all)-1].key
			}
		}
		all = append(all, a)
	}
	return all
}

// TestMonkey presses 20,000 random keys in a hundred runs. However they come, what
// the screen shows as saved is in the store, nobody else's record is touched, and
// once the disk is well again everything shown is stored.
func TestMonkey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := acts(rt)
		paper := rapid.Bool().Draw(rt, "paper")
		var err error
		synctest.Test(t, func(t *testing.T) {
			defer time.Sleep(time.Hour)
			err = newMonkey(t, paper).play(all)
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// monkey is two people's records and the screen that is open on one of them.
type monkey struct {
	*driver
	k     *keeper
	open  dialog.ID
	paper bool
	now   func() time.Time
	seen  int // entries checked so far
}

func newMonkey(t *testing.T, paper bool) *monkey {
	other := amina()
	other.Person.ID, other.Person.Given, other.Referrals, other.Assessments = id(50), "Bea", nil, nil
	m := &monkey{driver: drive(t, screen.NewHelp(nil)), k: newKeeper(amina(), other), paper: paper, now: clock()}
	m.begin(id(1))
	return m
}

// begin opens the screen on a person, as the root would.
func (m *monkey) begin(person dialog.ID) {
	o := options(m.k, m.k.records[person])
	o.Paper, o.Now = m.paper, m.now
	m.open, m.s, m.out = person, interview.New(o), nil
}

func (m *monkey) model() *interview.Model { return m.s.(*interview.Model) }

func (m *monkey) play(all []act) error {
	for i, a := range all {
		m.wait(a.after)
		m.disk(a)
		if a.paste {
			m.run(m.s.Update(tea.PasteMsg{Content: "1\n2\n3"}))
			m.settle()
		} else {
			m.down(a.key)
		}
		if err := m.check(); err != nil {
			return fmt.Errorf("after act %d (%q): %w", i, a.key, err)
		}
		if i%50 == 49 {
			if err := m.rest(); err != nil {
				return fmt.Errorf("after act %d: %w", i, err)
			}
		}
		if err := m.follow(); err != nil {
			return fmt.Errorf("on leaving after act %d: %w", i, err)
		}
	}
	return nil
}

// disk makes the disk as well or as ill as an act says.
func (m *monkey) disk(a act) {
	m.k.mu.Lock()
	defer m.k.mu.Unlock()
	switch {
	case a.fail:
		m.k.fail = func(int) error { return full }
	case a.heal:
		m.k.fail = nil
	}
	m.k.delay = a.slow
}

// follow does what the root does when the screen is left: another person's record
// is opened, or this one's again.
func (m *monkey) follow() error {
	for _, msg := range m.out {
		switch msg.(type) {
		case screen.Back, interview.Finished, interview.Closed:
			m.wait(5 * time.Second)
			if err := m.check(); err != nil {
				return err
			}
			next := id(1)
			if m.open == next {
				next = id(50)
			}
			m.begin(next)
			return nil
		}
	}
	return nil
}

var (
	shownItem   = regexp.MustCompile(`Item (\d+) of 11`)
	shownChosen = regexp.MustCompile(`Chosen: (\d), .*● saved`)
)

// check looks at the screen and at the entries that have come in.
func (m *monkey) check() error {
	m.k.mu.Lock()
	defer m.k.mu.Unlock()
	for ; m.seen < len(m.k.entries); m.seen++ {
		e := m.k.entries[m.seen]
		if e.Person != m.open {
			return fmt.Errorf("%s is about somebody else", e.Body.Kind())
		}
		if b, ok := e.Body.(*dialog.AnswerRecorded); ok && m.k.records[m.open].Assessment(b.Assessment) == nil {
			return fmt.Errorf("an answer went to an assessment that is not this person's")
		}
	}
	body := m.text(80, 21)
	item, chosen := shownItem.FindStringSubmatch(body), shownChosen.FindStringSubmatch(body)
	if item == nil || chosen == nil {
		return nil
	}
	n, _ := strconv.Atoi(item[1])
	rating, _ := strconv.Atoi(chosen[1])
	stored := m.k.records[m.open].Assessment(m.model().Assessment()).Answers.Get(dialog.Domains()[n-1])
	if stored.State != dialog.Rated || stored.Rating != rating {
		return fmt.Errorf("item %d is shown as saved with %d and stored as %+v", n, rating, stored)
	}
	return nil
}

// rest lets the disk get well and everything arrive, and compares what is shown
// with what is stored.
func (m *monkey) rest() error {
	m.disk(act{heal: true})
	if m.s.Typing() {
		m.down("esc")
		m.wait(time.Second)
		if m.s.Typing() {
			m.down("esc")
		}
	}
	m.wait(5 * time.Second)
	m.down("r")
	m.wait(5 * time.Second)
	a := m.k.records[m.open].Assessment(m.model().Assessment())
	if a == nil {
		return nil
	}
	shown := m.model().Answers()
	for _, d := range dialog.Domains() {
		s, k := shown.Get(d), a.Answers.Get(d)
		if s.State != k.State || s.Rating != k.Rating || s.Help != k.Help || s.Note != k.Note {
			return fmt.Errorf("%s is shown as %+v and stored as %+v", d, s, k)
		}
	}
	if what := m.model().Unsaved(); what != "" {
		return fmt.Errorf("at rest it says %q", what)
	}
	return m.check()
}

// TestBurstsRecordNothing sends bursts to the screen at any stage: nothing is
// recorded, nothing is left.
func TestBurstsRecordNothing(t *testing.T) {
	stages := map[string]func(t testing.TB) (*driver, *keeper){
		"identity": func(t testing.TB) (*driver, *keeper) {
			k := newKeeper(amina())
			return drive(t, interview.New(options(k, amina()))), k
		},
		"completion": func(t testing.TB) (*driver, *keeper) {
			k := newKeeper(amina())
			d := drive(t, interview.New(options(k, amina())))
			d.press("y")
			return d, k
		},
		"item":   func(t testing.TB) (*driver, *keeper) { return begun(t) },
		"grid":   func(t testing.TB) (*driver, *keeper) { return gridAt(t, "1") },
		"resume": func(t testing.TB) (*driver, *keeper) { return resume(t, draft(1)) },
		"review": func(t testing.TB) (*driver, *keeper) { d, k := begun(t); rateAll(d); return d, k },
	}
	for name, stage := range stages {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				burst := rapid.SliceOfN(rapid.SampledFrom(keyNames), 2, 30).Draw(rt, "keys")
				var gaps []time.Duration
				for range burst {
					gaps = append(gaps, time.Duration(rapid.IntRange(0, 29).Draw(rt, "gap"))*time.Millisecond)
				}
				var failure string
				synctest.Test(t, func(t *testing.T) {
					defer time.Sleep(time.Hour)
					d, k := stage(t)
					d.wait(2 * time.Second)
					before, out := len(k.entries), len(d.out)
					for i, key := range burst {
						d.down(key)
						d.wait(gaps[i])
					}
					d.wait(2 * time.Second)
					if len(k.entries) != before {
						failure = fmt.Sprintf("%v were recorded", k.kinds()[before:])
					}
					said := false
					for _, msg := range d.out[out:] {
						_, notice := msg.(screen.Notice)
						said = said || notice
						if !notice {
							failure = fmt.Sprintf("the screen sent %T", msg)
						}
					}
					if !said {
						failure += "nothing was said"
					}
				})
				if failure != "" {
					rt.Fatal(failure)
				}
			})
		})
	}
}

// TestEverySizeIsDrawn draws every stage at every size: nothing is wider or higher
// than the frame, and the cursor is inside.
func TestEverySizeIsDrawn(t *testing.T) {
	for name, prepare := range goldenScreens {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := prepare(t).s
				for w := 1; w <= 130; w += 1 + w/20 {
					for h := 1; h <= 40; h += 1 + h/12 {
						d := s.Draw(screen.Frame{Width: w, Height: h, Theme: plainTheme})
						lines := strings.Split(d.Body, "\n")
						if len(lines) > h {
							t.Fatalf("%dx%d: %d lines", w, h, len(lines))
						}
						for _, line := range lines {
							if screen.Width(line) > w {
								t.Fatalf("%dx%d: %q is too wide", w, h, line)
							}
						}
						if c := d.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h) {
							t.Fatalf("%dx%d: the cursor is at %+v", w, h, *c)
						}
					}
				}
			})
		})
	}
}

// TestKeysAreListed: every key in the help line has words and at least one name.
func TestKeysAreListed(t *testing.T) {
	for name, prepare := range goldenScreens {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				keys := prepare(t).s.Keys()
				if len(keys) == 0 {
					t.Fatal("no keys")
				}
				for _, k := range keys {
					if h := k.Help(); h.Key == "" || h.Desc == "" || len(k.Keys()) == 0 {
						t.Errorf("%+v lacks words", h)
					}
				}
			})
		})
	}
}
