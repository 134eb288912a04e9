package unlock

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/screen"
)

// Resumed says that the record is not locked after all.
type Resumed struct{}

// Hold hides the screen while it is asked whether the record is locked though something
// would be lost by it. Like [Cover] it shows nothing of anyone. The root locks at the key
// that was pressed, pressed once more; Esc sends [Resumed].
type Hold struct{ what string }

var _ screen.Screen = (*Hold)(nil)

// NewHold makes the screen with a sentence on what is not saved, which names nobody.
func NewHold(what string) *Hold { return &Hold{what} }

// Init fetches nothing.
func (h *Hold) Init() tea.Cmd { return nil }

// Update takes Esc.
func (h *Hold) Update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && press.Keystroke() == "esc" {
		return func() tea.Msg { return Resumed{} }
	}
	return nil
}

// Draw draws the question.
func (h *Hold) Draw(f screen.Frame) screen.Drawing {
	lines := append(wrapped("Hidden, and not locked yet", f.Width, f.Theme, true), "")
	lines = append(lines, wrapped(h.what+" Locking loses it. After a minute the record locks by itself.", f.Width, f.Theme, false)...)
	return ending(lines, "Press ctrl+x again to lock it, or Esc to go back.", f)
}

// Keys are the two answers.
func (h *Hold) Keys() []key.Binding {
	return []key.Binding{screen.Key("ctrl+x", "lock and lose it"), screen.Key("esc", "go back")}
}

// Typing is never so.
func (h *Hold) Typing() bool { return false }
