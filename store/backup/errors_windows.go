package backup

import (
	"errors"

	"golang.org/x/sys/windows"
)

// outOfQuota reports whether a disk is full or a quota used up, which Windows says
// in codes of its own.
func outOfQuota(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) ||
		errors.Is(err, windows.ERROR_DISK_QUOTA_EXCEEDED)
}
