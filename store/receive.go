package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
)

// Foreign is an entry as it travels between laptops: the header and the payload
// as they were first written, and the digest of both.
type Foreign struct {
	Entry   dialog.Entry // its Body is not looked at by Receive; the payload says what it is
	Kind    dialog.Kind
	Payload []byte
	Digest  [sha256.Size]byte
}

// highestRank keeps a rank that was made up from using up the numbers.
const highestRank = 1 << 53

// highestLeap is how far the rank of an entry may be beyond all that are held, so that
// no laptop can use the numbers up for the others.
const highestLeap = 1 << 32

// Outgoing returns the entries of one installation after a number of its own, in
// that order, at most limit of them: what another laptop asks for that holds the
// entries before. Those that stay on this laptop are left out, and those about people
// who were purged from it.
func (s *Store) Outgoing(ctx context.Context, device dialog.ID, after int64, limit int) ([]Foreign, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	out, err := s.foreign(ctx, `select `+journalColumns+` from journal where device=? and device_seq>?
		and kind in (`+travellingKinds+`) and `+unpurged+` order by device_seq limit ?`, device[:], after, limit)
	return out, fault(err)
}

// foreign returns the lines a query of journalColumns finds, as they travel.
func (s *Store) foreign(ctx context.Context, query string, args ...any) (out []Foreign, err error) {
	err = s.eachLine(ctx, func(l *line) error {
		out = append(out, Foreign{Entry: l.entry, Kind: l.kind, Payload: l.payload, Digest: l.digest})
		return nil
	}, query, args...)
	return out, err
}

// travellingKinds are the kinds that travel, for a query.
var travellingKinds = func() string {
	var all []string
	for _, k := range dialog.Kinds() {
		if k.Travels() {
			all = append(all, "'"+string(k)+"'")
		}
	}
	return strings.Join(all, ",")
}()

// Receive takes in entries of other laptops, in any order, in one transaction,
// and returns how many were new. An entry that is held already is ignored, and so is one
// about a person who was purged from this laptop. If one
// of them cannot be taken nothing is: Conflict when another entry of the same
// installation and number is held, or when this installation itself is said to
// have made what is not held; Damaged when an entry is not as it was written;
// Newer when its kind is not known yet; Invalid when it could never have been
// recorded, or should have stayed where it was.
func (s *Store) Receive(ctx context.Context, incoming []Foreign) (added int, err error) {
	a, err := s.receive(ctx, incoming, nil)
	return a.added, err
}

// arrivals are what came of taking entries in.
type arrivals struct {
	added   int
	of      map[dialog.ID]int    // how many were new, by person; zero for those about nobody
	purged  map[dialog.ID]bool   // those asked about: whether they were purged here, whose entries are left out
	touched map[dialog.ID]*state // those about whom some were new, as they were before, under whom they were found then
	kin     dialog.Families      // as they were before
	merges  bool                 // whether people were put together or taken apart
	end     tail
}

// receive takes entries in and then, in the same transaction, records what this laptop
// has to say of it: a group of changes about one person each. An error of follow
// undoes everything.
func (s *Store) receive(ctx context.Context, incoming []Foreign, follow func(context.Context, *arrivals) ([][]dialog.Change, error)) (arrivals, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := arrivals{of: map[dialog.ID]int{}, purged: map[dialog.ID]bool{}, touched: map[dialog.ID]*state{}}
	if err := s.begin(ctx); err != nil {
		return a, fault(err)
	}
	ctx = context.WithoutCancel(ctx)
	a.end = s.tail
	var err error
	if a.kin, err = s.kin(ctx); err != nil {
		return a, fault(err)
	}
	err = inTx(ctx, s.exec, func() error {
		if err := s.arrive(ctx, incoming, &a); err != nil || follow == nil {
			return err
		}
		s.recent.drop() // what is there was derived before
		groups, err := follow(ctx, &a)
		if err != nil {
			return err
		}
		return s.follow(ctx, groups, &a.end)
	})
	s.forget()
	if err != nil {
		return arrivals{}, fault(err)
	}
	if s.load(ctx) == nil {
		s.keepHead(false)
	}
	return a, nil
}

// arrive writes entries to the journal and makes the rows of those again whom they are
// about.
func (s *Store) arrive(ctx context.Context, incoming []Foreign, a *arrivals) error {
	for i := range incoming {
		if err := s.takeIn(ctx, &incoming[i], a); err != nil {
			return err
		}
	}
	if err := s.deriveAgain(ctx, a.touched); err != nil || !a.merges {
		return err
	}
	return s.rekin(ctx, a.kin)
}

// follow records groups of changes of this laptop in the transaction that is open.
func (s *Store) follow(ctx context.Context, groups [][]dialog.Change, end *tail) error {
	rules := s.rules
	for _, changes := range groups {
		g, err := s.prepare(ctx, changes, end, &rules)
		if err != nil {
			return err
		}
		if err := s.write(ctx, g); err != nil {
			return err
		}
		s.recent.drop()
	}
	return nil
}

// gone reports whether a person was purged from this laptop. What others tell of them
// is left where it is, or half a record would come back.
func (a *arrivals) gone(ctx context.Context, s *Store, person dialog.ID) (bool, error) {
	gone, asked := a.purged[person]
	if asked || person.IsZero() {
		return gone, nil
	}
	at, err := s.purgedAt(ctx, person)
	a.purged[person] = at > 0
	return at > 0, err
}

// takeIn writes one foreign entry to the journal unless it is there.
func (s *Store) takeIn(ctx context.Context, f *Foreign, a *arrivals) error {
	e, err := s.examine(f)
	if err != nil {
		return err
	}
	held, err := s.held(ctx, e, f.Digest)
	if err != nil || held {
		return err
	}
	if gone, err := a.gone(ctx, s, e.Person); err != nil || gone {
		return err
	}
	if err := s.fits(ctx, e); err != nil {
		return err
	}
	root := a.kin.Root(e.Person)
	if _, ok := a.touched[root]; !ok {
		if a.touched[root], err = s.replay(ctx, root); err != nil {
			return err
		}
	}
	a.merges = a.merges || merges(e.Body)
	l := a.end.add(*e, f.Payload)
	a.added++
	a.of[e.Person]++
	return s.insert(ctx, &l)
}

// examine says whether a foreign entry is what it says it is and could have been
// recorded, and returns it with its body.
func (s *Store) examine(f *Foreign) (*dialog.Entry, error) {
	e := f.Entry
	body, err := dialog.DecodePayload(f.Kind, f.Payload)
	if err != nil && dialog.ErrorCode(err) != dialog.Newer {
		err = &dialog.Error{Code: dialog.Damaged, Message: messageTampered, Err: err}
	}
	if err != nil {
		return nil, err
	}
	e.Body = body
	done, errDone := readBack(e.DoneAt)
	recorded, errRecorded := readBack(e.RecordedAt)
	switch {
	case e.Digest(sha256.Sum256(f.Payload)) != f.Digest:
		return nil, refuse(dialog.Damaged, messageTampered)
	case !f.Kind.Travels():
		return nil, refuse(dialog.Invalid, messageStayed)
	case e.ID.IsZero() || e.Device.IsZero() || e.DeviceSeq < 1 || e.Rank < 1 || e.Rank > min(highestRank, s.tail.rank+highestLeap) ||
		e.RecordedAt.IsZero() || errDone != nil || errRecorded != nil:
		return nil, refuse(dialog.Invalid, messageImpossible)
	}
	e.DoneAt, e.RecordedAt = done, recorded
	if err := dialog.Validate(e.Change); err != nil {
		return nil, &dialog.Error{Code: dialog.Invalid, Message: messageImpossible, Err: err}
	}
	return &e, s.checkNumber(body)
}

const (
	messageStayed     = "What comes from the other laptop holds entries that should have stayed there. Nothing was taken in."
	messageTampered   = "What comes from the other laptop is not as it was written there. Nothing was taken in. Please make the file again on the other laptop."
	messageImpossible = "What comes from the other laptop holds an entry that could not have been recorded. Nothing was taken in."
	messageTwoPasts   = "The other laptop and this one disagree about an entry that should be the same on both. Nothing was taken in. Was one of them brought back from a backup, or its file copied?"
)

// held says whether an entry is in the journal already, and refuses another one
// with its place.
func (s *Store) held(ctx context.Context, e *dialog.Entry, digest [sha256.Size]byte) (bool, error) {
	var b []byte
	err := s.conn.QueryRowContext(ctx, `select digest from journal where device=? and device_seq=?`, e.Device[:], e.DeviceSeq).Scan(&b)
	switch {
	case err == nil && string(b) == string(digest[:]):
		return true, nil
	case err == nil || errors.Is(err, sql.ErrNoRows) && e.Device == s.device:
		return false, refuse(dialog.Conflict, messageTwoPasts)
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	}
	return false, fmt.Errorf("failed to look for an entry: %w", err)
}

// fits refuses an entry whose rank is not between those of its own installation
// before and after it. Each installation ranks its entries in the order it made
// them; loadTail relies on it.
func (s *Store) fits(ctx context.Context, e *dialog.Entry) error {
	var before, after sql.NullInt64
	err := s.conn.QueryRowContext(ctx, `select
		(select rank from journal where device=?1 and device_seq<?2 order by device_seq desc limit 1),
		(select rank from journal where device=?1 and device_seq>?2 order by device_seq limit 1)`,
		e.Device[:], e.DeviceSeq).Scan(&before, &after)
	if err != nil {
		return fmt.Errorf("failed to look for the entries beside one: %w", err)
	}
	if before.Valid && before.Int64 >= e.Rank || after.Valid && after.Int64 <= e.Rank {
		return refuse(dialog.Invalid, messageImpossible)
	}
	return nil
}
