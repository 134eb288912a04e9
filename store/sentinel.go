package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"alongside/dialog"
)

// sentinelName is a small file beside the record that says a record was made
// here. Without it a record that was deleted or lost would look like a first
// run, and a new empty one would quietly take its place.
const sentinelName = "alongside.id"

// sentinel is what it says.
type sentinel struct {
	Record  dialog.ID   `json:"record"`
	Kind    string      `json:"kind"` // "live" or "demo"
	Created dialog.When `json:"created"`
}

// readSentinel returns what the sentinel of a folder says, and false when there
// is none. One that cannot be read is there nevertheless, with no record's name
// in it.
func readSentinel(dir string) (sentinel, bool, error) {
	var s sentinel
	b, err := os.ReadFile(filepath.Join(dir, sentinelName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, false, nil
	case err != nil:
		return s, false, fmt.Errorf("failed to read what is beside the record: %w", err)
	}
	if json.Unmarshal(b, &s) != nil {
		s = sentinel{}
	}
	return s, true, nil
}

// writeSentinel puts a sentinel in place in one step.
func writeSentinel(dir string, s sentinel) error {
	b, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("failed to encode what is beside the record: %w", err)
	}
	path := filepath.Join(dir, sentinelName)
	if err := writeWhole(path+".part", append(b, '\n')); err != nil {
		return errors.Join(err, os.Remove(path+".part"))
	}
	return putInPlace(path+".part", path)
}

// writeWhole writes a file that only its owner can read and flushes it.
func writeWhole(path string, b []byte) error {
	f, err := newFile(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// newFile makes an empty file with mode 0600 whatever the umask, in place of one
// that an interrupted attempt may have left.
func newFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
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
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}
