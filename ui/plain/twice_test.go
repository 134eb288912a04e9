package plain_test

import (
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/ui/uitest/golden"
)

// Two records are told side by side and put together with a reason, and nothing is
// recorded where somebody says no.
func TestTwiceInTheRecord(t *testing.T) {
	m := as(t, dialog.Clinician)
	smith, _ := latestOf(t, m, "Smith")
	golden.Compare(t, "twice", talk(t, m, "1", "okonkwo", "1", "x", "1", "nobody like it", "x", "1", "zieli", "1", "3", "x", "1", "smith", "1", "1", "Checked with her", "0", "0"))
	_, entries := latestOf(t, m, "Okonkwo")
	var merged []*dialog.PersonMerged
	for _, e := range entries {
		if b, ok := e.Body.(*dialog.PersonMerged); ok {
			merged = append(merged, b)
		}
	}
	if len(merged) != 1 || merged[0].Other != smith.Person.ID || merged[0].Reason != "Checked with her" {
		t.Errorf("the journal says %+v", merged)
	}
}

// The other one's details can be kept, the fuller ones; the page that goes on is theirs.
func TestTwiceKeepsTheOther(t *testing.T) {
	m := as(t, dialog.Clinician)
	okonkwo, _ := latestOf(t, m, "Okonkwo")
	smith, _ := latestOf(t, m, "Smith")
	got := talk(t, m, "1", "okonkwo", "1", "x", "1", "smith", "1", "2", "Checked with her", "0", "0")
	for _, want := range []string{"record that is not kept: NHS number, local id", "The record of SMITH, Jane (Ms) is closed."} {
		if !strings.Contains(got, want) {
			t.Errorf("not said: %q in\n%s", want, got)
		}
	}
	_, entries := latestOf(t, m, "Smith")
	b, ok := entries[len(entries)-1].Body.(*dialog.PersonMerged)
	if !ok || entries[len(entries)-1].Person != smith.Person.ID || b.Other != okonkwo.Person.ID {
		t.Errorf("the journal says %+v", entries[len(entries)-1])
	}
}
