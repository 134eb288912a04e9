package transfer

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"sync"
)

// files are the files of one export.
type files struct {
	sink Sink
	all  []*file
	kept bool
	busy sync.WaitGroup // with writing to them, beside what calls
}

// file is one of them. What is written to it is counted and added up.
type file struct {
	base, ending string // its name is base-digest.ending
	rows         int64  // for whoever writes to count
	part         Part
	buffer       *bufio.Writer
	sum          hash.Hash
	size         int64
}

// create begins a file.
func (fs *files) create(base, ending string) (*file, error) {
	p, err := fs.sink.New()
	if err != nil {
		return nil, fmt.Errorf("failed to begin a file: %w", err)
	}
	f := &file{base: base, ending: ending, part: p, sum: sha256.New()}
	f.buffer = bufio.NewWriterSize(counted{f}, 64<<10)
	fs.all = append(fs.all, f)
	return f, nil
}

// Write adds to the file.
func (f *file) Write(b []byte) (int, error) { return f.buffer.Write(b) }

// counted is what lies beneath a file's buffer.
type counted struct{ *file }

func (c counted) Write(b []byte) (int, error) {
	n, err := c.part.Write(b)
	c.sum.Write(b[:n])
	c.size += int64(n)
	return n, err
}

// digest is the SHA-256 of what was written.
func (f *file) digest() string { return hex.EncodeToString(f.sum.Sum(nil)) }

// nameDigits is how many digits of its digest a file has in its name.
const nameDigits = 16

func (f *file) name() string { return f.base + "-" + f.digest()[:nameDigits] + f.ending }

func (f *file) flush() error {
	if err := f.buffer.Flush(); err != nil {
		return fmt.Errorf("failed to write a file: %w", err)
	}
	if err := f.part.Flush(); err != nil {
		return fmt.Errorf("failed to write a file: %w", err)
	}
	return nil
}

// keep ends all files, gives them their names, and writes the manifest last. Files
// without a row are not kept.
func (fs *files) keep(m *Manifest) (*Manifest, error) {
	for _, f := range fs.all {
		if err := f.flush(); err != nil {
			return nil, err
		}
		if f.rows > 0 {
			m.Files = append(m.Files, ManifestFile{Name: f.name(), Rows: f.rows, Bytes: f.size, SHA256: f.digest()})
		}
	}
	slices.SortStableFunc(m.Files, ManifestFile.compare)
	last, err := fs.manifest(m)
	if err != nil {
		return nil, err
	}
	for _, f := range fs.all { // the manifest is the last of them
		if f.rows == 0 {
			f.part.Drop()
			continue
		}
		if err := f.part.Keep(f.name()); err != nil {
			return nil, fmt.Errorf("failed to give a file its name: %w", err)
		}
	}
	fs.kept = true
	m.Name = last.name()
	return m, nil
}

func (fs *files) manifest(m *Manifest) (*file, error) {
	f, err := fs.create("manifest", ".json")
	if err != nil {
		return nil, err
	}
	f.rows = 1
	b, err := m.encode()
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(b); err != nil {
		return nil, fmt.Errorf("failed to write the manifest: %w", err)
	}
	return f, f.flush()
}

// drop takes away what was not kept, once nothing writes to it any more.
func (fs *files) drop() {
	fs.busy.Wait()
	if fs.kept {
		return
	}
	for _, f := range fs.all {
		f.part.Drop()
	}
}
