package dialog

import "slices"

// The slots that goals of the Goal-Based Outcomes are coded in. The Goal-Based
// Outcomes tool is by Duncan Law (CC BY-NC-SA 4.0); its wording is not used here.
const (
	FirstSlot = 1
	LastSlot  = 3
)

// GoalSlot is the place of a goal among the Goal-Based Outcomes of one referral.
type GoalSlot struct {
	Referral ID
	Slot     int // 1 to 3
	Since    When
}

// GoalCounted makes a goal one of the up to three Goal-Based Outcomes of a
// referral. A slot is never given to another goal of the same referral, nor taken
// back, so that what is paired under its code is always one goal.
type GoalCounted struct {
	Goal     ID  `json:"goal"`
	Referral ID  `json:"referral"`
	Slot     int `json:"slot"`
}

// Kind names what the entry says.
func (*GoalCounted) Kind() Kind { return KindGoalSlot }

// Slot returns the goal's slot within a referral, 0 where its ratings there are
// local.
func (g *Goal) Slot(referral ID) int {
	for _, s := range g.Slots {
		if s.Referral == referral {
			return s.Slot
		}
	}
	return 0
}

// FreeSlot returns the lowest slot of a referral that no goal ever had, 0 when all
// three were given.
func (r *Record) FreeSlot(referral ID) int {
	for slot := FirstSlot; slot <= LastSlot; slot++ {
		if r.InSlot(referral, slot) == nil {
			return slot
		}
	}
	return 0
}

// InSlot returns the goal in a slot of a referral, or nil.
func (r *Record) InSlot(referral ID, slot int) *Goal {
	for i := range r.Goals {
		if g := &r.Goals[i]; g.Slot(referral) == slot {
			return g
		}
	}
	return nil
}

// CodedRatings returns the ratings of a goal that count as Goal-Based Outcomes
// within a referral: those since it has its slot there, made at a DIALOG of that
// referral or apart from any while it was open.
func (r *Record) CodedRatings(g *Goal, referral ID) []GoalRating {
	i := slices.IndexFunc(g.Slots, func(s GoalSlot) bool { return s.Referral == referral })
	within := r.Referral(referral)
	if i < 0 || within == nil || g.Struck.Out() {
		return nil
	}
	var coded []GoalRating
	for _, rating := range g.Ratings {
		day := rating.At.Date()
		if day.Before(g.Slots[i].Since.Date()) || !within.Open() && within.Closed.Before(day) {
			continue
		}
		if a := r.Assessment(rating.Assessment); a == nil || a.Referral == referral {
			coded = append(coded, rating)
		}
	}
	return coded
}

func (b *GoalCounted) validate() error {
	if b.Slot < FirstSlot || b.Slot > LastSlot {
		return invalid("Up to three goals can be Goal-Based Outcomes: the first, the second and the third.")
	}
	return nil
}

func checkSlot(r *Record, b *GoalCounted) error {
	g, referral := r.Goal(b.Goal), r.Referral(b.Referral)
	switch {
	case g == nil:
		return missing("That goal is not in this person's record.")
	case referral == nil:
		return missing("That referral is not in this person's record.")
	case g.Struck.Out():
		return conflict("That goal was struck out.")
	case !referral.Open():
		return conflict("That referral is closed. Goal-Based Outcomes belong to an open one.")
	case g.Slot(b.Referral) != 0:
		return conflict("That goal is one of the Goal-Based Outcomes already.")
	case r.InSlot(b.Referral, b.Slot) != nil:
		return conflict("That place was given to another goal of this referral, and is not given twice.")
	}
	return nil
}

// applySlot gives a goal its slot. Where two laptops gave the same one to two
// goals, the first in the order of the record has it.
func applySlot(r *Record, b *GoalCounted, at When) {
	g := r.Goal(b.Goal)
	if g == nil || g.Slot(b.Referral) != 0 || r.InSlot(b.Referral, b.Slot) != nil {
		return
	}
	g.Slots = append(g.Slots, GoalSlot{Referral: b.Referral, Slot: b.Slot, Since: at})
}
