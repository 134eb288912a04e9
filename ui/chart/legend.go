package chart

import (
	"fmt"
	"slices"
	"strings"

	"alongside/ui/screen"
)

// entry is one thing that the legend explains.
type entry struct {
	sign        string // as it is drawn, one to three cells; "" for a remark
	brief       string // the sign in one cell
	owner       int32  // the series that paints the sign, plus one
	text, short string // short is the same in fewer words
	name        bool   // text is a series' name: it has its turn first and may be cut
	after       string // what follows the name, which is cut first to make room for it
}

// fitness is how well a legend went into its lines.
type fitness uint8

const (
	whole fitness = iota // everything in full
	terse                // everything, in fewer words
	cut                  // names are cut or entries left out
)

// nameRooms are the widths to which names are cut, in turn, to make room.
var nameRooms = []int{28, 24, 20, 16, 12, 9}

// legendFor writes the legend in exactly n lines. If it does not go in as it is,
// it is put in fewer words, then names are cut, then the last entries are left out
// and More at the end says so.
func (d *layout) legendFor(n int) ([]string, fitness) {
	full := d.entries()
	if lines, ok := d.flow(full, n, 3); ok {
		return lines, whole
	}
	for i, e := range full {
		full[i].text, full[i].sign = e.short, e.brief
	}
	if lines, ok := d.flow(full, n, 2); ok {
		return lines, terse
	}
	for keep := len(full); keep > 0; keep-- {
		entries := slices.Clone(full[:keep])
		if keep < len(full) {
			entries = append(entries, entry{text: string(d.g.More)})
		}
		for _, room := range nameRooms {
			for i, e := range full[:keep] {
				if e.name {
					entries[i].text = screen.Clip(e.text, room, d.g.Ellipsis)
				}
			}
			if lines, ok := d.flow(entries, n, 2); ok {
				return lines, cut
			}
		}
	}
	return make([]string, n), cut
}

// flow sets the entries into exactly n lines, and reports whether all had room:
// the names in their order, then every other entry after them if it can be, or
// else in any line with room for it.
func (d *layout) flow(entries []entry, n, gap int) (lines []string, ok bool) {
	written := make([]strings.Builder, n)
	used := make([]int, n)
	last := 0 // the line of the latest name
	for _, e := range entries {
		text, cells := d.entryText(e)
		fits := func(at int) bool { return used[at] == 0 || used[at]+gap+cells <= d.cols }
		at := last
		for at < n && !fits(at) {
			at++
		}
		for i := 0; i < last && at == n && !e.name; i++ {
			if fits(i) {
				at = i
			}
		}
		if at == n {
			return nil, false
		}
		if e.name {
			last = at
		}
		if used[at] > 0 {
			text = spaces(gap) + text
			cells += gap
		}
		written[at].WriteString(text)
		used[at] += cells
	}
	lines = make([]string, n)
	for i := range written {
		lines[i] = written[i].String()
	}
	return lines, true
}

// entryText writes one entry, at most as wide as the chart, and tells its width.
func (d *layout) entryText(e entry) (text string, cells int) {
	if e.sign != "" {
		cells = screen.Width(e.sign) + 1
		text = d.paint(e.owner, e.sign) + " "
	}
	room := d.cols - cells
	after := screen.Clip(e.after, room, d.g.Ellipsis)
	words := screen.Clip(e.text, room-screen.Width(after), d.g.Ellipsis) + after
	return text + words, cells + screen.Width(words)
}

// entries lists the series, then what the signs on the chart mean, then what is
// not on it.
func (d *layout) entries() []entry {
	var out []entry
	for i, t := range d.series {
		e := entry{sign: string(t.mark), brief: string(t.mark), owner: int32(i + 1), text: t.name, short: t.name, name: true}
		if t.joined {
			e.sign = string([]rune{t.line, t.mark, t.line})
		}
		switch {
		case t.axis.same(d.scale):
		case d.right != nil && t.axis.same(*d.right):
			e.after = " (right)"
		default:
			e.after = fmt.Sprintf(" (own scale, %s to %s)", number(t.axis.Lo), number(t.axis.Hi))
		}
		out = append(out, e)
	}
	return append(append(out, d.signEntries()...), d.remarks()...)
}

// signEntries explains the signs that are on the chart.
func (d *layout) signEntries() []entry {
	var out []entry
	add := func(seen bool, sign, text, short string) {
		if seen {
			out = append(out, entry{sign: sign, brief: sign, text: text, short: short})
		}
	}
	w := d.g.said()
	several := "" // what says that several are in one place
	if d.seen.shared && len(d.series) > 2 {
		several = string(d.g.Shared)
	}
	if d.together {
		several += string(d.g.More)
	}
	add(d.seen.shared && len(d.series) <= 2, string(d.g.Shared), w.Both, w.BriefBoth)
	add(several != "", several, w.Several, w.BriefSeveral)
	add(d.seen.gap, string(d.g.Gap), w.Gap, w.BriefGap)
	add(d.seen.spread != "", d.seen.spread, w.Spread, w.BriefSpread)
	add(d.seen.bothSpread, string(d.g.RangeBoth), w.BothSpread, w.BriefBothSpread)
	add(d.seen.above, string(d.g.Above), "above the scale", "above")
	add(d.seen.below, string(d.g.Below), "below the scale", "below")
	return out
}

// remarks says what cannot be seen on the chart.
func (d *layout) remarks() []entry {
	var out []entry
	add := func(seen bool, text, short string) {
		if seen {
			out = append(out, entry{text: text, short: short})
		}
	}
	w := d.g.said()
	add(d.guess && d.heading == "" && d.scale.Label != "", "scale from the data", "scale from data")
	add(d.seen.crowded, w.Crowded, w.BriefCrowded)
	add(d.seen.outside > 0, counted(w.Outside, d.seen.outside), counted(w.BriefOutside, d.seen.outside))
	add(d.seen.undated > 0, counted(w.Undated, d.seen.undated), counted(w.BriefUndated, d.seen.undated))
	add(d.seen.events > 0, counted(w.Events, d.seen.events), counted(w.BriefEvents, d.seen.events))
	return out
}
