// Package talk holds the conversation around the items. For now that is goals:
// what the person wants, in their own words, and how near it feels.
package talk

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Keeper is what these screens ask of the store.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
}

// Options are what the screens need to know.
type Options struct {
	Keeper Keeper
	Record *dialog.Record
	Worker dialog.ID
	Text   *instrument.Text
	Now    func() time.Time
	// Assessment is the one that ratings belong to; zero apart from one.
	Assessment dialog.ID
}

// Refresh brings the record as it is now. All screens here take it.
type Refresh struct{ Record *dialog.Record }

// Saved says that a change is on the disk.
type Saved struct{ Committed dialog.Committed }

// Rated says that every active goal was rated or skipped. The screen has nothing
// more to do.
type Rated struct{ Assessment dialog.ID }

// answered is what became of a change, for the screen that asked.
type answered struct {
	to        *token
	committed dialog.Committed
	err       error
}

// token tells one screen's answers from another's.
type token struct{ _ byte }

// keep records one change about the person now.
func keep(o Options, to *token, body dialog.Body) tea.Cmd {
	k := o.Keeper
	change := dialog.Change{Person: o.Record.Person.ID, Worker: o.Worker, DoneAt: dialog.At(o.Now()), Body: body}
	return func() tea.Msg {
		committed, err := k.Append(context.Background(), change)
		return answered{to, committed, err}
	}
}

func tell(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
