package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/term"
)

// title is what the window is called. It never says more.
const title = "Alongside"

// View draws the whole screen.
func (m *Model) View() tea.View {
	body, cursor := m.Render()
	v := tea.NewView(screen.Ragged(body))
	v.AltScreen = true
	v.WindowTitle = title
	v.KeyboardEnhancements.ReportEventTypes = true // tells a held key from a second press, where the terminal can
	if cursor != nil {
		v.Cursor = tea.NewCursor(cursor.X, cursor.Y)
		v.Cursor.Blink = false
	}
	return v
}

// Render returns the screen as text with the place of the cursor, nil for none.
func (m *Model) Render() (string, *screen.Point) {
	if m.width == 0 || m.watch.locking {
		return "", nil
	}
	if m.tooSmall() {
		return strings.Join(screen.Wrap(fmt.Sprintf("This window is too small. Please make it at least %d by %d, or use: alongside plain", term.MinWidth, term.MinHeight), m.width), "\n"), nil
	}
	if m.watch.hold != nil || m.watch.cover != nil {
		return m.renderCover()
	}
	head := m.head()
	foot := m.foot(m.height - len(head) - leastBody)
	frame := screen.Frame{Width: m.width, Height: m.height - len(head) - len(foot), Theme: m.theme}
	drawing := m.top().screen.Draw(frame)
	drawing.Body = m.veil(drawing.Body)
	lines := append(append(head, screen.Fit(drawing.Body, frame)), foot...)
	var cursor *screen.Point
	if drawing.Cursor != nil {
		cursor = &screen.Point{X: min(drawing.Cursor.X, m.width-1), Y: min(drawing.Cursor.Y, frame.Height-1) + len(head)}
	}
	return strings.Join(lines, "\n"), cursor
}

// renderCover draws what hides the screen with its keys, and nothing else: no banner and no
// notice.
func (m *Model) renderCover() (string, *screen.Point) {
	frame := screen.Frame{Width: m.width, Height: m.height - 1, Theme: m.theme}
	drawing := m.seen().Draw(frame)
	return screen.Fit(drawing.Body, frame) + "\n" + screen.HelpLine(m.seen().Keys(), m.width, m.theme), drawing.Cursor
}

func (m *Model) tooSmall() bool { return m.width < term.MinWidth || m.height < term.MinHeight }

// head is the line about the person, or the name of the program, with the mark
// of the demo at its right end. It is as many lines as it needs and never more
// than a third of the screen.
func (m *Model) head() []string {
	left := title
	if m.worker.Name != "" && m.handed == nil {
		left += "  " + text.Show(m.worker.Name)
	}
	if who, ok := m.person(); ok {
		left = who.Banner(dialog.DateOf(m.o.Now()))
		if m.theme.Masked {
			left = "Name hidden  ctrl+p shows it"
		}
	}
	mark := ""
	switch {
	case m.o.Demo:
		mark = " DEMO: made-up people "
		if m.width < 70 || screen.Width(left)+screen.Width(mark) > m.width {
			mark = " DEMO "
		}
	case m.open != nil && m.open.ReadOnly():
		mark = " VIEW ONLY "
	}
	room := m.width - screen.Width(mark)
	var lines []string
	for i, line := range bannerLines(left, room) {
		line = screen.Pad(line, room, m.theme.Glyphs.Ellipsis)
		styled := m.theme.Banner.Render(line)
		if i == 0 {
			styled += m.theme.Demo.Render(mark)
		}
		lines = append(lines, styled)
	}
	return lines[:min(len(lines), max(1, m.height/3))]
}

// bannerLines breaks the line about a person only between its parts, which stand
// two spaces apart, so that a number or a date is never torn.
func bannerLines(s string, width int) []string {
	var lines []string
	for _, part := range strings.Split(s, "  ") {
		if n := len(lines); n > 0 && screen.Width(lines[n-1])+2+screen.Width(part) <= width {
			lines[n-1] += "  " + part
			continue
		}
		lines = append(lines, part)
	}
	return lines
}

// leastBody is how many lines every screen can be used in. Who the record is about
// takes three more in a narrow window, and a notice and the keys one each.
const leastBody = 8

// foot is the notice and the line of the keys, in at most so many lines.
func (m *Model) foot(most int) []string {
	notice := m.notice.Text
	if word := m.notice.Kind.String(); word != "" && notice != "" {
		notice = word + ": " + notice
	}
	style := m.theme.Text
	switch m.notice.Kind {
	case screen.Saved:
		style = m.theme.Saved
	case screen.Warning:
		style = m.theme.Warning
	case screen.Failure:
		style = m.theme.Failure
	}
	lines := []string{""}
	if notice != "" {
		lines = screen.Wrap(m.theme.Signs(notice), m.width)
		lines = lines[:min(len(lines), 3, max(most-1, 1))]
		for i := range lines {
			lines[i] = style.Render(lines[i])
		}
	}
	return append(lines, screen.HelpLine(m.top().screen.Keys(), m.width, m.theme))
}
