package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"alongside/dialog"
)

// The log says what the program met, for whoever looks after it: when, which
// version, and a code. No name, number, answer or reason is ever in it, because no
// text is: a line is made of the words below and of codes.
const (
	logName  = "alongside.log"
	logBytes = 1 << 20 // from here on the file is put aside, and the one before it goes
)

// event is something that is logged.
type event string

const (
	eventSetUp    event = "set-up"
	eventUnlocked event = "unlocked"
	eventRefused  event = "not-unlocked" // with a code
	eventLocked   event = "locked"
	eventRecovery event = "recovery-key-used"
	eventRestored event = "restored"
	eventReset    event = "passphrase-reset"
	eventUnsaved  event = "not-saved" // with a code
	eventEnded    event = "ended"     // a command, with a code
	eventFault    event = "fault"     // with its code and place
)

// log adds a line to the log of a record's folder, if that is there. What cannot be
// logged is not: it is no reason for anything to fail.
func (f *flags) log(env Env, e event, detail string) {
	dir, err := f.folder(env)
	if err != nil {
		return
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return
	}
	path := filepath.Join(dir, logName)
	if info, err := os.Stat(path); err == nil && info.Size() > logBytes {
		_ = os.Rename(path, path+".1")
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return
	}
	defer func() { _ = file.Close() }()
	line := env.Now().UTC().Format(time.RFC3339) + " " + Version + " " + string(e)
	if detail != "" {
		line += " " + detail
	}
	_, _ = fmt.Fprintln(file, line)
}

// logError logs the code of an error, if there is one.
func (f *flags) logError(env Env, e event, err error) {
	if err == nil {
		return
	}
	if where, ok := errors.AsType[fault](err); ok {
		f.log(env, eventFault, where.Error())
		return
	}
	f.log(env, e, string(dialog.ErrorCode(err)))
}

// Append records changes, and logs the code of what keeps them from the disk.
func (o *opened) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	c, err := o.Session.Append(ctx, changes...)
	switch dialog.ErrorCode(err) {
	case "", dialog.Invalid, dialog.NotFound, dialog.Conflict, dialog.Denied: // what people entered is nobody's business
	default:
		o.failed(err)
	}
	return c, err
}
