package mhsds

import "alongside/dialog"

// Reason says why something has no row.
type Reason string

// The reasons.
const (
	NoReferral     Reason = "no-referral"
	NoRequestID    Reason = "no-service-request-id"
	OtherMonth     Reason = "other-month"
	TimeUnknown    Reason = "time-unknown"
	OnBehalf       Reason = "on-behalf"
	OtherMeasure   Reason = "other-measure"
	NotEnded       Reason = "not-ended"
	StruckOut      Reason = "struck-out"
	UnverifiedCode Reason = "unverified-code"
	NoCode         Reason = "no-code"
	NoLocalID      Reason = "no-local-patient-id"
	SameDay        Reason = "same-day"
)

var sentences = map[Reason]string{
	NoReferral:     "No referral was chosen for it.",
	NoRequestID:    "The referral has no service request identifier.",
	OtherMonth:     "It was done in another month.",
	TimeUnknown:    "Only the day it was done is known, and the data set wants the time.",
	OnBehalf:       "Somebody else answered on the person's behalf.",
	OtherMeasure:   "It was made with a variant that the codes are not for.",
	NotEnded:       "It is unfinished.",
	StruckOut:      "It was struck out.",
	UnverifiedCode: "The code for it is not verified.",
	NoCode:         "The code set has no code for it.",
	SameDay:        "Another employment status was recorded on the same day, and the data set takes one a day.",
	NoLocalID:      "The person has no local patient identifier.",
}

// String says the reason in a sentence.
func (r Reason) String() string { return sentences[r] }

// LeftOut is something of the record that has no row, and why. It holds no name
// and no answer.
type LeftOut struct {
	Table      string
	Person     dialog.ID
	Assessment dialog.ID     // zero where it is about none
	Domain     dialog.Domain // NoDomain where it is about the whole assessment
	Goal       dialog.ID     // whose rating it is; zero for none
	Reason     Reason
}
