package report_test

import (
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/report"
)

func TestAnOldEntrySaysSo(t *testing.T) {
	today := dialog.Date{Year: 2026, Month: 11, Day: 30}
	for want, checked := range map[string]dialog.Date{
		"Checked on 30-May-2026.":                        {Year: 2026, Month: 5, Day: 30},
		"Checked on 29-May-2026, MORE THAN 6 MONTHS AGO": {Year: 2026, Month: 5, Day: 29},
		"which is still to come":                         {Year: 2026, Month: 12, Day: 1},
	} {
		if got := report.CheckedWords(&dialog.Local{Checked: checked}, today, words); !strings.Contains(got, want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}
