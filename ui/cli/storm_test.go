//go:build unix

package cli_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
)

// share shares what is done so many times between so many windows at once. Each
// takes numbers until none is left or something was wrong.
func share(t *testing.T, at, times int, do func(t *testing.T, n int)) {
	t.Helper()
	var mu sync.Mutex
	next := 0
	t.Run("all", func(t *testing.T) {
		for i := range at {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				for !t.Failed() {
					mu.Lock()
					n := next
					next++
					mu.Unlock()
					if n >= times {
						return
					}
					t.Run(fmt.Sprint(n), func(t *testing.T) { do(t, n) })
				}
			})
		}
	})
}

// storm is a program, somewhere, on which signals rain.
type storm struct {
	*window
	random *rand.Rand
	folder string
	kept   bool // an answer is told to be saved
}

// TestSignalStorms sends signals of every kind that a program gets, in any order,
// to the program wherever it is. At the first one that ends programs it ends: soon,
// without much work, with the terminal as it was, nobody's name beside the screen,
// nothing of it left running, and all that was told to be saved kept.
func TestSignalStorms(t *testing.T) {
	t.Parallel()
	tally := trial.Start(t, "signal storms")
	share(t, 6, trial.Times(200, 2000), func(t *testing.T, n int) {
		if tally.Over() {
			return
		}
		s := newStorm(t, tally.Rand(n))
		s.rain()
		lost := s.kept && !s.isKept()
		tally.Done(1)
		if lost {
			tally.Lost("storm %d: what was told to be saved", n)
		}
		if t.Failed() {
			tally.Wrong("storm %d", n)
		}
	})
}

func newStorm(t *testing.T, random *rand.Rand) *storm {
	t.Helper()
	s := &storm{random: random}
	how := opening{}
	switch random.IntN(6) {
	case 0:
		how.deaf = true
	case 1:
		how.apart = true
	case 2:
		how.deaf, how.apart = true, true
	}
	where := random.IntN(10)
	s.folder = copyMadeUp(t)
	how.args = []string{"demo", "--data", s.folder}
	s.window = open(t, how).sees("Open the demo")
	switch {
	case where == 0:
		s.enter().toFirstItem().press("5")
		s.sees("saved")
		s.kept = true
	case where < 4:
		s.enter()
	}
	return s
}

// rain sends the signals and waits for the end.
func (s *storm) rain() {
	s.t.Helper()
	usual := []syscall.Signal{syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTSTP, syscall.SIGWINCH}
	ending := []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT}
	for range s.random.IntN(40) {
		s.drop(usual[s.random.IntN(len(usual))])
	}
	before, known := s.workSoFar()
	if s.random.IntN(4) == 0 {
		s.closeTerminal()
	} else {
		s.drop(ending[s.random.IntN(len(ending))])
	}
	all := append(usual, ending...)
	for range s.random.IntN(40) {
		s.drop(all[s.random.IntN(len(all))])
	}
	s.ends(0)
	if after := s.work() - before; known && after > 200*time.Millisecond+10*time.Millisecond {
		s.t.Errorf("it took %v of processor time to end", after)
	}
	if err := syscall.Kill(-s.cmd.Process.Pid, 0); err != syscall.ESRCH {
		s.t.Errorf("something of it is still there: %v", err)
	}
	if !s.gone {
		s.leavesNothing()
	}
	if got := strings.TrimSpace(s.printed()); got != "" && !s.forced {
		s.t.Errorf("beside the screen it printed %q", got)
	}
}

// drop sends one signal, or makes the window another size as well.
func (s *storm) drop(sig syscall.Signal) {
	if sig == syscall.SIGWINCH && !s.gone {
		s.resize(1+s.random.IntN(150), 1+s.random.IntN(50))
	}
	_ = s.cmd.Process.Signal(sig) // it may be gone already
	time.Sleep(time.Duration(s.random.IntN(3)) * time.Millisecond)
}

func (s *storm) isKept() bool {
	answers := recorded(s.t, s.folder)
	return answers.Get(dialog.MentalHealth).Rating == 5
}
