package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"alongside/dialog"
)

// Due is one assessment that is not yet known to be with the central system.
type Due struct {
	Person, Assessment dialog.ID
	Since              time.Time // when the first of what is not sent was recorded
	Parked             string    // why it is not sent; "" where it is
	Tries              int       // how often it was tried since it changed
}

// Unsent is how much of what this laptop has to send has not been sent.
type Unsent struct {
	Waiting int       // at most MostUnsent
	Parked  int       // likewise
	Oldest  time.Time // when the first of all that was recorded; zero where there is none
}

// MostUnsent is where counting ends: counting on would hold up an appointment.
const MostUnsent = 10_000

// ours are the installations whose assessments this one sends.
const ours = `(device=(select unhex(replace(value,'-','')) from meta where name='device')
	or device in (select unhex(substr(name,5)) from meta where name between 'was:' and 'was;'))`

// mayDeliver refuses a record whose people are made up, as the record says of itself.
func (s *Store) mayDeliver(ctx context.Context) error {
	m, err := readMeta(ctx, s.conn)
	switch {
	case err != nil:
		return err
	case s.demo || m.Kind != "live":
		return refuse(dialog.Denied, "Everybody in this record is made up. It is never sent anywhere.")
	}
	return nil
}

// MayDeliver refuses, with code Denied, a record whose people are made up.
func (s *Store) MayDeliver(ctx context.Context) error {
	return fault(s.locked(ctx, func() error { return s.mayDeliver(ctx) }))
}

// Unsent counts what this laptop has to send.
func (s *Store) Unsent(ctx context.Context) (u Unsent, err error) {
	err = s.locked(ctx, func() error {
		var oldest sql.NullInt64
		row := s.conn.QueryRowContext(ctx, `select
			(select count(*) from (select 1 from delivery where `+ours+` and parked is null limit ?1)),
			(select count(*) from (select 1 from delivery where `+ours+` and parked is not null limit ?1)),
			(select min(since) from delivery where `+ours+`)`, MostUnsent)
		if err := row.Scan(&u.Waiting, &u.Parked, &oldest); err != nil {
			return fmt.Errorf("failed to count what is not sent: %w", err)
		}
		if oldest.Valid {
			u.Oldest = time.UnixMilli(oldest.Int64)
		}
		return nil
	})
	return u, fault(err)
}

// Due returns the assessments of this laptop that are to be sent and whose time has
// come, the oldest first, at most limit of them. Denied for made-up people.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Due, error) {
	return s.due(ctx, `parked is null and coalesce(next_at,0)<=?2`, now, limit)
}

// Parked returns the assessments of this laptop that are not sent until somebody asks
// for it, the oldest first, at most limit of them.
func (s *Store) Parked(ctx context.Context, limit int) ([]Due, error) {
	return s.due(ctx, `parked is not null and ?2=?2`, time.Time{}, limit)
}

func (s *Store) due(ctx context.Context, which string, now time.Time, limit int) (all []Due, err error) {
	err = s.locked(ctx, func() error {
		if err := s.mayDeliver(ctx); err != nil {
			return err
		}
		return s.each(ctx, func(rows *sql.Rows) error {
			var d Due
			var person, id []byte
			var since int64
			var parked sql.NullString
			if err := rows.Scan(&person, &id, &since, &parked, &d.Tries); err != nil {
				return err
			}
			copy(d.Person[:], person)
			copy(d.Assessment[:], id)
			d.Since, d.Parked = time.UnixMilli(since), parked.String
			all = append(all, d)
			return nil
		}, `select person, id, since, parked, coalesce(tries,0) from delivery left join local_delivery using(person, id)
			where `+ours+` and `+which+` order by since, id limit ?1`, limit, now.UnixMilli())
	})
	return all, fault(err)
}

// NextDelivery returns when the first of what waits for another try has its turn,
// and false where nothing does.
func (s *Store) NextDelivery(ctx context.Context) (at time.Time, waits bool, err error) {
	err = s.locked(ctx, func() error {
		var next sql.NullInt64
		err := s.conn.QueryRowContext(ctx, `select min(coalesce(next_at,0)) from delivery left join local_delivery using(person, id)
			where `+ours+` and parked is null`).Scan(&next)
		at, waits = time.UnixMilli(next.Int64), next.Valid
		return err
	})
	return at, waits, fault(err)
}

// Postpone keeps how often something was tried and when it is tried next. With no
// tries it is forgotten. The zero identifiers stand for the central system itself.
func (s *Store) Postpone(ctx context.Context, person, assessment dialog.ID, tries int, next time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.begin(ctx)
	if err == nil && tries == 0 {
		err = s.exec(ctx, `delete from local_delivery where person=? and id=?`, person[:], assessment[:])
	} else if err == nil {
		err = s.exec(ctx, `insert into local_delivery(person, id, tries, next_at) values(?,?,?,?)
			on conflict(person, id) do update set tries=excluded.tries, next_at=excluded.next_at`, person[:], assessment[:], tries, next.UnixMilli())
	}
	return fault(err)
}

// Postponed returns what Postpone kept of the central system itself; no tries where
// there is nothing.
func (s *Store) Postponed(ctx context.Context) (tries int, next time.Time, err error) {
	err = s.locked(ctx, func() error {
		var at int64
		err := s.conn.QueryRowContext(ctx, `select tries, next_at from local_delivery where person=zeroblob(16) and id=zeroblob(16)`).Scan(&tries, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		next = time.UnixMilli(at)
		return err
	})
	return tries, next, fault(err)
}

// SetSecret keeps something within the sealed file; nothing of it is ever in a copy
// that is not sealed. A record that is not sealed takes none.
func (s *Store) SetSecret(ctx context.Context, name string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.begin(ctx)
	switch {
	case err != nil:
	case s.key == nil:
		err = refuse(dialog.Unavailable, "This record is not sealed, so it keeps no keys.")
	default:
		err = s.exec(ctx, `insert into local_secret(name, value) values(?,?) on conflict(name) do update set value=excluded.value`, name, value)
	}
	return fault(err)
}

// Secret returns what SetSecret kept, nil where there is nothing.
func (s *Store) Secret(ctx context.Context, name string) (value []byte, err error) {
	err = s.locked(ctx, func() error {
		err := s.conn.QueryRowContext(ctx, `select value from local_secret where name=?`, name).Scan(&value)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, fault(err)
}
