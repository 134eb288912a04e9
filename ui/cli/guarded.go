package cli

import (
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/ui"
)

// guarded is a model whose commands are looked after, one inside another: a
// panic in one of them ends the program in good order, and when it ends it is
// known whether some are still at work. A panic in Update or View is left to who
// runs the program.
type guarded struct {
	begin   func() tea.Model // makes the model
	fail    func(fault)
	working atomic.Int64 // commands that were given out and have not ended

	mu    sync.Mutex // so that the last message may come from elsewhere
	model tea.Model  // nil until the program starts it
	told  bool       // the model has got ui.Stop
}

// Init makes the model and starts it. The terminal library waits a while before it
// draws for the first time, and what making the model takes lies within that.
func (g *guarded) Init() tea.Cmd {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.model = g.begin()
	return g.guard(g.model.Init())
}

// Update hands the message to the model.
func (g *guarded) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g, g.update(msg)
}

func (g *guarded) update(msg tea.Msg) (cmd tea.Cmd) {
	if _, stop := msg.(ui.Stop); stop {
		g.told = true
	}
	if g.model == nil {
		return nil // there is nothing to tell: the terminal could not be had
	}
	g.model, cmd = g.model.Update(msg)
	return g.guard(cmd)
}

// View draws the model.
func (g *guarded) View() tea.View {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.model.View()
}

// guard looks after a command and after those that it gives back.
func (g *guarded) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	g.working.Add(1)
	return func() tea.Msg {
		defer g.working.Add(-1)
		defer g.recovered()
		return g.guardAll(cmd())
	}
}

// guardAll looks after the commands that a message of tea.Batch or tea.Sequence
// holds.
func (g *guarded) guardAll(msg tea.Msg) tea.Msg {
	cmds, ok := commands(msg)
	if !ok {
		return msg
	}
	for i := range cmds.Len() {
		if cmd, _ := cmds.Index(i).Interface().(tea.Cmd); cmd != nil {
			cmds.Index(i).Set(reflect.ValueOf(g.guard(cmd)))
		}
	}
	return msg
}

// commands returns the commands of a message that holds some. The message of
// tea.Sequence has no name that could be used here, but like that of tea.Batch it
// is a slice of commands.
func commands(msg tea.Msg) (slice reflect.Value, ok bool) {
	v := reflect.ValueOf(msg)
	return v, v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]()
}

// finish asks the model to stop after the program has been ended from outside,
// and does all that it then asks for, one after another.
func (g *guarded) finish() {
	defer g.recovered()
	_, cmd := g.Update(ui.Stop{})
	do(cmd)
}

// finishInstead does the same for a program that has not come to tell the model,
// because it is held up elsewhere than in the model.
func (g *guarded) finishInstead() {
	defer g.recovered()
	if !g.mu.TryLock() {
		return
	}
	defer g.mu.Unlock()
	if !g.told {
		do(g.update(ui.Stop{}))
	}
}

// recovered is deferred where a panic is a fault of the program.
func (g *guarded) recovered() {
	if recover() != nil {
		g.fail(faultHere())
	}
}

func do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	cmds, ok := commands(cmd())
	if !ok {
		return
	}
	for i := range cmds.Len() {
		next, _ := cmds.Index(i).Interface().(tea.Cmd)
		do(next)
	}
}

// settle waits until no command is at work, or so long.
func (g *guarded) settle(limit time.Duration) {
	for end := time.Now().Add(limit); g.working.Load() > 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}
