package interview_test

import (
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// While names are hidden nobody can be made sure of: the keys that would say so record
// nothing and say why. Once the name is shown it goes on as ever.
func TestNobodyIsMadeSureOfWhileNamesAreHidden(t *testing.T) {
	onPaper := func() *dialog.Record {
		r := draft(3)
		r.Draft().Layout = dialog.Paper
		return r
	}
	tests := map[string]struct {
		record func() *dialog.Record
		paper  bool
		first  []string // the keys that lead there
		key    string
		on     string // seen once it is taken
	}{
		"an interview":                {record: amina, key: "y", on: "Who completes it?"},
		"a paper form":                {record: amina, paper: true, key: "1", on: "When was the form completed?"},
		"a paper form, other order":   {record: amina, paper: true, key: "2", on: "When was the form completed?"},
		"a draft taken up again":      {record: func() *dialog.Record { return draft(3) }, first: []string{"1"}, key: "y", on: "Item 7 of 11"},
		"a form taken up again":       {record: onPaper, first: []string{"1"}, key: "y", on: "Paper form, done"},
		"the keyboard is handed over": {record: amina, first: []string{"y", "1", "h"}, key: "y"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r, masked := test.record(), false
				k := newKeeper(r)
				o := options(k, r)
				o.Paper, o.Masked = test.paper, func() bool { return masked }
				d := drive(t, interview.New(o))
				for _, key := range test.first {
					d.press(key)
					d.wait(time.Second)
				}
				before := len(k.entries)
				masked = true
				f := screen.Frame{Width: 80, Height: 21, Theme: theme.New(theme.Options{Unicode: true, Masked: true})}
				page := d.s.Draw(f).Body
				if !strings.Contains(page, screen.NameHidden) || strings.Contains(page, "match") || strings.Contains(page, "Amina") {
					t.Errorf("it shows\n%s", page)
				}
				d.press(test.key)
				d.wait(time.Second)
				if got := d.s.Draw(f).Body; got != page || d.notice() != screen.NameHidden || len(k.entries) > before {
					t.Errorf("%d more entries, saying %q, and it shows\n%s", len(k.entries)-before, d.notice(), got)
				}
				masked = false
				d.press(test.key)
				d.wait(time.Second)
				if test.on != "" {
					d.sees(test.on)
				} else if _, gone := told[interview.HandOver](d); !gone {
					t.Error("it was not handed over")
				}
			})
		})
	}
}
