package ui_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/ui/uitest"
)

// The hall lets workers in and out as a record with keys does, in memory.

func (h *hall) Open() bool { return h.open }

func (h *hall) ChangePassphrase(_ context.Context, old, passphrase string) error {
	if old != samsWords {
		return &dialog.Error{Code: dialog.NotFound, Message: "That name and passphrase do not open this record."}
	}
	h.did = append(h.did, "passphrase "+passphrase)
	return nil
}

func (h *hall) worker(w dialog.Worker, what string) error {
	if h.fails != nil {
		return h.fails
	}
	if w.ID.IsZero() {
		w.ID = h.k.NewID()
	}
	_, err := h.k.Append(context.Background(), dialog.Change{Worker: w.ID, DoneAt: dialog.At(today), Body: &dialog.WorkerRecorded{Worker: w}})
	h.did = append(h.did, fmt.Sprintf("%s %s, %s, %s", what, w.Name, string(w.Role), w.Team))
	return err
}

func (h *hall) LetIn(_ context.Context, w dialog.Worker, passphrase string) error {
	if passphrase == "password" {
		return &dialog.Error{Code: dialog.Invalid, Message: "That one is among the first that anyone would try."}
	}
	return h.worker(w, "in")
}

func (h *hall) ChangeWorker(_ context.Context, w dialog.Worker) error { return h.worker(w, "change") }

func (h *hall) ResetPassphrase(_ context.Context, name, passphrase string) error {
	h.did = append(h.did, "reset "+name+" "+passphrase)
	return h.fails
}

func (h *hall) HasPassphrase(name string) bool { return true }

func (h *hall) Leave(_ context.Context, name string) error {
	time.Sleep(300 * time.Millisecond)
	if h.fails != nil {
		h.open = !h.breaks
		return h.fails
	}
	all, _ := h.k.Workers(context.Background())
	i := slices.IndexFunc(all, func(w dialog.Worker) bool { return w.Name == name })
	w := all[i]
	w.Left = true
	return h.worker(w, "out")
}

func (h *hall) ReplaceRecovery(context.Context) (string, error) {
	return "GHJK-MNPQ-RSTV-WXYZ-K3M5-Q7R9-ACDX-EFGH-7", h.fails
}

// office unlocks the record and goes to the list of workers.
func office(t *testing.T) (*uitest.Person, *hall) {
	t.Helper()
	p, h := enter(t)
	p.Press("f2").Sees("Your passphrase: f6. Who can open the record: f7.")
	return p.Press("f7").Sees("Who can open the record", "Ayo Bello"), h
}

func did(t *testing.T, h *hall, want ...string) {
	t.Helper()
	if !slices.Equal(h.did, want) {
		t.Errorf("it did %q, want %q", h.did, want)
	}
}

func TestTheOwnPassphrase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		p.Press("f2", "f6").Sees("Change your passphrase")
		p.Type("wrong").Press("enter").Type("a passphrase to be").Press("enter").Type("a passphrase to be").Press("enter")
		p.Sees("That is not your passphrase now.").SeesNot("a passphrase to be", "wrong")
		p.Type(samsWords).Press("ctrl+s").Sees("Settings of the service", "Saved: your passphrase is changed.")
		did(t, h, "passphrase a passphrase to be")
	})
}

func TestSomebodyIsLetIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		p.Press("n").Sees("Let somebody in", "Hand over the keyboard")
		p.Type("Kim Field").Press("tab", "2", "tab").Type("North hub").Press("tab").Type("password").Press("enter").Type("password").Press("enter")
		p.Sees("among the first that anyone would try")
		p.Type("five grey herons").Press("enter").Type("five grey heron").Press("enter").Sees("The two are not the same.")
		p.Type("five grey herons").Press("enter").Sees("Who can open the record", "Kim Field, peer worker, North hub", "Saved: they can open the record now.")
		did(t, h, "in Kim Field, peer-worker, North hub")
	})
}

func TestARoleIsChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		p.Press("enter").Sees("Role and team of Ayo Bello").Press("1", "ctrl+s").Sees("Ayo Bello, clinician", "Saved: the role and the team.")
		did(t, h, "change Ayo Bello, clinician, Canal Street Hub")
	})
}

// Whoever changes their own role opens the record again, so that it holds.
func TestTheOwnRoleLocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		p.Press("down", "enter").Sees("Role and team of Sam Rivers", "This is you.").Press("1", "ctrl+s")
		p.Sees("Your role or your team was changed. Please open the record again.", "Passphrase").SeesNot("Ayo Bello")
		if h.open {
			t.Error("the record is open still")
		}
	})
}

func TestALostPassphrase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		p.Press("p").Sees("A new passphrase for Ayo Bello").Type("five grey herons").Press("enter").Type("five grey herons").Press("enter")
		p.Sees("Saved: they have a new passphrase.")
		did(t, h, "reset Ayo Bello five grey herons")
		p.Press("down", "p").Sees("Change your passphrase", "Your passphrase now")
	})
}

func TestSomebodyLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		p.Press("x").Sees("Ayo Bello leaves", "The record gets a new key").Press("enter", "n").Sees("Who can open the record")
		did(t, h)
		p.Press("x", "y").Wait(time.Second)
		p.Sees("Ayo Bello, has left; was peer worker", "Saved: they are out, and the record has a new key.")
		p.Press("up", "x").Sees("You cannot take yourself out.")
	})
}

// A record that was closed in the middle of it is locked, and it is said why.
func TestLeavingThatFails(t *testing.T) {
	for name, breaks := range map[string]bool{"before it begins": false, "in the middle": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, h := office(t)
				h.fails, h.breaks = &dialog.Error{Code: dialog.Full, Message: "The disk is full."}, breaks
				p.Press("x", "y").Wait(time.Second)
				if !breaks {
					p.Sees("NOT DONE. The disk is full.", "y to take them out").Press("n").Sees("Who can open the record")
					return
				}
				p.Sees("not brought to its end. The disk is full.", "Passphrase").SeesNot("Ayo Bello")
			})
		})
	}
}

// A new recovery key is shown once, and part of it is asked back.
func TestANewRecoveryKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := office(t)
		h.fails = errors.New("unexpected")
		p.Press("k", "y").Sees("NOT DONE.").Press("n")
		h.fails = nil
		p.Press("k").Sees("A new recovery key").Press("y").Sees("Your recovery key", "shown only now", "1. G H J K")
		p.Press("enter").Sees("Group 1", "Group 2").Type("ghjk").Press("enter").Type("nope").Press("enter").Sees("That is not the group")
		p.Type("mnpq").Press("enter").Sees("Who can open the record", "the new recovery key is the one that counts.").SeesNot("G H J K")
		if !slices.Contains(h.did, "recovery key checked") {
			t.Errorf("done is %q", h.did)
		}
	})
}

func TestStaffScreensLookRight(t *testing.T) {
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {40, 15}} {
		for name, keys := range map[string][]string{
			"passphrase": {"f6"}, "list": {"f7"}, "let-in": {"f7", "n", "tab", "tab", "tab"}, "change-own": {"f7", "down", "enter"},
			"reset": {"f7", "p"}, "leave": {"f7", "x"}, "leaving": {"f7", "x", "y"}, "recovery": {"f7", "k"}, "recovery-key": {"f7", "k", "y"}, "settings": nil,
		} {
			t.Run(fmt.Sprintf("%s %dx%d", name, size.w, size.h), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					p, _ := enter(t)
					p.Resize(size.w, size.h).Press("f2")
					for i, k := range keys {
						if i == len(keys)-1 && name == "leaving" {
							p.Burst(0, k)
							continue
						}
						p.Press(k)
					}
					p.Golden(fmt.Sprintf("staff/%s-%dx%d", name, size.w, size.h))
				})
			})
		}
	}
}

// In the demo the passphrase stays, since it is filled in for everybody.
func TestTheDemoKeepsItsPassphrase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := sit(t, 80, 24, unicode)
		p.Press("f2").SeesNot("f6", "f7").Press("f6", "f7").Sees("Settings of the service")
	})
}
