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
	"alongside/ui/settings"
	"alongside/ui/term"
	"alongside/ui/unlock"
)

// Keeper is what the screens ask of the store, all in one; each of them declares
// the part it needs. Every call may wait for the disk and is made in a command.
type Keeper interface {
	NewID() dialog.ID
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Record(ctx context.Context, person dialog.ID) (*dialog.Record, error)
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
	Rules(ctx context.Context) (dialog.Rules, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
	OpenOther(ctx context.Context, by dialog.Identifiers, reason string) (dialog.ID, error)
	LatestAudit(ctx context.Context, most int) ([]dialog.AuditLine, error)
}

// Opened is a record as one worker may use it, as the way into it was opened.
type Opened interface {
	Keeper
	Worker() dialog.Worker
	May(dialog.Permission) bool
	ReadOnly() bool  // nothing can be saved; said on every screen
	Warning() string // one sentence to show first, such as a clock that is behind the record; or ""
}

// Doors is the way into the record and out of it. The Opened of package unlock is
// an Opened of this package.
type Doors interface {
	unlock.Doors
	settings.Doors
	// Lock closes the record and drops its keys. What was opened is of no use
	// afterwards.
	Lock(ctx context.Context) error
}

// Options are what the program knows before its first screen.
type Options struct {
	Doors      Doors              // the way into the record
	Name       string             // of the worker, to fill in where the record is unlocked; empty for none
	Passphrase string             // likewise; of the demo alone
	Pick       func(n int) int    // chooses at random which groups of the recovery key are asked for
	Demo       bool               // the made-up record: marked on every screen, its list open
	Version    string             // of the program
	Text       *instrument.Text   // the words of the measure
	Languages  []*instrument.Text // those that the person can read it in, Text first; none for Text alone
	Directory  *dialog.Directory  // the service's own; nil for none
	Now        func() time.Time   // the clock
	Mode       term.Mode          // what the terminal can do

	// Opened is a record that is open already, for which there are no Doors.
	Opened Opened
}
