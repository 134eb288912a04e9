package cli

import (
	"os"
	"path/filepath"

	"alongside/dialog"
	"alongside/store"
)

// uncheckedName is an empty file beside the record, from when a recovery key is made
// until part of it was typed back: a set-up may be broken off while the key is shown.
// Like the log it is this laptop's own. What cannot be noted is not: it is no reason for
// anything to fail.
const uncheckedName = "alongside.unchecked"

const neverChecked = "The recovery key was never checked: F2, F7, k make a new one (or: alongside workers recovery)."

// keyMade notes that a recovery key was made.
func (f *flags) keyMade(env Env) {
	if dir, err := f.folder(env); err == nil {
		_ = os.WriteFile(filepath.Join(dir, uncheckedName), nil, 0o600)
	}
}

// keyChecked notes that somebody has the recovery key.
func (f *flags) keyChecked(env Env) {
	if dir, err := f.folder(env); err == nil {
		_ = os.Remove(filepath.Join(dir, uncheckedName))
	}
}

// keyWarning says to whoever can make a new recovery key that nobody may have the one
// there is, "" where somebody does.
func (f *flags) keyWarning(env Env, v *store.Session) string {
	dir, err := f.folder(env)
	if err != nil || v.ReadOnly() || !v.May(dialog.PermWorkers) {
		return ""
	}
	if _, err := os.Stat(filepath.Join(dir, uncheckedName)); err != nil {
		return ""
	}
	return neverChecked
}
