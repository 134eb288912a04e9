package dialog

import (
	"strconv"
	"strings"
)

// AuditLine says who did what to whose record and when, without what was recorded:
// no rating, no note and no goal is in it.
type AuditLine struct {
	Seq        int64 // in this laptop's order of arrival
	RecordedAt When  // the clock of the laptop that recorded it
	Worker     string
	Kind       Kind
	Person     ID     // zero for workers, settings and the record as a whole
	Name       string // of the person, as lists have it; "" for nobody
	NHSNumber  NHSNumber
	Detail     string // of openings and exports: the reason, what the person was identified by, and whether it was refused

	did string // in words, where the kind alone does not say it
}

// What says in words what an entry did.
func (l *AuditLine) What() string {
	if l.did != "" {
		return l.did
	}
	if words, ok := kindWords[l.Kind]; ok {
		return words
	}
	return string(l.Kind)
}

// kindWords are for people who look after records. A kind without words is named as
// it stands in the journal.
var kindWords = map[Kind]string{
	KindWorker: "recorded a worker", KindPerson: "recorded a person's details", KindReferral: "recorded a referral",
	KindStarted: "began a DIALOG", KindResumed: "went on with a DIALOG", KindContext: "recorded how a DIALOG is completed",
	KindAnswer: "recorded an answer", KindFinished: "finished a DIALOG", KindClosed: "closed a DIALOG as incomplete",
	KindStruckOut: "struck out a DIALOG", KindTakenOver: "took over a DIALOG from elsewhere", KindAttempt: "recorded an offer",
	KindGoal: "recorded a goal", KindGoalRating: "rated a goal", KindGoalSlot: "counted a goal as an outcome, or no longer",
	KindAction: "recorded what was agreed", KindReview: "reviewed what was agreed", KindAreas: "chose what to talk about",
	KindTalkNote: "noted what was talked about", KindThinkOver: "left an area to be thought over", KindReadBack: "read back what was agreed",
	KindPresence: "recorded who was there", KindSafety: "answered a safety prompt", KindMeeting: "arranged the next meeting",
	KindEvent: "recorded what happened in a life", KindPartStruck: "struck something out", KindCircumstance: "recorded work or housing",
	KindCaseload: "changed whose caseload a person is on",
	KindAccess:   "changed who may open a record", KindOpened: "opened a record", KindExported: "exported records",
	KindFileTakenIn: "took in a file",
	KindSetting:     "changed a setting",

	KindCharacteristic: "recorded what a person told about themselves",
	KindSupporter:      "recorded somebody at a person's side",
	KindReceipt:        "sent a DIALOG to the centre", KindParked: "was refused a DIALOG by the centre, or held it back", KindRetried: "asked for a DIALOG to be sent again",
	KindPaired: "paired a laptop", KindUnpaired: "ended the pairing of a laptop",
	KindAgreement: "recorded a sharing agreement", KindWorkerNamed: "named a worker for other laptops",
	KindShared: "shared a record with another laptop", KindReceived: "received a record from another laptop",
	KindMerged: "put two records together", KindUnmerged: "took two records apart",
	KindPurged: "purged a person from this laptop",
}

// didWords say what an entry did where its kind alone does not: that it amended
// something, or took it back. A reason is given for amending and for nothing else.
func didWords(b Body) string {
	switch b := b.(type) {
	case *AnswerRecorded:
		return ifSo(b.Reason != "", "amended an answer")
	case *ActionAgreed:
		return ifSo(b.Reason != "", "amended what was agreed")
	case *EventRecorded:
		return ifSo(b.Reason != "", "amended what happened in a life")
	case *CircumstanceRecorded:
		return ifSo(b.Reason != "", "amended work or housing")
	case *CharacteristicRecorded:
		return ifSo(b.Reason != "", "amended what a person told about themselves")
	case *TalkNoted:
		if b.Text == "" {
			return "took back a note of what was talked about"
		}
		return ifSo(b.Reason != "", "amended a note of what was talked about")
	case *ThoughtOver:
		return ifSo(!b.On, "took back that an area is to be thought over")
	}
	return ""
}

func ifSo(so bool, words string) string {
	if so {
		return words
	}
	return ""
}

// auditDetail is what an auditor is told of an entry beside its kind.
func auditDetail(b Body) string {
	switch b := b.(type) {
	case *RecordOpened:
		var parts []string
		if b.Refused {
			parts = append(parts, "refused")
		}
		if b.Reason != "" {
			parts = append(parts, "reason: "+b.Reason)
		}
		if len(b.By) > 0 {
			parts = append(parts, "identified by "+strings.Join(b.By, " and "))
		}
		return strings.Join(parts, "; ")
	case *CaseloadRecorded:
		if b.On {
			return "put on a caseload"
		}
		return "taken off a caseload"
	case *AccessRecorded:
		if b.Sensitive {
			return "sensitive, " + strconv.Itoa(len(b.Named)) + " named; reason: " + b.Reason
		}
		return "not sensitive; reason: " + b.Reason
	case *RecordExported:
		detail := b.Format
		if b.Reason != "" {
			detail += "; reason: " + b.Reason
		}
		return detail
	case *FileTakenIn:
		return b.words()
	case *WorkerRecorded:
		detail := b.Worker.Name + ", " + strings.ToLower(b.Worker.Role.String())
		if b.Worker.Left {
			detail += ", has left"
		}
		return detail
	case *SettingChanged:
		if b.Name == SettingCA {
			return b.Name // the certificates are long
		}
		return b.Name + " = " + b.Value
	case *DeliveryReceipted:
		return "to " + b.Centre
	case *DeliveryParked:
		return "by " + b.Centre
	case *PersonPurged:
		return strconv.Itoa(b.Assessments) + " receipted, the last on " + b.Receipted.Date().String() + "; reason: " + b.Reason
	case *Emptied:
		return "emptied by a purge"
	}
	return exchangeDetail(b)
}

// exchangeDetail is auditDetail for what concerns other laptops.
func exchangeDetail(b Body) string {
	switch b := b.(type) {
	case *LaptopPaired:
		return b.Name
	case *LaptopUnpaired:
		return "reason: " + b.Reason
	case *SharingAgreed:
		detail := b.Name + "; purpose: " + b.Purpose
		if b.Ended != "" {
			detail += "; ended: " + b.Ended
		}
		return detail
	case *WorkerNamed:
		return b.Name
	case *PersonMerged:
		return "reason: " + b.Reason
	case *PersonUnmerged:
		return "reason: " + b.Reason
	case *RecordShared:
		return strconv.Itoa(b.Entries) + " entries; purpose: " + b.Purpose
	case *RecordReceived:
		return strconv.Itoa(b.Entries) + " new entries; purpose: " + b.Purpose
	}
	return ""
}

// Audit says of an entry what an auditor may know, but for the names.
func Audit(seq int64, e *Entry) AuditLine {
	return AuditLine{Seq: seq, RecordedAt: e.RecordedAt, Kind: e.Body.Kind(), Person: e.Person, Detail: auditDetail(e.Body), did: didWords(e.Body)}
}
