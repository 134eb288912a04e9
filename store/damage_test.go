//go:build unix

package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/baddisk"
	"alongside/store/vault"
)

// whole is a folder with a record in it, and what the record says.
type whole struct {
	key   *vault.DataKey
	dir   string
	files map[string][]byte
	all   [][32]byte
	says  string
}

// wholeRecord makes a record with something of everything in it. Where it crashed,
// most of that is in the log.
func wholeRecord(t *testing.T, key *vault.DataKey, crash bool) *whole {
	t.Helper()
	w := &whole{key: key, dir: filepath.Join(baddisk.InMemory(t), "record"), files: map[string][]byte{}}
	o := store.Options{Dir: w.dir, Demo: true, Create: true, Key: key}
	s := openWith(t, o)
	if _, err := s.AppendAll(ctx, crowd(s, 3, 2), nil); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	s = openWith(t, o)
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	for i, d := range dialog.Domains() {
		c := rate(p, a, d, 1+i%7)
		c.Body.(*dialog.AnswerRecorded).Answer.Note = strings.Repeat("wordy ", 60*i) + "note"
		add(t, s, c)
	}
	add(t, s, about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: "Walk to the park", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
	if !crash {
		closed(t, s)
	}
	for _, name := range strings.Fields(listed(w.dir)) {
		w.files[name] = read(t, filepath.Join(w.dir, name))
	}
	if crash {
		closed(t, s)
	}
	s = openWith(t, o)
	all, err := digests(s)
	if err != nil {
		t.Fatal(err)
	}
	w.all, w.says = all, reading(t, s)
	closed(t, s)
	return w
}

// with writes the folder anew, with one file changed; nil takes it away.
func (w *whole) with(dir, name string, b []byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for n, was := range w.files {
		if n == name {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, n), was, 0o600); err != nil {
			return err
		}
	}
	if b == nil {
		return nil
	}
	return os.WriteFile(filepath.Join(dir, name), b, 0o600)
}

// found is where damage came to light.
type found string

const (
	atOpening found = "at-opening"
	atReading found = "at-reading"
	byCheck   found = "by-check"
	harmless  found = "harmless"  // everything is read as it was written, and Check finds nothing
	cutShort  found = "cut-short" // the last entries are missing, and nobody says so
	said      found = "said"      // it opens to be read, and says what is missing beside it or in it
	wrong     found = "wrong"
)

// refused says whether there was an error for people.
func (f found) refused() bool { return f == atOpening || f == atReading || f == byCheck }

// judge opens a folder and reads everything in it.
func (w *whole) judge(dir string) (f found, why error) {
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, Key: w.key})
	if err != nil {
		return atOpening, err
	}
	defer func() { _ = s.Close() }()
	says, err := readAll(s)
	if err != nil {
		return atReading, err
	}
	all, err := digests(s)
	if err != nil {
		return atReading, err
	}
	_, err = s.Check(ctx)
	switch {
	case says == w.says && err != nil:
		return byCheck, err
	case s.Problem() != "" && s.ReadOnly() && begins(all, w.all):
		return said, nil
	case says == w.says:
		return harmless, nil
	case err == nil && len(all) < len(w.all) && begins(all, w.all):
		return cutShort, fmt.Errorf("%d entries of %d", len(all), len(w.all))
	}
	return wrong, fmt.Errorf("it says something else, and Check says %v", err)
}

// damageCodes are the codes that damage may be told with.
var damageCodes = map[dialog.Code]bool{dialog.Damaged: true, dialog.Foreign: true, dialog.Conflict: true, dialog.Newer: true}

// tally counts where damage came to light.
type tally struct {
	mu    sync.Mutex
	count map[found]int
}

func (n *tally) add(f found) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.count == nil {
		n.count = map[found]int{}
	}
	n.count[f]++
}

func (n *tally) note(tr *trial.Trial) {
	for _, f := range []found{atOpening, atReading, byCheck, said, cutShort, harmless} {
		tr.Note(string(f), n.count[f])
	}
}

// One bit flips in any file of a sealed record. Nothing that is shown is another than
// was recorded, and no entry is missing without a word.
func TestNoFlippedBitShowsAWrongValue(t *testing.T) {
	key := vault.NewDataKey()
	for _, c := range []struct {
		name    string
		crash   bool
		file    string
		flips   int
		refused bool // whether every flip is found
	}{
		{"file", false, store.FileName, trial.Times(600, 30_000), true},
		{"file-after-a-crash", true, store.FileName, trial.Times(100, 5_000), false},
		{"log", true, store.FileName + "-wal", trial.Times(250, 13_000), false},
		{"name", false, store.SentinelName, trial.Times(40, 1_500), false},
		{"head", true, store.HeadName, trial.Times(40, 1_500), false},
		{"lock", false, store.LockName, trial.Times(10, 500), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, mem := wholeRecord(t, key, c.crash), baddisk.InMemory(t)
			if c.file == store.LockName {
				w.files[c.file] = []byte(`{"process":4711,"computer":"laptop","since":"2026-03-14T12:00:00Z"}`)
			}
			tr, n := trial.Start(t, "store/flips "+c.name), tally{}
			tr.Each(c.flips, 3, func(i int, r *rand.Rand) {
				dir := filepath.Join(mem, fmt.Sprint(i))
				defer func() { _ = os.RemoveAll(dir) }()
				b := bytes.Clone(w.files[c.file])
				at, bit := r.IntN(len(b)), r.IntN(8)
				b[at] ^= 1 << bit
				if err := w.with(dir, c.file, b); err != nil {
					tr.Wrong("%v", err)
					return
				}
				f, why := w.judge(dir)
				n.add(f)
				switch code := dialog.ErrorCode(why); {
				case f == wrong, f == cutShort, f == harmless && c.refused, f.refused() && !damageCodes[code]:
					tr.Wrong("bit %d of byte %d of %s: %s, %q: %v", bit, at, c.file, f, code, why)
				}
			})
			n.note(tr)
		})
	}
}

// The same test finds what it is there to find: of a record that is not sealed, flipped
// bits show other values than were recorded.
func TestAFlippedBitShowsInAPlainRecord(t *testing.T) {
	w, mem := wholeRecord(t, nil, false), baddisk.InMemory(t)
	tr, n := trial.Start(t, "store/flips-control plain"), tally{}
	tr.Each(200, 3, func(i int, r *rand.Rand) {
		dir := filepath.Join(mem, fmt.Sprint(i))
		defer func() { _ = os.RemoveAll(dir) }()
		b := bytes.Clone(w.files[store.FileName])
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		if err := w.with(dir, store.FileName, b); err != nil {
			tr.Wrong("%v", err)
			return
		}
		f, _ := w.judge(dir)
		n.add(f)
	})
	n.note(tr)
	tr.Note("found", n.count[wrong])
	if n.count[wrong] < 10 {
		t.Errorf("of 200 flips %d showed a wrong value", n.count[wrong])
	}
}

// cuts are the sizes to which a file is cut: nothing, around each edge of a page, and
// some at random.
func cuts(size int, random int, r *rand.Rand) []int {
	all := []int{0}
	for edge := 4096; edge <= size; edge += 4096 {
		all = append(all, edge-1, edge, edge+1)
	}
	for range random {
		all = append(all, r.IntN(size))
	}
	var in []int
	for _, n := range all {
		if n < size {
			in = append(in, n)
		}
	}
	return in
}

// A file that was cut short anywhere is refused as damaged, and stays as it is. It is
// never taken for a first run.
func TestNoTruncatedRecordIsTaken(t *testing.T) {
	for _, kind := range sealedOrNot {
		t.Run(kind, func(t *testing.T) {
			w, mem := wholeRecord(t, keyFor(kind), false), baddisk.InMemory(t)
			tr := trial.Start(t, "store/truncations "+kind)
			b := w.files[store.FileName]
			all := cuts(len(b), trial.Times(80, 2_400), tr.Rand(-1))
			tr.Each(len(all), 3, func(i int, _ *rand.Rand) {
				dir := filepath.Join(mem, fmt.Sprint(i))
				defer func() { _ = os.RemoveAll(dir) }()
				if err := w.with(dir, store.FileName, b[:all[i]]); err != nil {
					tr.Wrong("%v", err)
					return
				}
				before := snapshot(t, dir)
				f, why := w.judge(dir)
				diff := cmp.Diff(before, snapshot(t, dir))
				if f != atOpening || dialog.ErrorCode(why) != dialog.Damaged || diff != "" {
					tr.Wrong("cut to %d of %d: %s, %v %s", all[i], len(b), f, why, diff)
				}
			})
		})
	}
}

// After a crash either file may be cut. Then the record is refused, or all of it is
// there, or it opens to be read and says that what came last is gone.
func TestTruncatedAfterACrash(t *testing.T) {
	w, mem := wholeRecord(t, vault.NewDataKey(), true), baddisk.InMemory(t)
	tr, n := trial.Start(t, "store/truncations after-a-crash"), tally{}
	for k, name := range []string{store.FileName, store.FileName + "-wal"} {
		b := w.files[name]
		r := tr.Rand(-1 - k)
		all := cuts(len(b), trial.Times(30, 1_000), r)
		if !trial.Long() {
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			all = all[:60]
		}
		tr.Each(len(all), 3, func(i int, _ *rand.Rand) {
			dir := filepath.Join(mem, fmt.Sprint(name, i))
			defer func() { _ = os.RemoveAll(dir) }()
			if err := w.with(dir, name, b[:all[i]]); err != nil {
				tr.Wrong("%v", err)
				return
			}
			f, why := w.judge(dir)
			n.add(f)
			if f == wrong || f == cutShort || f.refused() && !damageCodes[dialog.ErrorCode(why)] {
				tr.Wrong("%s cut to %d of %d: %s, %v", name, all[i], len(b), f, why)
			}
		})
	}
	n.note(tr)
}

// What is no record, or another one, or a log that belongs to none of it, is refused
// in the place of a sealed record, and stays as it is; or it does no harm.
func TestForeignFilesInTheRecordsPlace(t *testing.T) {
	key := vault.NewDataKey()
	w, other := wholeRecord(t, key, true), wholeRecord(t, key, true)
	stranger, plain := wholeRecord(t, vault.NewDataKey(), true), wholeRecord(t, nil, true)
	settled := wholeRecord(t, key, false)
	database := filepath.Join(t.TempDir(), "x.db")
	foreignDB(t, database, `create table t(x); insert into t values(1)`)
	const db, log = store.FileName, store.FileName + "-wal"
	for _, c := range []struct {
		name string
		in   *whole
		file string
		b    []byte
		want dialog.Code // "" where it may open
		is   found       // what it is then
	}{
		{"nothing", settled, db, nil, dialog.Damaged, ""},
		{"an empty file", settled, db, []byte{}, dialog.Damaged, ""},
		{"an empty file beside a log", w, db, []byte{}, dialog.Damaged, ""},
		{"nothing beside a log", w, db, nil, dialog.Damaged, ""},
		{"a text", settled, db, bytes.Repeat([]byte("Dear diary. "), 4096), dialog.Damaged, ""},
		{"zeros", settled, db, make([]byte, 8*4096), dialog.Damaged, ""},
		{"another program's database", settled, db, read(t, database), dialog.Foreign, ""},
		{"a record that is not sealed", settled, db, plain.files[db], dialog.Foreign, ""},
		{"a record under another key", settled, db, stranger.files[db], dialog.Damaged, ""},
		{"another record", settled, db, other.files[db], dialog.Conflict, ""},
		{"a log of a record under another key", settled, log, stranger.files[log], "", harmless},
		{"a log of a record that is not sealed", settled, log, plain.files[log], "", harmless},
		{"a log that is none", settled, log, bytes.Repeat([]byte("Dear diary. "), 4096), "", harmless},
		{"a rollback journal", settled, db + "-journal", bytes.Repeat([]byte("Dear diary. "), 400), dialog.Foreign, ""},
		{"its log is gone", w, log, nil, "", said},
		{"its log is another's", w, log, stranger.files[log], "", said},
		{"the small file beside it is garbage", settled, store.SentinelName, []byte("\x00\xff"), "", harmless},
		{"the small file beside it is gone", settled, store.SentinelName, nil, "", harmless},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "record")
			if err := c.in.with(dir, c.file, c.b); err != nil {
				t.Fatal(err)
			}
			before := snapshot(t, dir)
			f, why := c.in.judge(dir)
			if c.want == "" {
				if f != c.is {
					t.Errorf("%s, want %s: %v", f, c.is, why)
				}
				return
			}
			if f != atOpening || dialog.ErrorCode(why) != c.want {
				t.Errorf("%s with %q, want %q: %v", f, dialog.ErrorCode(why), c.want, why)
			}
			if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
				t.Errorf("something was changed:\n%s", diff)
			}
		})
	}
}
