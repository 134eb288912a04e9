package board

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

const (
	pointerWidth   = 2
	gap            = 2
	narrowestTable = 76  // below, each person takes two lines
	narrowestWide  = 110 // from here on there is room for the days to the first DIALOG
	aboutHeight    = 20  // from here on there is room for more about one person
	lowHeight      = 14  // below, what can be filtered by takes one line
	aboutLines     = 8
)

// Draw draws the screen.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	lines := s.head(f)
	if said := s.sayings(); len(said) > 0 {
		at := len(lines)
		for _, sentence := range said {
			lines = append(lines, screen.Wrap(f.Theme.Signs(sentence), f.Width)...)
		}
		return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &screen.Point{Y: min(at, f.Height-1)}}
	}
	w := widthsFor(f.Width, s.view)
	s.list.SetRowHeight(2)
	if f.Width >= narrowestTable {
		s.list.SetRowHeight(1)
		lines = append(lines, f.Theme.Strong.Render(w.titles()))
	}
	var about []string
	if current, ok := s.list.Current(); ok && f.Width >= narrowestTable && f.Height >= aboutHeight {
		about = s.about(current, f)
	}
	height := max(f.Height-len(lines)-len(about)-1, 1)
	rows, at := s.list.Draw(f.Width, height, func(l *line, selected bool, width int) string { return s.row(l, selected, width, w, f.Theme) })
	cursor := screen.Point{Y: len(lines) + max(at, 0)}
	lines = append(lines, rows...)
	for range height - len(rows) {
		lines = append(lines, "")
	}
	lines = append(lines, f.Theme.Quiet.Render(s.hidden()))
	return screen.Drawing{Body: screen.Fit(strings.Join(append(lines, about...), "\n"), f), Cursor: &cursor}
}

// head is the title with the order, and what can be filtered by.
func (s *Screen) head(f screen.Frame) []string {
	title := map[view]string{looks: "Who to look at", lacks: "What records lack"}[s.view]
	line := f.Theme.Title.Render(screen.Clip(title, f.Width, ""))
	sorted := "sorted by " + s.order.String()
	if room := f.Width - screen.Width(title); s.index != nil && room >= screen.Width(sorted)+2 {
		line += f.Theme.Quiet.Render(screen.PadLeft(sorted, room, ""))
	}
	lines := []string{line}
	if s.index == nil {
		return append(lines, "")
	}
	return append(lines, s.filters(f)...)
}

// filters are the numbers to press with what they show and how many people that is,
// each kept whole. In a low window they are one line about the one that is on.
func (s *Screen) filters(f screen.Frame) []string {
	words := s.view.filters(s.o.Sends)
	if f.Width < narrowestTable {
		words = shortFilters[s.view][:len(words)]
	}
	items := make([]string, len(words))
	for n, word := range words {
		items[n] = fmt.Sprintf("%d %s %d", n+1, word, s.index.counts[s.view][n])
		if n == s.filter {
			items[n] = "[" + items[n] + "]"
		}
	}
	if f.Height < lowHeight && f.Width < narrowestTable {
		return []string{s.filterLine(items, f)}
	}
	lines, used := []string{""}, 0
	for n, item := range items {
		style, width := s.filterStyle(n, f.Theme), screen.Width(item)
		if used > 0 && used+gap+width > f.Width {
			lines, used = append(lines, ""), 0
		}
		if used > 0 {
			lines[len(lines)-1] += spaces(gap)
			used += gap
		}
		lines[len(lines)-1] += style.Render(screen.Clip(item, f.Width, f.Theme.Glyphs.Ellipsis))
		used += width
	}
	return lines
}

func (s *Screen) filterStyle(n int, th *theme.Theme) theme.Style {
	if n == s.filter {
		return th.Chosen
	}
	return th.Text
}

// filterLine is as many of the filters as one line holds, the one that is on among
// them, and a sign where there are others.
func (s *Screen) filterLine(items []string, f screen.Frame) string {
	more := f.Theme.Glyphs.Ellipsis
	room := f.Width - 2*(screen.Width(more)+1)
	first, end, used := 0, 0, 0
	for end < len(items) {
		used += screen.Width(items[end])
		if end > first {
			used += gap
		}
		if used > room {
			if end > s.filter && end > first {
				break
			}
			first, end, used = first+1, first+1, 0
			continue
		}
		end++
	}
	shown := make([]string, 0, len(items))
	for n := first; n < end; n++ {
		shown = append(shown, s.filterStyle(n, f.Theme).Render(items[n]))
	}
	line := strings.Join(shown, spaces(gap))
	if first > 0 {
		line = more + " " + line
	}
	if end < len(items) {
		line += " " + more
	}
	return line
}

// shortFilters are the words of the filters for a narrow window.
var shortFilters = [viewCount][]string{
	looks: {"due", "begun", "offered", "help", "low", "no goal", "past", "not sent"},
	lacks: {"NHS", "local id", "referral", "ethnicity", "gender", "orientation", "disability", "dates", "twice?"},
}

// sayings are what to say where no row is shown.
func (s *Screen) sayings() []string {
	switch {
	case s.failure != nil:
		return []string{"The caseload could not be read. " + dialog.ErrorMessage(s.failure), "", "Press ctrl+r to try again."}
	case s.index == nil:
		return []string{"Reading the caseload…"}
	case s.list.Len() > 0:
		return nil
	case s.filter >= 0:
		return []string{"", "Nobody on your caseload. Press 0 for everybody."}
	case s.view == lacks:
		return []string{"", "No record of your caseload lacks anything that is looked for here."}
	}
	return []string{"", "Nobody is on your caseload yet."}
}

func (s *Screen) hidden() string {
	above, below := s.list.Hidden()
	words := []string{fmt.Sprintf("%d shown", s.list.Len())}
	if above > 0 {
		words = append(words, fmt.Sprintf("%d more above", above))
	}
	if below > 0 {
		words = append(words, fmt.Sprintf("%d more below", below))
	}
	return "  (" + strings.Join(words, ", ") + ")"
}

// widths are how wide the columns of the table are, 0 for one that is not shown.
type widths struct{ name, due, help, low, fell, goals, past, wait, lacks int }

func widthsFor(width int, v view) widths {
	if v == lacks {
		name := min(max(width/3, 20), 40)
		return widths{name: name, lacks: max(width-pointerWidth-name-gap, 1)}
	}
	w := widths{name: 1, due: 23, help: 4, low: 3, fell: 4, goals: 5, past: 8}
	if width >= narrowestWide {
		w.due, w.wait = 27, 12
	}
	w.name += max(width-pointerWidth-w.total(), 0)
	return w
}

func (w widths) all() []int {
	return []int{w.name, w.due, w.help, w.low, w.fell, w.goals, w.past, w.wait, w.lacks}
}

func (w widths) total() int {
	sum := -gap
	for _, n := range w.all() {
		if n > 0 {
			sum += n + gap
		}
	}
	return sum
}

func (w widths) titles() string {
	return spaces(pointerWidth) + w.cells("Name", "DIALOG", "Help", "Low", "Fell", "Goals", "Past day", "To first one", "Lacks")
}

// cells sets one text for each column side by side.
func (w widths) cells(texts ...string) string {
	var out []string
	for i, n := range w.all() {
		if n > 0 {
			out = append(out, screen.Pad(texts[i], n, ""))
		}
	}
	return strings.Join(out, spaces(gap))
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }

// row draws one person in one line, or in two where the window is narrow.
func (s *Screen) row(l *line, selected bool, width int, w widths, th *theme.Theme) string {
	lines := []string{s.tableLine(l, w, th)}
	if width < narrowestTable {
		words := s.words(l, th)
		lines = []string{screen.FittingName(l.Person.ListNames(), width-pointerWidth, th), fitting(words, map[view]string{looks: ", ", lacks: "; "}[s.view], width-pointerWidth, th)}
	}
	for i, text := range lines {
		head := spaces(pointerWidth)
		if selected && i == 0 {
			head = screen.Pad(th.Glyphs.Pointer, pointerWidth, "")
		}
		if selected {
			text = th.Selected.Render(ansi.Strip(screen.Pad(text, width-pointerWidth, th.Glyphs.Ellipsis)))
		}
		lines[i] = head + text
	}
	return strings.Join(lines, "\n")
}

// fitting joins as many words as fit, each whole, with a sign where there are more.
func fitting(words []string, between string, width int, th *theme.Theme) string {
	for n := len(words); n > 1; n-- {
		line := strings.Join(words[:n], between)
		if n < len(words) {
			line += between + th.Glyphs.Ellipsis
		}
		if screen.Width(line) <= width {
			return line
		}
	}
	return screen.Clip(strings.Join(words, between), width, th.Glyphs.Ellipsis)
}

func (s *Screen) tableLine(l *line, w widths, th *theme.Theme) string {
	mark := th.Glyphs.Ellipsis
	name := screen.FittingName(l.Person.ListNames(), w.name, th)
	if s.view == lacks {
		return w.cells(name, "", "", "", "", "", "", "", screen.Clip(strings.Join(s.words(l, th), "; "), w.lacks, mark))
	}
	low, fell, past := number(l.Low.Count()), "", ""
	if n := l.Fallen.Count(); n > 0 {
		fell = th.Lower.Render(th.Glyphs.Down + strconv.Itoa(n))
	}
	switch {
	case l.own > 0:
		past = th.Warning.Render(fmt.Sprintf("%d yours", l.own))
	case l.past > 0:
		past = strconv.Itoa(l.past)
	}
	goals := "none"
	if l.GoalsEver > 0 {
		goals = strconv.Itoa(l.Goals)
	}
	return w.cells(name, screen.Clip(s.state(l), w.due, mark), number(l.Wants.Count()), low, fell, goals, past, waited(l), "")
}

// number is a count, empty where there is nothing.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// waited are the days to the first DIALOG, with a plus where they still go on.
func waited(l *line) string {
	switch {
	case l.waited < 0:
		return ""
	case l.FirstSince.IsZero():
		return strconv.Itoa(l.waited) + "+ days"
	case l.waited == 1:
		return "1 day"
	}
	return strconv.Itoa(l.waited) + " days"
}

// state says where the DIALOG stands, in few words.
func (s *Screen) state(l *line) string {
	switch {
	case !l.DraftID.IsZero():
		return fmt.Sprintf("unfinished, %d of %d", l.DraftRated, dialog.DomainCount)
	case l.Attempt != "":
		return "offered: " + report.AttemptWords(l.Attempt)
	}
	return report.DueWords(l.Summary, s.o.Rules, s.index.today)
}

// shortState says the same for a narrow window.
func (s *Screen) shortState(l *line) string {
	switch {
	case !l.DraftID.IsZero():
		return fmt.Sprintf("unfinished %d/%d", l.DraftRated, dialog.DomainCount)
	case l.Attempt != "":
		return "not done"
	case l.due.State == dialog.Overdue:
		return fmt.Sprintf("overdue %dd", l.due.Days)
	case l.due.State == dialog.DueFirst:
		return "first"
	case l.due.State == dialog.NotDue:
		return "not due"
	}
	return s.state(l)
}

// words are a person's line where there is no table.
func (s *Screen) words(l *line, th *theme.Theme) []string {
	if s.view == lacks {
		said := report.GapsOf(l.Summary, s.index.today)
		if len(l.twins) > 0 {
			said = append(said, "may be in the record twice")
		}
		return said
	}
	words := []string{s.shortState(l)}
	for _, more := range []struct {
		n    int
		word string
	}{{l.past, "past "}, {l.Wants.Count(), "help "}, {l.Low.Count(), "low "}, {l.Fallen.Count(), th.Glyphs.Down}, {s.unsent(l), "not sent "}} {
		if more.n > 0 {
			words = append(words, more.word+strconv.Itoa(more.n))
		}
	}
	return words
}

// about is more about one person, in as many lines whoever it is, so that the list
// stands still while the cursor moves.
func (s *Screen) about(l *line, f screen.Frame) []string {
	p, th := l.Person, f.Theme
	lines := []string{th.Strong.Render(screen.Clip(fmt.Sprintf("%s  born %s  NHS No. %s", th.Who(p.ListName()), th.Who(p.BirthDate.String()), th.Who(p.NHSNumber.String())),
		f.Width-pointerWidth, th.Glyphs.Ellipsis))}
	said := report.BoardLines(l.Summary, s.o.Text, s.o.Rules, s.index.today, s.o.Worker)
	if n := s.unsent(l); n > 0 {
		said[0] += fmt.Sprintf(" Not yet sent: %d, kept back: %d.", n, l.Stuck)
	}
	if s.view == lacks {
		said = s.twinLines(l, th)
		said = append(said, screen.Wrap("Missing or doubtful: "+strings.Join(s.words(l, th), "; ")+".", f.Width-pointerWidth)...)
	}
	for _, sentence := range said {
		lines = append(lines, screen.Hang("", sentence, f.Width-pointerWidth)...)
	}
	if len(lines) > aboutLines {
		lines[aboutLines-1] = screen.Clip(lines[aboutLines-1]+th.Glyphs.Ellipsis, f.Width-pointerWidth, th.Glyphs.Ellipsis)
	}
	lines = append(lines, make([]string, aboutLines)...)[:aboutLines]
	for i := range lines {
		lines[i] = spaces(pointerWidth) + lines[i]
	}
	return lines
}

// twinLines name who may be the same person, a line each.
func (s *Screen) twinLines(l *line, th *theme.Theme) []string {
	var lines []string
	for _, id := range l.twins {
		p := s.index.people[id].Person
		lines = append(lines, fmt.Sprintf("The same person? %s  born %s  NHS No. %s", th.Who(p.ListName()), th.Who(p.BirthDate.String()), th.Who(p.NHSNumber.String())))
	}
	return lines
}

// unsent is how many assessments are not at the centre yet, where there is one.
func (s *Screen) unsent(l *line) int {
	if !s.o.Sends {
		return 0
	}
	return l.Unsent
}
