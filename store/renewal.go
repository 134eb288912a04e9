package store

import (
	"context"
	"errors"
	"path/filepath"

	"alongside/dialog"
	"alongside/store/vault"
)

// carryHead seals the head under the key of the record where a renewal ended
// between putting the record under its new key and doing so.
func (d *Door) carryHead(key *vault.DataKey) error {
	if !d.keys.Renewing() || key != d.keys.Next() {
		return nil
	}
	path := d.path(headName)
	if _, err := vault.ReadHead(path, key); vault.CodeOf(err) != vault.CodeHeadDamaged {
		return nil // it is, or what is wrong with it is said at opening
	}
	h, err := vault.ReadHead(path, d.keys.Current())
	if err != nil {
		return nil // likewise
	}
	return vault.WriteHead(path, key, h, true)
}

// renewedSuffix is the ending of the copy of the record under its next key.
const renewedSuffix = ".renewed.part"

// goOnRenewing brings a renewal to its end at which the program ended, the steps
// being those of package vault. The program may end anywhere in it again.
func (d *Door) goOnRenewing(ctx context.Context) error {
	if d.store.key == d.keys.Next() {
		return d.finishRenewal(ctx)
	}
	return d.startRenewal(ctx)
}

// rekey copies the record under the next key and puts the copy in its place.
func (d *Door) rekey(ctx context.Context) error {
	next := d.keys.Next()
	copied := d.path(fileName) + renewedSuffix
	if err := removePart(copied); err != nil {
		return err
	}
	end, err := d.store.Head(ctx)
	if err != nil {
		return err
	}
	if err := vault.Backup(ctx, d.store.conn, copied, next); err != nil {
		return err
	}
	held, err := d.store.CloseHeld()
	if err != nil {
		return errors.Join(err, removePart(copied))
	}
	head := vault.Head{Sequence: uint64(end.Seq), Digest: end.Digest, Keys: d.keys.Revision()}
	err = vault.Replace(copied, held.Path())
	if err == nil {
		err = vault.WriteHead(filepath.Join(held.dir, headName), next, head, true)
	}
	if err != nil {
		return errors.Join(err, held.Release())
	}
	d.store, err = Open(ctx, d.storeOptions(d.keys, next, held.lock, false))
	return err
}

// finishRenewal takes the old key out of the key file, for which the record is
// closed a moment.
func (d *Door) finishRenewal(ctx context.Context) error {
	held, err := d.store.CloseHeld()
	if err != nil {
		return err
	}
	if err := d.keys.FinishRenewal(held.Path()); err != nil {
		return errors.Join(err, held.Release())
	}
	d.store, err = Open(ctx, d.storeOptions(d.keys, d.keys.Current(), held.lock, false))
	return err
}

// reopened puts the session of whoever is in onto the store as it is now open.
func (d *Door) reopened() {
	if d.store != nil && d.session != nil {
		d.session.now.Store(d.store)
	}
}

// Renew gives the record a new key. Backups made before it stay under the old one,
// with the key files beside them.
func (d *Door) Renew(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermRenewRecordKeys); err != nil {
		return err
	}
	if err := d.startRenewal(ctx); err != nil {
		return doorFault(errors.Join(err, d.shut()))
	}
	return nil
}

// startRenewal begins a renewal without those who leave, and carries it through.
// Where it fails after that, the next opening does.
func (d *Door) startRenewal(ctx context.Context, leaving ...string) error {
	if err := d.keys.BeginRenewal(leaving...); err != nil {
		return err
	}
	if err := d.rekey(ctx); err != nil {
		return err
	}
	if err := d.finishRenewal(ctx); err != nil {
		return err
	}
	d.reopened()
	return nil
}
