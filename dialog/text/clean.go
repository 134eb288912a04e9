package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits says how much text a field takes. The zero Limits takes only the
// empty text.
type Limits struct {
	// Runes is the highest number of characters (Unicode code points) after
	// cleaning.
	Runes int
	// Lines says whether the text may have more than one line. If not, a line
	// break is white space like any other.
	Lines bool
}

// The limits of the kinds of field there are.
var (
	Name  = Limits{Runes: 100}               // a family name, or given names
	Line  = Limits{Runes: 200}               // one line of writing: a team, a reason
	Note  = Limits{Runes: 4000, Lines: true} // writing of some length
	Ident = Limits{Runes: 40}                // an identifier given by another system
)

// Clean returns s as it may be stored: in Unicode normal form C, without white
// space around it, with each run of white space inside folded to one space or,
// where l allows lines and the run holds line breaks, to one or two line feeds.
//
// Text that holds anything that may not be shown (see the package
// documentation), or that is longer than l allows, is refused with an *[Error]:
// apart from white space nothing is ever taken out of a text. What is returned
// without an error passes unchanged through Clean again, and through Show (or,
// line by line, through ShowLines).
func Clean(s string, l Limits) (string, error) {
	n := norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(n))
	var sc scanner
	var gap gap
	for i := 0; i < len(n); {
		r, size := utf8.DecodeRuneInString(n[i:])
		rest := n[i+size:]
		if isSpace(r) {
			gap.add(r, rest)
			sc.reset()
		} else if reason := sc.step(r, size, rest); reason != "" {
			return "", &Error{Reason: reason, At: runeIndex(s, i)}
		} else {
			gap.writeTo(&b, l.Lines)
			b.WriteRune(r)
		}
		i += size
	}
	out := b.String()
	if utf8.RuneCountInString(out) > l.Runes {
		return "", &Error{Reason: TooLong, At: l.Runes, Limit: l.Runes}
	}
	return out, nil
}

// gap is a run of white space that was read and not yet written.
type gap struct {
	open   bool
	breaks int // line breaks in the run
}

// add takes the white space r, followed by rest, into the run.
func (g *gap) add(r rune, rest string) {
	g.open = true
	if isBreak(r) && !(r == '\r' && strings.HasPrefix(rest, "\n")) {
		g.breaks++
	}
}

// writeTo ends the run and writes it in folded form, unless it stands at the
// very beginning. A run at the end is never written.
func (g *gap) writeTo(b *strings.Builder, lines bool) {
	switch {
	case !g.open || b.Len() == 0:
	case lines && g.breaks > 0:
		b.WriteString("\n\n"[:min(g.breaks, 2)])
	default:
		b.WriteByte(' ')
	}
	*g = gap{}
}

// runeIndex returns the place in s, counted in runes, of what stands at byte
// offset in the normal form C of s. Within a letter and its marks, where
// composing can change the count, it is exact to that letter.
func runeIndex(s string, offset int) int {
	index := 0
	for s != "" {
		end := max(norm.NFC.NextBoundaryInString(s, true), 1)
		runes := utf8.RuneCountInString(s[:end])
		segment := norm.NFC.String(s[:end])
		if offset < len(segment) {
			return index + min(utf8.RuneCountInString(segment[:offset]), runes-1)
		}
		offset -= len(segment)
		index += runes
		s = s[end:]
	}
	return index
}
