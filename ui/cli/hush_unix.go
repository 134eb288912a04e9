//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
	xterm "golang.org/x/term"
)

// hush keeps what is typed from being shown until the function it returns is
// called. A signal that ends the program meanwhile shows it again first: a terminal
// that stays silent is of no use to anybody.
func hush(fd int) (undo func(), err error) {
	before, err := xterm.GetState(fd)
	if err != nil {
		return nil, err
	}
	if err := silence(fd); err != nil {
		return nil, err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	done := make(chan struct{})
	go func() {
		select {
		case <-signals:
			_ = xterm.Restore(fd, before)
			os.Exit(exitFailed)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
		_ = xterm.Restore(fd, before)
	}, nil
}

// silence turns off the echo of a terminal. Lines are still edited and signals
// still sent.
func silence(fd int) error {
	t, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	t.Lflag &^= unix.ECHO
	t.Lflag |= unix.ICANON | unix.ISIG
	t.Iflag |= unix.ICRNL
	return unix.IoctlSetTermios(fd, setTermios, t)
}
