package text

import (
	"maps"
	"slices"
	"unicode"
)

// eastAsian are the scripts that are written together, and beside Latin
// letters, in Chinese, Japanese and Korean (UTS 39, "highly restrictive").
var eastAsian = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul,
}

// scripts are all scripts but those that go with any other, the one most
// looked for first, the others in the order of their names.
var scripts = func() []*unicode.RangeTable {
	tables := []*unicode.RangeTable{unicode.Latin}
	for _, name := range slices.Sorted(maps.Keys(unicode.Scripts)) {
		switch name {
		case "Latin", "Common", "Inherited":
		default:
			tables = append(tables, unicode.Scripts[name])
		}
	}
	return tables
}()

// Mixed reports whether some word of s holds letters of scripts that are not
// written together in one word, as a Cyrillic а among Latin letters, which
// looks the same and is never found by a search. A word is what stands between
// white space, hyphens and other punctuation, but not apostrophes. Chinese,
// Japanese and Korean scripts go together and with Latin; a word written
// wholly in look-alikes of another script is not noticed.
func Mixed(s string) bool {
	var word *unicode.RangeTable // the script of the word so far
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			script := scriptOf(r)
			if word == nil {
				word = script
			} else if script != nil && !goTogether(word, script) {
				return true
			}
		case unicode.IsDigit(r), isMark(r), isApostrophe(r), r == joiner, r == nonJoiner:
		default:
			word = nil
		}
	}
	return false
}

// scriptOf returns the script of the letter r, nil for letters used in many.
func scriptOf(r rune) *unicode.RangeTable {
	for _, table := range scripts {
		if unicode.Is(table, r) {
			return table
		}
	}
	return nil
}

// goTogether reports whether one word can be written in both a and b.
func goTogether(a, b *unicode.RangeTable) bool {
	return a == b || isEastAsianOrLatin(a) && isEastAsianOrLatin(b)
}

// isEastAsianOrLatin reports whether table is one of eastAsian, or Latin.
func isEastAsianOrLatin(table *unicode.RangeTable) bool {
	return table == unicode.Latin || slices.Contains(eastAsian, table)
}
