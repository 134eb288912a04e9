// Package intake is the screen that takes people, or their history, in from a file
// that another program wrote: which file it is, what its columns hold or who its
// people are, what would come of it, and then all of it or nothing.
package intake

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Keeper is what the screen asks of the store and of the files. Every call may wait
// for the disk and is made in a command.
type Keeper interface {
	NewID() dialog.ID
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
	Record(ctx context.Context, person dialog.ID) (*dialog.Record, error)
	// ElsewhereOf says of each of some people whether they are in the record already,
	// on another caseload.
	ElsewhereOf(ctx context.Context, people []dialog.Person) ([]bool, error)
	// ReadFile reads an ordinary file that is to be taken in.
	ReadFile(ctx context.Context, path string) ([]byte, error)
	// TakeInFile records what comes from a file, all of it or nothing. Mine puts
	// everybody who is added on the worker's caseload.
	TakeInFile(ctx context.Context, file dialog.FileTakenIn, groups [][]dialog.Change, mine bool) error
}

// Options are what the screen is made with.
type Options struct {
	Keeper Keeper
	Text   *instrument.Text
	Now    func() time.Time
	Demo   bool
}

// Done tells the root that something was taken in, and says what.
type Done struct{ Said string }
