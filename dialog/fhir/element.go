package fhir

import "encoding/json"

// The data types of FHIR R4, cut down to the parts that are written here. Empty
// parts are left out, since FHIR has no empty values.

// Extension is something FHIR has no element for, or a part of one.
type Extension struct {
	URL                  string           `json:"url"`
	Extension            []Extension      `json:"extension,omitempty"`
	ValueBoolean         *bool            `json:"valueBoolean,omitempty"`
	ValueCode            string           `json:"valueCode,omitempty"`
	ValueDateTime        string           `json:"valueDateTime,omitempty"`
	ValueDecimal         json.Number      `json:"valueDecimal,omitempty"`
	ValueString          string           `json:"valueString,omitempty"`
	ValueCodeableConcept *CodeableConcept `json:"valueCodeableConcept,omitempty"`
	ValueExpression      *Expression      `json:"valueExpression,omitempty"`
	ValueReference       *Reference       `json:"valueReference,omitempty"`
}

// Expression is a formula in FHIRPath.
type Expression struct {
	Name       string `json:"name,omitempty"`
	Language   string `json:"language"`
	Expression string `json:"expression"`
}

// Coding is a code of a system.
type Coding struct {
	Extension []Extension `json:"extension,omitempty"`
	System    string      `json:"system,omitempty"`
	Code      string      `json:"code,omitempty"`
	Display   string      `json:"display,omitempty"`
}

// CodeableConcept is a thing said in codes, in words or both.
type CodeableConcept struct {
	Coding []Coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

// Identifier is what something is called in a system.
type Identifier struct {
	Extension []Extension `json:"extension,omitempty"`
	Use       string      `json:"use,omitempty"`
	System    string      `json:"system,omitempty"`
	Value     string      `json:"value,omitempty"`
}

// Reference points to another resource, or names something that is none here.
type Reference struct {
	Reference  string      `json:"reference,omitempty"`
	Type       string      `json:"type,omitempty"`
	Identifier *Identifier `json:"identifier,omitempty"`
	Display    string      `json:"display,omitempty"`
}

// HumanName is a name of a person.
type HumanName struct {
	Use    string   `json:"use,omitempty"`
	Text   string   `json:"text,omitempty"`
	Family string   `json:"family,omitempty"`
	Given  []string `json:"given,omitempty"`
	Prefix []string `json:"prefix,omitempty"`
}

// Period is a span of time, open where an end is missing.
type Period struct {
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// Quantity is a number with its unit.
type Quantity struct {
	Value  json.Number `json:"value"`
	Unit   string      `json:"unit"`
	System string      `json:"system"`
	Code   string      `json:"code"`
}

// Annotation is a remark.
type Annotation struct {
	Text string `json:"text"`
}

func truth(b bool) *bool { return &b }

func whole(n int) *int { return &n }

func plain(text string) *CodeableConcept { return &CodeableConcept{Text: text} }

func coded(system, code, display string) *CodeableConcept {
	return &CodeableConcept{Coding: []Coding{{System: system, Code: code, Display: display}}}
}

// code returns the code that a concept has in a system, "" for none.
func (c *CodeableConcept) code(system string) string {
	if c != nil {
		for _, coding := range c.Coding {
			if coding.System == system {
				return coding.Code
			}
		}
	}
	return ""
}

// extension returns the extension with that address among several, an empty one
// where it is missing.
func extension(among []Extension, url string) Extension {
	for _, e := range among {
		if e.URL == url {
			return e
		}
	}
	return Extension{}
}
