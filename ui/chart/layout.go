package chart

import (
	"slices"
	"time"

	"alongside/ui/screen"
)

const (
	// mirrorWidth is the width from which the scale is repeated at the right-hand
	// edge, so that the latest values can be read without crossing the chart.
	mirrorWidth = 60
	// leastArea is the width that a gutter leaves for drawing, in cells.
	leastArea = 20
	// headingHeight is the height from which the axes' labels have a line.
	headingHeight = 8
	// eventHeight is the height from which events have a line.
	eventHeight = 7
)

// layout is a plot with its places settled.
type layout struct {
	g      Glyphs
	empty  string
	maxGap time.Duration

	cols, height int // of the whole chart
	left, width  int // of the drawing area; its last column stays free
	rows         int // of the drawing area
	heading      string
	legend       []string

	dates                 dates
	labels                []label
	scale                 Axis      // at the left
	right                 *Axis     // at the right, if there is a second scale
	leftMarks, rightMarks []float64 // the values that the scales label
	guess                 bool      // the scale was taken from the data
	mirror                bool      // the left scale is repeated at the right

	series    []track
	events    []Event
	eventLine string // the row of the events
	together  bool   // a mark on it stands for several and does not say so itself

	grid  []cell
	buf   []byte // a row while it is written
	seen  signs
	drawn int // values drawn
}

// track is one series ready to be drawn.
type track struct {
	name   string
	mark   rune
	line   rune
	style  func(string) string
	axis   Axis
	joined bool // at least two of its points are joined
	spots  []spot
	crowd  []crowd // what falls in each column
}

// spot is one point in its place.
type spot struct {
	at     time.Time
	value  float64
	col    int
	row    int
	beyond int // -1 above the scale, 1 below it
	gap    bool
	broken bool // no line leads to it
	out    bool // not within the dates
	mark   rune
}

// crowd is the highest and the lowest row of a series' values in one column, and
// how many they are.
type crowd struct {
	top, bottom, count int
	drawn              bool // the latest of them is on the grid
}

// layout settles everything but the rows. Those depend on how many lines the legend
// needs, and that on what the drawing turns out to need explained.
func (p Plot) layout() *layout {
	d := &layout{g: p.Glyphs.orDefault(), empty: plain(p.Empty), maxGap: p.MaxGap, cols: p.Width, height: p.Height}
	d.settleScales(p)
	d.settleArea(p)
	d.settleDates(p)
	for i, s := range p.Series {
		d.series = append(d.series, d.track(i, s))
	}
	for _, e := range p.Events {
		if _, ok := d.dates.col(e.At); ok {
			d.events = append(d.events, e)
		}
	}
	if d.height < eventHeight {
		d.seen.events, d.events = len(d.events), nil
	}
	slices.SortStableFunc(d.events, func(a, b Event) int { return a.At.Compare(b.At) })
	d.heading = d.headingLine()
	return d
}

// settleScales chooses the left and the right scale.
func (d *layout) settleScales(p Plot) {
	d.scale = p.Left
	for _, s := range p.Series {
		if !d.scale.usable() && s.Axis.usable() {
			d.scale = s.Axis
		}
	}
	if !d.scale.usable() {
		d.scale, d.guess = fromData(p.Series), true
	}
	for _, s := range p.Series {
		if s.Axis.usable() && !s.Axis.same(d.scale) {
			a := s.Axis
			d.right = &a
			break
		}
	}
	d.mirror = d.right == nil && p.Width >= mirrorWidth
	d.leftMarks = d.scale.marks()
	if d.right != nil {
		d.rightMarks = d.right.marks()
	}
}

// settleArea divides the width. It looks at every value that could be labelled, so
// that the height of a chart does not move its columns.
func (d *layout) settleArea(p Plot) {
	d.left = labelWidth(d.leftMarks) + 3 // A space, the axis and a space.
	rightCells := 0
	switch {
	case d.right != nil:
		rightCells = labelWidth(d.rightMarks) + 2
	case d.mirror:
		rightCells = labelWidth(d.leftMarks) + 2
	}
	d.left = max(d.left, min(p.Gutter, p.Width-rightCells-leastArea))
	d.width = p.Width - d.left - rightCells
}

// labelWidth is the width of the widest mark, 1 if there is none.
func labelWidth(marks []float64) int {
	w := 1
	for _, v := range marks {
		w = max(w, len(number(v)))
	}
	return w
}

// settleDates finds the first and the last date.
func (d *layout) settleDates(p Plot) {
	first, last := extent(p)
	from, to := orTime(p.From, first), orTime(p.To, last)
	from, to = orTime(from, to), orTime(to, from)
	d.dates = newDates(from, to, d.width)
	d.dates.words = d.g.said()
	d.labels = d.dates.labels()
}

// extent returns the first and the last date of the data; both are zero if there
// is none.
func extent(p Plot) (first, last time.Time) {
	for _, s := range p.Series {
		for _, pt := range s.Points {
			first, last = widen(first, last, pt.At)
		}
	}
	for _, e := range p.Events {
		first, last = widen(first, last, e.At)
	}
	return first, last
}

// track prepares series number i: its points in the order of their dates, each
// with its column.
func (d *layout) track(i int, s Series) track {
	t := track{name: plain(s.Name), mark: d.g.mark(s.Mark, i), line: nth(d.g.Lines, i, '.'), style: s.Style, axis: d.scale}
	if s.Axis.usable() {
		t.axis = s.Axis
	}
	t.spots = make([]spot, 0, len(s.Points))
	for _, p := range s.Points {
		if p.At.IsZero() {
			d.seen.undated++
			continue
		}
		col, in := d.dates.col(p.At)
		if !in {
			d.seen.outside++
		}
		sp := spot{at: p.At, value: p.Value, col: col, gap: p.missing(), broken: p.Broken, out: !in, mark: t.mark}
		if sp.gap {
			sp.mark = d.g.Gap
		}
		if p.Mark != 0 {
			if r, ok := oneCell(string(p.Mark)); ok {
				sp.mark = r
			}
		}
		t.spots = append(t.spots, sp)
	}
	if !slices.IsSortedFunc(t.spots, bySpotDate) {
		slices.SortStableFunc(t.spots, bySpotDate)
	}
	return t
}

func bySpotDate(a, b spot) int { return a.at.Compare(b.at) }

// headingLine is the line of the axes' labels, "" if there are none or the chart
// is too low for one.
func (d *layout) headingLine() string {
	if d.height < headingHeight {
		return ""
	}
	left, right := plain(d.scale.Label), ""
	if d.right != nil {
		right = plain(d.right.Label)
	}
	if right == "" {
		return screen.Clip(left, d.cols, d.g.Ellipsis)
	}
	right = screen.Clip(right, d.cols/2, d.g.Ellipsis)
	room := d.cols - screen.Width(right)
	left = screen.Clip(left, room-2, d.g.Ellipsis)
	return left + spaces(room-screen.Width(left)) + right
}

// setRows divides the height, with the given number of lines for the legend, and
// returns how many lines are left over.
func (d *layout) setRows(legendLines int) (spare int) {
	rows := d.height - legendLines - 2
	if d.heading != "" {
		rows--
	}
	if len(d.events) > 0 {
		rows--
	}
	d.rows = d.fit(max(rows, 2))
	for i := range d.series {
		d.place(&d.series[i])
	}
	return max(rows-d.rows, 0)
}

// place gives each spot its row and counts what falls in each column.
func (d *layout) place(t *track) {
	if t.crowd == nil {
		t.crowd = make([]crowd, d.width)
	}
	clear(t.crowd)
	for i := range t.spots {
		s := &t.spots[i]
		if s.gap || s.out {
			continue
		}
		s.row, s.beyond = t.axis.row(s.value, d.rows)
		c := &t.crowd[s.col]
		if c.count == 0 {
			c.top, c.bottom = s.row, s.row
		}
		c.top, c.bottom = min(c.top, s.row), max(c.bottom, s.row)
		c.count++
	}
}
