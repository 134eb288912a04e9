package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"alongside/dialog"
)

// line is an entry as it lies in the journal.
type line struct {
	seq        int64 // order of arrival on this laptop
	entry      dialog.Entry
	kind       dialog.Kind
	scope      dialog.Scope
	payload    []byte
	payloadSHA [sha256.Size]byte
	digest     [sha256.Size]byte
	head       [sha256.Size]byte
}

// tail is where the journal ends: all that the next line has to go on from.
type tail struct {
	seq       int64
	head      [sha256.Size]byte
	rank      int64 // the highest held
	deviceSeq int64 // of this installation
	recorded  dialog.When
}

// add puts an entry at the end of the journal, after what tail knows of.
func (t *tail) add(e dialog.Entry, payload []byte) line {
	l := line{entry: e, kind: e.Body.Kind(), scope: e.Body.Kind().Scope(), payload: payload, payloadSHA: sha256.Sum256(payload)}
	l.digest = e.Digest(l.payloadSHA)
	t.seq++
	t.head = dialog.NextHead(t.head, l.digest)
	t.rank = max(t.rank, e.Rank)
	l.seq, l.head = t.seq, t.head
	return l
}

// journalColumns are those of the journal.
const journalColumns = `seq, id, device, device_seq, rank, kind, person, worker, done_at, recorded_at, payload, scope, payload_sha, digest, head`

var numbersAndTexts = []string{"seq", "device_seq", "rank", "kind", "done_at", "recorded_at"}

// entryColumns are those of an entry, in three: its four identifiers, its numbers and
// texts as a packed row, and what it says.
var entryColumns = `cast(id||device||person||worker as blob),` +
	packed(numbersAndTexts, nil, numbersAndTexts) + `,payload`

const insertLine = `insert into journal(` + journalColumns + `) values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

func (s *Store) insert(ctx context.Context, l *line) error {
	e := &l.entry
	err := s.exec(ctx, insertLine, l.seq, e.ID[:], e.Device[:], e.DeviceSeq, e.Rank, string(l.kind), e.Person[:], e.Worker[:],
		moment(e.DoneAt), moment(e.RecordedAt), l.payload, string(l.scope), l.payloadSHA[:], l.digest[:], l.head[:])
	if err != nil {
		return fmt.Errorf("failed to write the journal: %w", err)
	}
	return nil
}

// raw is a line as it was found: its times and its payload are not read yet.
type raw struct {
	line
	done, recorded string
}

// scanWhole reads a row of journalColumns. It checks the shape of the row, not what the
// digests say: that is Check's part.
func scanWhole(rows *sql.Rows) (*raw, error) {
	var l raw
	var kind, scope string
	var id, device, person, worker, sha, digest, head sql.RawBytes
	e := &l.entry
	err := rows.Scan(&l.seq, &id, &device, &e.DeviceSeq, &e.Rank, &kind, &person, &worker, &l.done, &l.recorded, &l.payload,
		&scope, &sha, &digest, &head)
	if err != nil {
		return nil, fmt.Errorf("failed to read the journal: %w", err)
	}
	l.kind, l.scope = dialog.Kind(kind), dialog.Scope(scope)
	return &l, l.fill(bytesOf{e.ID[:], id}, bytesOf{e.Device[:], device}, bytesOf{e.Person[:], person}, bytesOf{e.Worker[:], worker},
		bytesOf{l.payloadSHA[:], sha}, bytesOf{l.digest[:], digest}, bytesOf{l.head[:], head})
}

// scanEntry does the same for a row of entryColumns.
func scanEntry(rows *sql.Rows) (*raw, error) {
	var l raw
	var ids sql.RawBytes
	var r packedReader
	if err := rows.Scan(&ids, &r.rest, &l.payload); err != nil {
		return nil, fmt.Errorf("failed to read the journal: %w", err)
	}
	e := &l.entry
	l.seq, e.DeviceSeq, e.Rank = int64(r.number()), int64(r.number()), int64(r.number())
	l.kind, l.done, l.recorded = dialog.Kind(r.text()), r.text(), r.text()
	if err := r.end(); err != nil {
		return nil, badEntry(l.seq, "it cannot be read")
	}
	const n = len(e.ID)
	if len(ids) != 4*n {
		return nil, badEntry(l.seq, "a part of it has the wrong length")
	}
	e.ID, e.Device, e.Person, e.Worker = dialog.ID(ids[:n]), dialog.ID(ids[n:2*n]), dialog.ID(ids[2*n:3*n]), dialog.ID(ids[3*n:])
	return &l, nil
}

// bytesOf is a part of a line and the bytes that were found for it.
type bytesOf struct{ to, from []byte }

// fill takes over bytes that were found, and refuses too few and too many.
func (l *raw) fill(parts ...bytesOf) error {
	for _, p := range parts {
		if copy(p.to, p.from) != len(p.to) || len(p.from) != len(p.to) {
			return badEntry(l.seq, "a part of it has the wrong length")
		}
	}
	return nil
}

// read reads what a line says.
func (l *raw) read() (*line, error) {
	if err := l.date(); err != nil {
		return nil, err
	}
	var err error
	l.entry.Body, err = readBody(l.kind, l.payload)
	return &l.line, l.unreadable(err)
}

// replay applies what a line says to the record that it is about.
func (l *raw) replay(r *dialog.Record) error {
	if len(l.payload) > 0 {
		if err := l.date(); err != nil {
			return err
		}
		return l.unreadable(dialog.Replay(r, &l.entry, l.kind, l.payload))
	}
	emptied, err := l.read()
	if err == nil {
		dialog.Apply(r, &emptied.entry)
	}
	return err
}

// date reads the times of a line.
func (l *raw) date() error {
	e := &l.entry
	if errors.Join(e.DoneAt.UnmarshalText([]byte(l.done)), e.RecordedAt.UnmarshalText([]byte(l.recorded))) != nil {
		return badEntry(l.seq, "its time cannot be read")
	}
	return nil
}

// unreadable is the refusal of a line whose payload could not be read, nil where it was.
func (l *raw) unreadable(err error) error {
	if err == nil || dialog.ErrorCode(err) == dialog.Newer {
		return err
	}
	return badEntry(l.seq, "it cannot be read")
}

// readBody reads a payload, or says that it was emptied.
func readBody(k dialog.Kind, payload []byte) (dialog.Body, error) {
	if len(payload) > 0 {
		return dialog.DecodePayload(k, payload)
	}
	b, err := dialog.EmptiedBody(k)
	if err != nil {
		return nil, err
	}
	return b, nil
}

// eachLine calls do for every line a query of journalColumns finds.
func (s *Store) eachLine(ctx context.Context, do func(*line) error, query string, args ...any) error {
	return s.eachRaw(ctx, scanWhole, func(found *raw) error {
		l, err := found.read()
		if err != nil {
			return err
		}
		return do(l)
	}, query, args...)
}

// eachRaw calls do for every line a query finds of the columns that scan reads. A line
// without a payload that no purge accounts for is refused once all were found.
func (s *Store) eachRaw(ctx context.Context, scan func(*sql.Rows) (*raw, error), do func(*raw) error, query string, args ...any) error {
	rows, err := s.query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("failed to read the journal: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var emptied map[dialog.ID]int64
	for rows.Next() {
		l, err := scan(rows)
		if err != nil {
			return err
		}
		if len(l.payload) == 0 {
			if emptied == nil {
				emptied = map[dialog.ID]int64{}
			}
			emptied[l.entry.Person] = max(emptied[l.entry.Person], l.seq)
		}
		if err := do(l); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil || len(emptied) == 0 {
		return err
	}
	return s.checkEmptied(ctx, emptied)
}

const aboutPerson = `select ` + journalColumns + ` from journal where person=? order by rank, device, device_seq`

// Entries returns the journal about one person in the order of the record, this
// laptop's openings of it included, and with those about others who were put together
// with them. The zero person gives the entries about
// workers and settings.
func (s *Store) Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return nil, err
	}
	lines, err := s.linesAbout(ctx, person)
	if err != nil {
		return nil, fault(err)
	}
	entries := make([]dialog.Entry, len(lines))
	for i, found := range lines {
		l, err := found.read()
		if err != nil {
			return nil, fault(err)
		}
		entries[i] = l.entry
	}
	return entries, nil
}

// loadTail finds where the journal ends. The ranks of one device rise with its
// own sequence (Receive sees to that), so the highest of all is among the last
// of each device, which the index finds without reading the journal.
func (s *Store) loadTail(ctx context.Context) (tail, error) {
	var t tail
	var head []byte
	row := s.conn.QueryRowContext(ctx, `select seq, head from journal order by seq desc limit 1`)
	switch err := row.Scan(&t.seq, &head); {
	case errors.Is(err, sql.ErrNoRows):
		return t, nil
	case err != nil:
		return t, fmt.Errorf("failed to find the end of the journal: %w", err)
	}
	if copy(t.head[:], head) != len(t.head) {
		return t, damaged("the head at %d has the wrong length", t.seq)
	}
	devices, err := s.devices(ctx)
	if err != nil {
		return t, err
	}
	for _, d := range devices {
		var seq, rank int64
		var recorded string
		err := s.conn.QueryRowContext(ctx, `select device_seq, rank, recorded_at from journal where device=?
			order by device_seq desc limit 1`, d[:]).Scan(&seq, &rank, &recorded)
		if err != nil {
			return t, fmt.Errorf("failed to find the end of the journal: %w", err)
		}
		t.rank = max(t.rank, rank)
		if d != s.device {
			continue
		}
		t.deviceSeq = seq
		if err := t.recorded.UnmarshalText([]byte(recorded)); err != nil {
			return t, damaged("the last entry has no readable time: %w", err)
		}
	}
	return t, nil
}

// devices returns every installation with an entry in the journal.
func (s *Store) devices(ctx context.Context) ([]dialog.ID, error) {
	rows, err := s.conn.QueryContext(ctx, `with recursive d(id) as (
		select min(device) from journal
		union all select (select min(device) from journal where device > d.id) from d where d.id is not null
	) select id from d where id is not null`)
	if err != nil {
		return nil, fmt.Errorf("failed to list the installations: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []dialog.ID
	for rows.Next() {
		var b []byte
		var id dialog.ID
		if err := rows.Scan(&b); err != nil {
			return nil, fmt.Errorf("failed to list the installations: %w", err)
		}
		if copy(id[:], b) != len(id) {
			return nil, damaged("an installation has a name of the wrong length")
		}
		all = append(all, id)
	}
	return all, rows.Err()
}
