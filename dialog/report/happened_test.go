package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// lived is a record with something of every kind that is no rating.
func lived() *dialog.Record {
	at := func(month time.Month, day int) dialog.Date { return dialog.Date{Year: 2026, Month: month, Day: day} }
	on := func(month time.Month, day int) dialog.When { return dialog.On(at(month, day)) }
	struck := dialog.Struck{Reason: "Wrong person", At: on(5, 1)}
	r := &dialog.Record{
		Person: dialog.Person{Given: "Jane", Family: "Smith"},
		Actions: []dialog.Action{
			{ID: dialog.ID{1}, Text: "Ring the college", Owner: dialog.PersonOwns, Due: at(4, 1), Assessment: dialog.ID{20}, Domain: dialog.JobSituation, Agreed: on(3, 14),
				Reviews: []dialog.Review{{Outcome: dialog.ActionPartly, Note: "no answer", At: on(4, 2)}}},
			{ID: dialog.ID{2}, Text: "Send the form", Owner: dialog.WorkerOwns, Agreed: on(3, 14)},
			{ID: dialog.ID{3}, Text: "Come along", Owner: dialog.OtherOwns, Other: "her sister", Agreed: on(3, 15), Struck: struck},
		},
		Events: []dialog.Event{
			{ID: dialog.ID{4}, What: dialog.Moved, On: at(2, 1)}, {ID: dialog.ID{5}, What: dialog.OtherEvent, On: at(2, 2), Note: "Became an aunt"},
			{ID: dialog.ID{6}, What: dialog.Admitted, On: at(2, 3), Struck: struck},
		},
		Circumstances: []dialog.Circumstance{{ID: dialog.ID{7}, Aspect: dialog.Employment, Code: "01", From: at(3, 1)}},
		Referrals:     []dialog.Referral{{ID: dialog.ID{8}, Team: "North hub", Received: at(1, 1), Closed: at(6, 1)}, {ID: dialog.ID{9}}},
		Talks:         []dialog.Talk{{Assessment: dialog.ID{20}, Notes: []dialog.TalkNote{{Domain: dialog.JobSituation, Step: dialog.OneHigher, Text: "A morning a week"}}}},
	}
	for i, rating := range []int{3, 5} {
		a := dialog.Assessment{ID: dialog.ID{byte(20 + i)}, Instrument: instrument.DIALOG, DoneAt: on(3, 14+i), Status: dialog.Finished}
		for _, d := range dialog.Domains() {
			a.Answers.Set(d, dialog.Answer{State: dialog.Rated, Rating: rating})
		}
		r.Assessments = append(r.Assessments, a)
	}
	return r
}

func TestWhatHappenedStandsAtItsDate(t *testing.T) {
	y := report.YearsOf(lived(), instrument.English())
	var got []string
	for _, h := range y.Happened {
		got = append(got, h.Date.String()+" "+h.Kind.Code()+" "+h.Words)
	}
	want := []string{
		"01-Jan-2026 R referred to North hub",
		"01-Feb-2026 E moved home",
		"02-Feb-2026 E Became an aunt",
		"01-Mar-2026 E employment: employed",
		"14-Mar-2026 A Jane: Ring the college, by 01-Apr-2026 (partly on 02-Apr-2026: no answer); The worker: Send the form (not reviewed yet)",
		"01-Jun-2026 X referral to North hub closed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("happened:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if y.From.String() != "01-Jan-2026" || y.To.String() != "01-Jun-2026" {
		t.Errorf("the years go from %s to %s", y.From, y.To)
	}
	r := lived()
	r.Assessments = nil
	if y := report.YearsOf(r, instrument.English()); !y.Empty() {
		t.Error("there is something to draw though nothing was rated")
	}
}

func TestTheYearsInWordsTellWhatHappened(t *testing.T) {
	r := lived()
	y := report.YearsOf(r, instrument.English())
	told := map[string]string{}
	for _, p := range y.InWords() {
		told[p.Title] = p.Text
	}
	for title, want := range map[string]string{
		"From 14-Mar-2026 to 15-Mar-2026": "higher than on 14-Mar-2026",
		"What was agreed":                 "On 14-Mar-2026: Jane: Ring the college",
		"Life events, work and home":      "On 01-Mar-2026: employment: employed. On 02-Feb-2026: Became an aunt.",
		"Referrals":                       "On 01-Jun-2026: referral to North hub closed. On 01-Jan-2026: referred to North hub.",
	} {
		if !strings.Contains(told[title], want) {
			t.Errorf("%q says %q, want %q in it", title, told[title], want)
		}
	}
	all := strings.Join(slices.Collect(func(yield func(string) bool) {
		for _, text := range told {
			if !yield(text) {
				return
			}
		}
	}), " ")
	for _, causal := range []string{"because", "caused", "thanks to", "due to", "led to", "Come along", "admitted"} {
		if strings.Contains(all, causal) {
			t.Errorf("%q is said: %s", causal, all)
		}
	}
	talked := report.AreaTalk(r, dialog.JobSituation, instrument.English())
	if len(talked) != 1 || !strings.HasPrefix(talked[0].Text, "One point higher looks like: A morning a week. Agreed: Jane: Ring the college") {
		t.Errorf("of the area was talked %+v", talked)
	}
	if other := report.AreaTalk(r, dialog.Friendships, instrument.English()); other != nil {
		t.Errorf("of another area was talked %+v", other)
	}
	r.Assessments[0].Completion = dialog.Proxy
	if y := report.YearsOf(r, instrument.English()); len(y.Overall) != 0 {
		t.Errorf("somebody else's ratings are compared: %+v", y.Overall)
	}
}
