package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"
)

// Execer is what Backup needs of an open file: a *sql.DB or a *sql.Conn, outside a
// transaction.
type Execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Backup writes a whole, compacted and flushed copy of an open file to path, sealed
// under a key, which need not be the one the file is open under. It replaces what
// stands at path, in one step; after a crash there is either that or the copy. The
// open file must be a sealed one, whose pages leave room for the tags.
func Backup(ctx context.Context, from Execer, path string, k *DataKey) error {
	s, err := newSeal(k)
	if err != nil {
		return err
	}
	part := path + partSuffix
	if err := s.copyTo(ctx, from, part); err != nil {
		return errors.Join(fmt.Errorf("failed to copy the record: %w", err), removeIfThere(part))
	}
	return putInPlace(part, path)
}

// copyTo writes the copy and ends the use of s.
func (s *seal) copyTo(ctx context.Context, from Execer, part string) error {
	number, err := admit(&grant{seal: s, making: true})
	if err != nil {
		s.drop()
		return err
	}
	defer revoke(number)
	f, err := newPart(part) // SQLite takes an empty file, and would make one that others can read
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := from.ExecContext(ctx, `vacuum into ?`, uri(part, number, url.Values{})); err != nil {
		return err
	}
	return s.finishCopy(part)
}

// finishCopy marks a copy as one that is kept with a log, which VACUUM INTO does not,
// and flushes it.
func (s *seal) finishCopy(part string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	p := make([]byte, pageSize)
	_, err = f.ReadAt(p, 0)
	if err == nil {
		err = s.get(p, dbPlace(0))
	}
	if err == nil {
		p[18], p[19] = 2, 2
		err = s.put(p, dbPlace(0))
	}
	if err == nil {
		_, err = f.WriteAt(p, 0)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// Replace puts a copy that Backup made in place of a file that nobody has open any
// more. After a crash there is either the file or the copy. The log of the file goes
// last, because until then it may hold what the file does not.
func Replace(copied, path string) error {
	if err := putInPlace(copied, path); err != nil {
		return err
	}
	return removeIfThere(path + "-wal")
}

// CopyPlain writes a whole, compacted and flushed copy of an open file to path, not
// sealed, where there must be nothing yet. It is the way out: any program that reads
// SQLite reads it.
func CopyPlain(ctx context.Context, from Execer, path string) error {
	f, err := newPart(path)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	system := "unix"
	if runtime.GOOS == "windows" {
		system = "win32"
	}
	if _, err := from.ExecContext(ctx, `vacuum into ?`, uri(path, 0, url.Values{"vfs": {system}})); err != nil {
		return fmt.Errorf("failed to copy the record: %w", err)
	}
	if f, err = os.OpenFile(path, os.O_RDWR, 0); err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
