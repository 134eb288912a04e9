//go:build unix

package backup

import (
	"errors"
	"os"
	"syscall"
)

// flushFolder flushes the names in a folder. Some network drives have no way to do
// that, and say so with EINVAL or ENOTSUP.
func flushFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
