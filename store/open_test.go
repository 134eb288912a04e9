package store_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/store"
)

// snapshot is what is in a folder: for each name the mode, the size and the hash.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		found[name] = info.Mode().String()
		if info.Mode().IsRegular() {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			found[name] += fmt.Sprintf(" %d %x", len(b), sha256.Sum256(b))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// filled makes a demo record with one finished assessment and closes it.
func filled(t testing.TB, dir string) (person dialog.ID) {
	t.Helper()
	s := open(t, dir)
	person = s.NewID()
	add(t, s, personNamed(person, "Smith", "Jane"))
	add(t, s, takenOver(person, s.NewID(), noon, 1))
	closed(t, s)
	return person
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// foreignDB makes an SQLite file that is not ours, or not yet.
func foreignDB(t testing.TB, path, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(script); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// What is no record, or no longer one, is refused, and nothing is changed or made
// beside it.
func TestOpenRefuses(t *testing.T) {
	cut := func(n int) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			filled(t, dir)
			path := filepath.Join(dir, store.FileName)
			b := read(t, path)
			if n < 0 {
				n += len(b)
			}
			write(t, path, b[:n])
		}
	}
	tampered := func(script string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			s := open(t, dir)
			if err := s.SQL(ctx, script); err != nil {
				t.Fatal(err)
			}
			closed(t, s)
		}
	}
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, dir string) // the folder is there and empty
		want    dialog.Code
		demo    bool
		create  bool // whether it is refused even to somebody who would make a record
	}{
		{"an empty folder", func(*testing.T, string) {}, dialog.NotFound, true, false},
		{"no folder", func(t *testing.T, dir string) { _ = os.Remove(dir) }, dialog.NotFound, true, false},
		{"a file for a folder", func(t *testing.T, dir string) { _ = os.Remove(dir); write(t, dir, []byte("x")) }, dialog.Unavailable, true, true},
		{"an empty file", func(t *testing.T, dir string) { write(t, filepath.Join(dir, store.FileName), nil) }, dialog.Damaged, true, true},
		{"a text", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, store.FileName), []byte(strings.Repeat("Dear diary. ", 2048)))
		}, dialog.Damaged, true, true},
		{"a short text", func(t *testing.T, dir string) { write(t, filepath.Join(dir, store.FileName), []byte("x")) }, dialog.Damaged, true, true},
		{"a folder for a file", func(t *testing.T, dir string) { _ = os.Mkdir(filepath.Join(dir, store.FileName), 0o700) }, dialog.Foreign, true, true},
		{"another program's database", func(t *testing.T, dir string) {
			foreignDB(t, filepath.Join(dir, store.FileName), `create table t(x); insert into t values(1)`)
		}, dialog.Foreign, true, true},
		{"another program's numbered database", func(t *testing.T, dir string) {
			foreignDB(t, filepath.Join(dir, store.FileName), `create table t(x); pragma application_id=77; pragma user_version=1`)
		}, dialog.Foreign, true, true},
		{"a newer version's record", tampered(`pragma user_version=1000`), dialog.Newer, true, true},
		{"a record without its guards", tampered(`drop trigger journal_no_delete`), dialog.Damaged, true, true},
		{"a record with a stranger's trigger", tampered(`create trigger x after insert on journal begin delete from person; end`), dialog.Damaged, true, true},
		{"a record that does not say what it is", tampered(`delete from meta`), dialog.Damaged, true, true},
		{"a record cut by one byte", cut(-1), dialog.Damaged, true, true},
		{"a record cut by a page", cut(-4096), dialog.Damaged, true, true},
		{"a record cut to a page", cut(4096), dialog.Damaged, true, true},
		{"a record cut to its first bytes", cut(100), dialog.Damaged, true, true},
		{"a record with a page of nothing", func(t *testing.T, dir string) {
			filled(t, dir)
			path := filepath.Join(dir, store.FileName)
			b := read(t, path)
			clear(b[4096 : 2*4096])
			write(t, path, b)
		}, dialog.Damaged, true, true},
		{"a record whose file was deleted", func(t *testing.T, dir string) {
			filled(t, dir)
			_ = os.Remove(filepath.Join(dir, store.FileName))
		}, dialog.Damaged, true, true},
		{"a log without its file", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, store.FileName+"-wal"), []byte("something"))
		}, dialog.Damaged, true, true},
		{"the demo as a real record", func(t *testing.T, dir string) { filled(t, dir) }, dialog.Conflict, false, true},
		{"a record in another one's place", func(t *testing.T, dir string) {
			filled(t, dir)
			other := t.TempDir()
			filled(t, other)
			write(t, filepath.Join(dir, store.FileName), read(t, filepath.Join(other, store.FileName)))
		}, dialog.Conflict, true, true},
	} {
		for _, create := range []bool{false, true} {
			for _, lockFile := range []bool{false, true} {
				if create && !c.create {
					continue
				}
				t.Run(fmt.Sprintf("%s/create=%v,lock file=%v", c.name, create, lockFile), func(t *testing.T) {
					root := t.TempDir()
					dir := filepath.Join(root, "record")
					if err := os.Mkdir(dir, 0o700); err != nil {
						t.Fatal(err)
					}
					c.prepare(t, dir)
					if !lockFile {
						_ = os.Remove(filepath.Join(dir, store.LockName))
					}
					before := snapshot(t, root)
					s, err := store.Open(ctx, store.Options{Dir: dir, Demo: c.demo, Create: create})
					if err == nil {
						_ = s.Close()
					}
					wantCode(t, err, c.want)
					if msg := dialog.ErrorMessage(err); !strings.HasSuffix(msg, ".") {
						t.Errorf("%q is not a sentence", msg)
					}
					if diff := cmp.Diff(before, snapshot(t, root)); diff != "" {
						t.Errorf("the refusal changed something:\n%s", diff)
					}
				})
			}
		}
	}
}

// A page lost anywhere in the file is noticed when it is opened.
func TestOpenRefusesEveryLostPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	filled(t, dir)
	path := filepath.Join(dir, store.FileName)
	whole := read(t, path)
	for page := range len(whole) / 4096 {
		b := append([]byte(nil), whole...)
		clear(b[page*4096 : (page+1)*4096])
		write(t, path, b)
		_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true})
		if got := dialog.ErrorCode(err); got != dialog.Damaged {
			t.Errorf("without page %d the record opens with code %q (%v)", page+1, got, err)
		}
	}
	write(t, path, whole)
	closed(t, openWith(t, store.Options{Dir: dir, Demo: true}))
}

// Folders are named by people.
func TestOddFolderNames(t *testing.T) {
	for _, name := range []string{"plain", "two words", "what?", "hash#tag", "per%41cent", "100%", "a&b=c;d", `quote'"s`, "ümläut 名前", "?mode=memory&x#y%20z", "file:here"} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			dir := filepath.Join(root, name)
			person := filled(t, dir)
			s := openWith(t, store.Options{Dir: dir, Demo: true})
			if _, err := s.Record(ctx, person); err != nil {
				t.Error(err)
			}
			if got, err := s.Ask(ctx, `pragma synchronous`); got != "2" || err != nil {
				t.Errorf("synchronous is %s (%v)", got, err)
			}
			closed(t, s)
			want := []string{".", name, name + "/alongside.db", name + "/alongside.id", name + "/alongside.lock"}
			var got []string
			for path := range snapshot(t, root) {
				got = append(got, filepath.ToSlash(path))
			}
			if diff := cmp.Diff(want, sorted(got)); diff != "" {
				t.Errorf("stray files:\n%s", diff)
			}
		})
	}
}

func sorted(s []string) []string {
	out := append([]string(nil), s...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// The settings that safety rests on are read back from the open connection.
func TestSettings(t *testing.T) {
	s, _ := opened(t)
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "locking_mode": "exclusive", "foreign_keys": "1", "temp_store": "2",
		"trusted_schema": "0", "cell_size_check": "1", "secure_delete": "1", "fullfsync": "1", "page_size": "4096", "mmap_size": "0",
	} {
		if got, err := s.Ask(ctx, "pragma "+pragma); got != want || err != nil {
			t.Errorf("%s is %s (%v), want %s", pragma, got, err, want)
		}
	}
}

// A closed record is one file; a copy of it alone is the whole record.
func TestACopyOfTheClosedFileIsComplete(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	person := filled(t, dir)
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(other, store.FileName), read(t, filepath.Join(dir, store.FileName)))
	s := openWith(t, store.Options{Dir: other, Demo: true})
	r, err := s.Record(ctx, person)
	if err != nil || len(r.Assessments) != 1 {
		t.Fatal(r, err)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(other, store.SentinelName)); err != nil {
		t.Errorf("the sentinel was not made again: %v", err)
	}
}

// crashed copies an open record's files as a crash would leave them.
func crashed(t testing.TB, dir string) string {
	t.Helper()
	other := filepath.Join(t.TempDir(), "crashed")
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		write(t, filepath.Join(other, e.Name()), read(t, filepath.Join(dir, e.Name())))
	}
	return other
}

func TestOpenAfterACrash(t *testing.T) {
	s, dir := opened(t)
	p := s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	after := openWith(t, store.Options{Dir: crashed(t, dir), Demo: true})
	if _, err := after.Record(ctx, p); err != nil {
		t.Error(err)
	}
	if _, err := after.Check(ctx); err != nil {
		t.Error(err)
	}
}

// An attempt to make a record that was interrupted leaves nothing in the way.
func TestCreateAfterAnInterruptedCreate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, store.FileName+".part"), []byte("half a"))
	write(t, filepath.Join(dir, store.FileName+".part-wal"), []byte("half a log"))
	s := open(t, dir)
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
	closed(t, s)
	if got := len(snapshot(t, dir)); got != 4 { // the folder, the record, the sentinel, the lock
		t.Errorf("%d things are in the folder: %v", got, snapshot(t, dir))
	}
}

func TestReadOnlyWhenAsked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	person := filled(t, dir)
	for _, lockFile := range []bool{true, false} {
		if !lockFile {
			_ = os.Remove(filepath.Join(dir, store.LockName))
		}
		before := snapshot(t, dir)
		s := openWith(t, store.Options{Dir: dir, Demo: true, ReadOnly: true})
		if !s.ReadOnly() {
			t.Error("it does not say that it can only be read")
		}
		if _, err := s.Record(ctx, person); err != nil {
			t.Error(err)
		}
		if _, err := s.Check(ctx); err != nil {
			t.Error(err)
		}
		_, err := s.Append(ctx, personNamed(s.NewID(), "Jones", "Ed"))
		wantCode(t, err, dialog.ReadOnly)
		wantCode(t, s.Rederive(ctx), dialog.ReadOnly)
		second := openWith(t, store.Options{Dir: dir, Demo: true, ReadOnly: true}) // readers do not mind each other
		closed(t, second)
		closed(t, s)
		if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
			t.Errorf("reading changed something:\n%s", diff)
		}
	}
}

func TestReadOnlyAfterACrashNeedsFinishing(t *testing.T) {
	s, dir := opened(t)
	add(t, s, personNamed(s.NewID(), "Smith", "Jane"))
	left := crashed(t, dir)
	before := snapshot(t, left)
	_, err := store.Open(ctx, store.Options{Dir: left, Demo: true, ReadOnly: true})
	wantCode(t, err, dialog.ReadOnly)
	if diff := cmp.Diff(before, snapshot(t, left)); diff != "" {
		t.Errorf("the refusal changed something:\n%s", diff)
	}
}

// Demo and real record never mix, whichever way round.
func TestARealRecordIsNoDemo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := openWith(t, store.Options{Dir: dir, Create: true})
	_, err := s.Append(ctx, about(s.NewID(), &dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", NHSNumber: "9990732574"}}))
	wantCode(t, err, dialog.Invalid)
	closed(t, s)
	_, err = store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true})
	wantCode(t, err, dialog.Conflict)
	demo, _ := opened(t)
	_, err = demo.Append(ctx, about(demo.NewID(), &dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", NHSNumber: "4010232137"}}))
	wantCode(t, err, dialog.Invalid)
	if !demo.Demo() {
		t.Error("the demo does not say so")
	}
}

func TestClosed(t *testing.T) {
	s, _ := opened(t)
	closed(t, s)
	if err := s.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	_, err := s.Append(ctx, personNamed(s.NewID(), "Smith", "Jane"))
	wantCode(t, err, dialog.Unavailable)
	_, err = s.Caseload(ctx)
	wantCode(t, err, dialog.Unavailable)
	_, err = s.Record(ctx, s.NewID())
	wantCode(t, err, dialog.Unavailable)
	_, err = s.Entries(ctx, s.NewID())
	wantCode(t, err, dialog.Unavailable)
	_, err = s.Check(ctx)
	wantCode(t, err, dialog.Unavailable)
}

func TestClockBehind(t *testing.T) {
	now := noon
	s := openWith(t, store.Options{Dir: filepath.Join(t.TempDir(), "r"), Demo: true, Create: true, Now: func() time.Time { return now }})
	if _, behind := s.ClockBehind(ctx); behind {
		t.Error("an empty record has no clock to be behind")
	}
	c := add(t, s, personNamed(s.NewID(), "Smith", "Jane"))
	if _, behind := s.ClockBehind(ctx); behind {
		t.Error("the clock stands where it stood")
	}
	now = noon.Add(-36 * time.Hour)
	if by, behind := s.ClockBehind(ctx); !behind || by != 36*time.Hour {
		t.Errorf("behind by %v, %v", by, behind)
	}
	late := add(t, s, personNamed(s.NewID(), "Jones", "Ed"))
	if got := late.Entries[0].RecordedAt.Time(); !got.Equal(now) {
		t.Errorf("the clock was recorded as %v, not as read", got)
	}
	if !c.Entries[0].Before(&late.Entries[0]) {
		t.Error("the order follows the clock")
	}
}
