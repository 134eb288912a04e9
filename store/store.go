package store

import (
	"context"
	crand "crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"alongside/dialog"
	"alongside/store/vault"
)

// Store is an open record. Its methods may be called from several goroutines;
// they take turns.
type Store struct {
	dir      string
	demo     bool
	key      *vault.DataKey // what the file is sealed under; nil for a plain one
	readOnly bool
	problem  string    // see Problem
	device   dialog.ID // this installation of it
	now      func() time.Time
	rand     io.Reader
	lock     *lock

	keysRevision  uint64                              // see Options
	beforeUpgrade func(context.Context, *Store) error // see Options

	mu     sync.Mutex
	db     *sql.DB // nil once closed
	conn   *sql.Conn
	stmts  map[string]*sql.Stmt   // what reads
	writes map[string]driver.Stmt // what writes; see exec
	args   []driver.NamedValue    // of the write that is under way
	known  bool                   // whether tail and rules are as the file has them
	tail   tail
	rules  dialog.Rules
	recent recent
	list   *list // nil until the caseload was asked for

	families dialog.Families // see kin; nil until they were asked for

	ran func(statement string) // for tests: told of each that is run
}

// Device returns the identifier of this installation, which its entries carry.
func (s *Store) Device() dialog.ID { return s.device }

// Demo reports whether the record holds made-up people.
func (s *Store) Demo() bool { return s.demo }

// ReadOnly reports whether the record was opened only to be read, because it was
// asked for or because its folder or file cannot be written.
func (s *Store) ReadOnly() bool { return s.readOnly }

// NewID returns a new identifier. It falls back on the system's random source if
// the one given in Options fails.
func (s *Store) NewID() dialog.ID { return s.idAt(s.now()) }

func (s *Store) idAt(at time.Time) dialog.ID {
	var random [10]byte
	if _, err := io.ReadFull(s.rand, random[:]); err != nil {
		_, _ = crand.Read(random[:]) // it never fails
	}
	return dialog.NewID(at, random)
}

// Head is a point in the journal: how many entries this laptop holds and the
// digest of them all in their order of arrival.
type Head struct {
	Seq    int64
	Digest [32]byte
}

// String returns the head in a form to print: "1204 5be0…" with 8 bytes of the
// digest.
func (h Head) String() string { return fmt.Sprintf("%d %x", h.Seq, h.Digest[:8]) }

// Head returns where the journal ends.
func (s *Store) Head(ctx context.Context) (Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil {
		return Head{}, fault(err)
	}
	return Head{s.tail.seq, s.tail.head}, nil
}

// ClockBehind reports whether the computer's clock is earlier than the last entry
// made on it, and by how much. Nothing is corrected; people should be told.
func (s *Store) ClockBehind(ctx context.Context) (by time.Duration, behind bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.load(ctx); err != nil || s.tail.recorded.IsZero() {
		return 0, false
	}
	by = s.tail.recorded.Time().Sub(s.now().Truncate(time.Millisecond))
	return max(by, 0), by > 0
}

// Close folds everything into the one file, so that a copy of it is complete, and
// lets go of it. The record is safe even when Close fails or is never called.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		return nil
	}
	var errs []error
	if !s.readOnly {
		errs = append(errs, checkpoint(context.Background(), s.conn))
		if s.load(context.Background()) == nil {
			s.keepHead(true)
		}
	}
	errs = append(errs, s.detach())
	s.lock.release()
	s.forget()
	return fault(errors.Join(errs...))
}

// checkpoint moves the log into the file and empties it.
func checkpoint(ctx context.Context, c *sql.Conn) error {
	var busy, log, moved int
	err := c.QueryRowContext(ctx, `pragma wal_checkpoint(truncate)`).Scan(&busy, &log, &moved)
	if err == nil && busy != 0 {
		err = errors.New("the log was busy")
	}
	if err != nil {
		return fmt.Errorf("failed to complete the file: %w", err)
	}
	return nil
}

// ready refuses when the record is closed.
func (s *Store) ready() error {
	if s.db == nil {
		return refuse(dialog.Unavailable, "The record is closed.")
	}
	return nil
}

// begin is what every writing call starts with.
func (s *Store) begin(ctx context.Context) error {
	if err := s.ready(); err != nil {
		return err
	}
	if s.readOnly {
		return refuse(dialog.ReadOnly, messageReadOnly)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.load(ctx)
}

// load reads what is kept in memory beside people: the journal's end and the
// rules.
func (s *Store) load(ctx context.Context) error {
	if err := s.ready(); err != nil {
		return err
	}
	if s.known {
		return nil
	}
	end, err := s.loadTail(ctx)
	if err != nil {
		return err
	}
	rules, err := s.loadRules(ctx)
	if err != nil {
		return err
	}
	s.tail, s.rules, s.known = end, rules, true
	return nil
}

// forget drops all that is kept in memory. Everything after a failure is read
// from the file again.
func (s *Store) forget() {
	s.known, s.list, s.families = false, nil, nil
	s.recent.drop()
}

// execer runs a statement that gives no rows.
type execer func(ctx context.Context, statement string, args ...any) error

// on is the execer of a connection of which nothing is kept prepared.
func on(c *sql.Conn) execer {
	return func(ctx context.Context, statement string, args ...any) error {
		_, err := c.ExecContext(ctx, statement, args...)
		return err
	}
}

// inTx runs do in one transaction, which is undone if do or the commit fails, or
// do panics.
func inTx(ctx context.Context, exec execer, do func() error) (err error) {
	if err := exec(ctx, "begin immediate"); err != nil {
		return fmt.Errorf("failed to begin: %w", err)
	}
	committed := false
	defer func() {
		if !committed {
			// SQLite undoes some failures itself and then says that there is
			// nothing to undo.
			_ = exec(context.WithoutCancel(ctx), "rollback")
		}
	}()
	if err := do(); err != nil {
		return err
	}
	if err := exec(ctx, "commit"); err != nil {
		return fmt.Errorf("failed to commit: %w", err)
	}
	committed = true
	return nil
}

// stmt prepares a statement that reads once and keeps it.
func (s *Store) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st, ok := s.stmts[query]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s.stmts[query] = st
	return st, nil
}

// exec runs a statement that gives no rows. It hands the values straight to the driver:
// looking at each of them before, as database/sql does, is a fifth of what writing a row
// of a derived table takes. So they are of the kinds that the driver has, or int.
func (s *Store) exec(ctx context.Context, statement string, args ...any) error {
	if s.ran != nil {
		s.ran(statement)
	}
	s.args = s.args[:0]
	for i, v := range args {
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		s.args = append(s.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return s.conn.Raw(func(c any) error {
		st, ok := s.writes[statement]
		if !ok {
			var err error
			if st, err = c.(driver.ConnPrepareContext).PrepareContext(ctx, statement); err != nil {
				return err
			}
			s.writes[statement] = st
		}
		_, err := st.(driver.StmtExecContext).ExecContext(ctx, s.args)
		return err
	})
}

func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s.ran != nil {
		s.ran(query)
	}
	st, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// closeStatements lets go of what was prepared. One that is left open keeps the file open.
func (s *Store) closeStatements() error {
	var errs []error
	for _, st := range s.stmts {
		errs = append(errs, st.Close())
	}
	if len(s.writes) > 0 {
		errs = append(errs, s.conn.Raw(func(any) error {
			var errs []error
			for _, st := range s.writes {
				errs = append(errs, st.Close())
			}
			return errors.Join(errs...)
		}))
	}
	s.stmts, s.writes = map[string]*sql.Stmt{}, map[string]driver.Stmt{}
	return errors.Join(errs...)
}
