package theme_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"alongside/ui/theme"
)

// pieces are what texts are made of here: what is drawn, and what is only ever drawn by
// mistake.
var pieces = []string{
	"a", "SMITH, Jane", " ", "  ", "…", "●", "é", "e\u0301", "王", "👩‍👩‍👧", "\u00a0", "\u2003", "\u200b", "x", "\xff", "\ufffd",
	"\x1b[1m", "\x1b[m", "\x1b", "\t", "\r", "\n", "\r\n", "\v", "\x00", "\x7f", "\u0085", "\u2028", "\u202e",
}

// Every style draws a text byte for byte as Lip Gloss does.
func TestAStyleDrawsAsLipGlossDoes(t *testing.T) {
	all := map[string]theme.Style{"zero": {}}
	for name, o := range everyOption() {
		v := reflect.ValueOf(*theme.New(o))
		for i := range v.NumField() {
			if s, ok := v.Field(i).Interface().(theme.Style); ok {
				all[name+" "+v.Type().Field(i).Name] = s
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces") {
			text += p
		}
		for name, s := range all {
			if got, want := s.Render(text), s.Look().Render(text); got != want {
				t.Fatalf("%s: %q is drawn as %q, want %q", name, text, got, want)
			}
		}
	})
}

// Drawing a piece takes the memory of the piece and nothing else.
func TestAStyleTakesOneAllocation(t *testing.T) {
	th := theme.New(theme.Options{Colour: true, Background: theme.DarkBackground})
	for name, s := range map[string]theme.Style{"a colour": th.Key, "a line below": th.Input, "nothing": th.Quiet} {
		if n := testing.AllocsPerRun(100, func() { s.Render("What would you like to talk about?") }); n > 1 {
			t.Errorf("%s takes %.0f allocations", name, n)
		}
	}
}
