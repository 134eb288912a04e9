package person

import (
	"fmt"
	"strings"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// linesEach is how many lines each of the two texts of a row may take.
func linesEach(f screen.Frame) int {
	if f.Width < 70 {
		return 2
	}
	return 1
}

// drawRow draws a row of a list: a heading and what belongs to it, indented. It
// takes twice linesEach, however long the texts are; what is cut says so.
func drawRow(f screen.Frame, selected bool, first, second string) string {
	th := f.Theme
	mark, style := "  ", th.Text
	if selected {
		mark, style = screen.Pad(th.Glyphs.Pointer, 2, ""), th.Selected
	}
	var lines []string
	for i, l := range wrapped(first, f.Width-2, linesEach(f), th) {
		if i > 0 {
			mark = "  "
		}
		lines = append(lines, mark+style.Render(l))
	}
	for _, l := range wrapped(second, f.Width-4, linesEach(f), th) {
		lines = append(lines, "    "+th.Quiet.Render(l))
	}
	return strings.Join(lines, "\n")
}

// wrapped is a text in at most so many lines, the last of them cut with a mark if
// there is more.
func wrapped(s string, width, most int, th *theme.Theme) []string {
	lines := screen.Wrap(s, width)
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], screen.Clip(rest, width, th.Glyphs.Ellipsis))
	}
	return lines
}

// hidden says how many rows are above and below those that are shown.
func hidden(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("(%d more above, %d more below)", above, below)
	case above > 0:
		return fmt.Sprintf("(%d more above)", above)
	case below > 0:
		return fmt.Sprintf("(%d more below)", below)
	}
	return ""
}

// drawing is lines with the cursor at the start of one of them.
func drawing(lines []string, at int) screen.Drawing {
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &screen.Point{Y: at}}
}
