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

// shape is where on the page the actions stand.
type shape struct {
	first, rows int // the line of the first of them, and how many lines they take
	height      int // of the window
}

// line is the line of an action.
func (s shape) line(at int) int { return s.first + at%max(s.rows, 1) }

// Draw draws the page, or the part in its place. It remembers its shape, which is what
// the arrows go by.
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
	return p.drawPage(f)
}

// drawPage draws the page from where it was scrolled to. It begins with the first of the
// facts, which are what to know before anything else; while they leave no room for the
// first action, that stands below them by itself.
func (p *Page) drawPage(f screen.Frame) screen.Drawing {
	facts := screen.Columns(p.facts(f.Theme), f.Width, f.Theme)
	actions := p.actions()
	menu, cursor := p.drawActions(actions, f)
	if len(facts)+len(menu) < f.Height { // the line between goes before anything has to scroll
		facts = append(facts, "")
	}
	lines := append(facts, menu...)
	if now := (shape{first: len(facts), rows: len(menu), height: f.Height}); now != p.shape {
		p.shape = now
		p.scroll.Fit(len(lines), f.Height)
		if p.at > 0 {
			p.scroll.Show(now.line(p.at))
		}
	}
	visible := p.scroll.Window(lines, f, screen.English)
	cursor.Y = p.scroll.Row(len(facts) + cursor.Y)
	if len(actions) > 0 && !p.scroll.Sees(p.shape.line(p.at)) {
		f.Height--
		visible = append(p.scroll.Window(lines, f, screen.English), screen.Clip(actionLine(actions[p.at], true, f.Theme), f.Width, f.Theme.Glyphs.Ellipsis))
		cursor = screen.Point{Y: f.Height}
	}
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &cursor}
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
		rows, width = (len(actions)+1)/2, f.Width/2
	}
	lines = make([]string, rows)
	for i, a := range actions {
		row := i % max(rows, 1)
		if i == p.at {
			cursor = screen.Point{X: screen.Width(lines[row]), Y: row}
		}
		lines[row] += screen.Pad(actionLine(a, i == p.at, f.Theme), width, f.Theme.Glyphs.Ellipsis)
	}
	return lines, cursor
}

func actionLine(a action, selected bool, th *theme.Theme) string {
	if selected {
		return screen.Pad(th.Glyphs.Pointer, 2, "") + th.Selected.Render(a.letter+"  "+a.words)
	}
	return "  " + th.Key.Render(a.letter) + "  " + a.words
}
