package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"alongside/dialog"
	"alongside/dialog/intake"
)

// The examples of the documentation are taken as they are, and the two exports say
// the same.
func TestExamples(t *testing.T) {
	open := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join("..", "..", "docs", "import", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if c := read(t, sheet(t, string(open("caseload.csv")))); len(c.People) != 3 || c.Whole() != nil {
		t.Errorf("%d people: %v", len(c.People), c.Whole())
	}
	app, free := history(t, string(open("tablet.csv")), intake.Tablet), history(t, string(open("free-dialog-plus.csv")), intake.FreeDIALOGPlus)
	for i := range app.Clients {
		for k, p := range app.Clients[i].Past {
			q := free.Clients[i].Past[k]
			for _, d := range dialog.Domains() {
				if p.Answers[d] != q.Answers[d] {
					t.Errorf("%s: %v and %v", d, p.Answers[d], q.Answers[d])
				}
			}
			if len(p.Agreed) != len(q.Agreed) || len(p.Areas) != len(q.Areas) {
				t.Errorf("got %+v and %+v", p, q)
			}
		}
	}
	if app.Whole() != nil || free.Whole() != nil || app.Doubt+free.Doubt != "" || len(app.Clients) != 2 {
		t.Errorf("got %v, %v, %q, %q", app.Whole(), free.Whole(), app.Doubt, free.Doubt)
	}
}
