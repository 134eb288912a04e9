package backup_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
)

var ctx = context.Background()

// noon is the moment most tests take place at.
var noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

// childVar names the part a process plays that a test started from its own
// binary.
const childVar = "ALONGSIDE_TEST_CHILD"

// children are those parts; the files that need one put it here.
var children = map[string]func() error{}

func TestMain(m *testing.M) {
	if part := os.Getenv(childVar); part != "" {
		if err := children[part](); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child(part, dir string, env ...string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), childVar+"="+part, "ALONGSIDE_TEST_DIR="+dir), env...)
	c.Stderr = os.Stderr
	return c
}

// open opens the record of a folder, and makes it.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, Now: at(noon)})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// opened is a new record with three people in it.
func opened(t testing.TB) (*store.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "record")
	s := open(t, dir)
	add(t, s, dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: dialog.ID{9}, Name: "Sam Rivers"}}})
	for i := range 3 {
		visit(t, s, s.NewID(), i)
	}
	return s, dir
}

func closed(t testing.TB, s interface{ Close() error }) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

func add(t testing.TB, s *store.Store, changes ...dialog.Change) {
	t.Helper()
	if _, err := s.Append(ctx, changes...); err != nil {
		t.Fatalf("append: %v", err)
	}
}

// canary is a name that must not turn up where names do not belong.
const canary = "Canaryworth"

// visit is a first appointment with somebody: 14 entries.
func visit(t testing.TB, s *store.Store, p dialog.ID, i int) {
	t.Helper()
	a := s.NewID()
	about := func(b dialog.Body) dialog.Change {
		return dialog.Change{Person: p, Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: b}
	}
	changes := []dialog.Change{
		about(&dialog.PersonRecorded{Person: dialog.Person{Family: canary, Given: fmt.Sprint("Ada", i)}}),
		about(&dialog.AssessmentStarted{Assessment: a, Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Layout: dialog.Interview,
			Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked}),
	}
	for k, d := range dialog.Domains() {
		changes = append(changes, about(&dialog.AnswerRecorded{Assessment: a, Domain: d,
			Answer: dialog.Answer{State: dialog.Rated, Rating: 1 + (i+k)%7, Language: "en"}}))
	}
	add(t, s, append(changes, about(&dialog.AssessmentFinished{Assessment: a}))...)
}

const visitEntries = 14

func options(dir string) backup.Options {
	return backup.Options{Dir: filepath.Join(dir, "backups"), Demo: true, Now: at(noon)}
}

func made(t testing.TB, s *store.Store, o backup.Options) backup.Backup {
	t.Helper()
	b, err := backup.Make(ctx, s, o)
	if err != nil {
		t.Fatalf("backup: %v", err)
	}
	return b
}

func contents(t testing.TB, s *store.Store) store.Contents {
	t.Helper()
	c, err := s.Contents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sound examines a backup and returns what it holds.
func sound(t testing.TB, b backup.Backup) store.Contents {
	t.Helper()
	f := backup.Examine(ctx, b, store.Options{Dir: t.TempDir(), Demo: true})
	if f.Err != nil || f.Altered {
		t.Fatalf("%s: altered %v, %v", b.Name(), f.Altered, f.Err)
	}
	return f.Contents
}

func listed(t testing.TB, dir string) []backup.Backup {
	t.Helper()
	all, err := backup.List(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// names are the files in a folder, in order.
func names(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Name()
	}
	slices.Sort(all)
	return all
}

func wantCode(t testing.TB, err error, want dialog.Code) {
	t.Helper()
	if got := dialog.ErrorCode(err); got != want {
		t.Fatalf("got code %q (%v), want %q", got, err, want)
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

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// countdown is a context that ends when it was asked often enough.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// contextThatEndsAfter ends when it was asked n times whether it has.
func contextThatEndsAfter(n int64) *countdown {
	c := &countdown{Context: context.Background()}
	c.left.Store(n)
	return c
}
