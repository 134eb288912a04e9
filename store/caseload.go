package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
)

// Caseload returns one line about everybody, sorted by family and given name
// whatever their accents and case. The first call reads them from the file; they
// are kept in memory from then on.
func (s *Store) Caseload(ctx context.Context) ([]dialog.Summary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	if s.list == nil {
		list, err := s.loadList(ctx)
		if err != nil {
			return nil, fault(err)
		}
		s.list = list
	}
	return s.list.summaries(), nil
}

func (s *Store) loadList(ctx context.Context) (*list, error) {
	var people int
	if err := s.conn.QueryRowContext(ctx, `select count(*) from person`).Scan(&people); err != nil {
		return nil, fmt.Errorf("failed to count people: %w", err)
	}
	lines := make([]listLine, 0, people)
	c := newColumns(1 + len(personTable.columns))
	err := s.each(ctx, func(rows *sql.Rows) error {
		if err := c.scan(rows); err != nil {
			return err
		}
		lines = append(lines, listLine{})
		l := &lines[len(lines)-1]
		l.key = readSummary(c, &l.summary)
		return c.err
	}, `select id, `+strings.Join(personTable.columns, ",")+` from person`)
	if err != nil {
		return nil, err
	}
	return newList(lines), nil
}

// readSummary reads a row of the person table, columns in the order of the table,
// and returns its sort key.
func readSummary(c *columnReader, s *dialog.Summary) (key string) {
	p := &s.Person
	p.ID, key = c.ident(), c.text()
	p.Title, p.Family, p.Given, p.Preferred, p.Pronouns = c.text(), c.text(), c.text(), c.text(), c.text()
	p.BirthDate, p.NHSNumber, p.LocalPatientID = c.day(), dialog.NHSNumber(c.text()), c.text()
	p.Communication, p.Language, p.Inpatient, p.Deceased = c.text(), c.text(), c.flag(), c.flag()
	s.Standing, s.Setting, s.Received, s.Done = dialog.Standing(c.text()), dialog.Setting(c.text()), c.day(), c.number()
	s.Last, s.LastID, s.Previous = c.when(), c.ident(), c.when()
	s.Life.Sum, s.Life.N, s.Treatment.Sum, s.Treatment.N = c.number(), c.number(), c.number(), c.number()
	s.LifeChange.Diff, s.LifeChange.N, s.TreatChange.Diff, s.TreatChange.N = c.number(), c.number(), c.number(), c.number()
	s.LastDone = c.day()
	s.DraftID, s.DraftAt, s.DraftRated, s.DraftPaper = c.ident(), c.when(), c.number(), c.flag()
	s.Goals, s.Attempt, s.AttemptAt = c.number(), dialog.AttemptReason(c.text()), c.when()
	c.next++ // how many entries there are
	if teams := c.text(); teams != "" {
		s.Teams = strings.Split(teams, "\n")
	}
	s.Access = dialog.Access{Caseload: c.idents(), Sensitive: c.flag(), Named: c.idents()}
	s.Told = dialog.Told{Ethnicity: c.text(), Gender: c.text(), Orientation: c.text(), Disability: c.text()}
	c.next += 2 // religion and marital status, which nothing in the caseload asks for
	s.FirstSince = c.day()
	s.Wants, s.Low, s.Fallen = dialog.Areas(c.number()), dialog.Areas(c.number()), dialog.Areas(c.number())
	s.GoalsEver, s.Promises = c.number(), c.promises()
	s.Unsent, s.Stuck = c.number(), c.number()
	if !s.LastID.IsZero() {
		s.Life.Of, s.Treatment.Of = len(dialog.LifeDomains()), len(dialog.TreatmentDomains())
	}
	if !s.Previous.IsZero() {
		s.LifeChange.Of, s.TreatChange.Of = len(dialog.LifeDomains()), len(dialog.TreatmentDomains())
	}
	return key
}

// columnReader hands out the columns of a row one after the other. Rows.Scan
// turns numbers into text and back on the way to an int; taking values as they
// come is several times as fast for a whole caseload.
type columnReader struct {
	values []any
	into   []any
	next   int
	err    error // the first column that was not what it had to be
}

func newColumns(n int) *columnReader {
	c := &columnReader{values: make([]any, n), into: make([]any, n)}
	for i := range c.values {
		c.into[i] = &c.values[i]
	}
	return c
}

func (c *columnReader) scan(rows *sql.Rows) error {
	c.next, c.err = 0, nil
	return rows.Scan(c.into...)
}

// column returns the next column as a T, the zero T where it is null.
func column[T any](c *columnReader) (v T) {
	value := c.values[c.next]
	c.next++
	if value == nil {
		return v
	}
	v, ok := value.(T)
	if !ok {
		c.err = cmp.Or(c.err, fmt.Errorf("column %d is a %T", c.next, value))
	}
	return v
}

func (c *columnReader) text() string { return column[string](c) }
func (c *columnReader) number() int  { return int(column[int64](c)) }
func (c *columnReader) flag() bool   { return column[int64](c) != 0 }

func (c *columnReader) ident() (id dialog.ID) {
	copy(id[:], column[[]byte](c))
	return id
}

func (c *columnReader) idents() []dialog.ID {
	b := column[[]byte](c)
	if len(b)%len(dialog.ID{}) != 0 {
		c.err = cmp.Or(c.err, fmt.Errorf("column %d holds no whole identifiers", c.next))
	}
	var all []dialog.ID
	for ; len(b) >= len(dialog.ID{}); b = b[len(dialog.ID{}):] {
		all = append(all, dialog.ID(b))
	}
	return all
}

func (c *columnReader) day() (d dialog.Date) {
	if s := c.text(); s != "" {
		c.err = errors.Join(c.err, d.UnmarshalText([]byte(s)))
	}
	return d
}

func (c *columnReader) when() (w dialog.When) {
	if s := c.text(); s != "" {
		c.err = errors.Join(c.err, w.UnmarshalText([]byte(s)))
	}
	return w
}
