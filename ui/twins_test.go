package ui_test

import (
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
)

// Who was put together with another is not on the list any more, at once.
func TestWhoWasPutTogetherLeavesTheList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		now := func() time.Time { return today.Add(time.Since(begin)) }
		k := memory.New(now)
		for _, group := range demo.Groups(today) {
			must(k.Append(t.Context(), group...))
		}
		jane := find(t, k, "Smith", "Jane").Person
		jane.Family, jane.NHSNumber, jane.LocalPatientID = "Smyth", "", ""
		must(k.Append(t.Context(), dialog.Change{Person: dialog.ID{42}, Worker: demo.Me().ID, DoneAt: dialog.At(today), Body: &dialog.PersonRecorded{Person: jane}},
			dialog.Change{Person: dialog.ID{42}, Worker: demo.Me().ID, DoneAt: dialog.At(today), Body: &dialog.CaseloadRecorded{Of: demo.Me().ID, On: true}}))
		p := uitest.Sit(t, ui.Options{Opened: k, Demo: true, Version: "test", Text: instrument.English(), Now: now, Mode: unicode}, 80, 24)
		p.Type("smyth").Wait(time.Second)
		p.Sees("SMYTH, Jane").Press("esc")
		open(p, "smith jane").Press("s").Sees("Are these two one person?", "SMYTH, Jane")
		p.Press("1").Type("Checked with her").Press("enter").Sees("the two records are together")
		p.Press("esc", "esc")
		p.Type("smyth").Wait(time.Second)
		p.SeesNot("SMYTH, Jane")
	})
}
