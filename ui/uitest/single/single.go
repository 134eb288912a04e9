// Package single drives one screen on its own: it presses keys, runs the commands
// that come back, and looks at the drawing. Screens that work with timers are
// driven by package uitest instead.
package single

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
)

// Sizes are the bodies of windows of 80x24, 120x40 and 40x15.
var Sizes = []screen.Frame{{Width: 80, Height: 21}, {Width: 120, Height: 37}, {Width: 40, Height: 11}}

// Driver holds one screen and the messages that it sent out.
type Driver struct {
	Screen screen.Screen
	Sent   []tea.Msg // what was meant for the root, in order
}

// Drive starts a screen.
func Drive(s screen.Screen) *Driver {
	d := &Driver{Screen: s}
	d.run(s.Init())
	return d
}

// run runs a command and those inside it, and gives the screen what comes back.
func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			inner, _ := v.Index(i).Interface().(tea.Cmd)
			d.run(inner)
		}
		return
	}
	if msg == nil {
		return
	}
	d.Sent = append(d.Sent, msg)
	d.run(d.Screen.Update(msg))
}

// Run runs a command and those inside it to their end, and lets what comes back go.
func Run(cmd tea.Cmd) { (&Driver{Screen: deaf{}}).run(cmd) }

// deaf is a screen that takes nothing.
type deaf struct{ screen.Screen }

// Update takes nothing.
func (deaf) Update(tea.Msg) tea.Cmd { return nil }

// Press presses keys by their names.
func (d *Driver) Press(names ...string) *Driver {
	for _, name := range names {
		d.run(d.Screen.Update(Key(name)))
	}
	return d
}

// Type types text.
func (d *Driver) Type(s string) *Driver {
	for _, r := range s {
		d.run(d.Screen.Update(Key(string(r))))
	}
	return d
}

// Text draws the screen without styles.
func (d *Driver) Text(f screen.Frame) string {
	if f.Theme == nil {
		f.Theme = theme.New(theme.Options{Unicode: true})
	}
	lines := strings.Split(ansi.Strip(screen.Fit(d.Screen.Draw(f).Body, f)), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

// Sees fails the test unless the widest window shows the text.
func (d *Driver) Sees(t testing.TB, want string) {
	t.Helper()
	got := d.Text(Sizes[1])
	if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
		t.Errorf("the screen does not show %q:\n%s", want, got)
	}
}

// Golden compares the drawing at every size with a golden file, and looks that it
// keeps to its frame and that the cursor is inside.
func (d *Driver) Golden(t *testing.T, name string) {
	t.Helper()
	for _, f := range Sizes {
		golden.Compare(t, fmt.Sprintf("%s-%dx%d", name, f.Width, f.Height), d.Text(f))
		f.Theme = theme.New(theme.Options{})
		drawing := d.Screen.Draw(f)
		lines := strings.Split(drawing.Body, "\n")
		if len(lines) > f.Height {
			t.Errorf("%s: %d lines in a frame of %d", name, len(lines), f.Height)
		}
		for i, line := range lines {
			if w := screen.Width(line); w > f.Width {
				t.Errorf("%s: line %d is %d cells wide in a frame of %d", name, i+1, w, f.Width)
			}
		}
		if c := drawing.Cursor; c != nil && (c.X < 0 || c.X > f.Width || c.Y < 0 || c.Y >= f.Height) {
			t.Errorf("%s: the cursor is at %+v in a frame of %dx%d", name, *c, f.Width, f.Height)
		}
	}
}
