package mhsds

import (
	"time"

	"alongside/dialog"
)

// Month is a reporting period.
type Month struct {
	Year  int
	Month time.Month
}

// ParseMonth reads 2026-03.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return Month{}, &dialog.Error{Code: dialog.Invalid, Message: "That is not a month. Type it as 2026-03."}
	}
	return Month{t.Year(), t.Month()}, nil
}

// String returns 2026-03.
func (m Month) String() string { return m.First().ISO()[:7] }

// First returns the first day of the month.
func (m Month) First() dialog.Date { return dialog.Date{Year: m.Year, Month: m.Month, Day: 1} }

// Last returns the last day of the month.
func (m Month) Last() dialog.Date { return m.First().AddMonths(1).AddDays(-1) }

// Contains reports whether a day lies in the month.
func (m Month) Contains(d dialog.Date) bool { return d.Year == m.Year && d.Month == m.Month }

// layoutTimestamp is the one form the data set takes; see stamp for the offset.
const layoutTimestamp = "2006-01-02T15:04:05-07:00"

// stamp returns a time in the form of the data set, and the day it has there. It
// takes the offsets of the United Kingdom alone, so that a time that was read
// under another one is given in UTC, the same moment.
func stamp(w dialog.When) (string, dialog.Date) {
	t := w.Time()
	if _, offset := t.Zone(); offset != 0 && offset != 3600 {
		t = t.UTC()
	}
	return t.Format(layoutTimestamp), dialog.DateOf(t)
}
