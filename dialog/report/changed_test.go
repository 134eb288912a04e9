package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/report"
)

func TestChangeInWords(t *testing.T) {
	before := assessment(t, "01-Feb-2025", "4 4 d d d d d d d d 4")
	then := assessment(t, "14-Mar-2026", "3 5 4 d n l - 4 d 2! -")
	now := assessment(t, "12-Sep-2026", "5 4 4 4 4 4 4 d! l n~ 6")
	r := record(before, then, now)
	got := report.Compare(r, &r.Assessments[2], &r.Assessments[1], words)
	want := [][]string{
		{"Mental health", "5 fairly satisfied", "3 fairly dissatisfied", "higher by 2", "not asked"},
		{"Physical health", "4 in the middle", "5 fairly satisfied", "lower by 1", "not asked"},
		{"Job situation", "4 in the middle", "4 in the middle", "the same", "not asked"},
		{"Accommodation", "4 in the middle", "declined", "first time", "not asked"},
		{"Leisure activities", "4 in the middle", "does not apply", "first time", "not asked"},
		{"Partner/family", "4 in the middle", "left for later", "first time", "not asked"},
		{"Friendships", "4 in the middle", "not reached", "first time", "not asked"},
		{"Personal safety", "declined", "4 in the middle", "declined this time", "wanted"},
		{"Medication", "left for later", "declined", "left for later", "not asked"},
		{"Practical help", "does not apply", "2 very dissatisfied", "does not apply", "no longer"},
		{"Meetings", "6 very satisfied", "not reached", "not reached then", "not asked"},
	}
	table := got.Table()
	if diff := cmp.Diff(want, table.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestChangeInWordsWhenRatedBefore(t *testing.T) {
	tests := map[string]struct{ then, want string }{
		"declined":       {"d", "declined then"},
		"does not apply": {"n", "did not apply then"},
		"later":          {"l", "left for later then"},
		"not reached":    {"-", "not reached then"},
	}
	const rest = " 4 4 4 4 4 4 4 4 4 4"
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "01-Feb-2025", fours), assessment(t, "14-Mar-2026", test.then+rest), assessment(t, "12-Sep-2026", "4"+rest))
			if got := report.Compare(r, &r.Assessments[2], &r.Assessments[1], words).Rows[0].Change; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestWhyNothingIsCompared(t *testing.T) {
	now := assessment(t, "12-Sep-2026", fours)
	tests := map[string]struct {
		then   *dialog.Assessment
		before []dialog.Assessment
		want   report.Comparison
		change string // of the first row
	}{
		"first time":             {want: report.FirstTime, change: "first time"},
		"only on behalf":         {before: []dialog.Assessment{assessment(t, "14-Mar-2026", fours, byProxy)}, want: report.OtherPerson, change: "not compared"},
		"on behalf, asked for":   {then: ptr(assessment(t, "14-Mar-2026", fours, byProxy)), want: report.OtherPerson, change: "not compared"},
		"not asked for":          {before: []dialog.Assessment{assessment(t, "14-Mar-2026", fours)}, want: report.NotChosen, change: "not compared"},
		"struck out":             {then: ptr(assessment(t, "14-Mar-2026", fours, struckOut)), want: report.NotCounted, change: "not compared"},
		"of another measure":     {then: ptr(assessment(t, "14-Mar-2026", fours, otherMeasure)), want: report.NotCounted, change: "not compared"},
		"earlier, other measure": {before: []dialog.Assessment{assessment(t, "14-Mar-2026", fours, otherMeasure)}, want: report.FirstTime, change: "first time"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(append(test.before, now)...)
			if test.then != nil {
				r.Assessments = append(r.Assessments, *test.then)
			}
			got := report.Compare(r, &now, test.then, words)
			if got.Comparison != test.want || got.Both != 0 || got.Rows[0].Change != test.change {
				t.Errorf("got %v with %d both times and %q", got.Comparison, got.Both, got.Rows[0].Change)
			}
			for _, row := range got.Rows {
				if row.Then.Words != "" || row.Direction != dialog.NoComparison {
					t.Errorf("%s is set beside %q", row.Area, row.Then.Words)
				}
			}
		})
	}
}

func ptr(a dialog.Assessment) *dialog.Assessment { return &a }

func otherMeasure(a *dialog.Assessment) { a.Instrument.Name = "another" }

func TestMeanSentences(t *testing.T) {
	tests := map[string]struct {
		then, now       string
		life, treatment string
	}{
		"as asked for": {
			"4 4 4 4 4 4 4 4 4 4 4", "5 5 5 5 5 4 4 d 5 5 6",
			"Quality of life 4.7, mean of 7 of 8 answered; on the 7 items answered both times: up 0.7.",
			"Treatment satisfaction 5.3, mean of 3 of 3 answered; on the 3 items answered both times: up 1.3.",
		},
		"down and no change": {
			"4 4 4 4 4 4 4 4 4 4 4", "4 4 4 4 4 4 4 3 4 4 4",
			"Quality of life 3.9, mean of 8 of 8 answered; on the 8 items answered both times: down 0.1.",
			"Treatment satisfaction 4.0, mean of 3 of 3 answered; on the 3 items answered both times: the same.",
		},
		"too few now": {
			"4 4 4 4 4 4 4 4 4 4 4", "4 4 4 d d d d d 4 d d",
			"Quality of life: no mean, 3 of 8 answered; 3 items answered both times, too few to compare.",
			"Treatment satisfaction: no mean, 1 of 3 answered; 1 item answered both times, too few to compare.",
		},
		"just enough now, too few both times": {
			"4 4 4 d d d d d 4 d d", "4 4 4 4 d d d d 4 4 d",
			"Quality of life 4.0, mean of 4 of 8 answered; 3 items answered both times, too few to compare.",
			"Treatment satisfaction 4.0, mean of 2 of 3 answered; 1 item answered both times, too few to compare.",
		},
		"first time": {
			"", "4 4 4 4 4 4 4 4 4 4 4",
			"Quality of life 4.0, mean of 8 of 8 answered.",
			"Treatment satisfaction 4.0, mean of 3 of 3 answered.",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "12-Sep-2026", test.now))
			var then *dialog.Assessment
			if test.then != "" {
				r.Assessments = append(r.Assessments, assessment(t, "14-Mar-2026", test.then))
				then = &r.Assessments[1]
			}
			got := report.Compare(r, &r.Assessments[0], then, words)
			if diff := cmp.Diff([]string{test.life, test.treatment}, []string{got.Means[0].Sentence(), got.Means[1].Sentence()}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMeanInParts(t *testing.T) {
	r := record(assessment(t, "14-Mar-2026", fours), assessment(t, "12-Sep-2026", "5 5 5 5 5 4 4 d 4 d d"))
	got := report.Compare(r, &r.Assessments[1], &r.Assessments[0], words).Means
	for i, want := range [][]string{
		{"4.7", "mean of 7 of 8 answered", "4.0", "up 0.7, 7 of 8 both times"},
		{"", "no mean, 1 of 3 answered", "4.0", "too few: 1 of 3 both times"},
	} {
		if diff := cmp.Diff(want, []string{got[i].Value, got[i].Basis, got[i].Then, got[i].Change}); diff != "" {
			t.Error(diff)
		}
	}
	if got[0].Direction() != dialog.Higher || got[1].Direction() != dialog.NoComparison {
		t.Errorf("got %v and %v", got[0].Direction(), got[1].Direction())
	}
}

// unasked is what is said where nobody asked about more help.
const unasked = "More help: not asked about in any of these areas."

func TestRemarksSayWhatToKnow(t *testing.T) {
	r := record(assessment(t, "14-Mar-2026", fours, closed, amended), assessment(t, "12-Sep-2026", fours, byProxy))
	got := report.Compare(r, &r.Assessments[1], &r.Assessments[0], words).Remarks
	want := []string{"DIALOG of 12-Sep-2026: on behalf.", "DIALOG of 14-Mar-2026: amended, closed incomplete (fire alarm).", unasked}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r = record(assessment(t, "12-Sep-2026", fours))
	if diff := cmp.Diff([]string{unasked}, report.Compare(r, &r.Assessments[0], nil, words).Remarks); diff != "" {
		t.Error(diff)
	}
}

// One in between that somebody else answered is passed over, and that is said.
func TestTheReasonStandsWithWhatItIsFor(t *testing.T) {
	incomplete := func(a *dialog.Assessment) { a.Reason = "no medication" }
	tests := map[string]struct {
		items  string
		change []func(*dialog.Assessment)
		want   string
	}{
		"nothing to know":                 {fours, nil, ""},
		"amended":                         {fours, []func(*dialog.Assessment){amended}, "amended"},
		"finished incomplete":             {"4 4 4 4 4 4 4 4 n 4 4", []func(*dialog.Assessment){incomplete}, "10 of 11 rated (no medication)"},
		"finished incomplete, amended":    {"4 4 4 4 4 4 4 4 n 4 4", []func(*dialog.Assessment){incomplete, amended}, "10 of 11 rated (no medication), amended"},
		"closed, amended":                 {fours, []func(*dialog.Assessment){closed, amended}, "amended, closed incomplete (fire alarm)"},
		"closed, answered on behalf":      {fours, []func(*dialog.Assessment){closed, byProxy}, "closed incomplete (fire alarm), on behalf"},
		"closed, then struck out":         {fours, []func(*dialog.Assessment){closed, struckOut}, "closed incomplete, struck out (wrong person)"},
		"finished incomplete, struck out": {"4 4 4 4 4 4 4 4 n 4 4", []func(*dialog.Assessment){incomplete, struckOut}, "struck out (wrong person)"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "01-Dec-2026", test.items, test.change...))
			visit := report.Compare(r, &r.Assessments[0], nil, words).Now
			if got := visit.Words(words); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := visit.RatedWords(words); !strings.HasSuffix(got, test.want) || strings.Count(got, " rated") != 1 {
				t.Errorf("with what was rated: %q", got)
			}
		})
	}
}

func TestPassedOverIsSaid(t *testing.T) {
	own, theirs := assessment(t, "14-Mar-2026", fours), assessment(t, "20-May-2026", fours, byProxy)
	r := record(own, theirs, assessment(t, "12-Sep-2026", fours))
	got := report.Compare(r, &r.Assessments[2], &r.Assessments[0], words).Remarks
	if diff := cmp.Diff([]string{"DIALOG of 20-May-2026: somebody else answered on your behalf, so it is not set beside this one.", unasked}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHelpNowBesideThen(t *testing.T) {
	r := record(assessment(t, "14-Mar-2026", "4! 4! 4! 4 4 4 4 4 4 4 4"), assessment(t, "12-Sep-2026", "4! 4~ 4 4! 4~ 4 4 4 4 4 4"))
	rows := report.Compare(r, &r.Assessments[1], &r.Assessments[0], words).Rows
	for i, want := range []string{"more help wanted, as then", "more help no longer wanted", "more help wanted then, not asked now", "more help wanted", "help: no", "help: not asked"} {
		if got := rows[i].HelpWords(); got != want {
			t.Errorf("%s: got %q, want %q", rows[i].Area, got, want)
		}
	}
}

// No and not asked are told apart, in every row or once for all of them.
func TestHelpThatIsAlikeIsSaidOnce(t *testing.T) {
	const no = "More help: no, in each of these areas."
	tests := map[string]struct{ then, now, want string }{
		"asked nowhere":                {fours, fours, unasked},
		"no everywhere":                {fours, "4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~", no},
		"no everywhere, asked nowhere": {"4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~", fours, unasked},
		"no in one":                    {fours, "4~ 4 4 4 4 4 4 4 4 4 4", ""},
		"not asked in one":             {fours, "4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4", ""},
		"wanted in one":                {fours, "4~ 4~ 4~ 4! 4~ 4~ 4~ 4~ 4~ 4~ 4~", ""},
		"wanted then":                  {"4! 4 4 4 4 4 4 4 4 4 4", fours, ""},
		"no longer wanted":             {"4! 4 4 4 4 4 4 4 4 4 4", "4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~ 4~", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "14-Mar-2026", tt.then), assessment(t, "12-Sep-2026", tt.now))
			got := report.Compare(r, &r.Assessments[1], &r.Assessments[0], words)
			if said := slices.Contains(got.Remarks, tt.want); got.Help != tt.want || said != (tt.want != "") {
				t.Errorf("got %q, said %v, want %q", got.Help, said, tt.want)
			}
		})
	}
}

// Nobody leaves a row of a paper form for later: it was left blank, wherever it is told.
func TestARowLeftBlankOnPaper(t *testing.T) {
	tests := map[string]struct {
		items          string
		how            func(*dialog.Assessment)
		row, said, key string
	}{
		"on the screen":            {"l 4 4 4 4 4 4 4 4 4 4", func(*dialog.Assessment) {}, "left for later", "1 was left for later", "l left for later"},
		"on paper":                 {"l 4 4 4 4 4 4 4 4 4 4", onPaper, "left blank", "1 was left blank", "l left blank"},
		"on paper, and never seen": {"l - 4 4 4 4 4 4 4 4 4", onPaper, "left blank", "2 were left blank", "l left blank"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "12-Sep-2026", test.items, test.how))
			got := report.Compare(r, &r.Assessments[0], nil, words)
			if got.Rows[0].Now.Words != test.row || !strings.Contains(strings.Join(got.Sentences, " "), test.said) {
				t.Errorf("got %q in %q", got.Rows[0].Now.Words, got.Sentences)
			}
			years := report.YearsOf(r, words)
			if key := years.Codes(); key[0] != test.key {
				t.Errorf("the letters are explained by %q", key)
			}
		})
	}
}

// A blank is a different thing on the screen, on paper and in a file.
func TestWhatWasNeverShown(t *testing.T) {
	tests := map[string]struct {
		how  func(*dialog.Assessment)
		want string
	}{
		"on the screen": {func(*dialog.Assessment) {}, "not reached"},
		"on paper":      {onPaper, "left blank"},
		"in a file":     {imported, "not in the file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(assessment(t, "12-Sep-2026", "- 4 4 4 4 4 4 4 4 4 4", test.how))
			row := report.Compare(r, &r.Assessments[0], nil, words).Rows[0]
			if row.Now.Words != test.want || row.Change != test.want {
				t.Errorf("got %q and %q, want %q", row.Now.Words, row.Change, test.want)
			}
		})
	}
}

// What the record holds is made safe to show on its way through a report.
func TestRecordTextIsShownSafely(t *testing.T) {
	now := assessment(t, "12-Sep-2026", fours, closed)
	now.Reason = "fire\x1b[2Jalarm"
	answer := now.Answers.Get(dialog.MentalHealth)
	answer.Note = "one\rtwo\nthree\u202e"
	now.Answers.Set(dialog.MentalHealth, answer)
	r := record(now)
	got := report.Compare(r, &r.Assessments[0], nil, words)
	if diff := cmp.Diff([]string{"one", "two", "three\uFFFD"}, got.Rows[0].Now.Note); diff != "" {
		t.Error(diff)
	}
	if got.Now.Reason != "fire\uFFFD[2Jalarm" {
		t.Errorf("got %q", got.Now.Reason)
	}
}
