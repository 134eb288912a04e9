package dialog_test

import (
	"math"
	"strconv"
	"testing"

	"alongside/dialog"
)

func TestMeanToOneDecimal(t *testing.T) {
	tests := map[string]struct {
		mean dialog.Mean
		want string
	}{
		"whole":              {dialog.Mean{Sum: 32, N: 8, Of: 8}, "4.0"},
		"half a tenth up":    {dialog.Mean{Sum: 34, N: 8, Of: 8}, "4.3"}, // 4.25
		"another half":       {dialog.Mean{Sum: 38, N: 8, Of: 8}, "4.8"}, // 4.75
		"less than a half":   {dialog.Mean{Sum: 37, N: 8, Of: 8}, "4.6"}, // 4.625
		"thirds":             {dialog.Mean{Sum: 14, N: 3, Of: 3}, "4.7"},
		"up to the next one": {dialog.Mean{Sum: 35, N: 7, Of: 8}, "5.0"},
		"too few":            {dialog.Mean{Sum: 12, N: 3, Of: 8}, ""},
		"none":               {dialog.Mean{Of: 8}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.mean.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMeanChangeInWords(t *testing.T) {
	tests := map[string]struct {
		change dialog.MeanChange
		want   string
	}{
		"up":             {dialog.MeanChange{Diff: 3, N: 8, Of: 8}, "up 0.4"},
		"down":           {dialog.MeanChange{Diff: -3, N: 8, Of: 8}, "down 0.4"},
		"the least":      {dialog.MeanChange{Diff: -1, N: 8, Of: 8}, "down 0.1"},
		"none":           {dialog.MeanChange{N: 3, Of: 3}, "the same"},
		"too few":        {dialog.MeanChange{Diff: 3, N: 1, Of: 3}, ""},
		"nothing at all": {dialog.MeanChange{}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.change.String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every mean that eleven items can give is within half a tenth of what is shown.
func TestOneDecimalIsTheNearest(t *testing.T) {
	for n := 1; n <= dialog.DomainCount; n++ {
		for sum := n; sum <= n*dialog.HighestRating; sum++ {
			m := dialog.Mean{Sum: sum, N: n, Of: n}
			shown, err := strconv.ParseFloat(m.String(), 64)
			if err != nil {
				t.Fatal(err)
			}
			if exact, _ := m.Value(); math.Abs(shown-exact) > 0.05+1e-9 {
				t.Errorf("%d over %d is shown as %s", sum, n, m)
			}
		}
	}
}
