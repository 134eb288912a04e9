package intake

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"alongside/dialog"
	"alongside/dialog/text"
)

// What a file that is taken in may have at most.
const (
	MostBytes   = 16 << 20
	mostRows    = 20_000
	mostColumns = 100
	mostCell    = 4000 // characters
)

// Sheet is a table that came from outside. Its cells are valid text and nothing
// more: what goes into the record is checked again.
type Sheet struct {
	SHA256    string // of the whole file, in hexadecimal
	Encoding  string // "UTF-8", "UTF-16" or "Windows-1252", to show before anything is taken
	Separator rune
	Columns   []string
	Rows      []Row // those that are not empty
}

// Row is one row and the line of the file on which it begins.
type Row struct {
	Line  int
	Cells []string // as many as there are columns
}

// TooLong is the refusal of a file of more than [MostBytes].
func TooLong() error {
	return refuse(fmt.Sprintf("The file is longer than %d MB. Please divide it.", MostBytes>>20))
}

// ReadSheet reads a table in one of the encodings and with one of the separators
// that spreadsheets write: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs,
// which a line "sep=;" before the first may name. The first line names the columns.
// A file with a mistake in it is refused whole, with the line and the column.
func ReadSheet(b []byte) (*Sheet, error) { return readSheet(b, false) }

// readSheet reads a table. Where there is a second heading, with questions under the
// names of the columns, it is left out, and it may be shorter.
func readSheet(b []byte, secondHeading bool) (*Sheet, error) {
	if len(b) > MostBytes {
		return nil, TooLong()
	}
	if err := recognise(b); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	s := &Sheet{SHA256: hex.EncodeToString(sum[:])}
	whole, err := s.decode(b)
	if err != nil {
		return nil, err
	}
	table, first := s.separate(whole)
	r := reading{sheet: s, csv: csv.NewReader(strings.NewReader(table)), first: first, secondHeading: secondHeading}
	if err := r.all(); err != nil {
		return nil, err
	}
	return s, nil
}

// separate finds out what stands between cells: what the line that Excel reads says,
// else what is there most often between the names of the columns. It returns the
// table and the line of the file on which it begins.
func (s *Sheet) separate(whole string) (table string, first int) {
	line, rest, _ := strings.Cut(whole, "\n")
	if named, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(line, "\r")), "sep="); ok && len(named) == 1 && strings.Contains(",;\t", named) {
		s.Separator = rune(named[0])
		return rest, 2
	}
	best, most := ',', 0
	for _, r := range ",;\t" {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	s.Separator = best
	return whole, 1
}

// reading goes through the rows of a table.
type reading struct {
	sheet         *Sheet
	csv           *csv.Reader
	first         int // the line of the file on which the table begins
	secondHeading bool
	rows          int
}

func (r *reading) all() error {
	r.csv.Comma = r.sheet.Separator
	r.csv.FieldsPerRecord = -1 // counted here, to say more about it
	for {
		cells, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.bad(err)
		}
		line, _ := r.csv.FieldPos(0)
		if err := r.take(line+r.first-1, cells); err != nil {
			return err
		}
	}
	if len(r.sheet.Rows) == 0 {
		return refuse("There are no rows in the file. The first line names the columns, and each line after it is a row.")
	}
	return nil
}

// take adds a line: the first one names the columns.
func (r *reading) take(line int, cells []string) error {
	s := r.sheet
	empty := true
	for i, cell := range cells {
		cells[i] = text.Unguard(strings.TrimSpace(cell))
		empty = empty && cells[i] == ""
		if utf8.RuneCountInString(cell) > mostCell {
			return refuse(fmt.Sprintf("Line %d has a cell of more than %d characters.", line, mostCell))
		}
	}
	r.rows++
	switch {
	case s.Columns == nil && len(cells) > mostColumns:
		return refuse(fmt.Sprintf("The file has more than %d columns. Please leave out those that are not needed.", mostColumns))
	case s.Columns == nil:
		s.Columns = cells
	case r.secondHeading && r.rows == 2 && questions(cells):
	case len(cells) > len(s.Columns):
		return refuse(fmt.Sprintf("Line %d has %d cells, and there are %d columns. A text with the separator in it has to stand between quotation marks. Nothing was taken from the file.", line, len(cells), len(s.Columns)))
	case len(cells) < len(s.Columns):
		return refuse(fmt.Sprintf("Line %d has %d cells, and there are %d columns. Nothing was taken from the file.", line, len(cells), len(s.Columns)))
	case empty:
	case len(s.Rows) == mostRows:
		return refuse(fmt.Sprintf("The file has more than %d rows. Please divide it.", mostRows))
	default:
		s.Rows = append(s.Rows, Row{line, cells})
	}
	return nil
}

// questions reports whether a row is a second heading: it names nobody and no day,
// and no cell of it is a number.
func questions(cells []string) bool {
	words := 0
	for i, cell := range cells {
		if i < 3 && cell != "" || strings.Trim(cell, "0123456789") == "" && cell != "" {
			return false
		}
		if cell != "" {
			words++
		}
	}
	return words > 0
}

// bad says where a table is not one.
func (r *reading) bad(err error) error {
	e := &dialog.Error{Code: dialog.Invalid, Message: "The file is not a table that can be read.", Err: err}
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Message = fmt.Sprintf("Line %d has a quotation mark that does not belong there, at place %d. Nothing was taken from the file.", at.Line+r.first-1, at.Column)
	}
	return e
}

// Unused are the columns that a mapping leaves out, by their names, in their order. A
// column without a name is known by its number.
func (s *Sheet) Unused(used func(column int) bool) []string {
	var left []string
	for i := range s.Columns {
		if !used(i) {
			left = append(left, s.Name(i))
		}
	}
	return left
}

// Shown is what stands in a cell of a row, counted from 0, safe to show and on one
// line; "" beyond the rows.
func (s *Sheet) Shown(row, column int) string {
	if row >= len(s.Rows) {
		return ""
	}
	return text.Show(strings.Join(strings.Fields(s.Rows[row].Cells[column]), " "))
}

// Name is what a column is called, safe to show.
func (s *Sheet) Name(column int) string {
	if name := text.Show(s.Columns[column]); name != "" {
		return name
	}
	return fmt.Sprintf("(column %d, without a name)", column+1)
}
