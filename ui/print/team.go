package print

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"alongside/dialog/report/figures"
)

// A report of a team as a page is made in teampage.go; as text it is laid out by
// package figures. Here are the charts of the page.

// TeamText is a report of a team as plain text, a line at most 76 characters wide.
func TeamText(r *figures.Report) string {
	var b strings.Builder
	for _, l := range r.Lines(textWidth) {
		b.WriteString(l.Text + "\n")
		if l.Kind == figures.Heading {
			b.WriteString(strings.Repeat("-", min(len([]rune(l.Text)), textWidth)) + "\n")
		}
	}
	return b.String()
}

// barChart is a chart of a table, a bar for each row.
type barChart struct {
	Key  []swatch // of a chart whose colours mean something
	Bars []bar
}

type swatch struct {
	Colour, Name string
}

// bar is one row: marks in a box of 100 by 10, and what they show in words.
type bar struct {
	Name, Said string
	Marks      []mark
}

type mark struct {
	X, Y, Width, Height string
	Fill                string
}

func markAt(x, y, width, height float64, fill string) mark {
	round := func(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
	return mark{round(x), round(y), round(width), round(height), fill}
}

// The colours of the charts. They differ in lightness too, and words say the same.
const (
	inkBetter = "#00456b"
	inkSame   = "#b4bcc3"
	inkWorse  = "#c2540a"
	inkLine   = "#8a949b"
)

// chartOf is the chart of a table, nil where it has none or nothing to draw.
func chartOf(t *figures.Table) *barChart {
	c := &barChart{}
	draw := meanBar
	switch t.Chart {
	case figures.NoChart:
		return nil
	case figures.Outcomes:
		draw = outcomeBar
		c.Key = []swatch{{inkBetter, "Improved"}, {inkSame, "No change"}, {inkWorse, "Deteriorated"}}
	}
	drawn := false
	for i := range t.Rows {
		b := draw(cellsOf(t, &t.Rows[i]))
		b.Name = t.Rows[i].Name
		drawn = drawn || len(b.Marks) > 0
		c.Bars = append(c.Bars, b)
	}
	if !drawn {
		return nil
	}
	return c
}

// cellsOf are the cells of a row by the keys of their columns.
func cellsOf(t *figures.Table, r *figures.Row) map[string]figures.Cell {
	cells := map[string]figures.Cell{}
	for i, c := range t.Columns {
		cells[c.Key] = r.Cells[i]
	}
	return cells
}

// outcomeBar draws three parts of a hundred, a gap between them. Where one of them is
// not shown the bar would show it all the same, so there is none.
func outcomeBar(cells map[string]figures.Cell) bar {
	var b bar
	parts := []struct{ key, name, fill string }{
		{figures.KeyImproved, "improved", inkBetter}, {figures.KeySame, "no change", inkSame}, {figures.KeyWorse, "deteriorated", inkWorse}}
	whole, total := true, 0.0
	var said []string
	for _, p := range parts {
		c := cells[p.key]
		whole = whole && c.Kind == figures.Percent
		total += c.Value
		said = append(said, c.String()+" "+p.name)
	}
	if !whole {
		b.Said = saidApart(cells)
		return b
	}
	x := 0.0
	for _, p := range parts {
		width := cells[p.key].Value * 100 / total // rounded, they may come to 99 or 101
		if width > 0 {
			b.Marks = append(b.Marks, markAt(x, 0, max(width-0.4, 0.2), 10, p.fill))
		}
		x += width
	}
	b.Said = strings.Join(said, ", ") + " of " + cells["pairs"].String()
	return b
}

// saidApart says what there is to say of a row of which a part is not shown.
func saidApart(cells map[string]figures.Cell) string {
	switch c := cells[figures.KeyImproved]; {
	case c.Kind == figures.Percent:
		return c.String() + " improved of " + cells["pairs"].String() + "; the rest is not shown"
	case c.Kind == figures.Nothing:
		return "no pairs"
	}
	return figures.HiddenWords
}

// meanBar draws a mean on the scale with its spread to both sides.
func meanBar(cells map[string]figures.Cell) bar {
	mean, sd := cells[figures.KeyMean], cells[figures.KeySD]
	if mean.Kind != figures.Mean || sd.Kind != figures.Mean {
		return bar{Said: mean.String()}
	}
	at := func(rating float64) float64 { return (min(max(rating, 1), 7) - 1) / 6 * 100 }
	low, high := at(mean.Value-sd.Value), at(mean.Value+sd.Value)
	return bar{
		Said: fmt.Sprintf("%s, spread %s, %s people", mean, sd, cells["people"]),
		Marks: []mark{markAt(0, 4.7, 100, 0.6, inkSame), markAt(49.9, 2, 0.2, 6, inkLine), markAt(low, 3.8, high-low, 2.4, inkLine),
			markAt(at(mean.Value)-0.8, 0, 1.6, 10, inkBetter)},
	}
}
