package intake

import (
	"slices"
	"strings"
	"time"

	"alongside/dialog"
)

// Order says which comes first in a date that is written in numbers.
type Order string

// The orders. Which one a file has is asked where its dates do not show it.
const (
	OrderUnknown Order = ""
	DayFirst     Order = "day-first"
	MonthFirst   Order = "month-first"
)

// numbers takes a date apart that is written in numbers with the year last, such as
// 03/04/1985; false for anything else.
func numbers(s string) (first, second int, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' })
	if len(parts) != 3 || len(parts[2]) != 4 {
		return 0, 0, false
	}
	for i, into := range []*int{&first, &second} {
		if len(parts[i]) > 2 {
			return 0, 0, false
		}
		for _, r := range parts[i] {
			if r < '0' || r > '9' {
				return 0, 0, false
			}
			*into = *into*10 + int(r-'0')
		}
	}
	return first, second, true
}

// orderOf finds the order of the dates in a column by one that can be read in one way
// alone. It is day first where no date needs an order, or where both are there, as
// dates are written in England; the rows that do not fit are then refused. It is
// unknown where there are dates that could be read either way and nothing decides.
func (s *Sheet) orderOf(column int) (order Order, decides bool) {
	either := false
	var shown []Order
	for _, row := range s.Rows {
		first, second, ok := numbers(dayAlone(row.Cells[column]))
		switch {
		case !ok || first == second:
		case first > 12:
			shown = append(shown, DayFirst)
		case second > 12:
			shown = append(shown, MonthFirst)
		default:
			either = true
		}
	}
	switch {
	case len(shown) > 0 && !slices.Contains(shown, DayFirst):
		return MonthFirst, true
	case len(shown) == 0 && either:
		return OrderUnknown, false
	}
	return DayFirst, len(shown) > 0
}

// dayAlone takes a time of the clock off the end of a date, as databases write one to
// a date of birth.
func dayAlone(s string) string {
	if i := strings.LastIndexAny(s, " T"); i > 0 {
		for _, layout := range []string{"15:04", "15:04:05", "15:04:05.000"} {
			if _, err := time.Parse(layout, s[i+1:]); err == nil {
				return s[:i]
			}
		}
	}
	return s
}

// parseDay reads a date with an order. Dates that name the month or begin with the
// year need none.
func parseDay(s string, order Order) (dialog.Date, error) {
	s = dayAlone(s)
	if first, second, ok := numbers(s); ok && order == MonthFirst {
		year := s[len(s)-4:]
		d, err := dialog.ParseDate(year + "-01-01")
		if err != nil {
			return d, err
		}
		return dialog.MakeDate(d.Year, time.Month(first), second)
	}
	return dialog.ParseDate(s)
}

// parseStart reads when something was done: a day, with a time of the clock or
// without. A time is taken as the clock in England showed it; where the clocks were
// put back that hour came twice, and the day is kept alone.
func parseStart(s string) (dialog.When, error) {
	day, clock, timed := strings.Cut(s, " ")
	d, err := dialog.ParseDate(day)
	if err != nil || !timed {
		return dialog.On(d), err
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if at, err := time.Parse(layout, strings.TrimSpace(clock)); err == nil {
			return england(d, at), nil
		}
	}
	return dialog.When{}, refuse("That is not a day and a time. Such a file has them as 14/07/2024 09:30.")
}

// england gives a time of the clock its offset from UTC: one hour from one in the
// morning of the last Sunday of March to that of the last Sunday of October (Summer
// Time Order 2002). The laptop's own zone is not asked: the file was written
// elsewhere, and times have to come out the same everywhere.
func england(d dialog.Date, clock time.Time) dialog.When {
	at := time.Date(d.Year, d.Month, d.Day, clock.Hour(), clock.Minute(), clock.Second(), 0, time.UTC)
	begin, end := lastSunday(d.Year, time.March), lastSunday(d.Year, time.October) // both at 01:00 UTC
	switch {
	case !at.Before(begin) && at.Before(begin.Add(time.Hour)), !at.Before(end) && at.Before(end.Add(time.Hour)):
		return dialog.On(d) // shown never, or twice
	case at.After(begin) && at.Before(end):
		summer := time.FixedZone("", 3600)
		return dialog.At(time.Date(d.Year, d.Month, d.Day, clock.Hour(), clock.Minute(), clock.Second(), 0, summer))
	}
	return dialog.At(at)
}

func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
