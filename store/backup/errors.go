package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"alongside/dialog"
)

func refuse(code dialog.Code, message string) error {
	return &dialog.Error{Code: code, Message: message}
}

// codeOf returns the code of a failure, also of one that the system alone
// answered.
func codeOf(err error) dialog.Code {
	if _, ok := errors.AsType[*dialog.Error](err); ok {
		return dialog.ErrorCode(err)
	}
	switch {
	case err == nil:
		return ""
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG), outOfQuota(err):
		return dialog.Full
	case errors.Is(err, syscall.EROFS):
		return dialog.ReadOnly
	case errors.Is(err, fs.ErrNotExist):
		return dialog.NotFound
	case stopped(err):
		return dialog.Unavailable
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return dialog.Unavailable
	}
	if _, ok := errors.AsType[*os.LinkError](err); ok {
		return dialog.Unavailable
	}
	return dialog.Internal
}

// stopped reports whether a failure is only that it was told to stop.
func stopped(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// said wraps a failure in the sentence for its code, if there is one; otherwise it
// stays as it is.
func said(err error, sentences map[dialog.Code]string) error {
	if err == nil {
		return nil
	}
	code := codeOf(err)
	message, ok := sentences[code]
	if !ok {
		return err
	}
	return &dialog.Error{Code: code, Message: message, Err: err}
}

// whileMaking are the sentences for what keeps a backup from being made.
var whileMaking = map[dialog.Code]string{
	dialog.Full:        "There is no room for the backup there. None was made; earlier ones are as they were. Make some room, or choose another folder.",
	dialog.ReadOnly:    "The backup cannot be written there. None was made; earlier ones are as they were. Choose a folder that you may write in.",
	dialog.NotFound:    "The backup cannot be written there. None was made; earlier ones are as they were. Check that the drive is there.",
	dialog.Unavailable: "The backup cannot be written there. None was made; earlier ones are as they were. Check that the folder or drive is there and that you may write in it.",
	dialog.Damaged:     "The record is not sound, so no backup was made of it; earlier ones are as they were. To see what is wrong: alongside check",
	dialog.Internal:    "No backup was made; the record and earlier backups are as they were. Please try again.",
}

// whileReading are the sentences for a backup that cannot be used.
var whileReading = map[dialog.Code]string{
	dialog.NotFound:    "There is no such backup. Nothing was changed.",
	dialog.Unavailable: "The backup cannot be read. Nothing was changed. Check that the file is there and that you may read it.",
	dialog.Foreign:     "This file is not a backup of an Alongside record. Nothing was changed.",
	dialog.Newer:       "This backup was written by a newer version of the program. Nothing was changed. Please update the program first.",
	dialog.Damaged:     "This file is not a sound backup: it is damaged, or it never was one. Nothing was changed. Please take another.",
	dialog.ReadOnly:    "This file was changed after the backup was made, and that was not finished. Nothing was changed. Please take another.",
	dialog.Full:        "There is no room to read this backup of an earlier version. Nothing was changed. Make some room, then try again.",
}

// unreadable wraps what keeps a backup from being used. What no reason is known for
// is a file that is not as this program writes them.
func unreadable(err error) error {
	if codeOf(err) == dialog.Internal {
		return &dialog.Error{Code: dialog.Damaged, Message: whileReading[dialog.Damaged], Err: err}
	}
	return said(err, whileReading)
}

// whileRestoring are the sentences for what keeps a backup from being put in the
// record's place.
var whileRestoring = map[dialog.Code]string{
	dialog.Full:        "There is no room to restore the backup. Nothing was changed. Make some room, then try again.",
	dialog.ReadOnly:    "The record's folder cannot be written. Nothing was changed. Check that you may write in it.",
	dialog.Unavailable: "The record's folder cannot be written. Nothing was changed. Check that it is there and that you may write in it.",
	dialog.NotFound:    "The backup is no longer there. Nothing was changed.",
	dialog.Damaged:     "The backup could not be made ready, because what was read of it is not sound. Nothing was changed. Please try again, or take another.",
}
