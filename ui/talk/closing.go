package talk

import (
	"strings"

	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// The parts of the closing, in order.
const (
	readingBack = iota
	meetingNext
	askingSafety
	ratingGoals
	goingHome
)

// closing is the end of the appointment: what was agreed is read back, the next
// meeting, the goals, and what the person takes with them.
type closing struct {
	part  int
	focus int // the action that the cursor is on while reading back
	mark  int // which of the marked areas is asked about
}

var (
	keyRight   = screen.Key("enter", "that is right")
	keyWrong   = screen.Key("w", "write down what was wrong")
	keyMeeting = screen.Key("m", "write it down")
	keyMoved   = screen.Key("m", "move it")
	keyAnother = screen.Key("n", "another one")
	keyDone    = screen.Key("enter", "done")
	keyPart    = screen.Key("←", "back", "left")
	keyAbout   = screen.Key("b", "about the person")
	keyReturn  = screen.Key("esc", "back to the talk")
)

func (c *closing) press(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyReturn):
		if len(t.areas()) > 0 {
			t.at = &stepping{}
		} else {
			t.at = newChoosing(t)
		}
		return nil
	case key.Matches(msg, keyPart):
		c.back(t)
		return nil
	}
	switch c.part {
	case readingBack:
		return c.readBack(t, msg)
	case meetingNext:
		return c.meeting(t, msg)
	case askingSafety:
		return c.safety(t, msg)
	}
	switch {
	case key.Matches(msg, keyDone):
		return tell(Closed{t.o.Assessment})
	case key.Matches(msg, keyTakeHome):
		return tell(TakeHome{})
	case key.Matches(msg, keyAbout):
		return tell(ShowAbout{})
	case key.Matches(msg, keyAside):
		return tell(ShowSupporters{})
	}
	return nil
}

// back goes to the part before. The goals have a screen of their own, and are not
// come back to.
func (c *closing) back(t *Talk) {
	c.part = max(c.part-1, readingBack)
	if c.part == ratingGoals {
		c.part = askingSafety
	}
	if c.part == askingSafety && len(t.marks()) == 0 {
		c.part = meetingNext
	}
	c.mark = max(len(t.marks())-1, 0)
}

// readBack takes the keys while what was agreed is read back.
func (c *closing) readBack(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	next := func() tea.Cmd {
		c.part = meetingNext
		return nil
	}
	switch {
	case key.Matches(msg, keyRight):
		if talk := t.talk(); talk != nil && talk.ReadBack.Date() == dialog.DateOf(t.o.Now()) {
			return next()
		}
		return t.send(next, &dialog.ReadBack{Assessment: t.o.Assessment})
	case key.Matches(msg, keyWrong):
		t.open(t.wrongSheet(), nil)
	case key.Matches(msg, keyAgree):
		t.open(t.actionSheet(dialog.Action{ID: t.o.Keeper.NewID(), Assessment: t.o.Assessment}), nil)
	default:
		c.focus = t.pressAction(msg, t.o.Record.AgreedAt(t.o.Assessment), c.focus)
	}
	return nil
}

// meeting takes the keys for the next meeting, and goes on to the goals, or past
// them where there are none.
func (c *closing) meeting(t *Talk, msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyMoved) && t.nextMeeting() != nil:
		t.open(t.meetingSheet(*t.nextMeeting()), nil)
	case key.Matches(msg, keyMeeting), key.Matches(msg, keyAnother):
		t.open(t.meetingSheet(dialog.Meeting{ID: t.o.Keeper.NewID(), Assessment: t.o.Assessment}), nil)
	case key.Matches(msg, keyGoOn):
		c.part, c.mark = askingSafety, 0
		if len(t.marks()) == 0 {
			c.goals(t)
		}
	}
	return nil
}

// goals opens the rating of the goals, where there are any, over the last part.
func (c *closing) goals(t *Talk) {
	c.part = goingHome
	if len(t.o.Record.ActiveGoals()) > 0 {
		t.rate = NewRate(t.o)
	}
}

// nextMeeting is the next one that is known of, from tomorrow on: the appointment
// that is being closed may have been one of today.
func (t *Talk) nextMeeting() *dialog.Meeting {
	return t.o.Record.NextMeeting(dialog.DateOf(t.o.Now()).AddDays(1))
}

func (c *closing) keys(t *Talk) []key.Binding {
	switch c.part {
	case readingBack:
		keys := []key.Binding{keyRight}
		if len(t.o.Record.AgreedAt(t.o.Assessment)) > 0 {
			keys = append(keys, keyChange, keyStrike, keyMove)
		}
		return append(keys, keyAgree, keyWrong, keyReturn)
	case meetingNext:
		if t.nextMeeting() != nil {
			return []key.Binding{keyGoOn, keyMoved, keyAnother, keyPart, keyReturn}
		}
		return []key.Binding{keyMeeting, keyGoOn, keyPart, keyReturn}
	case askingSafety:
		return []key.Binding{keySafety, keyGoOn, keyGuide, keyPart, keyReturn}
	}
	return []key.Binding{keyDone, keyTakeHome, keyAbout, keyAside, keyPart, keyReturn}
}

func (c *closing) draw(t *Talk, f screen.Frame) screen.Drawing {
	switch c.part {
	case readingBack:
		return c.drawReadBack(t, f)
	case meetingNext:
		return c.drawMeeting(t, f)
	case askingSafety:
		return c.drawSafety(t, f)
	}
	return c.drawHome(t, f)
}

func (c *closing) drawReadBack(t *Talk, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &t.o.Text.Words.Talk
	blocks := []block{said(f, 0, w.ClosingAgreed, th.Title), {lines: t.told(f)}}
	actions := t.o.Record.AgreedAt(t.o.Assessment)
	if len(actions) == 0 {
		b := said(f, 0, w.NothingAgreed, th.Text)
		b.focus = 1
		blocks = append(blocks, b)
	} else {
		blocks = append(blocks, t.actionLines(actions, c.focus, f), said(f, 2, w.Whose.With("words", report.WhoOwns(t.o.Record, actions, t.o.Text)), th.Text))
	}
	blocks = append(blocks, said(f, 1, t.thinkingOver(), th.Text), said(f, 0, w.AnythingWrong, th.Strong))
	if talk := t.talk(); talk != nil && talk.Wrong != "" {
		blocks = append(blocks, said(f, 1, th.Glyphs.Tick+" "+w.WasWrong.With("words", text.Show(talk.Wrong)), th.Saved))
	}
	return t.compose(f, blocks...)
}

// thinkingOver names the areas that the person wants to think over.
func (t *Talk) thinkingOver() string {
	talk := t.talk()
	if talk == nil || len(talk.ThinkOver) == 0 {
		return ""
	}
	names := make([]string, len(talk.ThinkOver))
	for i, d := range talk.ThinkOver {
		names[i] = t.o.Text.Short(d)
	}
	return t.o.Text.Words.Talk.ThinkOver.With("areas", strings.Join(names, ", "))
}

func (c *closing) drawMeeting(t *Talk, f screen.Frame) screen.Drawing {
	th, w := f.Theme, &t.o.Text.Words.Talk
	blocks := []block{said(f, 0, w.ClosingMeeting, th.Title), {lines: t.told(f)}}
	words := w.NoMeeting
	if next := t.nextMeeting(); next != nil {
		words = report.MeetingWords(next, t.o.Text)
	}
	b := said(f, 0, words, th.Strong)
	b.focus = 1
	return t.compose(f, append(blocks, b)...)
}

// drawHome draws what the person takes with them, to be read together.
func (c *closing) drawHome(t *Talk, f screen.Frame) screen.Drawing {
	th, r, w := f.Theme, t.o.Record, &t.o.Text.Words.Talk
	heading := said(f, 0, w.TakeWithYou, th.Title)
	heading.focus = 1
	blocks := []block{heading}
	add := func(rank int, label string, lines ...string) {
		b := said(f, rank, label, th.Quiet)
		for _, line := range lines {
			b.lines = append(b.lines, screen.Hang(th.Glyphs.Bullet+" ", line, f.Width)...)
		}
		if len(lines) > 0 {
			blocks = append(blocks, b)
		}
	}
	var agreed, rated []string
	for _, a := range r.AgreedAt(t.o.Assessment) {
		agreed = append(agreed, report.ActionWords(r, a, t.o.Text))
	}
	for _, g := range r.ActiveGoals() {
		if latest, ok := g.Latest(); ok && latest.Assessment == t.o.Assessment {
			rated = append(rated, w.GoalToday.With("goal", text.Show(g.Text), "n", latest.Rating, "of", dialog.HighestGoalRating))
		}
	}
	add(0, w.WeAgreed, agreed...)
	if words := t.thinkingOver(); words != "" {
		blocks = append(blocks, said(f, 1, words, th.Text))
	}
	if next := t.nextMeeting(); next != nil {
		add(0, w.WeMeet, report.MeetingWords(next, t.o.Text))
	}
	add(2, w.YourGoals, rated...)
	if t.neverAsked() {
		blocks = append(blocks, said(f, 2, w.AboutYou, th.Text))
	}
	blocks = append(blocks, said(f, 0, w.AllSaved, th.Strong))
	return t.compose(f, blocks...)
}

// neverAsked reports that there is something about the person of which nothing is
// recorded.
func (t *Talk) neverAsked() bool {
	return slices.ContainsFunc(dialog.Traits(), func(trait dialog.Trait) bool { return t.o.Record.About(trait) == nil })
}
