package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"alongside/dialog"
	"alongside/store/vault"
)

// The files beside a sealed record, apart from those of SQLite, of the head and of
// the lock.
const (
	keysName   = "alongside.keys"   // who can open it; see vault.Keys
	triesName  = "alongside.tries"  // how many wrong tries there were; see vault.Tries
	deviceName = "alongside.device" // what marks that count as this laptop's
)

// KeysPath returns the name that a record's key file has in a folder.
func KeysPath(dir string) string { return filepath.Join(dir, keysName) }

// DoorOptions say whose door it is.
type DoorOptions struct {
	Dir  string           // the folder of the record
	Demo bool             // a record of made-up people
	Now  func() time.Time // the clock; time.Now when nil

	// BeforeUpgrade makes the function of Options.BeforeUpgrade for a record that is
	// sealed under a key.
	BeforeUpgrade func(*vault.DataKey) func(context.Context, *Store) error
}

// Door is the way into a sealed record: it asks who wants in, makes whoever guesses
// wait, and locks behind them. There is one for each run of the program, which has
// to call Lock before it ends. Its methods may be called from several goroutines;
// they take turns, but for Wait, which never waits itself.
type Door struct {
	o     DoorOptions
	clock func() time.Duration

	mu      sync.Mutex
	keys    *vault.Keys // nil while it is locked
	store   *Store      // likewise
	session *Session    // likewise
	way     openingWay

	triesMu sync.Mutex
	tries   *vault.Tries // nil until they are asked for
}

// NewDoor returns the door of a folder. Nothing is looked at yet.
func NewDoor(o DoorOptions) *Door {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Door{o: o, clock: vault.RunningTime()}
}

func (d *Door) path(name string) string { return filepath.Join(d.o.Dir, name) }

// New reports that there is no record in the folder and there was none, so that one
// may be set up.
func (d *Door) New() bool {
	entries, err := os.ReadDir(d.o.Dir)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	for _, e := range entries {
		if e.Name() == sentinelName || strings.HasPrefix(e.Name(), fileName) && !strings.HasSuffix(e.Name(), ".part") {
			return false
		}
	}
	return true
}

// Wait is how long it is until the next try is taken, 0 when it is taken now.
func (d *Door) Wait() time.Duration {
	if d.New() {
		return 0
	}
	t, err := d.guard()
	if err != nil {
		return 0 // what is wrong with the folder is said by the try
	}
	return t.Wait()
}

// guard counts wrong tries. Where the count can neither be read nor written, every
// try waits.
func (d *Door) guard() (*vault.Tries, error) {
	d.triesMu.Lock()
	defer d.triesMu.Unlock()
	if d.tries != nil {
		return d.tries, nil
	}
	secret, err := vault.DeviceSecret(d.path(deviceName))
	if err != nil && !unwritable(err) {
		return nil, err
	}
	d.tries = vault.OpenTries(d.path(triesName), secret, d.clock)
	return d.tries, nil
}

// SetUp makes the record with its first worker, who looks after it, and returns the
// recovery key in one line. Codes: Invalid for a passphrase that will not do,
// Conflict where there is a record, and those of Open.
func (d *Door) SetUp(ctx context.Context, w dialog.Worker, passphrase string) (recovery string, v *Session, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.New() {
		return "", nil, refuse(dialog.Conflict, "There is a record in this folder already. Please open it instead.")
	}
	recovery, err = d.setUp(ctx, w, passphrase)
	if err != nil {
		return "", nil, doorFault(errors.Join(err, d.shut()))
	}
	return recovery, d.session, nil
}

func (d *Door) setUp(ctx context.Context, w dialog.Worker, passphrase string) (string, error) {
	if err := makeFolder(d.o.Dir); err != nil {
		return "", err
	}
	l, err := acquire(d.o.Dir, false, true)
	if err != nil {
		return "", err
	}
	l.sign(d.o.Now())
	keys, recovery, err := d.makeKeys(w.Name, passphrase)
	if err != nil {
		l.release()
		return "", err
	}
	d.keys = keys
	if d.store, err = Open(ctx, d.storeOptions(keys, keys.Current(), l, true)); err != nil {
		return "", err // Open let go of the lock
	}
	if w.ID.IsZero() {
		w.ID = d.store.NewID()
	}
	w.Role = dialog.Administrator
	if err := d.addWorker(ctx, w.ID, w); err != nil {
		return "", err
	}
	d.way = openingWay{name: w.Name}
	d.session = d.store.As(w)
	return recovery.Text(), nil
}

// makeKeys makes the key file of a new record. One that is there already, of an
// attempt broken off or of another record, seals nothing here and is kept aside.
func (d *Door) makeKeys(worker, passphrase string) (*vault.Keys, vault.RecoveryKey, error) {
	path := d.path(keysName)
	if _, err := os.Lstat(path); err == nil {
		if err := vault.CheckPassphrase(passphrase); err != nil {
			return nil, vault.RecoveryKey{}, err
		}
		if err := os.Rename(path, path+".unused-"+d.o.Now().UTC().Format("20060102T150405.000")); err != nil {
			return nil, vault.RecoveryKey{}, err
		}
	}
	keys, recovery, err := vault.CreateKeys(path, worker, passphrase)
	if err != nil {
		return nil, recovery, err
	}
	tries, err := d.guard()
	if err == nil {
		err = tries.Forget()
	}
	return keys, recovery, err
}

func (d *Door) storeOptions(keys *vault.Keys, key *vault.DataKey, l *lock, create bool) Options {
	o := Options{Dir: d.o.Dir, Demo: d.o.Demo, Now: d.o.Now, Create: create, Key: key, KeysRevision: keys.Revision(), lock: l}
	if d.o.BeforeUpgrade != nil {
		o.BeforeUpgrade = d.o.BeforeUpgrade(key)
	}
	return o
}

// addWorker records a worker on behalf of another.
func (d *Door) addWorker(ctx context.Context, by dialog.ID, w dialog.Worker) error {
	_, err := d.store.Append(ctx, dialog.Change{Worker: by, DoneAt: dialog.At(d.o.Now()), Body: &dialog.WorkerRecorded{Worker: w}})
	return err
}

// Unlock opens the record with a worker's passphrase. Codes: NotFound for a wrong
// passphrase as for an unknown worker, and Denied while it is too early to try;
// Damaged, Conflict, Newer and Foreign for a key file or a record that is not as
// it was written; and those of Open.
func (d *Door) Unlock(ctx context.Context, name, passphrase string) (*Session, error) {
	return d.enter(ctx, openingWay{name: name, open: func() (*vault.Keys, error) {
		return vault.Unlock(d.path(keysName), name, passphrase)
	}})
}

// Recover gives a worker a new passphrase with the recovery key, and opens the
// record. Codes as for Unlock, with Invalid for a recovery key with a slip in it
// and for a passphrase that will not do.
func (d *Door) Recover(ctx context.Context, recovery, name, passphrase string) (*Session, error) {
	key, err := vault.ParseRecoveryKey(recovery)
	if err == nil {
		err = vault.CheckPassphrase(passphrase)
	}
	if err != nil {
		return nil, doorFault(err)
	}
	return d.enter(ctx, openingWay{name: name, reset: passphrase, open: func() (*vault.Keys, error) {
		return vault.UnlockWithRecovery(d.path(keysName), key)
	}})
}

// Rebuild makes a key file anew that was changed behind the program's back, opens
// the record, and returns the new recovery key. Everybody but the worker named has
// to be let in again: nobody else's way in can be trusted. Codes as for Recover.
func (d *Door) Rebuild(ctx context.Context, recovery, name, passphrase string) (anew string, v *Session, err error) {
	key, err := vault.ParseRecoveryKey(recovery)
	if err == nil {
		err = vault.CheckPassphrase(passphrase)
	}
	if err != nil {
		return "", nil, doorFault(err)
	}
	v, err = d.enter(ctx, openingWay{name: name, open: func() (*vault.Keys, error) {
		keys, err := vault.UnlockWithRecovery(d.path(keysName), key)
		if err != nil && vault.CodeOf(err) != vault.CodeKeyFileAltered {
			return nil, err
		}
		made, err := keys.Rebuild(name, passphrase)
		anew = made.Text()
		return keys, err
	}})
	return anew, v, err
}

// openingWay is how somebody comes in.
type openingWay struct {
	name  string
	reset string // the new passphrase, where they come in by the recovery key
	open  func() (*vault.Keys, error)
}

func (d *Door) enter(ctx context.Context, way openingWay) (*Session, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.store != nil {
		return nil, refuse(dialog.Conflict, "The record is open already. Please lock it first.")
	}
	d.way = way
	if err := d.tryToOpen(ctx); err != nil {
		return nil, doorFault(errors.Join(err, d.shut()))
	}
	return d.session, nil
}

// tryToOpen takes the lock before the try, so that two programs cannot both guess.
func (d *Door) tryToOpen(ctx context.Context) error {
	if err := d.checkThere(); err != nil {
		return err
	}
	l, err := acquire(d.o.Dir, false, true)
	readOnly := err != nil && unwritable(err)
	if readOnly {
		l, err = acquire(d.o.Dir, true, false)
	}
	if err != nil {
		return err
	}
	l.sign(d.o.Now())
	o, err := d.tryKeys(l)
	if err != nil {
		l.release()
		return err
	}
	o.ReadOnly = readOnly
	if d.store, err = Open(ctx, o); err != nil {
		return err
	}
	return d.settleIn(ctx)
}

// checkThere refuses a folder without a record before anybody types anything.
func (d *Door) checkThere() error {
	s := &Store{dir: d.o.Dir}
	there, err := s.look()
	if err == nil && !there {
		err = refuse(dialog.NotFound, "There is no record in this folder.")
	}
	if err != nil {
		return err
	}
	if _, err := os.Lstat(d.path(keysName)); errors.Is(err, fs.ErrNotExist) && vault.CodeOf(vault.KeyFits(s.path(), vault.NewDataKey())) == vault.CodeUnsealed {
		return refuse(dialog.Foreign, messageUnsealed)
	}
	return nil
}

const messageUnsealed = "This record is not sealed: an early version of the program made it, or somebody took it out of its seal. It was left as it is. Please choose another folder with --data."

// tryKeys opens the key file, and says how to open the record with it.
func (d *Door) tryKeys(l *lock) (o Options, err error) {
	tries, err := d.guard()
	if err != nil {
		return o, err
	}
	err = tries.Try(func() (err error) {
		d.keys, err = d.way.open()
		return err
	})
	if err != nil {
		return o, err
	}
	key, err := d.keys.KeyFor(d.path(fileName))
	if err != nil {
		return o, err
	}
	if err := d.carryHead(key); err != nil {
		return o, err
	}
	return d.storeOptions(d.keys, key, l, false), nil
}

// settleIn finds out who came in, and brings to an end what was begun.
func (d *Door) settleIn(ctx context.Context) error {
	if d.keys.Renewing() && !d.store.ReadOnly() {
		if err := d.goOnRenewing(ctx); err != nil {
			return err
		}
	}
	w, err := d.findWorker(ctx, d.way.name)
	if err != nil {
		return err
	}
	if d.way.reset != "" {
		if err := d.setPassphrase(w.Name, d.way.reset); err != nil {
			return err
		}
	}
	d.session = d.store.As(w)
	return nil
}

// setPassphrase gives a worker a slot, or a new one.
func (d *Door) setPassphrase(name, passphrase string) error {
	set := d.keys.ResetPassphrase
	if !d.keys.Has(name) {
		set = d.keys.AddWorker
	}
	if err := set(name, passphrase); err != nil {
		return err
	}
	d.store.keysChanged(d.keys.Revision())
	return nil
}

// findWorker returns the worker of a name. In a record that was being set up when
// the program ended, whoever holds its key is the first.
func (d *Door) findWorker(ctx context.Context, name string) (dialog.Worker, error) {
	all, err := d.store.Workers(ctx)
	if err != nil {
		return dialog.Worker{}, err
	}
	for _, w := range all {
		if vault.SameWorker(w.Name, name) && !w.Left {
			return w, nil
		}
	}
	if len(all) > 0 || d.store.ReadOnly() {
		return dialog.Worker{}, refuse(dialog.NotFound, "No worker of this record has that name. Please ask an administrator of the record.")
	}
	w := dialog.Worker{ID: d.store.NewID(), Name: strings.Join(strings.Fields(name), " "), Role: dialog.Administrator}
	return w, d.addWorker(ctx, w.ID, w)
}

// Lock closes the record, whole in its one file, and drops the keys. It may be
// called when it is locked already.
func (d *Door) Lock() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return doorFault(d.shut())
}

func (d *Door) shut() error {
	var err error
	if d.store != nil {
		err = d.store.Close()
	}
	d.drop()
	return err
}

// drop forgets everything of an open record.
func (d *Door) drop() {
	if d.keys != nil {
		d.keys.Drop()
	}
	d.keys, d.store, d.session, d.way = nil, nil, nil, openingWay{}
}

// LockWith closes the record with close, and drops the keys after it.
func (d *Door) LockWith(close func(*Store) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.store == nil {
		return nil
	}
	err := close(d.store)
	d.drop()
	return err
}

// Store returns the open record, nil while it is locked. It is for commands; what
// a worker does goes through the session.
func (d *Door) Store() *Store {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.store
}

// Session returns the record as whoever is in may use it, nil while it is locked.
func (d *Door) Session() *Session {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.session
}

// Key returns what the open record is sealed under, nil while it is locked. It is
// overwritten by Lock.
func (d *Door) Key() *vault.DataKey {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.store == nil {
		return nil
	}
	return d.store.key
}

// Forgive begins the count of wrong tries anew, for keys that somebody who could
// open them has just brought here.
func (d *Door) Forgive() error {
	tries, err := d.guard()
	if err == nil {
		err = tries.Forget()
	}
	return doorFault(err)
}

// OpenKeys opens the key file without the record, for whoever brings back a backup
// of a record that does not open any more. Wrong tries count. Codes as for Unlock.
// Drop the keys when they are done with.
func (d *Door) OpenKeys(name, passphrase string) (keys *vault.Keys, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	tries, err := d.guard()
	if err != nil {
		return nil, doorFault(err)
	}
	err = tries.Try(func() (err error) {
		keys, err = vault.Unlock(d.path(keysName), name, passphrase)
		return err
	})
	return keys, doorFault(err)
}
