package dialog

import "alongside/dialog/text"

// Instrument names the measure an assessment was made with.
type Instrument struct {
	Name    string `json:"name"`    // "dialog"
	Version string `json:"version"` // of the wording and order, as embedded in dialog/instrument
}

// Layout is how the answers came in.
type Layout string

// The layouts.
const (
	Interview Layout = "interview" // item by item on the screen
	Paper     Layout = "paper"     // from a form completed on paper
	Imported  Layout = "imported"  // from another system's file
)

// Completion says who gave the answers.
type Completion string

// The ways of completing a DIALOG.
const (
	CompletionUnknown Completion = ""            // not recorded
	Together          Completion = "together"    // the person and the worker, side by side
	Alone             Completion = "alone"       // the person alone
	Interpreter       Completion = "interpreter" // the person, with an interpreter
	Helper            Completion = "helper"      // the person, with somebody's help
	Proxy             Completion = "proxy"       // somebody else on the person's behalf
)

// Status is where an assessment has got to.
type Status string

// The statuses of an assessment.
const (
	Draft    Status = "draft"
	Finished Status = "finished"
	Closed   Status = "closed" // left incomplete for a reason
)

// Assessment is one DIALOG with one person.
type Assessment struct {
	ID               ID
	Instrument       Instrument
	Layout           Layout
	Source           string // what it was taken over from, in words; "" for one that was recorded here
	FriendshipsFirst bool   // the paper form has friendships sixth, partner/family seventh
	Completion       Completion
	Language         string
	Referral         ID   // zero when none was chosen
	DoneAt           When // when it was done, not when it was typed in
	Worker           ID   // who started it
	Status           Status
	Ended            When   // when it was finished or closed
	Reason           string // why it was closed, or finished incomplete
	StruckOut        bool   // recorded in error; kept in view, left out of everything else
	StruckReason     string
	Amended          bool // an answer was changed after finishing
	Answers          Answers
}

// ReadIn is the tag of the language in which the latest of the answers was read. Of a
// paper form, and where no answer says so, it is the language that was written down for
// the whole; "" where none was.
func (a *Assessment) ReadIn() string {
	tag, at := "", When{}
	for _, answer := range a.Answers {
		if answer.Language != "" && answer.At.Compare(at) >= 0 {
			tag, at = answer.Language, answer.At
		}
	}
	if tag == "" || a.Layout == Paper {
		return a.Language
	}
	return tag
}

// Order returns the domains in the order this assessment showed them.
func (a *Assessment) Order() []Domain {
	if !a.FriendshipsFirst {
		return Domains()
	}
	order := append([]Domain(nil), Domains()...)
	for i, d := range order {
		switch d {
		case PartnerFamily:
			order[i] = Friendships
		case Friendships:
			order[i] = PartnerFamily
		}
	}
	return order
}

// Complete reports whether every item is rated.
func (a *Assessment) Complete() bool { return a.Answers.Count(Rated) == DomainCount }

// NextOpen returns the item a draft is resumed at: the one that was left in the
// middle, else the first in the order shown that was not seen, else the first
// left for later, else NoDomain.
func (a *Assessment) NextOpen() Domain {
	if d := a.workedOn(); d != NoDomain {
		return d
	}
	for _, d := range a.Order() {
		if a.Answers.Get(d).State == NotSeen {
			return d
		}
	}
	for _, d := range a.Order() {
		if a.Answers.Get(d).State == Later {
			return d
		}
	}
	return NoDomain
}

// workedOn returns the item that was left in the middle: the last one recorded, where
// it carries a note, which may be half written, or a wish for help without a rating.
// The note was not what somebody wrote last who answered alone, and what was typed in
// from a form has no order in time.
func (a *Assessment) workedOn() Domain {
	last := NoDomain
	if a.Layout == Paper {
		return last
	}
	for _, d := range a.Order() {
		if answer := a.Answers.Get(d); answer.Seen() && (last == NoDomain || answer.At.Compare(a.Answers.Get(last).At) > 0) {
			last = d
		}
	}
	answer := a.Answers.Get(last)
	noted := answer.Note != "" && (answer.State == Later || !answer.Mode.Alone())
	if noted || answer.State == Later && answer.Help != HelpNotAsked {
		return last
	}
	return NoDomain
}

// ComparableWith reports whether the ratings of two assessments may be set
// beside each other: a proxy's ratings are never compared with the person's own.
func (a *Assessment) ComparableWith(b *Assessment) bool {
	return a.Instrument.Name == b.Instrument.Name && (a.Completion == Proxy) == (b.Completion == Proxy)
}

// AttemptReason says why a DIALOG that was offered was not done.
type AttemptReason string

// The reasons an offered DIALOG was not done.
const (
	AttemptDeclined    AttemptReason = "declined"
	AttemptUnwell      AttemptReason = "unwell"
	AttemptNotAttended AttemptReason = "did-not-attend"
	AttemptInterrupted AttemptReason = "interrupted"
)

// Attempt is a DIALOG offered and not done.
type Attempt struct {
	ID     ID            `json:"attempt"`
	Reason AttemptReason `json:"reason"`
	Note   string        `json:"note,omitempty"`
	At     When          `json:"-"` // set from the entry
}

func (a Attempt) validate() error {
	switch a.Reason {
	case AttemptDeclined, AttemptUnwell, AttemptNotAttended, AttemptInterrupted:
	default:
		return invalid("Please choose why it was not done.")
	}
	if a.ID.IsZero() {
		return invalid("An offer needs an identifier.")
	}
	return checkText("The note", a.Note, text.Line)
}
