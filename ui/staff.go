package ui

import (
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/settings"
	"alongside/ui/unlock"
)

// settings are the service's settings, with what else the worker may change. The
// demo's passphrase is filled in for everybody and stays as it is.
func (m *Model) settings() tea.Cmd {
	writes := m.o.Doors != nil && !m.open.ReadOnly()
	return m.push(layer{screen: settings.NewSettings(m.open, m.worker.ID, m.o.Now, m.rules).Lead(settings.Leads{
		Passphrase: writes && !m.o.Demo && m.open.May(dialog.PermOwnPassphrase), Staff: writes && m.open.May(dialog.PermWorkers)})})
}

// routeStaff answers what concerns who can open the record.
func (m *Model) routeStaff(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case settings.ShowPassphrase:
		if m.o.Demo {
			return screen.Say(screen.Info, "The passphrase of the demo stays as it is."), true
		}
		return m.push(layer{screen: settings.NewPassphrase(m.o.Doors)}), true
	case settings.ShowStaff:
		return m.push(layer{screen: settings.NewStaff(settings.StaffOptions{Doors: m.o.Doors, Keeper: m.open, Worker: m.worker.ID})}), true
	case settings.NewRecovery:
		return m.push(layer{screen: unlock.NewKeyPage(m.o.Doors, msg.Key, m.o.Pick)}), true
	case unlock.KeyChecked:
		return tea.Batch(m.back(), screen.Say(screen.Saved, "the new recovery key is the one that counts.")), true
	case settings.LockNow:
		m.watch.why = msg.Why
		return m.lock(), true
	}
	return nil, false
}
