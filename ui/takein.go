package ui

import (
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/board"
	"alongside/ui/caseload"
	"alongside/ui/intake"
	"alongside/ui/screen"
)

// takesIn reports whether this worker may take in files of other programs, here and
// now.
func (m *Model) takesIn() bool {
	_, can := m.open.(intake.Keeper)
	return can && !m.open.ReadOnly() && m.open.May(dialog.PermTakeIn)
}

// routeTakeIn answers what concerns files of other programs.
func (m *Model) routeTakeIn(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case caseload.TakeIn:
		if !m.takesIn() {
			return nil, true
		}
		k, _ := m.open.(intake.Keeper) // takesIn has looked
		return m.push(layer{screen: intake.New(intake.Options{Keeper: k, Text: m.o.Text, Now: m.o.Now, Demo: m.o.Demo})}), true
	case intake.Done:
		cmds := []tea.Cmd{m.back(), screen.Say(screen.Saved, msg.Said)}
		for _, l := range m.stack {
			cmds = append(cmds, l.screen.Update(caseload.Reload{}), l.screen.Update(board.Refresh{}))
		}
		return tea.Batch(cmds...), true
	}
	return nil, false
}
