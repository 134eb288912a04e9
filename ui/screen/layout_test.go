package screen_test

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

func TestWrap(t *testing.T) {
	tests := map[string]struct {
		text  string
		width int
		want  []string
	}{
		"empty":                      {"", 10, []string{""}},
		"one line":                   {"How are you?", 20, []string{"How are you?"}},
		"at a space":                 {"How are you today", 9, []string{"How are", "you today"}},
		"a date stays whole":         {"since 14-Mar-2026 lower", 12, []string{"since", "14-Mar-2026", "lower"}},
		"line breaks stay":           {"one\n\ntwo", 10, []string{"one", "", "two"}},
		"spaces at the break go":     {"one   two", 5, []string{"one", "two"}},
		"a long word is broken":      {"a Wolfeschlegelstein b", 8, []string{"a", "Wolfesch", "legelste", "in b"}},
		"wide characters":            {"李小龍先生", 4, []string{"李小", "龍先", "生"}},
		"wide in an odd width":       {"李小龍", 3, []string{"李", "小", "龍"}},
		"a vowel sign stays too":     {"abc\u102b", 3, []string{"ab", "c\u102b"}},
		"a mark stays on its letter": {"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		"a family is one character":  {"👩‍👩‍👧a", 2, []string{"👩‍👩‍👧", "a"}},
		"a no-break space holds":     {"item 6\u00a0of\u00a011", 8, []string{"item", "6\u00a0of\u00a011"}},
		"a lone mark is kept":        {"\u0301 b", 3, []string{"\u0301 b"}},
		"no width":                   {"ab", 0, []string{"a", "b"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, screen.Wrap(test.text, test.width)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// anyText draws texts with spaces, wide characters, marks and joined emoji.
var anyText = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		" ", "\n", "a", "-", "word", "é", "e\u0301", "李", "한", "ب", "हि", "न्", "👩‍👩‍👧", "1", "\u0301",
	}), 0, 40).Draw(t, "pieces"), "")
})

func TestWrapLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, width := anyText.Draw(t, "text"), rapid.IntRange(2, 20).Draw(t, "width")
		lines := screen.Wrap(text, width)
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := bare(strings.Join(lines, "")), bare(text); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		for _, line := range lines {
			if screen.Width(line) > width {
				t.Fatalf("%q is wider than %d", line, width)
			}
		}
	})
}

func TestFitIsExactlyTheFrame(t *testing.T) {
	style := lipgloss.NewStyle().Bold(true)
	rapid.Check(t, func(t *rapid.T) {
		f := screen.Frame{Width: rapid.IntRange(1, 30).Draw(t, "width"), Height: rapid.IntRange(1, 8).Draw(t, "height")}
		body := anyText.Draw(t, "text") + style.Render(rapid.SampledFrom([]string{"bold", "", "李"}).Draw(t, "bold"))
		lines := strings.Split(screen.Fit(body, f), "\n")
		if len(lines) != f.Height {
			t.Fatalf("%d lines, want %d", len(lines), f.Height)
		}
		for _, line := range lines {
			if screen.Width(line) != f.Width {
				t.Fatalf("%q is %d wide, want %d", line, screen.Width(line), f.Width)
			}
		}
	})
}

func TestFit(t *testing.T) {
	tests := map[string]struct {
		body          string
		width, height int
		want          string
	}{
		"fills":                       {"a", 3, 2, "a  \n   "},
		"cuts":                        {"abcd\nef\ngh", 3, 2, "abc\nef "},
		"does not cut a wide one":     {"a李b", 2, 1, "a "},
		"a return overwrites nothing": {"name\rX\tY\b", 9, 1, "name X Y "},
		"no room":                     {"abc", 0, 0, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := screen.Fit(test.body, screen.Frame{Width: test.width, Height: test.height})
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestClipAndPad(t *testing.T) {
	tests := map[string]struct{ got, want string }{
		"short stays":        {screen.Clip("abc", 3, "…"), "abc"},
		"cut with a mark":    {screen.Clip("abcdef", 4, "…"), "abc…"},
		"long mark":          {screen.Clip("abcdef", 5, "..."), "ab..."},
		"no room for a mark": {screen.Clip("abcdef", 2, "..."), "ab"},
		"wide cut":           {screen.Clip("李小龍", 4, "…"), "李…"},
		"no width":           {screen.Clip("abc", 0, "…"), ""},
		"padded":             {screen.Pad("ab", 4, ""), "ab  "},
		"number":             {screen.PadLeft("12", 4, ""), "  12"},
		"wide padded":        {screen.Pad("李小龍", 4, "…"), "李… "},
	}
	for name, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", name, test.got, test.want)
		}
	}
}

func TestHang(t *testing.T) {
	want := []string{"• one", "  two", "  three"}
	if diff := cmp.Diff(want, screen.Hang("• ", "one two three", 7)); diff != "" {
		t.Error(diff)
	}
}

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = "line " + string(rune('a'+i))
	}
	return lines
}

func TestRagged(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"nothing":              {"", ""},
		"blank lines stay":     {"a  \n   \n\nb", "a\n\n\nb"},
		"spaces within stay":   {"  a  b  ", "  a  b"},
		"after a style":        {"\x1b[1ma\x1b[m   ", "\x1b[1ma\x1b[m"},
		"with a style on":      {"\x1b[7ma   \x1b[m", "\x1b[7ma   \x1b[m"},
		"a style that goes on": {"\x1b[7ma  \n  b  \n\x1b[m  \n  ", "\x1b[7ma  \n  b  \n\x1b[m\n"},
	} {
		if got := screen.Ragged(test.body); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// Filled up again, a ragged body is what it was.
func TestRaggedLosesNothing(t *testing.T) {
	style := lipgloss.NewStyle().Reverse(true)
	rapid.Check(t, func(t *rapid.T) {
		f := screen.Frame{Width: rapid.IntRange(1, 30).Draw(t, "width"), Height: rapid.IntRange(1, 8).Draw(t, "height")}
		body := screen.Fit(anyText.Draw(t, "text")+style.Render(" a ")+"  \n "+style.Render("  "), f)
		if got := screen.Fit(screen.Ragged(body), f); got != body {
			t.Fatalf("got %q, want %q", got, body)
		}
	})
}

func TestWindow(t *testing.T) {
	tests := map[string]struct {
		n, focus, height int
		want             []string
		offset           int
	}{
		"all fit":    {3, 2, 3, []string{"line a", "line b", "line c"}, 0},
		"at the top": {6, 0, 4, []string{"line a", "line b", "line c", "(3 lines below)"}, 0},
		"middle":     {7, 3, 3, []string{"(3 lines above)", "line d", "(3 lines below)"}, 2},
		"at the end": {6, 5, 4, []string{"(3 lines above)", "line d", "line e", "line f"}, 2},
		"low window": {6, 3, 1, []string{"line d"}, 3},
		"no height":  {6, 3, 0, nil, 0},
		"no lines":   {0, 3, 5, nil, 0},
		"focus past": {4, 9, 3, []string{"(2 lines above)", "line c", "line d"}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, offset := screen.Window(numbered(test.n), test.focus, test.height)
			if diff := cmp.Diff(test.want, got); diff != "" || offset != test.offset {
				t.Errorf("offset %d, want %d\n%s", offset, test.offset, diff)
			}
		})
	}
}

func TestWindowAlwaysShowsTheFocusAndCountsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 26).Draw(t, "lines")
		focus := rapid.IntRange(0, n-1).Draw(t, "focus")
		height := rapid.IntRange(1, 30).Draw(t, "height")
		lines := numbered(n)
		original := slices.Clone(lines)
		got, offset := screen.Window(lines, focus, height)
		if len(got) != min(n, height) || got[focus-offset] != lines[focus] {
			t.Fatalf("focus %d of %d in height %d: offset %d, %q", focus, n, height, offset, got)
		}
		if !slices.Equal(lines, original) {
			t.Fatal("the lines given were changed")
		}
	})
}

func TestColumns(t *testing.T) {
	th := theme.New(theme.Options{})
	rows := []screen.Row{{Label: "Born", Value: "14-Jul-1985"}, {Label: "NHS No.", Value: "999 073 2574 from the made-up range"}}
	tests := map[string]struct {
		width int
		want  []string
	}{
		"beside": {32, []string{"Born     14-Jul-1985", "NHS No.  999 073 2574 from the", "         made-up range"}},
		"under": {16, []string{
			"Born", "  14-Jul-1985", "NHS No.", "  999 073 2574", "  from the", "  made-up range",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := screen.Columns(rows, test.width, th)
			for i := range got {
				got[i] = ansi.Strip(got[i])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
