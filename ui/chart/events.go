package chart

import "alongside/ui/screen"

// eventRow writes the marks of the events in their columns. A label stands to the
// right of its mark, or to the left of it where only that has the room. One that does
// not fit in full is left out: a few letters of a word say less than its mark. Bare
// reports whether a mark stands for several and no label beside any such mark says so.
func (d *layout) eventRow() (row string, bare bool) {
	marks := d.eventMarks()
	s := strip{taken: make([]int, d.cols+1)}
	for _, m := range marks {
		s.add(piece{col: m.col, width: 1, text: m.mark})
	}
	told := false
	for i, m := range marks {
		next, prev := d.cols+2, -1
		if i+1 < len(marks) {
			next = marks[i+1].col
		}
		for c := m.col - 1; c >= 0 && prev < 0; c-- {
			if s.taken[c] > 0 {
				prev = c
			}
		}
		// One cell between mark and label, and two between a label and the next mark.
		right, left := next-m.col-4, m.col-prev-4
		w := screen.Width(m.label)
		switch {
		case w == 0:
		case w <= right:
			s.add(piece{col: m.col + 2, width: w, text: m.label})
			told = told || m.several
		case w <= left:
			s.add(piece{col: m.col - 1 - w, width: w, text: m.label})
			told = told || m.several
		default:
			bare = bare || m.several
		}
	}
	return s.line(' '), bare && !told
}

// eventMark is what stands in one column of the event row.
type eventMark struct {
	col         int // of the whole chart
	mark, label string
	several     bool
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
			out[n-1].mark, out[n-1].several = string(d.g.More), true
			out[n-1].label = counted(d.g.said().Here, count)
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
