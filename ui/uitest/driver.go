// Package uitest drives the full-screen program the way a person does: it
// presses keys, types, and looks at the screen. A driver belongs inside a
// testing/synctest bubble, where time passes only when the driver waits, so that
// held keys and pauses are exact and cost nothing.
package uitest

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"alongside/ui"
	"alongside/ui/screen"
	"alongside/ui/uitest/golden"
	"alongside/ui/uitest/single"
)

// Person sits at the keyboard.
type Person struct {
	t        testing.TB
	model    *ui.Model
	messages chan tea.Msg
	pressed  int
	gone     bool
	width    int
	height   int
}

// Sit starts the program in a window of the given size, in cells. It has to be
// called inside a bubble of testing/synctest.
func Sit(t testing.TB, o ui.Options, width, height int) *Person {
	t.Helper()
	p := &Person{t: t, model: ui.New(o), messages: make(chan tea.Msg, 4096), width: width, height: height}
	t.Cleanup(func() { time.Sleep(time.Hour) }) // commands that still wait for a timer end before the bubble does
	p.run(p.model.Init())
	p.Resize(width, height)
	return p
}

// run starts a command as the terminal library would, on its own.
func (p *Person) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() { p.messages <- cmd() }()
}

// settle lets everything in flight arrive that needs no time to pass.
func (p *Person) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-p.messages:
			p.take(msg)
		default:
			return
		}
	}
}

func (p *Person) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			p.run(cmd)
		}
		return
	case tea.QuitMsg:
		p.gone = true
		return
	}
	if cmds, ok := sequence(msg); ok {
		go func() {
			for _, cmd := range cmds {
				if cmd != nil {
					p.messages <- cmd()
					synctestPause()
				}
			}
		}()
		return
	}
	_, cmd := p.model.Update(msg)
	p.run(cmd)
}

// synctestPause lets a message of a sequence be taken before the next command.
func synctestPause() { time.Sleep(time.Microsecond) }

// sequence recognises the unexported message of tea.Sequence, a slice of
// commands.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	cmds := make([]tea.Cmd, v.Len())
	for i := range cmds {
		cmds[i], _ = v.Index(i).Interface().(tea.Cmd)
	}
	return cmds, true
}

// Wait lets time pass.
func (p *Person) Wait(d time.Duration) {
	p.settle()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(5*time.Millisecond, time.Until(end)))
		p.settle()
	}
}

// Rest lets a long time pass without a key, in which the program may look around as
// often as every quarter of a second.
func (p *Person) Rest(d time.Duration) *Person {
	p.settle()
	for end := time.Now().Add(d); time.Now().Before(end); {
		time.Sleep(min(250*time.Millisecond, time.Until(end)))
		p.settle()
	}
	return p
}

// unhurried is the time between two keys of a person who looks at the screen.
const unhurried = 400 * time.Millisecond

// Press presses keys one after another, each named as Bubble Tea names it
// ("enter", "ctrl+s", "5"), without hurry.
func (p *Person) Press(names ...string) *Person {
	p.t.Helper()
	for _, name := range names {
		p.pressed++
		p.take(single.Key(name))
		p.Wait(unhurried)
	}
	return p
}

// Type types text letter by letter.
func (p *Person) Type(s string) *Person {
	for _, r := range s {
		p.take(single.Key(string(r)))
		p.Wait(60 * time.Millisecond)
	}
	return p
}

// Burst presses keys with the given time between them, as a held key or a
// pasted text does.
func (p *Person) Burst(gap time.Duration, names ...string) *Person {
	for _, name := range names {
		p.take(single.Key(name))
		p.Wait(gap)
	}
	p.Wait(unhurried)
	return p
}

// Timed presses a key and returns how long the program took over it, with the drawing
// after it, by a clock that goes on: that of a bubble stands still meanwhile.
func (p *Person) Timed(name string, clock func() time.Duration) time.Duration {
	msg := single.Key(name)
	began := clock()
	_, cmd := p.model.Update(msg)
	p.model.View()
	took := clock() - began
	p.run(cmd)
	p.settle()
	time.Sleep(unhurried)
	p.settle()
	return took
}

// Redraw presses a key that no screen takes, without hurry, and draws the screen.
func (p *Person) Redraw() {
	p.Wait(unhurried)
	p.model.Update(single.Key("f12"))
	p.model.View()
}

// Paste pastes text as a terminal with bracketed paste does.
func (p *Person) Paste(s string) *Person {
	p.take(tea.PasteMsg{Content: s})
	p.Wait(unhurried)
	return p
}

// Send gives the program any message.
func (p *Person) Send(msg tea.Msg) *Person {
	p.take(msg)
	p.Wait(unhurried)
	return p
}

// Resize makes the window another size.
func (p *Person) Resize(width, height int) *Person {
	p.width, p.height = width, height
	p.take(tea.WindowSizeMsg{Width: width, Height: height})
	p.Wait(unhurried)
	return p
}

// Pressed returns how many keys were pressed by Press since the last call.
func (p *Person) Pressed() int {
	n := p.pressed
	p.pressed = 0
	return n
}

// Gone reports whether the program has ended.
func (p *Person) Gone() bool { return p.gone }

// Styled returns the screen as the terminal library gets it.
func (p *Person) Styled() string {
	body, _ := p.model.Render()
	return body
}

// Screen returns the screen as plain text, without the spaces at line ends.
func (p *Person) Screen() string {
	lines := strings.Split(ansi.Strip(p.Styled()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Sees fails the test unless the screen shows each text, wherever lines break.
func (p *Person) Sees(texts ...string) *Person {
	p.t.Helper()
	flat := strings.Join(strings.Fields(p.Screen()), " ")
	for _, s := range texts {
		if !strings.Contains(flat, s) {
			p.t.Fatalf("the screen does not show %q:\n%s", s, p.Screen())
		}
	}
	return p
}

// SeesNot fails the test if the screen shows any of the texts.
func (p *Person) SeesNot(texts ...string) *Person {
	p.t.Helper()
	flat := strings.Join(strings.Fields(p.Screen()), " ")
	for _, s := range texts {
		if strings.Contains(flat, s) {
			p.t.Fatalf("the screen shows %q:\n%s", s, p.Screen())
		}
	}
	return p
}

// Golden compares the screen with a file in testdata, and checks that it keeps
// to its window.
func (p *Person) Golden(name string) *Person {
	p.t.Helper()
	p.fits()
	golden.Compare(p.t, name, p.Screen()+"\n")
	return p
}

// GoldenStyled compares the screen with its colours and emphasis.
func (p *Person) GoldenStyled(name string) *Person {
	p.t.Helper()
	golden.Compare(p.t, name, strings.ReplaceAll(p.Styled(), "\x1b", "␛")+"\n")
	return p
}

func (p *Person) fits() {
	p.t.Helper()
	lines := strings.Split(p.Styled(), "\n")
	if len(lines) > p.height {
		p.t.Errorf("the screen has %d lines in a window of %d", len(lines), p.height)
	}
	for i, line := range lines {
		if w := screen.Width(line); w > p.width {
			p.t.Errorf("line %d is %d cells wide in a window of %d: %q", i+1, w, p.width, ansi.Strip(line))
		}
	}
}
