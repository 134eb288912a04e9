package cli

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/ui/screen"
)

func TestLinesAreCutAtWords(t *testing.T) {
	tests := map[string]struct {
		line string
		want []string
	}{
		"short":    {"Your choice:", []string{"Your choice:"}},
		"empty":    {"", []string{""}},
		"long":     {"Type the number or letter of a choice.", []string{"Type the number or", "letter of a choice."}},
		"a choice": {"  10  Hear who there is to look at", []string{"  10  Hear who there", "      is to look at"}},
		"indented": {"  One morning a week at the library", []string{"  One morning a week", "  at the library"}},
		"a date":   {"The next meeting is 14-Mar-2026", []string{"The next meeting is", "14-Mar-2026"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := wrapped(tt.line, 20); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Cutting a line loses no word, and no line is wider than the terminal.
func TestCuttingLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z0-9-]{1,10}`), 0, 30).Draw(t, "words")
		line := strings.Repeat(" ", rapid.IntRange(0, 4).Draw(t, "indent")) + strings.Join(words, rapid.SampledFrom([]string{" ", "  "}).Draw(t, "between"))
		width := rapid.IntRange(leastWidth, 100).Draw(t, "width")
		got := wrapped(line, width)
		if !slices.Equal(strings.Fields(strings.Join(got, " ")), words) {
			t.Fatalf("%q became %q", line, got)
		}
		for _, l := range got {
			if screen.Width(l) > width {
				t.Fatalf("%q is wider than %d", l, width)
			}
		}
	})
}
