//go:build unix

package backup

import (
	"errors"
	"syscall"
)

func outOfQuota(err error) bool { return errors.Is(err, syscall.EDQUOT) }
