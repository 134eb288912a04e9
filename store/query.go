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
	if st == nil || st.record.Person.ID.IsZero() {
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
	err := s.each(ctx, func(rows *sql.Rows) error {
		var w dialog.Worker
		var id []byte
		if err := rows.Scan(&id, &w.Name); err != nil {
			return err
		}
		copy(w.ID[:], id)
		all = append(all, w)
		return nil
	}, `select id, name from worker`)
	slices.SortFunc(all, func(a, b dialog.Worker) int {
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

// Caseload returns one line about everybody, sorted by family and given name
// whatever their accents and case.
func (s *Store) Caseload(ctx context.Context) ([]dialog.Summary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	var all []sorted
	err := s.each(ctx, func(rows *sql.Rows) error {
		line, err := scanSummary(rows)
		if err == nil {
			all = append(all, line)
		}
		return err
	}, `select id, `+strings.Join(personTable.columns, ",")+` from person`)
	if err != nil {
		return nil, fault(err)
	}
	slices.SortFunc(all, func(a, b sorted) int {
		return cmp.Or(strings.Compare(a.key, b.key), a.summary.Person.ID.Compare(b.summary.Person.ID))
	})
	out := make([]dialog.Summary, len(all))
	for i := range all {
		out[i] = *all[i].summary
	}
	return out, nil
}

// sorted is a summary with the key it is sorted by.
type sorted struct {
	key     string
	summary *dialog.Summary
}

// scanSummary reads a row of the person table in the order of its columns.
func scanSummary(rows *sql.Rows) (sorted, error) {
	var v sorted
	s := new(dialog.Summary)
	p := &s.Person
	var id, lastID, draftID []byte
	var entries int
	text := func(to any) any { return textInto{to} }
	err := rows.Scan(&id, &v.key, text(&p.Title), text(&p.Family), text(&p.Given), text(&p.Preferred), text(&p.Pronouns),
		text(&p.BirthDate), text((*string)(&p.NHSNumber)), text(&p.LocalPatientID), text(&p.Communication), text(&p.Language),
		&p.Inpatient, &p.Deceased, text((*string)(&s.Standing)), text((*string)(&s.Setting)), text(&s.Received), &s.Done,
		text(&s.Last), &lastID, text(&s.Previous), &s.Life.Sum, &s.Life.N, &s.Treatment.Sum, &s.Treatment.N,
		&s.LifeChange.Diff, &s.LifeChange.N, &s.TreatChange.Diff, &s.TreatChange.N, text(&s.LastDone),
		&draftID, text(&s.DraftAt), &s.DraftRated, &s.DraftPaper, &s.Goals, text((*string)(&s.Attempt)), text(&s.AttemptAt), &entries)
	if err != nil {
		return v, err
	}
	copy(p.ID[:], id)
	copy(s.LastID[:], lastID)
	copy(s.DraftID[:], draftID)
	if !s.LastID.IsZero() {
		s.Life.Of, s.Treatment.Of = len(dialog.LifeDomains()), len(dialog.TreatmentDomains())
	}
	if !s.Previous.IsZero() {
		s.LifeChange.Of, s.TreatChange.Of = len(dialog.LifeDomains()), len(dialog.TreatmentDomains())
	}
	v.summary = s
	return v, nil
}

// textInto reads a text column, null included, into a string or anything that
// reads its own text.
type textInto struct{ to any }

// Scan takes the column's value from database/sql.
func (t textInto) Scan(src any) error {
	s, ok := src.(string)
	if !ok {
		if src == nil {
			return nil
		}
		return fmt.Errorf("a text was stored as %T", src)
	}
	switch to := t.to.(type) {
	case *string:
		*to = s
		return nil
	case interface{ UnmarshalText([]byte) error }:
		return to.UnmarshalText([]byte(s))
	}
	return fmt.Errorf("no text can be read into %T", t.to)
}
