package report

import (
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Copy is what a person takes home of the latest DIALOG and of what was agreed: the
// chosen parts and nothing else. An area that is guarded and was not chosen is left
// out everywhere, with the goals and actions that belong to it and the means that
// would give it away, and nothing says that something was left out.
func Copy(r *dialog.Record, words *instrument.Text, parts []Part, today dialog.Date) Document {
	c := copying{r: r, words: words, parts: parts, today: today}
	if past := r.History(); len(past) > 0 {
		c.now = past[len(past)-1]
	}
	d := Document{Title: "For " + text.Show(r.Person.CallName()), Made: today}
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
		return section("What you said", Block{Text: "There is no DIALOG yet."})
	}
	var then *dialog.Assessment
	if earlier := c.r.Earlier(c.now); len(earlier) > 0 && c.has(PartChanged) {
		then = earlier[len(earlier)-1]
	}
	compared := Compare(c.r, c.now, then, c.words).only(c.shown(), c.now, c.words)
	s := section("What you said on " + c.now.DoneAt.Date().String())
	if c.has(PartRatings) {
		s.Blocks = append(s.Blocks, Block{Table: ratingsTable(&compared, c.has(PartChanged) && then != nil)})
	}
	if c.has(PartChanged) {
		s.Blocks = append(s.Blocks, Block{Text: strings.Join(compared.Sentences, " ")})
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
	for _, m := range v.Marks {
		if m != OnBehalf {
			said = append(said, m.Sentence())
		}
	}
	if v.Has(OnBehalf) && !c.has(PartChanged) {
		said = append(said, "Somebody else gave these answers on your behalf.")
	}
	return strings.Join(said, " ")
}

// ratingsTable has a row for each area: now, then where there is one, and whether
// more help was asked for. A column in which nothing stands is left out.
func ratingsTable(c *Changed, then bool) *Table {
	t := &Table{Columns: []Column{{Name: "Area"}, {Name: "Now"}}}
	if then {
		t.Columns = append(t.Columns, Column{Name: "On " + c.Then.Date.String()}, Column{Short: "Change"})
	}
	help := slices.ContainsFunc(c.Rows, func(row Row) bool { return row.Now.Help == dialog.HelpWanted })
	if help {
		t.Columns = append(t.Columns, Column{Name: "More help"})
	}
	for _, row := range c.Rows {
		cells := []string{row.Area, row.Now.Words}
		if then {
			cells = append(cells, row.Then.Words, row.Change)
		}
		if help {
			wanted := ""
			if row.Now.Help == dialog.HelpWanted {
				wanted = "wanted"
			}
			cells = append(cells, wanted)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// agreed tells what was agreed at the latest DIALOG, and what is still open from
// before.
func (c *copying) agreed() Section {
	if !c.has(PartActions) {
		return Section{}
	}
	var lines, open []string
	for i := range c.r.Actions {
		a := &c.r.Actions[i]
		switch g := c.r.Goal(a.Goal); {
		case a.Struck.Out() || !c.shows(a.Domain) || g != nil && !c.shows(g.Domain):
		case c.now != nil && a.Assessment == c.now.ID:
			lines = append(lines, c.action(a))
		case a.Open():
			open = append(open, c.action(a))
		}
	}
	if len(lines)+len(open) == 0 {
		return section("What we agreed", Block{Text: "Nothing is written down to be done."})
	}
	s := section("What we agreed", Block{Items: lines})
	if len(open) > 0 {
		if len(lines) > 0 {
			s.Blocks = append(s.Blocks, Block{Text: "Still open from before:"})
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
		words += " (" + OutcomeWords(last.Outcome, c.words) + " on " + last.At.Date().String() + ")"
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
		return section("When we meet next", Block{Text: "Nothing is written down yet."})
	}
	return section("When we meet next", Block{Text: sentenceStart(MeetingWords(next, c.words)) + "."})
}

// goals tells the goals that are active, and those reached since the DIALOG before.
func (c *copying) goals() Section {
	if !c.has(PartGoals) {
		return Section{}
	}
	var items []string
	for _, g := range c.ownGoals() {
		line := g.Text
		if n := len(g.Ratings); n > 0 {
			line += ": " + goalPoint(g.Ratings[n-1]).Words + " on " + g.Ratings[n-1].Date.String()
		} else {
			line += ": not rated yet"
		}
		if g.Status == dialog.GoalReached {
			line += "; reached on " + g.Changed.String()
		}
		items = append(items, line)
	}
	if len(items) == 0 {
		return section("Your goals", Block{Text: "No goal is set for now."})
	}
	return section("Your goals", Block{Items: items})
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

func goalPoint(r GoalRating) Point {
	return Point{Date: r.Date, Value: float64(r.Rating), Words: strconv.Itoa(r.Rating) + " of " + strconv.Itoa(dialog.HighestGoalRating)}
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
			line.Points = append(line.Points, goalPoint(r))
		}
		if len(line.Points) > 0 {
			t.Goals = append(t.Goals, line)
		}
	}
	t.span()
	if t.From.IsZero() {
		return section("Over the years", Block{Text: "There is nothing to draw yet."})
	}
	return section("Over the years", Block{Chart: t})
}

// means are the lines of the two means. One with an area left out is not drawn: it
// would say something about what is left out.
func (c *copying) means(y *Years) []Line {
	var lines []Line
	for i, domains := range [][]dialog.Domain{dialog.LifeDomains(), dialog.TreatmentDomains()} {
		if slices.ContainsFunc(domains, func(d dialog.Domain) bool { return !c.shows(d) }) {
			continue
		}
		line := Line{Name: y.Means[i].Name}
		for _, p := range y.Means[i].Points {
			visit := &y.Visits[p.Visit]
			value, ok := p.Mean.Value()
			line.Points = append(line.Points, Point{Date: visit.Date, Value: value, Words: p.Mean.String(), Apart: visit.Has(OnBehalf), Gap: !ok})
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
			items = append(items, StepWords(step, c.words)+": "+text.Show(note.Text))
		}
	}
	return section("Notes: "+c.words.Short(d), Block{Items: items})
}

// foot says how to read the numbers and where the measure is from.
func (c *copying) foot() []string {
	var foot []string
	if c.has(PartRatings) || c.has(PartChanged) || c.has(PartChart) {
		foot = append(foot, "DIALOG asks how satisfied you are, from 1 "+c.words.Label(dialog.LowestRating)+" to 7 "+c.words.Label(dialog.HighestRating)+". "+instrument.Attribution)
	}
	if c.has(PartGoals) || c.has(PartChart) {
		foot = append(foot, "Goals are rated from 0, nothing of it yet, to 10, all of it. That scale is Alongside's own.")
	}
	return append(foot, "This paper is yours. It says what was recorded, and is no advice.")
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
