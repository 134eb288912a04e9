package transfer

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Sink is where an export goes.
type Sink interface {
	// New begins a file that has no name yet.
	New() (Part, error)
}

// Part is a file that is being written. Exactly one of Keep and Drop ends it.
type Part interface {
	io.Writer
	// Flush makes sure that what was written lasts.
	Flush() error
	// Keep gives the file its name. Where a file of that name is there already, it
	// holds the same: names are made from what is in a file.
	Keep(name string) error
	// Drop takes the file away.
	Drop()
}

// folder is a folder of the file system.
type folder struct{ dir string }

const (
	partPrefix = ".alongside-"
	partSuffix = ".part"
)

// Folder returns a sink that writes into a folder, which is made if it is not there
// and which only its owner can look into then. Parts that a run cut off left there
// are taken away.
func Folder(dir string) (Sink, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault(err)
	}
	old, err := filepath.Glob(filepath.Join(escaped(dir), partPrefix+"*"+partSuffix))
	if err != nil {
		return nil, fault(err)
	}
	for _, part := range old {
		_ = os.Remove(part) // it may be gone, or another's; nothing depends on it
	}
	return folder{dir}, nil
}

// escaped keeps the name of a folder from being read as a pattern.
func escaped(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// New begins a file under a passing name that says nothing about what is in it.
func (f folder) New() (Part, error) {
	file, err := os.CreateTemp(f.dir, partPrefix+"*"+partSuffix) // readable by its owner alone
	if err != nil {
		return nil, err
	}
	return &part{file: file, dir: f.dir}, nil
}

type part struct {
	file   *os.File
	dir    string
	closed bool
}

func (p *part) Write(b []byte) (int, error) { return p.file.Write(b) }

func (p *part) Flush() error {
	err := errors.Join(p.file.Sync(), p.file.Close())
	p.closed = true
	return err
}

func (p *part) Keep(name string) error { return os.Rename(p.file.Name(), filepath.Join(p.dir, name)) }

func (p *part) Drop() {
	if !p.closed {
		_ = p.file.Close()
	}
	if err := os.Remove(p.file.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return // it has no name and is taken away next time
	}
}
