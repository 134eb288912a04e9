package plain_test

import (
	"strings"
	"testing"
)

// The figures are told a part at a time, a sentence for each row, without columns.
func TestFiguresAreHeard(t *testing.T) {
	m := caseload(t)
	said := talk(t, m, "11", "a", "", "", "1", "a", "b", "0")
	for _, want := range []string{"Which team?", "or an empty line for ", "Team report: All teams. From ", "Who was reached", "People with a DIALOG: ", "Which part? b goes back."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q was not heard in\n%s", want, said)
		}
	}
	said = talk(t, m, "11", "1", "yesterday-ish", "1/1/2026", "1/1/2025", "1/1/2026", "2/2/2026", "b", "0")
	for _, want := range []string{"That is not a date.", "The last day of the span is before its first one.", "From 01-Jan-2026 to 02-Feb-2026."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q was not heard in\n%s", want, said)
		}
	}
}
