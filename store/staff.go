package store

import (
	"context"
	"errors"
	"slices"

	"alongside/dialog"
	"alongside/store/vault"
)

// allowed refuses what the role of whoever is in does not allow.
func (d *Door) allowed(p dialog.Permission) error {
	switch {
	case d.session == nil:
		return refuse(dialog.Unavailable, "The record is locked. Please unlock it first.")
	case !d.session.May(p):
		return denied(p)
	case d.store.ReadOnly():
		return refuse(dialog.ReadOnly, messageReadOnly)
	}
	return nil
}

// HasPassphrase reports whether somebody of this name has a passphrase here. Who came
// with a backup or from another laptop may have none.
func (d *Door) HasPassphrase(name string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.keys != nil && d.keys.Has(name)
}

// LetIn makes somebody a worker of the record, who opens it with a passphrase of
// their own. Codes: Denied, Conflict for a name that is taken, and Invalid for a
// name, a role or a passphrase that will not do.
func (d *Door) LetIn(ctx context.Context, w dialog.Worker, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermWorkers); err != nil {
		return err
	}
	if err := vault.CheckPassphrase(passphrase); err != nil {
		return doorFault(err)
	}
	if !slices.Contains(dialog.Roles(), w.Role) {
		return refuse(dialog.Invalid, "Please choose a role: clinician, peer worker, administrator or auditor.")
	}
	if _, err := d.findWorker(ctx, w.Name); err == nil {
		return refuse(dialog.Conflict, "There is a worker of that name. Please add something that tells the two apart.")
	}
	if w.ID.IsZero() {
		w.ID = d.store.NewID()
	}
	if err := d.addWorker(ctx, d.session.worker.ID, w); err != nil {
		return err
	}
	return doorFault(d.setPassphrase(w.Name, passphrase))
}

// Change replaces the role or the team of a worker. The name stays, since it is
// what their key is found by.
func (d *Door) Change(ctx context.Context, w dialog.Worker) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermWorkers); err != nil {
		return err
	}
	was, err := d.findWorker(ctx, w.Name)
	if err != nil {
		return err
	}
	if was.Role == dialog.Administrator && w.Role != dialog.Administrator {
		if err := d.anotherAdministrator(ctx, was.ID); err != nil {
			return err
		}
	}
	w.ID, w.Name = was.ID, was.Name
	if err := d.addWorker(ctx, d.session.worker.ID, w); err != nil {
		return err
	}
	if w.ID == d.session.worker.ID {
		d.session = d.store.As(w)
	}
	return nil
}

// anotherAdministrator refuses to leave the record without one.
func (d *Door) anotherAdministrator(ctx context.Context, than dialog.ID) error {
	all, err := d.store.Workers(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.ID != than && !w.Left && w.Role == dialog.Administrator && d.keys.Has(w.Name) {
			return nil
		}
	}
	return refuse(dialog.Conflict, "This is the only administrator of the record. Please make somebody else one first.")
}

// Leave takes a worker's way in and gives the record a new key, so that an old copy
// of the key file opens nothing that is recorded from now on. What they recorded
// stays.
func (d *Door) Leave(ctx context.Context, name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermWorkers); err != nil {
		return err
	}
	w, err := d.findWorker(ctx, name)
	if err != nil {
		return err
	}
	if w.ID == d.session.worker.ID {
		return refuse(dialog.Invalid, "You cannot take yourself out. Please ask another administrator to do it.")
	}
	if w.Role == dialog.Administrator {
		if err := d.anotherAdministrator(ctx, w.ID); err != nil {
			return err
		}
	}
	w.Left = true
	if err := d.addWorker(ctx, d.session.worker.ID, w); err != nil {
		return err
	}
	var leaving []string
	if d.keys.Has(w.Name) {
		leaving = []string{w.Name}
	}
	if err := d.startRenewal(ctx, leaving...); err != nil {
		return doorFault(errors.Join(err, d.shut()))
	}
	return nil
}

// ResetPassphrase gives a worker who has lost theirs another passphrase.
func (d *Door) ResetPassphrase(ctx context.Context, name, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermWorkers); err != nil {
		return err
	}
	w, err := d.findWorker(ctx, name)
	if err != nil {
		return err
	}
	return doorFault(d.setPassphrase(w.Name, passphrase))
}

// ChangePassphrase puts a new passphrase in the place of one's own. Codes: NotFound
// where the old one is wrong, which counts as a wrong try; Denied while it is too
// early to try; Invalid where the new one will not do.
func (d *Door) ChangePassphrase(old, passphrase string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermOwnPassphrase); err != nil {
		return err
	}
	tries, err := d.guard()
	if err == nil {
		err = tries.Try(func() error { return d.keys.ChangePassphrase(d.session.worker.Name, old, passphrase) })
	}
	if err != nil {
		return doorFault(err)
	}
	d.store.keysChanged(d.keys.Revision())
	return nil
}

// ReplaceRecovery makes a new recovery key, returned in one line. The old one opens
// nothing any more but older copies of the key file.
func (d *Door) ReplaceRecovery() (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.allowed(dialog.PermWorkers); err != nil {
		return "", err
	}
	key, err := d.keys.ReplaceRecovery()
	if err != nil {
		return "", doorFault(err)
	}
	d.store.keysChanged(d.keys.Revision())
	return key.Text(), nil
}

// keysChanged keeps the revision of the key file with the head of the journal.
func (s *Store) keysChanged(revision uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keysRevision = revision
	if s.load(context.Background()) == nil {
		s.keepHead(true)
	}
}
