package plain_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// entriesAbout counts what is written down about Jane Smith.
func entriesAbout(t *testing.T, family, given string, lines ...string) (before, after int, said string, last *dialog.Assessment) {
	t.Helper()
	m := caseload(t)
	r, _ := latest(t, m, family, given)
	count := func() int {
		all, err := m.Entries(context.Background(), r.Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(slices.DeleteFunc(all, func(e dialog.Entry) bool { return e.Body.Kind() == dialog.KindOpened }))
	}
	before = count()
	said = talk(t, m, lines...)
	_, last = latest(t, m, family, given)
	return before, count(), said, last
}

// Unless the worker says that the person is who the line above names, nothing is
// recorded, neither for an interview nor from paper.
func TestNothingIsRecordedOfSomebodyElse(t *testing.T) {
	for name, lines := range map[string][]string{
		"an interview":    {"1", "smith jane", "1", "1", "n", "0", "0"},
		"no answer to it": {"1", "smith jane", "1", "1", "", "5", "5"},
		"a paper form":    {"1", "smith jane", "1", "2", "n", "0", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after, said, _ := entriesAbout(t, "Smith", "Jane", lines...)
			if before != after || strings.Contains(said, "Item 1") {
				t.Errorf("%d entries became %d after\n%s", before, after, said)
			}
		})
	}
}

func TestANoteSaysWhoReadsItAndThatItAlertsNobody(t *testing.T) {
	_, _, said, last := entriesAbout(t, "Smith", "Jane", append(slices.Clone(begin), "n", "Sleeps badly", "s", "0", "0")...)
	if !strings.Contains(said, "Jane can read this note; it alerts nobody.") {
		t.Errorf("the note was asked for with\n%s", said)
	}
	if a := last.Answers.Get(dialog.MentalHealth); a.Note != "Sleeps badly" || a.State == dialog.Rated {
		t.Errorf("the record has %+v", a)
	}
	if last.Instrument != instrument.DIALOG {
		t.Errorf("the wording is recorded as %+v", last.Instrument)
	}
}
