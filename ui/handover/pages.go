package handover

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
)

// greeting makes sure that whom the questions are for has the keyboard.
type greeting struct{}

func (s *greeting) press(m *Model, name string) tea.Cmd {
	switch name {
	case "y":
		m.show(&item{})
	case "n", "f":
		m.show(&fetch{back: s, notYou: name == "n"})
	case "esc":
		m.Pause()
	}
	return nil
}

func (s *greeting) draw(m *Model, f screen.Frame) []screen.Part {
	w := m.words
	who := w.ForYou
	if m.o.Name != "" && !f.Theme.Masked {
		who = w.ForName.With("name", m.o.Name)
	}
	parts := []screen.Part{
		{Lines: styled(f, f.Theme.Title, who)},
		{Lines: styled(f, f.Theme.Strong, w.IsItYou)},
		options(f, [2]string{"y", w.Yes}, [2]string{"n", w.No}),
	}
	return append(parts, said(f, 2, w.HowItGoes), said(f, 1, w.NobodyYet))
}

func (s *greeting) keys(m *Model) []key.Binding {
	return []key.Binding{screen.Key("y", m.words.KeyYes), screen.Key("n", m.words.KeyNo), screen.Key("f", m.words.KeyFetch), screen.Key("esc", m.words.KeyHide)}
}

// end is the page after the last question.
type end struct{}

func (s *end) press(m *Model, name string) tea.Cmd {
	switch name {
	case "left", "up", "shift+tab":
		for i := len(m.o.Items) - 1; i >= 0; i-- {
			if !m.shut[m.o.Items[i]] {
				m.show(&item{at: i})
				return nil
			}
		}
		m.said = m.words.Put
	case "l":
		if i := m.first(m.later); i >= 0 {
			m.show(&item{at: i})
		}
	case "f":
		m.pause(func(back stage) stage { return &fetch{back: back} })
	case "esc":
		m.Pause()
	}
	return nil
}

// laters is how many questions are left for later.
func (m *Model) laters() int {
	n := 0
	for _, d := range m.o.Items {
		if m.later(d) {
			n++
		}
	}
	return n
}

func (s *end) draw(m *Model, f screen.Frame) []screen.Part {
	w := m.words
	title := w.Last
	if len(m.o.Items) == 0 {
		title = w.NoneAtAll
	}
	head := screen.Part{Lines: styled(f, f.Theme.Title, title), Cursor: &screen.Point{}}
	parts := []screen.Part{head, m.unsaved(f), said(f, 0, w.Thanks)}
	switch n := m.laters(); {
	case n == 1:
		parts = append(parts, said(f, 0, w.LeftOne))
	case n > 1:
		parts = append(parts, said(f, 0, w.LeftOver.With("n", n)))
	}
	return append(parts, said(f, 0, w.WhatNow), said(f, 1, w.NobodyYet))
}

func (s *end) keys(m *Model) []key.Binding {
	keys := []key.Binding{screen.Key("f", m.words.KeyFetch)}
	if m.laters() > 0 {
		keys = append(keys, screen.Key("l", m.words.KeyLeft))
	}
	return append(keys, screen.Key("←", m.all.Key.Back, "left", "up", "shift+tab"), screen.Key("esc", m.words.KeyHide))
}

// cover hides everything while nobody answers.
type cover struct{ back stage }

func (s *cover) press(m *Model, name string) tea.Cmd {
	switch name {
	case "space":
		return m.carryOn(s.back)
	case "f":
		m.show(&fetch{back: s.back})
	}
	return nil
}

func (s *cover) draw(m *Model, f screen.Frame) []screen.Part {
	w := m.words
	return middle(f, []screen.Part{
		{Lines: styled(f, f.Theme.Title, w.TakeYourTime)},
		{Lines: styled(f, f.Theme.Text, w.PressSpace), Cursor: &screen.Point{}},
		m.unsaved(f),
		said(f, 1, w.NobodyYet),
	})
}

func (s *cover) keys(m *Model) []key.Binding {
	return []key.Binding{screen.Key("space", m.words.KeyOn), screen.Key("f", m.words.KeyFetch)}
}

// fetch is the page to turn towards the worker. It shows nothing of the answers.
type fetch struct {
	back   stage
	notYou bool // somebody else has the keyboard
}

func (s *fetch) press(m *Model, name string) tea.Cmd {
	switch name {
	case "space":
		return m.carryOn(s.back)
	case "enter":
		if !m.o.PIN {
			m.show(&locking{back: s})
			return nil
		}
		return takeBack
	}
	return nil
}

func takeBack() tea.Msg { return TakeBack{} }

func (s *fetch) draw(m *Model, f screen.Frame) []screen.Part {
	w := m.words
	title := w.FetchTitle
	if s.notYou {
		title = w.NotYou
	}
	return middle(f, []screen.Part{
		{Lines: styled(f, f.Theme.Title, title)},
		said(f, 2, w.FetchHow),
		{Lines: styled(f, f.Theme.Text, w.FetchSpace), Cursor: &screen.Point{}},
		m.unsaved(f),
		said(f, 1, w.NobodyYet),
		said(f, 0, w.ForWorker),
	})
}

func (s *fetch) keys(m *Model) []key.Binding {
	return []key.Binding{screen.Key("space", m.words.KeyOn), screen.Key("enter", m.words.KeyWorker)}
}

// locking says to a worker without a PIN that the record locks.
type locking struct{ back stage }

func (s *locking) press(m *Model, name string) tea.Cmd {
	switch name {
	case "y":
		return takeBack
	case "esc", "n", "space":
		m.show(s.back)
	}
	return nil
}

func (s *locking) draw(m *Model, f screen.Frame) []screen.Part {
	return []screen.Part{
		{Lines: styled(f, f.Theme.Title, m.words.LockAsk)},
		options(f, [2]string{"y", m.words.KeyLock}, [2]string{"esc", m.words.KeyStay}),
	}
}

func (s *locking) keys(m *Model) []key.Binding {
	return []key.Binding{screen.Key("y", m.words.KeyLock), screen.Key("esc", m.words.KeyStay, "esc", "n", "space")}
}

// leftover asks the worker what to do with what could not be saved.
type leftover struct{}

func (s *leftover) press(m *Model, name string) tea.Cmd {
	if name == "w" && m.box.Flying() == nil && len(m.box.Failed()) > 0 {
		m.leaving = false
		return func() tea.Msg { return Settled{} }
	}
	return nil
}

func (s *leftover) draw(m *Model, f screen.Frame) []screen.Part {
	w := m.words
	return []screen.Part{
		{Lines: styled(f, f.Theme.Title, w.Unsaved)},
		said(f, 0, w.UnsavedHow),
		options(f, [2]string{"r", m.all.Key.TryAgain}, [2]string{"w", w.KeyDrop}),
	}
}

func (s *leftover) keys(m *Model) []key.Binding {
	return []key.Binding{screen.Key("r", m.all.Key.TryAgain), screen.Key("w", m.words.KeyDrop)}
}

// help is the page of all keys of another page.
type help struct {
	back stage
	page *screen.Help
}

func (s *help) press(m *Model, name string) tea.Cmd {
	switch name {
	case "up", "down", "pgup", "pgdown":
		s.page.Update(tea.KeyPressMsg{Code: moves[name]})
	case "f":
		m.show(s.back)
		return m.at.press(m, name)
	case "?", "f1", "esc", "enter", "space":
		m.show(s.back)
	}
	return nil
}

var moves = map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown}

func (s *help) draw(*Model, screen.Frame) []screen.Part { return nil } // see Model.Draw

func (s *help) keys(m *Model) []key.Binding {
	keys := []key.Binding{screen.Key("esc", m.words.KeyClose, "esc", "enter", "space", "?", "f1")}
	if s.page.Scrolls() {
		keys = append(keys, screen.Key("↑/↓", m.all.Key.Move, "up", "down", "pgup", "pgdown"))
	}
	return append(keys, screen.Key("f", m.words.KeyFetch))
}
