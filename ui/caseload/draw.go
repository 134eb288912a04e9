package caseload

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The smallest window in which a person can be found without mistaking a name,
// and the height from which there is room for more about the one the cursor is on.
const (
	smallestWidth  = 34
	smallestHeight = 8
	aboutHeight    = 14
)

// Draw draws the screen.
func (s *Screen) Draw(f screen.Frame) screen.Drawing {
	if f.Width < smallestWidth || f.Height < smallestHeight {
		said := screen.Wrap("Please make this window larger. The list of people needs at least 34 columns and 12 lines.", f.Width)
		return screen.Drawing{Body: screen.Fit(strings.Join(said, "\n"), f), Cursor: &screen.Point{}}
	}
	lines, cursor := s.drawBox(f)
	if s.shows() && s.list.Len() > 0 {
		return s.drawList(f, lines, cursor)
	}
	lines = append(lines, "")
	for _, said := range s.sayings() {
		lines = append(lines, screen.Wrap(f.Theme.Signs(said), f.Width)...)
	}
	return screen.Drawing{Body: screen.Fit(strings.Join(lines, "\n"), f), Cursor: &cursor}
}

// drawBox draws the search box with the counts below it.
func (s *Screen) drawBox(f screen.Frame) (lines []string, cursor screen.Point) {
	label := "Find a person  "
	if f.Width < narrowestTable {
		label = "Find  "
	}
	left := screen.Width(label)
	input, cursor := s.box.Draw(min(f.Width-left, 50), true, f.Theme)
	if f.Theme.Masked && !s.typed.empty() {
		input[0], cursor.X = f.Theme.Who(s.typed.typed), 0
	}
	cursor.X += left
	if s.box.Raw() == "" && s.shows() && f.Width >= narrowestTable { // without the list it is said below
		input[0] = f.Theme.Quiet.Render(" (type part of a name, an NHS number or a local id)")
	}
	lines = append(lines, f.Theme.Strong.Render(label)+input[0])
	lines = append(lines, s.counts(f))
	if s.sending.Words != "" {
		lines = append(lines, s.sent(f))
	}
	return lines, cursor
}

// sent is the line about what is not at the centre yet.
func (s *Screen) sent(f screen.Frame) string {
	style, said := f.Theme.Quiet, []string{s.sending.Words + " (f9)", s.sending.Words, s.sending.Short + " (f9)", s.sending.Short}
	if s.sending.Urgent {
		style = f.Theme.Warning
	}
	return style.Render(screen.Fitting(said, f.Width, f.Theme))
}

// counts is the line of numbers, with how the list is sorted where it is shown.
func (s *Screen) counts(f screen.Frame) string {
	if s.index == nil {
		return ""
	}
	x := s.index
	dot := " " + f.Theme.Glyphs.Dot + " "
	people := counted(len(x.people), "person", "people")
	long := fmt.Sprintf("%d unfinished%s%d due or overdue%s%s", x.unfinished, dot, x.due, dot, people)
	short := fmt.Sprintf("%d unfinished%s%d due%s%s", x.unfinished, dot, x.due, dot, people)
	if !s.typed.empty() {
		long += fmt.Sprintf("%s%d found", dot, len(s.found))
		short = fmt.Sprintf("%d found of %s", len(s.found), people)
	}
	said := screen.Fitting([]string{long, short}, f.Width, f.Theme)
	sorted := "sorted by " + s.order.String()
	if room := f.Width - screen.Width(said); s.shows() && room >= screen.Width(sorted)+2 {
		said += screen.PadLeft(sorted, room, "")
	}
	return f.Theme.Quiet.Render(said)
}

// sayings are what to say where no row is shown.
func (s *Screen) sayings() []string {
	switch {
	case s.failure != nil:
		return []string{"The caseload could not be read. " + dialog.ErrorMessage(s.failure), "", "Press ctrl+r to try again."}
	case s.index == nil:
		return []string{"Opening the caseload…"}
	case len(s.index.people) == 0 && s.options.Others:
		return []string{"Nobody is on your caseload yet.", "", "Press ctrl+n to add a person, or f4 to open the record of somebody on another caseload."}
	case len(s.index.people) == 0:
		return []string{"Nobody is on your caseload yet.", "", "Press ctrl+n to add a person."}
	case s.shows() && s.options.Others:
		return []string{"Nobody on your caseload is found by that.", "", "Try fewer letters. Press f4 for somebody else's record, or ctrl+n to add a person."}
	case s.shows():
		return []string{"Nobody on your caseload is found by that.", "", "Try fewer letters, or press ctrl+n to add a person."}
	}
	return []string{"Type part of a name, an NHS number or a local id.", "", "Tab shows everybody. No name is on the screen until then."}
}

// drawList draws the list below the box, and below that more about the person the
// cursor is on where there is room.
func (s *Screen) drawList(f screen.Frame, lines []string, cursor screen.Point) screen.Drawing {
	d := newDrawer(s, f)
	s.list.SetRowHeight(2)
	if f.Width >= narrowestTable {
		s.list.SetRowHeight(1)
		lines = append(lines, f.Theme.Strong.Render(d.widths.titles()))
	}
	var about []string
	if current, ok := s.list.Current(); ok && f.Width >= narrowestTable && f.Height >= aboutHeight {
		about = s.aboutPerson(current, f)
	}
	height := f.Height - len(lines) - 1
	if len(about) > 0 {
		height -= len(about)
	}
	rows, at := s.list.Draw(f.Width, height, d.row)
	if s.inList {
		cursor = screen.Point{X: 0, Y: len(lines) + at}
	}
	lines = append(lines, rows...)
	for range height - len(rows) {
		lines = append(lines, "")
	}
	lines = append(lines, f.Theme.Quiet.Render(s.hiddenWords()))
	lines = append(lines, about...)
	return screen.Drawing{Body: strings.Join(lines, "\n"), Cursor: &cursor}
}

// hiddenWords says how many people are above and below those on the screen.
func (s *Screen) hiddenWords() string {
	above, below := s.list.Hidden()
	var words []string
	if above > 0 {
		words = append(words, fmt.Sprintf("%d more above", above))
	}
	if below > 0 {
		words = append(words, fmt.Sprintf("%d more below", below))
	}
	if len(words) == 0 {
		return ""
	}
	return "  (" + strings.Join(words, ", ") + ")"
}

// aboutPerson is more about one person, in four lines whoever it is, so that the
// list stands still while the cursor moves.
func (s *Screen) aboutPerson(r *row, f screen.Frame) []string {
	th := f.Theme
	lines := []string{
		th.Strong.Render(identity(r, f.Width, th)),
		latestWords(r, f.Width, th),
		reviewWords(r, f.Width, th),
		th.Warning.Render(s.similarTo(r, f.Width, th)),
	}
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	return lines
}

// identity names the person, with the NHS number always whole.
func identity(r *row, width int, th *theme.Theme) string {
	width -= pointerWidth
	p := r.Person
	number := "  NHS No. " + th.Who(p.NHSNumber.String())
	said := screen.FittingName(p.ListNames(), width-screen.Width(number), th) + number
	for _, more := range []struct{ label, value string }{{"called ", p.Preferred}, {"local id ", p.LocalPatientID}} {
		piece := "  " + more.label + th.Who(text.Show(more.value))
		if more.value != "" && screen.Width(said)+screen.Width(piece) <= width {
			said += piece
		}
	}
	return said
}

// latestWords tell the latest DIALOG.
func latestWords(r *row, width int, th *theme.Theme) string {
	if r.Last.IsZero() {
		return "No DIALOG yet."
	}
	means := func(before, between string) string {
		return before + r.Last.Date().String() + ": life " + meanWords(r.Life, r.LifeChange, between) +
			", treatment " + meanWords(r.Treatment, r.TreatChange, between) + "."
	}
	return screen.Fitting([]string{means("Last DIALOG ", "mean of "), means("DIALOG ", ""), means("", "")}, width-pointerWidth, th)
}

func meanWords(m dialog.Mean, c dialog.MeanChange, between string) string {
	rated := fmt.Sprintf(" (%s%d of %d)", between, m.N, m.Of)
	said := m.String()
	if said == "" {
		return "no mean" + rated
	}
	if c.String() != "" {
		said += ", " + c.String()
	}
	return said + rated
}

// reviewWords tell what is due and what came of the last offer, in full, and how
// many goals there are.
func reviewWords(r *row, width int, th *theme.Theme) string {
	long, short := dueSentences(r)
	words := []string{long, short}
	switch {
	case r.draft:
		draft := fmt.Sprintf("Unfinished DIALOG from %s, %d of %d.", r.DraftAt.Date(), r.DraftRated, dialog.DomainCount)
		words = []string{draft + " " + long, draft + " " + short, draft}
	case r.Attempt != "":
		full, _ := attemptWords(r.Attempt)
		offer := "Last offer: " + full + " on " + r.AttemptAt.Date().String() + "."
		words = []string{long + " " + offer, short + " " + offer, offer}
	}
	if r.Goals > 0 {
		words = append([]string{words[0] + " " + counted(r.Goals, "goal.", "goals.")}, words...)
	}
	return screen.Fitting(words, width-pointerWidth, th)
}

// dueSentences say what is due, at length and briefly.
func dueSentences(r *row) (long, short string) {
	on := r.due.On.String()
	switch r.due.State {
	case dialog.Overdue:
		overdue := "Overdue " + days(r.due.Days)
		return overdue + ": a DIALOG was due on " + on + ".", overdue + "."
	case dialog.DueFirst:
		return "Offer the first DIALOG at the first or second meeting.", "Offer the first DIALOG."
	case dialog.NotAsked:
		said := "No DIALOG is due: " + string(r.Standing) + "."
		return said, said
	}
	return "The next DIALOG is due on " + on + ".", "Due on " + on + "."
}

// similarTo names those whose names may be taken for this one, as many as fit.
func (s *Screen) similarTo(r *row, width int, th *theme.Theme) string {
	said := ""
	if th.Masked {
		return said
	}
	for _, id := range s.alike[r.Person.ID] {
		other := s.index.people[id]
		if other == nil {
			continue
		}
		p := other.Person
		piece := fmt.Sprintf("%s, born %s, NHS No. %s", p.ListName(), p.BirthDate, p.NHSNumber)
		if said == "" {
			said = "Similar name: " + piece
		} else if longer := said + "; " + piece; screen.Width(longer) <= width-pointerWidth {
			said = longer
		}
	}
	return screen.Clip(said, width-pointerWidth, th.Glyphs.Ellipsis)
}
