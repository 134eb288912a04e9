package cli_test

import (
	"os"

	"golang.org/x/sys/unix"
)

// unreadIn is how many bytes a terminal holds that were not read from it.
func unreadIn(tty *os.File) int {
	n, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCINQ)
	if err != nil {
		return 0
	}
	return n
}
