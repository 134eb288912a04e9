//go:build unix

package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// life is a record that is worked with at random, as people and the program do.
type life struct {
	t      testing.TB
	random *rand.Rand
	opts   store.Options
	s      *store.Store
	said   func(entries int64) // told how many entries are acknowledged
	tune   func(*store.Store)  // done after each opening
	others []store.Foreign     // what another laptop has for this one
	clock  time.Time
}

// newLife prepares to work with the record of a folder, which need not be there. The
// record's own random numbers come from the seed as well.
func newLife(t testing.TB, random *rand.Rand, dir string, key *vault.DataKey) *life {
	l := &life{t: t, random: random, said: func(int64) {}, tune: func(*store.Store) {}, clock: noon}
	l.opts = store.Options{Dir: dir, Demo: true, Create: true, Key: key, Rand: seeded(random), Now: func() time.Time {
		l.clock = l.clock.Add(time.Second)
		return l.clock
	}}
	return l
}

func seeded(random *rand.Rand) *rand.ChaCha8 {
	var seed [32]byte
	for i := range seed {
		seed[i] = byte(random.Uint32())
	}
	return rand.NewChaCha8(seed)
}

// open opens the record and tells of the entries that are there.
func (l *life) open() {
	l.t.Helper()
	s, err := store.Open(ctx, l.opts)
	l.must(err)
	l.t.Cleanup(func() { _ = s.Close() })
	l.s = s
	l.tune(s)
	l.tell()
}

func (l *life) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *life) tell() {
	l.t.Helper()
	h, err := l.s.Head(ctx)
	l.must(err)
	l.said(h.Seq)
}

// step does one thing.
func (l *life) step() {
	l.t.Helper()
	switch l.random.IntN(20) {
	case 0:
		l.must(l.s.Close())
		l.open()
	case 1:
		l.must(l.s.Rederive(ctx))
	case 2:
		_, err := l.s.Check(ctx)
		l.must(err)
	case 3:
		l.must(l.s.CopyTo(ctx, filepath.Join(l.opts.Dir, "copy.db")))
	case 4:
		l.must(l.s.SQL(ctx, `pragma wal_checkpoint(`+[]string{"passive", "truncate"}[l.random.IntN(2)]+`)`))
	case 5:
		_, err := l.s.AppendAll(ctx, crowd(l.s, 1+l.random.IntN(4), 2), nil)
		l.must(err)
	case 6:
		n := min(len(l.others), 1+l.random.IntN(6))
		_, err := l.s.Receive(ctx, l.others[:n])
		l.must(err)
		l.others = l.others[n:]
	default:
		_, err := l.s.Append(ctx, l.change()...)
		l.must(err)
	}
	l.tell()
}

// change is what is recorded at once: mostly one answer, often with a note.
func (l *life) change() []dialog.Change {
	l.t.Helper()
	next, err := nextChange(l.s, l.random)
	l.must(err)
	if b, ok := next.Body.(*dialog.AnswerRecorded); ok && l.random.IntN(3) == 0 {
		b.Answer.Note = strings.Repeat("wordy ", l.random.IntN(500)) + "note"
	}
	changes := []dialog.Change{next}
	switch {
	case next.Body.Kind() == (&dialog.PersonRecorded{}).Kind():
	case l.random.IntN(8) == 0:
		changes = append(changes, about(next.Person, &dialog.GoalRecorded{Goal: dialog.Goal{
			ID: l.s.NewID(), Text: "Walk to the park", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
	case l.random.IntN(8) == 0:
		changes = append(changes, takenOver(next.Person, l.s.NewID(), noon, l.random.IntN(7)),
			dialog.Change{Worker: dialog.ID{9}, Body: &dialog.SettingChanged{Name: dialog.SettingSoonDays, Value: fmt.Sprint(10 + l.random.IntN(9))}})
	}
	return changes
}

// another is what a second laptop has recorded, in its order.
func another(t testing.TB) []store.Foreign {
	t.Helper()
	s := openWith(t, store.Options{Dir: filepath.Join(t.TempDir(), "other"), Demo: true, Create: true})
	defer closed(t, s)
	if _, err := s.AppendAll(ctx, crowd(s, 6, 2), nil); err != nil {
		t.Fatal(err)
	}
	all, err := s.Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// digests are those of all entries in the order of arrival.
func digests(s *store.Store) (all [][32]byte, err error) {
	err = s.EachMark(ctx, func(m store.Mark) error { all = append(all, m.Digest); return nil })
	return all, err
}

// begins says whether all entries are the first ones of others.
func begins(all, others [][32]byte) bool {
	if len(all) > len(others) {
		return false
	}
	for i := range all {
		if all[i] != others[i] {
			return false
		}
	}
	return true
}

// sealedOrNot are the two kinds of record that the tests of faults go through.
var sealedOrNot = []string{"sealed", "plain"}

func keyFor(kind string) *vault.DataKey {
	if kind == "sealed" {
		return vault.NewDataKey()
	}
	return nil
}

// listed are the names in a folder, "" where there is none.
func listed(dir string) string {
	entries, _ := os.ReadDir(dir)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}
