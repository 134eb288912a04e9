// Package board is the screen of a worker's own caseload by what there is to look at:
// who is due, wants help, is low or fell, has no goal, or has something past its day;
// and, as a second view, what records lack. It counts, filters and sorts by one thing
// at a time and never adds things up to a score.
package board

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Keeper is what the board asks of the store.
type Keeper interface {
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
}

// Options are what the board is made with.
type Options struct {
	Keeper Keeper
	Worker dialog.ID // whose promises are their own
	Rules  dialog.Rules
	Text   *instrument.Text
	Now    func() time.Time
	Sends  bool // what is finished is sent to a centre
}

// OpenPerson asks the root to open a person's record.
type OpenPerson struct{ ID dialog.ID }
