package person

import "alongside/dialog"

// StartInterview asks the root to begin a DIALOG with the person.
type StartInterview struct{ Record *dialog.Record }

// StartPaper asks the root for the grid that takes a form completed on paper.
type StartPaper struct{ Record *dialog.Record }

// ResumeDraft asks the root to go on with the unfinished DIALOG, whichever way
// it was begun.
type ResumeDraft struct{ Record *dialog.Record }

// ShowGoals asks the root for the person's goals.
type ShowGoals struct{ Record *dialog.Record }

// ShowYears asks the root for the person's progress over the years.
type ShowYears struct{ Record *dialog.Record }

// ShowChanged asks the root for what changed at the last DIALOG.
type ShowChanged struct{ Record *dialog.Record }

// ViewAssessment asks the root to show one assessment.
type ViewAssessment struct {
	Record *dialog.Record
	ID     dialog.ID
}

// Open asks the root to put the page of this person in the place of the screen
// on top: a person was added, or turned out to be there already.
type Open struct{ ID dialog.ID }

// OpenOther asks the root to put the form for somebody else's record in the place
// of the screen on top: the person turned out to be on another caseload. By is what
// was typed about them already.
type OpenOther struct{ By dialog.Identifiers }

// Lost says that the record is no longer one that the worker may open, by what was
// saved last. The root leaves it.
type Lost struct{ Committed dialog.Committed }

// Saved says that something about the person is on the disk. The lines beneath
// may be redrawn.
type Saved struct{ Committed dialog.Committed }

// Refresh gives the page the person's record as another screen left it. A record
// of somebody else is not taken.
type Refresh struct{ Record *dialog.Record }

// Talk asks the root for the conversation about the latest DIALOG.
type Talk struct{ Record *dialog.Record }

// ShowActions asks the root for everything that was agreed.
type ShowActions struct{ Record *dialog.Record }

// ShowLife asks the root for life events and circumstances.
type ShowLife struct{ Record *dialog.Record }

// ShowDirectory asks the root for the service's own directory.
type ShowDirectory struct{ Record *dialog.Record }

// TakeHome asks the root for the copy that the person takes home.
type TakeHome struct{ Record *dialog.Record }

// ShowAbout asks the root for what the person tells about themselves, from which their
// supporters are one key away.
type ShowAbout struct{ Record *dialog.Record }
