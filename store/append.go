package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"alongside/dialog"
)

// group is some changes about one person, or about nobody, made ready to write.
type group struct {
	person  dialog.ID
	changes []dialog.Change
	before  *state
	after   *state // before, when no person is concerned
	merges  bool   // whether people are put together or taken apart
	purges  bool   // whether what is recorded about the person is taken away
	lines   []line
	entries []dialog.Entry
}

// Append records changes in one transaction and answers when they are flushed to
// the disk. They may be about one person, and about workers and settings beside.
// When it fails nothing is recorded, and it may be called again with the same
// changes. Codes: Invalid, NotFound and Conflict for changes that may not be made
// as the record stands; Full, ReadOnly, Unavailable, Busy and Damaged for what
// the disk refused. Once started it is not stopped by ctx.
func (s *Store) Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.begin(ctx); err != nil {
		return dialog.Committed{}, fault(err)
	}
	ctx = context.WithoutCancel(ctx)
	end, rules := s.tail, s.rules
	g, err := s.prepare(ctx, changes, &end, &rules)
	if err != nil {
		return dialog.Committed{}, fault(err)
	}
	if err := inTx(ctx, s.exec, func() error { return s.write(ctx, g) }); err != nil {
		s.forget()
		return dialog.Committed{}, fault(err)
	}
	s.tail, s.rules = end, rules
	s.keepHead(false)
	s.publish(g)
	done := dialog.Committed{Entries: g.entries}
	if !g.person.IsZero() {
		done.Record, done.Summary = g.after.record, g.after.summary
	}
	return done, nil
}

// bulkChanges is how many changes AppendAll puts into one transaction, at least.
const bulkChanges = 4000

// AppendAll records many groups of changes, each what one call of Append could
// take, with one transaction for every few thousand changes and never a part of a
// group. After each transaction progress, which may be nil, is told how many
// entries are on the disk so far. When it fails, or ctx ends, what progress was
// told of stays and nothing after it; the number returned is the same.
func (s *Store) AppendAll(ctx context.Context, groups iter.Seq[[]dialog.Change], progress func(entries int)) (int, error) {
	written, waiting := 0, 0
	var batch [][]dialog.Change
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return fault(err)
		}
		if err := s.AppendWhole(context.WithoutCancel(ctx), joined(batch), nil); err != nil {
			return err
		}
		written += waiting
		batch, waiting = nil, 0
		if progress != nil {
			progress(written)
		}
		return nil
	}
	for g := range groups {
		batch, waiting = append(batch, g), waiting+len(g)
		if waiting < bulkChanges {
			continue
		}
		if err := flush(); err != nil {
			return written, err
		}
	}
	if waiting == 0 {
		return written, nil
	}
	err := flush()
	return written, err
}

// AppendWhole records many groups of changes in one transaction, all of them or
// none. Progress, which may be nil, is told how many groups were written so far;
// nothing is on the disk before AppendWhole returns. Where ctx ends before that,
// nothing is recorded.
func (s *Store) AppendWhole(ctx context.Context, groups [][]dialog.Change, progress func(groups int)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.begin(ctx); err != nil {
		return fault(err)
	}
	b := s.bulk(ctx, progress)
	err := inTx(b.ctx, s.exec, func() error {
		defer b.stop()
		for _, changes := range groups {
			if err := b.add(changes); err != nil {
				return err
			}
		}
		return errors.Join(b.settle(), ctx.Err())
	})
	if err != nil {
		s.forget()
		return fault(err)
	}
	s.tail, s.rules = b.end, b.rules
	s.keepHead(false)
	return nil
}

// bulk writes groups in the transaction that is open, and makes each ready while the
// one before it is written. Whoever opened it forgets what is in memory if it fails.
type bulk struct {
	overlap[*group]
	s     *Store
	ctx   context.Context
	end   tail
	rules dialog.Rules
}

// bulk begins at the end of the journal. Progress, which may be nil, is told how many
// groups were written so far. Once ctx ends nothing more is written.
func (s *Store) bulk(ctx context.Context, progress func(groups int)) *bulk {
	b := &bulk{s: s, ctx: context.WithoutCancel(ctx), end: s.tail, rules: s.rules}
	written := 0
	b.ready = func(g *group) error { return s.admitAll(g, &b.end, &b.rules) }
	b.write = func(g *group) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.write(b.ctx, g); err != nil {
			return err
		}
		s.publish(g)
		if written++; progress != nil {
			progress(written)
		}
		return nil
	}
	return b
}

// add takes the next group. One that stands on what the one before it says is not
// begun until that is written.
func (b *bulk) add(changes []dialog.Change) error {
	if before, there := b.waiting(); there && (before.merges || before.purges || slices.ContainsFunc(changes, func(c dialog.Change) bool {
		return merges(c.Body) || purges(c.Body) || !c.Person.IsZero() && c.Person == before.person
	})) {
		if err := b.settle(); err != nil {
			return err
		}
	}
	return b.overlap.add(func() (*group, error) { return b.s.find(b.ctx, changes) })
}

// joined puts groups about one person that follow one another into one. What follows
// from a group is worked out and written once, which for an appointment kept answer
// by answer is once instead of thirteen times.
func joined(batch [][]dialog.Change) [][]dialog.Change {
	var all [][]dialog.Change
	var last dialog.ID
	for _, g := range batch {
		person, err := onePerson(g)
		if err == nil && len(all) > 0 && person == last {
			end := len(all) - 1
			all[end] = append(all[end], g...)
			continue
		}
		all, last = append(all, slices.Clip(g)), person // clipped: what grows is never the caller's
	}
	return all
}

// prepare checks changes, makes them entries and applies them, in memory only.
func (s *Store) prepare(ctx context.Context, changes []dialog.Change, end *tail, rules *dialog.Rules) (*group, error) {
	g, err := s.find(ctx, changes)
	if err == nil {
		err = s.admitAll(g, end, rules)
	}
	return g, err
}

// find reads what changes stand on, and refuses those that do not go with it.
func (s *Store) find(ctx context.Context, changes []dialog.Change) (*group, error) {
	person, err := onePerson(changes)
	if err != nil {
		return nil, err
	}
	g := &group{person: person, changes: changes}
	for _, c := range changes {
		g.merges, g.purges = g.merges || merges(c.Body), g.purges || purges(c.Body)
	}
	if !person.IsZero() {
		if err := s.findPerson(ctx, g); err != nil {
			return nil, err
		}
	}
	for _, c := range g.changes {
		if err := s.checkKin(ctx, c); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// findPerson does that for the person whom a group is about.
func (s *Store) findPerson(ctx context.Context, g *group) error {
	if err := s.checkThere(ctx, g.person); err != nil {
		return err
	}
	var err error
	if g.before, err = s.state(ctx, g.person); err != nil {
		return err
	}
	if err := s.checkKept(ctx, g.person, g.before); err != nil {
		return err
	}
	if g.purges && len(g.changes) > 1 {
		return refuse(dialog.Conflict, "A purge stands alone. Please record what else there is first.")
	}
	g.changes, err = s.spread(ctx, g.before.record, g.changes)
	return err
}

// admitAll checks the changes of a group that was found, makes them entries and applies
// them. It does not touch the file.
func (s *Store) admitAll(g *group, end *tail, rules *dialog.Rules) error {
	var r *dialog.Record
	if g.before != nil {
		r = g.before.record.Clone()
	}
	g.lines, g.entries = make([]line, 0, len(g.changes)), make([]dialog.Entry, 0, len(g.changes))
	for _, c := range g.changes {
		l, err := s.admit(r, c, end, rules)
		if err != nil {
			return err
		}
		g.lines = append(g.lines, *l)
		g.entries = append(g.entries, l.entry)
	}
	if r != nil {
		g.after = newState(r, g.before)
	}
	return nil
}

func onePerson(changes []dialog.Change) (person dialog.ID, err error) {
	if len(changes) == 0 {
		return person, errors.New("there is nothing to record")
	}
	for _, c := range changes {
		switch {
		case c.Body == nil:
			return person, errors.New("a change says nothing")
		case c.Person.IsZero() || c.Person == person:
		case person.IsZero():
			person = c.Person
		default:
			return person, errors.New("changes about two people cannot be recorded together")
		}
	}
	return person, nil
}

// admit checks one change against the record as it stands, makes it an entry and
// applies it.
func (s *Store) admit(r *dialog.Record, c dialog.Change, end *tail, rules *dialog.Rules) (*line, error) {
	about := r
	if c.Person.IsZero() {
		about = nil
	}
	if err := dialog.Validate(c); err != nil {
		return nil, err
	}
	if err := dialog.Check(about, c, *rules); err != nil {
		return nil, err
	}
	if err := s.checkNumber(c.Body); err != nil {
		return nil, err
	}
	l, err := s.lineOf(c, end)
	if err != nil {
		return nil, err
	}
	if about != nil {
		dialog.Apply(about, &l.entry)
	}
	if b, ok := l.entry.Body.(*dialog.SettingChanged); ok {
		if *rules, err = rules.With(b.Name, b.Value); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// checkNumber keeps made-up NHS numbers out of a real record and real ones out of
// the demo.
func (s *Store) checkNumber(b dialog.Body) error {
	p, ok := b.(*dialog.PersonRecorded)
	if !ok {
		return nil
	}
	_, err := dialog.ParseNHSNumber(string(p.NHSNumber), s.demo)
	return err
}

// lineOf gives a change its identity and place. The entry holds what reading it
// back will give, so that nothing is committed that could not be read again, and
// nothing of it is shared with the caller.
func (s *Store) lineOf(c dialog.Change, end *tail) (*line, error) {
	var salt [16]byte
	if _, err := io.ReadFull(s.rand, salt[:]); err != nil {
		return nil, fmt.Errorf("failed to read random bytes: %w", err)
	}
	payload, err := dialog.EncodePayload(c.Body, salt)
	if err != nil {
		return nil, err
	}
	if c.Body, err = dialog.DecodePayload(c.Body.Kind(), payload); err != nil {
		return nil, fmt.Errorf("failed to read back what is to be recorded: %w", err)
	}
	now := s.now()
	e := dialog.Entry{ID: s.idAt(now), Device: s.device, DeviceSeq: end.deviceSeq + 1, Rank: end.rank + 1, Change: c}
	if e.DoneAt, err = readBack(c.DoneAt); err != nil {
		return nil, refuse(dialog.Invalid, "That date cannot be recorded. Please check it.")
	}
	if e.RecordedAt, err = readBack(dialog.At(now)); err != nil {
		return nil, refuse(dialog.Invalid, "The clock of this computer shows an impossible date. Please set it right.")
	}
	end.deviceSeq, end.recorded = e.DeviceSeq, e.RecordedAt
	l := end.add(e, payload)
	return &l, nil
}

// readBack returns a When as it will be read from its text.
func readBack(w dialog.When) (dialog.When, error) {
	var again dialog.When
	err := again.UnmarshalText([]byte(moment(w)))
	return again, err
}

// write puts a group into the journal and the derived tables, in the transaction
// that is open.
func (s *Store) write(ctx context.Context, g *group) error {
	for i := range g.lines {
		if err := s.insert(ctx, &g.lines[i]); err != nil {
			return err
		}
		if err := s.writeOffice(ctx, g.lines[i].entry.Body); err != nil {
			return err
		}
	}
	switch {
	case g.person.IsZero():
		return nil
	case g.purges:
		return s.emptyOut(ctx, g)
	}
	if err := s.writeRows(ctx, g.person, g.before.derived(), g.after.derived()); err != nil || !g.merges {
		return err
	}
	before, err := s.kin(ctx)
	if err == nil {
		err = s.rekin(ctx, before)
	}
	if err == nil {
		g.after, err = s.replay(ctx, g.person)
	}
	return err
}

// writeOffice keeps the tables of workers, colleagues and settings, where the latest
// entry about a name is what holds.
func (s *Store) writeOffice(ctx context.Context, b dialog.Body) error {
	w := writer{ctx, s, nil}
	switch b := b.(type) {
	case *dialog.WorkerRecorded:
		w.put(workerTable, workerValues(&b.Worker)...)
	case *dialog.SettingChanged:
		w.put(settingTable, b.Name, b.Value)
	case *dialog.WorkerNamed:
		w.put(colleagueTable, b.Worker[:], b.Name)
	}
	return w.err
}

// publish lets later calls see a group that was written.
func (s *Store) publish(g *group) {
	if !g.person.IsZero() && !g.merges && !g.purges {
		s.recent.put(g.person, g.after)
		s.list.put(g.after)
	}
}
