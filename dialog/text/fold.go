package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainLetters spells letters that Unicode does not decompose with the letters
// people type when they have no such key: for the Latin ones after the
// transliteration used in passports (ICAO Doc 9303-3, section 6) where it has
// the letter; for the Arabic ones the letter that keyboards for Arabic, Persian
// and Urdu give for the same sound and shape. Those of the last two lines are what
// Unicode folds to other letters than its small ones (CaseFolding.txt, C and F), of all
// that a decomposed text can have; Cherokee is by itself. Keys are small letters.
var plainLetters = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h",
	'ŧ': "t", 'ı': "i", 'ŋ': "n", 'ĸ': "k", 'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o",
	'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƙ': "k", 'ƴ': "y", 'ƒ': "f", 'ɣ': "g", 'ʋ': "v",
	'ɨ': "i", 'ʉ': "u", 'ƶ': "z", 'ƀ': "b", 'ɍ': "r", 'ɫ': "l", 'ƭ': "t", 'ɲ': "n",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ې': "ي", 'ے': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه", 'ە': "ه",
	'ß': "ss", 'ς': "σ",
	'ᲀ': "в", 'ᲁ': "д", 'ᲂ': "о", 'ᲃ': "с", 'ᲄ': "т", 'ᲅ': "т", 'ᲆ': "ъ", 'ᲇ': "ѣ", 'ᲈ': "ꙋ",
}

// Fold returns s in the form in which names are searched and compared. Two
// spellings of one name that differ only in the following have one form:
//
//   - case, and compatibility forms such as full-width letters and ligatures;
//   - diacritics: é is e, ё is е, vowel signs in Arabic and Hebrew and the Indic
//     nukta are ignored; the vowel signs of Indic and Thai, the voicing marks of
//     kana and the letters of Hangul are kept, since they make another name;
//   - letters without a decomposition: ß is ss, ł l, ø o, đ and ð d, æ ae, þ th,
//     ı i and so on; ü is u (not ue);
//   - apostrophes of every kind, hyphens and dashes, full stops and middle dots,
//     which vanish: O’Neill is oneill, Anne-Marie annemarie, St. John st john;
//   - other punctuation, which is a space, and white space, of which there is at
//     most one between words and none outside;
//   - characters that cannot be seen, damaged ones included, which vanish, as do
//     the marks of a heap after the eighth.
//
// The words of a name are separated by one space in the result. Fold is total
// and idempotent. It is for finding and comparing, never for showing.
func Fold(s string) string {
	if folded, ok := foldPlain(s); ok {
		return folded
	}
	if isPlain(s) {
		return spell(strings.ToLower(s))
	}
	s = strings.Map(dropBeforeDecomposing, s)
	s = strings.Map(dropDiacritic, norm.NFKD.String(s))
	return norm.NFKD.String(spell(strings.ToLower(s))) // what vanished may have kept marks apart
}

// foldPlain folds what nearly all names are: Latin letters without marks, and digits,
// with one space between words. A longer text is left to the rest.
func foldPlain(s string) (folded string, ok bool) {
	var b [64]byte
	if len(s) > len(b) {
		return "", false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == ' ' && i > 0 && i+1 < len(s) && s[i-1] != ' ':
		default:
			return "", false
		}
		b[i] = c
	}
	return string(b[:len(s)]), true
}

// spell writes folded and decomposed letters in their plain form and leaves
// one space between words.
func spell(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	marks := 0
	for _, r := range s {
		switch {
		case vanishes(r):
			continue
		case unicode.IsSpace(r) || unicode.IsPunct(r):
			gap, marks = b.Len() > 0, 0
			continue
		case !unicode.Is(unicode.M, r):
			marks = 0
		case marks == mostMarks:
			continue
		default:
			marks++
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		if plain, known := plainLetters[r]; known {
			b.WriteString(plain)
		} else {
			b.WriteRune(upperCherokee(r))
		}
	}
	return b.String()
}

// upperCherokee returns the capital of a small Cherokee letter, which is what
// Unicode folds Cherokee to.
func upperCherokee(r rune) rune {
	switch {
	case 0xAB70 <= r && r <= 0xABBF:
		return r - 0xAB70 + 0x13A0
	case 0x13F8 <= r && r <= 0x13FD:
		return r - 8
	}
	return r
}

// dropBeforeDecomposing takes out what vanishes while it can still be told
// apart: an acute accent used as an apostrophe would decompose to a space.
func dropBeforeDecomposing(r rune) rune {
	if vanishes(r) {
		return -1
	}
	return r
}

// vanishes reports whether Fold leaves nothing of r.
func vanishes(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '-' || r == '.' || isApostrophe(r) || unicode.IsControl(r) && !unicode.IsSpace(r)
	}
	switch r {
	case '·', '․', 'ـ', Mark: // dots, the Arabic lengthening stroke, damage
		return true
	case '\u0085': // white space
		return false
	}
	return isApostrophe(r) || unicode.In(r, unicode.Dash, unicode.C, unicode.Other_Default_Ignorable_Code_Point, blank)
}

// isApostrophe reports whether r is an apostrophe, or is typed as one or in
// place of one: quotation marks, accents and primes that stand alone, and the
// letters that transliterate hamza, ayn and geresh.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', '‛', '′', '＇', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', 'ˈ', '׳', 'Ꞌ', 'ꞌ':
		return true
	}
	return false
}

// dropDiacritic takes out the marks of decomposed text that people leave out
// when they type.
func dropDiacritic(r rune) rune {
	const nuktaClass, voicingClass = 7, 8
	if !unicode.In(r, unicode.Mn, unicode.Me) {
		return r
	}
	switch c := class(r); {
	case c == nuktaClass:
		return -1
	case c == voicingClass:
		return r
	case unicode.In(r, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic,
		unicode.Arabic, unicode.Hebrew, unicode.Syriac):
		return -1
	}
	return r
}
