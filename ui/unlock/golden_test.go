package unlock_test

import (
	"testing"
	"time"

	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

// scenes are the screens in every state that they have, by name.
var scenes = map[string]func(testing.TB) *driver{
	"unlock":       func(t testing.TB) *driver { return drive(t, gate(newDoors(false))) },
	"unlock-typed": func(t testing.TB) *driver { return drive(t, gate(newDoors(false))).enter(worker).typed(passphrase) },
	"unlock-working": func(t testing.TB) *driver {
		return drive(t, gate(newDoors(false))).enter(worker).typed(passphrase).press("enter")
	},
	"unlock-wrong": func(t testing.TB) *driver { return drive(t, gate(newDoors(false))).enter(worker, "not it") },
	"unlock-wait": func(t testing.TB) *driver {
		k := newDoors(false)
		d := drive(t, gate(k)).enter(worker)
		*k.until = time.Now().Add(time.Second)
		d.press("f5").enter("not it")
		*k.until = time.Now().Add(23 * time.Second)
		return d.enter("not it")
	},
	"unlock-wait-wrong": func(t testing.TB) *driver {
		d := drive(t, gate(newDoors(false))).enter(worker)
		for range 10 {
			d.enter("not it")
		}
		return d
	},
	"unlock-missing": func(t testing.TB) *driver { return drive(t, gate(newDoors(false))).press("tab", "enter") },
	"locked":         func(t testing.TB) *driver { return drive(t, locked(newDoors(false))) },
	"locked-else":    func(t testing.TB) *driver { return drive(t, locked(newDoors(false))).press("ctrl+n") },
	"locked-wrong":   func(t testing.TB) *driver { return drive(t, locked(newDoors(false))).enter("not it") },
	"welcome":        func(t testing.TB) *driver { return drive(t, gate(newDoors(true))) },
	"setup":          func(t testing.TB) *driver { return drive(t, gate(newDoors(true))).press("enter") },
	"setup-short":    func(t testing.TB) *driver { return drive(t, gate(newDoors(true))).enter("", worker, "short", "short") },
	"setup-common": func(t testing.TB) *driver {
		return drive(t, gate(newDoors(true))).enter("", worker, "password", "password")
	},
	"setup-differ": func(t testing.TB) *driver {
		return drive(t, gate(newDoors(true))).enter("", worker, passphrase, "another one")
	},
	"setup-working": func(t testing.TB) *driver {
		return drive(t, gate(newDoors(true))).enter("", worker, passphrase).typed(passphrase).press("enter")
	},
	"setup-leaving": func(t testing.TB) *driver { return drive(t, gate(newDoors(true))).enter("", worker).press("esc") },
	"key":           func(t testing.TB) *driver { d, _ := settingUp(t); return d },
	"key-leaving":   func(t testing.TB) *driver { d, _ := settingUp(t); return d.press("esc") },
	"check":         func(t testing.TB) *driver { d, _ := settingUp(t); return d.press("enter") },
	"check-wrong":   func(t testing.TB) *driver { d, _ := settingUp(t); return d.enter("", "mnpq", "wxyz") },
	"recover":       func(t testing.TB) *driver { return drive(t, gate(newDoors(false))).press("ctrl+r") },
	"recover-typed": func(t testing.TB) *driver { d, _ := recovering(t, recovery, passphrase, "quiet"); return d },
	"recover-rule": func(t testing.TB) *driver {
		return drive(t, gate(newDoors(false))).press("ctrl+r").enter(recovery, worker)
	},
	"recover-working": func(t testing.TB) *driver {
		d, _ := recovering(t, recovery, passphrase, passphrase)
		return d.press("enter")
	},
	"recover-slip": func(t testing.TB) *driver {
		d, _ := recovering(t, recovery+"9", passphrase, passphrase)
		return d.enter("")
	},
	"pin":         func(t testing.TB) *driver { return drive(t, unlock.NewChoosePIN()) },
	"pin-easy":    func(t testing.TB) *driver { return drive(t, unlock.NewChoosePIN()).enter("123456", "123456") },
	"cover":       covered,
	"cover-pin":   func(t testing.TB) *driver { return covered(t).press("space").typed("8246") },
	"cover-wrong": func(t testing.TB) *driver { return covered(t).press("space").enter("111111", "222222") },
}

func TestGolden(t *testing.T) {
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) { (&single.Driver{Screen: scene(t).s}).Golden(t, name) })
		})
	}
}

func TestGoldenASCII(t *testing.T) {
	for _, name := range []string{"unlock-wait-wrong", "key", "recover-typed", "unlock-working"} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				f := screen.Frame{Width: 40, Height: 11, Theme: theme.New(theme.Options{})}
				got := (&single.Driver{Screen: scenes[name](t).s}).Text(f)
				for _, r := range got {
					if r > 126 {
						t.Errorf("it draws %q", r)
					}
				}
				golden.Compare(t, name+"-ascii", got)
			})
		})
	}
}

// TestEveryFrameFits draws every scene at every size from the smallest window up:
// the drawing keeps to its frame, the cursor is inside, and the recovery key is
// whole in the smallest window that the program takes, which is 40 wide.
func TestEveryFrameFits(t *testing.T) {
	th := theme.New(theme.Options{Unicode: true})
	for name, scene := range scenes {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := scene(t).s
				for width := 34; width <= 94; width += 6 {
					for height := 7; height <= 24; height++ {
						f := screen.Frame{Width: width, Height: height, Theme: th}
						if err := misfit(s.Draw(f), f); err != nil {
							t.Error(err)
						}
						if got := (&single.Driver{Screen: s}).Text(f); name == "key" && width > 34 && !keyWhole(got) {
							t.Errorf("at %dx%d a part of the key is missing:\n%s", width, height, got)
						}
					}
				}
			})
		})
	}
}
