package chart

import (
	"slices"
	"strings"
	"time"
)

// maxCellText is the widest text on a strip, in cells.
const maxCellText = 3

// Cell is one short text at its date on a strip, for example a rating from 1 to 7,
// or "-" where the question was asked and not rated.
type Cell struct {
	At time.Time
	// Text is drawn as far as its first 3 characters of one cell; an empty one is
	// not drawn.
	Text string
	// Style paints the text (nil paints nothing). It must not change its width.
	Style func(string) string
}

// Strip draws a line of texts at their true dates, exactly width cells wide (none
// if width is under 2). Strips and a [DateAxis] of the same width, from and to
// line up, column for column. A zero from or to means the first or last of the
// values, which only suits a strip that stands alone.
//
// Where texts would overlap the latest is kept, and Glyphs.Several beside it says
// that there are others. If there is no free cell beside it the sign stands in the
// last cell of the strip, which no text uses.
func Strip(values []Cell, width int, from, to time.Time, g Glyphs) string {
	if width < 2 {
		return ""
	}
	g = g.orDefault()
	first, last := time.Time{}, time.Time{}
	for _, v := range values {
		first, last = widen(first, last, v.At)
	}
	d := newDates(orTime(from, first), orTime(to, last), width)
	s := strip{taken: make([]int, width), pieces: make([]piece, 0, min(len(values), width))}
	byTime := func(a, b Cell) int { return a.At.Compare(b.At) }
	if !slices.IsSortedFunc(values, byTime) {
		values = slices.Clone(values)
		slices.SortStableFunc(values, byTime) // Of values of one instant the last given is the latest.
	}
	for _, v := range slices.Backward(values) {
		if col, ok := d.col(v.At); ok {
			s.place(v, col)
		}
	}
	s.sign(string(g.Several))
	return s.line(g.StripFill)
}

// DateAxis draws the axis that goes with strips of the same width, from and to: a
// line of ticks and, beneath it, their dates. From 15 cells on the first and the
// last date are always written, for spans under two months to the day, and from one
// year into another always with a year.
func DateAxis(width int, from, to time.Time, g Glyphs) []string {
	if width < 2 {
		return []string{"", ""}
	}
	g = g.orDefault()
	d := newDates(orTime(from, to), orTime(to, from), width)
	d.words = g.said()
	rule := []rune(strings.Repeat(string(g.Horizontal), d.last+1))
	text := []rune(strings.Repeat(" ", width))
	for _, l := range d.labels() {
		rule[l.col] = g.TickDate
		if l.hasText {
			copy(text[l.start:], []rune(l.text))
		}
	}
	if !d.single() {
		rule[0], rule[d.last] = g.DateStart, g.DateEnd
	}
	return []string{string(rule), strings.TrimRight(string(text), " ")}
}

// widen returns the span first..last with t in it; a zero t adds nothing.
func widen(first, last, t time.Time) (time.Time, time.Time) {
	switch {
	case t.IsZero():
		return first, last
	case first.IsZero():
		return t, t
	case t.Before(first):
		return t, last
	case t.After(last):
		return first, t
	}
	return first, last
}

// orTime returns t, or other if t is zero.
func orTime(t, other time.Time) time.Time {
	if t.IsZero() {
		return other
	}
	return t
}

// piece is a text with its place on a line.
type piece struct {
	col, width int
	text       string
	style      func(string) string
	more       bool // it stands for others too
}

// strip is a line of pieces, with the number of the piece that takes each cell, counted
// from 1, and 0 for none.
type strip struct {
	pieces []piece
	taken  []int
}

// place adds v at its column, or lets the later text in its place stand for it.
func (s *strip) place(v Cell, col int) {
	text, w := cellText(v.Text)
	last := len(s.taken) - 1 // Kept free.
	if w == 0 || w > last {
		return
	}
	col = min(col, last-w)
	first := 0 // the piece that was placed first of those in its place
	for _, n := range s.taken[col : col+w] {
		if n > 0 && (first == 0 || n < first) {
			first = n
		}
	}
	if first > 0 {
		s.pieces[first-1].more = true
		return
	}
	s.add(piece{col: col, width: w, text: text, style: v.Style})
}

// cellText returns the first of the characters of s that are one cell wide, and how
// many they are; others could not be placed to the cell and are left out.
func cellText(s string) (text string, width int) {
	if letters(s) {
		s = s[:min(len(s), maxCellText)]
		return s, len(s)
	}
	for _, r := range s {
		if _, ok := oneCell(string(r)); ok && width < maxCellText {
			text += string(r)
			width++
		}
	}
	return text, width
}

// letters reports that a text has nothing but characters of ASCII that can be seen.
func letters(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

func (s *strip) add(p piece) {
	s.pieces = append(s.pieces, p)
	for i := range p.width {
		s.taken[p.col+i] = len(s.pieces)
	}
}

// sign puts the sign for several beside each text that stands for others.
func (s *strip) sign(several string) {
	last := len(s.taken) - 1
	for _, p := range slices.Clone(s.pieces) {
		if !p.more {
			continue
		}
		at := p.col + p.width
		if s.taken[at] > 0 && p.col > 0 {
			at = p.col - 1
		}
		if s.taken[at] > 0 {
			at = last
		}
		if s.taken[at] == 0 {
			s.add(piece{col: at, width: 1, text: several})
		}
	}
}

// line writes the pieces with fill between them; the last cell stays blank unless
// a piece has it.
func (s *strip) line(fill rune) string {
	slices.SortStableFunc(s.pieces, func(a, b piece) int { return a.col - b.col })
	var b strings.Builder
	col := 0
	fillTo := func(end int) {
		for ; col < end; col++ {
			if col == len(s.taken)-1 {
				fill = ' '
			}
			b.WriteRune(fill)
		}
	}
	for _, p := range s.pieces {
		fillTo(p.col)
		if p.style != nil {
			b.WriteString(p.style(p.text))
		} else {
			b.WriteString(p.text)
		}
		col += p.width
	}
	fillTo(len(s.taken))
	return b.String()
}
