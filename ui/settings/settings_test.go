package settings_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/settings"
	"alongside/ui/theme"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
)

func now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func TestScreensLookRight(t *testing.T) {
	workers := []dialog.Worker{{ID: dialog.ID{1}, Name: "Sam Rivers"}, {ID: dialog.ID{2}, Name: "Ayo Bello"}}
	for name, s := range map[string]screen.Screen{
		"about":    settings.NewAbout("0.1.0", false),
		"firstrun": settings.NewFirstRun(memory.New(now), now),
		"chooser":  settings.NewChooser(workers),
		"who":      settings.NewWho(memory.New(now), now, workers),
		"settings": settings.NewSettings(staffed(t, "Sam Rivers", "Ayo Bello"), dialog.ID{1}, now, dialog.DefaultRules()),
	} {
		t.Run(name, func(t *testing.T) { single.Drive(s).Golden(t, name) })
	}
}

func TestAboutScrollsToItsEnd(t *testing.T) {
	d := single.Drive(settings.NewAbout("0.1.0", true))
	d.Text(single.Sizes[2])
	for range 200 {
		d.Press("down")
		d.Text(single.Sizes[2])
	}
	d.Golden(t, "about-end")
}

// sent returns the last message of a type that a screen sent, and false when it
// sent none.
func sent[T any](d *single.Driver) (T, bool) {
	var last T
	found := false
	for _, msg := range d.Sent {
		if m, ok := msg.(T); ok {
			last, found = m, true
		}
	}
	return last, found
}

func TestFirstRunRecordsTheWorker(t *testing.T) {
	k := memory.New(now)
	d := single.Drive(settings.NewFirstRun(k, now)).Press("enter")
	d.Sees(t, "Please enter your name.")
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d.Type("Sam Rivers").Press("enter")
	d.Sees(t, "The disk is full.")
	d.Sees(t, "Sam Rivers")
	if _, ok := sent[settings.Ready](d); ok {
		t.Error("a worker who was not saved is ready")
	}
	k.Fail = nil
	d.Press("enter")
	ready, ok := sent[settings.Ready](d)
	workers, _ := k.Workers(context.Background())
	if !ok || len(workers) != 1 || workers[0] != ready.Worker || ready.Worker.Name != "Sam Rivers" {
		t.Errorf("ready is %+v, recorded are %+v", ready, workers)
	}
}

func TestChooserChoosesByNumber(t *testing.T) {
	workers := []dialog.Worker{{ID: dialog.ID{1}, Name: "A"}, {ID: dialog.ID{2}, Name: "B"}}
	for key, want := range map[string]string{"2": "B", "3": "", "0": "", "enter": "A"} {
		ready, _ := sent[settings.Ready](single.Drive(settings.NewChooser(workers)).Press(key))
		if ready.Worker.Name != want {
			t.Errorf("%s chooses %q, want %q", key, ready.Worker.Name, want)
		}
	}
}

func TestSettingsAreRecordedOrRefused(t *testing.T) {
	k := memory.New(now)
	d := single.Drive(settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()))
	d.Type("9").Press("ctrl+s")
	d.Sees(t, "Please enter a whole number of months from 1 to 24.")
	if rules, _ := k.Rules(context.Background()); rules != dialog.DefaultRules() {
		t.Errorf("a refused setting was recorded: %+v", rules)
	}
	d.Press("backspace", "backspace").Type("12").Press("ctrl+s")
	changed, ok := sent[settings.Changed](d)
	if !ok || changed.Rules.CommunityMonths != 12 || changed.Rules.DraftDays != 7 {
		t.Errorf("the settings are %+v", changed.Rules)
	}
}

// staffed is a record that knows workers by these names, the first with the id 1.
func staffed(t *testing.T, names ...string) *memory.Keeper {
	t.Helper()
	k := memory.New(now)
	for i, name := range names {
		w := dialog.Worker{ID: dialog.ID{byte(i + 1)}, Name: name}
		if _, err := k.Append(context.Background(), dialog.Change{Worker: w.ID, DoneAt: dialog.At(now()), Body: &dialog.WorkerRecorded{Worker: w}}); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

func TestSomebodyElseCanRecord(t *testing.T) {
	k := staffed(t, "Sam Rivers", "Ayo Bello")
	d := single.Drive(settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()))
	d.Sees(t, "Recording: Sam Rivers.")
	d.Press("f4", "2")
	if ready, _ := sent[settings.Ready](d); ready.Worker.Name != "Ayo Bello" {
		t.Errorf("ready is %+v", ready)
	}
	d.Press("esc").Sees(t, "Settings of the service")
	d.Press("f4", "3").Type("Kit Moss").Press("enter")
	ready, _ := sent[settings.Ready](d)
	workers, _ := k.Workers(context.Background())
	if len(workers) != 3 || workers[2] != ready.Worker || ready.Worker.Name != "Kit Moss" {
		t.Errorf("ready is %+v, recorded are %+v", ready, workers)
	}
}

func TestLeavingTheNameLeadsBackToTheList(t *testing.T) {
	d := single.Drive(settings.NewWho(memory.New(now), now, []dialog.Worker{{ID: dialog.ID{1}, Name: "A"}}))
	d.Press("down", "down", "down", "enter").Type("B").Sees(t, "Enter your name.")
	if d.Screen.(screen.Holder).Unsaved() == "" || !d.Screen.Typing() {
		t.Error("the name would be lost without a word")
	}
	d.Press("esc").Sees(t, "Who is recording?")
	if d.Screen.(screen.Holder).Unsaved() != "" || d.Screen.Typing() {
		t.Error("there is no name any more")
	}
	if _, left := sent[screen.Back](d); left {
		t.Error("the list was left too")
	}
	d.Press("esc")
	if _, left := sent[screen.Back](d); !left {
		t.Error("the list cannot be left")
	}
}

func TestSettingsThatCannotBeSavedStay(t *testing.T) {
	k := staffed(t, "Sam Rivers")
	d := single.Drive(settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()))
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	d.Press("backspace").Type("9").Press("f4").Sees(t, "Settings of the service")
	d.Press("ctrl+s").Sees(t, "NOT SAVED. The disk is full. Press ctrl+s to try again.")
	if _, ok := sent[settings.Changed](d); ok || d.Screen.(screen.Holder).Unsaved() == "" {
		t.Error("what was not saved is said to be")
	}
	k.Fail = nil
	d.Press("ctrl+s")
	if changed, _ := sent[settings.Changed](d); changed.Rules.CommunityMonths != 9 {
		t.Errorf("the rules are %+v", changed.Rules)
	}
}

// TestHintsAreTrue holds the ranges that the hints give against the rules.
func TestHintsAreTrue(t *testing.T) {
	ranges := map[string][2]int{
		dialog.SettingCommunityMonths: {1, 24}, dialog.SettingAcuteDays: {1, 180}, dialog.SettingSoonDays: {0, 90}, dialog.SettingDraftDays: {1, 28},
	}
	d := single.Drive(settings.NewSettings(staffed(t, "Sam Rivers"), dialog.ID{1}, now, dialog.DefaultRules()))
	for _, name := range []string{dialog.SettingCommunityMonths, dialog.SettingAcuteDays, dialog.SettingSoonDays, dialog.SettingDraftDays} {
		lo, hi := ranges[name][0], ranges[name][1]
		d.Sees(t, fmt.Sprintf("From %d to %d.", lo, hi))
		d.Press("tab")
		for value, want := range map[int]bool{lo - 1: false, lo: true, hi: true, hi + 1: false} {
			if _, err := dialog.DefaultRules().With(name, strconv.Itoa(value)); (err == nil) != want {
				t.Errorf("%s takes %d: %v", name, value, err)
			}
		}
	}
}

// TestMonkey presses keys at random on all these screens, with a disk that fails
// now and then.
func TestMonkey(t *testing.T) {
	keys := []string{"enter", "tab", "shift+tab", "esc", "up", "down", "pgdown", "pgup", "backspace", "ctrl+s", "f4", "1", "2", "3", "9", "a", "y", "n", "space", "q"}
	rapid.Check(t, func(rt *rapid.T) {
		k := staffed(t, "Sam Rivers", "Ayo Bello")
		screens := []screen.Screen{
			settings.NewAbout("0.1.0", false), settings.NewFirstRun(k, now), settings.NewChooser([]dialog.Worker{{ID: dialog.ID{1}, Name: "A"}}),
			settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()),
		}
		d := single.Drive(screens[rapid.IntRange(0, len(screens)-1).Draw(rt, "screen")])
		for range rapid.IntRange(1, 40).Draw(rt, "presses") {
			k.Fail = nil
			if rapid.IntRange(0, 3).Draw(rt, "disk") == 0 {
				k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
			}
			d.Sent = nil
			d.Press(rapid.SampledFrom(keys).Draw(rt, "key"))
			f := screen.Frame{Width: rapid.IntRange(34, 130).Draw(rt, "width"), Height: rapid.IntRange(8, 40).Draw(rt, "height"), Theme: theme.New(theme.Options{})}
			drawing := d.Screen.Draw(f)
			if n := strings.Count(drawing.Body, "\n") + 1; n > f.Height {
				rt.Fatalf("%d lines in a height of %d", n, f.Height)
			}
			for _, line := range strings.Split(drawing.Body, "\n") {
				if screen.Width(line) > f.Width {
					rt.Fatalf("a line is wider than %d: %q", f.Width, line)
				}
			}
			if c := drawing.Cursor; c == nil || c.X < 0 || c.X >= f.Width || c.Y < 0 || c.Y >= f.Height {
				rt.Fatalf("cursor %v in %dx%d", c, f.Width, f.Height)
			}
			if _, ok := sent[settings.Changed](d); ok && k.Fail != nil {
				rt.Fatal("settings are said to be saved with a disk that fails")
			}
		}
	})
}
