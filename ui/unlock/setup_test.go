package unlock_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/unlock"
)

// settingUp is the first run, up to the page with the recovery key.
func settingUp(t testing.TB) (*driver, *doors) {
	k := newDoors(true)
	d := drive(t, gate(k))
	d.enter("", worker, passphrase, passphrase)
	return d, k
}

func TestSetUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(true)
		d := drive(t, gate(k))
		d.sees("Welcome to Alongside", "Press Enter to go on.")
		d.press("enter")
		d.enter(worker)
		d.sees("At least 8 characters. Three or four words together are best.")
		d.enter(passphrase).typed(passphrase).press("enter")
		d.sees("Setting up…")
		d.wait(time.Second)
		d.sees("G H J K", "8. E F G H", "Write it down or print it now; keep it away from this laptop; whoever has it can open the record.")
		d.press("enter")
		d.sees("Group 2", "Group 3")
		d.enter("mnpq", "nope")
		if slices.Contains(*k.calls, "checked") {
			t.Error("the doors are told that the key was checked, and it was not")
		}
		d.enter("RS TV")
		d.told(unlock.Ready{Opened: opened{worker}})
		if !slices.Equal(*k.calls, []string{"setup " + worker, "checked"}) {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

func TestSetUpPassphrases(t *testing.T) {
	tests := map[string]struct {
		first, again string
		says         string
	}{
		"too short":    {"seven77", "seven77", "A passphrase has at least 8 characters."},
		"not the same": {passphrase, passphrase + "s", "The two are not the same."},
		"a common one": {"password", "password", common.Message},
		"none":         {"", "", "Please choose a passphrase."},
		"only once":    {passphrase, "", "Please enter the passphrase again."},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := drive(t, gate(newDoors(true)))
				d.enter("", worker, test.first, test.again)
				d.sees(test.says)
				d.told()
				d.seesNot("G H J K")
			})
		})
	}
}

// TestSetUpEightCharactersWillDo also counts characters and not bytes.
func TestSetUpEightCharactersWillDo(t *testing.T) {
	for _, p := range []string{"eight888", "élégante", "李小龍李小龍李小"} {
		bubble(t, func(t *testing.T) {
			d := drive(t, gate(newDoors(true)))
			d.enter("", worker, p, p)
			d.sees("Your recovery key")
		})
	}
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(true)))
		d.enter("", worker, "李小龍", "李小龍")
		d.sees("A passphrase has at least 8 characters.")
	})
}

func TestSetUpTriesAgainAfterAFailure(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(true)
		call, failed := k.call, false
		k.call = func(kind, name, secret, more string) (string, unlock.Opened, error) {
			if !failed {
				failed = true
				return "", nil, full
			}
			return call(kind, name, secret, more)
		}
		d := drive(t, gate(k))
		d.enter("", worker, passphrase, passphrase)
		d.sees("The disk has no room.", "•••")
		d.enter("")
		d.sees("Your recovery key")
	})
}

// Esc leads from the form back to the welcome, not out of the program.
func TestSetUpLeadsBack(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(true)))
		d.enter("", worker).press("esc", "y")
		d.sees("Welcome to Alongside")
		d.told()
		d.press("enter")
		d.sees("Your name and passphrase")
		d.seesNot(worker)
	})
}

func TestSetUpUnsaved(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := settingUp(t)
		if d.s.(screen.Holder).Unsaved() == "" {
			t.Error("leaving at the recovery key loses nothing")
		}
		d.press("enter").enter("MNPQ", "RSTV")
		if what := d.s.(screen.Holder).Unsaved(); what != "" {
			t.Errorf("in the end it says %q", what)
		}
	})
}

func TestKeyPageAsksBeforeItIsLeft(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := settingUp(t)
		d.press("esc")
		d.sees("Leave before the key is checked?", "y to leave, n to stay")
		d.press("enter", "space", "x")
		d.sees("Leave before the key is checked?")
		d.press("n")
		d.sees("It is shown only now.")
		d.told()
		d.press("esc", "y")
		d.told(screen.Back{})
		if what := d.s.(screen.Holder).Unsaved(); what != "" {
			t.Errorf("it asks again: %q", what)
		}
	})
}

func TestCheckOfTheRecoveryKey(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, _ := settingUp(t)
		d.press("enter").enter("MNPQ", "WXYZ")
		d.told()
		d.sees("That is not the group with this number. Press Esc to see the key again.")
		d.press("esc")
		d.sees("Your recovery key")
		d.press("enter")
		d.sees("Group 2", "Group 3")
		d.seesNot("•")
		d.enter("", "")
		d.sees("Please enter the group with this number.")
		d.enter("GHJK")
		d.told()
		d.press("shift+tab", "ctrl+u").enter("MNPQ", "RSTV")
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

// TestWhichGroupsAreAsked picks all pairs: two different groups, never the last
// one, which is a single character.
func TestWhichGroupsAreAsked(t *testing.T) {
	groups := strings.Split(recovery, "-")
	seen := map[string]bool{}
	for first := range 8 {
		for second := range 7 {
			bubble(t, func(t *testing.T) {
				picks := []int{first, second}
				d := drive(t, unlock.New(unlock.Options{Doors: newDoors(true), Pick: func(n int) int {
					p := picks[0]
					if picks = picks[1:]; p >= n {
						t.Errorf("%d of %d", p, n)
					}
					return p
				}}))
				d.enter("", worker, passphrase, passphrase, "")
				var wanted []string
				for n, g := range groups {
					if strings.Contains(d.text(), "Group "+string(rune('1'+n))) {
						wanted = append(wanted, g)
					}
				}
				if len(wanted) != 2 || len(wanted[0]) != 4 || len(wanted[1]) != 4 {
					t.Fatalf("it asks for %v", wanted)
				}
				d.enter(wanted...)
				d.told(unlock.Ready{Opened: opened{worker}})
				seen[strings.Join(wanted, " ")] = true
			})
		}
	}
	if len(seen) != 8*7/2 {
		t.Errorf("%d pairs were asked for", len(seen))
	}
}

// TestNobodyGetsPastTheKeyUnchecked presses any keys at the recovery key, with
// other groups among them: the record is not opened.
func TestNobodyGetsPastTheKeyUnchecked(t *testing.T) {
	piece := rapid.SampledFrom([]string{"enter", "enter", "esc", "tab", "n", "space", "ctrl+s", "ctrl+u", "ctrl+r", "up", "down", "GHJK", "MNPQ", "WXYZ"})
	rapid.Check(t, func(rt *rapid.T) {
		pieces := rapid.SliceOfN(piece, 1, 40).Draw(rt, "pieces")
		opened := false
		synctest.Test(t, func(t *testing.T) {
			d, _ := settingUp(t)
			for _, p := range pieces {
				if p == strings.ToUpper(p) {
					d.typed(p)
				} else {
					d.press(p)
				}
			}
			for _, msg := range d.out {
				_, ready := msg.(unlock.Ready)
				opened = opened || ready
			}
			time.Sleep(time.Hour)
		})
		if opened {
			rt.Fatal("it was opened without the third group")
		}
	})
}

func TestRefusalsOfTheDoorsAreForPeople(t *testing.T) {
	for _, err := range []error{refused, full, common, slip} {
		if dialog.ErrorMessage(err) == "" {
			t.Errorf("%v has no message", err)
		}
	}
}
