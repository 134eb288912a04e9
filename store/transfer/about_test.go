package transfer_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store/transfer"
)

// Whether gender is the same as at birth, what gender was before, and who supports a
// person are in no extract of any format; what stands and has a place is where it
// belongs.
func TestGenderHistoryLeavesInNoExtract(t *testing.T) {
	s := caseload(t)
	all, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	person := all[0].Person.ID
	tell := func(trait dialog.Trait, words string, values ...string) {
		if _, err := s.Append(ctx, dialog.Change{Person: person, DoneAt: dialog.At(noon), Body: &dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{
			ID: s.NewID(), Trait: trait, State: dialog.TraitTold, Values: values, Words: words, From: dialog.DateOf(noon), Teller: dialog.TellerPerson}}}); err != nil {
			t.Fatal(err)
		}
	}
	tell(dialog.Gender, "Earlierquagga", "male")
	tell(dialog.Gender, "Nowokapi", "female")
	tell(dialog.SameAsAtBirth, "Birthnumbat", "no")
	if _, err := s.Append(ctx, dialog.Change{Person: person, DoneAt: dialog.At(noon), Body: &dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: s.NewID(), Name: "Supporterbilby"}}}); err != nil {
		t.Fatal(err)
	}
	for _, format := range formats {
		dir, _ := exported(t, s, options(format))
		everything := contents(t, dir)
		for _, never := range []string{"Earlierquagga", "Nowokapi", "Birthnumbat", "Supporterbilby", "same-as-at-birth", "same_as_at_birth", "Marjorie Ashdown"} {
			if strings.Contains(everything, never) {
				t.Errorf("%s says %q", format, never)
			}
		}
		if format == transfer.FHIR && !strings.Contains(everything, "UKCore-EthnicCategory") {
			t.Error("the resources have no ethnic category")
		}
		if format != transfer.MHSDS {
			continue
		}
		for _, row := range table(t, dir, "MHS001MPI") {
			if row["GenderSameAtBirth"] != "" || row["Gender"] != "" || row["EthnicCategory2021"] != "" {
				t.Errorf("MHS001 has %v", row)
			}
		}
	}
}

// contents are all files of a folder, unpacked where they are compressed.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range names(t, dir) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			r, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if b, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		all.Write(b)
	}
	return all.String()
}
