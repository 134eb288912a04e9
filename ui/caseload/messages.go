package caseload

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
)

// OpenPerson asks the root to open a person's record.
type OpenPerson struct{ ID dialog.ID }

// AddPerson asks the root for the form that adds a person. Prefill is what was
// in the search box, cleaned; it may be a name, a number or empty.
type AddPerson struct{ Prefill string }

// OpenOther asks the root for the form that opens the record of somebody on another
// caseload. Prefill is as for AddPerson.
type OpenOther struct{ Prefill string }

// ShowAudit asks the root for who did what.
type ShowAudit struct{}

// ShowBoard asks the root for the caseload by what there is to look at.
type ShowBoard struct{}

// ShowSending asks the root for what is not sent to the centre.
type ShowSending struct{}

// Sending tells the caseload what to say of what is not sent: nothing where there is no
// centre.
type Sending struct {
	Words  string
	Short  string // the same for a narrow window
	Urgent bool   // something was kept back, or has waited for days
}

// TakeIn asks the root for the screen that takes in a file of another program.
type TakeIn struct{}

// Reload tells the caseload that many people were added or changed at once.
type Reload struct{}

// ShowTeam asks the root for the figures of the team.
type ShowTeam struct{}

// ShowSettings asks the root for the settings.
type ShowSettings struct{}

// ShowAbout asks the root for the page about the program.
type ShowAbout struct{}

// Quit asks the root to end the program.
type Quit struct{}

// Refresh tells the caseload how a person's line stands after something was
// saved. The list keeps its place.
type Refresh struct {
	Summary dialog.Summary
	Gone    bool // the person is not on this caseload, or not any more
}

// RulesChanged tells the caseload that the settings are others.
type RulesChanged struct{ Rules dialog.Rules }

// Loaded brings the caseload the result of its own work in the background. The
// root passes it on, also while another screen is on top.
type Loaded struct {
	index      *index
	likenesses likenesses
	of         int // which state of the names the likenesses were found for
	err        error
}

// load reads the caseload.
func load(k Keeper, rules dialog.Rules, today dialog.Date) tea.Cmd {
	return func() tea.Msg {
		summaries, err := k.Caseload(context.Background())
		if err != nil {
			return Loaded{err: err}
		}
		return Loaded{index: makeIndex(summaries, rules, today)}
	}
}

// remake works out again what is due.
func remake(rows []*row, rules dialog.Rules, today dialog.Date) tea.Cmd {
	return func() tea.Msg { return Loaded{index: remade(rows, rules, today)} }
}

// liken looks for similar names.
func liken(rows []*row, of int) tea.Cmd {
	return func() tea.Msg { return Loaded{likenesses: findLikenesses(rows), of: of} }
}
