package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// particles are words that begin a family name without being one. Words that
// are common family names by themselves (Le, Ho, Du) are left out.
var particles = []string{
	"abu", "al", "ap", "ben", "bin", "da", "de", "del", "den", "der", "di", "dos", "el",
	"fitz", "ibn", "la", "mac", "mc", "o", "san", "st", "te", "ten", "ter", "van", "von",
}

// Similar reports whether a tired person may take one of two full names for
// the other. Both are folded, family name first: Fold(family + " " + given).
// The order matters: the rule is stricter with family names than with given
// names. It is symmetric, and true where any of these holds:
//
//   - the names are the same after folding, spaces aside;
//   - the family names are the same, and the first given names begin with the
//     same letter or are one edit apart, or one of them is missing. The family
//     name is the first word, with particles such as "van der" or "mc" before
//     it; a second family name counts as the first given name;
//   - every word of one name, at least two, is in the other: family and given
//     name swapped, given names in another order, a middle name left out;
//   - the letters, also with family and given name swapped, are at most one edit
//     apart if the shorter name has at least 6 letters, two if at least 12. An
//     edit is a letter more, less, other, or two neighbours swapped.
//
// Names that merely sound alike are not found, nor those that are alike in
// another script. An empty name is similar to nothing.
func Similar(a, b string) bool {
	switch {
	case a == "" || b == "":
		return false
	case a == b:
		return true
	}
	return sameFamily(a, b) || sameWords(a, b) || sameWords(b, a) || fewEdits(a, b)
}

// sameFamily reports whether two people of one family name have first given
// names that may be confused.
func sameFamily(a, b string) bool {
	familyA, givenA := splitFamily(a)
	familyB, givenB := splitFamily(b)
	if !sameLetters(familyA, familyB) {
		return false
	}
	if givenA == "" || givenB == "" {
		return true
	}
	firstA, _ := utf8.DecodeRuneInString(givenA)
	firstB, _ := utf8.DecodeRuneInString(givenB)
	var bufA, bufB [64]rune
	return firstA == firstB || withinEdits(letters(bufA[:0], givenA), letters(bufB[:0], givenB), 1)
}

// splitFamily returns the family name at the start of name, particles
// included, and the first given name after it, if any.
func splitFamily(name string) (family, given string) {
	end := 0
	for {
		word, rest, more := strings.Cut(name[end:], " ")
		end += len(word)
		if !more {
			return name, ""
		}
		if !slices.Contains(particles, word) || !strings.Contains(rest, " ") {
			given, _, _ = strings.Cut(rest, " ")
			return name[:end], given
		}
		end++
	}
}

// sameLetters reports whether a and b are the same, spaces aside.
func sameLetters(a, b string) bool {
	for {
		a, b = strings.TrimLeft(a, " "), strings.TrimLeft(b, " ")
		switch {
		case a == "" || b == "":
			return a == b
		case a[0] != b[0]:
			return false
		}
		a, b = a[1:], b[1:]
	}
}

// sameWords reports whether a has at least two words and all are words of b.
func sameWords(a, b string) bool {
	if len(a) > len(b) || !strings.Contains(a, " ") {
		return false
	}
	for word := range strings.SplitSeq(a, " ") {
		if countWord(a, word) > countWord(b, word) {
			return false
		}
	}
	return true
}

// countWord returns how often word is a word of name.
func countWord(name, word string) int {
	n := 0
	for w := range strings.SplitSeq(name, " ") {
		if w == word {
			n++
		}
	}
	return n
}

// fewEdits reports whether the letters of a and b, with the words of one of
// them turned round at any space, differ by few edits for their number.
func fewEdits(a, b string) bool {
	var bufA, bufB [128]rune
	lettersA, lettersB := letters(bufA[:0], a), letters(bufB[:0], b)
	edits := min(len(lettersA)/6, len(lettersB)/6, 2)
	if max(len(lettersA)-len(lettersB), len(lettersB)-len(lettersA)) > edits {
		return false
	}
	return withinEdits(lettersA, lettersB, edits) ||
		turnedWithinEdits(a, lettersB, edits) || turnedWithinEdits(b, lettersA, edits)
}

// turnedWithinEdits reports whether at most k edits turn the letters of name,
// turned round at one of its spaces, into other.
func turnedWithinEdits(name string, other []rune, k int) bool {
	var buf [128]rune
	for i := range len(name) {
		if name[i] == ' ' && withinEdits(letters(letters(buf[:0], name[i:]), name[:i]), other, k) {
			return true
		}
	}
	return false
}

// letters appends the runes of s that are no spaces to buf.
func letters(buf []rune, s string) []rune {
	for _, r := range s {
		if r != ' ' {
			buf = append(buf, r)
		}
	}
	return buf
}

// withinEdits reports whether at most k edits turn a into b. It takes time
// that grows as the fourth power of k, and k is at most 2 here.
func withinEdits(a, b []rune, k int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case len(a)-len(b) > k || len(b)-len(a) > k:
		return false
	case len(a) == 0 || len(b) == 0:
		return true // what is left of the other is at most k
	case k == 0:
		return false
	}
	swapped := len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0]
	return withinEdits(a[1:], b[1:], k-1) ||
		withinEdits(a[1:], b, k-1) ||
		withinEdits(a, b[1:], k-1) ||
		swapped && withinEdits(a[2:], b[2:], k-1)
}
