package vault

import (
	"bytes"
	"encoding/binary"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The tests in this file call the functions of the shim as SQLite could and does not.

// fakeDisk keeps a file in Go's memory.
type fakeDisk struct{ b []byte }

func (d *fakeDisk) read(_ *libc.TLS, buf uintptr, n int32, off int64) int32 {
	p := cBytes(buf, n)
	clear(p)
	if off < int64(len(d.b)) && copy(p, d.b[off:]) == int(n) {
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_IOERR_SHORT_READ
}

func (d *fakeDisk) write(_ *libc.TLS, buf uintptr, n int32, off int64) int32 {
	m := memFile{d.b}
	rc := m.write(nil, cBytes(buf, n), off)
	d.b = m.b
	return rc
}

func (d *fakeDisk) truncate(_ *libc.TLS, size int64) int32 {
	d.b = d.b[:size]
	return sqlite3.SQLITE_OK
}

func (d *fakeDisk) sync(*libc.TLS, int32) int32           { return sqlite3.SQLITE_OK }
func (d *fakeDisk) size(*libc.TLS) (size int64, rc int32) { return int64(len(d.b)), sqlite3.SQLITE_OK }

// newSealed makes a sealed file on a fake disk.
func newSealed(t *testing.T) (*libc.TLS, *sealed, *fakeDisk) {
	t.Helper()
	if err := install(); err != nil {
		t.Fatal(err)
	}
	s, err := newSeal(NewDataKey())
	if err != nil {
		t.Fatal(err)
	}
	tls := libc.NewTLS()
	d := &fakeDisk{}
	f := &sealed{seal: s, disk: d, scratch: sqlite3.Xsqlite3_malloc64(tls, frameSize)}
	t.Cleanup(func() {
		sqlite3.Xsqlite3_free(tls, f.scratch)
		tls.Close()
	})
	return tls, f, d
}

// want fails unless a result code is the one that is wanted.
func want(t *testing.T, what string, rc, code int32) {
	t.Helper()
	if rc != code {
		t.Errorf("%s: result code %d, want %d", what, rc, code)
	}
}

func page(b byte) []byte {
	p := make([]byte, pageSize)
	for i := range p[:usable] {
		p[i] = b
	}
	p[20] = reserved
	return p
}

func TestOnlyWholePagesAreWritten(t *testing.T) {
	tls, s, d := newSealed(t)
	f := &dbFile{sealed: s}
	bad := page(1)
	bad[usable] = 1
	plain := page(1)
	plain[20] = 0
	want(t, "half a page", f.write(tls, page(1)[:2048], 0), sqlite3.SQLITE_IOERR_WRITE)
	want(t, "a page between two", f.write(tls, page(1), 2048), sqlite3.SQLITE_IOERR_WRITE)
	want(t, "a page without room for the tag", f.write(tls, bad, 0), sqlite3.SQLITE_IOERR_WRITE)
	want(t, "a first page of another layout", f.write(tls, plain, 0), sqlite3.SQLITE_IOERR_WRITE)
	l := &logFile{sealed: s}
	want(t, "a piece of the log's header", l.write(tls, page(1)[:8], 0), sqlite3.SQLITE_IOERR_WRITE)
	want(t, "a page that belongs to no frame", l.write(tls, page(1), walHeader), sqlite3.SQLITE_IOERR_WRITE)
	want(t, "a page without a frame's header", l.write(tls, page(1), walHeader+frameHeader), sqlite3.SQLITE_IOERR_SHORT_READ)
	if len(d.b) > 0 {
		t.Errorf("%d bytes were written", len(d.b))
	}
}

// Every page of the file opens, also when one is written far behind the end.
func TestGapsAreFilled(t *testing.T) {
	tls, s, d := newSealed(t)
	f := &dbFile{sealed: s}
	want(t, "the first page", f.write(tls, page(1), 0), sqlite3.SQLITE_OK)
	want(t, "the fifth page", f.write(tls, page(5), 4*pageSize), sqlite3.SQLITE_OK)
	if len(d.b) != 5*pageSize {
		t.Fatalf("%d bytes", len(d.b))
	}
	all := make([]byte, 5*pageSize)
	n, rc := f.read(tls, all, 0)
	want(t, "all of it", rc, sqlite3.SQLITE_OK)
	if n != len(all) || all[100] != 1 || !isZero(all[pageSize:2*pageSize]) || all[4*pageSize+100] != 5 {
		t.Errorf("%d bytes, and they are not as they were written", n)
	}
	want(t, "truncation", f.truncate(tls, 2*pageSize), sqlite3.SQLITE_OK)
	want(t, "the fourth page", f.write(tls, page(4), 3*pageSize), sqlite3.SQLITE_OK)
	n, rc = f.read(tls, all, 2*pageSize)
	want(t, "beyond the end", rc, sqlite3.SQLITE_IOERR_SHORT_READ)
	if n != 2*pageSize || !isZero(all[:pageSize]) || all[pageSize+100] != 4 {
		t.Errorf("%d bytes of the filled gap", n)
	}
}

func TestTornLastPage(t *testing.T) {
	tls, s, d := newSealed(t)
	f := &dbFile{sealed: s}
	want(t, "a page", f.write(tls, page(1), 0), sqlite3.SQLITE_OK)
	d.b = d.b[:3000]
	_, rc := f.read(tls, page(0), 0)
	want(t, "a torn page", rc, sqlite3.SQLITE_IOERR_DATA)
	header := make([]byte, peek)
	n, rc := f.read(tls, header, 0)
	want(t, "the header of a torn page", rc, sqlite3.SQLITE_OK)
	if n != peek || !bytes.HasPrefix(header, []byte(plainMagic)) || header[20] != reserved || header[18] != 2 {
		t.Errorf("%d bytes of a header: %x", n, header)
	}
}

// A frame is written and read in every way in which SQLite does, and in which it does
// a second time in one transaction.
func TestFrames(t *testing.T) {
	tls, s, _ := newSealed(t)
	f := &logFile{sealed: s}
	want(t, "the header", f.write(tls, bytes.Repeat([]byte{7}, walHeader), 0), sqlite3.SQLITE_OK)
	h := bytes.Repeat([]byte{9}, frameHeader)
	for i := range int64(3) {
		off := walHeader + i*frameSize
		want(t, "a frame's header", f.write(tls, h, off), sqlite3.SQLITE_OK)
		want(t, "a frame's page", f.write(tls, page(byte(i)), off+frameHeader), sqlite3.SQLITE_OK)
	}
	second := int64(walHeader + frameSize)
	want(t, "a page again", f.write(tls, page(8), second+frameHeader), sqlite3.SQLITE_OK)
	whole := append(bytes.Clone(h), page(8)...)
	for _, r := range []struct{ off, n int64 }{{0, frameSize}, {0, frameHeader}, {8, 8}, {frameHeader, pageSize}, {20, 100}, {frameHeader + 9, 1}} {
		p := make([]byte, r.n)
		n, rc := f.read(tls, p, second+r.off)
		want(t, "reading", rc, sqlite3.SQLITE_OK)
		if n != len(p) || !bytes.Equal(p, whole[r.off:r.off+r.n]) {
			t.Errorf("%d bytes at %d are not as they were written", r.n, r.off)
		}
	}
	p := make([]byte, walHeader)
	n, rc := f.read(tls, p, 0)
	want(t, "reading the header", rc, sqlite3.SQLITE_OK)
	if n != walHeader || p[5] != 7 {
		t.Errorf("the header is %x", p)
	}
}

// A page opens in its own place alone: not in another frame, though its number and the
// commit mark are the same, nor in the file, nor does one of the file open in the log.
func TestPagesStayInTheirPlace(t *testing.T) {
	tls, s, d := newSealed(t)
	f, l := &dbFile{sealed: s}, &logFile{sealed: s}
	h := make([]byte, frameHeader)
	h[3] = 1
	frame := func(i int) []byte { return d.b[walHeader+i*frameSize+frameHeader:][:pageSize] }
	for i := range int64(2) {
		want(t, "a frame's header", l.write(tls, h, walHeader+i*frameSize), sqlite3.SQLITE_OK)
		want(t, "a frame's page", l.write(tls, page(byte(i)), walHeader+i*frameSize+frameHeader), sqlite3.SQLITE_OK)
	}
	good := bytes.Clone(d.b)
	copy(frame(1), frame(0))
	_, rc := l.read(tls, page(0), walHeader+frameSize+frameHeader)
	want(t, "the page of another frame", rc, sqlite3.SQLITE_IOERR_DATA)
	d.b = bytes.Clone(frame(0))
	_, rc = f.read(tls, page(0), 0)
	want(t, "a page of the log in the file", rc, sqlite3.SQLITE_IOERR_DATA)
	d.b = nil
	want(t, "a page", f.write(tls, page(1), 0), sqlite3.SQLITE_OK)
	sealedPage := bytes.Clone(d.b)
	d.b = good
	copy(frame(0), sealedPage)
	_, rc = l.read(tls, page(0), walHeader+frameHeader)
	want(t, "a page of the file in the log", rc, sqlite3.SQLITE_IOERR_DATA)
}

// Once the keys are dropped nothing is read, written or made up.
func TestNothingWorksWithoutKeys(t *testing.T) {
	tls, s, d := newSealed(t)
	f, l := &dbFile{sealed: s}, &logFile{sealed: s}
	want(t, "a page", f.write(tls, page(1), 0), sqlite3.SQLITE_OK)
	s.seal.drop()
	s.seal.drop() // twice does no harm
	was := bytes.Clone(d.b)
	_, rc := f.read(tls, page(0), 0)
	want(t, "reading", rc, sqlite3.SQLITE_IOERR_AUTH)
	_, rc = f.read(tls, make([]byte, peek), 0)
	want(t, "reading the header", rc, sqlite3.SQLITE_IOERR_AUTH)
	want(t, "writing", f.write(tls, page(2), 0), sqlite3.SQLITE_IOERR_AUTH)
	want(t, "writing a frame", l.write(tls, page(2)[:frameHeader], walHeader), sqlite3.SQLITE_IOERR_AUTH)
	d.b = append(d.b, make([]byte, 2*frameSize)...)
	_, rc = l.read(tls, make([]byte, frameSize), walHeader)
	want(t, "reading a frame", rc, sqlite3.SQLITE_IOERR_AUTH)
	if !bytes.Equal(d.b[:len(was)], was) || !isZero(cBytes(s.scratch, pageSize)) && bytes.Contains(cBytes(s.scratch, pageSize), page(2)[:50]) {
		t.Error("something was written, or is left where it was to be sealed")
	}
	if _, err := s.seal.logDamaged(bytes.NewReader(make([]byte, walHeader+frameSize))); CodeOf(err) != CodeLocked {
		t.Errorf("looking through a log: %v", err)
	}
	if s.seal.makeFile(t.TempDir()) == nil || s.seal.fits(t.TempDir()) == nil {
		t.Error("a file was made or opened")
	}
}

func TestMemoryFile(t *testing.T) {
	f := &memFile{}
	p := make([]byte, 10)
	n, rc := f.read(nil, p, 0)
	want(t, "reading nothing", rc, sqlite3.SQLITE_IOERR_SHORT_READ)
	want(t, "writing", f.write(nil, []byte("hello"), 3), sqlite3.SQLITE_OK)
	want(t, "writing over it", f.write(nil, []byte("J"), 3), sqlite3.SQLITE_OK)
	size, _ := f.size(nil)
	if n != 0 || size != 8 {
		t.Errorf("read %d, size %d", n, size)
	}
	n, rc = f.read(nil, p, 3)
	want(t, "reading past the end", rc, sqlite3.SQLITE_IOERR_SHORT_READ)
	if string(p[:n]) != "Jello" {
		t.Errorf("read %q", p[:n])
	}
	n, rc = f.read(nil, p[:3], 4)
	want(t, "reading", rc, sqlite3.SQLITE_OK)
	b := f.b
	want(t, "truncating", f.truncate(nil, 4), sqlite3.SQLITE_OK)
	want(t, "truncating to more", f.truncate(nil, 400), sqlite3.SQLITE_OK)
	want(t, "flushing", f.sync(nil, 0), sqlite3.SQLITE_OK)
	if size, _ := f.size(nil); n != 3 || size != 4 || !isZero(b[4:8]) {
		t.Errorf("size %d, left %q", size, b)
	}
	want(t, "closing", f.close(nil), sqlite3.SQLITE_OK)
	if !isZero(b[:8]) || f.b != nil {
		t.Errorf("left %q", b)
	}
}

// A temporary file answers what SQLite asks of any file.
func TestMemoryFileThroughTheTable(t *testing.T) {
	if err := install(); err != nil {
		t.Fatal(err)
	}
	tls := libc.NewTLS()
	defer tls.Close()
	p := sqlite3.Xsqlite3_malloc64(tls, 4096)
	defer sqlite3.Xsqlite3_free(tls, p)
	flags := int32(sqlite3.SQLITE_OPEN_TEMP_JOURNAL | sqlite3.SQLITE_OPEN_READWRITE)
	out := p + 2048
	want(t, "opening", xOpen(tls, 0, 0, p, flags, out), sqlite3.SQLITE_OK)
	if got := *at[int32](out); got != flags {
		t.Errorf("opened with %d, asked for %d", got, flags)
	}
	buf := p + 3000
	copy(cBytes(buf, 5), "hello")
	want(t, "writing", xWrite(tls, p, buf, 5, 0), sqlite3.SQLITE_OK)
	want(t, "reading", xRead(tls, p, buf, 8, 0), sqlite3.SQLITE_IOERR_SHORT_READ)
	if got := cBytes(buf, 8); string(got) != "hello\x00\x00\x00" {
		t.Errorf("read %q", got)
	}
	want(t, "the size", xFileSize(tls, p, out), sqlite3.SQLITE_OK)
	want(t, "locking", xLock(tls, p, sqlite3.SQLITE_LOCK_EXCLUSIVE), sqlite3.SQLITE_OK)
	*at[int32](buf) = 1
	want(t, "asking for locks", xCheckReservedLock(tls, p, buf), sqlite3.SQLITE_OK)
	if *at[int64](out) != 5 || *at[int32](buf) != 0 {
		t.Errorf("size %d, locked %d", *at[int64](out), *at[int32](buf))
	}
	want(t, "unlocking", xUnlock(tls, p, sqlite3.SQLITE_LOCK_NONE), sqlite3.SQLITE_OK)
	want(t, "truncating", xTruncate(tls, p, 0), sqlite3.SQLITE_OK)
	want(t, "flushing", xSync(tls, p, 0), sqlite3.SQLITE_OK)
	want(t, "a hint of its size", xFileControl(tls, p, sqlite3.SQLITE_FCNTL_SIZE_HINT, out), sqlite3.SQLITE_OK)
	want(t, "anything else", xFileControl(tls, p, sqlite3.SQLITE_FCNTL_SYNC, 0), sqlite3.SQLITE_NOTFOUND)
	want(t, "its sectors", xSectorSize(tls, p), pageSize)
	want(t, "what it promises", xDeviceCharacteristics(tls, p), 0)
	want(t, "closing", xClose(tls, p), sqlite3.SQLITE_OK)
	want(t, "a journal of several files", xOpen(tls, 0, 0, p, sqlite3.SQLITE_OPEN_SUPER_JOURNAL, 0), sqlite3.SQLITE_CANTOPEN)
	want(t, "a file without a name", xOpen(tls, 0, 0, p, sqlite3.SQLITE_OPEN_MAIN_DB, 0), sqlite3.SQLITE_CANTOPEN)
}

// A log sums up in the byte order of the machine that wrote it, and says which.
func TestBothByteOrders(t *testing.T) {
	for magic, order := range map[uint32]binary.ByteOrder{0x377f0682: binary.LittleEndian, 0x377f0683: binary.BigEndian} {
		h := make([]byte, walHeader)
		binary.BigEndian.PutUint32(h, magic)
		binary.BigEndian.PutUint32(h[8:], pageSize)
		h[16], h[23] = 5, 6
		sum := logSum(order, [2]uint32{}, h[:24])
		binary.BigEndian.PutUint32(h[24:], sum[0])
		binary.BigEndian.PutUint32(h[28:], sum[1])
		if got, whole := logHeader(h); got != order || !whole {
			t.Errorf("%x: %v, whole %v", magic, got, whole)
		}
		h[1] ^= 1
		if _, whole := logHeader(h); whole {
			t.Errorf("%x: a damaged header is whole", magic)
		}
	}
}

// The checksums of a log are a linear function of its contents, and the salts say which
// frames belong together. Neither stands in a frame in the clear.
func TestFrameHeadersAreEnciphered(t *testing.T) {
	tls, s, d := newSealed(t)
	f := &logFile{sealed: s}
	h := bytes.Repeat([]byte{9}, frameHeader)
	seen := map[string]bool{}
	for i := range int64(8) {
		off := walHeader + i*frameSize
		h[7] = byte(i % 2) // the commit mark
		want(t, "a frame's header", f.write(tls, h, off), sqlite3.SQLITE_OK)
		on := string(d.b[off+8 : off+frameHeader])
		if seen[on] || bytes.Contains([]byte(on), h[8:12]) {
			t.Errorf("frame %d has %x in its header", i, on)
		}
		seen[on] = true
	}
}
