// Package team is the screen with the figures of a team or of all teams: the report of
// package figures, to scroll through, for a span and a team that are chosen. Nobody is
// named on it.
package team

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Keeper is what the screen asks of the store.
type Keeper interface {
	Teams(ctx context.Context) ([]string, error)
	EachCounted(ctx context.Context, progress func(done, of int), do func(*dialog.Counted) error) error
}

// Options are what the screen is made with.
type Options struct {
	Keeper Keeper
	Text   *instrument.Text
	Now    func() time.Time
}
