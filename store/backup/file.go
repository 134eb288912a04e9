package backup

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// makeFolder makes a folder for backups that only its owner can look into. One
// that is there stays as it is.
func makeFolder(dir string) error {
	if info, err := os.Stat(dir); err == nil {
		if !info.IsDir() {
			return &fs.PathError{Op: "mkdir", Path: dir, Err: errors.New("it is a file")}
		}
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	_ = os.Chmod(dir, 0o700) // whatever the umask; some drives have no owners to set
	return nil
}

// newFile makes an empty file that only its owner can read.
func newFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_ = f.Chmod(0o600)
	}
	return f, err
}

func writeFlushed(path string, b []byte) error {
	f, err := newFile(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

// copyFile copies a file that nobody writes. The copy is flushed once read has
// been called, which says that the original is no longer needed.
func copyFile(ctx context.Context, from, to string, read func()) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := newFile(to)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, &stoppable{ctx, in})
	err = errors.Join(err, in.Close())
	read()
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// copyKeys copies a key file in one step, by way of a file that is written over.
func copyKeys(ctx context.Context, from, to, part string) error {
	if err := copyFile(ctx, from, part, func() {}); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return rename(part, to)
}

// stoppable is a reader that ends with its context.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// digest returns the SHA-256 of a file and its size.
func digest(ctx context.Context, path string) (sum []byte, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	size, err = io.Copy(h, &stoppable{ctx, f})
	return h.Sum(nil), size, err
}

// rename tries for a second on Windows, where a program that looks through new
// files for viruses keeps them from being renamed for a moment.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for i := 0; i < 10 && runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission); i++ {
		time.Sleep(100 * time.Millisecond)
		err = os.Rename(from, to)
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// removeAll takes away a file that is not finished and what SQLite left beside it.
func removeAll(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(path)) {
			errs = append(errs, removeIfThere(filepath.Join(filepath.Dir(path), e.Name())))
		}
	}
	return errors.Join(errs...)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
