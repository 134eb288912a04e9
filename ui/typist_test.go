package ui_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
	"alongside/ui"
	"alongside/ui/handover"
	asks "alongside/ui/interview"
	"alongside/ui/screen"
	"alongside/ui/term"
	"alongside/ui/uitest/memory"
	"alongside/ui/uitest/single"
	"alongside/ui/unlock"
)

// typist presses keys at the whole program, fast. It belongs inside a bubble of
// testing/synctest. Commands are run as the terminal library runs them, but what
// they bring is taken in the order in which they were given out, so that a seed
// gives the same run again.
type typist struct {
	m             *ui.Model
	doors         *doors
	demo          bool
	k             *memory.Keeper
	now           func() time.Time
	width, height int
	gone          bool
	err           error // what went wrong first

	mu      sync.Mutex
	brought []brought
	given   int
	arrived chan struct{}

	presses []press // the latest, oldest first
	notices int     // notices that something was saved
}

// brought is what a command brought.
type brought struct {
	order int
	msg   tea.Msg
	err   error
	then  []tea.Cmd // what is to follow it, in a sequence
}

// press is a key that was pressed, and what it was pressed at.
type press struct {
	name   string
	at     time.Time
	top    screen.Screen
	typing bool // a text field had the focus
	small  bool // the window was too small
	repeat bool // the terminal said that it is held
	ill    bool // the disk took nothing then
}

// start starts the program, or starts it again on the same record, and goes to the
// caseload.
func (p *typist) start() {
	p.gone = false
	p.doors = &doors{k: p.k}
	p.m = ui.New(ui.Options{Doors: p.doors, Name: demo.Worker, Passphrase: demo.Passphrase, Demo: p.demo, Pick: func(int) int { return 0 },
		Version: "test", Text: instrument.English(), Now: p.now, Mode: unicode})
	p.run(p.m.Init(), nil)
	p.resize(p.width, p.height)
	p.enter()
}

// enter goes from the gate, as it stands at the start, to the caseload.
func (p *typist) enter() {
	small := p.small()
	if small {
		p.resize(80, 24)
	}
	p.press("enter", time.Second)
	if p.m.Hidden() {
		p.fail(errors.New("the passphrase that was filled in did not open the record"))
	}
}

// doors are the way into a record in memory.
type doors struct {
	k      *memory.Keeper
	opened *session
}

// session is a record that was opened, until it is locked.
type session struct {
	*memory.Keeper
	over atomic.Bool
	late atomic.Bool // something was to be recorded after it was locked
}

// Append records changes while the record is open.
func (s *session) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	if s.over.Load() {
		s.late.Store(true)
		return dialog.Committed{}, &dialog.Error{Code: dialog.Unavailable, Message: "The record is locked."}
	}
	return s.Keeper.Append(ctx, changes...)
}

func (d *doors) New() bool { return false }

func (d *doors) HasPassphrase(string) bool { return true }

func (d *doors) SetUp(context.Context, string, string) (string, unlock.Opened, error) {
	return "", nil, errors.New("there is a record")
}

func (d *doors) Unlock(_ context.Context, name, passphrase string) (unlock.Opened, error) {
	if name != demo.Worker || passphrase != demo.Passphrase {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: "That name and passphrase do not open the record."}
	}
	d.opened = &session{Keeper: d.k}
	return d.opened, nil
}

func (d *doors) Recover(context.Context, string, string, string) (unlock.Opened, error) {
	return nil, &dialog.Error{Code: dialog.Invalid, Message: "That is not the recovery key."}
}

func (d *doors) Wait() time.Duration { return 0 }

// Lock ends the session.
func (d *doors) Lock(context.Context) error {
	d.opened.over.Store(true)
	return nil
}

// run starts a command. What is to follow it is started once it is done.
func (p *typist) run(cmd tea.Cmd, then []tea.Cmd) {
	if cmd == nil {
		if len(then) > 0 {
			p.run(then[0], then[1:])
		}
		return
	}
	p.given++
	b := brought{order: p.given, then: then}
	go func() {
		defer func() {
			if why := recover(); why != nil {
				b.err = fmt.Errorf("a command panicked: %v\n%s", why, debug.Stack())
			}
			p.mu.Lock()
			p.brought = append(p.brought, b)
			p.mu.Unlock()
			select {
			case p.arrived <- struct{}{}:
			default:
			}
		}()
		b.msg = cmd()
	}()
}

// settle takes everything that needs no time to pass.
func (p *typist) settle() {
	for {
		synctest.Wait()
		p.mu.Lock()
		all := p.brought
		p.brought = nil
		p.mu.Unlock()
		if len(all) == 0 {
			return
		}
		slices.SortFunc(all, func(a, b brought) int { return a.order - b.order })
		for _, b := range all {
			if b.err != nil {
				p.fail(b.err)
			}
			p.take(b.msg)
			if len(b.then) > 0 {
				p.run(b.then[0], b.then[1:])
			}
		}
	}
}

func (p *typist) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// take gives a message to the program.
func (p *typist) take(msg tea.Msg) {
	defer func() {
		if why := recover(); why != nil {
			p.fail(fmt.Errorf("Update panicked: %v\n%s", why, debug.Stack()))
		}
	}()
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			p.run(cmd, nil)
		}
		return
	case tea.QuitMsg:
		p.gone = true
		return
	case screen.Notice:
		if msg.Kind == screen.Saved {
			p.notices++
		}
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		cmds := make([]tea.Cmd, v.Len())
		for i := range cmds {
			cmds[i], _ = v.Index(i).Interface().(tea.Cmd)
		}
		p.run(nil, cmds)
		return
	}
	_, cmd := p.m.Update(msg)
	p.run(cmd, nil)
}

// wait lets time pass.
func (p *typist) wait(d time.Duration) {
	p.settle()
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		select {
		case <-p.arrived:
			p.settle()
		case <-timer.C:
			p.settle()
			return
		}
	}
}

// press presses a key and lets time pass.
func (p *typist) press(name string, gap time.Duration) { p.pressKey(single.Key(name), name, gap) }

func (p *typist) pressKey(k tea.KeyPressMsg, name string, gap time.Duration) {
	top := p.m.Top()
	if len(p.presses) == 2*pressesKept {
		p.presses = append(p.presses[:0], p.presses[pressesKept:]...)
	}
	p.presses = append(p.presses, press{name, p.now(), top, top.Typing(), p.small(), k.IsRepeat, p.k.Fail != nil})
	p.take(k)
	p.wait(gap)
}

// pressesKept is how many of the latest presses are remembered at least.
const pressesKept = 256

func (p *typist) small() bool { return p.width < term.MinWidth || p.height < term.MinHeight }

func (p *typist) resize(width, height int) {
	p.width, p.height = width, height
	p.take(tea.WindowSizeMsg{Width: width, Height: height})
	p.settle()
}

// pick draws a key: mostly one that does something on the screen that is shown,
// and else any.
func (p *typist) pick(random *rand.Rand) string {
	if random.IntN(100) < 60 {
		if keys := p.m.Top().Keys(); len(keys) > 0 {
			names := keys[random.IntN(len(keys))].Keys()
			name := names[random.IntN(len(names))]
			if seldom := name == "esc" || name == "f1" || name == "?"; !seldom || random.IntN(3) == 0 {
				return name
			}
		}
	}
	return allKeys[random.IntN(len(allKeys))]
}

// allKeys are keys of every kind.
var allKeys = slices.Concat(
	slices.Repeat(strings.Fields("1 2 3 4 5 6 7 enter y n d"), 3),
	strings.Fields("0 8 9 a b c d e f g h i j k l m n o p r s t u v w x y é 王 ? / - ' . Y D space backspace delete tab shift+tab esc"),
	strings.Fields("up down left right home end pgup pgdown f1 f2 f3 f4 f5 ctrl+l ctrl+n ctrl+o ctrl+p ctrl+q ctrl+r ctrl+s ctrl+u ctrl+x ctrl+z alt+1 alt+y shift+up ctrl+left"),
)

// interviewing reports that a press went to the interview, where it could count.
func (k *press) interviewing() bool {
	_, ok := k.top.(*asks.Model)
	_, alone := k.top.(*handover.Model)
	return (ok || alone) && !k.typing && !k.small && !k.repeat
}
