package person_test

import (
	"context"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/person"
	"alongside/ui/screen"
)

// twice is the record with Jane Smith in it once more, under a slip of the pen.
func twice(t *testing.T) (w *world, other dialog.ID) {
	t.Helper()
	w = newWorld(t)
	p := w.record("Smith Jane").Person
	other = dialog.ID{42}
	p.Family, p.NHSNumber, p.LocalPatientID, p.Preferred = "Smyth", "", "L-9", ""
	_, err := w.keeper.Append(context.Background(), dialog.Change{Person: other, Worker: dialog.ID{7}, DoneAt: dialog.At(now), Body: &dialog.PersonRecorded{Person: p}},
		dialog.Change{Person: other, Worker: dialog.ID{7}, DoneAt: dialog.At(now), Body: &dialog.CaseloadRecorded{Of: w.keeper.Worker().ID, On: true}})
	if err != nil {
		t.Fatal(err)
	}
	w.people["Smyth Jane"] = other
	return w, other
}

// said is the last entry about somebody.
func (w *world) said(name string) dialog.Body {
	w.t.Helper()
	entries, err := w.keeper.Entries(context.Background(), w.id(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return entries[len(entries)-1].Body
}

func TestTwoRecordsArePutTogether(t *testing.T) {
	w, other := twice(t)
	w.page("Smith Jane").sees("Two records of one person").press("s").sees("Are these two one person?", "SMYTH, Jane", "different", "keep the details of this one (the fuller)")
	w.press("enter").sees("Are these two one person?") // Enter decides nothing
	w.press("1").sees("Put the two records together", "this one stay on top", "record that is not kept: local id and name", "Why?")
	w.press("enter").sees("Please say in a word why.")
	if _, ok := w.said("Smith Jane").(*dialog.PersonMerged); ok {
		t.Fatal("they were put together without a reason")
	}
	w.typeText("Checked with her").press("enter")
	b, ok := w.said("Smith Jane").(*dialog.PersonMerged)
	if !ok || b.Other != other || b.Reason != "Checked with her" {
		t.Errorf("the journal says %+v", w.said("Smith Jane"))
	}
}

// From the page of the thinner record the fuller one's details can be kept: the entry is
// about the other one, whose page opens.
func TestTheOtherOnesDetailsAreKept(t *testing.T) {
	w, other := twice(t)
	w.page("Smyth Jane").press("s").sees("keep those of the other one (the fuller)")
	w.press("1").sees("record that is not kept: NHS number, local id and name").press("esc")
	w.press("2").sees("the other one stay on top", "that page opens")
	jane := w.id("Smith Jane")
	w.typeText("Checked with her").press("enter")
	if b, ok := w.said("Smith Jane").(*dialog.PersonMerged); !ok || b.Other != other {
		t.Errorf("the journal says %+v", w.said("Smith Jane"))
	}
	if !slices.ContainsFunc(w.sent, func(msg tea.Msg) bool { return msg == person.Open{ID: jane} }) {
		t.Errorf("the kept record was not opened: %v", w.sent)
	}
}

// Two people cannot be compared while names are hidden.
func TestTwoPeopleAreNotToldApartWhileNamesAreHidden(t *testing.T) {
	tests := map[string]struct {
		open func(w *world)
		keys []string
		on   string // seen once the name is shown and the last key pressed
	}{
		"two records put together": {func(w *world) { w.page("Smith Jane").press("s") }, []string{"2", "1"}, "Put the two records together"},
		"somebody added":           {func(w *world) { w.add("").fill("Smith", "Jane").press("ctrl+s") }, []string{"1", "2"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w, _ := twice(t)
			test.open(w)
			before := len(w.sent)
			w.masked = true
			for i, key := range test.keys {
				w.press(key)
				if n, ok := w.sent[len(w.sent)-1].(screen.Notice); !ok || n.Text != screen.NameHidden || len(w.sent) != before+i+1 {
					t.Fatalf("%s sent %#v", key, w.sent[before:])
				}
			}
			w.masked = false
			if w.press(test.keys[len(test.keys)-1]); test.on != "" {
				w.sees(test.on)
			} else {
				w.added()
			}
		})
	}
}

func TestTwoRecordsAreLeft(t *testing.T) {
	w, _ := twice(t)
	before := w.said("Smith Jane")
	w.page("Smith Jane").press("s").press("3").sees("Referral")
	w.press("s").press("1").press("esc").press("esc").sees("Referral")
	if now, ok := w.said("Smith Jane").(*dialog.PersonMerged); ok {
		t.Errorf("after %+v the journal says %+v", before, now)
	}
}

// Who is in the record once is not asked about, and neither is whoever may not decide.
func TestWhoIsThereOnceIsNotAskedAbout(t *testing.T) {
	const offer = "Two records of"
	w := newWorld(t)
	w.page("Okonkwo Grace").seesNot(offer)
	w, _ = twice(t)
	w.keeper.Role = dialog.PeerWorker
	w.page("Smith Jane").seesNot(offer)
}

func TestTwinsGolden(t *testing.T) {
	for name, keys := range map[string][]string{"twins": {"s"}, "twins-why": {"s", "1"}, "twins-why-other": {"s", "2"}} {
		t.Run(name, func(t *testing.T) {
			w, _ := twice(t)
			w.page("Smith Jane").press(keys...).golden(name)
		})
	}
}
