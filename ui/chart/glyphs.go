package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"alongside/ui/screen"
)

// Glyphs are the characters that a chart is drawn with. Each is one cell wide.
type Glyphs struct {
	Vertical, Horizontal    rune // the axes
	CornerLeft, CornerRight rune // where the axes meet
	TickLeft, TickRight     rune // a labelled value on a vertical axis
	TickDate                rune // a labelled date on the date axis
	DateStart, DateEnd      rune // the ends of a date axis that stands alone

	Marks []string // shapes of the series that name none, in their order
	Lines []rune   // what joins the points of the first series, the second, …

	Ranges    []rune // lowest to highest of several values in one column, by series
	RangeBoth rune   // the same of two series, in one cell
	Shared    rune   // points of two or more series in one cell
	Gap       rune   // asked, no value
	Above     rune   // a value above the scale
	Below     rune   // a value below the scale
	Event     rune   // an event without a mark of its own
	More      rune   // more than could be written here
	Several   rune   // beside a text on a strip: the latest of several
	StripFill rune   // what leads the eye along a strip
	Ellipsis  string

	Words *Words // nil for English
}

// Unicode is the set for terminals that have box drawing. Its characters are also
// in the fonts of the Linux console, as looked up in Debian's Lat15, Uni1 and Uni2
// in the Fixed, Terminus and VGA faces; only the ellipsis is missing from some VGA
// ones.
var Unicode = Glyphs{
	Vertical: '│', Horizontal: '─', CornerLeft: '└', CornerRight: '┘',
	TickLeft: '┤', TickRight: '├', TickDate: '┬', DateStart: '├', DateEnd: '┤',
	Marks: []string{"●", "■", "▲", "▼"}, Lines: []rune{'·', ':', '-', '~'},
	Ranges: []rune{'│', '┆'}, RangeBoth: '║', Shared: '&', Gap: '×', Above: '↑', Below: '↓',
	Event: '^', More: '+', Several: '*', StripFill: '·', Ellipsis: "…",
}

// ASCII is the set for everything else.
var ASCII = Glyphs{
	Vertical: '|', Horizontal: '-', CornerLeft: '+', CornerRight: '+',
	TickLeft: '+', TickRight: '+', TickDate: '+', DateStart: '+', DateEnd: '+',
	Marks: []string{"*", "o", "#", "%"}, Lines: []rune{'.', ':', '-', '~'},
	Ranges: []rune{'|', '!'}, RangeBoth: 'H', Shared: '&', Gap: 'x', Above: '^', Below: 'v',
	Event: '^', More: '+', Several: '*', StripFill: '.', Ellipsis: "...",
}

// orDefault returns Unicode for the zero value, so that a Plot without glyphs
// is drawn rather than blank.
func (g Glyphs) orDefault() Glyphs {
	if g.Vertical == 0 && g.Horizontal == 0 && len(g.Marks) == 0 {
		words := g.Words
		g = Unicode
		g.Words = words
	}
	return g
}

// oneCell returns s as a rune if it is a single printable rune of one cell.
func oneCell(s string) (rune, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || n != len(s) || r == utf8.RuneError {
		return 0, false
	}
	if r < utf8.RuneSelf { // Spares the width tables in the common case.
		return r, r > ' ' && r < 0x7f
	}
	// Between digits, because some letters join the character before them.
	return r, unicode.IsGraphic(r) && !unicode.IsMark(r) && screen.Width("0"+s+"0") == 3
}

// mark returns s if it is one cell wide, and otherwise the set's mark number i.
func (g Glyphs) mark(s string, i int) rune {
	if r, ok := oneCell(s); ok {
		return r
	}
	if len(g.Marks) == 0 {
		return '*'
	}
	r, ok := oneCell(g.Marks[i%len(g.Marks)])
	if !ok {
		return '*'
	}
	return r
}

// nth returns the rune number i of a set that repeats, or other if it is empty.
func nth(set []rune, i int, other rune) rune {
	if len(set) == 0 {
		return other
	}
	return set[i%len(set)]
}

// plain makes a text from outside fit for one line: control characters, which
// could end the line or start an escape sequence, become spaces.
func plain(s string) string {
	clean := func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}
	if strings.IndexFunc(s, func(r rune) bool { return clean(r) != r }) < 0 {
		return s
	}
	return strings.Map(clean, s)
}
