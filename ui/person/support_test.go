package person_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui/person"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// world is a record in memory with the made-up people, and a screen in front of it.
type world struct {
	t      *testing.T
	keeper *memory.Keeper
	people map[string]dialog.ID // by family name and given name
	s      screen.Screen
	sent   []tea.Msg // what the screen sent to the root
	masked bool      // names are hidden
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, keeper: memory.New(clock), people: map[string]dialog.ID{}}
	for _, group := range demo.Groups(now) {
		c, err := w.keeper.Append(context.Background(), group...)
		if err != nil {
			t.Fatal(err)
		}
		if c.Record != nil {
			w.people[c.Record.Person.Family+" "+c.Record.Person.Given] = c.Record.Person.ID
		}
	}
	return w
}

func (w *world) id(name string) dialog.ID {
	w.t.Helper()
	id, ok := w.people[name]
	if !ok {
		w.t.Fatalf("nobody is called %s", name)
	}
	return id
}

func (w *world) record(name string) *dialog.Record {
	w.t.Helper()
	r, err := w.keeper.Record(context.Background(), w.id(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// append records something as if another screen had.
func (w *world) append(name string, body dialog.Body) {
	w.t.Helper()
	_, err := w.keeper.Append(context.Background(), dialog.Change{Person: w.id(name), DoneAt: dialog.At(now), Body: body})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) options() person.Options {
	return person.Options{Keeper: w.keeper, Worker: dialog.ID{7}, Rules: dialog.DefaultRules(), Text: instrument.English(), Now: clock, Demo: true, Masked: func() bool { return w.masked }}
}

// page opens the page of somebody.
func (w *world) page(name string) *world {
	w.t.Helper()
	return w.open(person.New(w.options(), w.id(name)))
}

// add opens the form for somebody new.
func (w *world) add(prefill string) *world { return w.open(person.NewEditor(w.options(), prefill)) }

func (w *world) open(s screen.Screen) *world {
	w.s = s
	w.run(s.Init())
	return w
}

// run runs commands as the root does: what they say goes to the screen, and what
// is for the root is kept.
func (w *world) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			c, _ := v.Index(i).Interface().(tea.Cmd)
			w.run(c)
		}
		return
	}
	if msg == nil {
		return
	}
	if t := reflect.TypeOf(msg); t.Name() == "" || strings.ToUpper(t.Name()[:1]) == t.Name()[:1] {
		w.sent = append(w.sent, msg)
		return
	}
	w.run(w.s.Update(msg)) // the screen's own
}

func (w *world) press(names ...string) *world {
	for _, name := range names {
		w.run(w.s.Update(single.Key(name)))
	}
	return w
}

func (w *world) typeText(s string) *world {
	for _, r := range s {
		w.run(w.s.Update(single.Key(string(r))))
	}
	return w
}

// fill types into the fields from the first on, with tab between them.
func (w *world) fill(values ...string) *world {
	for _, v := range values {
		w.typeText(v).press("tab")
	}
	return w
}

// last is what was sent to the root last, other than notices.
func (w *world) last() tea.Msg {
	for i := len(w.sent) - 1; i >= 0; i-- {
		if _, notice := w.sent[i].(screen.Notice); !notice {
			return w.sent[i]
		}
	}
	return nil
}

// told reports whether a notice of a kind was sent.
func (w *world) told(kind screen.NoticeKind) bool {
	for _, msg := range w.sent {
		if n, ok := msg.(screen.Notice); ok && n.Kind == kind {
			return true
		}
	}
	return false
}

func frame(width, height int, unicode bool) screen.Frame {
	return screen.Frame{Width: width, Height: height, Theme: theme.New(theme.Options{Unicode: unicode})}
}

func plain(body string) string {
	lines := strings.Split(ansi.Strip(body), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// text is the screen as somebody reads it, wherever lines break.
func (w *world) text() string {
	return strings.Join(strings.Fields(plain(w.s.Draw(frame(120, 37, true)).Body)), " ")
}

func (w *world) sees(want ...string) *world {
	w.t.Helper()
	for _, s := range want {
		if !strings.Contains(w.text(), s) {
			w.t.Errorf("%q is not on the screen:\n%s", s, plain(w.s.Draw(frame(120, 37, true)).Body))
		}
	}
	return w
}

func (w *world) seesNot(unwanted ...string) *world {
	w.t.Helper()
	for _, s := range unwanted {
		if strings.Contains(w.text(), s) {
			w.t.Errorf("%q is on the screen:\n%s", s, plain(w.s.Draw(frame(120, 37, true)).Body))
		}
	}
	return w
}

var sizes = []struct {
	w, h    int
	unicode bool
}{{80, 21, true}, {120, 37, true}, {40, 11, true}, {80, 21, false}}

// golden compares the screen at all sizes with how it was when somebody looked at it.
func (w *world) golden(name string) {
	w.t.Helper()
	for _, size := range sizes {
		f := frame(size.w, size.h, size.unicode)
		d := w.s.Draw(f)
		checkDrawing(w.t, d, f)
		got := plain(d.Body)
		if d.Cursor != nil {
			got += fmt.Sprintf("\n[cursor %d,%d]", d.Cursor.X, d.Cursor.Y)
		}
		file := fmt.Sprintf("%s-%dx%d", name, size.w, size.h)
		if !size.unicode {
			file += "-ascii"
		}
		golden.Compare(w.t, file, got+"\n")
	}
}

// checkDrawing holds what holds of every drawing: it keeps to its frame and the
// cursor is in it.
func checkDrawing(t interface{ Fatalf(string, ...any) }, d screen.Drawing, f screen.Frame) {
	lines := strings.Split(d.Body, "\n")
	if len(lines) > f.Height {
		t.Fatalf("%d lines in a height of %d", len(lines), f.Height)
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > f.Width {
			t.Fatalf("a line is wider than %d: %q", f.Width, ansi.Strip(line))
		}
	}
	if c := d.Cursor; c == nil || c.X < 0 || c.Y < 0 || c.X >= f.Width || c.Y >= f.Height {
		t.Fatalf("cursor %v in %dx%d", d.Cursor, f.Width, f.Height)
	}
}
