package cli

import "golang.org/x/sys/windows"

// noCore keeps the system from asking whether to send the memory of the program
// away when it fails. Local dumps, where they are set up, are for the system's
// administrator to turn off.
func noCore() {
	const failCriticalErrors, noGPFaultErrorBox = 0x0001, 0x0002
	windows.SetErrorMode(failCriticalErrors | noGPFaultErrorBox)
}
