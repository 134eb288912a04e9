package print_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report/figures"
	"alongside/ui/print"
	"alongside/ui/uitest/counted"
	"alongside/ui/uitest/golden"
)

// reportOf counts made-up people.
func reportOf(people int, team string) *figures.Report {
	q := figures.Year(dialog.Date{Year: 2026, Month: 11, Day: 30})
	q.Team = team
	f := figures.New(q)
	for _, c := range counted.People(people, q.To) {
		f.Add(&c)
	}
	return f.Report(instrument.English())
}

func TestTeamText(t *testing.T) {
	for name, r := range map[string]*figures.Report{"team-all": reportOf(600, ""), "team-one": reportOf(120, "canal street hub"), "team-few": reportOf(4, "")} {
		got := print.TeamText(r)
		golden.Compare(t, name, got)
		for l := range strings.SplitSeq(got, "\n") {
			if utf8.RuneCountInString(l) > 76 {
				t.Errorf("%s: a line is wider than 76: %s", name, l)
			}
		}
	}
}

// A page stands by itself, says its language, and names what its tables are.
func TestTeamHTML(t *testing.T) {
	r := reportOf(600, "")
	r.Of = `<script>alert("x")</script>`
	b := print.TeamHTML(r)
	if to := os.Getenv("ALONGSIDE_PAGE"); to != "" { // to look at it
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	page := string(b)
	for _, never := range []string{"<script", "http:", "https:", "src=", "@import", "url(", "%!", "NaN"} {
		if strings.Contains(page, never) {
			t.Errorf("there is %q in it", never)
		}
	}
	for _, has := range []string{`<html lang="en-GB">`, `<meta name="viewport"`, `default-src 'none'`, "<svg", "@media print", "@media (max-width", "&lt;script&gt;"} {
		if !strings.Contains(page, has) {
			t.Errorf("there is no %q in it", has)
		}
	}
	tables := regexp.MustCompile(`<table role="table"[^>]* aria-labelledby="([^"]+)"`).FindAllStringSubmatch(page, -1)
	if len(tables) < 20 {
		t.Fatalf("there are %d tables", len(tables))
	}
	for _, m := range tables {
		if !strings.Contains(page, `<h3 id="`+m[1]+`">`) {
			t.Errorf("the table %s has no heading", m[1])
		}
	}
	if n, of := strings.Count(page, "<th scope="), strings.Count(page, "<th"+" ")+strings.Count(page, "<th>"); n != of {
		t.Errorf("%d of %d heads say of what they are", n, of)
	}
}

// What is hidden in a table is not drawn beside it.
func TestChartsHideWhatTablesHide(t *testing.T) {
	page := func(c figures.Cell) string {
		table := figures.Table{Key: "k", Title: "T", Of: "Area", Chart: figures.Outcomes,
			Columns: []figures.Column{{Key: "pairs", Name: "Pairs"}, {Key: figures.KeyImproved, Name: "I"}, {Key: figures.KeySame, Name: "S"}, {Key: figures.KeyWorse, Name: "W"}}}
		for range 2 {
			table.Rows = append(table.Rows, figures.Row{Key: "r", Name: "R", Cells: []figures.Cell{{Kind: figures.Count, Value: 40}, {Kind: figures.Percent, Value: 73}, c, c}})
			c = figures.Cell{Kind: figures.Percent, Value: 13}
		}
		return string(print.TeamHTML(&figures.Report{Sections: []figures.Section{{Key: "s", Title: "S", Tables: []figures.Table{table}}}}))
	}
	if got := strings.Count(page(figures.Cell{Kind: figures.Hidden}), "<rect"); got != 3 {
		t.Errorf("%d parts are drawn where one row is hidden", got)
	}
	if got := strings.Count(page(figures.Cell{Kind: figures.Percent, Value: 14}), "<rect"); got != 6 {
		t.Errorf("%d parts are drawn where none is hidden", got)
	}
}

// Whatever stands in a report, it is text on the page: the page has the elements and the
// attributes that it has of any other report of that shape, and nothing is lost of what
// it says.
func TestTextsOfAReportStayTexts(t *testing.T) {
	for name, hostile := range map[string]string{
		"an element":              `<script>alert(1)</script>`,
		"the end of an element":   `</p></td></title></style><img src=x onerror=alert(1)>`,
		"the end of an attribute": `" onmouseover="alert(1)`,
		"an apostrophe":           `' onmouseover='alert(1)`,
		"an ampersand":            `&lt;script&gt; &amp &#60;script&#62; & done`,
		"a comment":               `<!-- --><![CDATA[ ]]><?php ?>`,
		"a place of a text":       `%s %% %!s {{.}}`,
	} {
		t.Run(name, func(t *testing.T) {
			innocent, planted := reportOf(600, "canal street hub"), reportOf(600, "canal street hub")
			n := plant(reflect.ValueOf(planted).Elem(), hostile)
			want, _ := elements(t, print.TeamHTML(innocent))
			got, said := elements(t, print.TeamHTML(planted))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the elements differ (-innocent +hostile):\n%s", diff)
			}
			// The names of columns stand there once for each row besides.
			if found := strings.Count(said, hostile); found < n {
				t.Errorf("%d texts were planted and %d are there", n, found)
			}
		})
	}
}

// plant adds something to every text below a value and says how many there are that the
// page has to show: all but the keys of rows and columns, which charts go by, and the
// short heads of columns, which it has no use for.
func plant(v reflect.Value, hostile string) (n int) {
	switch v.Kind() {
	case reflect.Pointer:
		return plant(v.Elem(), hostile)
	case reflect.Slice:
		for i := range v.Len() {
			n += plant(v.Index(i), hostile)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case v.Type() == reflect.TypeFor[figures.Column]() && field.Name != "Name", v.Type() == reflect.TypeFor[figures.Row]() && field.Name == "Key":
			case v.Type() == reflect.TypeFor[figures.Report]() && field.Name == "Team": // Of says it
			default:
				n += plant(v.Field(i), hostile)
			}
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(v.String() + hostile)
			return 1
		}
	}
	return n
}

// elements reads a page and returns its elements with the names of their attributes, and
// everything that it says in text and attributes.
func elements(t *testing.T, page []byte) (all []string, said string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(page)))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, text.String()
		}
		if err != nil {
			t.Fatalf("the page cannot be read: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			element := token.Name.Local
			for _, a := range token.Attr {
				element += " " + a.Name.Local
				text.WriteString(a.Value + "\n")
			}
			all = append(all, element)
		case xml.CharData:
			text.Write(token)
		case xml.Comment, xml.ProcInst:
			all = append(all, "something else")
		}
	}
}
