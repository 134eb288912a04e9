package plain

import (
	"errors"
	"fmt"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// goals lists the goals and lets one be set, rated, revised or ended.
func (p *page) goals() error {
	return p.list("Goals:", func() (options []option) {
		for i := range p.record.Goals {
			options = append(options, option{fmt.Sprint(i + 1), goalLine(&p.record.Goals[i])})
		}
		return append(options, option{"n", "Set a new goal"})
	}, func(key string) error {
		if key == "n" {
			return p.newGoal()
		}
		return p.oneGoal(&p.record.Goals[index(key)])
	})
}

func goalLine(g *dialog.Goal) string {
	line := text.Show(g.Text) + "; " + string(g.Kind) + " goal"
	if latest, ok := g.Latest(); ok {
		line += fmt.Sprintf("; last rated %d of %d on %s", latest.Rating, dialog.HighestGoalRating, latest.At.Date())
	}
	switch g.Status {
	case dialog.GoalReached:
		line += "; reached"
	case dialog.GoalSetDown:
		line += "; set down: " + text.Show(g.Reason)
	}
	if n := len(g.Slots); n > 0 {
		line += "; " + report.OutcomeGoal(g.Slots[n-1].Slot)
	}
	for i := range g.Before {
		if was := &g.Before[i]; was.Value.Text != g.Text {
			line += "; until " + was.Until.Date().String() + " it said: " + text.Show(was.Value.Text)
		}
	}
	if g.Struck.Out() {
		line += "; STRUCK OUT: " + text.Show(g.Struck.Reason)
	}
	return line
}

func (p *page) newGoal() error {
	words, err := p.needed("The goal, in the person's own words:", text.Line)
	if err != nil {
		return err
	}
	g := dialog.Goal{ID: p.o.Keeper.NewID(), Text: words, Status: dialog.GoalActive}
	key, err := p.choose("What kind of goal is it?", numbered("A life goal", "A clinical goal"))
	if err != nil {
		return err
	}
	g.Kind = dialog.LifeGoal
	if key == "2" {
		g.Kind = dialog.ClinicalGoal
	}
	if g.Domain, err = p.area(); err != nil {
		return err
	}
	if !p.save(&dialog.GoalRecorded{Goal: g}) {
		return nil
	}
	return p.rate(g.ID, dialog.ID{})
}

func (p *page) area() (dialog.Domain, error) {
	return p.areaOf("Which area does it belong to?", option{"0", "None of them"})
}

// areaOf asks for an area, or one of the options before them, which are none.
func (p *page) areaOf(question string, options ...option) (dialog.Domain, error) {
	for i, d := range dialog.Domains() {
		options = append(options, option{fmt.Sprint(i + 1), p.o.Text.Short(d)})
	}
	key, err := p.choose(question, options)
	if err != nil || key == "0" {
		return dialog.NoDomain, err
	}
	return dialog.Domains()[index(key)], nil
}

func (p *page) oneGoal(g *dialog.Goal) error {
	if g.Struck.Out() {
		p.say("That goal was struck out. It stays in view.")
		return nil
	}
	key, err := p.choose(text.Show(g.Text), numbered("Rate it", "Change its words", "It is reached", "Set it down", "Take it up again",
		"Make it a Goal-Based Outcome", "Strike it out: it was recorded in error"))
	if err != nil {
		return err
	}
	changed := *g
	switch key {
	case "1":
		return p.rate(g.ID, dialog.ID{})
	case "2":
		if changed.Text, err = p.needed("The goal in new words:", text.Line); err != nil {
			return err
		}
		if changed.Status == dialog.GoalActive {
			if changed.Reason, err = p.words("Why it is changed, or an empty line; what it said before stays in view:", text.Line); err != nil {
				return err
			}
		}
	case "3":
		changed.Status, changed.Reason = dialog.GoalReached, ""
	case "4":
		changed.Status = dialog.GoalSetDown
		if changed.Reason, err = p.needed("Why is it set down?", text.Line); err != nil {
			return err
		}
	case "5":
		changed.Status, changed.Reason = dialog.GoalActive, ""
	case "6":
		return p.countGoal(g)
	case "7":
		return p.strike(dialog.PartGoal, g.ID)
	}
	p.save(&dialog.GoalRecorded{Goal: changed})
	return nil
}

// countGoal makes a goal one of the Goal-Based Outcomes of the open referral.
func (p *page) countGoal(g *dialog.Goal) error {
	open := p.record.OpenReferrals()
	slot := 0
	if len(open) > 0 && g.Slot(open[0].ID) == 0 {
		slot = p.record.FreeSlot(open[0].ID)
	}
	if slot == 0 {
		p.say("There is no place for it: it has one, all three are given, or no referral is open.")
		return nil
	}
	ok, err := p.yes(fmt.Sprintf("Make it %s? Its ratings from today on are then coded. The place is never given to another goal, nor taken back. %s", report.OutcomeGoal(slot), report.OutcomeSource))
	if ok && err == nil {
		p.save(&dialog.GoalCounted{Goal: g.ID, Referral: open[0].ID, Slot: slot})
	}
	return err
}

// rateGoals goes through the active goals after an assessment.
func (p *page) rateGoals(assessment dialog.ID) error {
	for _, g := range p.record.ActiveGoals() {
		if err := p.rate(g.ID, assessment); err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
	return nil
}

// scaleOf says what kind of rating it is.
func scaleOf(g *dialog.Goal, w *instrument.RateWords) string {
	if n := len(g.Slots); n > 0 {
		return w.Outcome.With("n", g.Slots[n-1].Slot)
	}
	return w.OwnScale
}

// rate asks for 0 to 10. An empty line skips the goal and records nothing.
func (p *page) rate(id, assessment dialog.ID) error {
	g, w := p.record.Goal(id), p.lines()
	p.gap()
	p.say("%s", w.Goal.With("goal", text.Show(g.Text)))
	p.say("%s", w.HowNear.With("scale", scaleOf(g, &p.tongue.Words.Rate)))
	for {
		line, err := p.read(w.Number)
		if err != nil {
			return err
		}
		if line == "" {
			p.say("%s", w.Skipped)
			return nil
		}
		n, err := strconv.Atoi(line)
		if err != nil || n < dialog.LowestGoalRating || n > dialog.HighestGoalRating || strconv.Itoa(n) != line {
			p.say("%s", w.NotNumber)
			continue
		}
		if p.save(&dialog.GoalRated{Goal: id, Rating: n, Assessment: assessment}) {
			return nil
		}
	}
}
