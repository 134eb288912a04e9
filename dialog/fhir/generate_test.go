package fhir_test

import (
	"bufio"
	"flag"
	"os"
	"testing"

	"alongside/dialog/fhir"
)

var writeTo = flag.String("ndjson", "", "write this many generated resources ("+"-resources"+") to a file, for other validators")
var writeCount = flag.Int("resources", 20000, "how many resources -ndjson writes at least")

// TestWriteForValidators writes generated resources, one on a line, for validators
// that are not ours; docs/fhir/README.md says how to use it.
func TestWriteForValidators(t *testing.T) {
	if *writeTo == "" {
		t.Skip("no file to write to was named with -ndjson")
	}
	f, err := os.Create(*writeTo)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	c := codec(t)
	kinds := map[string]int{}
	for n, seed := 0, 0; n < *writeCount; seed++ {
		resources := c.Resources(fhir.Follow(journal.Example(seed)))
		if seed == 0 {
			resources = append(resources, c.Questionnaire())
		}
		for i, b := range encode(t, resources) {
			kinds[resources[i].Type()]++
			n++
			if _, err := w.Write(append(b, '\n')); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	t.Log(kinds)
}
