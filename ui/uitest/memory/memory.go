// Package memory keeps a record in memory, for tests of the screens.
package memory

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Keeper keeps a record by the rules of package dialog, for tests of
// the screens. The store's own tests are the ones that touch a disk.
type Keeper struct {
	Now   func() time.Time // the clock
	Fail  error            // while set, every Append answers with it
	Delay time.Duration    // how long an Append takes
	Role  dialog.Role      // what the worker may do; empty for everything

	mu      sync.Mutex
	records map[dialog.ID]*dialog.Record
	entries []dialog.Entry
	workers []dialog.Worker
	rules   dialog.Rules
	ids     uint64
}

// New returns an empty record.
func New(now func() time.Time) *Keeper {
	return &Keeper{Now: now, records: map[dialog.ID]*dialog.Record{}, rules: dialog.DefaultRules()}
}

// NewID returns identifiers that are the same in every run.
func (m *Keeper) NewID() dialog.ID {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ids++
	return dialog.NewID(time.UnixMilli(0), [10]byte{0xff, 0, 0, 0, 0, 0, byte(m.ids >> 24), byte(m.ids >> 16), byte(m.ids >> 8), byte(m.ids)})
}

// Append records changes, all or none.
func (m *Keeper) Append(_ context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	if m.Delay > 0 {
		time.Sleep(m.Delay)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Fail != nil {
		return dialog.Committed{}, m.Fail
	}
	var c dialog.Committed
	touched := map[dialog.ID]*dialog.Record{}
	rules, workers := m.rules, slices.Clone(m.workers)
	for _, change := range changes {
		r := touched[change.Person]
		if r == nil && !change.Person.IsZero() {
			r = &dialog.Record{}
			if old := m.records[change.Person]; old != nil {
				r = old.Clone()
			}
			touched[change.Person] = r
		}
		if err := dialog.Check(r, change, rules); err != nil {
			return dialog.Committed{}, err
		}
		n := int64(len(m.entries) + len(c.Entries) + 1)
		e := dialog.Entry{DeviceSeq: n, Rank: n, RecordedAt: dialog.At(m.Now()), Change: change}
		switch b := change.Body.(type) {
		case *dialog.WorkerRecorded:
			workers = slices.DeleteFunc(workers, func(w dialog.Worker) bool { return w.ID == b.Worker.ID })
			workers = append(workers, b.Worker)
		case *dialog.SettingChanged:
			rules, _ = rules.With(b.Name, b.Value) // Check has accepted it
		default:
			dialog.Apply(r, &e)
		}
		c.Entries = append(c.Entries, e)
		c.Record = r
	}
	m.rules, m.workers, m.entries = rules, workers, append(m.entries, c.Entries...)
	for id, r := range touched {
		m.records[id] = r
		c.Summary = dialog.Summarise(r)
	}
	for _, e := range c.Entries { // what the two hold together is for the store to say
		if b, ok := e.Body.(*dialog.PersonMerged); ok {
			delete(m.records, b.Other)
		}
	}
	return c, nil
}

// Record returns one person's record.
func (m *Keeper) Record(_ context.Context, person dialog.ID) (*dialog.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.records[person]; r != nil {
		return r, nil
	}
	return nil, &dialog.Error{Code: dialog.NotFound, Message: "That person is not in this record."}
}

// Caseload returns one line about everybody, by name.
func (m *Keeper) Caseload(context.Context) ([]*dialog.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*dialog.Summary
	for _, r := range m.records {
		s := dialog.Summarise(r)
		all = append(all, &s)
	}
	slices.SortFunc(all, func(a, b *dialog.Summary) int {
		return slices.Compare([]string{text.Fold(a.Person.Family), text.Fold(a.Person.Given), a.Person.ID.String()},
			[]string{text.Fold(b.Person.Family), text.Fold(b.Person.Given), b.Person.ID.String()})
	})
	return all, nil
}

// Rules returns the settings.
func (m *Keeper) Rules(context.Context) (dialog.Rules, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.rules, nil
}

// Workers returns who uses the program.
func (m *Keeper) Workers(context.Context) ([]dialog.Worker, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.workers), nil
}

// Entries returns the journal about one person.
func (m *Keeper) Entries(_ context.Context, person dialog.ID) ([]dialog.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var about []dialog.Entry
	for _, e := range m.entries {
		if e.Person == person {
			about = append(about, e)
		}
	}
	return about, nil
}

// Worker returns who uses the program: whoever was recorded last.
func (m *Keeper) Worker() dialog.Worker {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.workers) == 0 {
		return dialog.Worker{}
	}
	return m.workers[len(m.workers)-1]
}

// May reports what the role allows.
func (m *Keeper) May(p dialog.Permission) bool { return m.Role == "" || m.Role.May(p) }

// OpenOther opens the record of whoever has all identifiers, and writes down why.
func (m *Keeper) OpenOther(ctx context.Context, by dialog.Identifiers, reason string) (dialog.ID, error) {
	all, err := m.Caseload(ctx)
	if err != nil {
		return dialog.ID{}, err
	}
	for i := range all {
		if p := &all[i].Person; by.Fit(p) {
			_, err := m.Append(ctx, dialog.Change{Person: p.ID, Worker: m.Worker().ID, DoneAt: dialog.At(m.Now()), Body: &dialog.RecordOpened{Reason: reason, By: by.Names()}})
			return p.ID, err
		}
	}
	return dialog.ID{}, &dialog.Error{Code: dialog.NotFound, Message: "Nobody in this record has all of these. Please check them with the person."}
}

// LatestAudit returns the latest entries without what was recorded.
func (m *Keeper) LatestAudit(_ context.Context, most int) ([]dialog.AuditLine, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Fail != nil {
		return nil, m.Fail
	}
	names := map[dialog.ID]string{}
	for _, w := range m.workers {
		names[w.ID] = w.Name
	}
	var lines []dialog.AuditLine
	for i := len(m.entries) - 1; i >= 0 && len(lines) < most; i-- {
		l := dialog.Audit(int64(i+1), &m.entries[i])
		l.Worker = names[m.entries[i].Worker]
		if r := m.records[l.Person]; r != nil {
			l.Name, l.NHSNumber = r.Person.ListName(), r.Person.NHSNumber
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// Teams returns the teams that referrals name.
func (m *Keeper) Teams(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var teams []string
	for _, r := range m.records {
		for i := range r.Referrals {
			if team := r.Referrals[i].Team; team != "" {
				teams = append(teams, team)
			}
		}
	}
	slices.Sort(teams)
	return slices.Compact(teams), m.Fail
}

// EachCounted counts everybody.
func (m *Keeper) EachCounted(_ context.Context, progress func(done, of int), do func(*dialog.Counted) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	done := 0
	for _, r := range m.records {
		c := dialog.CountedOf(r)
		c.Taken = dialog.TakenOf(r)
		if err := do(&c); err != nil {
			return err
		}
		done++
		if progress != nil {
			progress(done, len(m.records))
		}
	}
	return m.Fail
}

// ReadOnly reports that the record can be written.
func (m *Keeper) ReadOnly() bool { return false }

// Warning returns none.
func (m *Keeper) Warning() string { return "" }

// Copy returns a record of its own that begins as this one stands.
func (m *Keeper) Copy(now func() time.Time) *Keeper {
	m.mu.Lock()
	defer m.mu.Unlock()
	return &Keeper{Now: now, records: maps.Clone(m.records), entries: slices.Clip(m.entries), workers: slices.Clip(m.workers), rules: m.rules, ids: m.ids}
}

// Since returns the whole journal from the n-th entry on, counted from 0.
func (m *Keeper) Since(n int) []dialog.Entry {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.entries[n:])
}
