package field

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// edited is a text with a bar where the cursor is.
func edited(e editor) string { return e.text[:e.at] + "|" + e.text[e.at:] }

// editing makes an editor from a text with a bar where the cursor is.
func editing(s string) editor {
	head, tail, _ := strings.Cut(s, "|")
	return editor{text: head + tail, at: len(head)}
}

func TestEditorKeys(t *testing.T) {
	tests := map[string]struct{ from, keys, want string }{
		"left":                        {"ab|", "left", "a|b"},
		"left at the start":           {"|ab", "left", "|ab"},
		"right":                       {"|ab", "right", "a|b"},
		"right at the end":            {"ab|", "right", "ab|"},
		"home and end":                {"ab|c", "home end home", "|abc"},
		"ends of a written line":      {"ab\ncd|e\nf", "home", "ab\n|cde\nf"},
		"end of a written line":       {"ab\nc|de\nf", "end", "ab\ncde|\nf"},
		"a letter with its accent":    {"xe\u0301|", "left", "x|e\u0301"},
		"takes the accent with it":    {"xe\u0301|", "backspace", "x|"},
		"takes a family at once":      {"a👩‍👩‍👧|b", "backspace", "a|b"},
		"a syllable forward":          {"|कि", "right", "कि|"},
		"delete":                      {"a|李b", "delete", "a|b"},
		"delete at the end":           {"ab|", "delete", "ab|"},
		"word left":                   {"one two |", "ctrl+left", "one |two "},
		"word left twice":             {"one two |", "alt+b alt+b", "|one two "},
		"word right":                  {"|one two", "ctrl+right", "one| two"},
		"word right from a space":     {"one| two", "alt+f", "one two|"},
		"take a word":                 {"one two|", "ctrl+w", "one |"},
		"take a word after":           {"|one two", "alt+d", "| two"},
		"take to the start":           {"a\none t|wo", "ctrl+u", "a\n|wo"},
		"take to the end":             {"one| two\nb", "ctrl+k", "one|\nb"},
		"backspace joins lines":       {"a\n|b", "backspace", "a|b"},
		"joining makes one character": {"e\n|\u0301x", "backspace", "e\u0301|x"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := editing(test.from)
			for k := range strings.FieldsSeq(test.keys) {
				if !e.key(k) {
					t.Fatalf("%s is not taken", k)
				}
			}
			if got := edited(e); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestEditorLeavesOtherKeys(t *testing.T) {
	e := editing("a|b")
	for _, k := range []string{"up", "down", "enter", "tab", "esc", "a", "ctrl+s", "ctrl+v", "ctrl+c", "f1"} {
		if e.key(k) || edited(e) != "a|b" {
			t.Errorf("%s was taken", k)
		}
	}
}

func TestEditorInsert(t *testing.T) {
	tests := map[string]struct{ from, insert, want string }{
		"in the middle":              {"a|b", "x", "ax|b"},
		"an accent joins its letter": {"e|b", "\u0301", "e\u0301|b"},
		"before an accent":           {"a|", "👩", "a👩|"},
		"joined with what follows":   {"|\u0301", "e", "e\u0301|"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := editing(test.from)
			e.insert(test.insert)
			if got := edited(e); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// piece draws what a person may type, and what they may not.
var piece = rapid.SampledFrom([]string{
	"a", "e", "\u0301", " ", "\n", "李", "한", "ب", "ह", "ि", "्", "\u200d", "👩", "🇬", "🇧", "\u202e", "\x00", "\x1b", "\xff", "\ufffd", "ا", "\u200c", "\t",
})

var strokes = rapid.SampledFrom([]string{
	"left", "right", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+right", "ctrl+w", "alt+d", "ctrl+u", "ctrl+k",
})

// TestEditorStaysWhole checks after any keys that the cursor stands between
// characters, that what is drawn has a code point for each in the text, and that
// the cursor goes to what is drawn and back.
func TestEditorStaysWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var e editor
		t.Repeat(map[string]func(*rapid.T){
			"type": func(t *rapid.T) { e.insert(piece.Draw(t, "piece")) },
			"key":  func(t *rapid.T) { e.key(strokes.Draw(t, "key")) },
			"": func(t *rapid.T) {
				if boundary(e.text, e.at) != e.at {
					t.Fatalf("the cursor is inside a character: %q", edited(e))
				}
				shown, at := e.shown()
				if utf8.RuneCountInString(shown) != utf8.RuneCountInString(e.text) {
					t.Fatalf("%q is drawn as %q", e.text, shown)
				}
				if ansi.Strip(shown) != shown {
					t.Fatalf("%q can reach the terminal", shown)
				}
				again := e
				again.moveTo(shown, at)
				if again != e {
					t.Fatalf("went from %q to %q", edited(e), edited(again))
				}
			},
		})
	})
}
