package unlock

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// welcome says what this is, on the first run.
type welcome struct{ gate *Gate }

var welcomeWords = []string{
	"Alongside takes you through DIALOG together with the people you work with, and shows what changes over the years.",
	"What you record stays on this laptop, sealed, and opens with your passphrase.",
	"Next, you enter your name, choose a passphrase, and write down a recovery key.",
}

func (w *welcome) update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.Keystroke() {
		case "enter":
			w.gate.part = newSetup(w.gate)
		case "esc":
			return screen.GoBack
		}
	}
	return nil
}

func (w *welcome) answered(answer) tea.Cmd { return nil }

func (w *welcome) draw(f screen.Frame, _ string) screen.Drawing {
	lines := wrapped("Welcome to Alongside", f.Width, f.Theme, true)
	apart := f.Height >= 15
	for _, s := range welcomeWords {
		if apart {
			lines = append(lines, "")
		}
		lines = append(lines, wrapped(s, f.Width, f.Theme, false)...)
	}
	return ending(lines, "Press Enter to go on.", f)
}

// ending puts the sentence that says what to do next below lines, with the cursor
// behind it. Where there is no room for all, the last lines are shown.
func ending(lines []string, next string, f screen.Frame) screen.Drawing {
	end := wrapped(next, f.Width, f.Theme, true)
	if len(lines)+1+len(end) <= f.Height {
		lines = append(lines, "")
	}
	lines = append(lines, end...)
	visible, offset := screen.Window(lines, len(lines)-1, f.Height)
	last := lines[len(lines)-1]
	return screen.Drawing{
		Body:   strings.Join(visible, "\n"),
		Cursor: &screen.Point{X: min(screen.Width(last), f.Width-1), Y: len(lines) - 1 - offset},
	}
}

func (w *welcome) keys() []key.Binding {
	return []key.Binding{screen.Key("enter", "go on"), screen.Key("esc", "leave"), screen.HelpKey}
}

func (w *welcome) typing() bool { return false }

func (w *welcome) unsaved() string { return "" }

// setup asks for the name and the passphrase of the first worker.
type setup struct {
	gate         *Gate
	sheet        *sheet
	name         *field.Text
	first, again *field.Masked
}

func newSetup(g *Gate) *setup {
	s := &setup{gate: g, name: nameField()}
	s.first, s.again = field.NewPassphrase("Passphrase", field.PassphraseRule)
	s.sheet = newSheet("Your name and passphrase", "", s.name, s.first, s.again)
	return s
}

func (s *setup) update(msg tea.Msg) tea.Cmd {
	switch s.sheet.update(msg) {
	case field.Leave:
		s.first.Clear()
		s.again.Clear()
		s.gate.part = &welcome{gate: s.gate}
	case field.Save:
		if field.Same(s.sheet.form, s.first, s.again) {
			return s.make()
		}
	}
	return nil
}

func (s *setup) make() tea.Cmd {
	doors, name, passphrase := s.gate.o.Doors, s.name.Value(), s.first.Copy()
	return s.gate.work("Setting up…", func() answer {
		defer passphrase.Clear()
		recovery, opened, err := doors.SetUp(context.Background(), name, passphrase.Raw())
		return answer{opened, field.NewSecret([]byte(recovery)), err}
	})
}

// answered goes on to the recovery key. A passphrase that is not taken is chosen
// anew; after any other failure Enter tries again.
func (s *setup) answered(a answer) tea.Cmd {
	switch {
	case dialog.ErrorCode(a.err) == dialog.Invalid:
		s.first.Clear()
		s.again.Clear()
		s.sheet.form.SetError("passphrase", dialog.ErrorMessage(a.err))
	case a.err != nil:
		s.sheet.form.SetError("", dialog.ErrorMessage(a.err))
	default:
		s.first.Clear()
		s.again.Clear()
		s.gate.part = &keyPage{gate: s.gate, key: a.recovery, opened: a.opened}
	}
	return nil
}

func (s *setup) draw(f screen.Frame, foot string) screen.Drawing {
	return s.sheet.draw(f, foot, s.gate.busy != "")
}

func (s *setup) keys() []key.Binding { return formKeys(s.sheet.form, "go on", "leave") }

func (s *setup) typing() bool { return s.sheet.form.Typing() }

func (s *setup) unsaved() string {
	if s.sheet.form.Changed() {
		return "The record is not set up yet."
	}
	return ""
}
