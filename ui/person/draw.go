package person

import (
	"strings"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// narrowest and lowest are the smallest window in which the page is drawn.
const (
	narrowest     = 34
	lowest        = 8
	twoColumnsMin = 72 // from this width on the actions stand in two columns
)

// tooSmall is what is drawn in a window that is too small, ok is false in any other.
func tooSmall(f screen.Frame) (d screen.Drawing, small bool) {
	if f.Width >= narrowest && f.Height >= lowest {
		return screen.Drawing{}, false
	}
	said := screen.Wrap("Please make this window larger: it needs at least 34 columns and 12 lines.", f.Width)
	return screen.Drawing{Body: screen.Fit(strings.Join(said, "\n"), f), Cursor: &screen.Point{}}, true
}

// rowsOfActions is how many rows the actions take in two columns.
func rowsOfActions(n int) int { return (n + 1) / 2 }

// Draw draws the page, or the part in its place. It remembers whether the page
// has to scroll, which is what the arrows go by.
func (p *Page) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f); small {
		return d
	}
	if p.part != nil {
		return p.part.draw(f)
	}
	if p.record == nil {
		return p.drawWithout(f)
	}
	actions := p.actions()
	facts := screen.Columns(p.facts(f.Theme), f.Width, f.Theme)
	menu, cursor := p.drawActions(actions, f)
	p.scroll = len(facts)+len(menu) > f.Height
	if p.scroll {
		return p.drawScrolled(facts, actions, f)
	}
	lines := facts
	if len(facts)+len(menu) < f.Height { // the line between goes before anything has to scroll
		lines = append(lines, "")
	}
	cursor.Y += len(lines)
	lines = append(lines, menu...)
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &cursor}
}

// drawWithout says why there is no record, or that it is on its way.
func (p *Page) drawWithout(f screen.Frame) screen.Drawing {
	said := []string{"Opening the record…"}
	if p.failure != nil {
		said = []string{"The record could not be read. " + dialog.ErrorMessage(p.failure), "", "Press esc to go back."}
	}
	var lines []string
	for _, s := range said {
		lines = append(lines, screen.Wrap(f.Theme.Signs(s), f.Width)...)
	}
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &screen.Point{}}
}

// drawActions draws the actions in two columns, or in one where the window is
// narrow, and says where the cursor is.
func (p *Page) drawActions(actions []action, f screen.Frame) (lines []string, cursor screen.Point) {
	rows, width := len(actions), f.Width
	if f.Width >= twoColumnsMin {
		rows, width = rowsOfActions(len(actions)), f.Width/2
	}
	lines = make([]string, rows)
	for i, a := range actions {
		row := i % max(rows, 1)
		if i == p.at {
			cursor = screen.Point{X: screen.Width(lines[row]), Y: row}
		}
		lines[row] += screen.Pad(actionLine(a, i == p.at, f.Theme), width, "")
	}
	return lines, cursor
}

func actionLine(a action, selected bool, th *theme.Theme) string {
	if selected {
		return screen.Pad(th.Glyphs.Pointer, 2, "") + th.Selected.Render(a.letter+"  "+a.words)
	}
	return "  " + th.Key.Render(a.letter) + "  " + a.words
}

// drawScrolled draws as much of the page as fits, from the top until the arrows
// are used, with every line of it in reach.
func (p *Page) drawScrolled(facts []string, actions []action, f screen.Frame) screen.Drawing {
	lines := append(facts, "")
	p.first = len(lines)
	for i, a := range actions {
		lines = append(lines, screen.Clip(actionLine(a, p.line == p.first+i, f.Theme), f.Width, f.Theme.Glyphs.Ellipsis))
	}
	focus := min(p.line, len(lines)-1)
	visible, offset := screen.Window(lines, focus, f.Height)
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{Y: focus - offset}}
}
