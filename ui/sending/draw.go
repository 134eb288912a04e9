package sending

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Draw draws how much is not sent, what was kept back, and in full why the one that
// the cursor is on was.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	lines := []string{f.Theme.Title.Render("Sending to the centre")}
	low := f.Height < roomy
	if !low {
		lines = append(lines, "")
	}
	for _, said := range s.sayings(low && s.list.Len() > 0) {
		lines = append(lines, screen.Wrap(f.Theme.Signs(said), f.Width)...)
	}
	if s.list.Len() == 0 {
		return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &screen.Point{}}
	}
	if !low {
		lines = append(lines, "", f.Theme.Strong.Render("Kept back"))
	}
	why := s.why(f)
	room := max(f.Height-len(lines)-len(why)-1, min(s.list.Len(), 2))
	rows, at := s.list.Draw(f.Width, room, func(p Parked, selected bool, width int) string { return row(p, selected, width, f) })
	cursor := screen.Point{Y: len(lines) + at}
	lines = append(lines, rows...)
	for range room - len(rows) {
		lines = append(lines, "")
	}
	lines = append(append(lines, ""), why...)
	return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &cursor}
}

// roomy is the height from which there is room for more than what was kept back.
const roomy = 14

// sayings are the sentences above the list: where there is little room, only how much
// is not sent.
func (s *Screen) sayings(short bool) []string {
	switch {
	case s.failure != nil:
		return []string{"What is not sent could not be read. " + dialog.ErrorMessage(s.failure)}
	case !s.read:
		return []string{"Looking at what is not sent…"}
	case s.state.Centre == "":
		return []string{s.state.Words(), "", "An administrator sets a centre with the command: alongside push --set url=https://…"}
	}
	if short {
		return []string{s.state.Words()}
	}
	said := []string{s.state.Words() + ". It goes to " + text.Show(s.state.Centre) + "."}
	switch {
	case s.working:
		said = append(said, "Sending…")
	case s.state.Problem != "":
		said = append(said, s.state.Problem)
	case s.state.Waiting > 0:
		said = append(said, "It is sent by itself while the record is open and the centre can be reached.")
	}
	return said
}

// row is one assessment in one line.
func row(p Parked, selected bool, width int, f screen.Frame) string {
	mark := "  "
	if selected {
		mark = f.Theme.Signs("> ")
	}
	done := p.Done.Date().String()
	name := f.Theme.Who(text.Show(p.Name))
	return mark + screen.Pad(name, width-len(mark)-len(done)-2, f.Theme.Glyphs.Ellipsis) + "  " + done
}

// why is the reason of the one that the cursor is on, in as many lines as a third of
// the screen has.
func (s *Screen) why(f screen.Frame) []string {
	current, ok := s.list.Current()
	if !ok {
		return nil
	}
	lines := screen.Wrap(f.Theme.Signs("Why: "+text.Show(current.Why)), f.Width)
	most := max(f.Height/3, 2)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = screen.Clip(lines[most-1]+" "+f.Theme.Glyphs.Ellipsis, f.Width, f.Theme.Glyphs.Ellipsis)
	}
	return lines
}
