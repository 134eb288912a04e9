package intake

import (
	"context"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/intake"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// columns are the columns of a caseload, and what comes of them.
type columns struct {
	sheet   *intake.Sheet
	mapping intake.Mapping
	order   intake.Order
	list    *list.List[int]
	made    *intake.Caseload // as it was read last; nil before that
	says    []string         // what it says of itself: counting thousands of rows for every key would be felt
	alikes  int              // how many may be in the record already, without a number that says so
	alike   string           // "in" or "out" once somebody said so
	mine    bool
	groups  [][]dialog.Change // what would be recorded
}

func newColumns(sheet *intake.Sheet) *columns {
	c := &columns{sheet: sheet, mapping: sheet.Guess(), mine: true, list: list.New(strconv.Itoa)}
	all := make([]int, len(sheet.Columns))
	for i := range all {
		all[i] = i
	}
	c.list.Reset(all)
	return c
}

var (
	keyNext   = screen.Key("←/→", "what it holds", "right", "space")
	keyBefore = key.NewBinding(key.WithKeys("left"))
	keyNot    = screen.Key("x", "not taken")
	keyDays   = screen.Key("d", "days first")
	keyMonths = screen.Key("m", "months first")
)

func (s *Screen) columnKeys() []key.Binding {
	return append([]key.Binding{keyGoOn, keyNext, keyNot, keyBack}, append(s.columns.list.Keys(), screen.HelpKey)...)
}

// pressColumns changes what a column is taken for, or goes on.
func (s *Screen) pressColumns(msg tea.KeyPressMsg) tea.Cmd {
	c := s.columns
	column, _ := c.list.Current()
	switch {
	case key.Matches(msg, keyBack):
		s.goTo(choosing)
	case key.Matches(msg, keyGoOn) && !msg.IsRepeat:
		return s.look()
	case key.Matches(msg, keyNext):
		c.turn(column, 1)
	case key.Matches(msg, keyBefore):
		c.turn(column, -1)
	case key.Matches(msg, keyNot):
		c.mapping.Put(column, "")
	default:
		c.list.Update(msg)
	}
	return nil
}

// turn takes a column for the next of the fields that no other column is taken for,
// or for none.
func (c *columns) turn(column, by int) {
	free := []intake.Field{""}
	for _, f := range intake.Fields() {
		if at, taken := c.mapping[f]; !taken || at == column {
			free = append(free, f)
		}
	}
	i := slices.Index(free, c.mapping.Of(column))
	c.mapping.Put(column, free[(i+by+len(free))%len(free)])
}

// look reads the rows as they are mapped now.
func (s *Screen) look() tea.Cmd {
	c, k := s.columns, s.o.Keeper
	r := intake.Reading{Mapping: c.mapping, Order: c.order, Known: s.people, Today: dialog.DateOf(s.o.Now()), Demo: s.o.Demo}
	s.wait = sayReading
	return func() tea.Msg {
		made, err := c.sheet.Caseload(r)
		if err != nil {
			return looked{s, nil, err}
		}
		elsewhere, err := k.ElsewhereOf(context.Background(), made.Persons())
		if err == nil {
			made.MarkElsewhere(elsewhere)
		}
		return looked{s, made, err}
	}
}

func (s *Screen) wasLooked(msg looked) {
	s.wait = ""
	if msg.err != nil {
		s.fail = msg.err
		return
	}
	c := s.columns
	c.made, c.says, c.alikes = msg.made, msg.made.Says(), msg.made.Count((*intake.Newcomer).Likely)
	s.goTo(looking)
}
