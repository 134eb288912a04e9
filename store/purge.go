package store

import (
	"context"
	"slices"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Purgeable is somebody who may be purged from this laptop, as whoever is to confirm
// it sees it.
type Purgeable struct {
	Person      dialog.ID
	Name        string      // as lists have it
	Born        dialog.Date // zero where it is not recorded
	Local       string      // the local patient identifier, "" where there is none
	Assessments int         // that the centre has receipted
	Receipted   dialog.When // when the last of these receipts came
	Beside      int         // what goes to no centre and would be gone for good; see Record.BesideTheCentre
}

// Purgeable returns those of the worker's caseload who may be purged now, by name. Of
// others the centre lacks something, or the time is not over. Denied for a role that
// may not.
func (v *Session) Purgeable(ctx context.Context) (may []Purgeable, err error) {
	all, err := v.Caseload(ctx)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if s := all[i]; s.Done == 0 || s.Unsent > 0 || s.Stuck > 0 || !s.DraftID.IsZero() {
			continue // as most are; no need to read the record
		}
		p, err := v.MayPurge(ctx, all[i].Person.ID)
		switch dialog.ErrorCode(err) {
		case "":
			may = append(may, p)
		case dialog.Conflict:
		default:
			return nil, err
		}
	}
	return may, nil
}

// MayPurge says of one person what a purge would take away. Conflict, with what is
// missing, where it may not be done; Denied for a role that may not, or for somebody
// whose record is not the worker's to open.
func (v *Session) MayPurge(ctx context.Context, person dialog.ID) (Purgeable, error) {
	if !v.May(dialog.PermPurge) {
		return Purgeable{}, denied(dialog.PermPurge)
	}
	r, err := v.Record(ctx, person)
	if err != nil {
		return Purgeable{}, err
	}
	rules, err := v.Rules(ctx)
	if err == nil {
		err = dialog.Purgeable(r, v.moment().Date(), rules)
	}
	if err == nil {
		err = v.checkUnshared(ctx, r)
	}
	p := Purgeable{Person: person, Name: r.Person.ListName(), Born: r.Person.BirthDate, Local: r.Person.LocalPatientID, Beside: r.BesideTheCentre()}
	p.Assessments, p.Receipted = r.Receipts()
	return p, err
}

// checkUnshared refuses somebody whom a sharing agreement covers that holds today.
func (v *Session) checkUnshared(ctx context.Context, r *dialog.Record) error {
	all, err := v.store().sharing(ctx)
	if err != nil {
		return err
	}
	people := []dialog.ID{r.Person.ID}
	for i := range r.Merged {
		people = append(people, r.Merged[i].Person.ID)
	}
	for id := range all.agreements {
		a := all.agreements[id]
		if _, paired := all.peers[a.With]; !paired || a.Ended != "" || !a.On(v.moment().Date()) {
			continue
		}
		a.Sensitive = true
		covered := func(id dialog.ID) bool { return a.Covers(id, &r.Access, r.OpenTeams()) }
		if slices.ContainsFunc(people, covered) {
			return refuse(dialog.Conflict, "The sharing agreement "+text.Show(a.Name)+" is about this person. Please end it first: alongside share end")
		}
	}
	return nil
}

// Purge takes what is recorded about people off this laptop, one after the other, each
// behind an entry that says so, and then writes the file anew, so that nothing of it is
// left there. Each is held to what was confirmed: Conflict where anything came since.
// It returns how many were purged, also where it failed at one.
func (v *Session) Purge(ctx context.Context, people []Purgeable, reason string) (done int, err error) {
	for _, p := range people {
		now, err := v.MayPurge(ctx, p.Person)
		if err == nil && (now.Beside != p.Beside || now.Assessments != p.Assessments) {
			err = refuse(dialog.Conflict, "Something was recorded meanwhile. Please look at it again.")
		}
		if err == nil {
			_, err = v.Append(ctx, v.change(p.Person, &dialog.PersonPurged{Assessments: p.Assessments, Receipted: p.Receipted, Reason: reason}))
		}
		if err != nil {
			return done, err
		}
		done++
	}
	return done, v.store().Sweep(ctx)
}

// purgedOf counts those of some people who were purged.
func (s *Store) purgedOf(ctx context.Context, people []dialog.ID) (n int, err error) {
	err = s.locked(ctx, func() error {
		for _, p := range people {
			at, err := s.purgedAt(ctx, p)
			if err != nil {
				return err
			}
			if at > 0 {
				n++
			}
		}
		return nil
	})
	return n, fault(err)
}
