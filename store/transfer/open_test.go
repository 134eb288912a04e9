package transfer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/store/transfer"
)

// What we export we take in again, formulas and all.
func TestOwnExportIsTakenIn(t *testing.T) {
	s := caseload(t)
	dir, _ := exported(t, s, options(transfer.CSV))
	b, err := transfer.ReadRegular(find(t, dir, "people"), intake.MostBytes)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := intake.ReadSheet(b)
	if err != nil {
		t.Fatal(err)
	}
	read := func(known []*dialog.Summary) *intake.Caseload {
		c, err := sheet.Caseload(intake.Reading{Mapping: sheet.Guess(), Known: known, Today: dialog.DateOf(noon), Demo: true})
		if err != nil || len(c.Problems) > 0 {
			t.Fatal(err, c.Problems)
		}
		return c
	}
	var want, got []dialog.Person
	for _, r := range records(t, s) {
		p := r.Person
		p.ID, p.Inpatient, p.Deceased = dialog.ID{}, false, false // a caseload says nothing of these
		want = append(want, p)
	}
	for _, n := range read(nil).People {
		got = append(got, n.Person)
	}
	byName := func(a, b dialog.Person) int { return strings.Compare(a.LocalPatientID, b.LocalPatientID) }
	slices.SortFunc(want, byName)
	slices.SortFunc(got, byName)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-exported +taken in):\n%s", diff)
	}
	lines, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(lines).Changes(true, dialog.At(noon), s.NewID); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("people who are there are taken in again: %v", err)
	}
}

func TestOnlyOrdinaryFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "people.csv")
	if err := os.WriteFile(file, []byte("Surname\nA\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	long := filepath.Join(dir, "long.csv")
	if err := os.WriteFile(long, make([]byte, intake.MostBytes+1), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink(file, link); err != nil {
		t.Skipf("links cannot be made here: %v", err)
	}
	if b, err := transfer.ReadRegular(file, intake.MostBytes); err != nil || string(b) != "Surname\nA\n" {
		t.Error(string(b), err)
	}
	for name, path := range map[string]string{"a link": link, "a folder": dir, "nothing": filepath.Join(dir, "none"), "a device": os.DevNull, "a long file": long} {
		if b, err := transfer.ReadRegular(path, intake.MostBytes); err == nil || dialog.ErrorMessage(err) == "" || b != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
