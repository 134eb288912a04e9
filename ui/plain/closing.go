package plain

import (
	"errors"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// close ends the appointment: what was agreed is read back, the next meeting, the
// goals, and what the person takes with them.
func (p *page) close(id dialog.ID) error {
	if err := p.readBack(id); err != nil {
		return err
	}
	if err := p.nextMeeting(id); err != nil && !errors.Is(err, errBack) {
		return err
	}
	if err := p.safety(id); err != nil && !errors.Is(err, errBack) {
		return err
	}
	if err := p.rateGoals(id); err != nil && !errors.Is(err, errBack) {
		return err
	}
	w := p.lines()
	p.gap()
	p.say("%s", w.TakeWithYou)
	p.agreed(id)
	if next := p.record.NextMeeting(p.today().AddDays(1)); next != nil {
		p.say("%s", w.WeMeet.With("meeting", report.MeetingWords(next, p.tongue)))
	}
	if p.copier() != nil {
		wanted, err := p.yesIn(p.tongue, w.WantCopy)
		if err == nil && wanted {
			err = p.takeHome()
		}
		if err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
	if p.neverAsked() {
		p.say("%s", w.AboutYou)
	}
	p.say("%s", p.tongue.Words.Talk.AllSaved)
	return nil
}

// safety asks what came of the marks that the service's own rules put on areas.
func (p *page) safety(id dialog.ID) error {
	for _, d := range p.o.Rules.SafetyMarks(p.record.Assessment(id)) {
		p.gap()
		p.say("Please talk about: %s. The service's guidance: %s %s", p.o.Text.Short(d), report.Guidance(p.o.Rules), report.AlertsNobody)
		labels := []string{}
		for _, o := range report.SafetyOutcomes() {
			labels = append(labels, report.SafetyWords(o))
		}
		key, err := p.choose(report.SafetyQuestion, append(numbered(labels...), option{"p", "pass over"}))
		if err != nil {
			return err
		}
		if key != "p" {
			p.save(&dialog.SafetyAnswered{Assessment: id, Domain: d, Outcome: report.SafetyOutcomes()[index(key)]})
		}
	}
	return nil
}

// agreed reads out what was agreed and what is to be thought over.
func (p *page) agreed(id dialog.ID) {
	actions := p.record.AgreedAt(id)
	if len(actions) == 0 {
		p.say("%s", p.tongue.Words.Talk.NothingAgreed)
	}
	for i, a := range actions {
		p.say("%s", p.lines().Action.With("n", i+1, "action", report.ActionWords(p.record, a, p.tongue)))
	}
	if t := p.record.Talk(id); t != nil {
		for _, d := range t.ThinkOver {
			p.say("%s", p.tongue.Words.Talk.ThinkOver.With("areas", p.tongue.Short(d)))
		}
	}
}

// readBack asks whether anything is wrong until nothing is.
func (p *page) readBack(id dialog.ID) error {
	for w := p.lines(); ; {
		p.gap()
		p.say("%s", w.Closing)
		p.agreed(id)
		key, err := p.chooseIn(p.tongue, p.tongue.Words.Talk.AnythingWrong, numbered(w.AllRight, w.ActionWrong, w.OtherWrong))
		if err != nil {
			return err
		}
		switch key {
		case "1":
			p.save(&dialog.ReadBack{Assessment: id, Wrong: p.wrong(id)})
			return nil
		case "2":
			err = p.actions()
		case "3":
			var words string
			if words, err = p.needed("What was wrong, in the person's own words:", text.Line); err == nil {
				p.save(&dialog.ReadBack{Assessment: id, Wrong: words})
			}
		}
		if err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

// wrong is what was written down as wrong before, so that it stays.
func (p *page) wrong(id dialog.ID) string {
	if t := p.record.Talk(id); t != nil {
		return t.Wrong
	}
	return ""
}

// nextMeeting says when people meet next, and takes it down.
func (p *page) nextMeeting(id dialog.ID) error {
	p.gap()
	m := dialog.Meeting{ID: p.o.Keeper.NewID(), Assessment: id}
	w := p.lines()
	options := []option{{"1", w.LeaveOpen}, {"2", w.WriteDown}}
	if next := p.record.NextMeeting(p.today().AddDays(1)); next != nil {
		p.say("%s", w.MeetOn.With("meeting", report.MeetingWords(next, p.tongue)))
		m = *next
		options = []option{{"1", w.ThatIsRight}, {"2", w.MoveIt}}
	}
	key, err := p.chooseIn(p.tongue, w.WhenMeet, options)
	if err != nil || key == "1" {
		return err
	}
	if m.On, err = p.dayFrom("The day, such as 12-Jan-2027 or 2w for in two weeks:", false); err != nil {
		return err
	}
	if m.Time, err = p.clock(); err != nil {
		return err
	}
	if key, err = p.choose("How?", numbered("In person", "By phone", "By video")); err != nil {
		return err
	}
	m.Manner = []dialog.Manner{dialog.InPerson, dialog.ByPhone, dialog.ByVideo}[index(key)]
	if m.Place, err = p.words("Where, or an empty line:", text.Line); err != nil {
		return err
	}
	p.save(&dialog.MeetingArranged{Meeting: m})
	return nil
}

func (p *page) clock() (string, error) {
	for {
		line, err := p.words("The time, such as 9:30, or an empty line:", text.Ident)
		if err != nil {
			return "", err
		}
		at, err := dialog.ParseClock(line)
		if err == nil {
			return at, nil
		}
		p.say("%s", dialog.ErrorMessage(err))
	}
}
