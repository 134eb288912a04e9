package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"alongside/dialog/trial"
	"alongside/store/vault"
)

// The tests that go on at random do more of it with ALONGSIDE_LONG=1 in the
// environment: ten times as many steps, images, kills, flips and swaps.

// times is how often something random is done.
func times(n int) int { return trial.Times(n, 10*n) }

// childEnv names what a process that a test starts is to do.
const childEnv = "VAULT_TEST_CHILD"

func TestMain(m *testing.M) {
	vault.MakeDerivationCheap()
	if do := os.Getenv(childEnv); do != "" {
		child(do, os.Args[len(os.Args)-1])
		return
	}
	os.Exit(m.Run())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// try opens a file for as long as the test lasts.
func try(t testing.TB, path string, o vault.Options) (*sql.DB, error) {
	t.Helper()
	db, err := vault.Open(context.Background(), path, o)
	if err == nil {
		t.Cleanup(func() { _ = db.Close() })
	}
	return db, err
}

func open(t testing.TB, path string, o vault.Options) *sql.DB {
	t.Helper()
	db, err := try(t, path, o)
	must(t, err)
	return db
}

func run(t testing.TB, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(query, args...); err != nil {
		t.Fatalf("%.60s: %v", query, err)
	}
}

func text(t testing.TB, db *sql.DB, query string, args ...any) string {
	t.Helper()
	var s string
	if err := db.QueryRow(query, args...).Scan(&s); err != nil {
		t.Fatalf("%.60s: %v", query, err)
	}
	return s
}

// sound fails unless SQLite finds nothing wrong with a file.
func sound(t testing.TB, db *sql.DB) {
	t.Helper()
	if got := text(t, db, `pragma integrity_check`); got != "ok" {
		t.Fatalf("integrity check: %s", got)
	}
}

// wantCode fails unless an error is one of ours with a code.
func wantCode(t testing.TB, err error, code vault.Code) {
	t.Helper()
	if vault.CodeOf(err) != code {
		t.Fatalf("got %v (code %q), want code %q", err, vault.CodeOf(err), code)
	}
}

// wantResult fails unless an error is SQLite's with a result code.
func wantResult(t testing.TB, err error, rc int) {
	t.Helper()
	if e, ok := errors.AsType[*sqlite.Error](err); !ok || e.Code() != rc {
		t.Fatalf("got %v, want SQLite's result code %d", err, rc)
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	must(t, os.WriteFile(path, b, 0o600))
}

// names lists the files of a folder.
func names(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

// copyTo copies a file and its log.
func copyTo(t testing.TB, from, to string) {
	t.Helper()
	write(t, to, read(t, from))
	if b, err := os.ReadFile(from + "-wal"); err == nil {
		write(t, to+"-wal", b)
	}
}

// filled makes a sealed file with n rows in a table, all of it folded in, and returns
// its path.
func filled(t testing.TB, key *vault.DataKey, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, vault.Unflushed(vault.Options{Access: vault.Create, Key: key}))
	run(t, db, `create table t(a integer primary key, b text)`)
	run(t, db, `begin`)
	for i := range n {
		run(t, db, `insert into t values(?,?)`, i, row(i))
	}
	run(t, db, `commit`)
	must(t, db.Close())
	return path
}

// row is what stands in row i of a filled file.
func row(i int) string { return strings.Repeat(fmt.Sprint("row ", i, " "), i%90) }

// allFiles reads every file of a folder.
func allFiles(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			all[filepath.Base(path)] = read(t, path)
		}
		return err
	}))
	return all
}
