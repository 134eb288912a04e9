package caseload

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

const (
	pointerWidth   = 2
	columnGap      = 2
	narrowestWide  = 110 // from here on all columns are shown
	narrowestTable = 76  // below, each person takes two lines
)

const similarWords = "similar name"

// widths are how wide each column of the table is, 0 for those not shown. A line
// is never wider than the window.
type widths struct {
	name, similar, born, last, life, treatment, goals, next int
}

// chooseWidths divides the width of a window of at least narrowestTable. What is
// left over goes half to the name and half to the words on what is due.
func chooseWidths(width int, similar bool) widths {
	w := widths{name: 24, born: 16, next: 19} // "14-Jul-1985 41y" and "first DIALOG: offer"
	if similar {
		w.similar = len(similarWords)
	}
	if width >= narrowestWide {
		w.last, w.life, w.treatment, w.goals = 11, 8, 9, 5
	}
	spare := width - w.total()
	w.name += (spare + 1) / 2
	w.next += spare / 2
	return w
}

// all are the columns in the order in which they stand.
func (w widths) all() []int {
	return []int{w.name, w.similar, w.born, w.last, w.life, w.treatment, w.goals, w.next}
}

func (w widths) total() int {
	sum := pointerWidth - columnGap
	for _, n := range w.all() {
		if n > 0 {
			sum += n + columnGap
		}
	}
	return sum
}

// cell is a text as it is drawn, with the cells that it takes.
type cell struct {
	text  string
	width int
}

// plainCell is a text without styles.
func plainCell(s string) cell {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return cell{s, screen.Width(s)}
		}
	}
	return cell{s, len(s)}
}

// line sets one cell for each column side by side. What is too wide is cut; what
// the cells hold has been fitted before.
func (w widths) line(cells ...cell) string {
	var b strings.Builder
	gap := ""
	for i, n := range w.all() {
		if n == 0 {
			continue
		}
		c := cells[i]
		if c.width > n {
			c = cell{screen.Clip(c.text, n, ""), n}
		}
		b.WriteString(gap)
		b.WriteString(c.text)
		gap = spaces(n - c.width + columnGap)
	}
	return b.String()
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// titles are the heads of the columns.
func (w widths) titles() string {
	return spaces(pointerWidth) + w.line(plainCell("Name"), cell{}, plainCell("Born"), plainCell("Last DIALOG"),
		plainCell("Life"), plainCell("Treatment"), plainCell("Goals"), plainCell("Next DIALOG"))
}

// drawer draws the rows of the list for one window.
type drawer struct {
	th     *theme.Theme
	today  dialog.Date
	alike  likenesses
	widths widths // of the table; not used below narrowestTable
}

// styled is a cell with a style on it.
func styled(c cell, s theme.Style) cell { return cell{s.Render(c.text), c.width} }

func newDrawer(s *Screen, f screen.Frame) drawer {
	d := drawer{th: f.Theme, today: s.index.today, alike: s.alike}
	if f.Width >= narrowestTable {
		d.widths = chooseWidths(f.Width, len(s.alike) > 0)
	}
	return d
}

// row draws one person in one line, or in two where the window is narrow.
func (d drawer) row(r *row, selected bool, width int) string {
	lines := []string{""}
	if width < narrowestTable {
		lines = d.narrowLines(r, width-pointerWidth)
	} else {
		lines[0] = d.tableLine(r)
	}
	for i, line := range lines {
		head := spaces(pointerWidth)
		if selected && i == 0 {
			head = screen.Pad(d.th.Glyphs.Pointer, pointerWidth, "")
		}
		if selected {
			line = d.th.Selected.Render(ansi.Strip(screen.Pad(line, width-pointerWidth, "")))
		}
		lines[i] = head + line
	}
	return strings.Join(lines, "\n")
}

func (d drawer) tableLine(r *row) string {
	w := d.widths
	last := "none yet"
	if !r.Last.IsZero() {
		last = r.Last.Date().String()
	}
	return w.line(
		plainCell(screen.FittingName(r.Person.ListNames(), w.name, d.th)), d.similar(r), plainCell(d.th.Who(born(r, d.today))), plainCell(last),
		d.mean(r.Life, r.LifeChange), d.mean(r.Treatment, r.TreatChange), d.goals(r.Goals),
		plainCell(screen.Fitting(stateWords(r), w.next, d.th)),
	)
}

// narrowLines are the name, and below it the date of birth with what is due. The
// warning of a similar name stands where there is room for it.
func (d drawer) narrowLines(r *row, width int) []string {
	name := screen.FittingName(r.Person.ListNames(), width, d.th)
	second := d.th.Who(r.Person.BirthDate.String()) + "  "
	used := len(second)
	if warning := d.similar(r); warning.width > 0 {
		if width-screen.Width(name) >= columnGap+warning.width {
			name += "  " + warning.text
		} else {
			second += warning.text + "  "
			used += warning.width + columnGap
		}
	}
	return []string{name, second + screen.Fitting(stateWords(r), max(width-used, 0), d.th)}
}

func (d drawer) similar(r *row) cell {
	if len(d.alike[r.Person.ID]) == 0 {
		return cell{}
	}
	return styled(plainCell(similarWords), d.th.Warning)
}

// mean is a mean with its change, "-" for a DIALOG with too few ratings for one.
func (d drawer) mean(m dialog.Mean, c dialog.MeanChange) cell {
	value := plainCell(m.String())
	switch {
	case m.Of == 0:
		return cell{}
	case value.width == 0:
		return plainCell("-")
	}
	sign, style := d.change(c)
	if sign.width == 0 {
		return value
	}
	sign = styled(sign, style)
	return cell{value.text + " " + sign.text, value.width + 1 + sign.width}
}

// change is a change in a mean as a sign and a number, empty where there is none
// to show.
func (d drawer) change(c dialog.MeanChange) (cell, theme.Style) {
	said, g := c.String(), d.th.Glyphs
	if number, up := strings.CutPrefix(said, "up "); up {
		return plainCell(g.Up + number), d.th.Higher
	}
	if number, down := strings.CutPrefix(said, "down "); down {
		return plainCell(g.Down + number), d.th.Lower
	}
	if said != "" {
		return plainCell(g.Same), d.th.Same
	}
	return cell{}, d.th.Same
}

func (d drawer) goals(n int) cell {
	if n == 0 {
		return cell{}
	}
	return plainCell(strconv.Itoa(n))
}
