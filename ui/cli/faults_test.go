//go:build unix

package cli_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/trial"
	"alongside/ui"
	"alongside/ui/cli"
	"alongside/ui/term"
	"alongside/ui/uitest/memory"
)

// faulty is the whole program on a made-up record in memory, which fails when it
// is told to: with a panic that says all that is on the screen.
type faulty struct {
	*ui.Model
	place string // where it is to fail
	armed *atomic.Bool
}

// failKey makes a faulty program fail at the next thing it does.
const failKey = "f12"

// faults are the places at which it can.
var faults = []string{"Update", "View", "store", "clock"}

// runFaulty is the program of TestAFaultOnEveryScreen.
func runFaulty() int {
	armed := &atomic.Bool{}
	place := os.Args[1]
	now := func() time.Time {
		if place == "clock" && armed.Load() {
			panic(errors.New(canary))
		}
		return time.Now()
	}
	k := memory.New(time.Now)
	for _, group := range demo.Groups(time.Now()) {
		if _, err := k.Append(context.Background(), group...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 3
		}
	}
	o := ui.Options{Opened: &failing{k, place, armed}, Demo: true, Version: "test", Text: instrument.English(), Now: now, Mode: term.Mode{Screen: true, Unicode: true, Colour: true}}
	return cli.OnStage(cli.System(), &faulty{ui.New(o), place, armed})
}

// Update fails with what the screen shows.
func (f *faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == failKey {
		f.armed.Store(true)
		switch f.place {
		case "Update":
			body, _ := f.Render()
			panic(canary + body)
		case "store":
			return f, func() tea.Msg {
				_, err := (&failing{nil, f.place, f.armed}).Append(context.Background())
				return err
			}
		}
	}
	_, cmd := f.Model.Update(msg)
	return f, cmd
}

// View fails with what the screen shows.
func (f *faulty) View() tea.View {
	v := f.Model.View()
	if f.place == "View" && f.armed.Load() {
		panic(errors.New(canary + v.Content))
	}
	return v
}

// failing is a record that fails over what it is to keep.
type failing struct {
	*memory.Keeper
	place string
	armed *atomic.Bool
}

func (k *failing) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	if k.armed.Load() {
		panic(fmt.Sprintf("%s %+v", canary, changes))
	}
	return k.Keeper.Append(ctx, changes...)
}

// everyScreen lists the screens of the program: the keys that lead there from Jane
// Smith's page or, where they begin with an escape, from the caseload, and what is
// on the screen then. "." is Enter, "<" is Escape.
var everyScreen = []struct{ name, keys, sees string }{
	{"caseload", "<", "Find a person"},
	{"caseload help", "<h", "close help"},
	{"settings", "<2", "Settings"},
	{"about", "<3", "What happens to my answers"},
	{"new person", "<n", "Family name"},
	{"person", "", "Start a DIALOG"},
	{"help", "?", "close help"},
	{"details", "e", "Family name"},
	{"referrals", "r", "Referral"},
	{"offered", "o", "Why was it not done?"},
	{"assessments", "h", "All assessments"},
	{"an assessment", "h.", "Mental health"},
	{"over the years", "c", "1 Strips"},
	{"charts", "c2", "A gap means"},
	{"goals", "g", "Goal"},
	{"new goal", "gn", "goal"},
	{"what changed", "w", "What changed"},
	{"identity", "d", "Who is here?"},
	{"completion", "dy", "Who completes it?"},
	{"agreed before", "dy1", "What we agreed before"},
	{"actions", "a", "Actions that were agreed"},
	{"life", "l", "Life events"},
	{"item", "dy1s", "Item 1 of 11"},
	{"item rated", "dy1s5", "● saved"},
	{"note", "dy1st", "alerts nobody"},
	{"review", "dy1sv", "Review"},
	{"finish", "dy1s5vf", "Finish although not everything is rated?"},
	{"finished", "dy1s5vff", "What changed"},
	{"what to talk about", "dy1s5vfft", "What would you like to talk about?"},
	{"paper", "p", "A paper form"},
	{"paper date", "p1", "When was the form completed?"},
	{"paper grid", "p1t1", "Mental health"},
}

// A fault on any screen, wherever in the program, gives the terminal back and says
// one line with a code, and nothing of what was on the screen.
func TestAFaultOnEveryScreen(t *testing.T) {
	t.Parallel()
	for i, s := range everyScreen {
		places := faults
		if strings.HasPrefix(s.keys, "<") {
			places = faults[:3] // the clock is read where somebody's age is shown
		}
		if !trial.Long() {
			places = places[i%len(places):][:1] // each place on some of the screens
		}
		for _, place := range places {
			t.Run(s.name+", in "+place, func(t *testing.T) {
				t.Parallel()
				w := open(t, opening{role: "faulty", args: []string{place}}).sees("Find a person")
				w.walk(s.keys)
				w.sees(s.sees)
				w.send("\x1b[24~")
				w.ends(1)
				w.leavesNothing()
				w.tellsACode()
			})
		}
	}
}

// walk presses the keys that lead to a screen.
func (w *window) walk(keys string) {
	w.t.Helper()
	if from, here := strings.CutPrefix(keys, "<"); here {
		for _, k := range from {
			w.press(map[rune]string{'h': "\x1bOP", '2': "\x1bOQ", '3': "\x1bOR", 'n': "\x0e"}[k])
		}
		return
	}
	w.press(strings.Split("smith jane", "")...)
	w.sees("1 found")
	w.pause()
	w.press("\r")
	w.sees("Start a DIALOG")
	for i, k := range keys {
		w.pause()
		if i > 0 && keys[i-1] == byte(k) { // the same key again soon counts as held
			w.settle(time.Second)
		}
		w.press(strings.ReplaceAll(string(k), ".", "\r"))
	}
}

// tellsACode checks what a program that failed has printed beside the screen.
func (w *window) tellsACode() {
	w.t.Helper()
	got := strings.TrimSpace(w.printed())
	if !strings.HasPrefix(got, "Alongside had to stop because of a fault in the program: code ") || strings.Contains(got, "\n") {
		w.t.Errorf("it printed %q", got)
	}
	if strings.Contains(got, canary) || names.MatchString(got) || strings.Contains(got, "satisfied") {
		w.t.Errorf("it printed what was on the screen: %q", got)
	}
}
