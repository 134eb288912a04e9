// Package settings holds the screens about the program itself: the service's
// settings, and what happens to the answers.
package settings

import (
	"context"

	"alongside/dialog"
)

// Keeper is what these screens ask of the store.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
}

// notSaved says that something is not saved, why, and how to try again.
func notSaved(err error, again string) string {
	return "NOT SAVED. " + dialog.ErrorMessage(err) + " " + again
}
