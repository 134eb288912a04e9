package dialog_test

import (
	"slices"
	"testing"
	"time"

	"alongside/dialog"
)

// happened applies what was recorded about one person, a day apart from 1 March 2026.
func happened(bodies ...dialog.Body) *dialog.Record {
	r := &dialog.Record{}
	for i, body := range bodies {
		when := dialog.At(time.Date(2026, 3, 1+i, 10, 0, 0, 0, time.UTC))
		dialog.Apply(r, &dialog.Entry{Rank: int64(i + 1), DeviceSeq: int64(i + 1), Change: dialog.Change{Person: id(1), Worker: id(2), DoneAt: when, Body: body}})
	}
	return r
}

func day(d int) dialog.Date { return dialog.Date{Year: 2026, Month: time.March, Day: d} }

func wish(n byte, d dialog.Domain, rating int) *dialog.AnswerRecorded {
	b := rate(n, d, rating)
	b.Answer.Help = dialog.HelpWanted
	return b
}

func TestWhatASummaryPointsTo(t *testing.T) {
	finish := func(n byte) dialog.Body { return &dialog.AssessmentFinished{Assessment: id(n)} }
	r := happened(
		start(9), rate(9, dialog.Medication, 6), rate(9, dialog.JobSituation, 2), finish(9),
		start(8), rate(8, dialog.Medication, 5), wish(8, dialog.JobSituation, 2), rate(8, dialog.Friendships, 4), finish(8),
	)
	s := dialog.Summarise(r)
	for name, c := range map[string]struct {
		got  dialog.Areas
		want []dialog.Domain
	}{
		"wants help in": {s.Wants, []dialog.Domain{dialog.JobSituation}},
		"low in":        {s.Low, []dialog.Domain{dialog.JobSituation}},
		"fallen in":     {s.Fallen, []dialog.Domain{dialog.Medication}},
	} {
		if got := c.got.All(); !slices.Equal(got, c.want) || c.got.Count() != len(c.want) {
			t.Errorf("%s %v, want %v", name, got, c.want)
		}
	}
}

func TestPromisesPastTheirDay(t *testing.T) {
	action := func(n byte, owner dialog.Owner, due dialog.Date) dialog.Body {
		return &dialog.ActionAgreed{Action: dialog.Action{ID: id(n), Text: "Ring the college", Owner: owner, Due: due}}
	}
	r := happened(
		action(1, dialog.WorkerOwns, day(10)), action(2, dialog.PersonOwns, day(9)), action(3, dialog.WorkerOwns, dialog.Date{}),
		action(4, dialog.WorkerOwns, day(8)), &dialog.ActionReviewed{Action: id(4), Outcome: dialog.ActionDone},
		action(5, dialog.WorkerOwns, day(12)), &dialog.PartStruckOut{Part: dialog.PartAction, ID: id(5), Reason: "Twice"},
		action(6, dialog.OtherOwns, day(20)), &dialog.ActionReviewed{Action: id(6), Outcome: dialog.ActionPartly},
	)
	s := dialog.Summarise(r)
	want := []dialog.Promise{{Due: day(9)}, {Due: day(10), Worker: id(2)}, {Due: day(20)}, {Worker: id(2)}}
	if !slices.Equal(s.Promises, want) {
		t.Fatalf("the promises are %v", s.Promises)
	}
	for name, c := range map[string]struct {
		today    dialog.Date
		worker   dialog.ID
		own, all int
	}{
		"on the day":        {day(10), id(2), 0, 1},
		"a day later":       {day(11), id(2), 1, 2},
		"somebody else's":   {day(11), id(3), 0, 2},
		"nobody's is asked": {day(30), dialog.ID{}, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			if own, all := s.PastDue(c.today, c.worker); own != c.own || all != c.all {
				t.Errorf("%d of %d", own, all)
			}
		})
	}
}

func TestDaysToTheFirst(t *testing.T) {
	referral := func(received dialog.Date) dialog.Body {
		return &dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(5), Received: received, Setting: dialog.Community}}
	}
	done := []dialog.Body{start(9), rate(9, dialog.Medication, 6), &dialog.AssessmentFinished{Assessment: id(9)}}
	for name, c := range map[string]struct {
		record   *dialog.Record
		days     int
		done, ok bool
	}{
		"nothing is open":        {happened(done...), 0, false, false},
		"none yet":               {happened(referral(day(1))), 29, false, true},
		"one":                    {happened(append([]dialog.Body{referral(day(1))}, done...)...), 1, true, true},
		"one before it was made": {happened(append(done, referral(day(4)))...), 26, false, true},
		"the day is not known":   {happened(referral(dialog.Date{})), 0, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := dialog.Summarise(c.record)
			if days, done, ok := s.ToFirst(day(30)); days != c.days || done != c.done || ok != c.ok {
				t.Errorf("%d days, %v, %v", days, done, ok)
			}
		})
	}
}
