package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Passage is a heading with a few sentences.
type Passage struct{ Title, Text string }

// InWords tells the years in sentences: each area, the two means, each goal, and
// what was agreed and happened, and what to know about single assessments. It says what the charts show, for
// people who do not see them.
func (y *Years) InWords() []Passage {
	told := slices.Clone(y.Overall)
	for i := range y.Areas {
		told = append(told, Passage{y.Areas[i].Name, y.AreaInWords(i)})
	}
	for i := range y.Means {
		told = append(told, Passage{y.Means[i].Name, y.meanInWords(&y.Means[i])})
	}
	for i := range y.Goals {
		told = append(told, Passage{y.said().Goal.With("goal", y.Goals[i].Text), y.Goals[i].InWords()})
	}
	if y.Asked != "" {
		told = append(told, Passage{y.said().Asking, y.Asked})
	}
	return append(append(told, y.happenedInWords()...), y.asides()...)
}

// reading is one number on one day.
type reading struct {
	value float64
	words string
	date  dialog.Date
}

// AreaInWords tells one area over the years; i counts in Years.Areas. What
// somebody else answered on the person's behalf is told apart.
func (y *Years) AreaInWords(i int) string { return strings.Join(y.AreaSentences(i), " ") }

// AreaSentences are the sentences of [Years.AreaInWords], what matters most
// first.
func (y *Years) AreaSentences(i int) []string { return y.AreaSentencesIn(i, y.From, y.To) }

// AreaSentencesIn are those of what was answered from a day to another, both
// included.
func (y *Years) AreaSentencesIn(i int, from, to dialog.Date) []string {
	w := y.said()
	var own, theirs []reading
	var gaps, help []string
	for _, v := range y.Areas[i].Values {
		visit := &y.Visits[v.Visit]
		if visit.Date.Before(from) || to.Before(visit.Date) {
			continue
		}
		if v.Help == dialog.HelpWanted {
			help = append(help, y.day(visit.Date))
		}
		switch on := visit.Has(OnBehalf); {
		case !v.Rated():
			gaps = append(gaps, w.DateWords.With("date", y.day(visit.Date), "words", v.Words))
		case on:
			theirs = append(theirs, reading{float64(v.Rating), v.Words, visit.Date})
		default:
			own = append(own, reading{float64(v.Rating), v.Words, visit.Date})
		}
	}
	said := ownInWords(y.words, own, len(theirs))
	if len(own) == 0 && y.From.Before(from) {
		said = []string{w.NotInDates}
	}
	if len(gaps) > 0 {
		said = append(said, w.NotRatedOn.With("dates", several(y.words, gaps, w.EarlierDates)))
	}
	said = append(said, behalf(y.words, theirs)...)
	if len(help) > 0 {
		said = append(said, w.HelpOn.With("dates", several(y.words, help, w.EarlierDates)))
	}
	return said
}

// ownInWords tells first, latest, highest and lowest of the person's own numbers.
func ownInWords(words *instrument.Text, own []reading, theirs int) []string {
	w := &words.Words.Years
	switch {
	case len(own) == 0 && theirs > 0:
		return []string{w.NotYourself}
	case len(own) == 0:
		return []string{w.NotYet}
	case len(own) == 1:
		return []string{w.Once.With("words", own[0].words, "date", words.Day(own[0].date))}
	}
	return append([]string{w.RatedTimes.With("times", times(len(own), w))}, ends(words, own)...)
}

// ends tells the first and the latest of two or more readings, then, where they
// are more than two, the highest and the lowest.
func ends(words *instrument.Text, rs []reading) []string {
	w := &words.Words.Years
	first, latest := rs[0], rs[len(rs)-1]
	highest := slices.MaxFunc(rs, func(a, b reading) int { return cmp.Compare(a.value, b.value) })
	lowest := slices.MinFunc(rs, func(a, b reading) int { return cmp.Compare(a.value, b.value) })
	said := []string{w.Ends.With("first", first.words, "date", words.Day(first.date), "latest", latest.words, "latest_date", words.Day(latest.date))}
	if highest.value == lowest.value {
		return append(said, w.Same)
	}
	if len(rs) == 2 {
		return said
	}
	return append(said, w.Extremes.With("highest", when(words, rs, highest), "lowest", when(words, rs, lowest)))
}

// when says on which day an extreme was reached, or how often and when last.
func when(words *instrument.Text, rs []reading, extreme reading) string {
	w := &words.Words.Years
	n, last := 0, extreme
	for _, r := range rs {
		if r.value == extreme.value {
			n, last = n+1, r
		}
	}
	if n == 1 {
		return w.On.With("words", last.words, "date", words.Day(last.date))
	}
	return w.Often.With("words", last.words, "times", times(n, w), "date", words.Day(last.date))
}

// times says how often, from twice on.
func times(n int, w *instrument.YearsWords) string {
	if n == 2 {
		return w.Twice
	}
	return w.Times.With("n", n)
}

// behalf tells what somebody else answered.
func behalf(words *instrument.Text, theirs []reading) []string {
	w := &words.Words.Years
	if len(theirs) == 0 {
		return nil
	}
	said := make([]string, len(theirs))
	for i, r := range theirs {
		said[i] = w.On.With("words", r.words, "date", words.Day(r.date))
	}
	return []string{w.Behalf.With("words", several(words, said, w.EarlierTimes))}
}

// several joins up to six, else the latest five and how many there were before.
func several(words *instrument.Text, parts []string, earlier instrument.Phrase) string {
	const most = 6
	if n := len(parts); n > most {
		left := n - (most - 1) // two or more
		return andIn(words, append(slices.Clone(parts[left:]), earlier.With("n", left)))
	}
	return andIn(words, parts)
}

func (y *Years) meanInWords(m *MeanLine) string {
	w := y.said()
	var own, theirs []reading
	var gaps []string
	for _, p := range m.Points {
		visit := &y.Visits[p.Visit]
		value, ok := p.Mean.Value()
		r := reading{value, meanWords(p.Mean, w), visit.Date}
		switch {
		case !ok:
			gaps = append(gaps, w.MeanSome.With("value", y.day(visit.Date), "n", p.Mean.N, "of", p.Mean.Of))
		case visit.Has(OnBehalf):
			theirs = append(theirs, r)
		default:
			own = append(own, r)
		}
	}
	var said []string
	switch len(own) {
	case 0:
		said = append(said, w.NoMeanYet)
	case 1:
		said = append(said, w.On.With("words", own[0].words, "date", y.day(own[0].date))+".")
	default:
		said = ends(y.words, own)
	}
	if len(gaps) > 0 {
		said = append(said, w.NoMeanOn.With("dates", several(y.words, gaps, w.EarlierDates)))
	}
	return strings.Join(append(said, behalf(y.words, theirs)...), " ")
}

// meanWords is a mean with what it rests on where something is missing.
func meanWords(m dialog.Mean, w *instrument.YearsWords) string {
	if m.N == m.Of {
		return m.String()
	}
	return w.MeanSome.With("value", m, "n", m.N, "of", m.Of)
}

// InWords tells a goal: what kind it is, how it was rated, and where it has got
// to.
func (g *Goal) InWords() string {
	w := g.said()
	said := []string{w.GoalSet.With("kind", g.KindWords(), "date", g.day(g.Set))}
	rs := make([]reading, len(g.Ratings))
	for i, r := range g.Ratings {
		rs[i] = reading{float64(r.Rating), g.of().Words.Copy.OfTen.With("n", r.Rating, "of", dialog.HighestGoalRating), r.Date}
	}
	said = append(said, ownInWords(g.of(), rs, 0)...)
	switch g.Status {
	case dialog.GoalReached:
		said = append(said, w.GoalReachedOn.With("date", g.day(g.Changed)))
	case dialog.GoalSetDown:
		said = append(said, w.GoalSetDownOn.With("date", g.day(g.Changed), "why", g.Reason))
	}
	return strings.Join(said, " ")
}

// KindWords says what kind of goal it is, and its area: "Life goal (Friendships)".
func (g *Goal) KindWords() string {
	w := g.said()
	words := w.LifeGoal
	if g.Kind == dialog.ClinicalGoal {
		words = w.ClinicalGoal
	}
	if g.Area != "" {
		words = w.GoalArea.With("kind", words, "area", g.Area)
	}
	if g.Slot > 0 {
		words = w.GoalOutcome.With("kind", words, "outcome", w.Outcome.With("n", g.Slot))
	}
	return words
}

// of is the language that a goal is told in.
func (g *Goal) of() *instrument.Text {
	if g.words == nil {
		return instrument.English()
	}
	return g.words
}

func (g *Goal) said() *instrument.YearsWords { return &g.of().Words.Years }

func (g *Goal) day(d dialog.Date) string { return g.of().Day(d) }

// OutcomeGoal names a goal by its slot among the Goal-Based Outcomes.
func OutcomeGoal(slot int) string { return "Goal-Based Outcome " + strconv.Itoa(slot) }

// OutcomeSource attributes the Goal-Based Outcomes.
const OutcomeSource = "Goal-Based Outcomes: Duncan Law, CC BY-NC-SA 4.0."

// asides tells what to know about single assessments and offers.
func (y *Years) asides() []Passage {
	w := y.said()
	var marked, offered []string
	for i := range y.Visits {
		if words := y.Visits[i].Words(y.words); words != "" {
			marked = append(marked, y.day(y.Visits[i].Date)+": "+words)
		}
	}
	for _, o := range y.Offers {
		offered = append(offered, w.DateWords.With("date", y.day(o.Date), "words", o.Words))
	}
	var told []Passage
	if len(marked) > 0 {
		told = append(told, Passage{w.Single, strings.Join(marked, "; ") + "."})
	}
	if len(offered) > 0 {
		told = append(told, Passage{w.OfferedTitle, several(y.words, offered, w.EarlierOffers) + "."})
	}
	return told
}
