package transfer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"alongside/dialog"
)

// What a file that is taken in may have at most.
const (
	mostSheetBytes   = 16 << 20
	mostSheetRows    = 2000 // with two changes each they fit into one transaction of the store
	mostSheetColumns = 100
	mostCellRunes    = 4000
)

// Sheet is a table that came from outside. Its cells are valid text and nothing
// more: what goes into the record is checked again.
type Sheet struct {
	Encoding  string // "UTF-8", "UTF-16" or "Windows-1252", to show before anything is taken
	Separator rune
	Columns   []string
	Rows      []SheetRow // those that are not empty
}

// SheetRow is one row and the line of the file on which it begins.
type SheetRow struct {
	Line  int
	Cells []string // as many as there are columns
}

// OpenSheet reads a table from a file. Anything but a regular file is refused: links,
// devices, pipes and folders.
func OpenSheet(path string) (*Sheet, error) {
	f, err := openRegular(path, mostSheetBytes)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return ReadSheet(f)
}

// openRegular opens a file that is one, and not too long.
func openRegular(path string, most int64) (*os.File, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, unreadable(err)
	}
	if !before.Mode().IsRegular() {
		return nil, refuse(dialog.Invalid, "That is not an ordinary file. Please choose the file itself, not a link or a folder.")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	after, err := f.Stat()
	switch {
	case err != nil:
		err = unreadable(err)
	case !os.SameFile(before, after):
		err = refuse(dialog.Conflict, "The file was exchanged while it was opened. Please try again.")
	case after.Size() > most:
		err = tooLong(most)
	default:
		return f, nil
	}
	return nil, errors.Join(err, f.Close())
}

func unreadable(err error) error {
	return &dialog.Error{Code: dialog.Unavailable, Message: "The file cannot be read. Please check its name and whether you may open it.", Err: err}
}

func tooLong(most int64) error {
	if most < 1<<20 {
		return refuse(dialog.Invalid, fmt.Sprintf("The file is longer than %d kB, which is more than it can need.", most>>10))
	}
	return refuse(dialog.Invalid, fmt.Sprintf("The file is longer than %d MB. Please divide it.", most>>20))
}

// ReadRegular reads an ordinary file of at most so many bytes: no link, no folder, and
// nothing that never ends.
func ReadRegular(path string, most int64) ([]byte, error) {
	f, err := openRegular(path, most)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case int64(len(b)) > most:
		return nil, tooLong(most)
	}
	return b, nil
}

// ReadSheet reads a table in one of the encodings and with one of the separators
// that spreadsheets write: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs.
// The first line names the columns. A file with a mistake in it is refused whole,
// with the line and the column.
func ReadSheet(r io.Reader) (*Sheet, error) {
	b, err := io.ReadAll(io.LimitReader(r, mostSheetBytes+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if len(b) > mostSheetBytes {
		return nil, tooLong(mostSheetBytes)
	}
	s := &Sheet{}
	text, err := s.decode(b)
	if err != nil {
		return nil, err
	}
	s.Separator = separator(text)
	return s, s.read(text)
}

// decode finds out how the text is encoded.
func (s *Sheet) decode(b []byte) (string, error) {
	from := encoding.Encoding(charmap.Windows1252)
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		s.Encoding, from = "UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(b):
		s.Encoding, from = "UTF-8", unicode.UTF8BOM
	default:
		s.Encoding = "Windows-1252"
	}
	text, err := from.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) || bytes.IndexByte(text, 0) >= 0 {
		return "", &dialog.Error{Code: dialog.Invalid, Message: "That is not a text file that can be read. Please save it as CSV (UTF-8) and try again.", Err: err}
	}
	return string(text), nil
}

// separator is what stands most often between the names of the columns.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, r := range ",;\t" {
		if n := strings.Count(line, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

func (s *Sheet) read(text string) error {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = s.Separator
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return badSheet(err)
		}
		line, _ := r.FieldPos(0)
		if err := s.take(line, cells); err != nil {
			return err
		}
	}
	if len(s.Rows) == 0 {
		return refuse(dialog.Invalid, "There are no rows in the file. The first line names the columns, and each line after it is a person.")
	}
	return nil
}

// take adds a line: the first one names the columns.
func (s *Sheet) take(line int, cells []string) error {
	empty := true
	for i, cell := range cells {
		cells[i] = Unguard(strings.TrimSpace(cell))
		empty = empty && cells[i] == ""
		if utf8.RuneCountInString(cell) > mostCellRunes {
			return refuse(dialog.Invalid, fmt.Sprintf("Line %d has a cell of more than %d characters.", line, mostCellRunes))
		}
	}
	switch {
	case s.Columns == nil && len(cells) > mostSheetColumns:
		return refuse(dialog.Invalid, fmt.Sprintf("The file has more than %d columns. Please leave out those that are not needed.", mostSheetColumns))
	case s.Columns == nil:
		s.Columns = cells
	case empty:
	case len(s.Rows) == mostSheetRows:
		return refuse(dialog.Invalid, fmt.Sprintf("The file has more than %d rows. Please divide it.", mostSheetRows))
	default:
		s.Rows = append(s.Rows, SheetRow{line, cells})
	}
	return nil
}

// badSheet says where a table is not one.
func badSheet(err error) error {
	e := &dialog.Error{Code: dialog.Invalid, Message: "The file is not a table that can be read.", Err: err}
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		what := "a quotation mark that does not belong there"
		if errors.Is(at.Err, csv.ErrFieldCount) {
			what = "more or fewer cells than there are columns"
		}
		e.Message = fmt.Sprintf("Line %d has %s, at place %d. Nothing was taken from the file.", at.Line, what, at.Column)
	}
	return e
}
