package cli

import (
	"io"
	"os"
	"syscall"
)

// The signals that end the program. Closing the window, logging off and shutting
// down come as SIGTERM.
var (
	endings = []os.Signal{os.Interrupt, syscall.SIGTERM}
	returns []os.Signal
	halts   []os.Signal
)

// keyboard returns the console itself: there the terminal library reads keys as
// records and not as bytes, and learns of the window's size in the same way. The
// guard of the appointment's screens stands behind it.
func (s *stage) keyboard() (in io.Reader, release func()) { return s.env.In, func() {} }
