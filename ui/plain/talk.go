package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// errClose says that the worker wants to close the appointment from where they
// are.
var errClose = errors.New("close the appointment")

// lines are the words of the conversation that the person reads.
func (p *page) lines() *instrument.LinesTalkWords { return &p.tongue.Words.LinesTalk }

// reviews goes through what was agreed before, the worker's own promises first, from
// the first that was not reviewed at this DIALOG: it may have been left in the middle.
func (p *page) reviews(assessment dialog.ID) error {
	if !p.record.ReviewFirst(p.record.Assessment(assessment), p.today()) {
		return nil
	}
	due := p.record.ActionsToReview(p.today())
	p.gap()
	w := p.lines()
	p.say("%s", w.Before.With("n", len(due), "words", report.WhoOwns(p.record, due, p.tongue)))
	p.say("%s", w.ForEach)
	first := slices.IndexFunc(due, func(a *dialog.Action) bool { return !a.ReviewedAt(assessment) })
	for i, a := range due[first:] {
		i, id := first+i, a.ID // the record changes on the way
		phrase, what := w.Review, report.ActionFor(p.record, a, p.tongue)
		if what != "" {
			phrase = w.ReviewFor
		}
		p.gap()
		p.say("%s", phrase.With("n", i+1, "of", len(due), "action", report.ActionWords(p.record, a, p.tongue), "date", p.tongue.Day(a.Agreed.Date()), "what", what))
		if last, reviewed := a.Latest(); reviewed && last.At.Date() == p.today() {
			p.say("%s", p.tongue.Words.Item.Recorded.With("words", report.OutcomeWords(last.Outcome, p.tongue)))
		}
		if rest, err := p.became(id, assessment); rest || err != nil {
			return err
		}
	}
	return nil
}

// became asks what became of an action, and reports whether the rest is left.
func (p *page) became(action, assessment dialog.ID) (rest bool, err error) {
	for {
		key, err := p.pick(p.tongue.Words.Talk.Became, []option{{"1", ""}, {"2", ""}, {"3", ""}, {"4", ""}, {"p", ""}, {"s", ""}})
		switch {
		case errors.Is(err, errBack):
			p.say("%s", p.tongue.Words.Lines.Kept)
			return true, err
		case err != nil || key == "s" || key == "p":
			return key == "s", err
		}
		if err := p.reviewed(action, dialog.Outcomes()[index(key)], assessment); !errors.Is(err, errBack) { // else asked again
			return false, err
		}
	}
}

// reviewed records what became of an action with a word on it.
func (p *page) reviewed(action dialog.ID, outcome dialog.Outcome, assessment dialog.ID) error {
	note, err := p.words("A word on it, or an empty line:", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.ActionReviewed{Action: action, Outcome: outcome, Note: note, Assessment: assessment})
	return nil
}

// talkLast talks over the latest DIALOG.
func (p *page) talkLast() error {
	past := p.record.History()
	if len(past) == 0 {
		p.say("There is no finished DIALOG yet.")
		return nil
	}
	last := past[len(past)-1].ID
	if p.record.Draft() != nil && p.record.Over(last, p.today()) {
		p.say("There is an unfinished DIALOG. It comes first: 1 goes on with it. Earlier ones are read from the list of all assessments, 7.")
		return nil
	}
	return p.talk(last)
}

// talkWords say what there is to do about a DIALOG: once its appointment is over it is
// read.
func (p *page) talkWords(id dialog.ID) string {
	if p.record.Over(id, p.today()) {
		return "What was talked about"
	}
	return "Talk it over"
}

// talkLastWords are those for the latest DIALOG. While another is unfinished they stand
// for what comes after it.
func (p *page) talkLastWords() string {
	past := p.record.History()
	if len(past) > 0 && p.record.Draft() == nil && p.record.Over(past[len(past)-1].ID, p.today()) {
		return "What was talked about last time"
	}
	return "Talk it over, and close the appointment"
}

// talked reads out what was talked about at an appointment that is over.
func (p *page) talked(id dialog.ID) {
	p.gap()
	p.say("What was talked about on %s.", p.record.Assessment(id).DoneAt.Date())
	p.say("%s", report.ShownAsItWas)
	for _, told := range report.TalkedAbout(p.record, id, p.o.Text) {
		if told.Area != "" {
			p.say("%s", told.Area)
		}
		for _, line := range told.Lines {
			p.say("  %s", line)
		}
	}
}

// talk is the conversation after the items: the person chooses, each area is gone
// through in four steps, and the appointment is closed. One that is over is read out.
func (p *page) talk(id dialog.ID) error {
	if p.record.Over(id, p.today()) {
		p.talked(id)
		return nil
	}
	err := p.talkAreas(id)
	if err != nil && !errors.Is(err, errClose) {
		return err
	}
	return p.close(id)
}

func (p *page) talkAreas(id dialog.ID) error {
	areas, err := p.chooseAreas(id)
	if err != nil {
		return err
	}
	for i, d := range areas {
		if err := p.talkAbout(id, d, i, len(areas)); err != nil {
			return err
		}
	}
	return nil
}

// chooseAreas reads out all areas in the order of the measure and takes up to
// three, in the order in which they are named.
func (p *page) chooseAreas(id dialog.ID) ([]dialog.Domain, error) {
	p.gap()
	w := p.lines()
	p.say("%s", w.WhatAbout)
	for i, row := range p.rows(id) {
		p.say("  %d  %s", i+1, areaLine(&row, w))
	}
	for {
		line, err := p.read(w.Numbers)
		switch {
		case err != nil:
			return nil, err
		case line == "c":
			return nil, errClose
		case line == "b":
			return nil, errBack
		}
		areas, said := areasOf(line, w)
		if said != "" {
			p.say("%s", said)
			continue
		}
		if p.save(&dialog.AreasChosen{Assessment: id, Areas: areas}) {
			return areas, nil
		}
	}
}

// areaLine is an area with its rating, the one before, and the wish for help.
func areaLine(row *report.Row, w *instrument.LinesTalkWords) string {
	line := w.Area.With("area", row.Area, "words", row.Now.Words)
	if row.Then.Rated() {
		line = w.AreaWas.With("area", row.Area, "words", row.Now.Words, "n", row.Then.Rating, "change", row.Change)
	}
	return w.AreaHelp.With("line", line, "help", row.HelpWords())
}

// areasOf reads numbers of areas, or says what is wrong with them.
func areasOf(line string, w *instrument.LinesTalkWords) ([]dialog.Domain, string) {
	var areas []dialog.Domain
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' }) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > dialog.DomainCount {
			return nil, w.NotArea
		}
		d := dialog.Domains()[n-1]
		if slices.Contains(areas, d) {
			return nil, w.Once
		}
		areas = append(areas, d)
	}
	switch {
	case len(areas) == 0:
		return nil, w.NothingChosen
	case len(areas) > dialog.MostAreas:
		return nil, w.UpToThree
	}
	return areas, ""
}

// rows are all areas beside the last time.
func (p *page) rows(id dialog.ID) []report.Row {
	now := p.record.Assessment(id)
	return report.Compare(p.record, now, p.record.Before(now), p.tongue).Rows
}

// talkAbout goes through the four steps for one area.
func (p *page) talkAbout(id dialog.ID, d dialog.Domain, at, of int) error {
	p.gap()
	w := p.lines()
	p.say("%s", w.About.With("area", p.tongue.Short(d), "n", at+1, "of", of))
	for _, words := range report.Beside(p.record, p.record.Assessment(id), d, p.tongue) {
		p.say("%s", words)
	}
	prompts, said := report.Prompts(p.record.Assessment(id).Answers.Get(d), p.tongue), -1
	for i := 0; i <= len(stops); {
		prompt, ask := len(prompts)-1, func() error { return p.agree(id, d) }
		if i < len(stops) {
			prompt, ask = stops[i].prompt, func() error { return p.stepNote(id, d, stops[i].step) }
		}
		if prompt != said {
			p.gap()
			p.say("%s", w.Step.With("n", prompt+1, "of", len(prompts), "name", prompts[prompt].Name, "questions", strings.Join(prompts[prompt].Questions, " ")))
			said = prompt
		}
		switch err := ask(); {
		case errors.Is(err, errBack) && i > 0:
			i-- // to the note before
		case err != nil:
			return err
		default:
			i++
		}
	}
	return nil
}

// stops are the notes of an area in the order they are asked for, each with the step
// in which it is. The step after them is for agreeing.
var stops = []struct {
	prompt int
	step   dialog.Step
}{{0, dialog.Understanding}, {1, dialog.LookingForward}, {1, dialog.OneHigher}, {2, dialog.Options}}

// stepNote takes a note on one line. An empty line passes over it.
func (p *page) stepNote(id dialog.ID, d dialog.Domain, step dialog.Step) error {
	now, noted := p.record.Talk(id).Note(d, step)
	if noted {
		p.say("%s", p.tongue.Words.Lines.NoteNow.With("words", text.Show(now.Text)))
	}
	words, err := p.words(p.lines().Note.With("step", report.StepWords(step, p.tongue)), text.Line)
	switch {
	case err != nil:
		return err
	case words == "c":
		return errClose
	case words == "":
		return nil
	}
	p.save(&dialog.TalkNoted{Assessment: id, Domain: d, Step: step, Text: words})
	return nil
}

// agree writes down actions for one area until there is no more, or that the
// person wants to think it over.
func (p *page) agree(id dialog.ID, d dialog.Domain) error {
	for w := p.lines(); ; {
		key, err := p.chooseIn(p.tongue, w.WhatNext, []option{{"a", w.AgreeAction}, {"t", w.ThinkOver}, {"d", w.Directory}, {"g", w.GoOn}, {"c", w.Close}})
		switch {
		case err != nil:
			return err
		case key == "g":
			return nil
		case key == "c":
			return errClose
		case key == "d":
			if err := p.directory(id, d); err != nil && !errors.Is(err, errBack) {
				return err
			}
			continue
		case key == "t":
			p.save(&dialog.ThoughtOver{Assessment: id, Domain: d, On: true})
			return nil
		}
		if err := p.newAction(dialog.Action{ID: p.o.Keeper.NewID(), Domain: d, Assessment: id}, ""); err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

// newAction asks what is to be done, who does it and by when, and records it.
func (p *page) newAction(a dialog.Action, reason string) error {
	var err error
	if a.Text, err = p.needed("What, brief but precise:", text.Line); err != nil {
		return err
	}
	return p.agreeOn(a, reason)
}

// agreeOn asks who does what is to be done, and by when.
func (p *page) agreeOn(a dialog.Action, reason string) error {
	key, err := p.choose("Who does it?", numbered(text.Show(p.record.Person.CallName()), "The worker", "Somebody else"))
	if err != nil {
		return err
	}
	a.Owner, a.Other = []dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns, dialog.OtherOwns}[index(key)], ""
	if a.Owner == dialog.OtherOwns {
		if a.Other, err = p.needed("Who else:", text.Name); err != nil {
			return err
		}
	}
	if a.Due, err = p.dayFrom("By when, such as 12-Jan-2027 or 2w for in two weeks; an empty line for no day:", true); err != nil {
		return err
	}
	if a.Goal, err = p.forGoal(); err != nil {
		return err
	}
	p.save(&dialog.ActionAgreed{Action: a, Reason: reason})
	return nil
}

// forGoal asks which goal an action is for, where there is any.
func (p *page) forGoal() (dialog.ID, error) {
	goals := p.record.ActiveGoals()
	if len(goals) == 0 {
		return dialog.ID{}, nil
	}
	options := []option{{"0", "None of them"}}
	for i, g := range goals {
		options = append(options, option{fmt.Sprint(i + 1), text.Show(g.Text)})
	}
	key, err := p.choose("For which goal?", options)
	if err != nil || key == "0" {
		return dialog.ID{}, err
	}
	return goals[index(key)].ID, nil
}

// dayFrom reads a day that is not past, none for an empty line where that is
// allowed.
func (p *page) dayFrom(prompt string, optional bool) (dialog.Date, error) {
	for {
		line, err := p.words(prompt, text.Ident)
		if err != nil {
			return dialog.Date{}, err
		}
		if line == "" && optional {
			return dialog.Date{}, nil
		}
		day, err := dialog.ParseDayAhead(line, p.today())
		switch {
		case err != nil:
			p.say("%s", dialog.ErrorMessage(err))
		case day.Before(p.today()):
			p.say("That day is past.")
		default:
			return day, nil
		}
	}
}
