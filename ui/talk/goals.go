package talk

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/field"
	"alongside/ui/screen"
)

// Goals is the list of a person's goals, active ones first, with the form that
// sets or revises one.
type Goals struct {
	o      Options
	sender *sender
	at     dialog.ID   // the goal the cursor is on
	form   *field.Form // open on top of the list, or nil
	goal   dialog.Goal // the one the form is about
	isNew  bool        // it is not in the record yet; once saved it is rated
	rate   *Rate       // open on top of the list, or nil
	notice string      // what to say once the change is on the disk
	count  bool        // it is asked whether the goal becomes a Goal-Based Outcome
}

// NewGoals makes the screen.
func NewGoals(o Options) *Goals {
	s := &Goals{o: o}
	s.sender = &sender{o: &s.o}
	return s
}

var (
	keyMove  = screen.Key("↑/↓", "move", "up", "down")
	keyRate  = screen.Key("enter", "rate it")
	keyNew   = screen.Key("n", "new goal")
	keyEdit  = screen.Key("e", "change its words")
	keyReach = screen.Key("r", "reached")
	keyDown  = screen.Key("s", "set it down")
	keyAgain = screen.Key("a", "take it up again")
	keyLeave = screen.Key("esc", "back")
	keyCount = screen.Key("o", "make it a Goal-Based Outcome")
	keyYes   = screen.Key("y", "yes")
	keyNo    = screen.Key("n", "no", "n", "esc")
	keyDrop  = screen.Key("esc", "leave it as it was")
)

// Init fetches nothing: the record came with the options.
func (s *Goals) Init() tea.Cmd { return nil }

// ordered returns the goals as listed: active, reached, set down, struck out.
func (s *Goals) ordered() []*dialog.Goal {
	var list []*dialog.Goal
	for _, status := range []dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached, dialog.GoalSetDown} {
		for i := range s.o.Record.Goals {
			if g := &s.o.Record.Goals[i]; g.Status == status && !g.Struck.Out() {
				list = append(list, g)
			}
		}
	}
	for i := range s.o.Record.Goals {
		if g := &s.o.Record.Goals[i]; g.Struck.Out() {
			list = append(list, g)
		}
	}
	return list
}

// index is the place of the goal in focus among the listed, 0 where there is
// none such.
func (s *Goals) index(list []*dialog.Goal) int {
	return max(slices.IndexFunc(list, func(g *dialog.Goal) bool { return g.ID == s.at }), 0)
}

// current returns the goal the cursor is on, or nil.
func (s *Goals) current() *dialog.Goal {
	list := s.ordered()
	if len(list) == 0 {
		return nil
	}
	return list[s.index(list)]
}

// move moves the cursor and stops at either end.
func (s *Goals) move(by int) {
	list := s.ordered()
	s.at = list[min(max(s.index(list)+by, 0), len(list)-1)].ID
}

// Unsaved says what would be lost.
func (s *Goals) Unsaved() string {
	switch {
	case s.rate != nil:
		return s.rate.Unsaved()
	case s.sender.busy:
		return "A goal is still being saved."
	case s.sender.err != nil, s.form != nil && s.form.Changed():
		return "A goal is not saved yet."
	}
	return ""
}

// Update gives the message to what is open on top of the list.
func (s *Goals) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Refresh:
		s.o.Record = m.Record
	case screen.Closing:
		if s.rate == nil {
			return s.sender.closing()
		}
	case answered:
		if m.to == s.sender {
			return s.answered(m)
		}
	}
	if s.rate != nil {
		return s.rating(msg)
	}
	if s.form != nil {
		return s.filling(msg)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && !s.sender.busy && !press.IsRepeat {
		switch {
		case s.sender.err != nil:
			return s.refused(press)
		case s.count:
			return s.counting(press)
		}
		return s.press(press)
	}
	return nil
}

// rating hands messages to the open rating and closes it when it is over or left.
// What it asks of the root is for a screen of its own, so it is not passed on
// then.
func (s *Goals) rating(msg tea.Msg) tea.Cmd {
	cmd := s.rate.Update(msg)
	s.o.Record = s.rate.o.Record
	press, ok := msg.(tea.KeyPressMsg)
	left := ok && key.Matches(press, keyEsc) && !s.rate.asked && !s.rate.sender.busy
	if left || s.rate.over() {
		s.rate = nil
		return nil
	}
	return cmd
}

// refused takes a key while a change is not saved: try again, or leave it.
func (s *Goals) refused(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyRetry):
		return s.sender.again()
	case key.Matches(msg, keyDrop):
		s.sender.drop()
	}
	return nil
}

func (s *Goals) press(msg tea.KeyPressMsg) tea.Cmd {
	g := s.current()
	switch {
	case key.Matches(msg, keyLeave):
		return screen.GoBack
	case key.Matches(msg, keyNew):
		s.open(dialog.Goal{ID: s.o.Keeper.NewID(), Status: dialog.GoalActive}, true)
	case g == nil:
	case msg.String() == "up":
		s.move(-1)
	case msg.String() == "down":
		s.move(1)
	case g.Struck.Out():
	case key.Matches(msg, keyEdit):
		s.open(*g, false)
	case key.Matches(msg, keyStrike):
		s.at, s.goal, s.isNew, s.form = g.ID, *g, false, strikeForm()
	case g.Status == dialog.GoalActive:
		return s.pressActive(msg, *g)
	case key.Matches(msg, keyAgain):
		g := *g
		g.Status, g.Reason = dialog.GoalActive, ""
		return s.save(g, "the goal is taken up again.")
	}
	return nil
}

// pressActive takes the keys that only an active goal has.
func (s *Goals) pressActive(msg tea.KeyPressMsg, g dialog.Goal) tea.Cmd {
	switch {
	case key.Matches(msg, keyRate):
		s.at = g.ID
		s.rate = newRate(s.o, []dialog.ID{g.ID})
	case key.Matches(msg, keyReach):
		g.Status, g.Reason = dialog.GoalReached, ""
		return s.save(g, "the goal is reached. Press a if that was not meant.")
	case key.Matches(msg, keyDown):
		g.Status = dialog.GoalSetDown
		s.goal, s.isNew, s.form = g, false, reasonForm()
	case key.Matches(msg, keyCount):
		s.at, s.count = g.ID, s.free(&g) > 0
	}
	return nil
}

// free returns the slot that a goal would get among the Goal-Based Outcomes, 0
// where there is none for it: without an open referral, when all are given, or
// when it has one.
func (s *Goals) free(g *dialog.Goal) int {
	open := s.o.Record.OpenReferrals()
	if len(open) == 0 || g == nil || g.Slot(open[0].ID) > 0 {
		return 0
	}
	return s.o.Record.FreeSlot(open[0].ID)
}

// counting takes the answer to whether a goal becomes a Goal-Based Outcome.
func (s *Goals) counting(msg tea.KeyPressMsg) tea.Cmd {
	g := s.current()
	switch {
	case key.Matches(msg, keyNo):
		s.count = false
	case key.Matches(msg, keyYes) && s.free(g) > 0:
		s.count = false
		s.notice = "the goal is a Goal-Based Outcome from now on."
		return s.sender.send(&dialog.GoalCounted{Goal: g.ID, Referral: s.o.Record.OpenReferrals()[0].ID, Slot: s.free(g)})
	}
	return nil
}

// open opens the form for a goal.
func (s *Goals) open(g dialog.Goal, isNew bool) {
	s.goal, s.isNew, s.form = g, isNew, goalForm(s.o.Text, g)
}

// save sends a goal as it is to be from now on.
func (s *Goals) save(g dialog.Goal, notice string) tea.Cmd {
	s.at, s.notice = g.ID, notice
	return s.sender.send(&dialog.GoalRecorded{Goal: g})
}

// filling hands messages to the open form.
func (s *Goals) filling(msg tea.Msg) tea.Cmd {
	switch s.form.Update(msg) {
	case field.Leave:
		s.form = nil
		s.sender.drop()
	case field.Save:
		goal := s.goal
		if s.form.Field(valueStrike) != nil {
			s.form.SetBusy(true)
			s.notice = "the goal is struck out."
			return s.sender.send(&dialog.PartStruckOut{Part: dialog.PartGoal, ID: goal.ID, Reason: s.form.Values()[valueStrike]})
		}
		if s.form.Field(valueReason) != nil {
			goal.Reason = s.form.Values()[valueReason]
		} else {
			goal = filled(s.form, goal)
		}
		s.form.SetBusy(true)
		return s.save(goal, "the goal is as you see it.")
	}
	return nil
}

// answered closes the form once its goal is on the disk. A new goal is rated
// next.
func (s *Goals) answered(msg answered) tea.Cmd {
	if !s.sender.take(msg) {
		if s.form != nil {
			s.form.SetError("", s.sender.refusal()+" Press ctrl+s to try again.")
		}
		return nil
	}
	saved := tell(Saved{msg.committed})
	if s.form != nil && s.isNew {
		s.form, s.rate = nil, newRate(s.o, []dialog.ID{s.at})
		return saved
	}
	s.form = nil
	return tea.Batch(saved, screen.Say(screen.Saved, s.notice))
}

// Keys are those of what is open on top, else of the list.
func (s *Goals) Keys() []key.Binding {
	switch {
	case s.rate != nil:
		return s.rate.Keys()
	case s.form != nil:
		return s.form.Keys()
	case s.sender.err != nil:
		return []key.Binding{keyRetry, keyDrop}
	}
	g := s.current()
	switch {
	case s.count:
		return []key.Binding{keyYes, keyNo}
	case g == nil:
		return []key.Binding{keyNew, keyLeave}
	case g.Struck.Out():
		return []key.Binding{keyMove, keyNew, keyLeave}
	case g.Status != dialog.GoalActive:
		return []key.Binding{keyMove, keyAgain, keyNew, keyEdit, keyStrike, keyLeave}
	}
	keys := []key.Binding{keyRate, keyNew, keyMove, keyEdit, keyReach, keyDown, keyLeave, keyStrike}
	if s.free(g) > 0 {
		keys = append(keys, keyCount)
	}
	return keys
}

// Typing is so while a form has the focus on text.
func (s *Goals) Typing() bool { return s.rate == nil && s.form != nil && s.form.Typing() }
