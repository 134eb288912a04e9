//go:build linux

package backup_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/baddisk"
	"alongside/store/vault"
)

// faults are the ways in which a disk fails, once and from then on.
var faults = []baddisk.Fault{
	{Err: syscall.EIO}, {Err: syscall.EIO, Lasting: true}, {Err: syscall.EIO, Torn: true},
	{Err: syscall.ENOSPC}, {Err: syscall.ENOSPC, Lasting: true}, {Err: syscall.ENOSPC, Lasting: true, Torn: true},
	{Err: syscall.EROFS, Lasting: true}, {Err: syscall.EACCES, Lasting: true},
}

// desk is a sealed record and its backups on a disk that fails.
type desk struct {
	t        *testing.T
	d        *baddisk.Disk
	key      *vault.DataKey
	template string         // a folder with the record, and a backup of it when it had less
	now      store.Contents // what the record holds
	then     store.Contents // what the backup holds
	name     string         // of the backup
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	k := &desk{t: t, d: baddisk.Mount(t), key: vault.NewDataKey(), template: filepath.Join(baddisk.InMemory(t), "record")}
	s := openSealed(t, k.template, k.key)
	visit(t, s, s.NewID(), 1)
	k.then = contents(t, s)
	o := options(k.template)
	o.Key = k.key
	b := made(t, s, o)
	k.name = b.Name()
	visit(t, s, s.NewID(), 2)
	k.now = contents(t, s)
	closed(t, s)
	return k
}

func (k *desk) dir() string { return filepath.Join(k.d.Dir(), "record") }

func (k *desk) options() backup.Options {
	o := options(k.dir())
	o.Key, o.Now = k.key, at(noon.AddDate(0, 0, 3))
	return o
}

// lay puts the template on the disk.
func (k *desk) lay() error {
	if err := os.RemoveAll(k.dir()); err != nil {
		return err
	}
	return os.CopyFS(k.dir(), os.DirFS(k.template))
}

func (k *desk) open() (*store.Store, error) {
	return store.Open(ctx, store.Options{Dir: k.dir(), Demo: true, Key: k.key, Now: at(noon)})
}

// flows are what this package does, with the disk told to fail once the record is open
// where it has to be. They return what people were told.
var flows = []struct {
	name string
	do   func(k *desk, fail func()) error
}{
	{"backup", func(k *desk, fail func()) error {
		s, err := k.open()
		if err != nil {
			return err
		}
		fail()
		_, err = backup.Make(ctx, s, k.options())
		k.d.Heal()
		return errors.Join(err, s.Close())
	}},
	{"close with a backup", func(k *desk, fail func()) error {
		s, err := k.open()
		if err != nil {
			return err
		}
		fail()
		o := k.options()
		o.Reason, o.Keep = backup.Rotating, backup.Policy{Daily: 2}
		out, err := backup.Close(ctx, s, o)
		k.d.Heal()
		return errors.Join(err, out.Problem, s.Close())
	}},
	{"restore", func(k *desk, fail func()) error {
		fail()
		o := k.target()
		p, err := backup.Prepare(ctx, filepath.Join(k.options().Dir, k.name), o)
		if err != nil {
			return err
		}
		_, err = p.Restore(ctx)
		return errors.Join(err, p.Close())
	}},
	{"list and examine", func(k *desk, fail func()) error {
		fail()
		all, err := backup.List(k.options().Dir, true)
		for _, b := range all {
			err = errors.Join(err, backup.Examine(ctx, b, store.Options{Dir: k.options().Dir, Demo: true, Key: k.key}).Err)
		}
		return err
	}},
}

func (k *desk) target() backup.Target {
	o := target(k.dir())
	o.Key = k.key
	return o
}

// sound says whether the folder holds what it held, or what the backup holds, and
// every backup in it is one.
func (k *desk) sound() error {
	s, err := k.open()
	if err != nil {
		return fmt.Errorf("the record does not open: %w", err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.Check(ctx); err != nil {
		return err
	}
	c, err := s.Contents(ctx)
	if err != nil {
		return err
	}
	if c.Head != k.now.Head && c.Head != k.then.Head {
		return fmt.Errorf("the record ends at %s, neither %s nor %s", c.Head, k.now.Head, k.then.Head)
	}
	if err := s.Close(); err != nil {
		return err
	}
	all, err := backup.List(k.options().Dir, true)
	if err != nil || len(all) == 0 {
		return fmt.Errorf("there are %d backups: %w", len(all), err)
	}
	for _, b := range all {
		if f := backup.Examine(ctx, b, store.Options{Dir: k.t.TempDir(), Demo: true, Key: k.key}); f.Err != nil || f.Altered {
			return fmt.Errorf("%s is no backup: %w", b.Name(), f.Err)
		}
	}
	return nil
}

// meet lets a flow meet one fault and returns what was wrong.
func (k *desk) meet(flow int, n int, fault baddisk.Fault) error {
	if err := k.lay(); err != nil {
		return err
	}
	err := flows[flow].do(k, func() { k.d.FailAt(n, fault) })
	k.d.Heal()
	code, message := dialog.ErrorCode(err), dialog.ErrorMessage(err)
	switch code {
	case "", dialog.Full, dialog.Unavailable, dialog.ReadOnly:
	case dialog.Internal:
		if !strings.Contains(message, "did not confirm") {
			return fmt.Errorf("people are told %q: %w", message, err)
		}
	default:
		return fmt.Errorf("people are told %q, %q: %w", code, message, err)
	}
	if err := k.sound(); err != nil {
		return fmt.Errorf("%w, after %q: %w", err, code, errors.Join(errors.New(listing(k.dir())), err))
	}
	if err := flows[flow].do(k, func() {}); err != nil {
		return fmt.Errorf("it does not work again: %w", err)
	}
	return k.sound()
}

func listing(dir string) string {
	entries, _ := os.ReadDir(dir)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return "the folder holds " + strings.Join(all, " ")
}

// The disk fails at some point of a backup, of closing with one, and of a restore. The
// record is the one or the other, every backup is one, and it works when the disk does.
func TestTheDiskFailsAtTheNthCall(t *testing.T) {
	k := newDesk(t)
	tr := trial.Start(t, "backup/nth-call sealed")
	for i, flow := range flows {
		if err := k.lay(); err != nil {
			t.Fatal(err)
		}
		calls := map[baddisk.Fault]int{}
		if err := flow.do(k, func() { k.d.FailAt(0, baddisk.Fault{}) }); err != nil {
			t.Fatalf("%s on a sound disk: %v", flow.name, err)
		}
		for _, f := range faults {
			calls[f] = k.d.Count(f)
		}
		for _, m := range meetings(calls, tr.Rand(i), 10) {
			if err := k.meet(i, m.n, m.fault); err != nil {
				tr.Wrong("%s, %s at call %d: %v", flow.name, m.fault, m.n, err)
			}
			tr.Done(1)
			if open := k.d.OpenFiles(); len(open) > 0 {
				tr.Wrong("%s, %s at call %d: %v stay open", flow.name, m.fault, m.n, open)
			}
		}
	}
}

// meeting is a fault at a call.
type meeting struct {
	n     int
	fault baddisk.Fault
}

// meetings are some faults, or all of them where there is time.
func meetings(calls map[baddisk.Fault]int, r *rand.Rand, some int) (all []meeting) {
	if trial.Long() {
		for _, f := range faults {
			for n := range calls[f] {
				all = append(all, meeting{n + 1, f})
			}
		}
		return all
	}
	for range some {
		if f := faults[r.IntN(len(faults))]; calls[f] > 0 {
			all = append(all, meeting{1 + r.IntN(calls[f]), f})
		}
	}
	return all
}
