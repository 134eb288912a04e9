package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
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
		told = append(told, Passage{"Goal: " + y.Goals[i].Text, y.Goals[i].InWords()})
	}
	if y.Asked != "" {
		told = append(told, Passage{"Asking for help", y.Asked})
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
	var own, theirs []reading
	var gaps, help []string
	for _, v := range y.Areas[i].Values {
		visit := &y.Visits[v.Visit]
		if visit.Date.Before(from) || to.Before(visit.Date) {
			continue
		}
		if v.Help == dialog.HelpWanted {
			help = append(help, visit.Date.String())
		}
		switch on := visit.Has(OnBehalf); {
		case !v.Rated():
			gaps = append(gaps, visit.Date.String()+" ("+v.Words+")")
		case on:
			theirs = append(theirs, reading{float64(v.Rating), v.Words, visit.Date})
		default:
			own = append(own, reading{float64(v.Rating), v.Words, visit.Date})
		}
	}
	said := ownInWords(own, len(theirs))
	if len(own) == 0 && y.From.Before(from) {
		said = []string{"Not rated by you in these dates."}
	}
	if len(gaps) > 0 {
		said = append(said, "Not rated on "+several(gaps, "date", "dates")+".")
	}
	said = append(said, behalf(theirs)...)
	if len(help) > 0 {
		said = append(said, "More help was asked for on "+several(help, "date", "dates")+".")
	}
	return said
}

// ownInWords tells first, latest, highest and lowest of the person's own numbers.
func ownInWords(own []reading, theirs int) []string {
	switch {
	case len(own) == 0 && theirs > 0:
		return []string{"You have not rated it yourself yet."}
	case len(own) == 0:
		return []string{"Not rated yet."}
	case len(own) == 1:
		return []string{"Rated once: " + own[0].words + " on " + own[0].date.String() + "."}
	}
	return append([]string{"Rated " + times(len(own)) + "."}, ends(own)...)
}

// ends tells the first and the latest of two or more readings, then, where they
// are more than two, the highest and the lowest.
func ends(rs []reading) []string {
	first, latest := rs[0], rs[len(rs)-1]
	highest := slices.MaxFunc(rs, func(a, b reading) int { return cmp.Compare(a.value, b.value) })
	lowest := slices.MinFunc(rs, func(a, b reading) int { return cmp.Compare(a.value, b.value) })
	said := []string{"First " + first.words + " on " + first.date.String() + ", latest " + latest.words + " on " + latest.date.String() + "."}
	if highest.value == lowest.value {
		return append(said, "The same each time.")
	}
	if len(rs) == 2 {
		return said
	}
	return append(said, "Highest "+when(rs, highest)+"; lowest "+when(rs, lowest)+".")
}

// when says on which day an extreme was reached, or how often and when last.
func when(rs []reading, extreme reading) string {
	n, last := 0, extreme
	for _, r := range rs {
		if r.value == extreme.value {
			n, last = n+1, r
		}
	}
	if n == 1 {
		return last.words + " on " + last.date.String()
	}
	return last.words + ", " + times(n) + ", last on " + last.date.String()
}

// times says how often, from twice on.
func times(n int) string {
	if n == 2 {
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// behalf tells what somebody else answered.
func behalf(theirs []reading) []string {
	if len(theirs) == 0 {
		return nil
	}
	said := make([]string, len(theirs))
	for i, r := range theirs {
		said[i] = r.words + " on " + r.date.String()
	}
	return []string{"Answered on your behalf: " + several(said, "time", "times") + "."}
}

// several joins up to six, else the latest five and how many there were before.
func several(parts []string, one, many string) string {
	const most = 6
	if n := len(parts); n > most {
		left := n - (most - 1)
		return and(append(slices.Clone(parts[left:]), count(left, "earlier "+one, "earlier "+many)))
	}
	return and(parts)
}

func (y *Years) meanInWords(m *MeanLine) string {
	var own, theirs []reading
	var gaps []string
	for _, p := range m.Points {
		visit := &y.Visits[p.Visit]
		value, ok := p.Mean.Value()
		r := reading{value, meanWords(p.Mean), visit.Date}
		switch {
		case !ok:
			gaps = append(gaps, fmt.Sprintf("%s (%d of %d answered)", visit.Date, p.Mean.N, p.Mean.Of))
		case visit.Has(OnBehalf):
			theirs = append(theirs, r)
		default:
			own = append(own, r)
		}
	}
	var said []string
	switch len(own) {
	case 0:
		said = append(said, "No mean yet.")
	case 1:
		said = append(said, own[0].words+" on "+own[0].date.String()+".")
	default:
		said = ends(own)
	}
	if len(gaps) > 0 {
		said = append(said, "No mean on "+several(gaps, "date", "dates")+".")
	}
	return strings.Join(append(said, behalf(theirs)...), " ")
}

// meanWords is a mean with what it rests on where something is missing.
func meanWords(m dialog.Mean) string {
	if m.N == m.Of {
		return m.String()
	}
	return fmt.Sprintf("%s (%d of %d answered)", m, m.N, m.Of)
}

// InWords tells a goal: what kind it is, how it was rated, and where it has got
// to.
func (g *Goal) InWords() string {
	said := []string{g.KindWords() + ", set on " + g.Set.String() + "."}
	rs := make([]reading, len(g.Ratings))
	for i, r := range g.Ratings {
		rs[i] = reading{float64(r.Rating), fmt.Sprintf("%d of 10", r.Rating), r.Date}
	}
	said = append(said, ownInWords(rs, 0)...)
	switch g.Status {
	case dialog.GoalReached:
		said = append(said, "Reached on "+g.Changed.String()+".")
	case dialog.GoalSetDown:
		said = append(said, "Set down on "+g.Changed.String()+" ("+g.Reason+").")
	}
	return strings.Join(said, " ")
}

// KindWords says what kind of goal it is, and its area: "Life goal (Friendships)".
func (g *Goal) KindWords() string {
	words := "Life goal"
	if g.Kind == dialog.ClinicalGoal {
		words = "Clinical goal"
	}
	if g.Area != "" {
		words += " (" + g.Area + ")"
	}
	if g.Slot > 0 {
		words += ", " + OutcomeGoal(g.Slot)
	}
	return words
}

// OutcomeGoal names a goal by its slot among the Goal-Based Outcomes.
func OutcomeGoal(slot int) string { return "Goal-Based Outcome " + strconv.Itoa(slot) }

// OutcomeSource attributes the Goal-Based Outcomes.
const OutcomeSource = "Goal-Based Outcomes: Duncan Law, CC BY-NC-SA 4.0."

// asides tells what to know about single assessments and offers.
func (y *Years) asides() []Passage {
	var marked, offered []string
	for i := range y.Visits {
		if words := y.Visits[i].Words(); words != "" {
			marked = append(marked, y.Visits[i].Date.String()+": "+words)
		}
	}
	for _, o := range y.Offers {
		offered = append(offered, o.Date.String()+" ("+o.Words+")")
	}
	var told []Passage
	if len(marked) > 0 {
		told = append(told, Passage{"About single DIALOGs", strings.Join(marked, "; ") + "."})
	}
	if len(offered) > 0 {
		told = append(told, Passage{"Offered and not done", several(offered, "offer", "offers") + "."})
	}
	return told
}
