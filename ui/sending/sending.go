package sending

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/list"
	"alongside/ui/screen"
)

// Screen is the list of what was kept back, below how much is not sent. Make one
// with [New].
type Screen struct {
	centre  Centre
	state   State
	list    *list.List[Parked]
	read    bool // the list was read
	working bool // something is being sent, or tried again
	failure error
}

var _ screen.Screen = (*Screen)(nil)

// New makes the screen. It reads nothing until Init.
func New(c Centre) *Screen {
	return &Screen{centre: c, list: list.New(func(p Parked) string { return p.Assessment.String() })}
}

// loaded is what the store answered.
type loaded struct {
	to     *Screen
	state  State
	parked []Parked
	sent   bool // after something was sent
	err    error
}

// Init reads what is not sent.
func (s *Screen) Init() tea.Cmd {
	return s.do(func(ctx context.Context) (State, error) { return s.centre.Sending(ctx) }, false)
}

// do has something done and reads the list after it.
func (s *Screen) do(what func(context.Context) (State, error), sent bool) tea.Cmd {
	return func() tea.Msg {
		ctx := context.Background()
		state, err := what(ctx)
		if err != nil {
			return loaded{to: s, sent: sent, err: err}
		}
		parked, err := s.centre.Parked(ctx)
		return loaded{s, state, parked, sent, err}
	}
}

// Typing is never so.
func (s *Screen) Typing() bool { return false }

// Update takes a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case loaded:
		if msg.to == s {
			return s.loaded(msg)
		}
	case Changed:
		if !s.working && s.read && msg.State != s.state {
			return s.Init()
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) loaded(msg loaded) tea.Cmd {
	if msg.sent {
		s.working = false
	}
	if s.failure = msg.err; msg.err != nil {
		return nil
	}
	s.read, s.state = true, msg.state
	s.list.Set(msg.parked)
	return func() tea.Msg { return Changed{msg.state} }
}

var (
	keyOne  = screen.Key("enter", "try again")
	keyAll  = screen.Key("a", "try all")
	keySend = screen.Key("s", "send now")
	keyBack = screen.Key("esc", "back", "esc", "f9")
)

// press takes a key. A held one counts once.
func (s *Screen) press(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, keyBack) {
		return screen.GoBack
	}
	if s.list.Update(msg) || s.working || msg.IsRepeat || !s.centre.MaySend() || s.state.Centre == "" {
		return nil
	}
	current, any := s.list.Current()
	switch {
	case key.Matches(msg, keySend):
		return s.send(func(context.Context) error { return nil })
	case key.Matches(msg, keyAll) && any:
		return s.send(func(ctx context.Context) error { return s.centre.Again(ctx, dialog.ID{}, dialog.ID{}) })
	case key.Matches(msg, keyOne) && any:
		return s.send(func(ctx context.Context) error { return s.centre.Again(ctx, current.Person, current.Assessment) })
	}
	return nil
}

// send sends what is due, after something else.
func (s *Screen) send(first func(context.Context) error) tea.Cmd {
	s.working = true
	return s.do(func(ctx context.Context) (State, error) {
		if err := first(ctx); err != nil {
			return State{}, err
		}
		return s.centre.Send(ctx, true)
	}, true)
}

// Keys are the keys that are taken now.
func (s *Screen) Keys() []key.Binding {
	keys := []key.Binding{keyBack}
	if s.centre.MaySend() && s.state.Centre != "" {
		if s.list.Len() > 0 {
			keys = append(keys, keyOne, keyAll)
		}
		keys = append(keys, keySend)
	}
	return append(append(keys, s.list.Keys()...), screen.HelpKey)
}
