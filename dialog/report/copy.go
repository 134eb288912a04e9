package report

import (
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Copy is what a person takes home of the latest DIALOG and of what was agreed: the
// chosen parts and nothing else. An area that is guarded and was not chosen is left
// out everywhere, with the goals and actions that belong to it and the means that
// would give it away, and nothing says that something was left out. It is written in
// the language of the words.
func Copy(r *dialog.Record, words *instrument.Text, parts []Part, today dialog.Date) Document {
	c := copying{r: r, words: words, w: &words.Words.Copy, parts: parts, today: today}
	if past := r.History(); len(past) > 0 {
		c.now = past[len(past)-1]
	}
	d := Document{Title: c.w.For.With("name", text.Show(r.Person.CallName())), Made: today, Language: words}
	d.add(c.rated())
	d.add(c.agreed())
	d.add(c.meeting())
	d.add(c.goals())
	d.add(c.chart())
	for _, area := range dialog.Domains() {
		d.add(c.notes(area))
	}
	d.Foot = c.foot()
	return d
}

// copying is a copy in the making.
type copying struct {
	r     *dialog.Record
	words *instrument.Text
	w     *instrument.CopyWords // of the words
	parts []Part
	today dialog.Date
	now   *dialog.Assessment // the latest that counts, nil for none
}

func (c *copying) has(p Part) bool { return slices.Contains(c.parts, p) }

// shows reports whether an area may come up. Nothing, the area of goals and actions
// that belong to none, may.
func (c *copying) shows(d dialog.Domain) bool {
	return !slices.Contains(guardedAreas(), d) || c.has(Part(d.String()))
}

func (c *copying) shown() []dialog.Domain {
	return slices.DeleteFunc(slices.Clone(dialog.Domains()), func(d dialog.Domain) bool { return !c.shows(d) })
}

// rated tells the ratings, and what changed, of the latest DIALOG.
func (c *copying) rated() Section {
	if !c.has(PartRatings) && !c.has(PartChanged) {
		return Section{}
	}
	if c.now == nil {
		return section(c.w.WhatYouSaid, Block{Text: c.w.NoneYet})
	}
	var then *dialog.Assessment
	if c.has(PartChanged) {
		then = c.r.Before(c.now)
	}
	compared := Compare(c.r, c.now, then, c.words).only(c.shown(), c.now, c.words)
	var said []string
	s := section(c.w.WhatYouSaidOn.With("date", c.words.Day(c.now.DoneAt.Date())))
	if c.has(PartRatings) {
		s.Blocks = append(s.Blocks, Block{Table: c.ratingsTable(&compared, c.has(PartChanged) && then != nil)})
		said = append(said, helpAlike(compared.Rows, c.words))
	}
	if c.has(PartChanged) {
		said = append(said, compared.Sentences...)
	}
	if text := strings.TrimSpace(strings.Join(said, " ")); text != "" {
		s.Blocks = append(s.Blocks, Block{Text: text})
	}
	if remarks := c.remarks(); remarks != "" {
		s.Blocks = append(s.Blocks, Block{Text: remarks})
	}
	return s
}

// remarks says what to know about the latest DIALOG. Why it was closed is in the
// worker's words and stays out.
func (c *copying) remarks() string {
	v := visitOf(c.now)
	var said []string
	if v.Has(Amended) {
		said = append(said, c.w.Amended)
	}
	if v.Has(Closed) {
		said = append(said, c.w.Closed)
	}
	if v.Has(OnBehalf) && !c.has(PartChanged) {
		said = append(said, c.w.OnBehalf)
	}
	return strings.Join(said, " ")
}

// ratingsTable has a row for each area: now, then where there is one, and what was
// answered about more help, which is left out where that can be said once for all.
func (c *copying) ratingsTable(told *Changed, then bool) *Table {
	w := &c.words.Words.Changed
	t := &Table{Columns: []Column{{Name: w.Area}, {Name: w.Now}}}
	if then {
		t.Columns = append(t.Columns, Column{Name: c.w.Then.With("date", c.words.Day(told.Then.Date))}, Column{Short: w.Change})
	}
	help := helpAlike(told.Rows, c.words) == ""
	if help {
		t.Columns = append(t.Columns, Column{Name: w.MoreHelp})
	}
	for _, row := range told.Rows {
		cells := []string{row.Area, row.Now.Words}
		if then {
			cells = append(cells, row.Then.Words, row.Change)
		}
		if help {
			cells = append(cells, c.moreHelp(row.Now.Help))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// moreHelp is the answer about more help, "no" apart from where nobody asked.
func (c *copying) moreHelp(h dialog.Help) string {
	switch h {
	case dialog.HelpWanted:
		return c.w.MoreHelpWanted
	case dialog.HelpNot:
		return c.words.Words.Value.BriefNo
	}
	return c.words.Words.Value.BriefNotAsked
}

// agreed tells what was agreed at the latest DIALOG, and what is still open from
// before.
func (c *copying) agreed() Section {
	if !c.has(PartActions) {
		return Section{}
	}
	var lines, open []string
	more := false // is agreed, and stays out
	for i := range c.r.Actions {
		a := &c.r.Actions[i]
		latest := c.now != nil && a.Assessment == c.now.ID
		switch g := c.r.Goal(a.Goal); {
		case a.Struck.Out():
		case !c.shows(a.Domain) || g != nil && !c.shows(g.Domain):
			more = more || latest || a.Open()
		case latest:
			lines = append(lines, c.action(a))
		case a.Open():
			open = append(open, c.action(a))
		}
	}
	switch {
	case len(lines)+len(open) > 0:
	case more:
		return Section{} // to say that nothing is agreed would not be true
	default:
		return section(c.w.Agreed, Block{Text: c.w.NothingAgreed})
	}
	s := section(c.w.Agreed, Block{Items: lines})
	if len(open) > 0 {
		if len(lines) > 0 {
			s.Blocks = append(s.Blocks, Block{Text: c.w.StillOpen})
		}
		s.Blocks = append(s.Blocks, Block{Items: open})
	}
	return s
}

// action says an action with what became of it so far. The word on a review is a
// note and stays out.
func (c *copying) action(a *dialog.Action) string {
	words := ActionWords(c.r, a, c.words)
	if last, reviewed := a.Latest(); reviewed {
		words = c.w.Reviewed.With("action", words, "outcome", OutcomeWords(last.Outcome, c.words), "date", c.words.Day(last.At.Date()))
	}
	return words
}

// meeting says when people meet next. On the day of a DIALOG that is after it.
func (c *copying) meeting() Section {
	if !c.has(PartMeeting) {
		return Section{}
	}
	from := c.today
	if c.now != nil && c.now.DoneAt.Date() == c.today {
		from = c.today.AddDays(1)
	}
	next := c.r.NextMeeting(from)
	if next == nil {
		return section(c.w.Meeting, Block{Text: c.w.NoMeeting})
	}
	return section(c.w.Meeting, Block{Text: sentenceStart(c.w.Meets.With("meeting", MeetingWords(next, c.words)))})
}

// goals tells the goals that are active, and those reached since the DIALOG before.
func (c *copying) goals() Section {
	if !c.has(PartGoals) {
		return Section{}
	}
	var items []string
	for _, g := range c.ownGoals() {
		line := c.w.GoalUnrated.With("goal", g.Text)
		if n := len(g.Ratings); n > 0 {
			line = c.w.GoalAt.With("goal", g.Text, "rating", c.goalPoint(g.Ratings[n-1]).Words, "date", c.words.Day(g.Ratings[n-1].Date))
		}
		if g.Status == dialog.GoalReached {
			line = c.w.GoalReached.With("goal", line, "date", c.words.Day(g.Changed))
		}
		items = append(items, line)
	}
	switch {
	case len(items) > 0:
	case slices.ContainsFunc(goalsOf(c.r, c.words), func(g Goal) bool { return g.Status != dialog.GoalSetDown }):
		return Section{} // there are some, and they stay out
	default:
		return section(c.w.Goals, Block{Text: c.w.NoGoals})
	}
	return section(c.w.Goals, Block{Items: items})
}

// ownGoals are the goals that may come up and are not set down.
func (c *copying) ownGoals() []Goal {
	var goals []Goal
	for _, g := range goalsOf(c.r, c.words) {
		if of := c.r.Goal(g.ID); c.shows(of.Domain) && g.Status != dialog.GoalSetDown {
			goals = append(goals, g)
		}
	}
	return goals
}

func (c *copying) goalPoint(r GoalRating) Point {
	return Point{Date: r.Date, Value: float64(r.Rating), Words: c.w.OfTen.With("n", r.Rating, "of", dialog.HighestGoalRating)}
}

// chart draws the two means and the goals.
func (c *copying) chart() Section {
	if !c.has(PartChart) {
		return Section{}
	}
	y := YearsOf(c.r, c.words)
	t := &Timeline{Measure: c.means(&y)}
	for _, g := range c.ownGoals() {
		line := Line{Name: g.Text}
		for _, r := range g.Ratings {
			line.Points = append(line.Points, c.goalPoint(r))
		}
		if len(line.Points) > 0 {
			t.Goals = append(t.Goals, line)
		}
	}
	t.span()
	if t.From.IsZero() {
		return section(c.w.Years, Block{Text: c.w.NoYears})
	}
	return section(c.w.Years, Block{Chart: t})
}

// means are the lines of the two means. One with an area left out is not drawn: it
// would say something about what is left out.
func (c *copying) means(y *Years) []Line {
	var lines []Line
	names := []string{c.words.Words.Mean.Life, c.words.Words.Mean.Treatment}
	for i, domains := range [][]dialog.Domain{dialog.LifeDomains(), dialog.TreatmentDomains()} {
		if slices.ContainsFunc(domains, func(d dialog.Domain) bool { return !c.shows(d) }) {
			continue
		}
		line := Line{Name: names[i]}
		for _, p := range y.Means[i].Points {
			visit := &y.Visits[p.Visit]
			value, ok := p.Mean.Value()
			words := p.Mean.String()
			if p.Mean.N < p.Mean.Of {
				words += " (" + p.Basis(c.words) + ")"
			}
			line.Points = append(line.Points, Point{Date: visit.Date, Value: value, Words: words, Apart: visit.Has(OnBehalf), Gap: !ok, Broken: p.Broken()})
		}
		if slices.ContainsFunc(line.Points, func(p Point) bool { return !p.Gap }) {
			lines = append(lines, line)
		}
	}
	return lines
}

// span sets the first and the last day on which something stands.
func (t *Timeline) span() {
	for _, line := range slices.Concat(t.Measure, t.Goals) {
		for _, p := range line.Points {
			if t.From.IsZero() || p.Date.Before(t.From) {
				t.From = p.Date
			}
			if t.To.Before(p.Date) {
				t.To = p.Date
			}
		}
	}
}

// notes tells what was written down about one area at the latest DIALOG.
func (c *copying) notes(d dialog.Domain) Section {
	if !c.has(NotesOf(d)) || c.now == nil {
		return Section{}
	}
	var items []string
	if note := c.now.Answers.Get(d).Note; note != "" {
		items = append(items, text.ShowLines(note)...)
	}
	for _, step := range dialog.Steps() {
		if note, noted := c.r.Talk(c.now.ID).Note(d, step); noted {
			items = append(items, c.w.Note.With("step", StepWords(step, c.words), "note", text.Show(note.Text)))
		}
	}
	return section(c.w.Notes.With("area", c.words.Short(d)), Block{Items: items})
}

// foot says how to read the numbers and where the measure is from.
func (c *copying) foot() []string {
	var foot []string
	if c.has(PartRatings) || c.has(PartChanged) || c.has(PartChart) {
		foot = append(foot, c.w.Scale.With("low", dialog.LowestRating, "low_label", c.words.Label(dialog.LowestRating),
			"high", dialog.HighestRating, "high_label", c.words.Label(dialog.HighestRating))+" "+c.w.Attribution)
	}
	if c.has(PartGoals) || c.has(PartChart) {
		foot = append(foot, c.w.GoalScale)
	}
	return append(foot, c.w.Yours)
}

// CopyIn is the language of those offered in which a copy is written: the one in which
// the latest DIALOG was read, and where that is none of them the first, English.
func CopyIn(r *dialog.Record, offered []*instrument.Text) *instrument.Text {
	tag := ""
	if past := r.History(); len(past) > 0 {
		tag = past[len(past)-1].ReadIn()
	}
	for _, t := range offered {
		if t.Tag == tag {
			return t
		}
	}
	if len(offered) == 0 {
		return instrument.English()
	}
	return offered[0]
}

// HasNotes reports whether something is written down about an area that a copy
// could take along.
func HasNotes(r *dialog.Record, d dialog.Domain) bool {
	past := r.History()
	if len(past) == 0 {
		return false
	}
	now := past[len(past)-1]
	if now.Answers.Get(d).Note != "" {
		return true
	}
	for _, step := range dialog.Steps() {
		if _, noted := r.Talk(now.ID).Note(d, step); noted {
			return true
		}
	}
	return false
}
