package progress

import (
	"slices"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/chart"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// glyphs are the characters of the charts for a theme, with the words that go with them.
func (y *Years) glyphs(th *theme.Theme) chart.Glyphs {
	g := chart.Unicode
	if th.Glyphs.Rule == theme.ASCII().Rule {
		g = chart.ASCII
	}
	g.Words = y.drawn
	return g
}

// noon is where a date stands on a chart. What happened on one day stays in the
// order of the record: each later visit is a moment later.
func noon(d dialog.Date, order int) time.Time {
	return d.Noon().Add(time.Duration(order) * time.Millisecond)
}

// drawStrips draws a strip for each area over one date axis, with what is said
// about the area in focus beneath. In a low window the strips scroll and the
// axis stays.
func (y *Years) drawStrips(f screen.Frame) screen.Drawing {
	from, to := y.dates()
	if !y.within(from, to) {
		return y.emptySpan(from, f)
	}
	rows, gutter := y.stripRows(f)
	glyphs := y.glyphs(f.Theme)
	legend := y.stripLegend(rows, from, to, f)
	axis := chart.DateAxis(f.Width-gutter, from.Noon(), to.Noon(), glyphs)
	for i := range axis {
		axis[i] = strings.Repeat(" ", gutter) + axis[i]
	}
	room := f.Height - len(rows) - len(axis) - len(legend)
	if room < 0 {
		return y.lowStrips(append(rows, legend...), axis, f)
	}
	said := y.report.AreaSentencesIn(y.area, from, to)
	said[0] = y.said().Said.With("area", y.report.Areas[y.area].Name, "words", said[0])
	lines := append(rows, axis...)
	if room > 3 {
		lines = append(lines, "")
		room--
	}
	if room > 3 {
		room--
		legend = append([]string{""}, legend...)
	}
	lines = append(lines, styled(whole(said, f.Width, room), f.Theme.Text)...)
	return screen.Drawing{Body: strings.Join(append(lines, legend...), "\n"), Cursor: &screen.Point{Y: y.area}}
}

// lowStrips lets the strips scroll above the axis.
func (y *Years) lowStrips(lines, axis []string, f screen.Frame) screen.Drawing {
	visible, offset := y.visible(lines, y.area, f.Height-len(axis))
	return screen.Drawing{Body: strings.Join(append(visible, axis...), "\n"), Cursor: &screen.Point{Y: y.area - offset}}
}

// stripRows are the strips with their names, and a last row of letters for what
// is to be known about single assessments; gutter is where the dates begin.
func (y *Years) stripRows(f screen.Frame) (rows []string, gutter int) {
	aboutIt, happened := y.said().AboutIt, y.said().WhatHappened
	var names column
	names.see(aboutIt)
	from, to := y.dates()
	if y.anyHappened(from, to) {
		names.see(happened)
	}
	for i := range y.report.Areas {
		names.see(y.report.Areas[i].Name)
	}
	names.width = min(names.width, f.Width/3)
	gutter = names.width + 4
	width := f.Width - gutter
	glyphs := y.glyphs(f.Theme)
	draw := func(cells []chart.Cell) string { return chart.Strip(cells, width, from.Noon(), to.Noon(), glyphs) }
	for i := range y.report.Areas {
		mark, style := "  ", f.Theme.Text
		if i == y.area {
			mark, style = screen.Pad(f.Theme.Glyphs.Pointer, 2, ""), f.Theme.Selected
		}
		name := screen.Clip(y.report.Areas[i].Name, names.width, f.Theme.Glyphs.Ellipsis)
		rows = append(rows, mark+names.cell(name, style)+"  "+draw(y.cells[i]))
	}
	if marks := y.markCells(from, to); len(marks) > 0 {
		rows = append(rows, "  "+names.cell(screen.Clip(aboutIt, names.width, f.Theme.Glyphs.Ellipsis), f.Theme.Quiet)+"  "+draw(marks))
	}
	if y.anyHappened(from, to) {
		rows = append(rows, "  "+names.cell(screen.Clip(happened, names.width, f.Theme.Glyphs.Ellipsis), f.Theme.Quiet)+"  "+draw(y.happened))
	}
	return rows, gutter
}

// happenedCells are the letters of what happened, those of one day together.
func happenedCells(all []report.Happening) []chart.Cell {
	var cells []chart.Cell
	for i, h := range all {
		code := h.Kind.Code()
		if n := len(cells); n > 0 && i > 0 && all[i-1].Date == h.Date {
			if !strings.Contains(cells[n-1].Text, code) {
				cells[n-1].Text += code
			}
			continue
		}
		cells = append(cells, chart.Cell{At: noon(h.Date, 0), Text: code})
	}
	return cells
}

// anyHappened reports whether anything but ratings lies in the span.
func (y *Years) anyHappened(from, to dialog.Date) bool {
	return slices.ContainsFunc(y.report.Happened, func(h report.Happening) bool { return !h.Date.Before(from) && !to.Before(h.Date) })
}

// kindHappened does the same for one kind.
func (y *Years) kindHappened(k report.HappeningKind, from, to dialog.Date) bool {
	return slices.ContainsFunc(y.report.Happened, func(h report.Happening) bool {
		return h.Kind == k && !h.Date.Before(from) && !to.Before(h.Date)
	})
}

// ratingCells are the ratings of an area at their dates, with a letter where
// there is none. They are made once for a record.
func (y *Years) ratingCells(a *report.Area) []chart.Cell {
	cells := make([]chart.Cell, len(a.Values))
	for i := range a.Values {
		v := &a.Values[i]
		cells[i] = chart.Cell{At: noon(y.report.Visits[v.Visit].Date, i), Text: v.Code()}
	}
	return cells
}

// markCells are the letters of the visits in the span that have something to be
// known.
func (y *Years) markCells(from, to dialog.Date) []chart.Cell {
	var cells []chart.Cell
	for i := range y.report.Visits {
		v := &y.report.Visits[i]
		if codes := v.Codes(); v.Counts && codes != "" && !v.Date.Before(from) && !to.Before(v.Date) {
			cells = append(cells, chart.Cell{At: noon(v.Date, i), Text: codes})
		}
	}
	return cells
}

// stripLegend says what the digits, the letters and the signs on the strips mean,
// as far as they are there.
func (y *Years) stripLegend(rows []string, from, to dialog.Date, f screen.Frame) []string {
	w := y.said()
	said := w.Scale.With("low", dialog.LowestRating, "low_label", y.o.Text.Label(dialog.LowestRating),
		"high", dialog.HighestRating, "high_label", y.o.Text.Label(dialog.HighestRating))
	if states := y.unrated(from, to); len(states) > 0 {
		said += " " + w.NoDigit.With("words", strings.Join(states, ", "))
	}
	var signs []string
	if several := string(y.glyphs(f.Theme).Several); strings.Contains(strings.Join(rows, ""), several) {
		signs = append(signs, several+" "+w.Several)
	}
	for _, m := range report.Marks() {
		if m != report.StruckOut && y.anyVisit(m, from, to) {
			signs = append(signs, m.Code()+" "+m.Name(y.o.Text))
		}
	}
	for _, k := range report.HappeningKinds() {
		if y.kindHappened(k, from, to) {
			signs = append(signs, k.Code()+" "+k.Name(y.o.Text))
		}
	}
	if len(signs) > 0 {
		said += " " + strings.Join(signs, ", ") + "."
	}
	return styled(screen.Wrap(said, f.Width), f.Theme.Quiet)
}

// unrated explains the letters for items without a rating that are in the span.
func (y *Years) unrated(from, to dialog.Date) []string {
	return report.CodeKey(func(yield func(*report.Value) bool) {
		for i := range y.report.Areas {
			values := y.report.Areas[i].Values
			for j := range values {
				on := y.report.Visits[values[j].Visit].Date
				if !on.Before(from) && !to.Before(on) && !yield(&values[j].Value) {
					return
				}
			}
		}
	}, y.o.Text)
}

// anyVisit reports whether any visit in the span carries a mark.
func (y *Years) anyVisit(m report.Mark, from, to dialog.Date) bool {
	return slices.ContainsFunc(y.report.Visits, func(v report.Visit) bool {
		return v.Counts && v.Has(m) && !v.Date.Before(from) && !to.Before(v.Date)
	})
}
