package audit

import (
	"context"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// line is an entry with what it is found by.
type line struct {
	dialog.AuditLine
	keys []string
}

// Screen is the list of entries. Make one with [New].
type Screen struct {
	o       Options
	box     *field.Text
	list    *list.List[*line]
	all     []*line
	read    bool  // the entries were read
	failure error // why they could not be
	working bool  // they are being read
}

var _ screen.Screen = (*Screen)(nil)

// New makes the screen. It reads nothing until Init.
func New(o Options) *Screen {
	return &Screen{
		o: o, working: true,
		box:  field.NewText(field.About{Name: "find", Label: "The search"}, text.Name),
		list: list.New(func(l *line) string { return strconv.FormatInt(l.Seq, 10) }),
	}
}

// loaded is what the store answered.
type loaded struct {
	to    *Screen
	lines []*line
	err   error
}

// Init reads the entries.
func (s *Screen) Init() tea.Cmd {
	k := s.o.Keeper
	return func() tea.Msg {
		found, err := k.LatestAudit(context.Background(), Most)
		lines := make([]*line, len(found))
		for i := range found {
			lines[i] = &line{found[i], found[i].Keys()}
		}
		return loaded{s, lines, err}
	}
}

// Typing reports that there is text in the search box. While it is empty a question
// mark still asks for help.
func (s *Screen) Typing() bool { return s.box.Raw() != "" }

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.to == s {
			s.loaded(msg)
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.edit(msg)
	}
	return nil
}

func (s *Screen) loaded(msg loaded) {
	s.working = false
	if s.failure = msg.err; msg.err != nil {
		return
	}
	s.read, s.all = true, msg.lines
	s.seek(true)
}

// seek shows what is found. Where stay is true the cursor stays on its entry.
func (s *Screen) seek(stay bool) {
	query := text.ParseQuery(s.box.Raw())
	found := s.all
	if !query.Empty() {
		found = nil
		for _, l := range s.all {
			if query.Match(l.keys...) {
				found = append(found, l)
			}
		}
	}
	if stay {
		s.list.Set(found)
		return
	}
	s.list.Reset(found)
}

var (
	keyClear    = screen.Key("esc", "clear")
	keyBack     = screen.Key("esc", "back")
	keyAgain    = screen.Key("ctrl+r", "read again")
	keySettings = screen.Key("f2", "settings")
	keyAbout    = screen.Key("f3", "about")
	keyTeam     = screen.Key("f8", "team report")
	keyQuit     = screen.Key("ctrl+q", "quit")
)

// press takes a key.
func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, screen.HelpKey) && !s.Typing():
		return nil // the root shows the keys; the sign is nothing to look for
	case key.Matches(msg, keyAgain):
		if s.working {
			return nil
		}
		s.failure, s.working = nil, true
		return s.Init()
	case key.Matches(msg, keySettings) && s.o.First:
		return say(ShowSettings{})
	case key.Matches(msg, keyAbout) && s.o.First:
		return say(ShowAbout{})
	case key.Matches(msg, keyTeam) && s.o.Team:
		return say(ShowTeam{})
	case key.Matches(msg, keyQuit) && s.o.First:
		return say(Quit{})
	case key.Matches(msg, keyBack):
		return s.back()
	case s.moves(msg):
		return nil
	}
	return s.edit(msg)
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// back clears the search, and after that leaves where there is something behind.
func (s *Screen) back() tea.Cmd {
	if s.box.Raw() != "" {
		s.box.Set("")
		s.seek(true)
		return nil
	}
	if s.o.First {
		return nil
	}
	return screen.GoBack
}

// moves gives a key to the list. Home and End are for the search box while it has
// text.
func (s *Screen) moves(msg tea.KeyPressMsg) bool {
	stroke := msg.Keystroke()
	if (stroke == "home" || stroke == "end") && s.box.Raw() != "" {
		return false
	}
	return s.list.Update(msg)
}

// edit gives a key or a paste to the search box.
func (s *Screen) edit(msg tea.Msg) tea.Cmd {
	before := s.box.Raw()
	s.box.Update(msg)
	if refusal := s.box.Refusal(); refusal != "" {
		return screen.Say(screen.Warning, refusal)
	}
	if s.box.Raw() != before {
		s.seek(false)
	}
	return nil
}

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	var keys []key.Binding
	moves := s.list.Keys()
	if len(moves) > 0 {
		keys, moves = append(keys, moves[0]), moves[1:]
	}
	switch {
	case s.box.Raw() != "":
		keys = append(keys, keyClear)
	case !s.o.First:
		keys = append(keys, keyBack)
	}
	if s.o.First {
		keys = append(keys, keySettings, keyAbout, keyQuit)
	}
	if s.o.Team {
		keys = append(keys, keyTeam)
	}
	keys = append(append(keys, keyAgain), moves...)
	if s.Typing() {
		return append(keys, screen.HelpKeyTyping)
	}
	return append(keys, screen.HelpKey)
}
