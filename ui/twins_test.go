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

// janeTwice adds Jane Smith once more, under a slip of the pen and without numbers.
func janeTwice(t *testing.T, k *memory.Keeper) {
	t.Helper()
	jane := find(t, k, "Smith", "Jane").Person
	jane.Family, jane.NHSNumber, jane.LocalPatientID = "Smyth", "", ""
	change := dialog.Change{Person: dialog.ID{42}, Worker: demo.Me().ID, DoneAt: dialog.At(today), Body: &dialog.PersonRecorded{Person: jane}}
	listed := change
	listed.Body = &dialog.CaseloadRecorded{Of: demo.Me().ID, On: true}
	must(k.Append(t.Context(), change, listed))
}

// From the thinner record the fuller one can be kept: its page opens, and the thinner one
// is on the list no more.
func TestTheFullerRecordIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		now := func() time.Time { return today.Add(time.Since(begin)) }
		k := memory.New(now)
		for _, group := range demo.Groups(today) {
			must(k.Append(t.Context(), group...))
		}
		janeTwice(t, k)
		p := uitest.Sit(t, ui.Options{Opened: k, Demo: true, Version: "test", Text: instrument.English(), Now: now, Mode: unicode}, 80, 24)
		open(p, "smyth jane").Press("s").Sees("keep those of the other one (the fuller)")
		p.Press("2").Sees("NHS number").Type("Checked with her").Press("enter").Sees("the two records are together", "SMITH, Jane (Ms)", "NHS No. 999 073 2574")
		p.Press("esc", "esc")
		p.Type("smyth").Wait(time.Second)
		p.SeesNot("SMYTH, Jane")
	})
}

// Who was put together with another is not on the list any more, at once.
func TestWhoWasPutTogetherLeavesTheList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		now := func() time.Time { return today.Add(time.Since(begin)) }
		k := memory.New(now)
		for _, group := range demo.Groups(today) {
			must(k.Append(t.Context(), group...))
		}
		janeTwice(t, k)
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
