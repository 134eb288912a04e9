package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"alongside/dialog"
	"alongside/store"
)

// stagedName is the file in the record's folder in which a backup is made ready.
const stagedName = "alongside.restore.part"

// reached is called between the steps of a restore, for tests that end the program
// there.
var reached = func(step string) {}

// Restored says what came of a restore.
type Restored struct {
	Contents store.Contents // what the record holds now
	Aside    string         // the folder in which the record that was there is kept; "" where there was none
}

// Restore puts the backup in the place of the record. The record that was there is
// kept whole in a folder beside it and can be opened there. The plan is done with
// afterwards, however it ends. When it fails the record is as it was, unless the
// error is that the disk did not confirm what was done.
func (p *Plan) Restore(ctx context.Context) (Restored, error) {
	r, err := p.restore(ctx)
	if err = errors.Join(said(err, whileRestoring), p.Close()); err != nil {
		return Restored{}, err
	}
	return r, nil
}

func (p *Plan) restore(ctx context.Context) (r Restored, err error) {
	if p.store != nil && p.store.ReadOnly() { // what is beside it does not fit it
		if err := p.store.Close(); err != nil {
			return r, err
		}
		p.store = nil
	}
	if p.store == nil && p.held == nil {
		if p.held, err = store.Hold(p.target.Dir); err != nil {
			return r, err
		}
	}
	staged := filepath.Join(p.target.Dir, stagedName)
	if r.Contents, err = p.stage(ctx, staged); err == nil {
		reached("staged")
		err = p.bringKeys(ctx)
	}
	if err == nil {
		if p.store != nil {
			r.Aside, err = p.swap(ctx, staged)
		} else {
			r.Aside, err = p.replace(staged)
		}
	}
	if err != nil {
		return r, errors.Join(err, removeAll(staged))
	}
	return r, p.confirm()
}

// bringKeys brings the key file that lies beside a sealed backup to where there is
// none. One that is there is newer, and stays.
func (p *Plan) bringKeys(ctx context.Context) error {
	keys := p.target.Keys
	if keys == "" {
		return nil
	}
	if _, err := os.Lstat(keys); !errors.Is(err, fs.ErrNotExist) && (err != nil || !p.target.BringKeys) {
		return err
	}
	if _, err := os.Lstat(KeysPath(p.File)); err != nil {
		return refuse(dialog.Invalid, "The backup is sealed, and the file with its keys is not beside it. Nothing was changed. Please bring the file of the same name that ends in .keys.")
	}
	defer reached("keys brought")
	if _, err := os.Lstat(keys); err == nil { // a copy, so that there is one all the time
		if err := copyFile(ctx, keys, keys+".unused-"+p.target.now().UTC().Format(stamp), func() {}); err != nil {
			return err
		}
	}
	if err := copyKeys(ctx, KeysPath(p.File), keys, keys+partSuffix); err != nil {
		return err
	}
	return flushFolder(filepath.Dir(keys))
}

// confirm flushes what was done and says which record is there now. Nothing can be
// undone any more.
func (p *Plan) confirm() error {
	reached("in place")
	err := errors.Join(flushFolder(p.target.Dir), p.claim())
	if err == nil && p.target.Key != nil {
		err = p.held.TakeHead()
	}
	if err == nil {
		return nil
	}
	return &dialog.Error{Code: dialog.Internal, Err: err,
		Message: "The backup is in the place of the record, but the disk did not confirm it. The record that was there is kept beside it. To see that all is well: alongside check"}
}

// claim says whose place the folder is, unless that is said already.
func (p *Plan) claim() error {
	owner, err := store.Owner(p.target.Dir)
	if err != nil || owner == p.Contents.Record {
		return err
	}
	return p.held.Claim(p.Contents.Identity)
}

// stage copies the backup into the record's folder and makes it ready there.
func (p *Plan) stage(ctx context.Context, staged string) (store.Contents, error) {
	if err := removeAll(staged); err != nil {
		return store.Contents{}, err
	}
	if err := copyFile(ctx, p.File, staged, func() {}); err != nil {
		return store.Contents{}, err
	}
	reached("copied")
	c, err := store.Renew(ctx, staged, store.Options{Demo: p.target.Demo, Key: p.target.backupKey(), Now: p.target.Now})
	if err == nil && p.target.backupKey() != p.target.Key {
		err = store.Reseal(ctx, staged, p.target.BackupKey, p.target.Key)
	}
	if err == nil && (c.Head != p.Contents.Head || c.Record != p.Contents.Record) {
		err = refuse(dialog.Conflict, "The backup was changed while it was being restored. Nothing was changed. Please try again.")
	}
	return c, err
}

// swap replaces a sound record. A copy of it is kept first, so that one renaming is
// all there is between the one record and the other.
func (p *Plan) swap(ctx context.Context, staged string) (aside string, err error) {
	p.held, err = p.store.CloseHeld()
	if p.store = nil; err != nil {
		return "", err
	}
	reached("closed")
	if aside, err = p.makeAside(); err != nil {
		return "", err
	}
	err = copyFile(ctx, p.held.Path(), store.FilePath(aside), func() {})
	if err == nil {
		err = p.copyBeside(ctx, aside)
	}
	if err == nil {
		err = errors.Join(flushFolder(aside), flushFolder(p.target.Dir))
	}
	if err == nil {
		err = p.prepareHead()
	}
	if err == nil && p.Present.Contents.Record != p.Contents.Record {
		reached("kept aside")
		err = p.held.Disclaim()
	}
	if err == nil {
		reached("ready")
		err = rename(staged, p.held.Path())
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(aside)) // a copy of what is still in its place
	}
	return aside, nil
}

// replace puts the backup where there is no record, or one that cannot be opened.
// What is there of it is moved aside, the file itself first: without it nothing of
// the rest is taken for a record, and the next start says that a backup has to be
// brought back. Whose place it is is said before, so that the place never looks as
// if there had not been a record.
func (p *Plan) replace(staged string) (aside string, err error) {
	if err := p.claim(); err != nil {
		return "", err
	}
	reached("claimed")
	there, err := p.remains()
	if err != nil {
		return "", err
	}
	if len(there) > 0 {
		if aside, err = p.makeAside(); err != nil {
			return "", err
		}
	}
	moved := 0
	for _, path := range there {
		if err = rename(path, filepath.Join(aside, filepath.Base(path))); err != nil {
			break
		}
		moved++
		reached("moved " + filepath.Base(path))
	}
	if err == nil && aside != "" {
		err = errors.Join(p.copyBeside(context.Background(), aside), flushFolder(aside), flushFolder(p.target.Dir))
	}
	if err == nil {
		err = p.prepareHead()
	}
	if err == nil {
		reached("ready")
		err = rename(staged, p.held.Path())
	}
	if err != nil {
		return "", errors.Join(err, moveBack(aside, there[:moved]))
	}
	return aside, nil
}

// remains returns what there is of the record, its file first.
func (p *Plan) remains() (there []string, err error) {
	for _, path := range append([]string{p.held.Path()}, p.held.Beside()...) {
		switch _, err := os.Lstat(path); {
		case err == nil:
			there = append(there, path)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return there, nil
}

// moveBack undoes what replace moved, the file itself last.
func moveBack(aside string, paths []string) error {
	var errs []error
	for i := len(paths) - 1; i >= 0; i-- {
		errs = append(errs, rename(filepath.Join(aside, filepath.Base(paths[i])), paths[i]))
	}
	if aside != "" {
		// Only copies are left there, unless something could not be moved back.
		if errors.Join(errs...) == nil {
			errs = append(errs, os.RemoveAll(aside))
		}
	}
	return errors.Join(errs...)
}

// prepareHead says where the restored record will end, before it is there.
func (p *Plan) prepareHead() error {
	if p.target.Key == nil {
		return nil
	}
	return p.held.PrepareHead(p.Contents, p.target.Key, p.target.KeysRevision)
}

// copyBeside copies what a sealed record that is set aside is opened with.
func (p *Plan) copyBeside(ctx context.Context, aside string) error {
	if p.target.Key == nil {
		return nil
	}
	for _, from := range p.held.Keyring() {
		to := filepath.Join(aside, filepath.Base(from))
		if err := copyFile(ctx, from, to, func() {}); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// makeAside makes a folder of its own for the record that is there.
func (p *Plan) makeAside() (string, error) {
	made := p.target.now().UTC().Format(stamp)
	for i := range 1000 {
		name := "set-aside-" + made
		if i > 0 {
			name = fmt.Sprintf("%s-%d", name, i+1)
		}
		dir := filepath.Join(p.target.Dir, name)
		err := os.Mkdir(dir, 0o700)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err == nil {
			_ = os.Chmod(dir, 0o700) // whatever the umask
		}
		return dir, err
	}
	return "", errors.New("there is no free name for what is set aside")
}
