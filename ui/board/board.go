package board

import (
	"context"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// Screen is the board. Make one with [New].
type Screen struct {
	o       Options
	list    *list.List[*line]
	index   *index // nil until the caseload was read
	failure error
	working bool
	stale   bool // something was saved since it was read
	view    view
	filter  int // which is on; -1 for none
	order   order
}

var _ screen.Screen = (*Screen)(nil)

// New makes the screen. It reads nothing until Init.
func New(o Options) *Screen {
	return &Screen{o: o, list: list.New(func(l *line) string { return l.key }), working: true, filter: -1}
}

// read is what the store answered.
type read struct {
	to    *Screen
	index *index
	err   error
}

// Init reads the caseload.
func (s *Screen) Init() tea.Cmd {
	s.working, s.stale = true, false
	o, today := s.o, dialog.DateOf(s.o.Now())
	return func() tea.Msg {
		all, err := o.Keeper.Caseload(context.Background())
		if err != nil {
			return read{to: s, err: err}
		}
		return read{s, makeIndex(all, &o, today), nil}
	}
}

// Refresh tells the board that something was saved. It reads the caseload again once it
// is shown: under an appointment that would be for each answer.
type Refresh struct{}

// Shown tells the board that it is the screen on top again.
type Shown struct{}

// Typing is never so.
func (s *Screen) Typing() bool { return false }

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read:
		if msg.to == s {
			return s.took(msg)
		}
	case Refresh:
		s.stale = true
	case Shown:
		if s.stale && !s.working {
			return s.Init()
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) took(msg read) tea.Cmd {
	s.working, s.failure = false, msg.err
	if msg.err == nil {
		s.index = msg.index
		s.seek(true)
	}
	if s.stale {
		return s.Init()
	}
	return nil
}

// seek shows those for whom the filter holds. Where stay is true the cursor stays on
// its person.
func (s *Screen) seek(stay bool) {
	if s.index == nil {
		return
	}
	var found []*line
	for _, l := range s.index.orders[s.order] {
		if s.view.has(l, s.filter) {
			found = append(found, l)
		}
	}
	if stay {
		s.list.Set(found)
		return
	}
	s.list.Reset(found)
}

var (
	keyOpen  = screen.Key("enter", "open")
	keyOther = screen.Key("tab", "what records lack")
	keyLooks = screen.Key("tab", "who to look at")
	keySort  = screen.Key("s", "sort")
	keyAll   = screen.Key("0", "everybody", "0", "esc")
	keyBack  = screen.Key("esc", "back")
	keyAgain = screen.Key("ctrl+r", "read again")
)

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	if s.index == nil {
		return []key.Binding{keyAgain, keyBack, screen.HelpKey}
	}
	var keys []key.Binding
	if s.list.Len() > 0 {
		keys = append(keys, keyOpen)
	}
	last := strconv.Itoa(len(s.index.counts[s.view]))
	keys = append(keys, screen.Key("1-"+last, "only those", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
	if s.filter >= 0 {
		keys = append(keys, keyAll)
	} else {
		keys = append(keys, keyBack)
	}
	keys = append(keys, map[view]key.Binding{looks: keyOther, lacks: keyLooks}[s.view], keySort)
	return append(append(keys, s.list.Keys()...), keyAgain, screen.HelpKey)
}

// press takes a key.
func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	if n, err := strconv.Atoi(msg.Keystroke()); err == nil && n > 0 && s.index != nil {
		s.filterBy(n - 1)
		return nil
	}
	switch {
	case s.filter >= 0 && key.Matches(msg, keyAll):
		s.filterBy(s.filter)
	case key.Matches(msg, keyBack):
		return screen.GoBack
	case key.Matches(msg, keyAgain) && !s.working:
		return s.Init()
	case s.index == nil || s.list.Update(msg):
	case key.Matches(msg, keyOpen) && !msg.IsRepeat:
		if current, ok := s.list.Current(); ok {
			return func() tea.Msg { return OpenPerson{current.Person.ID} }
		}
	case key.Matches(msg, keyOther):
		s.view, s.filter = (s.view+1)%viewCount, -1
		s.seek(false)
	case key.Matches(msg, keySort):
		s.order = (s.order + 1) % orderCount
		s.seek(false)
	}
	return nil
}

// filterBy shows only those that a filter holds for, or everybody again.
func (s *Screen) filterBy(n int) {
	switch {
	case n >= len(s.index.counts[s.view]):
		return
	case n == s.filter:
		s.filter = -1
	default:
		s.filter = n
	}
	s.seek(false)
}
