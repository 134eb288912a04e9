package fhir

import (
	"fmt"

	"alongside/dialog"
)

// Of what a person tells about themselves the resources carry the ethnic category as
// it stands, in the shape of UK Core. Nothing else goes out: not what stood before,
// not gender and whether it is the same as at birth, and not what has no place in UK
// Core that could be verified.

// patientOf is the person with what they told about themselves.
func (c *Codec) patientOf(r *dialog.Record) *Patient {
	out := c.patient(&r.Person)
	for _, t := range carriedTold(r) {
		concept := coded(systemEthnic, t.Codes()[0], "")
		if t.State == dialog.TraitTold {
			concept.Text = t.Trait.Label(t.Values[0])
		}
		out.Extension = append(out.Extension, Extension{URL: extEthnic, ValueCodeableConcept: concept})
	}
	return out
}

// carriedTold is the ethnic category that stands, as far as it is carried: what it
// is, and not since when or who told it. The codes have one for not asked and not
// known; it is read as not known, which claims least.
func carriedTold(r *dialog.Record) []dialog.Characteristic {
	now := r.About(dialog.Ethnicity)
	if now == nil {
		return nil
	}
	return []dialog.Characteristic{ofCode(now.Codes()[0])}
}

// ofCode is an ethnic category by its code; without a state for a code there is not.
func ofCode(code string) dialog.Characteristic {
	out := dialog.Characteristic{Trait: dialog.Ethnicity}
	slug, state, _ := dialog.Ethnicity.SlugOf(code)
	if out.State = state; slug != "" {
		out.Values = []string{slug}
	}
	return out
}

// told reads what patientOf wrote.
func told(r *Patient) ([]dialog.Characteristic, error) {
	concept := extension(r.Extension, extEthnic).ValueCodeableConcept
	if concept == nil {
		return nil, nil
	}
	c := ofCode(concept.code(systemEthnic))
	if c.State == "" {
		return nil, fmt.Errorf("the ethnic category has a code that there is not")
	}
	return []dialog.Characteristic{c}, nil
}

// told are the entries that would say what the person told.
func (in *reader) told() []dialog.Body {
	var said []dialog.Body
	for _, c := range in.record.Characteristics {
		c.ID, c.From, c.Teller = in.record.Person.ID, dialog.Date{Year: 2026, Month: 1, Day: 1}, dialog.TellerElsewhere
		said = append(said, &dialog.CharacteristicRecorded{Characteristic: c})
	}
	return said
}
