//go:build unix && !linux

package cli_test

import "os"

// unreadIn is not known here.
func unreadIn(*os.File) int { return 0 }
