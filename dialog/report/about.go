package report

import (
	"alongside/dialog"
	"alongside/dialog/text"
)

// TraitWords is what a trait is called.
func TraitWords(t dialog.Trait) string {
	switch t {
	case dialog.Ethnicity:
		return "Ethnicity"
	case dialog.Gender:
		return "Gender"
	case dialog.SameAsAtBirth:
		return "Gender the same as at birth"
	case dialog.SexualOrientation:
		return "Sexual orientation"
	case dialog.Disability:
		return "Disability"
	case dialog.Religion:
		return "Religion or belief"
	case dialog.MaritalStatus:
		return "Marital status"
	}
	return "Pregnancy"
}

// TraitStateWords says why there is no answer, "" where there is one.
func TraitStateWords(s dialog.TraitState) string {
	switch s {
	case dialog.TraitDeclined:
		return "prefers not to say"
	case dialog.TraitNotAsked:
		return "not asked"
	case dialog.TraitNotKnown:
		return "not known"
	}
	return ""
}

// TellerWords says how an answer came into the record, "" where the person was not
// asked.
func TellerWords(t dialog.Teller) string {
	switch t {
	case dialog.TellerPerson:
		return "entered by the person"
	case dialog.TellerTogether:
		return "entered with a worker"
	case dialog.TellerElsewhere:
		return "taken over from another record"
	}
	return ""
}

// ToldWords is the answer: what was chosen, with the person's own words for it, or
// why there is none.
func ToldWords(c *dialog.Characteristic) string {
	if c.State != dialog.TraitTold {
		return TraitStateWords(c.State)
	}
	labels := make([]string, len(c.Values))
	for i, v := range c.Values {
		labels[i] = c.Trait.Label(v)
	}
	words := and(labels)
	if c.Words != "" {
		words += ", in their own words: “" + text.Show(c.Words) + "”"
	}
	return words
}

// CharacteristicWords is all of a characteristic in a line.
func CharacteristicWords(c *dialog.Characteristic) string {
	words := TraitWords(c.Trait) + " from " + c.From.String() + ": " + ToldWords(c)
	if by := TellerWords(c.Teller); by != "" {
		words += " (" + by + ")"
	}
	return words
}
