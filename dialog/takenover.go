package dialog

import (
	"encoding/hex"
	"errors"
	"slices"
	"strconv"

	"alongside/dialog/text"
)

// AssessmentTakenOver is a finished assessment from elsewhere in one entry, with
// what was chosen to talk about and agreed at it.
type AssessmentTakenOver struct {
	Assessment ID                `json:"assessment"`
	Instrument Instrument        `json:"instrument"`
	Completion Completion        `json:"completion,omitempty"`
	Language   string            `json:"language,omitempty"`
	Referral   ID                `json:"referral,omitzero"`
	Answers    map[Domain]Answer `json:"answers"`          // items not seen are left out
	Source     string            `json:"source,omitempty"` // what it was taken over from, such as "Free DIALOG+"
	Areas      []Domain          `json:"areas,omitempty"`  // chosen to talk about; elsewhere there may be more than three
	Agreed     []AgreedElsewhere `json:"agreed,omitempty"`
}

// AgreedElsewhere is an action that came with an assessment from elsewhere. Whose it
// was and by when is not known, and nothing is made up.
type AgreedElsewhere struct {
	ID     ID     `json:"action"`
	Domain Domain `json:"domain,omitzero"` // the area it is for, NoDomain for none
	Text   string `json:"text"`
}

// elsewhere is how long an action may be that was written down elsewhere: other
// programs leave more room for one than the form here does.
var elsewhere = text.Limits{Runes: 1000}

// ElsewhereLimits are the limits of an action that was written down elsewhere.
func ElsewhereLimits() text.Limits { return elsewhere }

// Kind names what the entry says.
func (*AssessmentTakenOver) Kind() Kind { return KindTakenOver }

func (b *AssessmentTakenOver) validate() error {
	if b.Assessment.IsZero() || b.Instrument.Name == "" {
		return invalid("An assessment needs an identifier and a measure.")
	}
	for d, a := range b.Answers {
		if !d.Valid() {
			return invalid("That is not one of the areas of DIALOG.")
		}
		if err := errors.Join(a.validate(), checkText("The note", a.Note, text.Note)); err != nil {
			return err
		}
	}
	for i, d := range b.Areas {
		if !d.Valid() || slices.Contains(b.Areas[:i], d) {
			return invalid("Each area can be chosen once.")
		}
	}
	for i := range b.Agreed {
		if err := b.Agreed[i].validate(); err != nil {
			return err
		}
	}
	return errors.Join(b.Completion.validate(), checkText("The source", b.Source, text.Ident))
}

func (a *AgreedElsewhere) validate() error {
	switch {
	case a.ID.IsZero():
		return invalid("An action needs an identifier.")
	case a.Text == "":
		return invalid("An action needs words.")
	case a.Domain != NoDomain && !a.Domain.Valid():
		return invalid("That is not one of the areas of DIALOG.")
	}
	return checkText("The action", a.Text, elsewhere)
}

// applyTakenOver adds an assessment with what belongs to it, unless it is there:
// the same file taken in on two laptops gives the same assessment.
func applyTakenOver(r *Record, b *AssessmentTakenOver, e *Entry) {
	var answers Answers
	for d, answer := range b.Answers {
		if answer.At.IsZero() {
			answer.At = e.DoneAt
		}
		answers.Set(d, answer)
	}
	r.takeOver(b, &answers, e)
}

// takeOver adds an assessment from elsewhere with its answers, those of the entry dated.
func (r *Record) takeOver(b *AssessmentTakenOver, answers *Answers, e *Entry) {
	if r.Assessment(b.Assessment) != nil {
		return
	}
	r.Assessments = append(r.Assessments, Assessment{
		ID: b.Assessment, Instrument: b.Instrument, Layout: Imported, Completion: b.Completion, Language: b.Language,
		Referral: b.Referral, DoneAt: e.DoneAt, Worker: e.Worker, Status: Finished, Ended: e.DoneAt, Source: b.Source,
		Answers: *answers,
	})
	if len(b.Areas) > 0 {
		r.talkOf(b.Assessment).Areas = slices.Clone(b.Areas)
	}
	for _, agreed := range b.Agreed {
		if r.Action(agreed.ID) == nil {
			r.Actions = append(r.Actions, Action{ID: agreed.ID, Text: agreed.Text, Domain: agreed.Domain, Assessment: b.Assessment, Agreed: e.DoneAt, Worker: e.Worker})
		}
	}
}

// FileTakenIn says that a worker took in a file of people or of their history. The
// file itself is known by its digest; its name may hold somebody's and is not kept.
type FileTakenIn struct {
	Format      string `json:"format"` // "caseload" or what the assessments were taken over from
	SHA256      string `json:"sha256"` // of the whole file, in 64 hexadecimal digits
	Rows        int    `json:"rows"`   // how many the file has, those left out included
	People      int    `json:"people"` // how many were added
	Assessments int    `json:"assessments"`
}

// Kind names what the entry says.
func (*FileTakenIn) Kind() Kind { return KindFileTakenIn }

func (b *FileTakenIn) validate() error {
	digest, err := hex.DecodeString(b.SHA256)
	if err != nil || len(digest) != 32 || b.Format == "" || b.Rows < 0 || b.People < 0 || b.Assessments < 0 {
		return invalid("What is said of a file that was taken in is its format, its digest and what was in it.")
	}
	return checkText("The format", b.Format, text.Ident)
}

// words say for an auditor which file it was and what came of it.
func (b *FileTakenIn) words() string {
	return b.Format + "; rows " + strconv.Itoa(b.Rows) + ", people added " + strconv.Itoa(b.People) +
		", assessments " + strconv.Itoa(b.Assessments) + "; SHA-256 " + b.SHA256
}
