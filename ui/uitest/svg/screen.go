package svg

import (
	"image/color"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// style is how a cell is written. A nil colour is the default one.
type style struct {
	fg, bg                                  color.Color
	bold, faint, italic, underline, reverse bool
	conceal, strike                         bool
}

// cell is one place on the screen. A wide character's second cell has no text.
type cell struct {
	text  string // one grapheme; "" is blank
	wide  bool   // text takes this cell and the next
	style style
}

// rune is the first character of the cell's text, 0 if it is blank.
func (c cell) rune() rune {
	if c.text == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(c.text)
	return r
}

// screen is what a terminal would show.
type screen struct {
	cols, rows int
	cells      []cell
}

// row returns the cells of one row.
func (s *screen) row(i int) []cell { return s.cells[i*s.cols : (i+1)*s.cols] }

// read writes styled text onto a blank screen.
func read(styled string, cols, rows int) *screen {
	s := &screen{cols: cols, rows: rows, cells: make([]cell, cols*rows)}
	parser := ansi.NewParser()
	var (
		now      style
		state    byte
		row, col int
	)
	rest := strings.ToValidUTF8(styled, "\ufffd")
	for len(rest) > 0 && row < rows {
		seq, width, n, next := ansi.DecodeSequence(rest, state, parser)
		rest, state = rest[max(n, 1):], next
		switch {
		case width > 0:
			s.put(row, col, width, seq, now)
			col += width
		case joins(seq):
			s.join(row, col, seq)
		case seq == "\n":
			row, col = row+1, 0
		case seq == "\r":
			col = 0
		case seq == "\t":
			col = min((col/8+1)*8, cols)
		case ansi.HasCsiPrefix(seq) && ansi.Cmd(parser.Command()) == 'm':
			now.apply(parser.Params())
		}
	}
	return s
}

// put writes one grapheme where there is room for it.
func (s *screen) put(row, col, width int, text string, st style) {
	if width > 2 || col+width > s.cols {
		return
	}
	cells := s.row(row)
	cells[col] = cell{text: text, wide: width == 2, style: st}
	if width == 2 {
		cells[col+1] = cell{style: st}
	}
}

// joins reports whether seq is a mark or an invisible character that belongs to
// the text before it. The decoder gives it apart when that text is ASCII.
func joins(seq string) bool {
	r, _ := utf8.DecodeRuneInString(seq)
	return unicode.In(r, unicode.M, unicode.Cf)
}

// join adds a mark to the text that ends before col.
func (s *screen) join(row, col int, mark string) {
	cells := s.row(row)
	for i := min(col, s.cols) - 1; i >= 0 && i >= col-2; i-- {
		if cells[i].text != "" {
			cells[i].text += mark
			return
		}
	}
}

// apply changes the style as an SGR sequence says (ECMA-48 8.3.117, and xterm's
// extensions for colours). What it does not know it passes over.
func (s *style) apply(params ansi.Params) {
	if len(params) == 0 {
		*s = style{}
		return
	}
	for len(params) > 0 {
		used := 1
		switch p := params[0].Param(0); p {
		case 38, 48, 58:
			used = s.applyColour(p, params)
		case 4:
			s.underline = true
			if params[0].HasMore() && len(params) > 1 {
				s.underline = params[1].Param(0) != 0
			}
		default:
			s.applyOne(p)
		}
		for used <= len(params) && params[used-1].HasMore() {
			used++
		}
		params = params[min(used, len(params)):]
	}
}

// applyColour sets a colour of the extended kinds and returns how many of the
// parameters it took, all of them if they make no sense.
func (s *style) applyColour(p int, params ansi.Params) int {
	var c color.Color
	n := ansi.ReadStyleColor(params, &c)
	if n == 0 {
		return len(params)
	}
	switch {
	case p == 38 && c != nil:
		s.fg = c
	case p == 48 && c != nil:
		s.bg = c
	}
	return n
}

// applyOne handles the parameters that stand alone.
func (s *style) applyOne(p int) {
	switch {
	case p == 0:
		*s = style{}
	case p == 1:
		s.bold = true
	case p == 2:
		s.faint = true
	case p == 3:
		s.italic = true
	case p == 7:
		s.reverse = true
	case p == 8:
		s.conceal = true
	case p == 9:
		s.strike = true
	case p == 21: // Double underline.
		s.underline = true
	case p == 22:
		s.bold, s.faint = false, false
	case p == 23:
		s.italic = false
	case p == 24:
		s.underline = false
	case p == 27:
		s.reverse = false
	case p == 28:
		s.conceal = false
	case p == 29:
		s.strike = false
	case p >= 30 && p <= 37:
		s.fg = ansi.BasicColor(p - 30)
	case p == 39:
		s.fg = nil
	case p >= 40 && p <= 47:
		s.bg = ansi.BasicColor(p - 40)
	case p == 49:
		s.bg = nil
	case p >= 90 && p <= 97:
		s.fg = ansi.BasicColor(p - 90 + 8)
	case p >= 100 && p <= 107:
		s.bg = ansi.BasicColor(p - 100 + 8)
	}
}
