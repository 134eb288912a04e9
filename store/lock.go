package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"alongside/dialog"
)

// lockName is the file that is locked while a record is open. SQLite's own lock
// stays the last word; this one is held from before the record is looked at, says
// who holds it, and does not vanish when some other part of the program closes
// the record's file. It is never deleted: what it says when nobody holds it means
// nothing.
const lockName = "alongside.lock"

// lock is a lock file that is held, or nil where there is none to hold because
// the folder cannot be written.
type lock struct {
	file   *os.File
	shared bool
}

// holder is what the one who holds the lock writes into it.
type holder struct {
	Process  int       `json:"process"`
	Computer string    `json:"computer"`
	Since    time.Time `json:"since"`
}

// errHeld is the answer of lockFile when somebody else holds the lock.
var errHeld = errors.New("the lock is held")

// acquire takes the lock of a folder: for one writer, or shared among readers. It
// makes the lock file only when told to. It returns nil without an error where
// there is no lock file and none is to be made, fs.ErrPermission or the like
// where the lock file cannot be written, and a Busy error that says who holds it.
func acquire(dir string, shared, create bool) (*lock, error) {
	flag := os.O_RDWR
	if shared {
		flag = os.O_RDONLY
	} else if create {
		flag |= os.O_CREATE
	}
	f, err := os.OpenFile(filepath.Join(dir, lockName), flag, 0o600)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("failed to open the lock file: %w", err)
	}
	if create {
		_ = f.Chmod(0o600) // whatever the umask; who may not has not made it either
	}
	if err := lockFile(f, shared); err != nil {
		defer func() { _ = f.Close() }()
		if errors.Is(err, errHeld) {
			return nil, busy(f)
		}
		return nil, fmt.Errorf("failed to take the lock: %w", err)
	}
	return &lock{f, shared}, nil
}

// busy says who holds a lock, as far as that can be read.
func busy(f *os.File) error {
	message := "Another program has this record open. Close it there first. Nothing was changed."
	var h holder
	b, err := io.ReadAll(io.LimitReader(f, 4096))
	if err == nil {
		err = json.Unmarshal(b, &h)
	}
	if err == nil && h.Process > 0 {
		message = fmt.Sprintf("This record is already open, since %s (process %d on %s). Close it there first. Nothing was changed.",
			dialog.At(h.Since), h.Process, safeName(h.Computer))
	}
	return &dialog.Error{Code: dialog.Busy, Message: message, Err: errHeld}
}

// safeName keeps a computer's name to characters that are harmless in a sentence.
func safeName(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c < '!' || c > '~' {
			b[i] = '_'
		}
	}
	if len(b) == 0 || len(b) > 64 {
		return "another computer"
	}
	return string(b)
}

// sign writes who holds the lock. It is information, so a failure is no reason
// not to go on.
func (l *lock) sign(now time.Time) {
	if l == nil || l.shared {
		return
	}
	name, _ := os.Hostname()
	b, err := json.Marshal(holder{os.Getpid(), name, now.Truncate(time.Second)})
	if err == nil && l.file.Truncate(0) == nil {
		_, _ = l.file.WriteAt(b, 0)
	}
}

// release lets go of the lock and empties the file. Nothing is kept in it, so that it
// cannot be emptied or closed is no failure of what was done under the lock.
func (l *lock) release() {
	if l == nil {
		return
	}
	if !l.shared {
		_ = l.file.Truncate(0)
	}
	unlockFile(l.file)
	_ = l.file.Close()
}
