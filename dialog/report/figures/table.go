package figures

import (
	"math"
	"strconv"

	"alongside/dialog"
)

// Report is what a report says, in the order it is read.
type Report struct {
	Title    string
	Team     string // as it was asked for; "" for everybody
	Of       string // the team in words, or "All teams"
	From, To dialog.Date
	Made     dialog.Date
	Sections []Section
}

// Section is a heading with sentences and tables below it.
type Section struct {
	Key    string // for programs; never changes
	Title  string
	Notes  []string // before the tables
	Tables []Table
	After  []string // sentences that stand below the tables
}

// Chart says how a table can be drawn.
type Chart string

// The charts.
const (
	NoChart  Chart = ""
	Outcomes Chart = "outcomes" // columns of how many in a hundred improved, stayed the same and deteriorated
	Means    Chart = "means"    // columns of a mean from 1 to 7 and its spread
)

// The keys of the columns that charts are drawn from.
const (
	KeyImproved = "improved-percent"
	KeySame     = "no-change-percent"
	KeyWorse    = "deteriorated-percent"
	KeyMean     = "mean"
	KeySD       = "sd"
)

// Table has a row for each thing and a cell for each column.
type Table struct {
	Key     string
	Title   string
	Of      string // what the rows are: "Area"
	Columns []Column
	Rows    []Row
	Chart   Chart
}

// Column is one column.
type Column struct {
	Key   string
	Name  string // in full
	Short string // for the head of a narrow column; "" where Name does
}

// joined is the short name of a column whose cells stand in brackets behind those of
// the column before.
const joined = "()"

// Joined reports whether the cells of the column belong to those of the column before.
func (c Column) Joined() bool { return c.Short == joined }

// Head is what stands above the column.
func (c Column) Head() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Name
}

// Row is one row, with a cell for each column.
type Row struct {
	Key   string
	Name  string
	Cells []Cell
}

// Empty returns a sentence in the place of a table that has nothing to show, "" of
// any other.
func (t *Table) Empty() string {
	shown, hidden := false, false
	for i := range t.Rows {
		for _, c := range t.Rows[i].Cells {
			hidden = hidden || c.Kind == Hidden
			shown = shown || c.Kind != Hidden && c.Kind != Nothing && c.Value != 0
		}
	}
	switch {
	case shown:
		return ""
	case hidden:
		return "Nothing of this table is shown: there are too few, or it would give away what is."
	}
	return "There is nothing to count here."
}

// Kind says what a cell holds.
type Kind string

// The kinds of cell.
const (
	Count   Kind = "count"   // a whole number
	About   Kind = "about"   // a whole number, rounded to the nearest five
	Percent Kind = "percent" // a whole number of a hundred
	Mean    Kind = "mean"    // one decimal
	Change  Kind = "change"  // one decimal with its sign
	Hidden  Kind = "hidden"  // there is one, and it is not shown
	Nothing Kind = "nothing" // there is none
)

// Cell is one figure.
type Cell struct {
	Kind  Kind
	Value float64 // 0 where it is hidden or there is none
}

// HiddenWords stand where a figure is not shown.
const HiddenWords = "not shown"

// String is the cell as it is read.
func (c Cell) String() string {
	switch c.Kind {
	case Count:
		return strconv.Itoa(int(c.Value))
	case About:
		return "about " + strconv.Itoa(int(c.Value))
	case Percent:
		return strconv.Itoa(int(c.Value)) + "%"
	case Mean:
		return strconv.FormatFloat(c.Value, 'f', 1, 64)
	case Change:
		if c.Value == 0 {
			return "0.0"
		}
		return strconv.FormatFloat(math.Abs(c.Value), 'f', 1, 64)
	case Hidden:
		return HiddenWords
	}
	return "none"
}

// Words is the cell in a sentence; of a change it says which way.
func (c Cell) Words() string {
	if c.Kind != Change {
		return c.String()
	}
	return c.sign("up ", "down ") + c.String()
}

// Text is the cell in a table, with the sign of a change.
func (c Cell) Text() string {
	if c.Kind != Change {
		return c.String()
	}
	return c.sign("+", "-") + c.String()
}

func (c Cell) sign(up, down string) string {
	switch {
	case c.Value > 0:
		return up
	case c.Value < 0:
		return down
	}
	return ""
}

func countOf(n int) Cell { return Cell{Count, float64(n)} }

// orHidden is a count, hidden where it is below Least.
func orHidden(n int) Cell {
	if n < Least {
		return Cell{Kind: Hidden}
	}
	return countOf(n)
}

// hiddenIf hides a cell.
func hiddenIf(hidden bool, c Cell) Cell {
	if hidden {
		return Cell{Kind: Hidden}
	}
	return c
}

// percentOf is so much of so many, rounded to whole ones; 0 and 100 are none and all.
func percentOf(n, of int) Cell {
	if of == 0 {
		return Cell{Kind: Nothing}
	}
	percent := (200*n + of) / (2 * of)
	if n > 0 && n < of {
		percent = min(max(percent, 1), 99)
	}
	return Cell{Percent, float64(percent)}
}

// tenth rounds to one decimal, a half away from zero.
func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// spreadCells are how many there are, their mean and their spread: hidden where they
// are few, or all the same, which would say what each of them is.
func spreadCells(s *Spread, kind Kind) []Cell {
	if s.N == 0 {
		none := Cell{Kind: Nothing}
		return []Cell{countOf(0), none, none}
	}
	few := s.N < Least
	hidden := few || s.SD() == 0
	return []Cell{hiddenIf(few, countOf(s.N)), hiddenIf(hidden, Cell{kind, tenth(s.Mean())}), hiddenIf(hidden, Cell{Mean, tenth(s.SD())})}
}
