package person

import (
	"cmp"
	"slices"

	"alongside/dialog"
	"alongside/dialog/text"
)

// candidate is somebody in the record who may be the person being written down.
type candidate struct {
	*dialog.Summary
	likeness likeness
}

// likeness says why two people may be one, the strongest reason first.
type likeness int

const (
	sameNumber  likeness = iota // one NHS number belongs to one person
	sameLocalID                 // so does one local patient id
	nameAndDate                 // similar names and the same date of birth
	sameName                    // the same full name
	unlike
)

// findCandidates looks through everybody for people who may be the given one,
// the likeliest first. Self is left out: it is the person's own line when they
// are amended.
func findCandidates(people []*dialog.Summary, p dialog.Person, self dialog.ID) []candidate {
	var found []candidate
	for _, s := range people {
		if s.Person.ID == self {
			continue
		}
		if l := compare(p, s.Person); l != unlike {
			found = append(found, candidate{s, l})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.likeness, b.likeness) })
	return found
}

// compare says why two people may be one.
func compare(a, b dialog.Person) likeness {
	switch {
	case a.NHSNumber != "" && a.NHSNumber == b.NHSNumber:
		return sameNumber
	case a.LocalPatientID != "" && text.Fold(a.LocalPatientID) == text.Fold(b.LocalPatientID):
		return sameLocalID
	}
	same, similar := false, false
	for _, x := range names(a) {
		for _, y := range names(b) {
			same = same || x == y
			similar = similar || text.Similar(x, y)
		}
	}
	switch {
	case similar && !a.BirthDate.IsZero() && a.BirthDate == b.BirthDate:
		return nameAndDate
	case same:
		return sameName
	}
	return unlike
}

// names are the folded names somebody may be written down by: with the given
// names, and with the preferred name in their place.
func names(p dialog.Person) []string {
	full := []string{text.Fold(p.Family + " " + p.Given)}
	if p.Preferred != "" && p.Family != "" {
		full = append(full, text.Fold(p.Family+" "+p.Preferred))
	}
	return slices.DeleteFunc(full, func(name string) bool { return name == "" })
}

// identifies reports whether two versions of a person differ in what they are
// told apart by.
func identifies(before, after dialog.Person) bool {
	return before.Family != after.Family || before.Given != after.Given || before.Preferred != after.Preferred ||
		before.BirthDate != after.BirthDate || before.NHSNumber != after.NHSNumber || before.LocalPatientID != after.LocalPatientID
}
