package print_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

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
	b, err := print.TeamHTML(r)
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("ALONGSIDE_PAGE"); to != "" { // to look at it
		if err := os.WriteFile(to, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	page := string(b)
	for _, never := range []string{"<script", "http:", "https:", "src=", "@import", "url(", "ZgotmplZ", "NaN"} {
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
		b, err := print.TeamHTML(&figures.Report{Sections: []figures.Section{{Key: "s", Title: "S", Tables: []figures.Table{table}}}})
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := strings.Count(page(figures.Cell{Kind: figures.Hidden}), "<rect"); got != 3 {
		t.Errorf("%d parts are drawn where one row is hidden", got)
	}
	if got := strings.Count(page(figures.Cell{Kind: figures.Percent, Value: 14}), "<rect"); got != 6 {
		t.Errorf("%d parts are drawn where none is hidden", got)
	}
}
