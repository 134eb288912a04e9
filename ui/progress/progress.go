// Package progress shows a person what they rated: what changed since last time,
// straight after finishing ([Changed]), and their years at a glance ([Years]).
//
// The words and numbers are those of dialog/report. The screens only lay them
// out: sentences first, then the numbers side by side, then the picture. A
// direction is always a sign and a word, and a colour only where there is one.
package progress

import (
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Options are what the screens need to know.
type Options struct {
	Record     *dialog.Record
	Assessment dialog.ID        // the one that [Changed] is about; [Years] does not need it
	Text       *instrument.Text // the words of the measure
	Now        func() time.Time // today, from which the last years are counted
}

// Refresh brings the record as it is now. Both screens take it.
type Refresh struct{ Record *dialog.Record }

// RateGoals asks the root for the rating of the active goals that belongs to an
// assessment.
type RateGoals struct{ Assessment dialog.ID }

// ShowChanged asks the root for what changed by the date of an assessment.
type ShowChanged struct{ Assessment dialog.ID }

// Talk asks the root for the conversation about an assessment.
type Talk struct{ Assessment dialog.ID }

// ShowGoals asks the root for the list of goals, where none is active yet.
type ShowGoals struct{}

// ShowYears asks the root for the years at a glance.
type ShowYears struct{}
