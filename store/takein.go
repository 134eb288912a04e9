package store

import (
	"context"
	"slices"

	"alongside/dialog"
)

// TakeIn is what comes from a file.
type TakeIn struct {
	File   dialog.FileTakenIn
	Groups [][]dialog.Change // one for each person, as intake makes them
	// Mine puts everybody who is added on the worker's caseload, and otherwise only
	// those whose referral names no team that lists them.
	Mine bool
}

// TakeIn records what comes from a file, all of it or nothing, and says in the
// journal which file it was. Progress, which may be nil, is told how many people were
// written so far. Denied for a role that may not take anything in.
func (v *Session) TakeIn(ctx context.Context, in TakeIn, progress func(people int)) error {
	if !v.May(dialog.PermTakeIn) {
		return denied(dialog.PermTakeIn)
	}
	if err := v.checkAllElsewhere(ctx, in.Groups); err != nil {
		return err
	}
	file := in.File
	groups := [][]dialog.Change{{{Worker: v.worker.ID, DoneAt: dialog.At(v.store().now()), Body: &file}}}
	for _, changes := range in.Groups {
		group, err := v.takenIn(ctx, changes, in.Mine)
		if err != nil {
			return err
		}
		groups = append(groups, group)
	}
	return v.store().AppendWhole(ctx, groups, func(done int) {
		if progress != nil && done > 1 {
			progress(done - 1)
		}
	})
}

// takenIn makes one group the worker's, and holds it to what they may do.
func (v *Session) takenIn(ctx context.Context, changes []dialog.Change, mine bool) ([]dialog.Change, error) {
	r, err := v.about(ctx, changes)
	if err != nil {
		return nil, err
	}
	changes = slices.Clone(changes)
	added, team := -1, ""
	for i := range changes {
		changes[i].Worker = v.worker.ID
		if p := dialog.Needs(r, changes[i]); !v.May(p) {
			return nil, denied(p)
		}
		switch b := changes[i].Body.(type) {
		case *dialog.PersonRecorded:
			added = i
		case *dialog.ReferralRecorded:
			team = b.Referral.Team
		}
	}
	if r != nil || added < 0 || !mine && team != "" {
		return changes, nil
	}
	on := changes[added]
	on.Body = &dialog.CaseloadRecorded{Of: v.worker.ID, On: true}
	return slices.Insert(changes, added+1, on), nil
}

// ElsewhereOf says of each of some people whether somebody on another caseload has
// the same NHS number or local patient id. It says nothing else about them.
func (v *Session) ElsewhereOf(ctx context.Context, people []dialog.Person) ([]bool, error) {
	if !v.May(dialog.PermTakeIn) {
		return nil, denied(dialog.PermTakeIn)
	}
	all, err := v.store().Caseload(ctx)
	if err != nil {
		return nil, err
	}
	numbers, ids := map[dialog.NHSNumber]bool{}, map[string]bool{}
	v.mu.Lock()
	for i := range all {
		if s := all[i]; !s.Access.Own(v.worker.ID, v.theirs(s.Teams)) {
			numbers[s.Person.NHSNumber], ids[s.Person.LocalPatientID] = true, true
		}
	}
	v.mu.Unlock()
	delete(numbers, "")
	delete(ids, "")
	elsewhere := make([]bool, len(people))
	for i := range people {
		elsewhere[i] = numbers[people[i].NHSNumber] || ids[people[i].LocalPatientID]
	}
	return elsewhere, nil
}

// checkAllElsewhere refuses to add somebody who is in the record, on another caseload.
func (v *Session) checkAllElsewhere(ctx context.Context, groups [][]dialog.Change) error {
	var people []dialog.Person
	for _, changes := range groups {
		for _, c := range changes {
			if b, ok := c.Body.(*dialog.PersonRecorded); ok {
				people = append(people, b.Person)
			}
		}
	}
	elsewhere, err := v.ElsewhereOf(ctx, people)
	if err == nil && slices.Contains(elsewhere, true) {
		err = refuse(dialog.Conflict, "Somebody in the file is in the record already, on another caseload. Nothing was taken in; please look at the file again.")
	}
	return err
}
