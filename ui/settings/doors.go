package settings

import (
	"context"

	"alongside/dialog"
	"alongside/ui/field"
)

// Doors lets workers in and out of the record. Every call but Open may take long
// and is made in a command. Errors are *dialog.Error, of which people see the
// message.
type Doors interface {
	// ChangePassphrase puts a new passphrase in the place of the worker's own.
	// NotFound means that the old one is wrong.
	ChangePassphrase(ctx context.Context, old, passphrase string) error
	// HasPassphrase reports whether the worker of this name has a passphrase here.
	HasPassphrase(name string) bool
	// LetIn makes somebody a worker, who opens the record with a passphrase of
	// their own.
	LetIn(ctx context.Context, w dialog.Worker, passphrase string) error
	// ChangeWorker replaces the role and the team of the worker of this name.
	ChangeWorker(ctx context.Context, w dialog.Worker) error
	// ResetPassphrase gives a worker who has lost theirs another.
	ResetPassphrase(ctx context.Context, name, passphrase string) error
	// Leave takes a worker out and gives the record a new key.
	Leave(ctx context.Context, name string) error
	// ReplaceRecovery makes a new recovery key, in groups parted by hyphens.
	ReplaceRecovery(ctx context.Context) (string, error)
	// Open reports whether the record is open. One that could not be given a new
	// key is not. It does no I/O.
	Open() bool
}

// ShowPassphrase asks the root for the form for the worker's own passphrase.
type ShowPassphrase struct{}

// ShowStaff asks the root for the workers of the record.
type ShowStaff struct{}

// NewRecovery asks the root to show a recovery key, this once, and to ask for part
// of it back.
type NewRecovery struct{ Key field.Secret }

// LockNow asks the root to lock the record, and to say why before it is opened
// again.
type LockNow struct{ Why string }
