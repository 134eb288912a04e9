package dialog

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Date is a day of the civil calendar without a time or zone, such as a date of
// birth. The zero Date means "not recorded".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// The years a date in the record may have.
const (
	firstYear = 1880
	lastYear  = 2199
)

// DateOf returns the civil date of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// asBorn says how a date is typed, by a day that has been.
const asBorn = " Type it as 14-Jul-1985 or 14/07/1985."

// MakeDate returns the date, or an error when the calendar has no such day. It
// never normalises: 29 February 2027 is refused, not turned into 1 March.
func MakeDate(year int, month time.Month, day int) (Date, error) {
	return makeDate(year, month, day, asBorn)
}

func makeDate(year int, month time.Month, day int, how string) (Date, error) {
	d := Date{year, month, day}
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 28 && DateOf(d.utc()) != d {
		return Date{}, invalid("There is no such day." + how)
	}
	return d, nil
}

// ParseDate reads a date as people in England write it, day first:
// 14-Jul-1985, 14 July 1985, 14/7/1985, 14.07.1985, or the ISO form 1985-07-14.
// The year has four digits.
func ParseDate(s string) (Date, error) { return parseDate(s, asBorn) }

// parseDate does so; how is what a refusal ends with.
func parseDate(s, how string) (Date, error) {
	parts := strings.FieldsFunc(strings.TrimSpace(s), func(r rune) bool {
		return r == '-' || r == '/' || r == '.' || r == ' ' || r == ','
	})
	if len(parts) != 3 {
		return Date{}, invalid("That is not a date." + how)
	}
	day, month, year := parts[0], parts[1], parts[2]
	if len(day) == 4 {
		day, year = year, day
	}
	d, okDay := smallNumber(day, 2)
	y, okYear := smallNumber(year, 4)
	m, okMonth := parseMonth(month)
	if okDay && okYear && okMonth && len(year) != 4 {
		return Date{}, invalid("The year has four digits." + how)
	}
	if !okDay || !okYear || !okMonth {
		return Date{}, invalid("That is not a date." + how)
	}
	return makeDate(y, m, d, how)
}

func smallNumber(s string, digits int) (int, bool) {
	if s == "" || len(s) > digits {
		return 0, false
	}
	n := 0
	for _, r := range []byte(s) {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}

func parseMonth(s string) (time.Month, bool) {
	if n, ok := smallNumber(s, 2); ok {
		return time.Month(n), n >= 1 && n <= 12
	}
	if len(s) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if len(s) <= len(name) && strings.EqualFold(s, name[:len(s)]) || m == time.September && strings.EqualFold(s, "sept") {
			return m, true
		}
	}
	return 0, false
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports whether the date is not recorded.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the form the NHS shows people, 14-Jul-1985, or "Not recorded".
func (d Date) String() string {
	if d.IsZero() {
		return "Not recorded"
	}
	return fmt.Sprintf("%02d-%s-%04d", d.Day, d.Month.String()[:3], d.Year)
}

// ISO returns 1985-07-14, or "" when the date is not recorded.
func (d Date) ISO() string {
	if d.IsZero() {
		return ""
	}
	if text, ok := quickDay(d); ok {
		return text
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText returns the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.ISO()), nil }

// UnmarshalText reads the ISO form only.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	if got, ok := quickDate(b); ok {
		*d = got
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return invalid("That is not a date of the form 1985-07-14.")
	}
	got, err := MakeDate(t.Year(), t.Month(), t.Day())
	*d = got
	return err
}

// Noon returns twelve o'clock of the date in UTC, where a chart puts a date
// whose time is not known.
func (d Date) Noon() time.Time { return d.utc().Add(12 * time.Hour) }

// Compare orders dates; a date not recorded comes first.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// AddDays returns the date n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or the last day of that month
// where it has no such day.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil returns the number of days from d to other, negative when other is
// earlier.
func (d Date) DaysUntil(other Date) int { return int(other.utc().Sub(d.utc()).Hours() / 24) }

// Age returns the completed years from d, a date of birth, to the given day. A
// birthday on 29 February falls on 1 March in other years.
func (d Date) Age(on Date) int {
	age := on.Year - d.Year
	if on.Month < d.Month || on.Month == d.Month && on.Day < d.Day {
		age--
	}
	return age
}

// When says when something was done: an instant with its offset from UTC, or
// only a day where the time is not known. It has the text forms of a FHIR
// dateTime: 2026-03-14T10:05:00+00:00 or 2026-03-14.
type When struct {
	at  time.Time
	day Date
}

// At returns the When of an instant, kept to the millisecond with its offset.
func At(t time.Time) When {
	_, offset := t.Zone()
	return When{at: t.Truncate(time.Millisecond).In(time.FixedZone("", offset)), day: DateOf(t)}
}

// On returns the When of a day whose time is not known.
func On(d Date) When { return When{day: d} }

// IsZero reports whether nothing is recorded.
func (w When) IsZero() bool { return w.day.IsZero() }

// Date returns the civil day at the place where it was done.
func (w When) Date() Date { return w.day }

// Exact reports whether the time of day is known.
func (w When) Exact() bool { return !w.at.IsZero() }

// Time returns the instant, or noon UTC of the day where the time is not known.
func (w When) Time() time.Time {
	if w.Exact() {
		return w.at
	}
	return w.day.Noon()
}

// Compare orders by day, then by instant; on one day a time not known comes
// first.
func (w When) Compare(other When) int {
	if c := w.day.Compare(other.day); c != 0 {
		return c
	}
	return w.at.Compare(other.at)
}

// String returns 14-Mar-2026, with the time where it is known: 14-Mar-2026 10:05.
func (w When) String() string {
	if w.Exact() {
		return w.day.String() + w.at.Format(" 15:04")
	}
	return w.day.String()
}

// layoutWhen is RFC 3339 with milliseconds and a numeric offset, never Z.
const layoutWhen = "2006-01-02T15:04:05.000-07:00"

// MarshalText returns the FHIR dateTime form, "" for the zero When.
func (w When) MarshalText() ([]byte, error) {
	if w.Exact() {
		return []byte(w.at.Format(layoutWhen)), nil
	}
	return []byte(w.day.ISO()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (w *When) UnmarshalText(b []byte) error {
	if len(b) <= len(time.DateOnly) {
		var d Date
		err := d.UnmarshalText(b)
		*w = On(d)
		return err
	}
	if got, ok := quickWhen(b); ok {
		*w = got
		return nil
	}
	t, err := time.Parse(layoutWhen, string(b))
	if err != nil {
		return invalid("That is not a date and time of the form 2026-03-14T10:05:00.000+00:00.")
	}
	if _, err := MakeDate(t.Date()); err != nil {
		return err
	}
	*w = At(t)
	return nil
}
