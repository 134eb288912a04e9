package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
	"alongside/ui/unlock"
)

// door is the way into the record that the flags name.
func (f *flags) door(env Env) (*store.Door, error) {
	dir, err := f.folder(env)
	if err != nil {
		return nil, err
	}
	return store.NewDoor(store.DoorOptions{Dir: dir, Demo: f.demo, Now: env.Now,
		BeforeUpgrade: func(key *vault.DataKey) func(context.Context, *store.Store) error {
			return backup.BeforeUpgrade(f.backupOptions(env, dir, key))
		}}), nil
}

// doors is the door as the screens see it. It also sees to the backups that are
// made when the record is closed.
type doors struct {
	f    *flags
	env  Env
	ctx  context.Context
	door *store.Door

	directory *dialog.Directory // the service's own; nil for none
	unusable  string            // why its file is not used, "" where it is

	new atomic.Bool // there is no record yet

	mu   sync.Mutex // held while the record is opened or closed
	keep *keeping   // nil while it is locked
}

func (f *flags) doors(ctx context.Context, env Env) (*doors, error) {
	door, err := f.door(env)
	if err != nil {
		return nil, err
	}
	d := &doors{f: f, env: env, ctx: ctx, door: door}
	if d.directory, d.unusable, err = f.directory(env); err != nil {
		return nil, err
	}
	d.new.Store(door.New())
	return d, nil
}

// opened is the record as one worker may use it.
type opened struct {
	*store.Session
	*copies // what leaves the record for the person it is about
	*centre // where it is sent
	warning string
	failed  func(error) // told of what the disk refused
}

// Warning is what people should know before they begin, or "".
func (o *opened) Warning() string { return o.warning }

// New reports that there is no record yet.
func (d *doors) New() bool { return d.new.Load() }

// Wait is how long it is until the next try is taken.
func (d *doors) Wait() time.Duration { return d.door.Wait() }

// SetUp makes the record with its first worker.
func (d *doors) SetUp(ctx context.Context, name, passphrase string) (string, unlock.Opened, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	recovery, v, err := d.door.SetUp(ctx, dialog.Worker{Name: name}, passphrase)
	if err != nil {
		return "", nil, err
	}
	d.new.Store(false)
	d.f.log(d.env, eventSetUp, "")
	o, err := d.take(ctx, v)
	d.f.keyMade(d.env) // of which the first session is told by its own page
	return recovery, o, err
}

// RecoveryChecked notes that part of the recovery key was typed back.
func (d *doors) RecoveryChecked() { d.f.keyChecked(d.env) }

// Unlock opens the record.
func (d *doors) Unlock(ctx context.Context, name, passphrase string) (unlock.Opened, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v, err := d.door.Unlock(ctx, name, passphrase)
	if err != nil {
		d.f.logError(d.env, eventRefused, err)
		return nil, err
	}
	return d.take(ctx, v)
}

// Recover opens the record with the recovery key.
func (d *doors) Recover(ctx context.Context, recoveryKey, name, newPassphrase string) (unlock.Opened, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v, err := d.door.Recover(ctx, recoveryKey, name, newPassphrase)
	if err != nil {
		d.f.logError(d.env, eventRefused, err)
		return nil, err
	}
	d.f.log(d.env, eventRecovery, "")
	d.f.keyChecked(d.env)
	return d.take(ctx, v)
}

// settled is how long after the opening what it took is given back to the system:
// the 64 MiB that deriving the key fills on purpose, and what reading the caseload
// left. Go alone would keep them for minutes.
const settled = 4 * time.Second

// take makes an opened record ready for work.
func (d *doors) take(ctx context.Context, v *store.Session) (*opened, error) {
	s := d.door.Store()
	if d.f.demo {
		if err := tellDemo(ctx, d.env, s); err != nil {
			return nil, errors.Join(err, d.door.Lock())
		}
	}
	d.keep = d.f.keeping(d.ctx, d.env, d.door)
	d.f.log(d.env, eventUnlocked, "")
	time.AfterFunc(settled, debug.FreeOSMemory)
	return &opened{v, d.f.newCopies(d.env, v), &centre{door: d.door, now: d.env.Now}, joined(warning(ctx, s), d.f.keyWarning(d.env, v), d.f.languageWarning(d.env), d.unusable), func(err error) { d.f.logError(d.env, eventUnsaved, err) }}, nil
}

// Lock closes the record, with the backup that may be due.
func (d *doors) Lock(ctx context.Context) error { return d.close(ctx, true) }

// close closes the record if it is open. Where it is in no good order, no time is
// taken for a backup.
func (d *doors) close(ctx context.Context, inGoodOrder bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.keep == nil {
		return d.door.Lock()
	}
	k := d.keep
	d.keep = nil
	err := k.close(ctx, inGoodOrder)
	d.f.log(d.env, eventLocked, "")
	return err
}

// Open reports whether the record is open.
func (d *doors) Open() bool { return d.door.Store() != nil }

// makeDemo makes the made-up record on first use.
func (f *flags) makeDemo(ctx context.Context, env Env, door *store.Door) (err error) {
	if !f.demo || !door.New() {
		return nil
	}
	_, _, err = door.SetUp(ctx, demo.Me(), demo.Passphrase)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	return tellDemo(ctx, env, door.Store())
}

// tellDemo fills a made-up record. People who are there already are left alone,
// so that a start broken off is gone on with at the next.
func tellDemo(ctx context.Context, env Env, s *store.Store) error {
	workers, err := s.Workers(ctx)
	if err != nil || len(workers) > 1 || s.ReadOnly() { // the last group tells of the others
		return err
	}
	there, err := s.Caseload(ctx)
	if err != nil {
		return err
	}
	known := make(map[dialog.ID]bool, len(there))
	for i := range there {
		known[there[i].Person.ID] = true
	}
	missing := func(yield func([]dialog.Change) bool) {
		for _, group := range demo.Groups(env.Now()) {
			if !known[group[0].Person] && !yield(group) {
				return
			}
		}
	}
	if _, err := s.AppendAll(ctx, missing, nil); err != nil {
		return fmt.Errorf("failed to make the made-up record: %w", err)
	}
	return nil
}

// warning is what people should know before they begin, or "".
func warning(ctx context.Context, s *store.Store) string {
	if problem := s.Problem(); problem != "" {
		return problem
	}
	if by, behind := s.ClockBehind(ctx); behind {
		return fmt.Sprintf("This computer's clock is %s behind the last entry of the record. Please set it before recording.", roughly(by))
	}
	return ""
}

// joined puts sentences one after another, those there are.
func joined(sentences ...string) string {
	return strings.TrimSpace(strings.Join(sentences, " "))
}

// roughly tells a time in the largest unit that fits.
func roughly(d time.Duration) string {
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "days"}, {time.Hour, "hours"}, {time.Minute, "minutes"}} {
		if n := d / unit.of; n >= 2 {
			return fmt.Sprintf("%d %s", n, unit.name)
		}
	}
	return "a moment"
}
