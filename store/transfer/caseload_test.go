package transfer_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store/transfer"
)

const twoPeople = "Surname,Forename,DOB,NHS No.,RiO ID,Team,Referral date\r\n" +
	"Żółć,Zofia,14/07/1985,999 073 2574,D1,North Hub,05-Jan-2026\r\n" +
	"\"O'Brien, the younger\",Ann,,,D2,,\r\n"

func sheet(t testing.TB, text string) *transfer.Sheet {
	t.Helper()
	s, err := transfer.ReadSheet(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func people(t testing.TB, s *transfer.Sheet) []transfer.Newcomer {
	t.Helper()
	all, err := s.Caseload(s.Guess(), nil, true)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCaseload(t *testing.T) {
	want := []transfer.Newcomer{
		{Line: 2, Person: dialog.Person{Family: "Żółć", Given: "Zofia", BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}, NHSNumber: "9990732574", LocalPatientID: "D1"},
			Referral: dialog.Referral{Team: "North Hub", Received: dialog.Date{Year: 2026, Month: 1, Day: 5}, Setting: dialog.Community}},
		{Line: 3, Person: dialog.Person{Family: "O'Brien, the younger", Given: "Ann", LocalPatientID: "D2"}, Referral: dialog.Referral{Setting: dialog.Community}},
	}
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(twoPeople)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ text, encoding string }{
		"UTF-8":          {twoPeople, "UTF-8"},
		"with a mark":    {"\ufeff" + twoPeople, "UTF-8"},
		"UTF-16":         {utf16, "UTF-16"},
		"semicolons":     {strings.NewReplacer(",", ";", "O'Brien,", "O'Brien,").Replace(strings.Replace(twoPeople, "O'Brien, the", "O'Brien\x00 the", 1)), "UTF-8"},
		"tabs":           {strings.ReplaceAll(strings.Replace(twoPeople, "O'Brien, the", "O'Brien\x00 the", 1), ",", "\t"), "UTF-8"},
		"one line break": {strings.ReplaceAll(twoPeople, "\r\n", "\n"), "UTF-8"},
		"empty lines":    {twoPeople + ",,,,,,\r\n\r\n", "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheet(t, strings.Replace(test.text, "O'Brien\x00 the", "O'Brien, the", 1))
			if diff := cmp.Diff(want, people(t, s)); diff != "" || s.Encoding != test.encoding {
				t.Errorf("%s (-want +got):\n%s", s.Encoding, diff)
			}
		})
	}
	windows, err := charmap.Windows1252.NewEncoder().String("Surname;Forename\nMüller;René\n")
	if err != nil {
		t.Fatal(err)
	}
	s := sheet(t, windows)
	if got := people(t, s); got[0].Person.Family != "Müller" || got[0].Person.Given != "René" || s.Encoding != "Windows-1252" {
		t.Errorf("%s: %v", s.Encoding, got)
	}
}

// What we export we take in again, formulas and all.
func TestOwnExportIsTakenIn(t *testing.T) {
	s := caseload(t)
	dir, _ := exported(t, s, options(transfer.CSV))
	in, err := transfer.OpenSheet(find(t, dir, "people"))
	if err != nil {
		t.Fatal(err)
	}
	all := records(t, s)
	var want []dialog.Person
	for _, r := range all {
		p := r.Person
		p.ID, p.Inpatient, p.Deceased = dialog.ID{}, false, false // a caseload says nothing of these
		want = append(want, p)
	}
	var got []dialog.Person
	for _, n := range people(t, in) {
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
	again, err := in.Caseload(in.Guess(), lines, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := transfer.Changes(again, dialog.ID{1}, dialog.At(noon), s.NewID); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("people who are there are taken in again: %v", err)
	}
}

// What is taken in can be recorded, in one transaction.
func TestChangesAreRecorded(t *testing.T) {
	s := caseload(t)
	newcomers := people(t, sheet(t, twoPeople))
	groups, err := transfer.Changes(newcomers, dialog.ID{1}, dialog.At(noon), s.NewID)
	if err != nil {
		t.Fatal(err)
	}
	before := len(records(t, s))
	told := 0
	n, err := s.AppendAll(ctx, slices.Values(groups), func(int) { told++ })
	if err != nil || n != 3 || told != 1 {
		t.Fatalf("%d changes in %d transactions: %v", n, told, err)
	}
	if after := len(records(t, s)); after != before+2 {
		t.Errorf("%d people after %d", after, before)
	}
}

func TestSheetsAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"nothing":           {"", "no rows"},
		"columns alone":     {"Surname,Forename\n", "no rows"},
		"a cell too few":    {"Surname,Forename\nA,B\nC\n", "Line 3"},
		"a cell too many":   {"Surname,Forename\nA,B,C\n", "Line 2"},
		"a quotation mark":  {"Surname,Forename\nA,B\"C\n", "Line 2"},
		"a quote left open": {"Surname,Forename\nA,\"B\n", "quotation"},
		"a nought":          {"Surname,Forename\nA\x00,B\n", "text file"},
		"half of UTF-16":    {"\xff\xfeA\x00B", "text file"},
		"a program":         {"\x7fELF\x02\x01\x01\x00\x00\x00\x81", "text file"},
		"many columns":      {strings.Repeat("a,", 100) + "b\n" + strings.Repeat(",", 100) + "c\n", "columns"},
		"a long cell":       {"Surname\n" + strings.Repeat("a", 4001) + "\n", "4000 characters"},
		"many rows":         {"Surname\n" + strings.Repeat("a\n", 2001), "rows"},
		"a long file":       {"Surname\n" + strings.Repeat("a", 17<<20), "MB"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := transfer.ReadSheet(strings.NewReader(test.text))
			if dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), test.want) {
				t.Errorf("got %v and %v, want one that says %q", s, err, test.want)
			}
		})
	}
}

func TestCaseloadsAreRefused(t *testing.T) {
	head := "Surname,Forename,DOB,NHS No.,RiO ID,Referral ID,Team\n"
	sound := "Sound,Robin,14/07/1985,,D9,,\n"
	one := demo.Number(1)
	for name, test := range map[string]struct {
		row    string
		column string
		want   string
	}{
		"no name":                {",,01/01/1980,,,,\n", "Surname", "name"},
		"no such day":            {"A,B,31/02/1980,,,,\n", "DOB", "no such day"},
		"month first":            {"A,B,02/31/1980,,,,\n", "DOB", "date"},
		"a year of two digits":   {"A,B,14/07/85,,,,\n", "DOB", "date"},
		"a wrong digit":          {"A,B,,9990732575,,,\n", "NHS No.", "add up"},
		"a number in a float":    {"A,B,,9.99073E+09,,,\n", "NHS No.", "ten digits"},
		"the same id twice":      {"A,B,,,D9,,\n", "RiO ID", "line 2"},
		"a long id":              {"A,B,,," + strings.Repeat("9", 21) + ",,\n", "Surname", "20 characters"},
		"an id with a sign":      {"A,B,,,,R/1,\n", "Referral ID", "letters and digits"},
		"a hidden character":     {"A\u200b,B,,,,,\n", "Surname", "hidden"},
		"direction turned round": {"A\u202eB,B,,,,,\n", "Surname", "direction"},
		"an escape sequence":     {"A\x1b[2J,B,,,,,\n", "Surname", "control"},
		"two people in one":      {"A,B,," + string(one) + ",D77,,\n", "RiO ID", "two people"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheet(t, head+sound+test.row)
			known := []dialog.Summary{{Person: dialog.Person{ID: dialog.ID{7}, NHSNumber: one}}, {Person: dialog.Person{ID: dialog.ID{8}, LocalPatientID: "D77"}}}
			all, err := s.Caseload(s.Guess(), known, true)
			problems, _ := errors.AsType[transfer.Problems](err)
			if len(all) > 0 || len(problems) == 0 {
				t.Fatalf("%d people and %v", len(all), err)
			}
			if p := problems[0]; p.Line != 3 || p.Column != test.column || !strings.Contains(p.Message, test.want) {
				t.Errorf("got %+v", p)
			}
			if strings.Contains(err.Error(), "9990732575") {
				t.Error("the problem says what stands there")
			}
		})
	}
}

func TestMappingsAreRefused(t *testing.T) {
	s := sheet(t, twoPeople)
	for name, m := range map[string]transfer.Mapping{
		"no name":            {transfer.FieldTeam: 0},
		"a column not there": {transfer.FieldFamily: 9},
		"one column twice":   {transfer.FieldFamily: 0, transfer.FieldGiven: 0},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := s.Caseload(m, nil, true); dialog.ErrorCode(err) != dialog.Invalid {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOnlyOrdinaryFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "people.csv")
	if err := os.WriteFile(file, []byte(twoPeople), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.csv")
	if err := os.Symlink(file, link); err != nil {
		t.Skipf("links cannot be made here: %v", err)
	}
	if _, err := transfer.OpenSheet(file); err != nil {
		t.Error(err)
	}
	for name, path := range map[string]string{"a link": link, "a folder": dir, "nothing": filepath.Join(dir, "none")} {
		if _, err := transfer.OpenSheet(path); err == nil || dialog.ErrorMessage(err) == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Ten thousand damaged files: each is taken whole, with a person for each row, or
// not at all.
func TestDamagedCaseloads(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole := twoPeople + strings.Repeat("Example,Robin,01/02/1990,,,South Hub,01/03/2026\r\n", 5)
	taken := 0
	for range 10_000 {
		b := []byte(whole)
		for range 1 + random.IntN(4) {
			b = append(b, 0)[:max(1, len(b))] // never empty
			i := random.IntN(len(b))
			switch random.IntN(4) {
			case 0:
				b[i] = byte(random.IntN(256))
			case 1:
				b = slices.Delete(b, i, min(len(b), i+1+random.IntN(8)))
			case 2:
				b = slices.Insert(b, i, []byte{',', '"', '\n', 0, ';', 0xff}[random.IntN(6)])
			case 3:
				b = b[:max(1, i)]
			}
		}
		if takenWhole(t, b) {
			taken++
		}
	}
	if taken == 0 || taken > 9000 {
		t.Errorf("%d of 10000 were taken; the damage shows nothing", taken)
	}
}

// takenWhole reports whether a file was taken, and fails where only a part was.
func takenWhole(t testing.TB, b []byte) bool {
	t.Helper()
	s, err := transfer.ReadSheet(strings.NewReader(string(b)))
	if err != nil {
		if dialog.ErrorMessage(err) == "" {
			t.Fatalf("%q is refused without a sentence", b)
		}
		return false
	}
	all, err := s.Caseload(s.Guess(), nil, true)
	if err != nil {
		if len(all) > 0 {
			t.Fatalf("%q is taken in part", b)
		}
		return false
	}
	if len(all) != len(s.Rows) {
		t.Fatalf("%q: %d people of %d rows", b, len(all), len(s.Rows))
	}
	for _, n := range all {
		change := dialog.Change{Person: dialog.ID{1}, DoneAt: dialog.At(noon), Body: &dialog.PersonRecorded{Person: n.Person}}
		if err := dialog.Validate(change); err != nil {
			t.Fatalf("%q: somebody who cannot be recorded was taken: %v", b, err)
		}
	}
	return true
}

// FuzzCaseload gives anything as a file.
func FuzzCaseload(f *testing.F) {
	f.Add([]byte(twoPeople))
	f.Add([]byte("\xff\xfeS\x00u\x00r\x00n\x00a\x00m\x00e\x00\n\x00A\x00"))
	f.Add([]byte("Surname;Forename\nM\xfcller;Ren\xe9\n"))
	f.Add([]byte("'=Surname,NHS number\n'=1+1,999 073 2574\n"))
	f.Fuzz(func(t *testing.T, b []byte) { takenWhole(t, b) })
}
