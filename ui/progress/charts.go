package progress

import (
	"slices"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/chart"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The rules by which lines are drawn, and the room a chart wants.
const (
	maxGap       = 397 * 24 * time.Hour // 13 months
	meansHeight  = 11                   // the least height for a scale of 1 to 7 and a legend beside others
	goalsHeight  = 8                    // the same for goals, of which the numbers are coarser
	eventsHeight = 13                   // the least height at which what happened is marked too
	rowsHeight   = 16                   // from here on the goals are rows of numbers beneath the means,
	rowsWidth    = 60                   // in a window wide enough for their names,
	roomyHeight  = 27                   // until there is room for both as charts that can be read
	goalsPerPlot = 4
)

var (
	meanAxis = chart.Axis{Lo: dialog.LowestRating, Hi: dialog.HighestRating, Ticks: []float64{1, 2, 3, 4, 5, 6, 7}}
	goalAxis = chart.Axis{Lo: dialog.LowestGoalRating, Hi: dialog.HighestGoalRating, Ticks: []float64{0, 2, 4, 6, 8, 10}}
)

// drawCharts draws the means and then the goals, as many charts as fit, all over
// the same dates.
func (y *Years) drawCharts(f screen.Frame) screen.Drawing {
	from, to := y.dates()
	if !y.within(from, to) {
		return y.emptySpan(from, f)
	}
	w, plots := y.said(), y.plots(from, to, f.Theme)
	if len(plots) > 1 && f.Height >= rowsHeight && f.Height < roomyHeight && f.Width >= rowsWidth {
		y.plotMost = 0
		return y.drawGoalRows(plots[0], from, to, f)
	}
	rule := screen.Wrap(w.Rule+y.eventKey(plots[0]), f.Width)
	if f.Height-len(rule) < meansHeight+goalsHeight {
		rule = screen.Wrap(w.BriefRule, f.Width)
	}
	heights := share(f.Height-len(rule), len(plots))
	y.plotMost = len(plots) - len(heights)
	first := min(y.plot, y.plotMost)
	if y.plotMost > 0 {
		rule = screen.Wrap(rule[0]+" "+whichPlots(first, len(heights), len(plots), w), f.Width)
		heights = share(f.Height-len(rule), len(heights))
	}
	shown := aligned(plots[first:first+len(heights)], heights, f.Width)
	var lines []string
	for _, p := range shown {
		lines = append(lines, p.Lines()...)
	}
	return screen.Drawing{Body: strings.Join(append(lines, styled(rule, f.Theme.Quiet)...), "\n"), Cursor: &screen.Point{}}
}

// eventKey explains the letters of what is marked beneath a chart, each once.
func (y *Years) eventKey(p chart.Plot) string {
	var said []string
	for _, m := range []report.Mark{report.Amended, report.Closed} {
		said = append(said, m.Code()+" "+m.Name(y.o.Text))
	}
	for _, k := range report.HappeningKinds() {
		said = append(said, k.Code()+" "+k.Name(y.o.Text))
	}
	said = slices.DeleteFunc(said, func(words string) bool {
		return !slices.ContainsFunc(p.Events, func(e chart.Event) bool { return e.Mark != "" && strings.HasPrefix(words, e.Mark+" ") })
	})
	if slices.ContainsFunc(p.Events, func(e chart.Event) bool { return e.Mark == "" }) {
		said = append(said, string(p.Glyphs.Event)+" "+y.said().Offered)
	}
	if len(said) == 0 {
		return ""
	}
	return " " + strings.Join(said, ", ") + "."
}

// aligned gives charts their sizes such that each date has the same column in all
// of them: the numbers of one scale may be wider than those of another.
func aligned(plots []chart.Plot, heights []int, width int) []chart.Plot {
	left := 0
	for i := range plots {
		p := &plots[i]
		p.Width, p.Height = width, heights[i]
		if p.Height < eventsHeight {
			p.Events = nil
		}
		l, _ := p.Area()
		left = max(left, l)
	}
	least := width
	for i := range plots {
		plots[i].Gutter = left
		_, w := plots[i].Area()
		least = min(least, w)
	}
	for i := range plots {
		_, w := plots[i].Area()
		plots[i].Width -= w - least
	}
	return plots
}

// share gives each of at most n charts its height: as many charts as can be read
// in the room, the first a little higher than the others.
func share(room, n int) []int {
	if n == 1 || room < meansHeight+goalsHeight {
		return []int{room}
	}
	n = min(n, 1+(room-meansHeight)/goalsHeight)
	heights := make([]int, n)
	spare := room - meansHeight - (n-1)*goalsHeight
	for i := range heights {
		heights[i] = goalsHeight + spare/n
	}
	heights[0] = room - (n-1)*heights[1]
	return heights
}

// whichPlots says which charts of how many are in view.
func whichPlots(first, n, of int, w *instrument.YearsWords) string {
	if n == 1 {
		return w.OneChart.With("n", first+1, "of", of)
	}
	return w.SomeCharts.With("from", first+1, "to", first+n, "of", of)
}

// plots are the chart of the means and those of the goals, four on each, over
// the span, without their sizes.
func (y *Years) plots(from, to dialog.Date, th *theme.Theme) []chart.Plot {
	base := chart.Plot{From: from.Noon(), To: to.Noon(), MaxGap: maxGap, Glyphs: y.glyphs(th)}
	inside := func(d dialog.Date) bool { return !d.Before(from) && !to.Before(d) }
	means, w := base, y.said()
	means.Left, means.Series, means.Events = meanAxis, y.meanSeries(inside), y.events(inside)
	means.Left.Label, means.Empty = w.MeansAxis, w.NoMean
	plots := []chart.Plot{means}
	var rated []chart.Series
	for i := range y.report.Goals {
		if s := y.goalSeries(&y.report.Goals[i], inside); len(s.Points) > 0 {
			rated = append(rated, s)
		}
	}
	for some := range slices.Chunk(rated, goalsPerPlot) {
		goals := base
		goals.Left, goals.Series = goalAxis, some
		goals.Left.Label = w.GoalsAxis
		plots = append(plots, goals)
	}
	return plots
}

// meanSeries are the two means; what somebody else answered on the person's
// behalf is in series of its own, so that no line joins it with the person's own.
func (y *Years) meanSeries(inside func(dialog.Date) bool) []chart.Series {
	own := []chart.Series{{Name: y.report.Means[0].Name}, {Name: y.report.Means[1].Name}}
	theirs := []chart.Series{{Name: y.said().BehalfLife}, {Name: y.said().BehalfTreatment}}
	for i, m := range y.report.Means {
		for j, p := range m.Points {
			visit := &y.report.Visits[p.Visit]
			if !inside(visit.Date) {
				continue
			}
			value, ok := p.Mean.Value()
			s := &own[i]
			if visit.Has(report.OnBehalf) {
				s = &theirs[i]
			}
			s.Points = append(s.Points, chart.Point{At: noon(visit.Date, j), Value: value, Gap: !ok, Broken: p.Broken()})
		}
	}
	for _, s := range theirs {
		if len(s.Points) > 0 {
			own = append(own, s)
		}
	}
	return own
}

// goalSeries is one goal's ratings. A goal that is over says so before its words,
// which may be cut.
func (y *Years) goalSeries(g *report.Goal, inside func(dialog.Date) bool) chart.Series {
	s := chart.Series{Name: g.Text}
	switch g.Status {
	case dialog.GoalReached:
		s.Name = y.said().GoalReached.With("goal", g.Text)
	case dialog.GoalSetDown:
		s.Name = y.said().GoalSetDown.With("goal", g.Text)
	}
	for i, r := range g.Ratings {
		if inside(r.Date) {
			s.Points = append(s.Points, chart.Point{At: noon(r.Date, i), Value: float64(r.Rating)})
		}
	}
	return s
}

// events are the assessments that were closed early or amended, the offers that
// came to nothing, and what happened beside the ratings.
func (y *Years) events(inside func(dialog.Date) bool) []chart.Event {
	var events []chart.Event
	for i := range y.report.Visits {
		v := &y.report.Visits[i]
		for _, m := range []report.Mark{report.Amended, report.Closed} {
			if v.Counts && v.Has(m) && inside(v.Date) {
				events = append(events, chart.Event{At: noon(v.Date, i), Mark: m.Code(), Label: m.Name(y.o.Text)})
				break
			}
		}
	}
	for _, o := range y.report.Offers {
		if inside(o.Date) {
			events = append(events, chart.Event{At: o.Date.Noon(), Label: y.said().NotDone.With("why", o.Words)})
		}
	}
	for _, h := range y.report.Happened {
		if inside(h.Date) {
			label := h.Words
			if h.Kind == report.Agreed {
				label = h.Kind.Name(y.o.Text)
			}
			events = append(events, chart.Event{At: h.Date.Noon(), Mark: h.Kind.Code(), Label: label})
		}
	}
	return events
}
