package store

import (
	"context"
	crand "crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"alongside/dialog"
	"alongside/store/vault"
)

// This file is what package backup needs of the store: a copy of the open record,
// a copy opened to be read, a copy made ready to take the record's place, and the
// lock of a folder whose record is closed.

// Identity says which record a file holds.
type Identity struct {
	Record  dialog.ID   // every copy of a record says the same
	Device  dialog.ID   // the installation that writes it, or wrote it
	Demo    bool        // whether it holds made-up people
	Created dialog.When // when the record was made
}

// Identity returns which record it is.
func (s *Store) Identity(ctx context.Context) (Identity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ready(); err != nil {
		return Identity{}, err
	}
	id, err := s.identity(ctx)
	return id, fault(err)
}

func (s *Store) identity(ctx context.Context) (Identity, error) {
	m, err := readMeta(ctx, s.conn)
	return Identity{Record: m.Record, Device: m.device, Demo: m.Kind == "demo", Created: m.Created}, err
}

// Contents says what a record, or a copy of one, holds. It has numbers and no
// names.
type Contents struct {
	Identity
	Schema      int         // the version of the tables it was written with
	Head        Head        // how many entries there are, and the digest of them all
	People      int         // whose names are recorded
	Assessments int         // of any status
	First, Last dialog.When // when the entries that arrived first and last were recorded; zero where there are none
}

// Contents returns what the record holds.
func (s *Store) Contents(ctx context.Context) (c Contents, err error) {
	err = s.locked(ctx, func() error {
		c.Head = Head{s.tail.seq, s.tail.head}
		if c.Identity, err = s.identity(ctx); err != nil {
			return err
		}
		if c.Schema, err = identify(ctx, s.conn); err != nil {
			return err
		}
		var first, last sql.NullString
		row := s.conn.QueryRowContext(ctx, `select (select count(*) from person), (select count(*) from assessment),
			(select recorded_at from journal where seq=1), (select recorded_at from journal where seq=?)`, c.Head.Seq)
		if err := row.Scan(&c.People, &c.Assessments, &first, &last); err != nil {
			return fmt.Errorf("failed to count what the record holds: %w", err)
		}
		return errors.Join(c.First.UnmarshalText([]byte(first.String)), c.Last.UnmarshalText([]byte(last.String)))
	})
	return c, fault(err)
}

// Mark tells one entry from all others and says what it is about, without what it
// says.
type Mark struct {
	Device     dialog.ID
	DeviceSeq  int64
	Digest     [32]byte
	Kind       dialog.Kind
	Person     dialog.ID // zero for workers and settings
	RecordedAt dialog.When
}

// EachMark calls do for every entry in the order of arrival, until it fails.
func (s *Store) EachMark(ctx context.Context, do func(Mark) error) error {
	err := s.locked(ctx, func() error {
		return s.each(ctx, func(rows *sql.Rows) error {
			var m Mark
			var device, digest, person sql.RawBytes
			var kind, recorded string
			if err := rows.Scan(&device, &m.DeviceSeq, &digest, &kind, &person, &recorded); err != nil {
				return err
			}
			copy(m.Device[:], device)
			copy(m.Digest[:], digest)
			copy(m.Person[:], person)
			m.Kind = dialog.Kind(kind)
			if err := m.RecordedAt.UnmarshalText([]byte(recorded)); err != nil {
				return damaged("an entry has no readable time: %w", err)
			}
			return do(m)
		}, `select device, device_seq, digest, kind, person, recorded_at from journal order by seq`)
	})
	return fault(err)
}

// HeadAt returns where the journal stood after a number of entries, and false when
// it never held so many.
func (s *Store) HeadAt(ctx context.Context, seq int64) (h Head, ok bool, err error) {
	err = s.locked(ctx, func() error {
		h, ok, err = s.headAt(ctx, seq)
		return err
	})
	return h, ok, fault(err)
}

func (s *Store) headAt(ctx context.Context, seq int64) (h Head, ok bool, err error) {
	if ok = seq >= 0 && seq <= s.tail.seq; !ok || seq == 0 {
		return h, ok, nil
	}
	var b []byte
	if err := s.conn.QueryRowContext(ctx, `select head from journal where seq=?`, seq).Scan(&b); err != nil {
		return h, false, fmt.Errorf("failed to find an entry: %w", err)
	}
	h.Seq = seq
	copy(h.Digest[:], b)
	return h, true, nil
}

// CopyTo writes the record as it stands to a file, in place of what an attempt
// broken off left there, and flushes it. The copy is a whole record in one file,
// without what was deleted from the original's pages. Nobody but the owner may
// read it. It is not checked: open it with OpenCopy and check it there. What a
// failure leaves of it is taken away.
func (s *Store) CopyTo(ctx context.Context, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.ready()
	if err == nil {
		err = s.copyTo(ctx, path)
	}
	return fault(err)
}

func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	if path, err = filepath.Abs(path); err != nil {
		return err
	}
	if err := removePart(path); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, removePart(path))
		}
	}()
	// SQLite would make the file readable to others; it takes an empty one.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_ = f.Chmod(0o600) // whatever the umask; some drives have no owners to set
	if err := f.Close(); err != nil {
		return err
	}
	if err := s.vacuumInto(ctx, path); err != nil {
		err = fmt.Errorf("failed to copy the record: %w", err)
		if e, ok := errors.AsType[*sqlite.Error](err); ok && e.Code() == sqlite3.SQLITE_ERROR {
			// It says that the file is there already where the disk does not give
			// the size of the empty one.
			return &dialog.Error{Code: dialog.Unavailable, Message: messageDisk, Err: err}
		}
		return err
	}
	// Where it could not be taken away, the journal of the making, which is done.
	if err := os.Remove(path + "-journal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return flush(path)
}

// vacuumInto lets SQLite write the copy. Opened only to be read, the record
// refuses even what is written elsewhere, so that is lifted meanwhile; the file is
// open without any way to write it.
func (s *Store) vacuumInto(ctx context.Context, path string) (err error) {
	if s.readOnly {
		if _, err := s.conn.ExecContext(ctx, `pragma query_only=0`); err != nil {
			return err
		}
		defer func() {
			_, e := s.conn.ExecContext(context.WithoutCancel(ctx), `pragma query_only=1`)
			err = errors.Join(err, e)
		}()
	}
	if s.key != nil {
		return vault.Backup(ctx, s.conn, path, s.key)
	}
	_, err = s.conn.ExecContext(ctx, `vacuum into ?`, path)
	return err
}

// CopyPlain writes the record as it stands, but for this laptop's own keys, to a file
// that is not sealed, which must not be there yet. What a failure leaves of it is taken
// away. Nobody but the owner may read it; that is all that keeps it.
func (s *Store) CopyPlain(ctx context.Context, path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.ready()
	if err == nil {
		err = s.copyPlain(ctx, path)
	}
	return fault(err)
}

func (s *Store) copyPlain(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return err
		}
		return refuse(dialog.Conflict, "There is such a file in that folder already. It was left as it is. Please choose another folder.")
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	part := path + ".part"
	if err := removePart(part); err != nil {
		return err
	}
	err := s.withoutSecrets(ctx, func(from vault.Execer) error { return vault.CopyPlain(ctx, from, part) })
	if err == nil {
		err = putInPlace(part, path)
	}
	if err != nil {
		return errors.Join(err, removePart(part))
	}
	return nil
}

// withoutSecrets gives the record to a copier. Where it keeps keys, the copier gets a
// sealed copy that has none: what is not sealed is written from that.
func (s *Store) withoutSecrets(ctx context.Context, do func(vault.Execer) error) (err error) {
	var n int
	if err := s.conn.QueryRowContext(ctx, `select count(*) from local_secret`).Scan(&n); err != nil {
		return fmt.Errorf("failed to look for keys: %w", err)
	}
	if n == 0 {
		return do(s.conn)
	}
	bare := s.path() + ".bare.part"
	if err := s.copyTo(ctx, bare); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removePart(bare)) }()
	db, err := vault.Open(ctx, bare, vault.Options{Access: vault.Write, Key: s.key})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, `delete from local_secret`); err != nil {
		return fmt.Errorf("failed to leave out keys: %w", err)
	}
	return do(db)
}

// flush makes sure that a file written by others is on the disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Copy is a copy of a record that is open to be read.
type Copy struct {
	*Store
	Schema  int    // the version of the tables it was written with; the Store sees the newest
	scratch string // what was made to read it, or ""
}

// OpenCopy opens a copy of a record at a path, such as a backup, and changes
// neither it nor anything beside it. Nothing keeps others from using the copy
// meanwhile. Of the options Dir is the folder in which a copy of an earlier
// version is brought up to date to be read; it is not changed itself. Close takes
// that away again.
//
// Codes as for Open, with Conflict for a demo opened as a real record or the other
// way. Its pages and entries are not looked at; Check does that.
func OpenCopy(ctx context.Context, path string, o Options) (*Copy, error) {
	c := &Copy{Store: newUnlocked(o)}
	c.readOnly = true
	err := c.open(ctx, path, o.Dir)
	if err != nil {
		return nil, fault(errors.Join(err, c.abandon(), c.sweep()))
	}
	return c, nil
}

// Close lets go of the copy.
func (c *Copy) Close() error { return errors.Join(c.Store.Close(), fault(c.sweep())) }

func (c *Copy) open(ctx context.Context, path, scratch string) error {
	if err := c.attach(ctx, path, vault.Read); err != nil {
		return err
	}
	all, err := steps()
	if err != nil {
		return err
	}
	if c.Schema, err = identify(ctx, c.conn); err != nil {
		return err
	}
	if c.Schema < len(all) {
		if err := c.openEarlier(ctx, path, scratch, all); err != nil {
			return err
		}
	}
	return c.accept(ctx, len(all))
}

// openEarlier reads a copy of an earlier version by way of another copy of it.
func (c *Copy) openEarlier(ctx context.Context, path, dir string, all []step) error {
	if err := c.abandon(); err != nil {
		return err
	}
	c.scratch = filepath.Join(dir, scratchName)
	if err := removePart(c.scratch); err != nil {
		return err
	}
	if err := copyFile(path, c.scratch); err != nil {
		return err
	}
	if err := c.attach(ctx, c.scratch, vault.Write); err != nil {
		return err
	}
	return c.bringUp(ctx, c.Schema, all)
}

// scratchName is the file a copy of an earlier version is brought up to date in.
const scratchName = "alongside.scratch.part"

func (c *Copy) sweep() error {
	if c.scratch == "" {
		return nil
	}
	return removePart(c.scratch)
}

// copyFile copies a file that nobody writes, for its owner alone, and flushes it.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := newFile(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// newUnlocked is a store without a folder of its own, whose file nobody else uses.
func newUnlocked(o Options) *Store {
	s := &Store{demo: o.Demo, key: o.Key, now: o.Now, rand: o.Rand, stmts: map[string]*sql.Stmt{}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.rand == nil {
		s.rand = crand.Reader
	}
	return s
}

// accept refuses a copy whose tables are not those of its version, or that is a
// demo where a real record is meant, or the other way.
func (s *Store) accept(ctx context.Context, version int) error {
	if err := inspectSchema(ctx, s.conn, version); err != nil {
		return err
	}
	m, err := readMeta(ctx, s.conn)
	if err != nil {
		return err
	}
	switch {
	case m.Kind == "demo" && !s.demo:
		return refuse(dialog.Conflict, "This is a copy of the demo with made-up people. It is of no use for a real record.")
	case m.Kind == "live" && s.demo:
		return refuse(dialog.Conflict, "This is a copy of a real record. It is of no use for the demo.")
	case m.Kind != "demo" && m.Kind != "live" || m.Record.IsZero() || m.device.IsZero():
		return damaged("the copy does not say what it is")
	}
	s.device = m.device
	return s.load(ctx)
}

// Renew makes a copy of a record ready to take the record's place, and returns
// what it holds. It is brought up to date, becomes a new installation, so that no
// number of an entry is given out twice, is looked through as Check does, and is
// left whole in its one file and flushed. It must be nobody's but the caller's; a
// backup is copied first. After a failure it is of no use.
func Renew(ctx context.Context, path string, o Options) (c Contents, err error) {
	s := newUnlocked(o)
	defer func() { err = fault(errors.Join(err, s.Close())) }()
	if err := s.attach(ctx, path, vault.Write); err != nil {
		return c, err
	}
	all, err := steps()
	if err != nil {
		return c, err
	}
	version, err := identify(ctx, s.conn)
	if err != nil {
		return c, err
	}
	if err := s.bringUp(ctx, version, all); err != nil {
		return c, err
	}
	fresh := s.idAt(s.now())
	if _, err := s.conn.ExecContext(ctx, `insert or ignore into meta(name, value)
		select 'was:'||replace(value,'-',''), '' from meta where name='device'`); err != nil {
		return c, fmt.Errorf("failed to keep which installation it was: %w", err)
	}
	if _, err := s.conn.ExecContext(ctx, `update meta set value=? where name='device'`, fresh.String()); err != nil {
		return c, fmt.Errorf("failed to begin a new installation: %w", err)
	}
	if err := s.accept(ctx, len(all)); err != nil {
		return c, err
	}
	if _, err := s.Check(ctx); err != nil {
		return c, err
	}
	if c, err = s.Contents(ctx); err != nil {
		return c, err
	}
	if err := s.Close(); err != nil {
		return c, err
	}
	if vault.Unfinished(path) {
		return c, damaged("the copy did not become one file")
	}
	return c, flush(path)
}

// Reseal puts a copy of a record, which nobody has open, under another key.
func Reseal(ctx context.Context, path string, from, to *vault.DataKey) (err error) {
	db, err := vault.Open(ctx, path, vault.Options{Access: vault.Write, Key: from})
	if err != nil {
		return fault(err)
	}
	part := path + ".resealed.part"
	if err := errors.Join(removePart(part), vault.Backup(ctx, db, part, to), db.Close()); err != nil {
		return fault(errors.Join(err, removePart(part)))
	}
	return fault(vault.Replace(part, path))
}
