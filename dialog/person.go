package dialog

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog/text"
)

// Person is who the record is about, as last recorded.
type Person struct {
	ID             ID        `json:"-"`
	Title          string    `json:"title,omitempty"` // Ms, Dr; shown in the banner
	Family         string    `json:"family"`
	Given          string    `json:"given"`
	Preferred      string    `json:"preferred,omitempty"` // what the person likes to be called
	Pronouns       string    `json:"pronouns,omitempty"`
	BirthDate      Date      `json:"birth_date,omitzero"`
	NHSNumber      NHSNumber `json:"nhs_number,omitempty"`
	LocalPatientID string    `json:"local_patient_id,omitempty"` // LOCAL PATIENT IDENTIFIER, at most 20 characters
	Communication  string    `json:"communication,omitempty"`    // communication needs (DAPB1605), in words
	Language       string    `json:"language,omitempty"`         // preferred language, in words or BCP 47
	Inpatient      bool      `json:"inpatient,omitempty"`
	Deceased       bool      `json:"deceased,omitempty"`
}

// CallName is what the person is called in a sentence: the preferred name, else
// the given name, else the family name.
func (p Person) CallName() string {
	for _, name := range []string{p.Preferred, p.Given, p.Family} {
		if name != "" {
			return name
		}
	}
	return "this person"
}

// ListName is the name in a list or banner: "SMITH, Jane (Ms)", after the NHS
// Common User Interface.
func (p Person) ListName() string {
	name := strings.ToUpper(p.Family)
	if p.Given != "" {
		if name != "" {
			name += ", "
		}
		name += p.Given
	}
	if p.Title != "" {
		name += " (" + p.Title + ")"
	}
	return text.Show(name)
}

// ListNames are the name as ListName has it and the name without the title, for where
// there is less room.
func (p Person) ListNames() []string {
	whole := p.ListName()
	p.Title = ""
	return []string{whole, p.ListName()}
}

// Banner is the line that stays on top while the person's record is open, after
// the NHS Common User Interface: name, birth date with age, NHS number. It holds
// nothing clinical. Today is the day the age is counted to.
func (p Person) Banner(today Date) string {
	born := "Born " + p.BirthDate.String()
	if !p.BirthDate.IsZero() {
		born += fmt.Sprintf(" (%dy)", p.BirthDate.Age(today))
	}
	return p.ListName() + "  " + born + "  NHS No. " + p.NHSNumber.String()
}

func (p Person) validate() error {
	if p.Family == "" && p.Given == "" {
		return invalid("Please enter a name: family name, given name, or both.")
	}
	for _, s := range []string{p.Family, p.Given, p.Preferred} {
		if err := checkText("The name", s, text.Name); err != nil {
			return err
		}
	}
	for label, s := range map[string]string{"The title": p.Title, "The pronouns": p.Pronouns, "The local patient id": p.LocalPatientID, "The language": p.Language} {
		if err := checkText(label, s, text.Ident); err != nil {
			return err
		}
	}
	if err := checkText("What is written about communication needs", p.Communication, text.Line); err != nil {
		return err
	}
	if len([]rune(p.LocalPatientID)) > 20 {
		return invalid("A local patient id has at most 20 characters.")
	}
	if !p.BirthDate.IsZero() {
		if _, err := MakeDate(p.BirthDate.Year, p.BirthDate.Month, p.BirthDate.Day); err != nil {
			return err
		}
	}
	return p.NHSNumber.validate()
}

func (n NHSNumber) validate() error {
	if n == "" {
		return nil
	}
	parsed, err := ParseNHSNumber(string(n), strings.HasPrefix(string(n), "999"))
	if err == nil && parsed != n {
		err = invalid("An NHS number is kept as ten digits without spaces.")
	}
	return err
}

// Setting is the kind of care a referral belongs to; it decides how often a
// DIALOG is due.
type Setting string

// The settings of care.
const (
	Community Setting = "community"
	Acute     Setting = "acute" // inpatient and crisis teams
)

// Referral is one referral of a person to a service (MHSDS table MHS101).
type Referral struct {
	ID               ID      `json:"referral"`
	ServiceRequestID string  `json:"service_request_id,omitempty"` // SERVICE REQUEST IDENTIFIER, at most 20 letters and digits
	Received         Date    `json:"received,omitzero"`
	Team             string  `json:"team,omitempty"`
	Setting          Setting `json:"setting"`
	Closed           Date    `json:"closed,omitzero"` // zero while open
}

// Open reports whether the referral has not been closed.
func (r Referral) Open() bool { return r.Closed.IsZero() }

func (r Referral) validate() error {
	if r.ID.IsZero() {
		return invalid("A referral needs an identifier.")
	}
	if err := checkText("The team", r.Team, text.Name); err != nil {
		return err
	}
	if len(r.ServiceRequestID) > 20 || strings.Trim(r.ServiceRequestID, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
		return invalid("A service request id has at most 20 letters and digits.")
	}
	if r.Setting != Community && r.Setting != Acute {
		return invalid("A referral is to a community or an acute service.")
	}
	if !r.Received.IsZero() && !r.Closed.IsZero() && r.Closed.Before(r.Received) {
		return invalid("The referral cannot be closed before it was received. Please check both dates.")
	}
	return nil
}

// Worker is a member of staff or a peer worker who uses the program.
type Worker struct {
	ID   ID     `json:"worker"`
	Name string `json:"name"`
	Role Role   `json:"role,omitempty"` // what they may do; empty for nothing
	Team string `json:"team,omitempty"` // the team or hub whose people they list, as referrals name it
	Left bool   `json:"left,omitempty"` // they are gone, and what they recorded stays
}

func (w Worker) validate() error {
	if w.ID.IsZero() || w.Name == "" {
		return invalid("Please enter your name.")
	}
	if w.Role != "" && !slices.Contains(Roles(), w.Role) {
		return invalid("Please choose a role: clinician, peer worker, administrator or auditor.")
	}
	return errors.Join(checkText("The name", w.Name, text.Name), checkText("The team", w.Team, text.Name))
}

// Texts in the record are clean already when a change is made; what is not is
// refused here too, so that no way in can be forgotten.
func checkText(label, s string, l text.Limits) error {
	clean, err := text.Clean(s, l)
	if err != nil {
		return &Error{Code: Invalid, Message: label + " " + err.Error() + ".", Err: err}
	}
	if clean != s {
		return invalid(label + " has spaces or characters that need tidying. Please type it again.")
	}
	return nil
}
