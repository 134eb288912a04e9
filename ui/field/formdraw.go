package field

import (
	"strings"

	"alongside/ui/screen"
	"alongside/ui/theme"
)

// block is a field as it is drawn.
type block struct {
	lines  []string
	cursor screen.Point
}

// Draw draws as much of the form as fits, with the field in focus, in at most
// Height lines. In a wide window the labels stand beside the inputs, else above.
func (f *Form) Draw(fr screen.Frame) screen.Drawing {
	foot := f.foot(fr)
	height := max(fr.Height-len(foot), 1)
	lines, focus, x := f.stack(fr, height)
	visible, offset := f.window(lines, focus, height)
	cursor := &screen.Point{X: x, Y: focus - offset}
	if len(foot) > 0 {
		for len(visible) < height {
			visible = append(visible, "")
		}
		if f.asking || f.busy {
			cursor = &screen.Point{X: min(screen.Width(foot[len(foot)-1]), fr.Width-1), Y: height + len(foot) - 1}
		}
		visible = append(visible, foot...)
	}
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: cursor}
}

// foot is what is said at the bottom of the form: the question before leaving,
// that it is being saved, or how to save it.
func (f *Form) foot(fr screen.Frame) []string {
	said := ""
	switch {
	case f.asking:
		said = f.said().Leave
	case f.busy:
		said = f.said().Saving + fr.Theme.Glyphs.Ellipsis
	case f.ended:
		said = f.said().Last
	default:
		return nil
	}
	lines := screen.Wrap(said, fr.Width)
	for i := range lines {
		lines[i] = fr.Theme.Warning.Render(lines[i])
	}
	return lines
}

// stack is the whole form, with the line and the column that the cursor is on.
// Where there is room, an empty line parts the fields.
func (f *Form) stack(fr screen.Frame, height int) (lines []string, focus, x int) {
	blocks, total := make([]block, len(f.fields)), 0
	for i := range f.fields {
		blocks[i] = f.block(i, fr)
		total += len(blocks[i].lines)
	}
	if f.whole != "" {
		lines = append(messageLines(f.whole, fr.Width, fr.Theme), "")
	}
	apart := len(lines)+total+len(blocks)-1 <= height
	for i, b := range blocks {
		if i > 0 && apart {
			lines = append(lines, "")
		}
		if i == f.focus {
			focus, x = len(lines)+b.cursor.Y, b.cursor.X
		}
		lines = append(lines, b.lines...)
	}
	return lines, focus, x
}

// labelColumn is the columns of the labels if they stand beside the inputs, 0 if
// they stand above.
func (f *Form) labelColumn(width int) int {
	const mark, gap = 2, 2
	column := 0
	for _, fd := range f.fields {
		column = max(column, mark+screen.Width(f.label(fd.About()))+gap)
	}
	if width < 60 || column > width*2/5 {
		return 0
	}
	return column
}

func (f *Form) label(a About) string {
	if a.Optional {
		return f.said().Optional(a.Label)
	}
	return a.Label
}

// block draws one field: its label, its input, its hint while it has the focus,
// and the one sentence that there is to say about it.
func (f *Form) block(i int, fr screen.Frame) block {
	const indent = 2
	fd, th, focused := f.fields[i], fr.Theme, i == f.focus
	column := f.labelColumn(fr.Width)
	left := max(column, indent)
	input, cursor := fd.Draw(max(fr.Width-left, 1), focused, th)
	b := block{}
	if column == 0 {
		b.lines = labelLines(f.label(fd.About()), focused, fr.Width, th)
	}
	cursor.X, cursor.Y = cursor.X+left, cursor.Y+len(b.lines)
	b.cursor = cursor
	for row, line := range input {
		head := spaces(left)
		if column > 0 && row == 0 {
			name := labelLines(f.label(fd.About()), focused, column, th)[0]
			head = screen.Pad(name, column, "")
		}
		b.lines = append(b.lines, head+line)
	}
	if hint := fd.About().Hint; hint != "" && focused {
		b.lines = append(b.lines, indented(screen.Wrap(th.Signs(hint), fr.Width-left), left)...)
	}
	if message := f.message(i); message != "" {
		b.lines = append(b.lines, indented(messageLines(message, fr.Width-left, th), left)...)
	}
	return b
}

// labelLines are a label behind the mark of the field in focus.
func labelLines(s string, focused bool, width int, th *theme.Theme) []string {
	mark, style := "  ", th.Quiet
	if focused {
		mark, style = th.Glyphs.Pointer+" ", th.Strong
	}
	lines := screen.Hang(mark, s, width)
	for i := range lines {
		lines[i] = style.Render(lines[i])
	}
	return lines
}

func messageLines(s string, width int, th *theme.Theme) []string {
	lines := screen.Hang(th.Glyphs.Cross+" ", th.Signs(s), width)
	for i := range lines {
		lines[i] = th.Warning.Render(lines[i])
	}
	return lines
}

func indented(lines []string, by int) []string {
	for i := range lines {
		lines[i] = spaces(by) + lines[i]
	}
	return lines
}
