package instrument

import (
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
)

// Phrase is a text with places that are filled in, in braces: "Item {n} of {of}". A
// translation may put the places in another order, and has the same ones.
type Phrase string

// With fills in places: their names, each with its value. What is filled in is not
// looked through for places again.
func (p Phrase) With(pairs ...any) string {
	var b strings.Builder
	b.Grow(len(p) + 32)
	rest := string(p)
	for {
		before, from, open := strings.Cut(rest, "{")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		name, after, closed := strings.Cut(from, "}")
		i := 0
		for i+1 < len(pairs) && pairs[i] != name {
			i += 2
		}
		if !closed || i+1 >= len(pairs) { // no place of these
			b.WriteByte('{')
			rest = from
			continue
		}
		switch v := pairs[i+1].(type) {
		case string:
			b.WriteString(v)
		default:
			fmt.Fprint(&b, v)
		}
		rest = after
	}
}

// places are the names of the places of a text, in the order of the alphabet, and
// false where its braces are not those of places.
func places(s string) (names []string, ok bool) {
	for {
		before, rest, open := strings.Cut(s, "{")
		if strings.Contains(before, "}") {
			return nil, false
		}
		if !open {
			slices.Sort(names)
			return slices.Compact(names), true
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
			return nil, false
		}
		names, s = append(names, name), after
	}
}

// Dates are the names of the months and of the days of the week.
type Dates struct {
	Months   []string `json:"months"`   // twelve, short, as within 14-Mar-2026
	Weekdays []string `json:"weekdays"` // seven, from Sunday
}

// Day is a date as the person reads it: 14-Mar-2026.
func (d *Dates) Day(on dialog.Date) string {
	if on.IsZero() || len(d.Months) != 12 {
		return on.String()
	}
	return fmt.Sprintf("%02d-%s-%d", on.Day, d.Months[on.Month-1], on.Year)
}

// Month is a month as the person reads it: Mar-2026.
func (d *Dates) Month(on dialog.Date) string {
	return fmt.Sprintf("%s-%d", d.Months[on.Month-1], on.Year)
}

// Moment is a date with the time where it is known: 14-Mar-2026 10:05.
func (d *Dates) Moment(w dialog.When) string {
	if w.Exact() {
		return d.Day(w.Date()) + w.Time().Format(" 15:04")
	}
	return d.Day(w.Date())
}

// Weekday is the name of the day of the week.
func (d *Dates) Weekday(on dialog.Date) string { return d.Weekdays[on.Noon().Weekday()] }
