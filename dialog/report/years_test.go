package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/report"
)

// someYears is a record with one of everything.
func someYears(t testing.TB) *dialog.Record {
	t.Helper()
	r := record(
		assessment(t, "14-Mar-2024", "3 4 2! 5 4 4 3 6 d 4 5"),
		assessment(t, "02-Sep-2024", "4 4 2! 5 4 4 3 6 5 4 5", amended),
		assessment(t, "20-Jan-2025", "2 4 2 5 - - - - - - -", closed),
		assessment(t, "05-Mar-2025", "6 6 6 6 6 6 6 6 6 6 6", byProxy),
		assessment(t, "06-Mar-2025", "1 1 1 1 1 1 1 1 1 1 1", struckOut),
		assessment(t, "12-Sep-2025", "4 4 3 5 d 4 n 6 l 4 5"),
	)
	r.Assessments = append(r.Assessments, assessment(t, "01-Oct-2025", "7 - - - - - - - - - -", func(a *dialog.Assessment) { a.Status = dialog.Draft }))
	set := func(s string) dialog.When { return dialog.On(day(t, s)) }
	r.Goals = []dialog.Goal{
		{
			ID: dialog.ID{1}, Text: "Sleep through the night", Kind: dialog.ClinicalGoal, Domain: dialog.MentalHealth, Status: dialog.GoalReached,
			Set: set("14-Mar-2024"), Changed: set("20-Jan-2025"),
			Ratings: []dialog.GoalRating{{Rating: 2, At: set("14-Mar-2024")}, {Rating: 7, At: set("02-Sep-2024")}},
		},
		{
			ID: dialog.ID{2}, Text: "See Sam once a week", Kind: dialog.LifeGoal, Domain: dialog.Friendships, Status: dialog.GoalActive, Set: set("02-Sep-2024"),
		},
		{
			ID: dialog.ID{3}, Text: "Learn to swim", Kind: dialog.LifeGoal, Status: dialog.GoalSetDown, Reason: "the pool closed",
			Set: set("02-Sep-2024"), Changed: set("12-Sep-2025"), Ratings: []dialog.GoalRating{{Rating: 0, At: set("02-Sep-2024")}},
		},
	}
	r.Attempts = []dialog.Attempt{
		{ID: dialog.ID{4}, Reason: dialog.AttemptUnwell, At: set("01-Feb-2024")},
		{ID: dialog.ID{5}, Reason: dialog.AttemptNotAttended, At: set("12-Mar-2025")},
	}
	return r
}

func TestYearsInWords(t *testing.T) {
	y := report.YearsOf(someYears(t), words)
	want := map[string]string{
		"Mental health": "Rated 4 times. First 3 fairly dissatisfied on 14-Mar-2024, latest 4 in the middle on 12-Sep-2025. " +
			"Highest 4 in the middle, twice, last on 12-Sep-2025; lowest 2 very dissatisfied on 20-Jan-2025. " +
			"Answered on your behalf: 6 very satisfied on 05-Mar-2025.",
		"Physical health": "Rated 4 times. First 4 in the middle on 14-Mar-2024, latest 4 in the middle on 12-Sep-2025. The same each time. " +
			"Answered on your behalf: 6 very satisfied on 05-Mar-2025.",
		"Job situation": "Rated 4 times. First 2 very dissatisfied on 14-Mar-2024, latest 3 fairly dissatisfied on 12-Sep-2025. " +
			"Highest 3 fairly dissatisfied on 12-Sep-2025; lowest 2 very dissatisfied, 3 times, last on 20-Jan-2025. " +
			"Answered on your behalf: 6 very satisfied on 05-Mar-2025. More help was asked for on 14-Mar-2024 and 02-Sep-2024.",
		"Friendships": "Rated twice. First 3 fairly dissatisfied on 14-Mar-2024, latest 3 fairly dissatisfied on 02-Sep-2024. The same each time. " +
			"Not rated on 20-Jan-2025 (not reached) and 12-Sep-2025 (does not apply). Answered on your behalf: 6 very satisfied on 05-Mar-2025.",
		"Medication": "Rated once: 5 fairly satisfied on 02-Sep-2024. " +
			"Not rated on 14-Mar-2024 (declined), 20-Jan-2025 (not reached) and 12-Sep-2025 (left for later). " +
			"Answered on your behalf: 6 very satisfied on 05-Mar-2025.",
		"Quality of life": "First 3.9 on 14-Mar-2024, latest 4.3 (6 of 8 answered) on 12-Sep-2025. " +
			"Highest 4.3 (6 of 8 answered) on 12-Sep-2025; lowest 3.3 (4 of 8 answered) on 20-Jan-2025. Answered on your behalf: 6.0 on 05-Mar-2025.",
		"Treatment satisfaction": "First 4.5 (2 of 3 answered) on 14-Mar-2024, latest 4.5 (2 of 3 answered) on 12-Sep-2025. " +
			"Highest 4.7 on 02-Sep-2024; lowest 4.5 (2 of 3 answered), twice, last on 12-Sep-2025. " +
			"No mean on 20-Jan-2025 (0 of 3 answered). Answered on your behalf: 6.0 on 05-Mar-2025.",
		"Goal: See Sam once a week": "Life goal (Friendships), set on 02-Sep-2024. Not rated yet.",
		"Goal: Sleep through the night": "Clinical goal (Mental health), set on 14-Mar-2024. Rated twice. First 2 of 10 on 14-Mar-2024, latest 7 of 10 on 02-Sep-2024. " +
			"Reached on 20-Jan-2025.",
		"Goal: Learn to swim":  "Life goal, set on 02-Sep-2024. Rated once: 0 of 10 on 02-Sep-2024. Set down on 12-Sep-2025 (the pool closed).",
		"About single DIALOGs": "02-Sep-2024: amended; 20-Jan-2025: closed incomplete (fire alarm); 05-Mar-2025: on behalf; 06-Mar-2025: struck out (wrong person).",
		"Offered and not done": "01-Feb-2024 (unwell) and 12-Mar-2025 (did not attend).",
	}
	found := map[string]bool{}
	for _, p := range y.InWords() {
		claimsTooMuch(t, p.Text)
		if w, ok := want[p.Title]; ok {
			found[p.Title] = true
			if p.Text != w {
				t.Errorf("%s:\n got %s\nwant %s", p.Title, p.Text, w)
			}
		}
	}
	if len(found) != len(want) {
		t.Errorf("told only of %v", found)
	}
	if y.From != day(t, "01-Feb-2024") || y.To != day(t, "12-Sep-2025") {
		t.Errorf("from %s to %s", y.From, y.To)
	}
}

func TestYearsOfNothing(t *testing.T) {
	y := report.YearsOf(record(), words)
	if !y.Empty() || len(y.Areas) != dialog.DomainCount || len(y.Visits) != 0 {
		t.Errorf("got %+v", y)
	}
	for i, p := range y.InWords() {
		if want := "Not rated yet."; i < dialog.DomainCount && p.Text != want {
			t.Errorf("%s: %q", p.Title, p.Text)
		}
		if i >= dialog.DomainCount && p.Text != "No mean yet." {
			t.Errorf("%s: %q", p.Title, p.Text)
		}
	}
	table := y.Table()
	if lines := table.LineByLine(); lines != nil {
		t.Errorf("got %q", lines)
	}
}

func TestYearsOnlyOnBehalf(t *testing.T) {
	y := report.YearsOf(record(assessment(t, "14-Mar-2026", fours, byProxy)), words)
	want := "You have not rated it yourself yet. Answered on your behalf: 4 in the middle on 14-Mar-2026."
	if got := y.AreaInWords(0); got != want {
		t.Errorf("got %q", got)
	}
}

func TestLongListsOfDatesAreCut(t *testing.T) {
	var all []dialog.Assessment
	for m := range 9 {
		d := day(t, "14-Mar-2026").AddMonths(m)
		all = append(all, assessment(t, d.String(), "d 4 4 4 4 4 4 4 4 4 4"))
	}
	y := report.YearsOf(record(all...), words)
	want := "Not rated yet. Not rated on 14-Jul-2026 (declined), 14-Aug-2026 (declined), 14-Sep-2026 (declined), 14-Oct-2026 (declined), 14-Nov-2026 (declined) and 4 earlier dates."
	if got := y.AreaInWords(0); got != want {
		t.Errorf("got %q", got)
	}
}

func TestGrid(t *testing.T) {
	y := report.YearsOf(someYears(t), words)
	grid := y.Grid()
	want := []string{
		"Date         Men  Phy  Job  Acc  Lei  Par  Fri  Per  Med  Pra  Mee  QoL     Tre     About it",
		"12-Sep-2025  4    4    3    5    d    4    n    6    l    4    5    4.3(6)  4.5(2)",
		"12-Mar-2025                                                                         offered, not done: did not attend",
		"06-Mar-2025                                                                         struck out (wrong person)",
		"05-Mar-2025  6    6    6    6    6    6    6    6    6    6    6    6.0     6.0     on behalf",
		"20-Jan-2025  2    4    2    5    -    -    -    -    -    -    -    3.3(4)          closed incomplete (fire alarm)",
		"02-Sep-2024  4    4    2!   5    4    4    3    6    5    4    5    4.0     4.7     amended",
		"14-Mar-2024  3    4    2!   5    4    4    3    6    d    4    5    3.9     4.5(2)",
		"01-Feb-2024                                                                         offered, not done: unwell",
	}
	if diff := cmp.Diff(want, grid.Aligned(2, nil)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{5, -1, 4, 3, 2, 1, 0, -1}, grid.Visits); diff != "" {
		t.Error(diff)
	}
	key := []string{
		"Men Mental health", "Phy Physical health", "Job Job situation", "Acc Accommodation", "Lei Leisure activities", "Par Partner/family",
		"Fri Friendships", "Per Personal safety", "Med Medication", "Pra Practical help", "Mee Meetings", "QoL Quality of life, (6) mean of 6 of 8 answered",
		"Tre Treatment satisfaction, (2) mean of 2 of 3 answered", "d declined", "n does not apply", "l left for later", "- nothing recorded", "! more help wanted",
	}
	if diff := cmp.Diff(key, grid.Key); diff != "" {
		t.Error(diff)
	}
}

func TestMeansAreJoinedOnlyWhereTheyMayBeCompared(t *testing.T) {
	tests := map[string]struct {
		then, now string
		change    func(*dialog.Assessment) // of what was done between the two
		want      bool                     // the treatment means are joined
	}{
		"all three both times":              {"4 4 4 4 4 4 4 4 6 6 6", "4 4 4 4 4 4 4 4 4 3 4", struckOut, true},
		"the same two both times":           {"4 4 4 4 4 4 4 4 6 d 6", "4 4 4 4 4 4 4 4 4 d 3", struckOut, true},
		"medication, then practical help":   {"4 4 4 4 4 4 4 4 6 d 6", "4 4 4 4 4 4 4 4 d 4 3", struckOut, false},
		"somebody else answered in between": {"4 4 4 4 4 4 4 4 6 6 6", "4 4 4 4 4 4 4 4 4 3 4", byProxy, true},
		"one that nobody answered, between": {"4 4 4 4 4 4 4 4 6 6 6", "4 4 4 4 4 4 4 4 4 3 4", nil, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			between := assessment(t, "01-Jun-2026", "4 4 4 4 4 4 4 4 d d d")
			if test.change != nil {
				test.change(&between)
			}
			r := record(assessment(t, "09-Jan-2026", test.then), between, assessment(t, "01-Dec-2026", test.now))
			y := report.YearsOf(r, words)
			points := y.Means[1].Points
			if last := points[len(points)-1]; last.Broken() == test.want {
				t.Errorf("joined: %t", !last.Broken())
			}
			if !points[0].Broken() {
				t.Error("the first is joined with nothing")
			}
		})
	}
}

func TestTableLineByLine(t *testing.T) {
	r := record(assessment(t, "14-Mar-2024", "3 4 2! 5 4 4 3 6 d d 5"), assessment(t, "06-Mar-2025", fours, struckOut))
	y := report.YearsOf(r, words)
	table := y.Table()
	want := []string{
		"Date: 06-Mar-2025",
		"  About it: struck out (wrong person)",
		"",
		"Date: 14-Mar-2024",
		"  Mental health: 3 fairly dissatisfied",
		"  Physical health: 4 in the middle",
		"  Job situation: 2 very dissatisfied, more help wanted",
		"  Accommodation: 5 fairly satisfied",
		"  Leisure activities: 4 in the middle",
		"  Partner/family: 4 in the middle",
		"  Friendships: 3 fairly dissatisfied",
		"  Personal safety: 6 very satisfied",
		"  Medication: declined",
		"  Practical help: declined",
		"  Meetings: 5 fairly satisfied",
		"  Quality of life: 3.9, mean of 8 of 8 answered",
		"  Treatment satisfaction: no mean, 1 of 3 answered",
		"",
	}
	if diff := cmp.Diff(want, table.LineByLine()); diff != "" {
		t.Error(diff)
	}
}

func TestGoalsTable(t *testing.T) {
	y := report.YearsOf(someYears(t), words)
	table := y.GoalsTable()
	want := [][]string{
		{"02-Sep-2024", "7", "Sleep through the night", "Clinical goal (Mental health)", "reached on 20-Jan-2025"},
		{"02-Sep-2024", "0", "Learn to swim", "Life goal", "set down on 12-Sep-2025 (the pool closed)"},
		{"14-Mar-2024", "2", "Sleep through the night", "Clinical goal (Mental health)", "reached on 20-Jan-2025"},
		{"not rated yet", "", "See Sam once a week", "Life goal (Friendships)", "active"},
	}
	if diff := cmp.Diff(want, table.Rows); diff != "" {
		t.Error(diff)
	}
}

// The years hold exactly what the history holds, whatever the order in which the
// record has it; nothing that was struck out or is a draft has a value.
func TestYearsHoldTheHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord.Draw(t, "record")
		y := report.YearsOf(r, words)
		history := r.History()
		for i, d := range dialog.Domains() {
			values := y.Areas[i].Values
			if len(values) != len(history) {
				t.Fatalf("%d values, %d in the history", len(values), len(history))
			}
			for j, v := range values {
				rating, ok := history[j].Answers.Get(d).Score()
				if v.Rated() != ok || ok && v.Rating != rating || y.Visits[v.Visit].ID != history[j].ID {
					t.Fatalf("value %d of %s is %+v", j, d, v)
				}
			}
		}
		for j, p := range y.Means[0].Points {
			if p.Mean != dialog.LifeMean(&history[j].Answers) {
				t.Fatalf("mean %d is %+v", j, p)
			}
		}
		if !slices.IsSortedFunc(y.Visits, func(a, b report.Visit) int { return a.Date.Compare(b.Date) }) {
			t.Fatal("visits are not in order")
		}
		checkTables(t, &y)
	})
}

func checkTables(t *rapid.T, y *report.Years) {
	for _, table := range []report.Table{y.Table(), y.Grid(), y.GoalsTable()} {
		if !slices.IsSortedFunc(table.Rows, func(a, b []string) int { return compareDates(b[0], a[0]) }) {
			t.Fatalf("%s is not latest first", table.Title)
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Fatalf("a row of %s has %d cells", table.Title, len(row))
			}
		}
		if n := len(table.Aligned(2, nil)); n != len(table.Rows)+1 {
			t.Fatalf("%d lines for %d rows", n, len(table.Rows))
		}
	}
	for _, p := range y.InWords() {
		claimsTooMuch(t, p.Text)
		if p.Title == "" || p.Text == "" || strings.Contains(p.Text, "  ") || strings.Contains(p.Text, "..") {
			t.Fatalf("%q is told as %q", p.Title, p.Text)
		}
	}
}

func compareDates(a, b string) int {
	x, err := dialog.ParseDate(a)
	if err != nil {
		return 0
	}
	y, err := dialog.ParseDate(b)
	if err != nil {
		return 0
	}
	return x.Compare(y)
}

var anyRecord = rapid.Custom(func(t *rapid.T) *dialog.Record {
	r := &dialog.Record{}
	first := dialog.Date{Year: 2020, Month: 3, Day: 14}
	for i := range rapid.IntRange(0, 12).Draw(t, "assessments") {
		on := first.AddDays(rapid.IntRange(0, 900).Draw(t, "day"))
		a := assessment(outside, on.String(), anyAnswers.Draw(t, "answers"), rapid.SampledFrom([]func(*dialog.Assessment){
			func(*dialog.Assessment) {}, byProxy, amended, struckOut, closed, onPaper, imported,
			func(a *dialog.Assessment) { a.Status = dialog.Draft },
		}).Draw(t, "how"))
		a.ID[15] = byte(i)
		r.Assessments = append(r.Assessments, a)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "goals") {
		g := dialog.Goal{
			ID: dialog.ID{byte(i + 1)}, Text: "A goal", Kind: dialog.LifeGoal, Set: dialog.On(first),
			Status: rapid.SampledFrom([]dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached}).Draw(t, "status"), Changed: dialog.On(first),
		}
		for range rapid.IntRange(0, 4).Draw(t, "ratings") {
			on := first.AddDays(rapid.IntRange(0, 900).Draw(t, "day"))
			g.Ratings = append(g.Ratings, dialog.GoalRating{Rating: rapid.IntRange(0, 10).Draw(t, "rating"), At: dialog.On(on)})
		}
		r.Goals = append(r.Goals, g)
	}
	for range rapid.IntRange(0, 3).Draw(t, "offers") {
		r.Attempts = append(r.Attempts, dialog.Attempt{Reason: dialog.AttemptUnwell, At: dialog.On(first.AddDays(rapid.IntRange(0, 900).Draw(t, "day")))})
	}
	return r
})

func BenchmarkYearsOf200(b *testing.B) {
	r := &dialog.Record{}
	for i := range 200 {
		r.Assessments = append(r.Assessments, assessment(b, dialog.Date{Year: 2019, Month: 3, Day: 14}.AddDays(13*i).String(), "4 5 6 3 2 d 4 5! 6 7 4"))
	}
	for b.Loop() {
		report.YearsOf(r, words)
	}
}
