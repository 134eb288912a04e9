package progress

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// Changed is the screen that follows a finished assessment: it beside an earlier
// one, the sentences on top.
type Changed struct {
	o        Options
	report   report.Changed
	earlier  []*dialog.Assessment // those it can be set beside, earliest first
	at       int                  // which of them it is set beside; -1 for none
	scroll   screen.Scroll
	choosing *list.List[*dialog.Assessment]
}

// NewChanged makes the screen. The assessment is set beside the last earlier one
// that it can be compared with.
func NewChanged(o Options) *Changed {
	c := &Changed{o: o, at: -1}
	c.refresh(o.Record)
	return c
}

// refresh takes a record and stays with the date that was chosen.
func (c *Changed) refresh(r *dialog.Record) {
	chosen := dialog.ID{}
	if c.at >= 0 {
		chosen = c.earlier[c.at].ID
	}
	c.o.Record, c.earlier, c.at = r, nil, -1
	if now := r.Assessment(c.o.Assessment); now != nil {
		c.earlier = r.Earlier(now)
	}
	c.at = len(c.earlier) - 1
	if i := slices.IndexFunc(c.earlier, func(a *dialog.Assessment) bool { return a.ID == chosen }); i >= 0 {
		c.at = i
	}
	c.choosing = nil
	c.compare()
}

// compare sets the assessment beside the chosen one.
func (c *Changed) compare() {
	now := c.o.Record.Assessment(c.o.Assessment)
	if now == nil {
		c.report = report.Changed{}
		return
	}
	var then *dialog.Assessment
	if c.at >= 0 {
		then = c.earlier[c.at]
	}
	c.report = report.Compare(c.o.Record, now, then, c.o.Text)
}

// Init fetches nothing.
func (c *Changed) Init() tea.Cmd { return nil }

// The keys of the screen.
var (
	keyLeave    = screen.Key("enter", "done", "enter", "esc")
	keyEarlier  = screen.Key("←/→", "other date", "left")
	keyLater    = key.NewBinding(key.WithKeys("right"))
	keySooner   = screen.Key("[/]", "other later date", "[")
	keyAfter    = key.NewBinding(key.WithKeys("]"))
	keyDates    = screen.Key("d", "list of dates")
	keyRate     = screen.Key("g", "rate goals")
	keyGoals    = screen.Key("g", "goals")
	keyTalk     = screen.Key("t", "talk it over")
	keyYears    = screen.Key("c", "over the years")
	keyUp       = screen.Key("↑/↓", "scroll", "up")
	keyDown     = key.NewBinding(key.WithKeys("down"))
	keyPageUp   = key.NewBinding(key.WithKeys("pgup"))
	keyPageDown = key.NewBinding(key.WithKeys("pgdown", "space"))
	keyHome     = key.NewBinding(key.WithKeys("home"))
	keyEnd      = key.NewBinding(key.WithKeys("end"))
	keyPick     = screen.Key("enter", "set beside this")
	keyBack     = screen.Key("esc", "back")
)

// Update takes a key, or the record as it is now.
func (c *Changed) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Refresh:
		c.refresh(msg.Record)
	case tea.KeyPressMsg:
		if c.choosing != nil {
			c.choose(msg)
			return nil
		}
		return c.press(msg)
	}
	return nil
}

func (c *Changed) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyLeave):
		if msg.IsRepeat { // of the key that finished the items
			return nil
		}
		return screen.GoBack
	case key.Matches(msg, keyEarlier):
		c.beside(c.at - 1)
	case key.Matches(msg, keyLater):
		c.beside(c.at + 1)
	case key.Matches(msg, keySooner):
		c.now(-1)
	case key.Matches(msg, keyAfter):
		c.now(1)
	case key.Matches(msg, keyDates) && len(c.earlier) > 1:
		c.openDates()
	case key.Matches(msg, keyRate):
		return c.goals()
	case key.Matches(msg, keyTalk):
		assessment := c.o.Assessment
		return func() tea.Msg { return Talk{Assessment: assessment} }
	case key.Matches(msg, keyYears):
		return func() tea.Msg { return ShowYears{} }
	default:
		c.scroll.Update(msg)
	}
	return nil
}

// goals asks for the rating of the goals, or for their list where there is
// nothing to rate.
func (c *Changed) goals() tea.Cmd {
	if len(c.o.Record.ActiveGoals()) == 0 {
		return func() tea.Msg { return ShowGoals{} }
	}
	assessment := c.o.Assessment
	return func() tea.Msg { return RateGoals{Assessment: assessment} }
}

// beside sets the assessment beside another date, and stops at either end.
func (c *Changed) beside(i int) {
	if i < 0 || i >= len(c.earlier) {
		return
	}
	c.at = i
	c.compare()
}

// now takes another assessment as the later of the two, the one before or after
// it in the history, and sets it beside the last earlier one again. So any two
// dates can be compared.
func (c *Changed) now(by int) {
	past := c.o.Record.History()
	i := slices.IndexFunc(past, func(a *dialog.Assessment) bool { return a.ID == c.o.Assessment })
	if i < 0 || i+by < 0 || i+by >= len(past) {
		return
	}
	c.o.Assessment, c.at = past[i+by].ID, -1
	c.scroll.Home()
	c.refresh(c.o.Record)
}

// openDates opens the list of the dates it can be set beside, latest first.
func (c *Changed) openDates() {
	c.choosing = list.New(func(a *dialog.Assessment) string { return a.ID.String() })
	latestFirst := slices.Clone(c.earlier)
	slices.Reverse(latestFirst)
	c.choosing.Reset(latestFirst)
	c.choosing.Select(c.earlier[c.at].ID.String())
}

// choose takes a key while the list of dates is open.
func (c *Changed) choose(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, keyBack):
		c.choosing = nil
	case key.Matches(msg, keyPick):
		if a, ok := c.choosing.Current(); ok {
			c.beside(slices.IndexFunc(c.earlier, func(b *dialog.Assessment) bool { return b.ID == a.ID }))
		}
		c.choosing = nil
	default:
		c.choosing.Update(msg)
	}
}

// moved is the thing in focus after a key, of so many things of which a page key
// passes so many.
func moved(msg tea.KeyPressMsg, focus, things, page int) int {
	page = max(page-1, 1)
	switch {
	case key.Matches(msg, keyUp):
		focus--
	case key.Matches(msg, keyDown):
		focus++
	case key.Matches(msg, keyPageUp):
		focus -= page
	case key.Matches(msg, keyPageDown):
		focus += page
	case key.Matches(msg, keyHome):
		focus = 0
	case key.Matches(msg, keyEnd):
		focus = things - 1
	}
	return min(max(focus, 0), max(things-1, 0))
}

// Keys are the keys that are taken now.
func (c *Changed) Keys() []key.Binding { return spoken(c.keys(), c.o.Text) }

func (c *Changed) keys() []key.Binding {
	if c.choosing != nil {
		return append([]key.Binding{keyPick, keyBack}, c.choosing.Keys()...)
	}
	keys := []key.Binding{keyTalk, keyLeave}
	if c.scroll.Scrolls() {
		keys = append(keys, keyUp)
	}
	if len(c.o.Record.ActiveGoals()) > 0 {
		keys = append(keys, keyRate)
	} else {
		keys = append(keys, keyGoals)
	}
	keys = append(keys, keyYears)
	if len(c.earlier) > 1 {
		keys = append(keys, keyEarlier, keyDates)
	}
	if len(c.o.Record.History()) > 1 {
		keys = append(keys, keySooner)
	}
	return keys
}

// spoken are keys as the person reads them.
func spoken(keys []key.Binding, t *instrument.Text) []key.Binding {
	if t == instrument.English() {
		return keys
	}
	w := &t.Words.Changed
	names := map[key.Help]string{
		keyLeave.Help(): w.KeyDone, keyEarlier.Help(): w.KeyOtherDate, keySooner.Help(): w.KeyOtherLater, keyDates.Help(): w.KeyDates, keyRate.Help(): w.KeyRate,
		keyGoals.Help(): w.KeyGoals, keyTalk.Help(): w.KeyTalk, keyYears.Help(): w.KeyYears, keyUp.Help(): w.KeyScroll, keyPick.Help(): w.KeyPick, keyBack.Help(): w.KeyBack,
	}
	nameListKeys(names, t)
	return screen.Renamed(keys, names, t.Words.Key.Help)
}

// Typing is never so.
func (c *Changed) Typing() bool { return false }
