package cli

import "runtime/debug"

// beQuiet keeps what is in memory there: no core file, and no more of a failure
// than it must be.
func beQuiet() {
	debug.SetTraceback("none")
	noCore()
}
