package vault_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// pinned are the versions that the sealed files were proved with. The shim stands on
// parts of them that are not promised to stay.
var pinned = map[string]string{
	"modernc.org/sqlite": "v1.61.1",
	"modernc.org/libc":   "v1.79.0",
}

const pinnedSQLite = "3.54.1"

func TestVersionsArePinned(t *testing.T) {
	mod := read(t, filepath.Join("..", "..", "go.mod"))
	for module, want := range pinned {
		m := regexp.MustCompile(`(?m)^\s*(?:require\s+)?` + regexp.QuoteMeta(module) + ` (\S+)`).FindSubmatch(mod)
		if m == nil {
			t.Fatalf("go.mod does not require %s", module)
		}
		if got := string(m[1]); got != want {
			t.Errorf("%s is %s and was %s. The sealed files stand on its insides: how translated code calls a function, what "+
				"is in SQLite's tables, and when SQLite reads, writes and flushes what. Run the tests of this package with "+
				"ALONGSIDE_LONG=1 and with -race on every system that is delivered for, read what changed in it about VFS and "+
				"WAL, and only then write the new version here.", module, got, want)
		}
	}
	tls := libc.NewTLS()
	defer tls.Close()
	if got := libc.GoString(sqlite3.Xsqlite3_libversion(tls)); got != pinnedSQLite {
		t.Errorf("SQLite is %s and was %s; see above", got, pinnedSQLite)
	}
	if _, err := os.Stat(filepath.Join("..", "..", "go.work")); err == nil {
		t.Error("a go.work can put other versions in the place of those in go.mod")
	}
	if regexp.MustCompile(`(?m)^replace|^\s+modernc\S+ .*=>`).Match(mod) {
		t.Error("go.mod replaces modules, and the versions above mean nothing then")
	}
}
