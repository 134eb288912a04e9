// Package svg draws a picture of a terminal screen. It takes what a screen's View
// holds, text with the escape sequences of its styles, and makes one SVG file
// that needs nothing else, so that a picture in the documentation is a golden
// file and cannot drift from the program.
//
// Cells stay in their columns in any font: each run of text is given the width of
// its cells, wide characters and symbols are placed one by one, and box drawing is
// drawn as lines. The same input always gives the same bytes.
package svg

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sizes in pixels. A cell has the proportions of the common monospaced fonts (an
// advance of 0.602 em), so that text is not stretched where they are there.
const (
	fontSize  = 14.0
	cellW     = 8.43
	cellH     = 18.0
	baseline  = 13.5 // of the text, from the top of its cell
	barH      = 30.0 // the title bar
	padding   = 12.0 // around the screen
	margin    = 1.0  // around the window, for its edge
	underline = 15.5 // of the line, from the top of its cell
	strike    = 9.5
)

// maxCells bounds the columns and the rows of a screen.
const maxCells = 1000

// Options say how the window around the screen looks.
type Options struct {
	// Title is written in the title bar and is the picture's name for those who
	// cannot see it.
	Title string
	// Light draws dark text on a light ground, instead of the other way round.
	Light bool
}

// Screen draws styled, which may hold SGR sequences, on a screen of cols by rows
// cells (each 1 to 1000; others are brought into that range). Lines end in a
// newline; what does not fit is left out, as a terminal would. Sequences other
// than SGR have no effect.
func Screen(styled string, cols, rows int, o Options) []byte {
	cols, rows = min(max(cols, 1), maxCells), min(max(rows, 1), maxCells)
	p := &darkPalette
	if o.Light {
		p = &lightPalette
	}
	d := drawing{palette: p, screen: read(styled, cols, rows)}
	d.open(o.Title, float64(cols)*cellW, float64(rows)*cellH)
	for row := range rows {
		d.grounds(row)
	}
	d.printf(`<g font-family="ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="`, fontSize, `">`, "\n")
	for row := range rows {
		d.row(row)
	}
	d.printf("</g>\n</svg>\n")
	return d.out.Bytes()
}

// drawing is an SVG file as it is written.
type drawing struct {
	out     bytes.Buffer
	palette *palette
	screen  *screen
	paths   map[string]string // lines of the row to draw, by colour
	colours []string          // the keys of paths in the order of their first use
}

// printf writes strings as they are and numbers to two places at most.
func (d *drawing) printf(parts ...any) {
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			d.out.WriteString(p)
		case float64:
			d.out.WriteString(num(p))
		}
	}
}

// num writes v with at most two decimal places.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// escape makes s fit for XML text and attributes.
func escape(s string) string {
	var b bytes.Buffer
	// EscapeText writes U+FFFD for what XML cannot hold; a Buffer does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// open writes the window: its frame, title bar and ground.
func (d *drawing) open(title string, w, h float64) {
	w += 2*padding + 2*margin
	h += barH + 2*padding + 2*margin
	p := d.palette
	d.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="`, w, `" height="`, h, `" viewBox="0 0 `, w, " ", h, `" role="img"`)
	if title != "" {
		d.printf(` aria-label="`, escape(title), `">`, "\n<title>", escape(title), "</title>\n")
	} else {
		d.printf(">\n")
	}
	d.printf(`<rect x="0.5" y="0.5" width="`, w-1, `" height="`, h-1, `" rx="8" fill="`, p.ground.hex(), `" stroke="`, p.edge.hex(), `"/>`, "\n")
	d.printf(`<path d="M1 `, barH, "V9a8 8 0 0 1 8-8H", w-9, "a8 8 0 0 1 8 8V", barH, `Z" fill="`, p.bar.hex(), `"/>`, "\n")
	for i := range 3 {
		d.printf(`<circle cx="`, 18+18*float64(i), `" cy="15.5" r="5.5" fill="`, p.edge.hex(), `"/>`, "\n")
	}
	if title != "" {
		d.printf(`<text x="`, w/2, `" y="20" text-anchor="middle" font-family="system-ui,'Segoe UI','DejaVu Sans',sans-serif" font-size="13" fill="`,
			p.title.hex(), `">`, escape(title), "</text>\n")
	}
}

// left and top return where a cell begins.
func left(col int) float64 { return margin + padding + float64(col)*cellW }
func top(row int) float64  { return margin + barH + padding + float64(row)*cellH }

// grounds paints the backgrounds of a row that are not the window's own.
func (d *drawing) grounds(row int) {
	cells := d.screen.row(row)
	for first := 0; first < len(cells); {
		_, bg := d.palette.colours(cells[first].style)
		end := first + 1
		for end < len(cells) {
			if _, next := d.palette.colours(cells[end].style); next != bg {
				break
			}
			end++
		}
		if bg != d.palette.ground {
			d.printf(`<rect x="`, left(first), `" y="`, top(row), `" width="`, float64(end-first)*cellW, `" height="`, cellH,
				`" fill="`, bg.hex(), `" shape-rendering="crispEdges"/>`, "\n")
		}
		first = end
	}
}

// row draws the text and the lines of a row.
func (d *drawing) row(row int) {
	d.paths, d.colours = map[string]string{}, d.colours[:0]
	cells := d.screen.row(row)
	for first := 0; first < len(cells); {
		c := cells[first]
		fg, _ := d.palette.colours(c.style)
		end := first + runLength(cells[first:])
		d.lines(row, first, end, c.style, fg)
		switch kind := c.kind(); {
		case kind == empty || c.style.conceal:
		case kind == box:
			d.path(fg, boxPath(c.rune(), left(first), top(row), float64(end-first)*cellW))
		default:
			d.text(row, first, end, cells[first:end], fg)
		}
		first = end
	}
	for _, colour := range d.colours {
		d.printf(`<path d="`, d.paths[colour], `" fill="none" stroke="`, colour, `" stroke-width="1.2"/>`, "\n")
	}
}

// path adds to the lines of the row in the given colour.
func (d *drawing) path(c rgb, data string) {
	hex := c.hex()
	if _, ok := d.paths[hex]; !ok {
		d.colours = append(d.colours, hex)
	}
	d.paths[hex] += data
}

// lines draws what is under or through the cells first to before end.
func (d *drawing) lines(row, first, end int, s style, fg rgb) {
	for _, l := range []struct {
		on bool
		y  float64
	}{{s.underline, underline}, {s.strike, strike}} {
		if l.on {
			d.path(fg, "M"+num(left(first))+" "+num(top(row)+l.y)+"H"+num(left(end)))
		}
	}
}

// text writes one run. A single character that could come from another font is
// centred in its cells; a longer run is given the width of its cells.
func (d *drawing) text(row, first, end int, cells []cell, fg rgb) {
	var words strings.Builder
	for _, c := range cells {
		words.WriteString(c.text)
	}
	s := strings.TrimRight(words.String(), " ")
	width := float64(end-first-(words.Len()-len(s))) * cellW
	x := left(first)
	d.printf(`<text y="`, top(row)+baseline, `" `)
	if kind := cells[0].kind(); kind == symbol {
		d.printf(`x="`, x+width/2, `" text-anchor="middle"`)
	} else {
		d.printf(`x="`, x, `" textLength="`, width, `"`)
		if kind == letter {
			d.printf(` lengthAdjust="spacingAndGlyphs"`)
		}
	}
	d.printf(` fill="`, fg.hex(), `"`)
	if cells[0].style.bold {
		d.printf(` font-weight="700"`)
	}
	if cells[0].style.italic {
		d.printf(` font-style="italic"`)
	}
	d.printf(">", escape(s), "</text>\n")
}

// kind is how a cell is drawn.
type kind uint8

const (
	empty  kind = iota
	latin       // in any monospaced font: runs of them are written together
	letter      // of another script, which may have to join its neighbours
	symbol      // possibly from another font: on its own
	box         // drawn as lines
)

// kind tells how the cell is drawn.
func (c cell) kind() kind {
	r := c.rune()
	switch {
	case c.text == "" || c.text == " ":
		return empty
	case c.wide:
		return symbol
	case boxArms(r) != 0:
		return box
	case r < 0x250 && utf8.RuneCountInString(c.text) == 1 && r != '·' && r != '×':
		return latin
	case unicode.IsLetter(r):
		return letter
	}
	return symbol
}

// runLength is how many of the cells, at least one, are drawn as one run: those of
// one style and kind. Latin text may have single spaces in it.
func runLength(cells []cell) int {
	first := cells[0]
	kind := first.kind()
	if first.wide {
		return min(2, len(cells))
	}
	n := 1
	if kind == box && first.rune() == '─' {
		for n < len(cells) && cells[n] == first {
			n++
		}
	}
	if kind == box || kind == symbol {
		return n
	}
	for n < len(cells) && cells[n].style == first.style {
		k := cells[n].kind()
		space := kind == latin && k == empty && cells[n].text == " " && n+1 < len(cells) && cells[n+1].kind() == latin
		if k != kind && !space || cells[n].wide {
			break
		}
		n++
	}
	return n
}
