package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
)

// Record returns everything the journal says about one person. It must not be
// changed; clone it first. NotFound when there is no such person.
func (s *Store) Record(ctx context.Context, person dialog.ID) (*dialog.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	st := (*state)(nil)
	if !person.IsZero() {
		var err error
		if st, err = s.state(ctx, person); err != nil {
			return nil, fault(err)
		}
	}
	if err := s.checkThere(ctx, person); err != nil {
		return nil, fault(err)
	}
	if st == nil || !st.known() {
		return nil, refuse(dialog.NotFound, "That person is not in this record.")
	}
	return st.record, nil
}

// Rules returns the service's settings on this laptop.
func (s *Store) Rules(ctx context.Context) (dialog.Rules, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return dialog.Rules{}, fault(err)
	}
	return s.rules, nil
}

func (s *Store) loadRules(ctx context.Context) (dialog.Rules, error) {
	rules := dialog.DefaultRules()
	err := s.each(ctx, func(rows *sql.Rows) error {
		var name, value string
		err := rows.Scan(&name, &value)
		if err == nil {
			rules, err = rules.With(name, value)
		}
		return err
	}, `select name, value from setting`)
	return rules, err
}

// Workers returns everybody who uses or used the program, by name.
func (s *Store) Workers(ctx context.Context) ([]dialog.Worker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	var all []dialog.Worker
	c := newColumns(1 + len(workerTable.columns))
	err := s.each(ctx, func(rows *sql.Rows) error {
		if err := c.scan(rows); err != nil {
			return err
		}
		all = append(all, dialog.Worker{ID: c.ident(), Name: c.text(), Role: dialog.Role(c.text()), Team: c.text(), Left: c.flag()})
		return c.err
	}, `select `+strings.Join(append(slices.Clone(workerTable.keys), workerTable.columns...), ",")+` from worker`)
	slices.SortStableFunc(all, func(a, b dialog.Worker) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	return all, fault(err)
}

// each calls do for every row of a query.
func (s *Store) each(ctx context.Context, do func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("failed to read the record: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := do(rows); err != nil {
			return fmt.Errorf("failed to read the record: %w", err)
		}
	}
	return rows.Err()
}
