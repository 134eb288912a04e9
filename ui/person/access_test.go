package person_test

import (
	"context"
	"slices"
	"testing"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/ui/person"
	"alongside/ui/screen"
)

// newOffice is the record with the made-up people, in which the worker is one of
// several and has nobody by their team.
func newOffice(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	for _, one := range []dialog.Worker{
		{ID: dialog.ID{3}, Name: "Gone Long", Role: dialog.Clinician, Left: true},
		{ID: dialog.ID{8}, Name: "Ada Auditor", Role: dialog.Auditor},
		{ID: dialog.ID{4}, Name: "Alex Stone-Featherstonehaugh", Role: dialog.Clinician, Team: "Harbourside Early Intervention Team"},
		{ID: dialog.ID{7}, Name: "Kim Field", Role: dialog.Clinician, Team: "Elsewhere"},
	} {
		if _, err := w.keeper.Append(context.Background(), dialog.Change{Worker: one.ID, DoneAt: dialog.At(now), Body: &dialog.WorkerRecorded{Worker: one}}); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) access(name string) dialog.Access { return w.record(name).Access }

// other opens the form for somebody else's record.
func (w *world) other(known dialog.Identifiers) *world {
	return w.open(person.NewOther(w.options(), known))
}

func TestSomebodyElsesRecordIsOpened(t *testing.T) {
	tests := map[string]struct {
		known dialog.Identifiers
		keys  func(w *world)
		by    []string
	}{
		"name and date of birth": {dialog.Identifiers{}, func(w *world) { w.fill("smith", "29/8/1985", "", "").typeText("On call").press("enter") }, []string{"family-name", "birth-date"}},
		"what was searched for":  {person.IdentifiersFrom("999 073 2574", true), func(w *world) { w.fill("Smith", "", "", "").typeText("On call").press("ctrl+s") }, []string{"family-name", "nhs-number"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newOffice(t).other(test.known)
			test.keys(w)
			if opened, ok := w.last().(person.Open); !ok || opened.ID != w.id("Smith Jane") {
				t.Fatalf("sent %#v", w.sent)
			}
			entries, _ := w.keeper.Entries(context.Background(), w.id("Smith Jane"))
			if b, ok := entries[len(entries)-1].Body.(*dialog.RecordOpened); !ok || b.Reason != "On call" || !slices.Equal(b.By, test.by) {
				t.Errorf("the journal says %+v", b)
			}
		})
	}
}

func TestSomebodyElsesRecordStaysClosed(t *testing.T) {
	tests := map[string]struct {
		values []string
		want   string
	}{
		"one identifier":     {[]string{"Smith", "", "", "", "On call"}, "Please give two of these four"},
		"none":               {[]string{"", "", "", "", "On call"}, "Please give two of these four"},
		"no reason":          {[]string{"Smith", "29/8/1985", "", "", ""}, "Please say in a word why you open it."},
		"nobody":             {[]string{"Smith", "30/8/1985", "", "", "On call"}, "NOT OPENED. Nobody in this record has all of these."},
		"no such number":     {[]string{"Smith", "", "999 073 2575", "", "On call"}, "the digits do not add up"},
		"a date to come":     {[]string{"Smith", "1/1/2030", "", "", "On call"}, "cannot be on a day to come"},
		"a letter for a day": {[]string{"Smith", "x", "", "", "On call"}, "That is not a date."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newOffice(t).other(dialog.Identifiers{}).fill(test.values...).press("ctrl+s").sees(test.want)
			if w.last() != nil {
				t.Errorf("sent %#v", w.last())
			}
		})
	}
}

func TestAddingSomebodyOfAnotherCaseloadLeadsThere(t *testing.T) {
	for name, role := range map[string]dialog.Role{"a clinician": dialog.Clinician, "a peer worker": dialog.PeerWorker} {
		t.Run(name, func(t *testing.T) {
			w := newOffice(t)
			w.keeper.Role = role
			w.add("").fill("Zed", "Ann", "", "", "", "14/7/1985", "999 146 5146")
			w.keeper.Fail = &dialog.Error{Code: dialog.Conflict, Message: "Somebody has this number."}
			w.press("ctrl+s").sees("NOT SAVED. Somebody has this number.")
			w.sent = nil
			w.press("f4")
			want := dialog.Identifiers{Family: "Zed", BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}, NHSNumber: "9991465146"}
			switch msg := w.last().(type) {
			case person.OpenOther:
				if msg.By != want || role != dialog.Clinician {
					t.Errorf("sent %+v", msg)
				}
			default:
				w.sees("Please ask a clinician or an administrator.")
				if role == dialog.Clinician {
					t.Errorf("sent %#v", msg)
				}
			}
		})
	}
}

func TestPutOnAndTakenOffACaseload(t *testing.T) {
	w := newOffice(t).page("Okonkwo Grace").press("k").sees("Kim Field, you, clinician, Elsewhere", "Alex Stone").seesNot("Gone Long")
	w.press("enter").sees("Kim Field, you, clinician, Elsewhere: on the caseload")
	if !w.told(screen.Saved) || !slices.Contains(w.access("Okonkwo Grace").Caseload, dialog.ID{7}) {
		t.Errorf("the record has %+v", w.access("Okonkwo Grace"))
	}
	w.press("down", "down", "enter", "up", "up")
	if got := w.access("Okonkwo Grace").Caseload; len(got) != 1 {
		t.Errorf("the record has %v", got)
	}
	w.press("enter").sees("You will leave the record").press("n").press("enter", "enter", "x").sees("You will leave the record")
	if got := w.access("Okonkwo Grace").Caseload; len(got) != 1 {
		t.Errorf("the record has %v without an answer", got)
	}
	w.press("y")
	if lost, ok := w.last().(person.Lost); !ok || lost.Committed.Record.Person.ID != w.id("Okonkwo Grace") || len(w.access("Okonkwo Grace").Caseload) != 0 {
		t.Errorf("sent %#v", w.last())
	}
}

func TestACaseloadThatCannotBeSaved(t *testing.T) {
	w := newOffice(t).page("Okonkwo Grace").press("k")
	w.keeper.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	w.press("enter").sees("NOT SAVED. The disk is full.")
	if w.s.(screen.Holder).Unsaved() == "" {
		t.Error("nothing is said to be unsaved")
	}
	w.keeper.Fail = nil
	w.press("enter").seesNot("NOT SAVED").press("esc").sees("Start a DIALOG")
}

func TestMarkedAsSensitive(t *testing.T) {
	w := newOffice(t).page("Okonkwo Grace").press("m").sees("Who may open this record")
	w.press("2", "tab", "tab").typeText("A colleague").press("ctrl+s").sees("A sensitive record: only 2 workers, who are named, may open it.")
	// Whoever has the person on their caseload is named beforehand.
	if a := w.access("Okonkwo Grace"); !a.Sensitive || len(a.Named) != 2 || !slices.Contains(a.Named, dialog.ID{7}) || !slices.Contains(a.Named, a.Caseload[0]) {
		t.Errorf("the record has %+v", a)
	}
	if _, lost := w.last().(person.Lost); lost {
		t.Error("it is left by somebody who is named")
	}
	w.press("m").sees("[x] Kim Field").press("1", "tab", "tab").typeText("Moved away").press("ctrl+s")
	w.sees("The person is not on your caseload.").press("enter").sees("The person is not on your caseload.").press("n").sees("Moved away")
	w.press("ctrl+s", "y")
	if a := w.access("Okonkwo Grace"); a.Sensitive || len(a.Named) > 0 {
		t.Errorf("the record has %+v", a)
	}
	if _, ok := w.last().(person.Lost); !ok {
		t.Errorf("sent %#v", w.last())
	}
}

func TestMarkedWithoutNamingOneself(t *testing.T) {
	w := newOffice(t).page("Okonkwo Grace").press("m", "2", "tab", "1", "3", "ctrl+s").sees("Please say in a word why.")
	w.typeText("A friend").press("ctrl+s").sees("Please name who may open the record.")
	w.press("down", "space", "ctrl+s").sees("You are not among those named.")
	if w.access("Okonkwo Grace").Sensitive {
		t.Error("it is marked without an answer")
	}
	w.press("y")
	if lost, ok := w.last().(person.Lost); !ok || !lost.Committed.Record.Access.Sensitive {
		t.Errorf("sent %#v", w.last())
	}
}

func TestRolesThatMayNotAreNotOffered(t *testing.T) {
	w := newOffice(t)
	w.keeper.Role = dialog.PeerWorker
	w.page("Okonkwo Grace").sees("Whose caseload").seesNot("Who may open it").press("m").sees("Start a DIALOG")
}

func TestAccessGolden(t *testing.T) {
	tests := map[string]func(*world){
		"other":       func(w *world) { w.other(dialog.Identifiers{}) },
		"other-known": func(w *world) { w.other(person.IdentifiersFrom("smith", true)) },
		"other-two":   func(w *world) { w.other(dialog.Identifiers{Family: "Smith", NHSNumber: "9990732574"}) },
		"other-one":   func(w *world) { w.other(dialog.Identifiers{}).fill("Smith", "", "", "", "On call").press("ctrl+s") },
		"other-nobody": func(w *world) {
			w.other(dialog.Identifiers{}).fill("Smith", "1/1/1980", "", "", "On call").press("ctrl+s")
		},
		"caseloads":      func(w *world) { w.page("Okonkwo Grace").press("k", "enter") },
		"caseloads-lost": func(w *world) { w.page("Okonkwo Grace").press("k", "enter", "enter") },
		"access":         func(w *world) { w.page("Okonkwo Grace").press("m") },
		"access-marked":  func(w *world) { w.page("Okonkwo Grace").press("m", "2", "tab", "down", "space") },
		"access-lost": func(w *world) {
			w.page("Okonkwo Grace").press("m", "2", "tab", "1", "2", "tab").typeText("A friend").press("ctrl+s")
		},
		"page-sensitive": func(w *world) {
			w.append("Okonkwo Grace", &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{{7}, {4}}, Reason: "A colleague"})
			w.page("Okonkwo Grace")
		},
		"elsewhere": func(w *world) {
			w.add("").fill("Zed", "Ann", "", "", "", "14/7/1985", "999 146 5146")
			w.keeper.Fail = &dialog.Error{Code: dialog.Conflict, Message: "Somebody with this NHS number is in the record already, on another caseload. To open that record, give two identifiers and a reason instead of adding the person again."}
			w.press("ctrl+s")
		},
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			w := newOffice(t)
			do(w)
			w.golden(name)
		})
	}
}

// The demo's own worker has the people of the hub by their team, and is not warned
// where that stays so.
func TestWhoHasSomebodyByTheirTeamLosesNothing(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.Worker = demo.Me().ID
	w.open(person.New(o, w.id("Smith Jane"))).press("k", "enter", "enter").seesNot("You will leave")
}

// Who may open no record cannot be chosen for one.
func TestAuditorsAreNotOffered(t *testing.T) {
	for name, letter := range map[string]string{"for a caseload": "k", "for a sensitive record": "m"} {
		t.Run(name, func(t *testing.T) {
			newOffice(t).page("Okonkwo Grace").press(letter).sees("Kim Field").seesNot("Ada Auditor")
		})
	}
}
