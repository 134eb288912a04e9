package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// Supporter is somebody whom the person chose to have at their side, such as a
// carer, a relative or a friend, with what they may be told. Nobody may be told
// anything unless the person said so, on a day.
type Supporter struct {
	ID        ID               `json:"supporter"`
	Name      string           `json:"name"`
	Relation  string           `json:"relation,omitempty"` // to the person, in words: her sister
	Reach     string           `json:"reach,omitempty"`    // how to reach them, in words
	Carer     bool             `json:"carer,omitempty"`    // looks after the person, unpaid
	Share     []Share          `json:"share,omitempty"`    // what they may be told, each once; none: nothing
	Consent   Date             `json:"consent,omitzero"`   // the day on which the person said so
	Withdrawn Date             `json:"withdrawn,omitzero"` // the day on which the person took it back
	Ended     Date             `json:"ended,omitzero"`     // the day from which they are no longer a supporter
	Added     When             `json:"-"`
	Worker    ID               `json:"-"` // who recorded it first
	Before    []Was[Supporter] `json:"-"`
	Struck    Struck           `json:"-"`
}

// Share is one thing that a supporter may be told.
type Share string

// What may be shared.
const (
	ShareMeetings Share = "meetings" // that there are appointments, and when
	ShareAgreed   Share = "agreed"   // what was agreed
	ShareRatings  Share = "ratings"  // how things are rated
)

// Shares returns all of them in the order they are offered.
func Shares() []Share { return []Share{ShareMeetings, ShareAgreed, ShareRatings} }

// SupporterRecorded adds a supporter or replaces what was recorded about them. What
// it was before stays in view; no reason is asked, since the person may change their
// mind at any time.
type SupporterRecorded struct{ Supporter }

// Kind names what the entry says.
func (*SupporterRecorded) Kind() Kind { return KindSupporter }

// Supporter returns the supporter with that id, or nil.
func (r *Record) Supporter(id ID) *Supporter {
	return find(r.Supporters, func(v *Supporter) bool { return v.ID == id })
}

// ChosenSupporters returns those whom the person has at their side now, in the order
// they were first recorded.
func (r *Record) ChosenSupporters() []*Supporter {
	var now []*Supporter
	for i := range r.Supporters {
		if s := &r.Supporters[i]; s.Ended.IsZero() && !s.Struck.Out() {
			now = append(now, s)
		}
	}
	return now
}

// MayKnow returns what the supporter may be told now.
func (s *Supporter) MayKnow() []Share {
	if s.Struck.Out() || !s.Ended.IsZero() || !s.Withdrawn.IsZero() || s.Consent.IsZero() {
		return nil
	}
	return slices.Clone(s.Share)
}

// Agree says what may be shared from a day on. What was agreed before and is the
// same stays as it was agreed.
func (s *Supporter) Agree(share []Share, on Date) {
	if slices.Equal(share, s.MayKnow()) {
		return
	}
	s.Share, s.Consent, s.Withdrawn, s.Ended = share, on, Date{}, Date{}
}

func (b *SupporterRecorded) validate() error {
	switch {
	case b.ID.IsZero():
		return invalid("A supporter needs an identifier.")
	case b.Name == "":
		return invalid("Please write the supporter's name.")
	case len(b.Share) > 0 && b.Consent.IsZero():
		return invalid("Please write on which day the person agreed to what is shared.")
	case b.Withdrawn.Before(b.Consent) && !b.Withdrawn.IsZero():
		return invalid("What was agreed cannot be taken back before it was agreed.")
	}
	for i, s := range b.Share {
		if !slices.Contains(Shares(), s) || slices.Contains(b.Share[:i], s) {
			return invalid("Please choose what may be shared from the list, each once.")
		}
	}
	return errors.Join(checkDay(b.Consent), checkDay(b.Withdrawn), checkDay(b.Ended), checkText("The name", b.Name, text.Name),
		checkText("The relation", b.Relation, text.Name), checkText("How to reach them", b.Reach, text.Line))
}

func checkSupporter(r *Record, b *SupporterRecorded, at When) error {
	if old := r.Supporter(b.ID); old != nil && old.Struck.Out() {
		return conflict("That supporter was struck out.")
	}
	for _, d := range []Date{b.Consent, b.Withdrawn, b.Ended} {
		if at.Date().Before(d) {
			return invalid("That day is still to come.")
		}
	}
	return nil
}

func applySupporter(r *Record, b *SupporterRecorded, e *Entry) {
	s := b.Supporter
	s.Added, s.Worker = e.DoneAt, e.Worker
	old := r.Supporter(s.ID)
	if old == nil {
		r.Supporters = append(r.Supporters, s)
		return
	}
	was := *old
	was.Before = nil
	s.Added, s.Worker, s.Struck = old.Added, old.Worker, old.Struck
	s.Before = append(old.Before, Was[Supporter]{Value: was, Until: e.DoneAt, By: e.Worker})
	*old = s
}
