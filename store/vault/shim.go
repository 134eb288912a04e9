package vault

import (
	"fmt"
	"strings"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLite does its reading and writing through a table of functions, its VFS
// (sqlite.org/vfs.html). This file puts a table of ours before the one that
// modernc.org/sqlite brings for the operating system. The driver offers no public
// way to do so. Its package lib exports all of SQLite, though, and a function that
// was translated from C calls through a pointer just as the driver's own package
// vfs arranges it: fp and call below do the same. That is why the versions of
// sqlite and libc are pinned and a test says so when they change.
//
// Memory that SQLite sees is SQLite's own and never Go's, so nothing here can be
// moved or collected under its hands.

// shimName is the name under which SQLite finds the table.
const shimName = "alongside"

// grantParam is the parameter in a file's URI that says which grant it is opened by.
const grantParam = "grant"

// grant is the leave to open files under one key.
type grant struct {
	seal   *seal
	making bool                                 // the file is a copy in the making; see Backup
	tap    func(name string, beneath disk) disk // for tests: puts something between us and the disk
}

// shim is what the functions of the table find things by.
var shim struct {
	sync.RWMutex
	base   uintptr // the table of the operating system
	param  uintptr // grantParam as a C string
	last   int64
	grants map[int64]*grant
	files  map[int64]file
}

// cFile is what SQLite takes for one of its files; the one beneath follows it.
type cFile struct {
	base   sqlite3.Tsqlite3_file
	handle int64
}

const cFileSize = unsafe.Sizeof(cFile{})

type (
	fnOpen    = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	fnIO      = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	fnFile    = func(*libc.TLS, uintptr) int32
	fnInt     = func(*libc.TLS, uintptr, int32) int32
	fnLong    = func(*libc.TLS, uintptr, int64) int32
	fnOut     = func(*libc.TLS, uintptr, uintptr) int32
	fnDelete  = func(*libc.TLS, uintptr, uintptr, int32) int32
	fnControl = func(*libc.TLS, uintptr, int32, uintptr) int32
)

// fp gives the pointer through which translated code calls f, which must be a
// function of the package and not a closure; call is the way back.
func fp[T any](f T) uintptr   { return *(*uintptr)(unsafe.Pointer(&f)) }
func call[T any](p uintptr) T { return *(*T)(unsafe.Pointer(&p)) }

// at looks at C memory as a T.
func at[T any](p uintptr) *T { return (*T)(unsafe.Add(unsafe.Pointer(nil), p)) }

// cBytes looks at C memory as n bytes. The compiler of Go 1.26 cannot copy a fixed
// number of bytes through a pointer that it sees being made of a number, so it must
// not see it.
//
//go:noinline
func cBytes(p uintptr, n int32) []byte { return unsafe.Slice(at[byte](p), n) }

// methods is the table of a file. Version 1 has neither shared memory, so that a
// file can only be opened in exclusive mode and nothing of it lies in a -shm, nor
// memory-mapped pages, which would have to be plain.
var methods = sqlite3.Tsqlite3_io_methods{
	FiVersion: 1,
	FxClose:   fp(fnFile(xClose)), FxRead: fp(fnIO(xRead)), FxWrite: fp(fnIO(xWrite)),
	FxTruncate: fp(fnLong(xTruncate)), FxSync: fp(fnInt(xSync)), FxFileSize: fp(fnOut(xFileSize)),
	FxLock: fp(fnInt(xLock)), FxUnlock: fp(fnInt(xUnlock)), FxCheckReservedLock: fp(fnOut(xCheckReservedLock)),
	FxFileControl: fp(fnControl(xFileControl)), FxSectorSize: fp(fnFile(xSectorSize)),
	FxDeviceCharacteristics: fp(fnFile(xDeviceCharacteristics)),
}

// install puts the table in place, once in the life of the process.
var install = sync.OnceValue(func() error {
	tls := libc.NewTLS()
	defer tls.Close()
	if rc := sqlite3.Xsqlite3_initialize(tls); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("failed to start SQLite: result code %d", rc)
	}
	shim.grants, shim.files = map[int64]*grant{}, map[int64]file{}
	shim.base = sqlite3.Xsqlite3_vfs_find(tls, 0)
	name, err := libc.CString(shimName)
	if err != nil {
		return fmt.Errorf("failed to name the sealed files: %w", err)
	}
	if shim.param, err = libc.CString(grantParam); err != nil {
		return fmt.Errorf("failed to name the sealed files: %w", err)
	}
	p := sqlite3.Xsqlite3_malloc64(tls, uint64(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	if p == 0 || shim.base == 0 {
		return fmt.Errorf("failed to find how this system keeps files")
	}
	v := at[sqlite3.Tsqlite3_vfs](p)
	*v = *at[sqlite3.Tsqlite3_vfs](shim.base) // what concerns no contents is left to it
	v.FszOsFile += int32(cFileSize)
	v.FpNext, v.FzName, v.FxOpen, v.FxDelete = 0, name, fp(fnOpen(xOpen)), fp(fnDelete(xDelete))
	if rc := sqlite3.Xsqlite3_vfs_register(tls, p, 0); rc != sqlite3.SQLITE_OK {
		return fmt.Errorf("failed to register the sealed files: result code %d", rc)
	}
	return nil
})

// admit lets files be opened by a grant and returns the number to name it by.
func admit(g *grant) (int64, error) {
	if err := install(); err != nil {
		return 0, err
	}
	shim.Lock()
	defer shim.Unlock()
	shim.last++
	shim.grants[shim.last] = g
	return shim.last, nil
}

// revoke ends a grant and overwrites its keys.
func revoke(number int64) {
	shim.Lock()
	g := shim.grants[number]
	delete(shim.grants, number)
	shim.Unlock()
	if g != nil {
		g.seal.drop()
	}
}

// granted finds the grant that a file's name carries.
func granted(tls *libc.TLS, name uintptr) *grant {
	if name == 0 {
		return nil
	}
	number := sqlite3.Xsqlite3_uri_int64(tls, name, shim.param, 0)
	shim.RLock()
	defer shim.RUnlock()
	return shim.grants[number]
}

// xOpen opens a file. Only files that belong to a grant touch the disk. Temporary
// files are kept in memory. A rollback journal is kept in memory too, for a copy in
// the making, which is worthless anyway if the program dies before it is whole; any
// other is refused, since a sealed file has a log instead, and so are the journals
// that join several files.
func xOpen(tls *libc.TLS, _, name, pFile uintptr, flags int32, outFlags uintptr) int32 {
	const named = sqlite3.SQLITE_OPEN_MAIN_DB | sqlite3.SQLITE_OPEN_WAL | sqlite3.SQLITE_OPEN_MAIN_JOURNAL
	const temporary = sqlite3.SQLITE_OPEN_TEMP_DB | sqlite3.SQLITE_OPEN_TEMP_JOURNAL |
		sqlite3.SQLITE_OPEN_TRANSIENT_DB | sqlite3.SQLITE_OPEN_SUBJOURNAL
	c := at[cFile](pFile)
	*c = cFile{}
	var g *grant
	if flags&named != 0 {
		g = granted(tls, name)
	}
	var f file
	switch {
	case flags&temporary != 0, flags&sqlite3.SQLITE_OPEN_MAIN_JOURNAL != 0 && g != nil && g.making:
		f = &memFile{}
		if outFlags != 0 {
			*at[int32](outFlags) = flags
		}
	case flags&(sqlite3.SQLITE_OPEN_MAIN_DB|sqlite3.SQLITE_OPEN_WAL) != 0 && g != nil:
		s, rc := openSealed(tls, g, name, pFile+cFileSize, flags, outFlags)
		if rc != sqlite3.SQLITE_OK {
			return rc
		}
		if f = (&logFile{sealed: s}); flags&sqlite3.SQLITE_OPEN_MAIN_DB != 0 {
			f = &dbFile{sealed: s}
		}
	default:
		return sqlite3.SQLITE_CANTOPEN
	}
	shim.Lock()
	shim.last++
	c.handle = shim.last
	shim.files[c.handle] = f
	shim.Unlock()
	c.base.FpMethods = uintptr(unsafe.Pointer(&methods))
	return sqlite3.SQLITE_OK
}

// xDelete takes away a file that is closed. A journal was in memory, so that there is
// nothing to take away, which SQLite would take for a fault.
func xDelete(tls *libc.TLS, _, name uintptr, sync int32) int32 {
	rc := call[fnDelete](at[sqlite3.Tsqlite3_vfs](shim.base).FxDelete)(tls, shim.base, name, sync)
	if rc == sqlite3.SQLITE_IOERR_DELETE_NOENT && strings.HasSuffix(libc.GoString(name), "-journal") {
		return sqlite3.SQLITE_OK
	}
	return rc
}

// openSealed opens the real file beneath a sealed one.
func openSealed(tls *libc.TLS, g *grant, name, beneath uintptr, flags int32, outFlags uintptr) (*sealed, int32) {
	rc := call[fnOpen](at[sqlite3.Tsqlite3_vfs](shim.base).FxOpen)(tls, shim.base, name, beneath, flags, outFlags)
	m := at[sqlite3.Tsqlite3_file](beneath).FpMethods
	if m == 0 {
		return nil, max(rc, sqlite3.SQLITE_ERROR) // it would be a mistake to answer OK without a file
	}
	real := &realFile{beneath, at[sqlite3.Tsqlite3_io_methods](m)}
	s := &sealed{seal: g.seal, real: real, disk: real}
	if rc == sqlite3.SQLITE_OK {
		if s.scratch = sqlite3.Xsqlite3_malloc64(tls, frameSize); s.scratch == 0 {
			rc = sqlite3.SQLITE_NOMEM
		}
	}
	if rc != sqlite3.SQLITE_OK {
		real.close(tls)
		return nil, rc
	}
	if g.tap != nil {
		s.disk = g.tap(libc.GoString(name), real)
	}
	return s, sqlite3.SQLITE_OK
}

// opened finds the file that SQLite means.
func opened(pFile uintptr) file {
	shim.RLock()
	defer shim.RUnlock()
	return shim.files[at[cFile](pFile).handle]
}

func xClose(tls *libc.TLS, pFile uintptr) int32 {
	f := opened(pFile)
	shim.Lock()
	delete(shim.files, at[cFile](pFile).handle)
	shim.Unlock()
	return f.close(tls)
}

// xRead fills what it cannot read with zeros, as SQLite requires.
func xRead(tls *libc.TLS, pFile, buf uintptr, n int32, off int64) int32 {
	p := cBytes(buf, n)
	done, rc := opened(pFile).read(tls, p, off)
	clear(p[done:])
	return rc
}

func xWrite(tls *libc.TLS, pFile, buf uintptr, n int32, off int64) int32 {
	return opened(pFile).write(tls, cBytes(buf, n), off)
}

func xTruncate(tls *libc.TLS, pFile uintptr, size int64) int32 {
	return opened(pFile).truncate(tls, size)
}

func xSync(tls *libc.TLS, pFile uintptr, flags int32) int32 { return opened(pFile).sync(tls, flags) }

func xFileSize(tls *libc.TLS, pFile, out uintptr) int32 {
	size, rc := opened(pFile).size(tls)
	*at[int64](out) = size
	return rc
}

func xLock(tls *libc.TLS, pFile uintptr, level int32) int32 {
	if r := opened(pFile).beneath(); r != nil {
		return call[fnInt](r.m.FxLock)(tls, r.file, level)
	}
	return sqlite3.SQLITE_OK
}

func xUnlock(tls *libc.TLS, pFile uintptr, level int32) int32 {
	if r := opened(pFile).beneath(); r != nil {
		return call[fnInt](r.m.FxUnlock)(tls, r.file, level)
	}
	return sqlite3.SQLITE_OK
}

func xCheckReservedLock(tls *libc.TLS, pFile, out uintptr) int32 {
	if r := opened(pFile).beneath(); r != nil {
		return call[fnOut](r.m.FxCheckReservedLock)(tls, r.file, out)
	}
	*at[int32](out) = 0
	return sqlite3.SQLITE_OK
}

// xFileControl passes on what SQLite tells a file, but for what would let anyone
// but write grow or map it.
func xFileControl(tls *libc.TLS, pFile uintptr, op int32, arg uintptr) int32 {
	switch op {
	case sqlite3.SQLITE_FCNTL_SIZE_HINT, sqlite3.SQLITE_FCNTL_CHUNK_SIZE:
		return sqlite3.SQLITE_OK
	case sqlite3.SQLITE_FCNTL_MMAP_SIZE:
		*at[int64](arg) = 0 // so much of it is mapped
		return sqlite3.SQLITE_OK
	}
	if r := opened(pFile).beneath(); r != nil {
		return call[fnControl](r.m.FxFileControl)(tls, r.file, op, arg)
	}
	return sqlite3.SQLITE_NOTFOUND
}

func xSectorSize(tls *libc.TLS, pFile uintptr) int32 {
	if r := opened(pFile).beneath(); r != nil {
		return call[fnFile](r.m.FxSectorSize)(tls, r.file)
	}
	return pageSize
}

// xDeviceCharacteristics promises what the disk promises, less what would make
// SQLite go past us: reading parts of pages, and writing several at once.
func xDeviceCharacteristics(tls *libc.TLS, pFile uintptr) int32 {
	const not = sqlite3.SQLITE_IOCAP_SUBPAGE_READ | sqlite3.SQLITE_IOCAP_BATCH_ATOMIC
	if r := opened(pFile).beneath(); r != nil {
		return call[fnFile](r.m.FxDeviceCharacteristics)(tls, r.file) &^ not
	}
	return 0
}
