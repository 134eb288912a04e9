package store_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"modernc.org/sqlite"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// laterStatements is what a later version may want of the file: a new table that
// is filled, and one that is built anew because SQLite cannot change it in place.
var laterStatements = []string{
	`create table local_retry(entry integer primary key references journal, tries integer not null) strict`,
	`insert into local_retry select seq, 0 from journal where kind='goal.recorded'`,
	`create table goal_later(person blob not null references person, id blob not null check(length(id)=16),
		position integer not null, words text not null, kind text not null, domain integer not null,
		status text not null, reason text, set_at text, changed_at text, ratings integer not null,
		first_rating integer, first_at text, latest_rating integer, latest_at text, shared integer not null default 1,
		primary key (person, id)) strict, without rowid`,
	`insert into goal_later select *, 1 from goal`,
	`drop table goal`,
	`alter table goal_later rename to goal`,
	`create index goal_domain on goal(domain)`,
}

// laterScript has a point after every statement at which the program can be made to
// die, and one before the first.
func laterScript() string {
	var b strings.Builder
	for i, s := range laterStatements {
		fmt.Fprintf(&b, "select die_at('statement %d');\n%s;\n", i, s)
	}
	fmt.Fprintf(&b, "select die_at('statement %d');\n", len(laterStatements))
	return b.String()
}

// deaths are the points at which the upgrade is ended, in their order.
func deaths() []string {
	points := []string{"before the copy", "after the copy"}
	for i := range len(laterStatements) + 1 {
		points = append(points, fmt.Sprint("statement ", i))
	}
	return append(points, "after the upgrade")
}

func dieAt(point string) {
	if os.Getenv("ALONGSIDE_TEST_DIE") == point {
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			_ = p.Kill()
		}
		select {} // it may take a moment
	}
}

func init() {
	children["upgrader"] = upgradeAndDie
	sqlite.MustRegisterScalarFunction("die_at", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		dieAt(fmt.Sprint(args[0]))
		return nil, nil
	})
}

// upgradeAndDie is a later version of the program, which is ended at the point that
// the environment names.
func upgradeAndDie() error {
	if _, err := store.Later(laterScript()); err != nil {
		return err
	}
	dir := os.Getenv("ALONGSIDE_TEST_DIR")
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, BeforeUpgrade: keepBefore(filepath.Join(dir, "before.db"))})
	if err != nil {
		return err
	}
	dieAt("after the upgrade")
	_, err = s.Check(ctx)
	return errors.Join(err, s.Close())
}

// keepBefore keeps a copy that is read again before it counts, as package backup
// does.
func keepBefore(path string) func(context.Context, *store.Store) error {
	return keepSealed(path, nil)
}

// keepSealed does the same for a record that is sealed under a key.
func keepSealed(path string, key *vault.DataKey) func(context.Context, *store.Store) error {
	return func(ctx context.Context, s *store.Store) error {
		dieAt("before the copy")
		part := path + ".part"
		if err := s.CopyTo(ctx, part); err != nil {
			return err
		}
		c, err := store.OpenCopy(ctx, part, store.Options{Dir: filepath.Dir(path), Demo: true, Key: key})
		if err != nil {
			return err
		}
		if _, err := c.Check(ctx); err != nil {
			return errors.Join(err, c.Close())
		}
		if err := errors.Join(c.Close(), os.Rename(part, path)); err != nil {
			return err
		}
		dieAt("after the copy")
		return nil
	}
}

// storied is a record with something of everything in it, closed, and what its
// journal is.
func storied(t *testing.T, dir string) journal {
	t.Helper()
	s := open(t, dir)
	if _, err := s.AppendAll(ctx, crowd(s, 5, 2), nil); err != nil {
		t.Fatal(err)
	}
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	for i, d := range dialog.Domains() {
		add(t, s, rate(p, a, d, 1+i%7))
	}
	add(t, s, finish(p, a), about(p, &dialog.GoalRecorded{Goal: dialog.Goal{
		ID: s.NewID(), Text: "Walk to the park", Kind: dialog.LifeGoal, Domain: dialog.Domains()[0], Status: dialog.GoalActive}}))
	closed(t, s)
	return journalOf(t, dir, store.FileName)
}

// journal is the version of a file's tables and the digests of its entries.
type journal struct {
	version int
	digests []string
}

// journalOf reads a file as any program would, by way of a copy of its folder so
// that what a crash left there stays.
func journalOf(t *testing.T, dir, name string) (j journal) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(crashed(t, dir), name)+"?mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow(`pragma user_version`).Scan(&j.version); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`select hex(digest) from journal order by seq`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var digest string
		if err := rows.Scan(&digest); err != nil {
			t.Fatal(err)
		}
		j.digests = append(j.digests, digest)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return j
}

// An upgrade that is ended at any point leaves the record as it was or as it will
// be; it is gone on with at the next start; and once it is through, a copy from
// before it is there.
func TestAnUpgradeSurvivesBeingKilledAtEachStatement(t *testing.T) {
	for _, point := range deaths() {
		t.Run(point, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "record")
			was := storied(t, dir)
			c := child("upgrader", dir, "ALONGSIDE_TEST_DIE="+point)
			if err := c.Run(); err == nil || c.ProcessState.ExitCode() != -1 {
				t.Fatalf("the program did not die there: %v", err)
			}
			after := was
			if point == "after the upgrade" {
				after.version++
			}
			same(t, after, journalOf(t, dir, store.FileName))
			if err := child("upgrader", dir).Run(); err != nil { // it checks the record
				t.Fatalf("the next start: %v", err)
			}
			after.version = was.version + 1
			same(t, after, journalOf(t, dir, store.FileName))
			same(t, was, journalOf(t, dir, "before.db"))
		})
	}
}

func same(t *testing.T, want, got journal) {
	t.Helper()
	if got.version != want.version || !slices.Equal(got.digests, want.digests) {
		t.Fatalf("the file has version %d and %d entries, want version %d and %d entries, the same ones",
			got.version, len(got.digests), want.version, len(want.digests))
	}
}

// What a later version made of a record is refused by this one, which leaves all
// of it as it is.
func TestARecordOfALaterVersionIsRefusedUntouched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	storied(t, dir)
	if err := child("upgrader", dir).Run(); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, dir)
	for _, readOnly := range []bool{false, true} {
		_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, ReadOnly: readOnly})
		wantCode(t, err, dialog.Newer)
	}
	_, err := store.OpenCopy(ctx, filepath.Join(dir, store.FileName), store.Options{Dir: dir, Demo: true})
	wantCode(t, err, dialog.Newer)
	if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
		t.Errorf("something was changed:\n%s", diff)
	}
}

// Without a copy there is no upgrade.
func TestNoUpgradeWithoutACopy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	was := storied(t, dir)
	if _, err := store.Later(`create table local_x(a) strict`); err == nil {
		t.Fatal("a table without types cannot be strict")
	}
	undo, err := store.Later(`create table local_x(a integer) strict`)
	if err != nil {
		t.Fatal(err)
	}
	defer undo()
	before := snapshot(t, dir)
	refused := &dialog.Error{Code: dialog.Full, Message: "No room."}
	for _, c := range []struct {
		name string
		keep func(context.Context, *store.Store) error
		want dialog.Code
	}{
		{"nobody keeps one", nil, dialog.Internal},
		{"it does not fit", func(context.Context, *store.Store) error { return refused }, dialog.Full},
	} {
		_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, BeforeUpgrade: c.keep})
		if dialog.ErrorCode(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
			t.Errorf("%s: something was changed:\n%s", c.name, diff)
		}
	}
	same(t, was, journalOf(t, dir, store.FileName))
}
