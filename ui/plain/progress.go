package plain

import (
	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/report"
)

// changedLast tells the latest assessment beside the one before it.
func (p *page) changedLast() error {
	history := p.record.History()
	if len(history) == 0 {
		p.say("There is no finished DIALOG yet.")
		return nil
	}
	p.changed(history[len(history)-1])
	return nil
}

// changedBetween tells any assessment beside any earlier one.
func (p *page) changedBetween() error {
	now, err := p.oneOf("Which DIALOG?", p.record.History())
	if err != nil {
		return err
	}
	earlier := p.record.Earlier(now)
	if len(earlier) == 0 {
		p.say("There is none before it to set it beside.")
		p.changed(now)
		return nil
	}
	then, err := p.oneOf("Beside which earlier one?", earlier)
	if err != nil {
		return err
	}
	p.beside(now, then)
	return nil
}

// oneOf asks for one of some assessments, the latest first.
func (p *page) oneOf(question string, past []*dialog.Assessment) (*dialog.Assessment, error) {
	if len(past) == 0 {
		p.say("There is no finished DIALOG yet.")
		return nil, errBack
	}
	labels := make([]string, len(past))
	for i := range past {
		labels[i] = past[len(past)-1-i].DoneAt.Date().String()
	}
	key, err := p.choose(question, numbered(labels...))
	if err != nil {
		return nil, err
	}
	return past[len(past)-1-index(key)], nil
}

// changed tells one assessment beside the one before it.
func (p *page) changed(now *dialog.Assessment) {
	p.beside(now, p.record.Before(now))
}

// beside tells one assessment beside another, which is nil where there is none.
func (p *page) beside(now, then *dialog.Assessment) {
	compared := report.Compare(p.record, now, then, p.tongue)
	for _, sentence := range compared.Sentences {
		p.say("%s", sentence)
	}
	for _, remark := range compared.Remarks {
		p.say("%s", remark)
	}
	p.gap()
	for i := range compared.Rows {
		row, was := &compared.Rows[i], ""
		if row.Then.Rated() && !row.Now.Rated() { // its change does not say from where
			was = p.tongue.Words.Talk.Was.With("n", row.Then.Rating)
		}
		p.say("%s", itemLine(&p.tongue.Words.LinesReview, row.Area, row.Now.Words, was, row.Change, helpOf(&compared, row)))
	}
	p.means(compared.Means)
}

// years tells everything over time in words, and as a table on request.
func (p *page) years() error {
	years := report.YearsOf(p.record, p.tongue)
	w := &p.tongue.For(instrument.PartYears).Words.Years
	if years.Empty() {
		p.say("%s", w.LinesNothing)
		return nil
	}
	key, err := p.choose(w.LinesHow, numbered(w.LinesWords, w.LinesTable))
	if err != nil {
		return err
	}
	if key == "2" {
		tables := []report.Table{years.Table(), years.GoalsTable()}
		for i := range tables {
			p.say("%s", tables[i].Title)
			for _, line := range tables[i].LineByLine() {
				p.say("%s", line)
			}
		}
		return nil
	}
	for _, passage := range years.InWords() {
		p.say("%s. %s", passage.Title, passage.Text)
	}
	return nil
}
