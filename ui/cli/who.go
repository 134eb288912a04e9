package cli

import (
	"context"
	"strings"

	"alongside/dialog"
	"alongside/store"
)

// How somebody is named on the command line, in every command that is about one
// person, and where that is to be seen. A name is never taken: two people may share it.
const (
	whoWords  = "local id or NHS number"
	whoStands = "Both stand below the list of people, and in Edit details."
)

// who finds a person by their local patient id, their NHS number, with or without
// spaces, or their identifier, among those whose records this worker may open.
func who(ctx context.Context, v *store.Session, said string) (dialog.ID, error) {
	all, err := v.Caseload(ctx)
	if err != nil {
		return dialog.ID{}, err
	}
	var found []dialog.ID
	for i := range all {
		if meant(&all[i].Person, said) {
			found = append(found, all[i].Person.ID)
		}
	}
	switch len(found) {
	case 0:
		return dialog.ID{}, &dialog.Error{Code: dialog.NotFound, Message: "Nobody whose record you may open has that " + whoWords + ". " + whoStands}
	case 1:
		return found[0], nil
	}
	return dialog.ID{}, &dialog.Error{Code: dialog.Conflict, Message: "More than one person has that " + whoWords + ", so nothing was written. Please put it right on their pages first."}
}

// meant reports whether somebody is meant by what was said.
func meant(p *dialog.Person, said string) bool {
	said = strings.TrimSpace(said)
	if said == "" {
		return false
	}
	number, err := dialog.ParseNHSNumber(said, strings.HasPrefix(said, "999"))
	return strings.EqualFold(p.LocalPatientID, said) || strings.EqualFold(p.ID.String(), said) ||
		err == nil && number != "" && number == p.NHSNumber
}
