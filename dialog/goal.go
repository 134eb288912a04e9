package dialog

import (
	"slices"

	"alongside/dialog/text"
)

// GoalKind tells goals of treatment from goals of life.
type GoalKind string

// The kinds of goal.
const (
	ClinicalGoal GoalKind = "clinical"
	LifeGoal     GoalKind = "life"
)

// GoalStatus is where a goal has got to.
type GoalStatus string

// The statuses of a goal.
const (
	GoalActive  GoalStatus = "active"
	GoalReached GoalStatus = "reached"
	GoalSetDown GoalStatus = "set-down" // no longer pursued, with a reason
)

// The ends of a goal's rating, which is local to Alongside: 0 nothing of it yet,
// 10 all of it.
const (
	LowestGoalRating  = 0
	HighestGoalRating = 10
)

// Goal is something the person wants, in the person's own words.
type Goal struct {
	ID      ID           `json:"goal"`
	Text    string       `json:"text"`
	Kind    GoalKind     `json:"kind"`
	Domain  Domain       `json:"domain,omitzero"` // the area it belongs to, NoDomain for none
	Status  GoalStatus   `json:"status"`
	Reason  string       `json:"reason,omitempty"` // why it was set down, or revised
	Set     When         `json:"-"`                // when it was first recorded
	Changed When         `json:"-"`                // when it was last recorded
	Ratings []GoalRating `json:"-"`
	Worker  ID           `json:"-"` // who recorded it first
	Slots   []GoalSlot   `json:"-"` // where it is a goal of the Goal-Based Outcomes; empty where its ratings are local
	Before  []Was[Goal]  `json:"-"` // its words and standing as they were, earliest first
	Struck  Struck       `json:"-"`
}

// GoalRating is how near the person felt to a goal on one day.
type GoalRating struct {
	Rating     int // 0 to 10
	At         When
	Assessment ID // the DIALOG it was rated at; zero when rated apart from one
}

// Latest returns the last rating by date, and false when there is none.
func (g *Goal) Latest() (GoalRating, bool) {
	if len(g.Ratings) == 0 {
		return GoalRating{}, false
	}
	return g.Ratings[len(g.Ratings)-1], true
}

func (g Goal) validate() error {
	if g.ID.IsZero() {
		return invalid("A goal needs an identifier.")
	}
	if g.Text == "" {
		return invalid("Please write the goal in the person's own words.")
	}
	if g.Kind != ClinicalGoal && g.Kind != LifeGoal {
		return invalid("A goal is about treatment or about life. Please choose one.")
	}
	switch g.Status {
	case GoalActive, GoalReached:
	case GoalSetDown:
		if g.Reason == "" {
			return invalid("Please say in a word why the goal is set down.")
		}
	default:
		return invalid("A goal is active, reached, or set down.")
	}
	if err := checkText("The reason", g.Reason, text.Line); err != nil {
		return err
	}
	return checkText("The goal", g.Text, text.Line)
}

func checkGoal(r *Record, b *GoalRecorded) error {
	if old := r.Goal(b.Goal.ID); old != nil && old.Struck.Out() {
		return conflict("That goal was struck out.")
	}
	return nil
}

func checkGoalRating(r *Record, b *GoalRated) error {
	switch g := r.Goal(b.Goal); {
	case g == nil:
		return missing("That goal is not in this person's record.")
	case g.Struck.Out():
		return conflict("That goal was struck out.")
	}
	return nil
}

func applyGoal(r *Record, g Goal, e *Entry) {
	g.Set, g.Changed, g.Worker = e.DoneAt, e.DoneAt, e.Worker
	old := r.Goal(g.ID)
	if old == nil {
		r.Goals = append(r.Goals, g)
		return
	}
	was := *old
	was.Ratings, was.Slots, was.Before = nil, nil, nil
	g.Set, g.Worker, g.Ratings, g.Slots, g.Struck = old.Set, old.Worker, old.Ratings, old.Slots, old.Struck
	g.Before = append(old.Before, Was[Goal]{Value: was, Until: e.DoneAt, By: e.Worker, Reason: g.Reason})
	*old = g
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
