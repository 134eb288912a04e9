package talk

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Goals is the list of a person's goals, active ones first, with the form that
// sets or revises one.
type Goals struct {
	o     Options
	token *token
	at    int
	form  *field.Form // open on top of the list, or nil
	goal  dialog.Goal // the one the form is about
	rate  *Rate       // open on top of the list, or nil
	then  dialog.ID   // the new goal to be rated once it is saved
	wrong string
	ask   bool // the list is waiting for the store
}

// NewGoals makes the screen.
func NewGoals(o Options) *Goals { return &Goals{o: o, token: new(token)} }

var (
	keyMove   = key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "move"))
	keyRate   = key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "rate it"))
	keyNew    = key.NewBinding(key.WithKeys("n"), key.WithHelp("n", "new goal"))
	keyEdit   = key.NewBinding(key.WithKeys("e"), key.WithHelp("e", "change its words"))
	keyReach  = key.NewBinding(key.WithKeys("r"), key.WithHelp("r", "reached"))
	keyDown   = key.NewBinding(key.WithKeys("s"), key.WithHelp("s", "set it down"))
	keyAgain  = key.NewBinding(key.WithKeys("a"), key.WithHelp("a", "take it up again"))
	keyLeave  = key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back"))
	keyUpOnly = key.NewBinding(key.WithKeys("up"))
)

// Init fetches nothing: the record came with the options.
func (s *Goals) Init() tea.Cmd { return nil }

// ordered returns the goals as listed: active, reached, set down.
func (s *Goals) ordered() []*dialog.Goal {
	var list []*dialog.Goal
	for _, status := range []dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached, dialog.GoalSetDown} {
		for i := range s.o.Record.Goals {
			if g := &s.o.Record.Goals[i]; g.Status == status {
				list = append(list, g)
			}
		}
	}
	return list
}

// current returns the goal the cursor is on, or nil.
func (s *Goals) current() *dialog.Goal {
	list := s.ordered()
	if len(list) == 0 {
		return nil
	}
	s.at = min(max(s.at, 0), len(list)-1)
	return list[s.at]
}

// Unsaved says that a goal was typed or is on its way.
func (s *Goals) Unsaved() string {
	switch {
	case s.rate != nil:
		return s.rate.Unsaved()
	case s.ask, s.form != nil && s.form.Changed():
		return "A goal is not saved yet."
	}
	return ""
}

// Update gives the message to what is open on top of the list.
func (s *Goals) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Refresh:
		s.o.Record = m.Record
	case answered:
		if m.to == s.token {
			return s.answered(m)
		}
	}
	if s.rate != nil {
		return s.rating(msg)
	}
	if s.form != nil {
		return s.filling(msg)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && !s.ask {
		return s.press(press)
	}
	return nil
}

// rating hands messages to the open rating and closes it when it is over.
func (s *Goals) rating(msg tea.Msg) tea.Cmd {
	cmd := s.rate.Update(msg)
	s.o.Record = s.rate.o.Record
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, keyEsc) || s.rate.at >= len(s.rate.goals) {
		s.rate = nil
		return nil
	}
	return cmd
}

func (s *Goals) press(msg tea.KeyPressMsg) tea.Cmd {
	s.wrong = ""
	g := s.current()
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keyNew):
		s.goal = dialog.Goal{ID: s.o.Keeper.NewID(), Status: dialog.GoalActive}
		s.form, s.then = goalForm(s.o.Text, s.goal), s.goal.ID
	case g == nil:
	case key.Matches(msg, keyUpOnly):
		s.at = max(s.at-1, 0)
	case key.Matches(msg, keyMove):
		s.at++
		s.current()
	case key.Matches(msg, keyEdit):
		s.goal, s.then = *g, dialog.ID{}
		s.form = goalForm(s.o.Text, s.goal)
	case g.Status != dialog.GoalActive:
		if key.Matches(msg, keyAgain) {
			again := *g
			again.Status, again.Reason = dialog.GoalActive, ""
			return s.save(again)
		}
	case key.Matches(msg, keyRate):
		s.rate = newRate(s.o, []dialog.ID{g.ID})
	case key.Matches(msg, keyReach):
		reached := *g
		reached.Status = dialog.GoalReached
		return s.save(reached)
	case key.Matches(msg, keyDown):
		s.goal, s.then = *g, dialog.ID{}
		s.goal.Status = dialog.GoalSetDown
		s.form = reasonForm()
	}
	return nil
}

func (s *Goals) save(g dialog.Goal) tea.Cmd {
	s.ask = true
	return keep(s.o, s.token, &dialog.GoalRecorded{Goal: g})
}

// filling hands messages to the open form.
func (s *Goals) filling(msg tea.Msg) tea.Cmd {
	switch s.form.Update(msg) {
	case field.Leave:
		s.form = nil
	case field.Save:
		goal := s.goal
		if goal.Status == dialog.GoalSetDown {
			goal.Reason = s.form.Values()[valueReason]
		} else {
			var wrong, why string
			if goal, wrong, why = filled(s.form, s.goal); wrong != "" {
				s.form.SetError(wrong, why)
				return nil
			}
		}
		s.form.SetBusy(true)
		return s.save(goal)
	}
	return nil
}

// answered closes the form once its goal is on the disk. A new goal is rated
// next.
func (s *Goals) answered(msg answered) tea.Cmd {
	s.ask = false
	if msg.err != nil {
		s.wrong = "NOT SAVED: " + dialog.ErrorMessage(msg.err)
		if s.form != nil {
			s.form.SetError("", s.wrong)
		}
		return nil
	}
	s.form = nil
	s.o.Record = msg.committed.Record
	if !s.then.IsZero() {
		for i, g := range s.ordered() {
			if g.ID == s.then {
				s.at = i
			}
		}
		s.rate = newRate(s.o, []dialog.ID{s.then})
		s.then = dialog.ID{}
	}
	return tell(Saved{msg.committed})
}

// Draw draws the list, or what is open on top of it.
func (s *Goals) Draw(f screen.Frame) screen.Drawing {
	if s.rate != nil {
		return s.rate.Draw(f)
	}
	if s.form != nil {
		head := []string{f.Theme.Title.Render(s.heading()), ""}
		rest := f
		rest.Height = max(f.Height-len(head), 1)
		return screen.Stack(head, s.form.Draw(rest))
	}
	lines := []string{f.Theme.Title.Render("Goals"), ""}
	focus := 0
	for i, g := range s.ordered() {
		if i == s.at {
			focus = len(lines)
		}
		lines = append(lines, s.entry(g, i == s.at, f)...)
	}
	if len(lines) == 2 {
		lines = append(lines, screen.Wrap("No goal yet. Press n to write the first one, in the person's own words.", f.Width)...)
	}
	if s.wrong != "" {
		lines = append(screen.Wrap(s.wrong, f.Width), lines...)
		focus += len(lines)
	}
	visible, offset := screen.Window(lines, focus, f.Height)
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{X: 0, Y: focus - offset}}
}

func (s *Goals) heading() string {
	switch {
	case s.goal.Status == dialog.GoalSetDown:
		return "Set a goal down"
	case s.then.IsZero():
		return "Change a goal"
	}
	return "A new goal"
}

// entry draws one goal: its words, and a line about it.
func (s *Goals) entry(g *dialog.Goal, selected bool, f screen.Frame) []string {
	th := f.Theme
	pointer := strings.Repeat(" ", screen.Width(th.Glyphs.Pointer)) + " "
	if selected {
		pointer = th.Glyphs.Pointer + " "
	}
	lines := screen.Hang(pointer, text.Show(g.Text), f.Width)
	for i := range lines {
		lines[i] = th.Strong.Render(lines[i])
	}
	indent := strings.Repeat(" ", screen.Width(pointer))
	return append(append(lines, screen.Hang(indent, s.about(g), f.Width)...), "")
}

func (s *Goals) about(g *dialog.Goal) string {
	parts := []string{"life goal"}
	if g.Kind == dialog.ClinicalGoal {
		parts[0] = "clinical goal"
	}
	if g.Domain.Valid() {
		parts = append(parts, s.o.Text.Short(g.Domain))
	}
	switch g.Status {
	case dialog.GoalReached:
		parts = append(parts, "reached on "+g.Changed.Date().String())
	case dialog.GoalSetDown:
		parts = append(parts, "set down on "+g.Changed.Date().String()+": "+text.Show(g.Reason))
	}
	if latest, ok := g.Latest(); ok {
		parts = append(parts, fmt.Sprintf("%d of %d on %s", latest.Rating, dialog.HighestGoalRating, latest.At.Date()))
	} else {
		parts = append(parts, "not rated yet")
	}
	return strings.Join(parts, ", ")
}

// Keys are those of what is open on top, else of the list.
func (s *Goals) Keys() []key.Binding {
	if s.rate != nil {
		return s.rate.Keys()
	}
	if s.form != nil {
		return s.form.Keys()
	}
	g := s.current()
	switch {
	case g == nil:
		return []key.Binding{keyNew, keyLeave}
	case g.Status != dialog.GoalActive:
		return []key.Binding{keyMove, keyAgain, keyNew, keyEdit, keyLeave}
	}
	return []key.Binding{keyRate, keyNew, keyMove, keyEdit, keyReach, keyDown, keyLeave}
}

// Typing is so while a form has the focus on text.
func (s *Goals) Typing() bool { return s.rate == nil && s.form != nil && s.form.Typing() }
