package dialog

// Concern is something in a caseload that a worker may want to look at. It says what
// the record has and never how somebody is; nobody is ordered by how many there are.
type Concern uint8

// The concerns, in the order in which they are offered.
const (
	ConcernDue     Concern = iota // a DIALOG is due or overdue, or the first is to be offered
	ConcernDraft                  // a DIALOG is unfinished
	ConcernOffered                // the last offer came to nothing
	ConcernHelp                   // more help was asked for at the latest
	ConcernLow                    // something is rated 3 or lower, or fell
	ConcernNoGoal                 // no goal was ever set
	ConcernPast                   // something that was agreed is past its day
	ConcernUnsent                 // something is not at the centre yet
	ConcernCount   = iota         // how many there are
)

// Concerns is a set of concerns, a bit each.
type Concerns uint16

// Has reports whether a concern is in the set.
func (c Concerns) Has(one Concern) bool { return c&(1<<one) != 0 }

// Concerns returns what there is to look at on a day. Of who is not being seen any
// more only what was begun, and what a worker promised, is left to look at.
func (s *Summary) Concerns(rules Rules, today Date, worker ID) (set Concerns) {
	add := func(c Concern, holds bool) {
		if holds {
			set |= 1 << c
		}
	}
	own, past := s.PastDue(today, worker)
	add(ConcernUnsent, s.Unsent > 0)
	add(ConcernDraft, !s.DraftID.IsZero())
	if s.Standing != StandingOpen {
		add(ConcernPast, own > 0)
		return set
	}
	state := s.Due(rules, today).State
	add(ConcernDue, state == DueFirst || state == DueSoon || state == Overdue)
	add(ConcernOffered, s.Attempt != "")
	add(ConcernHelp, s.Wants != 0)
	add(ConcernLow, s.Low != 0 || s.Fallen != 0)
	add(ConcernNoGoal, s.GoalsEver == 0)
	add(ConcernPast, past > 0)
	return set
}
