package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The invisible characters that correct spelling can need.
const (
	nonJoiner       = '\u200C' // ZERO WIDTH NON-JOINER
	joiner          = '\u200D' // ZERO WIDTH JOINER
	mongolianVowel  = '\u180E' // MONGOLIAN VOWEL SEPARATOR
	textSelector    = '\uFE0E' // VARIATION SELECTOR-15: show as text
	emojiSelector   = '\uFE0F' // VARIATION SELECTOR-16: show as emoji
	enclosingKeycap = '\u20E3' // COMBINING ENCLOSING KEYCAP
)

// blank holds characters that Unicode counts as visible or as marks but that
// draw nothing, beside those with the property Default_Ignorable_Code_Point.
var blank = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x2800, Hi: 0x2800, Stride: 1}, // BRAILLE PATTERN BLANK
		{Lo: 0xFFFC, Hi: 0xFFFC, Stride: 1}, // OBJECT REPLACEMENT CHARACTER
	},
	R32: []unicode.Range32{
		{Lo: 0x13441, Hi: 0x13442, Stride: 1}, // EGYPTIAN HIEROGLYPH FULL and HALF BLANK
		{Lo: 0x16FE4, Hi: 0x16FE4, Stride: 1}, // KHITAN SMALL SCRIPT FILLER
		{Lo: 0x1D159, Hi: 0x1D159, Stride: 1}, // MUSICAL SYMBOL NULL NOTEHEAD
	},
}

// pictographs holds the blocks in which characters with the property
// Extended_Pictographic live (Unicode's emoji-data.txt). Whole blocks are
// enough for isPictograph, which only says where a selector or a joiner may
// stand.
var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00A9, Hi: 0x00AE, Stride: 5}, // copyright, registered
		{Lo: 0x203C, Hi: 0x2049, Stride: 13},
		{Lo: 0x2122, Hi: 0x2139, Stride: 23},
		{Lo: 0x2190, Hi: 0x21FF, Stride: 1}, // arrows
		{Lo: 0x2300, Hi: 0x23FF, Stride: 1}, // technical
		{Lo: 0x24C2, Hi: 0x24C2, Stride: 1},
		{Lo: 0x25A0, Hi: 0x27BF, Stride: 1}, // shapes, symbols, dingbats
		{Lo: 0x2934, Hi: 0x2935, Stride: 1},
		{Lo: 0x2B00, Hi: 0x2BFF, Stride: 1}, // arrows and stars
		{Lo: 0x3030, Hi: 0x303D, Stride: 13},
		{Lo: 0x3297, Hi: 0x3299, Stride: 2},
	},
	R32: []unicode.Range32{
		{Lo: 0x1F000, Hi: 0x1F0FF, Stride: 1}, // tiles and cards
		{Lo: 0x1F170, Hi: 0x1F19A, Stride: 1}, // squared letters
		{Lo: 0x1F200, Hi: 0x1FAFF, Stride: 1}, // emoji proper
	},
	LatinOffset: 1,
}

// conjoining holds the Hangul vowels and finals that combine with a letter
// before them although they count as letters, and that take no width alone.
var conjoining = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1161, Hi: 0x11FF, Stride: 1},
		{Lo: 0xD7B0, Hi: 0xD7C6, Stride: 1},
		{Lo: 0xD7CB, Hi: 0xD7FB, Stride: 1},
	},
}

// joinerScripts are the scripts in use today whose spelling needs a joiner.
var joinerScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
	unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Syriac,
	unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Adlam, unicode.Hanifi_Rohingya,
	unicode.Syloti_Nagri, unicode.Meetei_Mayek, unicode.Chakma, unicode.Newa, unicode.Limbu,
	unicode.Javanese, unicode.Balinese, unicode.Sundanese, unicode.Tai_Tham,
}

// fewMarks are the scripts whose letters carry at most a few marks each.
var fewMarks = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic}

// isSpace reports whether r is white space: the Unicode property without
// vertical tab, form feed and next line, which are control characters that
// some terminals obey.
func isSpace(r rune) bool {
	switch r {
	case '\v', '\f', '\u0085':
		return false
	}
	return unicode.IsSpace(r)
}

// isBreak reports whether r ends a line.
func isBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029'
}

// isPictograph reports whether r is assigned and may be an emoji or part of one.
func isPictograph(r rune) bool {
	return unicode.Is(pictographs, r) && unicode.IsGraphic(r)
}

// isMark reports whether r combines with what stands before it.
func isMark(r rune) bool {
	return unicode.Is(unicode.M, r) || unicode.Is(conjoining, r)
}

// isVirama reports whether r is a virama: a mark that takes the vowel from an
// Indic letter, and after which a joiner chooses the shape.
func isVirama(r rune) bool {
	const viramaClass = 9 // Canonical_Combining_Class=Virama
	return class(r) == viramaClass
}

// class returns the canonical combining class of r.
func class(r rune) uint8 {
	var buf [utf8.UTFMax]byte
	return norm.NFC.Properties(buf[:utf8.EncodeRune(buf[:], r)]).CCC()
}

// joinerScript returns the script of the letter r if its spelling can need a
// joiner, nil otherwise.
func joinerScript(r rune) *unicode.RangeTable {
	if !unicode.IsLetter(r) {
		return nil
	}
	for _, table := range joinerScripts {
		if unicode.Is(table, r) {
			return table
		}
	}
	return nil
}

// mostMarks is how many combining marks a letter of any script may carry.
const mostMarks = 8

// maxMarks returns how many combining marks base may carry.
func maxMarks(base rune) int {
	if !unicode.IsLetter(base) || unicode.In(base, fewMarks...) {
		return 4
	}
	return mostMarks
}
