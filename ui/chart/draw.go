package chart

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
)

// kind is what a cell holds; a higher kind is drawn over a lower one.
type kind uint8

const (
	blank  kind = iota
	frame       // axes, ticks and their labels
	joint       // a line between two points
	spread      // the range of several values
	value       // a point
	shared      // points of several series
)

// cell is one character of the chart and the series that it belongs to, as its
// number plus one; 0 belongs to none.
type cell struct {
	r     rune
	kind  kind
	owner int32
}

// signs are the things that the drawing turned out to need explained.
type signs struct {
	shared                   bool
	spread                   string // the characters of the ranges drawn
	bothSpread               bool
	crowded                  bool // a mark stands for several values of its series
	gap, above, below        bool
	undated, outside, events int // not drawn
}

// draw fills the grid anew.
func (d *layout) draw() {
	if n := d.cols * (d.rows + 2); cap(d.grid) >= n {
		d.grid = d.grid[:n]
		clear(d.grid)
	} else {
		d.grid = make([]cell, n)
	}
	d.seen = signs{undated: d.seen.undated, outside: d.seen.outside, events: d.seen.events}
	d.drawn = 0
	d.drawScales()
	d.drawDates()
	for i := range d.series {
		d.drawLines(i)
	}
	for i := range d.series {
		d.drawRanges(i)
	}
	for i := range d.series {
		d.drawPoints(i)
	}
	d.noteRanges()
	d.drawGaps()
}

// at returns the cell of the given row and column of the whole chart.
func (d *layout) at(row, col int) *cell { return &d.grid[row*d.cols+col] }

// text writes characters of one cell each from the given column on.
func (d *layout) text(row, col int, s string) {
	for _, r := range s {
		*d.at(row, col) = cell{r: r, kind: frame}
		col++
	}
}

// drawScales draws the vertical axes with their labels.
func (d *layout) drawScales() {
	edge := d.left + d.width
	for row := range d.rows {
		*d.at(row, d.left-2) = cell{r: d.g.Vertical, kind: frame}
		if d.right != nil || d.mirror {
			*d.at(row, edge) = cell{r: d.g.Vertical, kind: frame}
		}
	}
	for _, t := range d.scale.ticks(d.leftMarks, d.rows) {
		d.text(t.row, d.left-3-len(t.text), t.text)
		d.at(t.row, d.left-2).r = d.g.TickLeft
		if d.mirror {
			d.at(t.row, edge).r = d.g.TickRight
			d.text(t.row, edge+2, t.text)
		}
	}
	if d.right == nil {
		return
	}
	for _, t := range d.right.ticks(d.rightMarks, d.rows) {
		d.at(t.row, edge).r = d.g.TickRight
		d.text(t.row, edge+2, t.text)
	}
}

// drawDates draws the axis row and the row of dates beneath it.
func (d *layout) drawDates() {
	row := d.rows
	*d.at(row, d.left-2) = cell{r: d.g.CornerLeft, kind: frame}
	for c := -1; c < d.width; c++ {
		*d.at(row, d.left+c) = cell{r: d.g.Horizontal, kind: frame}
	}
	if d.right != nil || d.mirror {
		*d.at(row, d.left+d.width) = cell{r: d.g.CornerRight, kind: frame}
	}
	for _, l := range d.labels {
		d.at(row, d.left+l.col).r = d.g.TickDate
		if l.hasText {
			d.text(row+1, d.left+l.start, l.text)
		}
	}
}

// drawLines joins the neighbouring values of series number i.
func (d *layout) drawLines(i int) {
	t := &d.series[i]
	var prev *spot
	for k := range t.spots {
		s := &t.spots[k]
		if s.gap || s.out || s.beyond != 0 {
			prev = nil
			continue
		}
		if prev != nil && !s.broken && (d.maxGap <= 0 || s.at.Sub(prev.at) <= d.maxGap) {
			d.join(i, prev, s)
		}
		prev = s
	}
}

// join draws what lies between two values, one character a column, or a row where
// the line is steep.
func (d *layout) join(i int, a, b *spot) {
	t := &d.series[i]
	t.joined = true
	dx, dy := b.col-a.col, b.row-a.row
	if dx <= 1 && (t.crowd[a.col].count > 1 || t.crowd[b.col].count > 1) {
		return // The ranges stand side by side and say it already.
	}
	n := max(dx, dy, -dy)
	for k := 1; k < n; k++ {
		// Rounded half up, in whole numbers so that every machine agrees.
		x := a.col + floorDiv(2*dx*k+n, 2*n)
		y := a.row + floorDiv(2*dy*k+n, 2*n)
		if c := d.at(y, d.left+x); c.kind <= joint {
			*c = cell{r: t.line, kind: joint, owner: int32(i + 1)}
		}
	}
}

// floorDiv is a/b rounded down, for b above 0.
func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// drawRanges draws, where several values of a series fall in one column, the rows
// from the highest to the lowest.
func (d *layout) drawRanges(i int) {
	bar := nth(d.g.Ranges, i, '|')
	for col, c := range d.series[i].crowd {
		if c.count < 2 || c.top == c.bottom {
			continue
		}
		for row := c.top; row <= c.bottom; row++ {
			at := d.at(row, d.left+col)
			if at.kind == spread {
				*at = cell{r: d.g.RangeBoth, kind: spread}
				continue
			}
			*at = cell{r: bar, kind: spread, owner: int32(i + 1)}
		}
	}
}

// noteRanges looks at what the points have left of the ranges, to be explained.
func (d *layout) noteRanges() {
	for _, t := range d.series {
		for col, c := range t.crowd {
			if c.count < 2 {
				continue
			}
			hidden := true
			for row := c.top; row <= c.bottom; row++ {
				at := d.at(row, d.left+col)
				if at.kind != spread {
					continue
				}
				hidden = false
				if at.r == d.g.RangeBoth {
					d.seen.bothSpread = true
				} else if !strings.ContainsRune(d.seen.spread, at.r) {
					d.seen.spread += string(at.r)
				}
			}
			d.seen.crowded = d.seen.crowded || hidden
		}
	}
}

// drawPoints draws the values of series number i, the latest of each column.
func (d *layout) drawPoints(i int) {
	t := &d.series[i]
	for k := len(t.spots) - 1; k >= 0; k-- {
		s := &t.spots[k]
		if s.gap || s.out {
			continue
		}
		d.drawn++
		d.seen.above = d.seen.above || s.beyond < 0
		d.seen.below = d.seen.below || s.beyond > 0
		c := &t.crowd[s.col]
		if !c.drawn { // Otherwise a later value has this column.
			c.drawn = true
			d.drawPoint(i, s)
		}
	}
}

// drawPoint draws one value over whatever is in its cell.
func (d *layout) drawPoint(i int, s *spot) {
	c := d.at(s.row, d.left+s.col)
	if c.kind >= value {
		*c = cell{r: d.g.Shared, kind: shared}
		d.seen.shared = true
		return
	}
	*c = cell{r: s.mark, kind: value, owner: int32(i + 1)}
	switch {
	case s.beyond < 0:
		c.r = d.g.Above
	case s.beyond > 0:
		c.r = d.g.Below
	}
}

// drawGaps marks on the axis row when a value was asked for and there is none.
func (d *layout) drawGaps() {
	for i := range d.series {
		for _, s := range d.series[i].spots {
			if !s.gap || s.out {
				continue
			}
			d.seen.gap = true
			c := d.at(d.rows, d.left+s.col)
			owner := int32(i + 1)
			if c.kind == value && c.owner != owner {
				s.mark, owner = d.g.Gap, 0
			}
			*c = cell{r: s.mark, kind: value, owner: owner}
		}
	}
}

// lines writes the finished chart.
func (d *layout) lines() []string {
	out := make([]string, 0, d.height)
	if d.heading != "" {
		out = append(out, d.heading)
	}
	out = append(out, d.legend...)
	words := d.emptyWords()
	first := max((d.rows-len(words))/2, 0)
	for row := range d.rows + 2 {
		if i := row - first; i >= 0 && i < len(words) && row < d.rows {
			out = append(out, d.wordRow(row, words[i]))
			continue
		}
		out = append(out, d.row(row, 0, d.cols))
	}
	if len(d.events) > 0 {
		out = append(out, d.eventLine)
	}
	for len(out) < d.height {
		out = append(out, "")
	}
	for i := range out {
		out[i] = strings.TrimRight(out[i], " ")
	}
	return out
}

// row writes the cells of one row from the column first to before end, each run of
// cells of one series painted at once.
func (d *layout) row(row, first, end int) string {
	out, start, owner := d.buf[:0], 0, int32(0)
	for col := first; col < end; col++ {
		c := d.at(row, col)
		if c.owner != owner {
			out = d.paintFrom(out, start, owner)
			start, owner = len(out), c.owner
		}
		r := c.r
		if r == 0 {
			r = ' '
		}
		out = utf8.AppendRune(out, r)
	}
	d.buf = d.paintFrom(out, start, owner)
	return string(d.buf)
}

// paintFrom styles the end of b, from start on.
func (d *layout) paintFrom(b []byte, start int, owner int32) []byte {
	if owner == 0 || start == len(b) {
		return b
	}
	return append(b[:start], d.paint(owner, string(b[start:]))...)
}

// paint styles text of the series whose number plus one is owner.
func (d *layout) paint(owner int32, s string) string {
	if owner == 0 || d.series[owner-1].style == nil {
		return s
	}
	return d.series[owner-1].style(s)
}

// emptyWords returns what to say in the middle of a chart that shows nothing, line
// by line, and none if it shows something.
func (d *layout) emptyWords() []string {
	if d.drawn > 0 || d.seen != (signs{}) {
		return nil
	}
	words := d.empty
	if words == "" {
		words = d.g.said().Empty
	}
	return strings.Split(ansi.Wrap(words, d.width-2, ""), "\n")
}

// wordRow writes one row with words in place of the drawing area.
func (d *layout) wordRow(row int, words string) string {
	words = screen.Clip(words, d.width-2, d.g.Ellipsis)
	w := screen.Width(words)
	before := (d.width - w) / 2
	return d.row(row, 0, d.left) + spaces(before) + words + spaces(d.width-w-before) + d.row(row, d.left+d.width, d.cols)
}

// spaces returns n spaces, none if n is negative.
func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
