package dialog

import "slices"

// Promise is an agreed action that is still to be done, without its words: by when,
// and whose it is.
type Promise struct {
	Due    Date // zero for no day
	Worker ID   // who promised it; zero where it is the person's or somebody else's
}

// promises returns the actions that are still to be done, in the order of their days
// with those without one last. What came from elsewhere and was overtaken there is
// left out.
func promises(r *Record) []Promise {
	var open []Promise
	for i := range r.Actions {
		a := &r.Actions[i]
		if !a.Open() || r.overtaken(a) {
			continue
		}
		p := Promise{Due: a.Due}
		if a.Owner == WorkerOwns {
			p.Worker = a.Worker
		}
		open = append(open, p)
	}
	slices.SortStableFunc(open, Promise.compare)
	return open
}

func (p Promise) compare(other Promise) int {
	switch {
	case p.Due == other.Due:
		return p.Worker.Compare(other.Worker)
	case p.Due.IsZero():
		return 1
	case other.Due.IsZero() || p.Due.Before(other.Due):
		return -1
	}
	return 1
}

// PastDue counts the actions whose day has passed: those that one worker promised,
// and all.
func (s *Summary) PastDue(today Date, worker ID) (own, all int) {
	for _, p := range s.Promises {
		if p.Due.IsZero() || !p.Due.Before(today) {
			continue
		}
		all++
		if p.Worker == worker && !worker.IsZero() {
			own++
		}
	}
	return own, all
}

// ToFirst returns the days from the day that the latest open referral was received to
// the first DIALOG on or after it, or to today while there is none; and whether there
// is one. ok is false where nothing is open or the day it was received is not known.
// It is how long a person waited for a DIALOG, and not the national clock of waiting
// times, which is stopped by other things.
func (s *Summary) ToFirst(today Date) (days int, done, ok bool) {
	switch {
	case s.Received.IsZero() || s.Standing != StandingOpen:
		return 0, false, false
	case s.FirstSince.IsZero():
		return max(s.Received.DaysUntil(today), 0), false, true
	}
	return s.Received.DaysUntil(s.FirstSince), true, true
}
