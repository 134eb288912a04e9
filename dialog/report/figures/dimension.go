package figures

import (
	"cmp"
	"maps"
	"slices"

	"alongside/dialog"
	"alongside/dialog/text"
)

// The dimensions of the breakdowns, in the order they are shown.
const (
	byEthnicity = iota
	byGender
	byAge
	byOrientation
	byDisability
	byTeam
	dimensions
)

// followed is what the referrals of one group of people add up to.
type followed struct {
	referrals, paired     int
	improved, same, worse int // pairs of the eight life items
	change                Spread
}

func (f *Figures) follow(dimension int, word string, s *pairSums) {
	at := f.followed[dimension][word]
	if at == nil {
		at = &followed{}
		f.followed[dimension][word] = at
	}
	at.referrals++
	if s.paired {
		at.paired++
	}
	at.improved, at.same, at.worse = at.improved+s.improved, at.same+s.same, at.worse+s.worse
	if s.changed {
		at.change.add(s.change)
	}
}

// wordsOf says what a person is counted under in each dimension but teams.
func (f *Figures) wordsOf(c *dialog.Counted) [byTeam]string {
	return [byTeam]string{broad(c.Told.Ethnicity), c.Told.Gender, f.ageBand(c.Born), c.Told.Orientation, c.Told.Disability}
}

// addTeams counts a person reached once under each team at which they were.
func (f *Figures) addTeams(c *dialog.Counted) {
	if f.team != "" {
		return
	}
	var counted []string
	for i := range c.Taken {
		t := &c.Taken[i]
		if t.On < f.from || t.On > f.to || t.Proxy != f.Question.Proxy {
			continue
		}
		word := noTeam
		if t.Within >= 0 && t.Within < len(c.Referrals) {
			word = teamWord(c.Referrals[t.Within].Team)
		}
		if !slices.Contains(counted, word) {
			counted = append(counted, word)
			f.reached[byTeam][word]++
		}
	}
}

// noTeam stands for no team; no team is called that.
const noTeam = ""

func teamWord(team string) string { return text.Show(team) }

// category is one row of a breakdown.
type category struct{ word, name string }

// What stands at the end of each breakdown by what people told.
var untold = []category{
	{string(dialog.TraitDeclined), "Prefers not to say"}, {string(dialog.TraitNotAsked), "Not asked yet"},
	{string(dialog.TraitNotKnown), "Not known"}, {"", "Nothing recorded"},
}

// broads are the broad groups of the 2001 ethnic categories. The sixteen are not
// shown: broad and narrow groups side by side would give small ones away.
var broads = []category{
	{"white", "White"}, {"mixed", "Mixed"}, {"asian", "Asian or Asian British"}, {"black", "Black or Black British"},
	{"other", "Chinese or any other"},
}

// broad returns the broad group of a slug of ethnicity, and what is no choice as it is.
func broad(slug string) string {
	switch slug {
	case "white-british", "white-irish", "white-other":
		return "white"
	case "mixed-white-black-caribbean", "mixed-white-black-african", "mixed-white-asian", "mixed-other":
		return "mixed"
	case "asian-indian", "asian-pakistani", "asian-bangladeshi", "asian-other":
		return "asian"
	case "black-caribbean", "black-african", "black-other":
		return "black"
	case "chinese", "other":
		return "other"
	}
	return slug
}

var ages = []category{
	{"under-18", "Under 18"}, {"18-24", "18 to 24"}, {"25-34", "25 to 34"}, {"35-44", "35 to 44"}, {"45-54", "45 to 54"},
	{"55-64", "55 to 64"}, {"65-over", "65 and over"}, {"", "Birth date not recorded"},
}

// ageBand is the band of a person's age on the last day of the span.
func (f *Figures) ageBand(born dialog.Day) string {
	if born == dialog.NoDay {
		return ""
	}
	age := born.Date().Age(f.Question.To)
	switch {
	case age < 18:
		return "under-18"
	case age >= 65:
		return "65-over"
	case age < 25:
		return "18-24"
	}
	return ages[(age-25)/10+2].word
}

// dimension is one way of breaking figures down.
type dimension struct {
	key, name  string
	categories []category
}

// dimensionOf returns a dimension with its categories: the same ones whoever is
// counted, but for teams, which are those that are named, by their letters.
func (f *Figures) dimensionOf(i int) dimension {
	choices := func(t dialog.Trait) []category {
		var all []category
		for _, c := range t.Choices() {
			all = append(all, category{c.Slug, c.Label})
		}
		return append(all, untold...)
	}
	switch i {
	case byEthnicity:
		return dimension{"ethnicity", "Ethnicity", append(slices.Clone(broads), untold...)}
	case byGender:
		return dimension{"gender", "Gender", choices(dialog.Gender)}
	case byAge:
		return dimension{"age", "Age", ages}
	case byOrientation:
		return dimension{"sexual-orientation", "Sexual orientation", choices(dialog.SexualOrientation)}
	case byDisability:
		return dimension{"disability", "Disability", append([]category{
			{dialog.DisabilitySome, "One or several"}, {dialog.DisabilityNone, "None"}}, untold...)}
	}
	return dimension{"team", "Team", f.teamCategories()}
}

func (f *Figures) teamCategories() []category {
	words := slices.Collect(maps.Keys(f.followed[byTeam]))
	words = slices.AppendSeq(words, maps.Keys(f.reached[byTeam]))
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(text.Fold(a), text.Fold(b)), cmp.Compare(a, b)) })
	var all []category
	for _, word := range slices.Compact(words) {
		if word != noTeam {
			all = append(all, category{word, word})
		}
	}
	return append(all, category{noTeam, "No team named"})
}
