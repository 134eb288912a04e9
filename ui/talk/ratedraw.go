package talk

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// The words around a rating. The ends of the scale are local to Alongside.
const (
	howNear  = "How near does it feel today?"
	lowEnd   = "nothing of it"
	highEnd  = "all of it"
	ownScale = "A local rating: this is Alongside's own scale, not part of DIALOG."
)

// scaleOf says what kind of rating it is.
func scaleOf(g *dialog.Goal) string {
	if n := len(g.Slots); n > 0 {
		return report.OutcomeGoal(g.Slots[n-1].Slot) + ". " + report.OutcomeSource
	}
	return ownScale
}

// page gathers the lines of a screen.
type page struct {
	lines []string
	width int
	roomy bool // there is room for empty lines
}

func (p *page) say(s string, style lipgloss.Style) {
	for _, line := range screen.Wrap(s, p.width) {
		p.lines = append(p.lines, style.Render(line))
	}
}

func (p *page) space() {
	if p.roomy {
		p.lines = append(p.lines, "")
	}
}

// Draw draws one goal in the person's own words, and the scale below it.
func (r *Rate) Draw(f screen.Frame) screen.Drawing {
	g := r.goal()
	if g == nil {
		return screen.Drawing{Cursor: &screen.Point{}}
	}
	th := f.Theme
	p := &page{width: f.Width, roomy: f.Height >= 16}
	p.say(fmt.Sprintf("Goal %d of %d", r.at+1, len(r.goals)), th.Title)
	p.space()
	p.say(quoted(g.Text, th), th.Strong)
	p.space()
	p.say(howNear, th.Text)
	p.space()
	p.lines = append(p.lines, r.scale(f)...)
	p.space()
	label := "Your rating: "
	x, y := screen.Width(label)+len(r.typed), len(p.lines)
	p.lines = append(p.lines, label+r.shown(th))
	said, style := r.state(g, th)
	p.say(said, style)
	p.space()
	p.say(scaleOf(g), th.Quiet)
	visible, offset := screen.Window(p.lines, y, f.Height)
	return screen.Drawing{Body: strings.Join(visible, "\n"), Cursor: &screen.Point{X: x, Y: y - offset}}
}

// quoted is a goal's words between quotation marks.
func quoted(words string, th *theme.Theme) string {
	return th.Signs("“") + text.Show(words) + th.Signs("”")
}

// shown is the number as it was typed or, where it is saved, as it is on the
// disk.
func (r *Rate) shown(th *theme.Theme) string {
	rating, given := r.given[r.goals[r.at]]
	switch {
	case r.typed != "":
		return th.Chosen.Render(r.typed)
	case given:
		return th.Chosen.Render(strconv.Itoa(rating.Rating))
	}
	return "__"
}

// scale draws the numbers 0 to 10 with the chosen one between brackets, and the
// words of the two ends beneath.
func (r *Rate) scale(f screen.Frame) []string {
	chosen := r.number()
	if rating, given := r.given[r.goals[r.at]]; given && r.typed == "" {
		chosen = rating.Rating
	}
	cell := min(max((f.Width-4)/(dialog.HighestGoalRating+1), 3), 6)
	var b strings.Builder
	for n := dialog.LowestGoalRating; n <= dialog.HighestGoalRating; n++ {
		if n == chosen {
			b.WriteString(f.Theme.Chosen.Render(screen.Pad("["+strconv.Itoa(n)+"]", cell, "")))
			continue
		}
		b.WriteString(screen.Pad(" "+strconv.Itoa(n), cell, ""))
	}
	numbers := strings.TrimRight(b.String(), " ")
	last := cell*dialog.HighestGoalRating + 4 // where the brackets of the last number end
	ends := " " + lowEnd + strings.Repeat(" ", max(last-1-len(lowEnd)-len(highEnd), 2)) + highEnd
	return []string{numbers, f.Theme.Quiet.Render(screen.Clip(ends, f.Width, ""))}
}

// state says what is saved, what is wrong, and the earlier rating once the new
// one is recorded.
func (r *Rate) state(g *dialog.Goal, th *theme.Theme) (string, lipgloss.Style) {
	switch {
	case r.sender.busy:
		return "Saving" + th.Glyphs.Ellipsis, th.Text
	case r.wrong != "":
		return r.wrong, th.Warning
	case r.sender.err != nil:
		return r.sender.refusal() + " Press r to try again.", th.Failure
	case r.saved():
		return th.Glyphs.Tick + " saved. " + before(g, r.given[g.ID]), th.Saved
	case r.typed != "":
		return "Not recorded yet: Enter records it.", th.Text
	}
	return "Nothing chosen yet.", th.Text
}

// before tells the rating before the given one.
func before(g *dialog.Goal, given dialog.GoalRating) string {
	at := len(g.Ratings) - 1
	for i, rating := range g.Ratings {
		if rating.Rating == given.Rating && rating.Assessment == given.Assessment {
			at = i
		}
	}
	if at < 1 {
		return "This is the first rating of this goal."
	}
	last := g.Ratings[at-1]
	return fmt.Sprintf("On %s it was %d.", last.At.Date(), last.Rating)
}
