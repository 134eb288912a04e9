package dialog

import "slices"

// Standing says whether a person is being seen, so that nobody is silently due.
type Standing string

// The standings, the first that applies.
const (
	StandingDeceased   Standing = "deceased"
	StandingInpatient  Standing = "inpatient"
	StandingDischarged Standing = "discharged" // every referral is closed
	StandingOpen       Standing = "open"
)

// Summary is a person's line in the caseload: facts only, no judgement that
// depends on today or on a setting.
type Summary struct {
	Person      Person
	Standing    Standing
	Setting     Setting // of the latest open referral; community when there is none
	Received    Date    // of the latest open referral
	Done        int     // finished assessments in which something was rated
	Last        When    // the latest assessment that counts
	LastID      ID
	Previous    When // the one before it that may be compared with it
	Life        Mean // of the latest
	Treatment   Mean
	LifeChange  MeanChange // from Previous; Of is 0 when there is none
	TreatChange MeanChange
	LastDone    Date // the latest of those, from which the next is due
	DraftID     ID   // zero when there is no draft
	DraftAt     When
	DraftRated  int // items settled in the draft: rated, declined or not applicable
	DraftPaper  bool
	FirstSince  Date          // the first of those on or after Received
	Wants       Areas         // more help was asked for at the latest
	Low         Areas         // rated 3 or lower at the latest
	Fallen      Areas         // rated lower at the latest than at Previous
	Goals       int           // active ones
	GoalsEver   int           // those that were ever set
	Promises    []Promise     // what was agreed and is still to be done
	Attempt     AttemptReason // why the last offer since LastDone came to nothing
	AttemptAt   When
	Unsent      int      // assessments of which something is not at the centre yet
	Stuck       int      // those of them that wait for somebody to look at them
	Told        Told     // what the person told about themselves
	Access      Access   // whose it is to open
	Teams       []string // those of open referrals
}

// Summarise derives a person's caseload line from their record.
func Summarise(r *Record) Summary {
	s := Summary{Person: r.Person, Standing: standing(r), Setting: Community, Goals: len(r.ActiveGoals()), Access: r.Access, Teams: r.OpenTeams(), GoalsEver: goalsEver(r), Promises: promises(r), Told: toldOf(r)}
	if open := r.OpenReferrals(); len(open) > 0 {
		s.Setting, s.Received = open[0].Setting, open[0].Received
	}
	summariseHistory(&s, r)
	if d := r.Draft(); d != nil {
		s.DraftID, s.DraftAt, s.DraftPaper = d.ID, d.DoneAt, d.Layout == Paper
		s.DraftRated = DomainCount - len(d.Answers.Unsettled())
	}
	for i := range r.Deliveries {
		switch d := &r.Deliveries[i]; {
		case d.Stuck():
			s.Unsent, s.Stuck = s.Unsent+1, s.Stuck+1
		case d.Waiting():
			s.Unsent++
		}
	}
	for _, a := range r.Attempts {
		if a.At.Compare(s.AttemptAt) >= 0 && !a.At.Date().Before(s.LastDone) {
			s.Attempt, s.AttemptAt = a.Reason, a.At
		}
	}
	return s
}

func summariseHistory(s *Summary, r *Record) {
	history := r.History()
	for _, a := range history {
		if a.Status == Finished && a.Answers.Count(Rated) > 0 { // one that was declined throughout leaves the next one due
			s.Done++
			s.LastDone = a.DoneAt.Date()
			if s.FirstSince.IsZero() && !s.Received.IsZero() && !s.LastDone.Before(s.Received) {
				s.FirstSince = s.LastDone
			}
		}
	}
	if len(history) == 0 {
		return
	}
	last := history[len(history)-1]
	s.Last, s.LastID = last.DoneAt, last.ID
	s.Wants, s.Low = wanted(&last.Answers), low(&last.Answers)
	s.Life, s.Treatment = LifeMean(&last.Answers), TreatmentMean(&last.Answers)
	for _, before := range slices.Backward(history) {
		if !before.earlierThan(last) {
			continue
		}
		s.Previous = before.DoneAt
		s.Fallen = fallen(&last.Answers, &before.Answers)
		s.LifeChange = MeanChangeOf(&last.Answers, &before.Answers, LifeDomains())
		s.TreatChange = MeanChangeOf(&last.Answers, &before.Answers, TreatmentDomains())
		break // the latest of them
	}
}

// goalsEver counts the goals but for those struck out.
func goalsEver(r *Record) int {
	n := 0
	for i := range r.Goals {
		if !r.Goals[i].Struck.Out() {
			n++
		}
	}
	return n
}

func standing(r *Record) Standing {
	switch {
	case r.Person.Deceased:
		return StandingDeceased
	case r.Person.Inpatient:
		return StandingInpatient
	case len(r.Referrals) > 0 && len(r.OpenReferrals()) == 0:
		return StandingDischarged
	}
	return StandingOpen
}

// DueState says whether a DIALOG should be offered.
type DueState int

// The due states.
const (
	NotDue   DueState = iota
	DueFirst          // no DIALOG yet: offer one at the first or second meeting
	DueSoon           // the review date is near
	Overdue           // the review date has passed
	NotAsked          // deceased, discharged or inpatient: never due by itself
)

// Due is when the next DIALOG should be offered.
type Due struct {
	State DueState
	On    Date // the review date; for DueFirst the day the referral was received, if known
	Days  int  // from On to today: positive when past
}

// Due works out when the next DIALOG should be offered under the rules.
func (s *Summary) Due(rules Rules, today Date) Due {
	if s.Standing != StandingOpen {
		return Due{State: NotAsked}
	}
	if s.LastDone.IsZero() {
		due := Due{State: DueFirst, On: s.Received}
		if !s.Received.IsZero() {
			due.Days = s.Received.DaysUntil(today)
		}
		return due
	}
	due := Due{On: s.LastDone.AddMonths(rules.CommunityMonths)}
	if s.Setting == Acute {
		due.On = s.LastDone.AddDays(rules.AcuteDays)
	}
	due.Days = due.On.DaysUntil(today)
	switch {
	case due.Days > 0:
		due.State = Overdue
	case due.Days >= -rules.SoonDays:
		due.State = DueSoon
	}
	return due
}
