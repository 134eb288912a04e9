// Package counted makes people up as figures count them, the same ones every time: for
// tests of what is drawn of a report, without a record behind it.
package counted

import (
	"math/rand/v2"

	"alongside/dialog"
)

// People returns so many made-up people of three teams, whose DIALOGs lie in the two
// years before a day.
func People(n int, until dialog.Date) []dialog.Counted {
	r := rand.New(rand.NewPCG(20261122, 7))
	all := make([]dialog.Counted, n)
	for i := range all {
		all[i] = person(r, dialog.DayOf(until))
	}
	return all
}

func oneOf(r *rand.Rand, words ...string) string { return words[r.IntN(len(words))] }

func person(r *rand.Rand, until dialog.Day) dialog.Counted {
	c := dialog.Counted{Born: until - dialog.Day(365*19+r.IntN(365*55)), Told: dialog.Told{
		Ethnicity: oneOf(r, "white-british", "white-british", "white-british", "white-other", "mixed-other", "asian-indian", "asian-pakistani",
			"black-african", "black-caribbean", "chinese", "declined", "not-asked", ""),
		Gender:      oneOf(r, "female", "female", "female", "male", "male", "male", "non-binary", "declined", "not-asked", ""),
		Orientation: oneOf(r, "heterosexual", "heterosexual", "heterosexual", "gay-lesbian", "bisexual", "declined", "not-asked", "not-asked", ""),
		Disability:  oneOf(r, "some", "none", "none", "not-asked", ""),
	}}
	received := until - dialog.Day(100+r.IntN(630))
	referral := dialog.CountedReferral{Team: oneOf(r, "Canal Street Hub", "Northgate Community Team", "Northgate Community Team", "Quayside Early Intervention"),
		Setting: dialog.Community, Received: received, Closed: dialog.NoDay}
	low := 2 + r.IntN(4)
	for on, k := received+7, 0; on <= until && k < 5; on, k = on+dialog.Day(60+r.IntN(120)), k+1 {
		c.Taken = append(c.Taken, taken(r, on, low+k/2))
	}
	if r.IntN(3) == 0 && len(c.Taken) > 0 {
		referral.Closed = c.Taken[len(c.Taken)-1].On + 10
	}
	if r.IntN(3) == 0 {
		first := r.IntN(4)
		referral.Slots[0] = []dialog.SlotRating{{On: received + 14, Rating: first}, {On: received + 90, Rating: min(first+r.IntN(7), 10)}}
		c.Goals = append(c.Goals, dialog.CountedGoal{Set: received + 14, Since: received + 14, Status: dialog.GoalActive, Kind: dialog.LifeGoal})
	}
	c.Referrals = append(c.Referrals, referral)
	for range r.IntN(4) {
		a := dialog.CountedAction{Agreed: until - dialog.Day(r.IntN(300)), Due: dialog.NoDay, Owner: []dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns}[r.IntN(2)]}
		if r.IntN(3) > 0 {
			a.Reviews = []dialog.CountedReview{{On: a.Agreed + 30, Outcome: dialog.Outcomes()[r.IntN(4)]}}
		}
		c.Actions = append(c.Actions, a)
	}
	return c
}

// taken is a DIALOG of the first referral around a rating.
func taken(r *rand.Rand, on dialog.Day, around int) dialog.Taken {
	t := dialog.Taken{On: on, Complete: r.IntN(20) > 0, Proxy: r.IntN(30) == 0}
	for i := range t.Marks {
		switch r.IntN(40) {
		case 0:
			t.Marks[i] = dialog.MarkDeclined
		case 1:
			t.Marks[i] = dialog.MarkNotApplicable
		default:
			t.Marks[i] = dialog.Mark(min(max(around-1+r.IntN(4), 1), 7))
		}
	}
	return t
}
