package interview

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/outbox"
	"alongside/ui/screen"
)

// grid takes what is on a paper form, all items in view and in the form's order.
// An answer takes the cursor to the next row. The help answer that may follow
// belongs to the row just answered, as it does on paper; after an arrow key it
// belongs to the row of the cursor.
type grid struct {
	at   int   // the row of the cursor, or endRow
	last int   // the row just answered, -1 after the cursor was moved
	note *note // open, or nil
}

func newGrid(m *Model) *grid {
	s := &grid{at: endRow, last: -1}
	if open := m.assessment().NextOpen(); open != dialog.NoDomain {
		s.at = m.position(open)
	}
	return s
}

// target is the row that help, note and taking back are about.
func (s *grid) target() int {
	if s.last >= 0 {
		return s.last
	}
	return s.at
}

func (s *grid) typing() bool { return s.note != nil }

func (s *grid) write(m *Model, msg tea.Msg) tea.Cmd {
	cmd, closed := s.note.write(m, msg)
	if closed {
		s.note = nil
	}
	return cmd
}

func (s *grid) held(m *Model) bool      { return s.note != nil && s.note.held(m) }
func (s *grid) commit(m *Model) tea.Cmd { return s.note.commitIfOpen(m) }
func (s *grid) paused(n int) bool       { return s.note != nil && s.note.keystrokes == n }

func (s *grid) press(m *Model, name string) tea.Cmd {
	switch name {
	case "1", "2", "3", "4", "5", "6", "7":
		n, _ := strconv.Atoi(name)
		return s.answer(m, dialog.Rated, n)
	case "8", "9", "0":
		return screen.Say(screen.Info, "The scale goes from 1 to 7.")
	case "d":
		return s.answer(m, dialog.Declined, 0)
	case "x":
		return s.answer(m, dialog.NotApplicable, 0)
	case "l":
		return s.answer(m, dialog.Later, 0)
	case "y":
		return s.help(m, dialog.HelpWanted)
	case "n":
		return s.help(m, dialog.HelpNot)
	case "backspace":
		return s.takeBack(m)
	case "t":
		if s.target() == endRow {
			return s.atEnd()
		}
		s.note = newNote(m, m.order()[s.target()])
	case "f":
		return m.finish()
	case "esc":
		return m.leave()
	default:
		s.move(name)
	}
	return nil
}

func (s *grid) move(name string) {
	switch name {
	case "up", "left", "shift+tab":
		s.at = max(s.at-1, 0)
	case "down", "right", "enter", "tab":
		s.at = min(s.at+1, endRow)
	case "home":
		s.at = 0
	case "end":
		s.at = endRow
	default:
		return
	}
	s.last = -1
}

func (s *grid) atEnd() tea.Cmd {
	return screen.Say(screen.Info, "This is the end of the form. Go up to change a row, or press f to finish.")
}

// answer records the row of the cursor and goes to the next one.
func (s *grid) answer(m *Model, state dialog.State, rating int) tea.Cmd {
	if s.at == endRow {
		return s.atEnd()
	}
	d := m.order()[s.at]
	a := m.answer(d)
	a.State, a.Rating = state, rating
	s.last = s.at
	s.at++
	return m.put(d, a)
}

func (s *grid) help(m *Model, h dialog.Help) tea.Cmd {
	if s.target() == endRow {
		return s.atEnd()
	}
	d := m.order()[s.target()]
	a := m.answer(d)
	a.Help = h
	return m.put(d, seen(a))
}

// takeBack takes back what was typed last and returns to its row.
func (s *grid) takeBack(m *Model) tea.Cmd {
	if s.target() == endRow {
		return s.atEnd()
	}
	s.at = s.target()
	s.last = -1
	d := m.order()[s.at]
	return m.takeBack(d, m.answer(d))
}

func (s *grid) draw(m *Model, f screen.Frame) screen.Drawing {
	if s.note != nil {
		return compose(f, s.noteParts(m, f))
	}
	head := s.head(m, f)
	all := m.answers()
	var lines []string
	focus := s.at
	for i, d := range m.order() {
		lines = append(lines, s.row(m, i, d, all.Get(d), f))
	}
	if s.at == endRow || f.Height > len(head)+len(lines) {
		lines = append(lines, pointed(f.Theme, "f  Finish", s.at == endRow))
	}
	room := f.Height - len(head) - len(lines)
	if sums := m.sums(all, f); room >= len(sums) {
		lines = append(lines, sums...)
	}
	return m.listed(f, head, lines, focus)
}

// head is the line over the rows. Where the rows need all the room it gives way,
// but what is not saved is always said.
func (s *grid) head(m *Model, f screen.Frame) []string {
	lines := m.failed(f).lines
	if f.Height < dialog.DomainCount+2+len(lines) {
		return lines
	}
	a := m.assessment()
	left := "Paper form, done " + a.DoneAt.String() + ", " + completionWords(a.Completion, m.o.Text)
	right := fmt.Sprintf("%d of %d", dialog.DomainCount-len(m.answers().Unsettled()), dialog.DomainCount)
	return append([]string{f.Theme.Title.Render(apart(screen.Clip(left, f.Width-len(right)-1, f.Theme.Glyphs.Ellipsis), right, f.Width))}, lines...)
}

func (s *grid) row(m *Model, i int, d dialog.Domain, a dialog.Answer, f screen.Frame) string {
	th := f.Theme
	name := screen.PadLeft(strconv.Itoa(i+1), 2, "") + " " + screen.Pad(m.o.Text.Short(d), 19, "")
	status := m.status(answerJob(d), a.Seen(), th)
	if f.Width < narrow {
		return pointed(th, name+screen.Pad(shortState(a, th.Glyphs.Dot), 8, ""), i == s.at) +
			screen.Pad(s.helpCell(i, a, "help:y", "help:n", "y or n"), 7, "") + shortStatus(m.box.ProgressOf(answerJob(d)), a, th.Glyphs.Tick, th.Glyphs.Cross)
	}
	words := stateOn(a, dialog.Paper, m.o.Text)
	if a.State == dialog.NotSeen {
		words = th.Glyphs.Dot
	}
	cells := []string{
		pointed(th, name+"  "+screen.Pad(words, 23, ""), i == s.at),
		screen.Pad(s.helpCell(i, a, "help: yes", "help: no", "help: y or n"), 12, ""),
		screen.Pad(m.noteWord(a), 5, ""), status,
	}
	return strings.Join(cells, " ")
}

// helpCell is the help answer of a row, and which keys give it where it may be
// given now.
func (s *grid) helpCell(i int, a dialog.Answer, yes, no, keys string) string {
	switch {
	case a.Help == dialog.HelpWanted:
		return yes
	case a.Help == dialog.HelpNot:
		return no
	case i == s.target() && a.Seen():
		return keys
	}
	return ""
}

// shortState is an answer in eight columns.
func shortState(a dialog.Answer, none string) string {
	switch a.State {
	case dialog.Rated:
		return strconv.Itoa(a.Rating)
	case dialog.Declined:
		return "declined"
	case dialog.NotApplicable:
		return "n/a"
	case dialog.Later:
		return "blank"
	}
	return none
}

func shortStatus(p outbox.Progress, a dialog.Answer, tick, cross string) string {
	switch {
	case p == outbox.NotStored:
		return cross
	case p == outbox.Settled && a.Seen():
		return tick
	}
	return ""
}

func (s *grid) noteParts(m *Model, f screen.Frame) []part {
	d := s.note.domain
	a := m.answer(d)
	head := apart(f.Theme.Title.Render(m.o.Text.Short(d)+", note"), m.status(answerJob(d), a.Seen(), f.Theme), roomOf(f))
	return append([]part{{lines: []string{head}}, m.failed(f)}, s.note.parts(m, f)...)
}

func (s *grid) keys(m *Model) []key.Binding {
	if s.note != nil {
		return s.note.keys(m)
	}
	return []key.Binding{
		screen.Key("1-7", "rate", "1", "2", "3", "4", "5", "6", "7"), screen.Key("y/n", "more help", "y", "n"),
		screen.Key("↑/↓", "move", "up", "down"), screen.Key("f", "finish"),
		screen.Key("d", "declined"), screen.Key("x", "not applicable"), screen.Key("l", "left blank"),
		screen.Key("t", "note"), screen.Key("backspace", "take back"), screen.Key("esc", "leave"),
	}
}
