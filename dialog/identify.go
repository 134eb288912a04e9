package dialog

import "alongside/dialog/text"

// Identifiers are what a worker knows of a person whose record is not one of their
// own. What is zero is not known.
type Identifiers struct {
	Family    string
	BirthDate Date
	NHSNumber NHSNumber
	LocalID   string // the local patient id
}

// Names returns the names of those that are known, for the journal.
func (by Identifiers) Names() []string {
	var names []string
	for _, i := range []struct {
		name  string
		known bool
	}{
		{IdentifierName, by.Family != ""}, {IdentifierBirthDate, !by.BirthDate.IsZero()},
		{IdentifierNHSNumber, by.NHSNumber != ""}, {IdentifierLocalID, by.LocalID != ""},
	} {
		if i.known {
			names = append(names, i.name)
		}
	}
	return names
}

// Fit reports whether a person has all that is known.
func (by Identifiers) Fit(p *Person) bool {
	return (by.BirthDate.IsZero() || by.BirthDate == p.BirthDate) &&
		(by.NHSNumber == "" || by.NHSNumber == p.NHSNumber) &&
		(by.LocalID == "" || text.Fold(by.LocalID) == text.Fold(p.LocalPatientID)) &&
		(by.Family == "" || text.Fold(by.Family) == text.Fold(p.Family))
}
