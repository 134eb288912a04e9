package report_test

import (
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

var words = instrument.English()

// answers reads eleven items in asking order: a rating, or d declined, n does
// not apply, l left for later, - never shown; ! after it for more help wanted,
// ~ for no more help wanted.
func answers(t testing.TB, s string) dialog.Answers {
	t.Helper()
	items := strings.Fields(s)
	if len(items) != dialog.DomainCount {
		t.Fatalf("%q has %d items", s, len(items))
	}
	var all dialog.Answers
	for i, item := range items {
		var a dialog.Answer
		switch item[0] {
		case 'd':
			a.State = dialog.Declined
		case 'n':
			a.State = dialog.NotApplicable
		case 'l':
			a.State = dialog.Later
		case '-':
			a.State = dialog.NotSeen
		default:
			a.State, a.Rating = dialog.Rated, int(item[0]-'0')
		}
		switch item[1:] {
		case "!":
			a.Help = dialog.HelpWanted
		case "~":
			a.Help = dialog.HelpNot
		}
		all.Set(dialog.Domains()[i], a)
	}
	return all
}

// day reads 14-Mar-2026.
func day(t testing.TB, s string) dialog.Date {
	t.Helper()
	d, err := dialog.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// assessment is a finished DIALOG on a day.
func assessment(t testing.TB, on, items string, change ...func(*dialog.Assessment)) dialog.Assessment {
	t.Helper()
	d := day(t, on)
	a := dialog.Assessment{
		ID:         dialog.NewID(d.Noon(), [10]byte{byte(len(items))}),
		Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Language: "en",
		DoneAt: dialog.At(d.Noon().Add(-2 * time.Hour)), Status: dialog.Finished, Answers: answers(t, items),
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func byProxy(a *dialog.Assessment)   { a.Completion = dialog.Proxy }
func onPaper(a *dialog.Assessment)   { a.Layout = dialog.Paper }
func imported(a *dialog.Assessment)  { a.Layout = dialog.Imported }
func amended(a *dialog.Assessment)   { a.Amended = true }
func struckOut(a *dialog.Assessment) { a.StruckOut, a.StruckReason = true, "wrong person" }
func closed(a *dialog.Assessment)    { a.Status, a.Reason = dialog.Closed, "fire alarm" }

func record(assessments ...dialog.Assessment) *dialog.Record {
	return &dialog.Record{Assessments: assessments}
}
