// Package settings holds the screens about the program itself: the service's
// settings, who can open the record and with which passphrase, and what happens to
// the answers.
package settings

import (
	"context"

	"alongside/dialog"
)

// Keeper is what these screens ask of the store.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
	// May reports what the role of whoever is in allows. It does not wait.
	May(dialog.Permission) bool
}

// notSaved says that something is not saved, why, and how to try again.
func notSaved(err error, again string) string {
	return "NOT SAVED. " + dialog.ErrorMessage(err) + " " + again
}
