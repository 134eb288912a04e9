package caseload

import (
	"strings"

	"alongside/dialog/text"
)

// search is what was typed into the box, ready to be looked for.
type search struct {
	typed  string
	words  text.Query
	digits string // all that was typed, if it was digits with spaces or hyphens between
}

// parseSearch reads what was typed.
func parseSearch(typed string) search {
	s := search{typed: typed, words: text.ParseQuery(typed)}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(strings.TrimSpace(typed))
	if digits != "" && strings.Trim(digits, "0123456789") == "" {
		s.digits = digits
	}
	return s
}

// empty reports whether there is nothing to look for, so that everybody matches.
func (s search) empty() bool { return s.words.Empty() }

// finds reports whether a person is one of those looked for: by any part of any
// of their names, by NHS number, or by local patient id. Digits in a row are
// looked for in a row, so that a whole NHS number finds that number alone.
func (s search) finds(r *row) bool {
	if s.digits != "" {
		return strings.Contains(string(r.Person.NHSNumber), s.digits) || s.words.Match(r.name, r.called, r.local)
	}
	return s.words.Match(r.name, r.called, r.local, string(r.Person.NHSNumber))
}

// narrows reports whether everybody found is also found by an earlier search, so
// that only those need be looked at: something was typed behind it.
func (s search) narrows(earlier search) bool {
	return !earlier.empty() && strings.HasPrefix(s.typed, earlier.typed) && (s.digits == "") == (earlier.digits == "")
}

// find returns those of the rows that are looked for, in the same order. Rows
// are returned as they are when there is nothing to look for.
func (s search) find(rows []*row) []*row {
	if s.empty() {
		return rows
	}
	var found []*row
	for _, r := range rows {
		if s.finds(r) {
			found = append(found, r)
		}
	}
	return found
}
