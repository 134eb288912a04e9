package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/intake"
)

func TestCaseload(t *testing.T) {
	want := []intake.Newcomer{
		{Line: 2, Person: dialog.Person{Family: "Żółć", Given: "Zofia", BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}, NHSNumber: "9990732574", LocalPatientID: "D1"},
			Referral: dialog.Referral{Team: "North Hub", Received: dialog.Date{Year: 2026, Month: 1, Day: 5}, Setting: dialog.Community}},
		{Line: 3, Person: dialog.Person{Family: "O'Brien, the younger", Given: "Ann", LocalPatientID: "D2"}, Referral: dialog.Referral{Setting: dialog.Community}},
	}
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(twoPeople)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ text, encoding string }{
		"UTF-8":           {twoPeople, "UTF-8"},
		"with a mark":     {"\ufeff" + twoPeople, "UTF-8"},
		"UTF-16":          {utf16, "UTF-16"},
		"semicolons":      {strings.NewReplacer(",", ";", "O'Brien,", "O'Brien,").Replace(strings.Replace(twoPeople, "O'Brien, the", "O'Brien\x00 the", 1)), "UTF-8"},
		"tabs":            {strings.ReplaceAll(strings.Replace(twoPeople, "O'Brien, the", "O'Brien\x00 the", 1), ",", "\t"), "UTF-8"},
		"one line break":  {strings.ReplaceAll(twoPeople, "\r\n", "\n"), "UTF-8"},
		"empty lines":     {twoPeople + ",,,,,,\r\n\r\n", "UTF-8"},
		"cells in quotes": {strings.Replace(twoPeople, "Żółć,Zofia", "\"Żółć\",\"Zofia\"", 1), "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sheet(t, strings.Replace(test.text, "O'Brien\x00 the", "O'Brien, the", 1))
			if diff := cmp.Diff(want, read(t, s).People); diff != "" || s.Encoding != test.encoding {
				t.Errorf("%s (-want +got):\n%s", s.Encoding, diff)
			}
		})
	}
	windows, err := charmap.Windows1252.NewEncoder().String("Surname;Forename\nMüller;René\n")
	if err != nil {
		t.Fatal(err)
	}
	s := sheet(t, windows)
	if got := read(t, s).People; got[0].Person.Family != "Müller" || got[0].Person.Given != "René" || s.Encoding != "Windows-1252" {
		t.Errorf("%s: %v", s.Encoding, got)
	}
}

// The line that Excel puts first says what stands between cells, and is counted.
func TestTheLineForExcel(t *testing.T) {
	s := sheet(t, "sep=;\r\nSurname;Forename\r\nA,B;C\r\n")
	if s.Separator != ';' || s.Rows[0].Line != 3 || s.Rows[0].Cells[0] != "A,B" {
		t.Errorf("got %+v", s)
	}
	_, err := intake.ReadSheet([]byte("sep=;\nA;B\n1\n"))
	if !strings.Contains(dialog.ErrorMessage(err), "Line 3") {
		t.Errorf("got %v", err)
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
		"a ZIP archive":     {"PK\x03\x04\x14\x00\x01\x00\x63\x00DIALOG+ Export.csv", "unpack"},
		"a workbook":        {"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "save it as CSV"},
		"a sheet of others": {"PK\x03\x04\x14\x00\x00mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "save it as CSV"},
		"an old workbook":   {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "save it as CSV"},
		"packed":            {"\x1f\x8b\x08\x00", "unpack"},
		"a PDF":             {"%PDF-1.7\n", "PDF"},
		"many columns":      {strings.Repeat("a,", 100) + "b\n" + strings.Repeat(",", 100) + "c\n", "columns"},
		"a long cell":       {"Surname\n" + strings.Repeat("a", 4001) + "\n", "4000 characters"},
		"many rows":         {"Surname\n" + strings.Repeat("a\n", 20_001), "rows"},
		"a long file":       {"Surname\n" + strings.Repeat("a", 17<<20), "MB"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := intake.ReadSheet([]byte(test.text))
			if dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), test.want) || s != nil {
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
		"a year of two digits":   {"A,B,14/07/85,,,,\n", "DOB", "four digits"},
		"a day to come":          {"A,B,15/03/2026,,,,\n", "DOB", "still to come"},
		"a wrong digit":          {"A,B,,9990732575,,,\n", "NHS No.", "add up"},
		"a real number":          {"A,B,,4010232137,,,\n", "NHS No.", "begin 999"},
		"a number in a float":    {"A,B,,9.99073E+09,,,\n", "NHS No.", "ten digits"},
		"nine digits":            {"A,B,,999073257,,,\n", "NHS No.", "ten digits"},
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
			c := read(t, s, &dialog.Summary{Person: dialog.Person{ID: dialog.ID{7}, NHSNumber: one}}, &dialog.Summary{Person: dialog.Person{ID: dialog.ID{8}, LocalPatientID: "D77"}})
			if len(c.Problems) == 0 {
				t.Fatal("it is taken")
			}
			if p := c.Problems[0]; p.Line != 3 || p.Column != test.column || !strings.Contains(p.Message, test.want) {
				t.Errorf("got %+v", p)
			}
			groups, err := c.Changes(true, dialog.On(today), numbered())
			if dialog.ErrorCode(err) != dialog.Invalid || groups != nil {
				t.Errorf("%d people would be recorded: %v", len(groups), err)
			}
			if strings.Contains(err.Error(), "9990732575") {
				t.Error("the problem says what stands there")
			}
		})
	}
}

func TestANumberOfSomebodyElse(t *testing.T) {
	born := dialog.Date{Year: 1985, Month: 7, Day: 14}
	known := dialog.Summary{Person: dialog.Person{ID: dialog.ID{7}, Family: "Quill", Given: "Ada", BirthDate: born, NHSNumber: demo.Number(1)}}
	c := read(t, sheet(t, "Surname,Forename,DOB,NHS No.\nAsh,Robin,15/07/1985,"+string(demo.Number(1))+"\n"), &known)
	if len(c.Problems) != 1 || !strings.Contains(c.Problems[0].Message, "another family name") {
		t.Errorf("got %v", c.Problems)
	}
}

// One person of the record on two lines, each by another number, is a mistake.
func TestOnePersonOnTwoLines(t *testing.T) {
	one := demo.Number(1)
	c := read(t, sheet(t, "Surname,NHS No.,RiO ID\nA,"+string(one)+",\nB,,D77\n"), &dialog.Summary{Person: dialog.Person{ID: dialog.ID{7}, NHSNumber: one, LocalPatientID: "D77"}})
	if len(c.Problems) != 1 || !strings.Contains(c.Problems[0].Message, "line 2") {
		t.Errorf("got %v", c.Problems)
	}
}

func TestMappingsAreRefused(t *testing.T) {
	s := sheet(t, twoPeople)
	for name, m := range map[string]intake.Mapping{
		"no name":            {intake.FieldTeam: 0},
		"a column not there": {intake.FieldFamily: 9},
		"one column twice":   {intake.FieldFamily: 0, intake.FieldGiven: 0},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := s.Caseload(intake.Reading{Mapping: m}); dialog.ErrorCode(err) != dialog.Invalid {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestMappingByHand(t *testing.T) {
	s := sheet(t, "Who,Kin,Kin\nA,B,C\n")
	m := s.Guess()
	if len(m) != 0 {
		t.Fatalf("guessed %v", m)
	}
	m.Put(0, intake.FieldGiven)
	m.Put(1, intake.FieldGiven) // the other column has it no longer
	m.Put(1, intake.FieldFamily)
	m.Put(0, intake.FieldGiven)
	c, err := s.Caseload(intake.Reading{Mapping: m, Today: today})
	if err != nil {
		t.Fatal(err)
	}
	if p := c.People[0].Person; p.Family != "B" || p.Given != "A" {
		t.Errorf("got %+v", p)
	}
	if diff := cmp.Diff([]string{"Kin"}, c.Unused); diff != "" {
		t.Errorf("columns that are not used (-want +got):\n%s", diff)
	}
	if _, err := intake.ParseField("nhs-number"); !strings.Contains(dialog.ErrorMessage(err), "nhs_number") {
		t.Errorf("got %v", err)
	}
}

// Whose name is only written otherwise is found where the date of birth is the same.
func TestWhoMayBeThereByASimilarName(t *testing.T) {
	born := dialog.Date{Year: 1974, Month: 2, Day: 9}
	there := dialog.Summary{Person: dialog.Person{ID: dialog.ID{1}, Family: "O'Neill", Given: "Ciarán", NHSNumber: demo.Number(1), BirthDate: born}}
	for _, c := range []struct {
		name, row string
		alike     bool
	}{
		{"without apostrophe and accent", "O Neill,Ciaran,09/02/1974,", true},
		{"a slip of the pen", "ONeil,Ciaran,09/02/1974,", true},
		{"turned round", "Ciaran,O'Neill,09/02/1974,", true},
		{"another day of birth", "O Neill,Ciaran,10/02/1974,", false},
		{"no date of birth, and not the very name", "O Neill,Ciaran,,", false},
		{"an NHS number of their own", "O Neill,Ciaran,09/02/1974," + string(demo.Number(2)), false},
		{"another name", "Quill,Ada,09/02/1974,", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, sheet(t, "Surname,Forename,DOB,NHS No.\n"+c.row+"\n"), &there)
			if likely := got.Count((*intake.Newcomer).Likely); (likely == 1) != c.alike {
				t.Fatalf("%d may be there", likely)
			}
			said := strings.Join(append(got.Says(), got.Likely(func(p *dialog.Person) string { return p.ListName() })...), "\n")
			if c.alike != strings.Contains(said, "in the record: O'NEILL, Ciarán") || c.alike != strings.Contains(said, "0 people are new.") {
				t.Errorf("it says\n%s", said)
			}
		})
	}
}

// What is there already is known by a number and left as it is; who may be there is
// found by name and date of birth.
func TestWhoIsThereAlready(t *testing.T) {
	born := dialog.Date{Year: 1985, Month: 7, Day: 14}
	known := []*dialog.Summary{
		{Person: dialog.Person{ID: dialog.ID{1}, Family: "Quill", Given: "Ada", NHSNumber: demo.Number(1), BirthDate: born}},
		{Person: dialog.Person{ID: dialog.ID{2}, Family: "Öz", Given: "Cem", LocalPatientID: "L8"}},
		{Person: dialog.Person{ID: dialog.ID{3}, Family: "Ash", Given: "Robin", BirthDate: born, NHSNumber: demo.Number(3)}},
	}
	c := read(t, sheet(t, "Surname,Forename,DOB,NHS No.,RiO ID\n"+
		"Quill,Ada,15/07/1985,"+string(demo.Number(1))+",\n"+ // there, with another date of birth
		"Oz,Cem,14/07/1985,,L8\n"+ // there; without its accent the name is the same
		"ASH,robin,14/07/1985,,\n"+ // may be there
		"Ash,Robin,15/07/1985,,\n"+ // another day: nobody
		"Ash,Robin,14/07/1985,"+string(demo.Number(4))+",\n"+ // another number than in the record; but may be line 4
		"New,Kim,,,\nNew,Kim,,,N2\n"), known...)
	want := []intake.Newcomer{
		{Line: 2, Known: dialog.ID{1}, Differs: []intake.Field{intake.FieldBirthDate}},
		{Line: 3, Known: dialog.ID{2}},
		{Line: 4, Alike: &intake.Alike{Person: dialog.Person{ID: dialog.ID{3}}}},
		{Line: 5},
		{Line: 6, Alike: &intake.Alike{Line: 4}},
		{Line: 7},
		{Line: 8, Alike: &intake.Alike{Line: 7}},
	}
	var got []intake.Newcomer
	for _, n := range c.People {
		got = append(got, intake.Newcomer{Line: n.Line, Known: n.Known, Differs: n.Differs, Alike: n.Alike})
	}
	if len(c.Problems) > 0 {
		// The same name on two lines is no mistake.
		t.Fatal(c.Problems)
	}
	for i := range got {
		if a := got[i].Alike; a != nil {
			a.Person = dialog.Person{ID: a.Person.ID}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for alike, people := range map[bool]int{false: 2, true: 5} {
		groups, err := c.Changes(alike, dialog.On(today), numbered())
		if err != nil || len(groups) != people {
			t.Errorf("with those who may be there %v: %d people, %v", alike, len(groups), err)
		}
	}
	c.People = c.People[:2]
	if _, err := c.Changes(true, dialog.On(today), numbered()); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("nobody is taken in: %v", err)
	}
}

func TestDayOrMonthFirst(t *testing.T) {
	april, march := dialog.Date{Year: 1985, Month: 4, Day: 3}, dialog.Date{Year: 1985, Month: 3, Day: 4}
	for name, c := range map[string]struct {
		dates   string // of three people
		order   intake.Order
		unclear bool
		want    dialog.Date // of the first
		wrong   int         // lines that are refused
	}{
		"a day beyond 12":         {"03/04/1985 25/12/1990 01/01/2000", "", false, april, 0},
		"a month in second place": {"03/04/1985 12/25/1990 01/01/2000", "", false, march, 0},
		"nothing decides":         {"03/04/1985 05/06/1990 01/01/2000", "", true, april, 0},
		"said: days":              {"03/04/1985 05/06/1990 01/01/2000", intake.DayFirst, false, april, 0},
		"said: months":            {"03/04/1985 05/06/1990 01/01/2000", intake.MonthFirst, false, march, 0},
		"the file knows better":   {"03/04/1985 25/12/1990 01/01/2000", intake.MonthFirst, false, april, 0},
		"both":                    {"03/04/1985 25/12/1990 12/25/1990", "", false, april, 1},
		"the year first":          {"1985-04-03 1990-06-05 2000-01-01", "", false, april, 0},
		"months by name":          {"03-Apr-1985 5-Jun-1990 1-Jan-2000", "", false, april, 0},
		"day and month alike":     {"03-Apr-1985 05/05/1990 01/01/2000", "", false, april, 0},
		"with a time":             {"1985-04-03T00:00:00 03/04/1985_00:00 01/01/2000", "", true, april, 0},
	} {
		t.Run(name, func(t *testing.T) {
			text := "Surname,DOB\n"
			for i, d := range strings.Fields(c.dates) {
				text += string(rune('A'+i)) + "," + strings.ReplaceAll(d, "_", " ") + "\n"
			}
			s := sheet(t, text)
			got, err := s.Caseload(intake.Reading{Mapping: s.Guess(), Order: c.order, Today: today})
			if err != nil {
				t.Fatal(err)
			}
			if (len(got.Unclear) > 0) != c.unclear || len(got.Problems) != c.wrong {
				t.Errorf("unclear %v, problems %v", got.Unclear, got.Problems)
			}
			if d := got.People[0].Person.BirthDate; d != c.want {
				t.Errorf("got %s, want %s", d, c.want)
			}
			if _, err := got.Changes(true, dialog.On(today), numbered()); (err != nil) != (c.unclear || c.wrong > 0) {
				t.Errorf("taken in: %v", err)
			}
		})
	}
}

// One column of a file shows how the others are to be read.
func TestOneColumnShowsTheOrderOfAnother(t *testing.T) {
	for born, want := range map[string]int{"25/12/1990": 4, "12/25/1990": 3, "12/12/1990": 0} {
		c := read(t, sheet(t, "Surname,DOB,Referral date\nA,"+born+",03/04/2025\n"))
		if (len(c.Unclear) > 0) != (want == 0) || want > 0 && int(c.People[0].Referral.Received.Month) != want {
			t.Errorf("%s: unclear %v, got %s", born, c.Unclear, c.People[0].Referral.Received)
		}
	}
}

// A cell that a spreadsheet would run is a name like any other.
func TestFormulasAreText(t *testing.T) {
	c := read(t, sheet(t, "Surname,Forename\n=1+1,@SUM(A1)\n"))
	if p := c.People[0].Person; p.Family != "=1+1" || p.Given != "@SUM(A1)" || len(c.Problems) > 0 {
		t.Errorf("got %+v, %v", p, c.Problems)
	}
}
