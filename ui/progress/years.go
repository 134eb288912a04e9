package progress

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/chart"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// view is one of the four ways of looking at the years.
type view int

const (
	strips view = iota
	charts
	inWords
	table
	views // how many there are
)

// span is how far back the picture goes.
type span int

const (
	all span = iota
	twoYears
	oneYear
	spans // how many there are
)

// Years is the screen of a person's years: each area as a strip of digits at
// their dates, the two means and the goals as charts, all of it in words, and as
// a table.
type Years struct {
	o        Options
	drawn    *chart.Words // what the charts say of themselves
	report   report.Years
	cells    [][]chart.Cell // of the strips, by area
	happened []chart.Cell   // of the strip of what happened
	told     []report.Passage
	sheets   [2]sheet // of ratings, of goals
	sheet    int      // which of them is in view
	view     view
	span     span
	area     int // the area in focus, among the strips
	plot     int // the first chart in view
	words    screen.Scroll
	detail   bool // one area, or one date, is open by itself
	alone    screen.Scroll
	plotMost int // the last chart that can come first, when last drawn
}

// NewYears makes the screen. Where the language lacks the words of the years it is in
// English as a whole.
func NewYears(o Options) *Years {
	o.Text = o.Text.For(instrument.PartYears)
	y := &Years{o: o, drawn: chartWords(o.Text)}
	for i := range y.sheets {
		y.sheets[i].rows = list.New(strconv.Itoa)
	}
	y.refresh(o.Record)
	return y
}

// refresh gathers everything once, so that drawing has only to lay it out.
func (y *Years) refresh(r *dialog.Record) {
	y.o.Record = r
	y.report = report.YearsOf(r, y.o.Text)
	y.cells = make([][]chart.Cell, len(y.report.Areas))
	for i := range y.cells {
		y.cells[i] = y.ratingCells(&y.report.Areas[i])
	}
	y.happened = happenedCells(y.report.Happened)
	y.told = y.report.InWords()
	y.sheets[0].set(y.report.Grid())
	y.sheets[1].set(y.report.GoalsTable())
}

// Init fetches nothing.
func (y *Years) Init() tea.Cmd { return nil }

// The keys of the screen, beside those of the screen before.
var (
	keyViews  = screen.Key("1-4", "view", "1", "2", "3", "4")
	keyNext   = screen.Key("tab", "next view")
	keyBefore = key.NewBinding(key.WithKeys("shift+tab"))
	keySpan   = screen.Key("s", "all, 2 years, 1 year")
	keyArea   = screen.Key("↑/↓", "area", "up", "down")
	keyPlot   = screen.Key("↑/↓", "charts", "up", "down")
	keySheet  = screen.Key("g", "goals or ratings")
	keyOpen   = screen.Key("enter", "details")
	keyWhat   = screen.Key("w", "what changed by then")
	keyClose  = screen.Key("esc", "close details", "esc", "enter")
)

// Update takes a key, or the record as it is now.
func (y *Years) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Refresh:
		y.refresh(msg.Record)
		y.detail = false
	case tea.KeyPressMsg:
		return y.press(msg)
	}
	return nil
}

func (y *Years) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case y.view == table && key.Matches(msg, keyWhat):
		if i, ok := y.visitInFocus(); ok {
			asked := ShowChanged{Assessment: y.report.Visits[i].ID}
			return func() tea.Msg { return asked }
		}
	case y.detail && key.Matches(msg, keyClose):
		y.detail = false
	case y.detail:
		y.alone.Update(msg)
	case key.Matches(msg, keyBack):
		return screen.GoBack
	case key.Matches(msg, keyViews):
		y.look(view(msg.Code - '1'))
	case key.Matches(msg, keyNext):
		y.look((y.view + 1) % views)
	case key.Matches(msg, keyBefore):
		y.look((y.view + views - 1) % views)
	case key.Matches(msg, keySpan) && y.hasSpan():
		y.span = (y.span + 1) % spans
	case key.Matches(msg, keySheet) && y.view == table:
		y.sheet = 1 - y.sheet
	case key.Matches(msg, keyOpen):
		y.open()
	default:
		y.move(msg)
	}
	return nil
}

func (y *Years) look(v view) { y.view = v }

// hasSpan reports whether the view shows a span of dates that can be chosen.
func (y *Years) hasSpan() bool { return y.view == strips || y.view == charts }

// open opens the area or the date in focus by itself.
func (y *Years) open() {
	switch y.view {
	case strips:
		y.detail = !y.report.Empty()
	case table:
		_, y.detail = y.visitInFocus()
	}
	y.alone.Home()
}

// move moves the focus within the view.
func (y *Years) move(msg tea.KeyPressMsg) {
	switch y.view {
	case strips:
		y.area = moved(msg, y.area, len(y.report.Areas), len(y.report.Areas))
	case charts:
		y.plot = moved(msg, y.plot, y.plotMost+1, 1)
	case inWords:
		y.words.Update(msg)
	case table:
		y.sheets[y.sheet].rows.Update(msg)
	}
}

// visitInFocus is the assessment in the row of the table that is in focus; false
// where that is an offer, or one that was struck out.
func (y *Years) visitInFocus() (int, bool) {
	s := &y.sheets[y.sheet]
	row, ok := s.rows.Current()
	if !ok || s.table.Visits == nil {
		return 0, false
	}
	i := s.table.Visits[row]
	return i, i >= 0 && y.report.Visits[i].Counts
}

// dates is the span in view. It ends with the latest thing recorded for all of
// it, and today for the last years.
func (y *Years) dates() (from, to dialog.Date) {
	from, to = y.report.From, y.report.To
	if y.span == all {
		return from, to
	}
	today := dialog.DateOf(y.o.Now())
	months := map[span]int{twoYears: 24, oneYear: 12}[y.span]
	if to.Before(today) {
		to = today
	}
	return today.AddMonths(-months), to
}

// within reports whether anything in the record lies in the span in view.
func (y *Years) within(from, to dialog.Date) bool {
	inside := func(d dialog.Date) bool { return !d.Before(from) && !to.Before(d) }
	if slices.ContainsFunc(y.report.Visits, func(v report.Visit) bool { return v.Counts && inside(v.Date) }) {
		return true
	}
	return slices.ContainsFunc(y.report.Goals, func(g report.Goal) bool {
		return slices.ContainsFunc(g.Ratings, func(r report.GoalRating) bool { return inside(r.Date) })
	})
}

// Keys are the keys that are taken now.
func (y *Years) Keys() []key.Binding { return yearsSpoken(y.keys(), y.o.Text) }

func (y *Years) keys() []key.Binding {
	if y.detail {
		return append([]key.Binding{keyClose}, scrolling(&y.alone)...)
	}
	keys := []key.Binding{keyBack, keyViews}
	switch y.view {
	case strips:
		keys = append(keys, keyArea, keyOpen, keySpan)
	case charts:
		if y.plotMost > 0 {
			keys = append(keys, keyPlot)
		}
		keys = append(keys, keySpan)
	case inWords:
		keys = append(keys, scrolling(&y.words)...)
	case table:
		keys = append(keys, y.sheets[y.sheet].rows.Keys()...)
		if _, ok := y.visitInFocus(); ok {
			keys = append(keys, keyOpen, keyWhat)
		}
		keys = append(keys, keySheet)
	}
	return append(keys, keyNext)
}

// scrolling are the keys for scrolling, where there is anything to scroll.
func scrolling(s *screen.Scroll) []key.Binding {
	if s.Scrolls() {
		return []key.Binding{keyUp}
	}
	return nil
}

// Typing is never so.
func (y *Years) Typing() bool { return false }
