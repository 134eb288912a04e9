package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// Aspect is one side of a person's circumstances that goals are often about.
type Aspect string

// The aspects. Accommodation type is left out: its labels could not be verified.
const (
	Employment  Aspect = "employment"            // EMPLOYMENT STATUS
	WeeklyHours Aspect = "weekly-hours"          // WEEKLY HOURS WORKED
	SettledHome Aspect = "settled-accommodation" // SETTLED ACCOMMODATION INDICATOR
)

// Aspects returns all aspects in the order they are asked.
func Aspects() []Aspect { return []Aspect{Employment, WeeklyHours, SettledHome} }

// Coded is a code of the NHS Data Dictionary with what it means.
type Coded struct{ Code, Label string }

// Codes returns the codes of an aspect with their meaning, after the NHS Data
// Dictionary (the code sets that the Mental Health Services Data Set version 6
// accepts in table MHS004 and MHS003). What a person does not want to say and what
// is not known have codes of their own where the dictionary has them.
func (a Aspect) Codes() []Coded {
	switch a {
	case Employment:
		return []Coded{
			{"01", "employed"},
			{"02", "unemployed and actively seeking work"},
			{"03", "in education or training, not working or seeking work"},
			{"04", "long-term sick or disabled, receiving benefits for it"},
			{"05", "homemaker, not working or seeking work"},
			{"06", "not receiving benefits, and not working or seeking work"},
			{"07", "unpaid voluntary work, not working or seeking work"},
			{"08", "retired"},
			{"ZZ", "not stated (asked, and not wanting to say)"},
		}
	case WeeklyHours:
		return []Coded{{"01", "30 hours or more"}, {"02", "16 to 29 hours"}, {"03", "5 to 15 hours"}, {"04", "1 to 4 hours"},
			{"97", "not stated (asked, and not wanting to say)"}, {"98", "not applicable"}, {"99", "not known"}}
	case SettledHome:
		return []Coded{{"Y", "settled accommodation"}, {"N", "not in settled accommodation"},
			{"Z", "not stated (asked, and not wanting to say)"}, {"9", "not known"}}
	}
	return nil
}

// Label returns what a code of an aspect means, "" for a code it does not have.
func (a Aspect) Label(code string) string {
	for _, c := range a.Codes() {
		if c.Code == code {
			return c.Label
		}
	}
	return ""
}

// Circumstance is one aspect of a person's circumstances from a day on.
type Circumstance struct {
	ID     ID                  `json:"circumstance"`
	Aspect Aspect              `json:"aspect"`
	Code   string              `json:"code"`
	From   Date                `json:"from"`
	Added  When                `json:"-"`
	Worker ID                  `json:"-"` // who recorded it first
	Before []Was[Circumstance] `json:"-"`
	Struck Struck              `json:"-"`
}

// CircumstanceRecorded records a circumstance or amends it. Amending it on a later
// day than it was recorded needs a reason.
type CircumstanceRecorded struct {
	Circumstance
	Reason string `json:"reason,omitempty"`
}

// Kind names what the entry says.
func (*CircumstanceRecorded) Kind() Kind { return KindCircumstance }

// Circumstance returns the circumstance with that id, or nil.
func (r *Record) Circumstance(id ID) *Circumstance {
	return find(r.Circumstances, func(v *Circumstance) bool { return v.ID == id })
}

// CircumstancesOf returns what is known of one aspect, earliest first, without
// what was struck out.
func (r *Record) CircumstancesOf(a Aspect) []*Circumstance {
	var all []*Circumstance
	for i := range r.Circumstances {
		if c := &r.Circumstances[i]; c.Aspect == a && !c.Struck.Out() {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(x, y *Circumstance) int { return x.From.Compare(y.From) })
	return all
}

func (b *CircumstanceRecorded) validate() error {
	switch {
	case b.ID.IsZero():
		return invalid("A circumstance needs an identifier.")
	case b.Aspect.Label(b.Code) == "":
		return invalid("Please choose one of the answers in the list.")
	case b.From.IsZero():
		return invalid("Please write since when.")
	}
	return errors.Join(checkDay(b.From), checkText("The reason", b.Reason, text.Line))
}

func checkCircumstance(r *Record, b *CircumstanceRecorded, at When) error {
	if old := r.Circumstance(b.ID); old != nil {
		return checkAmend("fact", old.Struck, old.Added, at, b.Reason)
	}
	return nil
}

func applyCircumstance(r *Record, b *CircumstanceRecorded, e *Entry) {
	c := b.Circumstance
	c.Added, c.Worker = e.DoneAt, e.Worker
	old := r.Circumstance(c.ID)
	if old == nil {
		r.Circumstances = append(r.Circumstances, c)
		return
	}
	was := *old
	was.Before = nil
	c.Added, c.Worker, c.Struck = old.Added, old.Worker, old.Struck
	c.Before = append(old.Before, Was[Circumstance]{Value: was, Until: e.DoneAt, By: e.Worker, Reason: b.Reason})
	*old = c
}
