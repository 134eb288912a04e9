package interview_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/ui/interview"
	"alongside/ui/screen"
)

// TestKeyBudgets counts keys from the person's page to saved. The key on the
// person's page that opens the screen is the first.
func TestKeyBudgets(t *testing.T) {
	tests := map[string]struct {
		paper  bool
		keys   []string
		budget int
	}{
		"eleven ratings, no help asked": {false, slices.Concat([]string{"y", "1"}, each("4", "enter"), []string{"f"}), 27},
		"every help question answered":  {false, slices.Concat([]string{"y", "1"}, each("4", "n", "enter"), []string{"f"}), 38},
		"from a paper form":             {true, slices.Concat([]string{"1", "t", "2"}, each("4"), []string{"f"}), 16},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				k := newKeeper(amina())
				o := options(k, amina())
				o.Paper = test.paper
				d := drive(t, interview.New(o))
				pressed := 1
				for _, key := range test.keys {
					d.press(key)
					d.wait(200 * time.Millisecond) // the same rating eleven times is not a held key
					pressed++
				}
				done, ok := told[interview.Finished](d)
				if !ok {
					t.Fatalf("not finished:\n%s", d.text(80, 21))
				}
				if a := done.Committed.Record.Assessment(done.Assessment); a.Status != dialog.Finished || !a.Complete() {
					t.Errorf("finished as %+v", a)
				}
				if pressed > test.budget {
					t.Errorf("%d keys, the budget is %d", pressed, test.budget)
				}
			})
		})
	}
}

// each repeats keys for every item.
func each(keys ...string) []string { return slices.Repeat(keys, dialog.DomainCount) }

func TestStart(t *testing.T) {
	several := func(r *dialog.Record) {
		r.Referrals = append(r.Referrals, dialog.Referral{ID: id(5), Setting: dialog.Community, Received: dialog.Date{Year: 2026, Month: time.May, Day: 1}})
	}
	tests := map[string]struct {
		change     func(*dialog.Record)
		keys       []string
		referral   dialog.ID
		completion dialog.Completion
		language   string
	}{
		"one referral is taken silently": {nil, []string{"y", "1"}, id(2), dialog.Together, "en"},
		"no referral is fine":            {func(r *dialog.Record) { r.Referrals = nil }, []string{"y", "2"}, dialog.ID{}, dialog.Alone, "en"},
		"a closed one does not count": {func(r *dialog.Record) { r.Referrals[0].Closed = dialog.Date{Year: 2026, Month: 2, Day: 1} },
			[]string{"y", "4"}, dialog.ID{}, dialog.Helper, "en"},
		"the latest of several":        {several, []string{"y", "1", "5", "5"}, id(5), dialog.Proxy, "en"},
		"the other of several":         {several, []string{"y", "2", "1"}, id(2), dialog.Together, "en"},
		"none of several":              {several, []string{"y", "0", "1"}, dialog.ID{}, dialog.Together, "en"},
		"no such referral":             {several, []string{"y", "3", "0", "1"}, dialog.ID{}, dialog.Together, "en"},
		"an interpreter":               {nil, []string{"y", "3", "enter"}, id(2), dialog.Interpreter, "Igbo"},
		"an interpreter, then not":     {nil, []string{"y", "3", "esc", "1"}, id(2), dialog.Together, "en"},
		"by proxy, then not":           {nil, []string{"y", "5", "1"}, id(2), dialog.Together, "en"},
		"by proxy, with another key":   {nil, []string{"y", "5", "0", "5", "x", "2"}, id(2), dialog.Alone, "en"},
		"no such way":                  {nil, []string{"y", "6", "0", "1"}, id(2), dialog.Together, "en"},
		"capital letters are the same": {nil, []string{"Y", "1"}, id(2), dialog.Together, "en"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r := amina()
				if test.change != nil {
					test.change(r)
				}
				k := newKeeper(r)
				d := drive(t, interview.New(options(k, r)))
				for _, key := range test.keys {
					d.press(key)
					d.wait(time.Second)
				}
				d.sees("Item 1 of 11", "Nothing chosen yet.")
				d.seesNot("saved")
				if len(k.entries) != 1 {
					t.Fatalf("%d entries: %v", len(k.entries), k.kinds())
				}
				b := k.entries[0].Body.(*dialog.AssessmentStarted)
				if b.Identity != dialog.IdentityAsked || b.Referral != test.referral || b.Completion != test.completion ||
					b.Language != test.language || b.Layout != dialog.Interview || k.entries[0].Worker != id(9) {
					t.Errorf("started as %+v", b)
				}
				if _, ok := told[interview.Saved](d); !ok {
					t.Error("the root was not told")
				}
			})
		})
	}
}

func TestNotTheRightPerson(t *testing.T) {
	for name, keys := range map[string][]string{"no": {"n"}, "back": {"esc"}, "back after yes": {"y", "esc"}} {
		for _, paper := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, paper %v", name, paper), func(t *testing.T) {
				bubble(t, func(t *testing.T) {
					k := newKeeper(amina())
					o := options(k, amina())
					if o.Paper = paper; paper && keys[0] == "y" {
						keys = []string{"1", "esc"}
					}
					d := drive(t, interview.New(o))
					d.press(keys...)
					if _, left := told[screen.Back](d); !left || k.calls > 0 || d.notice() != "Nothing was recorded." {
						t.Errorf("left %v after %d appends, saying %q", left, k.calls, d.notice())
					}
				})
			})
		}
	}
}

func TestEnterNeverRecordsARating(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		for range 40 {
			d.press("enter", "right", "right", "tab")
			d.wait(time.Second)
		}
		for _, domain := range dialog.Domains() {
			if a := k.answer(domain); a.State == dialog.Rated || a.Rating != 0 {
				t.Errorf("%s is %+v", domain, a)
			}
		}
	})
}

// TestAnswers gives keys at the first item, or at another one, and says what is
// recorded then.
func TestAnswers(t *testing.T) {
	rated := func(n int) dialog.Answer { return dialog.Answer{State: dialog.Rated, Rating: n} }
	tests := map[string]struct {
		keys []string
		of   dialog.Domain
		want dialog.Answer
		sees string
	}{
		"a rating":                         {[]string{"1"}, 0, rated(1), "Chosen: 1, totally dissatisfied   ● saved"},
		"the other end":                    {[]string{"7"}, 0, rated(7), "Chosen: 7, totally satisfied   ● saved"},
		"a rating changed":                 {[]string{"3", "5"}, 0, rated(5), "Chosen: 5"},
		"eight is not on the scale":        {[]string{"3", "8"}, 0, rated(3), "Chosen: 3"},
		"nought is not on the scale":       {[]string{"0"}, 0, dialog.Answer{}, "Nothing chosen yet."},
		"help wanted":                      {[]string{"3", "y"}, 0, dialog.Answer{State: dialog.Rated, Rating: 3, Help: dialog.HelpWanted}, "(●) Yes"},
		"help not wanted":                  {[]string{"3", "n"}, 0, dialog.Answer{State: dialog.Rated, Rating: 3, Help: dialog.HelpNot}, "(●) No"},
		"help first, then a rating":        {[]string{"y", "6"}, 0, dialog.Answer{State: dialog.Rated, Rating: 6, Help: dialog.HelpWanted}, "Chosen: 6"},
		"help only":                        {[]string{"n"}, 0, dialog.Answer{State: dialog.Later, Help: dialog.HelpNot}, "Recorded: left for later"},
		"declined":                         {[]string{"d"}, 0, dialog.Answer{State: dialog.Declined}, "Recorded: did not want to answer"},
		"declined after a rating":          {[]string{"4", "d"}, 0, dialog.Answer{State: dialog.Declined}, "Recorded: did not want to answer"},
		"declined, help wanted":            {[]string{"d", "y"}, 0, dialog.Answer{State: dialog.Declined, Help: dialog.HelpWanted}, "(●) Yes"},
		"not applicable":                   {[]string{"x"}, 0, dialog.Answer{State: dialog.NotApplicable}, "a local reason, outside the scale"},
		"left for later":                   {[]string{"4", "y", "l"}, 0, dialog.Answer{State: dialog.Later, Help: dialog.HelpWanted}, "Recorded: left for later"},
		"help taken back":                  {[]string{"4", "y", "backspace"}, 0, rated(4), "not asked"},
		"help and rating taken back":       {[]string{"4", "y", "backspace", "d", "backspace"}, 0, dialog.Answer{State: dialog.Later}, "left for later"},
		"nothing to take back":             {[]string{"backspace"}, 0, dialog.Answer{}, "Nothing chosen yet."},
		"moved on without an answer":       {[]string{"enter", "left"}, 0, dialog.Answer{State: dialog.Later}, "Recorded: left for later"},
		"moved back without an answer":     {[]string{"4", "enter", "left"}, dialog.PhysicalHealth, dialog.Answer{State: dialog.Later}, "Item 1 of 11"},
		"away to the review":               {[]string{"v"}, 0, dialog.Answer{State: dialog.Later}, "Review"},
		"left with nothing stays not seen": {[]string{"esc"}, 0, dialog.Answer{}, ""},
		"the next one is not seen":         {[]string{"4", "enter"}, dialog.PhysicalHealth, dialog.Answer{}, "Item 2 of 11"},
		"everyone is asked about work":     {[]string{"enter", "right", "x"}, dialog.JobSituation, dialog.Answer{}, "Nothing chosen yet."},
		"unless it is said twice":          {[]string{"enter", "right", "x", "y", "x", "l", "x", "d", "x"}, dialog.JobSituation, dialog.Answer{State: dialog.Declined, Help: dialog.HelpWanted}, "Recorded: did not"},
		"a rating stays though moved":      {[]string{"4", "right", "left", "enter", "shift+tab"}, 0, rated(4), "Item 1 of 11"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := begun(t)
				d.press(test.keys...)
				d.wait(time.Second)
				domain := max(test.of, dialog.MentalHealth)
				got := k.answer(domain)
				got.At, got.Language, got.Mode = dialog.When{}, "", dialog.ModeUnknown
				if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(dialog.When{})); diff != "" {
					t.Errorf("recorded (-want +got):\n%s", diff)
				}
				d.sees(test.sees)
			})
		})
	}
}

func TestEveryoneIsAskedTwice(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		d.press("4", "enter", "4", "right", "x")
		if !strings.Contains(d.notice(), "asked of everyone") || k.answer(dialog.JobSituation).Seen() {
			t.Fatalf("said %q, recorded %+v", d.notice(), k.answer(dialog.JobSituation))
		}
		d.wait(time.Second)
		d.press("x")
		d.wait(time.Second)
		if got := k.answer(dialog.JobSituation).State; got != dialog.NotApplicable {
			t.Errorf("recorded %q", got)
		}
	})
}

func TestAnswersAreOneEntryEach(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		d.press("3", "3", "y", "5", "enter", "2")
		d.wait(time.Second)
		want := []dialog.Kind{dialog.KindStarted, dialog.KindAnswer, dialog.KindAnswer, dialog.KindAnswer, dialog.KindAnswer}
		if got := k.kinds(); !slices.Equal(got, want) {
			t.Errorf("entries %v, want %v", got, want)
		}
		if a := k.answer(dialog.MentalHealth); a.Language != "en" || a.Mode != dialog.ModeScreen || !a.At.Exact() {
			t.Errorf("recorded as %+v", a)
		}
	})
}

func TestKeysTogetherAreCancelled(t *testing.T) {
	tests := map[string]struct {
		do     func(d *driver)
		notice string
		rated  int
		item   string
	}{
		"two ratings at once": {func(d *driver) { d.down("3"); d.wait(10 * time.Millisecond); d.down("4") }, "Two keys at once: nothing was recorded.", 0, "Item 1 of 11"},
		"a rating and enter":  {func(d *driver) { d.down("3"); d.wait(10 * time.Millisecond); d.down("enter") }, "Two keys at once: nothing was recorded.", 0, "Item 1 of 11"},
		"a burst":             {func(d *driver) { d.typeBurst("1\r2\r3\r4\r5\r6\r7") }, "Many keys at once: nothing was recorded.", 0, "Item 1 of 11"},
		"a paste":             {func(d *driver) { d.run(d.s.Update(tea.PasteMsg{Content: "1\n2\n3\n"})) }, "Pasted text: nothing was recorded.", 0, "Item 1 of 11"},
		"a paste on a rating": {func(d *driver) { d.down("3"); d.run(d.s.Update(tea.PasteMsg{Content: "4"})) }, "Pasted text: nothing was recorded.", 0, "Item 1 of 11"},
		"a held rating":       {func(d *driver) { d.hold("3", 500*time.Millisecond, 33*time.Millisecond, 20) }, "The key was held down: it counted once.", 3, "Item 1 of 11"},
		"a held enter": {func(d *driver) { d.press("3"); d.hold("enter", 400*time.Millisecond, 30*time.Millisecond, 30) },
			"The key was held down: it counted once.", 3, "Item 2 of 11"},
		"a held arrow": {func(d *driver) { d.press("3"); d.hold("right", 250*time.Millisecond, 30*time.Millisecond, 30) },
			"The key was held down: it counted once.", 3, "Item 2 of 11"},
		"keys one after the other": {func(d *driver) {
			d.down("3")
			d.wait(60 * time.Millisecond)
			d.down("enter")
			d.wait(60 * time.Millisecond)
		}, "", 3, "Item 2 of 11"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := begun(t)
				test.do(d)
				d.wait(time.Second)
				if got := k.answer(dialog.MentalHealth).Rating; got != test.rated {
					t.Errorf("recorded %d, want %d", got, test.rated)
				}
				if got := d.notice(); got != test.notice {
					t.Errorf("said %q, want %q", got, test.notice)
				}
				d.sees(test.item)
			})
		})
	}
}

// typeBurst sends keys as an unmarked paste does, all at once.
func (d *driver) typeBurst(s string) {
	for _, r := range s {
		if r == '\r' {
			d.down("enter")
			continue
		}
		d.down(string(r))
	}
}

// TestTheKeyThatStartsDoesNotRate presses the number that starts the interview
// twice, which must not rate the first item.
func TestTheKeyThatStartsDoesNotRate(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newKeeper(amina())
		k.delay = 100 * time.Millisecond
		d := drive(t, interview.New(options(k, amina())))
		d.press("y")
		d.hold("1", 250*time.Millisecond, 200*time.Millisecond, 3)
		d.wait(time.Second)
		if got := k.answer(dialog.MentalHealth); got.Seen() {
			t.Errorf("recorded %+v", got)
		}
	})
}

func TestSavedOnlyWhenStored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.delay = 500 * time.Millisecond
		d.down("5")
		d.wait(40 * time.Millisecond)
		d.sees("Chosen: 5")
		d.seesNot("saved", "saving")
		d.wait(150 * time.Millisecond)
		d.seesNot("saved", "saving")
		d.wait(100 * time.Millisecond)
		d.sees("saving…")
		if k.answer(dialog.MentalHealth).Seen() {
			t.Fatal("the store had it already")
		}
		d.wait(300 * time.Millisecond)
		d.sees("● saved")
		d.seesNot("saving")
	})
}

func TestNotSaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.fail = func(int) error { return full }
		d.press("5", "y", "enter", "2")
		d.sees("NOT SAVED: Mental health, Physical health. The disk has no room. Press r", "Chosen: 2", "× NOT SAVED")
		if got := d.s.(*interview.Model).Unsaved(); got != "2 entries are not saved." {
			t.Errorf("unsaved: %q", got)
		}
		d.press("left")
		d.sees("Chosen: 5", "(●) Yes", "× NOT SAVED")
		d.press("esc")
		if _, left := told[screen.Back](d); left {
			t.Fatal("left without asking")
		}
		d.sees("Something is not saved", "stay here")
		d.wait(time.Second)
		d.press("esc")
		d.sees("Item 1 of 11", "Chosen: 5")
		k.fail = nil
		d.press("r")
		d.wait(time.Second)
		d.sees("● saved")
		d.seesNot("NOT SAVED")
		if a, b := k.answer(dialog.MentalHealth), k.answer(dialog.PhysicalHealth); a.Rating != 5 || a.Help != dialog.HelpWanted || b.Rating != 2 {
			t.Errorf("recorded %+v and %+v", a, b)
		}
	})
}

func TestTheNextAnswerTriesAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.fail = func(int) error { return full }
		d.press("5", "enter")
		k.fail = nil
		d.press("2")
		d.wait(time.Second)
		d.seesNot("NOT SAVED")
		if a, b := k.answer(dialog.MentalHealth), k.answer(dialog.PhysicalHealth); a.Rating != 5 || b.Rating != 2 {
			t.Errorf("recorded %+v and %+v", a, b)
		}
	})
}

func TestOneRefusedAnswerDoesNotHoldUpOthers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.fail = func(n int) error {
			if n == 2 || n == 3 {
				return &dialog.Error{Code: dialog.Conflict, Message: "Not this one."}
			}
			return nil
		}
		d.press("5", "enter")
		d.press("2", "enter")
		d.wait(time.Second)
		if k.answer(dialog.PhysicalHealth).Rating != 2 {
			t.Error("the second answer waits for the first")
		}
		d.sees("NOT SAVED: Mental health. Not this one.")
	})
}

func TestLeavingWithoutSaving(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.fail = func(int) error { return full }
		d.press("5", "esc", "w")
		if _, left := told[screen.Back](d); !left || !strings.Contains(d.notice(), "lost") {
			t.Errorf("left %v, said %q", left, d.notice())
		}
	})
}

func TestLeavingWaitsForTheDisk(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.delay = time.Second
		d.press("5", "esc")
		d.sees("Saving…")
		if _, left := told[screen.Back](d); left {
			t.Fatal("left before it was saved")
		}
		d.wait(2 * time.Second)
		if _, left := told[screen.Back](d); !left || d.notice() != "Everything so far is saved." || k.answer(dialog.MentalHealth).Rating != 5 {
			t.Errorf("left %v, said %q", left, d.notice())
		}
	})
}

func TestChangesReachTheStoreInOrder(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.delay = 400 * time.Millisecond
		for _, key := range []string{"1", "2", "3", "4", "y", "6", "n"} {
			d.down(key)
			d.wait(60 * time.Millisecond)
		}
		d.wait(10 * time.Second)
		if a := k.answer(dialog.MentalHealth); a.Rating != 6 || a.Help != dialog.HelpNot {
			t.Errorf("recorded %+v", a)
		}
		d.sees("Chosen: 6", "● saved")
	})
}

func TestWhatIsGivenBackIsCompared(t *testing.T) {
	for name, mangle := range map[string]func(r *dialog.Record){
		"another rating": func(r *dialog.Record) {
			r.Assessments[len(r.Assessments)-1].Answers.Set(dialog.MentalHealth, dialog.Answer{State: dialog.Rated, Rating: 1})
		},
		"another person": func(r *dialog.Record) { r.Person.ID = id(77) },
		"no assessment":  func(r *dialog.Record) { r.Assessments = nil },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := begun(t)
				k.mangle = mangle
				d.press("5")
				d.wait(time.Second)
				d.sees("Chosen: 5", "× NOT SAVED", "did not give back")
			})
		})
	}
}

func TestNote(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		d.press("5", "t")
		if !d.s.Typing() {
			t.Fatal("the note has no focus")
		}
		d.sees("Amina can read this; it alerts nobody.")
		d.typeText("3 x y enter")
		d.sees("typing…")
		d.seesNot("saved")
		if got := k.answer(dialog.MentalHealth).Note; got != "" {
			t.Fatalf("saved while typing: %q", got)
		}
		d.wait(1100 * time.Millisecond)
		if got := k.answer(dialog.MentalHealth); got.Note != "3 x y enter" || got.Rating != 5 {
			t.Fatalf("after a pause: %+v", got)
		}
		d.sees("● saved")
		d.run(d.s.Update(tea.PasteMsg{Content: ", and more"}))
		d.press("esc")
		d.wait(time.Second)
		if got := k.answer(dialog.MentalHealth).Note; got != "3 x y enter, and more" || d.s.Typing() {
			t.Errorf("after leaving it: %q", got)
		}
		d.sees("note: 3 x y enter, and more", "Chosen: 5")
	})
}

func TestNoteOnAnItemWithoutAnAnswer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		d.press("t")
		d.typeText("Not now")
		d.press("esc")
		d.wait(time.Second)
		if got := k.answer(dialog.MentalHealth); got.State != dialog.Later || got.Note != "Not now" {
			t.Errorf("recorded %+v", got)
		}
	})
}

func TestNoteThatCannotBeKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		d.press("t")
		d.typeText("\u0301")
		d.wait(2 * time.Second)
		d.press("esc")
		if !d.s.Typing() || k.answer(dialog.MentalHealth).Note != "" {
			t.Fatal("the note was left or saved")
		}
		d.sees("accent that belongs to no letter")
		d.press("esc")
		if d.s.Typing() || k.answer(dialog.MentalHealth).Note != "" {
			t.Error("the note was not left as it was")
		}
	})
}

func TestClosingSavesWhatIsHeld(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		k.delay = 300 * time.Millisecond
		d.down("5")
		d.wait(50 * time.Millisecond)
		d.press("t")
		d.typeText("Last words")
		if got := d.s.(*interview.Model).Unsaved(); got == "" {
			t.Error("nothing is said to be unsaved")
		}
		cmd := d.s.Update(screen.Closing{})
		if cmd == nil {
			t.Fatal("there is nothing to save")
		}
		cmd()
		if a := k.answer(dialog.MentalHealth); a.Rating != 5 || a.Note != "Last words" {
			t.Errorf("recorded %+v", a)
		}
		n := len(k.entries)
		d.wait(time.Minute)
		if len(k.entries) != n {
			t.Error("it was saved twice")
		}
	})
}

// After closing it says what was not saved all the same, and nothing else.
func TestWhatClosingCouldNotSave(t *testing.T) {
	for name, test := range map[string]struct {
		fail func(n int) error
		lost bool
	}{
		"all is saved":    {nil, false},
		"nothing more is": {func(n int) error { return full }, true},
		"the last is not": {func(n int) error { return map[bool]error{true: full}[n > 2] }, true},
		"the first is not, which the second holds": {func(n int) error { return map[bool]error{true: full}[n == 2] }, false},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := begun(t)
				k.delay, k.fail = 2*time.Second, test.fail
				d.down("5")
				d.wait(50 * time.Millisecond)
				d.press("t")
				d.typeText("Last words")
				if s := d.s.(screen.Saver); !s.Saves() || s.Unsaved() == "" {
					t.Errorf("before: unsaved %q, saves %v", s.Unsaved(), s.Saves())
				}
				d.run(d.s.Update(screen.Closing{}))
				d.wait(10 * time.Second)
				if what := d.s.(screen.Holder).Unsaved(); (what != "") != test.lost {
					t.Errorf("after: unsaved %q", what)
				}
			})
		})
	}
}

func TestClosingWithNothingHeld(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := begun(t)
		d.press("5")
		if got := d.s.(*interview.Model).Unsaved(); got != "" {
			t.Errorf("unsaved: %q", got)
		}
		if cmd := d.s.Update(screen.Closing{}); cmd != nil {
			t.Error("there is something to save")
		}
	})
}

func TestEarlierRatings(t *testing.T) {
	const then = "14-Mar-2026: 3 fairly dissatisfied"
	t.Run("hidden until every item is settled", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			d, _ := begun(t)
			for range dialog.DomainCount - 1 {
				d.seesNot("Mar-2026")
				d.press("4")
				d.seesNot("Mar-2026")
				d.wait(time.Second)
				d.press("enter")
			}
			d.press("v")
			d.seesNot("was ", "Mar-2026")
			d.press("end", "up", "enter", "d")
			d.wait(time.Second)
			d.press("enter")
			d.sees("was 3", "was: the rating on 14-Mar-2026")
			d.press("home", "enter")
			d.sees(then)
		})
	})
	t.Run("beside an item once it is rated", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			d, _ := begun(t, func(_ *keeper, o *interview.Options) { o.Rules.Earlier = dialog.EarlierBeside })
			d.seesNot("Mar-2026")
			d.press("d")
			d.seesNot("Mar-2026")
			d.press("4")
			d.sees(then)
			d.press("enter")
			d.seesNot("Mar-2026")
		})
	})
	t.Run("never beside what somebody else answers", func(t *testing.T) {
		bubble(t, func(t *testing.T) {
			k := newKeeper(amina())
			o := options(k, amina())
			o.Rules.Earlier = dialog.EarlierBeside
			d := drive(t, interview.New(o))
			d.press("y", "5", "5")
			d.wait(time.Second)
			d.press("4")
			d.sees("Chosen: 4")
			d.seesNot("Mar-2026")
		})
	})
}

func TestReviewAndFinish(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		answered(d)
		d.press("v")
		d.sees("Quality of life 4.4 (mean of 5 of 8 answered)", "Treatment satisfaction: no mean (0 of 3 answered)",
			"5 rated, 1 did not want to answer, 1 does not apply, 1 left for later, 3 not", "rule of", "▶  6  Partner/family")
		d.press("9")
		d.sees("▶  9  Medication")
		d.press("enter")
		d.sees("Item 9 of 11")
		d.wait(time.Second)
		d.press("6", "enter")
		d.wait(time.Second)
		d.sees("Review", "▶  6  Partner/family", "6 very satisfied")
		d.press("f")
		d.sees("Finish although not everything is rated?", "6 rated")
		d.wait(time.Second)
		d.press("w")
		d.typeText("Tired")
		d.press("enter")
		d.wait(time.Second)
		d.sees("Why: Tired")
		d.press("f")
		d.wait(time.Second)
		done, ok := told[interview.Finished](d)
		if !ok {
			t.Fatalf("not finished:\n%s", d.text(80, 21))
		}
		if a := k.assessment(); a.Status != dialog.Finished || a.Reason != "Tired" || done.Assessment != a.ID || a.Answers.Count(dialog.NotSeen) != 2 {
			t.Errorf("finished as %+v", a)
		}
	})
}

func TestFinishNeedsAnAnswer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r := draft(0)
		r.Assessments[1].Answers = dialog.Answers{}
		r.Assessments[1].Layout = dialog.Paper
		k := newKeeper(r)
		d := drive(t, interview.Resume(options(k, r)))
		d.press("1", "y", "f")
		d.wait(time.Second)
		if _, ok := told[interview.Finished](d); ok || !strings.HasPrefix(d.notice(), "Nothing has been answered yet.") {
			t.Errorf("finished %v, said %q", ok, d.notice())
		}
	})
}

func TestFinishWaitsForTheDisk(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		rateAll(d)
		d.press("up", "enter")
		d.wait(time.Second)
		k.delay = time.Second
		d.press("2", "enter", "f")
		if _, ok := told[interview.Finished](d); ok {
			t.Fatal("finished before the last answer was saved")
		}
		d.wait(5 * time.Second)
		if _, ok := told[interview.Finished](d); !ok || k.answer(dialog.Meetings).Rating != 2 {
			t.Errorf("finished %v with %+v", ok, k.answer(dialog.Meetings))
		}
	})
}

func TestFinishNotSaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		rateAll(d)
		k.fail = func(int) error { return full }
		d.press("f")
		d.sees("NOT SAVED: the end. The disk has no room. Press r")
		d.press("up")
		d.seesNot("NOT SAVED")
		k.fail = nil
		d.wait(time.Second)
		if k.assessment().Status != dialog.Draft {
			t.Fatal("what was set aside was saved")
		}
		k.fail = func(int) error { return full }
		d.press("f")
		k.fail = nil
		d.press("r")
		d.wait(time.Second)
		if _, ok := told[interview.Finished](d); !ok {
			t.Errorf("not finished:\n%s", d.text(80, 21))
		}
	})
}

func TestStartNotSaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newKeeper(amina())
		k.fail = func(int) error { return full }
		d := drive(t, interview.New(options(k, amina())))
		d.press("y", "2")
		d.sees("NOT SAVED: the start")
		d.wait(time.Second)
		d.press("3", "esc", "1")
		d.sees("NOT SAVED: the start")
		k.fail = nil
		d.press("r")
		d.wait(time.Second)
		d.sees("Item 1 of 11")
		if a := k.assessment(); len(k.entries) != 1 || a.Completion != dialog.Together {
			t.Errorf("started as %+v", a)
		}
	})
}

func TestCompletionCanBeMended(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := begun(t)
		rateAll(d)
		d.press("c")
		d.wait(time.Second)
		d.sees("Who completed it?")
		d.press("4")
		d.wait(time.Second)
		d.sees("Review, completed with a helper")
		if k.assessment().Completion != dialog.Helper {
			t.Errorf("recorded %q", k.assessment().Completion)
		}
	})
}
