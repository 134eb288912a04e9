package dialog

import (
	"errors"
	"slices"
	"strings"
	"time"

	"alongside/dialog/text"
)

// Manner is how people meet.
type Manner string

// The manners of meeting.
const (
	InPerson Manner = "in-person"
	ByPhone  Manner = "phone"
	ByVideo  Manner = "video"
)

// Meeting is an appointment that was agreed.
type Meeting struct {
	ID         ID             `json:"meeting"`
	On         Date           `json:"on"`
	Time       string         `json:"time,omitempty"` // 14:30; empty where only the day is known
	Manner     Manner         `json:"manner"`
	Place      string         `json:"place,omitempty"`
	Assessment ID             `json:"assessment,omitzero"` // the DIALOG at whose end it was agreed
	Agreed     When           `json:"-"`
	Worker     ID             `json:"-"` // who recorded it first
	Before     []Was[Meeting] `json:"-"`
	Struck     Struck         `json:"-"`
}

// MeetingArranged records a meeting, or moves it.
type MeetingArranged struct{ Meeting }

// Kind names what the entry says.
func (*MeetingArranged) Kind() Kind { return KindMeeting }

// Meeting returns the meeting with that id, or nil.
func (r *Record) Meeting(id ID) *Meeting {
	return find(r.Meetings, func(v *Meeting) bool { return v.ID == id })
}

// NextMeeting returns the first meeting on a day or after it, or nil.
func (r *Record) NextMeeting(from Date) *Meeting {
	var next *Meeting
	for i := range r.Meetings {
		m := &r.Meetings[i]
		if m.Struck.Out() || m.On.Before(from) {
			continue
		}
		if next == nil || m.On.Before(next.On) || m.On == next.On && m.Time < next.Time {
			next = m
		}
	}
	return next
}

func (b *MeetingArranged) validate() error {
	switch {
	case b.ID.IsZero():
		return invalid("A meeting needs an identifier.")
	case b.On.IsZero():
		return invalid("Please write on which day you meet.")
	case !slices.Contains([]Manner{InPerson, ByPhone, ByVideo}, b.Manner):
		return invalid("How do you meet? Please choose in person, by phone, or by video.")
	}
	return errors.Join(checkDay(b.On), checkClock(b.Time), checkText("The place", b.Place, text.Line))
}

// ParseClock reads a time of day as people write it, 9:30, 9.30, 0930 or 2pm, and
// returns it as 09:30; "" stays "".
func ParseClock(s string) (string, error) {
	s = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, ".", ":"), " ", ""))
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{"15:04", "1504", "3:04pm", "3pm"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.Format("15:04"), nil
		}
	}
	return "", invalid("Please write the time as 9:30 or 14:30, or leave it open.")
}

// checkClock says whether a time of day, which may be left open, has the form
// 14:30.
func checkClock(s string) error {
	if s == "" {
		return nil
	}
	if at, err := time.Parse("15:04", s); err != nil || at.Format("15:04") != s {
		return invalid("Please write the time as 09:30 or 14:30, or leave it open.")
	}
	return nil
}

func checkMeeting(r *Record, b *MeetingArranged) error {
	if old := r.Meeting(b.ID); old != nil && old.Struck.Out() {
		return conflict("That meeting was struck out.")
	}
	if !b.Assessment.IsZero() && r.Assessment(b.Assessment) == nil {
		return missing("That assessment is not in this person's record.")
	}
	return nil
}

func applyMeeting(r *Record, b *MeetingArranged, e *Entry) {
	m := b.Meeting
	m.Agreed, m.Worker = e.DoneAt, e.Worker
	old := r.Meeting(m.ID)
	if old == nil {
		r.Meetings = append(r.Meetings, m)
		return
	}
	was := *old
	was.Before = nil
	m.Struck, m.Worker = old.Struck, old.Worker
	m.Before = append(old.Before, Was[Meeting]{Value: was, Until: e.DoneAt, By: e.Worker})
	*old = m
}
