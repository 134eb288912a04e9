package cli

import (
	"context"
	"errors"
	"os"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
)

// ring holds the keys with which backups are opened: those of the record, and, for
// a backup that was made under an earlier one, those that lie beside it.
type ring struct {
	door *store.Door
	who  entrant
	own  *vault.Keys // of the record; nil where its key file does not open
	more []*vault.Keys
}

// drop overwrites the keys.
func (r *ring) drop() {
	for _, k := range append(r.more, r.own) {
		if k != nil {
			k.Drop()
		}
	}
}

// keyFor returns the key of a backup.
func (r *ring) keyFor(path string) (*vault.DataKey, error) {
	if r.own != nil {
		if key, err := r.own.KeyFor(path); err == nil || vault.CodeOf(err) != vault.CodeWrongKey {
			return key, backupFault(err)
		}
	}
	beside, err := r.beside(path)
	if err != nil {
		return nil, err
	}
	key, err := beside.KeyFor(path)
	return key, backupFault(err)
}

// beside opens the key file that lies beside a backup.
func (r *ring) beside(path string) (*vault.Keys, error) {
	keys, err := vault.Unlock(backup.KeysPath(path), r.who.name, r.who.passphrase)
	switch vault.CodeOf(err) {
	case "":
	case vault.CodeDenied:
		return nil, &dialog.Error{Code: dialog.NotFound, Err: err,
			Message: "This backup is under another key than the record, and your name and passphrase do not open that. If it was made before a key or a passphrase was changed, use what you had then. Nothing was changed."}
	case vault.CodeNoKeyFile:
		return nil, &dialog.Error{Code: dialog.Damaged, Err: err,
			Message: "This file does not open with the keys of the record. It is damaged, or no backup at all; or it was made elsewhere or under an earlier key, and then the file of the same name that ends in .keys has to be beside it. Nothing was changed."}
	}
	if err != nil {
		return nil, backupFault(err)
	}
	r.more = append(r.more, keys)
	return keys, nil
}

// backupFault words what keeps a backup from being opened.
func backupFault(err error) error {
	if err == nil {
		return nil
	}
	message := ""
	code := dialog.Damaged
	switch vault.CodeOf(err) {
	case vault.CodeWrongKey:
		message = "This backup does not open under its key: it is damaged, or another record's."
	case vault.CodeUnsealed:
		code, message = dialog.Foreign, "This file is not sealed, so it is no backup of a record of this program."
	case vault.CodeKeyFileDamaged, vault.CodeKeyFileAltered, vault.CodeWeakened:
		message = "The key file beside this backup is not as it was written. Please take another backup."
	case vault.CodeNewer:
		code, message = dialog.Newer, "A newer version of the program made this backup. Please update the program."
	}
	if message == "" {
		if errors.Is(err, os.ErrNotExist) {
			return &dialog.Error{Code: dialog.NotFound, Message: "There is no such backup. Nothing was changed. Please check the name of the file.", Err: err}
		}
		return err
	}
	return &dialog.Error{Code: code, Message: message, Err: err}
}

// ringOf opens the key file of the record that a backup may take the place of, and
// makes sure that whoever asks may do that. Where the record does not open, nobody
// can say what their role is, and whoever has a passphrase may.
func (f *flags) ringOf(ctx context.Context, env Env, dir string) (*ring, error) {
	door, err := f.door(env)
	if err != nil {
		return nil, err
	}
	r := &ring{door: door}
	if r.who, err = f.entrant(env); err != nil {
		return nil, err
	}
	if !door.New() {
		v, err := door.Unlock(ctx, r.who.name, r.who.passphrase)
		switch code := dialog.ErrorCode(err); {
		case err == nil:
			may := v.May(dialog.PermRestore)
			if err := door.Lock(); err != nil {
				return nil, err
			}
			if !may {
				return nil, store.Denied(dialog.PermRestore)
			}
		case code != dialog.Damaged && code != dialog.Conflict:
			return nil, err
		}
	}
	if _, err := os.Lstat(store.KeysPath(dir)); err != nil {
		return r, nil
	}
	r.own, err = door.OpenKeys(r.who.name, r.who.passphrase)
	if code := dialog.ErrorCode(err); err != nil && code != dialog.Damaged {
		return nil, err
	}
	return r, nil
}

// target says how a backup takes the place of the record.
func (r *ring) target(t backup.Target, file string) (backup.Target, error) {
	key, err := r.keyFor(file)
	if err != nil {
		return t, err
	}
	t.Keys, t.Key = store.KeysPath(t.Dir), key
	if r.own == nil { // the keys come with the backup
		t.BringKeys, t.KeysRevision = true, r.more[0].Revision()
		return t, nil
	}
	t.KeysRevision = r.own.Revision()
	own, err := r.own.KeyFor(store.FilePath(t.Dir))
	if err != nil {
		own = r.own.Current()
	}
	if own != key {
		t.Key, t.BackupKey = own, key
	}
	return t, nil
}
