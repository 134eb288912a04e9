package figures

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// LineKind says what a line of a report is, for whoever shows it.
type LineKind int

// The kinds of line.
const (
	Plain    LineKind = iota
	Heading           // of the report or a section
	Caption           // of a table
	HeadLine          // the heads of the columns
)

// Line is one line of a report as text.
type Line struct {
	Kind LineKind
	Text string
}

// star stands in tables where a figure is not shown.
const star = "*"

// narrowest is the width below which nothing is laid out any more.
const narrowest = 20

// Lines lays a report out in lines of a width: tables in columns where they fit, and
// else row by row in words.
func (r *Report) Lines(width int) []Line {
	l := layout{width: max(width, narrowest)}
	l.say(Heading, r.Title+": "+r.Of)
	l.say(Plain, r.Span())
	for i := range r.Sections {
		l.blank()
		l.section(&r.Sections[i])
	}
	return l.lines
}

// Span says which days the report is about, and when it was made.
func (r *Report) Span() string {
	return fmt.Sprintf("From %s to %s. Made on %s.", r.From, r.To, r.Made)
}

type layout struct {
	width int
	told  bool // no columns, however wide
	lines []Line
}

// Told lays a report out for reading aloud: no columns, a sentence for each row.
func (r *Report) Told(width int) []Line {
	l := layout{width: max(width, narrowest), told: true}
	l.say(Heading, r.Title+": "+r.Of)
	l.say(Plain, r.Span())
	for i := range r.Sections {
		l.blank()
		l.section(&r.Sections[i])
	}
	return l.lines
}

// Section lays one section out as Lines does.
func (s *Section) Lines(width int) []Line {
	l := layout{width: max(width, narrowest)}
	l.section(s)
	return l.lines
}

// Told lays one section out for reading aloud.
func (s *Section) Told(width int) []Line {
	l := layout{width: max(width, narrowest), told: true}
	l.section(s)
	return l.lines
}

func (l *layout) blank() { l.lines = append(l.lines, Line{}) }

func (l *layout) say(kind LineKind, s string) {
	for _, line := range wrapped(s, l.width, "") {
		l.lines = append(l.lines, Line{kind, line})
	}
}

func (l *layout) section(s *Section) {
	l.say(Heading, s.Title)
	for _, note := range s.Notes {
		l.say(Plain, note)
	}
	for i := range s.Tables {
		l.blank()
		l.table(&s.Tables[i])
	}
	if len(s.After) > 0 {
		l.blank()
	}
	for _, note := range s.After {
		l.say(Plain, note)
	}
}

func (l *layout) table(t *Table) {
	l.say(Caption, t.Title)
	if empty := t.Empty(); empty != "" {
		l.say(Plain, empty)
		return
	}
	if !l.told {
		for gap := 2; gap >= 1; gap-- {
			if lines, fits := t.aligned(l.width, gap); fits {
				l.lines = append(l.lines, lines...)
				return
			}
		}
	}
	for i := range t.Rows {
		for _, line := range wrapped(t.Sentence(&t.Rows[i]), l.width, "  ") {
			l.lines = append(l.lines, Line{Plain, line})
		}
	}
}

// Sentence tells a row in words: "Mental health. Pairs: 34. Improved: 20, 59%."
func (t *Table) Sentence(r *Row) string {
	if len(t.Columns) == 1 {
		return r.Name + ": " + r.Cells[0].Words() + "."
	}
	var b strings.Builder
	b.WriteString(r.Name + ".")
	for i, c := range t.Columns {
		switch cell := r.Cells[i]; {
		case c.Joined() && cell.Kind == Percent:
			s := strings.TrimSuffix(b.String(), ".") + ", " + cell.Words() + "."
			b.Reset()
			b.WriteString(s)
		case c.Joined():
		case cell.Kind == Nothing:
		default:
			b.WriteString(" " + c.Name + ": " + cell.Words() + ".")
		}
	}
	return b.String()
}

// labelWidth is how wide the first column of a table is at most where the table is
// narrow; longer names go on below.
const labelWidth = 26

// aligned lays a table out in columns, and reports whether it fits.
func (t *Table) aligned(width, gap int) (lines []Line, fits bool) {
	heads, rows := t.grid()
	widths := make([]int, len(heads))
	room := width
	for i := range heads {
		widths[i] = utf8.RuneCountInString(heads[i])
		for _, row := range rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
		room -= widths[i] + gap
	}
	label := utf8.RuneCountInString(t.Of)
	for i := range t.Rows {
		label = max(label, utf8.RuneCountInString(t.Rows[i].Name))
	}
	if label > room {
		if label = min(label, labelWidth); label > room {
			return nil, false
		}
	}
	lines = append(lines, Line{HeadLine, t.rowLine(t.Of, heads, label, widths, gap)})
	hidden := false
	for i, row := range rows {
		names := wrapped(t.Rows[i].Name, label, "  ")
		for _, name := range names[:len(names)-1] {
			lines = append(lines, Line{Plain, name})
		}
		lines = append(lines, Line{Plain, t.rowLine(names[len(names)-1], row, label, widths, gap)})
		for j := range row {
			hidden = hidden || strings.HasPrefix(row[j], star)
		}
	}
	if hidden {
		lines = append(lines, Line{Plain, star + " " + HiddenWords + ": too few, or it would give away what is"})
		if utf8.RuneCountInString(lines[len(lines)-1].Text) > width {
			lines[len(lines)-1].Text = star + " " + HiddenWords
		}
	}
	return lines, true
}

func (t *Table) rowLine(label string, cells []string, labelWidth int, widths []int, gap int) string {
	var b strings.Builder
	b.WriteString(label + strings.Repeat(" ", labelWidth-utf8.RuneCountInString(label)))
	for i, cell := range cells {
		b.WriteString(strings.Repeat(" ", gap+widths[i]-utf8.RuneCountInString(cell)) + cell)
	}
	return strings.TrimRight(b.String(), " ")
}

// grid is the heads and the cells of a table, joined columns in one.
func (t *Table) grid() (heads []string, rows [][]string) {
	for _, c := range t.Columns {
		if !c.Joined() {
			heads = append(heads, c.Head())
		}
	}
	for i := range t.Rows {
		var row []string
		for j, cell := range t.Rows[i].Cells {
			s := cell.tableText()
			switch {
			case !t.Columns[j].Joined():
				row = append(row, s)
			case cell.Kind == Percent:
				row[len(row)-1] += " (" + s + ")"
			}
		}
		rows = append(rows, row)
	}
	return heads, rows
}

func (c Cell) tableText() string {
	switch c.Kind {
	case Hidden:
		return star
	case Nothing:
		return "-"
	case About:
		return "~" + Cell{Count, c.Value}.String()
	}
	return c.Text()
}

// wrapped breaks a text into lines of a width; all but the first begin with a mark.
func wrapped(s string, width int, mark string) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		for utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width && line != "" && line != mark {
			lines = append(lines, line)
			line = mark
		}
		for room := max(width-utf8.RuneCountInString(line), 1); utf8.RuneCountInString(word) > room; room = max(width-utf8.RuneCountInString(mark), 1) {
			runes := []rune(word)
			lines = append(lines, line+string(runes[:room]))
			line, word = mark, string(runes[room:])
		}
		if line != "" && line != mark {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
