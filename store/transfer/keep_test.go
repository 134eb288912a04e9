package transfer_test

import (
	"flag"
	"testing"
)

var keepIn = flag.String("keep", "", "export the made-up caseload into this folder in every format, to look at")

// TestKeep leaves an export for other programs to read; docs/export.md shows how.
func TestKeep(t *testing.T) {
	if *keepIn == "" {
		t.Skip("no folder was named with -keep")
	}
	s := caseload(t)
	for _, f := range formats {
		if _, err := exportTo(s, *keepIn, options(f)); err != nil {
			t.Fatal(err)
		}
	}
}
