package interview

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// item is one question of the interview with its answer.
type item struct {
	at         int   // the place in the order, from 0
	fromReview bool  // Enter returns to the review
	sure       bool  // "does not apply" was pressed once where everyone is asked
	note       *note // open, or nil
}

func (s *item) domain(m *Model) dialog.Domain { return m.order()[s.at] }

func (s *item) typing() bool { return s.note != nil }

func (s *item) write(m *Model, msg tea.Msg) tea.Cmd {
	cmd, closed := s.note.write(m, msg)
	if closed {
		s.note = nil
	}
	return cmd
}

func (s *item) held(m *Model) bool      { return s.note != nil && s.note.held(m) }
func (s *item) commit(m *Model) tea.Cmd { return s.note.commitIfOpen(m) }
func (s *item) paused(n int) bool       { return s.note != nil && s.note.keystrokes == n }
func (s *item) answer(m *Model) (dialog.Domain, dialog.Answer) {
	d := s.domain(m)
	return d, m.answer(d)
}

func (s *item) press(m *Model, name string) tea.Cmd {
	sure := s.sure
	s.sure = false
	switch name {
	case "1", "2", "3", "4", "5", "6", "7":
		n, _ := strconv.Atoi(name)
		return s.rate(m, n)
	case "8", "9", "0":
		return screen.Say(screen.Info, m.tongue.Words.Item.Limits)
	case "y":
		return s.help(m, dialog.HelpWanted)
	case "n":
		return s.help(m, dialog.HelpNot)
	case "d":
		return s.state(m, dialog.Declined)
	case "x":
		return s.notApplicable(m, sure)
	case "l":
		return s.state(m, dialog.Later)
	case "backspace":
		return s.takeBack(m)
	case "t":
		s.note = newNote(m, s.domain(m))
		return nil
	case "o":
		return m.chooseLanguage()
	case "h":
		return s.handOver(m)
	case "w":
		asked := ShowPresent{Record: m.record, Assessment: m.id}
		return func() tea.Msg { return asked }
	}
	return s.move(m, name)
}

// move takes the keys that lead to another item or away.
func (s *item) move(m *Model, name string) tea.Cmd {
	switch name {
	case "enter":
		return s.onward(m, s.fromReview)
	case "right", "tab":
		return s.onward(m, false)
	case "left", "shift+tab":
		return s.backward(m)
	case "v":
		return tea.Batch(s.movedOn(m), s.toReview(m))
	case "esc":
		return m.leave()
	}
	return nil
}

func (s *item) rate(m *Model, n int) tea.Cmd {
	d, a := s.answer(m)
	a.State, a.Rating = dialog.Rated, n
	return m.put(d, a)
}

// state records why there is no rating. Help and note stay as they are.
func (s *item) state(m *Model, state dialog.State) tea.Cmd {
	d, a := s.answer(m)
	a.State, a.Rating = state, 0
	return m.put(d, a)
}

// help records the answer to the help question. An item that has nothing else
// yet is then one that was seen and left for later.
func (s *item) help(m *Model, h dialog.Help) tea.Cmd {
	d, a := s.answer(m)
	a.Help = h
	return m.put(d, seen(a))
}

// seen makes an item that was not seen one that was left for later.
func seen(a dialog.Answer) dialog.Answer {
	if a.State == dialog.NotSeen {
		a.State = dialog.Later
	}
	return a
}

// notApplicable records that the question does not apply, where everyone is asked
// only at the second press.
func (s *item) notApplicable(m *Model, sure bool) tea.Cmd {
	d, a := s.answer(m)
	if d.AskedOfEveryone() && !sure && a.State != dialog.NotApplicable {
		s.sure = true
		return screen.Say(screen.Info, m.tongue.Words.Item.AskedOfEveryone)
	}
	return s.state(m, dialog.NotApplicable)
}

// takeBack takes back the answer to the help question, or else the rating or what
// stands in its place. The journal keeps both.
func (s *item) takeBack(m *Model) tea.Cmd {
	d, a := s.answer(m)
	return m.takeBack(d, a)
}

// takeBack is shared by the item and the grid.
func (m *Model) takeBack(d dialog.Domain, a dialog.Answer) tea.Cmd {
	switch {
	case a.Help != dialog.HelpNotAsked:
		a.Help = dialog.HelpNotAsked
		return tea.Batch(m.put(d, a), screen.Say(screen.Info, m.tongue.Words.Item.HelpTakenBack))
	case a.State == dialog.Rated || a.State == dialog.Declined || a.State == dialog.NotApplicable:
		a.State, a.Rating = dialog.Later, 0
		return tea.Batch(m.put(d, a), screen.Say(screen.Info, m.tongue.Words.Item.TakenBack))
	}
	return screen.Say(screen.Info, m.tongue.Words.Item.NothingToTakeBack)
}

// movedOn records an item that was shown and not answered as left for later, so
// that "not seen" means what it says.
func (s *item) movedOn(m *Model) tea.Cmd {
	d, a := s.answer(m)
	if a.State != dialog.NotSeen {
		return nil
	}
	return m.put(d, seen(a))
}

// onward goes to the next item, or to the review after the last one.
func (s *item) onward(m *Model, review bool) tea.Cmd {
	cmd := s.movedOn(m)
	if review || s.at == dialog.DomainCount-1 {
		return tea.Batch(cmd, s.toReview(m))
	}
	s.at++
	s.fromReview = false
	return cmd
}

func (s *item) backward(m *Model) tea.Cmd {
	if s.at == 0 {
		return screen.Say(screen.Info, m.tongue.Words.Item.First)
	}
	cmd := s.movedOn(m)
	s.at--
	s.fromReview = false
	return cmd
}

func (s *item) toReview(m *Model) tea.Cmd {
	m.show(newReview(m))
	return nil
}

func (s *item) keys(m *Model) []key.Binding {
	if s.note != nil {
		return s.note.keys(m)
	}
	w := &m.tongue.Words.Key
	next := w.Next
	if s.fromReview {
		next = w.ToReview
	}
	keys := []key.Binding{
		screen.Key("1-7", w.Rate, "1", "2", "3", "4", "5", "6", "7"),
		screen.Key("y/n", w.MoreHelp, "y", "n"),
		screen.Key("enter", next),
	}
	keys = append(append(keys, m.languageKey()...), // early, so that the line at the bottom has it
		screen.Key("d", w.Declined),
		screen.Key("v", w.Review),
		screen.Key("h", w.HandOver),
		screen.Key("esc", w.Leave),
		screen.Key("←/→", w.Move, "left", "right", "tab", "shift+tab"),
		screen.Key("x", w.NotApplicable), screen.Key("l", w.Later),
		screen.Key("t", w.Note), screen.Key("w", w.WhoElse),
		screen.Key("backspace", w.TakeBack))
	return append(keys, m.help()...)
}
