package dialog

import (
	"errors"
	"slices"

	"alongside/dialog/text"
)

// MostAreas is how many areas a conversation is about at most (source:
// dialog.elft.nhs.uk, "up to three"). One is enough.
const MostAreas = 3

// Step is one of the steps of DIALOG+ in which something is noted. The fourth
// step, agreeing on actions, leaves actions behind.
type Step string

// The steps, and beside them what one point higher would look like, which is
// talked about when looking forward and shown again after the next rating.
const (
	Understanding  Step = "understanding"
	LookingForward Step = "looking-forward"
	OneHigher      Step = "one-point-higher"
	Options        Step = "options"
)

// Steps returns what is noted about an area, in the order it is talked about.
func Steps() []Step { return []Step{Understanding, LookingForward, OneHigher, Options} }

// Talk is the conversation that belongs to an assessment: who else was there, what
// was chosen to talk about and what was said.
type Talk struct {
	Assessment ID
	Present    []Presence
	Areas      []Domain // in the person's order
	Notes      []TalkNote
	ThinkOver  []Domain // the areas that the person wants to think over
	ReadBack   When     // when what was agreed was read back; zero while it was not
	Wrong      string   // what the person then said was wrong
	Safety     []SafetyAnswer
}

// TalkNote is what was written down about one area in one step.
type TalkNote struct {
	Domain Domain
	Step   Step
	Text   string // empty once it was taken out
	At     When
	Worker ID
	Before []Was[string]
}

// Presence is somebody who was there beside the person and the worker.
type Presence struct {
	Who   Company `json:"who"`
	Words string  `json:"words,omitempty"` // a name or a word, if they like
}

// Company says what somebody who is present is to the person.
type Company string

// Who may be present.
const (
	WithPartner     Company = "partner"
	WithRelative    Company = "relative"
	WithFriend      Company = "friend"
	WithCarer       Company = "carer"
	WithInterpreter Company = "interpreter"
	WithAdvocate    Company = "advocate"
	WithColleague   Company = "colleague" // another worker, or a student
	WithOther       Company = "other"
)

// Companies returns who may be present, in the order they are offered.
func Companies() []Company {
	return []Company{WithPartner, WithRelative, WithFriend, WithCarer, WithInterpreter, WithAdvocate, WithColleague, WithOther}
}

// SafetyAnswer says what came of a mark that the service's own rules put on an
// area.
type SafetyAnswer struct {
	Domain  Domain
	Outcome SafetyOutcome
	At      When
	Worker  ID
}

// SafetyOutcome is what the worker says about such a mark.
type SafetyOutcome string

// The outcomes. The program alerts nobody, whichever it is.
const (
	SafetyTalkedAbout SafetyOutcome = "talked-about"
	SafetyElsewhere   SafetyOutcome = "recorded-elsewhere"
	SafetyNotYet      SafetyOutcome = "not-yet"
)

// AreasChosen replaces the areas of a conversation.
type AreasChosen struct {
	Assessment ID       `json:"assessment"`
	Areas      []Domain `json:"areas,omitempty"`
}

// TalkNoted replaces the note about one area in one step. Replacing one that was
// written on an earlier day needs a reason; an empty one takes it out.
type TalkNoted struct {
	Assessment ID     `json:"assessment"`
	Domain     Domain `json:"domain"`
	Step       Step   `json:"step"`
	Text       string `json:"text"`
	Reason     string `json:"reason,omitempty"`
}

// ThoughtOver says that the person wants to think an area over, and agree on
// nothing for now, or no longer does.
type ThoughtOver struct {
	Assessment ID     `json:"assessment"`
	Domain     Domain `json:"domain"`
	On         bool   `json:"on"`
}

// ReadBack says that what was agreed was read back to the person.
type ReadBack struct {
	Assessment ID     `json:"assessment"`
	Wrong      string `json:"wrong,omitempty"` // what they said was wrong
}

// PresenceRecorded replaces who else is there.
type PresenceRecorded struct {
	Assessment ID         `json:"assessment"`
	Present    []Presence `json:"present,omitempty"`
}

// SafetyAnswered says what came of a mark on an area.
type SafetyAnswered struct {
	Assessment ID            `json:"assessment"`
	Domain     Domain        `json:"domain"`
	Outcome    SafetyOutcome `json:"outcome"`
}

// Kind names what the entry says.
func (*AreasChosen) Kind() Kind      { return KindAreas }
func (*TalkNoted) Kind() Kind        { return KindTalkNote }
func (*ThoughtOver) Kind() Kind      { return KindThinkOver }
func (*ReadBack) Kind() Kind         { return KindReadBack }
func (*PresenceRecorded) Kind() Kind { return KindPresence }
func (*SafetyAnswered) Kind() Kind   { return KindSafety }

// Talk returns the conversation of an assessment, or nil where there was none.
func (r *Record) Talk(assessment ID) *Talk {
	for i := range r.Talks {
		if r.Talks[i].Assessment == assessment {
			return &r.Talks[i]
		}
	}
	return nil
}

// Note returns the note about an area in a step, and false where there is none. It
// may be asked of nil.
func (t *Talk) Note(d Domain, s Step) (TalkNote, bool) {
	if t != nil {
		for _, n := range t.Notes {
			if n.Domain == d && n.Step == s {
				return n, n.Text != ""
			}
		}
	}
	return TalkNote{}, false
}

// Over reports whether the person wants to think an area over. It may be asked of
// nil.
func (t *Talk) Over(d Domain) bool { return t != nil && slices.Contains(t.ThinkOver, d) }

// Said is what was noted at an earlier assessment about one area.
type Said struct {
	On     Date
	Rating int // of the area at that assessment
	Text   string
}

// OnePointHigher returns what was said, at the latest assessment before this one,
// that one point higher would look like.
func (r *Record) OnePointHigher(now *Assessment, d Domain) (Said, bool) {
	return r.said(now, d, OneHigher, func(int) bool { return true })
}

// OwnWords returns what the person said was working when the area was last rated
// higher than now.
func (r *Record) OwnWords(now *Assessment, d Domain) (Said, bool) {
	rating, rated := now.Answers.Get(d).Score()
	if !rated {
		return Said{}, false
	}
	return r.said(now, d, Understanding, func(then int) bool { return then > rating })
}

// said finds the latest note of a step, among the assessments before one that may
// be compared with it and whose rating of the area fits.
func (r *Record) said(now *Assessment, d Domain, s Step, fits func(rating int) bool) (Said, bool) {
	for _, a := range slices.Backward(r.Earlier(now)) {
		rating, rated := a.Answers.Get(d).Score()
		note, noted := r.Talk(a.ID).Note(d, s)
		if rated && noted && fits(rating) {
			return Said{On: a.DoneAt.Date(), Rating: rating, Text: note.Text}, true
		}
	}
	return Said{}, false
}

func (b *AreasChosen) validate() error {
	if len(b.Areas) > MostAreas {
		return invalid("Up to three areas can be chosen. One is enough.")
	}
	for i, d := range b.Areas {
		if !d.Valid() || slices.Contains(b.Areas[:i], d) {
			return invalid("Please choose each area once.")
		}
	}
	return nil
}

func (b *TalkNoted) validate() error {
	if !b.Domain.Valid() || !slices.Contains(Steps(), b.Step) {
		return invalid("A note belongs to an area and a step.")
	}
	return errors.Join(checkText("The note", b.Text, text.Note), checkText("The reason", b.Reason, text.Line))
}

func (b *ThoughtOver) validate() error {
	if !b.Domain.Valid() {
		return invalid("That is not one of the areas of DIALOG.")
	}
	return nil
}

func (b *ReadBack) validate() error { return checkText("What was wrong", b.Wrong, text.Line) }

func (b *PresenceRecorded) validate() error {
	for _, p := range b.Present {
		if !slices.Contains(Companies(), p.Who) {
			return invalid("Please choose who is there from the list.")
		}
		if err := checkText("The name", p.Words, text.Name); err != nil {
			return err
		}
	}
	return nil
}

func (b *SafetyAnswered) validate() error {
	if !b.Domain.Valid() || !slices.Contains([]SafetyOutcome{SafetyTalkedAbout, SafetyElsewhere, SafetyNotYet}, b.Outcome) {
		return invalid("Please choose: talked about, recorded elsewhere, or not yet.")
	}
	return nil
}

// checkTalk says whether something may be added to the conversation of an
// assessment.
func checkTalk(r *Record, assessment ID) error {
	switch a := r.Assessment(assessment); {
	case a == nil:
		return missing("That assessment is not in this person's record.")
	case a.StruckOut:
		return conflict("That assessment was struck out.")
	}
	return nil
}

func checkTalkNote(r *Record, b *TalkNoted, at When) error {
	if err := checkTalk(r, b.Assessment); err != nil {
		return err
	}
	if old, noted := r.Talk(b.Assessment).Note(b.Domain, b.Step); noted {
		return checkAmend("note", Struck{}, old.At, at, b.Reason)
	}
	return nil
}
