package dialog

// State says what became of an item. Only Rated carries a number; the others
// say why there is none and are never mixed up with one another.
type State string

// The states of an item.
const (
	NotSeen       State = ""               // the item was never shown
	Rated         State = "rated"          // rated 1 to 7
	Declined      State = "declined"       // the person did not want to answer
	NotApplicable State = "not-applicable" // a local reason outside the scale
	Later         State = "later"          // seen and left for later
)

// The ends of the scale: 1 totally dissatisfied, 7 totally satisfied.
const (
	LowestRating  = 1
	HighestRating = 7
)

// Help is the answer to "Do you need more help in this area?".
type Help string

// The answers to the help question.
const (
	HelpNotAsked Help = ""
	HelpWanted   Help = "yes"
	HelpNot      Help = "no"
)

// Mode says how an answer was given: how the question was put, and whether a worker
// sat beside the person.
type Mode string

// The ways of giving an answer.
const (
	ModeUnknown     Mode = ""             // not recorded, as before there were modes
	ModeScreen      Mode = "screen"       // one question a screen, the worker beside the person
	ModeLines       Mode = "lines"        // line by line, the worker beside the person
	ModePaper       Mode = "paper"        // written on a form
	ModeAloneScreen Mode = "alone-screen" // on the screen, the keyboard handed to the person
	ModeAloneLines  Mode = "alone-lines"  // line by line, the keyboard handed to the person
)

// Alone reports whether the person had the keyboard to themselves.
func (m Mode) Alone() bool { return m == ModeAloneScreen || m == ModeAloneLines }

// Answer is all that is recorded about one item at one assessment. An entry
// replaces the whole of it.
type Answer struct {
	State    State  `json:"state"`
	Rating   int    `json:"rating,omitempty"` // 1 to 7 when State is Rated, else 0
	Help     Help   `json:"help,omitempty"`
	Note     string `json:"note,omitempty"`     // the shared note; the person can read it
	Language string `json:"language,omitempty"` // BCP 47 tag of the language it was asked in
	Mode     Mode   `json:"mode,omitempty"`     // how it was given
	At       When   `json:"at,omitzero"`        // when it was given; set from the entry
}

// Seen reports whether the item was shown to the person.
func (a Answer) Seen() bool { return a.State != NotSeen }

// Score returns the rating, and false when there is none.
func (a Answer) Score() (int, bool) { return a.Rating, a.State == Rated }

func (a Answer) validate() error {
	switch a.State {
	case Rated:
		if a.Rating < LowestRating || a.Rating > HighestRating {
			return invalid("A rating is a whole number from 1 to 7.")
		}
	case NotSeen, Declined, NotApplicable, Later:
		if a.Rating != 0 {
			return invalid("An item without a rating cannot carry a number.")
		}
	default:
		return invalid("That is not something an item can be recorded as.")
	}
	switch a.Help {
	case HelpNotAsked, HelpWanted, HelpNot:
	default:
		return invalid("More help is yes, no, or not asked.")
	}
	switch a.Mode {
	case ModeUnknown, ModeScreen, ModeLines, ModePaper, ModeAloneScreen, ModeAloneLines:
	default:
		return invalid("That is not one of the ways to give an answer.")
	}
	if !shortText(a.Note, noteRunes) {
		return invalid("The note is too long. Please keep it under 4,000 characters.")
	}
	return nil
}

// Answers holds one answer for each domain. The zero value has seen none.
type Answers [DomainCount]Answer

// Get returns the answer of a domain, the zero Answer for NoDomain.
func (a *Answers) Get(d Domain) Answer {
	if !d.Valid() {
		return Answer{}
	}
	return a[d-1]
}

// Set replaces the answer of a valid domain.
func (a *Answers) Set(d Domain, v Answer) {
	if d.Valid() {
		a[d-1] = v
	}
}

// Count returns how many of the answers are in the given state.
func (a *Answers) Count(s State) int {
	n := 0
	for i := range a {
		if a[i].State == s {
			n++
		}
	}
	return n
}

// Alone returns the domains that the person answered with the keyboard to
// themselves, in asking order. One that they only left for later is not among them.
func (a *Answers) Alone() []Domain {
	var alone []Domain
	for _, d := range Domains() {
		if answer := a.Get(d); answer.Mode.Alone() && answer.given() {
			alone = append(alone, d)
		}
	}
	return alone
}

// Given is how many items were answered, be it that the person did not want to or
// that it does not apply. One only left for later is not counted.
func (a *Answers) Given() int {
	n := 0
	for i := range a {
		if a[i].given() {
			n++
		}
	}
	return n
}

func (a *Answer) given() bool {
	return a.State != NotSeen && a.State != Later || a.Help != HelpNotAsked
}

// Unsettled returns the domains that are not seen or left for later, in asking
// order: what is still open when somebody comes back to a draft.
func (a *Answers) Unsettled() []Domain {
	var open []Domain
	for _, d := range Domains() {
		if s := a.Get(d).State; s == NotSeen || s == Later {
			open = append(open, d)
		}
	}
	return open
}
