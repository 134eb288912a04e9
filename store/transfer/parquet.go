package transfer

import (
	"fmt"

	"github.com/parquet-go/parquet-go"

	"alongside/dialog/fhir"
)

// rowGroup is how many rows of a table are held in memory before they are written. Of
// answers there are eleven times as many as of anything else, each of them small; what
// is kept of every group until the end of the file would come to more than the rows.
const (
	rowGroup       = 20_000
	answerRowGroup = 100_000
)

// pageBytes is how much of a column is held before it becomes a page. There are more
// than a hundred columns, and each holds as much.
const pageBytes = 64 << 10

// parquetTables writes each table as Parquet.
type parquetTables struct {
	tables
	ends []func() error
}

func newParquet(files *files) (writer, error) {
	w := &parquetTables{}
	var err error
	begin := func(begun func() error) {
		if err == nil {
			err = begun()
		}
	}
	begin(func() (err error) { w.person, err = parquetTable[personRow](w, files, "people", rowGroup); return })
	begin(func() (err error) {
		w.referral, err = parquetTable[referralRow](w, files, "referrals", rowGroup)
		return
	})
	begin(func() (err error) {
		w.assessment, err = parquetTable[assessmentRow](w, files, "assessments", rowGroup)
		return
	})
	begin(func() (err error) {
		w.answer, err = parquetTable[answerRow](w, files, "answers", answerRowGroup)
		return
	})
	begin(func() (err error) { w.goal, err = parquetTable[goalRow](w, files, "goals", rowGroup); return })
	begin(func() (err error) {
		w.goalRating, err = parquetTable[goalRatingRow](w, files, "goal-ratings", rowGroup)
		return
	})
	begin(func() (err error) { w.offer, err = parquetTable[offerRow](w, files, "offers", rowGroup); return })
	begin(func() (err error) { w.action, err = parquetTable[actionRow](w, files, "actions", rowGroup); return })
	begin(func() (err error) {
		w.review, err = parquetTable[reviewRow](w, files, "action-reviews", rowGroup)
		return
	})
	begin(func() (err error) { w.event, err = parquetTable[eventRow](w, files, "events", rowGroup); return })
	begin(func() (err error) {
		w.fact, err = parquetTable[circumstanceRow](w, files, "circumstances", rowGroup)
		return
	})
	return w, err
}

func (w *parquetTables) add(h *fhir.History) error { return w.tables.add(h.Record) }

func (w *parquetTables) close() error {
	for _, end := range w.ends {
		if err := end(); err != nil {
			return fmt.Errorf("failed to end a table: %w", err)
		}
	}
	return nil
}

// parquetTable begins the file of one table and returns what writes a row to it.
func parquetTable[T any](w *parquetTables, files *files, name string, group int64) (func(T) error, error) {
	f, err := files.create(name, ".parquet")
	if err != nil {
		return nil, err
	}
	// Snappy, because Zstandard takes twice the memory for files half the size. What
	// wrote the file is named without a version, so that its bytes repeat.
	pw := parquet.NewGenericWriter[T](f, parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(group), parquet.PageBufferSize(pageBytes),
		parquet.CreatedBy("alongside", "", ""), parquet.DataPageStatistics(true))
	rows := make([]T, 0, 256)
	flush := func() error {
		_, err := pw.Write(rows)
		rows = rows[:0]
		return err
	}
	w.ends = append(w.ends, func() error {
		if err := flush(); err != nil {
			return err
		}
		return pw.Close()
	})
	return func(row T) error {
		f.rows++
		rows = append(rows, row)
		if len(rows) < cap(rows) {
			return nil
		}
		return flush()
	}, nil
}
