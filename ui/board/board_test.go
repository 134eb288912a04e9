package board_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui/board"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
)

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// keeper is a caseload in memory.
type keeper struct {
	summaries []*dialog.Summary
	err       error
	reads     int
}

func (k *keeper) Caseload(context.Context) ([]*dialog.Summary, error) {
	k.reads++
	return slices.Clone(k.summaries), k.err
}

// madeUp is the caseload of the demo.
func madeUp() *keeper {
	k := &keeper{}
	for _, group := range demo.Groups(now) {
		record := &dialog.Record{}
		for i, c := range group {
			dialog.Apply(record, &dialog.Entry{DeviceSeq: int64(i), Rank: int64(i), Change: c})
		}
		if !record.Person.ID.IsZero() {
			s := dialog.Summarise(record)
			k.summaries = append(k.summaries, &s)
		}
	}
	return k
}

// promiser is somebody who promised something.
func promiser(k *keeper) (worker dialog.ID) {
	for i := range k.summaries {
		for _, p := range k.summaries[i].Promises {
			if !p.Worker.IsZero() {
				worker = p.Worker
			}
		}
	}
	return worker
}

func open(k *keeper) *single.Driver {
	return single.Drive(board.New(board.Options{Keeper: k, Worker: promiser(k), Rules: dialog.DefaultRules(), Text: instrument.English(), Now: func() time.Time { return now }}))
}

func TestGolden(t *testing.T) {
	for name, keys := range map[string][]string{
		"first": nil, "help": {"4", "down"}, "past": {"7"}, "by-wait": {"s", "s", "s", "s", "end"},
		"lacks": {"tab"}, "lacks-ethnicity": {"tab", "5", "down"}, "nobody": {"tab", "2"},
	} {
		t.Run(name, func(t *testing.T) { open(madeUp()).Press(keys...).Golden(t, name) })
	}
	t.Run("twice", func(t *testing.T) {
		k := madeUp()
		twin := *k.summaries[3]
		twin.Person.ID, twin.Person.NHSNumber = dialog.ID{15: 1}, ""
		k.summaries = append(k.summaries, &twin)
		open(k).Press("tab", "9").Golden(t, "twice")
	})
	t.Run("sends", func(t *testing.T) {
		k := madeUp()
		k.summaries[3].Unsent, k.summaries[3].Stuck = 2, 1
		s := board.New(board.Options{Keeper: k, Rules: dialog.DefaultRules(), Text: instrument.English(), Now: func() time.Time { return now }, Sends: true})
		single.Drive(s).Press("8").Golden(t, "sends")
	})
	t.Run("unreadable", func(t *testing.T) { open(&keeper{err: errors.New("unexpected")}).Golden(t, "unreadable") })
	t.Run("empty", func(t *testing.T) { open(&keeper{}).Golden(t, "empty") })
}

// shown reads off the screen how many people are listed, 0 where it says nobody.
func shown(d *single.Driver) int {
	n := 0
	for line := range strings.SplitSeq(d.Text(single.Sizes[1]), "\n") {
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "(%d shown", &n); err == nil {
			return n
		}
	}
	return 0
}

func TestEachKeyShowsOnlyThose(t *testing.T) {
	k := madeUp()
	d := open(k)
	for n := range dialog.ConcernUnsent {
		want := 0
		for i := range k.summaries {
			if k.summaries[i].Concerns(dialog.DefaultRules(), dialog.DateOf(now), promiser(k)).Has(dialog.Concern(n)) {
				want++
			}
		}
		if got := shown(d.Press(string(rune('1' + n)))); got != want || want == 0 {
			t.Errorf("key %d shows %d people, want %d", n+1, got, want)
		}
		if got := shown(d.Press("0")); got != len(k.summaries) {
			t.Errorf("0 shows %d people", got)
		}
	}
}

func TestOpensWhomTheCursorIsOn(t *testing.T) {
	d := open(madeUp())
	d.Press("down", "enter")
	if msg, ok := d.Sent[len(d.Sent)-1].(board.OpenPerson); !ok || msg.ID.IsZero() {
		t.Errorf("sent %#v", d.Sent)
	}
	d.Press("4", "esc", "esc")
	if _, ok := d.Sent[len(d.Sent)-1].(screen.Back); !ok {
		t.Errorf("esc twice sent %#v", d.Sent)
	}
}

// What was saved meanwhile is read once the board is on top again, and the cursor stays
// on its person. Under an appointment nothing is read for each answer.
func TestReadsAgainAfterSomethingWasSaved(t *testing.T) {
	k := madeUp()
	d := open(k)
	d.Press("2", "down")
	before := d.Text(single.Sizes[1])
	for range 3 {
		if cmd := d.Screen.Update(board.Refresh{}); cmd != nil {
			t.Error("it reads while something is recorded")
		}
	}
	if after := d.Text(single.Sizes[1]); after != before {
		t.Errorf("the screen changed before anything was read:\n%s", after)
	}
	cmd := d.Screen.Update(board.Shown{})
	if cmd == nil {
		t.Fatal("it does not read when it is shown again")
	}
	if again := d.Screen.Update(board.Shown{}); again != nil {
		t.Error("it reads twice at once")
	}
	d.Screen.Update(cmd())
	if after := d.Text(single.Sizes[1]); after != before || k.reads != 2 {
		t.Errorf("after %d reads:\n%s", k.reads, after)
	}
	if again := d.Screen.Update(board.Shown{}); again != nil {
		t.Error("it reads although nothing was saved")
	}
}

// Hidden names stay hidden.
func TestHiddenNames(t *testing.T) {
	k := madeUp()
	d := open(k)
	f := screen.Frame{Width: 120, Height: 37, Theme: theme.New(theme.Options{Unicode: true, Masked: true})}
	for _, keys := range [][]string{nil, {"tab"}} {
		body := d.Press(keys...).Text(f)
		for i := range k.summaries {
			if p := k.summaries[i].Person; len(p.Family) > 3 && strings.Contains(body, strings.ToUpper(p.Family)) || p.NHSNumber != "" && strings.Contains(body, p.NHSNumber.String()) {
				t.Errorf("%s is on the screen", p.Family)
			}
		}
	}
}

// No key leaves the screen without a cursor or wider than its window, whatever the
// order and the filter.
func TestMonkey(t *testing.T) {
	k := madeUp()
	keys := []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "s", "tab", "up", "down", "pgdown", "end", "home", "esc", "?"}
	rapid.Check(t, func(rt *rapid.T) {
		d := open(k)
		for _, key := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 30).Draw(rt, "keys") {
			d.Press(key)
		}
		f := single.Sizes[rapid.IntRange(0, len(single.Sizes)-1).Draw(rt, "size")]
		f.Theme = theme.New(theme.Options{})
		drawing := d.Screen.Draw(f)
		for line := range strings.SplitSeq(drawing.Body, "\n") {
			if screen.Width(line) > f.Width {
				rt.Errorf("a line is %d cells wide", screen.Width(line))
			}
		}
		if drawing.Cursor == nil || drawing.Cursor.Y >= f.Height {
			rt.Errorf("the cursor is at %v", drawing.Cursor)
		}
	})
}
