package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/report"
)

const (
	fours  = "4 4 4 4 4 4 4 4 4 4 4"
	fives  = "5 5 5 5 5 5 5 5 5 5 5"
	threes = "3 3 3 3 3 3 3 3 3 3 3"
)

type change = []func(*dialog.Assessment)

type sentenceCase struct {
	then, now         string // then "" for none
	thenHow, howIsNow change
	want              []string
}

var sentenceCases = map[string]sentenceCase{
	"the first time, some areas high": {
		now: "4 5 2 6 5 6 4 7 4 5 7",
		want: []string{
			"You said you are totally satisfied with your personal safety and meetings, and very satisfied with your accommodation and partner/family.",
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
		},
	},
	"the first time, nothing high": {
		now: "4 5 4 4 4 4 4 3 4 5 4",
		want: []string{
			"You said you are fairly satisfied with your physical health and practical help.",
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
		},
	},
	"the first time, a hard one": {
		now: "1 2 1 3! 4 2 1 4 3 4 4",
		want: []string{
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
			"You asked for more help with your accommodation.",
			"Thank you for saying how things are.",
			"Where shall we start?",
		},
	},
	"the first time, everything at the top": {
		now: "7 7 7 7 7 7 7 7 7 7 7",
		want: []string{
			"You said you are totally satisfied with all 11 areas.",
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
		},
	},
	"a better day, one area": {
		then: fours, now: "5 4 4 4 4 4 4 4 4 4 4",
		want: []string{"You rated your mental health higher than on 14-Mar-2026, and nothing lower."},
	},
	"a better day, two areas, the larger first": {
		then: fours, now: "5 4 4 4 4 4 6 4 4 4 4",
		want: []string{"You rated your friendships and mental health higher than on 14-Mar-2026, and nothing lower."},
	},
	"a better day, three areas": {
		then: fours, now: "5 5 5 4 4 4 4 4 4 4 4",
		want: []string{"You rated your mental health, physical health and job situation higher than on 14-Mar-2026, and nothing lower."},
	},
	"a better day, four are all named": {
		then: fours, now: "5 5 5 5 4 4 4 4 4 4 4",
		want: []string{"You rated your mental health, physical health, job situation and accommodation higher than on 14-Mar-2026, and nothing lower."},
	},
	"a better day, six": {
		then: fours, now: "5 5 5 5 5 5 4 4 4 4 4",
		want: []string{"You rated your mental health, physical health, job situation and 3 more areas higher than on 14-Mar-2026, and nothing lower."},
	},
	"a better day, all of them": {
		then: fours, now: fives,
		want: []string{"You rated all 11 areas higher than on 14-Mar-2026."},
	},
	"a better day, with high areas beside": {
		then: "4 4 4 4 4 4 4 7 6 4 4", now: "6 4 4 4 4 4 4 7 6 4 4",
		want: []string{
			"You rated your mental health higher than on 14-Mar-2026, and nothing lower.",
			"You said you are totally satisfied with your personal safety, and very satisfied with your medication.",
		},
	},
	"mixed": {
		then: fours, now: "6 4 3 4 4 4 5 4 4 4 4",
		want: []string{"You rated your mental health and friendships higher than on 14-Mar-2026, and your job situation lower."},
	},
	"mixed, as many lower as higher": {
		then: fours, now: "6 5 3 2 4 4 5 1 4 4 4",
		want: []string{"You rated your mental health, physical health and friendships higher than on 14-Mar-2026, and your personal safety, accommodation and job situation lower."},
	},
	"one area lower, the rest the same": {
		then: fours, now: "4 4 3 4 4 4 4 4 4 4 4",
		want: []string{
			"You rated your job situation lower than on 14-Mar-2026, and the other 10 areas the same.",
			"Thank you for saying so.",
		},
	},
	"a bad day": {
		then: "4 5 4 4 4 4 4 4 4 4 4", now: "2 3 1 4 4 4 4 4 4 4 4",
		want: []string{"Several areas are lower than on 14-Mar-2026.", "Thank you for saying so.", "Where shall we start?"},
	},
	"a bad day with something higher, something high and a wish": {
		then: "4 4 4 4 4 4 4 4 4 6 6", now: "2 3 2 3! 5 4 4! 4 4 6 6",
		want: []string{
			"You rated your leisure activities higher than on 14-Mar-2026.",
			"You said you are very satisfied with your practical help and meetings.",
			"You asked for more help with your accommodation and friendships.",
			"Several other areas are lower than on 14-Mar-2026.",
			"Thank you for saying so.",
			"Where shall we start?",
		},
	},
	"a bad day in every area": {
		then: fives, now: threes,
		want: []string{"All 11 areas are lower than on 14-Mar-2026.", "Thank you for saying so.", "Where shall we start?"},
	},
	"all lower and still high": {
		then: "7 7 7 7 7 7 7 7 7 7 7", now: "6 6 6 6 6 6 6 6 6 6 6",
		want: []string{
			"You said you are very satisfied with all 11 areas.",
			"All 11 areas are lower than on 14-Mar-2026.",
			"Thank you for saying so.",
			"Where shall we start?",
		},
	},
	"nothing changed": {
		then: fours, now: fours,
		want: []string{"You rated all 11 areas the same as on 14-Mar-2026."},
	},
	"nothing changed and it is hard": {
		then: "2 2 2 2 4 4 4 4 4 4 4", now: "2 2 2 2 4 4 4 4 4 4 4",
		want: []string{
			"You rated all 11 areas the same as on 14-Mar-2026.",
			"Thank you for saying how things are.",
			"Where shall we start?",
		},
	},
	"nothing changed where both are rated": {
		then: "4 4 4 4 d d 4 4 4 4 4", now: "4 4 4 4 4 4 4 4 4 4 4",
		want: []string{"You rated all 9 areas answered both times the same as on 14-Mar-2026."},
	},
	"mostly declined": {
		then: fours, now: "5 4 d d d d d d d d d",
		want: []string{
			"You rated your mental health higher than on 14-Mar-2026, and nothing lower.",
			"You rated 2 of the 11 areas; 9 you chose not to answer.",
			"That is always your choice.",
		},
	},
	"all declined": {
		then: fours, now: "d d d d d d d d d d d",
		want: []string{
			"No area was rated both times, so there is nothing to compare with 14-Mar-2026.",
			"No area is rated this time: 11 you chose not to answer.",
			"That is always your choice.",
		},
	},
	"incomplete, every reason apart": {
		then: fours, now: "5 3 4 4 4 4 n d l l -",
		want: []string{
			"You rated your mental health higher than on 14-Mar-2026, and your physical health lower.",
			"You rated 6 of the 11 areas; 1 you chose not to answer, 1 does not apply, 2 were left for later and 1 was not reached.",
		},
	},
	"blank on paper": {
		then: fours, now: "4 4 4 4 4 4 4 4 4 - -", howIsNow: change{onPaper},
		want: []string{
			"You rated all 9 areas answered both times the same as on 14-Mar-2026.",
			"You rated 9 of the 11 areas; 2 were left blank.",
		},
	},
	"one of the two lower where few are comparable": {
		then: "4 4 4 - - - - - - - -", now: "3 4 4 4 4 4 4 4 4 4 4",
		want: []string{
			"You rated your mental health lower than on 14-Mar-2026, and the other 2 answered both times the same.",
			"3 of the 11 areas were rated both times.",
			"Thank you for saying so.",
		},
	},
	"two lower, one the same": {
		then: "4 4 4 - - - - - - - -", now: "3 2 4 4 4 4 4 4 4 4 4",
		want: []string{
			"You rated your physical health and mental health lower than on 14-Mar-2026, and your job situation the same.",
			"3 of the 11 areas were rated both times.",
			"Thank you for saying so.",
		},
	},
	"only one comparable, higher": {
		then: "d d d d d d 4 d d d d", now: "4 4 4 4 4 4 5 4 4 4 4",
		want: []string{"The only area rated both times is friendships: you rated it higher than on 14-Mar-2026."},
	},
	"only one comparable, lower": {
		then: "d d d d d d 4 d d d d", now: "4 4 4 4 4 4 3 4 4 4 4",
		want: []string{
			"The only area rated both times is friendships: you rated it lower than on 14-Mar-2026.",
			"Thank you for saying so.",
		},
	},
	"only one comparable, the same": {
		then: "d d d d d d 4 d d d d", now: "4 4 4 4 4 4 4 4 4 4 4",
		want: []string{"The only area rated both times is friendships: you rated it the same as on 14-Mar-2026."},
	},
	"nothing comparable": {
		then: "4 4 4 4 4 4 d d d d d", now: "d d d d d d 4 4 4 4 4",
		want: []string{
			"No area was rated both times, so there is nothing to compare with 14-Mar-2026.",
			"You rated 5 of the 11 areas; 6 you chose not to answer.",
			"That is always your choice.",
		},
	},
	"own after somebody else's": {
		then: fours, thenHow: change{byProxy}, now: "6 4 4 4 4 4 4 4 4 4 4",
		want: []string{
			"You said you are very satisfied with your mental health.",
			"The answers of 14-Mar-2026 were given by somebody else on your behalf, so they are not set beside yours.",
		},
	},
	"somebody else's after own": {
		then: fours, now: "6 4 4! 4 4 4 4 4 4 4 d", howIsNow: change{byProxy},
		want: []string{
			"Somebody else gave these answers on your behalf.",
			"They said you are very satisfied with your mental health.",
			"The answers of 14-Mar-2026 were your own, so they are not set beside these.",
			"They asked for more help with your job situation.",
			"They rated 10 of the 11 areas; 1 they chose not to answer.",
		},
	},
	"somebody else's both times": {
		then: fours, thenHow: change{byProxy}, now: "2 2 2 5 4 4 4 4 4 4 4", howIsNow: change{byProxy},
		want: []string{
			"Somebody else gave these answers on your behalf.",
			"They rated your accommodation higher than on 14-Mar-2026.",
			"Several other areas are lower than on 14-Mar-2026.",
			"Where shall we start?",
		},
	},
	"the first, by somebody else": {
		now: "6 4 4 4 4 4 4 4 4 4 4", howIsNow: change{byProxy},
		want: []string{
			"Somebody else gave these answers on your behalf.",
			"They said you are very satisfied with your mental health.",
			"This is the first DIALOG here, so there is nothing to compare it with yet.",
		},
	},
	"help in many areas": {
		then: fours, now: "4! 4! 4! 4! 4! 4! 4 4 4 4 4",
		want: []string{
			"You rated all 11 areas the same as on 14-Mar-2026.",
			"You asked for more help with your mental health, physical health, job situation and 3 more areas.",
		},
	},
	"help in all of them": {
		then: fours, now: "4! 4! 4! 4! 4! 4! 4! 4! 4! 4! 4!",
		want: []string{
			"You rated all 11 areas the same as on 14-Mar-2026.",
			"You asked for more help with all 11 areas.",
		},
	},
	"help with an area that was declined": {
		then: fours, now: "d! 4 4 4 4 4 4 4 4 4 4",
		want: []string{
			"You rated all 10 areas answered both times the same as on 14-Mar-2026.",
			"You asked for more help with your mental health.",
			"You rated 10 of the 11 areas; 1 you chose not to answer.",
		},
	},
	"struck out": {
		then: fours, now: "7 7 7 7 7 7 7 7 7 7 7", howIsNow: change{struckOut},
		want: []string{"This DIALOG was recorded in error and counts nowhere, so nothing is said about it."},
	},
	"the earlier one struck out": {
		then: fours, thenHow: change{struckOut}, now: "5 4 4 4 4 4 4 4 4 4 4",
		want: []string{
			"You said you are fairly satisfied with your mental health.",
			"The DIALOG of 14-Mar-2026 was recorded in error or with another measure, so it is not set beside this one.",
		},
	},
}

func TestSentences(t *testing.T) {
	for name, test := range sentenceCases {
		t.Run(name, func(t *testing.T) {
			now := assessment(t, "12-Sep-2026", test.now, test.howIsNow...)
			r := record(now)
			var then *dialog.Assessment
			if test.then != "" {
				r = record(assessment(t, "14-Mar-2026", test.then, test.thenHow...), now)
				then = &r.Assessments[0]
			}
			got := report.Compare(r, &r.Assessments[len(r.Assessments)-1], then, words)
			if diff := cmp.Diff(test.want, got.Sentences); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Nothing given to compare with is not the same as a first time.
func TestSentencesWithoutAnEarlierOneGiven(t *testing.T) {
	earlier := assessment(t, "14-Mar-2026", fours)
	now := assessment(t, "12-Sep-2026", fours+" ")
	tests := map[string]struct {
		earlier dialog.Assessment
		want    string
	}{
		"not chosen": {earlier, "Nothing earlier was chosen to compare it with."},
		"only on behalf": {
			assessment(t, "14-Mar-2026", fours, byProxy),
			"The earlier answers were given by somebody else on your behalf, so they are not set beside yours.",
		},
		"struck out": {
			assessment(t, "14-Mar-2026", fours, struckOut),
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
		},
		"later, not earlier": {
			assessment(t, "13-Sep-2026", fours),
			"This is your first DIALOG here, so there is nothing to compare it with yet.",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := record(test.earlier, now)
			got := report.Compare(r, &r.Assessments[1], nil, words).Sentences
			if !slices.Contains(got, test.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

// forbidden are words that claim more than two numbers can.
var forbidden = []string{
	"%", "percent", "score", "reliable", "significant", "because", "caused", "thanks to", "due to", "improve",
	"worse", "better", "deteriorat", "clinical change", "trend", "failed", "bad", "poor", "should",
}

func claimsTooMuch(t interface{ Errorf(string, ...any) }, said string) {
	for _, word := range forbidden {
		if strings.Contains(strings.ToLower(said), word) {
			t.Errorf("%q says %q", said, word)
		}
	}
}
