package fhir_test

import (
	"bytes"
	"testing"

	"alongside/dialog/fhir"
)

// FuzzRead gives anything to the reader. What it takes it must be able to write
// again, and a record it makes of it must read back.
func FuzzRead(f *testing.F) {
	c := codec(f)
	var all [][]byte
	for _, r := range c.Resources(told(f)) {
		b, err := fhir.Encode(r)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, b)
		f.Add(b)
	}
	f.Add(bytes.Join(all, []byte("\n")))
	f.Add([]byte(`{"resourceType":"Bundle","type":"transaction","entry":[]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in []fhir.Resource
		for line := range bytes.SplitSeq(b, []byte("\n")) {
			r, err := c.Parse(line)
			if err != nil {
				return
			}
			again, err := fhir.Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Check(again); err != nil {
				t.Fatalf("what was taken is refused once written again: %v", err)
			}
			in = append(in, r)
		}
		if r, err := c.Record(in); err == nil && r.Person.ID.IsZero() {
			t.Fatal("a record of nobody was made")
		}
	})
}
