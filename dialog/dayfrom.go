package dialog

import (
	"fmt"
	"slices"
	"strings"
)

// ParseDateFrom reads what [ParseDate] does, or how far away from today a day is:
// 10d, 2w, 3m, 2 weeks, in a month, today, tomorrow.
func ParseDateFrom(s string, today Date) (Date, error) {
	return parseFrom(s, today, fmt.Sprintf(" Type it as %v or %02d/%02d/%d.", today, today.Day, today.Month, today.Year))
}

// ParseDayAhead does the same for a day that is yet to come: a refusal names such a
// day. A day that is past is not refused.
func ParseDayAhead(s string, today Date) (Date, error) {
	return parseFrom(s, today, fmt.Sprintf(" Type it as %v, or as 2w for in two weeks.", today.AddMonths(1)))
}

func parseFrom(s string, today Date, how string) (Date, error) {
	words := strings.Fields(strings.ToLower(s))
	if len(words) > 1 && words[0] == "in" {
		words = words[1:]
	}
	switch strings.Join(words, " ") {
	case "t", "today":
		return today, nil
	case "tomorrow":
		return today.AddDays(1), nil
	}
	n, unit, ok := howFar(words)
	switch {
	case !ok:
		return parseDate(s, how)
	case strings.HasPrefix(unit, "d"):
		return today.AddDays(n), nil
	case strings.HasPrefix(unit, "w"):
		return today.AddDays(7 * n), nil
	default:
		return today.AddMonths(n), nil
	}
}

// units are the words for a length of time, which are known by their first letter.
var units = []string{"d", "day", "days", "w", "week", "weeks", "m", "month", "months"}

// spelt are the numbers that people spell, by their value.
var spelt = []string{1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}

// howFar reads a number above 0 and one of the units, in one word or two.
func howFar(words []string) (n int, unit string, ok bool) {
	var number string
	switch len(words) {
	case 1:
		unit = strings.TrimLeft(words[0], "0123456789")
		number = strings.TrimSuffix(words[0], unit)
	case 2:
		number, unit = words[0], words[1]
	}
	if number == "a" {
		number = "one"
	}
	n, ok = smallNumber(number, 3)
	if !ok && number != "" {
		n = slices.Index(spelt, number)
	}
	return n, unit, n > 0 && slices.Contains(units, unit)
}
