package caseload

import (
	"cmp"
	"math"

	"alongside/dialog"
	"alongside/dialog/text"
)

// row is one person of the caseload with what they are searched and ordered by, which
// is kept apart from the rest: ten thousand are sorted at once.
// A row is made once and never changed, so that commands may read it.
type row struct {
	*dialog.Summary
	key    string // the bytes of the id: which row it is when the list changes
	name   string // family and given name, folded
	called string // preferred name, folded
	local  string // local patient id, folded
	draft  bool   // there is a draft to come back to
	due    dialog.Due
	rank   int // of the due state among those on the list
	on     int // the review date as a number that sorts; those not known last
}

// makeRow prepares a summary for searching, ordering and drawing on a day.
func makeRow(s *dialog.Summary, rules dialog.Rules, today dialog.Date) *row {
	p := &s.Person
	r := &row{
		Summary: s,
		key:     string(p.ID[:]),
		name:    text.Fold(p.Family + " " + p.Given),
		called:  text.Fold(p.Preferred),
		local:   text.Fold(p.LocalPatientID),
		draft:   !s.DraftID.IsZero(),
	}
	r.setDue(rules, today)
	return r
}

// setDue works out what is due on a day, and where that puts the row.
func (r *row) setDue(rules dialog.Rules, today dialog.Date) {
	r.due = r.Due(rules, today)
	switch r.due.State {
	case dialog.Overdue:
		r.rank = 0
	case dialog.DueFirst:
		r.rank = 1
	case dialog.DueSoon:
		r.rank = 2
	case dialog.NotDue:
		r.rank = 3
	case dialog.NotAsked:
		r.rank = 4
	}
	r.on = sortable(r.due.On)
}

// sortable is a date as a number, those not recorded last.
func sortable(d dialog.Date) int {
	if d.IsZero() {
		return math.MaxInt
	}
	return (d.Year*12+int(d.Month))*31 + d.Day
}

// isDue reports whether a DIALOG should be offered now: the review date has
// passed or is near, or there was none yet.
func (r *row) isDue() bool {
	return r.due.State == dialog.Overdue || r.due.State == dialog.DueSoon || r.due.State == dialog.DueFirst
}

// order is one of the ways in which the caseload can be sorted. Unfinished
// drafts stand on top in all of them.
type order int

const (
	dueFirst order = iota
	nameOrder
	latestFirst
	orderCount
)

// String says the order in words, as the end of "Sorted by".
func (o order) String() string {
	switch o {
	case nameOrder:
		return "name"
	case latestFirst:
		return "latest DIALOG"
	default:
		return "what is due"
	}
}

// compare is the order as a function for sorting. What comes later is looked at where
// what comes first is the same, and mostly it is not.
func (o order) compare(a, b *row) int {
	if c := cmp.Compare(draftRank(a), draftRank(b)); c != 0 {
		return c
	}
	if c := o.compareWithin(a, b); c != 0 {
		return c
	}
	if c := cmp.Compare(a.name, b.name); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(sortable(a.Person.BirthDate), sortable(b.Person.BirthDate)), cmp.Compare(a.key, b.key))
}

func draftRank(r *row) int {
	if r.draft {
		return 0
	}
	return 1
}

func (o order) compareWithin(a, b *row) int {
	switch o {
	case dueFirst:
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.on, b.on))
	case latestFirst:
		return b.Last.Compare(a.Last)
	default:
		return 0
	}
}
