package audit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/audit"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// keeper has entries to show.
type keeper struct {
	lines []dialog.AuditLine
	err   error
}

func (k *keeper) LatestAudit(_ context.Context, most int) ([]dialog.AuditLine, error) {
	return k.lines[:min(len(k.lines), most)], k.err
}

// entries is a day of a hub, the last entry first.
func entries() *keeper {
	k := &keeper{}
	for i, l := range []dialog.AuditLine{
		{Worker: "Robin Ash", Kind: dialog.KindExported, Detail: "audit"},
		{Worker: "Kim Featherstonehaugh-Cholmondeley", Kind: dialog.KindOpened, Name: "QUILL, Ada (Ms)", NHSNumber: "9990732574", Detail: "reason: on call at the weekend, asked by the crisis team to look at what was agreed last time; identified by nhs-number and birth-date"},
		{Worker: "Kim Featherstonehaugh-Cholmondeley", Kind: dialog.KindOpened, Name: "ÖZ, Cem (Mr)", Detail: "refused; reason: curious; identified by family-name and birth-date"},
		{Worker: "Sam Lee", Kind: dialog.KindAccess, Name: "ÖZ, Cem (Mr)"},
		{Worker: "Sam Lee", Kind: dialog.KindCaseload, Name: "ST JOHN-WORTHINGTON, Bartholomew Christopher (Mx)", NHSNumber: "9990732574"},
		{Worker: "Sam Lee", Kind: dialog.KindWorker, Detail: "Alex Stone, peer worker"},
		{Worker: "", Kind: dialog.KindSetting, Detail: "soon-days = 14"},
	} {
		l.Seq, l.RecordedAt = int64(4000-i), dialog.At(noon.Add(-time.Duration(i)*37*time.Minute))
		k.lines = append(k.lines, l)
	}
	for i := range 40 {
		k.lines = append(k.lines, dialog.AuditLine{Seq: int64(3000 - i), RecordedAt: dialog.At(noon.AddDate(0, 0, -i)), Worker: "Sam Lee", Kind: dialog.KindAnswer, Name: "QUILL, Ada (Ms)", NHSNumber: "9990732574"})
	}
	return k
}

func open(k *keeper, first bool) *single.Driver {
	return single.Drive(audit.New(audit.Options{Keeper: k, First: first}))
}

func TestGolden(t *testing.T) {
	for name, d := range map[string]*single.Driver{
		"first":      open(entries(), true),
		"behind":     open(entries(), false),
		"moved":      open(entries(), true).Press("down", "pgdown", "down"),
		"search":     open(entries(), true).Type("reason call"),
		"found-none": open(entries(), true).Type("xyzzy"),
		"nothing":    open(&keeper{}, true),
		"refused":    open(&keeper{err: &dialog.Error{Code: dialog.Denied, Message: "Your role does not let you do this. Please ask an administrator of this record."}}, true),
		"failed":     open(&keeper{err: errors.New("unexpected")}, true),
	} {
		t.Run(name, func(t *testing.T) { d.Golden(t, name) })
	}
	t.Run("ascii", func(t *testing.T) {
		f := single.Sizes[0]
		f.Theme = theme.New(theme.Options{})
		golden.Compare(t, "ascii-80x21", open(entries(), true).Press("down").Text(f))
	})
	t.Run("hidden", func(t *testing.T) {
		f := single.Sizes[0]
		f.Theme = theme.New(theme.Options{Unicode: true, Masked: true})
		got := open(entries(), true).Type("quill").Text(f)
		golden.Compare(t, "hidden-80x21", got)
		if strings.Contains(strings.ToLower(got), "quill") || strings.Contains(got, "999 073") || strings.Contains(got, "on call") {
			t.Errorf("a name is shown:\n%s", got)
		}
	})
}

func TestSearch(t *testing.T) {
	for typed, want := range map[string]string{
		"":               "47 entries, last first",
		"featherstone":   "2 found of 47",
		"OZ":             "2 found of 47",
		"cem refused":    "1 found of 47",
		"opened":         "2 found of 47",
		"999 073 2574":   "42 found of 47",
		"9990732574 ada": "41 found of 47",
		"peer":           "1 found of 47",
		"the program":    "1 found of 47",
		"22-nov-2026":    "8 found of 47",
		"not recorded":   "0 found of 47",
		"zzz":            "No entry is found by that.",
	} {
		t.Run(typed, func(t *testing.T) {
			d := open(entries(), true).Type(typed)
			d.Sees(t, want)
			d.Press("esc").Sees(t, "47 entries, last first")
		})
	}
}

func TestWhereItLeads(t *testing.T) {
	for name, c := range map[string]struct {
		first bool
		keys  []string
		want  any
	}{
		"back from it":               {false, []string{"esc"}, screen.Back{}},
		"nothing behind it":          {true, []string{"esc"}, nil},
		"the search is first":        {false, []string{"x", "esc"}, nil},
		"settings of an auditor":     {true, []string{"f2"}, audit.ShowSettings{}},
		"about":                      {true, []string{"f3"}, audit.ShowAbout{}},
		"the end":                    {true, []string{"ctrl+q"}, audit.Quit{}},
		"an administrator goes back": {false, []string{"f2", "f3", "ctrl+q"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(entries(), c.first)
			before := len(d.Sent)
			d.Press(c.keys...)
			var got any
			if len(d.Sent) > before {
				got = d.Sent[len(d.Sent)-1]
			}
			if got != c.want {
				t.Errorf("sent %#v, want %#v", got, c.want)
			}
		})
	}
}

func TestReadAgain(t *testing.T) {
	k := entries()
	all := k.lines
	k.lines, k.err = nil, errors.New("disk")
	d := open(k, true)
	d.Sees(t, "Press ctrl+r to try again.")
	k.lines, k.err = all, nil
	d.Press("ctrl+r").Sees(t, "47 entries")
	k.lines = append([]dialog.AuditLine{{Seq: 4001, Worker: "Sam Lee", Kind: dialog.KindGoal, RecordedAt: dialog.At(noon)}}, all...)
	d.Press("down", "ctrl+r").Sees(t, "48 entries")
	d.Sees(t, "Entry 3999,")
}

// Of more entries than are shown the number is said.
func TestTheLatestOnly(t *testing.T) {
	k := &keeper{}
	for i := range audit.Most + 5 {
		k.lines = append(k.lines, dialog.AuditLine{Seq: int64(i), RecordedAt: dialog.At(noon), Worker: fmt.Sprint("W", i)})
	}
	open(k, true).Sees(t, "the latest 2000 entries, last first")
}

// TestMonkey presses keys at random: drawings keep to their frame, with the cursor
// inside.
func TestMonkey(t *testing.T) {
	keys := []string{"enter", "tab", "esc", "up", "down", "pgup", "pgdown", "home", "end", "backspace", "ctrl+r", "ctrl+u", "f2", "q", "a", "9", "é", "王", "space"}
	rapid.Check(t, func(rt *rapid.T) {
		d := open(entries(), rapid.Bool().Draw(rt, "first"))
		for range rapid.IntRange(1, 40).Draw(rt, "presses") {
			d.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			f := screen.Frame{Width: rapid.IntRange(1, 140).Draw(rt, "width"), Height: rapid.IntRange(1, 45).Draw(rt, "height"), Theme: theme.New(theme.Options{Unicode: rapid.Bool().Draw(rt, "unicode")})}
			drawing := d.Screen.Draw(f)
			if n := strings.Count(drawing.Body, "\n") + 1; n > f.Height {
				rt.Fatalf("%d lines in a height of %d", n, f.Height)
			}
			for l := range strings.SplitSeq(drawing.Body, "\n") {
				if screen.Width(l) > f.Width {
					rt.Fatalf("a line is wider than %d: %q", f.Width, l)
				}
			}
			if c := drawing.Cursor; c == nil || c.X < 0 || c.X >= f.Width || c.Y < 0 || c.Y >= f.Height {
				rt.Fatalf("cursor %v in %dx%d", c, f.Width, f.Height)
			}
		}
	})
}
