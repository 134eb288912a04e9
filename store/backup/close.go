package backup

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"alongside/dialog"
	"alongside/dialog/abreast"
	"alongside/store"
)

// closeTime is how much longer closing the program may take for a backup. Tests
// change it.
var closeTime = 900 * time.Millisecond

// closeGrace is how long a backup that was told to stop is waited for.
const closeGrace = 100 * time.Millisecond

// waitingTime is for how long a copy that waits to be checked puts off another one. It
// is a day less the time by which people close earlier than the day before.
const waitingTime = 20 * time.Hour

// Outcome says what came of the backup that Close may make.
type Outcome struct {
	Made    *Backup // nil where none was due or none was finished
	Waiting bool    // a copy is there and Settle has to check it
	Problem error   // why there is none, with a sentence for people
}

// Close closes a record as its own Close does, and then, if no backup holds all that
// is recorded, makes a rotating one of the closed file; of those of one day the last
// is kept. It answers within a second more than closing takes, whatever the
// backup is doing; the error is that of closing alone, and what the backup met is
// in the outcome. It is not for signal handlers, which have no second to give.
//
// The file is copied while the record's lock is held, and checked after it was
// let go.
func Close(ctx context.Context, s *store.Store, o Options) (Outcome, error) {
	if s.ReadOnly() {
		return Outcome{}, s.Close()
	}
	c, err := s.Contents(ctx)
	if err != nil {
		return Outcome{Problem: said(err, whileMaking)}, s.Close()
	}
	if c.People == 0 {
		return Outcome{}, s.Close() // a backup of nobody would only put off the first that matters
	}
	held, err := s.CloseHeld()
	if err != nil {
		return Outcome{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, closeTime)
	defer cancel()
	var out Outcome
	copying := abreast.Begin(func() error { out = closing(ctx, held, c, o); return nil })
	select {
	case <-copying.Done():
		return out, copying.Wait()
	case <-ctx.Done():
	}
	select {
	case <-copying.Done():
		return out, copying.Wait()
	case <-time.After(closeGrace):
		return Outcome{Problem: refuse(dialog.Unavailable, "The folder of the backups is slow, so no backup was made while closing. To make one: alongside backup")}, nil
	}
}

// closing makes the backup of a closed record and lets go of its lock.
func closing(ctx context.Context, held *store.Held, c store.Contents, o Options) Outcome {
	release := sync.OnceFunc(func() { _ = held.Release() }) // it only closes a file that nothing was written to
	defer release()
	o.Reason = Rotating
	now := o.now()
	pending := workName(o.Dir, c.Identity, pendingSuffix)
	if isDue, err := due(o, c.Record, pending, c.Head, now); err != nil || !isDue {
		return Outcome{Problem: said(err, whileMaking)}
	}
	if err := copyClosed(ctx, held.Path(), o, c.Identity, pending, now, release); err != nil {
		return Outcome{Problem: tooSlow(ctx, err)}
	}
	b, err := finish(ctx, pending, o, now)
	switch {
	case err != nil && ctx.Err() != nil:
		return Outcome{Waiting: true}
	case err != nil:
		return Outcome{Problem: said(errors.Join(err, removeAll(pending)), whileMaking)}
	}
	prune(o, c.Record)
	return Outcome{Made: &b}
}

func tooSlow(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &dialog.Error{Code: dialog.Unavailable, Err: err,
			Message: "The record is too large, or the folder of the backups too slow, to make a backup while closing. To make one: alongside backup"}
	}
	return said(err, whileMaking)
}

// copyClosed copies the file of a closed record and gives the copy the name under
// which it waits to be checked.
func copyClosed(ctx context.Context, from string, o Options, id store.Identity, pending string, now time.Time, read func()) error {
	if err := ready(o, id); err != nil {
		return err
	}
	part := workName(o.Dir, id, partSuffix)
	err := copyFile(ctx, from, part, read)
	if err == nil {
		err = os.Chtimes(part, now, now) // by which Settle knows when it was made
	}
	if err == nil {
		err = rename(part, pending)
	}
	if err == nil {
		err = flushFolder(o.Dir)
	}
	if err != nil {
		return errors.Join(err, removeAll(part))
	}
	return nil
}

// due reports whether a rotating backup is due: none of the record's backups holds
// everything, and no copy waits to be checked, as it does where there is never time
// enough. One from the future says nothing about when it was made.
func due(o Options, record dialog.ID, pending string, head store.Head, now time.Time) (bool, error) {
	if head.Seq == 0 {
		return false, nil
	}
	all, err := List(o.Dir, o.Demo)
	if err != nil {
		return false, err
	}
	for _, b := range of(all, record) {
		m := b.Manifest
		if m.Entries == head.Seq && m.Head == hex.EncodeToString(head.Digest[:]) {
			return false, nil
		}
	}
	info, err := os.Stat(pending)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	}
	age := now.Sub(info.ModTime())
	return age <= -time.Hour || age >= waitingTime, nil
}

// Settle checks the copy that Close had no time to check, if there is one, and
// makes it a backup. When ctx ends first the copy waits on. It does not use the
// record but to know which it is, so the record can be worked with meanwhile; Close
// must not be called before it has returned.
func Settle(ctx context.Context, s *store.Store, o Options) (*Backup, error) {
	id, err := s.Identity(ctx)
	if err != nil && ctx.Err() != nil {
		return nil, nil // stopped before it began
	}
	if err != nil {
		return nil, said(err, whileMaking)
	}
	pending := workName(o.Dir, id, pendingSuffix)
	info, err := os.Stat(pending)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, said(err, whileMaking)
	}
	o.Reason = Rotating
	b, err := finish(ctx, pending, o, info.ModTime().In(o.now().Location()))
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, nil
	case codeOf(err) == dialog.Damaged:
		return nil, &dialog.Error{Code: dialog.Damaged, Err: errors.Join(err, removeAll(pending)),
			Message: "The copy that was made when the program was last closed is not sound and was taken away; earlier backups are as they were. To see what is wrong: alongside check"}
	case err != nil:
		return nil, said(err, whileMaking)
	}
	prune(o, id.Record)
	return &b, nil
}
