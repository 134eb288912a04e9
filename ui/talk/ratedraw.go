package talk

import (
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// words are those around a rating, in the language that the person reads. The ends of
// the scale are local to Alongside.
func (r *Rate) words() *instrument.RateWords { return &r.o.Text.Words.Rate }

// scaleOf says what kind of rating it is, and of the Goal-Based Outcomes whose they are.
func (r *Rate) scaleOf(g *dialog.Goal) string {
	if n := len(g.Slots); n > 0 {
		return r.words().Outcome.With("n", g.Slots[n-1].Slot)
	}
	return r.words().OwnScale
}

// page gathers the lines of a screen.
type page struct {
	lines []string
	width int
	roomy bool // there is room for empty lines
}

func (p *page) say(s string, style theme.Style) {
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
	th, w := f.Theme, r.words()
	p := &page{width: f.Width, roomy: f.Height >= 16}
	p.say(w.Place.With("n", r.at+1, "of", len(r.goals)), th.Title)
	p.space()
	p.say(quoted(g.Text, th), th.Strong)
	p.space()
	p.say(w.HowNear, th.Text)
	p.space()
	p.lines = append(p.lines, r.scale(f)...)
	p.space()
	label := w.YourRating + " "
	x, y := screen.Width(label)+len(r.typed), len(p.lines)
	p.lines = append(p.lines, label+r.shown(th))
	said, style := r.state(g, th)
	p.say(said, style)
	p.space()
	p.say(r.scaleOf(g), th.Quiet)
	visible, offset := screen.WindowSaying(p.lines, y, f.Height, moreIn(r.o.Text))
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
// words of the two ends beneath, in two lines where they are long.
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
	w := r.words()
	ends := " " + w.LowEnd + strings.Repeat(" ", max(last-1-screen.Width(w.LowEnd)-screen.Width(w.HighEnd), 2)) + w.HighEnd
	lines := []string{ends}
	if screen.Width(ends) > f.Width { // each by itself, with its number
		lines = append(screen.Hang(" "+strconv.Itoa(dialog.LowestGoalRating)+"  ", w.LowEnd, f.Width), screen.Hang(" "+strconv.Itoa(dialog.HighestGoalRating)+" ", w.HighEnd, f.Width)...)
	}
	return append([]string{numbers}, styled(lines, f.Theme.Quiet)...)
}

// state says what is saved, what is wrong, and the earlier rating once the new
// one is recorded.
func (r *Rate) state(g *dialog.Goal, th *theme.Theme) (string, theme.Style) {
	switch {
	case r.sender.busy:
		return r.o.Text.Words.Talk.Saving + th.Glyphs.Ellipsis, th.Text
	case r.wrong != "":
		return r.wrong, th.Warning
	case r.sender.err != nil:
		return r.sender.refusal() + " Press r to try again.", th.Failure
	case r.saved():
		return th.Glyphs.Tick + " " + r.words().Saved.With("before", r.before(g, r.given[g.ID])), th.Saved
	case r.number() >= 0:
		return r.words().NotRecorded, th.Text
	case r.typed != "":
		return r.words().Limits, th.Warning
	}
	return r.words().NothingChosen, th.Text
}

// before tells the rating before the given one.
func (r *Rate) before(g *dialog.Goal, given dialog.GoalRating) string {
	at := len(g.Ratings) - 1
	for i, rating := range g.Ratings {
		if rating.Rating == given.Rating && rating.Assessment == given.Assessment {
			at = i
		}
	}
	if at < 1 {
		return r.words().First
	}
	last := g.Ratings[at-1]
	return r.words().Before.With("date", r.o.Text.Day(last.At.Date()), "n", last.Rating)
}
