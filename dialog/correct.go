package dialog

import "fmt"

// Was is what stood in the record before somebody amended it. It stays in view.
type Was[T any] struct {
	Value  T
	Until  When   // when it was amended
	By     ID     // the worker who did
	Reason string // why; empty where it was amended on the day it was recorded
}

// Struck says that something was recorded in error: it stays in view and counts
// nowhere. The zero Struck says that it was not.
type Struck struct {
	Reason string
	At     When
	By     ID // the worker who struck it out
}

// Out reports whether it was struck out.
func (s Struck) Out() bool { return s.Reason != "" }

// Part names a kind of thing that can be struck out by itself. A note is taken out
// by recording an empty one, and an answer by recording another state; both with
// a reason.
type Part string

// The parts that can be struck out.
const (
	PartGoal           Part = "goal"
	PartAction         Part = "action"
	PartMeeting        Part = "meeting"
	PartEvent          Part = "event"
	PartCircumstance   Part = "circumstance"
	PartCharacteristic Part = "characteristic"
	PartSupporter      Part = "supporter"
)

// PartStruckOut marks a goal, an action and the like as recorded in error.
type PartStruckOut struct {
	Part   Part   `json:"part"`
	ID     ID     `json:"id"`
	Reason string `json:"reason"`
}

// Kind names what the entry says.
func (*PartStruckOut) Kind() Kind { return KindPartStruck }

func (b *PartStruckOut) validate() error {
	switch b.Part {
	case PartGoal, PartAction, PartMeeting, PartEvent, PartCircumstance, PartCharacteristic, PartSupporter:
		return reasonGiven(b.Reason)
	}
	return invalid("That cannot be struck out.")
}

// struck returns where it is kept whether a part was struck out, or nil when the
// record has no such part.
func (r *Record) struck(part Part, id ID) *Struck {
	switch part {
	case PartGoal:
		if g := r.Goal(id); g != nil {
			return &g.Struck
		}
	case PartAction:
		if a := r.Action(id); a != nil {
			return &a.Struck
		}
	case PartMeeting:
		if m := r.Meeting(id); m != nil {
			return &m.Struck
		}
	case PartEvent:
		if e := r.Event(id); e != nil {
			return &e.Struck
		}
	case PartCircumstance:
		if c := r.Circumstance(id); c != nil {
			return &c.Struck
		}
	case PartCharacteristic:
		if c := r.Characteristic(id); c != nil {
			return &c.Struck
		}
	case PartSupporter:
		if s := r.Supporter(id); s != nil {
			return &s.Struck
		}
	}
	return nil
}

func checkPart(r *Record, b *PartStruckOut) error {
	switch s := r.struck(b.Part, b.ID); {
	case s == nil:
		return missing("That is not in this person's record.")
	case s.Out():
		return conflict("That was struck out already.")
	}
	return nil
}

// applyPart strikes out a part. Where two laptops did, the first reason stays.
func applyPart(r *Record, b *PartStruckOut, e *Entry) {
	if s := r.struck(b.Part, b.ID); s != nil && !s.Out() {
		*s = Struck{Reason: b.Reason, At: e.DoneAt, By: e.Worker}
	}
}

// checkAmend says whether something recorded on one day may be amended on
// another: not where it was struck out, and on a later day only with a reason.
func checkAmend(what string, s Struck, recorded, now When, reason string) error {
	if s.Out() {
		return conflict(fmt.Sprintf("That %s was struck out.", what))
	}
	if recorded.Date().Before(now.Date()) && reason == "" {
		return conflict(fmt.Sprintf("That %s was recorded on an earlier day. Changing it needs a reason.", what))
	}
	return nil
}

// checkDay says whether a day that may be left open is one the calendar has.
func checkDay(d Date) error {
	if d.IsZero() {
		return nil
	}
	_, err := MakeDate(d.Year, d.Month, d.Day)
	return err
}
