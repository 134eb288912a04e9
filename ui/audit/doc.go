// Package audit is the screen that shows who did what to whose record: the latest
// entries, newest first, with a search. No answer, note or goal is on it.
//
// It is the first screen of an auditor, who opens nobody's record, and one that an
// administrator goes to from the caseload.
package audit

import (
	"context"

	"alongside/dialog"
)

// Most is how many entries are shown; the command alongside audit writes them all.
const Most = 2000

// Keeper is what the screen asks of the store.
type Keeper interface {
	LatestAudit(ctx context.Context, most int) ([]dialog.AuditLine, error)
}

// Options are what the screen is made with.
type Options struct {
	Keeper Keeper
	First  bool // it stands in the place of the caseload, and nothing is behind it
	Team   bool // the figures of the team can be seen from here
}

// ShowSettings asks the root for the settings.
type ShowSettings struct{}

// ShowTeam asks the root for the figures of the team.
type ShowTeam struct{}

// ShowAbout asks the root for the page about the program.
type ShowAbout struct{}

// Quit asks the root to end the program.
type Quit struct{}
