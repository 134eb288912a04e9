package report

import (
	"slices"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Years is everything rated over a person's time with the service, by date.
type Years struct {
	From, To dialog.Date // the first and last day on which anything happened; zero when nothing was rated or offered
	Visits   []Visit     // every assessment but drafts, earliest first
	Areas    []Area      // all eleven, in asking order
	Means    []MeanLine  // quality of life, then treatment satisfaction
	Goals    []Goal      // active ones first, else in the order they were set
	Offers   []Offer     // DIALOGs that were offered and not done, earliest first
	Happened []Happening // what was agreed, life events and referrals, earliest first
	Overall  []Passage   // what rose and fell from the first DIALOG to the latest; none before the second
	Asked    string      // what came of asking for help, "" where nobody asked

	words *instrument.Text // the language all of it is told in
}

// Area is one item over the years.
type Area struct {
	Domain dialog.Domain
	Name   string
	Values []Dated // one for each visit that counts, earliest first
}

// Dated is a value at a visit.
type Dated struct {
	Visit int // in Years.Visits
	Value
}

// MeanLine is one of the two means over the years.
type MeanLine struct {
	Name   string
	Points []MeanPoint // one for each visit that counts, earliest first
}

// MeanPoint is a mean at a visit.
type MeanPoint struct {
	Visit int // in Years.Visits
	Mean  dialog.Mean
	// Change is the change from the last visit before it that the same one answered,
	// the zero MeanChange where there is none. Without a value the two means are not
	// to be compared, and no line joins them.
	Change dialog.MeanChange
}

// Broken reports whether no line may lead to the point from the one before it.
func (p *MeanPoint) Broken() bool {
	_, ok := p.Change.Value()
	return !ok
}

// Basis says what the mean rests on, or why there is none: "mean of 7 of 8
// answered".
func (p *MeanPoint) Basis(words *instrument.Text) string { return basis(p.Mean, words) }

// Goal is a goal with all its ratings.
type Goal struct {
	ID      dialog.ID
	Text    string // in the person's own words, safe to show
	Kind    dialog.GoalKind
	Area    string // the name of its area, "" for none
	Status  dialog.GoalStatus
	Reason  string // why it was set down, safe to show
	Slot    int    // its place among the Goal-Based Outcomes of its latest referral, 0 where its ratings are local
	Set     dialog.Date
	Changed dialog.Date
	Ratings []GoalRating // earliest first

	words *instrument.Text
}

// GoalRating is a rating of a goal, 0 to 10, on a day.
type GoalRating struct {
	Date   dialog.Date
	Rating int
}

// Offer is a DIALOG that was offered and not done.
type Offer struct {
	Date  dialog.Date
	Words string // why: "declined", "did not attend"
	Note  string // safe to show
}

// YearsOf gathers what is in a record by date. Drafts are left out; what was
// struck out is listed among the visits and counts nowhere. Where the language lacks
// the words of the years it is told in English.
func YearsOf(r *dialog.Record, words *instrument.Text) Years {
	words = words.For(instrument.PartYears)
	y := Years{
		words: words,
		Means: []MeanLine{{Name: words.Words.Mean.Life}, {Name: words.Words.Mean.Treatment}},
		Goals: goalsOf(r, words), Offers: offersOf(r, words),
		Happened: happenedOf(r, words), Overall: overall(r, words), Asked: FollowWords(dialog.FollowThroughOf(r), words),
	}
	for _, d := range dialog.Domains() {
		y.Areas = append(y.Areas, Area{Domain: d, Name: words.Short(d)})
	}
	all := inOrder(r)
	for i, a := range all {
		y.add(a, lastBeside(a, all[:i]), words)
	}
	y.span()
	return y
}

// inOrder returns all assessments but drafts by the day they were done.
func inOrder(r *dialog.Record) []*dialog.Assessment {
	var all []*dialog.Assessment
	for i := range r.Assessments {
		if a := &r.Assessments[i]; a.Status != dialog.Draft {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b *dialog.Assessment) int { return a.DoneAt.Compare(b.DoneAt) })
	return all
}

// lastBeside is the last of some earlier assessments that one can be set beside, nil
// where there is none.
func lastBeside(a *dialog.Assessment, earlier []*dialog.Assessment) *dialog.Assessment {
	for _, b := range slices.Backward(earlier) {
		if counts(b) && a.ComparableWith(b) {
			return b
		}
	}
	return nil
}

// add adds an assessment, with the one before it that it can be set beside.
func (y *Years) add(a, before *dialog.Assessment, words *instrument.Text) {
	i := len(y.Visits)
	y.Visits = append(y.Visits, visitOf(a))
	if !y.Visits[i].Counts {
		return
	}
	for j, d := range dialog.Domains() {
		y.Areas[j].Values = append(y.Areas[j].Values, Dated{Visit: i, Value: valueOf(a, d, words)})
	}
	for j, domains := range [][]dialog.Domain{dialog.LifeDomains(), dialog.TreatmentDomains()} {
		p := MeanPoint{Visit: i, Mean: dialog.MeanOf(&a.Answers, domains)}
		if before != nil {
			p.Change = dialog.MeanChangeOf(&a.Answers, &before.Answers, domains)
		}
		y.Means[j].Points = append(y.Means[j].Points, p)
	}
}

// span sets the first and the last day.
func (y *Years) span() {
	see := func(d dialog.Date) {
		if d.IsZero() {
			return
		}
		if y.From.IsZero() || d.Before(y.From) {
			y.From = d
		}
		if y.To.Before(d) {
			y.To = d
		}
	}
	for i := range y.Visits {
		see(y.Visits[i].Date)
	}
	for i := range y.Goals {
		see(y.Goals[i].Set)
		for _, rating := range y.Goals[i].Ratings {
			see(rating.Date)
		}
	}
	for _, o := range y.Offers {
		see(o.Date)
	}
	if y.Empty() {
		return
	}
	for _, h := range y.Happened {
		see(h.Date)
	}
}

// Empty reports whether there is nothing to show at all.
func (y *Years) Empty() bool { return y.From.IsZero() }

// said are the words of the years.
func (y *Years) said() *instrument.YearsWords { return &y.words.Words.Years }

// day is a date as the person reads it.
func (y *Years) day(d dialog.Date) string { return y.words.Day(d) }

func goalsOf(r *dialog.Record, words *instrument.Text) []Goal {
	var active, others []Goal
	for i := range r.Goals {
		if r.Goals[i].Struck.Out() {
			continue
		}
		g := goalOf(&r.Goals[i], words)
		if g.Status == dialog.GoalActive {
			active = append(active, g)
		} else {
			others = append(others, g)
		}
	}
	return append(active, others...)
}

func goalOf(g *dialog.Goal, words *instrument.Text) Goal {
	goal := Goal{
		ID: g.ID, Text: text.Show(g.Text), Kind: g.Kind, Area: words.Short(g.Domain), Status: g.Status,
		Reason: text.Show(g.Reason), Set: g.Set.Date(), Changed: g.Changed.Date(), words: words,
	}
	if n := len(g.Slots); n > 0 {
		goal.Slot = g.Slots[n-1].Slot
	}
	for _, rating := range g.Ratings {
		goal.Ratings = append(goal.Ratings, GoalRating{Date: rating.At.Date(), Rating: rating.Rating})
	}
	slices.SortStableFunc(goal.Ratings, func(a, b GoalRating) int { return a.Date.Compare(b.Date) })
	return goal
}

func offersOf(r *dialog.Record, words *instrument.Text) []Offer {
	var offers []Offer
	for _, a := range r.Attempts {
		offers = append(offers, Offer{Date: a.At.Date(), Words: attemptWords(a.Reason, words), Note: text.Show(a.Note)})
	}
	slices.SortStableFunc(offers, func(a, b Offer) int { return a.Date.Compare(b.Date) })
	return offers
}
