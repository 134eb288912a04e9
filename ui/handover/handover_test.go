package handover_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui/handover"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
)

// paper keeps answers as an assessment does, and can be told to fail.
type paper struct {
	answers map[dialog.Domain]handover.Given
	times   []dialog.When
	fail    error
	other   bool // it gives back something else than it was given
}

func (p *paper) Rate(_ context.Context, at dialog.When, d dialog.Domain, state dialog.State, rating int) (handover.Given, error) {
	g := p.answers[d]
	g.State, g.Rating = state, rating
	return p.keep(at, d, g)
}

func (p *paper) Wish(_ context.Context, at dialog.When, d dialog.Domain, help dialog.Help) (handover.Given, error) {
	g := p.answers[d]
	g.Help = help
	return p.keep(at, d, g)
}

func (p *paper) keep(at dialog.When, d dialog.Domain, g handover.Given) (handover.Given, error) {
	if p.fail != nil {
		return handover.Given{}, p.fail
	}
	p.times = append(p.times, at)
	p.answers[d] = g
	if p.other {
		g.Rating, g.Help = 0, ""
	}
	return g, nil
}

// sitter is a person at the model.
type sitter struct {
	m    *handover.Model
	p    *paper
	sent []tea.Msg
	msgs chan tea.Msg
}

// sit is called inside a bubble of testing/synctest.
func sit(t *testing.T, text *instrument.Text) *sitter {
	t.Cleanup(func() { time.Sleep(time.Hour) })
	s := &sitter{p: &paper{answers: map[dialog.Domain]handover.Given{}}, msgs: make(chan tea.Msg, 1024)}
	s.m = handover.New(handover.Options{Assessment: s.p, Items: dialog.Domains(), Text: text, Name: "Jo", Now: time.Now})
	s.wait(time.Second)
	return s
}

func (s *sitter) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { s.msgs <- cmd() }()
	}
}

func (s *sitter) wait(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		synctest.Wait()
		for len(s.msgs) > 0 {
			msg := <-s.msgs
			if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice {
				for i := range v.Len() {
					cmd, _ := v.Index(i).Interface().(tea.Cmd)
					s.run(cmd)
				}
				continue
			}
			if msg != nil {
				s.sent = append(s.sent, msg)
				s.run(s.m.Update(msg))
			}
			synctest.Wait()
		}
	}
}

func (s *sitter) press(names ...string) *sitter {
	for _, name := range names {
		s.run(s.m.Update(single.Key(name)))
		s.wait(800 * time.Millisecond)
	}
	return s
}

func (s *sitter) text(w, h int) string {
	return s.m.Draw(screen.Frame{Width: w, Height: h, Theme: theme.New(theme.Options{Unicode: true})}).Body
}

// pages lead to every page.
var pages = map[string]string{
	"greeting": "", "not you": "n", "question": "y", "chosen": "y 5 y", "declined": "y d", "does not apply": "y x", "later": "y l", "long": "y down down down down down down down down down down",
	"cover": "y esc", "fetch": "y f", "locking": "y f enter", "help": "y ?", "end": "y" + strings.Repeat(" enter", 11), "refused": "y !",
}

// At every size, in English and in a language with longer words, nothing is wider or
// higher than the frame, and the cursor is inside.
func TestEverySizeIsDrawn(t *testing.T) {
	for name, keys := range pages {
		for _, text := range []*instrument.Text{instrument.English(), pseudo.Text()} {
			t.Run(name+" "+text.Tag, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := sit(t, text)
					for _, key := range strings.Fields(keys) {
						if key == "!" {
							s.p.fail, key = errors.New("full"), "5"
						}
						s.press(key)
					}
					for w := 34; w <= 130; w += 1 + w/20 {
						for h := 8; h <= 40; h += 1 + h/12 {
							d := s.m.Draw(screen.Frame{Width: w, Height: h, Theme: theme.New(theme.Options{})})
							lines := strings.Split(d.Body, "\n")
							if len(lines) > h {
								t.Fatalf("%dx%d: %d lines", w, h, len(lines))
							}
							if i := slices.IndexFunc(lines, func(line string) bool { return screen.Width(line) > w }); i >= 0 {
								t.Fatalf("%dx%d: %q is too wide", w, h, lines[i])
							}
							if c := d.Cursor; c != nil && (c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h) {
								t.Fatalf("%dx%d: the cursor is at %+v", w, h, *c)
							}
						}
					}
					for _, k := range s.m.Keys() {
						if h := k.Help(); h.Key == "" || h.Desc == "" || len(k.Keys()) == 0 {
							t.Errorf("%+v lacks words", h)
						}
					}
				})
			})
		}
	}
}

// What the record holds afterwards is compared with what was given.
func TestSavedOnlyWhenTheRecordHoldsIt(t *testing.T) {
	for name, key := range map[string]string{"a rating": "5", "a wish": "y"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := sit(t, instrument.English())
				s.p.other = true
				if s.press("y", key); !strings.Contains(s.text(80, 24), "NOT SAVED") {
					t.Errorf("it shows\n%s", s.text(80, 24))
				}
				s.p.other = false
				if s.press("r"); strings.Contains(s.text(80, 24), "NOT SAVED") || !strings.Contains(s.text(80, 24), "● saved") {
					t.Errorf("it shows\n%s", s.text(80, 24))
				}
			})
		})
	}
}

// An answer has the time at which it was given, however long the disk was full.
func TestAnAnswerKeepsTheTimeItWasGiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := sit(t, instrument.English())
		s.p.fail = errors.New("full")
		given := time.Now()
		s.press("y", "5")
		s.wait(20 * time.Minute)
		s.p.fail = nil
		s.press("r")
		if len(s.p.times) != 1 || s.p.times[0].Time().Sub(given) > time.Minute {
			t.Errorf("given at %v and recorded as given at %v", given, s.p.times)
		}
	})
}

// The worker is told that all is on the disk, or asked about what is not.
func TestLeavingWaitsForTheDisk(t *testing.T) {
	settled := func(s *sitter) bool {
		return slices.ContainsFunc(s.sent, func(msg tea.Msg) bool { _, ok := msg.(handover.Settled); return ok })
	}
	for name, tt := range map[string]struct {
		ill  bool
		keys []string
		want bool
	}{
		"all is saved": {false, nil, true}, "something is not": {true, nil, false}, "gone on without it": {true, []string{"w"}, true}, "any other key": {true, []string{"enter", "esc", "space", "y"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := sit(t, instrument.English())
				if tt.ill {
					s.p.fail = errors.New("full")
				}
				s.press("y", "5", "f")
				s.run(s.m.Leave())
				s.wait(time.Second)
				s.press(tt.keys...)
				if settled(s) != tt.want {
					t.Errorf("it was told: %v\n%s", settled(s), fmt.Sprint(s.text(80, 24)))
				}
			})
		})
	}
}
