package baddisk

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Image is what may be on a disk: the contents of files by their paths, and the
// folders.
type Image struct {
	Files   map[string][]byte
	Folders []string
}

// WriteTo writes the files to a folder.
func (i Image) WriteTo(dir string) error {
	for _, name := range i.Folders {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return err
		}
	}
	for name, b := range i.Files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// AfterPowerCut returns what may be on the disk when the power fails after some
// operations. What was flushed is there. Of what was written to a file since it was
// flushed any part is: all but the last, none, or any writes, each whole, in any of
// its sectors, or not at all, whatever their order. Names that were made, changed and
// taken away come in their order, as many of them as may be, but at least those that
// were there when their folder was flushed.
func AfterPowerCut(ops []Op, r *rand.Rand) Image {
	s := state{live: map[string]*inode{}, kept: map[string]*inode{}}
	for _, o := range ops {
		s.do(o)
	}
	s.keep(r.IntN(len(s.waiting) + 1))
	image := Image{Files: map[string][]byte{}}
	for _, path := range slices.Sorted(maps.Keys(s.kept)) {
		if i := s.kept[path]; i.folder {
			image.Folders = append(image.Folders, path)
		} else {
			image.Files[path] = i.left(r)
		}
	}
	return image
}

// inode is a file, whatever its name, or a folder.
type inode struct {
	folder  bool
	flushed []byte
	waiting []Op // what was written since
}

// state is a disk: the names that programs see, those that are on the disk, and what
// has to be done to the second to make them the first.
type state struct {
	live, kept map[string]*inode
	waiting    []naming
}

// naming is one change of names.
type naming struct {
	Op
	inode *inode
}

func (n naming) apply(names map[string]*inode) {
	switch n.Kind {
	case Create, Mkdir:
		names[n.Path] = n.inode
	case Remove:
		delete(names, n.Path)
	case Rename:
		for path, i := range maps.Clone(names) {
			if below, ok := strings.CutPrefix(path+"/", n.Path+"/"); ok {
				delete(names, path)
				names[filepath.Join(n.To, below)] = i
			}
		}
	}
}

func (n naming) concerns(folder string) bool {
	return filepath.Dir(n.Path) == folder || n.Kind == Rename && filepath.Dir(n.To) == folder
}

func (s *state) do(o Op) {
	switch o.Kind {
	case Create, Mkdir, Remove, Rename:
		n := naming{o, &inode{folder: o.Kind == Mkdir}}
		n.apply(s.live)
		s.waiting = append(s.waiting, n)
	case Write, Truncate:
		if i := s.live[o.Path]; i != nil {
			i.waiting = append(i.waiting, o)
		}
	case Sync:
		if i := s.live[o.Path]; i != nil {
			i.flush()
		}
	case SyncDir:
		folder := filepath.Join(o.Path) // "." for the disk's own
		if folder == "" {
			folder = "."
		}
		last := len(s.waiting)
		for last > 0 && !s.waiting[last-1].concerns(folder) {
			last--
		}
		s.keep(last)
	}
}

// keep brings the first changes of names to the disk.
func (s *state) keep(n int) {
	for _, w := range s.waiting[:n] {
		w.apply(s.kept)
	}
	s.waiting = s.waiting[n:]
}

func (i *inode) flush() {
	for _, o := range i.waiting {
		i.flushed = applied(i.flushed, o, nil)
	}
	i.waiting = nil
}

// left returns what a power cut leaves of a file.
func (i *inode) left(r *rand.Rand) []byte {
	b := bytes.Clone(i.flushed)
	fate := r.IntN(4) // 0: any of them, any torn; 1: all, the last torn; 2: none; 3: the first ones
	first := r.IntN(len(i.waiting) + 1)
	for k, o := range i.waiting {
		switch {
		case fate == 2, fate == 3 && k >= first, fate == 0 && r.IntN(2) == 0:
		case fate == 1 && k == len(i.waiting)-1, fate == 0 && r.IntN(2) == 0:
			b = applied(b, o, r)
		default:
			b = applied(b, o, nil)
		}
	}
	return b
}

// sector is what a disk writes whole or not at all.
const sector = 512

// applied returns a file after an operation, of which r, unless nil, leaves out some
// sectors.
func applied(file []byte, o Op, r *rand.Rand) []byte {
	grow := func(to int64) {
		if more := to - int64(len(file)); more > 0 {
			file = append(file, make([]byte, more)...)
		}
	}
	if o.Kind == Truncate {
		grow(o.Off)
		return file[:o.Off:o.Off]
	}
	for at := int64(0); at < int64(len(o.Data)); {
		end := min(int64(len(o.Data)), at+sector-(o.Off+at)%sector)
		if r == nil || r.IntN(2) == 0 {
			grow(o.Off + end)
			copy(file[o.Off+at:], o.Data[at:end])
		}
		at = end
	}
	return file
}
