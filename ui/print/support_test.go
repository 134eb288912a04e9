package print

import (
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

var (
	now   = time.Date(2026, time.November, 25, 10, 0, 0, 0, time.UTC)
	today = dialog.DateOf(now)
	words = instrument.English()
)

// people are the records of the made-up caseload.
func people(t testing.TB) []*dialog.Record {
	t.Helper()
	var all []*dialog.Record
	for _, group := range demo.Groups(now) {
		var r dialog.Record
		for _, c := range group {
			dialog.Apply(&r, &dialog.Entry{Change: c, RecordedAt: c.DoneAt})
		}
		if r.Person.Family+r.Person.Given != "" {
			all = append(all, &r)
		}
	}
	return all
}

// made is the record of somebody in the made-up caseload, by given name.
func made(t testing.TB, given string) *dialog.Record {
	t.Helper()
	for _, r := range people(t) {
		if r.Person.Given == given {
			return r
		}
	}
	t.Fatalf("nobody is called %s", given)
	return nil
}

func pdfOf(t testing.TB, d report.Document, o Options) []byte {
	t.Helper()
	b, err := PDF(&d, o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
