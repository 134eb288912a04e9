package transfer

import (
	"errors"
	"fmt"
	"io"
	"os"

	"alongside/dialog"
)

// ReadRegular reads an ordinary file of at most so many bytes: no link, no folder, and
// nothing that never ends.
func ReadRegular(path string, most int64) ([]byte, error) {
	f, err := openRegular(path, most)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case int64(len(b)) > most:
		return nil, tooLong(most) // it grew while it was read
	}
	return b, nil
}

// openRegular opens a file that is one, and not too long.
func openRegular(path string, most int64) (*os.File, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, unreadable(err)
	}
	if !before.Mode().IsRegular() {
		return nil, refuse(dialog.Invalid, "That is not an ordinary file. Please choose the file itself, not a link or a folder.")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	after, err := f.Stat()
	switch {
	case err != nil:
		err = unreadable(err)
	case !os.SameFile(before, after):
		err = refuse(dialog.Conflict, "The file was exchanged while it was opened. Please try again.")
	case after.Size() > most:
		err = tooLong(most)
	default:
		return f, nil
	}
	return nil, errors.Join(err, f.Close())
}

func unreadable(err error) error {
	return &dialog.Error{Code: dialog.Unavailable, Message: "The file cannot be read. Please check its name and whether you may open it.", Err: err}
}

func tooLong(most int64) error {
	if most < 1<<20 {
		return refuse(dialog.Invalid, fmt.Sprintf("The file is longer than %d kB, which is more than it can need.", most>>10))
	}
	return refuse(dialog.Invalid, fmt.Sprintf("The file is longer than %d MB. Please divide it.", most>>20))
}
