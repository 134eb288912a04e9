package text_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"alongside/dialog/text"
)

// person is a made-up name.
type person struct{ family, given string }

// full returns the name as Similar takes it.
func (p person) full() string { return text.Fold(p.family + " " + p.given) }

// people reads about 200 made-up names of the kinds that live in a British city.
func people(t testing.TB) []person {
	t.Helper()
	data, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []person
	for line := range strings.Lines(string(data)) {
		family, given, ok := strings.Cut(strings.TrimSpace(line), ", ")
		if !ok {
			t.Fatalf("not a name: %q", line)
		}
		all = append(all, person{family, given})
	}
	return all
}

// pieces are what hostile texts are made of, each class as likely as another.
var pieces = rapid.OneOf(
	rapid.SampledFrom([]string{"a", "Z", "é", "ß", "7", "#", "O’", "-", "ა", "я", "Ω", "王", "の", "한", "ง", "ا", "ی", "ש"}),
	rapid.SampledFrom([]string{"क", "\u094D", "\u093C", "\u093E", "র", "\u09CD", "য", "\u0995", "ന", "\u0D4D", "\u1820", "\u1000", "\u103B"}),
	rapid.SampledFrom([]string{"\u200C", "\u200D", "\u180E", "\uFE0F", "\uFE0E", "\uFE00", "\uFE07", "\u180B", "\U000E0100", "\u20E3"}),
	rapid.SampledFrom([]string{"\u0301", "\u0323", "\u0334", "\u0344", "\u0345", "\u034F", "\u3099", "\u064B", "\u1161", "\u11A8", "\u1100"}),
	rapid.SampledFrom([]string{"\x1b", "\x1b[", "\x1b]52;c;", "\x00", "\b", "\x7f", "\u009b", "\x9b", "\xff", "\xe2\x82", "\xc3", "\uFFFD", "\uE000", "\uFFFE", "\u0378"}),
	rapid.SampledFrom([]string{" ", "\t", "\r", "\n", "\r\n", "\v", "\f", "\u0085", "\u00A0", "\u2028", "\u2029", "\u3000", "\u200B", "\u202E", "\uFEFF", "\u2800"}),
	rapid.SampledFrom([]string{"❤", "\U0001F468", "\U0001F3FD", "\U0001F8E9", "\U0001F1EC", "\U000E0067", "´", "¨", "ŀ", "ﷺ", "ﬁ", "Ⅷ", "İ", "ς"}),
	rapid.Map(rapid.Rune(), func(r rune) string { return string(r) }),
)

// hostile draws texts.
var hostile = rapid.Map(rapid.SliceOfN(pieces, 0, 24), func(parts []string) string { return strings.Join(parts, "") })

func TestProperties(t *testing.T) {
	limits := rapid.SampledFrom([]text.Limits{text.Name, text.Note, text.Ident, {Runes: 5, Lines: true}, {}})
	rapid.Check(t, func(t *rapid.T) {
		s := hostile.Draw(t, "text")
		checkShow(t, s)
		checkClean(t, s, limits.Draw(t, "limits"))
		checkFold(t, s)
	})
}

func TestNamesPassUnchanged(t *testing.T) {
	for _, p := range people(t) {
		for _, name := range []string{p.family, p.given} {
			if got, err := text.Clean(name, text.Name); err != nil || got != name {
				t.Errorf("Clean(%q) = %q, %v", name, got, err)
			}
			if got := text.Show(name); got != name {
				t.Errorf("Show(%q) = %q", name, got)
			}
			checkFold(t, name)
		}
	}
}

// TestEveryRune looks at each code point alone and after a letter.
func TestEveryRune(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := string(r)
		shown := text.Show(s)
		if shown == s && r != text.Mark && ansi.StringWidth(s) == 0 {
			t.Errorf("%U is shown alone but takes no space", r)
		}
		if _, forbidden := firstForbidden(shown); forbidden {
			t.Errorf("%U gets through Show", r)
		}
		if again := text.Show(shown); again != shown {
			t.Errorf("%U: Show is not idempotent", r)
		}
		_, err := text.Clean("a"+s, text.Name)
		if marked := strings.ContainsRune(text.Show("a"+s), text.Mark); marked != (err != nil) {
			t.Errorf("%U: Clean says %v, but a mark is shown: %t", r, err, marked)
		}
		folded := text.Fold(s)
		if again := text.Fold(folded); again != folded {
			t.Errorf("%U: Fold gives %+q, then %+q", r, folded, again)
		}
	}
}

// TestEveryRuneAfterAJoiner looks at each code point of the planes in use where
// what stands before it depends on it.
func TestEveryRuneAfterAJoiner(t *testing.T) {
	for _, before := range []string{"\U0001F468\u200D", "क\u200D", "ع\u200C", "1\uFE0F"} {
		for r := rune(0); r < 0x20000; r++ {
			s := before + string(r)
			if shown := text.Show(s); text.Show(shown) != shown {
				t.Errorf("%+q is shown as %+q, that as %+q", s, shown, text.Show(shown))
			}
		}
	}
}

func TestCleanLines(t *testing.T) {
	tests := []struct {
		name, input, want string
	}{
		{"one break is kept", "one\ntwo", "one\ntwo"},
		{"a blank line is kept", "one\n\ntwo", "one\n\ntwo"},
		{"more blank lines become one", "one\n\n\n\n\ntwo", "one\n\ntwo"},
		{"CR LF is one break", "one\r\ntwo\r\n\r\nthree", "one\ntwo\n\nthree"},
		{"CR is a break", "one\rtwo", "one\ntwo"},
		{"Unicode breaks", "one\u2028two\u2029three", "one\ntwo\nthree"},
		{"space around breaks goes", "one  \n \t two", "one\ntwo"},
		{"a line of spaces is a blank line", "one\n   \ntwo", "one\n\ntwo"},
		{"outer breaks go", "\n\n one \n\n", "one"},
		{"spaces inside a line are one", "one  two\tthree", "one two three"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := text.Clean(tt.input, text.Note)
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestCleanPosition(t *testing.T) {
	tests := []struct {
		name, input string
		at          int
	}{
		{"plain", "Jane\x1b", 4},
		{"after letters of several bytes", "Jürgen\x1b", 6},
		{"after composing", "e\u0301e\u0301e\u0301\x1b", 6},
		{"in a cluster that composes", "abe\u0301\x1bc", 4},
		{"after Hangul that composes", "\u1100\u1175\u11B7\x1b", 3},
		{"after invalid bytes the first counts", "J\xff\xff\x1b", 1},
		{"after outer space", "  \t Jane\x1b", 8},
		{"in a heap of marks, one of which composes", "a" + strings.Repeat("\u0301", 6), 5},
		{"in the second of long texts", strings.Repeat("é ", 500) + "\u202e", 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := text.Clean(tt.input, text.Note)
			var refusal *text.Error
			if !errors.As(err, &refusal) || refusal.At != tt.at {
				t.Errorf("got %+v, want a refusal at %d", err, tt.at)
			}
		})
	}
}

func TestCleanLimits(t *testing.T) {
	for _, l := range []text.Limits{text.Name, text.Line, text.Note, text.Ident} {
		if _, err := text.Clean(strings.Repeat("é", l.Runes), l); err != nil {
			t.Errorf("%d characters are refused: %v", l.Runes, err)
		}
		_, err := text.Clean(strings.Repeat("é", l.Runes+1), l)
		var refusal *text.Error
		if !errors.As(err, &refusal) || *refusal != (text.Error{Reason: text.TooLong, At: l.Runes, Limit: l.Runes}) {
			t.Errorf("%d characters: %+v", l.Runes+1, err)
		}
	}
	if got, err := text.Clean(" \n ", text.Limits{}); got != "" || err != nil {
		t.Errorf("the zero Limits refuse the empty text: %q, %v", got, err)
	}
	if _, err := text.Clean("a", text.Limits{}); err == nil {
		t.Error("the zero Limits take a letter")
	}
}

func TestErrorSentence(t *testing.T) {
	tests := []struct{ name, input, want string }{
		{"hidden", "Jane\u200b", "contains a hidden character at position 5; retype it"},
		{"long", strings.Repeat("a", 101), "is longer than 100 characters"},
		{"control", "\x1b", "contains a control character at position 1; retype it"},
		{"bidi", "\u202e", "contains a hidden character that changes the direction of the text at position 1; retype it"},
		{"damaged", "a\xff", "contains a damaged character at position 2; retype it"},
		{"lost", "\uFFFD", "contains a damaged character at position 1; retype it"},
		{"mark", "\u0301", "contains an accent that belongs to no letter at position 1; retype it"},
		{"marks", "a" + strings.Repeat("\u0334", 9), "contains too many accents on one letter at position 6; retype it"},
		{"private", "\uE000", "contains a character that cannot be shown at position 1; retype it"},
		{"unassigned", "\u0378", "contains a character that cannot be shown at position 1; retype it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := text.Clean(tt.input, text.Name); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestShowLines(t *testing.T) {
	tests := []struct {
		name, input string
		want        []string
	}{
		{"empty", "", []string{""}},
		{"one", "one", []string{"one"}},
		{"all kinds of break", "a\nb\r\nc\rd\u2028e\u2029f", []string{"a", "b", "c", "d", "e", "f"}},
		{"break at the end", "a\n", []string{"a", ""}},
		{"blank lines stay", "a\n\n\nb", []string{"a", "", "", "b"}},
		{"CR CR LF", "a\r\r\nb", []string{"a", "", "b"}},
		{"other controls are no breaks", "a\vb\fc\u0085d", []string{"a\uFFFDb\uFFFDc\uFFFDd"}},
		{"a mark never reaches over a break", "a\n\u0301b", []string{"a", "\uFFFDb"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.ShowLines(tt.input); strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestShowPlainDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { text.Show("Jane Smith") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzClean(f *testing.F) {
	for _, p := range corpus(f) {
		f.Add(p.input, 100, false)
		f.Add(p.input, 4000, true)
	}
	f.Fuzz(func(t *testing.T, s string, runes int, lines bool) {
		checkClean(t, s, text.Limits{Runes: max(runes, 0), Lines: lines})
	})
}

func FuzzShow(f *testing.F) {
	for _, p := range corpus(f) {
		f.Add(p.input)
	}
	f.Fuzz(func(t *testing.T, s string) { checkShow(t, s) })
}

func FuzzFold(f *testing.F) {
	for _, p := range corpus(f) {
		f.Add(p.input)
	}
	for _, p := range people(f) {
		f.Add(p.family + ", " + p.given)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFold(t, s) })
}

func BenchmarkClean(b *testing.B) {
	for b.Loop() {
		if _, err := text.Clean("Małgorzata Wiśniewska", text.Name); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShow(b *testing.B) {
	for _, name := range []string{"Jane Smith", "Małgorzata Wiśniewska", "علی\u200cرضا محمدی"} {
		b.Run(string(rune('0'+utf8.RuneCountInString(name)%10))+"-"+name[:2], func(b *testing.B) {
			for b.Loop() {
				text.Show(name)
			}
		})
	}
}
