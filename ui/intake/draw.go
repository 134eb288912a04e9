package intake

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The smallest frame that is drawn in.
const smallestWidth, smallestHeight = 34, 8

// titles head each step.
var titles = map[step]string{
	choosing: "Take in a file of another program", mapping: "What is in each column?", looking: "What would be taken in",
	checking: "Is it the right file?", matching: "Who is who?", asking: "Take it in?",
}

// Draw draws the step.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	if f.Width < smallestWidth || f.Height < smallestHeight {
		said := screen.Wrap("Please make this window larger. Taking in a file needs at least 34 columns and 12 lines.", f.Width)
		return screen.Drawing{Body: screen.Fit(strings.Join(said, "\n"), f), Cursor: &screen.Point{}}
	}
	head := []string{f.Theme.Title.Render(screen.Clip(titles[s.step], f.Width, f.Theme.Glyphs.Ellipsis))}
	switch {
	case s.wait != "":
		return s.page(f, head, []string{f.Theme.Signs(s.wait)})
	case s.fail != nil:
		head = append(head, styledLines(f, f.Theme.Failure.Render, dialog.ErrorMessage(s.fail))...)
	}
	rest := screen.Frame{Width: f.Width, Height: f.Height - len(head), Theme: f.Theme}
	switch s.step {
	case choosing:
		if rest.Height > 3 {
			head = append(head, "")
			rest.Height--
		}
		return screen.Stack(head, s.form.Draw(rest))
	case mapping:
		return s.drawColumns(f, head)
	case matching:
		return s.drawClients(f, head)
	case looking:
		return s.page(f, head, s.lookingLines(f.Theme))
	case checking:
		return s.page(f, head, s.checkingLines())
	default:
		return s.page(f, head, s.askingLines())
	}
}

func styledLines(f screen.Frame, style func(string) string, said string) []string {
	var lines []string
	for _, line := range screen.Wrap(said, f.Width) {
		lines = append(lines, style(line))
	}
	return lines
}

// page draws sentences, from the line on that was scrolled to.
func (s *Screen) page(f screen.Frame, head, said []string) screen.Drawing {
	var lines []string
	for _, sentence := range said {
		lines = append(lines, screen.Wrap(f.Theme.Signs(sentence), f.Width)...)
	}
	room := max(f.Height-len(head), 1)
	s.most = max(len(lines)-room, 0)
	top := min(s.top, s.most)
	shown := append([]string{}, lines[top:min(top+room, len(lines))]...)
	if below := len(lines) - top - len(shown); below > 0 && len(shown) > 1 {
		shown[len(shown)-1] = f.Theme.Quiet.Render(screen.Clip(fmt.Sprintf("(%d more lines below)", below+1), f.Width, ""))
	}
	body := strings.Join(append(append([]string{}, head...), shown...), "\n")
	return screen.Drawing{Body: screen.Fit(body, f), Cursor: &screen.Point{Y: min(len(head), f.Height-1)}}
}

// drawColumns draws each column with what it is taken for and its first cell.
func (s *Screen) drawColumns(f screen.Frame, head []string) screen.Drawing {
	c, dots := s.columns, f.Theme.Glyphs.Ellipsis
	head = append(head, f.Theme.Quiet.Render(screen.Clip(c.sheet.Says(), f.Width, dots)), "")
	name, taken := max(f.Width*3/10, 8), max(f.Width*3/10, 8)
	room := max(f.Height-len(head), 1)
	rows, at := c.list.Draw(f.Width, room, func(column int, selected bool, width int) string {
		field := "not taken"
		if of := c.mapping.Of(column); of != "" {
			field = of.Words()
		}
		line := pointer(selected, f.Theme) + screen.Pad(c.sheet.Name(column), name-2, dots) + "  " + screen.Pad(field, taken-2, dots) + "  "
		line += screen.Clip(f.Theme.Who(c.sheet.Shown(0, column)), max(width-screen.Width(line), 0), dots)
		return row(line, selected, width, f.Theme)
	})
	return drawn(f, head, rows, at)
}

func pointer(selected bool, th *theme.Theme) string {
	if selected {
		return th.Glyphs.Pointer + " "
	}
	return "  "
}

func row(line string, selected bool, width int, th *theme.Theme) string {
	line = screen.Pad(line, width, th.Glyphs.Ellipsis)
	if selected {
		return th.Selected.Render(line)
	}
	return line
}

func drawn(f screen.Frame, head, rows []string, at int) screen.Drawing {
	body := strings.Join(append(append([]string{}, head...), rows...), "\n")
	return screen.Drawing{Body: screen.Fit(body, f), Cursor: &screen.Point{Y: min(max(len(head)+at, 0), f.Height-1)}}
}

// drawClients draws the people of a history, and below them whom the one that the
// cursor is on may be.
func (s *Screen) drawClients(f screen.Frame, head []string) screen.Drawing {
	c, dots := s.clients, f.Theme.Glyphs.Ellipsis
	i, _ := c.list.Current()
	detail := s.detail(i, f)
	room := max(f.Height-len(head)-len(detail)-1, 2)
	rows, at := c.list.Draw(f.Width, room, func(i int, selected bool, width int) string {
		client := &c.history.Clients[i]
		line := pointer(selected, f.Theme) + fmt.Sprintf("%d  ", i+1) + screen.Pad(f.Theme.Who(client.Name()), max(width*4/10, 10), dots) + "  "
		line += screen.Clip(s.said(i, f.Theme), max(width-screen.Width(line), 0), dots)
		return row(line, selected, width, f.Theme)
	})
	rows = append(rows, "")
	return drawn(f, head, append(rows, detail...), at)
}

// said is what was said about a client.
func (s *Screen) said(i int, th *theme.Theme) string {
	choice := s.clients.choices[i]
	switch {
	case choice.Add:
		return "nobody yet: is added"
	case choice.Leave:
		return "is left out"
	case !choice.Person.IsZero():
		for k := range s.clients.likely[i] {
			if p := &s.clients.likely[i][k].Person; p.ID == choice.Person {
				return "is " + th.Who(p.ListName()) + ", " + th.Who(born(p))
			}
		}
	}
	return "who is it?"
}

func born(p *dialog.Person) string { return "born " + p.BirthDate.String() }

// detail says what the file has of a client, and whom they may be.
func (s *Screen) detail(i int, f screen.Frame) []string {
	c := s.clients
	client := &c.history.Clients[i]
	said := []string{fmt.Sprintf("Number %d: %s, %s.", i+1, counted(len(client.Past), "DIALOG", "DIALOGs"), span(client.Past))}
	switch {
	case !client.Named():
		said = append(said, "The file does not say who it is. It is left out.")
	case len(c.likely[i]) == 0:
		said = append(said, "Nobody on your caseload has a name like that. n adds them, x leaves them out.")
	}
	for n, p := range c.likely[i] {
		if n == 9 || n >= max(f.Height/3, 2) {
			break
		}
		said = append(said, fmt.Sprintf("%d  %s, %s, NHS No. %s", n+1, f.Theme.Who(p.Person.ListName()), f.Theme.Who(born(&p.Person)), f.Theme.Who(p.Person.NHSNumber.String())))
	}
	var lines []string
	for _, sentence := range said {
		lines = append(lines, screen.Wrap(sentence, f.Width)...)
	}
	return lines
}

func span(past []intake.Past) string {
	first, last := past[0].At.Date(), past[len(past)-1].At.Date()
	if first == last {
		return first.String()
	}
	return first.String() + " to " + last.String()
}
