// Package sending is the screen about what goes to the central system of the service:
// how much is not there yet, what was kept back and why, and a way to try again.
package sending

import (
	"context"
	"fmt"

	"alongside/dialog"
)

// Centre is what the screen asks of whatever sends. Every call may wait, Send for the
// network, and is made in a command.
type Centre interface {
	Sending(ctx context.Context) (State, error)
	Send(ctx context.Context, now bool) (State, error)
	Parked(ctx context.Context) ([]Parked, error)
	Again(ctx context.Context, person, assessment dialog.ID) error
	MaySend() bool
}

// State is how much is not sent.
type State struct {
	Centre          string // its address; "" where none is set, and nothing is said of it then
	Waiting, Parked int
	Days            int    // since the first of it was recorded
	Problem         string // what ended the last try early; "" where nothing did
}

// Words say it in one line.
func (s State) Words() string {
	said := s.Short()
	if s.Parked > 0 {
		said += fmt.Sprintf(", %d kept back", s.Parked)
	}
	return said
}

// Short says it without what was kept back, for a narrow window.
func (s State) Short() string {
	n := s.Waiting + s.Parked
	switch {
	case s.Centre == "":
		return "No centre is set. Nothing is sent."
	case n == 0:
		return "Everything is sent"
	}
	said := fmt.Sprintf("%d not yet sent", n)
	switch s.Days {
	case 0:
		said += ", oldest today"
	case 1:
		said += ", oldest 1 day"
	default:
		said += fmt.Sprintf(", oldest %d days", s.Days)
	}
	return said
}

// Parked is one assessment that was kept back.
type Parked struct {
	Person, Assessment dialog.ID
	Name               string // of the person, or that it is somebody else's
	Done               dialog.When
	Why                string
}

// Changed tells the root how much is not sent now.
type Changed struct{ State State }
