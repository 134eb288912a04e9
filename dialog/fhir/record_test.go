package fhir_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/fhir"
)

func codec(t testing.TB) *fhir.Codec {
	t.Helper()
	c, err := fhir.New(fhir.Settings{Organisation: "RXX", Software: "Alongside test"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func encode(t interface{ Fatalf(string, ...any) }, resources []fhir.Resource) [][]byte {
	var out [][]byte
	for _, r := range resources {
		b, err := fhir.Encode(r)
		if err != nil {
			t.Fatalf("%v", err)
		}
		out = append(out, b)
	}
	return out
}

var sameRecord = cmp.Options{
	cmpopts.EquateEmpty(), cmp.Comparer(sameText),
}

func sameText(a, b dialog.When) bool {
	x, _ := a.MarshalText()
	y, _ := b.MarshalText()
	return bytes.Equal(x, y)
}

// What is written passes the check before sending, and reads back to an equal
// record.
func TestRecordsReadBackEqual(t *testing.T) {
	c := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		h := fhir.Follow(journal.Draw(t, "journal"))
		out := encode(t, c.Resources(h))
		if err := c.CheckAll(out, true); err != nil {
			t.Fatalf("our own check refuses it: %v", err)
		}
		var in []fhir.Resource
		for _, b := range out {
			r, err := c.Parse(b)
			if err != nil {
				t.Fatalf("%v\n%s", err, b)
			}
			in = append(in, r)
		}
		got, err := c.Record(in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(fhir.Carried(h.Record), got, sameRecord); diff != "" {
			t.Fatalf("the record read back differs (-written +read):\n%s", diff)
		}
		if again := encode(t, in); !bytes.Equal(bytes.Join(again, nil), bytes.Join(out, nil)) {
			t.Fatal("writing again what was read gives other bytes")
		}
	})
}

// The same entries give the same bytes.
func TestResourcesRepeat(t *testing.T) {
	c := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		entries := journal.Draw(t, "journal")
		one, two := encode(t, c.Resources(fhir.Follow(entries))), encode(t, c.Resources(fhir.Follow(entries)))
		if !bytes.Equal(bytes.Join(one, []byte("\n")), bytes.Join(two, []byte("\n"))) {
			t.Fatal("the bytes differ")
		}
	})
}

// Each ended assessment goes out as transactions that pass the check, of at most
// fifty entries, none of which is twice there. Taken together they lead nowhere
// outside.
func TestBundles(t *testing.T) {
	c := codec(t)
	rapid.Check(t, func(t *rapid.T) {
		h := fhir.Follow(journal.Draw(t, "journal"))
		for i := range h.Record.Assessments {
			a := &h.Record.Assessments[i]
			bundles, err := c.Bundles(h, a.ID)
			if a.Status == dialog.Draft && !a.StruckOut {
				if dialog.ErrorCode(err) != dialog.Conflict {
					t.Fatalf("a draft went out: %v", err)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			checkBundles(t, c, bundles)
		}
	})
}

func checkBundles(t *rapid.T, c *fhir.Codec, bundles []*fhir.Bundle) {
	seen := map[string]bool{}
	var all [][]byte
	for _, b := range bundles {
		if n := len(b.Entry); n == 0 || n > fhir.MostEntries {
			t.Fatalf("%d entries", n)
		}
		for _, e := range b.Entry {
			if seen[e.Request.URL] {
				t.Fatalf("%s goes out twice", e.Request.URL)
			}
			seen[e.Request.URL] = true
		}
		out, err := fhir.Encode(b)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, out)
	}
	if err := c.CheckAll(all, true); err != nil {
		t.Fatalf("our own check refuses it: %v", err)
	}
}
