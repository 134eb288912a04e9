package backup

import (
	"context"
	"time"

	"alongside/dialog"
)

// OnStep has do called at each step of a restore, for the rest of the process.
func OnStep(do func(step string)) { reached = do }

// CloseWithin gives Close another time, until undo is called.
func CloseWithin(d time.Duration) (undo func()) {
	was := closeTime
	closeTime = d
	return func() { closeTime = was }
}

// Surplus returns which of a record's backups, the latest first, a policy does not
// keep.
func (p Policy) Surplus(all []Backup) []Backup { return p.surplus(all) }

// ReadManifest reads a manifest from its text.
func ReadManifest(b []byte) (*Manifest, error) { return parseManifest(b) }

// ParseName says whether a name is that of a backup, and writes it again.
func ParseName(name string) (again string, ok bool) {
	l, ok := parseName(name)
	if !ok {
		return "", false
	}
	return l.String(), true
}

// At returns a backup of a moment for the tests of policies.
func At(made time.Time, entries int64, why Reason) Backup {
	return Backup{Made: made, Entries: entries, Manifest: &Manifest{Made: dialog.At(made), Entries: entries, Reason: why}}
}

// CopyFile copies a file as Close does.
func CopyFile(from, to string) error { return copyFile(context.Background(), from, to, func() {}) }
