package progress

import (
	"strings"

	"alongside/dialog/report"
	"alongside/ui/list"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// sheet is a table of which only the rows in view are drawn.
type sheet struct {
	table  report.Table
	rows   *list.List[int]
	widths []int // of the columns
}

func (s *sheet) set(t report.Table) {
	s.table = t
	rows := make([]int, len(t.Rows))
	s.widths = make([]int, len(t.Columns))
	for i, c := range t.Columns {
		s.widths[i] = screen.Width(c.Head())
	}
	for i, row := range t.Rows {
		rows[i] = i
		for j, cell := range row {
			s.widths[j] = max(s.widths[j], screen.Width(cell))
		}
	}
	s.rows.Set(rows)
}

// leastKey is how many lines the key may have in a low window: what the means of a
// window of 40 columns rest on takes as many.
const leastKey = 3

// draw draws the head, the rows that fit, what is cut off the row in focus, and
// what the short heads and letters mean; or that there are none.
func (s *sheet) draw(none string, f screen.Frame) screen.Drawing {
	th := f.Theme
	if len(s.table.Rows) == 0 {
		return screen.Drawing{Body: strings.Join(screen.Wrap(none, f.Width), "\n"), Cursor: &screen.Point{}}
	}
	shown, key := s.columns(f.Width)
	foot := styled(screen.Wrap(strings.Join(key, ", "), f.Width), th.Quiet)
	if len(key) == 0 || len(foot) > max(f.Height/3, leastKey) {
		foot = nil
	}
	foot = append(s.inFull(f), foot...)
	lines := []string{th.Quiet.Render("  " + s.line(headOf(s.table.Columns), shown, f.Width-2, th))}
	rows, at := s.rows.Draw(f.Width, f.Height-1-len(foot), func(i int, selected bool, width int) string {
		text := s.line(s.table.Rows[i], shown, width-2, th)
		if selected {
			return screen.Pad(th.Glyphs.Pointer, 2, "") + th.Selected.Render(text)
		}
		return "  " + th.Text.Render(text)
	})
	lines = append(lines, rows...)
	for len(lines) < f.Height-len(foot) {
		lines = append(lines, "")
	}
	return screen.Drawing{Body: strings.Join(append(lines, foot...), "\n"), Cursor: &screen.Point{Y: 1 + max(at, 0)}}
}

// inFull says the last cell of the row in focus, where it is one that may be cut.
func (s *sheet) inFull(f screen.Frame) []string {
	row, ok := s.rows.Current()
	last := len(s.table.Columns) - 1
	if !ok || s.fits(f.Width) || s.table.Rows[row][last] == "" {
		return nil
	}
	lines := screen.Hang(s.table.Columns[last].Name+": ", s.table.Rows[row][last], f.Width)
	return styled(lines[:min(len(lines), 2)], f.Theme.Text)
}

// fits reports whether all columns have room.
func (s *sheet) fits(width int) bool {
	total := 1
	for _, w := range s.widths {
		total += w + 1
	}
	return total <= width
}

func headOf(columns []report.Column) []string {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Head()
	}
	return heads
}

// columns chooses the columns that fit: all of them, or without the eleven areas
// where the window is narrow; details show those. The key explains the columns
// with short heads, and the letters in them.
func (s *sheet) columns(width int) (shown []int, key []string) {
	total := 2
	for i := range s.table.Columns {
		shown = append(shown, i)
		if i < len(s.table.Columns)-1 {
			total += s.widths[i] + 1
		}
	}
	const last = 8 // the least room for the last column, which may be cut
	n := len(s.table.Columns)
	switch {
	case total+last <= width:
		return shown, s.table.Key
	case s.table.Visits == nil:
		return shown[:n-1], s.table.Key
	}
	return []int{0, n - 3, n - 2, n - 1}, s.table.Key[n-4 : n-2]
}

// line is a row with its cells aligned and the last one cut where it does not
// fit.
func (s *sheet) line(row []string, shown []int, width int, th *theme.Theme) string {
	var b strings.Builder
	for _, i := range shown {
		b.WriteString(row[i])
		b.WriteString(strings.Repeat(" ", s.widths[i]-screen.Width(row[i])+1))
	}
	return screen.Clip(strings.TrimRight(b.String(), " "), width, th.Glyphs.Ellipsis)
}
