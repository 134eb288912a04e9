package chart

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Words are what a chart says of itself, for somebody who reads another language than
// English. Of what the legend explains there is a brief form too, for where there is
// little room. {n} is a number.
type Words struct {
	Small string // the window is too small for a chart
	Empty string // there is nothing to draw

	Both, BriefBoth             string // two series meet
	Several, BriefSeveral       string // more than two series are there, and some meet
	Gap, BriefGap               string // asked, no value
	Spread, BriefSpread         string // several values of one series in one column
	BothSpread, BriefBothSpread string // the same of two series

	Crowded, BriefCrowded string // a mark stands for several dates
	Outside, BriefOutside string // {n} are outside the dates
	Undated, BriefUndated string // {n} have no date
	Events, BriefEvents   string // {n} events are not drawn
	Here                  string // {n} events stand in one place

	// Months are the twelve names. Where one of them has a character that does not take
	// one cell the dates are written in numbers, as 2026-03-14.
	Months []string
}

// english are the words where a chart is given no others. What is said of a scale that
// does not hold every value is in English alone: no screen draws such a chart.
var english = Words{
	Small: "This chart needs a larger window.", Empty: "Nothing to draw yet.",
	Both: "both in one place", BriefBoth: "both",
	Several: "more than one in one place", BriefSeveral: "several",
	Gap: "asked, no value", BriefGap: "no value",
	Spread: "close dates: lowest to highest, mark is the latest", BriefSpread: "range",
	BothSpread: "ranges of both", BriefBothSpread: "both ranges",
	Crowded: "a mark may stand for several dates", BriefCrowded: "mark may be several",
	Outside: "{n} outside these dates", BriefOutside: "{n} outside",
	Undated: "{n} without a date, not drawn", BriefUndated: "{n} undated",
	Events: "{n} events not drawn", BriefEvents: "{n} events",
	Here: "{n} here",
}

// said are the words that go with the characters.
func (g Glyphs) said() *Words {
	if g.Words == nil {
		return &english
	}
	return g.Words
}

// counted puts a number into a text.
func counted(s string, n int) string { return strings.ReplaceAll(s, "{n}", strconv.Itoa(n)) }

// inNumbers are the forms of dates without a name of a month.
var inNumbers = map[string]string{"02-Jan-2006": time.DateOnly, "02-Jan": time.DateOnly, "Jan 06": "2006-01", "2006": "2006"}

// date writes a date in one of the forms of the axis. Each of its characters takes one
// cell.
func (w *Words) date(t time.Time, form string) string {
	before, after, named := strings.Cut(form, "Jan")
	switch {
	case !named || len(w.Months) != 12:
		return t.Format(form)
	case !w.fit():
		return t.Format(inNumbers[form])
	}
	return t.Format(before) + w.Months[t.Month()-1] + t.Format(after)
}

// fit reports whether the names of the months have a cell for each character.
func (w *Words) fit() bool {
	for _, month := range w.Months {
		for _, r := range month {
			if _, ok := oneCell(string(r)); !ok {
				return false
			}
		}
	}
	return true
}

// cells is how many cells a date takes at most in one of the forms.
func (w *Words) cells(form string) int {
	if !strings.Contains(form, "Jan") || len(w.Months) != 12 {
		return len(form)
	}
	most := 0
	for m := time.January; m <= time.December; m++ {
		most = max(most, utf8.RuneCountInString(w.date(time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC), form)))
	}
	return most
}
