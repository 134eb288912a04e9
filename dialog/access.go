package dialog

import (
	"slices"

	"alongside/dialog/text"
)

// Access says whose record this is to open: the workers whose caseload the person
// is on, and, where it is marked as sensitive, the only ones who may open it.
type Access struct {
	Caseload  []ID // workers, in the order of their identifiers
	Sensitive bool // a colleague, an acquaintance: only those named open it
	Named     []ID // workers, in the order of their identifiers
}

// Own reports whether the record is one of a worker's own: on their caseload, or of
// somebody referred to their team. A sensitive one belongs to those named alone.
func (a *Access) Own(worker ID, theirTeam bool) bool {
	if a.Sensitive {
		return slices.Contains(a.Named, worker)
	}
	return theirTeam || slices.Contains(a.Caseload, worker)
}

// Closed reports whether nothing but being named lets a worker open the record.
func (a *Access) Closed(worker ID) bool {
	return a.Sensitive && !slices.Contains(a.Named, worker)
}

// Owns reports whether somebody's record is one of the worker's own, given its
// access and the teams of its open referrals.
func (w *Worker) Owns(a *Access, teams []string) bool {
	team := text.Fold(w.Team)
	return a.Own(w.ID, team != "" && slices.ContainsFunc(teams, func(t string) bool { return text.Fold(t) == team }))
}

// With returns the access as it is after a CaseloadRecorded or an AccessRecorded;
// the same for any other body. The access itself stays as it is.
func (a Access) With(b Body) Access {
	switch b := b.(type) {
	case *CaseloadRecorded:
		a.applyCaseload(b)
	case *AccessRecorded:
		a.applyAccess(b)
	}
	return a
}

// CaseloadRecorded puts a person on a worker's caseload, or takes them off it.
type CaseloadRecorded struct {
	Of ID   `json:"of"` // the worker
	On bool `json:"on"`
}

// AccessRecorded marks a record as sensitive and names who may open it, or takes
// the mark away.
type AccessRecorded struct {
	Sensitive bool   `json:"sensitive"`
	Named     []ID   `json:"named,omitempty"` // workers
	Reason    string `json:"reason"`
}

// Kind names what the entry says.
func (*CaseloadRecorded) Kind() Kind { return KindCaseload }
func (*AccessRecorded) Kind() Kind   { return KindAccess }

func (b *CaseloadRecorded) validate() error {
	if b.Of.IsZero() {
		return invalid("Please choose whose caseload it is.")
	}
	return nil
}

func (b *AccessRecorded) validate() error {
	if b.Sensitive && len(b.Named) == 0 {
		return invalid("Please name who may open the record. Nobody could open it otherwise.")
	}
	if slices.ContainsFunc(b.Named, ID.IsZero) {
		return invalid("Please choose workers from the list.")
	}
	return reasonGiven(b.Reason)
}

func (a *Access) applyCaseload(b *CaseloadRecorded) {
	var workers []ID // nil where there are none, as it is read back from the file
	for _, id := range a.Caseload {
		if id != b.Of {
			workers = append(workers, id)
		}
	}
	if b.On {
		workers = append(workers, b.Of)
		slices.SortFunc(workers, ID.Compare)
	}
	a.Caseload = workers
}

func (a *Access) applyAccess(b *AccessRecorded) {
	a.Sensitive, a.Named = b.Sensitive, nil
	if b.Sensitive {
		a.Named = slices.Clone(b.Named)
		slices.SortFunc(a.Named, ID.Compare)
		a.Named = slices.Compact(a.Named)
	}
}
