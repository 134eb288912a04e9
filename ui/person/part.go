package person

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// part is something done on the page in the place of its facts: a form, a list.
type part interface {
	// update takes a message. Done means that the part is over.
	update(msg tea.Msg) (cmd tea.Cmd, done bool)
	draw(f screen.Frame) screen.Drawing
	keys() []key.Binding
	typing() bool
	// changed reports that something was typed that is not saved.
	changed() bool
}

// appended is what the store answered. To is the part that asked, since every
// screen hears every answer.
type appended struct {
	to        part
	committed dialog.Committed
	err       error
}

// save asks the store to record changes for a part.
func save(k Keeper, to part, changes ...dialog.Change) tea.Cmd {
	return func() tea.Msg {
		committed, err := k.Append(context.Background(), changes...)
		return appended{to, committed, err}
	}
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// unsavedWords is said before the program ends.
const unsavedWords = "What you typed about this person is not saved."
