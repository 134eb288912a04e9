package dialog

import "slices"

// What figures about many people are counted from: facts of one person without
// anything that says who they are. Free text, names and numbers are left out, so
// that no report can carry them.

// Day is a day as the number of days since 1 January 1970; it compares as a number.
// NoDay is a day that is not recorded.
type Day int32

// NoDay lies before every day that a record can have.
const NoDay Day = -1 << 20

// DayOf returns the day of a date.
func DayOf(d Date) Day {
	if d.IsZero() {
		return NoDay
	}
	return Day(d.utc().Unix() / (24 * 60 * 60))
}

// Date returns the date of a day.
func (d Day) Date() Date {
	if d == NoDay {
		return Date{}
	}
	return Date{1970, 1, 1}.AddDays(int(d))
}

// Mark is what became of an item in a nibble: its rating, or why there is none. The
// numbers are written in files and never change.
type Mark uint8

// The marks of items without a rating; 1 to 7 are ratings.
const (
	MarkNotSeen       Mark = 0
	MarkDeclined      Mark = 8
	MarkNotApplicable Mark = 9
	MarkLater         Mark = 10
)

// MarkOf returns the mark of an answer.
func MarkOf(a *Answer) Mark {
	switch a.State {
	case Rated:
		return Mark(a.Rating)
	case Declined:
		return MarkDeclined
	case NotApplicable:
		return MarkNotApplicable
	case Later:
		return MarkLater
	}
	return MarkNotSeen
}

// Score returns the rating, and false when there is none.
func (m Mark) Score() (int, bool) { return int(m), m >= LowestRating && m <= HighestRating }

// Taken is an assessment that counts: one of [Record.History], with its answers as
// they were amended last.
type Taken struct {
	On       Day
	Within   int  // which of the person's referrals it belongs to, -1 for none
	Proxy    bool // somebody else answered on the person's behalf
	Complete bool // it was finished, and not closed as incomplete
	Marks    [DomainCount]Mark
	Helps    [DomainCount]HelpMark
}

// HelpMark is what was answered when somebody was asked whether they want more
// help in an area. The numbers are written in files and never change.
type HelpMark uint8

// The answers.
const (
	HelpMarkNotAsked HelpMark = 0
	HelpMarkWanted   HelpMark = 1
	HelpMarkNot      HelpMark = 2
)

// Mark returns what became of an item.
func (t *Taken) Mark(d Domain) Mark { return t.Marks[d-1] }

// Help returns what was answered about more help in an area.
func (t *Taken) Help(d Domain) HelpMark { return t.Helps[d-1] }

// CountedReferral is a referral as far as it is counted, with the ratings of the
// goals in its slots of the Goal-Based Outcomes, see [Record.CodedRatings].
type CountedReferral struct {
	Team             string
	Setting          Setting
	Received, Closed Day // NoDay where it is not recorded, or not closed
	Slots            [LastSlot][]SlotRating
}

// SlotRating is how near a person felt to a goal on a day, 0 to 10.
type SlotRating struct {
	On     Day
	Rating int
}

// OpenOn reports whether the referral was open on a day. One whose day is not
// recorded counts as open from the first.
func (r *CountedReferral) OpenOn(d Day) bool {
	return r.Received <= d && (r.Closed == NoDay || d <= r.Closed)
}

// CountedGoal is a goal as far as it is counted.
type CountedGoal struct {
	Set    Day // when it was first recorded
	Since  Day // since when it has the status it has
	Status GoalStatus
	Kind   GoalKind
	Domain Domain
}

// CountedAction is an action as far as it is counted.
type CountedAction struct {
	Agreed  Day
	Due     Day // NoDay for none
	Owner   Owner
	Worker  ID // who recorded it
	Domain  Domain
	Reviews []CountedReview // by the day they were done
}

// CountedReview is what became of an action by a day.
type CountedReview struct {
	On      Day
	Outcome Outcome
}

// By returns what had become of the action by the end of a day, and false where
// nobody had looked yet.
func (a *CountedAction) By(day Day) (Outcome, bool) {
	for _, review := range slices.Backward(a.Reviews) {
		if review.On <= day {
			return review.Outcome, true
		}
	}
	return "", false
}

// Told is what stands of what a person told about themselves, see [Record.AboutWord].
type Told struct{ Ethnicity, Gender, Orientation, Disability string }

func toldOf(r *Record) Told {
	return Told{Ethnicity: r.AboutWord(Ethnicity), Gender: r.AboutWord(Gender), Orientation: r.AboutWord(SexualOrientation), Disability: r.AboutWord(Disability)}
}

// Counted is what one person adds to the figures about many. It has no name, number or
// text of theirs. The store keeps it in rows of its own, so that figures about
// everybody are read and not worked out from every record.
type Counted struct {
	Born      Day
	Told      Told
	Referrals []CountedReferral
	Taken     []Taken         // in the order they were done
	Goals     []CountedGoal   // without those struck out
	Actions   []CountedAction // likewise
}

// CountedOf is a person's record as it is counted, but for what [TakenOf] returns.
func CountedOf(r *Record) Counted {
	c := Counted{Born: DayOf(r.Person.BirthDate), Told: toldOf(r)}
	for i := range r.Referrals {
		c.Referrals = append(c.Referrals, countedReferral(r, &r.Referrals[i]))
	}
	for i := range r.Goals {
		if g := &r.Goals[i]; !g.Struck.Out() {
			c.Goals = append(c.Goals, CountedGoal{DayOf(g.Set.Date()), DayOf(g.Since().Date()), g.Status, g.Kind, g.Domain})
		}
	}
	c.Actions = countedActions(r)
	return c
}

// TakenOf are the assessments of a record that count.
func TakenOf(r *Record) []Taken {
	var all []Taken
	for _, a := range r.History() {
		t := Taken{On: DayOf(a.DoneAt.Date()), Proxy: a.Completion == Proxy, Complete: a.Status == Finished}
		t.Within = slices.IndexFunc(r.Referrals, func(referral Referral) bool { return referral.ID == a.Referral })
		for i := range a.Answers {
			t.Marks[i], t.Helps[i] = MarkOf(&a.Answers[i]), helpMarkOf(a.Answers[i].Help)
		}
		all = append(all, t)
	}
	return all
}

func helpMarkOf(h Help) HelpMark {
	switch h {
	case HelpWanted:
		return HelpMarkWanted
	case HelpNot:
		return HelpMarkNot
	}
	return HelpMarkNotAsked
}

func countedReferral(r *Record, referral *Referral) CountedReferral {
	c := CountedReferral{Team: referral.Team, Setting: referral.Setting, Received: DayOf(referral.Received), Closed: DayOf(referral.Closed)}
	for slot := range c.Slots {
		if g := r.InSlot(referral.ID, slot+FirstSlot); g != nil {
			for _, rating := range r.CodedRatings(g, referral.ID) {
				c.Slots[slot] = append(c.Slots[slot], SlotRating{DayOf(rating.At.Date()), rating.Rating})
			}
		}
	}
	return c
}

// countedActions are the actions of a record that are not struck out, as they are
// counted.
func countedActions(r *Record) (all []CountedAction) {
	for i := range r.Actions {
		if a := &r.Actions[i]; !a.Struck.Out() {
			all = append(all, countedAction(a))
		}
	}
	return all
}

func countedAction(a *Action) CountedAction {
	c := CountedAction{Agreed: DayOf(a.Agreed.Date()), Due: DayOf(a.Due), Owner: a.Owner, Worker: a.Worker, Domain: a.Domain}
	for _, review := range a.Reviews {
		c.Reviews = append(c.Reviews, CountedReview{DayOf(review.At.Date()), review.Outcome})
	}
	return c
}

// Since returns from when on the goal has had the status it has.
func (g *Goal) Since() When {
	since := g.Changed
	for _, was := range slices.Backward(g.Before) {
		if was.Value.Status != g.Status {
			return since
		}
		since = was.Value.Changed
	}
	return g.Set
}
