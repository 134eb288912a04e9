package ui_test

import (
	"testing"
	"testing/synctest"

	"alongside/dialog"
)

// What a person tells about themselves and who supports them are a key away from
// their page, and what is told there is in the record.
func TestAboutThePersonFromTheirPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		open(p, "smith jane").Press("b").Sees("About Jane", "Why it is asked")
		p.Press("down", "p").Sees("prefers not to say")
		p.Press("s").Sees("Jane’s supporters")
		p.Press("n").Type("Ruth Smith").Press("tab").Type("her sister").Press("tab", "tab", "tab", "1", "ctrl+s").Sees("may be told when appointments are")
		p.Press("esc").Sees("About Jane").Press("esc").Sees("Start a DIALOG", "Ruth Smith, her sister")
		r := find(t, k, "Smith", "Jane")
		if r.AboutWord(dialog.Gender) != string(dialog.TraitDeclined) || len(r.ChosenSupporters()) != 1 {
			t.Errorf("the record has %+v and %+v", r.Characteristics, r.Supporters)
		}
	})
}
