package plain

import (
	"errors"
	"fmt"
	"slices"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// list offers what there is again and again, until the worker goes back.
func (p *page) list(title string, options func() []option, do func(key string) error) error {
	return p.listIn(p.o.Text, title, options, do)
}

// listIn is list in a language.
func (p *page) listIn(words *instrument.Text, title string, options func() []option, do func(key string) error) error {
	for {
		p.gap()
		key, err := p.chooseIn(words, title, append(options(), option{"b", words.Words.About.LinesBack}))
		if err != nil || key == "b" {
			return err
		}
		if err := do(key); err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

// actions lists everything that was agreed, and lets one be reviewed, changed or
// struck out.
func (p *page) actions() error {
	return p.list("Actions that were agreed:", func() (options []option) {
		for i := range p.record.Actions {
			options = append(options, option{fmt.Sprint(i + 1), p.actionLine(&p.record.Actions[i])})
		}
		return append(options, option{"n", "A new action"})
	}, func(key string) error {
		if key == "n" {
			return p.newAction(dialog.Action{ID: p.o.Keeper.NewID()}, "")
		}
		return p.oneAction(p.record.Actions[index(key)])
	})
}

func (p *page) actionLine(a *dialog.Action) string {
	line := report.ActionWords(p.record, a, p.o.Text) + "; agreed on " + a.Agreed.Date().String() + "; " + report.OutcomeOf(a)
	if a.Struck.Out() {
		line += "; STRUCK OUT: " + text.Show(a.Struck.Reason)
	}
	for i := range a.Before {
		line += "; until " + a.Before[i].Until.Date().String() + " it said: " + text.Show(a.Before[i].Value.Text)
	}
	return line
}

func (p *page) oneAction(a dialog.Action) error {
	if a.Struck.Out() {
		p.say("That action was struck out. It stays in view.")
		return nil
	}
	key, err := p.choose(text.Show(a.Text), numbered("Done", "Partly", "Not yet", "No longer wanted", "Change it", "Strike it out: it was recorded in error"))
	if err != nil {
		return err
	}
	switch key {
	case "5":
		reason, err := p.whyChanged(a.Agreed)
		if err != nil {
			return err
		}
		return p.newAction(a, reason)
	case "6":
		return p.strike(dialog.PartAction, a.ID)
	}
	return p.reviewed(a.ID, dialog.Outcomes()[index(key)], dialog.ID{})
}

// whyChanged asks for a reason where something was recorded on an earlier day.
func (p *page) whyChanged(recorded dialog.When) (string, error) {
	if !recorded.Date().Before(p.today()) {
		return "", nil
	}
	return p.needed("Why is it changed? What it said before stays in view:", text.Line)
}

// strike asks why and strikes something out.
func (p *page) strike(part dialog.Part, id dialog.ID) error {
	p.banner()
	reason, err := p.needed("Why is it struck out? It stays in view, marked:", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.PartStruckOut{Part: part, ID: id, Reason: reason})
	return nil
}

// lived is one line of the life events, work and home.
type lived struct {
	on   dialog.Date
	line string
	part dialog.Part
	id   dialog.ID
	out  bool
}

func (p *page) lives() []lived {
	var all []lived
	struck := func(words string, s dialog.Struck) string {
		if s.Out() {
			words += "; STRUCK OUT: " + text.Show(s.Reason)
		}
		return words
	}
	for i := range p.record.Events {
		e := &p.record.Events[i]
		all = append(all, lived{e.On, struck(report.EventWords(e), e.Struck), dialog.PartEvent, e.ID, e.Struck.Out()})
	}
	for i := range p.record.Circumstances {
		c := &p.record.Circumstances[i]
		all = append(all, lived{c.From, struck(report.AspectWords(c.Aspect)+": "+c.Aspect.Label(c.Code), c.Struck), dialog.PartCircumstance, c.ID, c.Struck.Out()})
	}
	slices.SortStableFunc(all, func(a, b lived) int { return b.on.Compare(a.on) })
	return all
}

// life lists what happened and how the person works and lives, and takes down more.
func (p *page) life() error {
	var all []lived
	return p.list("Life events, work and home. Name one to strike it out:", func() (options []option) {
		all = p.lives()
		for i, l := range all {
			options = append(options, option{fmt.Sprint(i + 1), l.on.String() + ": " + l.line})
		}
		return append(options, option{"n", "Something that happened"}, option{"w", "Work"}, option{"h", "Hours of work a week"}, option{"m", "Home"})
	}, func(key string) error {
		switch key {
		case "n":
			return p.newEvent()
		case "w", "h", "m":
			return p.newCircumstance(map[string]dialog.Aspect{"w": dialog.Employment, "h": dialog.WeeklyHours, "m": dialog.SettledHome}[key])
		}
		one := all[index(key)]
		if one.out {
			p.say("That was struck out. It stays in view.")
			return nil
		}
		return p.strike(one.part, one.id)
	})
}

func (p *page) newEvent() error {
	kinds := dialog.EventKinds()
	labels := make([]string, len(kinds))
	for i, k := range kinds {
		labels[i] = report.EventKindWords(k)
	}
	key, err := p.choose("What happened?", numbered(labels...))
	if err != nil {
		return err
	}
	e := dialog.Event{ID: p.o.Keeper.NewID(), What: kinds[index(key)]}
	if e.On, err = p.pastDay("When, or t for today:"); err != nil {
		return err
	}
	if e.Note, err = p.words("A word on it, or an empty line:", text.Line); err != nil {
		return err
	}
	p.save(&dialog.EventRecorded{Event: e})
	return nil
}

func (p *page) newCircumstance(a dialog.Aspect) error {
	codes := a.Codes()
	labels := make([]string, len(codes))
	for i, c := range codes {
		labels[i] = c.Label
	}
	key, err := p.choose(report.AspectWords(a)+":", numbered(labels...))
	if err != nil {
		return err
	}
	c := dialog.Circumstance{ID: p.o.Keeper.NewID(), Aspect: a, Code: codes[index(key)].Code}
	if c.From, err = p.pastDay("Since when, or t for today:"); err != nil {
		return err
	}
	p.save(&dialog.CircumstanceRecorded{Circumstance: c})
	return nil
}
