package figures

import (
	"slices"

	"alongside/dialog"
)

// GoalCounts are the goals of the span.
type GoalCounts struct {
	Set     int // in the span
	Reached int // in the span
	SetDown int // in the span
	Active  int // on the last day
}

// The owners of actions, in the order of dialog.
const owners = 3

// ActionCounts are the actions of one kind of owner that were agreed in the span, by
// what had become of them by its last day.
type ActionCounts struct {
	Agreed                                  int
	Done, Partly, NotYet, NoLonger, Unasked int
}

// theirs reports whether a person had a referral to the team on a day.
func (f *Figures) theirs(c *dialog.Counted, day dialog.Day) bool {
	if f.team == "" {
		return true
	}
	for i := range c.Referrals {
		if f.tracks[i].mine && c.Referrals[i].OpenOn(day) {
			return true
		}
	}
	return false
}

// addGoals counts a person's goals. What a goal was before it last changed its
// standing is not counted.
func (f *Figures) addGoals(c *dialog.Counted) {
	for i := range c.Goals {
		g := &c.Goals[i]
		if g.Set > f.to || !f.theirs(c, g.Set) {
			continue
		}
		if g.Set >= f.from {
			f.Goals.Set++
		}
		switch {
		case g.Status == dialog.GoalActive || g.Since > f.to:
			f.Goals.Active++
		case g.Since < f.from:
		case g.Status == dialog.GoalReached:
			f.Goals.Reached++
		default:
			f.Goals.SetDown++
		}
	}
}

func (f *Figures) addActions(c *dialog.Counted) {
	for i := range c.Actions {
		a := &c.Actions[i]
		if a.Agreed < f.from || a.Agreed > f.to || !f.theirs(c, a.Agreed) {
			continue
		}
		at := slices.Index([]dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns, dialog.OtherOwns}, a.Owner)
		if at < 0 {
			continue
		}
		n := &f.Actions[at]
		n.Agreed++
		switch outcome, _ := a.By(f.to); outcome {
		case dialog.ActionDone:
			n.Done++
		case dialog.ActionPartly:
			n.Partly++
		case dialog.ActionNotYet:
			n.NotYet++
		case dialog.ActionNoLonger:
			n.NoLonger++
		default:
			n.Unasked++
		}
	}
}
