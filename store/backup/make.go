package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// Options say where backups go and how long they are kept.
type Options struct {
	Dir    string           // the folder of the backups; made where there is none
	Demo   bool             // backups of made-up people; they never share a folder with real ones
	Key    *vault.DataKey   // what record and backups are sealed under; nil for plain files
	Keys   string           // the key file of a sealed record, a copy of which is kept beside each backup; "" for none
	Now    func() time.Time // the clock; time.Now when nil
	Reason Reason           // Asked when empty
	Keep   Policy           // of the rotating ones; the zero Policy takes none away
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Backup is one backup in a folder.
type Backup struct {
	Path     string
	Made     time.Time // as its name says, to the second
	Entries  int64     // as its name says
	Manifest *Manifest // nil where there is none that can be read
}

// Name returns the file's name without its folder.
func (b *Backup) Name() string { return filepath.Base(b.Path) }

// Make makes a backup of an open record and checks it. It answers once the backup
// has its name on the disk; until then there is nothing with the name of a backup,
// and after a failure nothing at all. Backups that the Policy no longer keeps are
// taken away after that.
//
// Codes: Full, Unavailable and ReadOnly for what the folder or disk refuses;
// Damaged when the record is not sound; Conflict when the folder holds backups of
// the other kind.
func Make(ctx context.Context, s *store.Store, o Options) (Backup, error) {
	b, err := makeOne(ctx, s, o)
	if err != nil {
		return Backup{}, said(err, whileMaking)
	}
	prune(o, b.Manifest.Record)
	return b, nil
}

func makeOne(ctx context.Context, s *store.Store, o Options) (Backup, error) {
	id, err := s.Identity(ctx)
	if err != nil {
		return Backup{}, err
	}
	if err := ready(o, id); err != nil {
		return Backup{}, err
	}
	part := workName(o.Dir, id, partSuffix)
	made := o.now()
	if err := s.CopyTo(ctx, part); err != nil {
		return Backup{}, err
	}
	b, err := finish(ctx, part, o, made)
	if err != nil {
		return Backup{}, errors.Join(err, removeAll(part))
	}
	return b, nil
}

// BeforeUpgrade returns what [store.Options] asks for: it makes a backup of a
// record of an earlier version before that is brought up to date. Checking it
// brings a copy of it up to date, so that what the upgrade would stumble over is
// found while the record is still as it was.
func BeforeUpgrade(o Options) func(context.Context, *store.Store) error {
	o.Reason = Upgrade
	return func(ctx context.Context, s *store.Store) error {
		_, err := Make(ctx, s, o)
		return err
	}
}

// ready makes the folder and clears away what attempts that were broken off left
// there. It refuses a folder with backups of the other kind.
func ready(o Options, id store.Identity) error {
	if o.Dir == "" {
		return refuse(dialog.Invalid, "Please say in which folder the backup goes.")
	}
	if err := makeFolder(o.Dir); err != nil {
		return err
	}
	entries, err := os.ReadDir(o.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		l, ok := parseName(e.Name())
		switch {
		case ok && l.demo && !o.Demo:
			return refuse(dialog.Conflict, "That folder holds backups of the demo with made-up people. Please choose another folder for a real record.")
		case ok && !l.demo && o.Demo:
			return refuse(dialog.Conflict, "That folder holds backups of a real record. Please choose another folder for the demo.")
		}
	}
	return sweep(o.Dir, id, entries)
}

// sweep takes away what a program that died left of this record: files in the
// making, and what lay beside a backup that is not there, or no longer.
func sweep(dir string, id store.Identity, entries []fs.DirEntry) error {
	var errs []error
	for _, suffix := range []string{partSuffix, manifestSuffix, keysSuffix} {
		errs = append(errs, removeAll(workName(dir, id, suffix)))
	}
	for _, e := range entries {
		db := filepath.Join(dir, strings.TrimSuffix(e.Name(), manifestSuffix)+dbSuffix)
		if _, ok := parseName(filepath.Base(db)); !ok {
			continue
		}
		if _, err := os.Lstat(db); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if m, err := readManifest(db); err == nil && m.Record == id.Record {
			errs = append(errs, removeBeside(db))
		}
	}
	return errors.Join(errs...)
}

// removeBeside takes away what lies beside a backup, the manifest last, by which
// it is known whose it is.
func removeBeside(db string) error {
	if err := removeIfThere(KeysPath(db)); err != nil {
		return err
	}
	return removeIfThere(manifestPath(db))
}

// finish checks a whole copy and gives it its name. What lies beside it is there
// first.
func finish(ctx context.Context, work string, o Options, made time.Time) (Backup, error) {
	c, err := read(ctx, work, store.Options{Dir: o.Dir, Demo: o.Demo, Key: o.Key})
	if err != nil {
		return Backup{}, err
	}
	sum, size, err := digest(ctx, work)
	if err != nil {
		return Backup{}, err
	}
	why := o.Reason
	if why == "" {
		why = Asked
	}
	l, err := freeName(o.Dir, labelOf(c, made))
	if err != nil {
		return Backup{}, err
	}
	m := newManifest(c, dialog.At(made), why, size, sum)
	b := Backup{Path: filepath.Join(o.Dir, l.String()), Made: l.made, Entries: l.seq, Manifest: &m}
	err = m.write(b.Path, workName(o.Dir, c.Identity, manifestSuffix))
	if err == nil && o.Keys != "" {
		err = copyKeys(ctx, o.Keys, KeysPath(b.Path), workName(o.Dir, c.Identity, keysSuffix))
	}
	if err == nil {
		err = rename(work, b.Path)
	}
	if err == nil {
		err = flushFolder(o.Dir)
	}
	if err != nil {
		return Backup{}, errors.Join(err, removeIfThere(b.Path), removeBeside(b.Path))
	}
	return b, nil
}

// freeName finds a name that is not taken: a backup is never written over.
func freeName(dir string, l label) (label, error) {
	for range 3600 {
		_, err := os.Lstat(filepath.Join(dir, l.String()))
		if errors.Is(err, fs.ErrNotExist) {
			return l, nil
		}
		if err != nil {
			return l, err
		}
		l.made = l.made.Add(time.Second)
	}
	return l, errors.New("there is no free name for a backup")
}

// read opens a copy, looks through all of it as store.Check does, and returns what
// it holds. The options are those of store.OpenCopy.
func read(ctx context.Context, path string, o store.Options) (c store.Contents, err error) {
	copied, err := store.OpenCopy(ctx, path, o)
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, copied.Close()) }()
	return contentsOf(ctx, copied)
}

func contentsOf(ctx context.Context, copied *store.Copy) (store.Contents, error) {
	report, err := copied.Check(ctx)
	if err != nil {
		return store.Contents{}, err
	}
	c, err := copied.Contents(ctx)
	if err == nil && report.Head != c.Head {
		err = fmt.Errorf("the copy ends at %s and was checked to %s", c.Head, report.Head)
	}
	c.Schema = copied.Schema
	return c, err
}
