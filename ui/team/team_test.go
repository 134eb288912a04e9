package team_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/screen"
	"alongside/ui/team"
	"alongside/ui/theme"
	"alongside/ui/uitest/counted"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
)

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// keeper has made-up people to count.
type keeper struct {
	people  []dialog.Counted
	teams   []string
	err     error
	asked   int             // how often it was asked
	blocked <-chan struct{} // what the counting waits for after the first people; nil for nothing
	stopped chan error
}

func (k *keeper) Teams(context.Context) ([]string, error) { return k.teams, k.err }

func (k *keeper) EachCounted(ctx context.Context, progress func(done, of int), do func(*dialog.Counted) error) error {
	k.asked++
	if k.blocked != nil {
		progress(250, 1000)
		select {
		case <-k.blocked:
		case <-ctx.Done():
			k.stopped <- ctx.Err()
			return ctx.Err()
		}
	}
	for i := range k.people {
		if err := do(&k.people[i]); err != nil {
			return err
		}
	}
	return k.err
}

func people(n int) *keeper {
	return &keeper{people: counted.People(n, dialog.DateOf(noon)), teams: []string{"Canal Street Hub", "Northgate Community Team", "Quayside Early Intervention"}}
}

func opened(k *keeper) *team.Screen {
	return team.New(team.Options{Keeper: k, Text: instrument.English(), Now: func() time.Time { return noon }})
}

func open(k *keeper) *single.Driver { return single.Drive(opened(k)) }

func TestGolden(t *testing.T) {
	for name, d := range map[string]*single.Driver{
		"first":   open(people(600)),
		"changed": open(people(600)).Press("tab", "tab", "tab", "tab"),
		"end":     open(people(600)).Press("end"),
		"team":    open(people(600)).Press("t"),
		"span":    open(people(600)).Press("s"),
		"days":    open(people(600)).Press("s", "end", "enter"),
		"few":     open(people(4)),
		"nobody":  open(people(0)),
		"failed":  open(&keeper{err: errors.New("disk")}),
		"denied":  open(&keeper{err: &dialog.Error{Code: dialog.Denied, Message: "Your role does not let you do this."}}),
	} {
		t.Run(name, func(t *testing.T) { d.Golden(t, name) })
	}
	t.Run("ascii", func(t *testing.T) {
		f := single.Sizes[0]
		f.Theme = theme.New(theme.Options{})
		golden.Compare(t, "ascii-80x21", open(people(600)).Press("t").Text(f))
	})
}

func TestChoosing(t *testing.T) {
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"a team":               {[]string{"t", "down", "enter"}, "Team report: Canal Street Hub"},
		"back to all":          {[]string{"t", "down", "enter", "t", "home", "enter"}, "Team report: All teams"},
		"left as it is":        {[]string{"t", "down", "esc"}, "Team report: All teams"},
		"a span":               {[]string{"s", "down", "enter"}, "From 31-Aug-2026 to 30-Nov-2026."},
		"the whole last month": {[]string{"s", "down", "down", "enter"}, "From 01-Oct-2026 to 31-Oct-2026."},
		"since April":          {[]string{"s", "down", "down", "down", "enter"}, "From 01-Apr-2026 to 30-Nov-2026."},
		"days as they were":    {[]string{"s", "end", "enter", "ctrl+s"}, "From 01-Dec-2025 to 30-Nov-2026."},
		"counted again":        {[]string{"ctrl+r"}, "From 01-Dec-2025 to 30-Nov-2026."},
	} {
		t.Run(name, func(t *testing.T) { open(people(60)).Press(c.keys...).Sees(t, c.want) })
	}
}

func TestDaysAreTyped(t *testing.T) {
	clear := func(d *single.Driver) *single.Driver { return d.Press("ctrl+u") }
	d := clear(open(people(60)).Press("s", "end", "enter")).Type("1/2/2026").Press("tab")
	clear(d).Type("28-Feb-2026").Press("ctrl+s").Sees(t, "From 01-Feb-2026 to 28-Feb-2026.")
	d = clear(open(people(60)).Press("s", "end", "enter", "tab")).Type("1/2/2020").Press("ctrl+s")
	d.Sees(t, "The last day of the span is before its first one.")
	if !d.Screen.Typing() {
		t.Error("the form is gone")
	}
}

// Counting is told of from one second on, and stopped with esc.
func TestCountingIsStopped(t *testing.T) {
	now := noon
	k := people(60)
	k.blocked, k.stopped = make(chan struct{}), make(chan error, 1)
	s := team.New(team.Options{Keeper: k, Text: instrument.English(), Now: func() time.Time { return now }})
	cmd := s.Init()
	go single.Run(cmd) // it waits for the counting
	d := &single.Driver{Screen: s}
	d.Sees(t, "Counting…")
	for deadline := time.Now().Add(10 * time.Second); !strings.Contains(d.Text(single.Sizes[0]), "250 of 1000 people") && time.Now().Before(deadline); {
		now = now.Add(time.Second)
		time.Sleep(time.Millisecond)
	}
	d.Sees(t, "[######..................] 250 of 1000 people. Esc stops it.")
	d.Press("esc")
	if err := <-k.stopped; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if len(d.Sent) != 1 || d.Sent[0] != (screen.Back{}) {
		t.Errorf("sent %v", d.Sent)
	}
}

// TestMonkey presses keys at random: drawings keep to their frame, with the cursor
// inside, and no screen of figures is left without a way out.
func TestMonkey(t *testing.T) {
	k := people(80)
	keys := []string{"enter", "tab", "shift+tab", "esc", "up", "down", "pgup", "pgdown", "home", "end", "ctrl+r", "t", "s", "left", "right", "ctrl+s", "9", "backspace"}
	rapid.Check(t, func(rt *rapid.T) {
		d := open(k)
		for range rapid.IntRange(1, 25).Draw(rt, "presses") {
			d.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			f := screen.Frame{Width: rapid.IntRange(1, 140).Draw(rt, "width"), Height: rapid.IntRange(1, 45).Draw(rt, "height"), Theme: theme.New(theme.Options{Unicode: rapid.Bool().Draw(rt, "unicode")})}
			drawing := d.Screen.Draw(f)
			if n := strings.Count(drawing.Body, "\n") + 1; n > f.Height {
				rt.Fatalf("%d lines in a height of %d", n, f.Height)
			}
			for l := range strings.SplitSeq(drawing.Body, "\n") {
				if screen.Width(l) > f.Width {
					rt.Fatalf("a line is wider than %d: %q", f.Width, l)
				}
			}
			if c := drawing.Cursor; c != nil && (c.X < 0 || c.X > f.Width || c.Y < 0 || c.Y >= f.Height) {
				rt.Fatalf("cursor %v in %dx%d", c, f.Width, f.Height)
			}
		}
	})
}
