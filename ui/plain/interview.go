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

// errLeft says that the worker stopped in the middle; the draft stays.
var errLeft = errors.New("left in the middle")

// errHandOver says that the keyboard goes to the person.
var errHandOver = errors.New("handed over")

var completions = []dialog.Completion{dialog.Together, dialog.Alone, dialog.Interpreter, dialog.Helper, dialog.Proxy}

var completionLabels = []string{"Together, side by side", "Alone", "With an interpreter", "With somebody's help", "By somebody else on their behalf"}

// start begins an assessment: identity first, then who completes it.
func (p *page) start(layout dialog.Layout) error {
	body := &dialog.AssessmentStarted{Assessment: p.o.Keeper.NewID(), Instrument: instrument.DIALOG, Layout: layout, Language: p.o.Text.Tag}
	at := dialog.At(p.o.Now())
	p.banner()
	var err error
	if body.Identity, err = p.identified(layout); err == nil && layout == dialog.Paper {
		at, err = p.paper(body)
	}
	if err != nil {
		return err
	}
	key, err := p.choose("Who completes it?", numbered(completionLabels...))
	if err != nil {
		return err
	}
	body.Completion = completions[index(key)]
	if body.Referral, err = p.chooseReferral(); err != nil {
		return err
	}
	if !p.saveAt(at, body) {
		return nil
	}
	return p.begun(body.Assessment)
}

// begun goes through what was agreed before, and then through the items.
func (p *page) begun(id dialog.ID) error {
	if err := p.reviews(id); err != nil {
		return err
	}
	return p.interview(id)
}

// identified makes sure whose it is: aloud, or from a form in hand, of which the person
// need not be there.
func (p *page) identified(layout dialog.Layout) (dialog.Identity, error) {
	identity, question := dialog.IdentityAsked, "Ask aloud for name and date of birth. Do they match the line above?"
	if layout == dialog.Paper {
		identity, question = dialog.IdentityOnPaper, "Do the name and date of birth on the form match the line above?"
	}
	ok, err := p.yes(question)
	if err == nil && !ok {
		p.say("Nothing was recorded. Please find the right person.")
		err = errBack
	}
	return identity, err
}

func (p *page) paper(body *dialog.AssessmentStarted) (dialog.When, error) {
	key, err := p.choose("Item 6 on this form:", numbered("Partner/family", "Friendships"))
	if err != nil {
		return dialog.When{}, err
	}
	body.FriendshipsFirst = key == "2"
	day, err := p.pastDay("The day it was really done, or t for today:")
	return dialog.On(day), err
}

// pastDay reads a date that has come and is after the person's birth.
func (p *page) pastDay(prompt string) (dialog.Date, error) {
	for {
		line, err := p.needed(prompt, text.Ident)
		if err != nil {
			return dialog.Date{}, err
		}
		if line == "t" {
			return p.today(), nil
		}
		day, err := dialog.ParseDate(line)
		switch {
		case err != nil:
			p.say("%s", dialog.ErrorMessage(err))
		case p.today().Before(day):
			p.say("That day has not come yet.")
		case day.Before(p.record.Person.BirthDate):
			p.say("That day is before the date of birth.")
		default:
			return day, nil
		}
	}
}

// chooseReferral asks only where there is more than one to choose from.
func (p *page) chooseReferral() (dialog.ID, error) {
	open := p.record.OpenReferrals()
	if len(open) == 0 {
		return dialog.ID{}, nil
	}
	if len(open) == 1 {
		return open[0].ID, nil
	}
	labels := make([]string, len(open))
	for i, r := range open {
		labels[i] = fmt.Sprintf("%s, received %s", text.Show(r.Team), r.Received)
	}
	key, err := p.choose("For which referral?", numbered(labels...))
	if err != nil {
		return dialog.ID{}, err
	}
	return open[index(key)].ID, nil
}

// resume offers what can be done with a draft.
func (p *page) resume(draft *dialog.Assessment) error {
	open := len(draft.Answers.Unsettled())
	p.say("There is an unfinished DIALOG with %s, from %s, %d of %d items settled.",
		p.record.Person.ListName(), draft.DoneAt, dialog.DomainCount-open, dialog.DomainCount)
	options := []option{{"2", "View it"}, {"3", "Close it as incomplete"}}
	p.aloneWords(draft.ID)
	if draft.Stale(p.today(), p.o.Rules) {
		p.say("It was left more than %d days ago, so it can only be viewed or closed.", p.o.Rules.DraftDays)
	} else {
		options = append([]option{{"1", "Go on with it"}}, options...)
		if draft.DoneAt.Date() != p.today() {
			p.say("It was begun on an earlier day. Each answer keeps its own date.")
		}
	}
	key, err := p.choose("What would you like to do?", options)
	if err != nil {
		return err
	}
	switch key {
	case "1":
		return p.goOn(draft)
	case "2":
		p.view(draft, p.o.Text)
		return nil
	}
	reason, err := p.needed("Why is it left incomplete?", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.AssessmentClosed{Assessment: draft.ID, Reason: reason})
	return nil
}

func (p *page) goOn(draft *dialog.Assessment) error {
	p.banner()
	identity, err := p.identified(draft.Layout)
	if err != nil {
		return err
	}
	if !p.save(&dialog.AssessmentResumed{Assessment: draft.ID, Identity: identity}) {
		return nil
	}
	return p.begun(draft.ID)
}

// interview goes through the items that are open and then reviews.
func (p *page) interview(id dialog.ID) error {
	p.help()
	a := p.record.Assessment(id)
	order := a.Order()
	at := position(order, a.NextOpen(), 0)
	for at < len(order) {
		move, err := p.item(id, order[at], at)
		switch {
		case errors.Is(err, errLeft):
			p.say("%s", p.tongue.Words.Lines.Kept)
			return nil
		case errors.Is(err, errHandOver):
			if err := p.handOver(id); err != nil {
				return err
			}
			at = position(order, p.record.Assessment(id).NextOpen(), len(order))
			continue
		case err != nil:
			return err
		}
		at = max(at+move, 0)
	}
	return p.review(id)
}

// position is the place of an item in an order, or what stands for none.
func position(order []dialog.Domain, d dialog.Domain, none int) int {
	if i := slices.Index(order, d); i >= 0 {
		return i
	}
	return none
}

func (p *page) help() {
	w := &p.tongue.Words.Lines
	p.gap()
	p.say("%s", w.How)
	p.say("%s", w.HowMore)
	if len(p.o.Languages) > 1 {
		p.say("%s", w.HowLanguage)
	}
}

// whoIsHere takes down who is there beside the person and the worker.
func (p *page) whoIsHere(id dialog.ID) error {
	if now := report.PresentWords(p.record, id, p.o.Text); now != "" {
		p.say("Here now: %s.", now)
	}
	companies := dialog.Companies()
	for i, c := range companies {
		p.say("  %d  %s", i+1, report.CompanyWords(c, p.o.Text))
	}
	line, err := p.read("Who else is here? Numbers with spaces between, 0 for nobody, or an empty line to leave it:")
	if err != nil || line == "" {
		return err
	}
	var there []dialog.Presence
	for _, word := range strings.Fields(line) {
		n, err := strconv.Atoi(word)
		if err != nil || n < 0 || n > len(companies) || n == 0 && line != "0" {
			p.say("That is not in the list. Nothing was recorded.")
			return nil
		}
		if n > 0 {
			there = append(there, dialog.Presence{Who: companies[n-1]})
		}
	}
	p.save(&dialog.PresenceRecorded{Assessment: id, Present: there})
	return nil
}

// item asks one question until it is settled. It returns by how many items to
// move.
func (p *page) item(id dialog.ID, d dialog.Domain, at int) (int, error) {
	p.gap()
	w := &p.tongue.Words.Lines
	p.say("%s", w.Place.With("n", at+1, "of", dialog.DomainCount, "question", p.tongue.Question(d)))
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		p.say("  %d  %s", r, p.tongue.Label(r))
	}
	answer := p.record.Assessment(id).Answers.Get(d)
	if answer.Seen() {
		p.say("%s", w.RecordedNow.With("words", p.readState(answer, p.record.Assessment(id).Layout)))
	}
	for {
		line, err := p.read(w.YourAnswer)
		if err != nil {
			return 0, err
		}
		move, settled, err := p.take(id, d, &answer, strings.ToLower(line))
		if err != nil || settled {
			return move, err
		}
	}
}

// take does what one line says about an item.
func (p *page) take(id dialog.ID, d dialog.Domain, answer *dialog.Answer, line string) (move int, settled bool, err error) {
	next := *answer
	next.Language, next.Mode = p.tongue.Tag, p.mode(id)
	w := &p.tongue.Words.Lines
	switch line {
	case "1", "2", "3", "4", "5", "6", "7":
		next.State, next.Rating = dialog.Rated, index(line)+1
		p.say("%s", w.Chosen.With("n", next.Rating, "label", p.tongue.Label(next.Rating)))
	case "d":
		next.State, next.Rating = dialog.Declined, 0
	case "x":
		next.State, next.Rating = dialog.NotApplicable, 0
	case "l":
		next.State, next.Rating = dialog.Later, 0
	case "n":
		if err := p.note(id, d, answer); !errors.Is(err, errBack) { // else back to the question
			return 0, false, err
		}
		return 0, false, nil
	case "k":
		if answer.Seen() {
			return 1, true, nil
		}
		p.say("%s", w.NothingYet)
		return 0, false, nil
	case "b":
		return -1, true, nil
	case "w":
		return 0, false, p.whoIsHere(id)
	case "h":
		return 0, true, errHandOver
	case "o":
		return 0, true, p.chooseLanguage(id)
	case "s":
		return 0, true, errLeft
	case "":
		p.say("%s", w.Nothing)
		return 0, false, nil
	default:
		p.say("%s", w.NotOne)
		return 0, false, nil
	}
	if !p.save(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: next}) {
		return 0, false, nil
	}
	*answer = next
	if next.State == dialog.Later {
		return 1, true, nil
	}
	return 1, true, p.moreHelp(id, d, next)
}

// mode is how what is recorded now was given.
func (p *page) mode(id dialog.ID) dialog.Mode {
	if p.record.Assessment(id).Layout == dialog.Paper {
		return dialog.ModePaper
	}
	return dialog.ModeLines
}

// moreHelp asks the help question. An empty line leaves it not asked.
func (p *page) moreHelp(id dialog.ID, d dialog.Domain, answer dialog.Answer) error {
	for {
		line, err := p.read(p.tongue.Words.Lines.Help.With("question", p.tongue.Help))
		if err != nil {
			return err
		}
		switch strings.ToLower(line) {
		case "y":
			answer.Help = dialog.HelpWanted
		case "n":
			answer.Help = dialog.HelpNot
		case "":
			return nil
		default:
			p.say("%s", p.tongue.Words.Lines.HelpWrong)
			continue
		}
		if p.save(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: answer}) {
			return nil
		}
	}
}

// note reads the shared note of an item, one line.
func (p *page) note(id dialog.ID, d dialog.Domain, answer *dialog.Answer) error {
	w := &p.tongue.Words.Lines
	p.say("%s", w.Readable.With("name", text.Show(p.record.Person.CallName())))
	if answer.Note != "" {
		p.say("%s", w.NoteNow.With("words", strings.Join(text.ShowLines(answer.Note), " / ")))
	}
	words, err := p.words(w.Note, text.Note)
	if err != nil || words == "" {
		return err
	}
	next := *answer
	next.Note = words
	if next.Language == "" {
		next.Language = p.tongue.Tag
	}
	if next.State == dialog.NotSeen {
		next.State, next.Mode = dialog.Later, p.mode(id) // it was seen, since a note was written
	}
	if p.save(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: next}) {
		*answer = next
	}
	return nil
}

func (p *page) stateWords(a dialog.Answer, l dialog.Layout) string {
	switch a.State {
	case dialog.Rated:
		return fmt.Sprintf("%d %s", a.Rating, p.o.Text.Label(a.Rating))
	case dialog.Declined:
		return "declined"
	case dialog.NotApplicable:
		return "does not apply"
	case dialog.Later:
		if l == dialog.Paper {
			return "left blank"
		}
		return "left for later"
	}
	return "not seen"
}

// review reads all answers out and finishes, goes back to an item, or stops.
func (p *page) review(id dialog.ID) error {
	for {
		a := p.record.Assessment(id)
		p.gap()
		w := &p.tongue.Words.LinesReview
		p.say("%s", w.Title)
		p.view(a, p.tongue)
		unrated := dialog.DomainCount - a.Answers.Count(dialog.Rated)
		if unrated > 0 {
			p.say("%s", w.Unrated.With("n", unrated, "of", dialog.DomainCount))
		}
		order := a.Order()
		options := make([]option, 0, len(order)+2)
		for i := range order {
			options = append(options, option{fmt.Sprint(i + 1), ""})
		}
		options = append(options, option{"f", "finish"}, option{"s", "stop here"})
		key, err := p.pick(w.Prompt, options)
		switch {
		case errors.Is(err, errBack) || key == "s":
			p.say("%s", p.tongue.Words.Lines.Kept)
			return nil
		case err != nil:
			return err
		case key != "f":
			if _, err := p.item(id, order[index(key)], index(key)); err != nil && !errors.Is(err, errLeft) {
				return err
			}
			continue
		}
		finished, err := p.finish(id, unrated)
		if finished || err != nil && !errors.Is(err, errBack) { // else back to the review
			return err
		}
	}
}

func (p *page) finish(id dialog.ID, unrated int) (bool, error) {
	reason, w := "", &p.tongue.Words.LinesReview
	if unrated > 0 {
		var err error
		if reason, err = p.words(w.Why, text.Line); err != nil {
			return false, err
		}
	}
	if !p.save(&dialog.AssessmentFinished{Assessment: id, Reason: reason}) {
		return false, nil
	}
	p.say("%s", w.Finished)
	a := p.record.Assessment(id)
	p.gap()
	p.changed(a)
	over, err := p.yesIn(p.tongue, w.TalkOver)
	if err != nil {
		return true, err
	}
	if over {
		return true, p.talk(id)
	}
	return true, p.rateGoals(id)
}
