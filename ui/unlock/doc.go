// Package unlock stands between people and the record: the screens that set up,
// open and recover it, the cover of an appointment, and the decision when an
// unattended record is covered or locked.
//
// Nothing here ever knows anything about any person of the record. What opens the
// record comes in through [Doors], and what was opened goes out, untouched, in
// [Ready].
//
// # What becomes of passphrases
//
// They are typed into fields that keep bytes and show marks, move from there into
// a field.Secret, and are overwritten as soon as Doors has answered. Nothing
// prints them. What Go cannot promise is said at field.Secret: what Doors is given
// is a string, of which the copy stays in memory until the memory is used again.
package unlock

import (
	"context"
	"time"

	"alongside/dialog"
)

// Opened is the open record, whatever that is. It is passed on and never looked
// at.
type Opened any

// Doors opens the record. Every call but New may take long and is made in a
// command; no two run at once but for Wait, which may be asked at any time.
//
// Errors are *dialog.Error, of which people see the message. Those with the codes
// dialog.Invalid and dialog.NotFound from Unlock mean that the name and the
// passphrase do not belong together; for both the screen says the same words of its
// own, so that nobody learns which names are known.
//
// What was opened stays with the implementation too, which closes it when the
// program ends: a screen may be left between opening and Ready.
type Doors interface {
	// New reports that there is no record yet, so that one is to be set up. It
	// does no I/O.
	New() bool
	// SetUp makes the record with its first worker and returns the recovery key,
	// in groups parted by spaces or hyphens.
	SetUp(ctx context.Context, name, passphrase string) (recovery string, opened Opened, err error)
	// Unlock opens the record.
	Unlock(ctx context.Context, name, passphrase string) (Opened, error)
	// Recover gives the worker of this name a new passphrase and opens the
	// record. The recovery key comes in capital letters and figures, without
	// spaces and hyphens.
	Recover(ctx context.Context, recoveryKey, name, newPassphrase string) (Opened, error)
	// RecoveryChecked is told that part of the recovery key that was made last was
	// typed back.
	RecoveryChecked()
	// Wait is how long it is until the next try is taken; 0 is now.
	Wait() time.Duration
}

// Options are what the screens need.
type Options struct {
	Doors Doors
	// Worker is the name to fill in, empty for none.
	Worker string
	// Passphrase is what to fill in: the demo's, which is no secret.
	Passphrase string
	// Locked says that the record was open and was locked, and that what was
	// begun is kept.
	Locked bool
	// Lost says that something was typed then which the record could not keep.
	Lost bool
	// Pick returns a number from 0 to n-1, each as likely; rand.IntN of
	// math/rand/v2 does. It chooses which groups of the recovery key are asked for.
	Pick func(n int) int
}

// Ready says that the record is open.
type Ready struct{ Opened Opened }

// KeyChecked says that a new recovery key was written down.
type KeyChecked struct{}

// Locked asks the root to lock the record: the PIN was wrong too often.
type Locked struct{}

// Uncovered says that the PIN was given. The root tells Idle and goes back to
// where the appointment was.
type Uncovered struct{}

// NotNow says that the PIN was asked for and is not given now.
type NotNow struct{}

// wrong is said for an unknown name and for a wrong passphrase alike.
const wrong = "That name and passphrase do not open this record."

// sentence is what is said about an error from Unlock.
func sentence(err error) string {
	switch dialog.ErrorCode(err) {
	case dialog.Invalid, dialog.NotFound:
		return wrong
	}
	return dialog.ErrorMessage(err)
}
