package dialog_test

import (
	"testing"

	"alongside/dialog"
)

func TestWhatCameOfAskingForHelp(t *testing.T) {
	finish := func(n byte) dialog.Body { return &dialog.AssessmentFinished{Assessment: id(n)} }
	asks := func(n byte, d dialog.Domain) []dialog.Body { return []dialog.Body{start(n), wish(n, d, 3), finish(n)} }
	answers := func(n byte, d dialog.Domain, h dialog.Help) []dialog.Body {
		b := rate(n, d, 4)
		b.Answer.Help = h
		return []dialog.Body{start(n), b, finish(n)}
	}
	agree := func(n byte, at byte, d dialog.Domain) dialog.Body {
		a := dialog.Action{ID: id(n), Text: "Ring the college", Owner: dialog.PersonOwns, Domain: d}
		if at > 0 {
			a.Assessment = id(at)
		}
		return &dialog.ActionAgreed{Action: a}
	}
	review := func(n byte, o dialog.Outcome) dialog.Body { return &dialog.ActionReviewed{Action: id(n), Outcome: o} }
	job := dialog.JobSituation
	for name, c := range map[string]struct {
		bodies [][]dialog.Body
		want   dialog.FollowThrough
	}{
		"nothing was asked":             {[][]dialog.Body{answers(9, job, dialog.HelpNot)}, dialog.FollowThrough{}},
		"asked and nothing more":        {[][]dialog.Body{asks(9, job)}, dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NoneYet: 1}}},
		"agreed at the DIALOG and done": {[][]dialog.Body{asks(9, job), {agree(1, 9, job), review(1, dialog.ActionDone)}, answers(8, job, dialog.HelpNot)}, dialog.FollowThrough{Asked: 1, Done: 1, Agreed: dialog.WishesThen{All: 1, NotNow: 1}}},
		"agreed later, in part, still":  {[][]dialog.Body{asks(9, job), {agree(1, 0, job), review(1, dialog.ActionPartly)}, asks(8, job)}, dialog.FollowThrough{Asked: 2, Partly: 1, Agreed: dialog.WishesThen{All: 1, Still: 1}, Not: dialog.WishesThen{All: 1, NoneYet: 1}}},
		"agreed for another area":       {[][]dialog.Body{asks(9, job), {agree(1, 9, dialog.Medication)}, answers(8, job, dialog.HelpNotAsked)}, dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NotAsked: 1}}},
		"agreed before it was asked":    {[][]dialog.Body{{agree(1, 0, job)}, asks(9, job)}, dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NoneYet: 1}}},
		"agreed after the next":         {[][]dialog.Body{asks(9, job), answers(8, job, dialog.HelpNot), {agree(1, 0, job)}}, dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NotNow: 1}}},
		"agreed and struck out":         {[][]dialog.Body{asks(9, job), {agree(1, 9, job), &dialog.PartStruckOut{Part: dialog.PartAction, ID: id(1), Reason: "Twice"}}}, dialog.FollowThrough{Asked: 1, Not: dialog.WishesThen{All: 1, NoneYet: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			var all []dialog.Body
			for _, bodies := range c.bodies {
				all = append(all, bodies...)
			}
			if got := dialog.FollowThroughOf(happened(all...)); got != c.want {
				t.Errorf("it is\n%+v, want\n%+v", got, c.want)
			}
		})
	}
}
