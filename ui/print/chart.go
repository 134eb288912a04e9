package print

import (
	"strconv"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// strip is one of the two parts of a chart: numbers from low to high over the dates
// of both.
type strip struct {
	title     string
	low, high float64
	step      float64
	lines     []report.Line
}

func (p *page) strips(t *report.Timeline) []strip {
	w := &p.text.Words.Copy
	var all []strip
	if len(t.Measure) > 0 {
		all = append(all, strip{w.MeansScale, 1, 7, 1, t.Measure})
	}
	if len(t.Goals) > 0 {
		all = append(all, strip{w.GoalsScale, 0, 10, 2, t.Goals})
	}
	return all
}

// How many lines of text high the parts of a chart are.
const (
	stripLines = 6.5
	axisLines  = 1.6
)

// chartHeight is how much room a chart takes, in millimetres.
func (p *page) chartHeight(t *report.Timeline) float64 {
	lines := axisLines
	for _, s := range p.strips(t) {
		lines += 1.2 + stripLines + p.legendLines(s.lines)*1.0 + 0.5
	}
	return lines * p.line()
}

// legendLines is how many lines the names below a strip take.
func (p *page) legendLines(lines []report.Line) float64 {
	n := 0
	for _, l := range lines {
		n += len(p.split(regular, p.size, l.Name, p.legendWidth()))
	}
	return float64(n)
}

func (p *page) legendWidth() float64 { return pageWidth - 2*margin - 16 - p.line() }

// chart draws the strips above one another over one axis of dates.
func (p *page) chart(t *report.Timeline) {
	p.room(p.chartHeight(t))
	left := margin + p.width(regular, p.size*0.85, "10") + 2.5
	a := axis{t: t, text: p.text, left: left + 3, right: pageWidth - margin - 3}
	all := p.strips(t)
	for i, s := range all {
		p.put(regular, p.size*0.9, margin, p.y, s.title)
		p.y += p.line() * 1.2
		top, bottom := p.y, p.y+stripLines*p.line()
		p.grid(&a, s, left, top, bottom)
		for j, l := range s.lines {
			p.draw(&a, s, l, pen(i*3+j), top, bottom)
		}
		p.y = bottom + p.line()*0.3
		if i == len(all)-1 {
			p.dates(&a, bottom)
		}
		p.legend(s.lines, i*3)
		p.y += p.line() * 0.2
	}
}

// axis places dates between two edges.
type axis struct {
	t           *report.Timeline
	text        *instrument.Text
	left, right float64
}

// at is where a day of so many days after the first stands.
func (a *axis) at(days int) float64 {
	span := a.t.From.DaysUntil(a.t.To)
	if span == 0 {
		return (a.left + a.right) / 2
	}
	return a.left + (a.right-a.left)*float64(days)/float64(span)
}

// tick is a day that is named below a chart.
type tick struct {
	days  int
	words string
}

// ticks names round days, few enough to be read: months, quarters, half years or
// years. Where there is none between the ends, the ends are named.
func (a *axis) ticks(most int) []tick {
	from, to := a.t.From.Noon(), a.t.To.Noon()
	for _, months := range []int{1, 2, 3, 6, 12, 24, 60, 120} {
		var all []tick
		at := time.Date(from.Year(), time.January, 1, 12, 0, 0, 0, time.UTC)
		if months > 12 {
			at = at.AddDate(-(from.Year() % (months / 12)), 0, 0)
		}
		for ; !at.After(to); at = at.AddDate(0, months, 0) {
			if at.Before(from) {
				continue
			}
			words := a.text.Month(dialog.DateOf(at))
			if months >= 12 {
				words = at.Format("2006")
			}
			all = append(all, tick{int(at.Sub(from).Hours() / 24), words})
		}
		if len(all) > most {
			continue
		}
		if len(all) >= 2 {
			return all
		}
		break
	}
	span := a.t.From.DaysUntil(a.t.To)
	ends := []tick{{0, a.text.Day(a.t.From)}}
	if span > 0 {
		ends = append(ends, tick{span, a.text.Day(a.t.To)})
	}
	return ends
}

// grid draws the numbers at the left and a line for each.
func (p *page) grid(a *axis, s strip, left, top, bottom float64) {
	size := p.size * 0.85
	for v := s.low; v <= s.high; v += s.step {
		y := s.y(v, top, bottom)
		p.ink.line(left, y, pageWidth-margin, y, 0.1, 190)
		words := strconv.FormatFloat(v, 'f', 0, 64)
		p.put(regular, size, left-1.5-p.width(regular, size, words), y-size*0.352778*0.6, words)
	}
	for _, t := range a.ticks(p.mostTicks()) {
		x := a.at(t.days)
		p.ink.line(x, top, x, bottom, 0.1, 190)
	}
}

// mostTicks is how many dates can be named side by side.
func (p *page) mostTicks() int {
	size := p.size * 0.85
	room := p.width(regular, size, p.text.Month(dialog.Date{Year: 2026, Month: time.March, Day: 1})) + 4
	for m := time.January; m <= time.December; m++ {
		room = max(room, p.width(regular, size, p.text.Month(dialog.Date{Year: 2026, Month: m, Day: 1}))+2)
	}
	return int((pageWidth - 2*margin) / room)
}

// dates names the dates below the last strip.
func (p *page) dates(a *axis, bottom float64) {
	size := p.size * 0.85
	for _, t := range a.ticks(p.mostTicks()) {
		w := p.width(regular, size, t.words)
		x := min(max(a.at(t.days)-w/2, margin), pageWidth-margin-w)
		p.put(regular, size, x, bottom+p.line()*0.25, t.words)
	}
	p.y = bottom + p.line()*axisLines
}

// y is where a number stands.
func (s *strip) y(v, top, bottom float64) float64 {
	return bottom - (bottom-top)*(v-s.low)/(s.high-s.low)
}

// pen tells lines apart by the shape at each number, how it is filled and how the
// line is broken; no colour is needed.
type pen int

func (n pen) dash() []float64 {
	return [][]float64{nil, {2.2, 1.2}, {0.6, 1}}[n%3]
}

// shape draws the figure of a pen: filled, or open for the second three lines and
// for what somebody else answered.
func (p *page) shape(n pen, x, y float64, apart bool) {
	grey := 0
	if apart || n/3%2 == 1 {
		grey = 255
	}
	p.ink.draw(figure(n%3), x, y, 0.8+p.size*0.02, grey)
}

// draw draws a line. It is broken where there is no number and between two that are
// not to be compared, and none leads to what somebody else answered.
func (p *page) draw(a *axis, s strip, l report.Line, n pen, top, bottom float64) {
	last := -1
	for i, point := range l.Points {
		switch {
		case point.Gap:
			last = -1
		case point.Apart:
		default:
			if last >= 0 && !point.Broken {
				before := l.Points[last]
				p.ink.line(a.x(before), s.y(before.Value, top, bottom), a.x(point), s.y(point.Value, top, bottom), 0.45, 0, n.dash()...)
			}
			last = i
		}
	}
	for _, point := range l.Points {
		if point.Gap {
			continue
		}
		p.shape(n, a.x(point), s.y(point.Value, top, bottom), point.Apart)
	}
}

func (a *axis) x(point report.Point) float64 { return a.at(a.t.From.DaysUntil(point.Date)) }

// legend names the lines of a strip below it.
func (p *page) legend(lines []report.Line, first int) {
	for j, l := range lines {
		name := l.Name
		for i, words := range p.split(regular, p.size, name, p.legendWidth()) {
			if i == 0 {
				y := p.y + p.line()*0.42
				p.ink.line(margin+2, y, margin+14, y, 0.45, 0, pen(first+j).dash()...)
				p.shape(pen(first+j), margin+8, y, false)
			}
			p.put(regular, p.size, margin+16+p.line()*0.3, p.y, words)
			p.y += p.line()
		}
	}
}
