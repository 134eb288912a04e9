package text

import (
	"strings"
	"unicode/utf8"
)

// Mark stands in for whatever may not be shown: one for each such character or
// invalid byte, so that it is seen that something is there. Clean refuses text
// that holds it, so a Mark on a screen always means that something is hidden
// or was lost.
const Mark = '\uFFFD'

// Show returns s fit for one line of a screen or a file. Whatever may not be
// shown (see the package documentation) becomes Mark, and every white space
// character becomes a plain space, a CR LF pair one. It never fails and is
// idempotent. Text that Clean accepted for one line comes back unchanged, and
// s itself is returned if it is plain ASCII.
func Show(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var sc scanner
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\r' && strings.HasPrefix(s[i:], "\n"):
			// The line feed gives the space for both.
		case isSpace(r):
			sc.reset()
			b.WriteByte(' ')
		case sc.step(r, size, s[i:]) != "":
			sc.reset()
			b.WriteRune(Mark)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ShowLines returns s as the lines it consists of, each as Show returns it. A
// line ends at CR LF, LF, CR, U+2028 or U+2029. There is always at least one
// line, which may be empty.
func ShowLines(s string) []string {
	var lines []string
	start := 0
	for i, r := range s {
		if !isBreak(r) || r == '\r' && strings.HasPrefix(s[i+1:], "\n") {
			continue
		}
		lines = append(lines, Show(strings.TrimSuffix(s[start:i], "\r")))
		start = i + utf8.RuneLen(r)
	}
	return append(lines, Show(s[start:]))
}

// isPlain reports whether s holds printable ASCII alone.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}
