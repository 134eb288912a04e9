// Package chart draws dated charts with characters: a few series of ratings on
// a fixed scale ([Plot]), one-line strips with a digit for each assessment
// ([Strip]), and the date axis that lines up beneath them ([DateAxis]).
//
// What it promises, because people decide things from these pictures:
//
//   - a point stands in the column of its own date and in the row nearest its
//     own value; columns are proportional to time, rows to the value;
//   - the scale is the one given. A value beyond it is drawn at the edge with
//     an arrow and said to be beyond it; it never stretches the scale. Only
//     when no scale is given is one taken from the data, and the chart says so;
//   - nothing is interpolated: a line joins two values of one series only when
//     nothing is missing between them, they are to be compared, and they are at
//     most [Plot.MaxGap] apart;
//   - a value is never hidden without a sign: where two series meet, or several
//     values of one series fall in one column, a mark says so and the legend
//     says what the mark means;
//   - shape carries the meaning. A style may add colour; without it nothing
//     is lost.
//
// Drawing is deterministic and does no I/O. Characters are never braille, which
// screen readers voice cell by cell and which the Linux console does not have.
package chart

import (
	"time"

	"alongside/ui/screen"
)

// The least room in which a [Plot] is drawn, in cells.
const (
	MinWidth  = 34
	MinHeight = 6
)

// Point is one value of a series at its date.
type Point struct {
	// At is when the value was given. A zero time is not drawn: a chart has no
	// place for a value without a date, and the legend says how many there are.
	At time.Time
	// Value is on the scale of the series' axis. NaN and the infinities count
	// as a gap.
	Value float64
	// Gap says that there is a date but no value (declined, missing, too few
	// answered). It breaks the line and is marked on the axis row.
	Gap bool
	// Broken says that no line leads to it from the value before it: the two are not
	// to be compared.
	Broken bool
	// Mark replaces the series' mark for this point, or the gap's mark if Gap is
	// set; 0 keeps it. A rune that is not exactly one cell wide is ignored.
	Mark rune
}

// Series is one line of values over time.
type Series struct {
	// Name is what the legend calls it.
	Name string
	// Mark is the shape of its points, one cell wide. Anything else, or nothing,
	// takes the next of [Glyphs.Marks].
	Mark string
	// Points may be in any order; they are drawn in the order of their dates.
	Points []Point
	// Style paints text of this series (nil paints nothing). It must not change
	// the width of the text.
	Style func(string) string
	// Axis is the series' scale; the zero Axis means Plot.Left. The first scale
	// that differs from Plot.Left is drawn at the right-hand edge.
	Axis Axis
}

// Axis is a fixed linear scale.
type Axis struct {
	// Lo and Hi are the values at the bottom and the top; Lo must be below Hi.
	Lo, Hi float64
	// Ticks are the values to label; none means round steps. A tick stands in
	// the row nearest its value, and is left out when a better placed one has
	// that row.
	Ticks []float64
	// Label says what is measured and is drawn above the axis when there is room.
	Label string
}

// Event is something that happened, marked beneath the dates.
type Event struct {
	At time.Time
	// Mark is one cell wide; anything else takes [Glyphs.Event].
	Mark string
	// Label is drawn beside the mark where there is room.
	Label string
}

// Plot is a chart of one or more series over one span of dates.
type Plot struct {
	// Width and Height are the room in cells. Under MinWidth or MinHeight the
	// chart is one plain line that says so.
	Width, Height int
	// From and To are the first and the last date shown, whole days included;
	// zero means those of the data.
	From, To time.Time
	// Left is the scale at the left-hand edge. If it is zero the first series'
	// scale is used, and failing that one from the data.
	Left   Axis
	Series []Series
	Events []Event
	// MaxGap is the longest time that a line may bridge; 0 sets no limit.
	MaxGap time.Duration
	// Gutter is the number of cells wanted left of the drawing area, so that a
	// chart can line up with strips above or beneath it. Plot.Area tells what it
	// came to: more if the scale needs more, less if the chart is narrow.
	Gutter int
	// Glyphs are the characters to draw with; the zero value means Unicode.
	Glyphs Glyphs
	// Empty is what to say when there is nothing to draw; "" says so plainly.
	Empty string
}

// Lines draws the chart: exactly Height lines, each at most Width cells, without
// trailing spaces. If Width is under MinWidth or Height under MinHeight it is a
// single line of plain text instead, at most Width cells.
//
// Room goes to the drawing first: under about 10 lines the axes' labels, the events
// and parts of the legend give way, and a legend that leaves
// something out ends in Glyphs.More.
func (p Plot) Lines() []string {
	if p.Width < MinWidth || p.Height < MinHeight {
		return []string{screen.Clip(p.Glyphs.said().Small, p.Width, "")}
	}
	d := p.layout()
	d.eventLine, d.together = d.eventRow()
	// The legend takes lines from the drawing until it is whole, up to a point.
	const mostLines, fewRows = 4, 5
	for n := 1; ; n++ {
		spare := d.setRows(n)
		d.draw()
		fit := cut
		for k := n; k <= n+spare && fit != whole; k++ {
			d.legend, fit = d.legendFor(k)
		}
		if fit == whole || n == mostLines || d.rows < fewRows || d.rows == fewRows && fit == terse {
			return d.lines()
		}
	}
}

// Area tells where the dates of the chart are drawn: left is the number of cells
// before the first date's column, and width is what to give to [Strip] and
// [DateAxis], with the same dates, for their columns to line up with the chart's.
// Both are 0 if the chart has no room to be drawn.
func (p Plot) Area() (left, width int) {
	if p.Width < MinWidth || p.Height < MinHeight {
		return 0, 0
	}
	d := p.layout()
	return d.left, d.width
}
