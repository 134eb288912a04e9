package vault

import (
	"errors"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// file is a file as SQLite sees it, with plain contents. The results are SQLite's
// result codes.
type file interface {
	read(tls *libc.TLS, p []byte, off int64) (n int, rc int32)
	write(tls *libc.TLS, p []byte, off int64) (rc int32)
	truncate(tls *libc.TLS, size int64) (rc int32)
	sync(tls *libc.TLS, flags int32) (rc int32)
	size(tls *libc.TLS) (size int64, rc int32)
	close(tls *libc.TLS) (rc int32)
	beneath() *realFile // nil for a file in memory
}

// disk is a file as it lies on the disk. Its buffers are C memory.
type disk interface {
	read(tls *libc.TLS, buf uintptr, n int32, off int64) (rc int32)
	write(tls *libc.TLS, buf uintptr, n int32, off int64) (rc int32)
	truncate(tls *libc.TLS, size int64) (rc int32)
	sync(tls *libc.TLS, flags int32) (rc int32)
	size(tls *libc.TLS) (size int64, rc int32)
}

// realFile is a file of the operating system's table.
type realFile struct {
	file uintptr
	m    *sqlite3.Tsqlite3_io_methods
}

// read reads. Where the disk gives nothing SQLite would call the file damaged, which
// it need not be: the disk may give it the next time.
func (r *realFile) read(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	rc := call[fnIO](r.m.FxRead)(tls, r.file, buf, n, off)
	if rc == sqlite3.SQLITE_IOERR_CORRUPTFS {
		rc = sqlite3.SQLITE_IOERR_READ
	}
	return rc
}

func (r *realFile) write(tls *libc.TLS, buf uintptr, n int32, off int64) int32 {
	return call[fnIO](r.m.FxWrite)(tls, r.file, buf, n, off)
}

func (r *realFile) truncate(tls *libc.TLS, size int64) int32 {
	return call[fnLong](r.m.FxTruncate)(tls, r.file, size)
}

func (r *realFile) sync(tls *libc.TLS, flags int32) int32 {
	return call[fnInt](r.m.FxSync)(tls, r.file, flags)
}

func (r *realFile) size(tls *libc.TLS) (int64, int32) {
	p := tls.Alloc(8)
	defer tls.Free(8)
	rc := call[fnOut](r.m.FxFileSize)(tls, r.file, p)
	return *at[int64](p), rc
}

func (r *realFile) close(tls *libc.TLS) int32 { return call[fnFile](r.m.FxClose)(tls, r.file) }

// sealed is what the two kinds of sealed file have in common.
type sealed struct {
	seal    *seal
	disk    disk
	real    *realFile
	scratch uintptr // C memory, one frame: what is read from the disk and written to it
}

func (s *sealed) truncate(tls *libc.TLS, size int64) int32 { return s.disk.truncate(tls, size) }
func (s *sealed) sync(tls *libc.TLS, flags int32) int32    { return s.disk.sync(tls, flags) }
func (s *sealed) size(tls *libc.TLS) (int64, int32)        { return s.disk.size(tls) }
func (s *sealed) beneath() *realFile                       { return s.real }

func (s *sealed) close(tls *libc.TLS) int32 {
	clear(cBytes(s.scratch, frameSize))
	sqlite3.Xsqlite3_free(tls, s.scratch)
	return s.real.close(tls)
}

// load reads n bytes from the disk into the scratch memory, and store writes them.
func (s *sealed) load(tls *libc.TLS, n int32, off int64) ([]byte, int32) {
	rc := s.disk.read(tls, s.scratch, n, off)
	return cBytes(s.scratch, n), rc
}

func (s *sealed) store(tls *libc.TLS, n int32, off int64) int32 {
	return s.disk.write(tls, s.scratch, n, off)
}

// put seals p for a place and writes it. What would be lost because it lies where
// the tag goes is refused.
func (s *sealed) put(tls *libc.TLS, p, place []byte, off int64) int32 {
	if !isZero(p[usable:]) {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	page := cBytes(s.scratch, pageSize)
	copy(page, p)
	if err := s.seal.put(page, place); err != nil {
		clear(page)
		return resultCode(err)
	}
	return s.store(tls, pageSize, off)
}

// resultCode says what SQLite is told: that the contents are not as they were
// written, or that the key is gone.
func resultCode(err error) int32 {
	if errors.Is(err, errDropped) {
		return sqlite3.SQLITE_IOERR_AUTH
	}
	return sqlite3.SQLITE_IOERR_DATA
}

// dbFile is the database itself.
type dbFile struct {
	*sealed
	known int64 // a size that the file is known to have
}

// read reads from one page or several. A page that was never written ends it, as the
// end of the file does.
func (f *dbFile) read(tls *libc.TLS, p []byte, off int64) (n int, rc int32) {
	for n < len(p) && rc == sqlite3.SQLITE_OK {
		var got int
		got, rc = f.readPage(tls, p[n:], off+int64(n))
		n += got
	}
	return n, rc
}

func (f *dbFile) readPage(tls *libc.TLS, p []byte, off int64) (int, int32) {
	in := off % pageSize
	page, rc := f.load(tls, pageSize, off-in)
	if rc == sqlite3.SQLITE_IOERR_SHORT_READ {
		size, rc := f.size(tls)
		if rc != sqlite3.SQLITE_OK {
			return 0, rc
		}
		if off-in >= size {
			return 0, sqlite3.SQLITE_IOERR_SHORT_READ
		} // else the last page was torn, and will not open
	} else if rc != sqlite3.SQLITE_OK {
		return 0, rc
	}
	to, direct := page, in == 0 && len(p) >= pageSize
	if direct {
		to = p[:pageSize] // straight to where SQLite wants it
	}
	err := f.seal.getInto(to, page, dbPlace(off))
	if errors.Is(err, errNotOurs) && off == 0 && len(p) == peek {
		// Trap: SQLite looks at the header before it looks for a log. A first page
		// that a crash tore while the log was being folded in is whole in the log,
		// so SQLite has to get that far; an error here would make the file useless.
		// It is told what every header of ours says. Then it reads the first page
		// for good, from the log or from here, and that has to open.
		clear(p)
		putHeader(p)
		return peek, sqlite3.SQLITE_OK
	}
	if err != nil {
		return 0, resultCode(err)
	}
	if direct {
		return pageSize, sqlite3.SQLITE_OK
	}
	return copy(p, page[in:]), sqlite3.SQLITE_OK
}

// peek is how much SQLite reads to learn the size of pages.
const peek = 100

// write takes whole pages, as SQLite writes them, and among first pages only one
// that leaves room for the tags.
func (f *dbFile) write(tls *libc.TLS, p []byte, off int64) int32 {
	if len(p) != pageSize || off%pageSize != 0 || off == 0 && p[20] != reserved {
		return sqlite3.SQLITE_IOERR_WRITE
	}
	if rc := f.fill(tls, off); rc != sqlite3.SQLITE_OK {
		return rc
	}
	rc := f.put(tls, p, dbPlace(off), off)
	if rc == sqlite3.SQLITE_OK {
		f.known = max(f.known, off+pageSize)
	}
	return rc
}

// fill writes sealed zeros between the end of the file and off, because every page
// has to open. SQLite has not been seen to leave such a gap.
func (f *dbFile) fill(tls *libc.TLS, off int64) int32 {
	if off <= f.known {
		return sqlite3.SQLITE_OK
	}
	size, rc := f.size(tls)
	for at := size / pageSize * pageSize; rc == sqlite3.SQLITE_OK && at < off; at += pageSize {
		rc = f.put(tls, zeros[:], dbPlace(at), at)
	}
	return rc
}

func (f *dbFile) truncate(tls *libc.TLS, size int64) int32 {
	f.known = 0
	return f.sealed.truncate(tls, size)
}

// logFile is the write-ahead log beside it.
type logFile struct {
	*sealed
	wrote int64  // the frame whose header was written last, 0 for none; and
	place []byte // where its page belongs
}

// read reads the log's header, or all or part of one frame.
func (f *logFile) read(tls *libc.TLS, p []byte, off int64) (int, int32) {
	if off < walHeader {
		n := min(len(p), int(walHeader-off))
		b, rc := f.load(tls, int32(n), off)
		return copy(p, b), rc
	}
	in := (off - walHeader) % frameSize
	frame := off - in
	n := int32(frameSize)
	if in+int64(len(p)) <= frameHeader {
		n = frameHeader
	}
	b, rc := f.load(tls, n, frame)
	if rc != sqlite3.SQLITE_OK {
		return 0, rc
	}
	place := walPlace(frame, b)
	if err := f.seal.frame(b, frame, false); err != nil {
		return 0, resultCode(err)
	}
	if n == frameHeader {
		return copy(p, b[in:]), sqlite3.SQLITE_OK
	}
	err := f.seal.get(b[frameHeader:], place)
	if errors.Is(err, errNotOurs) && len(p) == frameSize {
		// Trap: after a crash SQLite reads whole frames to find the end of the log,
		// and a torn one is how a log ends. It is told zeros, which are no frame to
		// it; an error would make every file useless whose last commit was cut off.
		clear(p)
		return frameSize, sqlite3.SQLITE_OK
	}
	if err != nil {
		return 0, resultCode(err)
	}
	return copy(p, b[in:]), sqlite3.SQLITE_OK
}

// write takes what SQLite writes to a log: its header, the header of a frame, or
// the page of a frame whose header is there.
func (f *logFile) write(tls *libc.TLS, p []byte, off int64) int32 {
	in := (off - walHeader) % frameSize
	switch {
	case len(p) == walHeader && off == 0:
		copy(cBytes(f.scratch, walHeader), p)
	case len(p) == frameHeader && in == 0:
		h := cBytes(f.scratch, frameHeader)
		copy(h, p)
		f.wrote, f.place = off, walPlace(off, h)
		if err := f.seal.frame(h, off, true); err != nil {
			return resultCode(err)
		}
	case len(p) == pageSize && in == frameHeader:
		place, rc := f.placeOf(tls, off-frameHeader)
		if rc != sqlite3.SQLITE_OK {
			return rc
		}
		return f.put(tls, p, place, off)
	default:
		return sqlite3.SQLITE_IOERR_WRITE
	}
	return f.store(tls, int32(len(p)), off)
}

// placeOf says where the page of a frame belongs. Its header was written just before,
// unless the page is written a second time in a transaction.
func (f *logFile) placeOf(tls *libc.TLS, frame int64) ([]byte, int32) {
	if f.wrote == frame {
		return f.place, sqlite3.SQLITE_OK
	}
	h, rc := f.load(tls, frameHeader, frame)
	return walPlace(frame, h), rc
}

// memFile is a temporary file. It never touches the disk.
type memFile struct{ b []byte }

func (f *memFile) read(_ *libc.TLS, p []byte, off int64) (n int, rc int32) {
	if off < int64(len(f.b)) {
		n = copy(p, f.b[off:])
	}
	if n < len(p) {
		return n, sqlite3.SQLITE_IOERR_SHORT_READ
	}
	return n, sqlite3.SQLITE_OK
}

func (f *memFile) write(_ *libc.TLS, p []byte, off int64) int32 {
	if more := off + int64(len(p)) - int64(len(f.b)); more > 0 {
		f.b = append(f.b, make([]byte, more)...)
	}
	copy(f.b[off:], p)
	return sqlite3.SQLITE_OK
}

func (f *memFile) truncate(_ *libc.TLS, size int64) int32 {
	if size < int64(len(f.b)) {
		clear(f.b[size:])
		f.b = f.b[:size]
	}
	return sqlite3.SQLITE_OK
}

func (f *memFile) close(*libc.TLS) int32 {
	clear(f.b[:cap(f.b)])
	f.b = nil
	return sqlite3.SQLITE_OK
}

func (f *memFile) sync(*libc.TLS, int32) int32   { return sqlite3.SQLITE_OK }
func (f *memFile) size(*libc.TLS) (int64, int32) { return int64(len(f.b)), sqlite3.SQLITE_OK }
func (f *memFile) beneath() *realFile            { return nil }
