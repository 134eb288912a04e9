package store

import (
	"context"
	"slices"
	"sync"

	"alongside/dialog"
)

// state is what the journal says about one person, with what follows from it.
// None of it is changed once it is made.
type state struct {
	record  *dialog.Record
	summary dialog.Summary

	derive sync.Once
	rows   rows // once derived
}

// known reports whether the entry that says who the person is has arrived. Until
// then no row is derived from what else is there about them.
func (st *state) known() bool { return !st.record.Person.ID.IsZero() }

// newState says what follows from a record. What was derived from an earlier
// state of the record, which may be nil, is used again where it still holds.
func newState(r *dialog.Record, earlier *state) *state {
	st := &state{record: r}
	if st.known() {
		st.summary = dialog.Summarise(r)
	}
	if earlier != nil {
		st.derivedAfter(earlier)
	}
	return st
}

// derived returns the person's rows. They are made when they are first asked for:
// looking at somebody takes none.
func (st *state) derived() *rows { return st.derivedAfter(nil) }

func (st *state) derivedAfter(earlier *state) *rows {
	st.derive.Do(func() {
		if st.known() {
			st.rows = deriveRows(st.record, &st.summary, earlier)
		}
	})
	return &st.rows
}

// part is a person's part of the journal, and that of those who were put together with
// them.
type part struct {
	record *dialog.Record // of nothing yet
	lines  []*raw
}

// part finds it. Nobody's is empty, and so is that of somebody who was put together with
// another.
func (s *Store) part(ctx context.Context, person dialog.ID) (part, error) {
	f, err := s.kin(ctx)
	if err != nil {
		return part{}, err
	}
	if f.Root(person) != person {
		return part{record: &dialog.Record{}}, nil
	}
	lines, err := s.linesAbout(ctx, person)
	return part{dialog.RecordOf(person, f.Below(person)), lines}, err
}

// replay reads what the lines say, and what follows from it. The file is not needed.
func (p part) replay() (*state, error) {
	begun := 0
	for _, l := range p.lines {
		if l.kind == dialog.KindStarted || l.kind == dialog.KindTakenOver {
			begun++
		}
	}
	p.record.Assessments = slices.Grow(p.record.Assessments, begun) // moving them takes longer than counting
	for _, l := range p.lines {
		if err := l.replay(p.record); err != nil {
			return nil, err
		}
	}
	return newState(p.record, nil), nil
}

// replay finds a person's part of the journal and reads it.
func (s *Store) replay(ctx context.Context, person dialog.ID) (*state, error) {
	p, err := s.part(ctx, person)
	if err != nil {
		return nil, err
	}
	return p.replay()
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
