package talk

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Actions is everything that was ever agreed, what is still to be done first, with
// what became of it and how it read before it was changed.
type Actions struct {
	*desk
	at dialog.ID // the action that the cursor is on
}

var _ interface {
	screen.Screen
	screen.Holder
} = (*Actions)(nil)

// NewActions makes the screen.
func NewActions(o Options) *Actions { return &Actions{desk: newDesk(o)} }

var (
	keyAdd  = screen.Key("n", "new action")
	keyWent = screen.Key("1-4", "done, partly, not yet, no longer", keyOutcome.Keys()...)
)

// ordered returns the actions as listed: open ones, then the rest, then those
// struck out, each with the latest first.
func (s *Actions) ordered() []*dialog.Action {
	var open, over, struck []*dialog.Action
	for i := len(s.o.Record.Actions) - 1; i >= 0; i-- {
		switch a := &s.o.Record.Actions[i]; {
		case a.Struck.Out():
			struck = append(struck, a)
		case a.Open():
			open = append(open, a)
		default:
			over = append(over, a)
		}
	}
	return append(append(open, over...), struck...)
}

func (s *Actions) index(list []*dialog.Action) int {
	return max(slices.IndexFunc(list, func(a *dialog.Action) bool { return a.ID == s.at }), 0)
}

// Update takes a key for the action in focus.
func (s *Actions) Update(msg tea.Msg) tea.Cmd {
	cmd, taken := s.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && !taken {
		return s.press(press)
	}
	return cmd
}

func (s *Actions) press(msg tea.KeyPressMsg) tea.Cmd {
	list := s.ordered()
	at := s.index(list)
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keyAdd):
		id := s.o.Keeper.NewID()
		s.open(s.actionSheet(dialog.Action{ID: id}), func() tea.Cmd {
			s.at = id
			return nil
		})
		return nil
	case len(list) == 0:
		return nil
	case msg.String() == "up":
		s.at = list[max(at-1, 0)].ID
	case msg.String() == "down":
		s.at = list[min(at+1, len(list)-1)].ID
	case list[at].Struck.Out():
		return nil
	case key.Matches(msg, keyOutcome):
		return s.review(list[at], dialog.Outcomes()[msg.String()[0]-'1'])
	default:
		s.at = list[at].ID
		s.pressAction(msg, list, at)
	}
	return nil
}

// review records what became of an action, unless that is what today says already.
func (s *Actions) review(a *dialog.Action, o dialog.Outcome) tea.Cmd {
	last, reviewed := a.Latest()
	if reviewed && last.Outcome == o && last.At.Date() == dialog.DateOf(s.o.Now()) {
		return nil
	}
	s.at = a.ID
	return s.send(nil, &dialog.ActionReviewed{Action: a.ID, Outcome: o})
}

// Keys are those of what is on top, else of the list.
func (s *Actions) Keys() []key.Binding {
	if keys := s.topKeys(); keys != nil {
		return keys
	}
	list := s.ordered()
	switch {
	case len(list) == 0:
		return []key.Binding{keyAdd, keyLeave}
	case list[s.index(list)].Struck.Out():
		return []key.Binding{keyMove, keyAdd, keyLeave}
	}
	return []key.Binding{keyWent, keyAdd, keyChange, keyStrike, keyMove, keyLeave}
}

// Draw draws the list, or what lies on top of it.
func (s *Actions) Draw(f screen.Frame) screen.Drawing {
	if d, open := s.drawTop(f); open {
		return d
	}
	th, list := f.Theme, s.ordered()
	blocks := []block{said(f, 0, "Actions that were agreed", th.Title), {lines: s.told(f)}}
	if len(list) == 0 {
		b := said(f, 0, "Nothing was agreed yet. Press n to write the first action down.", th.Text)
		b.focus = 1
		return compose(f, append(blocks, b)...)
	}
	entries := block{}
	at := s.index(list)
	for i, a := range list {
		if i == at {
			entries.focus = len(entries.lines) + 1
		}
		entries.lines = append(entries.lines, s.entry(a, i == at, f)...)
	}
	return compose(f, append(blocks, entries)...)
}

// entry draws one action: what it is, what became of it, and what it said before.
func (s *Actions) entry(a *dialog.Action, selected bool, f screen.Frame) []string {
	th := f.Theme
	pointer := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)) + " "
	indent := pointer
	if selected {
		pointer = th.Glyphs.Pointer + " "
	}
	lines := styled(screen.Hang(pointer, report.ActionWords(s.o.Record, a, s.o.Text), f.Width), th.Strong)
	about := "agreed on " + a.Agreed.Date().String()
	if words := report.ActionFor(s.o.Record, a, s.o.Text); words != "" {
		about += " " + words
	}
	lines = append(lines, screen.Hang(indent, th.Signs(about+"; "+report.OutcomeOf(a)), f.Width)...)
	if a.Struck.Out() {
		lines = append(lines, styled(screen.Hang(indent, "STRUCK OUT on "+a.Struck.At.Date().String()+": "+text.Show(a.Struck.Reason), f.Width), th.Warning)...)
	}
	for i := range a.Before {
		was := &a.Before[i]
		words := "until " + was.Until.Date().String() + ": " + report.ActionWords(s.o.Record, &was.Value, s.o.Text)
		if was.Reason != "" {
			words += ". Changed: " + text.Show(was.Reason)
		}
		lines = append(lines, screen.Hang(indent, words, f.Width)...)
	}
	return append(lines, "")
}
