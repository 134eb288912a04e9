package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/abreast"
)

// Caseload returns one line about everybody, sorted by family and given name
// whatever their accents and case. The first call reads them from the file; they
// are kept in memory from then on, and must not be changed.
func (s *Store) Caseload(ctx context.Context) ([]*dialog.Summary, error) {
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

// lineQuery gives each person's row as one text. Asked for one by one, the columns
// take most of the time in which a large caseload is read.
var lineQuery = `select ` + packed(append([]string{"id"}, personTable.columns...),
	strings.Fields("id last_id draft_id caseload named promises"), neverNull) + ` from person`

// neverNull are the columns of the person table that cannot be null, but for the first.
var neverNull = strings.Fields(`sort_key inpatient deceased standing setting done life_sum life_n treatment_sum treatment_n
	life_change life_change_n treatment_change treatment_change_n draft_settled draft_paper goals entries
	sensitive wants low fallen goals_ever unsent stuck`)

// linesAtOnce is how many rows are handed over together.
const linesAtOnce = 256

// loadList reads everybody. What was read is taken apart while more is read.
func (s *Store) loadList(ctx context.Context) (*list, error) {
	found := make(chan []string, 4)
	var lines []*listLine
	reading := abreast.Begin(func() (err error) {
		defer func() {
			for range found { // so that whoever finds more need not wait for a fault here
			}
		}()
		for rows := range found {
			if lines, err = appendLines(lines, rows); err != nil {
				return fmt.Errorf("failed to read the caseload: %w", err)
			}
		}
		return nil
	})
	err := s.findLines(ctx, found)
	if err = cmp.Or(err, reading.Wait()); err != nil {
		return nil, err
	}
	return newList(lines), nil
}

// findLines hands over everybody's rows, and closes the channel.
func (s *Store) findLines(ctx context.Context, to chan<- []string) error {
	defer close(to)
	rows := make([]string, 0, linesAtOnce)
	err := s.each(ctx, func(found *sql.Rows) error {
		if len(rows) == linesAtOnce {
			to <- rows
			rows = make([]string, 0, linesAtOnce)
		}
		rows = append(rows, "")
		return found.Scan(&rows[len(rows)-1])
	}, lineQuery)
	to <- rows
	return err
}

// appendLines takes rows apart.
func appendLines(lines []*listLine, rows []string) ([]*listLine, error) {
	fresh := make([]listLine, len(rows))
	for i := range fresh {
		r := packedReader{rest: rows[i]}
		fresh[i].key = readSummary(&r, &fresh[i].summary)
		if err := r.end(); err != nil {
			return nil, err
		}
		lines = append(lines, &fresh[i])
	}
	return lines, nil
}

// readSummary reads a row of the person table, columns in the order of the table,
// and returns its sort key.
func readSummary(c *packedReader, s *dialog.Summary) (key string) {
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
	c.text() // how many entries there are
	if teams := c.text(); teams != "" {
		s.Teams = strings.Split(teams, "\n")
	}
	s.Access = dialog.Access{Caseload: c.idents(), Sensitive: c.flag(), Named: c.idents()}
	s.Told = dialog.Told{Ethnicity: c.text(), Gender: c.text(), Orientation: c.text(), Disability: c.text()}
	c.text() // religion and marital status: nothing in the caseload asks for them
	c.text()
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
