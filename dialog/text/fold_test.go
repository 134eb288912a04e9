package text

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// foldByLibrary is Fold with the whole of Unicode's case folding, whose tables the
// program does without.
func foldByLibrary(s string) string {
	s = strings.Map(dropBeforeDecomposing, s)
	s = strings.Map(dropDiacritic, norm.NFKD.String(s))
	return norm.NFKD.String(spell(cases.Fold().String(s)))
}

// Every character there is folds as Unicode folds it, alone and among others.
func TestFoldIsThatOfUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := Fold(string(r)), foldByLibrary(string(r)); got != want {
			t.Errorf("%U folds to %+q, want %+q", r, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-z0-9 ]{0,70}`), rapid.StringMatching(`[A-Za-z .'-]{0,20}`)).Draw(t, "text")
		if got, want := Fold(s), foldByLibrary(s); got != want {
			t.Fatalf("%+q folds to %+q, want %+q", s, got, want)
		}
	})
}
