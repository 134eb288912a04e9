package person

import (
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
)

// keyThere leads from the form for somebody new to the record that they have on
// another caseload. It is the key that the caseload has for it.
var keyThere = screen.Key("f4", "open that record")

// elsewhere says that the person being added is on another caseload already, and
// leads there where the role allows it. It reports false for any other answer.
func (d *details) elsewhere(err error) (tea.Cmd, bool) {
	if !d.adding || dialog.ErrorCode(err) != dialog.Conflict {
		return nil, false
	}
	next := " Your role does not let you open it. Please ask a clinician or an administrator."
	brief := "somebody with this number is on another caseload."
	if d.lead = d.o.Keeper.May(dialog.PermOpenOthers); d.lead {
		next = " Press f4 to go there."
		brief += " Press f4 to open that record."
	}
	d.form.SetError(fieldNumber, "NOT SAVED. "+dialog.ErrorMessage(err)+next)
	return screen.Say(screen.Failure, brief), true
}

// identifiers are what was typed about the person.
func (d *details) identifiers() dialog.Identifiers {
	p := personFrom(d.form.Values(), d.before)
	return dialog.Identifiers{Family: p.Family, BirthDate: p.BirthDate, NHSNumber: p.NHSNumber, LocalID: p.LocalPatientID}
}
