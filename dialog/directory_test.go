package dialog_test

import (
	"strings"
	"testing"

	"alongside/dialog"
)

func TestDirectoryFor(t *testing.T) {
	d := &dialog.Directory{Entries: []dialog.Local{
		{Name: "rooms", Area: dialog.Accommodation}, {Name: "advice"}, {Name: "line", Crisis: true}, {Name: "jobs", Area: dialog.JobSituation},
		{Name: "hostel", Area: dialog.Accommodation, Crisis: true},
	}}
	for name, test := range map[string]struct {
		area dialog.Domain
		want string
	}{
		"an area":                {dialog.Accommodation, "line hostel rooms advice"},
		"one with nothing of it": {dialog.Medication, "line hostel advice"},
		"all areas":              {dialog.NoDomain, "line hostel advice rooms jobs"},
	} {
		t.Run(name, func(t *testing.T) {
			var names []string
			for _, l := range d.For(test.area) {
				names = append(names, l.Name)
			}
			if got := strings.Join(names, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
	if (*dialog.Directory)(nil).For(dialog.Medication) != nil {
		t.Error("no directory has entries")
	}
}

func TestAnEntryGrowsOld(t *testing.T) {
	today := dialog.Date{Year: 2026, Month: 11, Day: 30}
	for name, test := range map[string]struct {
		checked dialog.Date
		old     bool
	}{
		"today":              {today, false},
		"six months, to day": {dialog.Date{Year: 2026, Month: 5, Day: 30}, false},
		"a day more":         {dialog.Date{Year: 2026, Month: 5, Day: 29}, true},
		"still to come":      {dialog.Date{Year: 2026, Month: 12, Day: 1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := dialog.Local{Checked: test.checked}
			if l.Old(today) != test.old {
				t.Errorf("old is %v", l.Old(today))
			}
		})
	}
}
