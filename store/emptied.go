package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"alongside/dialog"
	"alongside/store/vault"
)

// This file is what a purge does to the record: what entries said is taken away behind
// an entry that says so, and then the file is written anew, since the free parts of its
// pages may still have it.

// unpurged leaves out, of a query of the journal, those who were purged: what is left
// of them is no record to give to others.
const unpurged = `not exists (select 1 from journal p where p.kind='person.purged' and p.person=journal.person)`

// purges reports whether a change takes away what is recorded about a person.
func purges(b dialog.Body) bool {
	_, ok := b.(*dialog.PersonPurged)
	return ok
}

// purgedAt returns where in the order of arrival a person was purged last, 0 for nobody.
func (s *Store) purgedAt(ctx context.Context, person dialog.ID) (seq int64, err error) {
	err = s.each(ctx, func(rows *sql.Rows) error { return rows.Scan(&seq) },
		`select coalesce(max(seq),0) from journal where kind='person.purged' and person=?`, person[:])
	if err != nil {
		err = fmt.Errorf("failed to look for a purge: %w", err)
	}
	return seq, err
}

// messagePurged is for changes about somebody of whom nothing is left.
const messagePurged = "This person was purged from this laptop: the centre has their record. To record something new, please add them anew."

// checkKept refuses changes about somebody who was purged. Their state is empty then.
func (s *Store) checkKept(ctx context.Context, person dialog.ID, st *state) error {
	if st.known() {
		return nil
	}
	at, err := s.purgedAt(ctx, person)
	if err == nil && at > 0 {
		err = refuse(dialog.NotFound, messagePurged)
	}
	return err
}

// emptyOut takes away, in the transaction that is open, what was said about those whom
// a group purges, with all that follows from it.
func (s *Store) emptyOut(ctx context.Context, g *group) error {
	before, err := s.kin(ctx)
	if err != nil {
		return err
	}
	for i := range g.lines {
		l := &g.lines[i]
		if err := s.emptyOne(ctx, l.entry.Person, l.seq); err != nil {
			return err
		}
	}
	if err := s.exec(ctx, `insert into meta(name, value) values(?,'') on conflict(name) do nothing`, metaSweep); err != nil {
		return fmt.Errorf("failed to note a purge: %w", err)
	}
	s.recent.drop()
	s.list = nil
	if err := s.rekin(ctx, before); err != nil {
		return err
	}
	g.after, err = s.replay(ctx, g.person)
	return err
}

// emptyOne does that for one person, up to the entry that says so.
func (s *Store) emptyOne(ctx context.Context, person dialog.ID, upTo int64) error {
	if err := s.clear(ctx, person); err != nil {
		return err
	}
	if err := s.exec(ctx, `delete from local_delivery where person=?`, person[:]); err != nil {
		return fmt.Errorf("failed to clear what was to be tried again: %w", err)
	}
	err := s.exec(ctx, `update journal set payload=x'' where person=? and seq<? and length(payload)>0
		and kind not in ('`+string(dialog.KindPurged)+`','`+string(dialog.KindReceipt)+`')`, person[:], upTo)
	if err != nil {
		return fmt.Errorf("failed to empty what was recorded: %w", err)
	}
	return nil
}

// checkEmptied refuses lines without a payload that no purge accounts for: the last of
// each person, with its place.
func (s *Store) checkEmptied(ctx context.Context, last map[dialog.ID]int64) error {
	for person, seq := range last {
		at, err := s.purgedAt(ctx, person)
		if err != nil {
			return err
		}
		if at < seq {
			return badEntry(seq, "what it said is gone")
		}
	}
	return nil
}

// metaSweep is in the file from a purge on until it was written anew.
const metaSweep = "sweep"

// sweptSuffix is the ending of the copy that takes the place of the file.
const sweptSuffix = ".swept.part"

// Sweep writes the file anew where a purge left something in the free parts of its
// pages. The program may end anywhere in it: the next opening does it again.
func (s *Store) Sweep(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.begin(ctx)
	if err == nil {
		err = s.sweep(context.WithoutCancel(ctx))
	}
	return fault(err)
}

func (s *Store) sweep(ctx context.Context) error {
	var due bool
	err := s.conn.QueryRowContext(ctx, `select exists (select 1 from meta where name=?)`, metaSweep).Scan(&due)
	if err != nil || !due {
		return err
	}
	copied := s.path() + sweptSuffix
	if err := s.copyTo(ctx, copied); err != nil {
		return err
	}
	if err := checkpoint(ctx, s.conn); err != nil {
		return err
	}
	if err := s.exchange(ctx, copied); err != nil {
		return err
	}
	return s.exec(ctx, `delete from meta where name=?`, metaSweep)
}

// exchange puts a copy of the open record in its place and opens that.
func (s *Store) exchange(ctx context.Context, copied string) error {
	err := s.detach()
	s.forget()
	if err == nil && vault.Unfinished(s.path()) {
		err = damaged("the record did not become one file")
	}
	if err == nil {
		err = vault.Replace(copied, s.path())
	}
	return errors.Join(err, s.attach(ctx, s.path(), vault.Write))
}

// detach lets go of the file and keeps the lock of its folder.
func (s *Store) detach() error {
	err := errors.Join(s.closeStatements(), s.conn.Close(), s.db.Close())
	s.db, s.conn = nil, nil
	return err
}
