package plain_test

import (
	"testing"

	"alongside/dialog"
	"alongside/ui/uitest/golden"
)

// Two records are told side by side and put together with a reason, and nothing is
// recorded where somebody says no.
func TestTwiceInTheRecord(t *testing.T) {
	m := as(t, dialog.Clinician)
	smith, _ := latestOf(t, m, "Smith")
	golden.Compare(t, "twice", talk(t, m, "1", "okonkwo", "1", "x", "1", "nobody like it", "x", "1", "zieli", "1", "n", "x", "1", "smith", "1", "y", "Checked with her", "0", "6"))
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
