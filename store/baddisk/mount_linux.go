package baddisk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Mount mounts a disk for as long as the test lasts, and skips the test where that is
// not possible.
func Mount(t testing.TB) *Disk {
	t.Helper()
	d := &Disk{t: t, dir: t.TempDir(), back: InMemory(t)}
	beneath := &fs.LoopbackRoot{Path: d.back}
	root := &node{&fs.LoopbackNode{RootData: beneath}, d}
	beneath.RootNode = root
	never := time.Duration(0)
	server, err := fs.Mount(d.dir, root, &fs.Options{EntryTimeout: &never, AttrTimeout: &never, NegativeTimeout: &never,
		MountOptions: fuse.MountOptions{DirectMountStrict: true, EnableLocks: true, FsName: "baddisk", Name: "baddisk"}})
	if err != nil {
		t.Skipf("SKIPPED: a disk that fails cannot be mounted here, which takes root and FUSE: %v", err)
	}
	t.Cleanup(func() { d.unmount(server) })
	return d
}

// unmount ends the disk. A file that stays open on it is a mistake of the program under
// test; and the process could never end, since ending closes the file, for which the
// disk would have to answer. So the disk is torn away then.
func (d *Disk) unmount(server *fuse.Server) {
	d.Heal()
	err := server.Unmount()
	for range 50 { // what was told to stop may take a moment to do so
		if err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
		err = server.Unmount()
	}
	d.t.Errorf("failed to unmount the disk: %v; of it are open %v", err, d.OpenFiles())
	if err := syscall.Unmount(d.dir, syscall.MNT_FORCE|syscall.MNT_DETACH); err != nil {
		d.t.Errorf("failed to tear the disk away: %v", err)
	}
}

// OpenFiles returns the files of the disk that this process has open.
func (d *Disk) OpenFiles() (all []string) {
	entries, _ := os.ReadDir("/proc/self/fd")
	for _, e := range entries {
		if to, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && strings.HasPrefix(to, d.dir+"/") {
			all = append(all, to)
		}
	}
	return all
}

// InMemory makes a folder in which flushing costs nothing, where there is such a
// place, for as long as the test lasts.
func InMemory(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "disk")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// node is a file or folder of the disk.
type node struct {
	*fs.LoopbackNode
	disk *Disk
}

// WrapChild makes a node of what the library finds in a folder.
func (n *node) WrapChild(_ context.Context, child fs.InodeEmbedder) fs.InodeEmbedder {
	return &node{child.(*fs.LoopbackNode), n.disk}
}

// path returns the node's path below the disk's folder, and that of a name in it.
func (n *node) path(names ...string) string {
	p := filepath.Join(append([]string{n.Path(n.Root())}, names...)...)
	if strings.Contains(p, ".go-fuse.") {
		return "" // a file without a name any more
	}
	return p
}

func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (inode *fs.Inode, errno syscall.Errno) {
	errno = n.disk.do(Op{Kind: Stat, Path: n.path(name)}, func() (e syscall.Errno) {
		inode, e = n.LoopbackNode.Lookup(ctx, name, out)
		return e
	})
	return inode, errno
}

func (n *node) Getattr(ctx context.Context, f fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	return n.disk.do(Op{Kind: Stat, Path: n.path()}, func() syscall.Errno { return n.LoopbackNode.Getattr(ctx, f, out) })
}

func (n *node) Setattr(ctx context.Context, f fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	o := Op{Kind: Chmod, Path: n.path()}
	if size, ok := in.GetSize(); ok {
		o.Kind, o.Off = Truncate, int64(size)
	}
	return n.disk.do(o, func() syscall.Errno { return n.LoopbackNode.Setattr(ctx, f, in, out) })
}

func (n *node) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (inode *fs.Inode, errno syscall.Errno) {
	errno = n.disk.do(Op{Kind: Mkdir, Path: n.path(name)}, func() (e syscall.Errno) {
		inode, e = n.LoopbackNode.Mkdir(ctx, name, mode, out)
		return e
	})
	return inode, errno
}

func (n *node) Rmdir(ctx context.Context, name string) syscall.Errno {
	return n.disk.do(Op{Kind: Remove, Path: n.path(name)}, func() syscall.Errno { return n.LoopbackNode.Rmdir(ctx, name) })
}

func (n *node) Unlink(ctx context.Context, name string) syscall.Errno {
	return n.disk.do(Op{Kind: Remove, Path: n.path(name)}, func() syscall.Errno { return n.LoopbackNode.Unlink(ctx, name) })
}

func (n *node) Rename(ctx context.Context, name string, to fs.InodeEmbedder, newName string, flags uint32) syscall.Errno {
	target, ok := to.(*node)
	if !ok {
		return syscall.EXDEV
	}
	return n.disk.do(Op{Kind: Rename, Path: n.path(name), To: target.path(newName)}, func() syscall.Errno {
		return n.LoopbackNode.Rename(ctx, name, to, newName, flags)
	})
}

func (n *node) Create(ctx context.Context, name string, flags, mode uint32, out *fuse.EntryOut) (inode *fs.Inode, f fs.FileHandle, fuseFlags uint32, errno syscall.Errno) {
	errno = n.disk.do(Op{Kind: Create, Path: n.path(name)}, func() (e syscall.Errno) {
		inode, f, _, e = n.LoopbackNode.Create(ctx, name, flags, mode, out)
		return e
	})
	if errno != 0 {
		return nil, nil, 0, errno
	}
	return inode, &handle{f.(*fs.LoopbackFile), inode.Operations().(*node)}, fuse.FOPEN_DIRECT_IO, 0
}

func (n *node) Open(ctx context.Context, flags uint32) (f fs.FileHandle, fuseFlags uint32, errno syscall.Errno) {
	o := Op{Kind: Open, Path: n.path()}
	if flags&syscall.O_TRUNC != 0 {
		o.Kind = Truncate
	}
	errno = n.disk.do(o, func() (e syscall.Errno) {
		f, _, e = n.LoopbackNode.Open(ctx, flags)
		return e
	})
	if errno != 0 {
		return nil, 0, errno
	}
	return &handle{f.(*fs.LoopbackFile), n}, fuse.FOPEN_DIRECT_IO, 0
}

func (n *node) OpendirHandle(ctx context.Context, flags uint32) (f fs.FileHandle, fuseFlags uint32, errno syscall.Errno) {
	errno = n.disk.do(Op{Kind: Open, Path: n.path()}, func() (e syscall.Errno) {
		f, fuseFlags, e = n.LoopbackNode.OpendirHandle(ctx, flags)
		return e
	})
	if errno != 0 {
		return nil, 0, errno
	}
	return &folder{f.(listing), n}, fuseFlags, 0
}

// handle is an open file.
type handle struct {
	*fs.LoopbackFile
	node *node
}

func (h *handle) do(o Op, really func() syscall.Errno) syscall.Errno {
	o.Path = h.node.path()
	return h.node.disk.do(o, really)
}

func (h *handle) Read(ctx context.Context, b []byte, off int64) (result fuse.ReadResult, errno syscall.Errno) {
	errno = h.do(Op{Kind: Read, Off: off}, func() (e syscall.Errno) {
		result, e = h.LoopbackFile.Read(ctx, b, off)
		return e
	})
	return result, errno
}

func (h *handle) Write(ctx context.Context, b []byte, off int64) (n uint32, errno syscall.Errno) {
	errno = h.node.disk.write(Op{Kind: Write, Path: h.node.path(), Off: off, Data: b}, func(b []byte) (e syscall.Errno) {
		n, e = h.LoopbackFile.Write(ctx, b, off)
		return e
	})
	return n, errno
}

// Writev is how several pieces would be written at once; there is but one.
func (h *handle) Writev(ctx context.Context, b [][]byte, off int64) (uint32, syscall.Errno) {
	var all []byte
	for _, piece := range b {
		all = append(all, piece...)
	}
	return h.Write(ctx, all, off)
}

func (h *handle) Fsync(context.Context, uint32) syscall.Errno {
	return h.do(Op{Kind: Sync}, func() syscall.Errno { return 0 }) // no power is cut here
}

func (h *handle) Flush(ctx context.Context) syscall.Errno {
	return h.do(Op{Kind: Shut}, func() syscall.Errno { return h.LoopbackFile.Flush(ctx) })
}

func (h *handle) Setlk(ctx context.Context, owner uint64, l *fuse.FileLock, flags uint32) syscall.Errno {
	really := func() syscall.Errno { return h.LoopbackFile.Setlk(ctx, owner, l, flags) }
	if l.Typ == syscall.F_UNLCK {
		return really() // no disk takes part in letting go
	}
	return h.do(Op{Kind: Lock}, really)
}

// listing is an open folder as the library has it.
type listing interface {
	fs.FileReaddirenter
	fs.FileReleasedirer
	fs.FileSeekdirer
}

// folder is an open folder.
type folder struct {
	listing
	node *node
}

func (f *folder) Readdirent(ctx context.Context) (entry *fuse.DirEntry, errno syscall.Errno) {
	errno = f.node.disk.do(Op{Kind: List, Path: f.node.path()}, func() (e syscall.Errno) {
		entry, e = f.listing.Readdirent(ctx)
		return e
	})
	return entry, errno
}

func (f *folder) Fsyncdir(context.Context, uint32) syscall.Errno {
	return f.node.disk.do(Op{Kind: SyncDir, Path: f.node.path()}, func() syscall.Errno { return 0 })
}
