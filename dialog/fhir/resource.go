package fhir

import (
	"crypto/sha1"
	"encoding/json"

	"alongside/dialog"
)

// Resource is one of the resources below.
type Resource interface {
	// Type is the resource type, as in "Patient".
	Type() string
	// Key is the resource's id, a UUID.
	Key() string
}

// head is what every resource begins with.
type head struct {
	ResourceType string      `json:"resourceType"`
	ID           string      `json:"id"`
	Extension    []Extension `json:"extension,omitempty"`
}

// Type is the resource type.
func (h *head) Type() string { return h.ResourceType }

// Key is the resource's id.
func (h *head) Key() string { return h.ID }

// Patient is a person.
type Patient struct {
	head
	Identifier           []Identifier    `json:"identifier"`
	Name                 []HumanName     `json:"name"`
	BirthDate            string          `json:"birthDate,omitempty"`
	DeceasedBoolean      *bool           `json:"deceasedBoolean,omitempty"`
	Communication        []Communication `json:"communication,omitempty"`
	ManagingOrganization *Reference      `json:"managingOrganization,omitempty"`
}

// Communication is a language that a person speaks.
type Communication struct {
	Language  CodeableConcept `json:"language"`
	Preferred bool            `json:"preferred"`
}

// EpisodeOfCare is a referral, from when it was received until it was closed.
type EpisodeOfCare struct {
	head
	Identifier           []Identifier      `json:"identifier"`
	Status               string            `json:"status"`
	Kind                 []CodeableConcept `json:"type"` // the setting of care
	Patient              *Reference        `json:"patient"`
	ManagingOrganization *Reference        `json:"managingOrganization,omitempty"`
	Period               *Period           `json:"period,omitempty"`
	Team                 []Reference       `json:"team,omitempty"`
}

// Questionnaire is the measure.
type Questionnaire struct {
	head
	URL          string              `json:"url"`
	Version      string              `json:"version"`
	Name         string              `json:"name"`
	Title        string              `json:"title"`
	Status       string              `json:"status"`
	Experimental *bool               `json:"experimental,omitempty"`
	SubjectType  []string            `json:"subjectType"`
	Description  string              `json:"description"`
	Copyright    string              `json:"copyright"`
	Item         []QuestionnaireItem `json:"item"`
}

// QuestionnaireItem is a question, or a group of them.
type QuestionnaireItem struct {
	Extension    []Extension         `json:"extension,omitempty"`
	LinkID       string              `json:"linkId"`
	Code         []Coding            `json:"code,omitempty"`
	Text         string              `json:"text"`
	Kind         string              `json:"type"`
	ReadOnly     *bool               `json:"readOnly,omitempty"`
	AnswerOption []AnswerOption      `json:"answerOption,omitempty"`
	Item         []QuestionnaireItem `json:"item,omitempty"`
}

// AnswerOption is one of the answers to choose from.
type AnswerOption struct {
	ValueCoding Coding `json:"valueCoding"`
}

// QuestionnaireResponse is one assessment.
type QuestionnaireResponse struct {
	head
	Identifier    *Identifier    `json:"identifier"`
	Questionnaire string         `json:"questionnaire"`
	Status        string         `json:"status"`
	Subject       *Reference     `json:"subject"`
	Authored      string         `json:"authored"`
	Author        *Reference     `json:"author"`
	Source        *Reference     `json:"source,omitempty"`
	Item          []ResponseItem `json:"item,omitempty"`
}

// ResponseItem is what was answered to one item.
type ResponseItem struct {
	Extension []Extension      `json:"extension,omitempty"`
	LinkID    string           `json:"linkId"`
	Answer    []ResponseAnswer `json:"answer,omitempty"`
	Item      []ResponseItem   `json:"item,omitempty"`
}

// ResponseAnswer is one answer.
type ResponseAnswer struct {
	ValueBoolean *bool       `json:"valueBoolean,omitempty"`
	ValueDecimal json.Number `json:"valueDecimal,omitempty"`
	ValueString  string      `json:"valueString,omitempty"`
	ValueCoding  *Coding     `json:"valueCoding,omitempty"`
}

// Observation is one item of an assessment, a mean, an offer that came to
// nothing, or the rating of a goal.
type Observation struct {
	head
	Identifier        []Identifier      `json:"identifier"`
	Status            string            `json:"status"`
	Category          []CodeableConcept `json:"category"`
	Code              *CodeableConcept  `json:"code"`
	Subject           *Reference        `json:"subject"`
	Focus             []Reference       `json:"focus,omitempty"`
	EffectiveDateTime string            `json:"effectiveDateTime"`
	Issued            string            `json:"issued,omitempty"`
	Performer         []Reference       `json:"performer,omitempty"`
	ValueInteger      *int              `json:"valueInteger,omitempty"`
	ValueQuantity     *Quantity         `json:"valueQuantity,omitempty"`
	DataAbsentReason  *CodeableConcept  `json:"dataAbsentReason,omitempty"`
	Note              []Annotation      `json:"note,omitempty"`
	HasMember         []Reference       `json:"hasMember,omitempty"`
	DerivedFrom       []Reference       `json:"derivedFrom,omitempty"`
	Component         []Component       `json:"component,omitempty"`
}

// Component is a part of an observation.
type Component struct {
	Code         CodeableConcept `json:"code"`
	ValueBoolean *bool           `json:"valueBoolean,omitempty"`
	ValueInteger *int            `json:"valueInteger,omitempty"`
}

// Goal is a goal in the person's own words.
type Goal struct {
	head
	Identifier        []Identifier      `json:"identifier"`
	LifecycleStatus   string            `json:"lifecycleStatus"`
	AchievementStatus *CodeableConcept  `json:"achievementStatus,omitempty"`
	Category          []CodeableConcept `json:"category"`
	Description       *CodeableConcept  `json:"description"`
	Subject           *Reference        `json:"subject"`
	StartDate         string            `json:"startDate,omitempty"`
	StatusDate        string            `json:"statusDate,omitempty"`
	StatusReason      string            `json:"statusReason,omitempty"`
	ExpressedBy       *Reference        `json:"expressedBy,omitempty"`
}

// CarePlan is what a person's goals and actions are together.
type CarePlan struct {
	head
	Identifier []Identifier `json:"identifier"`
	Status     string       `json:"status"`
	Intent     string       `json:"intent"`
	Title      string       `json:"title"`
	Subject    *Reference   `json:"subject"`
	Created    string       `json:"created,omitempty"`
	Goal       []Reference  `json:"goal,omitempty"`
	Activity   []Activity   `json:"activity,omitempty"`
}

// Activity is one action of a care plan.
type Activity struct {
	Reference *Reference `json:"reference"`
}

// Provenance says who did what to an assessment, and when.
type Provenance struct {
	head
	Target           []Reference       `json:"target"`
	OccurredDateTime string            `json:"occurredDateTime,omitempty"`
	Recorded         string            `json:"recorded"`
	Reason           []CodeableConcept `json:"reason,omitempty"`
	Activity         *CodeableConcept  `json:"activity"`
	Agent            []Agent           `json:"agent"`
}

// Agent is who, or which device, took part.
type Agent struct {
	Kind *CodeableConcept `json:"type"`
	Who  *Reference       `json:"who"`
}

// derived returns the identifier of something that belongs to something else and
// has none of its own: a UUID of version 5 with the other's as its name space.
// SHA-1 is what that version is made with; nothing is kept secret by it.
func derived(from dialog.ID, name string) dialog.ID {
	h := sha1.New()
	h.Write(from[:])
	h.Write([]byte(name))
	var id dialog.ID
	copy(id[:], h.Sum(nil))
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

// to returns a reference to a resource of this record.
func to(kind string, id dialog.ID) *Reference { return &Reference{Reference: kind + "/" + id.String()} }

// elsewhere names a resource by its identifier. It is for those that need not be
// where this one goes, so that no reference leads nowhere: a receiver may refuse the
// whole of a transaction for one.
func elsewhere(kind string, id dialog.ID) *Reference { return somebody(kind, id, "") }

// held refers to a resource of this record, or names it by its identifier where the
// record does not hold it: while laptops have exchanged only part of their entries,
// there is such a thing.
func held(kind string, id dialog.ID, is bool) *Reference {
	if is {
		return to(kind, id)
	}
	return elsewhere(kind, id)
}
