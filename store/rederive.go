package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"alongside/dialog"
)

// derivation is one person whose rows are made again.
type derivation struct {
	person dialog.ID
	part   part
	before *rows
	after  *state
}

// deriveAgain makes the rows of people again whose part of the journal grew
// somewhere other than at its end. The zero person stands for workers and
// settings.
func (s *Store) deriveAgain(ctx context.Context, touched map[dialog.ID]*state) error {
	o := overlap[*derivation]{
		ready: func(d *derivation) (err error) {
			if d.after, err = d.part.replay(); err == nil {
				d.after.derived() // here, beside the writing of the one before
			}
			return err
		},
		write: func(d *derivation) error { return s.writeRows(ctx, d.person, d.before, d.after.derived()) },
	}
	defer o.stop()
	people := slices.SortedFunc(maps.Keys(touched), dialog.ID.Compare)
	for _, person := range people {
		if person.IsZero() {
			if err := s.deriveOffice(ctx); err != nil {
				return err
			}
			continue
		}
		err := o.add(func() (*derivation, error) {
			p, err := s.part(ctx, person)
			return &derivation{person: person, part: p, before: touched[person].derived()}, err
		})
		if err != nil {
			return err
		}
	}
	return o.settle()
}

// office is what the entries about nobody add up to.
type office struct {
	workers    map[dialog.ID]dialog.Worker
	settings   map[string]string
	colleagues map[dialog.ID]string
}

func (s *Store) replayOffice(ctx context.Context) (office, error) {
	o := office{map[dialog.ID]dialog.Worker{}, map[string]string{}, map[dialog.ID]string{}}
	nobody := dialog.ID{}
	err := s.eachLine(ctx, func(l *line) error {
		switch b := l.entry.Body.(type) {
		case *dialog.WorkerRecorded:
			o.workers[b.Worker.ID] = b.Worker
		case *dialog.SettingChanged:
			o.settings[b.Name] = b.Value
		case *dialog.WorkerNamed:
			o.colleagues[b.Worker] = b.Name
		}
		return nil
	}, aboutPerson, nobody[:])
	return o, err
}

func (s *Store) deriveOffice(ctx context.Context) error {
	o, err := s.replayOffice(ctx)
	if err != nil {
		return err
	}
	if err := s.empty(ctx, workerTable, settingTable, colleagueTable); err != nil {
		return err
	}
	w := writer{ctx, s, nil}
	for _, worker := range o.workers {
		w.put(workerTable, workerValues(&worker)...)
	}
	for name, value := range o.settings {
		w.put(settingTable, name, value)
	}
	for id, name := range o.colleagues {
		w.put(colleagueTable, id[:], name)
	}
	return w.err
}

// empty deletes every row of derived tables, the last one first.
func (s *Store) empty(ctx context.Context, tables ...table) error {
	for _, t := range slices.Backward(tables) {
		if err := s.exec(ctx, "delete from "+t.name); err != nil {
			return fmt.Errorf("failed to empty a derived table: %w", err)
		}
	}
	return nil
}

// Rederive throws the derived tables away and makes them again from the journal,
// in one transaction.
func (s *Store) Rederive(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.begin(ctx); err != nil {
		return fault(err)
	}
	ctx = context.WithoutCancel(ctx)
	err := unchecked(ctx, s.conn, func() error {
		return inTx(ctx, s.exec, func() error {
			if err := s.deriveEverything(ctx); err != nil {
				return err
			}
			return checkReferences(ctx, s.conn)
		})
	})
	s.forget()
	return fault(err)
}

// deriveEverything does that in the transaction that is open, in which references are
// unchecked.
func (s *Store) deriveEverything(ctx context.Context) error {
	people, err := s.people(ctx)
	if err != nil {
		return err
	}
	if err := s.empty(ctx, derivedTables...); err != nil {
		return err
	}
	touched := map[dialog.ID]*state{{}: nil}
	none := newState(&dialog.Record{}, nil)
	for _, p := range people {
		touched[p] = none
	}
	return s.deriveAgain(ctx, touched)
}

// People returns the people of the record in the order of their identifiers. Who was
// put together with somebody else is not among them.
func (s *Store) People(ctx context.Context) ([]dialog.ID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	var all []dialog.ID
	err := s.each(ctx, func(rows *sql.Rows) error {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return err
		}
		all = append(all, dialog.ID(b))
		return nil
	}, `select id from person order by id`)
	return all, fault(err)
}

// people returns everybody the journal has an entry about, in the order of their
// identifiers. It hops along the index from one to the next.
func (s *Store) people(ctx context.Context) ([]dialog.ID, error) {
	var all []dialog.ID
	err := s.each(ctx, func(rows *sql.Rows) error {
		var b []byte
		var id dialog.ID
		if err := rows.Scan(&b); err != nil {
			return err
		}
		copy(id[:], b)
		if !id.IsZero() {
			all = append(all, id)
		}
		return nil
	}, `with recursive p(id) as (
		select min(person) from journal
		union all select (select min(person) from journal where person > p.id) from p where p.id is not null
	) select id from p where id is not null`)
	return all, err
}
