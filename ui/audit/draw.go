package audit

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The sizes at which the drawing changes.
const (
	smallestWidth  = 34
	smallestHeight = 8
	wide           = 110 // from here on each entry is one line of a table
	roomy          = 14  // from this height on the entry that the cursor is on is told in full
	detailLines    = 4
)

// The columns of the table, apart from the last, which takes what is left.
const (
	whenWidth, whoWidth, whatWidth, whoseWidth = 17, 18, 32, 26
	columnGap                                  = 2
	pointerWidth                               = 2
)

// Draw draws the search, the entries, and below them the one that the cursor is on.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	if f.Width < smallestWidth || f.Height < smallestHeight {
		said := screen.Wrap("Please make this window larger. The list of entries needs at least 34 columns and 12 lines.", f.Width)
		return screen.Drawing{Body: screen.Fit(strings.Join(said, "\n"), f), Cursor: &screen.Point{}}
	}
	lines, cursor := s.drawBox(f)
	if said := s.sayings(); said != "" {
		lines = append(lines, "")
		lines = append(lines, screen.Wrap(f.Theme.Signs(said), f.Width)...)
		return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &cursor}
	}
	lines = append(lines, s.drawList(f, f.Height-len(lines))...)
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &cursor}
}

// drawBox draws the search box with the count below it.
func (s *Screen) drawBox(f screen.Frame) (lines []string, cursor screen.Point) {
	label := "Who did what  "
	left := screen.Width(label)
	input, cursor := s.box.Draw(min(f.Width-left, 50), true, f.Theme)
	if f.Theme.Masked && s.box.Raw() != "" {
		input[0], cursor.X = f.Theme.Who(s.box.Raw()), 0
	}
	cursor.X += left
	return []string{f.Theme.Strong.Render(label) + input[0], f.Theme.Quiet.Render(screen.Clip(s.count(), f.Width, f.Theme.Glyphs.Ellipsis))}, cursor
}

// count says how many entries are shown.
func (s *Screen) count() string {
	if !s.read {
		return ""
	}
	of := counted(len(s.all), "entry", "entries")
	if len(s.all) == Most {
		of = fmt.Sprintf("the latest %d entries", Most)
	}
	if s.box.Raw() != "" {
		return fmt.Sprintf("%d found of %s", s.list.Len(), of)
	}
	return of + ", last first"
}

// sayings are what to say where no entry is shown, empty where some are.
func (s *Screen) sayings() string {
	switch {
	case s.failure != nil:
		return "The entries could not be read. " + dialog.ErrorMessage(s.failure) + "\n\nPress ctrl+r to try again."
	case !s.read:
		return "Reading the entries…"
	case len(s.all) == 0:
		return "Nothing was recorded yet."
	case s.list.Len() == 0:
		return "No entry is found by that. Try fewer letters. The command alongside audit writes all entries to a file."
	}
	return ""
}

// drawList draws the entries in so many lines.
func (s *Screen) drawList(f screen.Frame, height int) []string {
	var lines []string
	row, rowHeight := narrowRow, 2
	if f.Width >= wide {
		row, rowHeight = wideRow, 1
		lines = append(lines, f.Theme.Strong.Render(screen.Pad("", pointerWidth, "")+columns(f.Width, "When", "Who", "What", "Whose record", "More")))
	}
	var detail []string
	if f.Height >= roomy {
		detail = s.detail(f)
	}
	s.list.SetRowHeight(rowHeight)
	room := max(height-len(lines)-len(detail)-1, rowHeight)
	rows, _ := s.list.Draw(f.Width, room, func(l *line, selected bool, width int) string {
		return row(&l.AuditLine, selected, width, f.Theme)
	})
	lines = append(lines, rows...)
	for range room - len(rows) {
		lines = append(lines, "")
	}
	return append(append(lines, f.Theme.Quiet.Render(s.hidden())), detail...)
}

func (s *Screen) hidden() string {
	above, below := s.list.Hidden()
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("  (%d more above, %d more below)", above, below)
	case above > 0:
		return fmt.Sprintf("  (%d more above)", above)
	case below > 0:
		return fmt.Sprintf("  (%d more below)", below)
	}
	return ""
}

// moreWidth is how wide the last column is.
func moreWidth(width int) int {
	return max(width-pointerWidth-whenWidth-whoWidth-whatWidth-whoseWidth-4*columnGap, 1)
}

// columns are the cells of a row of the table, which fit their columns.
func columns(width int, cells ...string) string {
	var b strings.Builder
	for i, w := range []int{whenWidth, whoWidth, whatWidth, whoseWidth, moreWidth(width)} {
		b.WriteString(screen.Pad(cells[i], w, ""))
		b.WriteString(screen.Pad("", columnGap, ""))
	}
	return strings.TrimRight(b.String(), " ")
}

// detailOf is the detail, hidden with the name where it is about a person: a reason
// may name them.
func detailOf(l *dialog.AuditLine, th *theme.Theme) string {
	if l.Name != "" {
		return th.Who(text.Show(l.Detail))
	}
	return text.Show(l.Detail)
}

func clipped(s string, width int, th *theme.Theme) string {
	return screen.Clip(s, width, th.Glyphs.Ellipsis)
}

// selecting draws the lines of a row with the pointer where the cursor is.
func selecting(selected bool, th *theme.Theme, lines ...string) string {
	for i, l := range lines {
		mark := screen.Pad("", pointerWidth, "")
		if selected {
			if i == 0 {
				mark = screen.Pad(th.Glyphs.Pointer, pointerWidth, "")
			}
			l = th.Selected.Render(l)
		}
		lines[i] = mark + l
	}
	return strings.Join(lines, "\n")
}

func wideRow(l *dialog.AuditLine, selected bool, width int, th *theme.Theme) string {
	return selecting(selected, th, columns(width, l.RecordedAt.String(), clipped(l.Who(), whoWidth, th), clipped(l.What(), whatWidth, th),
		clipped(th.Who(l.Name), whoseWidth, th), clipped(detailOf(l, th), moreWidth(width), th)))
}

// narrowRow tells an entry in two lines: when and who, then what, whose and more.
func narrowRow(l *dialog.AuditLine, selected bool, width int, th *theme.Theme) string {
	second := l.What()
	if l.Name != "" {
		second += ": " + th.Who(l.Name)
	}
	if l.Detail != "" {
		second += ": " + detailOf(l, th)
	}
	return selecting(selected, th, clipped(l.RecordedAt.String()+"  "+l.Who(), width-pointerWidth, th), "  "+clipped(second, width-pointerWidth-2, th))
}

// detail tells the entry that the cursor is on in full, in as many lines whichever
// it is, so that the list stands still.
func (s *Screen) detail(f screen.Frame) []string {
	current, ok := s.list.Current()
	if !ok {
		return nil
	}
	l, th := &current.AuditLine, f.Theme
	said := fmt.Sprintf("Entry %d, %s: %s %s", l.Seq, l.RecordedAt, l.Who(), l.What())
	if l.Name != "" {
		said += ": " + th.Who(l.Name)
	}
	if l.NHSNumber != "" {
		said += ", NHS No. " + th.Who(l.NHSNumber.String())
	}
	if l.Detail != "" {
		said += "; " + detailOf(l, th)
	}
	wrapped := screen.Wrap(said+".", f.Width-pointerWidth)
	lines := make([]string, detailLines)
	for i := range min(len(wrapped), detailLines) {
		lines[i] = wrapped[i]
		if i == detailLines-1 {
			lines[i] = clipped(strings.Join(wrapped[i:], " "), f.Width-pointerWidth, th)
		}
		lines[i] = screen.Pad("", pointerWidth, "") + lines[i]
	}
	return lines
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
