package store

import (
	"context"
	crand "crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"alongside/dialog"
	"alongside/store/vault"
)

// fileName is the name of the record's file in its folder.
const fileName = "alongside.db"

// Options say which record to open and how.
type Options struct {
	Dir      string           // the folder of the record
	Demo     bool             // a record of made-up people; it never opens as a real one, nor the other way
	Create   bool             // make a new record where there is none
	ReadOnly bool             // change nothing
	Now      func() time.Time // the clock; time.Now when nil
	Rand     io.Reader        // the random source; crypto/rand when nil

	// BeforeUpgrade is called before a record of an earlier version is brought up
	// to date, and keeps a copy of it as it is (CopyTo). Where it fails, or is not
	// set, the record is left as it is and not opened.
	BeforeUpgrade func(context.Context, *Store) error
	Key           *vault.DataKey // what the file is sealed under; nil for a plain file
	KeysRevision  uint64         // of the key file that Key is from (vault.Keys.Revision), which an older one gives away; 0 where it is not known

	lock *lock // of the folder, where it is held already
}

// Open opens the record of a folder. What is there and is no record, or no longer
// one as it was written, is refused without changing it or making anything beside
// it. Where the folder or the file cannot be written the record is opened only to
// be read.
//
// Codes: NotFound where there is no record and Create is not set; Busy while
// another program has it open; Foreign, Newer and Damaged for a file that is not
// ours, not yet known, or not as it was written; Conflict for a demo opened as a
// real record, or the other way, and for a record that was swapped for another;
// Unavailable, ReadOnly and Full for what the folder or disk refuses.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = crand.Reader
	}
	s := &Store{dir: o.Dir, demo: o.Demo, readOnly: o.ReadOnly, key: o.Key, now: o.Now, rand: o.Rand, stmts: map[string]*sql.Stmt{}, writes: map[string]driver.Stmt{},
		keysRevision: o.KeysRevision, beforeUpgrade: o.BeforeUpgrade, lock: o.lock}
	err := s.open(ctx, o.Create && !o.ReadOnly)
	if err != nil {
		return nil, fault(errors.Join(err, s.abandon()))
	}
	return s, nil
}

func (s *Store) path() string { return filepath.Join(s.dir, fileName) }

func (s *Store) open(ctx context.Context, create bool) error {
	there, err := s.look()
	if err != nil {
		return err
	}
	if !there {
		if !create {
			return refuse(dialog.NotFound, "There is no record in this folder.")
		}
		if err := s.create(ctx); err != nil {
			return err
		}
	}
	if err := s.hold(ctx); err != nil {
		return err
	}
	unfinished := vault.Unfinished(s.path())
	if err := s.connect(ctx); err != nil {
		return err
	}
	return s.settle(ctx, unfinished)
}

// look says whether there is a record's file, and refuses a folder in which it is
// missing although it was there once.
func (s *Store) look() (there bool, err error) {
	if s.dir == "" {
		return false, refuse(dialog.Invalid, "Please say in which folder the record is.")
	}
	info, err := os.Stat(s.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, refuse(dialog.Unavailable, "What should be the record's folder is a file. Please choose another folder.")
	}
	info, err = os.Stat(s.path())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, s.checkLeft()
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, refuse(dialog.Foreign, "What should be the record's file is something else. It was left as it is. Please choose another folder.")
	case info.Size() == 0:
		return false, refuse(dialog.Damaged, "The record's file is empty. It was left as it is. Please bring back a backup.")
	}
	return true, nil
}

// checkLeft refuses a folder that holds what belongs to a record but not the
// record.
func (s *Store) checkLeft() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == sentinelName || strings.HasPrefix(e.Name(), fileName+"-") {
			return refuse(dialog.Damaged, "There was a record in this folder and its file is gone. Please bring back a backup, or choose another folder.")
		}
	}
	return nil
}

// hold takes the lock and makes sure that the file is a record of ours, without
// changing anything before that is sure.
func (s *Store) hold(ctx context.Context) error {
	for {
		if s.lock == nil {
			if err := s.tryLock(false); err != nil {
				return err
			}
		}
		err := s.inspect(ctx)
		if err == nil {
			break
		}
		// Without a lock somebody may have been writing while we looked.
		if _, e := os.Stat(filepath.Join(s.dir, lockName)); s.lock != nil || e != nil || s.readOnly {
			return err
		}
	}
	if s.lock == nil && !s.readOnly {
		// Nobody holds the file, so opening and closing it takes no lock away.
		f, err := os.OpenFile(s.path(), os.O_RDWR, 0)
		if err == nil {
			err = f.Close()
		}
		if s.readOnly = err != nil && unwritable(err); s.readOnly {
			return nil // and no lock file is made
		}
		if err := s.tryLock(true); err != nil {
			return err
		}
	}
	s.lock.sign(s.now())
	return nil
}

// tryLock takes the lock, for reading only where it cannot be taken to write.
func (s *Store) tryLock(create bool) error {
	l, err := acquire(s.dir, s.readOnly, create)
	if err != nil && !s.readOnly && unwritable(err) {
		s.readOnly = true
		l, err = acquire(s.dir, true, false)
	}
	s.lock = l
	return err
}

// unwritable says whether an error is a refusal to write that leaves a record to be
// read: for want of leave or of room.
func unwritable(err error) bool {
	code := dialog.ErrorCode(fault(err))
	return errors.Is(err, fs.ErrPermission) || code == dialog.ReadOnly || code == dialog.Full
}

// quickCheckBytes is the size up to which a file's pages are looked through at
// every opening: about 0.2 s.
const quickCheckBytes = 64 << 20

// inspect looks at the file without touching it.
func (s *Store) inspect(ctx context.Context) (err error) {
	db, err := vault.Open(ctx, s.path(), vault.Options{Access: vault.Peek, Key: s.key})
	if err != nil {
		return s.unlessUnfinished(err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	version, err := identify(ctx, db)
	if err != nil {
		return s.unlessUnfinished(err)
	}
	if vault.Unfinished(s.path()) {
		return nil // the file is not all there is; settle looks at the pages
	}
	if err := inspectSchema(ctx, db, version); err != nil {
		return err
	}
	if err := s.inspectPages(ctx, db); err != nil {
		return err
	}
	_, err = s.checkMeta(ctx, db)
	return err
}

// unlessUnfinished lets a file pass that cannot be read while it waits to be
// finished after a crash: a torn page is in its log.
func (s *Store) unlessUnfinished(err error) error {
	if dialog.ErrorCode(fault(err)) == dialog.Damaged && vault.Unfinished(s.path()) {
		return nil
	}
	return err
}

// inspectSchema refuses a file whose tables are not those of its version. Only the
// newest version's are known.
func inspectSchema(ctx context.Context, db querier, version int) error {
	all, err := steps()
	if err != nil || version != len(all) {
		return err
	}
	digest, err := schemaOf(ctx, db)
	if err == nil && digest != schemaDigest {
		err = damaged("the tables are not as they were made: %s", digest)
	}
	return err
}

// inspectPages refuses a file with a broken page.
func (s *Store) inspectPages(ctx context.Context, db querier) error {
	info, err := os.Stat(s.path())
	if err != nil || info.Size() > quickCheckBytes {
		return err
	}
	return lookThrough(ctx, db, "quick_check")
}

// connect opens the file for good, only to be read where it cannot be written.
func (s *Store) connect(ctx context.Context) error {
	if !s.readOnly {
		err := s.attach(ctx, s.path(), vault.Write)
		if err == nil || !unwritable(err) && dialog.ErrorCode(fault(err)) != dialog.Unavailable {
			return err
		}
		s.readOnly = true
	}
	return s.attach(ctx, s.path(), vault.Read)
}

// attach opens a file for the store.
func (s *Store) attach(ctx context.Context, path string, a vault.Access) error {
	db, err := vault.Open(ctx, path, vault.Options{Access: a, Key: s.key})
	if err != nil {
		return err
	}
	c, err := db.Conn(ctx)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	s.db, s.conn = db, c
	return nil
}

// settle brings the file up to date and reads what stays in memory. Pages that
// could not be looked at before, since a crash had left the file unfinished, are
// looked at now.
func (s *Store) settle(ctx context.Context, unfinished bool) error {
	version, err := identify(ctx, s.conn)
	if err != nil {
		return err
	}
	if unfinished {
		if err := s.inspectPages(ctx, s.conn); err != nil {
			return err
		}
	}
	beside, err := s.checkMeta(ctx, s.conn)
	if err != nil {
		return err
	}
	all, err := steps()
	if err != nil {
		return err
	}
	if version < len(all) {
		if s.readOnly {
			return refuse(dialog.ReadOnly, "This record has to be brought up to date before it can be read, but it cannot be written. Check that you may write in its folder.")
		}
		if err := s.upgrade(ctx, version, all); err != nil {
			return err
		}
	}
	if err := inspectSchema(ctx, s.conn, len(all)); err != nil {
		return err
	}
	if beside != nil && !s.readOnly {
		// Where there is no room for it, the next opening says it.
		if err := writeSentinel(s.dir, *beside); err != nil && !unwritable(err) {
			return err
		}
	}
	if err := s.load(ctx); err != nil {
		return err
	}
	if err := s.checkHead(ctx); err != nil || s.readOnly {
		return err
	}
	if err := s.sweep(ctx); err != nil && s.db == nil {
		return err // where it is open all the same, as with no room for a copy, the next opening does it
	}
	return s.load(ctx)
}

// upgrade brings the file up to date once a copy of it as it was is kept.
func (s *Store) upgrade(ctx context.Context, version int, all []step) error {
	if s.beforeUpgrade == nil {
		return errors.New("nothing keeps a copy before the record is brought up to date")
	}
	if err := s.beforeUpgrade(ctx, s); err != nil {
		return err
	}
	return s.bringUp(ctx, version, all)
}

// checkMeta reads what the record says of itself, and refuses a demo as a real
// record and a record that is not the one that was made here. It returns the
// sentinel to write where there is none that can be read.
func (s *Store) checkMeta(ctx context.Context, db querier) (*sentinel, error) {
	meta, err := readMeta(ctx, db)
	if err != nil {
		return nil, err
	}
	switch {
	case meta.Kind == "demo" && !s.demo:
		return nil, refuse(dialog.Conflict, "This is the demo with made-up people. It cannot be opened as a real record.")
	case meta.Kind == "live" && s.demo:
		return nil, refuse(dialog.Conflict, "This is a real record. It cannot be opened as the demo.")
	case meta.Kind != "demo" && meta.Kind != "live" || meta.Record.IsZero() || meta.device.IsZero():
		return nil, damaged("the record does not say what it is")
	}
	s.device = meta.device
	beside, there, err := readSentinel(s.dir)
	switch {
	case err != nil:
		return nil, err
	case !there || beside.Record.IsZero():
		return &meta.sentinel, nil
	case beside.Record != meta.Record:
		return nil, refuse(dialog.Conflict, "The record in this folder is not the one that was made here. It was left as it is. If you copied it here, please put it in an empty folder instead.")
	}
	return nil, nil
}

// abandon closes what a failed opening had opened.
func (s *Store) abandon() error {
	errs := []error{s.closeStatements()}
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	s.db, s.conn = nil, nil
	s.lock.release()
	return errors.Join(errs...)
}
