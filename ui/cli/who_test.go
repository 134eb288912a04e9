package cli

import (
	"testing"

	"alongside/dialog"
)

// Somebody is named by their local id or their NHS number, and never by their name.
func TestWhoIsMeant(t *testing.T) {
	p := &dialog.Person{ID: dialog.ID{1}, Family: "Smith", Given: "Jane", LocalPatientID: "D04100", NHSNumber: "9990732574"}
	none := &dialog.Person{ID: dialog.ID{2}, Family: "Smith", Given: "Jane"}
	for name, test := range map[string]struct {
		said string
		want bool
	}{
		"the local id":                     {"D04100", true},
		"the local id in small letters":    {"d04100", true},
		"the NHS number":                   {"9990732574", true},
		"the NHS number with spaces":       {"999 073 2574", true},
		"the NHS number with hyphens":      {" 999-073-2574 ", true},
		"the identifier":                   {p.ID.String(), true},
		"an NHS number that is not theirs": {"999 073 2582", false},
		"a part of the NHS number":         {"999 073", false},
		"the name":                         {"Smith, Jane", false},
		"the family name":                  {"Smith", false},
		"nothing":                          {" ", false},
	} {
		t.Run(name, func(t *testing.T) {
			if meant(p, test.said) != test.want {
				t.Errorf("%q: want %t", test.said, test.want)
			}
			if meant(none, test.said) {
				t.Errorf("%q means somebody without either", test.said)
			}
		})
	}
}
