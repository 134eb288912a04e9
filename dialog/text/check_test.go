package text_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"alongside/dialog/text"
)

// reporter is what tests, fuzz targets and rapid have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// never holds ranges of characters that may reach a screen nowhere, written
// out here so that a mistake in the package's own tables is noticed.
var never = [][2]rune{
	{0x00, 0x1F}, {0x7F, 0x9F}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160},
	{0x17B4, 0x17B5}, {0x200B, 0x200B}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
	{0x2800, 0x2800}, {0x3164, 0x3164}, {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF}, {0xFE03, 0xFE0D},
	{0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFC}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE00FF},
	{0xF0000, 0x10FFFF},
}

// firstForbidden returns the first character of s that may be shown nowhere.
func firstForbidden(s string) (rune, bool) {
	for _, r := range s {
		for _, span := range never {
			if span[0] <= r && r <= span[1] {
				return r, true
			}
		}
	}
	return 0, false
}

// checkShow holds Show and ShowLines to what they promise for any text.
func checkShow(t reporter, s string) {
	t.Helper()
	shown := text.Show(s)
	if again := text.Show(shown); again != shown {
		t.Errorf("Show is not idempotent: %+q becomes %+q", shown, again)
	}
	if !utf8.ValidString(shown) {
		t.Errorf("Show(%+q) is not UTF-8", s)
	}
	if r, found := firstForbidden(shown); found {
		t.Errorf("Show(%+q) lets %U through", s, r)
	}
	if stripped := ansi.Strip(shown); stripped != shown {
		t.Errorf("Show(%+q) holds an escape sequence: %+q", s, shown)
	}
	lines := text.ShowLines(s)
	if joined := strings.Join(lines, " "); joined != shown {
		t.Errorf("ShowLines(%+q) joined is %+q, Show gives %+q", s, joined, shown)
	}
	for _, line := range lines {
		if text.Show(line) != line {
			t.Errorf("ShowLines(%+q) has a line that Show would change: %+q", s, line)
		}
	}
}

// sentence is every message a refusal may have: it cannot hold content.
var sentence = regexp.MustCompile(`^(is longer than \d+ characters|contains (a|an|too) [a-z ]+ at position \d+; retype it)$`)

// checkClean holds Clean to what it promises for any text.
func checkClean(t reporter, s string, l text.Limits) {
	t.Helper()
	out, err := text.Clean(s, l)
	if err != nil {
		checkRefusal(t, s, out, err)
		return
	}
	if again, err := text.Clean(out, l); err != nil || again != out {
		t.Errorf("Clean of cleaned %+q gives %+q, %v", out, again, err)
	}
	if !norm.NFC.IsNormalString(out) || strings.TrimSpace(out) != out || strings.Contains(out, "  ") {
		t.Errorf("Clean(%+q) = %+q is not in its normal form", s, out)
	}
	if strings.Contains(out, "\n\n\n") || !l.Lines && strings.Contains(out, "\n") {
		t.Errorf("Clean(%+q) = %+q has too many line breaks", s, out)
	}
	if n := utf8.RuneCountInString(out); n > l.Runes {
		t.Errorf("Clean(%+q) has %d characters, more than %d", s, n, l.Runes)
	}
	if got := strings.Join(text.ShowLines(out), "\n"); got != out {
		t.Errorf("cleaned %+q is shown as %+q", out, got)
	}
	if !slices.Equal(visible(norm.NFC.String(s)), visible(out)) {
		t.Errorf("Clean(%+q) = %+q changes more than white space", s, out)
	}
}

// checkRefusal holds the error of Clean to what it promises.
func checkRefusal(t reporter, s, out string, err error) {
	t.Helper()
	var refusal *text.Error
	if !errors.As(err, &refusal) || out != "" {
		t.Errorf("Clean(%+q) = %+q, %v; want nothing and a *text.Error", s, out, err)
		return
	}
	if !sentence.MatchString(err.Error()) {
		t.Errorf("not a sentence that may be shown: %q", err)
	}
	if refusal.Reason == text.TooLong {
		if refusal.At != refusal.Limit || utf8.RuneCountInString(norm.NFC.String(s)) <= refusal.Limit {
			t.Errorf("Clean(%+q) is called too long: %+v", s, refusal)
		}
		return
	}
	if refusal.At < 0 || refusal.At >= utf8.RuneCountInString(s) {
		t.Errorf("Clean(%+q) is refused outside itself, at %d", s, refusal.At)
	}
	if !strings.ContainsRune(text.Show(norm.NFC.String(s)), text.Mark) {
		t.Errorf("Clean(%+q) is refused (%v) but shown without a mark", s, err)
	}
}

// visible returns the runes of s that are not white space.
func visible(s string) []rune {
	var out []rune
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}

// checkFold holds Fold to what it promises for any text.
func checkFold(t reporter, s string) {
	t.Helper()
	folded := text.Fold(s)
	if again := text.Fold(folded); again != folded {
		t.Errorf("Fold is not idempotent: %+q becomes %+q", folded, again)
	}
	if !utf8.ValidString(folded) || strings.TrimSpace(folded) != folded || strings.Contains(folded, "  ") {
		t.Errorf("Fold(%+q) = %+q is not in its form", s, folded)
	}
	if r, found := firstForbidden(folded); found {
		t.Errorf("Fold(%+q) lets %U through", s, r)
	}
	if !text.ParseQuery(folded).Match(folded) {
		t.Errorf("%+q does not find itself", folded)
	}
}
