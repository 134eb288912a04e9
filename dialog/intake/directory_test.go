package intake_test

import (
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/intake"
	"alongside/dialog/text"
)

const goodDirectory = "area,name,offers,reach,open,checked\n" +
	"crisis,A line,Somebody to talk to,0000 111 222,Always,01-Nov-2026\n" +
	"accommodation,Rooms,\"Rooms, and advice\",12 Made-up Street,Tue 10-12,2026-02-03\n" +
	"Any,A library,,The market,,3/10/2026\n"

func TestReadDirectory(t *testing.T) {
	d, err := intake.ReadDirectory([]byte(goodDirectory))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Entries) != 3 || !d.Entries[0].Crisis || d.Entries[1].Area != dialog.Accommodation || d.Entries[2].Area != dialog.NoDomain || d.Entries[2].Crisis {
		t.Errorf("read were %+v", d.Entries)
	}
	if l := d.Entries[1]; l.Offers != "Rooms, and advice" || l.Checked != (dialog.Date{Year: 2026, Month: 2, Day: 3}) {
		t.Errorf("the second is %+v", l)
	}
}

func TestReadDirectoryRefuses(t *testing.T) {
	for name, test := range map[string]struct{ from, to, want string }{
		"a column too few":    {"area,name,offers,reach,open,checked", "area,name,offers,reach,open", "Line 2 has 6 cells"},
		"no column checked":   {",checked\n", ",price\n", "column 6 is not one of those"},
		"a column twice":      {",open,", ",name,", "column 5 is not one of those"},
		"an area that is not": {"accommodation", "money", "Line 3, area"},
		"an area left out":    {"accommodation", "", "Line 3, area"},
		"no name":             {"A line", "", "Line 2, name: It is empty"},
		"no way to reach it":  {"The market", " ", "Line 4, reach: It is empty"},
		"no day":              {"2026-02-03", "last spring", "Line 3, checked"},
		"a day that is none":  {"2026-02-03", "30/2/2026", "Line 3, checked"},
		"an escape sequence":  {"A library", "A \x1b[2Jlibrary", "Line 4, name: The text contains a control character"},
		"turned round":        {"A library", "A \u202elibrary", "Line 4, name: The text contains a hidden character"},
		"a name without end":  {"A library", strings.Repeat("library ", 20), "Line 4, name: The text is longer than 100"},
		"a quotation mark":    {"A library", "A \"library", "Line 4 has a quotation mark"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(goodDirectory, test.from) {
				t.Fatal("nothing is changed")
			}
			d, err := intake.ReadDirectory([]byte(strings.Replace(goodDirectory, test.from, test.to, 1)))
			if d != nil || dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), test.want) {
				t.Errorf("got %v, want one that says %q", err, test.want)
			}
		})
	}
	for name, file := range map[string]string{"nothing": "", "columns alone": "area,name,offers,reach,open,checked\n", "too many rows": strings.Repeat(goodDirectory, 1) + strings.Repeat("any,a,b,c,d,1/1/2026\n", 600),
		"too long": goodDirectory + strings.Repeat("any,a,b,"+strings.Repeat("c", 150)+",d,1/1/2026\n", 3000)} {
		if d, err := intake.ReadDirectory([]byte(file)); err == nil || d != nil {
			t.Errorf("%s was taken", name)
		}
	}
}

// The made-up directory is written as a service would write its own, and is the
// example in the documentation.
func TestTheMadeUpDirectory(t *testing.T) {
	d, err := intake.ReadDirectory(demo.Directory())
	if err != nil {
		t.Fatal(err)
	}
	crisis := 0
	for _, l := range d.Entries {
		if l.Crisis {
			crisis++
		}
	}
	if crisis < 2 || len(d.For(dialog.Accommodation)) < 4 {
		t.Errorf("there are %d crisis lines, and %d entries about rooms", crisis, len(d.For(dialog.Accommodation)))
	}
}

// FuzzReadDirectory gives anything. What is taken has a name and a way to reach it in
// every entry, and nothing that a screen could not show.
func FuzzReadDirectory(f *testing.F) {
	f.Add([]byte(goodDirectory))
	f.Add(demo.Directory())
	f.Add([]byte("area;name;offers;reach;open;checked\r\nany;a;b;'=c;d;1/1/2026\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := intake.ReadDirectory(b)
		if err != nil {
			if d != nil || dialog.ErrorMessage(err) == "" {
				t.Fatalf("refused with %v, and %+v was taken", err, d)
			}
			return
		}
		for _, l := range d.Entries {
			if l.Name == "" || l.Reach == "" || l.Checked.IsZero() {
				t.Fatalf("taken was %+v", l)
			}
			for _, s := range []string{l.Name, l.Offers, l.Reach, l.Open} {
				if text.Show(s) != s {
					t.Fatalf("%q cannot be shown", s)
				}
			}
		}
	})
}
