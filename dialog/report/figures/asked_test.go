package figures_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/report/figures"
)

// What came of asking for help, by the last day of the span.
func TestAskingForHelp(t *testing.T) {
	wants := func(t *dialog.Taken) { t.Helps[dialog.MentalHealth-1] = dialog.HelpMarkWanted }
	not := func(t *dialog.Taken) { t.Helps[dialog.MentalHealth-1] = dialog.HelpMarkNot }
	first, second, after := day(2026, 2, 1), day(2026, 5, 1), day(2026, 8, 1)
	action := func(on dialog.Day, reviews ...dialog.CountedReview) dialog.CountedAction {
		return dialog.CountedAction{Agreed: on, Due: dialog.NoDay, Owner: dialog.PersonOwns, Domain: dialog.MentalHealth, Reviews: reviews}
	}
	with := func(c *dialog.Counted, actions ...dialog.CountedAction) *dialog.Counted {
		c.Actions = actions
		return c
	}
	done := func(on dialog.Day) dialog.CountedReview {
		return dialog.CountedReview{On: on, Outcome: dialog.ActionDone}
	}
	for name, c := range map[string]struct {
		person *dialog.Counted
		want   dialog.FollowThrough
	}{
		"not asked":                  {adult(rated(first, 3)), dialog.FollowThrough{}},
		"before the span":            {adult(by(rated(day(2025, 12, 1), 3), wants)), dialog.FollowThrough{}},
		"agreed, done, not wanted":   {with(adult(by(rated(first, 3), wants), by(rated(second, 4), not)), action(first, done(second))), dialog.FollowThrough{Asked: 1, Done: 1, Agreed: dialog.WishesThen{All: 1, NotNow: 1}}},
		"done after the span":        {with(adult(by(rated(first, 3), wants)), action(first, done(after))), dialog.FollowThrough{Asked: 1, Agreed: dialog.WishesThen{All: 1, NoneYet: 1}}},
		"the next is after the span": {adult(by(rated(first, 3), wants), by(rated(after, 4), wants)), dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NoneYet: 1}}},
		"a proxy's is not counted":   {adult(by(by(rated(first, 3), wants), func(t *dialog.Taken) { t.Proxy = true })), dialog.FollowThrough{}},
	} {
		t.Run(name, func(t *testing.T) {
			f := figures.New(asked)
			f.Add(c.person)
			if diff := cmp.Diff(c.want, f.Wishes); diff != "" {
				t.Error(diff)
			}
		})
	}
}
