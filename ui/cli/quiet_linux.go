package cli

import "golang.org/x/sys/unix"

// noCore keeps the system from writing the memory of the program to a file, and
// other programs of the same user from reading it. Where that is refused the
// program runs all the same.
func noCore() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
