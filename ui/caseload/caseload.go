// Package caseload is the screen that finds a person.
//
// It opens as an empty search with counts and shows no name, because someone may
// be looking over a shoulder: typing finds people at once, and one key opens the
// whole list. Leaving for another screen closes it again, since the person whose
// record it was may be looking when it comes back.
package caseload

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// Keeper is what the caseload asks of the store.
type Keeper interface {
	Caseload(ctx context.Context) ([]*dialog.Summary, error)
}

// Options are what the caseload is made with.
type Options struct {
	Keeper   Keeper
	Rules    dialog.Rules
	Now      func() time.Time
	ListOpen bool // the list is open from the start and stays so, as in the demo
	Others   bool // the worker may open somebody else's record
	Audit    bool // the worker may see who did what
	TakeIn   bool // the worker may take in files of other programs
	Team     bool // the worker may see the figures of the team
	Demo     bool // everybody is made up
}

// Screen is the caseload. Make one with [New].
type Screen struct {
	options Options
	box     *field.Text
	list    *list.List[*row]
	order   order

	sending Sending
	index   *index // nil until the caseload was read
	failure error  // why it could not be read
	working bool   // a command is making another index
	pending []*dialog.Summary
	alike   likenesses
	names   int // counts the states of the names, for likenesses that come late

	open   bool // the whole list is shown, whatever was typed
	inList bool // the arrows were used last, so the cursor is on the list
	typed  search
	found  []*row
}

var _ screen.Screen = (*Screen)(nil)

// New makes the screen. It reads nothing until Init.
func New(o Options) *Screen {
	about := field.About{Name: "find", Label: "The search"}
	return &Screen{
		options: o,
		box:     field.NewText(about, text.Name),
		list:    list.New(func(r *row) string { return r.key }),
		open:    o.ListOpen,
		working: true,
	}
}

// Init reads the caseload.
func (s *Screen) Init() tea.Cmd { return load(s.options.Keeper, s.options.Rules, s.today()) }

func (s *Screen) today() dialog.Date { return dialog.DateOf(s.options.Now()) }

// Typing reports that there is text in the search box. Letters go there in any
// case; while it is empty a question mark still asks for help.
func (s *Screen) Typing() bool { return s.box.Raw() != "" }

// shows reports whether rows are on the screen.
func (s *Screen) shows() bool { return s.index != nil && (s.open || !s.typed.empty()) }

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Loaded:
		return s.loaded(msg)
	case Refresh:
		if msg.Gone {
			return s.gone(msg.Summary.Person.ID)
		}
		return s.refresh(msg.Summary)
	case Sending:
		s.sending = msg
	case Reload:
		s.working = true
		return s.Init()
	case RulesChanged:
		s.options.Rules = msg.Rules
		return s.keepUp()
	case tea.KeyPressMsg:
		return tea.Batch(s.press(msg), s.keepUp())
	case tea.PasteMsg:
		return s.edit(msg)
	}
	return nil
}

// keepUp works out again what is due when the day or the rules are others than
// the list was made for.
func (s *Screen) keepUp() tea.Cmd {
	if s.working || s.index == nil || s.index.today == s.today() && s.index.rules == s.options.Rules {
		return nil
	}
	s.working = true
	return remake(s.index.orders[nameOrder], s.options.Rules, s.today())
}

// loaded takes the result of a command.
func (s *Screen) loaded(msg Loaded) tea.Cmd {
	switch {
	case msg.err != nil:
		s.working, s.failure = false, msg.err
		return nil
	case msg.index == nil:
		if msg.of == s.names {
			s.alike = msg.likenesses
		}
		return nil
	}
	s.working, s.failure, s.index = false, nil, msg.index
	for _, summary := range s.pending {
		s.index.put(summary)
	}
	s.pending = nil
	s.seek(search{}, true)
	return tea.Batch(s.likenNames(), s.keepUp())
}

func (s *Screen) likenNames() tea.Cmd {
	s.names++
	return liken(s.index.orders[nameOrder], s.names)
}

// refresh takes a person's line after something was saved. While another index
// is being made the line is kept for it too.
func (s *Screen) refresh(summary dialog.Summary) tea.Cmd {
	if s.working {
		s.pending = append(s.pending, &summary)
	}
	if s.index == nil {
		return nil
	}
	renamed := s.index.put(&summary)
	s.seek(search{}, true)
	if renamed {
		return s.likenNames()
	}
	return nil
}

// gone reads the caseload again if somebody is on it who is on it no more.
func (s *Screen) gone(id dialog.ID) tea.Cmd {
	if s.index == nil || s.index.people[id] == nil {
		return nil
	}
	s.working = true
	return s.Init()
}

// seek looks for what is in the search box. Earlier is a search whose results
// may be narrowed; the zero search looks at everybody. Where stay is true the
// cursor stays on its person.
func (s *Screen) seek(earlier search, stay bool) {
	s.typed = parseSearch(s.box.Raw())
	if s.index == nil {
		return
	}
	rows := s.index.orders[s.order]
	if s.typed.narrows(earlier) {
		rows = s.found
	}
	s.found = s.typed.find(rows)
	if stay {
		s.list.Set(s.found)
		return
	}
	s.list.Reset(s.found)
}

// edit gives a key or a paste to the search box.
func (s *Screen) edit(msg tea.Msg) tea.Cmd {
	before := s.box.Raw()
	s.box.Update(msg)
	if refusal := s.box.Refusal(); refusal != "" {
		return screen.Say(screen.Warning, refusal)
	}
	s.inList = false
	if s.box.Raw() != before {
		s.seek(s.typed, false)
	}
	return nil
}

var (
	keyOpen     = screen.Key("enter", "open")
	keyShow     = screen.Key("tab", "show everybody", "tab", "down")
	keyClear    = screen.Key("esc", "clear")
	keyHide     = screen.Key("esc", "hide")
	keyAdd      = screen.Key("ctrl+n", "add")
	keySort     = screen.Key("ctrl+o", "sort")
	keySettings = screen.Key("f2", "settings")
	keyAbout    = screen.Key("f3", "about")
	keyOthers   = screen.Key("f4", "another's record")
	keyAudit    = screen.Key("f5", "who did what")
	keyBoard    = screen.Key("f6", "who to look at")
	keySending  = screen.Key("f9", "sending")
	keyTeam     = screen.Key("f8", "team report")
	keyQuit     = screen.Key("ctrl+q", "quit")
	keyTakeIn   = screen.Key("f10", "take in a file")
	keyAgain    = screen.Key("ctrl+r", "try again")
)

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	var keys, moves []key.Binding
	switch {
	case s.failure != nil:
		keys = append(keys, keyAgain)
	case s.shows():
		if s.list.Len() > 0 {
			keys = append(keys, keyOpen)
		}
		moves = s.list.Keys()
	default:
		keys = append(keys, keyShow)
	}
	keys = append(keys, keyAdd)
	switch {
	case s.box.Raw() != "":
		keys = append(keys, keyClear)
	case s.open:
		keys = append(keys, keyHide)
	}
	if s.shows() {
		keys = append(keys, keySort)
	}
	keys = append(keys, keySettings, keyAbout)
	if s.options.Others {
		keys = append(keys, keyOthers)
	}
	keys = append(keys, keyQuit, keyBoard)
	if s.sending.Words != "" {
		keys = append(keys, keySending)
	}
	if s.options.Audit {
		keys = append(keys, keyAudit)
	}
	if s.options.TakeIn {
		keys = append(keys, keyTakeIn)
	}
	if s.options.Team {
		keys = append(keys, keyTeam)
	}
	keys = append(keys, moves...)
	if s.Typing() {
		return append(keys, screen.HelpKeyTyping)
	}
	return append(keys, screen.HelpKey)
}

// press takes a key.
func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, screen.HelpKey) && !s.Typing():
		return nil // the root shows the keys; the sign is nothing to look for
	case key.Matches(msg, keyOpen):
		if msg.IsRepeat {
			return nil // a held key would go on opening what comes next
		}
		return s.openCurrent()
	case key.Matches(msg, keyAdd):
		return s.add()
	case key.Matches(msg, keySort):
		s.sort()
	case key.Matches(msg, keySettings):
		return s.leave(ShowSettings{})
	case key.Matches(msg, keyAbout):
		return s.leave(ShowAbout{})
	case key.Matches(msg, keyOthers) && s.options.Others:
		return s.openOther()
	case key.Matches(msg, keyAudit) && s.options.Audit:
		return s.leave(ShowAudit{})
	case key.Matches(msg, keySending):
		return s.showSending()
	case key.Matches(msg, keyBoard):
		return s.leave(ShowBoard{})
	case key.Matches(msg, keyTakeIn) && s.options.TakeIn:
		return s.leave(TakeIn{})
	case key.Matches(msg, keyTeam) && s.options.Team:
		return s.leave(ShowTeam{})
	case key.Matches(msg, keyQuit):
		return say(Quit{})
	case key.Matches(msg, keyAgain):
		return s.again()
	case key.Matches(msg, keyClear):
		s.back()
	case s.shows() && s.move(msg):
	case key.Matches(msg, keyShow):
		s.open, s.inList = true, true
	default:
		return s.edit(msg)
	}
	return nil
}

// showSending asks for the list of what is not sent, or says why there is none.
func (s *Screen) showSending() tea.Cmd {
	switch {
	case s.sending.Words != "":
		return s.leave(ShowSending{})
	case s.options.Demo:
		return screen.Say(screen.Info, "Nothing is sent from the demo: everybody in it is made up.")
	}
	return screen.Say(screen.Info, "No centre is set, so nothing is sent.")
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// move gives a key to the list. Home and End are for the search box while it has
// text; Tab goes from the box to the list.
func (s *Screen) move(msg tea.KeyPressMsg) (taken bool) {
	stroke := msg.Keystroke()
	if (stroke == "home" || stroke == "end") && s.box.Raw() != "" {
		return false
	}
	if stroke == "tab" {
		s.inList = true
		return true
	}
	if stroke == "up" && s.inList && s.list.Cursor() == 0 {
		s.inList = false
		return true
	}
	if !s.list.Update(msg) {
		return false
	}
	s.inList = true
	return true
}

// openCurrent opens the person that the cursor is on.
func (s *Screen) openCurrent() tea.Cmd {
	current, ok := s.list.Current()
	if !ok || !s.shows() {
		return nil
	}
	return s.leave(OpenPerson{ID: current.Person.ID})
}

// leave asks the root for another screen. What was searched for does not stay on
// this one for when it comes back, since somebody else may be looking by then,
// unless the list is meant to be open; the cursor stays on its person.
func (s *Screen) leave(msg tea.Msg) tea.Cmd {
	if !s.options.ListOpen {
		s.open, s.inList = false, false
		s.box.Set("")
		s.seek(search{}, true)
	}
	return say(msg)
}

// add asks for the form for a new person, with what was typed.
func (s *Screen) add() tea.Cmd { return s.leave(AddPerson{Prefill: s.cleaned()}) }

// openOther asks for the form that opens somebody else's record, likewise.
func (s *Screen) openOther() tea.Cmd { return s.leave(OpenOther{Prefill: s.cleaned()}) }

// cleaned is what was typed, empty where it may not be kept.
func (s *Screen) cleaned() string {
	typed, err := text.Clean(s.box.Raw(), text.Name)
	if err != nil {
		return ""
	}
	return typed
}

func (s *Screen) sort() {
	if !s.shows() {
		return
	}
	s.order = (s.order + 1) % orderCount
	s.seek(search{}, false)
}

func (s *Screen) again() tea.Cmd {
	if s.failure == nil {
		return nil
	}
	s.failure, s.working = nil, true
	return s.Init()
}

// back clears the search, and after that closes the list.
func (s *Screen) back() {
	s.inList = false
	if s.box.Raw() == "" {
		s.open = false
		return
	}
	s.box.Set("")
	s.seek(search{}, false)
}
