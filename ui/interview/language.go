package interview

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/ui/screen"
)

// Speaking says in which language the person reads from now on, so that the screens
// that follow are in it too.
type Speaking struct{ Text *instrument.Text }

// asked puts on an answer in which language the question was read, and how it
// was given. What was answered before and only has another note keeps those.
func (m *Model) asked(d dialog.Domain, a dialog.Answer) dialog.Answer {
	before := m.answer(d)
	a.At = dialog.When{}
	if before.Language != "" && a.State == before.State && a.Rating == before.Rating && a.Help == before.Help && a.Note != before.Note {
		return a
	}
	a.Language, a.Mode = m.tongue.Tag, m.mode()
	return a
}

// readIn is the language in which the latest answer of a draft was asked, where it is
// still there.
func (m *Model) readIn(draft *dialog.Assessment) *instrument.Text {
	tag := draft.ReadIn()
	if i := slices.IndexFunc(m.o.Languages, func(t *instrument.Text) bool { return t.Tag == tag }); i >= 0 && draft.Layout != dialog.Paper {
		return m.o.Languages[i]
	}
	return m.o.Text
}

// languageKey is the key that changes the language, where there is another one.
func (m *Model) languageKey() []key.Binding {
	if len(m.o.Languages) < 2 || m.paper() {
		return nil
	}
	return []key.Binding{screen.Key("o", m.tongue.Words.Key.Language)}
}

// paper reports whether the answers come from a form, which was read in whatever
// language it is printed in.
func (m *Model) paper() bool {
	a := m.assessment()
	return m.o.Paper || a != nil && a.Layout == dialog.Paper
}

// layout is what the answers come from.
func (m *Model) layout() dialog.Layout {
	if m.paper() {
		return dialog.Paper
	}
	return dialog.Interview
}

// chooseLanguage changes to the other language where there are two, and asks which
// where there are more. The place stays what it is.
func (m *Model) chooseLanguage() tea.Cmd {
	switch n := len(m.o.Languages); {
	case n < 2 || m.paper():
		return nil
	case n == 2:
		at := slices.Index(m.o.Languages, m.tongue)
		return m.speak(m.o.Languages[1-max(at, 0)])
	}
	m.show(&tongues{back: m.at})
	return nil
}

// speak changes the language of what the person reads, and says so to the root.
func (m *Model) speak(t *instrument.Text) tea.Cmd {
	m.tongue = t
	m.guard.Turn()
	return func() tea.Msg { return Speaking{Text: t} }
}

// tongues asks for one of several languages, each by its own name.
type tongues struct{ back stage }

// mostTongues is how many there are keys for.
const mostTongues = 9

func (s *tongues) press(m *Model, name string) tea.Cmd {
	n, err := strconv.Atoi(name)
	switch {
	case name == "esc", name == "o":
		m.show(s.back)
	case err == nil && n >= 1 && n <= min(len(m.o.Languages), mostTongues):
		m.show(s.back)
		return m.speak(m.o.Languages[n-1])
	}
	return nil
}

func (s *tongues) draw(m *Model, f screen.Frame) screen.Drawing {
	var pairs [][2]string
	for i, t := range m.o.Languages[:min(len(m.o.Languages), mostTongues)] {
		pairs = append(pairs, [2]string{strconv.Itoa(i + 1), t.Name})
	}
	return m.compose(f, []part{title(f.Theme, f, m.tongue.Words.Language.Which), options(f.Theme, f, pairs...), said(f.Theme, f, 1, m.tongue.Words.Language.Stays)})
}

func (s *tongues) keys(m *Model) []key.Binding {
	w, last := &m.tongue.Words.Key, strconv.Itoa(min(len(m.o.Languages), mostTongues))
	return append([]key.Binding{screen.Key("1-"+last, w.Choose, "1", last), screen.Key("esc", w.Back)}, m.help()...)
}
