package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// partSuffix ends the name of a file that is not finished. One that a crash left is
// written over by the next attempt.
const partSuffix = ".part"

// writeAside puts b in place of the file at path in one step: after a crash there is
// either what was there before, or b. Only its owner can read it.
func writeAside(path string, b []byte) error {
	part := path + partSuffix
	f, err := newPart(part)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = putInPlace(part, path)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return nil
}

// newPart makes an empty file with mode 0600 whatever the umask.
func newPart(part string) (*os.File, error) {
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Chmod(0o600); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// putInPlace gives a finished and flushed file its name, and flushes that.
func putInPlace(from, to string) error {
	if err := rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

// rename tries for a second on Windows, where a program that looks through new files
// for viruses keeps them from being renamed for a moment.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for i := 0; i < 10 && runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission); i++ {
		time.Sleep(100 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
