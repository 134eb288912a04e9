package ui

import (
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/audit"
	"alongside/ui/board"
	"alongside/ui/caseload"
	"alongside/ui/person"
	"alongside/ui/screen"
	"alongside/ui/team"
)

// first is the screen that an open record begins with: the caseload, or who did what
// for those who open nobody's record.
func (m *Model) first() screen.Screen {
	if !m.open.May(dialog.PermOpenOwn) {
		return audit.New(audit.Options{Keeper: m.open, First: true, Team: m.mayCount()})
	}
	return m.caseload()
}

// routeAccess answers what concerns whose record may be opened by whom.
func (m *Model) routeAccess(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case caseload.ShowAudit:
		return m.push(layer{screen: audit.New(audit.Options{Keeper: m.open})}), true
	case audit.ShowSettings:
		return m.settings(), true
	case audit.ShowAbout:
		return m.aboutProgram(), true
	case audit.Quit:
		return m.askToQuit(), true
	case caseload.ShowTeam, audit.ShowTeam:
		return m.teamReport(), true
	case caseload.OpenOther:
		return m.push(layer{screen: person.NewOther(m.personOptions(), person.IdentifiersFrom(msg.Prefill, m.o.Demo))}), true
	case person.OpenOther:
		return m.replace(layer{screen: person.NewOther(m.personOptions(), msg.By)}), true
	case person.Lost:
		return tea.Batch(m.refresh(msg.Committed), m.leavePerson(), screen.Say(screen.Saved, "the record is closed, and not one of yours any more.")), true
	}
	return nil, false
}

// mayCount reports whether the figures of the team can be seen.
func (m *Model) mayCount() bool {
	_, ok := m.open.(team.Keeper)
	return ok && m.open.May(dialog.PermTeamReport)
}

// teamReport puts the figures of the team on top.
func (m *Model) teamReport() tea.Cmd {
	keeper, ok := m.open.(team.Keeper)
	if !ok {
		return nil
	}
	return m.push(layer{screen: team.New(team.Options{Keeper: keeper, Text: m.o.Text, Now: m.o.Now})})
}

// owns reports whether what was saved is about somebody whose record is the
// worker's own. It keeps those off the caseload whose record was opened with a
// reason.
func (m *Model) owns(c dialog.Committed) bool {
	return m.worker.Owns(&c.Summary.Access, c.Summary.Teams)
}

// leavePerson leaves every screen about the person whose record is open.
func (m *Model) leavePerson() tea.Cmd {
	for len(m.stack) > 1 && m.top().person {
		m.stack = m.stack[:len(m.stack)-1]
	}
	m.record, m.tongue = nil, nil
	return m.top().screen.Update(board.Shown{})
}
