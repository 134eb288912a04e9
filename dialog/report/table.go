package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Column is one column of a table.
type Column struct {
	Name  string // in full, for reading line by line
	Short string // for the head of a narrow column; "" where Name does
}

// Head is what stands above the column in an aligned table.
func (c Column) Head() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Name
}

// Table is rows of plain text. Each row has a cell for each column; an empty cell
// has nothing to say.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]string
	Key     []string // what short heads and letters mean; nil when nothing is short
	Visits  []int    // the visit of each row, in Years.Visits, -1 for none; nil in tables not of visits
}

// Aligned returns the head and the rows with their columns aligned, gap spaces
// apart and without spaces at the ends. Width tells how many cells a text takes;
// nil counts characters. Whether the lines fit is for the caller to see.
func (t *Table) Aligned(gap int, width func(string) int) []string {
	if width == nil {
		width = utf8.RuneCountInString
	}
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Head()
	}
	widest := make([]int, len(t.Columns))
	for _, row := range append([][]string{head}, t.Rows...) {
		for i, cell := range row {
			widest[i] = max(widest[i], width(cell))
		}
	}
	lines := make([]string, 0, len(t.Rows)+1)
	for _, row := range append([][]string{head}, t.Rows...) {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", widest[i]-width(cell)+gap))
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return lines
}

// LineByLine returns the table for reading from top to bottom: the first cell of
// a row alone, then a line for each other cell with something to say, then an
// empty line.
func (t *Table) LineByLine() []string {
	var lines []string
	for _, row := range t.Rows {
		lines = append(lines, t.Columns[0].Name+": "+row[0])
		for i, cell := range row[1:] {
			if cell != "" {
				lines = append(lines, "  "+t.Columns[i+1].Name+": "+cell)
			}
		}
		lines = append(lines, "")
	}
	return lines
}

// Table returns the comparison as a table, one row an item.
func (c *Changed) Table() Table {
	t := Table{Title: "What changed", Columns: []Column{{Name: "Area"}, {Name: "Now"}, {Name: "Then"}, {Name: "Change"}, {Name: "More help"}}}
	for _, row := range c.Rows {
		t.Rows = append(t.Rows, []string{row.Area, row.Now.Words, row.Then.Words, row.Change, row.HelpBrief()})
	}
	return t
}

// HelpWords says what was answered about more help now, beside then.
func (r *Row) HelpWords() string {
	w := r.said()
	switch now, then := r.Now.Help, r.Then.Help == dialog.HelpWanted; {
	case now == dialog.HelpWanted && then:
		return w.HelpStill
	case now == dialog.HelpWanted:
		return w.HelpWanted
	case now == dialog.HelpNot && then:
		return w.HelpNoLonger
	case now == dialog.HelpNot:
		return w.HelpNo
	case then:
		return w.HelpNotAsked
	}
	return w.HelpUnasked
}

// said are the words of the language that the row is told in.
func (r *Row) said() *instrument.ValueWords {
	if r.words == nil {
		return &instrument.English().Words.Value
	}
	return &r.words.Words.Value
}

// HelpBrief is [Row.HelpWords] under a heading that says what it is about:
// "wanted", "still", "no", "no longer" or "not asked".
func (r *Row) HelpBrief() string {
	w := r.said()
	switch now, then := r.Now.Help, r.Then.Help == dialog.HelpWanted; {
	case now == dialog.HelpWanted && then:
		return w.BriefStill
	case now == dialog.HelpWanted:
		return w.BriefWanted
	case now == dialog.HelpNot && then:
		return w.BriefNoLonger
	case now == dialog.HelpNot:
		return w.BriefNo
	}
	return w.BriefNotAsked
}

// Table returns the years with one row for each date, latest first: every item
// in words, the means, and what to know about the assessment.
func (y *Years) Table() Table {
	return y.table(false)
}

// Grid is [Years.Table] with short heads, and letters for what is not rated; Key
// explains both.
func (y *Years) Grid() Table {
	return y.table(true)
}

func (y *Years) table(short bool) Table {
	w := y.said()
	t := Table{Title: w.RatingsTable, Columns: []Column{{Name: w.Date}}}
	for i := range y.Areas {
		t.Columns = append(t.Columns, Column{Name: y.Areas[i].Name})
	}
	t.Columns = append(t.Columns, Column{Name: y.Means[0].Name}, Column{Name: y.Means[1].Name}, Column{Name: w.AboutIt})
	if short {
		y.shorten(&t)
	}
	offers := len(y.Offers) - 1
	at := y.counted()
	for i := len(y.Visits) - 1; i >= 0; i-- {
		for ; offers >= 0 && !y.Offers[offers].Date.Before(y.Visits[i].Date); offers-- {
			t.add(-1, y.offerRow(offers))
		}
		t.add(i, y.visitRow(i, at[i], short))
	}
	for ; offers >= 0; offers-- {
		t.add(-1, y.offerRow(offers))
	}
	return t
}

func (t *Table) add(visit int, row []string) {
	t.Rows, t.Visits = append(t.Rows, row), append(t.Visits, visit)
}

// counted tells where the values of each visit stand in the areas, -1 for one
// that does not count.
func (y *Years) counted() []int {
	at, n := make([]int, len(y.Visits)), 0
	for i := range y.Visits {
		at[i] = -1
		if y.Visits[i].Counts {
			at[i] = n
			n++
		}
	}
	return at
}

func (y *Years) offerRow(i int) []string {
	row := make([]string, len(y.Areas)+4)
	row[0], row[len(row)-1] = y.day(y.Offers[i].Date), y.said().Offered+": "+y.Offers[i].Words
	return row
}

func (y *Years) visitRow(i, at int, short bool) []string {
	row := []string{y.day(y.Visits[i].Date)}
	for j := range y.Areas {
		cell := ""
		switch {
		case at < 0:
		case short:
			cell = y.Areas[j].Values[at].cell()
		default:
			cell = y.Areas[j].Values[at].full(y.said())
		}
		row = append(row, cell)
	}
	for _, m := range y.Means {
		cell := ""
		switch {
		case at < 0:
		case short:
			cell = meanCell(m.Points[at].Mean)
		default:
			cell = m.Points[at].Basis(y.words)
			if value := m.Points[at].Mean.String(); value != "" {
				cell = value + ", " + cell
			}
		}
		row = append(row, cell)
	}
	return append(row, y.Visits[i].Words(y.words))
}

// meanCell is a mean in a narrow column, with how many items it rests on where that
// is not all of them.
func meanCell(m dialog.Mean) string {
	if s := m.String(); s == "" || m.N == m.Of {
		return s
	}
	return m.String() + restsOn(m)
}

func restsOn(m dialog.Mean) string { return "(" + strconv.Itoa(m.N) + ")" }

// meanKey explains such a number by the latest that occurs in the column of a mean,
// "" where each mean rests on all of its items.
func (y *Years) meanKey(line *MeanLine) string {
	for _, p := range slices.Backward(line.Points) {
		if p.Mean.String() != "" && p.Mean.N < p.Mean.Of {
			return ", " + restsOn(p.Mean) + " " + p.Basis(y.words)
		}
	}
	return ""
}

// cell is a value in a narrow column, with ! where more help was asked for.
func (v *Value) cell() string {
	if v.Help == dialog.HelpWanted {
		return v.Code() + "!"
	}
	return v.Code()
}

// full is a value in words, with the wish for more help.
func (v *Value) full(w *instrument.YearsWords) string {
	if v.Help == dialog.HelpWanted {
		return w.HelpWanted.With("words", v.Words)
	}
	return v.Words
}

// shorten gives the columns short heads and says what they and the letters mean.
func (y *Years) shorten(t *Table) {
	seen := map[string]bool{}
	for i := range t.Columns {
		c, counts := &t.Columns[i], ""
		switch i {
		case 0, len(t.Columns) - 1:
			continue
		case len(t.Columns) - 3:
			c.Short, counts = y.said().BriefLife, y.meanKey(&y.Means[0])
		case len(t.Columns) - 2:
			c.Short, counts = y.said().BriefTreatment, y.meanKey(&y.Means[1])
		default:
			c.Short = abbreviation(c.Name, seen)
		}
		t.Key = append(t.Key, c.Short+" "+c.Name+counts)
	}
	t.Key = append(t.Key, y.Codes()...)
}

// abbreviation is the first three letters of a name, or as many more as it takes
// to be told from the others.
func abbreviation(name string, seen map[string]bool) string {
	letters := []rune(name)
	for n := min(3, len(letters)); n < len(letters); n++ {
		if short := string(letters[:n]); !seen[short] {
			seen[short] = true
			return short
		}
	}
	return name
}

// Codes explains the letters that occur among the values, and the sign for help.
func (y *Years) Codes() []string {
	key := CodeKey(y.values, y.words)
	for v := range y.values {
		if v.Help == dialog.HelpWanted {
			return append(key, "! "+y.said().HelpSign)
		}
	}
	return key
}

// values are all that there are, area by area.
func (y *Years) values(yield func(*Value) bool) {
	for i := range y.Areas {
		for j := range y.Areas[i].Values {
			if !yield(&y.Areas[i].Values[j].Value) {
				return
			}
		}
	}
}

// GoalsTable returns the ratings of the goals by date, latest first, and last the
// goals that have none.
func (y *Years) GoalsTable() Table {
	w := y.said()
	t := Table{Title: w.GoalsTable, Columns: []Column{
		{Name: w.Date}, {Name: w.Rating, Short: "0-10"}, {Name: w.GoalColumn}, {Name: w.Kind}, {Name: w.Standing},
	}}
	type dated struct {
		date dialog.Date
		row  []string
	}
	var rows []dated
	for i := range y.Goals {
		g := &y.Goals[i]
		for _, r := range g.Ratings {
			rows = append(rows, dated{r.Date, []string{y.day(r.Date), strconv.Itoa(r.Rating), g.Text, g.KindWords(), g.standing()}})
		}
	}
	slices.SortStableFunc(rows, func(a, b dated) int { return b.date.Compare(a.date) })
	for _, r := range rows {
		t.Rows = append(t.Rows, r.row)
	}
	for i := range y.Goals {
		if g := &y.Goals[i]; len(g.Ratings) == 0 {
			t.Rows = append(t.Rows, []string{w.Unrated, "", g.Text, g.KindWords(), g.standing()})
		}
	}
	return t
}

// standing says where a goal has got to.
func (g *Goal) standing() string {
	switch w := g.said(); g.Status {
	case dialog.GoalReached:
		return w.StandingReached.With("date", g.day(g.Changed))
	case dialog.GoalSetDown:
		return w.StandingSetDown.With("date", g.day(g.Changed), "why", g.Reason)
	default:
		return w.Active
	}
}
