// Empty is the least program on the same terminal library: it draws one line and ends
// at the first key. Alongside is measured beside it.
//
//	go build ./ui/cli/testdata/empty
//	go build -tags driver ./ui/cli/testdata/empty    with the database driver as well
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

type empty struct{}

func (empty) Init() tea.Cmd { return nil }

func (m empty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		return m, tea.Quit
	}
	return m, nil
}

func (empty) View() tea.View {
	v := tea.NewView("Nothing.")
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(empty{}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
