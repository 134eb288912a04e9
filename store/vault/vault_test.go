package vault_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"alongside/store/vault"
)

func TestRoundTrip(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 500)
	if got := names(t, filepath.Dir(path)); got != "a.db" {
		t.Fatalf("a closed file leaves %q", got)
	}
	for _, access := range []vault.Access{vault.Write, vault.Create, vault.Read, vault.Peek} {
		t.Run(fmt.Sprint(access), func(t *testing.T) {
			db := open(t, path, vault.Options{Access: access, Key: key})
			for i := range 500 {
				if got := text(t, db, `select b from t where a=?`, i); got != row(i) {
					t.Fatalf("row %d is %q", i, got)
				}
			}
			sound(t, db)
			must(t, db.Close())
		})
	}
}

// A file that was made beforehand, to give it its mode, is filled and not refused.
func TestCreateFillsAnEmptyFile(t *testing.T) {
	key := vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "a b%20?#.db")
	write(t, path, nil)
	db := open(t, path, vault.Options{Access: vault.Create, Key: key})
	run(t, db, `create table t(a)`)
	must(t, db.Close())
	sound(t, open(t, path, vault.Options{Key: key}))
}

func TestSettingsHold(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "a.db"), vault.Options{Access: vault.Create, Key: vault.NewDataKey()})
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "locking_mode": "exclusive", "synchronous": "2", "temp_store": "2",
		"page_size": "4096", "mmap_size": "0", "secure_delete": "1", "trusted_schema": "0",
	} {
		if got := text(t, db, `pragma `+pragma); got != want {
			t.Errorf("%s is %q, want %q", pragma, got, want)
		}
	}
}

func TestModeIsTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("Windows keeps rights elsewhere than in the mode")
		return
	}
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, vault.Options{Access: vault.Create, Key: vault.NewDataKey()})
	run(t, db, `create table t(a)`)
	for _, p := range []string{path, path + "-wal"} {
		info, err := os.Stat(p)
		must(t, err)
		if info.Mode() != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(p), info.Mode())
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	key := vault.NewDataKey()
	dropped := vault.NewDataKey()
	dropped.Drop()
	notThere := func(t *testing.T, err error) {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("got %v, want that there is no file", err)
		}
	}
	code := func(c vault.Code) func(*testing.T, error) {
		return func(t *testing.T, err error) { wantCode(t, err, c) }
	}
	for _, c := range []struct {
		name string
		do   func(t *testing.T, path string) // to a good file
		o    vault.Options
		want func(*testing.T, error)
	}{
		{"a wrong key", nil, vault.Options{Key: vault.NewDataKey()}, code(vault.CodeWrongKey)},
		{"a wrong key, to look", nil, vault.Options{Key: vault.NewDataKey(), Access: vault.Peek}, code(vault.CodeWrongKey)},
		{"a wrong key, where a new file may be made", nil, vault.Options{Key: vault.NewDataKey(), Access: vault.Create}, code(vault.CodeWrongKey)},
		{"a dropped key", nil, vault.Options{Key: dropped}, code(vault.CodeLocked)},
		{"no file", func(t *testing.T, path string) { must(t, os.Remove(path)) }, vault.Options{Key: key}, notThere},
		{"no file to look at", func(t *testing.T, path string) { must(t, os.Remove(path)) }, vault.Options{Key: key, Access: vault.Read}, notThere},
		{"an empty file", func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) }, vault.Options{Key: key}, code(vault.CodeCut)},
		{"a file cut within a page", func(t *testing.T, path string) { must(t, os.Truncate(path, 3*vault.PageSize-1)) }, vault.Options{Key: key}, code(vault.CodeCut)},
		{"a file cut within its first page", func(t *testing.T, path string) {
			must(t, os.Truncate(path, 100))
			write(t, path+"-wal", make([]byte, 100))
		}, vault.Options{Key: key}, code(vault.CodeWrongKey)},
		{"a file cut between pages", func(t *testing.T, path string) { must(t, os.Truncate(path, 3*vault.PageSize)) }, vault.Options{Key: key},
			func(t *testing.T, err error) { wantResult(t, err, sqlite3.SQLITE_CORRUPT) }},
		{"a plain file", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			db := open(t, path, vault.Options{Access: vault.Create})
			run(t, db, `create table t(a)`)
			must(t, db.Close())
		}, vault.Options{Key: key}, code(vault.CodeUnsealed)},
		{"a sealed file without a key", nil, vault.Options{}, func(t *testing.T, err error) { wantResult(t, err, sqlite3.SQLITE_NOTADB) }},
		{"a rollback journal", func(t *testing.T, path string) { write(t, path+"-journal", make([]byte, 512)) }, vault.Options{Key: key}, code(vault.CodeForeign)},
		{"an unfinished file, to read", func(t *testing.T, path string) { write(t, path+"-wal", make([]byte, 512)) },
			vault.Options{Key: key, Access: vault.Read}, code(vault.CodeUnfinished)},
		{"a first page that is not as it was written", func(t *testing.T, path string) {
			b := read(t, path)
			b[77] ^= 1
			write(t, path, b)
		}, vault.Options{Key: key}, func(t *testing.T, err error) { wantResult(t, err, sqlite3.SQLITE_IOERR_DATA) }},
		{"a folder that is a file", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Mkdir(path, 0o700))
		}, vault.Options{Key: key}, func(t *testing.T, err error) {
			if err == nil {
				t.Fatal("a folder was opened")
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filled(t, key, 200)
			if c.do != nil {
				c.do(t, path)
			}
			was := snapshot(t, filepath.Dir(path))
			_, err := try(t, path, c.o)
			c.want(t, err)
			if now := snapshot(t, filepath.Dir(path)); now != was {
				t.Errorf("the folder was changed:\n%s\n%s", was, now)
			}
		})
	}
}

// snapshot describes every file of a folder, contents and all.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	all := ""
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if e.Type().IsRegular() {
			all += fmt.Sprintf("%s %x\n", e.Name(), checksum(read(t, filepath.Join(dir, e.Name()))))
		}
	}
	return all
}

// Under a wrong key a log looks like one without a single commit, and SQLite takes
// such a log away when it closes the file.
func TestWrongKeyLeavesTheLogAlone(t *testing.T) {
	key := vault.NewDataKey()
	path := unfinished(t, key)
	was := snapshot(t, filepath.Dir(path))
	_, err := try(t, path, vault.Options{Key: vault.NewDataKey()})
	wantCode(t, err, vault.CodeWrongKey)
	if now := snapshot(t, filepath.Dir(path)); now != was {
		t.Fatalf("the folder was changed:\n%s\n%s", was, now)
	}
	db := open(t, path, vault.Options{Key: key})
	if got := text(t, db, `select count(*) from t`); got != "230" {
		t.Fatalf("%s rows are left", got)
	}
}

// unfinished makes a file that was not closed, with 200 rows folded in and 30 commits
// in the log, and returns its path.
func unfinished(t testing.TB, key *vault.DataKey) string {
	t.Helper()
	path := filled(t, key, 200)
	db := open(t, path, vault.Options{Key: key})
	run(t, db, `pragma wal_autocheckpoint=0`)
	for i := range 30 {
		run(t, db, `insert into t values(?,?)`, 200+i, row(200+i))
	}
	copied := filepath.Join(t.TempDir(), "a.db")
	copyTo(t, path, copied)
	must(t, db.Close())
	return copied
}

// When page 1 is torn in the file it is whole in the log, and the file opens.
func TestTornFirstPageComesFromTheLog(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 200)
	db := open(t, path, vault.Options{Key: key})
	run(t, db, `pragma wal_autocheckpoint=0`)
	run(t, db, `create table u(a)`) // changes page 1
	torn := filepath.Join(t.TempDir(), "a.db")
	copyTo(t, path, torn)
	must(t, db.Close())
	for name, tear := range map[string]func([]byte){
		"half of it":       func(b []byte) { clear(b[512:3000]) },
		"every first page": func(b []byte) { clear(b[:16*vault.PageSize]) },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			copyTo(t, torn, path)
			b := read(t, path)
			tear(b)
			write(t, path, b)
			db := open(t, path, vault.Options{Key: key})
			if got := text(t, db, `select count(*) from u`); got != "0" {
				t.Fatal(got)
			}
		})
	}
}

// Closing the handle overwrites the keys even while a connection is still out. What
// that connection had committed is there for whoever opens the file next.
func TestCloseEndsConnectionsThatAreOut(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 200)
	db := open(t, path, vault.Options{Key: key})
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	must(t, err)
	_, err = conn.ExecContext(ctx, `insert into t values(1000,'last')`)
	must(t, err)
	must(t, db.Close())
	_, err = conn.ExecContext(ctx, `insert into t values(1001,'later')`)
	wantResult(t, err, sqlite3.SQLITE_IOERR_AUTH)
	var n int
	err = conn.QueryRowContext(ctx, `select count(*) from t where b>''`).Scan(&n)
	if err == nil {
		t.Log("the cache of the connection still answered") // its pages were never on the disk in the clear
	}
	must(t, conn.Close())
	db = open(t, path, vault.Options{Key: key})
	if got := text(t, db, `select group_concat(a) from t where a>=1000`); got != "1000" {
		t.Fatalf("rows %s", got)
	}
	sound(t, db)
}

func TestSecondOpenIsRefused(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 10)
	db := open(t, path, vault.Options{Key: key})
	run(t, db, `insert into t values(1000,'')`)
	_, err := try(t, path, vault.Options{Key: key})
	wantResult(t, err, sqlite3.SQLITE_BUSY)
}

// A sealed file opens only with our leave, and lends it to no other.
func TestAttachIsRefused(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 10)
	other := filled(t, key, 10)
	db := open(t, path, vault.Options{Key: key})
	for _, name := range []string{other, "file:" + other + "?vfs=alongside", filepath.Join(t.TempDir(), "new.db")} {
		_, err := db.Exec(`attach ? as other`, name)
		wantResult(t, err, sqlite3.SQLITE_CANTOPEN)
	}
}

func TestRollbackJournalIsRefused(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 10)
	db := open(t, path, vault.Options{Key: key})
	_, err := db.Exec(`pragma journal_mode=delete`)
	wantResult(t, err, sqlite3.SQLITE_CANTOPEN)
	must(t, db.Close())
	sound(t, open(t, path, vault.Options{Key: key}))
}

// A page whose last bytes are in use cannot be sealed, and is refused and not lost.
func TestReservedBytesStayFree(t *testing.T) {
	key := vault.NewDataKey()
	plain := filepath.Join(t.TempDir(), "plain.db")
	db := open(t, plain, vault.Options{Access: vault.Create})
	run(t, db, `create table t(a)`)
	err := vault.Backup(context.Background(), db, filepath.Join(t.TempDir(), "b.db"), key)
	wantResult(t, err, sqlite3.SQLITE_IOERR_WRITE)
}

func TestFaultsOfTheDiskReachTheCaller(t *testing.T) {
	for _, c := range []struct {
		name string
		op   vault.Op
		rc   int32
	}{
		{"a full disk, writing the log", vault.Op{Kind: "write", Name: "a.db-wal"}, sqlite3.SQLITE_FULL},
		{"a log that cannot be flushed", vault.Op{Kind: "sync", Name: "a.db-wal"}, sqlite3.SQLITE_IOERR_FSYNC},
		{"a log that cannot be read", vault.Op{Kind: "read", Name: "a.db-wal"}, sqlite3.SQLITE_IOERR_READ},
		{"a file that cannot be read", vault.Op{Kind: "read", Name: "a.db"}, sqlite3.SQLITE_IOERR_READ},
		{"a file whose size is not told", vault.Op{Kind: "size", Name: "a.db"}, sqlite3.SQLITE_IOERR_FSTAT},
		{"a full disk, folding in", vault.Op{Kind: "write", Name: "a.db"}, sqlite3.SQLITE_FULL},
	} {
		t.Run(c.name, func(t *testing.T) {
			key := vault.NewDataKey()
			path := filled(t, key, 2000)
			fail := false
			o := vault.Watched(vault.Options{Key: key}, func(op vault.Op) int32 {
				if fail && op.Kind == c.op.Kind && op.Name == c.op.Name {
					return c.rc
				}
				return 0
			})
			db := open(t, path, o)
			run(t, db, `pragma cache_size=5`)
			run(t, db, `insert into t values(5000,'before')`)
			fail = true
			var failed error
			for _, q := range []string{
				`insert into t values(6000,'during')`, `select sum(length(b)) from t`,
				`update t set b=b||'x'`, `pragma wal_checkpoint(truncate)`, `pragma page_count`, `vacuum`,
			} {
				if _, err := db.Exec(q); err != nil {
					failed = errors.Join(failed, err)
				}
			}
			if e, ok := errors.AsType[*sqlite.Error](failed); !ok || int32(e.Code()) != c.rc {
				t.Errorf("got %v, want result code %d", failed, c.rc)
			}
			fail = false
			_ = db.Close()
			db = open(t, path, vault.Options{Key: key})
			sound(t, db)
			if got := text(t, db, `select substr(b,1,6) from t where a=5000`); got != "before" {
				t.Errorf("the row from before is %q", got)
			}
		})
	}
}
