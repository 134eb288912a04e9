package report

import (
	"slices"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Comparison says whether two assessments were set beside each other, and why
// not when they were not.
type Comparison int

// The comparisons.
const (
	Compared    Comparison = iota // item by item
	FirstTime                     // there is no earlier assessment that counts
	OtherPerson                   // one of the two was answered on the person's behalf
	NotChosen                     // an earlier one could be compared and was not asked for
	NotCounted                    // one of the two was struck out or is of another measure
)

// Changed is one assessment beside an earlier one.
type Changed struct {
	Now        Visit
	Then       Visit // the zero Visit when nothing earlier was given
	Comparison Comparison
	Both       int      // items rated both times, 0 unless Comparison is Compared
	Help       string   // what was answered about more help in all rows, said once; "" where they differ
	Rows       []Row    // all eleven items, in asking order
	Means      []Mean   // quality of life, then treatment satisfaction
	Sentences  []string // to be said aloud or read together, in this order
	Remarks    []string // what to know about the two assessments: amended, closed, on behalf, Help
}

// Row is one item now beside the same item then.
type Row struct {
	Domain    dialog.Domain
	Area      string // its name in lists
	Now, Then Value  // Then is the zero Value without a comparison
	Diff      int    // now minus then, 0 unless both are rated
	Direction dialog.Direction
	Change    string // in words: "higher by 2", "the same", "first time", "declined this time"

	words *instrument.Text // nil for English
}

// Compare sets an assessment beside an earlier one; nil means that there is none
// to set it beside. The record says whether it is the first of all and which
// items were ever rated before.
func Compare(r *dialog.Record, now, then *dialog.Assessment, words *instrument.Text) Changed {
	c := Changed{Now: visitOf(now), Comparison: comparison(r, now, then)}
	if then != nil {
		c.Then = visitOf(then)
	}
	beside := then
	if c.Comparison != Compared {
		beside = nil
	}
	c.Rows = rows(r, now, beside, c.Comparison, words)
	c.count(words)
	c.Means = []Mean{
		meanOf(words.Words.Mean.Life, dialog.LifeDomains(), now, beside, words),
		meanOf(words.Words.Mean.Treatment, dialog.TreatmentDomains(), now, beside, words),
	}
	c.Sentences = newTeller(&c, now, words).sentences()
	c.Remarks = append(remarks(&c, words), passedOver(r, now, beside, words)...)
	if c.Help != "" {
		c.Remarks = append(c.Remarks, c.Help)
	}
	return c
}

// count counts the rows that were rated both times, and says what they have in
// common.
func (c *Changed) count(words *instrument.Text) {
	c.Both, c.Help = 0, ""
	wanted := false
	for i := range c.Rows {
		if c.Rows[i].Direction != dialog.NoComparison {
			c.Both++
		}
		wanted = wanted || c.Rows[i].Then.Help == dialog.HelpWanted
	}
	if !wanted {
		c.Help = helpAlike(c.Rows, words)
	}
}

// helpAlike says once what was answered about more help in every row, and "" where
// the rows differ or more help was wanted.
func helpAlike(rows []Row, words *instrument.Text) string {
	all := func(h dialog.Help) bool {
		return !slices.ContainsFunc(rows, func(row Row) bool { return row.Now.Help != h })
	}
	switch {
	case len(rows) == 0:
		return ""
	case all(dialog.HelpNotAsked):
		return words.Words.Told.HelpUnasked
	case all(dialog.HelpNot):
		return words.Words.Told.HelpNowhere
	}
	return ""
}

// only returns the comparison with nothing in it of any but the given areas. A mean
// stays where all of its areas do, since what is left out could be worked out from
// it. The sentences speak of these areas alone.
func (c Changed) only(shown []dialog.Domain, now *dialog.Assessment, words *instrument.Text) Changed {
	c.Rows = slices.DeleteFunc(slices.Clone(c.Rows), func(row Row) bool { return !slices.Contains(shown, row.Domain) })
	c.count(words)
	c.Means = nil
	c.Sentences = newTeller(&c, now, words).onPaper(len(shown) < dialog.DomainCount)
	return c
}

// comparison says whether now may be set beside then.
func comparison(r *dialog.Record, now, then *dialog.Assessment) Comparison {
	if then != nil {
		switch {
		case now.StruckOut || then.StruckOut || now.Instrument.Name != then.Instrument.Name:
			return NotCounted
		case !now.ComparableWith(then):
			return OtherPerson
		}
		return Compared
	}
	if now.StruckOut {
		return NotCounted
	}
	before := before(r, now)
	switch {
	case len(before) == 0 && !sameDay(r, now):
		return FirstTime
	case len(before) > 0 && r.Before(now) == nil:
		return OtherPerson
	}
	return NotChosen
}

// sameDay reports whether another assessment that counts was done on the day of
// the given one, so that neither can be called the first.
func sameDay(r *dialog.Record, now *dialog.Assessment) bool {
	return slices.ContainsFunc(r.History(), func(a *dialog.Assessment) bool {
		return a.ID != now.ID && a.DoneAt.Date() == now.DoneAt.Date()
	})
}

// before returns the assessments that count and were done before the given one,
// whoever answered, earliest first.
func before(r *dialog.Record, now *dialog.Assessment) []*dialog.Assessment {
	var earlier []*dialog.Assessment
	for _, a := range r.History() {
		if a.ID != now.ID && a.Instrument.Name == now.Instrument.Name && a.DoneAt.Compare(now.DoneAt) < 0 {
			earlier = append(earlier, a)
		}
	}
	return earlier
}

func rows(r *dialog.Record, now, then *dialog.Assessment, c Comparison, words *instrument.Text) []Row {
	earlier := r.Earlier(now)
	all := make([]Row, 0, dialog.DomainCount)
	for _, d := range dialog.Domains() {
		row := Row{Domain: d, words: words, Area: words.Short(d), Now: valueOf(now, d, words)}
		if then != nil {
			row.Then = valueOf(then, d, words)
		}
		if then != nil && row.Now.Rated() && row.Then.Rated() {
			row.Diff = row.Now.Rating - row.Then.Rating
			row.Direction = direction(row.Diff)
		}
		row.Change = change(&row, c, c == FirstTime || c == Compared && !everRated(earlier, d))
		all = append(all, row)
	}
	return all
}

func direction(diff int) dialog.Direction {
	switch {
	case diff > 0:
		return dialog.Higher
	case diff < 0:
		return dialog.Lower
	}
	return dialog.Same
}

func everRated(earlier []*dialog.Assessment, d dialog.Domain) bool {
	for _, a := range earlier {
		if _, ok := a.Answers.Get(d).Score(); ok {
			return true
		}
	}
	return false
}

// change says in words how an item went, or why nothing can be said. First says
// that the item was never rated before.
func change(row *Row, c Comparison, first bool) string {
	w := row.said()
	switch {
	case row.Direction == dialog.Higher:
		return w.Higher.With("n", row.Diff)
	case row.Direction == dialog.Lower:
		return w.Lower.With("n", -row.Diff)
	case row.Direction == dialog.Same:
		return w.Same
	case row.Now.State == dialog.Declined:
		return w.DeclinedNow
	case !row.Now.Rated():
		return row.Now.Words
	case first:
		return w.First
	case c != Compared:
		return w.NotCompared
	case row.Then.State == dialog.NotApplicable:
		return w.NotApplicableThen
	}
	return w.Then.With("words", row.Then.Words)
}

// remarks says what to know about the two assessments before reading on.
func remarks(c *Changed, words *instrument.Text) []string {
	var said []string
	for _, v := range []*Visit{&c.Now, &c.Then} {
		if v.Date.IsZero() || len(v.Marks) == 0 && v.Reason == "" {
			continue
		}
		said = append(said, words.Words.Told.Remark.With("date", words.Day(v.Date), "words", v.Words(words)))
	}
	return said
}

// passedOver names the assessments between the two that are not set beside this
// one because somebody else answered, so that "last time" is not misread.
func passedOver(r *dialog.Record, now, then *dialog.Assessment, words *instrument.Text) []string {
	w := &words.Words.Told
	if then == nil {
		return nil
	}
	var said []string
	for _, a := range before(r, now) {
		if a.DoneAt.Compare(then.DoneAt) > 0 && !a.ComparableWith(now) {
			who := w.AnsweredYourself
			if a.Completion == dialog.Proxy {
				who = w.AnsweredForYou
			}
			said = append(said, w.PassedOver.With("date", words.Day(a.DoneAt.Date()), "who", who))
		}
	}
	return said
}
