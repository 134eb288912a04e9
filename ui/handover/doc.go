// Package handover is the program as the person has it while the keyboard is theirs:
// one question at a time of one assessment, and nothing else. It is a second root,
// made for the time in which no worker looks at the screen.
//
// What it keeps to:
//
//   - All it can reach is [Assessment], which records an answer to a question that
//     was open when the keyboard was handed over. It holds no record, no name but
//     what the person is called, and no way to ask for either.
//   - It starts without answers. What is given now is shown while the person sits
//     there. After a pause, whatever brought it about, nothing given before it is
//     shown again: somebody else may have sat down.
//   - Ratings are taken as in the interview: nothing is chosen beforehand, Enter
//     never rates, keys that come together cancel each other, a held key counts
//     once, and "saved" stands beside an answer only once it is on the disk.
//   - No key leaves it. It sends [TakeBack] when somebody says that the worker is
//     there, and what proves that is for the root to ask.
//
// Its words are in the language file, which the interview was read in.
package handover

import (
	"context"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Assessment is all that can be reached while the keyboard is handed over. Calls may
// wait for the disk: they are made in commands, one at a time.
type Assessment interface {
	// Rate records what became of a question at a time: a rating from 1 to 7 where the
	// state is Rated, else why there is none. It answers with what the record holds
	// then.
	Rate(ctx context.Context, at dialog.When, d dialog.Domain, state dialog.State, rating int) (Given, error)
	// Wish records the answer to the help question of a question.
	Wish(ctx context.Context, at dialog.When, d dialog.Domain, help dialog.Help) (Given, error)
}

// Given is an answer as the person gave it now.
type Given struct {
	State  dialog.State
	Rating int // 1 to 7 when State is Rated, else 0
	Help   dialog.Help
}

// Options are what it starts from.
type Options struct {
	Assessment Assessment
	Items      []dialog.Domain  // the questions that are open, in the order of the assessment
	Text       *instrument.Text // what the person reads
	Name       string           // what the person is called, safe to show; empty where names are hidden
	PIN        bool             // the worker has a PIN; else taking back locks the record
	Now        func() time.Time // the clock
}

// Message is what this package's commands bring, all of it for the model.
type Message interface{ ofHandover() }

// CarryOn tells the root that the person goes on after a pause.
type CarryOn struct{}

// TakeBack tells the root that somebody says the worker is there.
type TakeBack struct{}

// Settled tells the root that nothing waits for the disk any more, after
// [Model.Leave].
type Settled struct{}
