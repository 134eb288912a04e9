package unlock

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// sheet is a form with a title and a few words above it. Enter on its last field
// saves it. All texts are fixed.
type sheet struct {
	title string
	lead  string
	form  *field.Form
	last  string // the name of the last field
}

func newSheet(title, lead string, fields ...field.Field) *sheet {
	return &sheet{title, lead, field.NewForm(fields...), fields[len(fields)-1].About().Name}
}

// update gives a message to the form.
func (s *sheet) update(msg tea.Msg) field.Outcome {
	press, ok := msg.(tea.KeyPressMsg)
	if ok && press.Keystroke() == "enter" && s.form.Focused() == s.last && s.form.Typing() {
		msg = tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}
	}
	return s.form.Update(msg)
}

// formLeast is how many lines a form needs to be of use. Where there are fewer,
// what is said above it gives way.
const formLeast = 5

// draw draws the form with the words above it and a sentence below it. Where there
// is room, empty lines part them.
func (s *sheet) draw(f screen.Frame, foot string, busy bool) screen.Drawing {
	above, below := wrapped(s.title, f.Width, f.Theme, true), []string(nil)
	if foot != "" {
		below = wrapped(foot, f.Width, f.Theme, true)
	}
	if s.lead != "" {
		lead := wrapped(s.lead, f.Width, f.Theme, false)
		if len(above)+len(lead)+formLeast+len(below) <= f.Height {
			above = append(above, lead...)
		}
	}
	if f.Height >= 15 {
		above = append(above, "")
		if len(below) > 0 {
			below = append([]string{""}, below...)
		}
	}
	inner := f
	inner.Height = max(f.Height-len(above)-len(below), 1)
	d := screen.Stack(above, s.form.Draw(inner))
	lines := append(strings.Split(d.Body, "\n"), below...)
	if busy {
		end := len(lines) - 1
		d.Cursor = &screen.Point{X: min(screen.Width(lines[end]), f.Width-1), Y: end}
	}
	d.Body = strings.Join(lines, "\n")
	return d
}

// wrapped is a fixed text in lines, strong or not.
func wrapped(s string, width int, th *theme.Theme, strong bool) []string {
	lines := screen.Wrap(th.Signs(s), width)
	for i := range lines {
		if strong {
			lines[i] = th.Strong.Render(lines[i])
		}
	}
	return lines
}

func nameField() *field.Text {
	return field.NewText(field.About{Name: "name", Label: "Your name", Missing: "Please enter your name."}, text.Name)
}
