package dialog

import "slices"

// Trait is one side of who a person is. Each may be asked and none has to be
// answered.
type Trait string

// The traits. Most are what the Equality Act 2010 protects.
const (
	Ethnicity         Trait = "ethnicity"          // ETHNIC CATEGORY (2001)
	Gender            Trait = "gender"             // GENDER IDENTITY CODE
	SameAsAtBirth     Trait = "same-as-at-birth"   // GENDER IDENTITY SAME AT BIRTH INDICATOR
	SexualOrientation Trait = "sexual-orientation" // PERSON STATED SEXUAL ORIENTATION CODE
	Disability        Trait = "disability"         // DISABILITY CODE, several
	Religion          Trait = "religion"           // RELIGIOUS OR OTHER BELIEF SYSTEM AFFILIATION GROUP CODE
	MaritalStatus     Trait = "marital-status"     // PERSON MARITAL STATUS CODE
	Pregnancy         Trait = "pregnancy"          // Alongside's own
)

// Traits returns all traits in the order they are offered.
func Traits() []Trait {
	return []Trait{Ethnicity, Gender, SameAsAtBirth, SexualOrientation, Disability, Religion, MaritalStatus, Pregnancy}
}

// GenderHistory reports whether earlier values of the trait would tell of a change
// of gender: they are on no list, no banner and in no extract, and are shown only
// to the person and the worker with them, and in a copy of the whole record.
func (t Trait) GenderHistory() bool { return t == Gender || t == SameAsAtBirth }

// Several reports whether more than one value may be chosen.
func (t Trait) Several() bool { return t == Disability }

// NoDisability is the choice that stands alone among disabilities.
const NoDisability = "none"

// Choice is one value of a trait.
type Choice struct {
	Slug  string // as kept
	Code  string // of the NHS Data Dictionary, "" where none could be verified
	Label string // for people
}

// traitSet is what may be said of one trait. Slugs are written in the journal and
// never change what they mean.
type traitSet struct {
	choices  []Choice
	declined string // the code for "asked, and prefers not to say", "" where there is none
	unknown  string // the code for "not asked" and "not known"
}

// traitSets has the national code sets after the NHS Data Dictionary, as the Mental
// Health Services Data Set version 6 accepts them. Pregnancy has no code here: none
// could be verified.
var traitSets = map[Trait]traitSet{
	Ethnicity: {[]Choice{
		{"white-british", "A", "White: British"}, {"white-irish", "B", "White: Irish"}, {"white-other", "C", "White: any other background"},
		{"mixed-white-black-caribbean", "D", "Mixed: White and Black Caribbean"}, {"mixed-white-black-african", "E", "Mixed: White and Black African"},
		{"mixed-white-asian", "F", "Mixed: White and Asian"}, {"mixed-other", "G", "Mixed: any other background"},
		{"asian-indian", "H", "Asian or Asian British: Indian"}, {"asian-pakistani", "J", "Asian or Asian British: Pakistani"},
		{"asian-bangladeshi", "K", "Asian or Asian British: Bangladeshi"}, {"asian-other", "L", "Asian or Asian British: any other background"},
		{"black-caribbean", "M", "Black or Black British: Caribbean"}, {"black-african", "N", "Black or Black British: African"},
		{"black-other", "P", "Black or Black British: any other background"},
		{"chinese", "R", "Chinese"}, {"other", "S", "Any other ethnic group"},
	}, "Z", "99"},
	Gender: {[]Choice{
		{"female", "2", "Female (including trans woman)"}, {"male", "1", "Male (including trans man)"},
		{"non-binary", "3", "Non-binary"}, {"other", "4", "Another, not listed"},
	}, "Z", "X"},
	SameAsAtBirth: {[]Choice{{"yes", "Y", "Yes"}, {"no", "N", "No"}}, "Z", "X"},
	SexualOrientation: {[]Choice{
		{"heterosexual", "1", "Heterosexual or straight"}, {"gay-lesbian", "2", "Gay or lesbian"}, {"bisexual", "3", "Bisexual"},
		{"other", "4", "Another, not listed"}, {"not-sure", "U", "Not sure"},
	}, "Z", "9"},
	Disability: {[]Choice{
		{NoDisability, "NN", "No disability"},
		{"behaviour-emotional", "01", "Behaviour or emotions"}, {"hearing", "02", "Hearing"}, {"manual-dexterity", "03", "Using hands"},
		{"memory-learning", "04", "Memory or learning"}, {"mobility", "05", "Moving about"}, {"perception-of-danger", "06", "Noticing danger"},
		{"personal-care", "07", "Personal care"}, {"progressive-condition", "08", "A condition that progresses"},
		{"sight", "09", "Sight"}, {"speech", "10", "Speech"}, {"other", "XX", "Another"},
	}, "ZZ", ""},
	Religion: {[]Choice{
		{"none", "L", "None"}, {"bahai", "A", "Baha'i"}, {"buddhist", "B", "Buddhist"}, {"christian", "C", "Christian"}, {"hindu", "D", "Hindu"},
		{"jain", "E", "Jain"}, {"jewish", "F", "Jewish"}, {"muslim", "G", "Muslim"}, {"pagan", "H", "Pagan"}, {"sikh", "I", "Sikh"},
		{"zoroastrian", "J", "Zoroastrian"}, {"other", "K", "Another"},
	}, "M", "N"},
	MaritalStatus: {[]Choice{
		{"single", "S", "Single"}, {"married", "M", "Married or in a civil partnership"}, {"separated", "P", "Separated"},
		{"divorced", "D", "Divorced, or civil partnership dissolved"}, {"widowed", "W", "Widowed, or civil partner died"},
	}, "N", "9"},
	Pregnancy: {[]Choice{
		{"not-pregnant", "", "Not pregnant"}, {"pregnant", "", "Pregnant"}, {"had-a-baby", "", "Had a baby in the last year"},
	}, "", ""},
}

// Choices returns what may be chosen of a trait, in the order it is offered. What
// was not told is no choice but a [TraitState].
func (t Trait) Choices() []Choice { return slices.Clone(traitSets[t].choices) }

// Label returns what a slug of the trait means, "" for one that it does not have.
func (t Trait) Label(slug string) string {
	c, _ := traitSets[t].choice(slug)
	return c.Label
}

// SlugOf returns the slug of a national code of the trait and the state that it
// stands for, and false for a code it does not have. The codes for "not asked" and
// "not known" are the same ones: they are read as not known, which claims least.
func (t Trait) SlugOf(code string) (slug string, state TraitState, ok bool) {
	set := traitSets[t]
	switch {
	case code == "":
		return "", "", false
	case code == set.declined:
		return "", TraitDeclined, true
	case code == set.unknown:
		return "", TraitNotKnown, true
	}
	for _, c := range set.choices {
		if c.Code == code {
			return c.Slug, TraitTold, true
		}
	}
	return "", "", false
}

// Codes returns the codes of the NHS Data Dictionary for a characteristic, one for
// each value, and none where no code could be verified.
func (c *Characteristic) Codes() []string {
	set := traitSets[c.Trait]
	code := ""
	switch c.State {
	case TraitTold:
		var all []string
		for _, slug := range c.Values {
			if v, ok := set.choice(slug); ok && v.Code != "" {
				all = append(all, v.Code)
			}
		}
		return all
	case TraitDeclined:
		code = set.declined
	case TraitNotAsked, TraitNotKnown:
		code = set.unknown
	}
	if code == "" {
		return nil
	}
	return []string{code}
}

func (s traitSet) choice(slug string) (Choice, bool) {
	i := slices.IndexFunc(s.choices, func(c Choice) bool { return c.Slug == slug })
	if i < 0 {
		return Choice{}, false
	}
	return s.choices[i], true
}

// check says whether values may be told: one, or several disabilities, each once.
func (t Trait) check(values []string) error {
	if len(values) == 0 || len(values) > 1 && !t.Several() {
		return invalid("Please choose one of the answers in the list.")
	}
	for i, v := range values {
		if t.Label(v) == "" || slices.Contains(values[:i], v) {
			return invalid("Please choose one of the answers in the list, each once.")
		}
	}
	if t == Disability && len(values) > 1 && slices.Contains(values, NoDisability) {
		return invalid("No disability goes with no other answer.")
	}
	return nil
}
