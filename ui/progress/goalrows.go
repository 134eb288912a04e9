package progress

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/chart"
	"alongside/ui/screen"
)

// drawGoalRows draws the means as a chart and each goal as a row of numbers
// beneath it, over the same dates: in a window of middle height a second chart
// would leave too few lines for either.
func (y *Years) drawGoalRows(means chart.Plot, from, to dialog.Date, f screen.Frame) screen.Drawing {
	w, goals := y.said(), y.goalsWithin(from, to)
	more := ""
	if most := goalsPerPlot; len(goals) > most {
		more = " " + w.RowsMore.With("n", len(goals)-most)
		goals = goals[:most]
	}
	var names column
	for _, g := range goals {
		names.see(y.goalSeries(g, func(dialog.Date) bool { return false }).Name)
	}
	names.width = min(names.width, f.Width/4)
	means.Left.Label = "" // the legend names the lines, and every row counts
	var rule []string
	if said := strings.TrimSpace(y.eventKey(means)); said != "" {
		rule = screen.Wrap(said, f.Width)
	}
	if f.Height-len(goals)-1-len(rule) < eventsHeight {
		means.Events, rule = nil, nil
	}
	means.Width, means.Height, means.Gutter = f.Width, f.Height-len(goals)-1-len(rule), names.width+3
	left, width := means.Area()
	lines := means.Lines()
	for _, g := range goals {
		name := screen.Clip(y.goalSeries(g, func(dialog.Date) bool { return false }).Name, names.width, f.Theme.Glyphs.Ellipsis)
		strip := chart.Strip(goalCells(g), width, from.Noon(), to.Noon(), means.Glyphs)
		lines = append(lines, screen.Pad(names.cell(name, f.Theme.Text), left, "")+strip)
		if several := string(means.Glyphs.Several); strings.Contains(strip, several) && !strings.Contains(more, several) {
			more = " " + several + " " + w.Several + "." + more
		}
	}
	lines = append(lines, styled(rule, f.Theme.Quiet)...)
	lines = append(lines, f.Theme.Quiet.Render(screen.Clip(w.RowsRule+more, f.Width, f.Theme.Glyphs.Ellipsis)))
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &screen.Point{}}
}

// goalsWithin are the goals that were rated in the span.
func (y *Years) goalsWithin(from, to dialog.Date) []*report.Goal {
	var rated []*report.Goal
	for i := range y.report.Goals {
		g := &y.report.Goals[i]
		for _, r := range g.Ratings {
			if !r.Date.Before(from) && !to.Before(r.Date) {
				rated = append(rated, g)
				break
			}
		}
	}
	return rated
}

// goalCells are the ratings of a goal at their dates.
func goalCells(g *report.Goal) []chart.Cell {
	cells := make([]chart.Cell, len(g.Ratings))
	for i, r := range g.Ratings {
		cells[i] = chart.Cell{At: noon(r.Date, i), Text: fmt.Sprint(r.Rating)}
	}
	return cells
}
