package chart

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// fineSpan is the longest span whose dates are labelled to the day. Beyond it
// month and year say enough, and "Mar 26" cannot be taken for a day in March.
const fineSpan = 62 * 24 * time.Hour

// dates maps time to columns in proportion, from the column 0 to last. The days
// of both ends are whole: a visit in the afternoon of the last day is inside.
type dates struct {
	from, to   time.Time // from is not after to
	begin, end time.Time // the span's days: begin <= t < end is inside
	origin     float64   // from, in seconds
	length     float64   // of the span, in seconds; 0 when it is a single day
	last       int       // the last column
	words      *Words    // English until others are given
}

// newDates spreads from..to over the given number of cells. The last cell is kept
// free, so that a strip can say there that it holds more than it shows.
func newDates(from, to time.Time, cells int) dates {
	if to.Before(from) {
		from, to = to, from
	}
	to = to.In(from.Location())
	d := dates{from: from, to: to, begin: day(from), end: day(to).AddDate(0, 0, 1), last: max(cells-2, 0), words: &english}
	d.origin = float64(from.Unix())
	if !day(from).Equal(day(to)) {
		d.length = float64(to.Unix()) - d.origin
	}
	return d
}

// day returns the start of t's day where t was taken.
func day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// none reports that there are no dates to draw.
func (d dates) none() bool { return d.from.IsZero() && d.to.IsZero() }

// single reports that the whole span is one day, drawn in the middle.
func (d dates) single() bool { return d.length <= 0 }

// col returns t's column, and whether t is inside the span.
func (d dates) col(t time.Time) (int, bool) {
	if t.IsZero() || t.Before(d.begin) || !t.Before(d.end) {
		return 0, false
	}
	if d.single() {
		return d.last / 2, true
	}
	c := int(math.Round((float64(t.Unix()) - d.origin) / d.length * float64(d.last)))
	return min(max(c, 0), d.last), true
}

// label is a text on the date axis: its first column, and the column it is about.
type label struct {
	text    string
	start   int
	col     int
	hasText bool // there is room for it
}

// step is a distance between two ticks of the calendar.
type step struct {
	years, months, days int
	layout              string
}

// approx is the length of the step in seconds, a little short where it varies.
func (s step) approx() float64 {
	return (float64(s.years)*365 + float64(s.months)*28 + float64(s.days)) * 86400
}

// Steps are tried from the finest. Those of days serve short spans only.
var (
	daySteps = []step{
		{days: 1, layout: "02-Jan"}, {days: 7, layout: "02-Jan"}, {days: 14, layout: "02-Jan"}, {months: 1, layout: "02-Jan"},
	}
	monthSteps = []step{
		{months: 1, layout: "Jan 06"}, {months: 3, layout: "Jan 06"}, {months: 6, layout: "Jan 06"},
		{years: 1, layout: "2006"}, {years: 2, layout: "2006"}, {years: 5, layout: "2006"}, {years: 10, layout: "2006"},
		{years: 20, layout: "2006"}, {years: 50, layout: "2006"}, {years: 100, layout: "2006"},
	}
)

// endLayouts are the forms of the first and the last date, the fullest first.
type endLayouts []endLayout

type endLayout struct{ first, final string }

var (
	dayEnds   = endLayouts{{"02-Jan-2006", "02-Jan-2006"}, {"02-Jan", "02-Jan-2006"}, {"02-Jan", "02-Jan"}}
	monthEnds = endLayouts{{"Jan 06", "Jan 06"}}
	// newYear is for ends of different years where there is no room for more: without
	// the years nobody could tell which is which.
	newYear = endLayouts{{"2006", "2006"}}
)

// apart is the least number of cells between two texts of the axis.
const apart = 2

// labels returns the texts of the date axis in the order of their columns. The
// first and the last date are always among them if there is any room for both;
// those between are the finest steps of the calendar that stay apart.
func (d dates) labels() []label {
	if d.none() {
		return nil
	}
	if d.single() {
		return []label{centred(d.date(d.from, dayEnds[0].first), d.last/2, d.last)}
	}
	ends, steps := monthEnds, monthSteps
	if d.to.Sub(d.from) < fineSpan {
		ends, steps = dayEnds, daySteps
	}
	if d.from.Year() != d.to.Year() {
		ends = append(ends[:len(ends):len(ends)], newYear...)
		ends = slices.DeleteFunc(ends, func(e endLayout) bool { return !strings.Contains(e.final, "06") })
	}
	first, final := label{hasText: true}, label{col: d.last}
	for _, e := range ends {
		first.text, final.text = d.date(d.from, e.first), d.date(d.to, e.final)
		final.start = d.last + 1 - cells(final.text)
		if final.start >= cells(first.text)+apart {
			final.hasText = true
			return d.between(first, final, steps)
		}
	}
	first.hasText = cells(first.text) <= d.last+1
	return []label{first, final}
}

// between adds the ticks that lie between the first and the final label.
func (d dates) between(first, final label, steps []step) []label {
	out := []label{first}
	used := cells(first.text)
	for _, s := range steps {
		gap := s.approx() / d.length * float64(d.last)
		if gap < float64(d.words.cells(s.layout)+3) {
			continue
		}
		for t := s.begin(d.from); t.Before(d.to); t = t.AddDate(s.years, s.months, s.days) {
			c, inside := d.col(t)
			if !inside || c <= 0 || c >= d.last || !t.After(d.from) {
				continue
			}
			l := centred(d.date(t, s.layout), c, d.last)
			l.hasText = l.start >= used+apart && l.start+cells(l.text)+apart <= final.start
			if l.hasText {
				used = l.start + cells(l.text)
			}
			out = append(out, l)
		}
		break
	}
	return append(out, final)
}

// begin returns the step's tick at or before t: the 1 January of a round year, the
// first of a month or quarter, a Monday, or the day itself.
func (s step) begin(t time.Time) time.Time {
	y, m, _ := t.Date()
	switch {
	case s.years > 0:
		return time.Date(y-((y%s.years)+s.years)%s.years, time.January, 1, 0, 0, 0, 0, t.Location())
	case s.months > 0:
		return time.Date(y, m-(m-1)%time.Month(s.months), 1, 0, 0, 0, 0, t.Location())
	case s.days > 1:
		return day(t).AddDate(0, 0, -(int(t.Weekday())+6)%7)
	}
	return day(t)
}

// centred places text about col, kept between the column 0 and last.
func centred(text string, col, last int) label {
	start := col - (cells(text)-1)/2
	start = max(min(start, last+1-cells(text)), 0)
	return label{text: text, start: start, col: col, hasText: cells(text) <= last+1}
}

// cells is the width of a text of the axis, of which each character takes one.
func cells(s string) int { return utf8.RuneCountInString(s) }

// date writes a date in one of the forms of the axis.
func (d dates) date(t time.Time, form string) string { return d.words.date(t, form) }
