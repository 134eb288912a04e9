package backup

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// Target says which record a backup is to take the place of.
type Target struct {
	Dir           string // the record's folder
	Demo          bool
	Key           *vault.DataKey                            // what the record is sealed under, or is to be; nil for plain files
	BackupKey     *vault.DataKey                            // what the backup is sealed under, where that is an earlier key; nil for the same
	Keys          string                                    // the key file of a sealed record; it is brought with the backup where there is none; "" for none
	BringKeys     bool                                      // bring it also where there is one, because nobody can open that; it is kept aside
	KeysRevision  uint64                                    // of the key file that Key is from
	Now           func() time.Time                          // the clock; time.Now when nil
	BeforeUpgrade func(context.Context, *store.Store) error // for a record of an earlier version; see store.Options
}

func (t Target) now() time.Time {
	if t.Now == nil {
		return time.Now()
	}
	return t.Now()
}

// backupKey is what the backup is sealed under.
func (t Target) backupKey() *vault.DataKey {
	if t.BackupKey != nil {
		return t.BackupKey
	}
	return t.Key
}

// Plan is a restore that was looked at and not done. While there is one, nobody
// else can open the record.
type Plan struct {
	File     string         // the backup
	Made     time.Time      // when its name says it was made; zero for a name that does not
	Contents store.Contents // what the backup holds
	Altered  bool           // as in Finding
	Present  Present        // the record now
	Loss     Loss           // what of the record is not in the backup; zero where there is none to compare
	Descends bool           // the record goes on from where the backup was made

	target Target
	store  *store.Store // the record, where it can be opened
	held   *store.Held  // otherwise its lock, where its folder is there
}

// Present says what is in the place where a backup is to go.
type Present struct {
	Contents store.Contents // what the record holds; zero where none can be opened
	Problem  error          // why a record that is there cannot be opened; nil where none is there
	None     bool           // nothing is there
}

// Prepare looks at a backup and at the record that it is to take the place of, and
// changes neither. Close the plan, or restore it.
//
// Codes: NotFound, Foreign, Newer, Damaged and Conflict for a backup that cannot
// be restored, because it is not there, not ours, of a newer program, not as it
// was written, or of another record; Busy when the record is open; otherwise those
// of store.Open for a record that must not be touched.
func Prepare(ctx context.Context, file string, t Target) (*Plan, error) {
	p := &Plan{File: file, target: t}
	err := p.prepare(ctx)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func (p *Plan) prepare(ctx context.Context) error {
	if err := p.isBackup(); err != nil {
		return err
	}
	copied, err := store.OpenCopy(ctx, p.File, store.Options{Dir: p.scratch(), Demo: p.target.Demo, Key: p.target.backupKey()})
	if err != nil {
		return unreadable(err)
	}
	defer func() { _ = copied.Close() }() // it was only read
	if err := p.lookAtBackup(ctx, copied); err != nil {
		return unreadable(err)
	}
	if err := p.openPresent(ctx); err != nil {
		return err
	}
	if err := p.sameRecord(); err != nil {
		return err
	}
	if p.store == nil {
		return nil
	}
	if p.Loss, err = compare(ctx, p.store, copied); err != nil {
		return err
	}
	at, ok, err := p.store.HeadAt(ctx, p.Contents.Head.Seq)
	p.Descends = ok && at == p.Contents.Head
	return err
}

// isBackup refuses what cannot be a backup from the outside.
func (p *Plan) isBackup() error {
	info, err := os.Stat(p.File)
	if err != nil {
		return unreadable(err)
	}
	if record, err := os.Stat(store.FilePath(p.target.Dir)); err == nil && os.SameFile(info, record) {
		return refuse(dialog.Invalid, "That file is the record itself, not a backup of it. Nothing was changed.")
	}
	if !info.Mode().IsRegular() {
		return refuse(dialog.Foreign, whileReading[dialog.Foreign])
	}
	return nil
}

// scratch is where a backup of an earlier version is brought up to date to be
// read: the record's folder, or that of the backup while there is none.
func (p *Plan) scratch() string {
	if info, err := os.Stat(p.target.Dir); err == nil && info.IsDir() {
		return p.target.Dir
	}
	return filepath.Dir(p.File)
}

func (p *Plan) lookAtBackup(ctx context.Context, copied *store.Copy) (err error) {
	if p.Contents, err = contentsOf(ctx, copied); err != nil {
		return err
	}
	b := Find(p.File, "")
	p.Made = b.Made
	if err := mislabelled(b, p.Contents); err != nil || b.Manifest == nil {
		return err
	}
	sum, _, err := digest(ctx, p.File)
	p.Altered = hex.EncodeToString(sum) != b.Manifest.SHA256
	return err
}

// openPresent opens the record, or finds out that it cannot be. Only a record that
// is damaged or gone may be replaced without having been read; any other refusal
// means that it has to be left alone.
func (p *Plan) openPresent(ctx context.Context) error {
	t := p.target
	s, err := store.Open(ctx, store.Options{Dir: t.Dir, Demo: t.Demo, Key: t.Key, KeysRevision: t.KeysRevision, Now: t.Now, BeforeUpgrade: t.BeforeUpgrade})
	switch dialog.ErrorCode(err) {
	case "":
		p.store = s
		if s.ReadOnly() && s.Problem() == "" { // what does not fit what is beside it may be replaced
			return refuse(dialog.ReadOnly, whileRestoring[dialog.ReadOnly])
		}
		p.Present.Contents, err = s.Contents(ctx)
		return err
	case dialog.NotFound:
		p.Present.None = true
		if _, err := os.Stat(t.Dir); errors.Is(err, fs.ErrNotExist) {
			return nil // a folder is only made once the restore is wanted
		}
	case dialog.Damaged:
		p.Present.Problem = err
	default:
		return err
	}
	p.held, err = store.Hold(t.Dir)
	return said(err, whileRestoring)
}

// sameRecord refuses a backup of another record than the one that belongs in the
// folder. A record in which nobody is recorded yet may give way to any: that is
// what is there when the program was started on a new laptop before the backup was
// brought back.
func (p *Plan) sameRecord() error {
	belongs := p.Present.Contents.Record
	if p.store == nil {
		var err error
		if belongs, err = store.Owner(p.target.Dir); err != nil {
			return said(err, whileRestoring)
		}
	}
	if belongs.IsZero() || belongs == p.Contents.Record || p.store != nil && p.Present.Contents.People == 0 {
		return nil
	}
	return refuse(dialog.Conflict, "This is a backup of another record than the one in this folder. Nothing was changed. To open it all the same, restore it into an empty folder.")
}

// Close lets go of the record and changes nothing.
func (p *Plan) Close() error {
	var errs []error
	if p.store != nil {
		errs = append(errs, p.store.Close())
	}
	if p.held != nil {
		errs = append(errs, p.held.Release())
	}
	p.store, p.held = nil, nil
	return errors.Join(errs...)
}
