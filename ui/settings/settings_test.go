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
	for name, s := range map[string]screen.Screen{
		"about":    settings.NewAbout("0.1.0", false),
		"settings": settings.NewSettings(memory.New(now), dialog.ID{1}, now, dialog.DefaultRules()),
	} {
		t.Run(name, func(t *testing.T) { single.Drive(s).Golden(t, name) })
	}
}

// The rules for safety marks read as words until they are typed.
func TestSafetyMarksAreSaidInWords(t *testing.T) {
	for name, test := range map[string]struct{ rules, want string }{
		"a rating": {"personal-safety 2", "Personal safety rated 2 or lower"},
		"help":     {"mental-health help", "Mental health where more help is wanted"},
		"both":     {"personal-safety 2, meetings 1", "Personal safety rated 2 or lower; Meetings rated 1 or lower"},
	} {
		t.Run(name, func(t *testing.T) {
			rules := dialog.DefaultRules()
			rules.Safety = test.rules
			d := single.Drive(settings.NewSettings(memory.New(now), dialog.ID{1}, now, rules))
			d.Sees(t, test.want)
			d.Press("shift+tab", "shift+tab").Sees(t, test.rules)
			if d.Screen.(screen.Holder).Unsaved() != "" {
				t.Error("nothing was changed")
			}
		})
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
	keys := []string{"enter", "tab", "shift+tab", "esc", "up", "down", "pgdown", "pgup", "backspace", "ctrl+s", "1", "2", "3", "9", "a", "y", "n", "p", "x", "k", "f6", "f7", "space", "q"}
	rapid.Check(t, func(rt *rapid.T) {
		k := memory.New(now)
		screens := []screen.Screen{
			settings.NewAbout("0.1.0", false),
			settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules()).Lead(settings.Leads{Passphrase: true, Staff: true}),
			settings.NewPassphrase(&doors{k: k}),
			settings.NewStaff(settings.StaffOptions{Doors: &doors{k: k}, Keeper: k, Worker: dialog.ID{1}}),
		}
		for i, name := range []string{"Sam Rivers", "Ayo Bello"} {
			w := dialog.Worker{ID: dialog.ID{byte(i + 1)}, Name: name, Role: dialog.Clinician}
			_, _ = k.Append(context.Background(), dialog.Change{Worker: w.ID, DoneAt: dialog.At(now()), Body: &dialog.WorkerRecorded{Worker: w}})
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

// Who may not change the settings sees them and cannot edit what could not be saved.
func TestSettingsOfOthersAreOnlyRead(t *testing.T) {
	k := memory.New(now)
	k.Role = dialog.PeerWorker
	s := settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules())
	d := single.Drive(s)
	d.Type("9").Press("tab", "7", "ctrl+s")
	d.Sees(t, "An administrator of the record can change these.")
	if s.Unsaved() != "" {
		t.Error("something of it is not saved")
	}
	if _, ok := sent[settings.Changed](d); ok {
		t.Error("it was saved")
	}
}
