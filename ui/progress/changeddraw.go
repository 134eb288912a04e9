package progress

import (
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The least room that the screens are drawn in.
const (
	minWidth  = 34
	minHeight = 8
)

// tooSmall says so in words where the room is too small to be read.
func tooSmall(f screen.Frame, t *instrument.Text) (screen.Drawing, bool) {
	if f.Width >= minWidth && f.Height >= minHeight {
		return screen.Drawing{}, false
	}
	return screen.Drawing{Body: strings.Join(screen.Wrap(t.Words.Changed.TooSmall, f.Width), "\n"), Cursor: &screen.Point{}}, true
}

// Draw draws the sentences, the eleven areas now beside then, and the means.
func (c *Changed) Draw(f screen.Frame) screen.Drawing {
	if d, small := tooSmall(f, c.o.Text); small {
		return d
	}
	if c.choosing != nil {
		return c.drawDates(f)
	}
	return drawScrolled(&c.scroll, c.body(f), f, c.o.Text)
}

// drawScrolled draws as much of a page as fits, from where it was scrolled to.
func drawScrolled(s *screen.Scroll, lines []string, f screen.Frame, t *instrument.Text) screen.Drawing {
	w := &t.Words.Page
	visible := s.Window(lines, f, screen.MoreIn(w.MoreAbove, w.MoreBelow))
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{}}
}

// body is the whole page. Empty lines part it where there is room for them.
func (c *Changed) body(f screen.Frame) []string {
	th := f.Theme
	if len(c.report.Rows) == 0 {
		return screen.Wrap(c.o.Text.Words.Changed.Gone, f.Width)
	}
	said := styled(screen.Wrap(c.title(), f.Width), th.Title)
	said = append(said, styled(screen.Wrap(strings.Join(c.report.Sentences, " "), f.Width), th.Text)...)
	table := changeTable(&c.report, c.heads(), f.Width, th, c.o.Text)
	means := c.means(f.Width, th)
	room := f.Height - len(said) - len(table) - len(means)
	lines := said
	if room > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, table...)
	if room > 1 {
		lines = append(lines, "")
	}
	return append(lines, means...)
}

// title says which two dates are beside each other.
func (c *Changed) title() string {
	w := &c.o.Text.Words.Changed
	if c.report.Comparison != report.Compared {
		return w.DialogOf.With("date", c.o.Text.Day(c.report.Now.Date))
	}
	on, then := c.days()
	switch n := len(c.earlier); {
	case c.report.Now.Date == c.report.Then.Date:
	case n > 1 && c.at == n-1 && c.latest():
		return w.TitleLast.With("date", on, "then", then)
	case n > 1:
		return w.TitleNth.With("date", on, "then", then, "n", c.at+1, "of", n)
	}
	return w.Title.With("date", on, "then", then)
}

// days are the two dates in words, with their times where they are the same.
func (c *Changed) days() (now, then string) {
	t := c.o.Text
	if c.report.Now.Date == c.report.Then.Date {
		now, then := c.o.Record.Assessment(c.report.Now.ID), c.o.Record.Assessment(c.report.Then.ID)
		return t.Moment(now.DoneAt), t.Moment(then.DoneAt)
	}
	return t.Day(c.report.Now.Date), t.Day(c.report.Then.Date)
}

// latest reports whether the later of the two is the latest there is.
func (c *Changed) latest() bool {
	past := c.o.Record.History()
	return len(past) == 0 || past[len(past)-1].ID == c.report.Now.ID
}

// heads name the columns of the two: now and then, or their dates where the later of
// them is not the latest there is. The earlier one is “then” in either case, where its
// date has no room.
func (c *Changed) heads() [][2]string {
	w := &c.o.Text.Words.Changed
	if c.latest() {
		return [][2]string{{w.Now, w.Then}}
	}
	if c.report.Comparison != report.Compared {
		return [][2]string{{c.o.Text.Day(c.report.Now.Date), w.Then}}
	}
	now, then := c.days()
	return [][2]string{{now, then}, {now, w.Then}}
}

// styled puts a style on each line.
func styled(lines []string, s theme.Style) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = s.Render(line)
	}
	return out
}

// means are the two means, what they rest on, and what there is to know.
func (c *Changed) means(width int, th *theme.Theme) []string {
	lines := meanLines(c.report.Means, width, th)
	for _, m := range c.report.Means {
		if m.Value == "" {
			lines = append(lines, styled(screen.Wrap(c.o.Text.Words.Changed.HalfRule, width), th.Quiet)...)
			break
		}
	}
	for _, remark := range c.report.Remarks {
		lines = append(lines, styled(screen.Wrap(remark, width), th.Quiet)...)
	}
	return lines
}

// meanLines draws each mean on one line, or all as sentences where that does not
// fit.
func meanLines(means []report.Mean, width int, th *theme.Theme) []string {
	for gap := 2; gap > 0; gap-- {
		if lines, ok := meansInColumns(means, gap, width, th); ok {
			return lines
		}
	}
	var lines []string
	for _, m := range means {
		lines = append(lines, styled(hanging(m.Sentence(), width), th.Text)...)
	}
	return lines
}

// meansInColumns draws the means with their parts aligned, and reports whether
// they fit.
func meansInColumns(means []report.Mean, gap, width int, th *theme.Theme) ([]string, bool) {
	var names, values, bases column
	for _, m := range means {
		names.see(m.Name)
		values.see(m.Value)
		bases.see(m.Basis)
	}
	space := strings.Repeat(" ", gap)
	var lines []string
	for _, m := range means {
		sign, style := directionLook(m.Direction(), th)
		parts := []string{names.cell(m.Name, th.Text)}
		if values.width > 0 {
			parts = append(parts, values.cell(m.Value, th.Strong))
		}
		parts = append(parts, bases.cell(m.Basis, th.Quiet), style.Render(strings.TrimSpace(sign+" "+m.Change)))
		line := strings.TrimRight(strings.Join(parts, space), " ")
		if screen.Width(line) > width {
			return nil, false
		}
		lines = append(lines, line)
	}
	return lines, true
}

// hanging wraps a sentence with the lines after the first indented.
func hanging(s string, width int) []string {
	lines := screen.Wrap(s, width-2)
	for i := 1; i < len(lines); i++ {
		lines[i] = "  " + lines[i]
	}
	return lines
}

// directionLook is the sign and the style of a direction.
func directionLook(d dialog.Direction, th *theme.Theme) (string, theme.Style) {
	switch d {
	case dialog.Higher:
		return th.Glyphs.Up, th.Higher
	case dialog.Lower:
		return th.Glyphs.Down, th.Lower
	case dialog.Same:
		return th.Glyphs.Same, th.Same
	default:
		return "", th.Text
	}
}

// column is as wide as the widest text in it.
type column struct{ width int }

func (c *column) see(s string) { c.width = max(c.width, screen.Width(s)) }

// cell is a text filled to the column, the style on the text only.
func (c *column) cell(s string, style theme.Style) string {
	padding := strings.Repeat(" ", max(c.width-screen.Width(s), 0))
	if s == "" {
		return padding
	}
	return style.Render(s) + padding
}

// changeCells are the texts of one row of the table.
type changeCells struct {
	area, now, then, sign, change, help string
	direction                           dialog.Direction
}

func cellsOf(row *report.Row, th *theme.Theme, t *instrument.Text) changeCells {
	sign, _ := directionLook(row.Direction, th)
	c := changeCells{area: row.Area, now: row.Now.Words, sign: sign, change: row.Change, direction: row.Direction}
	if row.Then.Rated() {
		c.then = t.Words.Talk.Was.With("n", row.Then.Rating)
	}
	c.help = row.HelpBrief()
	if row.Now.Help == dialog.HelpWanted {
		c.help = th.Glyphs.Help + " " + c.help
	}
	return c
}

// changeTable draws the rows in columns where they fit, and each row in two or
// three lines where they do not. What is said once of all rows has no column. The heads
// of the two dates are the first that fit.
func changeTable(told *report.Changed, heads [][2]string, width int, th *theme.Theme, t *instrument.Text) []string {
	w := &t.Words.Changed
	head := changeCells{area: w.Area, change: w.Change, help: w.MoreHelp}
	all := make([]changeCells, 0, len(told.Rows))
	anyThen := false
	for i := range told.Rows {
		c := cellsOf(&told.Rows[i], th, t)
		anyThen = anyThen || c.then != ""
		if told.Help != "" {
			head.help, c.help = "", ""
		}
		all = append(all, c)
	}
	for _, dates := range heads {
		head.now, head.then = dates[0], dates[1]
		if !anyThen {
			head.then = ""
		}
		for gap := 2; gap > 0; gap-- {
			if lines, ok := inColumns(head, all, gap, width, th); ok {
				return lines
			}
		}
	}
	return inBlocks(all, width, th, w)
}

// inColumns draws the rows with their cells aligned, and reports whether they
// fit.
func inColumns(head changeCells, all []changeCells, gap, width int, th *theme.Theme) ([]string, bool) {
	var areas, nows, thens, signs, changes, helps column
	for _, c := range append([]changeCells{head}, all...) {
		areas.see(c.area)
		nows.see(c.now)
		thens.see(c.then)
		signs.see(c.sign)
		changes.see(c.change)
		helps.see(c.help)
	}
	space := strings.Repeat(" ", gap)
	line := func(c changeCells, area, now, then, change, help theme.Style) string {
		parts := []string{areas.cell(c.area, area), nows.cell(c.now, now)}
		if thens.width > 0 {
			parts = append(parts, thens.cell(c.then, then))
		}
		sign := ""
		if signs.width > 0 {
			sign = signs.cell(c.sign, change) + " "
		}
		parts = append(parts, sign+changes.cell(c.change, change), helps.cell(c.help, help))
		return strings.TrimRight(strings.Join(parts, space), " ")
	}
	lines := []string{line(head, th.Quiet, th.Quiet, th.Quiet, th.Quiet, th.Quiet)}
	for _, c := range all {
		_, change := directionLook(c.direction, th)
		lines = append(lines, line(c, th.Text, th.Strong, th.Text, change, helpStyle(c.help, th)))
	}
	for _, l := range lines {
		if screen.Width(l) > width {
			return nil, false
		}
	}
	return lines, true
}

// helpStyle makes a wish for help stand out; what is no longer asked for does
// not.
func helpStyle(help string, th *theme.Theme) theme.Style {
	if strings.HasPrefix(help, th.Glyphs.Help) {
		return th.Warning
	}
	return th.Text
}

// inBlocks draws each row over two or three lines: the area with its change, the
// numbers, the wish for help.
func inBlocks(all []changeCells, width int, th *theme.Theme, w *instrument.ChangedWords) []string {
	var areas column
	for _, c := range all {
		areas.see(c.area)
	}
	var lines []string
	for _, c := range all {
		_, style := directionLook(c.direction, th)
		change := strings.TrimSpace(c.sign + " " + c.change)
		if areas.width+2+screen.Width(change) <= width {
			lines = append(lines, areas.cell(c.area, th.Strong)+"  "+style.Render(change))
		} else {
			lines = append(lines, th.Strong.Render(c.area), "  "+style.Render(change))
		}
		numbers := c.now
		if c.then != "" {
			numbers += ", " + c.then
		}
		lines = append(lines, styled(screen.Hang("  ", numbers, width), th.Text)...)
		if c.help != "" {
			lines = append(lines, "  "+helpStyle(c.help, th).Render(w.MoreHelpIs.With("words", c.help)))
		}
	}
	return lines
}

// drawDates draws the list of the dates that the assessment can be set beside.
func (c *Changed) drawDates(f screen.Frame) screen.Drawing {
	lines := styled(screen.Wrap(c.o.Text.Words.Changed.WhichDate.With("date", c.o.Text.Day(c.report.Now.Date)), f.Width), f.Theme.Title)
	lines = append(lines, "")
	rows, cursor := c.choosing.Draw(f.Width, f.Height-len(lines), func(a *dialog.Assessment, selected bool, width int) string {
		mark, style := " ", f.Theme.Text
		if selected {
			mark, style = f.Theme.Glyphs.Pointer, f.Theme.Selected
		}
		phrase := c.o.Text.Words.Changed.Rated
		if a.ID == c.earlier[len(c.earlier)-1].ID && c.latest() {
			phrase = c.o.Text.Words.Changed.RatedLast
		}
		about := c.o.Text.Day(a.DoneAt.Date()) + "  " + phrase.With("n", a.Answers.Count(dialog.Rated), "of", dialog.DomainCount)
		return mark + " " + style.Render(screen.Clip(about, width-2, f.Theme.Glyphs.Ellipsis))
	})
	return screen.Drawing{Body: strings.Join(append(lines, rows...), "\n"), Cursor: &screen.Point{X: 2, Y: len(lines) + max(cursor, 0)}}
}
