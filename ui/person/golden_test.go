package person_test

import (
	"testing"

	"alongside/dialog"
)

func TestGolden(t *testing.T) {
	tests := map[string]func(w *world){
		"page":            func(w *world) { w.page("Smith Jane") },
		"page-needs":      func(w *world) { w.page("ap Rhys Gwilym") },
		"page-draft":      func(w *world) { w.page("Hartley Rowan") },
		"page-stale":      func(w *world) { w.page("Clarke Desmond") },
		"page-offered":    func(w *world) { w.page("Trelawney Tamsin") },
		"page-new":        func(w *world) { w.page("Okonkwo Grace") },
		"page-deceased":   func(w *world) { w.page("Pemberton Arthur") },
		"page-discharged": func(w *world) { w.page("Ferreira Tomás") },
		"page-unreadable": func(w *world) {
			w.keeper.Fail = &dialog.Error{Code: dialog.ReadOnly, Message: "The folder is read-only."}
			w.page("Smith Jane")
		},
		"page-long": func(w *world) { w.page("Adeyemi Folasade") },
		"page-scroll": func(w *world) {
			w.page("Adeyemi Folasade")
			w.s.Draw(frame(40, 11, true))
			w.press("down", "down", "pgdown", "pgdown")
		},
		"history": func(w *world) { w.page("Bright Chloe").press("h", "down") },
		"history-long": func(w *world) {
			w.page("Adeyemi Folasade").press("h", "pgdown", "pgdown")
		},
		"history-closed": func(w *world) { w.page("Baptiste Marlon").press("h") },
		"strike":         func(w *world) { w.page("Smith Jane").press("h", "x").typeText("Recorded on the wrong person") },
		"offer":          func(w *world) { w.page("Smith Jane").press("o") },
		"offer-chosen":   func(w *world) { w.page("Smith Jane").press("o", "2", "tab").typeText("Flu") },
		"offer-failed": func(w *world) {
			w.page("Smith Jane").press("o", "2")
			w.keeper.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full. Please free some space."}
			w.press("ctrl+s")
		},
		"referrals":      func(w *world) { w.page("Zielińska Agnieszka").press("r") },
		"referrals-none": func(w *world) { w.page("Novak Aleksander").press("r") },
		"referral":       func(w *world) { w.page("Zielińska Agnieszka").press("r", "enter") },
		"referral-wrong": func(w *world) {
			w.page("Zielińska Agnieszka").press("r", "enter", "down", "tab", "tab", "tab", "tab").typeText("1/1/2001").press("ctrl+s")
		},
		"edit":          func(w *world) { w.page("Adeyemi Folasade").press("e") },
		"add":           func(w *world) { w.add("") },
		"add-prefilled": func(w *world) { w.add("jane smith") },
		"add-wrong":     func(w *world) { w.add("").fill("Zed", "Ann", "", "", "", "30/02/1980", "999 073 2575").press("ctrl+s") },
		"same-number": func(w *world) {
			w.add("").fill("Other", "Name", "", "", "", "1/2/1990", "999 073 2574").press("ctrl+s")
		},
		"same-name":     func(w *world) { w.add("Smith, Jane").press("ctrl+s") },
		"name-and-date": func(w *world) { w.add("").fill("Smyth", "Jane", "", "", "", "29/08/1985").press("ctrl+s") },
		"leave-unsaved": func(w *world) { w.add("").typeText("Zed").press("esc") },
		"amended-to-like": func(w *world) {
			w.page("Okonkwo Grace").press("e", "ctrl+u").typeText("Bright").press("tab", "ctrl+u").typeText("Chloe").press("ctrl+s")
		},
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			do(w)
			w.golden(name)
		})
	}
}
