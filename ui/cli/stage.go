package cli

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	xterm "golang.org/x/term"

	"alongside/ui"
)

const (
	// patience is how long the program may take to end once it was asked to. It
	// is less than the two seconds that are promised, since a terminal that takes
	// nothing any more may hold up what is done then.
	patience = 1700 * time.Millisecond
	// unheard is how long it may take until the model is told to stop.
	unheard = 700 * time.Millisecond
	// grace is how long commands that were given out but have not ended are
	// waited for when the screen is gone: one may just be about to ask the store
	// to keep something. Most are clocks that ring later.
	grace = 100 * time.Millisecond
)

// stage is the terminal while the full screen is on it. It sees to it that the
// program ends in good order when it is asked to, when its terminal goes away
// and when it fails, and that the terminal is then as it was.
//
// The terminal library knows of two of the signals that matter and of none of
// the ways in which a terminal goes away, and it prints what a failure was
// about.
type stage struct {
	env     Env
	before  *xterm.State // of the terminal; nil if it cannot be asked
	signals chan os.Signal

	settings  sync.Mutex // held while those of the terminal are changed
	givenBack bool       // the terminal has its settings back

	program atomic.Pointer[tea.Program]
	model   atomic.Pointer[guarded]
	fault   atomic.Pointer[fault]

	asked chan struct{} // closed when the program has to end
	ask   sync.Once
	timer atomic.Pointer[time.Timer]
	over  chan struct{} // closed when the stage is
}

// newStage takes charge of signals, from now until close.
func newStage(env Env) *stage {
	s := &stage{env: env, signals: make(chan os.Signal, 8), asked: make(chan struct{}), over: make(chan struct{})}
	if state, err := xterm.GetState(int(env.In.Fd())); err == nil {
		s.before = state
	}
	signal.Notify(s.signals, slices.Concat(endings, returns)...)
	if len(halts) > 0 { // none would mean all
		signal.Ignore(halts...)
	}
	go s.watch()
	return s
}

// close ends the stage. Signals are not given back: what is left to do is to end,
// and one that comes late would break that off.
func (s *stage) close() {
	close(s.over)
	if t := s.timer.Load(); t != nil {
		t.Stop()
	}
}

func (s *stage) watch() {
	for {
		select {
		case sig := <-s.signals:
			if slices.Contains(returns, sig) {
				s.again()
				continue
			}
			s.stop()
		case <-s.over:
			return
		}
	}
}

// stop asks the program to end and gives it a while. It may be called from
// everywhere and more than once.
func (s *stage) stop() {
	s.ask.Do(func() {
		s.timer.Store(time.AfterFunc(unheard, s.insist))
		close(s.asked)
	})
}

// wasAsked reports whether the program has to end, or ended, because a signal or a
// terminal that went away asked it to.
func (s *stage) wasAsked() bool {
	select {
	case <-s.asked:
		return true
	default:
		return false
	}
}

// insist asks the model itself if the program has not come to it, as when the
// terminal takes nothing any more, and gives it the rest of the time.
func (s *stage) insist() {
	s.timer.Store(time.AfterFunc(patience-unheard, s.force))
	if g := s.model.Load(); g != nil && s.fault.Load() == nil {
		g.finishInstead()
	}
}

// again draws the screen after the program was stopped by a signal and goes on:
// the shell may have changed the terminal meanwhile.
func (s *stage) again() {
	p := s.program.Load()
	s.settings.Lock()
	defer s.settings.Unlock()
	if p == nil || s.givenBack {
		return
	}
	_, _ = xterm.MakeRaw(int(s.env.In.Fd()))
	go p.Send(tea.ClearScreen())
}

// force ends the program because it did not end by itself. What was saved is
// safe without more.
func (s *stage) force() {
	select {
	case <-s.over:
		return
	default:
	}
	s.restore()
	why := "Alongside was asked to stop and could not finish in time. What was shown as saved is kept."
	if f := s.fault.Load(); f != nil {
		why = f.sentence()
	}
	within(grace, func() { fmt.Fprintln(s.env.Err, why) })
	os.Exit(exitFailed)
}

// leaving puts a terminal back that the terminal library had no time to put back:
// whatever sequence was cut short is ended, the screen is cleared so that no name
// stays on it, and each mode that was turned on is turned off.
const leaving = "\x1b\\\x1b[?2026l\x1b[0m\x1b[H\x1b[2J\x1b[>4m\x1b[<1u\x1b[?1049l\x1b[?25h\x1b[?2004l\x1b[?2027l\x1b]2;\x07"

// restore makes the terminal as it was, without the terminal library.
func (s *stage) restore() {
	within(grace, func() { _, _ = io.WriteString(s.env.OutFile, leaving) })
	s.unraw()
}

// unraw gives the terminal its settings back, for good.
func (s *stage) unraw() {
	s.settings.Lock()
	defer s.settings.Unlock()
	s.givenBack = true
	if s.before != nil {
		_ = xterm.Restore(int(s.env.In.Fd()), s.before)
	}
}

// within does something that may be held up, as writing to a terminal may, and
// waits for it only so long.
func within(limit time.Duration, do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	select {
	case <-done:
	case <-time.After(limit):
	}
}

// run shows a model, which is made once the terminal is, until it ends. The model gets
// ui.Stop when the program has to end, and is expected to quit then.
func (s *stage) run(begin func() tea.Model, options ...tea.ProgramOption) error {
	g := &guarded{begin: begin, fail: s.fail}
	s.model.Store(g)
	in, release := s.keyboard()
	defer release()
	options = append(options, tea.WithInput(in), tea.WithOutput(s.env.OutFile), tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	p := tea.NewProgram(g, options...)
	s.program.Store(p)
	go func() {
		select {
		case <-s.asked:
			p.Send(ui.Stop{})
		case <-s.over:
		}
	}()
	err := s.play(p)
	s.unraw()
	if err != nil && s.fault.Load() == nil {
		s.stop()
		g.finish()
	}
	g.settle(grace)
	return s.verdict(err)
}

// play runs the program and takes a failure in it, in the model or in the drawing
// of it.
func (s *stage) play(p *tea.Program) (err error) {
	defer func() {
		if recover() != nil {
			s.fail(faultHere())
			p.Kill()
		}
	}()
	_, err = p.Run()
	return err
}

// fail ends the program because of a fault in it, without asking the model, which
// may be in any state. It may be called from everywhere; the first fault counts.
func (s *stage) fail(f fault) {
	if !s.fault.CompareAndSwap(nil, &f) {
		return
	}
	s.ask.Do(func() { s.timer.Store(time.AfterFunc(patience, s.force)) })
	if p := s.program.Load(); p != nil {
		go p.Kill()
	}
}

// verdict says how the run ended. A terminal that has gone away is a reason to
// end and no failure.
func (s *stage) verdict(err error) error {
	if f := s.fault.Load(); f != nil {
		return f.error()
	}
	if s.wasAsked() {
		return nil
	}
	if err != nil {
		return fmt.Errorf("failed to run the screen: %w", err)
	}
	return nil
}
