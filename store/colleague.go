package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"alongside/dialog"
)

// Colleagues returns the workers of other laptops whose names came with what they
// recorded, by name. They have no role here and cannot come in. Who works here too is
// not among them.
func (s *Store) Colleagues(ctx context.Context) ([]dialog.Worker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	var all []dialog.Worker
	c := newColumns(2)
	err := s.each(ctx, func(rows *sql.Rows) error {
		if err := c.scan(rows); err != nil {
			return err
		}
		all = append(all, dialog.Worker{ID: c.ident(), Name: c.text()})
		return c.err
	}, `select id, name from colleague where id not in (select id from worker)`)
	slices.SortStableFunc(all, func(a, b dialog.Worker) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	return all, fault(err)
}

// Everybody returns everybody who may have recorded something: the workers of this
// record, and then those of other laptops.
func (s *Store) Everybody(ctx context.Context) ([]dialog.Worker, error) {
	workers, err := s.Workers(ctx)
	if err != nil {
		return nil, err
	}
	others, err := s.Colleagues(ctx)
	return append(workers, others...), err
}

// Everybody returns everybody who may have recorded something, as Store.Everybody does.
func (v *Session) Everybody(ctx context.Context) ([]dialog.Worker, error) {
	return v.store().Everybody(ctx)
}
