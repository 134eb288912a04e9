package field

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDrawLine(t *testing.T) {
	tests := map[string]struct {
		text  string // with a bar where the cursor is
		width int
		want  string
		x     int
	}{
		"fits":                    {"ab|c", 10, "abc", 2},
		"empty":                   {"|", 10, "", 0},
		"just fits":               {"abcdefghi|", 10, "abcdefghi", 9},
		"wide characters":         {"李小|龍", 10, "李小龍", 4},
		"cut on the right":        {"|abcdefghijklm", 10, "abcdefghi…", 0},
		"cursor behind the last":  {"abcdefghij|", 10, "…ghij", 5},
		"scrolled, in the middle": {"abcdefghijkl|mnopqrst", 10, "…ghijklmn…", 7},
		"wide ones scrolled":      {"李小龍先生|", 8, "… 先生", 6},
		"cursor in last column":   {"abcdefghi|jklm", 10, "abcdefghij", 9},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := editing(test.text)
			got, x := drawLine(e.text, e.at, test.width, "…")
			if got != test.want || x != test.x {
				t.Errorf("got %q, cursor %d, want %q, %d", got, x, test.want, test.x)
			}
		})
	}
}

// TestDrawLineShowsTheCursorWhereItIs checks that the character in the cursor's
// column is the one behind the cursor in the text.
func TestDrawLineShowsTheCursorWhereItIs(t *testing.T) {
	letter := rapid.SampledFrom([]string{"a", "b", "é", "e\u0301", "李", "한", " ", "ب", "👩‍👩‍👧"})
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(letter, 0, 40).Draw(t, "letters")
		n := rapid.IntRange(0, len(letters)).Draw(t, "cursor")
		width := rapid.IntRange(4, 20).Draw(t, "width")
		s, at := strings.Join(letters, ""), len(strings.Join(letters[:n], ""))
		line, x := drawLine(s, at, width, "…")
		if ansi.StringWidth(line) > width || x < 0 || x >= width {
			t.Fatalf("%q with the cursor in %d is wider than %d", line, x, width)
		}
		if n == len(letters) {
			if x != ansi.StringWidth(line) {
				t.Fatalf("the cursor is in %d, the text %q ends before", x, line)
			}
			return
		}
		for _, c := range cells(line) {
			if c.x == x && c.text == letters[n] {
				return
			}
		}
		if want := ansi.StringWidth(letters[n]); x+want <= width {
			t.Fatalf("%q has no %q in column %d", line, letters[n], x)
		}
	})
}

func wrapped(s string, width int) []string {
	var lines []string
	for _, sp := range wrapSpans(s, width) {
		lines = append(lines, s[sp.start:sp.end])
	}
	return lines
}

func TestWrapSpans(t *testing.T) {
	tests := map[string]struct {
		text  string
		width int
		want  []string
	}{
		"empty":           {"", 5, []string{""}},
		"written lines":   {"a\n\nb", 5, []string{"a", "", "b"}},
		"at a space":      {"one two", 5, []string{"one ", "two"}},
		"spaces stick":    {"one     two", 4, []string{"one     ", "two"}},
		"a long word":     {"abcdefgh", 3, []string{"abc", "def", "gh"}},
		"wide":            {"李小龍", 3, []string{"李", "小", "龍"}},
		"word then long":  {"a bcdefg", 4, []string{"a ", "bcde", "fg"}},
		"just full":       {"abc def", 3, []string{"abc ", "def"}},
		"a vowel sign":    {"abc\u102b", 3, []string{"ab", "c\u102b"}},
		"ends with space": {"abc ", 3, []string{"abc "}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, wrapped(test.text, test.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrapSpansLeaveNothingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]string{"a", " ", "\n", "李", "e\u0301", "한"}), 0, 60).Draw(t, "letters")
		s, width := strings.Join(letters, ""), rapid.IntRange(2, 12).Draw(t, "width")
		next := 0
		for _, sp := range wrapSpans(s, width) {
			if sp.start != next && (sp.start != next+1 || s[next] != '\n') {
				t.Fatalf("%q is left out", s[next:sp.start])
			}
			next = sp.end
			if line := strings.TrimRight(s[sp.start:sp.end], " "); ansi.StringWidth(line) > width {
				t.Fatalf("%q is wider than %d", line, width)
			}
		}
		if next != len(s) {
			t.Fatalf("%q is left out at the end", s[next:])
		}
	})
}
