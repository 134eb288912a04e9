package unlock_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

// TestKeys compares the line of keys of every scene, and checks that it names the
// key for help that works there: a question mark is text where text is typed.
func TestKeys(t *testing.T) {
	var b strings.Builder
	th := theme.New(theme.Options{Unicode: true})
	for _, name := range slices.Sorted(maps.Keys(scenes)) {
		bubble(t, func(t *testing.T) {
			s := scenes[name](t).s
			fmt.Fprintf(&b, "%s: %s\n", name, ansi.Strip(screen.HelpLine(s.Keys(), 120, th)))
			if typed := slices.ContainsFunc(s.Keys(), func(k key.Binding) bool { return k.Help().Key == "f1" }); typed && !s.Typing() {
				t.Errorf("%s: F1 is named where ? works", name)
			}
			if asked := slices.ContainsFunc(s.Keys(), func(k key.Binding) bool { return k.Help().Key == "?" }); asked && s.Typing() {
				t.Errorf("%s: ? is named where it is text", name)
			}
		})
	}
	golden.Compare(t, "keys", b.String())
}

// held is a key that the terminal says is held down.
func held(name string) tea.KeyPressMsg {
	k := single.Key(name)
	k.IsRepeat = true
	return k
}

func TestAHeldEnterGoesOneStep(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(true)))
		d.press("enter")
		for range 10 {
			d.run(d.s.Update(held("enter")))
		}
		d.wait(0)
		d.seesNot("Please enter your name.")
	})
	bubble(t, func(t *testing.T) {
		d := drive(t, unlock.NewChoosePIN())
		d.run(d.s.Update(held("enter")))
		d.wait(0)
		d.enter(pin)
		d.sees("▶ The same again")
	})
}

// TestAnswersGoToWhoAsked opens two gates: what one is told is nothing to the
// other.
func TestAnswersGoToWhoAsked(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a, b := drive(t, gate(newDoors(false))), gate(newDoors(false))
		a.enter(worker, "not it")
		before := (&single.Driver{Screen: b}).Text(single.Sizes[0])
		for _, msg := range a.all {
			if cmd := b.Update(msg); cmd != nil {
				t.Errorf("a %T did something elsewhere", msg)
			}
		}
		if after := (&single.Driver{Screen: b}).Text(single.Sizes[0]); after != before {
			t.Errorf("it shows\n%s", after)
		}
	})
}

func TestUnsavedIsSaidWhereSomethingIs(t *testing.T) {
	want := map[string]bool{
		"setup-short": true, "setup-common": true, "setup-differ": true, "setup-working": true, "setup-leaving": true,
		"key": true, "key-leaving": true, "check": true, "check-wrong": true,
	}
	for name, scene := range scenes {
		bubble(t, func(t *testing.T) {
			holder, ok := scene(t).s.(screen.Holder)
			if says := ok && holder.Unsaved() != ""; says != want[name] {
				t.Errorf("%s: unsaved is %v", name, says)
			}
		})
	}
}

// TestShortKeys sets up with recovery keys of one group and of two: what there is
// is asked for.
func TestShortKeys(t *testing.T) {
	for made, asked := range map[string][]string{"GHJK": {"ghjk"}, "GHJK MNPQ": {"GHJK", "MNPQ"}} {
		bubble(t, func(t *testing.T) {
			k := newDoors(true)
			k.call = func(string, string, string, string) (string, unlock.Opened, error) { return made, opened{worker}, nil }
			d := drive(t, unlock.New(unlock.Options{Doors: k, Pick: func(int) int { return 0 }}))
			d.enter("", worker, passphrase, passphrase)
			d.enter("").enter(asked...)
			d.told(unlock.Ready{Opened: opened{worker}})
		})
	}
}

func TestPasteGoesToTheFieldInFocus(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(false)))
		d.piece("PASTE:" + worker)
		d.press("enter").piece("PASTE:" + passphrase + "\r\n")
		d.sees(worker, "•••")
		d.enter("")
		d.wait(time.Second)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}
