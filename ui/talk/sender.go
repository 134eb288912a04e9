package talk

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
)

// endWithin is the longest wait for the disk when the program ends.
const endWithin = 5 * time.Second

// sender sends what belongs together to the store, one lot at a time, and keeps it
// while it could not be saved. A screen has one; its answers are known by it.
type sender struct {
	o      *Options
	bodies []dialog.Body // what is on its way, or was refused
	busy   bool          // it is on its way
	err    error         // why it was refused
	gone   chan struct{} // closed once the store has answered
}

// answered is what became of a change, for the screen that asked.
type answered struct {
	to        *sender
	committed dialog.Committed
	err       error
}

// send records changes about the person now, all or none.
func (s *sender) send(bodies ...dialog.Body) tea.Cmd {
	if len(bodies) == 0 {
		return nil
	}
	s.bodies, s.busy, s.err, s.gone = bodies, true, nil, make(chan struct{})
	keeper, gone := s.o.Keeper, s.gone
	changes := make([]dialog.Change, len(bodies))
	for i, body := range bodies {
		changes[i] = dialog.Change{Person: s.o.Record.Person.ID, Worker: s.o.Worker, DoneAt: dialog.At(s.o.Now()), Body: body}
	}
	return func() tea.Msg {
		defer close(gone)
		committed, err := keeper.Append(context.Background(), changes...)
		return answered{to: s, committed: committed, err: err}
	}
}

// again sends what was refused once more.
func (s *sender) again() tea.Cmd {
	if s.busy || s.err == nil {
		return nil
	}
	return s.send(s.bodies...)
}

// drop lets go of what was refused.
func (s *sender) drop() { s.bodies, s.err = nil, nil }

// take takes the answer of the store and reports whether the change is on the
// disk. Only a record that holds what was sent counts.
func (s *sender) take(msg answered) bool {
	s.busy = false
	s.err = msg.err
	if s.err == nil && !holdsAll(msg.committed.Record, s.o.Record.Person.ID, s.bodies) {
		s.err = &dialog.Error{Code: dialog.Internal, Message: "The record did not give back what was to be saved."}
	}
	if s.err != nil {
		return false
	}
	s.bodies = nil
	s.o.Record = msg.committed.Record
	return true
}

// refusal says that the change is not saved and why, "" while it is not so.
func (s *sender) refusal() string {
	if s.err == nil {
		return ""
	}
	return "NOT SAVED: " + dialog.ErrorMessage(s.err)
}

// closing waits for what is on its way when the program ends, and tries once more
// what was refused.
func (s *sender) closing() tea.Cmd {
	if !s.busy {
		return s.again()
	}
	gone := s.gone
	return func() tea.Msg {
		select {
		case <-gone:
		case <-time.After(endWithin):
		}
		return nil
	}
}
