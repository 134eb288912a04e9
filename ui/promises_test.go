package ui_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"image/color"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui"
	"alongside/ui/uitest"
)

// darkBackground is what a terminal with a black ground answers.
var darkBackground = tea.BackgroundColorMsg{Color: color.Black}

func TestKeysFromPersonToSaved(t *testing.T) {
	for name, tt := range map[string]struct {
		person string
		keys   string // each a key; "." is enter
		most   int
	}{
		"no help asked":       {"smith jane", "dy1s" + strings.Repeat("5.", 11) + "f", 27},
		"every help answered": {"smith jane", "dy1s" + strings.Repeat("5n.", 11) + "f", 38},
		"from a paper form":   {"whittaker", "p2t2" + "54254656546" + "f", 16},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, k := sit(t, 80, 24, unicode)
				open(p, tt.person)
				p.Pressed()
				for _, key := range tt.keys {
					if key == '.' {
						p.Press("enter")
						continue
					}
					p.Press(string(key))
				}
				p.Sees("What changed")
				if n := p.Pressed(); n > tt.most {
					t.Errorf("took %d keys, at most %d were promised", n, tt.most)
				}
				var done *dialog.Assessment
				for _, s := range must(k.Caseload(context.Background())) {
					r := must(k.Record(context.Background(), s.Person.ID))
					for _, a := range r.History() {
						if a.Ended.Date() == dialog.DateOf(today) {
							done = a
						}
					}
				}
				if done == nil || !done.Complete() || done.Status != dialog.Finished {
					t.Errorf("the record has %+v", done)
				}
			})
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestOnlyThePersonWhoIsThere presses many random keys in an open appointment and
// looks for the names of all others.
func TestOnlyThePersonWhoIsThere(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 120, 40, unicode)
		var others []string
		for _, s := range must(k.Caseload(context.Background())) {
			if s.Person.Family != "" && !strings.Contains("SMITH JANE", strings.ToUpper(s.Person.Family)) {
				others = append(others, s.Person.ListName())
			}
		}
		open(p, "smith jane").Press("d", "y", "1", "s")
		random := rand.New(rand.NewPCG(seed, 1))
		keys := strings.Fields("1 2 3 4 5 6 7 8 9 0 y n d x l t v g c p w h o e r f s a q k j ? enter up down left right tab space backspace home end pgup pgdown f1 f2 f3 ctrl+l ctrl+n ctrl+o ctrl+s")
		for range 3000 {
			p.Press(keys[random.IntN(len(keys))])
			if p.Gone() {
				t.Fatal("the program ended")
			}
			screen := p.Screen()
			for _, name := range others {
				if strings.Contains(screen, name) {
					t.Fatalf("somebody else is on the screen:\n%s", screen)
				}
			}
		}
	})
}

func TestNothingIsRecordedFromABurst(t *testing.T) {
	for name, act := range map[string]func(p *uitest.Person){
		"a pasted line":    func(p *uitest.Person) { p.Paste("5") },
		"pasted digits":    func(p *uitest.Person) { p.Burst(time.Millisecond, strings.Split("5142536", "")...) },
		"the same digit":   func(p *uitest.Person) { p.Burst(2*time.Millisecond, strings.Split("5555555", "")...) },
		"two keys at once": func(p *uitest.Person) { p.Burst(10*time.Millisecond, "5", "6") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, k := sit(t, 80, 24, unicode)
				open(p, "smith jane").Press("d", "y", "1", "s")
				act(p)
				p.Sees("Item 1 of 11", "Nothing chosen yet.")
				if a := find(t, k, "Smith", "Jane").Draft(); a.Answers.Count(dialog.Rated) != 0 {
					t.Error("a burst of keys answered an item")
				}
			})
		})
	}
}

func TestAFullDiskKeepsTheAnswerOnTheScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		open(p, "smith jane").Press("d", "y", "1", "s")
		k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full. Make room on it."}
		p.Press("5").Sees("5, fairly satisfied", "The disk is full.").SeesNot("● saved")
		p.Press("ctrl+c").Sees("Press ctrl+c again")
		if p.Gone() {
			t.Fatal("the program ended with an answer that is not saved")
		}
		k.Fail = nil
		p.Press("r").Sees("saved")
		p.Press("ctrl+c")
		if !p.Gone() {
			t.Error("the program did not end once everything was saved")
		}
		if a := find(t, k, "Smith", "Jane").Draft(); a.Answers.Get(dialog.MentalHealth).Rating != 5 {
			t.Error("the answer is not in the record")
		}
	})
}

func TestResumingGoesOnAtTheSameItem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := sit(t, 80, 24, unicode)
		open(p, "hartley").Sees("6 of 11")
		p.Press("d").Sees("HARTLEY, Rowan", "6 of 11", "20-Nov-2026")
		p.Press("1", "y").Sees("Item 7 of 11", "friendships")
	})
}

// A note that was half typed when the lid was closed is what it goes on at.
func TestResumingGoesOnAtTheNote(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, k := sit(t, 80, 24, unicode)
		open(p, "smith jane").Press("d", "y", "1", "s").Press("4", "enter", "3", "t").Type("Walks to the").Wait(2 * time.Second)
		begin := time.Now()
		now := func() time.Time { return today.Add(time.Hour + time.Since(begin)) }
		again := uitest.Sit(t, ui.Options{Opened: k, Demo: true, Version: "test", Text: instrument.English(), Now: now, Mode: unicode}, 80, 24)
		open(again, "smith jane").Press("d").Sees("resume at item 2, Physical health")
		again.Press("1", "y").Sees("Item 2 of 11", "Walks to the")
	})
}

// Leaving in front of the items is leaving, and what was agreed before is looked at the
// next time, unless an item was asked meanwhile.
func TestLeavingInFrontOfTheItems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := sit(t, 80, 24, unicode)
		open(p, "smith jane").Press("d", "y", "1").Sees("What we agreed before: 1 of 4", "esc leave")
		p.Wait(time.Second)
		p.Press("2", "enter", "esc").Sees("Resume the unfinished DIALOG", "Everything so far is saved.")
		p.Press("d").Sees("resume at what was agreed before").Press("1", "y").Sees("What we agreed before: 2 of 4")
		p.Press("s").Sees("Item 1 of 11").Press("4", "esc", "d").Sees("resume at item 2")
		p.Press("1", "y").Sees("Item 2 of 11")
	})
}

// What was talked about at an appointment that is over is read, from wherever it is
// opened, and while another DIALOG is unfinished nothing new comes under an old one.
func TestWhatIsOverIsRead(t *testing.T) {
	for name, tt := range map[string]struct {
		who  string
		keys string
		sees []string
	}{
		"from the page":                   {"smith jane", "t", []string{"What was talked about on 05-Jun-2026", "shown as it was"}},
		"from the history":                {"smith jane", "h.t", []string{"What was talked about on 05-Jun-2026", "shown as it was"}},
		"an earlier one":                  {"smith jane", "h>.t", []string{"What was talked about on", "shown as it was"}},
		"what changed":                    {"smith jane", "wt", []string{"What was talked about on 05-Jun-2026", "shown as it was"}},
		"with one unfinished":             {"hartley", "t", []string{"Resume the unfinished DIALOG", "The unfinished DIALOG comes first: press d. Earlier ones: h, History."}},
		"with one unfinished, in history": {"hartley", "h>.t", []string{"What was talked about on", "shown as it was"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := sit(t, 80, 24, unicode)
				open(p, tt.who)
				for _, key := range tt.keys {
					p.Press(cmp.Or(map[rune]string{'.': "enter", '>': "down"}[key], string(key)))
				}
				p.Sees(tt.sees...)
			})
		})
	}
}

// TestHostileNamesAreHarmless gives people names that no gate has cleaned, as an
// older version or another laptop might.
func TestHostileNamesAreHarmless(t *testing.T) {
	for name, hostile := range map[string]string{
		"escape":     "Evil\x1b[2J\x1b]0;title\x07",
		"overwrite":  "Smith\rJones\b\b",
		"direction":  "\u202egnorw",
		"zero width": "Sm\u200bith",
	} {
		t.Run(name, func(t *testing.T) {
			who := dialog.Person{Family: hostile, Given: "Jane"}
			if banner := who.Banner(dialog.DateOf(today)); banner != text.Show(banner) {
				t.Errorf("the banner is %q", banner)
			}
		})
	}
}
