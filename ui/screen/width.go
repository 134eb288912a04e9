package screen

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells a text takes on the screen; styles take none. Whatever is
// not of the usual kind is left to [ansi.StringWidth], and both always agree.
func Width(s string) int {
	n := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c <= '~':
			i++
			n++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !single(r) {
				return ansi.StringWidth(s)
			}
			i += size
			n++
		default:
			end := styleEnd(s, i)
			if end < 0 {
				return ansi.StringWidth(s)
			}
			i = end
		}
	}
	return n
}

// single reports the usual letters and signs outside ASCII that take one cell and never
// join with what stands beside them: those of European languages and what the screens
// are drawn with. Where a text has nothing but these, its width is their number.
func single(r rune) bool {
	switch {
	case r <= 0x24f:
		return r >= 0xa1 && r != 0xad // a soft hyphen
	case r >= 0x2500 && r <= 0x259f: // lines and blocks
		return true
	case r >= 0x2010 && r <= 0x2026: // dashes, quotation marks, the ellipsis
		return true
	case r >= 0x391 && r <= 0x3a9, r >= 0x3ac && r <= 0x3ce, r >= 0x400 && r <= 0x481: // Greek and Cyrillic
		return true
	}
	switch r {
	case '←', '↑', '→', '↓', '●', '■', '▲', '▼', '♦', '▶':
		return true
	}
	return false
}

// styleEnd is where what sets a style ends that begins at a place, -1 where nothing of
// the kind begins there.
func styleEnd(s string, at int) int {
	if at+1 >= len(s) || s[at] != '\x1b' || s[at+1] != '[' {
		return -1
	}
	for i := at + 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return -1
		}
	}
	return -1
}
