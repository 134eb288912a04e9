package talk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/talk"
	"alongside/ui/theme"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

// unhurried runs a test in which the moments between keys cost nothing.
func unhurried(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, test)
}

// Keys that come faster than a hand can press them record nothing: a paste of
// numbers and line ends that the terminal does not mark as one.
func TestABurstRecordsNothing(t *testing.T) {
	k, o := jane(t, cook, sleep)
	s := talk.NewRate(o)
	for _, name := range []string{"6", "enter", "7", "enter", "1", "0", "enter", "s", "3", "enter"} {
		s.Update(single.Key(name)) // whatever it waits for does not happen in time
	}
	s.Update(tea.PasteMsg{Content: "5\n"})
	for _, g := range record(t, k, o).Goals {
		if len(g.Ratings) != 1 {
			t.Errorf("%q has the ratings %+v", g.Text, g.Ratings)
		}
	}
}

// What cannot be recorded is not said to be about to be, and stays in view beside the
// reason.
func TestANumberThatIsNoRating(t *testing.T) {
	for name, typed := range map[string][]string{"over ten": {"5", "5"}, "with a nought before it": {"0", "5"}} {
		t.Run(name, func(t *testing.T) {
			unhurried(t, func(t *testing.T) {
				k, o := jane(t, cook)
				d := single.Drive(talk.NewRate(o)).Press("1", "0", "enter").Press(typed...)
				shown, promise := "Your rating: "+strings.Join(typed, ""), "Enter records it"
				for range 2 {
					d.Sees(t, shown)
					d.Sees(t, "Type a whole number from 0 to 10")
					if got := d.Text(single.Sizes[0]) + screen.HelpLine(d.Screen.Keys(), 200, theme.New(theme.Options{})); strings.Contains(got, promise) || strings.Contains(got, "record it") {
						t.Errorf("it says\n%s", got)
					}
					d.Press("enter")
				}
				d.Press("7", "enter")
				if got := record(t, k, o).Goals[0].Ratings; got[len(got)-1].Rating != 7 || len(got) != 3 {
					t.Errorf("the ratings are %+v", got)
				}
			})
		})
	}
}

func TestAHeldKeyCountsOnce(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		d := single.Drive(talk.NewRate(o)).Press("6", "enter")
		for range 5 {
			press := single.Key("enter")
			press.IsRepeat = true
			if cmd := d.Screen.Update(press); cmd != nil {
				t.Fatal("a held Enter does something")
			}
		}
		d.Sees(t, "On 22-Oct-2026 it was 3.")
		if n := len(record(t, k, o).Goals[0].Ratings); n != 2 {
			t.Errorf("%d ratings", n)
		}
	})
}

func TestTenIsTypedAsItIsWritten(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		for keys, want := range map[string]int{"1 0": 10, "0": 0, "1": 1, "7 backspace 4": 4, "1 2 5": 5, "9 9 8": 8} {
			k, o := jane(t, cook)
			single.Drive(talk.NewRate(o)).Press(append(strings.Fields(keys), "enter")...)
			if latest, _ := record(t, k, o).Goals[0].Latest(); latest.Rating != want {
				t.Errorf("%s recorded %d, want %d", keys, latest.Rating, want)
			}
		}
	})
}

func TestTheEarlierRatingIsHiddenUntilRated(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		_, o := jane(t, cook)
		d := single.Drive(talk.NewRate(o))
		for _, keys := range [][]string{nil, {"6"}, {"backspace"}, {"enter"}, {"9"}, {"9", "enter"}} {
			d.Press(keys...)
			if got := d.Text(single.Sizes[0]); strings.Contains(got, "22-Oct-2026") {
				t.Errorf("after %q the earlier rating is there:\n%s", keys, got)
			}
		}
	})
}

// What was typed and not recorded is not left behind without a word.
func TestATypedRatingIsNotLostInSilence(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		for _, k := range []string{"right", "left", "up", "down"} {
			_, o := jane(t, cook, sleep)
			d := single.Drive(talk.NewRate(o)).Press("6", k)
			d.Sees(t, "6 is not recorded.")
			d.Sees(t, "Goal 1 of 2")
		}
		_, o := jane(t, cook)
		d := single.Drive(talk.NewRate(o)).Press("6", "esc")
		d.Sees(t, "6 is not recorded. Enter records it, Esc again leaves it.")
		if h := d.Screen.(screen.Holder).Unsaved(); h == "" {
			t.Error("nothing is said to be unsaved")
		}
		d.Press("esc")
		if _, ok := d.Sent[len(d.Sent)-1].(screen.Back); !ok {
			t.Errorf("esc again sent %T", d.Sent[len(d.Sent)-1])
		}
	})
}

func TestGoingBackShowsWhatWasRecorded(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook, sleep)
		o.Assessment = k.NewID()
		d := single.Drive(talk.NewRate(o)).Press("6", "enter", "enter", "left")
		d.Sees(t, "Your rating: 6")
		d.Sees(t, "saved. On 22-Oct-2026 it was 3.")
		d.Press("8", "enter")
		d.Sees(t, "saved. On 22-Oct-2026 it was 3.")
		g := record(t, k, o).Goals[0]
		if len(g.Ratings) != 2 || g.Ratings[1].Rating != 8 {
			t.Errorf("a second rating at one assessment gave %+v", g.Ratings)
		}
		o.Record = record(t, k, o)
		single.Drive(talk.NewRate(o)).Sees(t, "saved. On 22-Oct-2026 it was 3.")
	})
}

func TestRateWithoutGoalsIsOver(t *testing.T) {
	_, o := jane(t)
	d := single.Drive(talk.NewRate(o)).Press("5", "enter")
	if got, ok := d.Sent[0].(talk.Rated); !ok || len(d.Sent) != 1 {
		t.Errorf("sent %v", got)
	}
	d.Text(single.Sizes[0])
}

// A store that answers without having it is not believed.
type liar struct{ *memory.Keeper }

func (l liar) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	r, err := l.Record(ctx, changes[0].Person)
	return dialog.Committed{Record: r}, err
}

func TestSavedOnlyWhenTheRecordHoldsIt(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		o.Keeper = liar{k}
		d := single.Drive(talk.NewRate(o)).Press("6", "enter")
		d.Sees(t, "NOT SAVED: The record did not give back what was to be saved.")
		d = single.Drive(talk.NewGoals(o)).Press("r")
		d.Sees(t, "NOT SAVED: The record did not give back what was to be saved.")
	})
}

// When the program ends, what could not be saved is tried once more, and what is
// on its way is waited for.
func TestClosingSavesWhatItCan(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
		d := single.Drive(talk.NewRate(o)).Press("6", "enter")
		k.Fail = nil
		d.Screen.Update(screen.Closing{})()
		if n := len(record(t, k, o).Goals[0].Ratings); n != 2 {
			t.Errorf("%d ratings after closing", n)
		}
	})
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		k.Delay = 2e9
		d := single.Drive(talk.NewGoals(o))
		saving := d.Screen.Update(single.Key("r"))
		go saving()
		d.Screen.Update(screen.Closing{})()
		if g := record(t, k, o).Goals[0]; g.Status != dialog.GoalReached {
			t.Errorf("the goal is %s after closing", g.Status)
		}
	})
}

// Whatever is pressed and whatever the store says, a rating that is recorded was
// typed, the screens fit their area, and what failed is said.
func TestAnyKeys(t *testing.T) {
	keys := rapid.SampledFrom([]string{
		"0", "1", "1", "0", "5", "9", "enter", "enter", "s", "r", "a", "n", "e", "esc", "up", "down", "left", "right", "backspace", "tab", "ctrl+s", "space", "fail", "mend",
	})
	rapid.Check(t, func(rt *rapid.T) { rapid.SyncTest(rt, func(rt *rapid.T) { anyKeys(t, rt, keys) }) })
}

func anyKeys(t *testing.T, rt *rapid.T, keys *rapid.Generator[string]) {
	long := cook
	long.Text = strings.Repeat("Cook a meal 李小龍 ", 10) + "often"
	goals := rapid.SampledFrom([][]dialog.Goal{nil, {cook}, {long, sleep, car}}).Draw(rt, "goals")
	k, o := jane(t, goals...)
	size := screen.Frame{
		Width: rapid.IntRange(34, 120).Draw(rt, "width"), Height: rapid.IntRange(8, 37).Draw(rt, "height"),
		Theme: theme.New(theme.Options{Unicode: rapid.Bool().Draw(rt, "unicode")}),
	}
	var s screen.Screen = talk.NewRate(o)
	if rapid.Bool().Draw(rt, "list") {
		s = talk.NewGoals(o)
	}
	for _, name := range rapid.SliceOfN(keys, 0, 25).Draw(rt, "keys") {
		switch name {
		case "fail":
			k.Fail = errors.New("the disk has gone")
			continue
		case "mend":
			k.Fail = nil
			continue
		}
		take(s, s.Update(single.Key(name)))
		inArea(rt, s, size)
	}
	for _, g := range record(t, k, o).Goals {
		for _, rating := range g.Ratings {
			if rating.Rating < 0 || rating.Rating > 10 {
				rt.Fatalf("recorded %d", rating.Rating)
			}
		}
	}
}

// take runs commands at once, without waiting for moments to pass but as if they
// had.
func take(s screen.Screen, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			take(s, c)
		}
	case nil:
	default:
		take(s, s.Update(msg))
	}
}

func inArea(t *rapid.T, s screen.Screen, f screen.Frame) {
	d := s.Draw(f)
	if d.Cursor == nil || d.Cursor.X < 0 || d.Cursor.X >= f.Width || d.Cursor.Y < 0 || d.Cursor.Y >= f.Height {
		t.Fatalf("the cursor is at %v in %dx%d:\n%s", d.Cursor, f.Width, f.Height, d.Body)
	}
	lines := strings.Split(d.Body, "\n")
	if len(lines) > f.Height {
		t.Fatalf("%d lines in a height of %d:\n%s", len(lines), f.Height, d.Body)
	}
	for _, line := range lines {
		if w := screen.Width(line); w > f.Width {
			t.Fatalf("a line of %d cells in a width of %d: %q", w, f.Width, line)
		}
	}
	if !s.Typing() && len(s.Keys()) == 0 && !strings.Contains(d.Body, "Saving") {
		t.Fatalf("there is nothing to press:\n%s", d.Body)
	}
}

// What was rated today is not asked again as if nothing were there.
func TestWhatWasRatedTodayIsThere(t *testing.T) {
	unhurried(t, func(t *testing.T) {
		k, o := jane(t, cook)
		single.Drive(talk.NewRate(o)).Press("6", "enter")
		o.Record = record(t, k, o)
		o.Assessment = dialog.ID{15: 99} // the closing of a DIALOG, which the rating names not
		single.Drive(talk.NewRate(o)).Sees(t, "Your rating: 6")
	})
}
