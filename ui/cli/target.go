package cli

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"alongside/dialog"
)

// target is a file that a command writes.
type target struct {
	to        string // "" for the terminal
	overwrite bool
	flag      string // by which it is named; "" for --to
}

func (t *target) named() string { return cmp.Or(t.flag, "--to") }

// mayWrite refuses a file that is there already, unless it was said that it may go.
func (t *target) mayWrite() error {
	if t.to == "" {
		return nil
	}
	info, err := os.Lstat(t.to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return t.cannotWrite(err)
	case !info.Mode().IsRegular():
		return &dialog.Error{Code: dialog.Conflict, Message: "That is not a file that can be written to. Please name another after " + t.named() + "."}
	case !t.overwrite:
		return &dialog.Error{Code: dialog.Conflict, Message: "There is such a file already. It was left as it is. Please name another after " + t.named() + ", or add --overwrite."}
	}
	return nil
}

func (t *target) cannotWrite(err error) error {
	return &dialog.Error{Code: dialog.Unavailable, Message: "The file cannot be written there. Please check the folder that " + t.named() + " names, and that its disk has room.", Err: err}
}

// aside has a file written beside its place, readable for its owner alone, and puts
// it there once it is whole and on the disk.
func (t *target) aside(write func(io.Writer) error) (err error) {
	part, err := os.CreateTemp(filepath.Dir(t.to), "alongside-*.part")
	if err != nil {
		return t.cannotWrite(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(part.Name()))
		}
	}()
	err = write(part)
	if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
		if _, ours := errors.AsType[*dialog.Error](err); ours {
			return err
		}
		return t.cannotWrite(err)
	}
	if err := t.mayWrite(); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), t.to); err != nil {
		return t.cannotWrite(err)
	}
	return nil
}
