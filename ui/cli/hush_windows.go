package cli

import "golang.org/x/sys/windows"

// hush keeps what is typed from being shown until the function it returns is called.
func hush(fd int) (undo func(), err error) {
	handle := windows.Handle(fd)
	var before uint32
	if err := windows.GetConsoleMode(handle, &before); err != nil {
		return nil, err
	}
	mode := before&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	if err := windows.SetConsoleMode(handle, mode); err != nil {
		return nil, err
	}
	return func() { _ = windows.SetConsoleMode(handle, before) }, nil
}
