package talk

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
)

// Draw draws the list, or what is open on top of it.
func (s *Goals) Draw(f screen.Frame) screen.Drawing {
	if s.rate != nil {
		return s.rate.Draw(f)
	}
	if s.form != nil {
		head := []string{f.Theme.Title.Render(s.heading())}
		if f.Height >= 16 {
			head = append(head, "")
		}
		rest := f
		rest.Height = max(f.Height-len(head), 1)
		return screen.Stack(head, s.form.Draw(rest))
	}
	p := &page{width: f.Width, roomy: true}
	p.say("Goals", f.Theme.Title)
	s.told(p, f)
	if s.count {
		p.say("Make this goal "+report.OutcomeGoal(s.free(s.current()))+" of the open referral? Its ratings from today on are then coded. The place is never given to another goal, nor taken back. y or n", f.Theme.Warning)
	}
	p.space()
	return s.list(p, f)
}

// told says what became of the last change, where it is not on the disk.
func (s *Goals) told(p *page, f screen.Frame) {
	switch {
	case s.sender.busy:
		p.say("Saving"+f.Theme.Glyphs.Ellipsis, f.Theme.Text)
	case s.sender.err != nil:
		p.say(s.sender.refusal()+" Press r to try again.", f.Theme.Failure)
	}
}

// list draws the goals below what the page has already, in as much room as is
// left.
func (s *Goals) list(p *page, f screen.Frame) screen.Drawing {
	head := p.lines
	list := s.ordered()
	if len(list) == 0 {
		p.say("No goal yet. Press n to write the first one, in the person's own words.", f.Theme.Text)
		return screen.Drawing{Body: strings.Join(p.lines, "\n"), Cursor: &screen.Point{Y: min(len(head), f.Height-1)}}
	}
	var lines []string
	focus := 0
	at := s.index(list)
	for i, g := range list {
		if i == at {
			focus = len(lines)
		}
		lines = append(lines, s.entry(g, i == at, f)...)
	}
	visible, offset := screen.Window(lines, focus, f.Height-len(head))
	y := len(head) + focus - offset
	return screen.Drawing{Body: strings.Join(append(head, visible...), "\n"), Cursor: &screen.Point{Y: min(max(y, 0), f.Height-1)}}
}

// heading says what the form is for.
func (s *Goals) heading() string {
	switch {
	case s.isNew:
		return "A new goal"
	case s.form.Field(valueReason) != nil:
		return "Set a goal down"
	case s.form.Field(valueStrike) != nil:
		return "Strike a goal out"
	}
	return "Change a goal"
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
	lines = append(lines, screen.Hang(indent, s.about(g), f.Width)...)
	if g.Struck.Out() {
		lines = append(lines, styled(screen.Hang(indent, "STRUCK OUT on "+g.Struck.At.Date().String()+": "+text.Show(g.Struck.Reason), f.Width), th.Warning)...)
	}
	if selected {
		for _, words := range s.history(g) {
			lines = append(lines, screen.Hang(indent, th.Signs(words), f.Width)...)
		}
	}
	return append(lines, "")
}

// history tells what became of a goal since it was set.
func (s *Goals) history(g *dialog.Goal) []string {
	var told []string
	for i := range g.Before {
		was, next := &g.Before[i], g.Text
		if i+1 < len(g.Before) {
			next = g.Before[i+1].Value.Text
		}
		if was.Value.Status == dialog.GoalActive && was.Value.Text == next {
			continue // it only got to another standing, which is told where it left it
		}
		words := "until " + was.Until.Date().String() + ": “" + text.Show(was.Value.Text) + "”"
		switch was.Value.Status {
		case dialog.GoalReached:
			words += ", reached"
		case dialog.GoalSetDown:
			words += ", set down: " + text.Show(was.Value.Reason)
		case dialog.GoalActive:
			words += why(was.Reason)
		}
		told = append(told, words)
	}
	if n := len(g.Ratings); n > 1 {
		first, last := g.Ratings[0], g.Ratings[n-1]
		told = append(told, fmt.Sprintf("rated %d times, from %d on %s to %d on %s", n, first.Rating, first.At.Date(), last.Rating, last.At.Date()))
	}
	if len(g.Slots) > 0 {
		told = append(told, report.OutcomeSource)
	}
	return told
}

// about says what kind of goal it is, where it stands and how it was last rated.
func (s *Goals) about(g *dialog.Goal) string {
	parts := []string{"life goal"}
	if g.Kind == dialog.ClinicalGoal {
		parts[0] = "clinical goal"
	}
	if g.Domain.Valid() {
		parts = append(parts, s.o.Text.Short(g.Domain))
	}
	switch latest, ok := g.Latest(); {
	case ok:
		parts = append(parts, fmt.Sprintf("%d of %d on %s", latest.Rating, dialog.HighestGoalRating, latest.At.Date()))
	default:
		parts = append(parts, "not rated yet")
	}
	if n := len(g.Slots); n > 0 {
		parts = append(parts, report.OutcomeGoal(g.Slots[n-1].Slot))
	} else {
		parts = append(parts, "local rating")
	}
	switch g.Status {
	case dialog.GoalReached:
		parts = append(parts, "reached on "+g.Changed.Date().String())
	case dialog.GoalSetDown:
		parts = append(parts, "set down on "+g.Changed.Date().String()+": "+text.Show(g.Reason))
	}
	return strings.Join(parts, ", ")
}
