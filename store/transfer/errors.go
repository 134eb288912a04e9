package transfer

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"alongside/dialog"
)

func refuse(code dialog.Code, message string) error {
	return &dialog.Error{Code: code, Message: message}
}

// fault gives a failure the sentence that helps most.
func fault(err error) error {
	e := &dialog.Error{Code: dialog.Internal, Message: "The files could not be written. Nothing was left behind; please try again.", Err: err}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, syscall.ENOSPC):
		e.Code, e.Message = dialog.Full, "There is no room left where the files were to go. Nothing was left behind; please make room, or choose another folder."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		e.Code, e.Message = dialog.Unavailable, "The folder cannot be written to. Please choose another one."
	}
	return e
}
