package store

import (
	"context"
	"errors"
	"slices"

	"alongside/dialog"
)

// Bundle is what goes from one laptop to another at one time: all that is held about
// some people, and the names of those who recorded it.
type Bundle struct {
	ID        dialog.ID
	From, To  dialog.ID // installations
	Agreement string    // what it is called where it was made
	Purpose   string
	Made      dialog.When
	People    []BundlePerson
	Entries   []Foreign
}

// BundlePerson is somebody whom a bundle is about.
type BundlePerson struct {
	Person    dialog.ID
	Entries   int  // how many of the bundle's are about them
	Sensitive bool // whether the record is marked so where it comes from
}

// MostBundleEntries is how many entries a bundle may have.
const MostBundleEntries = 200_000

// Shared is a bundle that may go out.
type Shared struct {
	Bundle *Bundle
	To     dialog.Peer
	Left   int // people the agreement is about who stay: not the worker's to open, or sensitive and it does not say so
	Purged int // people it names who were purged from this laptop
}

// Share puts together what an agreement covers, and journals it for each person
// before anything is returned. Everything held about them goes, whichever laptop
// recorded it, so that the receiver lacks nothing of what is known here; what it has
// already it ignores.
//
// Codes: Denied for a role that may not; NotFound for an agreement that is not there,
// a laptop that is not paired, and where nobody is left to share; Conflict for an
// agreement that does not hold today; Invalid for more than one bundle takes.
func (v *Session) Share(ctx context.Context, agreement dialog.ID) (*Shared, error) {
	all, err := v.shares(ctx)
	if err != nil {
		return nil, err
	}
	a, err := v.agreed(&all, agreement)
	if err != nil {
		return nil, err
	}
	out := &Shared{To: all.peers[a.With], Bundle: &Bundle{
		ID: v.NewID(), From: v.Device(), To: a.With, Agreement: a.Name, Purpose: a.Purpose, Made: v.moment()}}
	if out.Bundle.People, out.Left, err = v.covered(ctx, a); err != nil {
		return nil, err
	}
	if out.Purged, err = v.store().purgedOf(ctx, a.People); err != nil {
		return nil, err
	}
	if len(out.Bundle.People) == 0 {
		return nil, refuse(dialog.NotFound, "There is nobody to share: the agreement covers nobody whose record is yours to open.")
	}
	return out, v.fill(ctx, out.Bundle, agreement)
}

// agreed returns an agreement that holds today, with a laptop that is paired.
func (v *Session) agreed(all *sharing, id dialog.ID) (*dialog.Agreement, error) {
	a, there := all.agreements[id]
	_, paired := all.peers[a.With]
	switch {
	case !there:
		return nil, refuse(dialog.NotFound, "There is no agreement of that name.")
	case a.Ended != "" || !a.On(v.moment().Date()):
		return nil, refuse(dialog.Conflict, "That agreement does not hold today. Please record another one if sharing goes on.")
	case !paired:
		return nil, refuse(dialog.NotFound, "The laptop of that agreement is no longer paired with this one.")
	}
	return &a.Agreement, nil
}

// covered returns the people whom an agreement covers and the worker may share, and
// how many more it is about. Whoever may export everything may share what is not
// closed to them.
func (v *Session) covered(ctx context.Context, a *dialog.Agreement) (people []BundlePerson, left int, err error) {
	list, err := v.store().Caseload(ctx)
	if err != nil {
		return nil, 0, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	about := *a
	about.Sensitive = true
	for i := range list {
		s := list[i]
		id := s.Person.ID
		if !about.Covers(id, &s.Access, s.Teams) {
			continue
		}
		mine := s.Access.Own(v.worker.ID, v.theirs(s.Teams)) || v.opened[id] || v.May(dialog.PermExportAll) && !s.Access.Closed(v.worker.ID)
		if !mine || !a.Covers(id, &s.Access, s.Teams) {
			left++
			continue
		}
		people = append(people, BundlePerson{Person: id, Sensitive: s.Access.Sensitive})
	}
	return people, left, nil
}

// fill journals that people are shared and puts their entries into a bundle.
func (v *Session) fill(ctx context.Context, b *Bundle, agreement dialog.ID) error {
	s := v.store()
	authors := map[dialog.ID]bool{}
	var groups [][]dialog.Change
	var people []BundlePerson
	for _, p := range b.People {
		before := len(b.Entries)
		parts, err := s.parts(ctx, p.Person)
		if err != nil {
			return err
		}
		for _, id := range parts {
			entries, err := s.travelling(ctx, id)
			if err != nil {
				return err
			}
			if len(entries) > 0 {
				people = append(people, BundlePerson{Person: id, Entries: len(entries), Sensitive: p.Sensitive})
			}
			b.Entries = append(b.Entries, entries...)
		}
		if len(b.Entries) > MostBundleEntries {
			return refuse(dialog.Invalid, "That is more than one bundle takes. Please make agreements about fewer people.")
		}
		groups = append(groups, []dialog.Change{v.change(p.Person, &dialog.RecordShared{
			Bundle: b.ID, With: b.To, Agreement: agreement, Purpose: b.Purpose, Entries: len(b.Entries) - before})})
	}
	b.People = people
	for i := range b.Entries {
		authors[b.Entries[i].Entry.Worker] = true
	}
	unnamed, err := v.unnamed(ctx, authors)
	if err != nil {
		return err
	}
	if err := s.AppendWhole(ctx, append(unnamed, groups...), nil); err != nil {
		return err
	}
	names, err := s.namesOf(ctx, authors)
	b.Entries = append(names, b.Entries...)
	return err
}

// parts returns a person and those who were put together with them.
func (s *Store) parts(ctx context.Context, person dialog.ID) (all []dialog.ID, err error) {
	err = s.locked(ctx, func() error {
		f, err := s.kin(ctx)
		all = append([]dialog.ID{person}, f.Below(person)...)
		return err
	})
	return all, fault(err)
}

func (v *Session) change(person dialog.ID, b dialog.Body) dialog.Change {
	return dialog.Change{Person: person, Worker: v.worker.ID, DoneAt: v.moment(), Body: b}
}

// travelling returns what travels of the entries about a person.
func (s *Store) travelling(ctx context.Context, person dialog.ID) (all []Foreign, err error) {
	err = s.locked(ctx, func() error {
		all, err = s.foreign(ctx, `select `+journalColumns+` from journal where person=?
			and kind in (`+travellingKinds+`) and `+unpurged+` order by rank, device, device_seq`, person[:])
		return err
	})
	return all, fault(err)
}

// unnamed returns what is to be recorded so that other laptops know what workers are
// called: a name for each that has none yet, or has another one by now.
func (v *Session) unnamed(ctx context.Context, authors map[dialog.ID]bool) ([][]dialog.Change, error) {
	s := v.store()
	workers, err := s.Workers(ctx)
	if err != nil {
		return nil, err
	}
	known := map[dialog.ID]string{}
	err = s.locked(ctx, func() error {
		o, err := s.replayOffice(ctx)
		known = o.colleagues
		return err
	})
	var groups [][]dialog.Change
	for _, w := range workers {
		if authors[w.ID] && known[w.ID] != w.Name {
			groups = append(groups, []dialog.Change{v.change(dialog.ID{}, &dialog.WorkerNamed{Worker: w.ID, Name: w.Name})})
		}
	}
	return groups, fault(err)
}

// namesOf returns the entries that name some workers.
func (s *Store) namesOf(ctx context.Context, workers map[dialog.ID]bool) (all []Foreign, err error) {
	err = s.locked(ctx, func() error {
		all, err = s.foreign(ctx, `select `+journalColumns+` from journal where person=zeroblob(16) and kind=?
			order by rank, device, device_seq`, string(dialog.KindWorkerNamed))
		return err
	})
	return slices.DeleteFunc(all, func(f Foreign) bool {
		b, ok := f.Entry.Body.(*dialog.WorkerNamed)
		return !ok || !workers[b.Worker]
	}), fault(err)
}

// Taken is what came of a bundle: counts, and nobody's name.
type Taken struct {
	People    int // about whom something is new
	New       int // of these, who were not in this record
	Entries   int // that are new, names of workers included
	Sensitive int // records that are marked as sensitive now and were not before
	Purged    int // people who were purged from this laptop, of whom nothing was taken in
}

var errTryOut = errors.New("it was only tried out")

// TryOut says what Receive would do with a bundle, and changes nothing. Codes as for
// Receive.
func (v *Session) TryOut(ctx context.Context, b *Bundle) (Taken, error) {
	return v.receive(ctx, b, true)
}

// Receive takes a bundle in, whole or not at all, and journals it for each person of
// whom something is new. Somebody who was not in the record comes on the worker's
// caseload, unless they are their team's; a record that is marked as sensitive where
// it comes from is marked so here, open to the worker alone.
//
// Codes: those of Store.Receive; Denied for a role that may not, and for a bundle
// that is not for this laptop or not from one that is paired with it.
func (v *Session) Receive(ctx context.Context, b *Bundle) (Taken, error) {
	return v.receive(ctx, b, false)
}

func (v *Session) receive(ctx context.Context, b *Bundle, tryOut bool) (t Taken, err error) {
	all, err := v.shares(ctx)
	if err != nil {
		return t, err
	}
	if _, paired := all.peers[b.From]; !paired {
		return t, refuse(dialog.Denied, "This bundle comes from a laptop that is not paired with this one. Nothing was taken in.")
	}
	if b.To != v.Device() {
		return t, refuse(dialog.Denied, "This bundle is for another laptop. Nothing was taken in.")
	}
	if err := b.check(); err != nil {
		return t, err
	}
	_, err = v.store().receive(ctx, b.Entries, func(ctx context.Context, a *arrivals) (groups [][]dialog.Change, err error) {
		t = Taken{Entries: a.added}
		for i := range b.People {
			changes, err := v.welcome(ctx, b, &b.People[i], a, &t)
			if err != nil {
				return nil, err
			}
			if len(changes) > 0 {
				groups = append(groups, changes)
			}
		}
		if tryOut {
			return nil, errTryOut
		}
		return groups, nil
	})
	if errors.Is(err, errTryOut) {
		err = nil
	}
	return t, err
}

// welcome returns what is to be recorded of a person who came in a bundle, and counts
// them. It runs within the transaction that takes the bundle in.
func (v *Session) welcome(ctx context.Context, b *Bundle, p *BundlePerson, a *arrivals, t *Taken) ([]dialog.Change, error) {
	s := v.store()
	if gone, err := a.gone(ctx, s, p.Person); err != nil || gone {
		t.Purged++
		return nil, err
	}
	f, err := s.kin(ctx)
	if err != nil || f.Root(p.Person) != p.Person {
		return nil, err // what is new is counted with the one it was put together with
	}
	st, err := s.state(ctx, p.Person)
	if err != nil {
		return nil, err
	}
	if !st.known() {
		return nil, refuse(dialog.Invalid, "The bundle holds entries about somebody and does not say who it is. Nothing was taken in.")
	}
	added, newcomer := a.about(append(f.Below(p.Person), p.Person))
	mark := p.Sensitive && !st.record.Access.Sensitive
	if mark && !newcomer {
		again, err := s.receivedBefore(ctx, p.Person, b.ID)
		if err != nil {
			return nil, err
		}
		mark = !again // taken away since, by whoever may
	}
	var changes []dialog.Change
	if newcomer && !st.record.Access.Own(v.worker.ID, v.ofMyTeam(st.record)) {
		changes = append(changes, v.change(p.Person, &dialog.CaseloadRecorded{Of: v.worker.ID, On: true}))
	}
	if mark {
		changes = append(changes, v.change(p.Person, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{v.worker.ID},
			Reason: "It is marked as sensitive on the laptop that it came from"}))
	}
	if added > 0 || mark {
		changes = append(changes, v.change(p.Person, &dialog.RecordReceived{Bundle: b.ID, From: b.From, Purpose: b.Purpose, Entries: added}))
	}
	t.add(added > 0, newcomer, mark)
	return changes, nil
}

// about returns how many entries about somebody were new, those put together with them
// included, and whether none of them was in the record before.
func (a *arrivals) about(people []dialog.ID) (added int, newcomer bool) {
	newcomer = true
	for _, id := range people {
		added += a.of[id]
		before := a.touched[a.kin.Root(id)]
		if a.of[id] == 0 || before.known() {
			newcomer = false
		}
	}
	return added, newcomer
}

func (t *Taken) add(something, newcomer, mark bool) {
	for _, count := range []struct {
		of *int
		on bool
	}{{&t.People, something}, {&t.New, newcomer}, {&t.Sensitive, mark}} {
		if count.on {
			*count.of++
		}
	}
}

func (v *Session) ofMyTeam(r *dialog.Record) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.theirs(r.OpenTeams())
}

// receivedBefore reports whether a bundle told something about a person already.
func (s *Store) receivedBefore(ctx context.Context, person, bundle dialog.ID) (found bool, err error) {
	err = s.eachLine(ctx, func(l *line) error {
		b, ok := l.entry.Body.(*dialog.RecordReceived)
		found = found || ok && b.Bundle == bundle
		return nil
	}, `select `+journalColumns+` from journal where person=? and kind=?`, person[:], string(dialog.KindReceived))
	return found, err
}

// check refuses a bundle that is not what it says of itself.
func (b *Bundle) check() error {
	counts := map[dialog.ID]int{}
	for i := range b.Entries {
		f := &b.Entries[i]
		if f.Entry.Person.IsZero() && f.Kind != dialog.KindWorkerNamed {
			return refuse(dialog.Invalid, messageStayed)
		}
		counts[f.Entry.Person]++
	}
	delete(counts, dialog.ID{})
	for _, p := range b.People {
		if p.Entries < 1 || counts[p.Person] != p.Entries {
			return refuse(dialog.Invalid, "The bundle does not hold what it says it holds. Nothing was taken in.")
		}
		delete(counts, p.Person)
	}
	switch {
	case len(counts) > 0:
		return refuse(dialog.Invalid, "The bundle holds entries about people whom it does not name. Nothing was taken in.")
	case b.ID.IsZero() || len(b.People) == 0 || len(b.Entries) > MostBundleEntries:
		return refuse(dialog.Invalid, "That is not a bundle that could have been made. Nothing was taken in.")
	}
	// What it is for is recorded with each person, so it has to be fit for it.
	said := &dialog.RecordReceived{Bundle: b.ID, From: b.From, Purpose: b.Purpose}
	return dialog.Validate(dialog.Change{Person: b.People[0].Person, DoneAt: b.Made, Body: said})
}
