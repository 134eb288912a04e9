package interview

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/keypress"
	"alongside/ui/screen"
)

// finish ends the assessment. It asks first when something is not rated, and
// waits until everything is on the disk.
func (m *Model) finish() tea.Cmd {
	all := m.answers()
	switch {
	case all.Count(dialog.NotSeen) == dialog.DomainCount:
		return screen.Say(screen.Info, m.tongue.Words.Review.NothingAnswered)
	case len(m.box.Failed()) > 0:
		return screen.Say(screen.Warning, m.tongue.Words.Review.Unsaved)
	case !m.box.Empty():
		m.finishing = true
		return nil
	case all.Count(dialog.Rated) < dialog.DomainCount:
		m.show(newIncomplete(m.at))
		return nil
	}
	return m.post(jobFinish, &dialog.AssessmentFinished{Assessment: m.id})
}

// incomplete asks whether to finish although something is not rated, and takes a
// word about why.
type incomplete struct {
	back   stage
	input  *field.Text
	writes bool // the field has the focus
}

func newIncomplete(back stage) *incomplete {
	return &incomplete{back: back, input: field.NewText(field.About{Label: "The reason"}, text.Line)}
}

func (s *incomplete) press(m *Model, name string) tea.Cmd {
	switch name {
	case "f":
		return m.post(jobFinish, &dialog.AssessmentFinished{Assessment: m.id, Reason: s.input.Value()})
	case "w":
		s.writes = true
	case "esc":
		m.show(s.back)
	}
	return nil
}

func (s *incomplete) typing() bool { return s.writes }

func (s *incomplete) write(m *Model, msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keypress.Name(press.Key()) {
		case "esc":
			s.input.Set("")
			s.writes = false
			m.guard.Turn()
			return nil
		case "enter":
			s.writes = s.input.Problem() != ""
			m.guard.Turn()
			return nil
		}
	}
	s.input.Update(msg)
	return nil
}

func (s *incomplete) draw(m *Model, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &m.tongue.Words.Unfinished
	lines, cursor := s.input.Draw(roomOf(f), s.writes, th)
	parts := []part{
		title(th, f, w.Title),
		m.failed(f),
		strong(th, f, counts(m.answers(), m.layout(), m.tongue)+"."),
	}
	choices := options(th, f, [2]string{"f", w.Finish}, [2]string{"w", w.AddWhy}, [2]string{"esc", w.Back})
	if s.writes {
		return m.compose(f, append(parts, said(th, f, 0, w.AskWhy), part{lines: lines, cursor: &cursor, tight: true}, problem(f, s.input)))
	}
	if s.input.Value() != "" {
		parts = append(parts, said(th, f, 1, w.Why.With("words", text.Show(s.input.Value()))))
	}
	parts = append(parts, choices, said(th, f, 2, w.Stays))
	return m.compose(f, parts)
}

func (s *incomplete) keys(m *Model) []key.Binding {
	w := &m.tongue.Words.Key
	if s.writes {
		return []key.Binding{screen.Key("enter", w.GoOn), screen.Key("esc", w.NoReason), helpTyping(w)}
	}
	return append([]key.Binding{screen.Key("f", w.Finish), screen.Key("w", w.AddWhy), screen.Key("esc", w.Back)}, m.help()...)
}

// leaving asks what to do when the screen is to be left while something is not
// saved. It leaves by itself once everything is.
type leaving struct{ back stage }

func (s *leaving) press(m *Model, name string) tea.Cmd {
	switch name {
	case "esc":
		m.show(s.back)
	case "w":
		if len(m.box.Failed()) > 0 {
			return tea.Sequence(screen.GoBack, screen.Say(screen.Warning, "What was not saved is lost. Everything before it is saved."))
		}
	}
	return nil
}

func (s *leaving) arrived(m *Model, _ job, _ dialog.Committed) tea.Cmd {
	if !m.box.Empty() {
		return nil
	}
	return m.leave()
}

func (s *leaving) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	if m.failure() == "" {
		return compose(f, []part{
			title(th, f, "Saving…"),
			said(th, f, 0, "The last answer is on its way to the disk. This screen closes as soon as it is there."),
			options(th, f, [2]string{"esc", "stay here"}),
		})
	}
	return compose(f, []part{
		title(th, f, "Something is not saved"),
		m.failed(f),
		options(th, f,
			[2]string{"r", "try again, then leave"},
			[2]string{"esc", "stay here"},
			[2]string{"w", "leave without it: what is not saved is lost"}),
	})
}

func (s *leaving) keys(m *Model) []key.Binding {
	keys := []key.Binding{screen.Key("esc", "stay here")}
	if len(m.box.Failed()) > 0 {
		keys = append(keys, screen.Key("w", "leave without it"))
	}
	return keys
}
