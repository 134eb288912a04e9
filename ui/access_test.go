package ui_test

import (
	"context"
	"fmt"
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

// sitAs starts the program on the made-up caseload for a worker of a role. The demo's
// own worker has everybody on the caseload and some by the team too.
func sitAs(t *testing.T, role dialog.Role, team string, width, height int) (*uitest.Person, *memory.Keeper) {
	t.Helper()
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	k := memory.New(now)
	for _, group := range demo.Groups(today) {
		must(k.Append(t.Context(), group...))
	}
	me := demo.Me()
	me.Role, me.Team = role, team
	must(k.Append(t.Context(), dialog.Change{Worker: me.ID, DoneAt: dialog.At(today), Body: &dialog.WorkerRecorded{Worker: me}}))
	k.Role = role
	return uitest.Sit(t, ui.Options{Opened: k, Demo: true, Version: "test", Text: instrument.English(), Now: now, Mode: unicode}, width, height), k
}

// Somebody on another caseload is opened by one key from the caseload and two
// identifiers with a reason, and does not come on the list by that.
func TestSomebodyElsesRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		p.Type("999 073 2574").Press("f4").Sees("Somebody else's record", "999 073 2574")
		p.Type("Smith").Press("tab", "tab", "tab", "tab").Type("On call").Press("enter")
		p.Sees("SMITH, Jane (Ms)", "Start a DIALOG")
		entries := must(k.Entries(context.Background(), find(t, k, "Smith", "Jane").Person.ID))
		opened := 0
		for _, e := range entries {
			if b, ok := e.Body.(*dialog.RecordOpened); ok && len(b.By) == 2 && b.Reason == "On call" {
				opened++
			}
		}
		if opened != 1 {
			t.Errorf("it is written down %d times", opened)
		}
		p.Press("esc").SeesNot("SMITH, Jane (Ms)  Born")
	})
}

// Whoever takes somebody off their own caseload is asked, leaves the record, and
// is not in it any more.
func TestTakenOffTheCaseload(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sitAs(t, dialog.Clinician, "Elsewhere", 80, 24)
		open(p, "okonkwo").Press("k", "enter").Sees("You will leave the record")
		p.Press("y").Sees("Find a person", "Saved: the record is closed, and not one of yours any more.").SeesNot("OKONKWO, Grace (Ms)  Born")
		if r := find(t, k, "Okonkwo", "Grace"); len(r.Access.Caseload) != 0 {
			t.Errorf("the record has %+v", r.Access)
		}
	})
}

// Whoever marks a record and does not name themselves leaves it.
func TestMarkedForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sitAs(t, dialog.Administrator, "Elsewhere", 80, 24)
		open(p, "okonkwo").Press("m", "2", "tab", "1", "2", "tab").Type("A friend").Press("ctrl+s").Sees("You are not among those named.")
		p.Press("y").Sees("Find a person").SeesNot("OKONKWO, Grace (Ms)  Born")
		if r := find(t, k, "Okonkwo", "Grace"); !r.Access.Sensitive {
			t.Errorf("the record has %+v", r.Access)
		}
	})
}

// A role that may not does not find the keys.
func TestAPeerWorkerIsNotLedToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := sitAs(t, dialog.PeerWorker, "Canal Street Hub", 120, 40)
		p.Press("?").Sees("Keys on this screen").SeesNot("another's record", "who did what")
		p.Press("esc", "f4").SeesNot("Somebody else's record")
	})
}

// An auditor begins with who did what, and reaches nobody's record from there; an
// administrator gets there by a key.
func TestWhoDidWhat(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {40, 15}} {
		synctest.Test(t, func(t *testing.T) {
			p, _ := sitAs(t, dialog.Auditor, "", size.w, size.h)
			p.Sees("Who did what", "Sam Rivers").Golden(fmt.Sprintf("%dx%d/audit", size.w, size.h))
			p.Press("enter", "ctrl+n", "f4", "esc").Sees("Who did what")
			p.Press("f3").Sees("What happens to my answers").Press("esc")
			p.Press("ctrl+q")
			if !p.Gone() {
				t.Error("the program did not end")
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		p, _ := sitAs(t, dialog.Administrator, "", 80, 24)
		p.Press("f5").Type("bello").Sees("Ayo Bello, peer worker", "1 found of").Press("esc", "esc").Sees("Find a person")
	})
}

// Asking for help leaves nothing in the search.
func TestHelpIsNotSearchedFor(t *testing.T) {
	for _, role := range []dialog.Role{dialog.Auditor, dialog.Clinician} {
		synctest.Test(t, func(t *testing.T) {
			p, _ := sitAs(t, role, "", 80, 24)
			before := p.Screen()
			p.Press("?").Sees("Keys on this screen").Press("esc")
			if p.Screen() != before {
				t.Errorf("the screen is\n%s", p.Screen())
			}
		})
	}
}
