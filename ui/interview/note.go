package interview

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/keypress"
	"alongside/ui/screen"
)

// note is the shared note of one item, open for typing. It is saved when nothing
// is typed for a second, and on leaving it.
type note struct {
	domain     dialog.Domain
	input      *field.Note
	keystrokes int
	warned     bool // leaving was asked for while the text cannot be kept
}

const noteRows = 6

func newNote(m *Model, d dialog.Domain) *note {
	n := &note{domain: d, input: field.NewNote(field.About{Label: "The note"}, text.Note, noteRows)}
	n.input.Set(m.answer(d).Note)
	return n
}

// write takes a key or a paste, and reports that the note was left.
func (n *note) write(m *Model, msg tea.Msg) (cmd tea.Cmd, closed bool) {
	if press, ok := msg.(tea.KeyPressMsg); ok && keypress.Name(press.Key()) == "esc" {
		return n.leave(m)
	}
	n.warned = false
	if !n.input.Update(msg) {
		return nil, false
	}
	n.keystrokes++
	to, at := m.mark, n.keystrokes
	return tea.Tick(pauseAfter, func(time.Time) tea.Msg { return pause{to: to, n: at} }), false
}

// leave saves the note and closes it. What cannot be kept stays open with the
// reason, until it is mended or left as it was.
func (n *note) leave(m *Model) (cmd tea.Cmd, closed bool) {
	if n.input.Problem() != "" && !n.warned {
		n.warned = true
		return screen.Say(screen.Warning, m.tongue.Words.Note.LeaveAgain), false
	}
	return n.commitIfOpen(m), true
}

// commitIfOpen saves what was typed, if it can be kept. A nil note has nothing.
func (n *note) commitIfOpen(m *Model) tea.Cmd {
	if n == nil || !n.held(m) || n.input.Problem() != "" {
		return nil
	}
	a := m.answer(n.domain)
	a.Note = n.input.Value()
	return m.put(n.domain, seen(a))
}

// held reports that something was typed which is not on its way to the store.
func (n *note) held(m *Model) bool {
	return n.input.Problem() != "" || n.input.Value() != m.answer(n.domain).Note
}

// parts draw the note with what to know of it.
func (n *note) parts(m *Model, f screen.Frame) []part {
	lines, cursor := n.input.Draw(roomOf(f), true, f.Theme)
	return []part{
		said(f.Theme, f, 0, m.tongue.Words.Note.Readable.With("name", m.callName(f.Theme))),
		{lines: lines, cursor: &cursor, tight: true},
		problem(f, n.input),
	}
}

func (n *note) keys(m *Model) []key.Binding {
	w := &m.tongue.Words.Key
	return []key.Binding{screen.Key("esc", w.CloseNote), screen.Key("enter", w.NewLine), helpTyping(w)}
}

// noteLine is the note as one line of a screen.
func (m *Model) noteLine(a dialog.Answer, f screen.Frame) string {
	th := f.Theme
	if a.Note == "" {
		return th.Key.Render("t") + th.Signs("  "+m.tongue.Words.Note.None.With("name", m.callName(th)))
	}
	first := text.ShowLines(a.Note)[0]
	if first != a.Note {
		first += " " + th.Glyphs.Ellipsis
	}
	return th.Key.Render("t") + "  " + m.tongue.Words.Note.Now.With("words", first)
}
