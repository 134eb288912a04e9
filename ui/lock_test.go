package ui_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/dialog/pseudo"
	"alongside/ui"
	"alongside/ui/term"
	"alongside/ui/uitest"
	"alongside/ui/uitest/memory"
	"alongside/ui/unlock"
)

// hall is a record in memory behind doors with two workers.
type hall struct {
	k      *memory.Keeper
	open   bool
	closed []time.Time // when it was locked
	did    []string    // what was done about workers
	fails  error       // what comes of that instead
	breaks bool        // and the record is closed by it
}

const (
	samsWords = "seven calm otters swim"
	alexWords = "nine paper kites above"
)

func (h *hall) New() bool           { return false }
func (h *hall) Wait() time.Duration { return 0 }

func (h *hall) RecoveryChecked() { h.did = append(h.did, "recovery key checked") }

func (h *hall) SetUp(context.Context, string, string) (string, unlock.Opened, error) {
	panic("it is there already")
}

func (h *hall) Recover(context.Context, string, string, string) (unlock.Opened, error) {
	panic("nobody has lost anything")
}

// guest is the record as one worker has it.
type guest struct {
	*memory.Keeper
	worker dialog.Worker
	hall   *hall
}

func (g *guest) Worker() dialog.Worker { return g.worker }

func (g *guest) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	if !g.hall.open {
		return dialog.Committed{}, &dialog.Error{Code: dialog.Unavailable, Message: "The record is closed."}
	}
	return g.Keeper.Append(ctx, changes...)
}

func (h *hall) Unlock(_ context.Context, name, passphrase string) (unlock.Opened, error) {
	workers := map[string]dialog.Worker{"Sam Rivers" + samsWords: demo.Me(), "Alex Stone" + alexWords: {ID: dialog.ID{2}, Name: "Alex Stone"}}
	w, ok := workers[name+passphrase]
	if !ok {
		return nil, &dialog.Error{Code: dialog.NotFound, Message: "That name and passphrase do not open this record."}
	}
	h.open = true
	return &guest{h.k, w, h}, nil
}

func (h *hall) Lock(context.Context) error {
	h.open = false
	h.closed = append(h.closed, time.Now())
	return nil
}

// enter starts the program before a locked record, in a bubble, and unlocks it.
func enter(t *testing.T) (*uitest.Person, *hall) {
	t.Helper()
	return enterAs(t, unicode)
}

// enterAs does so in a terminal of some kind.
func enterAs(t *testing.T, mode term.Mode) (*uitest.Person, *hall) {
	t.Helper()
	begin := time.Now()
	now := func() time.Time { return today.Add(time.Since(begin)) }
	h := &hall{k: memory.New(now)}
	for _, group := range demo.Groups(today) {
		if _, err := h.k.Append(context.Background(), group...); err != nil {
			t.Fatal(err)
		}
	}
	english := instrument.English()
	p := uitest.Sit(t, ui.Options{Doors: h, Name: "Sam Rivers", Version: "test", Text: english, Languages: []*instrument.Text{english, pseudo.Checked()},
		Now: now, Mode: mode, Pick: func(int) int { return 0 }}, 80, 24)
	p.Type(samsWords).Press("enter").Sees("Find a person")
	return p, h
}

// jane opens the page of Jane Smith.
func jane(p *uitest.Person) *uitest.Person {
	p.Type("smith jane").Wait(time.Second)
	return p.Press("enter").Sees("SMITH, Jane (Ms)")
}

var pin = []string{"4", "8", "2", "9", "1", "7"}

// asking goes to the first question of an appointment with Jane Smith, by way of a
// PIN for the cover.
func asking(p *uitest.Person) *uitest.Person {
	jane(p).Press("d").Sees("Choose a PIN")
	p.Press(pin...).Press("enter").Press(pin...).Press("enter").Sees("Who is here?")
	return p.Press("y", "1", "s").Sees("mental health?") // what was agreed is left for later
}

func blank(t *testing.T, p *uitest.Person) {
	t.Helper()
	for _, trace := range []string{"SMITH", "Jane", "999 073", "mental health", "Sleep through"} {
		if strings.Contains(p.Screen(), trace) {
			t.Errorf("the screen shows %q:\n%s", trace, p.Screen())
		}
	}
}

func TestTheKeyLocksAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		jane(p)
		p.Press("ctrl+x").Sees("Locked", "Sam Rivers")
		blank(t, p)
		if h.open || len(h.closed) != 1 {
			t.Error("the record is open")
		}
		p.Type("wrong words altogether").Press("enter").Sees("do not open this record")
		blank(t, p)
		p.Type(samsWords).Press("enter").Sees("SMITH, Jane (Ms)") // the page that was open
		p.Press("esc").Sees("Find a person")
	})
}

func TestAnotherWorkerSeesNothingOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := enter(t)
		asking(p).Press("5").Press("ctrl+x").Sees("Locked")
		p.Press("ctrl+n").Type("Alex Stone").Press("tab").Type(alexWords).Press("enter").Sees("Alex Stone", "Find a person")
		blank(t, p)
		p.Press("ctrl+x").Sees("Locked").Press("ctrl+n").Type("Sam Rivers").Press("tab").Type(samsWords).Press("enter").Sees("Find a person")
		blank(t, p) // what Alex left, and not what Sam left before
	})
}

// The note that is being typed is on the disk before the record is closed, and the
// DIALOG waits to be gone on with.
func TestLockingKeepsWhatWasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		asking(p).Press("5", "t").Type("Sleeps badly")
		h.k.Delay = 200 * time.Millisecond
		p.Press("ctrl+x").Wait(2 * time.Second)
		p.Sees("Locked")
		draft := find(t, h.k, "Smith", "Jane").Draft()
		if draft == nil || draft.Answers.Get(dialog.MentalHealth).Rating != 5 || draft.Answers.Get(dialog.MentalHealth).Note != "Sleeps badly" {
			t.Errorf("the draft is %+v", draft)
		}
		h.k.Delay = 0
		p.Type(samsWords).Press("enter").Sees("SMITH, Jane (Ms)", "unfinished")
	})
}

// Nobody touches the keys: outside an appointment the record locks, and inside one
// the screen is covered first, and opened again by the PIN.
func TestNobodyTouchesTheKeys(t *testing.T) {
	policy := unlock.DefaultPolicy()
	t.Run("outside an appointment", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, h := enter(t)
			jane(p)
			last := time.Now()
			p.Rest(policy.Lock - 2*time.Second).Sees("SMITH")
			p.Rest(4 * time.Second).Sees("Locked")
			blank(t, p)
			if late := h.closed[0].Sub(last) - policy.Lock; late < -time.Second || late > time.Second {
				t.Errorf("it was locked %v late", late)
			}
		})
	})
	t.Run("in an appointment", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, h := enter(t)
			asking(p).Press("5").Rest(policy.Cover+2*time.Second).Sees("Take your time.", "Press Space to carry on.")
			p.Golden("lock/cover")
			blank(t, p)
			if !h.open {
				t.Error("the record was locked")
			}
			p.Press("6", "x").Press("space").Sees("Your PIN").Press(pin...).Press("enter").Sees("SMITH, Jane", "mental health?")
			if a := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth); a.Rating != 5 {
				t.Errorf("a key on the cover was taken: %+v", a)
			}
			p.Rest(policy.Cover + 2*time.Second).Sees("Take your time.")
			p.Rest(policy.CoverMost + 2*time.Second).Sees("Locked")
			blank(t, p)
		})
	})
	t.Run("three wrong PINs", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			asking(p).Rest(policy.Cover + 2*time.Second).Press("space")
			for range 3 {
				p.Press("1", "2", "1", "2", "1", "3").Press("enter")
			}
			p.Sees("Locked")
			blank(t, p)
		})
	})
	t.Run("without a PIN", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			jane(p).Press("d").Sees("Choose a PIN").Press("esc").Sees("Who is here?", "No PIN")
			p.Rest(policy.Lock + 2*time.Second).Sees("Locked")
		})
	})
}

// How long it takes is a setting, and holds from the moment it is changed.
func TestTheTimeUntilItLocksIsASetting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		p.Press("f2").Sees("Settings of the service")
		for range 4 {
			p.Press("tab")
		}
		p.Sees("Lock after, minutes").Press("backspace").Type("9").Press("ctrl+s").Sees("Saved")
		last := time.Now()
		p.Rest(8 * time.Minute).Sees("Find a person")
		p.Rest(2 * time.Minute).Sees("Locked")
		if late := h.closed[0].Sub(last) - 9*time.Minute; late < -2*time.Second || late > time.Second {
			t.Errorf("it was locked %v late", late)
		}
	})
}

// A laptop that slept wakes up locked, and the key that wakes it is no answer.
func TestTheKeyThatWakesTheLaptopIsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		asking(p).Press("5")
		time.Sleep(40 * time.Minute) // nothing looks around meanwhile
		p.Press("2").Sees("Locked")
		blank(t, p)
		if a := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth); a.Rating != 5 {
			t.Errorf("the key was taken: %+v", a)
		}
	})
}

// TestLockTimelines lets people come and go at random: the record is never open
// later than a second after it should have been locked, and never locked early.
func TestLockTimelines(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	for i := range 200 {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			p, h := enter(t)
			last := time.Now()
			for range 5 {
				gap := time.Duration(r.Int64N(int64(7 * time.Minute)))
				p.Rest(gap)
				due := last.Add(unlock.DefaultPolicy().Lock)
				if len(h.closed) > 0 {
					if late := h.closed[0].Sub(due); late < -time.Second || late > time.Second {
						t.Fatalf("seed %d, %d: locked %v late", seed, i, late)
					}
					return
				}
				if time.Since(due) > time.Second {
					t.Fatalf("seed %d, %d: open %v after it was due", seed, i, time.Since(due))
				}
				p.Press("up")
				last = time.Now().Add(-400 * time.Millisecond) // Press waits as long
			}
		})
	}
}

// One key hides every name, in the banner, in lists and in the search box, and shows
// them again.
func TestNamesAreHiddenByOneKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, _ := enter(t)
		p.Type("smith").Wait(time.Second)
		p.Press("ctrl+p").Sees("Names are hidden")
		for _, trace := range []string{"SMITH", "Jane", "smith", "999 073", "1985"} {
			if strings.Contains(p.Screen(), trace) {
				t.Errorf("the list shows %q:\n%s", trace, p.Screen())
			}
		}
		p.Golden("lock/masked")
		p.Press("enter").Sees("Name hidden", "Start a DIALOG")
		for _, trace := range []string{"SMITH", "Jane", "999 073", "1985"} {
			if strings.Contains(p.Screen(), trace) {
				t.Errorf("the page shows %q:\n%s", trace, p.Screen())
			}
		}
		p.Press("ctrl+p").Sees("SMITH")
	})
}

// The program ends once the record is locked, if it is asked to end meanwhile.
func TestLeavingWhileItLocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, h := enter(t)
		asking(p).Press("5", "t").Type("Sleeps badly")
		h.k.Delay = time.Second
		p.Burst(time.Millisecond, "ctrl+x", "x", "5", "enter")
		p.Send(ui.Stop{}).Wait(4 * time.Second)
		if !p.Gone() || h.open {
			t.Errorf("gone %v, open %v", p.Gone(), h.open)
		}
		if note := find(t, h.k, "Smith", "Jane").Draft().Answers.Get(dialog.MentalHealth).Note; note != "Sleeps badly" {
			t.Errorf("the note is %q", fmt.Sprint(note))
		}
	})
}

// Where something would be lost by it, the key to lock hides everything and asks first.
func TestTheKeyAsksBeforeSomethingIsLost(t *testing.T) {
	tests := map[string]struct {
		pin  bool
		keys []string // that try to get at what is hidden
	}{
		"without a PIN": {false, []string{"ctrl+c", "ctrl+c", "enter", "space", "y", "?", "f1", "ctrl+p"}},
		"with a PIN":    {true, []string{"ctrl+s", "tab", "n"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, h := enter(t)
				if test.pin {
					asking(p).Press("esc").Sees("SMITH, Jane (Ms)")
				} else {
					jane(p)
				}
				p.Press("e").Sees("Edit details").Type("Zed").Press("ctrl+x").Sees("not saved", "Press ctrl+x again to lock it, or Esc to go back.")
				blank(t, p)
				p.Press(test.keys...).SeesNot("Zed").Sees("not locked yet")
				blank(t, p)
				if !test.pin {
					p.Golden("lock/asks").Resize(40, 15).Golden("lock/asks-40x15").Resize(80, 24)
				}
				p.Press("esc").Sees("Edit details", "Zed").Press("ctrl+x", "ctrl+x").Sees("Locked", "Please type that again.")
				if blank(t, p); h.open {
					t.Error("the record is open")
				}
			})
		})
	}
}

// What was typed into a form and not saved does not outlive a lock, which is said a
// minute before and again on the lock.
func TestALockSaysWhatIsNotSaved(t *testing.T) {
	const soon, lost = "locks within a minute", "It locked before what was typed was saved."
	tests := map[string]func(p *uitest.Person){
		"by the key": func(p *uitest.Person) { p.Press("ctrl+x", "ctrl+x").Sees("Locked", lost) },
		"by the key, and nobody answers": func(p *uitest.Person) {
			p.Press("ctrl+x").Sees("not locked yet").Wait(time.Minute + time.Second)
			p.Sees("Locked", lost)
		},
		"left alone": func(p *uitest.Person) {
			p.Wait(3*time.Minute + 50*time.Second)
			p.SeesNot(soon).Wait(20 * time.Second)
			p.Sees(soon).Press("left").SeesNot(soon).Wait(time.Minute)
			p.SeesNot(soon).SeesNot("Locked").Wait(5 * time.Minute)
			p.Sees("Locked", lost)
		},
	}
	for name, leave := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, _ := enter(t)
				p.Press("ctrl+n").Type("Zed").Sees("Zed")
				leave(p)
				p.SeesNot("What was begun is kept.").Type("x").Sees(lost)
				blank(t, p)
			})
		})
	}
	t.Run("what is typed into an interview is saved", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			asking(p).Press("t").Type("Sleeps badly").Press("ctrl+x").Sees("Locked", "What was begun is kept.").SeesNot(lost)
		})
	})
	t.Run("with nothing typed", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			p, _ := enter(t)
			jane(p).Wait(4*time.Minute + 30*time.Second)
			p.SeesNot(soon).Press("ctrl+x").Sees("Locked").SeesNot(lost)
		})
	})
}
