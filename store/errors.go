package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"alongside/dialog"
	"alongside/store/vault"
)

func refuse(code dialog.Code, message string) error {
	return &dialog.Error{Code: code, Message: message}
}

// fault wraps a failure underneath in the code and the sentence that tell people
// what to do about it. An error that has them already is returned as it is.
func fault(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*dialog.Error](err); ok {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &dialog.Error{Code: dialog.Unavailable, Message: "It was stopped before it was done. Nothing was changed.", Err: err}
	}
	code, message := dialog.Internal, "Something in the program failed. What was saved before is safe. Please close the program, open it again and try once more."
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code, message = sqliteFault(e.Code(), code, message)
	} else {
		code, message = systemFault(err, code, message)
	}
	return &dialog.Error{Code: code, Message: message, Err: err}
}

// The sentences for what the disk and the file system answer.
const (
	messageFull        = "There is no room left on the disk. Make some room, then try again."
	messageWrite       = "The disk did not take it. It may be full, or it may be failing. Make some room, then try again."
	messageDisk        = "The disk did not answer as it should. Please try again. If it goes on, the disk may be failing: bring back a backup on another one, or ask for help."
	messageReadOnly    = "The record can be read here but not written. Check that you may write in its folder."
	messageUnreachable = "The record cannot be reached. Check that its folder is there, and that you may open it and write in it."
	messageBusy        = "Another program has the record open. Close it there first."
	messageDamaged     = "The record is not as it was written. It was left as it is. Please bring back a backup, or ask for help."
	messageUnfinished  = "The record was not closed properly and has to be finished before it can be read, but its folder cannot be written. Check that you may write in it."
)

// sqliteFault finds the sentence for a result code of SQLite, exact ones first
// (sqlite.org/rescode.html).
func sqliteFault(rc int, code dialog.Code, message string) (dialog.Code, string) {
	switch rc {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_DIR_FSYNC:
		return dialog.Full, messageWrite // how a quota or a limit on file size shows as well
	case sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_SHORT_READ:
		return dialog.Damaged, messageDamaged
	case sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_CORRUPTFS: // the second is what SQLite makes of EIO
		return dialog.Unavailable, messageDisk
	}
	switch rc & 0xff {
	case sqlite3.SQLITE_FULL:
		return dialog.Full, messageFull
	case sqlite3.SQLITE_READONLY:
		return dialog.ReadOnly, messageReadOnly
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR:
		return dialog.Unavailable, messageUnreachable
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return dialog.Busy, messageBusy
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return dialog.Damaged, messageDamaged
	case sqlite3.SQLITE_INTERRUPT:
		return dialog.Unavailable, "It was stopped before it was done. Nothing was changed."
	}
	return code, message
}

func systemFault(err error, code dialog.Code, message string) (dialog.Code, string) {
	switch vault.CodeOf(err) {
	case vault.CodeWrongKey:
		return dialog.Damaged, "The record does not open under this key. It may be another record's file, or it may be damaged. It was left as it is. Please bring back a backup."
	case vault.CodeUnsealed:
		return dialog.Foreign, "A file that is not sealed stands where the record should be. It was left as it is."
	case vault.CodeForeign:
		return dialog.Foreign, "Something that is not ours stands beside the record. It was left as it is. Please ask for help."
	case vault.CodeLogDamaged:
		return dialog.Damaged, "What was recorded last cannot be read: the file beside the record is damaged. Both were left as they are. Please ask for help, or bring back a backup."
	case vault.CodeLocked:
		return dialog.Unavailable, "The record is locked. Please unlock it first."
	}
	switch {
	case errors.Is(err, vault.ErrCut):
		return dialog.Damaged, messageDamaged
	case errors.Is(err, vault.ErrUnfinished):
		return dialog.ReadOnly, messageUnfinished
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return dialog.Full, messageFull
	case errors.Is(err, syscall.EROFS):
		return dialog.ReadOnly, messageReadOnly
	case errors.Is(err, syscall.EIO):
		return dialog.Unavailable, messageDisk
	}
	_, aboutPath := errors.AsType[*fs.PathError](err)
	_, fromSystem := errors.AsType[syscall.Errno](err) // renaming and locking say no path, or two
	if aboutPath || fromSystem {
		return dialog.Unavailable, messageUnreachable
	}
	return code, message
}

func damaged(format string, args ...any) error {
	return &dialog.Error{Code: dialog.Damaged, Message: messageDamaged, Err: fmt.Errorf(format, args...)}
}
