package chart

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"
)

// minEventLabel is the fewest cells in which a label is worth starting.
const minEventLabel = 4

// eventRow writes the marks of the events in their columns. A label stands to the
// right of its mark up to the next one, or to the left of it where that has more
// room; one that does not fit in full is cut, or left out under 4 cells.
func (d *layout) eventRow() string {
	marks := d.eventMarks()
	s := strip{taken: make([]bool, d.cols+1)}
	for _, m := range marks {
		s.add(piece{col: m.col, width: 1, text: m.mark})
	}
	for i, m := range marks {
		next, prev := d.cols+2, -1
		if i+1 < len(marks) {
			next = marks[i+1].col
		}
		for c := m.col - 1; c >= 0 && prev < 0; c-- {
			if s.taken[c] {
				prev = c
			}
		}
		// One cell between mark and label, and two between a label and the next mark.
		right, left := next-m.col-4, m.col-prev-4
		w := ansi.StringWidth(m.label)
		if right < w && left > right {
			text := ansi.Truncate(m.label, left, d.g.Ellipsis)
			if tw := ansi.StringWidth(text); left >= minEventLabel && tw > 0 {
				s.add(piece{col: m.col - 1 - tw, width: tw, text: text})
			}
			continue
		}
		text := ansi.Truncate(m.label, right, d.g.Ellipsis)
		if tw := ansi.StringWidth(text); (right >= minEventLabel || tw == w) && tw > 0 {
			s.add(piece{col: m.col + 2, width: tw, text: text})
		}
	}
	return s.line(' ')
}

// eventMark is what stands in one column of the event row.
type eventMark struct {
	col         int // of the whole chart
	mark, label string
}

// eventMarks gathers the events by column, in the order of the columns. Several in
// one column are drawn as More and counted.
func (d *layout) eventMarks() []eventMark {
	var out []eventMark
	count := 0
	for _, e := range d.events {
		col, _ := d.dates.col(e.At)
		col += d.left
		if n := len(out); n > 0 && out[n-1].col == col {
			count++
			out[n-1].mark = string(d.g.More)
			out[n-1].label = fmt.Sprintf("%d here", count)
			continue
		}
		count = 1
		mark, ok := oneCell(e.Mark)
		if !ok {
			mark = d.g.Event
		}
		out = append(out, eventMark{col: col, mark: string(mark), label: plain(e.Label)})
	}
	return out
}
