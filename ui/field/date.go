package field

import (
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// Date is a date as somebody types it. Make one with [NewDate].
type Date struct {
	Text
	parse func(string) (string, error)
}

// dateWidth is the columns of the input: more than any date takes in words.
const dateWidth = 22

// NewDate makes an empty date. Parse reads what was typed, which is clean and
// not empty, and returns the date as it is kept and shown, such as 14-Mar-2026;
// its error is a sentence for people. It never turns an impossible date into
// another one.
func NewDate(about About, parse func(string) (string, error)) *Date {
	return &Date{Text: *NewText(about, text.Limits{Runes: 40}), parse: parse}
}

// Value is the date as parse gives it, empty while there is none.
func (d *Date) Value() string {
	value, _ := d.read()
	return value
}

// read is the date and what is wrong with it.
func (d *Date) read() (value, problem string) {
	typed := d.Text.Value()
	if typed == "" {
		return "", d.Text.Problem()
	}
	value, err := d.parse(typed)
	if err != nil {
		return "", err.Error()
	}
	return value, ""
}

// Problem is why there is no date in what was typed.
func (d *Date) Problem() string {
	_, problem := d.read()
	return problem
}

// Leave writes the date out as it was understood, so that it can be seen. A text
// that is no date stays as it was typed.
func (d *Date) Leave() {
	d.Text.Leave()
	if value := d.Value(); value != "" {
		d.ed.set(value)
	}
}

// Changed reports that another date, or something that is none, was typed.
func (d *Date) Changed() bool {
	return d.Text.Changed() && (d.Value() == "" || d.Value() != d.initial)
}

// Update edits the text.
func (d *Date) Update(msg tea.Msg) (taken bool) { return d.Text.Update(msg) }

// Draw draws the text and, while it is typed, the date as it is understood.
func (d *Date) Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point) {
	lines, cursor := d.Text.Draw(min(width, dateWidth), focused, th)
	value := text.Show(d.Value())
	if !focused || value == "" || value == d.ed.text {
		return lines, cursor
	}
	understood := "that is " + value
	if dateWidth+2+screen.Width(understood) <= width {
		lines[0] += "  " + th.Text.Render(understood)
		return lines, cursor
	}
	return append(lines, th.Text.Render(screen.Clip(understood, width, ""))), cursor
}
