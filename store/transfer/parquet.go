package transfer

import (
	"fmt"

	"alongside/dialog"
	"alongside/store/transfer/parquet"
)

// rowGroup is how many rows of a table are held in memory before they are written. Of
// answers there are eleven times as many as of anything else, each of them small; what
// is kept of every group until the end of the file would come to more than the rows.
const (
	rowGroup       = 20_000
	answerRowGroup = 100_000
)

// parquetTables writes each table as Parquet.
type parquetTables struct {
	files *files
	ends  []func() error
}

func (w *parquetTables) close() error {
	for _, end := range w.ends {
		if err := end(); err != nil {
			return fmt.Errorf("failed to end a table: %w", err)
		}
	}
	return nil
}

func (w *parquetTables) begin(name string, columns []column) (func() error, error) {
	f, err := w.files.create(name, ".parquet")
	if err != nil {
		return nil, err
	}
	group := rowGroup
	if name == answers {
		group = answerRowGroup
	}
	table, err := parquet.NewWriter(f, name, group)
	if err != nil {
		return nil, err
	}
	puts := make([]func(), len(columns))
	for i := range columns {
		puts[i] = parquetColumn(table, &columns[i])
	}
	w.ends = append(w.ends, table.Close)
	return func() error {
		f.rows++
		for _, put := range puts {
			put()
		}
		return table.EndRow()
	}, nil
}

// parquetColumn adds a column and returns what gives it the value that stands where it
// points to.
func parquetColumn(table *parquet.Writer, c *column) func() {
	traits := parquet.Trait(0)
	if c.few {
		traits = parquet.Dictionary
	}
	switch at := c.at.(type) {
	case *string:
		if c.optional {
			return parquetMaybe[string](table, c.name, traits, func() (string, bool) { return *at, *at != "" })
		}
		return parquetValue(table, c.name, traits, at)
	case *bool:
		return parquetValue(table, c.name, traits, at)
	case *int32:
		return parquetValue(table, c.name, traits, at)
	case *maybe[int32]:
		return parquetMaybe(table, c.name, traits, func() (int32, bool) { return at.value, at.there })
	case *maybe[float64]:
		return parquetMaybe(table, c.name, traits, func() (float64, bool) { return at.value, at.there })
	}
	at, days := c.at.(*dialog.Date), parquetDays()
	return parquetMaybe(table, c.name, traits, func() (parquet.Date, bool) { return days(*at), !at.IsZero() })
}

func parquetValue[T parquet.Value](table *parquet.Writer, name string, traits parquet.Trait, at *T) func() {
	c := parquet.Add[T](table, name, traits)
	return func() { c.Put(*at) }
}

func parquetMaybe[T parquet.Value](table *parquet.Writer, name string, traits parquet.Trait, value func() (T, bool)) func() {
	c := parquet.Add[T](table, name, traits|parquet.Optional)
	return func() {
		if v, there := value(); there {
			c.Put(v)
		} else {
			c.Null()
		}
	}
}

// parquetDays counts days from 1970. One day often stands in many rows.
func parquetDays() func(dialog.Date) parquet.Date {
	var last dialog.Date
	var days parquet.Date
	return func(d dialog.Date) parquet.Date {
		if d != last {
			last, days = d, parquet.Date(dialog.Date{Year: 1970, Month: 1, Day: 1}.DaysUntil(d))
		}
		return days
	}
}
