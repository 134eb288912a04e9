package interview

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// identity makes sure who is there, before the first item and each time a draft
// is taken up again.
type identity struct {
	resuming bool // a draft is taken up again
}

func (s *identity) press(m *Model, name string) tea.Cmd {
	switch name {
	case "y":
		if m.masked() {
			return screen.SayNameHidden
		}
		if s.resuming {
			return m.post(jobResume, &dialog.AssessmentResumed{Assessment: m.id, Identity: s.kind(m)})
		}
		m.begin.identity = dialog.IdentityAsked
		m.askReferral()
	case "n", "esc":
		return tea.Sequence(screen.GoBack, screen.Say(screen.Info, "Nothing was recorded."))
	}
	return nil
}

// keysHidden are the keys where somebody is made sure of, while names are hidden.
var keysHidden = []key.Binding{screen.Key("esc", "back", "esc", "n")}

// masked reports that names are hidden, so that nothing on the screen can be compared.
func (m *Model) masked() bool { return m.o.Masked != nil && m.o.Masked() }

// kind is how identity is made sure: aloud, or from the form in hand.
func (s *identity) kind(m *Model) dialog.Identity {
	if a := m.assessment(); a != nil && a.Layout == dialog.Paper {
		return dialog.IdentityOnPaper
	}
	return dialog.IdentityAsked
}

func (s *identity) arrived(m *Model, j job, _ dialog.Committed) tea.Cmd {
	if j.kind != jobResume {
		return nil
	}
	m.goOn()
	return m.begun()
}

// words are the heading, the question, and how to go about it. Of a form the person
// need not be there.
func (s *identity) words(m *Model) (heading, ask, how string) {
	if s.kind(m) == dialog.IdentityOnPaper {
		return "Whose form is it?", "Look at the form: do the name and the date of birth on it match the line on top?",
			"Go by what is written on the form itself."
	}
	return "Who is here?", "Ask aloud: what is your name, and your date of birth? Do they match the line on top?",
		"Let the person say them, rather than reading them out."
}

func (s *identity) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	who, ask, how := s.words(m)
	answers := [][2]string{{"y", "yes, both match"}, {"n", "no: go back, and nothing is recorded"}}
	if th.Masked {
		ask, answers = screen.NameHidden, [][2]string{{"esc", "go back, and nothing is recorded"}}
	}
	heading := title(th, f, who)
	heading.rank = 3
	parts := []part{heading, strong(th, f, ask), m.failed(f), options(th, f, answers...)}
	parts = append(parts, m.needs(f)...)
	return compose(f, append(parts, said(th, f, 4, how)))
}

// needs are the communication needs and the preferred language, which matter
// before the first word is said.
func (m *Model) needs(f screen.Frame) []part {
	var parts []part
	if s := m.record.Person.Communication; s != "" {
		parts = append(parts, part{lines: screen.Hang("Communication needs: ", text.Show(s), roomOf(f)), rank: 1})
	}
	if s := m.record.Person.Language; s != "" {
		parts = append(parts, part{lines: screen.Hang("Preferred language: ", text.Show(s), roomOf(f)), rank: 2, tight: true})
	}
	return parts
}

func (s *identity) keys(m *Model) []key.Binding {
	if m.masked() {
		return keysHidden
	}
	return []key.Binding{screen.Key("y", "they match"), screen.Key("n", "not this person"), screen.Key("esc", "back")}
}
