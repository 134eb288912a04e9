package handover

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// item is one question.
type item struct {
	at   int  // its place among the items
	sure bool // "does not apply" was pressed once where everyone is asked
}

func (s *item) domain(m *Model) dialog.Domain { return m.o.Items[s.at] }

func (s *item) press(m *Model, name string) tea.Cmd {
	d, sure := s.domain(m), s.sure
	s.sure = false
	switch name {
	case "1", "2", "3", "4", "5", "6", "7":
		n, _ := strconv.Atoi(name)
		return m.rate(d, dialog.Rated, n)
	case "8", "9", "0":
		m.said = m.all.Item.Limits
	case "y":
		return m.wish(d, dialog.HelpWanted)
	case "n":
		return m.wish(d, dialog.HelpNot)
	case "d":
		return m.rate(d, dialog.Declined, 0)
	case "x":
		return s.notApplicable(m, sure)
	case "l":
		return m.rate(d, dialog.Later, 0)
	case "backspace":
		return s.takeBack(m)
	}
	return s.move(m, name)
}

// move takes the keys that lead to another page.
func (s *item) move(m *Model, name string) tea.Cmd {
	switch name {
	case "enter", "right", "down", "tab":
		return s.onward(m)
	case "left", "up", "shift+tab":
		return s.backward(m)
	case "esc":
		cmd := s.movedOn(m)
		m.Pause()
		return cmd
	case "f":
		cmd := s.movedOn(m)
		m.pause(func(back stage) stage { return &fetch{back: back} })
		return cmd
	}
	return nil
}

// notApplicable records that the question does not apply, where everyone is asked
// only at the second press.
func (s *item) notApplicable(m *Model, sure bool) tea.Cmd {
	d := s.domain(m)
	if d.AskedOfEveryone() && !sure && m.given[d].State != dialog.NotApplicable {
		s.sure = true
		m.said = m.all.Item.AskedOfEveryone
		return nil
	}
	return m.rate(d, dialog.NotApplicable, 0)
}

// takeBack takes back the answer to the help question, or else the rating or what
// stands in its place. The journal keeps both.
func (s *item) takeBack(m *Model) tea.Cmd {
	d := s.domain(m)
	g := m.given[d]
	m.said = m.words.TakenBack
	switch {
	case g.Help != dialog.HelpNotAsked:
		return m.wish(d, dialog.HelpNotAsked)
	case g.State != dialog.NotSeen && g.State != dialog.Later:
		return m.rate(d, dialog.Later, 0)
	}
	m.said = m.all.Item.NothingToTakeBack
	return nil
}

// movedOn records a question that was shown and not answered as left for later, so
// that "not seen" means what it says.
func (s *item) movedOn(m *Model) tea.Cmd {
	if d := s.domain(m); m.given[d].State == dialog.NotSeen && !m.seen[d] {
		return m.rate(d, dialog.Later, 0)
	}
	return nil
}

// onward goes to the next question that is not put away, or to the end.
func (s *item) onward(m *Model) tea.Cmd {
	cmd := s.movedOn(m)
	for i := s.at + 1; i < len(m.o.Items); i++ {
		if !m.shut[m.o.Items[i]] {
			s.at = i
			return cmd
		}
	}
	m.show(&end{})
	return cmd
}

func (s *item) backward(m *Model) tea.Cmd {
	for i := s.at - 1; i >= 0; i-- {
		if !m.shut[m.o.Items[i]] {
			cmd := s.movedOn(m)
			s.at = i
			return cmd
		}
	}
	m.said = m.all.Item.First
	if s.at > 0 {
		m.said = m.words.Put
	}
	return nil
}

func (s *item) keys(m *Model) []key.Binding {
	w := m.words
	return []key.Binding{
		screen.Key("1-7", m.all.Key.Choose, "1", "2", "3", "4", "5", "6", "7"),
		screen.Key("f", w.KeyFetch),
		screen.Key("enter", m.all.Key.Next),
		screen.Key("y/n", m.all.Key.MoreHelp, "y", "n"),
		screen.Key("d", w.KeyDecline),
		screen.Key("esc", w.KeyHide),
		screen.Key("←", m.all.Key.Back, "left", "up", "shift+tab"),
		screen.Key("→", m.all.Key.Next, "right", "down", "tab"),
		screen.Key("x", m.all.Key.NotApplicable), screen.Key("l", m.all.Key.Later),
		screen.Key("backspace", m.all.Key.TakeBack),
	}
}
