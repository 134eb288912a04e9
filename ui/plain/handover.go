package plain

import (
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// alone is the program as the person has it while the keyboard is theirs: the
// questions of one assessment that were open, and a way to record an answer to one.
type alone struct {
	*console
	text  *instrument.Text
	words *instrument.HandOverWords
	items []dialog.Domain
	now   [dialog.DomainCount + 1]dialog.Answer // given since the last pause
	shut  [dialog.DomainCount + 1]bool          // settled before it
	// record records one half of an answer and reports whether it is on the disk.
	record func(d dialog.Domain, change func(*dialog.Answer)) bool
}

// handOver gives the keyboard to the person, until the worker takes it back.
func (p *page) handOver(id dialog.ID) error {
	if p.o.Doors == nil {
		p.say("The keyboard is not handed over here: there is no passphrase to take it back with.")
		return nil
	}
	assessment := p.record.Assessment(id)
	a := &alone{console: &p.console, text: p.tongue, words: &p.tongue.Words.HandOver, record: p.aloneRecord(id)}
	for _, d := range assessment.Order() {
		if s := assessment.Answers.Get(d).State; s == dialog.NotSeen || s == dialog.Later {
			a.items = append(a.items, d)
		}
	}
	if len(a.items) == 0 {
		p.say("Every question is settled: there is nothing to answer alone.")
		return nil
	}
	p.say("The keyboard goes to %s for the %d questions that are open. To take it back type f, then w, then your passphrase.", text.Show(p.record.Person.CallName()), len(a.items))
	p.say("What stands above stays in this window and can be read there. Clear the window first, or hand over on the full screen, if that must not be.")
	yes, err := p.yes("Hand it over now?")
	if err != nil || !yes {
		return err
	}
	if err := a.begin(text.Show(p.record.Person.CallName())); err != nil {
		return err
	}
	return p.takeBack(id)
}

// aloneRecord is how an answer to one assessment is recorded. Notes stay as they are.
func (p *page) aloneRecord(id dialog.ID) func(dialog.Domain, func(*dialog.Answer)) bool {
	answers := p.record.Assessment(id).Answers
	person, keeper := p.record.Person.ID, p.o.Keeper
	return func(d dialog.Domain, change func(*dialog.Answer)) bool {
		a := answers.Get(d)
		change(&a)
		a.At, a.Language, a.Mode = dialog.When{}, p.tongue.Tag, dialog.ModeAloneLines
		_, err := keeper.Append(p.ctx, dialog.Change{Person: person, Worker: p.worker, DoneAt: dialog.At(p.o.Now()),
			Body: &dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: a}})
		if err == nil {
			answers.Set(d, a)
		}
		return err == nil
	}
}

// begin makes sure who is there and goes through the questions until the worker is
// back.
func (a *alone) begin(name string) error {
	a.gap()
	a.say("%s", a.words.ForName.With("name", name))
	there, err := a.which(a.words.IsItYou+" "+a.words.LinesYes, "y", "n")
	if err != nil {
		return err
	}
	if there == "n" {
		a.say("%s", a.words.NotYou)
		if back, err := a.fetch(); err != nil || back {
			return err
		}
	}
	for _, words := range []string{a.words.HowItGoes, a.words.NobodyYet, a.words.LinesHow} {
		a.say("%s", words)
	}
	return a.ask()
}

// which reads until one of the answers is typed.
func (a *alone) which(prompt string, answers ...string) (string, error) {
	for {
		line, err := a.read(prompt)
		if err != nil {
			return "", err
		}
		for _, answer := range answers {
			if strings.ToLower(line) == answer {
				return answer, nil
			}
		}
	}
}

// ask goes through the questions.
func (a *alone) ask() error {
	for at := 0; ; {
		if at >= len(a.items) {
			back, err := a.end()
			if err != nil || back {
				return err
			}
			at = a.later()
			continue
		}
		if a.shut[a.items[at]] {
			at++
			continue
		}
		move, back, err := a.item(at)
		if err != nil || back {
			return err
		}
		if at+move < 0 || move < 0 && a.shut[a.items[at+move]] {
			a.say("%s", map[bool]string{true: a.text.Words.Item.First, false: a.words.Put}[at == 0])
			continue
		}
		at += move
	}
}

// later is the first question that is not settled, or the end.
func (a *alone) later() int {
	for i, d := range a.items {
		if s := a.now[d].State; !a.shut[d] && (s == dialog.Later || s == dialog.NotSeen) {
			return i
		}
	}
	return len(a.items)
}

// end says that there is no further question, and reports whether the worker is back.
func (a *alone) end() (back bool, err error) {
	a.gap()
	a.say("%s", a.words.Last)
	return a.fetch()
}

// item asks one question until it is settled. It returns by how many to move, and
// whether the worker is back.
func (a *alone) item(at int) (move int, back bool, err error) {
	d := a.items[at]
	a.gap()
	a.say("%s. %s", a.words.Place.With("n", at+1, "of", len(a.items)), a.text.Question(d))
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		a.say("  %d  %s", r, a.text.Label(r))
	}
	if now := a.now[d]; now.State == dialog.Rated {
		a.say("%s", a.text.Words.Item.Chosen.With("n", now.Rating, "label", a.text.Label(now.Rating)))
	}
	for sure := false; ; {
		line, err := a.read(a.words.LinesAnswer)
		if err != nil {
			return 0, false, err
		}
		next := dialog.Answer{}
		switch line = strings.ToLower(line); line {
		case "1", "2", "3", "4", "5", "6", "7":
			next.State, next.Rating = dialog.Rated, index(line)+1
			a.say("%d %s.", next.Rating, a.text.Label(next.Rating))
		case "d":
			next.State = dialog.Declined
		case "l":
			next.State = dialog.Later
		case "x":
			if next.State = dialog.NotApplicable; d.AskedOfEveryone() && !sure {
				sure = true
				a.say("%s", a.text.Words.Item.AskedOfEveryone)
				continue
			}
		case "b":
			return -1, false, nil
		case "f":
			if back, err = a.fetch(); err != nil || back {
				return 0, back, err
			}
			return 0, false, nil
		case "":
			a.say("%s", a.words.LinesNone)
			continue
		default:
			a.say("%s", a.words.LinesNot)
			continue
		}
		if a.put(d, next) {
			return 1, false, a.help(d, next.State)
		}
	}
}

// put records what became of a question.
func (a *alone) put(d dialog.Domain, next dialog.Answer) bool {
	if !a.record(d, func(was *dialog.Answer) { was.State, was.Rating = next.State, next.Rating }) {
		a.say("%s", a.words.LinesUnkept)
		return false
	}
	a.now[d] = next
	a.say("%s", a.words.LinesSaved)
	return true
}

// help asks the help question of a question that is settled.
func (a *alone) help(d dialog.Domain, s dialog.State) error {
	for s != dialog.Later {
		line, err := a.read(a.text.Help + " " + a.words.LinesHelp)
		if err != nil || line == "" {
			return err
		}
		wish, known := map[string]dialog.Help{"y": dialog.HelpWanted, "n": dialog.HelpNot}[strings.ToLower(line)]
		if known && a.record(d, func(was *dialog.Answer) { was.Help = wish }) {
			a.say("%s", a.words.LinesSaved)
			return nil
		}
		if known {
			a.say("%s", a.words.LinesUnkept)
		}
	}
	return nil
}

// fetch asks for the worker, and reports whether they say that they are back. What was
// given before it is put away.
func (a *alone) fetch() (back bool, err error) {
	for d, given := range a.now {
		a.shut[d] = a.shut[d] || given.State != dialog.NotSeen && given.State != dialog.Later
		a.now[d] = dialog.Answer{}
	}
	a.say("%s", a.words.FetchTitle)
	a.say("%s", a.words.NobodyYet)
	key, err := a.which(a.words.LinesFetch, "", "w")
	return key == "w", err
}

// takeBack locks the record until the worker has given the passphrase, and shows them
// first what the service's rules mark.
func (p *page) takeBack(id dialog.ID) error {
	p.gap()
	if err := p.o.Doors.Lock(p.ctx); err != nil {
		return err
	}
	p.say("The record is locked. For the worker: type your passphrase.")
	if p.o.Demo {
		p.say("In the demo an empty line will do.")
	}
	for {
		keeper, err := p.reopen()
		if errors.Is(err, errEnded) {
			return err
		}
		if err == nil {
			p.o.Keeper = keeper
			break
		}
		p.say("NOT OPENED: %s", dialog.ErrorMessage(err))
	}
	record, err := p.o.Keeper.Record(p.ctx, p.record.Person.ID)
	if err != nil {
		p.refuse(err)
		return errBack
	}
	p.record = record
	p.say("The keyboard is back with you.")
	p.banner()
	p.aloneWords(id)
	return nil
}

// reopen reads a passphrase, unseen, and tries it.
func (p *page) reopen() (Keeper, error) {
	show, err := p.o.Doors.Hush()
	if err != nil {
		return nil, fmt.Errorf("failed to hide what is typed: %w", err)
	}
	line, err := p.read("Passphrase:")
	show()
	p.gap()
	if err != nil {
		return nil, err
	}
	return p.o.Doors.Reopen(p.ctx, line)
}

// aloneWords says what was answered alone, what the service's rules mark of it first.
func (p *page) aloneWords(id dialog.ID) {
	a := p.record.Assessment(id)
	if a == nil {
		return
	}
	alone := a.Answers.Alone()
	for _, d := range p.o.Rules.SafetyMarks(a) {
		for _, other := range alone {
			if d == other {
				p.say("Please talk about: %s. The service's guidance: %s %s", p.o.Text.Short(d), report.Guidance(p.o.Rules), report.AlertsNobody)
			}
		}
	}
	if len(alone) > 0 {
		p.say("Answered alone at the keyboard: %d.", len(alone))
	}
}
