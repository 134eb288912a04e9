package person_test

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/ui/person"
	"alongside/ui/screen"
)

// added is the person that the form for a new one has added.
func (w *world) added() dialog.Person {
	w.t.Helper()
	opened, ok := w.last().(person.Open)
	if !ok {
		w.t.Fatalf("sent %#v", w.sent)
	}
	r, err := w.keeper.Record(context.Background(), opened.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return r.Person
}

func TestAdd(t *testing.T) {
	w := newWorld(t).add("").fill("Żak", "Ann", "Annie", "Dr", "she/her", "14/7/1985", "999 146 5146", "L 77", "Large print", "Polish")
	w.press("2", "tab", "2", "ctrl+s")
	want := dialog.Person{
		Family: "Żak", Given: "Ann", Preferred: "Annie", Title: "Dr", Pronouns: "she/her", BirthDate: dialog.Date{Year: 1985, Month: time.July, Day: 14},
		NHSNumber: "9991465146", LocalPatientID: "L 77", Communication: "Large print", Language: "Polish",
	}
	got := w.added()
	want.ID = got.ID
	if diff := cmp.Diff(want, got); diff != "" || got.ID.IsZero() {
		t.Error(diff)
	}
	if !w.told(screen.Saved) {
		t.Error("nothing said that it is saved")
	}
	if _, ok := w.sent[0].(person.Saved); !ok {
		t.Errorf("sent %#v first", w.sent[0])
	}
}

func TestAddRefuses(t *testing.T) {
	tests := map[string]struct {
		values []string
		want   string
	}{
		"no name":           {[]string{"", "", "Jo"}, "Please enter a name: family name, given name, or both."},
		"no such day":       {[]string{"Zed", "", "", "", "", "29/02/2027"}, "There is no such day."},
		"no date":           {[]string{"Zed", "", "", "", "", "last year"}, "That is not a date."},
		"born tomorrow":     {[]string{"Zed", "", "", "", "", "23/11/2026"}, "A date of birth cannot be on a day to come."},
		"wrong check digit": {[]string{"Zed", "", "", "", "", "", "9990732575"}, "the digits do not add up"},
		"ten equal digits":  {[]string{"Zed", "", "", "", "", "", "9999999999"}, "the digits do not add up"},
		"real in the demo":  {[]string{"Zed", "", "", "", "", "", "943 476 5919"}, "their numbers begin 999"},
		"too few digits":    {[]string{"Zed", "", "", "", "", "", "999 073"}, "An NHS number has ten digits."},
		"only a hyphen":     {[]string{"Zed", "", "", "", "", "", "-"}, "An NHS number has ten digits."},
		"hidden character":  {[]string{"Ze\u202ed"}, "retype it"},
		"local id too long": {[]string{"Zed", "", "", "", "", "", "", "123456789012345678901"}, "A local patient id has at most 20 characters."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).add("").fill(test.values...).press("ctrl+s").sees(test.want)
			if w.last() != nil {
				t.Errorf("sent %#v", w.last())
			}
		})
	}
}

func TestAPasteThatMayNotBeShownIsRefused(t *testing.T) {
	w := newWorld(t).add("")
	w.run(w.s.Update(tea.PasteMsg{Content: "Smith\x1b[2J"}))
	w.sees("Nothing was pasted.").seesNot("Smith")
}

func TestOutsideTheDemoTestNumbersAreRefused(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.Demo = false
	w.open(person.NewEditor(o, "")).fill("Zed", "", "", "", "", "", "999 146 5146").press("ctrl+s").sees("Numbers that begin 999 are for testing only.")
}

func TestPrefill(t *testing.T) {
	tests := map[string]struct {
		typed string
		want  dialog.Person
	}{
		"family name":      {"okafor", dialog.Person{Family: "Okafor"}},
		"given and family": {"jane van okafor", dialog.Person{Family: "Okafor", Given: "Jane van"}},
		"family, given":    {"Okafor, Jane Ann", dialog.Person{Family: "Okafor", Given: "Jane Ann"}},
		"as it was typed":  {"McDonald", dialog.Person{Family: "McDonald"}},
		"NHS number":       {"9991465146", dialog.Person{Family: "Q", NHSNumber: "9991465146"}},
		"local id":         {"D99999", dialog.Person{Family: "Q", LocalPatientID: "D99999"}},
		"nothing":          {"", dialog.Person{Family: "Q"}},
		"unsafe":           {"a\u202eb", dialog.Person{Family: "Q"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).add(test.typed)
			if test.want.Family == "Q" {
				w.typeText("Q")
			}
			w.press("ctrl+s")
			got := w.added()
			test.want.ID = got.ID
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSomebodyWhoIsThereAlready(t *testing.T) {
	tests := map[string]struct {
		values []string
		asked  string // "" for nothing
	}{
		"same number, other name":      {[]string{"Other", "Name", "", "", "", "", "999 073 2574"}, "This NHS number is in the record already."},
		"same local id":                {[]string{"Other", "Name", "", "", "", "", "", "d04100"}, "This local patient id is in the record already."},
		"similar name, same date":      {[]string{"Smyth", "Jane", "", "", "", "29/08/1985"}, "A similar name with this date of birth is there."},
		"swapped names, same date":     {[]string{"Jane", "Smith", "", "", "", "29/08/1985"}, "A similar name with this date of birth is there."},
		"same name":                    {[]string{"SMITH", "jane"}, "This name is in the record already."},
		"same name without accents":    {[]string{"oneill", "ciaran"}, "This name is in the record already."},
		"by the preferred name":        {[]string{"Adeyemi", "Sade"}, "This name is in the record already."},
		"similar name, other date":     {[]string{"Smyth", "Jane", "", "", "", "01/01/1980"}, ""},
		"other name, same date":        {[]string{"Quigley", "Una", "", "", "", "29/08/1985"}, ""},
		"similar name, no date at all": {[]string{"Smyth", "Janet"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t).add("").fill(test.values...).press("ctrl+s")
			if test.asked == "" {
				w.added()
				return
			}
			w.sees(test.asked, "Is this the same person?")
			w.press("enter", "4", "y")
			if w.last() != nil {
				t.Errorf("sent %#v without an answer", w.last())
			}
			w.press("3").sees("Add a person", test.values[0])
			w.press("ctrl+s", "1")
			if opened, ok := w.last().(person.Open); !ok || !w.isThere(opened.ID) {
				t.Errorf("sent %#v", w.last())
			}
		})
	}
}

// isThere reports whether somebody was in the record from the start.
func (w *world) isThere(id dialog.ID) bool {
	for _, known := range w.people {
		if known == id {
			return true
		}
	}
	return false
}

func TestTwoPeopleOfOneNameAreBothKept(t *testing.T) {
	w := newWorld(t).add("Smith, Jane").press("ctrl+s", "2")
	if p := w.added(); p.Family != "Smith" || w.isThere(p.ID) {
		t.Errorf("added %+v", p)
	}
}

func TestOneNumberIsNeverSavedWithTwoPeople(t *testing.T) {
	w := newWorld(t).add("").fill("Other", "Name", "", "", "", "", "999 073 2574").press("ctrl+s", "2")
	if p := w.added(); p.NHSNumber != "" || p.Family != "Other" {
		t.Errorf("added %+v", p)
	}
}

func TestSeveralLikeIt(t *testing.T) {
	w := newWorld(t)
	w.add("Smith, Jane").press("ctrl+s", "2")
	w.sent = nil
	w.add("").fill("Smith", "Jane", "", "", "", "29/08/1985").press("ctrl+s")
	w.sees("A similar name with this date of birth is there.", "(1 of 2)")
	w.press("left", "right", "right").sees("(2 of 2)", "This name is in the record already.")
	w.press("1")
	if opened := w.last().(person.Open); w.isThere(opened.ID) {
		t.Error("the first was opened while the second was in view")
	}
}

func TestAddThatFailsKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t).add("").fill("Zed", "Ann")
	w.keeper.Fail = &dialog.Error{Code: dialog.ReadOnly, Message: "The folder is read-only."}
	w.press("ctrl+s").sees("NOT SAVED. The folder is read-only.", "Zed", "Ann")
	if w.last() != nil || w.s.(screen.Holder).Unsaved() == "" {
		t.Errorf("sent %#v", w.sent)
	}
	w.keeper.Fail = errors.New("unexpected")
	w.press("ctrl+s").sees("NOT SAVED. Something in the program failed.")
	w.keeper.Fail = nil
	w.press("ctrl+s")
	if p := w.added(); p.Given != "Ann" {
		t.Errorf("added %+v", p)
	}
}

func TestLeavingAskedFirst(t *testing.T) {
	w := newWorld(t).add("").typeText("Zed").press("esc").sees("Leave without saving")
	w.press("n").sees("Zed")
	w.press("esc", "y")
	if w.last() != (screen.Back{}) {
		t.Errorf("sent %#v", w.last())
	}
}

func TestAmend(t *testing.T) {
	w := newWorld(t).page("Okonkwo Grace").press("e").sees("Okonkwo", "Grace")
	w.press("tab", "tab").typeText("Gracie").press("ctrl+s").sees("Called Gracie")
	if saved, ok := w.last().(person.Saved); !ok || saved.Committed.Record.Person.Preferred != "Gracie" {
		t.Errorf("sent %#v", w.last())
	}
	shown, ok := w.s.(*person.Page).Person()
	if !ok || shown.Preferred != "Gracie" || shown.NHSNumber == "" {
		t.Errorf("the banner has %+v", shown)
	}
}

func TestAmendNothing(t *testing.T) {
	w := newWorld(t).page("Okonkwo Grace").press("e", "ctrl+s").sees("Start a DIALOG")
	if w.last() != nil || w.record("Okonkwo Grace").Entries != 4 {
		t.Errorf("sent %#v, %d entries", w.sent, w.record("Okonkwo Grace").Entries)
	}
}

func TestAmendDeathAndHospital(t *testing.T) {
	w := newWorld(t).page("Okonkwo Grace").press("e", "shift+tab", "1", "ctrl+s").sees("Recorded as deceased.").seesNot("Start a DIALOG")
	w.press("e", "shift+tab", "2", "shift+tab", "1", "ctrl+s").sees("Recorded as an inpatient.")
}

// TestAmendIntoSomebodyElse changes a name to that of somebody who is there.
func TestAmendIntoSomebodyElse(t *testing.T) {
	w := newWorld(t).page("Okonkwo Grace").press("e", "ctrl+u").typeText("Bright").press("tab", "ctrl+u").typeText("Chloe").press("ctrl+s")
	w.sees("This name is in the record already.", "This one")
	w.press("3", "ctrl+s", "2").sees("Start a DIALOG")
	if p := w.record("Okonkwo Grace").Person; p.Family != "Bright" {
		t.Errorf("recorded %+v", p)
	}
	w.press("e", "tab", "tab").typeText("Chlo").press("ctrl+s").sees("This name is in the record already.")
	w.press("1")
	if opened, ok := w.last().(person.Open); !ok || opened.ID != w.id("Bright Chloe") {
		t.Errorf("sent %#v", w.last())
	}
}
