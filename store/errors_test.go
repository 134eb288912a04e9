package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"alongside/dialog"
	"alongside/store/vault"
)

func TestSQLiteFault(t *testing.T) {
	for _, c := range []struct {
		name string
		rc   int
		want dialog.Code
	}{
		{"SQLITE_FULL", 13, dialog.Full},
		{"SQLITE_IOERR_WRITE", 778, dialog.Full},
		{"SQLITE_IOERR_FSYNC", 1034, dialog.Full},
		{"SQLITE_READONLY", 8, dialog.ReadOnly},
		{"SQLITE_READONLY_DIRECTORY", 1544, dialog.ReadOnly},
		{"SQLITE_CANTOPEN", 14, dialog.Unavailable},
		{"SQLITE_CANTOPEN_ISDIR", 526, dialog.Unavailable},
		{"SQLITE_PERM", 3, dialog.Unavailable},
		{"SQLITE_IOERR", 10, dialog.Unavailable},
		{"SQLITE_IOERR_LOCK", 3850, dialog.Unavailable},
		{"SQLITE_IOERR_READ", 266, dialog.Unavailable},
		{"SQLITE_IOERR_CORRUPTFS", 8458, dialog.Unavailable},
		{"SQLITE_IOERR_SHORT_READ", 522, dialog.Damaged},
		{"SQLITE_IOERR_DATA", 8202, dialog.Damaged},
		{"SQLITE_BUSY", 5, dialog.Busy},
		{"SQLITE_BUSY_RECOVERY", 261, dialog.Busy},
		{"SQLITE_LOCKED", 6, dialog.Busy},
		{"SQLITE_CORRUPT", 11, dialog.Damaged},
		{"SQLITE_CORRUPT_INDEX", 779, dialog.Damaged},
		{"SQLITE_NOTADB", 26, dialog.Damaged},
		{"SQLITE_INTERRUPT", 9, dialog.Unavailable},
		{"SQLITE_CONSTRAINT", 19, dialog.Internal},
		{"SQLITE_NOMEM", 7, dialog.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, message := sqliteFault(c.rc, dialog.Internal, "Otherwise.")
			if code != c.want || !strings.HasSuffix(message, ".") {
				t.Errorf("got %q and %q, want %q", code, message, c.want)
			}
		})
	}
}

func TestFault(t *testing.T) {
	refused := refuse(dialog.Conflict, "No.")
	for _, c := range []struct {
		name string
		err  error
		want dialog.Code
	}{
		{"nothing", nil, ""},
		{"a refusal", fmt.Errorf("failed: %w", refused), dialog.Conflict},
		{"a full disk", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, dialog.Full},
		{"a quota", &fs.PathError{Op: "write", Path: "x", Err: syscall.EDQUOT}, dialog.Full},
		{"a limit", syscall.EFBIG, dialog.Full},
		{"a read-only medium", &fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}, dialog.ReadOnly},
		{"no permission", &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, dialog.Unavailable},
		{"a name that cannot be given", &os.LinkError{Op: "rename", Old: "x", New: "y", Err: syscall.EACCES}, dialog.Unavailable},
		{"a lock that cannot be taken", fmt.Errorf("failed: %w", syscall.EIO), dialog.Unavailable},
		{"a cut file", fmt.Errorf("failed: %w", vault.ErrCut), dialog.Damaged},
		{"an unfinished file", fmt.Errorf("failed: %w", vault.ErrUnfinished), dialog.ReadOnly},
		{"a caller who left", context.Canceled, dialog.Unavailable},
		{"anything else", errors.New("odd"), dialog.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := fault(c.err)
			if got := dialog.ErrorCode(err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.err != nil && !errors.Is(err, c.err) {
				t.Error("the cause is lost")
			}
		})
	}
}
