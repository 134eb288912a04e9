package unlock

import (
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/field"
	"alongside/ui/screen"
)

// Gate is the screen before the record: it sets the record up where there is none,
// and else asks for a name and a passphrase. It leads to the recovery key and
// back. When the record is open it sends [Ready].
type Gate struct {
	o     Options
	part  part
	busy  string        // what is under way, "" for nothing
	left  time.Duration // until the next try is taken
	token int           // of the latest question for that
	over  bool          // the record is open, or the key was checked
	shows bool          // it shows a new key of a record that is open
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Gate)(nil)

// part is one of the steps that a Gate shows.
type part interface {
	update(tea.Msg) tea.Cmd
	// answered takes the answer to the work that the part began.
	answered(answer) tea.Cmd
	// draw draws the part, with a sentence of the gate at its foot if there is one.
	draw(f screen.Frame, foot string) screen.Drawing
	keys() []key.Binding
	typing() bool
	unsaved() string
}

// New makes the screen.
func New(o Options) *Gate {
	g := &Gate{o: o}
	if o.Doors.New() {
		g.part = &welcome{gate: g}
	} else {
		g.part = newEntry(g)
	}
	return g
}

// NewKeyPage makes the screen that shows a new recovery key of an open record, this
// once, and asks for part of it back. It sends [KeyChecked], or screen.Back when it
// is left before.
func NewKeyPage(doors Doors, recovery field.Secret, pick func(n int) int) *Gate {
	g := &Gate{o: Options{Doors: doors, Pick: pick}, shows: true}
	g.part = &keyPage{gate: g, key: recovery}
	return g
}

// answer is what Doors answered.
type answer struct {
	opened   Opened
	recovery field.Secret
	err      error
}

// answered carries it to the gate that asked.
type answered struct {
	to *Gate
	answer
}

// waited says how long it is until the next try is taken.
type waited struct {
	to    *Gate
	token int
	left  time.Duration
}

// Init asks whether a try is taken now: what was tried before the program started
// counts too.
func (g *Gate) Init() tea.Cmd {
	if g.shows || g.o.Doors.New() {
		return nil
	}
	return g.ask(0)
}

// ask asks in a while how long it is until the next try is taken. An earlier
// question counts no more.
func (g *Gate) ask(after time.Duration) tea.Cmd {
	g.token++
	token, doors := g.token, g.o.Doors
	ask := func() tea.Msg { return waited{g, token, doors.Wait()} }
	if after <= 0 {
		return ask
	}
	return tea.Tick(after, func(time.Time) tea.Msg { return ask() })
}

// Update takes answers, and hands keys to the part that is shown unless something
// is under way.
func (g *Gate) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case waited:
		if msg.to == g && msg.token == g.token {
			return g.counted(msg.left)
		}
		return nil
	case answered:
		if msg.to != g {
			return nil
		}
		g.busy = ""
		cmd := g.part.answered(msg.answer)
		if msg.err != nil && !g.o.Doors.New() {
			return tea.Batch(cmd, g.ask(0))
		}
		return cmd
	case tea.KeyPressMsg:
		if msg.IsRepeat && msg.Code == tea.KeyEnter {
			return nil // held from the step before
		}
	}
	if g.busy != "" || g.over {
		return nil
	}
	return g.part.update(msg)
}

// counted shows how long it is, and asks again when a whole second less is left.
func (g *Gate) counted(left time.Duration) tea.Cmd {
	g.left = max(left, 0)
	if g.left == 0 {
		return nil
	}
	next := g.left % time.Second
	if next == 0 {
		next = time.Second
	}
	return g.ask(next)
}

// work begins something that takes long, and says so while it runs.
func (g *Gate) work(word string, do func() answer) tea.Cmd {
	g.busy = word
	return func() tea.Msg { return answered{g, do()} }
}

// mayTry reports that a try is taken now. Where it is not, the foot says when.
func (g *Gate) mayTry() bool { return g.left == 0 }

// ready ends the gate.
func (g *Gate) ready(opened Opened) tea.Cmd {
	g.over = true
	if g.shows {
		return func() tea.Msg { return KeyChecked{} }
	}
	return func() tea.Msg { return Ready{opened} }
}

// foot is what is under way, or how long it is until the next try is taken.
func (g *Gate) foot() string {
	if g.busy != "" {
		return g.busy
	}
	switch seconds := (g.left + time.Second - 1) / time.Second; seconds {
	case 0:
		return ""
	case 1:
		return "Too many tries. The next one is taken in 1 second."
	default:
		return fmt.Sprintf("Too many tries. The next one is taken in %d seconds.", seconds)
	}
}

// Draw draws the part that is shown. While something is under way the cursor is
// behind the words that say so.
func (g *Gate) Draw(f screen.Frame) screen.Drawing { return g.part.draw(f, g.foot()) }

// Keys are those of the part; none while something is under way.
func (g *Gate) Keys() []key.Binding {
	if g.busy != "" || g.over {
		return nil
	}
	return g.part.keys()
}

// Typing reports that a text field has the focus.
func (g *Gate) Typing() bool { return g.busy == "" && !g.over && g.part.typing() }

// Unsaved says what would be lost if the program ended now.
func (g *Gate) Unsaved() string {
	if g.over {
		return ""
	}
	return g.part.unsaved()
}
