package report_test

import (
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

func TestFollowWords(t *testing.T) {
	for name, c := range map[string]struct {
		counted dialog.FollowThrough
		want    string
	}{
		"nobody asked": {dialog.FollowThrough{}, ""},
		"asked once":   {dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NoneYet: 1}}, "More help was asked for once, each area at each DIALOG counted. Nothing was agreed for it in that area before the next DIALOG. Where nothing was agreed, it is not known yet whether help is still wanted (1 without a DIALOG since)."},
		"of all kinds": {dialog.FollowThrough{Asked: 9, Done: 3, Partly: 1, Agreed: dialog.WishesThen{All: 5, Still: 2, NotNow: 2, NotAsked: 1}, Not: dialog.WishesThen{All: 4, Still: 3, NotNow: 1}},
			"More help was asked for 9 times, each area at each DIALOG counted. Something was agreed for 5 of 9: for 3 of these something was done, for 1 something in part. Where something was agreed, help was still wanted the next time in 2 of 4 (1 not answered). Where nothing was agreed, help was still wanted the next time in 3 of 4."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := report.FollowWords(c.counted, instrument.English()); got != c.want {
				t.Errorf("it says\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
