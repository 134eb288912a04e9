package baddisk

import (
	"bytes"
	"fmt"
	"slices"
	"syscall"
)

// Kind is what is done to a disk.
type Kind string

// The kinds of Op. The first group changes what is on the disk.
const (
	Write    Kind = "write"
	Truncate Kind = "truncate"
	Create   Kind = "create"
	Mkdir    Kind = "mkdir"
	Rename   Kind = "rename"
	Remove   Kind = "remove"
	Sync     Kind = "sync"    // of a file
	SyncDir  Kind = "syncdir" // of the names in a folder

	Stat  Kind = "stat"
	Open  Kind = "open"
	Read  Kind = "read"
	List  Kind = "list"
	Chmod Kind = "chmod"
	Lock  Kind = "lock"
	Shut  Kind = "shut" // a file is closed

	Mark Kind = "mark" // nothing is done; see Disk.Mark
)

// Op is something that was done to the disk. Paths are relative to its folder.
type Op struct {
	Kind Kind
	Path string
	To   string // the new name
	Off  int64  // where it is written; the size to cut to; what was marked
	Data []byte
}

func (o Op) String() string {
	switch o.Kind {
	case Write:
		return fmt.Sprintf("%s %s at %d, %d bytes", o.Kind, o.Path, o.Off, len(o.Data))
	case Rename:
		return fmt.Sprintf("%s %s to %s", o.Kind, o.Path, o.To)
	}
	return fmt.Sprintf("%s %s", o.Kind, o.Path)
}

func (o Op) clone() Op {
	o.Data = bytes.Clone(o.Data)
	return o
}

// Fault is a way to fail.
type Fault struct {
	Err     syscall.Errno
	Lasting bool // everything after it that can fail in this way fails too
	Torn    bool // of what is to be written, the first half is
}

func (f Fault) String() string {
	s := fmt.Sprintf("%s once", unixName(f.Err))
	if f.Lasting {
		s = fmt.Sprintf("%s from then on", unixName(f.Err))
	}
	if f.Torn {
		s += ", half written"
	}
	return s
}

func unixName(e syscall.Errno) string {
	switch e {
	case syscall.EIO:
		return "EIO"
	case syscall.ENOSPC:
		return "ENOSPC"
	case syscall.EROFS:
		return "EROFS"
	case syscall.EACCES:
		return "EACCES"
	}
	return e.Error()
}

// hits says whether doing something can fail in this way: a full disk can be read,
// and one that only can be read can be looked at.
func (f Fault) hits(k Kind) bool {
	if f.Torn && k != Write {
		return false
	}
	switch f.Err {
	case syscall.ENOSPC:
		return slices.Contains([]Kind{Write, Create, Mkdir, Rename, Sync}, k)
	case syscall.EROFS:
		return slices.Contains([]Kind{Write, Truncate, Create, Mkdir, Rename, Remove, Chmod}, k)
	case syscall.EACCES:
		return slices.Contains([]Kind{Open, Create, Mkdir, Rename, Remove, List, Chmod}, k)
	}
	return k != Mark
}
