package store

import (
	"context"

	"alongside/dialog"
)

// state is what the journal says about one person, with what follows from it.
// None of it is changed once it is made.
type state struct {
	record  *dialog.Record
	summary dialog.Summary
	rows    rows
}

// known reports whether the entry that says who the person is has arrived. Until
// then no row is derived from what else is there about them.
func (st *state) known() bool { return !st.record.Person.ID.IsZero() }

// newState derives everything from a record. What was derived from an earlier
// state of the record, which may be nil, is used again where it still holds.
func newState(r *dialog.Record, earlier *state) *state {
	st := &state{record: r}
	if st.known() {
		st.summary = dialog.Summarise(r)
		st.rows = deriveRows(r, &st.summary, earlier)
	}
	return st
}

// replay reads a person's part of the journal, and that of those who were put together
// with them. Nobody's gives an empty state, and so does that of somebody who was put
// together with another.
func (s *Store) replay(ctx context.Context, person dialog.ID) (*state, error) {
	f, err := s.kin(ctx)
	if err != nil {
		return nil, err
	}
	if f.Root(person) != person {
		return newState(&dialog.Record{}, nil), nil
	}
	r := dialog.RecordOf(person, f.Below(person))
	if err := s.eachAbout(ctx, person, func(l *line) error { dialog.Apply(r, &l.entry); return nil }); err != nil {
		return nil, err
	}
	return newState(r, nil), nil
}

// state returns what is known of a person, from memory where they were just
// worked with.
func (s *Store) state(ctx context.Context, person dialog.ID) (*state, error) {
	if st := s.recent.get(person); st != nil {
		return st, nil
	}
	st, err := s.replay(ctx, person)
	if err != nil {
		return nil, err
	}
	s.recent.put(person, st)
	return st, nil
}

// recentPeople is how many people's records are kept in memory: the open one, and
// those gone back and forth between.
const recentPeople = 8

// recent keeps the states of the people last worked with, the latest at the end.
type recent struct{ kept []kept }

type kept struct {
	person dialog.ID
	state  *state
}

func (r *recent) get(person dialog.ID) *state {
	for i, k := range r.kept {
		if k.person == person {
			r.kept = append(append(r.kept[:i:i], r.kept[i+1:]...), k)
			return k.state
		}
	}
	return nil
}

func (r *recent) put(person dialog.ID, st *state) {
	if r.get(person) != nil {
		r.kept = r.kept[:len(r.kept)-1]
	}
	if len(r.kept) == recentPeople {
		r.kept = r.kept[1:]
	}
	r.kept = append(r.kept, kept{person, st})
}

func (r *recent) drop() { r.kept = nil }
