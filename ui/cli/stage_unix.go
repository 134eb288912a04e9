//go:build unix

package cli

import (
	"io"
	"os"
	"syscall"

	"alongside/ui/term/input"
)

// The signals: those that end the program, those after which the screen has to
// be drawn again, and those that would leave a record on the screen of a program
// that does not run.
var (
	endings = []os.Signal{syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT}
	returns = []os.Signal{syscall.SIGCONT}
	halts   = []os.Signal{syscall.SIGTSTP}
)

// keyboard returns what the keys are read from: the terminal behind the guard,
// which also tells when the terminal has gone away.
func (s *stage) keyboard() (in io.Reader, release func()) {
	g := input.New(s.env.In, func(error) { s.stop() })
	return g, func() { _ = g.Close() }
}
