//go:build linux

package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/baddisk"
	"alongside/store/vault"
)

// faults are the ways in which a disk fails, once and from then on.
var faults = []baddisk.Fault{
	{Err: syscall.EIO}, {Err: syscall.EIO, Lasting: true}, {Err: syscall.EIO, Torn: true},
	{Err: syscall.ENOSPC}, {Err: syscall.ENOSPC, Lasting: true}, {Err: syscall.ENOSPC, Lasting: true, Torn: true},
	{Err: syscall.EROFS, Lasting: true}, {Err: syscall.EACCES, Lasting: true},
}

// flow is something that the store does while the disk fails.
type flow struct {
	name   string
	starts string // what is in the folder: see templates
	opened bool   // whether the record is open when the disk begins to fail
	viewed bool   // whether the record has to open where the disk can only be read
	do     func(f *failing) error
}

// failing is one run of a flow on a disk that fails.
type failing struct {
	dir   string
	key   *vault.DataKey
	s     *store.Store
	group []dialog.Change   // what is appended
	bulk  [][]dialog.Change // what is appended in bulk
	other []store.Foreign   // what is received
}

// open opens the record, again if it is open.
func (f *failing) open(create bool) error {
	if err := f.close(); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Dir: f.dir, Demo: true, Create: create, Key: f.key, BeforeUpgrade: func(ctx context.Context, s *store.Store) error {
		return s.CopyTo(ctx, filepath.Join(f.dir, "copy.db"))
	}})
	if err == nil {
		f.s = s
	}
	return err
}

func (f *failing) close() error {
	if f.s == nil {
		return nil
	}
	s := f.s
	f.s = nil
	return s.Close()
}

// flows are all there are; package backup has those of its own.
var flows = []flow{
	{"create", "nothing", false, false, func(f *failing) error { return f.open(true) }},
	{"open", "closed", false, true, func(f *failing) error { return f.open(false) }},
	{"open after a crash", "crashed", false, false, func(f *failing) error { return f.open(false) }},
	{"open without what is beside it", "alone", false, true, func(f *failing) error { return f.open(false) }},
	{"upgrade", "closed", false, false, func(f *failing) error { return f.open(false) }},
	{"append", "closed", true, false, func(f *failing) error { _, err := f.s.Append(ctx, f.group...); return err }},
	{"append in bulk", "closed", true, false, func(f *failing) error {
		_, err := f.s.AppendAll(ctx, func(yield func([]dialog.Change) bool) {
			for _, g := range f.bulk {
				if !yield(g) {
					return
				}
			}
		}, nil)
		return err
	}},
	{"receive", "closed", true, false, func(f *failing) error { _, err := f.s.Receive(ctx, f.other); return err }},
	{"rederive", "closed", true, false, func(f *failing) error { return f.s.Rederive(ctx) }},
	{"check", "closed", true, false, func(f *failing) error { _, err := f.s.Check(ctx); return err }},
	{"read", "closed", true, false, func(f *failing) error {
		people, err := f.s.Caseload(ctx)
		for i := 0; err == nil && i < len(people); i++ {
			_, err = f.s.Record(ctx, people[i].Person.ID)
		}
		return err
	}},
	{"copy", "closed", true, false, func(f *failing) error { return f.s.CopyTo(ctx, filepath.Join(f.dir, "copy.db")) }},
	{"checkpoint", "crashed", true, false, func(f *failing) error { return f.s.Checkpoint(ctx) }},
	{"close", "crashed", true, false, func(f *failing) error { return f.close() }},
}

// templates are the folders that flows start from, by their names, and the entries in
// each.
type templates struct {
	root    string
	key     *vault.DataKey
	dirs    map[string]string
	entries map[string][][32]byte
	other   []store.Foreign
}

func newTemplates(t *testing.T, key *vault.DataKey) *templates {
	t.Helper()
	root := baddisk.InMemory(t)
	tm := &templates{root, key, map[string]string{}, map[string][][32]byte{"nothing": nil}, another(t)}
	s := openWith(t, store.Options{Dir: filepath.Join(root, "record"), Demo: true, Create: true, Key: key})
	if _, err := s.AppendAll(ctx, crowd(s, 8, 2), nil); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	tm.keep(t, "closed", filepath.Join(root, "record"))
	tm.keep(t, "alone", filepath.Join(root, "record"))
	for _, name := range []string{store.SentinelName, store.LockName} {
		if err := os.Remove(filepath.Join(tm.dirs["alone"], name)); err != nil {
			t.Fatal(err)
		}
	}
	s = openWith(t, store.Options{Dir: filepath.Join(root, "record"), Demo: true, Key: key})
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	for i := range 12 {
		add(t, s, note(p, a, i))
	}
	tm.keep(t, "crashed", filepath.Join(root, "record"))
	closed(t, s)
	return tm
}

// keep copies a folder as it is now and reads the copy's entries from another copy.
func (tm *templates) keep(t *testing.T, name, dir string) {
	t.Helper()
	to := filepath.Join(filepath.Dir(dir), name)
	for _, copied := range []string{to, to + "-read"} {
		if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	s := openWith(t, store.Options{Dir: to + "-read", Demo: true, Key: tm.key})
	all, err := digests(s)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	tm.dirs[name], tm.entries[name] = to, all
}

// begin puts a template on the disk and makes ready for a flow.
func (tm *templates) begin(d *baddisk.Disk, fl flow) (*failing, error) {
	f := &failing{dir: filepath.Join(d.Dir(), "record"), key: tm.key, other: tm.other}
	if err := os.RemoveAll(f.dir); err != nil {
		return nil, err
	}
	if from := tm.dirs[fl.starts]; from != "" {
		if err := os.CopyFS(f.dir, os.DirFS(from)); err != nil {
			return nil, err
		}
	}
	if !fl.opened {
		return f, nil
	}
	if err := f.open(false); err != nil {
		return nil, err
	}
	p, a := f.s.NewID(), f.s.NewID()
	f.group = []dialog.Change{personNamed(p, "Jones", "Ed"), start(p, a), note(p, a, 1)}
	for g := range crowd(f.s, 5, 2) {
		f.bulk = append(f.bulk, g)
	}
	return f, f.s.SQL(ctx, `pragma wal_autocheckpoint=4`)
}

// taken are the codes that people may be given where the disk fails: they say what to
// do about the disk, and not that the record is damaged or gone.
var taken = map[dialog.Code]bool{dialog.Full: true, dialog.Unavailable: true, dialog.ReadOnly: true}

// endure lets a flow meet one fault and returns what people were told and what was
// wrong, or "".
func (tm *templates) endure(d *baddisk.Disk, fl flow, at int, fault baddisk.Fault) (code dialog.Code, wrong string) {
	f, err := tm.begin(d, fl)
	if err != nil {
		return "", fmt.Sprintf("before the disk failed: %v", err)
	}
	defer func() { _ = f.close() }()
	d.FailAt(at, fault)
	err = fl.do(f)
	failed := d.Heal()
	if len(failed) == 0 {
		return dialog.ErrorCode(err), "it was over before the fault came"
	}
	return dialog.ErrorCode(err), tm.judge(f, fl, tm.entries[fl.starts], err, failed)
}

// judge looks at what a flow did when the disk failed, and whether all is well again.
func (tm *templates) judge(f *failing, fl flow, before [][32]byte, err error, failed []baddisk.Op) string {
	met := fmt.Sprintf(" (it met: %v; the folder holds %s)", failed[0], listed(f.dir))
	if err != nil {
		if wrong := misnamed(f, fl, err, failed); wrong != "" {
			return wrong + met
		}
	}
	if wrong := tm.leftBehind(f, before); wrong != "" {
		return wrong + met
	}
	if f.s != nil && err != nil {
		if now, e := digests(f.s); e != nil || !cmp.Equal(now, before) {
			return fmt.Sprintf("%d entries are there after a refusal, %d were (%v)", len(now), len(before), e) + met
		}
	}
	if f.s != nil && f.s.ReadOnly() {
		if err := f.open(false); err != nil {
			return fmt.Sprintf("it cannot be opened again: %v", err) + met
		}
	}
	if err != nil {
		if again := fl.do(f); again != nil {
			return fmt.Sprintf("it does not work again: %v, after %v", again, err) + met
		}
	}
	if wrong := tm.afterwards(f, before); wrong != "" {
		return wrong + met
	}
	return ""
}

// misnamed says what is wrong with what people are told.
func misnamed(f *failing, fl flow, err error, failed []baddisk.Op) string {
	e, ok := errors.AsType[*dialog.Error](err)
	// Of a plain file SQLite itself says that it is damaged where the disk gives nothing.
	unread := ok && f.key == nil && e.Code == dialog.Damaged &&
		slices.ContainsFunc(failed, func(o baddisk.Op) bool { return o.Kind == baddisk.Read })
	if !ok || !taken[e.Code] && !unread || !strings.HasSuffix(e.Message, ".") {
		return fmt.Sprintf("it says %q: %v", dialog.ErrorCode(err), err)
	}
	if fl.viewed && (e.Code == dialog.Full || e.Code == dialog.ReadOnly) {
		return fmt.Sprintf("the record could at least be looked at, and it says %q: %v", dialog.ErrorCode(err), err)
	}
	return ""
}

// leftBehind looks at the folder as a crash would leave it right after the fault.
func (tm *templates) leftBehind(f *failing, before [][32]byte) string {
	dir := filepath.Join(tm.root, "crash")
	defer func() { _ = os.RemoveAll(dir) }()
	if _, err := os.Stat(f.dir); err == nil {
		if err := os.CopyFS(filepath.Join(dir, "r"), os.DirFS(f.dir)); err != nil {
			return err.Error()
		}
	}
	left := failing{dir: filepath.Join(dir, "r"), key: tm.key}
	if err := left.open(len(before) == 0); err != nil {
		return fmt.Sprintf("had the program died then: %v", err)
	}
	defer func() { _ = left.close() }()
	all, err := digests(left.s)
	if err != nil || !begins(before, all) {
		return fmt.Sprintf("had the program died then, %d entries were left of %d: %v", len(all), len(before), err)
	}
	if _, err := left.s.Check(ctx); err != nil {
		return fmt.Sprintf("had the program died then: %v", err)
	}
	return ""
}

// afterwards closes the record and opens it again on the sound disk.
func (tm *templates) afterwards(f *failing, before [][32]byte) string {
	if f.s == nil {
		if err := f.open(false); err != nil {
			return fmt.Sprintf("it does not open: %v", err)
		}
	}
	live, err := digests(f.s)
	if err == nil {
		err = f.open(false)
	}
	if err != nil {
		return fmt.Sprintf("it does not close and open: %v", err)
	}
	all, err := digests(f.s)
	if err != nil || !begins(before, all) || !cmp.Equal(live, all) {
		return fmt.Sprintf("%d entries are there, %d were before the fault and %d before it was closed: %v", len(all), len(before), len(live), err)
	}
	if _, err := f.s.Check(ctx); err != nil {
		return fmt.Sprintf("it is not sound: %v", err)
	}
	if err := f.close(); err != nil {
		return fmt.Sprintf("it does not close: %v", err)
	}
	for _, name := range strings.Fields(listed(f.dir)) {
		if name != store.FileName && name != store.HeadName && name != store.SentinelName && name != store.LockName && name != "copy.db" {
			return "it leaves " + name
		}
	}
	return ""
}

// The disk fails at some point of everything that is done with a record. That is said
// in words that tell people what to do about it, the record is as it was, and when the
// disk works again so does the program, without being started anew.
func TestTheDiskFailsAtTheNthCall(t *testing.T) {
	for _, kind := range sealedOrNot {
		t.Run(kind, func(t *testing.T) {
			tr := trial.Start(t, "store/nth-call "+kind)
			n := nth{t: t, tr: tr, d: baddisk.Mount(t), tm: newTemplates(t, keyFor(kind)), codes: map[dialog.Code]int{}}
			for i, fl := range flows {
				n.flow(fl, tr.Rand(i), map[string]int{"sealed": 15, "plain": 8}[kind])
			}
			tr.Note("unnoticed", n.codes[""])
			for _, code := range slices.Sorted(maps.Keys(n.codes)) {
				if code != "" {
					tr.Note(string(code), n.codes[code])
				}
			}
		})
	}
}

// nth is what faults are tried on.
type nth struct {
	t     *testing.T
	tr    *trial.Trial
	d     *baddisk.Disk
	tm    *templates
	codes map[dialog.Code]int // what people were told, and how often
}

// flow lets a flow meet some faults, or all of them where there is time.
func (n *nth) flow(fl flow, r *rand.Rand, some int) {
	n.t.Helper()
	if fl.name == "upgrade" {
		undo, err := store.Later(`create table local_x(a integer) strict`)
		if err != nil {
			n.t.Fatal(err)
		}
		defer undo()
	}
	calls := n.calls(fl)
	if trial.Long() {
		for _, fault := range faults {
			for at := range calls[fault] {
				n.meet(fl, at+1, fault)
			}
		}
		return
	}
	for range some {
		fault := faults[r.IntN(len(faults))]
		if calls[fault] > 0 {
			n.meet(fl, 1+r.IntN(calls[fault]), fault)
		}
	}
}

// calls counts for each fault what a flow does that can fail in this way.
func (n *nth) calls(fl flow) map[baddisk.Fault]int {
	n.t.Helper()
	f, err := n.tm.begin(n.d, fl)
	if err != nil {
		n.t.Fatalf("%s: %v", fl.name, err)
	}
	n.d.FailAt(0, baddisk.Fault{})
	err = fl.do(f)
	calls := map[baddisk.Fault]int{}
	for _, fault := range faults {
		calls[fault] = n.d.Count(fault)
	}
	if err = errors.Join(err, f.close()); err != nil {
		n.t.Fatalf("%s on a sound disk: %v", fl.name, err)
	}
	return calls
}

func (n *nth) meet(fl flow, at int, fault baddisk.Fault) {
	code, wrong := n.tm.endure(n.d, fl, at, fault)
	n.codes[code]++
	if open := n.d.OpenFiles(); wrong == "" && len(open) > 0 {
		wrong = fmt.Sprintf("%v stay open", open)
	}
	if wrong != "" {
		n.tr.Wrong("%s, %s at call %d: %s", fl.name, fault, at, wrong)
	}
	n.tr.Done(1)
}
