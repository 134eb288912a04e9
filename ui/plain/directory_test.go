package plain_test

import (
	"context"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui/plain"
)

// nearby is a directory of two.
var nearby = &dialog.Directory{Entries: []dialog.Local{
	{Name: "Stepping In", Area: dialog.JobSituation, Offers: "Advisers", Reach: "01632 960 131", Open: "Tuesdays", Checked: dialog.Date{Year: 2020, Month: 1, Day: 2}},
	{Name: "Lantern Line", Crisis: true, Reach: "01632 960 111", Checked: dialog.Date{Year: 2026, Month: 11, Day: 1}},
}}

func TestTheDirectoryIsReadOut(t *testing.T) {
	m := caseload(t)
	read := func(d *dialog.Directory, lines ...string) string {
		var out strings.Builder
		if err := plain.Run(context.Background(), strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, plain.Options{
			Keeper: m, Demo: true, Version: "test", Rules: dialog.DefaultRules(), Worker: m.Worker(),
			Text: instrument.English(), Directory: d, Now: now, Piped: true,
		}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	got := read(nearby, "1", "smith jane", "1", "n", "2", "1", "", "0", "n", "g", "0", "0")
	first, second := strings.Index(got, "Lantern Line (for now, in a crisis). How to reach it: 01632 960 111."), strings.Index(got, "Stepping In (Job situation). Advisers.")
	if first < 0 || second < first || !strings.Contains(got, "MORE THAN 6 MONTHS AGO") {
		t.Errorf("it reads %s", got)
	}
	if r, _ := latest(t, m, "Smith", "Jane"); r.Actions[len(r.Actions)-1].Text != "Contact Stepping In" {
		t.Errorf("agreed was %+v", r.Actions)
	}
	if got := read(nil, "1", "smith jane", "1", "n", "0", "0"); !strings.Contains(got, "has not written a directory") {
		t.Errorf("without a directory it reads %s", got)
	}
	if len(demo.Directory()) == 0 {
		t.Error("the demo has none")
	}
}
