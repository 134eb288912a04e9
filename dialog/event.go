package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// EventKind says what happened in a life.
type EventKind string

// The kinds of life event. They are Alongside's own and are marks on a chart, not
// causes of anything.
const (
	StartedWork  EventKind = "started-work"
	LeftWork     EventKind = "left-work"
	StartedStudy EventKind = "started-study"
	Moved        EventKind = "moved"
	Admitted     EventKind = "admitted"
	LeftHospital EventKind = "left-hospital"
	LostSomeone  EventKind = "lost-someone"
	Joined       EventKind = "joined" // a group, a course, a club
	OtherEvent   EventKind = "other"  // said in words
)

// EventKinds returns all kinds in the order they are offered.
func EventKinds() []EventKind {
	return []EventKind{StartedWork, LeftWork, StartedStudy, Joined, Moved, Admitted, LeftHospital, LostSomeone, OtherEvent}
}

// Event is something that happened in the person's life on a day.
type Event struct {
	ID     ID           `json:"event"`
	What   EventKind    `json:"what"`
	On     Date         `json:"on"`
	Note   string       `json:"note,omitempty"`
	Added  When         `json:"-"`
	Worker ID           `json:"-"` // who recorded it first
	Before []Was[Event] `json:"-"`
	Struck Struck       `json:"-"`
}

// EventRecorded records a life event or amends it. Amending it on a later day than
// it was recorded needs a reason.
type EventRecorded struct {
	Event
	Reason string `json:"reason,omitempty"`
}

// Kind names what the entry says.
func (*EventRecorded) Kind() Kind { return KindEvent }

// Event returns the life event with that id, or nil.
func (r *Record) Event(id ID) *Event {
	return find(r.Events, func(v *Event) bool { return v.ID == id })
}

func (b *EventRecorded) validate() error {
	switch {
	case b.ID.IsZero():
		return invalid("An event needs an identifier.")
	case !slices.Contains(EventKinds(), b.What):
		return invalid("Please choose what happened.")
	case b.On.IsZero():
		return invalid("Please write when it happened.")
	case b.What == OtherEvent && b.Note == "":
		return invalid("Please write what happened.")
	}
	return errors.Join(checkDay(b.On), checkText("The note", b.Note, text.Line), checkText("The reason", b.Reason, text.Line))
}

func checkEvent(r *Record, b *EventRecorded, at When) error {
	if old := r.Event(b.ID); old != nil {
		return checkAmend("event", old.Struck, old.Added, at, b.Reason)
	}
	return nil
}

func applyEvent(r *Record, b *EventRecorded, e *Entry) {
	event := b.Event
	event.Added, event.Worker = e.DoneAt, e.Worker
	old := r.Event(event.ID)
	if old == nil {
		r.Events = append(r.Events, event)
		return
	}
	was := *old
	was.Before = nil
	event.Added, event.Worker, event.Struck = old.Added, old.Worker, old.Struck
	event.Before = append(old.Before, Was[Event]{Value: was, Until: e.DoneAt, By: e.Worker, Reason: b.Reason})
	*old = event
}
