package ui_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui"
	"alongside/ui/term"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
)

var today = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// sit starts the program on the made-up caseload inside a bubble, where the
// clock begins at the day of the demo.
func sit(t *testing.T, width, height int, mode term.Mode) (*uitest.Person, *memory.Keeper) {
	t.Helper()
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	k := memory.New(now)
	for _, group := range demo.Groups(today) {
		if _, err := k.Append(context.Background(), group...); err != nil {
			t.Fatal(err)
		}
	}
	return uitest.Sit(t, ui.Options{Opened: k, Demo: true, Version: "test",
		Text: instrument.English(), Now: now, Mode: mode}, width, height), k
}

var unicode = term.Mode{Screen: true, Unicode: true}

// find returns the record of somebody in the demo.
func find(t *testing.T, k *memory.Keeper, family, given string) *dialog.Record {
	t.Helper()
	all, _ := k.Caseload(context.Background())
	for _, s := range all {
		if s.Person.Family == family && s.Person.Given == given {
			r, _ := k.Record(context.Background(), s.Person.ID)
			return r
		}
	}
	t.Fatal("nobody of that name")
	return nil
}

func TestTheAppointment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		p.Golden("appointment/1-caseload")
		p.Type("smith jane").Wait(time.Second)
		p.Golden("appointment/2-found")
		p.Press("enter").Sees("SMITH, Jane (Ms)", "NHS No. 999 073 2574")
		p.Golden("appointment/3-person")
		p.Pressed()
		p.Press("d").Golden("appointment/4-identity")
		p.Press("y").Golden("appointment/5-completion")
		p.Press("1").Golden("appointment/6-agreed-before")
		p.Press("s").Golden("appointment/6-item")
		for i, rating := range []string{"5", "4", "2", "5", "4", "6", "5", "6", "5", "4", "6"} {
			p.Press(rating).Sees("saved")
			if i == 2 {
				p.Golden("appointment/7-rated")
			}
			p.Press("enter")
		}
		p.Golden("appointment/8-review")
		p.Press("f")
		if n := p.Pressed(); n > 27 {
			t.Errorf("from the person's page to saved took %d keys, at most 27 were promised", n)
		}
		p.Golden("appointment/9-changed")
		a := find(t, k, "Smith", "Jane").History()
		if last := a[len(a)-1]; last.Status != dialog.Finished || last.DoneAt.Date() != dialog.DateOf(today) || last.Answers.Get(dialog.JobSituation).Rating != 2 {
			t.Errorf("the record has %+v", last)
		}
		p.Press("g").Golden("appointment/10-goal")
		p.Press("8", "enter").Sees("saved").Press("enter", "s")
		p.Sees("What changed").Press("c").Golden("appointment/11-years")
		p.Press("esc", "esc").Golden("appointment/12-person-after")
	})
}
