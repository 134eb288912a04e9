package intake

import (
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// What a directory may have at most.
const (
	MostDirectoryBytes = 256 << 10
	mostDirectoryRows  = 500
)

// The words of the column "area" beside the slugs of the areas.
const (
	areaCrisis = "crisis"
	areaAny    = "any"
)

// directoryColumns are the columns of a directory, each there once, in any order.
var directoryColumns = []string{"area", "name", "offers", "reach", "open", "checked"}

// ReadDirectory reads a table with the columns area, name, offers, reach, open and
// checked. An area is the slug of one, "any" or "crisis". It is taken whole or refused
// with the line and the column; see docs/directory.md.
func ReadDirectory(b []byte) (*dialog.Directory, error) {
	if len(b) > MostDirectoryBytes {
		return nil, refuse(fmt.Sprintf("The directory is longer than %d kB.", MostDirectoryBytes>>10))
	}
	sheet, err := ReadSheet(b)
	if err != nil {
		return nil, err
	}
	at, err := directoryHead(sheet.Columns)
	if err != nil {
		return nil, err
	}
	if len(sheet.Rows) > mostDirectoryRows {
		return nil, refuse(fmt.Sprintf("The directory has more than %d rows.", mostDirectoryRows))
	}
	d := &dialog.Directory{}
	for i := range sheet.Rows {
		entry, err := directoryRow(&sheet.Rows[i], at)
		if err != nil {
			return nil, err
		}
		d.Entries = append(d.Entries, entry)
	}
	return d, nil
}

// directoryHead says in which place each column stands.
func directoryHead(columns []string) (map[string]int, error) {
	at := map[string]int{}
	for i, c := range columns {
		name := strings.ToLower(c)
		if _, twice := at[name]; twice || !slices.Contains(directoryColumns, name) {
			return nil, refuse(fmt.Sprintf("Line 1, column %d is not one of those of a directory, or is there twice. They are: %s.", i+1, strings.Join(directoryColumns, ", ")))
		}
		at[name] = i
	}
	for _, name := range directoryColumns {
		if _, ok := at[name]; !ok {
			return nil, refuse("Line 1 lacks the column " + name + ". The columns are: " + strings.Join(directoryColumns, ", ") + ".")
		}
	}
	return at, nil
}

// directoryRow reads one entry.
func directoryRow(row *Row, at map[string]int) (l dialog.Local, err error) {
	wrong := func(column, why string) error {
		return refuse(fmt.Sprintf("Line %d, %s: %s The directory is not used.", row.Line, column, why))
	}
	switch area := strings.ToLower(row.Cells[at["area"]]); area {
	case areaCrisis:
		l.Crisis = true
	case areaAny:
	default:
		if l.Area, err = dialog.ParseDomain(area); err != nil || !l.Area.Valid() {
			return l, wrong("area", "It is none of the areas, nor any, nor crisis.")
		}
	}
	for _, field := range []struct {
		column string
		into   *string
		limits text.Limits
		needed bool
	}{{"name", &l.Name, text.Name, true}, {"offers", &l.Offers, text.Line, false}, {"reach", &l.Reach, text.Line, true}, {"open", &l.Open, text.Line, false}} {
		clean, err := text.Clean(row.Cells[at[field.column]], field.limits)
		switch {
		case err != nil:
			return l, wrong(field.column, "The text "+err.Error()+".")
		case clean == "" && field.needed:
			return l, wrong(field.column, "It is empty.")
		}
		*field.into = clean
	}
	if l.Checked, err = dialog.ParseDate(row.Cells[at["checked"]]); err != nil {
		return l, wrong("checked", dialog.ErrorMessage(err))
	}
	return l, nil
}
