package dialog

import (
	"slices"
)

// Record is everything the journal says about one person. A Record handed out by
// the store is not changed any more; [Record.Clone] before applying entries.
type Record struct {
	Person      Person
	Referrals   []Referral
	Assessments []Assessment // in the order of the entries that began them
	Goals       []Goal       // in the order they were first set
	Attempts    []Attempt
	Access      Access
	Entries     int // how many entries went into it
}

// Clone returns a copy that shares nothing that Apply changes.
func (r *Record) Clone() *Record {
	c := *r
	c.Referrals = slices.Clone(r.Referrals)
	c.Assessments = slices.Clone(r.Assessments)
	c.Attempts = slices.Clone(r.Attempts)
	c.Goals = slices.Clone(r.Goals)
	for i := range c.Goals {
		c.Goals[i].Ratings = slices.Clone(c.Goals[i].Ratings)
	}
	return &c
}

// Assessment returns the assessment with that id, or nil.
func (r *Record) Assessment(id ID) *Assessment {
	for i := range r.Assessments {
		if r.Assessments[i].ID == id {
			return &r.Assessments[i]
		}
	}
	return nil
}

// Goal returns the goal with that id, or nil.
func (r *Record) Goal(id ID) *Goal {
	for i := range r.Goals {
		if r.Goals[i].ID == id {
			return &r.Goals[i]
		}
	}
	return nil
}

// Referral returns the referral with that id, or nil.
func (r *Record) Referral(id ID) *Referral {
	for i := range r.Referrals {
		if r.Referrals[i].ID == id {
			return &r.Referrals[i]
		}
	}
	return nil
}

// Draft returns the unfinished assessment, the newest where two laptops each
// began one, or nil.
func (r *Record) Draft() *Assessment {
	for i := len(r.Assessments) - 1; i >= 0; i-- {
		if a := &r.Assessments[i]; a.Status == Draft && !a.StruckOut {
			return a
		}
	}
	return nil
}

// History returns the assessments that count, earliest first by the day they
// were done: finished ones, and closed ones in which something was rated. Drafts
// and those struck out are left out.
func (r *Record) History() []*Assessment {
	var past []*Assessment
	for i := range r.Assessments {
		a := &r.Assessments[i]
		if !a.StruckOut && (a.Status == Finished || a.Status == Closed && a.Answers.Count(Rated) > 0) {
			past = append(past, a)
		}
	}
	slices.SortStableFunc(past, func(a, b *Assessment) int { return a.DoneAt.Compare(b.DoneAt) })
	return past
}

// Earlier returns those of History that lie before the given assessment and may
// be compared with it, earliest first.
func (r *Record) Earlier(than *Assessment) []*Assessment {
	var earlier []*Assessment
	for _, a := range r.History() {
		if a.ID == than.ID {
			continue
		}
		if a.DoneAt.Compare(than.DoneAt) < 0 && a.ComparableWith(than) {
			earlier = append(earlier, a)
		}
	}
	return earlier
}

// ActiveGoals returns the goals that are neither reached nor set down.
func (r *Record) ActiveGoals() []*Goal {
	var active []*Goal
	for i := range r.Goals {
		if r.Goals[i].Status == GoalActive {
			active = append(active, &r.Goals[i])
		}
	}
	return active
}

// OpenTeams returns the teams that open referrals name, each once, in the order of
// their letters.
func (r *Record) OpenTeams() []string {
	var teams []string
	for i := range r.Referrals {
		if team := r.Referrals[i].Team; r.Referrals[i].Open() && team != "" {
			teams = append(teams, team)
		}
	}
	slices.Sort(teams)
	return slices.Compact(teams)
}

// OpenReferrals returns the referrals not closed, latest received first.
func (r *Record) OpenReferrals() []*Referral {
	var open []*Referral
	for i := range r.Referrals {
		if r.Referrals[i].Open() {
			open = append(open, &r.Referrals[i])
		}
	}
	slices.SortStableFunc(open, func(a, b *Referral) int { return b.Received.Compare(a.Received) })
	return open
}

// Apply adds an entry to the record it is about. Entries come in [Entry.Before]
// order; the result depends on nothing else. An entry about something the record
// does not hold, as can happen while laptops have exchanged only part of their
// entries, leaves no trace until it is applied again in a complete order.
func Apply(r *Record, e *Entry) {
	r.Entries++
	switch b := e.Body.(type) {
	case *PersonRecorded:
		r.Person = b.Person
		r.Person.ID = e.Person
	case *CaseloadRecorded:
		r.Access.applyCaseload(b)
	case *AccessRecorded:
		r.Access.applyAccess(b)
	case *ReferralRecorded:
		if old := r.Referral(b.Referral.ID); old != nil {
			*old = b.Referral
		} else {
			r.Referrals = append(r.Referrals, b.Referral)
		}
	case *AttemptRecorded:
		attempt := b.Attempt
		attempt.At = e.DoneAt
		r.Attempts = append(r.Attempts, attempt)
	case *GoalRecorded:
		applyGoal(r, b.Goal, e.DoneAt)
	case *GoalRated:
		applyGoalRating(r, b, e.DoneAt)
	case *AssessmentStarted:
		r.begin(started(b, e))
	case *AssessmentTakenOver:
		r.begin(takenOver(b, e))
	case *AssessmentContext:
		if a := r.Assessment(b.Assessment); a != nil {
			a.Completion, a.Language = b.Completion, b.Language
		}
	case *AnswerRecorded:
		if a := r.Assessment(b.Assessment); a != nil {
			applyAnswer(a, b, e.DoneAt)
		}
	case *AssessmentFinished:
		r.end(b.Assessment, Finished, b.Reason, e.DoneAt)
	case *AssessmentClosed:
		r.end(b.Assessment, Closed, b.Reason, e.DoneAt)
	case *AssessmentStruckOut:
		if a := r.Assessment(b.Assessment); a != nil {
			a.StruckOut, a.StruckReason = true, b.Reason
		}
	}
}

// begin adds an assessment unless one of that id is there: ids are made once.
func (r *Record) begin(a Assessment) {
	if r.Assessment(a.ID) == nil {
		r.Assessments = append(r.Assessments, a)
	}
}

func started(b *AssessmentStarted, e *Entry) Assessment {
	return Assessment{
		ID: b.Assessment, Instrument: b.Instrument, Layout: b.Layout, FriendshipsFirst: b.FriendshipsFirst,
		Completion: b.Completion, Language: b.Language, Referral: b.Referral,
		DoneAt: e.DoneAt, Worker: e.Worker, Status: Draft,
	}
}

func takenOver(b *AssessmentTakenOver, e *Entry) Assessment {
	a := Assessment{
		ID: b.Assessment, Instrument: b.Instrument, Layout: Imported, Completion: b.Completion, Language: b.Language,
		Referral: b.Referral, DoneAt: e.DoneAt, Worker: e.Worker, Status: Finished, Ended: e.DoneAt,
	}
	for d, answer := range b.Answers {
		if answer.At.IsZero() {
			answer.At = e.DoneAt
		}
		a.Answers.Set(d, answer)
	}
	return a
}

// end finishes or closes a draft. What was finished stays finished, whatever
// another laptop says later of the same draft.
func (r *Record) end(id ID, status Status, reason string, at When) {
	a := r.Assessment(id)
	if a == nil || a.Status == Finished {
		return
	}
	a.Status, a.Reason, a.Ended = status, reason, at
}

func applyAnswer(a *Assessment, b *AnswerRecorded, at When) {
	answer := b.Answer
	answer.At = at
	if a.Status != Draft {
		a.Amended = true
		answer.At = a.Answers.Get(b.Domain).At
	}
	a.Answers.Set(b.Domain, answer)
}

func applyGoal(r *Record, g Goal, at When) {
	g.Set, g.Changed = at, at
	if old := r.Goal(g.ID); old != nil {
		g.Set, g.Ratings = old.Set, old.Ratings
		*old = g
		return
	}
	r.Goals = append(r.Goals, g)
}

// applyGoalRating keeps a goal's ratings in the order they were done. A second
// rating at the same assessment replaces the first.
func applyGoalRating(r *Record, b *GoalRated, at When) {
	g := r.Goal(b.Goal)
	if g == nil {
		return
	}
	rating := GoalRating{Rating: b.Rating, At: at, Assessment: b.Assessment}
	if !b.Assessment.IsZero() {
		for i := range g.Ratings {
			if g.Ratings[i].Assessment == b.Assessment {
				g.Ratings[i] = rating
				return
			}
		}
	}
	i, _ := slices.BinarySearchFunc(g.Ratings, rating, func(x, y GoalRating) int {
		if x.At.Compare(y.At) <= 0 {
			return -1
		}
		return 1
	})
	g.Ratings = slices.Insert(g.Ratings, i, rating)
}
