package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

// repeatable opens a record that is the same each time the same is done to it.
func repeatable(t *testing.T) *store.Store {
	return openWith(t, store.Options{Dir: filepath.Join(t.TempDir(), "record"), Demo: true, Create: true,
		Now: func() time.Time { return noon }, Rand: rand.NewChaCha8([32]byte{'o'})})
}

// entwined are groups of which many stand on what one just before says.
func entwined(newID func() dialog.ID) [][]dialog.Change {
	ada, ben, twin, worker := newID(), newID(), newID(), newID()
	first, second, third := newID(), newID(), newID()
	setting := dialog.Change{Worker: worker, Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "14"}}
	return [][]dialog.Change{
		{personNamed(ada, "Smith", "Ada")},
		{start(ada, first)},
		{rate(ada, first, dialog.Meetings, 3), rate(ada, first, dialog.Medication, 4)},
		{personNamed(ben, "Jones", "Ben"), start(ben, second)},
		{rate(ben, second, dialog.Meetings, 5)},
		{{Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: worker, Name: "Sam Rivers", Role: dialog.PeerWorker}}}},
		{setting},
		{finish(ada, first)},
		{personNamed(twin, "Smith", "Ada"), takenOver(twin, third, noon.AddDate(-1, 0, 0), 3)},
		{about(ada, &dialog.PersonMerged{Other: twin, Reason: "One person"})},
		{about(ada, &dialog.CaseloadRecorded{Of: worker, On: true})},
		{about(ada, &dialog.AssessmentStruckOut{Assessment: third, Reason: "Another's"})},
		{about(ada, &dialog.PersonUnmerged{Other: twin, Reason: "Two after all"})},
		{takenOver(twin, newID(), noon, 5)},
		{finish(ben, second), about(ben, &dialog.CaseloadRecorded{Of: worker, On: true})},
	}
}

// Many groups at once are what they are one by one: the same entries under the same
// digests, and the same rows.
func TestGroupsAtOnceAreAsOneByOne(t *testing.T) {
	one, whole := repeatable(t), repeatable(t)
	elsewhere, _ := opened(t)
	groups := entwined(elsewhere.NewID)
	for i, g := range groups {
		if _, err := one.Append(ctx, g...); err != nil {
			t.Fatalf("group %d: %v", i, err)
		}
	}
	told := 0
	if err := whole.AppendWhole(ctx, groups, func(n int) {
		if told++; told != n {
			t.Errorf("told of %d groups after %d", n, told-1)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if told != len(groups) {
		t.Errorf("told of %d groups of %d", told, len(groups))
	}
	a, err := one.Head(ctx)
	b, err2 := whole.Head(ctx)
	if err := errors.Join(err, err2); err != nil || a != b {
		t.Errorf("one by one the journal ends at %v, at once at %v: %v", a, b, err)
	}
	rows, err := one.Derived(ctx, true)
	atOnce, err2 := whole.Derived(ctx, true)
	if err := errors.Join(err, err2); err != nil || !slices.Equal(rows, atOnce) {
		t.Error("the rows differ", err)
	}
	if _, err := whole.Check(ctx); err != nil {
		t.Error(err)
	}
}

// Whichever group is refused, nothing is recorded, and it is the first that is spoken of.
func TestGroupsAtOnceAreAllOrNothing(t *testing.T) {
	s, _ := opened(t)
	p, a := s.NewID(), s.NewID()
	unknown := []dialog.Change{start(s.NewID(), s.NewID())}                                      // refused when it is made ready
	kept := []dialog.Change{about(p, &dialog.PersonUnmerged{Other: p, Reason: "Two after all"})} // refused when it is found
	off := []dialog.Change{rate(p, a, dialog.Meetings, 8)}                                       // as the first
	good := []dialog.Change{personNamed(p, "Smith", "Jane"), start(p, a)}                        // refused nowhere
	fine := []dialog.Change{personNamed(s.NewID(), "Jones", "Ed"), {Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "9"}}}
	for _, c := range []struct {
		name   string
		groups [][]dialog.Change
		want   dialog.Code
	}{
		{"the first", [][]dialog.Change{unknown, good, fine}, dialog.NotFound},
		{"the last", [][]dialog.Change{good, fine, off}, dialog.Invalid},
		{"one that goes on from the one before", [][]dialog.Change{good, off, fine}, dialog.Invalid},
		{"one while it is made ready, before one while it is found", [][]dialog.Change{good, fine, unknown, kept}, dialog.NotFound},
		{"one while it is found", [][]dialog.Change{good, fine, kept, off}, dialog.NotFound},
		{"an empty one", [][]dialog.Change{good, nil, fine}, dialog.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantCode(t, s.AppendWhole(ctx, c.groups, nil), c.want)
			if head, err := s.Head(ctx); err != nil || head.Seq != 0 {
				t.Error(head, err)
			}
			if rules, err := s.Rules(ctx); err != nil || rules != dialog.DefaultRules() {
				t.Error(rules, err)
			}
		})
	}
	if err := s.AppendWhole(ctx, [][]dialog.Change{good, fine}, nil); err != nil {
		t.Error(err)
	}
}

// Groups at once can be stopped until the last of them is on the disk.
func TestGroupsAtOnceCanBeStopped(t *testing.T) {
	for after := range 3 {
		s, _ := opened(t)
		groups := slices.Collect(crowd(s, 3, 2))
		stoppable, stop := context.WithCancel(ctx)
		err := s.AppendWhole(stoppable, groups, func(n int) {
			if n == after+1 {
				stop()
			}
		})
		wantCode(t, err, dialog.Unavailable)
		if head, err := s.Head(ctx); err != nil || head.Seq != 0 {
			t.Error(after, head, err)
		}
	}
}

// runningOut is a random source that panics after so many reads.
type runningOut struct{ reads int }

func (f *runningOut) Read(b []byte) (int, error) {
	if f.reads--; f.reads < 0 {
		panic("no more numbers")
	}
	return len(b), nil
}

// What goes wrong while a group is made ready goes wrong for whoever called, and nothing
// is recorded.
func TestAPanicWhileMakingReadyIsTheCallers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := open(t, dir)
	groups := slices.Collect(crowd(s, 4, 3))
	closed(t, s)
	s = openWith(t, store.Options{Dir: dir, Demo: true, Rand: &runningOut{reads: 14}}) // 2 for each entry
	func() {
		defer func() {
			if got := fmt.Sprint(recover()); got != "no more numbers" {
				t.Error("panicked with", got)
			}
		}()
		err := s.AppendWhole(ctx, groups, nil)
		t.Error("no panic", err)
	}()
	closed(t, s)
	s = open(t, dir)
	if head, err := s.Head(ctx); err != nil || head.Seq != 0 {
		t.Error(head, err)
	}
}
