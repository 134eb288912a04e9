package caseload_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/caseload"
	"alongside/ui/screen"
)

func TestOpensWithoutANameOnTheScreen(t *testing.T) {
	people := demoSummaries()
	d := start(t, caseload.Options{Keeper: &keeper{summaries: people}})
	got := d.text(120, 37)
	for _, s := range people {
		if strings.Contains(got, s.Person.ListName()) || strings.Contains(got, s.Person.NHSNumber.String()) {
			t.Fatalf("%s is on the screen:\n%s", s.Person.ListName(), got)
		}
	}
	if d.s.Typing() {
		t.Error("the empty search box keeps letters from being commands")
	}
}

func TestSearch(t *testing.T) {
	tests := map[string]struct {
		typed string
		want  []string
	}{
		"part of a family name":    {"onkw", []string{"OKONKWO, Grace (Ms)"}},
		"without accents":          {"ciaran oneill", []string{"O'NEILL, Ciarán (Mr)"}},
		"other case, other order":  {"JAYNE smith", []string{"SMITH, Jayne (Ms)"}},
		"preferred name":           {"shirley", []string{"王, 秀英 (Ms)"}},
		"another script":           {"шевчук", []string{"ШЕВЧУК, Олена (Ms)"}},
		"number with spaces":       {"999 073 2574", []string{"SMITH, Jane (Ms)"}},
		"number without spaces":    {"9990732574", []string{"SMITH, Jane (Ms)"}},
		"end of a number":          {"2574", []string{"SMITH, Jane (Ms)"}},
		"local id":                 {"d04100", []string{"SMITH, Jane (Ms)"}},
		"name and number":          {"smith 2647", []string{"SMITH, Jayne (Ms)"}},
		"digits in another order":  {"2574 073 999", nil},
		"nobody":                   {"zzzz", nil},
		"letters after the number": {"2574x", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}})
			d.typeText(test.typed)
			if !d.s.Typing() {
				t.Error("letters would be commands")
			}
			for _, want := range test.want {
				d.wantShown(want)
			}
			if len(test.want) == 0 {
				d.wantShown("Nobody on your caseload is found by that.")
			}
			d.wantShown(strings.TrimSpace(cmpFound(len(test.want))))
		})
	}
}

func cmpFound(n int) string { return "· " + string(rune('0'+n)) + " found" }

// TestTypingFindsWhatPastingFinds holds the narrowing of a search while it is
// typed against looking at everybody.
func TestTypingFindsWhatPastingFinds(t *testing.T) {
	people := &keeper{summaries: demoSummaries()}
	rapid.Check(t, func(rt *rapid.T) {
		letters := rapid.SliceOfN(rapid.SampledFrom([]rune("smithjaneoé 0123479-.'d王")), 1, 8).Draw(rt, "typed")
		typed, pasted := start(t, caseload.Options{Keeper: people}), start(t, caseload.Options{Keeper: people})
		typed.typeText(string(letters))
		if rapid.Bool().Draw(rt, "backspace") && len(letters) > 1 {
			typed.press("backspace")
			letters = letters[:len(letters)-1]
		}
		for _, r := range slices.Backward(letters) {
			pasted.typeText(string(r)).press("home")
		}
		if diff := cmp.Diff(countOf(pasted.text(120, 37)), countOf(typed.text(120, 37))); diff != "" {
			rt.Fatalf("%q: %s", string(letters), diff)
		}
	})
}

// countOf are the lines of a screen below the search box.
func countOf(s string) []string { return strings.Split(s, "\n")[1:] }

func TestOpeningAPersonHidesTheOthers(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}})
	d.typeText("okonkwo").press("enter")
	if len(d.sent) != 1 {
		t.Fatalf("sent %v", d.sent)
	}
	opened, ok := d.sent[0].(caseload.OpenPerson)
	if !ok || opened.ID.IsZero() {
		t.Fatalf("sent %#v", d.sent[0])
	}
	d.wantNotShown("OKONKWO", "okonkwo", "Grace")
	d.press("tab")
	d.wantShown("▶ OKONKWO, Grace (Ms)")
}

func TestEveryWayOutHidesTheList(t *testing.T) {
	for _, key := range []string{"enter", "ctrl+n", "f2", "f3"} {
		d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}})
		d.press("tab").typeText("smi").press(key)
		if len(d.sent) != 1 {
			t.Errorf("%s sent %v", key, d.sent)
		}
		d.wantShown("No name is on the screen")
	}
}

func TestTheOpenListStaysOpenInTheDemo(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, ListOpen: true})
	d.press("down", "down", "enter")
	d.wantShown("▶ AP RHYS, Gwilym (Mr)")
}

func TestKeysSend(t *testing.T) {
	tests := map[string]struct {
		typed string
		key   string
		want  tea.Msg
	}{
		"add":                        {"", "ctrl+n", caseload.AddPerson{}},
		"add with what was typed":    {" new  person ", "ctrl+n", caseload.AddPerson{Prefill: "new person"}},
		"settings":                   {"", "f2", caseload.ShowSettings{}},
		"about":                      {"x", "f3", caseload.ShowAbout{}},
		"quit":                       {"x", "ctrl+q", caseload.Quit{}},
		"enter without a list":       {"", "enter", nil},
		"enter with nobody found":    {"zzzz", "enter", nil},
		"sorting without a list":     {"", "ctrl+o", nil},
		"a key that does nothing":    {"", "pgdown", nil},
		"again where nothing failed": {"", "ctrl+r", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}})
			d.typeText(test.typed).press(test.key)
			var want []tea.Msg
			if test.want != nil {
				want = []tea.Msg{test.want}
			}
			if diff := cmp.Diff(want, d.sent); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEscapeClearsThenCloses(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}})
	d.press("tab").typeText("smi")
	d.wantNotShown("CLARKE")
	d.press("esc")
	d.wantShown("CLARKE")
	d.press("esc")
	d.wantNotShown("CLARKE")
	d.press("esc")
	if len(d.sent) != 0 {
		t.Errorf("sent %v", d.sent)
	}
}

func TestRefreshKeepsTheCursorOnItsPerson(t *testing.T) {
	people := demoSummaries()
	d := start(t, caseload.Options{Keeper: &keeper{summaries: people}, ListOpen: true})
	d.press("down", "down", "down", "down", "down") // on somebody overdue
	d.wantShown("▶ EDWARDS, Jamal")
	for _, s := range people {
		if s.Person.Family != "Clarke" { // was on top with a draft
			continue
		}
		done := *s
		done.DraftID, done.LastDone, done.Last = dialog.ID{}, dialog.DateOf(now), dialog.At(now)
		d.run(d.s.Update(caseload.Refresh{Summary: done}))
	}
	d.wantShown("▶ EDWARDS, Jamal", "1 unfinished · 12 due or overdue · 41 people")
	at := slices.IndexFunc(strings.Split(d.text(120, 37), "\n"), func(l string) bool { return strings.HasPrefix(l, "▶") })
	if at != 3+5-1 {
		t.Errorf("the row is on line %d", at)
	}
}

func TestRefreshAddsAndWarnsOfSimilarNames(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, ListOpen: true})
	fresh := dialog.Summary{Person: dialog.Person{ID: dialog.ID{1}, Family: "Okonkwu", Given: "Grace"}, Standing: dialog.StandingOpen}
	d.run(d.s.Update(caseload.Refresh{Summary: fresh}))
	d.typeText("okonkw")
	d.wantShown("42 people", "OKONKWO, Grace (Ms)       similar name", "OKONKWU, Grace            similar name", "Similar name: OKONKW")
	fresh.Person.Family = "Blenkinsop"
	d.run(d.s.Update(caseload.Refresh{Summary: fresh}))
	d.wantShown("42 people")
	d.wantNotShown("similar name", "BLENKINSOP")
}

// TestRefreshWhileLoading has something saved before the caseload was read.
func TestRefreshWhileLoading(t *testing.T) {
	s := caseload.New(caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, Rules: dialog.DefaultRules(), Now: clock, ListOpen: true})
	late := s.Init()()
	fresh := dialog.Summary{Person: dialog.Person{ID: dialog.ID{1}, Family: "Aaronson", Given: "Abe"}, Standing: dialog.StandingOpen, DraftID: dialog.ID{2}}
	s.Update(caseload.Refresh{Summary: fresh})
	s.Update(late)
	if got := plain(s.Draw(frame(80, 21, true)).Body); !strings.Contains(got, "AARONSON") || !strings.Contains(got, "42 people") {
		t.Errorf("got\n%s", got)
	}
}

func TestANewDayAndNewRulesAreFollowed(t *testing.T) {
	today := now
	s := caseload.New(caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, Rules: dialog.DefaultRules(), Now: func() time.Time { return today }, ListOpen: true})
	d := &driver{t: t, s: s}
	d.run(s.Init())
	d.typeText("ap rhys")
	d.wantShown("overdue 56 days")
	today = now.AddDate(0, 0, 1)
	d.press("down")
	d.wantShown("overdue 57 days")
	rules := dialog.DefaultRules()
	rules.CommunityMonths = 12
	d.run(s.Update(caseload.RulesChanged{Rules: rules}))
	d.wantShown("next 27-Mar-2027")
}

func TestFailureCanBeTriedAgain(t *testing.T) {
	k := &keeper{err: errors.New("disk")}
	d := start(t, caseload.Options{Keeper: k, ListOpen: true})
	d.wantShown("The caseload could not be read.", "ctrl+r")
	k.err, k.summaries = nil, demoSummaries()
	d.press("ctrl+r")
	d.wantShown("41 people", "CLARKE")
}

func TestStateWords(t *testing.T) {
	day := func(n int) dialog.Date { return dialog.DateOf(now).AddDays(n) }
	base := dialog.Summary{Person: dialog.Person{ID: dialog.ID{9}, Family: "Zed"}, Standing: dialog.StandingOpen, Setting: dialog.Acute, LastDone: day(-28), Last: dialog.On(day(-28))}
	tests := map[string]struct {
		change func(*dialog.Summary)
		want   []string
	}{
		"due today":   {func(*dialog.Summary) {}, []string{"due today"}},
		"overdue":     {func(s *dialog.Summary) { s.LastDone = day(-29) }, []string{"overdue 1 day"}},
		"first":       {func(s *dialog.Summary) { s.LastDone, s.Last = dialog.Date{}, dialog.When{} }, []string{"first DIALOG: offer"}},
		"deceased":    {func(s *dialog.Summary) { s.Standing, s.Person.Deceased = dialog.StandingDeceased, true }, []string{"deceased", "No DIALOG is due: deceased."}},
		"inpatient":   {func(s *dialog.Summary) { s.Standing = dialog.StandingInpatient }, []string{"inpatient"}},
		"discharged":  {func(s *dialog.Summary) { s.Standing = dialog.StandingDischarged }, []string{"discharged"}},
		"declined":    {func(s *dialog.Summary) { s.Attempt, s.AttemptAt = dialog.AttemptDeclined, dialog.On(day(-20)) }, []string{"due today, declined", "declined on 02-Nov-2026"}},
		"interrupted": {func(s *dialog.Summary) { s.Attempt, s.AttemptAt = dialog.AttemptInterrupted, dialog.On(day(-20)) }, []string{"interrupted on 02-Nov-2026"}},
		"paper draft": {func(s *dialog.Summary) { s.DraftID, s.DraftPaper, s.DraftRated = dialog.ID{1}, true, 11 }, []string{"11 of 11"}},
		"few rated": {func(s *dialog.Summary) {
			s.Life, s.Treatment = dialog.Mean{Sum: 9, N: 3, Of: 8}, dialog.Mean{Sum: 9, N: 3, Of: 3}
		}, []string{"no mean (mean of 3 of 8)", "3.0"}},
		"born unknown":  {func(*dialog.Summary) {}, []string{"Not recorded"}},
		"no NHS number": {func(*dialog.Summary) {}, []string{"NHS No. Not recorded"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := base
			test.change(&s)
			d := start(t, caseload.Options{Keeper: &keeper{summaries: []*dialog.Summary{&s}}, ListOpen: true})
			d.wantShown(test.want...)
		})
	}
}

func TestHeldEnterDoesNotOpenTwice(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, ListOpen: true})
	d.run(d.s.Update(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}))
	if len(d.sent) != 0 {
		t.Errorf("sent %v", d.sent)
	}
}

func TestSmallWindow(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, ListOpen: true})
	for _, size := range [][2]int{{0, 0}, {1, 1}, {10, 3}, {33, 20}, {80, 7}} {
		got := d.s.Draw(frame(size[0], size[1], true)).Body
		if strings.Contains(got, "CLARKE") || size[0] > 9 && !strings.Contains(got, "Please") {
			t.Errorf("%v: %q", size, got)
		}
	}
}

// TestMonkey presses keys at random and holds what always holds: no line sticks
// out, the cursor is inside, and nobody is shown while the list is closed and the
// search empty.
func TestMonkey(t *testing.T) {
	people := demoSummaries()
	keys := []string{"enter", "tab", "esc", "up", "down", "pgup", "pgdown", "home", "end", "backspace", "ctrl+n", "ctrl+o", "ctrl+r", "ctrl+u", "f2", "f3", "f4", "f5", "s", "m", "9", " ", "é", "?", "王"}
	rapid.Check(t, func(rt *rapid.T) {
		d := start(t, caseload.Options{Keeper: &keeper{summaries: people}, ListOpen: rapid.Bool().Draw(rt, "open")})
		for range rapid.IntRange(1, 40).Draw(rt, "presses") {
			d.press(rapid.SampledFrom(keys).Draw(rt, "key"))
			w, h := rapid.IntRange(1, 140).Draw(rt, "width"), rapid.IntRange(1, 45).Draw(rt, "height")
			drawing := d.s.Draw(frame(w, h, rapid.Bool().Draw(rt, "unicode")))
			for _, line := range strings.Split(drawing.Body, "\n") {
				if ansi.StringWidth(line) > w {
					rt.Fatalf("a line is wider than %d: %q", w, ansi.Strip(line))
				}
			}
			if c := drawing.Cursor; c == nil || c.X < 0 || c.Y < 0 || c.X >= w || c.Y >= h {
				rt.Fatalf("cursor %v in %dx%d", c, w, h)
			}
			if strings.Contains(d.text(120, 37), "No name is on the screen") && strings.Contains(d.text(120, 37), "NHS No.") {
				rt.Fatal("somebody is shown")
			}
			if d.s.Typing() == slices.ContainsFunc(d.s.Keys(), func(b keyBinding) bool { return slices.Contains(b.Keys(), "?") }) {
				rt.Fatal("the key for help does not go with the search box")
			}
		}
		for _, msg := range d.sent {
			if n, ok := msg.(screen.Notice); ok && n.Text == "" {
				rt.Fatal("an empty notice")
			}
		}
	})
}

// TestWhoIsGoneIsOnTheListNoMore reads the caseload again after somebody was taken
// off it, and does not take up somebody who was never on it.
func TestWhoIsGoneIsOnTheListNoMore(t *testing.T) {
	k := &keeper{summaries: demoSummaries()}
	d := start(t, caseload.Options{Keeper: k, ListOpen: true})
	d.run(d.s.Update(caseload.Refresh{Summary: dialog.Summary{Person: dialog.Person{ID: dialog.ID{1}, Family: "Aaronson"}}, Gone: true}))
	d.wantShown("41 people")
	d.wantNotShown("AARONSON")
	i := slices.IndexFunc(k.summaries, func(s *dialog.Summary) bool { return s.Person.Family == "Clarke" })
	gone := k.summaries[i]
	k.summaries = slices.Delete(slices.Clone(k.summaries), i, i+1)
	d.run(d.s.Update(caseload.Refresh{Summary: *gone, Gone: true}))
	d.wantShown("40 people")
	d.wantNotShown("CLARKE")
}

func TestOthersAndAuditAreForRolesThatMay(t *testing.T) {
	for _, may := range []bool{true, false} {
		d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, Others: may, Audit: may})
		d.typeText("999 073 2575").press("f4", "f5")
		listed := 0
		for _, b := range d.s.Keys() {
			if slices.Contains(b.Keys(), "f4") || slices.Contains(b.Keys(), "f5") {
				listed++
			}
		}
		switch {
		case !may && (len(d.sent) > 0 || listed > 0):
			t.Errorf("sent %v, with %d keys for it", d.sent, listed)
		case may && (len(d.sent) != 2 || listed != 2 || d.sent[0] != tea.Msg(caseload.OpenOther{Prefill: "999 073 2575"}) || d.sent[1] != tea.Msg(caseload.ShowAudit{})):
			t.Errorf("sent %v, with %d keys for it", d.sent, listed)
		}
	}
}

// F9 does not stay silent where there is nothing to show.
func TestWhyNothingIsSent(t *testing.T) {
	for want, demo := range map[string]bool{"Nothing is sent from the demo: everybody in it is made up.": true, "No centre is set, so nothing is sent.": false} {
		d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, Demo: demo})
		d.press("f9")
		if len(d.sent) != 1 || d.sent[0] != tea.Msg(screen.Notice{Kind: screen.Info, Text: want}) {
			t.Errorf("sent %v, want %q", d.sent, want)
		}
	}
}

func TestWhatIsNotSentIsAlwaysSaid(t *testing.T) {
	d := start(t, caseload.Options{Keeper: &keeper{summaries: demoSummaries()}, ListOpen: true})
	d.wantNotShown("not yet sent")
	d.run(d.s.Update(caseload.Sending{Words: "3 not yet sent, oldest 12 days", Urgent: true}))
	d.wantShown("3 not yet sent, oldest 12 days (f9)", "41 people")
	d.typeText("okonkw")
	d.wantShown("3 not yet sent, oldest 12 days (f9)")
	d.run(d.s.Update(caseload.Sending{}))
	d.wantNotShown("not yet sent")
}
