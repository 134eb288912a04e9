package figures_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report/figures"
)

func date(y int, m time.Month, d int) dialog.Date { return dialog.Date{Year: y, Month: m, Day: d} }

func day(y int, m time.Month, d int) dialog.Day { return dialog.DayOf(date(y, m, d)) }

var asked = figures.Question{From: date(2026, 1, 1), To: date(2026, 6, 30), Made: date(2026, 7, 1)}

// adult is somebody of forty with one referral of the right kind, open for years.
func adult(taken ...dialog.Taken) *dialog.Counted {
	return &dialog.Counted{Born: day(1986, 2, 3), Taken: taken, Referrals: []dialog.CountedReferral{
		{Team: "North hub", Setting: dialog.Community, Received: day(2024, 5, 1), Closed: dialog.NoDay}}}
}

// rated is a DIALOG of the first referral with one rating of mental health.
func rated(on dialog.Day, rating dialog.Mark) dialog.Taken {
	t := dialog.Taken{On: on, Complete: true}
	t.Marks[dialog.MentalHealth-1] = rating
	return t
}

func by(t dialog.Taken, change func(*dialog.Taken)) dialog.Taken {
	change(&t)
	return t
}

// What pairs and what does not, of one person.
func TestPairs(t *testing.T) {
	early, mid, late := day(2025, 3, 1), day(2025, 9, 1), day(2026, 3, 1)
	proxy := func(t *dialog.Taken) { t.Proxy = true }
	elsewhere := func(t *dialog.Taken) { t.Within = -1 }
	for _, c := range []struct {
		name                  string
		person                *dialog.Counted
		improved, same, worse int
	}{
		{"one point higher", adult(rated(early, 3), rated(late, 4)), 1, 0, 0},
		{"the same", adult(rated(early, 3), rated(late, 3)), 0, 1, 0},
		{"one point lower", adult(rated(early, 3), rated(late, 2)), 0, 0, 1},
		{"the first against the latest, whatever is between", adult(rated(early, 3), rated(mid, 7), rated(late, 2)), 0, 0, 1},
		{"one rating is no pair", adult(rated(late, 3)), 0, 0, 0},
		{"two on one day are no pair", adult(rated(late, 3), rated(late, 6)), 0, 0, 0},
		{"a declined item is passed over", adult(rated(early, dialog.MarkDeclined), rated(mid, 3), rated(late, 4)), 1, 0, 0},
		{"and so is one that does not apply, at the end", adult(rated(early, 3), rated(mid, 4), rated(late, dialog.MarkNotApplicable)), 1, 0, 0},
		{"a proxy's rating is never the other half", adult(rated(early, 3), by(rated(late, 4), proxy)), 0, 0, 0},
		{"nor is one that names no referral", adult(rated(early, 3), by(rated(late, 4), elsewhere)), 0, 0, 0},
		{"nor one after the span", adult(rated(early, 3), rated(day(2026, 7, 1), 4)), 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := figures.New(asked)
			f.Add(c.person)
			got := f.Outcomes[figures.OpenLong][dialog.MentalHealth-1]
			if got.Improved != c.improved || got.Same != c.same || got.Worse != c.worse {
				t.Errorf("improved %d, the same %d, worse %d", got.Improved, got.Same, got.Worse)
			}
		})
	}
}

// Which referrals are followed, and why the others are not.
func TestWhoIsFollowed(t *testing.T) {
	referral := func(change func(*dialog.Counted, *dialog.CountedReferral)) *dialog.Counted {
		c := adult(rated(day(2025, 3, 1), 3), rated(day(2026, 3, 1), 4))
		change(c, &c.Referrals[0])
		return c
	}
	none := figures.LeftOut(-1)
	for _, c := range []struct {
		name         string
		person       *dialog.Counted
		open, closed int
		leftOut      figures.LeftOut
	}{
		{"open", referral(func(_ *dialog.Counted, _ *dialog.CountedReferral) {}), 1, 0, none},
		{"open for 180 days", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Received = day(2026, 1, 1) }), 1, 0, none},
		{"open for 179 days", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Received = day(2026, 1, 2) }), 0, 0, figures.OpenShort},
		{"closed on the first day", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Closed = day(2026, 1, 1) }), 0, 1, none},
		{"closed before", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Closed = day(2025, 12, 31) }), 0, 0, none},
		{"closed after, so still open", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Closed = day(2026, 7, 1) }), 1, 0, none},
		{"closed after a week", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) {
			r.Received, r.Closed = day(2026, 2, 1), day(2026, 2, 8)
		}), 0, 1, none},
		{"received after the span", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Received = day(2026, 7, 1) }), 0, 0, none},
		{"acute", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Setting = dialog.Acute }), 0, 0, figures.Acute},
		{"without a day", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Received = dialog.NoDay }), 0, 0, figures.NoReceived},
		{"before April 2019", referral(func(_ *dialog.Counted, r *dialog.CountedReferral) { r.Received = day(2019, 3, 31) }), 0, 0, figures.TooEarly},
		{"without a birth date", referral(func(c *dialog.Counted, _ *dialog.CountedReferral) { c.Born = dialog.NoDay }), 0, 0, figures.NoBirthDate},
		{"the day before eighteen", referral(func(c *dialog.Counted, _ *dialog.CountedReferral) { c.Born = day(2006, 5, 2) }), 0, 0, figures.UnderAge},
		{"eighteen that day", referral(func(c *dialog.Counted, _ *dialog.CountedReferral) { c.Born = day(2006, 5, 1) }), 1, 0, none},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := figures.New(asked)
			f.Add(c.person)
			if f.Referrals[figures.OpenLong].All != c.open || f.Referrals[figures.Closed].All != c.closed {
				t.Errorf("open %d, closed %d", f.Referrals[figures.OpenLong].All, f.Referrals[figures.Closed].All)
			}
			for reason, n := range f.LeftOut {
				if want := figures.LeftOut(reason) == c.leftOut; (n == 1) != want {
					t.Errorf("reason %d: %d", reason, n)
				}
			}
		})
	}
}

// A team's figures are of its referrals alone, however its name is written.
func TestOneTeam(t *testing.T) {
	two := adult(rated(day(2026, 2, 1), 3), by(rated(day(2026, 3, 1), 4), func(t *dialog.Taken) { t.Within = 1 }), by(rated(day(2026, 4, 1), 4), func(t *dialog.Taken) { t.Within = -1 }))
	two.Referrals = append(two.Referrals, dialog.CountedReferral{Team: "South hub", Setting: dialog.Community, Received: day(2026, 3, 1), Closed: dialog.NoDay})
	two.Goals = []dialog.CountedGoal{{Set: day(2026, 2, 1), Since: day(2026, 5, 1), Status: dialog.GoalReached}, {Set: day(2026, 3, 2), Since: day(2026, 3, 2), Status: dialog.GoalActive}}
	for team, want := range map[string][4]int{ // DIALOGs, goals set, reached, active
		"": {3, 2, 1, 1}, "NORTH HUB": {1, 2, 1, 1}, "South hub": {1, 1, 0, 1}, "East hub": {0, 0, 0, 0},
	} {
		q := asked
		q.Team = team
		f := figures.New(q)
		f.Add(two)
		if got := [4]int{f.Finished, f.Goals.Set, f.Goals.Reached, f.Goals.Active}; got != want {
			t.Errorf("%q: %v, want %v", team, got, want)
		}
	}
}

func TestMeanAndSpread(t *testing.T) {
	f := figures.New(asked)
	for i, rating := range []dialog.Mark{2, 4, 4, 4, 5, 5, 7, 9} {
		c := adult(rated(day(2026, 2, 1), 1), rated(day(2026, 2, 2), rating))
		c.Taken[0].On += dialog.Day(i)
		c.Taken[1].On += dialog.Day(i)
		f.Add(c)
	}
	s := f.Latest[dialog.MentalHealth-1]
	if diff := cmp.Diff([3]float64{7, 31.0 / 7, 1.511}, [3]float64{float64(s.N), s.Mean(), float64(int(s.SD()*1000)) / 1000}); diff != "" {
		t.Error(diff)
	}
	if f.Life.N != 0 {
		t.Error("a mean of one item of eight")
	}
}

// Of fewer people than are shown nothing is said but that.
func TestFewPeople(t *testing.T) {
	f := figures.New(asked)
	for range figures.Least - 1 {
		f.Add(adult(rated(day(2025, 2, 1), 1), rated(day(2026, 2, 2), 7)))
	}
	r := f.Report(instrument.English())
	for _, l := range r.Lines(80) {
		if strings.ContainsAny(strings.ReplaceAll(l.Text, "2026", ""), "467") && !strings.HasPrefix(l.Text, "From ") {
			t.Errorf("a number of few people is told: %s", l.Text)
		}
	}
	if len(r.Sections) != 1 {
		t.Errorf("%d sections", len(r.Sections))
	}
}

func TestQuestion(t *testing.T) {
	if q := figures.Year(date(2026, 3, 1)); q.From != date(2025, 3, 2) || q.To != date(2026, 3, 1) || q.Check() != nil {
		t.Errorf("a year is %v", q)
	}
	for name, q := range map[string]figures.Question{"no span": {}, "no end": {From: date(2026, 1, 1)}, "backwards": {From: date(2026, 1, 2), To: date(2026, 1, 1)}} {
		if dialog.ErrorCode(q.Check()) != dialog.Invalid {
			t.Errorf("%s is taken", name)
		}
	}
}
