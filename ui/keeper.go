// Package ui is the root of the full-screen program: it keeps the stack of
// screens, hands messages to the one on top, and draws the line about the person
// above it and the keys below. Only it returns a tea.View, and only it knows
// which screen follows which.
package ui

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/term"
)

// Keeper is what the screens ask of the store, all in one; each of them declares
// the part it needs. Every call may wait for the disk and is made in a command.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Record(ctx context.Context, person dialog.ID) (*dialog.Record, error)
	Caseload(ctx context.Context) ([]dialog.Summary, error)
	Rules(ctx context.Context) (dialog.Rules, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
}

// Options are what the program knows before its first screen.
type Options struct {
	Keeper   Keeper
	Demo     bool             // the made-up record: marked on every screen, its list open
	ReadOnly bool             // nothing can be saved; said on every screen
	Unsealed bool             // the record is not encrypted; said on every screen
	Warning  string           // one sentence to show first, such as a clock that is behind the record
	Version  string           // of the program
	Rules    dialog.Rules     // the service's settings as they stand
	Workers  []dialog.Worker  // who is known to the record; empty on the first run
	Text     *instrument.Text // the words of the measure
	Now      func() time.Time // the clock
	Mode     term.Mode        // what the terminal can do
}
