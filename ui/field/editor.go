package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog/text"
)

// editor is a text being edited. Its cursor stands between characters as a
// reader sees them: a letter with its accents, a syllable or an emoji family is
// one, and is passed over and taken away whole.
type editor struct {
	text string
	at   int // the cursor: a byte offset, always between two characters
}

// set replaces the text and puts the cursor behind it.
func (e *editor) set(s string) { e.text, e.at = s, len(s) }

// insert puts a text in at the cursor and the cursor behind it.
func (e *editor) insert(s string) {
	e.text = e.text[:e.at] + s + e.text[e.at:]
	e.at = boundary(e.text, e.at+len(s))
}

// boundary is the first place between two characters at or after an offset.
func boundary(s string, at int) int {
	end := 0
	for end < at && end < len(s) {
		cluster, _ := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		end += len(cluster)
	}
	return end
}

// before is the place one character before an offset.
func before(s string, at int) int {
	previous, end := 0, 0
	for end < at {
		previous = end
		cluster, _ := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		end += len(cluster)
	}
	return previous
}

// after is the place one character after an offset.
func after(s string, at int) int {
	cluster, _ := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
	return at + len(cluster)
}

// lineStart and lineEnd are the ends of the written line that the cursor is on.
func (e *editor) lineStart() int { return strings.LastIndexByte(e.text[:e.at], '\n') + 1 }

func (e *editor) lineEnd() int {
	if i := strings.IndexByte(e.text[e.at:], '\n'); i >= 0 {
		return e.at + i
	}
	return len(e.text)
}

// wordBefore is where the word before the cursor begins.
func (e *editor) wordBefore() int {
	head := strings.TrimRightFunc(e.text[:e.at], unicode.IsSpace)
	i := strings.LastIndexFunc(head, unicode.IsSpace)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(head[i:])
	if start := i + size; boundary(e.text, start) == start {
		return start
	}
	return before(e.text, i+size) // a space that carries a mark is no space alone
}

// wordAfter is where the word after the cursor ends.
func (e *editor) wordAfter() int {
	tail := e.text[e.at:]
	space := len(tail) - len(strings.TrimLeftFunc(tail, unicode.IsSpace))
	if i := strings.IndexFunc(tail[space:], unicode.IsSpace); i >= 0 {
		return boundary(e.text, e.at+space+i)
	}
	return len(e.text)
}

// remove takes out what is between the cursor and another place.
func (e *editor) remove(to int) {
	from := min(e.at, to)
	e.text = e.text[:from] + e.text[max(e.at, to):]
	e.at = boundary(e.text, from)
}

// key moves the cursor or takes something out, and reports whether the key is
// one of these. The keys are those of shells and of other text fields.
func (e *editor) key(stroke string) (taken bool) {
	switch stroke {
	case "left", "ctrl+b":
		e.at = before(e.text, e.at)
	case "right", "ctrl+f":
		e.at = after(e.text, e.at)
	case "ctrl+left", "alt+left", "alt+b":
		e.at = e.wordBefore()
	case "ctrl+right", "alt+right", "alt+f":
		e.at = e.wordAfter()
	case "home", "ctrl+a":
		e.at = e.lineStart()
	case "end", "ctrl+e":
		e.at = e.lineEnd()
	case "backspace", "shift+backspace", "ctrl+h":
		e.remove(before(e.text, e.at))
	case "delete":
		e.remove(after(e.text, e.at))
	case "ctrl+w", "ctrl+backspace", "alt+backspace":
		e.remove(e.wordBefore())
	case "ctrl+delete", "alt+delete", "alt+d":
		e.remove(e.wordAfter())
	case "ctrl+u":
		e.remove(e.lineStart())
	case "ctrl+k":
		e.remove(e.lineEnd())
	default:
		return false
	}
	return true
}

// shown is the text as it may be drawn, and where the cursor is in it. Every
// code point of the text has one in what is drawn, since whatever may not be
// shown is replaced by a mark and never taken away.
func (e *editor) shown() (s string, at int) {
	lines := strings.Split(e.text, "\n")
	for i, line := range lines {
		lines[i] = text.Show(line)
	}
	s = strings.Join(lines, "\n")
	return s, runeOffset(s, utf8.RuneCountInString(e.text[:e.at]))
}

// moveTo puts the cursor where an offset in the drawn text is.
func (e *editor) moveTo(shown string, at int) {
	e.at = boundary(e.text, runeOffset(e.text, utf8.RuneCountInString(shown[:at])))
}

// runeOffset is the byte offset of the code point with this number.
func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
