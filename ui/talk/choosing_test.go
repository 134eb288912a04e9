package talk

import (
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// An area to choose is never cut at 80 columns, whatever was answered now and then.
func TestAnAreaToChooseIsWholeAt80Columns(t *testing.T) {
	const room = 80 - 26 // what the pointer, the mark and the name leave
	th, words := theme.New(theme.Options{Unicode: true}), instrument.English()
	var all []dialog.Answer
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		all = append(all, dialog.Answer{State: dialog.Rated, Rating: r})
	}
	for _, s := range []dialog.State{dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen} {
		all = append(all, dialog.Answer{State: s})
	}
	for _, now := range all {
		for _, then := range all {
			now.Help = dialog.HelpWanted
			before := dialog.Assessment{ID: dialog.ID{1}, Status: dialog.Finished, DoneAt: dialog.At(time.Date(2026, 3, 14, 10, 0, 0, 0, time.UTC))}
			after := dialog.Assessment{ID: dialog.ID{2}, Status: dialog.Finished, DoneAt: dialog.At(time.Date(2026, 9, 12, 10, 0, 0, 0, time.UTC))}
			before.Answers.Set(dialog.Medication, then)
			after.Answers.Set(dialog.Medication, now)
			record := &dialog.Record{Assessments: []dialog.Assessment{before, after}}
			for _, row := range report.Compare(record, &record.Assessments[1], &record.Assessments[0], words).Rows {
				if row.Domain != dialog.Medication {
					continue
				}
				got := rating(&row, room, th, words)
				if strings.Contains(got, th.Glyphs.Ellipsis) || screen.Width(got) > room {
					t.Errorf("%d columns: %q", screen.Width(got), got)
				}
			}
		}
	}
}
