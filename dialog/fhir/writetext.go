package fhir

import (
	"math/bits"
	"unicode/utf8"
)

// plainText reports whether a text is all ASCII in which nothing is written in another
// way than it reads. Eight bytes are looked at together; the last eight may be some of
// those before once more.
func plainText(s string) bool {
	if len(s) < 8 {
		for i := range len(s) {
			if !plainBytes[s[i]] {
				return false
			}
		}
		return true
	}
	found := unusual(eight(s[len(s)-8:]))
	for ; len(s) > 8; s = s[8:] {
		found |= unusual(eight(s))
	}
	return found == 0
}

// plainBytes are the bytes that are written as they read.
var plainBytes = func() (plain [256]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		plain[c] = c != '"' && c != '\\'
	}
	return plain
}()

// eight returns the first eight bytes of a text, the first of them lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const ones, high = 0x0101010101010101, 0x8080808080808080

// unusual marks the highest bit of bytes that are not plain; the lowest byte that it
// marks is one, those above it may be marked by what they lend. A byte is below another
// where the subtraction borrows its highest bit, and what is not ASCII has that bit.
func unusual(w uint64) uint64 {
	return (w | (w - ' '*ones) | (w ^ '"'*ones - ones) | (w ^ '\\'*ones - ones)) & high
}

// appendEscaped writes a text as encoding/json does: quotes, backslashes and control
// characters behind a backslash, the two separators that JavaScript takes for ends of
// lines by number, and U+FFFD by number for each byte that is no UTF-8.
func appendEscaped(b []byte, s string) []byte {
	for len(s) > 0 {
		n := plainRun(s)
		b = append(b, s[:n]...)
		if s = s[n:]; s == "" {
			break
		}
		if c := s[0]; c < utf8.RuneSelf {
			b = appendEscape(b, c)
			s = s[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(b, `\ufffd`...)
		case r == '\u2028':
			b = append(b, `\u2028`...)
		case r == '\u2029':
			b = append(b, `\u2029`...)
		default:
			b = append(b, s[:size]...)
		}
		s = s[size:]
	}
	return b
}

// plainRun returns how many bytes from the beginning on are plain.
func plainRun(s string) int {
	n := 0
	for ; len(s)-n >= 8; n += 8 {
		if found := unusual(eight(s[n:])); found != 0 {
			return n + bits.TrailingZeros64(found)/8
		}
	}
	for n < len(s) && plainBytes[s[n]] {
		n++
	}
	return n
}

// appendEscape writes one character of ASCII that may not stand as it is.
func appendEscape(b []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xf])
}
