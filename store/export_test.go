package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
)

// Derived returns every row of the derived tables as a text, in order. Without
// its own it leaves out what belongs to this laptop alone: its settings and workers,
// who may open a record here, and how many entries went into it, openings on this
// laptop included.
func (s *Store) Derived(ctx context.Context, own bool) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, t := range derivedTables {
		if (t.name == settingTable.name || t.name == workerTable.name) && !own {
			continue
		}
		columns := append(slices.Clone(t.keys), t.columns...)
		if !own {
			columns = slices.DeleteFunc(columns, func(c string) bool {
				return slices.Contains([]string{"entries", "caseload", "sensitive", "named"}, c)
			})
		}
		c := newColumns(len(columns))
		rows, err := s.conn.QueryContext(ctx, "select "+strings.Join(columns, ",")+" from "+t.name)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			if err := c.scan(rows); err != nil {
				return nil, err
			}
			line := t.name
			for i, v := range c.values {
				line += fmt.Sprintf(" %s=%v", columns[i], v)
			}
			all = append(all, line)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	slices.Sort(all)
	return all, nil
}

// Forget drops what is kept in memory, as after a failure.
func (s *Store) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget()
}

// Checkpoint folds the log into the file, as Close does.
func (s *Store) Checkpoint(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fault(checkpoint(ctx, s.conn))
}

// SQL runs statements on the open record, for tests that tamper with it.
func (s *Store) SQL(ctx context.Context, script string, args ...any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.conn.ExecContext(ctx, script, args...)
	return err
}

// Ask returns the one value a query gives.
func (s *Store) Ask(ctx context.Context, query string, args ...any) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var v any
	err := s.conn.QueryRowContext(ctx, query, args...).Scan(&v)
	return fmt.Sprint(v), err
}

// AskAll returns the rows a query gives, columns joined by a space.
func (s *Store) AskAll(query string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, err := s.conn.QueryContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	c := newColumns(len(names))
	var all []string
	for rows.Next() {
		if err := c.scan(rows); err != nil {
			return nil, err
		}
		all = append(all, strings.TrimSuffix(fmt.Sprintln(c.values...), "\n"))
	}
	return all, rows.Err()
}

// Everything returns all entries that travel, of every installation held, in the
// order of arrival.
func (s *Store) Everything(ctx context.Context) ([]Foreign, error) {
	s.mu.Lock()
	devices, err := s.devices(ctx)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var all []Foreign
	for _, d := range devices {
		some, err := s.Outgoing(ctx, d, 0, 1<<30)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// The names of the files in a record's folder.
const (
	FileName     = fileName
	LockName     = lockName
	SentinelName = sentinelName
	HeadName     = headName
)

// SchemaDigest is what the program takes for the schema.
var SchemaDigest = schemaDigest

// Devices returns every installation with an entry in the journal.
func (s *Store) Devices(ctx context.Context) ([]dialog.ID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.devices(ctx)
}

// DoorFault words what keeps people out.
var DoorFault = doorFault

// Schema returns the statements that make the tables, indexes and triggers of the
// file, and the names of the tables, in the order in which they were made.
func (s *Store) Schema(ctx context.Context) (statements, tables []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err = s.each(ctx, func(rows *sql.Rows) error {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			return err
		}
		if kind == "table" {
			tables = append(tables, name)
		}
		statements = append(statements, text)
		return nil
	}, `select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite%' order by rowid`)
	return statements, tables, err
}

// Batches hands out all rows of a table, so many at a time, columns in order.
func (s *Store) Batches(ctx context.Context, table string, size int, do func(rows [][]any) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var batch [][]any
	var c *columnReader
	err := s.each(ctx, func(rows *sql.Rows) error {
		if c == nil {
			names, err := rows.Columns()
			if err != nil {
				return err
			}
			c = newColumns(len(names))
		}
		if err := c.scan(rows); err != nil {
			return err
		}
		if batch = append(batch, slices.Clone(c.values)); len(batch) < size {
			return nil
		}
		err := do(batch)
		batch = batch[:0]
		return err
	}, "select * from "+table)
	if err != nil || len(batch) == 0 {
		return err
	}
	return do(batch)
}

// Families says who was put together with whom.
func (s *Store) Families(ctx context.Context) (dialog.Families, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kin(ctx)
}

// Ran returns the statements that run while do does.
func (s *Store) Ran(do func()) []string {
	var all []string
	s.ran = func(statement string) { all = append(all, statement) }
	defer func() { s.ran = nil }()
	do()
	return all
}
