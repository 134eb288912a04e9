package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"alongside/dialog"
	"alongside/store/vault"
)

// meta is what a record says of itself.
type meta struct {
	sentinel
	device dialog.ID
}

func readMeta(ctx context.Context, db querier) (meta, error) {
	var m meta
	rows, err := db.QueryContext(ctx, `select name, value from meta`)
	if err != nil {
		return m, fmt.Errorf("failed to read what the record is: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return m, fmt.Errorf("failed to read what the record is: %w", err)
		}
		switch name {
		case "record":
			err = m.Record.UnmarshalText([]byte(value))
		case "device":
			err = m.device.UnmarshalText([]byte(value))
		case "kind":
			m.Kind = value
		case "created":
			err = m.Created.UnmarshalText([]byte(value))
		}
		if err != nil {
			return m, damaged("what the record says of itself cannot be read: %w", err)
		}
	}
	return m, rows.Err()
}

func writeMeta(ctx context.Context, c *sql.Conn, m meta) error {
	for _, row := range [][2]string{
		{"record", m.Record.String()}, {"device", m.device.String()}, {"kind", m.Kind}, {"created", moment(m.Created)},
	} {
		if _, err := c.ExecContext(ctx, `insert into meta(name, value) values(?,?)`, row[0], row[1]); err != nil {
			return fmt.Errorf("failed to write what the record is: %w", err)
		}
	}
	return nil
}

// create makes a new record. It is made whole under another name, flushed, and
// only then given its own, so that a crash leaves either none or all of it.
func (s *Store) create(ctx context.Context) error {
	if err := makeFolder(s.dir); err != nil {
		return err
	}
	if s.lock == nil {
		l, err := acquire(s.dir, false, true)
		if err != nil {
			return err
		}
		s.lock = l
	}
	if there, err := s.look(); err != nil || there {
		return err // somebody else made it meanwhile
	}
	part := s.path() + ".part"
	if err := s.makeFile(ctx, part); err != nil {
		return errors.Join(err, removePart(part))
	}
	if s.key != nil { // before the record is there, so that it is never there without one
		if err := vault.WriteHead(s.headPath(), s.key, vault.Head{Keys: s.keysRevision}, true); err != nil {
			return err
		}
	}
	if err := putInPlace(part, s.path()); err != nil {
		return err
	}
	_ = removePart(part) // the empty log, where it could not be taken away
	return nil
}

// makeFolder makes the folder and those above it, readable by their owner alone.
// A folder that is there stays as it is.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700) // whatever the umask
}

// makeFile writes a whole new record to a file and flushes it.
func (s *Store) makeFile(ctx context.Context, path string) (err error) {
	if err := removePart(path); err != nil {
		return err
	}
	f, err := newFile(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := s.fill(ctx, path); err != nil {
		return err
	}
	if f, err = os.OpenFile(path, os.O_RDWR, 0); err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (s *Store) fill(ctx context.Context, path string) (err error) {
	db, err := vault.Open(ctx, path, vault.Options{Access: vault.Create, Key: s.key})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	all, err := steps()
	if err != nil {
		return err
	}
	if err := migrate(ctx, c, 0, all, nothing); err != nil {
		return err
	}
	now := s.now()
	m := meta{sentinel{Record: s.idAt(now), Kind: "live", Created: dialog.At(now)}, s.idAt(now)}
	if s.demo {
		m.Kind = "demo"
	}
	if err := inTx(ctx, on(c), func() error { return writeMeta(ctx, c, m) }); err != nil {
		return err
	}
	return checkpoint(ctx, c)
}

// removePart takes away what an attempt to make a record left. It never had the
// record's name, so nobody's answers are in it.
func removePart(part string) error {
	entries, err := os.ReadDir(filepath.Dir(part))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(part)) {
			if err := os.Remove(filepath.Join(filepath.Dir(part), e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
