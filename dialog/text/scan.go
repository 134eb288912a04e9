package text

import (
	"unicode"
	"unicode/utf8"
)

// scanner decides rune by rune what may be shown. What it knows is about what
// it accepted, never about what it refused, and it looks ahead only at runes
// that are accepted wherever they stand. So a text in which every refused rune
// was replaced is accepted whole: the reason why Show is idempotent.
//
// White space and line breaks are the caller's business: it resets the scanner.
type scanner struct {
	base   rune // what marks, selectors and joiners belong to; 0 is nothing
	last   rune // the rune accepted last
	marks  int  // combining marks on base
	virama bool // a virama stands on base
	joined bool // a joiner stands after base
}

// reset forgets what stood before: after white space, and after a refusal.
func (sc *scanner) reset() { *sc = scanner{} }

// step returns why r, of size bytes and followed by rest, may not be shown
// here; "" if it may. The caller resets the scanner after a refusal.
func (sc *scanner) step(r rune, size int, rest string) Reason {
	if ' ' < r && r < 0x7F {
		return sc.begin(r)
	}
	switch {
	case r == utf8.RuneError && size == 1:
		return NotUTF8
	case r == Mark:
		return Lost
	case unicode.IsControl(r):
		return Control
	case r == joiner, r == nonJoiner, r == mongolianVowel:
		return sc.join(r, rest)
	case unicode.Is(unicode.Bidi_Control, r):
		return Bidi
	case unicode.Is(unicode.Variation_Selector, r):
		return sc.vary(r, rest)
	case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, blank):
		return Hidden
	case unicode.Is(unicode.Co, r):
		return PrivateUse
	case unicode.Is(unicode.Noncharacter_Code_Point, r):
		return Noncharacter
	case isMark(r):
		return sc.mark(r)
	case unicode.IsGraphic(r):
		return sc.begin(r)
	}
	return Unassigned
}

// begin accepts r as the start of a new cluster.
func (sc *scanner) begin(r rune) Reason {
	*sc = scanner{base: r, last: r}
	return ""
}

// mark accepts the combining mark r if there is something to carry it.
func (sc *scanner) mark(r rune) Reason {
	switch {
	case sc.base == 0, unicode.Is(conjoining, r) && !unicode.Is(unicode.Hangul, sc.base):
		return LoneMark
	case sc.marks >= maxMarks(sc.base):
		return MarkStack
	}
	sc.marks++
	sc.virama = sc.virama || isVirama(r)
	sc.last = r
	return ""
}

// join accepts the joiner r where spelling needs it.
func (sc *scanner) join(r rune, rest string) Reason {
	next, _ := utf8.DecodeRuneInString(rest)
	if sc.joined || !sc.joins(r, next) {
		return Hidden
	}
	sc.joined = true
	sc.last = r
	return ""
}

// joins reports whether spelling can need the joiner r before next.
func (sc *scanner) joins(r, next rune) bool {
	if isPictograph(sc.base) {
		bare := sc.last == sc.base || sc.last == emojiSelector
		return r == joiner && bare && isPictograph(next)
	}
	script := joinerScript(sc.base)
	switch {
	case script == nil, r == mongolianVowel && script != unicode.Mongolian:
		return false
	case sc.virama:
		return true
	case !unicode.Is(script, next):
		return false
	case isVirama(next): // as in the Bengali ya-phalaa
		return sc.marks < maxMarks(sc.base)
	}
	return unicode.IsLetter(next)
}

// vary accepts the variation selector r directly after a character that has
// variants of that kind.
func (sc *scanner) vary(r rune, rest string) Reason {
	if sc.base == 0 || sc.last != sc.base || !sc.varies(r, rest) {
		return Hidden
	}
	sc.last = r
	return ""
}

// varies reports whether the base has variants of the kind r selects.
func (sc *scanner) varies(r rune, rest string) bool {
	switch {
	case r == textSelector || r == emojiSelector:
		if isPictograph(sc.base) {
			return true
		}
		next, _ := utf8.DecodeRuneInString(rest)
		return next == enclosingKeycap && isKeycapBase(sc.base)
	case r < '\uFE00': // the selectors of Mongolian
		return unicode.Is(unicode.Mongolian, sc.base)
	case r <= '\uFE02', r >= 0xE0100: // of a standard form, of a registered form
		return unicode.Is(unicode.Han, sc.base)
	}
	return false // 4 to 14 are for mathematics and scripts of the past
}

// isKeycapBase reports whether r can be drawn as a key of a telephone.
func isKeycapBase(r rune) bool {
	return '0' <= r && r <= '9' || r == '#' || r == '*'
}
