package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"alongside/dialog"
)

// merging are the kinds that put people together and take them apart, as the index
// journal_merge names them.
const merging = `kind in ('person.merged','person.unmerged')`

// merges reports whether a body puts people together or takes them apart.
func merges(b dialog.Body) bool {
	switch b.(type) {
	case *dialog.PersonMerged, *dialog.PersonUnmerged:
		return true
	}
	return false
}

// kin returns who was put together with whom, from memory once it was read.
func (s *Store) kin(ctx context.Context) (dialog.Families, error) {
	if s.families != nil {
		return s.families, nil
	}
	f := dialog.Families{}
	err := s.eachLine(ctx, func(l *line) error { f.Apply(&l.entry); return nil },
		`select `+journalColumns+` from journal where `+merging+` order by rank, device, device_seq`)
	if err == nil {
		s.families = f
	}
	return f, err
}

// aboutAll is aboutPerson for several.
func aboutAll(people []dialog.ID) (query string, args []any) {
	for i := range people {
		args = append(args, people[i][:])
	}
	return `select ` + entryColumns + ` from journal where person in (?` + strings.Repeat(",?", len(people)-1) + `) order by rank, device, device_seq`, args
}

// linesAbout returns every entry about a person, and about those who were put together
// with them, in the order of the record.
func (s *Store) linesAbout(ctx context.Context, person dialog.ID) (lines []*raw, err error) {
	f, err := s.kin(ctx)
	if err != nil {
		return nil, err
	}
	query, args := aboutAll(append([]dialog.ID{person}, f.Below(person)...))
	err = s.eachRaw(ctx, scanEntry, func(l *raw) error { lines = append(lines, l); return nil }, query, args...)
	return lines, err
}

// alone replays what is recorded of one person, whoever was put together with them.
func (s *Store) alone(ctx context.Context, person dialog.ID) (*dialog.Record, error) {
	r := &dialog.Record{}
	err := s.eachLine(ctx, func(l *line) error { dialog.Apply(r, &l.entry); return nil }, aboutPerson, person[:])
	return r, err
}

// rekin makes the rows of those again whose families changed by entries that were just
// written, from what they were before.
func (s *Store) rekin(ctx context.Context, before dialog.Families) error {
	s.families = nil
	after, err := s.kin(ctx)
	if err != nil {
		return err
	}
	touched := map[dialog.ID]*state{}
	for _, f := range []dialog.Families{before, after} {
		for id := range f {
			if before[id] != after[id] || before.Root(id) != after.Root(id) {
				for _, p := range []dialog.ID{id, before.Root(id), after.Root(id)} {
					touched[p] = newState(&dialog.Record{}, nil)
				}
			}
		}
	}
	s.recent.drop()
	s.list = nil
	for _, p := range slices.SortedFunc(maps.Keys(touched), dialog.ID.Compare) {
		if err := s.clear(ctx, p); err != nil {
			return err
		}
	}
	return s.deriveAgain(ctx, touched)
}

// clear deletes the derived rows about a person.
func (s *Store) clear(ctx context.Context, person dialog.ID) error {
	for _, t := range slices.Backward(derivedTables) {
		key := "person"
		switch t.name {
		case workerTable.name, settingTable.name, colleagueTable.name:
			continue
		case personTable.name:
			key = "id"
		}
		if err := s.exec(ctx, `delete from `+t.name+` where `+key+`=?`, person[:]); err != nil {
			return fmt.Errorf("failed to clear derived rows: %w", err)
		}
	}
	return nil
}

// checkThere refuses somebody who was put together with another: what is recorded about
// them goes into the record that was kept.
func (s *Store) checkThere(ctx context.Context, person dialog.ID) error {
	f, err := s.kin(ctx)
	if err == nil && f.Root(person) != person {
		err = refuse(dialog.NotFound, "That record was put together with another one of the same person, and is found there.")
	}
	return err
}

// checkKin refuses to put people together who are not there or are together already,
// and to take apart who is not.
func (s *Store) checkKin(ctx context.Context, c dialog.Change) error {
	f, err := s.kin(ctx)
	if err != nil {
		return err
	}
	switch b := c.Body.(type) {
	case *dialog.PersonMerged:
		if f.Root(b.Other) != b.Other {
			return refuse(dialog.Conflict, "That record was put together with another one already.")
		}
		st, err := s.state(ctx, b.Other)
		if err == nil && !st.known() {
			err = refuse(dialog.NotFound, "That person is not in this record.")
		}
		return err
	case *dialog.PersonUnmerged:
		if f[b.Other] != c.Person {
			return refuse(dialog.NotFound, "These two records are not together.")
		}
	}
	return nil
}

// spread says under whom each change belongs where several records were put together:
// what is about something of one of them goes with it, and a mark of access holds for
// all, so that each has what is its own when they are taken apart.
func (s *Store) spread(ctx context.Context, r *dialog.Record, changes []dialog.Change) ([]dialog.Change, error) {
	if r == nil || len(r.Merged) == 0 {
		return changes, nil
	}
	own := map[dialog.ID]*dialog.Record{}
	for i := range r.Merged {
		id := r.Merged[i].Person.ID
		var err error
		if own[id], err = s.alone(ctx, id); err != nil {
			return nil, err
		}
	}
	var all []dialog.Change
	for _, c := range changes {
		if c.Person.IsZero() {
			all = append(all, c)
			continue
		}
		for _, person := range s.concerned(r, c, own) {
			c.Person = person
			all = append(all, c)
		}
	}
	return all, nil
}

// concerned returns under whom a change is recorded.
func (s *Store) concerned(r *dialog.Record, c dialog.Change, own map[dialog.ID]*dialog.Record) []dialog.ID {
	switch b := c.Body.(type) {
	case *dialog.PersonUnmerged:
		if into, ok := s.families[b.Other]; ok && s.families.Root(b.Other) == c.Person {
			return []dialog.ID{into}
		}
	case *dialog.AccessRecorded, *dialog.CaseloadRecorded, *dialog.PersonPurged:
		if on, ok := b.(*dialog.CaseloadRecorded); ok && on.On {
			break
		}
		var all []dialog.ID
		for i := range r.Merged {
			all = append(all, r.Merged[i].Person.ID)
		}
		return all
	}
	return []dialog.ID{r.Owner(c.Body, own)}
}
