// Package talk holds the conversation around the items. For now that is goals:
// what the person wants, in their own words, and how near it feels.
//
// The 0 to 10 of a goal is Alongside's own scale, and the screens say so. Nothing
// is chosen beforehand, Enter alone records nothing, and the earlier rating of a
// goal appears only once the new one is on the disk, so that it is not what the
// person answers to. A goal can be skipped; skipping records nothing.
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
	// Languages are those that a copy can be written in; none for that of Text alone.
	Languages []*instrument.Text
	Rules     dialog.Rules
	Now       func() time.Time
	// Directory is the service's own, of what there is nearby; nil for none.
	Directory *dialog.Directory
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

func tell(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
