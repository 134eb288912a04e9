package settings_test

import (
	"context"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/settings"
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
		"settings": settings.NewSettings(memory.New(now), dialog.ID{1}, now, dialog.DefaultRules()),
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
