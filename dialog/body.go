package dialog

import (
	"errors"
	"unicode/utf8"

	"alongside/dialog/text"
)

// Kind names what an entry says. It is written in the journal and never reused
// for anything else.
type Kind string

// The kinds of entry.
const (
	KindWorker       Kind = "worker.recorded"
	KindPerson       Kind = "person.recorded"
	KindReferral     Kind = "referral.recorded"
	KindStarted      Kind = "assessment.started"
	KindResumed      Kind = "assessment.resumed"
	KindContext      Kind = "assessment.context"
	KindAnswer       Kind = "answer.recorded"
	KindFinished     Kind = "assessment.finished"
	KindClosed       Kind = "assessment.closed"
	KindStruckOut    Kind = "assessment.struck-out"
	KindTakenOver    Kind = "assessment.taken-over"
	KindAttempt      Kind = "attempt.recorded"
	KindGoal         Kind = "goal.recorded"
	KindGoalRating   Kind = "goal.rated"
	KindGoalSlot     Kind = "goal.counted"
	KindAction       Kind = "action.agreed"
	KindReview       Kind = "action.reviewed"
	KindAreas        Kind = "talk.areas"
	KindTalkNote     Kind = "talk.noted"
	KindThinkOver    Kind = "talk.thought-over"
	KindReadBack     Kind = "talk.read-back"
	KindPresence     Kind = "talk.present"
	KindSafety       Kind = "safety.answered"
	KindMeeting      Kind = "meeting.arranged"
	KindEvent        Kind = "event.recorded"
	KindPartStruck   Kind = "part.struck-out"
	KindCircumstance Kind = "circumstance.recorded"
	KindCaseload     Kind = "caseload.recorded"
	KindAccess       Kind = "access.recorded"
	KindOpened       Kind = "record.opened"
	KindExported     Kind = "record.exported"
	KindFileTakenIn  Kind = "file.taken-in"
	KindSetting      Kind = "setting.changed"

	KindCharacteristic Kind = "characteristic.recorded"
	KindSupporter      Kind = "supporter.recorded"
	KindReceipt        Kind = "delivery.receipted"
	KindParked         Kind = "delivery.parked"
	KindRetried        Kind = "delivery.retried"

	KindPaired      Kind = "laptop.paired"
	KindUnpaired    Kind = "laptop.unpaired"
	KindAgreement   Kind = "sharing.agreed"
	KindWorkerNamed Kind = "worker.named"
	KindShared      Kind = "record.shared"
	KindReceived    Kind = "record.received"

	KindMerged   Kind = "person.merged"
	KindUnmerged Kind = "person.unmerged"
	KindPurged   Kind = "person.purged"
)

// Body is what one kind of entry says.
type Body interface {
	Kind() Kind
	// validate says whether the body could be right on its own, whatever the
	// record holds.
	validate() error
}

// Scope returns whether entries of this kind belong to the record or to one laptop.
func (k Kind) Scope() Scope {
	switch k {
	case KindOpened, KindExported, KindFileTakenIn, KindSetting, KindPaired, KindUnpaired, KindAgreement, KindShared, KindReceived, KindPurged:
		return DeviceScope
	}
	return RecordScope
}

// Travels reports whether entries of this kind go to other laptops: those of the
// record, but for who works with it on one laptop and who may open what there. Each
// laptop decides that itself.
func (k Kind) Travels() bool {
	switch k {
	case KindWorker, KindCaseload, KindAccess:
		return false
	}
	return k.Scope() == RecordScope
}

// Kinds returns every kind, in the order above.
func Kinds() []Kind {
	return []Kind{KindWorker, KindPerson, KindReferral, KindStarted, KindResumed, KindContext, KindAnswer, KindFinished,
		KindClosed, KindStruckOut, KindTakenOver, KindAttempt, KindGoal, KindGoalRating, KindGoalSlot, KindAction,
		KindReview, KindAreas, KindTalkNote, KindThinkOver, KindReadBack, KindPresence, KindSafety, KindMeeting, KindEvent,
		KindPartStruck, KindCircumstance, KindCaseload, KindAccess,
		KindOpened, KindExported, KindFileTakenIn, KindSetting, KindCharacteristic, KindSupporter,
		KindReceipt, KindParked, KindRetried,
		KindPaired, KindUnpaired, KindAgreement, KindWorkerNamed, KindShared, KindReceived, KindMerged, KindUnmerged, KindPurged}
}

func emptyBody(k Kind) Body {
	switch k {
	case KindWorker:
		return &WorkerRecorded{}
	case KindPerson:
		return &PersonRecorded{}
	case KindReferral:
		return &ReferralRecorded{}
	case KindStarted:
		return &AssessmentStarted{}
	case KindResumed:
		return &AssessmentResumed{}
	case KindContext:
		return &AssessmentContext{}
	case KindAnswer:
		return &AnswerRecorded{}
	case KindFinished:
		return &AssessmentFinished{}
	case KindClosed:
		return &AssessmentClosed{}
	case KindStruckOut:
		return &AssessmentStruckOut{}
	case KindTakenOver:
		return &AssessmentTakenOver{}
	case KindAttempt:
		return &AttemptRecorded{}
	case KindGoal:
		return &GoalRecorded{}
	case KindGoalRating:
		return &GoalRated{}
	case KindCaseload:
		return &CaseloadRecorded{}
	case KindAccess:
		return &AccessRecorded{}
	case KindOpened:
		return &RecordOpened{}
	case KindExported:
		return &RecordExported{}
	case KindFileTakenIn:
		return &FileTakenIn{}
	case KindSetting:
		return &SettingChanged{}
	}
	return emptyAgreed(k)
}

// emptyAgreed does the same for what is kept beside the assessments.
func emptyAgreed(k Kind) Body {
	switch k {
	case KindGoalSlot:
		return &GoalCounted{}
	case KindAction:
		return &ActionAgreed{}
	case KindReview:
		return &ActionReviewed{}
	case KindAreas:
		return &AreasChosen{}
	case KindTalkNote:
		return &TalkNoted{}
	case KindThinkOver:
		return &ThoughtOver{}
	case KindReadBack:
		return &ReadBack{}
	case KindPresence:
		return &PresenceRecorded{}
	case KindSafety:
		return &SafetyAnswered{}
	case KindMeeting:
		return &MeetingArranged{}
	case KindEvent:
		return &EventRecorded{}
	case KindPartStruck:
		return &PartStruckOut{}
	case KindCircumstance:
		return &CircumstanceRecorded{}
	case KindCharacteristic:
		return &CharacteristicRecorded{}
	case KindSupporter:
		return &SupporterRecorded{}
	}
	return emptyShared(k)
}

// emptyShared does the same for what concerns other laptops.
func emptyShared(k Kind) Body {
	switch k {
	case KindPaired:
		return &LaptopPaired{}
	case KindUnpaired:
		return &LaptopUnpaired{}
	case KindAgreement:
		return &SharingAgreed{}
	case KindWorkerNamed:
		return &WorkerNamed{}
	case KindShared:
		return &RecordShared{}
	case KindReceived:
		return &RecordReceived{}
	case KindMerged:
		return &PersonMerged{}
	case KindUnmerged:
		return &PersonUnmerged{}
	}
	return emptyDelivery(k)
}

// Identity says how the worker made sure who is there before an assessment.
type Identity string

// The ways identity is made sure.
const (
	IdentityAsked   Identity = "name-and-birth-date" // asked aloud and matched with the banner
	IdentityOnPaper Identity = "written-on-form"     // read from the paper form and matched
)

// WorkerRecorded adds or renames a worker.
type WorkerRecorded struct{ Worker }

// PersonRecorded adds a person or replaces what was recorded about them.
type PersonRecorded struct{ Person }

// ReferralRecorded adds a referral or replaces it.
type ReferralRecorded struct{ Referral }

// AssessmentStarted opens a draft.
type AssessmentStarted struct {
	Assessment       ID         `json:"assessment"`
	Instrument       Instrument `json:"instrument"`
	Layout           Layout     `json:"layout"`
	FriendshipsFirst bool       `json:"friendships_first,omitempty"`
	Completion       Completion `json:"completion,omitempty"`
	Language         string     `json:"language"`
	Referral         ID         `json:"referral,omitzero"`
	Identity         Identity   `json:"identity"`
}

// AssessmentResumed says that a draft was taken up again and identity made sure
// once more.
type AssessmentResumed struct {
	Assessment ID       `json:"assessment"`
	Identity   Identity `json:"identity"`
}

// AssessmentContext replaces who completes an assessment, and in which language.
type AssessmentContext struct {
	Assessment ID         `json:"assessment"`
	Completion Completion `json:"completion,omitempty"`
	Language   string     `json:"language"`
}

// AnswerRecorded replaces everything recorded about one item.
type AnswerRecorded struct {
	Assessment ID     `json:"assessment"`
	Domain     Domain `json:"domain"`
	Answer     Answer `json:"answer"`
	Reason     string `json:"reason,omitempty"` // why a finished assessment's answer is amended
}

// AssessmentFinished ends a draft as done. Items may be unanswered; they say why
// themselves.
type AssessmentFinished struct {
	Assessment ID     `json:"assessment"`
	Reason     string `json:"reason,omitempty"` // a word on why it is incomplete
}

// AssessmentClosed ends a draft that was left incomplete.
type AssessmentClosed struct {
	Assessment ID     `json:"assessment"`
	Reason     string `json:"reason"`
}

// AssessmentStruckOut marks a whole assessment as recorded in error.
type AssessmentStruckOut struct {
	Assessment ID     `json:"assessment"`
	Reason     string `json:"reason"`
}

// AttemptRecorded says that a DIALOG was offered and not done.
type AttemptRecorded struct{ Attempt }

// GoalRecorded sets a goal or replaces its words, kind, area and status.
type GoalRecorded struct{ Goal }

// GoalRated says how near the person feels to a goal.
type GoalRated struct {
	Goal       ID  `json:"goal"`
	Rating     int `json:"rating"` // 0 to 10
	Assessment ID  `json:"assessment,omitzero"`
}

// RecordOpened says that a worker opened a person's record on this laptop, or, for
// a sensitive record, that they were refused.
type RecordOpened struct {
	Reason  string   `json:"reason,omitempty"`  // why, where the record is not one of their own
	By      []string `json:"by,omitempty"`      // what they identified the person by; see the Identifier constants
	Refused bool     `json:"refused,omitempty"` // it stayed closed
}

// What a person is identified by where a worker opens a record that is not one of
// their own.
const (
	IdentifierName      = "family-name"
	IdentifierBirthDate = "birth-date"
	IdentifierNHSNumber = "nhs-number"
	IdentifierLocalID   = "local-patient-id"
)

// RecordExported says that records left the laptop's sealed file. It is about one
// person, or about nobody where everything was exported.
type RecordExported struct {
	Format string `json:"format"` // "plain", "audit" and so on
	People int    `json:"people"` // how many people's records were in it
	Reason string `json:"reason,omitempty"`
}

// SettingChanged changes one of the service's settings on this laptop.
type SettingChanged struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Kind names what the entry says.
func (*WorkerRecorded) Kind() Kind      { return KindWorker }
func (*PersonRecorded) Kind() Kind      { return KindPerson }
func (*ReferralRecorded) Kind() Kind    { return KindReferral }
func (*AssessmentStarted) Kind() Kind   { return KindStarted }
func (*AssessmentResumed) Kind() Kind   { return KindResumed }
func (*AssessmentContext) Kind() Kind   { return KindContext }
func (*AnswerRecorded) Kind() Kind      { return KindAnswer }
func (*AssessmentFinished) Kind() Kind  { return KindFinished }
func (*AssessmentClosed) Kind() Kind    { return KindClosed }
func (*AssessmentStruckOut) Kind() Kind { return KindStruckOut }
func (*AttemptRecorded) Kind() Kind     { return KindAttempt }
func (*GoalRecorded) Kind() Kind        { return KindGoal }
func (*GoalRated) Kind() Kind           { return KindGoalRating }
func (*RecordOpened) Kind() Kind        { return KindOpened }
func (*RecordExported) Kind() Kind      { return KindExported }
func (*SettingChanged) Kind() Kind      { return KindSetting }

const noteRunes = 4000

func shortText(s string, runes int) bool { return utf8.RuneCountInString(s) <= runes }

func (i Identity) validate() error {
	if i != IdentityAsked && i != IdentityOnPaper {
		return invalid("Please make sure of the name and date of birth first.")
	}
	return nil
}

func (c Completion) validate() error {
	switch c {
	case CompletionUnknown, Together, Alone, Interpreter, Helper, Proxy:
		return nil
	}
	return invalid("That is not one of the ways to complete a DIALOG.")
}

func reasonGiven(reason string) error {
	if reason == "" {
		return invalid("Please say in a word why.")
	}
	return checkText("The reason", reason, text.Line)
}

func (b *WorkerRecorded) validate() error   { return b.Worker.validate() }
func (b *PersonRecorded) validate() error   { return b.Person.validate() }
func (b *ReferralRecorded) validate() error { return b.Referral.validate() }
func (b *AttemptRecorded) validate() error  { return b.Attempt.validate() }
func (b *GoalRecorded) validate() error     { return b.Goal.validate() }

func (b *AssessmentStarted) validate() error {
	if b.Assessment.IsZero() || b.Instrument.Name == "" {
		return invalid("An assessment needs an identifier and a measure.")
	}
	if b.Layout != Interview && b.Layout != Paper {
		return invalid("An assessment is asked in person or taken from paper.")
	}
	return errors.Join(b.Identity.validate(), b.Completion.validate(), checkText("The language", b.Language, text.Ident))
}

func (b *RecordOpened) validate() error {
	for _, by := range b.By {
		switch by {
		case IdentifierName, IdentifierBirthDate, IdentifierNHSNumber, IdentifierLocalID:
		default:
			return invalid("A person is identified by name, date of birth, NHS number or local patient id.")
		}
	}
	if len(b.By) > 0 || b.Refused {
		return reasonGiven(b.Reason)
	}
	return checkText("The reason", b.Reason, text.Line)
}

func (b *RecordExported) validate() error {
	if b.Format == "" || b.People < 0 {
		return invalid("An export says in which format it is and how many people are in it.")
	}
	return errors.Join(checkText("The format", b.Format, text.Ident), checkText("The reason", b.Reason, text.Line))
}

func (b *AssessmentResumed) validate() error { return b.Identity.validate() }

func (b *AssessmentContext) validate() error {
	return errors.Join(b.Completion.validate(), checkText("The language", b.Language, text.Ident))
}

func (b *AnswerRecorded) validate() error {
	if !b.Domain.Valid() {
		return invalid("That is not one of the areas of DIALOG.")
	}
	return errors.Join(b.Answer.validate(), checkText("The note", b.Answer.Note, text.Note), checkText("The reason", b.Reason, text.Line))
}

func (b *AssessmentFinished) validate() error {
	return checkText("The reason", b.Reason, text.Line)
}

func (b *AssessmentClosed) validate() error    { return reasonGiven(b.Reason) }
func (b *AssessmentStruckOut) validate() error { return reasonGiven(b.Reason) }

func (b *GoalRated) validate() error {
	if b.Rating < LowestGoalRating || b.Rating > HighestGoalRating {
		return invalid("A goal is rated with a whole number from 0 to 10.")
	}
	return nil
}

func (b *SettingChanged) validate() error {
	_, err := DefaultRules().With(b.Name, b.Value)
	return err
}
