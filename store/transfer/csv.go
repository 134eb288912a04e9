package transfer

import (
	"encoding/csv"
	"reflect"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/fhir"
	"alongside/dialog/text"
)

// csvTables writes each table as CSV.
type csvTables struct {
	tables
	ends []func() error
}

func newCSV(files *files) (writer, error) {
	w := &csvTables{}
	var err error
	begin := func(begun func() error) {
		if err == nil {
			err = begun()
		}
	}
	begin(func() (err error) { w.person, err = csvTable[personRow](w, files, "people"); return })
	begin(func() (err error) { w.referral, err = csvTable[referralRow](w, files, "referrals"); return })
	begin(func() (err error) { w.assessment, err = csvTable[assessmentRow](w, files, "assessments"); return })
	begin(func() (err error) { w.answer, err = csvTable[answerRow](w, files, "answers"); return })
	begin(func() (err error) { w.goal, err = csvTable[goalRow](w, files, "goals"); return })
	begin(func() (err error) { w.goalRating, err = csvTable[goalRatingRow](w, files, "goal-ratings"); return })
	begin(func() (err error) { w.offer, err = csvTable[offerRow](w, files, "offers"); return })
	begin(func() (err error) { w.action, err = csvTable[actionRow](w, files, "actions"); return })
	begin(func() (err error) { w.review, err = csvTable[reviewRow](w, files, "action-reviews"); return })
	begin(func() (err error) { w.event, err = csvTable[eventRow](w, files, "events"); return })
	begin(func() (err error) { w.fact, err = csvTable[circumstanceRow](w, files, "circumstances"); return })
	return w, err
}

func (w *csvTables) add(h *fhir.History) error { return w.tables.add(h.Record) }

func (w *csvTables) close() error {
	for _, end := range w.ends {
		if err := end(); err != nil {
			return err
		}
	}
	return nil
}

// csvTable begins the file of one table and returns what writes a row to it.
func csvTable[T any](w *csvTables, files *files, name string) (func(T) error, error) {
	f, err := files.create(name, ".csv")
	if err != nil {
		return nil, err
	}
	sheet := newSheet(f)
	kind := reflect.TypeFor[T]()
	fields := make([]bool, kind.NumField()) // whether each is a date
	columns := make([]string, kind.NumField())
	for i := range columns {
		tag := kind.Field(i).Tag.Get("parquet")
		columns[i], _, _ = strings.Cut(tag, ",")
		fields[i] = strings.HasSuffix(tag, ",date")
	}
	if err := sheet.columns(columns); err != nil {
		return nil, err
	}
	w.ends = append(w.ends, sheet.end)
	cells := make([]string, len(columns))
	return func(row T) error {
		v := reflect.ValueOf(row)
		for i := range cells {
			cells[i] = cell(v.Field(i), fields[i])
		}
		return sheet.row(cells)
	}, nil
}

// cell is the text of a field, "" for what is not there.
func cell(v reflect.Value, date bool) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int32:
		if date {
			return dialog.Date{Year: 1970, Month: 1, Day: 1}.AddDays(int(v.Int())).ISO()
		}
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	return text.Guard(v.String())
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
