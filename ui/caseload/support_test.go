package caseload_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/ui/caseload"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
)

// keyBinding is short for the type of what Keys returns.
type keyBinding = key.Binding

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// keeper is a caseload in memory.
type keeper struct {
	summaries []*dialog.Summary
	err       error
}

func (k *keeper) Caseload(context.Context) ([]*dialog.Summary, error) { return k.summaries, k.err }

// demoSummaries is the made-up caseload.
func demoSummaries() []*dialog.Summary {
	var summaries []*dialog.Summary
	for _, group := range demo.Groups(now) {
		record := &dialog.Record{}
		for i, c := range group {
			dialog.Apply(record, &dialog.Entry{DeviceSeq: int64(i), Rank: int64(i), Change: c})
		}
		if !record.Person.ID.IsZero() {
			s := dialog.Summarise(record)
			summaries = append(summaries, &s)
		}
	}
	return summaries
}

// driver runs a screen like the root: it gives it keys and runs its commands.
type driver struct {
	t    *testing.T
	s    *caseload.Screen
	sent []tea.Msg // what the screen sent to the root
}

func start(t *testing.T, o caseload.Options) *driver {
	t.Helper()
	o.Now = clock
	if o.Rules == (dialog.Rules{}) {
		o.Rules = dialog.DefaultRules()
	}
	d := &driver{t: t, s: caseload.New(o)}
	d.run(d.s.Init())
	return d
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case caseload.Loaded:
		d.run(d.s.Update(msg))
	default:
		d.sent = append(d.sent, msg)
	}
}

func (d *driver) press(names ...string) *driver {
	for _, name := range names {
		d.run(d.s.Update(single.Key(name)))
	}
	return d
}

func (d *driver) typeText(s string) *driver {
	for _, r := range s {
		d.run(d.s.Update(single.Key(string(r))))
	}
	return d
}

func frame(width, height int, unicode bool) screen.Frame {
	return screen.Frame{Width: width, Height: height, Theme: theme.New(theme.Options{Unicode: unicode})}
}

// text is the screen as somebody reads it.
func (d *driver) text(width, height int) string {
	return plain(d.s.Draw(frame(width, height, true)).Body)
}

func plain(body string) string {
	lines := strings.Split(ansi.Strip(body), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func (d *driver) wantShown(want ...string) {
	d.t.Helper()
	got := d.text(120, 37)
	for _, w := range want {
		if !strings.Contains(got, w) {
			d.t.Errorf("%q is not on the screen:\n%s", w, got)
		}
	}
}

func (d *driver) wantNotShown(unwanted ...string) {
	d.t.Helper()
	got := d.text(120, 37)
	for _, w := range unwanted {
		if strings.Contains(got, w) {
			d.t.Errorf("%q is on the screen:\n%s", w, got)
		}
	}
}

// golden compares the screen with how it was when somebody looked at it.
func (d *driver) golden(name string) {
	d.t.Helper()
	sizes := []struct {
		w, h    int
		unicode bool
	}{{80, 21, true}, {120, 37, true}, {40, 11, true}, {80, 21, false}}
	for _, size := range sizes {
		drawing := d.s.Draw(frame(size.w, size.h, size.unicode))
		lines := strings.Split(drawing.Body, "\n")
		if len(lines) > size.h {
			d.t.Errorf("%s: %d lines at %dx%d", name, len(lines), size.w, size.h)
		}
		for _, line := range lines {
			if ansi.StringWidth(line) > size.w {
				d.t.Errorf("%s: too wide at %dx%d: %q", name, size.w, size.h, line)
			}
		}
		got := plain(drawing.Body)
		if c := drawing.Cursor; c != nil {
			got += fmt.Sprintf("\n[cursor %d,%d]", c.X, c.Y)
		}
		file := fmt.Sprintf("%s-%dx%d", name, size.w, size.h)
		if !size.unicode {
			file += "-ascii"
		}
		golden.Compare(d.t, file, got+"\n")
	}
}
