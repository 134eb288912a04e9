package report_test

import (
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// Of two DIALOGs done on one day, one of them at a time not known, neither is
// called the first ever.
func TestTwoOnOneDayAreNotTheFirst(t *testing.T) {
	day := dialog.Date{Year: 2026, Month: time.November, Day: 22}
	made := func(n byte, at dialog.When) dialog.Assessment {
		a := dialog.Assessment{ID: dialog.ID{15: n}, Instrument: instrument.DIALOG, Status: dialog.Finished, DoneAt: at}
		a.Answers.Set(dialog.MentalHealth, dialog.Answer{State: dialog.Rated, Rating: 4, At: at})
		return a
	}
	r := &dialog.Record{Assessments: []dialog.Assessment{made(1, dialog.At(day.Noon())), made(2, dialog.On(day))}}
	if c := report.Compare(r, &r.Assessments[1], nil, instrument.English()); c.Comparison != report.NotChosen {
		t.Errorf("the paper form of the day is compared as %v", c.Comparison)
	}
	alone := &dialog.Record{Assessments: r.Assessments[:1]}
	if c := report.Compare(alone, &alone.Assessments[0], nil, instrument.English()); c.Comparison != report.FirstTime {
		t.Errorf("the only one is compared as %v", c.Comparison)
	}
}
