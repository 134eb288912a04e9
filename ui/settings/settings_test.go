package settings_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/settings"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/memory"
)

func now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

var sizes = []screen.Frame{{Width: 80, Height: 21}, {Width: 120, Height: 37}, {Width: 40, Height: 11}}

func drawn(s screen.Screen, f screen.Frame) string {
	f.Theme = theme.New(theme.Options{Unicode: true})
	return ansi.Strip(screen.Fit(s.Draw(f).Body, f)) + "\n"
}

// press gives keys to a screen and returns the messages of the last command.
func press(s screen.Screen, keys ...tea.KeyPressMsg) tea.Msg {
	var last tea.Msg
	for _, k := range keys {
		if cmd := s.Update(k); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func typed(s string) []tea.KeyPressMsg {
	var keys []tea.KeyPressMsg
	for _, r := range s {
		keys = append(keys, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return keys
}

var enter = tea.KeyPressMsg{Code: tea.KeyEnter}

func TestScreensLookRight(t *testing.T) {
	workers := []dialog.Worker{{ID: dialog.ID{1}, Name: "Sam Rivers"}, {ID: dialog.ID{2}, Name: "Ayo Bello"}}
	for name, make := range map[string]func() screen.Screen{
		"about":    func() screen.Screen { return settings.NewAbout("0.1.0", false) },
		"firstrun": func() screen.Screen { return settings.NewFirstRun(memory.New(now), now) },
		"chooser":  func() screen.Screen { return settings.NewChooser(workers) },
		"settings": func() screen.Screen {
			return settings.NewSettings(memory.New(now), dialog.ID{1}, now, dialog.DefaultRules())
		},
	} {
		for _, f := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, f.Width, f.Height), func(t *testing.T) {
				golden.Compare(t, fmt.Sprintf("%s-%dx%d", name, f.Width, f.Height), drawn(make(), f))
			})
		}
	}
}

func TestFirstRunRecordsTheWorker(t *testing.T) {
	k := memory.New(now)
	s := settings.NewFirstRun(k, now)
	if msg := press(s, enter); msg != nil {
		t.Errorf("an empty name gave %T", msg)
	}
	k.Fail = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}
	saved := press(s, append(typed("Sam Rivers"), enter)...)
	s.Update(saved)
	if got := drawn(s, sizes[0]); !strings.Contains(got, "The disk is full.") || !strings.Contains(got, "Sam Rivers") {
		t.Errorf("a name that was not saved is not on the screen with the reason:\n%s", got)
	}
	k.Fail = nil
	saved = press(s, enter)
	cmd := s.Update(saved)
	if cmd == nil {
		t.Fatal("nothing followed the second try")
	}
	ready, ok := cmd().(settings.Ready)
	workers, _ := k.Workers(context.Background())
	if !ok || len(workers) != 1 || workers[0] != ready.Worker || ready.Worker.Name != "Sam Rivers" {
		t.Errorf("ready is %+v, recorded are %+v", ready, workers)
	}
}

func TestChooserChoosesByNumber(t *testing.T) {
	s := settings.NewChooser([]dialog.Worker{{ID: dialog.ID{1}, Name: "A"}, {ID: dialog.ID{2}, Name: "B"}})
	for key, want := range map[string]string{"2": "B", "3": "", "0": ""} {
		msg := press(s, typed(key)...)
		ready, _ := msg.(settings.Ready)
		if ready.Worker.Name != want {
			t.Errorf("%s chooses %q, want %q", key, ready.Worker.Name, want)
		}
	}
}

func TestSettingsAreRecordedOrRefused(t *testing.T) {
	k := memory.New(now)
	s := settings.NewSettings(k, dialog.ID{1}, now, dialog.DefaultRules())
	save := tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl}
	if press(s, append(typed("9"), save)...) != nil {
		t.Error("69 months were taken")
	}
	if got := drawn(s, sizes[0]); !strings.Contains(got, "number of months from 1 to") {
		t.Errorf("the refusal does not say what is possible:\n%s", got)
	}
	back := tea.KeyPressMsg{Code: tea.KeyBackspace}
	saved := press(s, append([]tea.KeyPressMsg{back, back}, append(typed("12"), save)...)...)
	if s.Update(saved) == nil {
		t.Error("nothing followed the save")
	}
	if rules, _ := k.Rules(context.Background()); rules.CommunityMonths != 12 || rules.DraftDays != 7 {
		t.Errorf("the settings are %+v", rules)
	}
}
