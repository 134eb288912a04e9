package transfer

import (
	"time"

	"alongside/dialog/fhir"
	"alongside/dialog/mhsds"
	"alongside/dialog/text"
)

// extract writes the tables of the Mental Health Services Data Set, and beside them
// what was left out and why.
type extract struct {
	extract *mhsds.Extract
	sheets  map[string]*sheet
	left    *sheet
}

func newExtract(files *files, set mhsds.Settings, created time.Time) (writer, error) {
	x, err := mhsds.New(set)
	if err != nil {
		return nil, err
	}
	w := &extract{extract: x, sheets: map[string]*sheet{}}
	for _, table := range mhsds.Tables() {
		if w.sheets[table.Name], err = begun(files, table.Name, table.Columns); err != nil {
			return nil, err
		}
	}
	if w.left, err = begun(files, "left-out", []string{"table", "person", "assessment", "domain", "goal", "reason", "sentence"}); err != nil {
		return nil, err
	}
	return w, w.write([]mhsds.Row{x.Header(created)})
}

func begun(files *files, name string, columns []string) (*sheet, error) {
	f, err := files.create(name, ".csv")
	if err != nil {
		return nil, err
	}
	s := newSheet(f)
	return s, s.columns(columns)
}

func (w *extract) add(h *fhir.History) error {
	rows, left := w.extract.Person(h.Record)
	for _, l := range left {
		err := w.left.row([]string{l.Table, l.Person.String(), l.Assessment.String(), l.Domain.String(), l.Goal.String(), string(l.Reason), l.Reason.String()})
		if err != nil {
			return err
		}
	}
	return w.write(rows)
}

func (w *extract) write(rows []mhsds.Row) error {
	for _, row := range rows {
		cells := make([]string, len(row.Values))
		for i, v := range row.Values {
			cells[i] = text.Guard(v)
		}
		if err := w.sheets[row.Table].row(cells); err != nil {
			return err
		}
	}
	return nil
}

func (w *extract) close() error {
	for _, s := range w.sheets {
		if err := s.end(); err != nil {
			return err
		}
	}
	return w.left.end()
}
