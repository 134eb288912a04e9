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

// lineQuery gives each person's row as one text. Asked for one by one, the columns
// take most of the time in which a large caseload is read.
var lineQuery = `select ` + packed(append([]string{"id"}, personTable.columns...), "id", "last_id", "draft_id", "caseload", "named", "promises") + ` from person`

func (s *Store) loadList(ctx context.Context) (*list, error) {
	var texts []string
	err := s.each(ctx, func(rows *sql.Rows) error {
		texts = append(texts, "")
		return rows.Scan(&texts[len(texts)-1])
	}, lineQuery)
	if err != nil {
		return nil, err
	}
	lines := make([]listLine, len(texts))
	err = inHalves(len(texts), func(i int) error {
		r := packedReader{rest: texts[i]}
		lines[i].key = readSummary(&r, &lines[i].summary)
		return r.end()
	})
	if err != nil {
		return nil, fmt.Errorf("failed to read the caseload: %w", err)
	}
	return newList(lines), nil
}

// inHalves does something to each of n things, the two halves of them side by side, and
// returns the first error in their order.
func inHalves(n int, do func(i int) error) error {
	errs := [2]error{}
	abreast.Halves(n, func(from, to int) {
		for i := from; i < to; i++ {
			if err := do(i); err != nil {
				errs[min(from, 1)] = err
				return
			}
		}
	})
	return cmp.Or(errs[0], errs[1])
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
