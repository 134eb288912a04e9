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
	Merged      []Merged // where others were put together with the person: the person, then they by their identifiers

	Actions       []Action       // in the order they were first agreed
	Talks         []Talk         // one for each assessment that was talked about
	Meetings      []Meeting      // in the order they were first agreed
	Events        []Event        // in the order they were first recorded
	Circumstances []Circumstance // in the order they were first recorded

	Characteristics []Characteristic // in the order they were first recorded
	Supporters      []Supporter      // likewise
	Deliveries      []Delivery       // of every assessment, in the order they were begun

	Entries int // how many entries went into it

	Loose [32]byte // what goes with the next assessment to end; see carry
}

// Clone returns a copy that shares nothing that Apply changes.
func (r *Record) Clone() *Record {
	c := *r
	c.Referrals = slices.Clone(r.Referrals)
	c.Assessments = slices.Clone(r.Assessments)
	c.Attempts = slices.Clone(r.Attempts)
	c.Goals = slices.Clone(r.Goals)
	for i := range c.Goals {
		g := &c.Goals[i]
		g.Ratings, g.Slots, g.Before = slices.Clone(g.Ratings), slices.Clone(g.Slots), slices.Clone(g.Before)
	}
	c.Deliveries = slices.Clone(r.Deliveries)
	c.Merged = slices.Clone(r.Merged)
	r.cloneAgreed(&c)
	return &c
}

// cloneAgreed does the same for what was talked about and agreed.
func (r *Record) cloneAgreed(c *Record) {
	c.Actions = slices.Clone(r.Actions)
	for i := range c.Actions {
		a := &c.Actions[i]
		a.Reviews, a.Before = slices.Clone(a.Reviews), slices.Clone(a.Before)
	}
	c.Talks = slices.Clone(r.Talks)
	for i := range c.Talks {
		c.Talks[i] = c.Talks[i].clone()
	}
	c.Meetings = slices.Clone(r.Meetings)
	for i := range c.Meetings {
		c.Meetings[i].Before = slices.Clone(c.Meetings[i].Before)
	}
	c.Events = slices.Clone(r.Events)
	for i := range c.Events {
		c.Events[i].Before = slices.Clone(c.Events[i].Before)
	}
	c.Circumstances = slices.Clone(r.Circumstances)
	for i := range c.Circumstances {
		c.Circumstances[i].Before = slices.Clone(c.Circumstances[i].Before)
	}
	c.Characteristics = slices.Clone(r.Characteristics)
	for i := range c.Characteristics {
		c.Characteristics[i].Before = slices.Clone(c.Characteristics[i].Before)
	}
	c.Supporters = slices.Clone(r.Supporters)
	for i := range c.Supporters {
		c.Supporters[i].Before = slices.Clone(c.Supporters[i].Before)
	}
}

// Assessment returns the assessment with that id, or nil.
func (r *Record) Assessment(id ID) *Assessment {
	return find(r.Assessments, func(v *Assessment) bool { return v.ID == id })
}

// Goal returns the goal with that id, or nil.
func (r *Record) Goal(id ID) *Goal {
	return find(r.Goals, func(v *Goal) bool { return v.ID == id })
}

// Referral returns the referral with that id, or nil.
func (r *Record) Referral(id ID) *Referral {
	return find(r.Referrals, func(v *Referral) bool { return v.ID == id })
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
	if len(r.Assessments) == 0 {
		return nil
	}
	past := make([]*Assessment, 0, len(r.Assessments))
	for i := range r.Assessments {
		if a := &r.Assessments[i]; a.counts() {
			past = append(past, a)
		}
	}
	byDay := func(a, b *Assessment) int { return a.DoneAt.Compare(b.DoneAt) }
	if !slices.IsSortedFunc(past, byDay) {
		slices.SortStableFunc(past, byDay)
	}
	return past
}

// counts reports that an assessment is one of History.
func (a *Assessment) counts() bool {
	return !a.StruckOut && (a.Status == Finished || a.Status == Closed && a.Answers.Count(Rated) > 0)
}

// Earlier returns those of History that lie before the given assessment and may
// be compared with it, earliest first.
func (r *Record) Earlier(than *Assessment) []*Assessment {
	var earlier []*Assessment
	for _, a := range r.History() {
		if a.earlierThan(than) {
			earlier = append(earlier, a)
		}
	}
	return earlier
}

// Before returns the last of Earlier, which an assessment is set beside, and nil where
// there is none.
func (r *Record) Before(now *Assessment) *Assessment {
	var last *Assessment
	for i := range r.Assessments {
		a := &r.Assessments[i]
		if (last == nil || a.DoneAt.Compare(last.DoneAt) >= 0) && a.earlierThan(now) && a.counts() {
			last = a
		}
	}
	return last
}

// earlierThan reports whether one assessment lies before another and may be compared
// with it.
func (a *Assessment) earlierThan(than *Assessment) bool {
	return a.ID != than.ID && a.DoneAt.Compare(than.DoneAt) < 0 && a.ComparableWith(than)
}

// ActiveGoals returns the goals that are neither reached nor set down nor struck
// out.
func (r *Record) ActiveGoals() []*Goal {
	var active []*Goal
	for i := range r.Goals {
		if r.Goals[i].Status == GoalActive && !r.Goals[i].Struck.Out() {
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
	apply(r, e)
	r.follow(e)
}

func apply(r *Record, e *Entry) {
	if applyIdentity(r, e) || applyTalk(r, e) || applyAgreed(r, e) {
		return
	}
	switch b := e.Body.(type) {
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
	case *AssessmentStarted:
		r.begin(started(b, e))
	case *AssessmentTakenOver:
		applyTakenOver(r, b, e)
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

// applyAgreed adds an entry about a goal, an action or what else is kept beside the
// assessments, and reports whether it was one.
func applyAgreed(r *Record, e *Entry) bool {
	switch b := e.Body.(type) {
	case *GoalRecorded:
		applyGoal(r, b.Goal, e)
	case *GoalRated:
		applyGoalRating(r, b, e.DoneAt)
	case *GoalCounted:
		applySlot(r, b, e.DoneAt)
	case *ActionAgreed:
		applyAction(r, b, e)
	case *ActionReviewed:
		applyReview(r, b, e)
	case *MeetingArranged:
		applyMeeting(r, b, e)
	case *EventRecorded:
		applyEvent(r, b, e)
	case *CircumstanceRecorded:
		applyCircumstance(r, b, e)
	case *CharacteristicRecorded:
		applyCharacteristic(r, b, e)
	case *SupporterRecorded:
		applySupporter(r, b, e)
	case *PartStruckOut:
		applyPart(r, b, e)
	default:
		return false
	}
	return true
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

// find returns the last that is the one looked for, or nil. It points into all. Most of
// what is looked for was added last.
func find[T any](all []T, is func(*T) bool) *T {
	for i := len(all) - 1; i >= 0; i-- {
		if is(&all[i]) {
			return &all[i]
		}
	}
	return nil
}
