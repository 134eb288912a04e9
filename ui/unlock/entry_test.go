package unlock_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/ui/unlock"
)

const wrong = "That name and passphrase do not open this record."

func TestUnlock(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(false)))
		d.enter(worker, passphrase)
		d.told(unlock.Ready{Opened: opened{worker}})
		if d.s.Typing() || len(d.s.Keys()) != 0 {
			t.Error("it takes keys after it is over")
		}
		d.enter("more")
		d.told()
	})
}

// TestUnlockRefuses enters what does not open the record: the words are the same
// for each, the passphrase is gone and the name is kept.
func TestUnlockRefuses(t *testing.T) {
	var texts []string
	for name, test := range map[string][2]string{
		"wrong passphrase": {worker, "not it at all"},
		"unknown worker":   {"Hugh Farrell", passphrase},
		"both":             {"Hugh Farrell", "not it at all"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := drive(t, gate(newDoors(false)))
				d.enter(test[0], test[1])
				d.told()
				d.sees(wrong, test[0])
				d.seesNot("•")
				texts = append(texts, strings.ReplaceAll(d.text(), test[0], "NAME"))
				d.typed("x")
				d.seesNot(wrong)
				d.sees("•")
			})
		})
	}
	if slices.Sort(texts); texts[0] != texts[len(texts)-1] {
		t.Errorf("the screens differ:\n%s\n%s", texts[0], texts[len(texts)-1])
	}
}

func TestUnlockSaysWhatElseIsWrong(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(false)))
		d.enter(worker, "disk full")
		d.sees("The disk has no room.")
		d.seesNot(wrong)
		d.enter(passphrase)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

func TestUnlockNeedsBoth(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		d := drive(t, gate(k))
		d.press("tab", "enter")
		d.sees("Please enter your name.", "Please enter your passphrase.")
		if len(*k.calls) != 0 {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

// TestUnlockAnswersWhileItWorks looks at the screen while the passphrase is being
// tried: it says so, and keys pressed meanwhile do nothing.
func TestUnlockAnswersWhileItWorks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		d := drive(t, gate(k))
		d.typed(worker).press("enter").typed(passphrase).press("enter")
		d.sees("Unlocking…")
		if d.s.Typing() || len(d.s.Keys()) != 0 {
			t.Error("it takes keys")
		}
		d.typed("more").press("enter", "ctrl+r", "esc")
		d.s.Update(tea.PasteMsg{Content: "more"})
		d.sees("Unlocking…")
		d.wait(time.Second)
		d.told(unlock.Ready{Opened: opened{worker}})
		if len(*k.calls) != 1 {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

// Esc never leads out of the program, where the passphrase would be typed into the
// shell: it empties the field.
func TestEscDoesNotLeaveTheGate(t *testing.T) {
	tests := map[string]struct {
		options unlock.Options
		enters  []string // what opens the record afterwards
	}{
		"at the start":  {unlock.Options{Worker: worker}, []string{passphrase}},
		"locked":        {unlock.Options{Worker: worker, Locked: true}, []string{passphrase}},
		"with no name":  {unlock.Options{}, []string{worker, passphrase}},
		"into the demo": {unlock.Options{Worker: worker, Passphrase: passphrase}, []string{""}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				test.options.Doors = newDoors(false)
				d := drive(t, unlock.New(test.options))
				if test.options.Worker != "" {
					d.typed("Not it")
				}
				d.press("esc", "esc")
				d.told()
				d.enter(test.enters...)
				d.told(unlock.Ready{Opened: opened{worker}})
			})
		})
	}
}

// TestThrottleCountsDown makes ten wrong tries. The eleventh has to wait, the
// seconds are shown whole and one after the other, and then it is taken.
func TestThrottleCountsDown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		d := drive(t, gate(k))
		d.enter(worker)
		for range 9 {
			d.enter("not it at all")
			d.seesNot("Too many tries.")
		}
		d.typed("not it at all").press("enter")
		d.wait(300 * time.Millisecond)
		var seen []string
		for range 310 {
			_, rest, _ := strings.Cut(d.text(), "The next one is taken in ")
			if len(seen) == 0 || seen[len(seen)-1] != rest {
				seen = append(seen, rest)
			}
			d.wait(100 * time.Millisecond)
		}
		if len(seen) != 31 || seen[0] != "30 seconds." || seen[1] != "29 seconds." || seen[29] != "1 second." || seen[30] != "" {
			t.Errorf("it counts %q", seen)
		}
		d.enter(passphrase)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

func TestThrottleHoldsFromTheStartAndKeepsWhatIsTyped(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		*k.until = time.Now().Add(12*time.Second + 400*time.Millisecond)
		d := drive(t, gate(k))
		d.sees("Too many tries. The next one is taken in 13 seconds.")
		d.enter(worker, passphrase)
		if len(*k.calls) != 0 {
			t.Errorf("it asked %v", *k.calls)
		}
		d.sees("•••")
		d.wait(12 * time.Second)
		d.seesNot("Too many tries.")
		d.press("enter")
		d.wait(time.Second)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

func locked(k *doors) *unlock.Gate {
	return unlock.New(unlock.Options{Doors: k, Worker: worker, Locked: true})
}

func TestLockedTheSameWorkerResumes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, locked(newDoors(false)))
		d.sees("Locked", "What was begun is kept.", worker)
		d.enter(passphrase)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

func TestALockSaysWhatWasLost(t *testing.T) {
	for name, passphrase := range map[string]string{"a record": "", "the demo": passphrase} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := drive(t, unlock.New(unlock.Options{Doors: newDoors(false), Worker: worker, Passphrase: passphrase, Locked: true, Lost: true}))
				d.sees("It locked before what was typed was saved. Please type that again.")
				d.seesNot("What was begun is kept.")
			})
		})
	}
}

func TestLockedSomebodyElse(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		d := drive(t, locked(k))
		d.typed("abc").press("ctrl+n")
		d.seesNot(worker, "•")
		d.sees("Locked")
		d.enter("Hugh Farrell", passphrase)
		if !slices.Equal(*k.calls, []string{"unlock Hugh Farrell"}) {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

func TestSomebodyElseOnlyWhereItWasLocked(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(false)))
		d.typed("Grace").press("tab").typed("abc").press("ctrl+u")
		d.sees("Grace")
		d.seesNot("•")
	})
}

// recovering is the screen for the recovery key with everything entered, but for
// the last Enter.
func recovering(t testing.TB, key, first, again string) (*driver, *doors) {
	k := newDoors(false)
	d := drive(t, gate(k))
	d.press("ctrl+r").enter(key, worker, first).typed(again)
	return d, k
}

func TestRecoverForgives(t *testing.T) {
	for name, key := range map[string]string{
		"as printed":   recovery,
		"small":        strings.ToLower(recovery),
		"no hyphens":   strings.ReplaceAll(recovery, "-", ""),
		"spaces":       "  " + strings.ReplaceAll(recovery, "-", "  ") + " ",
		"other dashes": strings.ReplaceAll(recovery, "-", "–"),
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d, k := recovering(t, key, passphrase, passphrase)
				d.press("enter")
				d.sees("Opening with the recovery key…")
				d.wait(time.Second)
				d.told(unlock.Ready{Opened: opened{worker}})
				if !slices.Equal(*k.calls, []string{"recover " + worker}) {
					t.Errorf("it asked %v", *k.calls)
				}
			})
		})
	}
}

func TestRecoverPasted(t *testing.T) {
	bubble(t, func(t *testing.T) {
		k := newDoors(false)
		d := drive(t, gate(k))
		d.press("ctrl+r")
		d.s.Update(tea.PasteMsg{Content: recovery + "\n"})
		d.press("enter").enter(worker, passphrase, passphrase)
		d.told(unlock.Ready{Opened: opened{worker}})
	})
}

func TestRecoverRefuses(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := recovering(t, recovery, passphrase, "another one")
		d.enter("")
		d.sees("The two are not the same.")
		d.press("shift+tab").typed("x").press("tab")
		d.enter(passphrase + "x")
		d.told(unlock.Ready{Opened: opened{worker}})
		if len(*k.calls) != 1 {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

// TestRecoverKeepsAKeyWithASlip adds a character to the key: taking it away again
// is all that is needed.
func TestRecoverKeepsAKeyWithASlip(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := recovering(t, recovery+"9", passphrase, passphrase)
		d.enter("")
		d.told()
		d.sees("There is a slip in the recovery key.")
		d.press("tab", "backspace", "tab", "tab", "tab").enter("")
		d.told(unlock.Ready{Opened: opened{worker}})
		if len(*k.calls) != 2 {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

func TestRecoverShortPassphrase(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d, k := recovering(t, recovery, "short", "short")
		d.enter("")
		d.sees("A passphrase has at least 8 characters.")
		if len(*k.calls) != 0 {
			t.Errorf("it asked %v", *k.calls)
		}
	})
}

func TestRecoverLeavesToTheOtherScreen(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := drive(t, gate(newDoors(false)))
		d.typed("Grace").press("ctrl+r").typed("ABCD").press("esc")
		d.sees("Leave without saving what you typed?")
		d.press("n")
		d.sees("Use the recovery key")
		d.press("esc", "y")
		d.sees("Open the record", "Grace")
		d.told()
		d.press("ctrl+r")
		d.seesNot("•")
	})
}
