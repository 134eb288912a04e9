package interview

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/keypress"
	"alongside/ui/screen"
)

// resume says which assessment is unfinished and offers to go on with it, to view
// it, or to close it as incomplete.
type resume struct{}

func (s *resume) press(m *Model, name string) tea.Cmd {
	draft := m.record.Draft()
	if draft == nil {
		return screen.GoBack
	}
	m.id = draft.ID
	switch name {
	case "1":
		if draft.Stale(dialog.DateOf(m.o.Now()), m.o.Rules) {
			return screen.Say(screen.Info, "It was left too long ago to go on with. It can be viewed, or closed as incomplete.")
		}
		m.show(&identity{resuming: true})
	case "2":
		m.show(&viewing{back: s, view: NewView(ViewOptions{Record: m.record, Assessment: draft.ID, Text: m.o.Text})})
	case "3":
		m.show(newClosing(s))
	case "g":
		if len(m.aloneMarks()) > 0 {
			m.show(&guidance{back: s})
		}
	case "esc":
		return screen.GoBack
	}
	return nil
}

func (s *resume) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	draft := m.record.Draft()
	if draft == nil {
		return compose(f, []part{title(th, f, "There is no unfinished DIALOG any more.")})
	}
	today := dialog.DateOf(m.o.Now())
	parts := []part{title(th, f, "An unfinished DIALOG with "+m.callName(th))}
	parts = append(append(parts, m.alone(f)...), said(th, f, 0, fromWhen(draft, today)))
	done := dialog.DomainCount - len(draft.Answers.Unsettled())
	far := said(th, f, 0, fmt.Sprintf("%d of %d items are settled.", done, dialog.DomainCount))
	far.tight = true
	parts = append(parts, far)
	view, shut := [2]string{"2", "view what was answered"}, [2]string{"3", "close it as incomplete, with a reason"}
	if draft.Stale(today, m.o.Rules) {
		why := fmt.Sprintf("It was begun more than %d days ago. Answers given so far apart are not one view, so it cannot be gone on with.", m.o.Rules.DraftDays)
		return compose(f, append(parts, said(th, f, 1, why), options(th, f, view, shut)))
	}
	return compose(f, append(parts, options(th, f, [2]string{"1", "resume at " + m.whereNext(draft)}, view, shut)))
}

// fromWhen says when a draft was begun, and how.
func fromWhen(a *dialog.Assessment, today dialog.Date) string {
	switch {
	case a.Layout == dialog.Paper:
		return "From a paper form completed on " + a.DoneAt.String() + "."
	case a.DoneAt.Date() == today:
		return "Started today, " + a.DoneAt.String() + "."
	}
	return "Started on an earlier day: " + a.DoneAt.String() + ". Each answer keeps its date."
}

// whereNext names the place at which a draft is resumed.
func (m *Model) whereNext(a *dialog.Assessment) string {
	if m.record.ReviewFirst(a, dialog.DateOf(m.o.Now())) {
		return "what was agreed before"
	}
	open := a.NextOpen()
	if open == dialog.NoDomain {
		if a.Layout == dialog.Paper {
			return "the end of the form"
		}
		return "the review"
	}
	for i, d := range a.Order() {
		if d == open {
			return fmt.Sprintf("item %d, %s", i+1, m.o.Text.Short(d))
		}
	}
	return m.o.Text.Short(open)
}

func (s *resume) keys(m *Model) []key.Binding {
	keys := s.choices(m)
	if len(m.aloneMarks()) > 0 {
		keys = append(keys, screen.Key("g", "guidance"))
	}
	return keys
}

func (s *resume) choices(m *Model) []key.Binding {
	view, shut, back := screen.Key("2", "view"), screen.Key("3", "close"), screen.Key("esc", "back")
	if d := m.record.Draft(); d == nil || d.Stale(dialog.DateOf(m.o.Now()), m.o.Rules) {
		return []key.Binding{view, shut, back}
	}
	return []key.Binding{screen.Key("1", "resume"), view, shut, back}
}

// viewing shows the draft without changing it.
type viewing struct {
	back stage
	view *View
}

func (s *viewing) press(m *Model, name string) tea.Cmd {
	if name == "esc" || name == "enter" {
		m.show(s.back)
		return nil
	}
	s.view.scroll.Key(name)
	return nil
}

func (s *viewing) draw(_ *Model, f screen.Frame) screen.Drawing { return s.view.Draw(f) }
func (s *viewing) keys(*Model) []key.Binding                    { return s.view.Keys() }

// closing takes the reason for which a draft is closed as incomplete.
type closing struct {
	back  stage
	input *field.Text
	tried bool // Enter was pressed without a reason
	sent  bool // it is on its way: the field has no focus
}

func newClosing(back stage) *closing {
	return &closing{back: back, input: field.NewText(field.About{Label: "The reason"}, text.Line)}
}

func (s *closing) typing() bool { return !s.sent }

func (s *closing) write(m *Model, msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keypress.Name(press.Key()) {
		case "esc":
			m.show(s.back)
			return nil
		case "enter":
			s.tried = true
			if s.input.Value() == "" {
				return nil
			}
			s.sent = true
			m.guard.Turn()
			return m.post(jobClose, &dialog.AssessmentClosed{Assessment: m.id, Reason: s.input.Value()})
		}
	}
	s.tried = false
	s.input.Update(msg)
	return nil
}

// press takes keys after the reason was sent and refused.
func (s *closing) press(m *Model, name string) tea.Cmd {
	switch name {
	case "esc":
		m.show(s.back)
	case "enter":
		s.sent = false
	}
	return nil
}

func (s *closing) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	lines, cursor := s.input.Draw(roomOf(f), !s.sent, th)
	wrong := problem(f, s.input)
	if s.tried && len(wrong.lines) == 0 && s.input.Value() == "" {
		wrong = said(th, f, 0, "Please say in a word why.")
	}
	return compose(f, []part{
		title(th, f, "Close it as incomplete"),
		m.failed(f),
		said(th, f, 0, "Why is it closed? What was answered stays in the record."),
		{lines: lines, cursor: &cursor, tight: true},
		wrong,
	})
}

func (s *closing) keys(*Model) []key.Binding {
	return []key.Binding{screen.Key("enter", "close it"), screen.Key("esc", "back"), screen.HelpKeyTyping}
}
