package print

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// textWidth is how many characters a line of the text has at most.
const textWidth = 76

// Text is the document as plain text, a line at most 76 characters wide, for
// reading aloud, for large screens and for letters that the PDF cannot draw.
func Text(d *report.Document) string {
	var b strings.Builder
	line := func(s string) { b.WriteString(strings.TrimRight(s, " ") + "\n") }
	if d.Mark != "" {
		line(d.Mark)
		line("")
	}
	line(d.Title + ", " + d.Text().Day(d.Made))
	for _, s := range d.Sections {
		line("")
		line(s.Title)
		line(strings.Repeat("-", min(utf8.RuneCountInString(s.Title), textWidth)))
		for i := range s.Blocks {
			for _, l := range blockLines(&s.Blocks[i], d.Text()) {
				line(l)
			}
		}
	}
	line("")
	for _, s := range d.Foot {
		for _, l := range wrap(s, "", "") {
			line(l)
		}
	}
	return b.String()
}

func blockLines(b *report.Block, words *instrument.Text) []string {
	switch {
	case b.Table != nil:
		return tableLines(b.Table)
	case b.Chart != nil:
		return chartLines(b.Chart, words)
	case b.Items != nil:
		var lines []string
		for _, item := range b.Items {
			lines = append(lines, wrap(item, "- ", "  ")...)
		}
		return lines
	}
	return wrap(b.Text, "", "")
}

// tableLines aligns a table where it fits, and else tells it row by row.
func tableLines(t *report.Table) []string {
	lines := t.Aligned(2, nil)
	for _, l := range lines {
		if utf8.RuneCountInString(l) > textWidth {
			return rowLines(t)
		}
	}
	return lines
}

// rowLines tells each row in a few words: "Medication: 5 fairly satisfied. On
// 29-May-2026: 4 in the middle. Higher by 1."
func rowLines(t *report.Table) []string {
	var lines []string
	for _, row := range t.Rows {
		lines = append(lines, wrap(row[0]+": "+inOneLine(t, row), "", "    ")...)
	}
	return lines
}

// inOneLine tells what a row says beside its first cell. A column whose name is
// only short says by itself what it is about.
func inOneLine(t *report.Table, row []string) string {
	said := row[1] + "."
	for i, cell := range row[2:] {
		switch c := t.Columns[i+2]; {
		case cell == "":
		case c.Name == "":
			first, size := utf8.DecodeRuneInString(cell)
			said += " " + string(unicode.ToUpper(first)) + cell[size:] + "."
		default:
			said += " " + c.Name + ": " + cell + "."
		}
	}
	return said
}

// most is how many numbers of a line are told, the latest of them.
const most = 6

// chartLines tells the lines of a chart.
func chartLines(t *report.Timeline, words *instrument.Text) []string {
	w := &words.Words.Copy
	lines := wrap(w.ChartInPdf.With("from", words.Day(t.From), "to", words.Day(t.To)), "", "")
	for _, l := range append(append([]report.Line{}, t.Measure...), t.Goals...) {
		var told []string
		for _, p := range l.Points {
			switch {
			case p.Gap:
			case p.Apart:
				told = append(told, w.PointOnBehalf.With("value", p.Words, "date", words.Day(p.Date)))
			default:
				told = append(told, w.Point.With("value", p.Words, "date", words.Day(p.Date)))
			}
		}
		if n := len(told); n > most {
			told = told[n-most:]
			told[0] = w.Latest.With("words", told[0])
		}
		lines = append(lines, wrap(l.Name+": "+strings.Join(told, ", "), "- ", "  ")...)
	}
	return lines
}

// wrap breaks a text into lines, the first after one mark, the others after
// another.
func wrap(s, first, rest string) []string {
	var lines []string
	line, mark := first, first
	for _, word := range strings.Fields(s) {
		if line != mark && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			lines = append(lines, line)
			line, mark = rest, rest
		}
		if line != mark {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
