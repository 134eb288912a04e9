package vault

import (
	"errors"
	"io"
	"io/fs"
	"os"

	sqlite3 "modernc.org/sqlite/lib"
)

// prepare looks at a sealed file before SQLite does, and makes the first page of a
// new one. That the key fits must be known beforehand: under a wrong one a log looks
// like one that was cut off at its start, and SQLite takes such a log away.
func prepare(path string, o Options) (_ *seal, err error) {
	s, err := newSeal(o.Key)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.drop()
		}
	}()
	info, err := os.Stat(path)
	if o.Access == Create && (errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0) {
		return s, s.makeFile(path)
	}
	if err != nil {
		return nil, err
	}
	if journal, err := os.Stat(path + "-journal"); err == nil && journal.Size() > 0 {
		return nil, refuse(CodeForeign, "a rollback journal stands beside a file that never has one")
	}
	if info.Size() == 0 || info.Size()%pageSize != 0 && !Unfinished(path) {
		return nil, ErrCut
	}
	if err := s.fits(path); err != nil {
		return nil, err
	}
	if o.Access == Read || o.Access == Peek {
		return s, nil
	}
	return s, s.checkLog(path + "-wal")
}

// makeFile writes a file that holds an empty database, and flushes it.
func (s *seal) makeFile(path string) error {
	p := firstPage(sqlite3.SQLITE_VERSION_NUMBER)
	if err := s.put(p, dbPlace(0)); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(p, 0)
	return errors.Join(err, f.Sync(), f.Close())
}

// KeyFits says whether the file at path is sealed under a key: nil when it is, else
// *Error with CodeWrongKey, or CodeUnsealed when the file is a plain database, or
// what the file system says. The file must not be open.
func KeyFits(path string, k *DataKey) error {
	s, err := newSeal(k)
	if err != nil {
		return err
	}
	defer s.drop()
	return s.fits(path)
}

// tryPages is how many pages are tried before a key is said not to fit. The first
// should do; but a crash may have torn it, and any may be damaged.
const tryPages = 16

// fits says whether one of the first pages of the file, or of its log, opens.
func (s *seal) fits(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	p := make([]byte, pageSize)
	for off := int64(0); off < tryPages*pageSize; off += pageSize {
		n, err := f.ReadAt(p, off)
		if n < pageSize {
			if !errors.Is(err, io.EOF) {
				return err
			}
			break
		}
		if off == 0 && string(p[:len(plainMagic)]) == plainMagic {
			return refuse(CodeUnsealed, "the file is not sealed")
		}
		if s.get(p, dbPlace(off)) == nil {
			return nil
		}
	}
	if s.fitsLog(path + "-wal") {
		return nil
	}
	return refuse(CodeWrongKey, "nothing in the file opens under this key")
}

// fitsLog says whether one of the first frames of a log opens.
func (s *seal) fitsLog(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	b := make([]byte, frameSize)
	for i := range int64(tryPages) {
		off := walHeader + i*frameSize
		if _, err := f.ReadAt(b, off); err != nil {
			return false
		}
		if s.get(b[frameHeader:], walPlace(off, b)) == nil {
			return true
		}
	}
	return false
}
