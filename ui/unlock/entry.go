package unlock

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// entry asks for the name and the passphrase.
type entry struct {
	gate       *Gate
	sheet      *sheet
	name       *field.Text
	passphrase *field.Masked
}

// lostWords are said after a lock by which something was lost.
const lostWords = "It locked before what was typed was saved. Please type that again."

func newEntry(g *Gate) *entry {
	e := &entry{gate: g, name: nameField()}
	e.passphrase = field.NewMasked(field.About{Name: "passphrase", Label: "Passphrase", Missing: "Please enter your passphrase."}, field.Mask{Most: field.PassphraseMost})
	e.sheet = newSheet("Open the record", "", e.name, e.passphrase)
	switch {
	case g.o.Passphrase != "" && g.o.Lost:
		e.sheet = newSheet("Open the demo", lostWords+" The passphrase is filled in: press Enter.", e.name, e.passphrase)
	case g.o.Passphrase != "":
		e.sheet = newSheet("Open the demo", "Everybody in it is made up. The passphrase is filled in: press Enter.", e.name, e.passphrase)
	case g.o.Locked && g.o.Lost:
		e.sheet = newSheet("Locked", lostWords, e.name, e.passphrase)
	case g.o.Locked:
		e.sheet = newSheet("Locked", "What was begun is kept.", e.name, e.passphrase)
	}
	if g.o.Worker != "" {
		e.name.Set(g.o.Worker)
		e.sheet.form.Focus("passphrase")
	}
	e.fill()
	return e
}

// fill fills in the passphrase of the demo, also after a try with another one: that it
// is filled in is what the page says.
func (e *entry) fill() {
	if e.gate.o.Passphrase != "" {
		e.passphrase.Set(e.gate.o.Passphrase)
	}
}

func (e *entry) update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch stroke := press.Keystroke(); {
		case stroke == "esc": // which must not quit: a passphrase typed after it would be read by the shell
			e.passphrase.Clear()
			e.fill()
			return nil
		case stroke == "ctrl+r":
			e.passphrase.Clear()
			e.gate.part = newRecovery(e.gate, e)
			return nil
		case stroke == "ctrl+n" && e.canSwitch():
			e.passphrase.Clear()
			e.name.Set("")
			e.sheet.form.Focus("name")
			return nil
		}
	}
	if e.sheet.update(msg) == field.Save && e.gate.mayTry() {
		return e.try()
	}
	return nil
}

// canSwitch reports that another worker may take over: the record was locked by
// one, whose name is filled in.
func (e *entry) canSwitch() bool { return e.gate.o.Locked && e.name.Raw() != "" }

func (e *entry) try() tea.Cmd {
	doors, name, passphrase := e.gate.o.Doors, e.name.Value(), e.passphrase.Take()
	return e.gate.work("Unlocking…", func() answer {
		defer passphrase.Clear()
		opened, err := doors.Unlock(context.Background(), name, passphrase.Raw())
		return answer{opened: opened, err: err}
	})
}

func (e *entry) answered(a answer) tea.Cmd {
	if a.err != nil {
		e.sheet.form.SetError("passphrase", sentence(a.err))
		e.fill()
		return nil
	}
	return e.gate.ready(a.opened)
}

func (e *entry) draw(f screen.Frame, foot string) screen.Drawing {
	return e.sheet.draw(f, foot, e.gate.busy != "")
}

func (e *entry) keys() []key.Binding {
	keys := []key.Binding{screen.Key("enter", "open")}
	if e.canSwitch() {
		keys = append(keys, screen.Key("ctrl+n", "somebody else"))
	}
	return append(keys, screen.Key("tab", "next"), screen.Key("ctrl+r", "recovery key"), screen.Key("esc", "empty it"), screen.HelpKeyTyping)
}

func (e *entry) typing() bool { return e.sheet.form.Typing() }

func (e *entry) unsaved() string { return "" }
