package cli

import (
	"context"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store/vault"
)

// What follows lets workers in and out from the screens. The lock of doors is held
// throughout, so that the record is not closed in the middle of it.

// ChangePassphrase puts a new passphrase in the place of the worker's own.
func (d *doors) ChangePassphrase(_ context.Context, old, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.f.demo {
		return errDemoPassphrase
	}
	return d.door.ChangePassphrase(old, passphrase)
}

// HasPassphrase reports whether the worker of this name has a passphrase here.
func (d *doors) HasPassphrase(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.door.HasPassphrase(name)
}

var errDemoPassphrase = &dialog.Error{Code: dialog.Denied, Message: "The passphrase of the demo is filled in for everybody and stays as it is."}

// LetIn makes somebody a worker.
func (d *doors) LetIn(ctx context.Context, w dialog.Worker, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.door.LetIn(ctx, w, passphrase)
}

// ChangeWorker replaces the role and the team of the worker of this name.
func (d *doors) ChangeWorker(ctx context.Context, w dialog.Worker) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.door.Change(ctx, w)
}

// ResetPassphrase gives a worker who has lost theirs another.
func (d *doors) ResetPassphrase(ctx context.Context, name, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.f.demo && vault.SameWorker(name, demo.Worker) {
		return errDemoPassphrase
	}
	err := d.door.ResetPassphrase(ctx, name, passphrase)
	if err == nil {
		d.f.log(d.env, eventReset, "")
	}
	return err
}

// Leave takes a worker out and gives the record a new key. What looks after the
// backups uses the record under the old one, so it comes to its end before and
// begins again after it.
func (d *doors) Leave(ctx context.Context, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.keep != nil {
		d.keep.rest()
		d.keep = nil
	}
	err := d.door.Leave(ctx, name)
	if d.door.Store() != nil {
		d.keep = d.f.keeping(d.ctx, d.env, d.door)
	}
	return err
}

// ReplaceRecovery makes a new recovery key.
func (d *doors) ReplaceRecovery(context.Context) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	recovery, err := d.door.ReplaceRecovery()
	if err == nil {
		d.f.keyMade(d.env)
	}
	return recovery, err
}
