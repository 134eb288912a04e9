package unlock_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

const (
	worker     = "Grace Adeyemi"
	passphrase = "quiet lemon staircase"
	recovery   = "GHJK-MNPQ-RSTV-WXYZ-K3M5-Q7R9-ACDX-EFGH-7"
	pin        = "824613"
)

// opened is what the doors of these tests open.
type opened struct{ worker string }

// doors opens a record for one worker. It is a bundle of functions so that nothing
// that prints it could print what it knows.
type doors struct {
	isNew func() bool
	call  func(kind, name, secret, more string) (string, unlock.Opened, error)
	until *time.Time // before then no try is taken
	calls *[]string  // what was asked, without secrets
}

var (
	refused = &dialog.Error{Code: dialog.NotFound, Message: "no such worker"} // never shown: the screen has its own words
	full    = &dialog.Error{Code: dialog.Full, Message: "The disk has no room. Please free some space."}
	common  = &dialog.Error{Code: dialog.Invalid, Message: "That passphrase is a common one. Please choose another, or a longer one."}
	slip    = &dialog.Error{Code: dialog.Invalid, Message: "There is a slip in the recovery key."}
)

// newDoors has a record for the worker, or none yet. Each call takes 300
// milliseconds.
func newDoors(isNew bool) *doors {
	d := &doors{until: new(time.Time), calls: new([]string)}
	made, fails := !isNew, 0
	d.isNew = func() bool { return !made }
	d.call = func(kind, name, secret, more string) (string, unlock.Opened, error) {
		time.Sleep(300 * time.Millisecond)
		*d.calls = append(*d.calls, kind+" "+name)
		switch {
		case d.Wait() > 0:
			return "", nil, &dialog.Error{Code: dialog.Busy, Message: "Please wait."}
		case kind == "recover" && more != strings.ReplaceAll(recovery, "-", ""):
			return "", nil, slip
		case kind == "setup" && secret == "password":
			return "", nil, common
		case kind == "unlock" && secret == "disk full":
			return "", nil, full
		case kind == "unlock" && (name != worker || secret != passphrase):
			code := *refused
			if name == worker {
				code.Code = dialog.Invalid
			}
			if fails++; fails >= 10 {
				*d.until = time.Now().Add(30 * time.Second)
			}
			return "", nil, &code
		}
		made = true
		return recovery, opened{name}, nil
	}
	return d
}

func (d *doors) New() bool { return d.isNew() }

func (d *doors) RecoveryChecked() { *d.calls = append(*d.calls, "checked") }

func (d *doors) SetUp(_ context.Context, name, secret string) (string, unlock.Opened, error) {
	return d.call("setup", name, secret, "")
}

func (d *doors) Unlock(_ context.Context, name, secret string) (unlock.Opened, error) {
	_, o, err := d.call("unlock", name, secret, "")
	return o, err
}

func (d *doors) Recover(_ context.Context, key, name, secret string) (unlock.Opened, error) {
	_, o, err := d.call("recover", name, secret, key)
	return o, err
}

func (d *doors) Wait() time.Duration { return max(time.Until(*d.until), 0) }

// driver presses keys and runs the screen's commands, in time that passes only
// when everything waits.
type driver struct {
	t    testing.TB
	s    screen.Screen
	msgs chan tea.Msg
	out  []tea.Msg // what the screen told the root
	all  []tea.Msg // every message that went by
}

// bubble runs a test in time of its own, and lets all that was begun come to its
// end.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Hour)
		f(t)
	})
}

func drive(t testing.TB, s screen.Screen) *driver {
	d := &driver{t: t, s: s, msgs: make(chan tea.Msg, 1<<12)}
	d.run(s.Init())
	d.wait(0)
	return d
}

// gate is the first screen, with the first two whole groups asked for.
func gate(d *doors) *unlock.Gate {
	return unlock.New(unlock.Options{Doors: d, Pick: func(int) int { return 1 }})
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { d.msgs <- cmd() }()
	}
}

// wait takes all that comes within a time.
func (d *driver) wait(span time.Duration) {
	end := time.Now().Add(span)
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.take(msg)
			continue
		default:
		}
		if !time.Now().Before(end) {
			return
		}
		time.Sleep(min(10*time.Millisecond, time.Until(end)))
	}
}

func (d *driver) take(msg tea.Msg) {
	if msg == nil {
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			d.run(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	d.all = append(d.all, msg)
	switch msg.(type) {
	case screen.Back, unlock.Ready, unlock.Locked, unlock.Uncovered, unlock.PINChosen:
		d.out = append(d.out, msg)
	default:
		d.run(d.s.Update(msg))
	}
}

// press presses keys by name and waits until what they began is there.
func (d *driver) press(names ...string) *driver {
	for _, name := range names {
		d.run(d.s.Update(single.Key(name)))
		d.wait(0)
	}
	return d
}

// enter types text and presses Enter.
func (d *driver) enter(texts ...string) *driver {
	for _, s := range texts {
		d.typed(s).press("enter")
		d.wait(time.Second)
	}
	return d
}

func (d *driver) typed(s string) *driver {
	for _, r := range s {
		name := string(r)
		if r == ' ' {
			name = "space"
		}
		d.press(name)
	}
	return d
}

// text is what is read on the widest screen, in one line.
func (d *driver) text() string {
	return strings.Join(strings.Fields((&single.Driver{Screen: d.s}).Text(single.Sizes[1])), " ")
}

func (d *driver) sees(want ...string) {
	d.t.Helper()
	got := d.text()
	for _, w := range want {
		if !strings.Contains(got, w) {
			d.t.Errorf("the screen does not say %q:\n%s", w, got)
		}
	}
}

func (d *driver) seesNot(not ...string) {
	d.t.Helper()
	got := d.text()
	for _, w := range not {
		if strings.Contains(got, w) {
			d.t.Errorf("the screen says %q:\n%s", w, got)
		}
	}
}

// told checks what the screen told the root since it was last asked.
func (d *driver) told(want ...tea.Msg) {
	d.t.Helper()
	if len(d.out) != len(want) {
		d.t.Errorf("it told %d things, want %d: %T", len(d.out), len(want), d.out)
	} else {
		for i := range want {
			if reflect.TypeOf(d.out[i]) != reflect.TypeOf(want[i]) {
				d.t.Errorf("it told %T, want %T", d.out[i], want[i])
			}
			if r, ok := d.out[i].(unlock.Ready); ok && r != want[i] {
				d.t.Errorf("opened %v, want %v", r, want[i])
			}
		}
	}
	d.out = nil
}
