// Package person is the page of one person, with everything that is written
// about them apart from the assessments themselves: their details, their
// referrals, offers that came to nothing, and striking out what was recorded in
// error.
//
// The [Page] shows what a worker needs to know before speaking: how the person
// can be spoken with, what was left unfinished, what came last and what is due.
// Opening it is recorded. What is done on the page itself is a part of it (see
// part); everything bigger is a message to the root, such as [StartInterview].
// The [Editor] is the form for a person who is not in the record yet, the [Other]
// the one that opens the record of somebody on another caseload.
package person

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Keeper is what the page asks of the store.
type Keeper interface {
	// NewID makes an identifier. It does not wait for anything.
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Record(ctx context.Context, person dialog.ID) (*dialog.Record, error)
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
	// OpenOther opens the record of somebody who is on another caseload, and
	// writes down why.
	OpenOther(ctx context.Context, by dialog.Identifiers, reason string) (dialog.ID, error)
	// Worker is who records, and May what their role allows. Neither waits.
	Worker() dialog.Worker
	May(dialog.Permission) bool
}

// Options are what the page and the form start from.
type Options struct {
	Keeper Keeper
	Worker dialog.ID // who records
	Rules  dialog.Rules
	Text   *instrument.Text // the words of the measure
	Now    func() time.Time
	Demo   bool // NHS numbers are those of made-up people

	// Masked says whether names are hidden now, so that two people cannot be compared;
	// nil for never.
	Masked func() bool
}

func (o Options) masked() bool { return o.Masked != nil && o.Masked() }

func (o Options) today() dialog.Date { return dialog.DateOf(o.Now()) }

// change is something about a person that happens now.
func (o Options) change(person dialog.ID, body dialog.Body) dialog.Change {
	return dialog.Change{Person: person, Worker: o.Worker, DoneAt: dialog.At(o.Now()), Body: body}
}
