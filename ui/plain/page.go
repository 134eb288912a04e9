package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// page is one person's record while it is open. Only this person can be reached
// from it.
type page struct {
	*session
	record *dialog.Record
}

// save records changes about the open person and keeps the page's record fresh.
func (p *page) save(bodies ...dialog.Body) bool {
	return p.saveAt(dialog.At(p.o.Now()), bodies...)
}

func (p *page) saveAt(at dialog.When, bodies ...dialog.Body) bool {
	return p.saveAbout(p.record.Person.ID, at, bodies...)
}

// saveAbout records something about the person, or about whom they are together with
// from then on: it is that record that the page goes on with.
func (p *page) saveAbout(who dialog.ID, at dialog.When, bodies ...dialog.Body) bool {
	committed, ok := p.recordAt(who, at, bodies...)
	if ok && committed.Record != nil {
		p.record = committed.Record
	}
	return ok
}

func (p *page) banner() { p.say("%s", p.record.Person.Banner(p.today())) }

func (p *page) menu() error {
	for {
		p.gap()
		p.banner()
		p.facts()
		draft := p.record.Draft()
		begin := "Start DIALOG"
		if draft != nil {
			begin = "Go on with, view or close the unfinished DIALOG"
		}
		options := []option{
			{"1", begin}, {"2", "Enter a completed paper form"}, {"3", "What changed last time"}, {"4", "The years at a glance"},
			{"5", "Goals"}, {"6", "Record a DIALOG that was offered and not done"}, {"7", "All assessments; strike one out"},
			{"8", "Details of the person"}, {"9", "Referrals"},
			{"w", "What changed between any two dates"}, {"t", p.talkLastWords()}, {"a", "Actions that were agreed"}, {"l", "Life events, work and home"}, {"c", "About them, by their choice"}, {"s", "Supporters"}, {"n", "The local directory"}, {"y", "A copy to take home"}, {"0", "Close this record"},
		}
		key, err := p.choose("What would you like to do?", slices.Insert(options, len(options)-1, p.accessOptions()...))
		if err != nil {
			return err
		}
		if key == "0" {
			return errBack
		}
		if err := p.do(key, draft); errors.Is(err, errLost) || err != nil && !errors.Is(err, errBack) {
			return err
		}
	}
}

func (p *page) do(key string, draft *dialog.Assessment) error {
	switch {
	case key == "1" && draft != nil:
		return p.resume(draft)
	case key == "1":
		return p.start(dialog.Interview)
	case key == "2" && draft != nil:
		p.say("There is an unfinished DIALOG. Go on with it or close it first.")
		return nil
	case key == "2":
		return p.start(dialog.Paper)
	case key == "n":
		return p.directory(dialog.ID{}, dialog.NoDomain)
	}
	return map[string]func() error{
		"3": p.changedLast, "4": p.years, "5": p.goals, "6": p.attempt, "7": p.assessments, "8": p.edit, "9": p.referrals,
		"w": p.changedBetween, "t": p.talkLast, "a": p.actions, "l": p.life, "c": p.about, "s": p.supporters, "y": p.takeHome,
		"k": p.caseloads, "m": p.access, "x": p.twice,
	}[key]()
}

// facts says what a worker needs before the appointment begins.
func (p *page) facts() {
	person := &p.record.Person
	for _, fact := range []struct{ label, value string }{
		{"Communication needs", person.Communication}, {"Preferred language", person.Language},
		{"Likes to be called", person.Preferred}, {"Pronouns", person.Pronouns},
	} {
		if fact.value != "" {
			p.say("%s: %s", fact.label, text.Show(fact.value))
		}
	}
	for i := 1; i < len(p.record.Merged); i++ {
		m := &p.record.Merged[i]
		p.say("Together with the record of %s, born %s, since %s.", m.Person.ListName(), m.Person.BirthDate, m.At.Date())
	}
	if a := &p.record.Access; a.Sensitive {
		p.say("Please note: a sensitive record. Only named workers may open it, %d in all.", len(a.Named))
	}
	summary := dialog.Summarise(p.record)
	if summary.Last.IsZero() {
		p.say("No DIALOG yet. %s.", report.DueWords(&summary, p.o.Rules, p.today()))
	} else {
		p.say("Last DIALOG on %s; %s.", summary.Last.Date(), report.DueWords(&summary, p.o.Rules, p.today()))
	}
	if next := p.record.NextMeeting(p.today()); next != nil {
		p.say("We meet next on %s.", report.MeetingWords(next, p.o.Text))
	}
	for _, s := range p.record.ChosenSupporters() {
		p.say("Supporter: %s; %s.", report.WhoWords(s), report.MayKnowWords(s))
	}
	if summary.Attempt != "" {
		p.say("Last offered on %s, not done: %s.", summary.AttemptAt.Date(), report.AttemptWords(summary.Attempt))
	}
}

func (p *page) attempt() error {
	reasons := []dialog.AttemptReason{dialog.AttemptDeclined, dialog.AttemptUnwell, dialog.AttemptNotAttended, dialog.AttemptInterrupted}
	key, err := p.choose("Why was it not done?", numbered("Declined", "Unwell", "Did not attend", "Interrupted"))
	if err != nil {
		return err
	}
	note, err := p.words("A word on it, or an empty line:", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: p.o.Keeper.NewID(), Reason: reasons[index(key)], Note: note}})
	return nil
}

// assessments lists them all and strikes one out on request.
func (p *page) assessments() error {
	all := p.record.Assessments
	if len(all) == 0 {
		p.say("There is no assessment yet.")
		return nil
	}
	labels := make([]string, len(all))
	for i := range all {
		a := &all[i]
		status := string(a.Status)
		if a.StruckOut {
			status = "struck out: " + text.Show(a.StruckReason)
		}
		if how := report.HowDone(a); how != "" {
			status += ", " + how
		}
		labels[i] = fmt.Sprintf("%s, %d of %d rated, %s", report.WhenDone(p.record, a), a.Answers.Count(dialog.Rated), dialog.DomainCount, status)
	}
	key, err := p.choose("Which one?", numbered(labels...))
	if err != nil {
		return err
	}
	a := &all[index(key)]
	p.view(a, p.o.Text)
	if a.StruckOut {
		return nil
	}
	options := []option{{"1", "Nothing"}, {"2", "Strike it out: it was recorded in error"}}
	if a.Status != dialog.Draft {
		options = append(options, option{"3", "Amend an answer"}, option{"4", p.talkWords(a.ID)})
	}
	key, err = p.choose("What would you like to do with it?", options)
	switch {
	case err != nil || key == "1":
		return err
	case key == "3":
		return p.amend(a.ID)
	case key == "4":
		return p.talk(a.ID)
	}
	p.banner()
	reason, err := p.needed("Why is it struck out? It stays in view, marked:", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.AssessmentStruckOut{Assessment: a.ID, Reason: reason})
	return nil
}

// amend changes one answer of a finished assessment, with a reason.
func (p *page) amend(id dialog.ID) error {
	d, err := p.areaOf("Which answer?")
	if err != nil {
		return err
	}
	a := p.record.Assessment(id)
	answer := a.Answers.Get(d)
	p.say("%s now: %s.", p.o.Text.Short(d), p.stateWords(answer, a.Layout))
	options := []option{}
	for r := dialog.LowestRating; r <= dialog.HighestRating; r++ {
		options = append(options, option{fmt.Sprint(r), p.o.Text.Label(r)})
	}
	key, err := p.choose("What is it to be?", append(options, option{"d", "declined"}, option{"x", "does not apply"}, option{"o", "strike it out: nothing was answered"}))
	if err != nil {
		return err
	}
	answer.State, answer.Rating, answer.At, answer.Mode = dialog.Rated, 0, dialog.When{}, dialog.ModeLines
	switch key {
	case "d":
		answer.State = dialog.Declined
	case "x":
		answer.State = dialog.NotApplicable
	case "o":
		answer.State = dialog.NotSeen
	default:
		answer.Rating = index(key) + 1
	}
	if answer.Note != "" {
		p.say("The note: %s", strings.Join(text.ShowLines(answer.Note), " / "))
		line, err := p.words("Another note, a hyphen to take it out, or an empty line to keep it:", text.Note)
		switch {
		case err != nil:
			return err
		case line == "-":
			answer.Note = ""
		case line != "":
			answer.Note = line
		}
	}
	reason, err := p.needed("Why is it amended? What it was stays in view:", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: answer, Reason: reason})
	return nil
}

// view reads one assessment out in a language.
func (p *page) view(a *dialog.Assessment, words *instrument.Text) {
	w := &words.Words.LinesReview
	compared := report.Compare(p.record, a, nil, words)
	p.say("%s", w.DialogOf.With("date", words.Moment(a.DoneAt)))
	if present := report.PresentWords(p.record, a.ID, words); present != "" {
		p.say("%s", w.AlsoThere.With("who", present))
	}
	for _, remark := range compared.Remarks {
		p.say("%s", remark)
	}
	order := a.Order()
	slices.SortStableFunc(compared.Rows, func(x, y report.Row) int { return slices.Index(order, x.Domain) - slices.Index(order, y.Domain) })
	for i := range compared.Rows {
		row := &compared.Rows[i]
		number := slices.Index(order, row.Domain) + 1
		p.say("%d  %s", number, itemLine(w, row.Area, row.Now.Words, helpOf(&compared, row)))
		for _, note := range row.Now.Note {
			p.say("  %s", w.Note.With("note", note))
		}
	}
	p.means(compared.Means)
}

// helpOf is what was answered about more help, "" where it was said once of all areas.
func helpOf(c *report.Changed, row *report.Row) string {
	if c.Help != "" {
		return ""
	}
	return row.HelpWords()
}

// itemLine is what there is to say of an item, the first of it behind its name.
func itemLine(w *instrument.LinesReviewWords, area, words string, more ...string) string {
	line := w.Item.With("area", area, "words", words)
	for _, m := range more {
		if m != "" {
			line = w.ItemMore.With("line", line, "words", m)
		}
	}
	return line
}

func (p *page) means(means []report.Mean) {
	for i := range means {
		p.say("%s", means[i].Sentence())
	}
}
