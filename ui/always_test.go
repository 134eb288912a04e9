package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
)

// moments are what comes after one another in an appointment with Jane Smith: the
// keys that lead there, and something that is on the screen then.
var moments = []struct {
	keys string // each a key; "." is enter, "<" is escape, "'" is down
	sees string
}{
	{".", "Start a DIALOG"},
	{"d", "Who is here?"},
	{"y", "Who completes it?"},
	{"1", "What we agreed before"},
	{"s", "Item 1 of 11"},
	{"5", "● saved"},
	{"w", "Who else is here?"},
	{"2.", "Item 1 of 11"},
	{"t", "alerts nobody"},
	{"<", "Item 1 of 11"},
	{"?", "close help"},
	{"<v", "Review"},
	{"f", "Finish although not everything is rated?"},
	{"f", "What changed"},
	{"g", "Goal"},
	{"<t", "What would you like to talk about?"},
	{"' .", "Step 1 of 4: Understanding"},
	{"...a", "what do we agree to do?"},
	{"<c", "Have I got anything wrong?"},
	{".", "when we meet next"},
	{"<<<c", "1 Strips"},
	{"2", "A gap means"},
	{"<<", "Last DIALOG 22-Nov-2026"},
	{"a", "Actions that were agreed"},
	{"<l", "Life events, work and home"},
	{"<h", "All assessments"},
	{"<e", "Family name"},
	{"<r", "Referral"},
	{"<p", "A paper form"},
	{"1", "When was the form completed?"},
	{"t1", "Mental health"},
}

// along walks through the appointment and stops at each moment.
func along(p *uitest.Person, stop func(moment string)) {
	p.Type("smith jane").Wait(time.Second)
	for _, m := range moments {
		for _, key := range strings.Split(m.keys, "") {
			p.Press(named(key)).Wait(time.Second) // the same key again is not a held one
		}
		p.Sees(m.sees)
		stop(m.sees)
	}
}

// named is the key that stands for a letter of moments.
func named(letter string) string {
	switch letter {
	case ".":
		return "enter"
	case "<":
		return "esc"
	case " ":
		return "space"
	case "'":
		return "down"
	}
	return letter
}

// Whose record is open is said on top of every screen, whole, whatever the window.
func TestTheBannerStaysOnTop(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {40, 15}} {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := sit(t, size.w, size.h, unicode)
				along(p, func(moment string) {
					lines := strings.Split(p.Screen(), "\n")
					top := strings.Join(strings.Fields(strings.Join(lines[:size.h/3], " ")), " ")
					for _, part := range []string{"SMITH, Jane (Ms)", "Born 29-Aug-1985 (41y)", "NHS No. 999 073 2574"} {
						if !strings.HasPrefix(lines[0], "SMITH, Jane (Ms)") || !strings.Contains(top, part) {
							t.Errorf("at %q there is no %q on top:\n%s", moment, part, p.Screen())
						}
					}
				})
			})
		})
	}
}

// The made-up record is marked on every screen, and a real one never.
func TestTheDemoIsMarkedOnEveryScreen(t *testing.T) {
	for _, made := range []bool{true, false} {
		t.Run(fmt.Sprint(made), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := sitAt(t, made)
				look := func(moment string) {
					first, _, _ := strings.Cut(p.Screen(), "\n")
					if strings.Contains(first, "DEMO") != made {
						t.Errorf("at %q the first line is %q", moment, first)
					}
				}
				look("the beginning")
				along(p, look)
			})
		})
	}
}

// sitAt starts the program on the made-up people, as the demo or as if they were
// real.
func sitAt(t *testing.T, asDemo bool) *uitest.Person {
	t.Helper()
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	k := memory.New(now)
	for _, group := range demo.Groups(today) {
		must(k.Append(t.Context(), group...))
	}
	o := ui.Options{Opened: k, Demo: asDemo, Version: "test",
		Text: instrument.English(), Now: now, Mode: unicode}
	return uitest.Sit(t, o, 80, 24)
}

// The version of the wording is recorded with what was asked in it, on the screen
// and from paper.
func TestTheWordingIsRecorded(t *testing.T) {
	for name, keys := range map[string]string{"on the screen": "dy1s5", "from paper": "p1t15"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, k := sit(t, 80, 24, unicode)
				open(p, "smith jane").Press(strings.Split(keys, "")...)
				a := find(t, k, "Smith", "Jane").Draft()
				if a == nil || a.Instrument != instrument.DIALOG || a.Instrument.Version == "" {
					t.Errorf("the draft is %+v", a)
				}
			})
		})
	}
}
