package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"alongside/dialog"
	"alongside/store"
)

// entered opens the record for a command: it is there, whoever asks may open it,
// and nobody else has it open. Lock it again.
func (f *flags) entered(ctx context.Context, env Env, p dialog.Permission) (*store.Door, error) {
	door, err := f.door(env)
	if err != nil {
		return nil, err
	}
	if door.New() {
		return nil, &dialog.Error{Code: dialog.NotFound, Message: "There is no record in this folder yet. To make one: " + f.command()}
	}
	e, err := f.entrant(env)
	if err != nil {
		return nil, err
	}
	v, err := door.Unlock(ctx, e.name, e.passphrase)
	if err != nil {
		return nil, err
	}
	if !v.May(p) {
		return nil, errors.Join(store.Denied(p), door.Lock())
	}
	return door, nil
}

// setUp makes the record in plain mode, where somebody types or gives the first
// passphrase.
func (f *flags) setUp(ctx context.Context, env Env, d *doors) (*opened, error) {
	e := entrant{name: f.worker}
	a, err := f.asker(env)
	if err != nil {
		return nil, err
	}
	a.ask("There is no record here yet. It will be made now, sealed, on this computer.\n")
	if e.name == "" {
		if e.name, err = a.name("Your name, as colleagues know it: "); err != nil {
			return nil, err
		}
	}
	if e.passphrase, err = a.newPassphrase(); err != nil {
		return nil, err
	}
	recovery, o, err := d.SetUp(ctx, e.name, e.passphrase)
	if err != nil {
		return nil, err
	}
	if err := tellRecovery(env.Out, recovery); err != nil {
		return nil, errors.Join(err, d.close(ctx, false))
	}
	if err := a.askBack(recovery); err != nil {
		return nil, errors.Join(err, d.close(ctx, false))
	}
	d.RecoveryChecked()
	return o.(*opened), nil
}

// tellRecovery prints the recovery key, this once.
func tellRecovery(out io.Writer, recovery string) error {
	_, err := fmt.Fprintf(out, "The recovery key, which is shown only now:\n\n  %s\n\n"+
		"It opens the record when every passphrase is lost, for whoever has it. Write it down, and keep it away from this computer.\n", recovery)
	return err
}
