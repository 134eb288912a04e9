package store

import (
	"context"
	"slices"

	"alongside/dialog"
)

// staysClosed reports whether a record is open to others alone. One that is open to
// nobody who is still there opens to an administrator: it would be lost otherwise.
func (v *Session) staysClosed(ctx context.Context, a *dialog.Access) (bool, error) {
	if !a.Closed(v.worker.ID) || v.worker.Role != dialog.Administrator {
		return a.Closed(v.worker.ID), nil
	}
	workers, err := v.store().Workers(ctx)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(workers, func(w dialog.Worker) bool { return !w.Left && slices.Contains(a.Named, w.ID) }), nil
}

// OpenOther opens the record of somebody who is on another caseload, and journals
// why and by what the person was identified. From then on the session may use it.
//
// Codes: Invalid without two identifiers and a reason; NotFound where nobody has
// them all, and Conflict where more than one person has; Denied for a role that
// may not, and for a sensitive record, which is journalled too.
func (v *Session) OpenOther(ctx context.Context, by dialog.Identifiers, reason string) (dialog.ID, error) {
	if !v.May(dialog.PermOpenOthers) {
		return dialog.ID{}, denied(dialog.PermOpenOthers)
	}
	names := by.Names()
	if len(names) < 2 || reason == "" {
		return dialog.ID{}, refuse(dialog.Invalid, "Please give two of these, and say why: family name, date of birth, NHS number, local patient id.")
	}
	s, err := v.identified(ctx, by)
	if err != nil {
		return dialog.ID{}, err
	}
	closed, err := v.staysClosed(ctx, &s.Access)
	if err != nil {
		return dialog.ID{}, err
	}
	_, err = v.store().Append(ctx, dialog.Change{Person: s.Person.ID, Worker: v.worker.ID, DoneAt: dialog.At(v.store().now()),
		Body: &dialog.RecordOpened{Reason: reason, By: names, Refused: closed}})
	switch {
	case err != nil:
		return dialog.ID{}, err // what is not journalled is not opened
	case closed:
		return dialog.ID{}, refuse(dialog.Denied, messageSensitive)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.opened[s.Person.ID] = true
	return s.Person.ID, nil
}

func (v *Session) identified(ctx context.Context, by dialog.Identifiers) (*dialog.Summary, error) {
	all, err := v.store().Caseload(ctx)
	if err != nil {
		return nil, err
	}
	var found *dialog.Summary
	for i := range all {
		if !by.Fit(&all[i].Person) {
			continue
		}
		if found != nil {
			return nil, refuse(dialog.Conflict, "More than one person has these. Please give another identifier, such as the NHS number.")
		}
		found = all[i]
	}
	if found == nil {
		return nil, refuse(dialog.NotFound, "Nobody in this record has all of these. Please check them with the person.")
	}
	return found, nil
}
