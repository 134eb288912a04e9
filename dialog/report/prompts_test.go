package report_test

import (
	"slices"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

func TestWhyNotALowerNumber(t *testing.T) {
	words := instrument.English()
	for name, tt := range map[string]struct {
		area dialog.Answer
		asks bool
	}{
		"the lowest":     {dialog.Answer{State: dialog.Rated, Rating: dialog.LowestRating}, false},
		"one above it":   {dialog.Answer{State: dialog.Rated, Rating: dialog.LowestRating + 1}, true},
		"the highest":    {dialog.Answer{State: dialog.Rated, Rating: dialog.HighestRating}, true},
		"without number": {dialog.Answer{State: dialog.Declined}, false},
	} {
		questions := report.Prompts(tt.area, words)[0].Questions
		if slices.Contains(questions, words.Words.Prompt.Why) != tt.asks || !slices.Contains(questions, words.Words.Prompt.Working) {
			t.Errorf("%s: asked is %q", name, questions)
		}
	}
}
