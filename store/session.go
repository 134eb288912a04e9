package store

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Session is an open record as one worker may use it. What their role or the
// caseload does not allow is refused here, with code Denied, whatever a screen
// offers: they list the people of their own caseload and team, and open nobody
// else's record but with two identifiers and a reason, which are journalled.
type Session struct {
	now    atomic.Pointer[Store] // the open record; another one once it was given a new key
	worker dialog.Worker
	team   string // folded

	mu     sync.Mutex
	opened map[dialog.ID]bool // records of others, opened with a reason
	teams  map[string]bool    // whether a team, as a referral names it, is the worker's
}

// As returns the record as a worker may use it.
func (s *Store) As(w dialog.Worker) *Session {
	v := &Session{worker: w, team: text.Fold(w.Team), opened: map[dialog.ID]bool{}, teams: map[string]bool{}}
	v.now.Store(s)
	return v
}

func (v *Session) store() *Store { return v.now.Load() }

// Worker returns whose session it is.
func (v *Session) Worker() dialog.Worker { return v.worker }

// May reports whether the worker's role allows something.
func (v *Session) May(p dialog.Permission) bool { return v.worker.Role.May(p) }

// ReadOnly reports whether nothing can be recorded; see Store.ReadOnly.
func (v *Session) ReadOnly() bool { return v.store().ReadOnly() }

// NewID returns a new identifier.
func (v *Session) NewID() dialog.ID { return v.store().NewID() }

// Rules returns the service's settings.
func (v *Session) Rules(ctx context.Context) (dialog.Rules, error) { return v.store().Rules(ctx) }

// Workers returns everybody who uses or used the program, by name.
func (v *Session) Workers(ctx context.Context) ([]dialog.Worker, error) {
	return v.store().Workers(ctx)
}

// Caseload returns the lines of the people whose records are the worker's own, as
// Store.Caseload does.
func (v *Session) Caseload(ctx context.Context) ([]*dialog.Summary, error) {
	all, err := v.store().Caseload(ctx)
	if err != nil {
		return nil, err
	}
	if !v.May(dialog.PermOpenOwn) {
		return nil, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.DeleteFunc(all, func(s *dialog.Summary) bool { return !s.Access.Own(v.worker.ID, v.theirs(s.Teams)) }), nil
}

// theirs reports whether the worker's team is one of them. Each is folded once.
func (v *Session) theirs(teams []string) bool {
	if v.team == "" {
		return false
	}
	for _, t := range teams {
		same, known := v.teams[t]
		if !known {
			same = text.Fold(t) == v.team
			v.teams[t] = same
		}
		if same {
			return true
		}
	}
	return false
}

// Record returns a person's record. Denied unless it is the worker's own, or was
// opened with OpenOther.
func (v *Session) Record(ctx context.Context, person dialog.ID) (*dialog.Record, error) {
	r, err := v.store().Record(ctx, person)
	if err == nil {
		err = v.mayOpen(r)
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// Entries returns the journal about one person whose record may be opened.
func (v *Session) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	if _, err := v.Record(ctx, person); err != nil {
		return nil, err
	}
	return v.store().Entries(ctx, person)
}

func (v *Session) mayOpen(r *dialog.Record) error {
	if !v.May(dialog.PermOpenOwn) {
		return denied(dialog.PermOpenOwn)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.opened[r.Person.ID] || r.Access.Own(v.worker.ID, v.theirs(r.OpenTeams())) {
		return nil
	}
	if r.Access.Closed(v.worker.ID) {
		return refuse(dialog.Denied, messageSensitive)
	}
	return refuse(dialog.Denied, "This person is not on your caseload. To open the record all the same, give two identifiers and a reason.")
}

const messageSensitive = "This record is open to named workers only, and you are not one of them. Please ask one of them. If none of them is here any more, an administrator can open it."

// Denied is the refusal of what a role does not allow.
func Denied(p dialog.Permission) error { return denied(p) }

func denied(p dialog.Permission) error {
	what := p.Describe()
	return refuse(dialog.Denied, "Your role does not let you do this: "+strings.ToLower(what[:1])+what[1:]+". Please ask an administrator of this record.")
}

// Append records changes as Store.Append does, made by the worker. Whoever adds a
// person has them on the own caseload.
func (v *Session) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	r, err := v.about(ctx, changes)
	if err != nil {
		return dialog.Committed{}, err
	}
	if err := v.mayMerge(ctx, changes); err != nil {
		return dialog.Committed{}, err
	}
	changes = slices.Clone(changes)
	for i := range changes {
		changes[i].Worker = v.worker.ID
		if p := dialog.Needs(r, changes[i]); !v.May(p) {
			return dialog.Committed{}, denied(p)
		}
	}
	if r == nil {
		if changes, err = v.adopt(ctx, changes); err != nil {
			return dialog.Committed{}, err
		}
	}
	return v.store().Append(ctx, changes...)
}

// about returns the record of the person that changes are about, nil where there is
// none yet. Denied where the worker may not open it.
func (v *Session) about(ctx context.Context, changes []dialog.Change) (*dialog.Record, error) {
	for _, c := range changes {
		if c.Person.IsZero() {
			continue
		}
		r, err := v.Record(ctx, c.Person)
		if dialog.ErrorCode(err) == dialog.NotFound {
			return nil, nil // the store says whether that can be
		}
		return r, err
	}
	return nil, nil
}

// adopt puts a person who is being added on the worker's caseload. One who is in
// the record already, where the worker cannot see them, is not added again.
func (v *Session) adopt(ctx context.Context, changes []dialog.Change) ([]dialog.Change, error) {
	i := slices.IndexFunc(changes, func(c dialog.Change) bool { return c.Body != nil && c.Body.Kind() == dialog.KindPerson })
	if i < 0 {
		return changes, nil
	}
	if err := v.checkElsewhere(ctx, changes[i].Body.(*dialog.PersonRecorded).Person); err != nil {
		return nil, err
	}
	on := changes[i]
	on.Body = &dialog.CaseloadRecorded{Of: v.worker.ID, On: true}
	return slices.Insert(changes, i+1, on), nil
}

// checkElsewhere refuses to add somebody whose NHS number a person on another
// caseload has.
func (v *Session) checkElsewhere(ctx context.Context, p dialog.Person) error {
	if p.NHSNumber == "" {
		return nil
	}
	all, err := v.store().Caseload(ctx)
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for i := range all {
		s := all[i]
		if s.Person.NHSNumber == p.NHSNumber && !s.Access.Own(v.worker.ID, v.theirs(s.Teams)) {
			return refuse(dialog.Conflict, "Somebody with this NHS number is in the record already, on another caseload. To open that record, give two identifiers and a reason instead of adding the person again.")
		}
	}
	return nil
}
