package interview

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
)

// handOver asks whether the keyboard goes to the person. What was shown and not
// answered here is left for the person, as not seen.
func (s *item) handOver(m *Model) tea.Cmd {
	m.show(&handing{back: s})
	return nil
}

// handing says what handing over means, before it happens.
type handing struct {
	back  stage
	asked bool // y was pressed while an answer was on its way
}

func (s *handing) press(m *Model, name string) tea.Cmd {
	switch name {
	case "y":
		if m.masked() { // the person is asked whether it is them, by name
			return screen.SayNameHidden
		}
		return s.hand(m)
	case "esc", "n":
		m.show(s.back)
	}
	return nil
}

// hand gives the keyboard over once everything is on the disk.
func (s *handing) hand(m *Model) tea.Cmd {
	switch {
	case len(m.box.Failed()) > 0:
		return screen.Say(screen.Warning, "Something is not saved yet. Press r to try again, then hand over.")
	case !m.box.Empty():
		s.asked = true
		return nil
	}
	over := HandOver{Record: m.record, Assessment: m.id, Text: m.tongue}
	return func() tea.Msg { return over }
}

func (s *handing) arrived(m *Model, _ job, _ dialog.Committed) tea.Cmd {
	if !s.asked {
		return nil
	}
	s.asked = false
	return s.hand(m)
}

func (s *handing) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	left := len(m.answers().Unsettled())
	what := fmt.Sprintf("The keys will reach the %d questions that are open, and nothing else.", left)
	switch left {
	case 0:
		what = "Every question is settled: there is nothing to answer alone."
	case 1:
		what = "The keys will reach the one question that is open, and nothing else."
	}
	back := "To take the keyboard back, press f, then Enter, and type your PIN."
	if !m.o.PIN {
		back = "To take the keyboard back, press f, then Enter, then y: the record locks, and your passphrase opens it."
	}
	if th.Masked {
		return compose(f, []part{
			title(th, f, "Hand the keyboard to "+m.callName(th)),
			strong(th, f, screen.NameHidden),
			said(th, f, 1, "The person is asked by name whether the questions are for them."),
			options(th, f, [2]string{"esc", "go back"}),
		})
	}
	return compose(f, []part{
		title(th, f, "Hand the keyboard to "+m.callName(th)),
		m.failed(f),
		strong(th, f, what),
		options(th, f, [2]string{"y", "hand it over now"}, [2]string{"esc", "go back"}),
		said(th, f, 1, "Say that nobody reads the answers until you return, and that f asks for you. "+back),
		said(th, f, 2, "Nothing from before is shown. After ten minutes without a key the record locks."),
	})
}

func (s *handing) keys(m *Model) []key.Binding {
	if m.masked() {
		return keysHidden
	}
	return []key.Binding{screen.Key("y", "hand over"), screen.Key("esc", "back", "esc", "n")}
}

// takenBack is what the worker sees first once the keyboard is back.
type takenBack struct{ asks bool } // for identity, before going on

func (s *takenBack) press(m *Model, name string) tea.Cmd {
	switch name {
	case "g":
		if len(m.aloneMarks()) > 0 {
			m.show(&guidance{back: s})
		}
	case "enter":
		s.goOn(m)
	case "esc":
		return m.leave()
	}
	return nil
}

// goOn goes to the question or the review. A draft that cannot be gone on with says so.
func (s *takenBack) goOn(m *Model) {
	switch {
	case m.assessment().Stale(dialog.DateOf(m.o.Now()), m.o.Rules):
		m.show(&resume{})
	case s.asks:
		m.show(&identity{resuming: true})
	default:
		m.goOn()
	}
}

// aloneMarks are the areas that the service's own rules mark, of those that were
// answered alone.
func (m *Model) aloneMarks() []dialog.Domain {
	a := m.assessment()
	if a == nil {
		return nil
	}
	alone := a.Answers.Alone()
	return slices.DeleteFunc(m.o.Rules.SafetyMarks(a), func(d dialog.Domain) bool { return !slices.Contains(alone, d) })
}

// alone says what was answered alone and what of it is marked, nothing where nothing
// was. A mark names no reason, since both may read it.
func (m *Model) alone(f screen.Frame) []part {
	a := m.assessment()
	if a == nil || len(a.Answers.Alone()) == 0 {
		return nil
	}
	n := len(a.Answers.Alone())
	words := fmt.Sprintf("%d questions were answered alone at the keyboard.", n)
	if n == 1 {
		words = "One question was answered alone at the keyboard."
	}
	parts := []part{}
	if marked := report.MarkWords(m.aloneMarks(), m.o.Text); marked != "" {
		parts = append(parts, strong(f.Theme, f, marked))
	}
	return append(parts, said(f.Theme, f, 0, words))
}

func (s *takenBack) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	parts := []part{title(th, f, "The keyboard is back with you")}
	alone := m.alone(f)
	if alone == nil {
		alone = []part{said(th, f, 0, "No question was answered alone.")}
	}
	parts = append(parts, alone...)
	if left := len(m.answers().Unsettled()); left > 0 {
		parts = append(parts, said(th, f, 1, fmt.Sprintf("Still open: %d of %d.", left, dialog.DomainCount)))
	}
	return compose(f, append(parts, options(th, f, [2]string{"enter", "go on"}, [2]string{"esc", "leave the DIALOG"}), said(th, f, 2, report.AlertsNobody)))
}

func (s *takenBack) keys(m *Model) []key.Binding {
	keys := []key.Binding{screen.Key("enter", "go on"), screen.Key("esc", "leave")}
	if len(m.aloneMarks()) > 0 {
		keys = append([]key.Binding{screen.Key("g", "guidance")}, keys...)
	}
	return keys
}

// guidance is the page with the service's own guidance.
type guidance struct{ back stage }

func (s *guidance) press(m *Model, name string) tea.Cmd {
	if name == "esc" || name == "enter" {
		m.show(s.back)
	}
	return nil
}

func (s *guidance) draw(m *Model, f screen.Frame) screen.Drawing {
	th := f.Theme
	words := strong(th, f, report.Guidance(m.o.Rules))
	words.cursor = &screen.Point{}
	return compose(f, []part{title(th, f, "The service's guidance"), words, said(th, f, 0, report.AlertsNobody)})
}

func (s *guidance) keys(*Model) []key.Binding {
	return []key.Binding{screen.Key("esc", "back", "esc", "enter")}
}
