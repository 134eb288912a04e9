package screen_test

import (
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// A width is what the terminal library says it is, for each character by itself and
// beside a letter.
func TestTheWidthOfEachCharacter(t *testing.T) {
	for r := range rune(0x30000) {
		if !utf8.ValidRune(r) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r) + "a", "é" + string(r) + "é"} {
			if got, want := screen.Width(s), ansi.StringWidth(s); got != want {
				t.Fatalf("%q is %d wide, want %d", s, got, want)
			}
		}
	}
}

// joining are what changes the width of what stands beside it, or takes what follows
// away.
var joining = []string{
	"a", "1", " ", "é", "Ж", "Ω", "…", "●", "▶", "─", "→", "\u0301", "\ufe0f", "\ufe0e", "\u20e3", "\u200d", "👩", "🇬", "🇧", "王", "가", "ᄀ", "ᅡ", "क", "्", "ष",
	"\u0600", "\u00ad", "\u200b", "\u202e", "\xff", "\xc3", "\x00", "\x1b", "\x1b[", "\x1b[1m", "\x1b[m", "\x1b[1;38;5;7m", "\x1b[1:2m", "\x1b[?1m", "\x1b[2J",
	"m", "\x1b]0;", "\x07", "\x1bP", "\x9b", "\u009b", "\x18", "\n", "\t", "\r", "\x7f",
}

func TestTheWidthOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(joining), 0, 10).Draw(t, "pieces") {
			s += p
		}
		if got, want := screen.Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q is %d wide, want %d", s, got, want)
		}
	})
}

// Every screen is drawn with these, some of them hundreds of times: they take the
// memory of what they give back, if any.
func TestDrawingTakesLittleMemory(t *testing.T) {
	th := theme.New(theme.Options{Unicode: true, Colour: true, Background: theme.DarkBackground})
	f := screen.Frame{Width: 120, Height: 37, Theme: th}
	line := th.Key.Render("enter") + " open  ● saved  …  " + th.Strong.Render("What would you like to talk about? ")
	long := "A width is what the terminal library says it is, for each character by itself and beside a letter."
	parts := []screen.Part{{Lines: []string{line, line, line}}, {Lines: []string{long, line}}}
	keys := someKeys()
	missing := func(int) string { return "" }
	body := screen.Compose(f, parts, missing).Body
	for name, c := range map[string]struct {
		most float64
		do   func()
	}{
		"the width of a line":            {0, func() { screen.Width(line) }},
		"a line that has its width":      {0, func() { screen.Clip(line, 120, th.Glyphs.Ellipsis) }},
		"a line filled with spaces":      {1, func() { screen.Pad(line, 120, th.Glyphs.Ellipsis) }},
		"a screen that has its size":     {0, func() { screen.Fit(body, f) }},
		"a screen that is made to fit":   {1, func() { screen.Fit(line, f) }},
		"a screen of two parts":          {4, func() { screen.Compose(f, parts, missing) }},
		"a screen without its ends":      {1, func() { screen.Ragged(body) }},
		"a text in three lines":          {3, func() { screen.Wrap(long, 50) }},
		"the line of keys":               {3, func() { screen.HelpLine(keys, 120, th) }},
		"the line of keys with some out": {3, func() { screen.HelpLine(keys, 40, th) }},
	} {
		if n := testing.AllocsPerRun(100, c.do); n > c.most {
			t.Errorf("%s takes %.0f allocations, at most %.0f were promised", name, n, c.most)
		}
	}
}
