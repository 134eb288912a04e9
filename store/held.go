package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"alongside/dialog"
	"alongside/store/vault"
)

// Held is the folder of a record that is closed, with its lock held, so that
// nobody opens the record meanwhile.
type Held struct {
	dir  string
	lock *lock
}

// Hold takes the lock of a folder without opening the record. The folder is made
// where there is none. Busy when somebody has the record open.
func Hold(dir string) (*Held, error) {
	if err := makeFolder(dir); err != nil {
		return nil, fault(err)
	}
	l, err := acquire(dir, false, true)
	if err != nil {
		return nil, fault(err)
	}
	l.sign(time.Now())
	return &Held{dir, l}, nil
}

// CloseHeld closes the record as Close does, and keeps its lock. The record is
// then whole in its one file. ReadOnly for a record that was opened only to be
// read.
func (s *Store) CloseHeld() (*Held, error) {
	if s.readOnly {
		return nil, refuse(dialog.ReadOnly, messageReadOnly)
	}
	h := &Held{s.dir, s.lock}
	s.lock = nil // Close would let go of it
	err := s.Close()
	if err == nil && vault.Unfinished(h.Path()) {
		err = damaged("the record did not become one file")
	}
	if err != nil {
		return nil, fault(errors.Join(err, h.Release()))
	}
	return h, nil
}

// Path returns the name that the record's file has in the folder, whether it is
// there or not.
func (h *Held) Path() string { return FilePath(h.dir) }

// FilePath returns the name that a record's file has in a folder.
func FilePath(dir string) string { return filepath.Join(dir, fileName) }

// Beside returns the names of the files that SQLite keeps beside the record's
// while it is open, and leaves there after a crash.
func (h *Held) Beside() []string {
	return []string{h.Path() + "-wal", h.Path() + "-journal", h.Path() + "-shm"}
}

// Keyring returns the names of the files that a sealed record is opened with and
// held to, whether they are there or not.
func (h *Held) Keyring() []string {
	var paths []string
	for _, name := range []string{keysName, headName, triesName, deviceName} {
		paths = append(paths, filepath.Join(h.dir, name))
	}
	return paths
}

// Owner returns which record belongs in a folder, as the small file beside the
// record says, and the zero ID where nothing says so.
func Owner(dir string) (dialog.ID, error) {
	beside, _, err := readSentinel(dir)
	return beside.Record, fault(err)
}

// Claim says in the folder which record belongs there from now on.
func (h *Held) Claim(id Identity) error {
	s := sentinel{Record: id.Record, Kind: "live", Created: id.Created}
	if id.Demo {
		s.Kind = "demo"
	}
	return fault(writeSentinel(h.dir, s))
}

// Disclaim takes away what says which record belongs in the folder. The next
// opening of a record there says it again.
func (h *Held) Disclaim() error {
	err := os.Remove(filepath.Join(h.dir, sentinelName))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return fault(errors.Join(err, syncDir(h.dir)))
}

// Release lets go of the lock. It does not fail.
func (h *Held) Release() error {
	h.lock.release()
	return nil
}
