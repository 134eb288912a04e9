package person_test

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/person"
	"alongside/ui/screen"
)

// monkeyKeys are the keys that do something somewhere on these screens.
var monkeyKeys = []string{
	"enter", "tab", "shift+tab", "esc", "up", "down", "left", "right", "pgup", "pgdown", "backspace", "ctrl+s", "ctrl+u",
	"1", "2", "3", "4", "9", "d", "p", "w", "c", "g", "h", "o", "r", "e", "k", "m", "x", "n", "y", "a", "é", "王", " ", "/", "-",
}

// entriesAbout counts the entries about everybody but one.
func (w *world) entriesAbout(notThis dialog.ID) int {
	n := 0
	for _, id := range w.people {
		if id == notThis {
			continue
		}
		entries, err := w.keeper.Entries(context.Background(), id)
		if err != nil {
			w.t.Fatal(err)
		}
		n += len(entries)
	}
	return n
}

// TestMonkey presses keys at random, with a disk that fails now and then, and
// holds what always holds: drawings keep to their frame, nothing is written about
// anybody else, "saved" is only said of what is in the record, and nothing is
// sent about another person than the one on the page.
func TestMonkey(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		name := rapid.SampledFrom([]string{"Smith Jane", "Hartley Rowan", "Clarke Desmond", "Okonkwo Grace", "Bright Chloe", "Pemberton Arthur", ""}).Draw(rt, "page")
		var id dialog.ID
		if name == "" {
			w.add("smith")
		} else {
			w.page(name)
			id = w.id(name)
		}
		others := w.entriesAbout(id)
		for range rapid.IntRange(1, 60).Draw(rt, "presses") {
			w.keeper.Fail = nil
			if rapid.IntRange(0, 4).Draw(rt, "disk") == 0 {
				w.keeper.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
			}
			w.sent = nil
			if rapid.IntRange(0, 20).Draw(rt, "paste") == 0 {
				w.run(w.s.Update(tea.PasteMsg{Content: "1\n2\n3\x1b[2J"}))
			}
			w.press(rapid.SampledFrom(monkeyKeys).Draw(rt, "key"))
			f := frame(rapid.IntRange(1, 130).Draw(rt, "width"), rapid.IntRange(1, 40).Draw(rt, "height"), rapid.Bool().Draw(rt, "unicode"))
			checkDrawing(rt, w.s.Draw(f), f)
			w.checkSent(rt, id)
		}
		if n := w.entriesAbout(id); n != others {
			rt.Fatalf("%d entries about others, %d before", n, others)
		}
	})
}

// checkSent holds what was sent against the record.
func (w *world) checkSent(rt *rapid.T, id dialog.ID) {
	saved := false
	for _, msg := range w.sent {
		switch msg := msg.(type) {
		case person.Saved:
			saved = true
			if w.keeper.Fail != nil || len(msg.Committed.Entries) == 0 {
				rt.Fatalf("said to be saved with a disk that fails")
			}
		case screen.Notice:
			if msg.Kind == screen.Saved && !saved {
				rt.Fatalf("said to be saved, but nothing was")
			}
		case person.StartInterview:
			sameRecord(rt, msg.Record, id)
		case person.StartPaper:
			sameRecord(rt, msg.Record, id)
		case person.ResumeDraft:
			sameRecord(rt, msg.Record, id)
			if msg.Record.Draft() == nil {
				rt.Fatal("there is no draft to resume")
			}
		case person.ViewAssessment:
			sameRecord(rt, msg.Record, id)
			if msg.Record.Assessment(msg.ID) == nil {
				rt.Fatal("the assessment is not in the record")
			}
		}
	}
}

func sameRecord(rt *rapid.T, r *dialog.Record, id dialog.ID) {
	if r.Person.ID != id {
		rt.Fatalf("the record of somebody else was sent")
	}
}
