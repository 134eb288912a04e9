package transfer

import (
	"encoding/csv"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/text"
)

// csvTables writes each table as CSV.
type csvTables struct {
	files *files
	ends  []func() error
}

func (w *csvTables) close() error {
	for _, end := range w.ends {
		if err := end(); err != nil {
			return err
		}
	}
	return nil
}

func (w *csvTables) begin(name string, columns []column) (func() error, error) {
	f, err := w.files.create(name, ".csv")
	if err != nil {
		return nil, err
	}
	sheet := newSheet(f)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := sheet.columns(cells); err != nil {
		return nil, err
	}
	w.ends = append(w.ends, sheet.end)
	return func() error {
		for i := range columns {
			cells[i] = cell(columns[i].at)
		}
		return sheet.row(cells)
	}, nil
}

// cell is the text of a field that is pointed to, "" for what is not there.
func cell(at any) string {
	switch at := at.(type) {
	case *string:
		return text.Guard(*at)
	case *bool:
		return strconv.FormatBool(*at)
	case *int32:
		return strconv.Itoa(int(*at))
	case *dialog.Date:
		return at.ISO()
	case *maybe[int32]:
		if at.there {
			return strconv.Itoa(int(at.value))
		}
	case *maybe[float64]:
		if at.there {
			return strconv.FormatFloat(at.value, 'f', -1, 64)
		}
	}
	return ""
}

// sheet is a CSV file after RFC 4180: UTF-8, commas, lines that end with CRLF.
type sheet struct {
	file *file
	csv  *csv.Writer
}

func newSheet(f *file) *sheet {
	s := &sheet{file: f, csv: csv.NewWriter(f)}
	s.csv.UseCRLF = true
	return s
}

func (s *sheet) columns(names []string) error { return s.csv.Write(names) }

func (s *sheet) row(cells []string) error {
	s.file.rows++
	return s.csv.Write(cells)
}

func (s *sheet) end() error {
	s.csv.Flush()
	return s.csv.Error()
}
