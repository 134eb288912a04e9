package person

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// facts are what a worker needs to know before the appointment, the way to speak
// with the person first.
func (p *Page) facts(th *theme.Theme) []screen.Row {
	person := p.record.Person
	var rows []screen.Row
	add := func(label string, values ...string) {
		for _, v := range values {
			if v != "" {
				rows = append(rows, screen.Row{Label: label, Value: th.Signs(v), Style: th.Text})
				label = ""
			}
		}
	}
	add("Communication", text.Show(person.Communication))
	add("Language", text.Show(person.Language))
	for i := range rows {
		rows[i].Style = th.Warning
	}
	add("Called", th.Who(text.Show(person.Preferred)))
	add("Pronouns", text.Show(person.Pronouns))
	for _, line := range p.togetherLines() {
		add("With", th.Who(line))
	}
	flagged := len(rows)
	add("Please note", p.warnings()...)
	for i := flagged; i < len(rows); i++ {
		rows[i].Style = th.Warning
	}
	if words := p.draftWords(); words != "" {
		rows = append(rows, screen.Row{Label: "Unfinished", Value: th.Signs(words), Style: th.Strong})
	}
	add("Referral", p.referralLines()...)
	add("Last DIALOG", p.lastWords()...)
	add("Next DIALOG", p.dueWords())
	add("Meeting", p.meetingWords())
	add("Agreed", p.agreedWords())
	add("Goals", p.goalLines()...)
	add("May be told", p.supporterLines(th)...)
	add("Offered", p.offerLines()...)
	return rows
}

// joined are the texts that are not empty with a sign between them.
func joined(between string, texts ...string) string {
	var there []string
	for _, t := range texts {
		if t != "" {
			there = append(there, t)
		}
	}
	return strings.Join(there, between)
}

// warnings say what could go wrong without a word about it.
func (p *Page) warnings() []string {
	var said []string
	if p.unrecorded != nil {
		said = append(said, "Shown for reading only: it could not be written down that this record was opened. "+dialog.ErrorMessage(p.unrecorded))
	}
	if a := &p.record.Access; a.Sensitive {
		said = append(said, "A sensitive record: only "+counted(len(a.Named), "worker, who is named,", "workers, who are named,")+" may open it.")
	}
	if last := lastDone(p.record).Date(); p.o.today().Before(last) {
		said = append(said, "The date of this computer, "+p.o.today().String()+", is before the last entry, "+last.String()+". Please check the date.")
	}
	switch p.summary.Standing {
	case dialog.StandingDeceased:
		said = append(said, "Recorded as deceased.")
	case dialog.StandingInpatient:
		said = append(said, "Recorded as an inpatient.")
	case dialog.StandingDischarged:
		said = append(said, "Discharged: every referral is closed.")
	}
	return said
}

// lastDone is when the latest of the things in a record was done.
func lastDone(r *dialog.Record) dialog.When {
	var last dialog.When
	see := func(w dialog.When) {
		if w.Compare(last) > 0 {
			last = w
		}
	}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		see(a.DoneAt)
		see(a.Ended)
		for _, d := range dialog.Domains() {
			see(a.Answers.Get(d).At)
		}
	}
	for _, a := range r.Attempts {
		see(a.At)
	}
	for _, g := range r.Goals {
		see(g.Changed)
		if latest, ok := g.Latest(); ok {
			see(latest.At)
		}
	}
	return last
}

func (p *Page) referralLines() []string {
	open := p.record.OpenReferrals()
	if len(open) == 0 {
		return []string{"none open"}
	}
	lines := make([]string, 0, len(open))
	for _, r := range open {
		lines = append(lines, referralWords(r))
	}
	return lines
}

// referralWords tell an open referral on one line.
func referralWords(r *dialog.Referral) string {
	words := string(r.Setting)
	if r.Team != "" {
		words = text.Show(r.Team) + ", " + words
	}
	if !r.Received.IsZero() {
		words += ", received " + r.Received.String()
	}
	return words
}

func (p *Page) draftWords() string {
	draft := p.record.Draft()
	if draft == nil {
		return ""
	}
	what := "DIALOG"
	if draft.Layout == dialog.Paper {
		what = "paper form"
	}
	words := fmt.Sprintf("%s from %s, %d of %d", what, draft.DoneAt.Date(), p.summary.DraftRated, dialog.DomainCount)
	switch {
	case p.readOnly():
		return words + "."
	case draft.Stale(p.o.today(), p.o.Rules):
		return words + fmt.Sprintf(". It is more than %d days old: press d to view it or to close it.", p.o.Rules.DraftDays)
	}
	return words + ": press d to resume."
}

// lastWords tell the latest DIALOG that counts, with its two means.
func (p *Page) lastWords() []string {
	last := p.record.Assessment(p.summary.LastID)
	if last == nil {
		return []string{"none yet"}
	}
	before := p.record.Before(last)
	compared := report.Compare(p.record, last, before, p.o.Text)
	head := last.DoneAt.Date().String() + ", " + compared.Now.RatedWords(p.o.Text)
	if before != nil {
		head += "; before it, " + before.DoneAt.Date().String()
	}
	lines := []string{head + "."}
	for i := range compared.Means {
		lines = append(lines, compared.Means[i].Sentence())
	}
	return lines
}

func (p *Page) dueWords() string {
	due := p.summary.Due(p.o.Rules, p.o.today())
	switch due.State {
	case dialog.Overdue:
		return fmt.Sprintf("was due on %s, overdue %s.", due.On, days(due.Days))
	case dialog.DueFirst:
		return "offer the first one at the first or second meeting."
	case dialog.NotAsked:
		return "none is due: " + string(p.summary.Standing) + "."
	}
	if due.Days == 0 {
		return "due today."
	}
	return "due on " + due.On.String() + "."
}

// meetingWords say when people meet next, where it is known.
func (p *Page) meetingWords() string {
	if next := p.record.NextMeeting(p.o.today()); next != nil {
		return report.MeetingWords(next, p.o.Text) + "."
	}
	return ""
}

// agreedWords count what is still to be done of what was agreed.
func (p *Page) agreedWords() string {
	var open []*dialog.Action
	for i := range p.record.Actions {
		if a := &p.record.Actions[i]; a.Open() {
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		return ""
	}
	return fmt.Sprintf("still to be done, %s: press a to see.", report.WhoOwns(p.record, open, p.o.Text))
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// goalLines are the person's own words for what they are working on.
func (p *Page) goalLines() []string {
	var lines []string
	for _, g := range p.record.ActiveGoals() {
		line := text.Show(g.Text)
		if latest, ok := g.Latest(); ok {
			line += fmt.Sprintf(" (%d of %d on %s)", latest.Rating, dialog.HighestGoalRating, latest.At.Date())
		}
		lines = append(lines, line)
	}
	if lines == nil {
		return []string{"none at present"}
	}
	return lines
}

// supporterLines are the people at the person's side, with what they may be told.
func (p *Page) supporterLines(th *theme.Theme) []string {
	var lines []string
	for _, s := range p.record.ChosenSupporters() {
		lines = append(lines, th.Who(report.WhoWords(s))+": "+report.MayKnowShort(s))
	}
	return lines
}

// offersShown is how many offers are told on the page.
const offersShown = 3

// offerLines are the offers since the last DIALOG that came to nothing, latest
// first.
func (p *Page) offerLines() []string {
	var lines []string
	more := 0
	for i := len(p.record.Attempts) - 1; i >= 0; i-- {
		a := p.record.Attempts[i]
		switch {
		case a.At.Date().Before(p.summary.LastDone):
			continue
		case len(lines) == offersShown:
			more++
			continue
		}
		line := report.AttemptWords(a.Reason) + " on " + a.At.Date().String()
		if a.Note != "" {
			line += ": " + text.Show(a.Note)
		}
		lines = append(lines, line)
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more since the last DIALOG", more))
	}
	return lines
}
