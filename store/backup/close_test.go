package backup_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
)

func closing(t testing.TB, s *store.Store, o backup.Options) backup.Outcome {
	t.Helper()
	out, err := backup.Close(ctx, s, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func usual(dir string, when time.Time) backup.Options {
	o := options(dir)
	o.Keep, o.Now = backup.Usual, at(when)
	return o
}

func TestCloseMakesABackupWhenOneIsDue(t *testing.T) {
	s, dir := opened(t)
	want := contents(t, s)
	for _, step := range []struct {
		name  string
		after time.Duration
		visit bool
		made  bool
	}{
		{"the first time", 0, false, true},
		{"nothing was recorded since", 48 * time.Hour, false, false},
		{"a day later", 49 * time.Hour, true, true},
		{"an hour later", 50 * time.Hour, true, true},
		{"nothing was recorded that hour", 51 * time.Hour, false, false},
		{"the next day a little earlier", 72 * time.Hour, true, true},
		{"a clock set back by a week", -100 * time.Hour, true, true},
		{"the clock set right", 73 * time.Hour, true, true},
		{"two days later", 120 * time.Hour, true, true},
	} {
		if step.visit {
			visit(t, s, s.NewID(), 1)
			want = contents(t, s)
		}
		out := closing(t, s, usual(dir, noon.Add(step.after)))
		if out.Problem != nil || out.Waiting || (out.Made != nil) != step.made {
			t.Fatalf("%s: %+v", step.name, out)
		}
		if out.Made != nil {
			if got := sound(t, *out.Made); got != want {
				t.Errorf("%s: the backup holds %+v, want %+v", step.name, got, want)
			}
			if out.Made.Manifest.Reason != backup.Rotating {
				t.Errorf("%s: it was %s", step.name, out.Made.Manifest.Reason)
			}
		}
		s = open(t, dir) // it was let go of
	}
	if n := len(listed(t, options(dir).Dir)); n != 5 {
		t.Errorf("there are %d backups", n)
	}
}

// A record nobody wrote anything in, and one that can only be read, are only closed.
func TestCloseWithoutABackup(t *testing.T) {
	empty := open(t, filepath.Join(t.TempDir(), "empty"))
	dir := t.TempDir()
	if out := closing(t, empty, usual(dir, noon)); out.Made != nil || out.Problem != nil {
		t.Errorf("%+v", out)
	}
	s, record := opened(t)
	closed(t, s)
	s, err := store.Open(ctx, store.Options{Dir: record, Demo: true, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if out := closing(t, s, usual(dir, noon)); out.Made != nil || out.Problem != nil {
		t.Errorf("%+v", out)
	}
	if _, err := os.Stat(filepath.Join(dir, "backups")); err == nil {
		t.Error("a folder was made")
	}
}

// A copy there is no time to check waits, is no backup until it was checked, and is
// one from then on.
func TestWhatCloseHasNoTimeForIsCheckedLater(t *testing.T) {
	s, dir := opened(t)
	for i := range 400 {
		visit(t, s, s.NewID(), i)
	}
	want := contents(t, s)
	o := usual(dir, noon)
	var out backup.Outcome
	for within := 50 * time.Millisecond; !out.Waiting && within < 10*time.Second; within *= 2 {
		undo := backup.CloseWithin(within)
		out = closing(t, s, o)
		undo()
		s = open(t, dir) // it was let go of
		if out.Made != nil {
			t.Fatalf("%d entries were copied and checked within %v", want.Head.Seq, within)
		}
	}
	if !out.Waiting || out.Problem != nil {
		t.Fatalf("%+v", out)
	}
	if all := listed(t, o.Dir); len(all) != 0 {
		t.Errorf("it is called a backup already: %s", all[0].Name())
	}
	visit(t, s, s.NewID(), 1)
	if out := closing(t, s, usual(dir, noon.Add(time.Hour))); out != (backup.Outcome{}) {
		t.Errorf("another one while one waits: %+v", out)
	}
	s = open(t, dir)
	ended, end := context.WithCancel(ctx)
	end()
	for _, stopped := range []context.Context{ended, contextThatEndsAfter(1)} {
		if b, err := backup.Settle(stopped, s, usual(dir, noon.Add(time.Hour))); b != nil || err != nil {
			t.Errorf("stopped: %v, %v", b, err)
		}
	}
	b, err := backup.Settle(ctx, s, usual(dir, noon.Add(time.Hour)))
	if err != nil || b == nil {
		t.Fatal(b, err)
	}
	if got := sound(t, *b); got != want || !b.Made.Equal(noon) || b.Manifest.Reason != backup.Rotating {
		t.Errorf("the backup of %v (%s) holds %+v, want %+v", b.Made, b.Manifest.Reason, got, want)
	}
	if again, err := backup.Settle(ctx, s, o); again != nil || err != nil {
		t.Errorf("again: %v, %v", again, err)
	}
	if got := names(t, o.Dir); len(got) != 2 {
		t.Errorf("the folder holds %v", got)
	}
}

// A copy that turns out not to be sound never becomes a backup, and is said.
func TestSettleRefusesWhatIsNotSound(t *testing.T) {
	s, dir := opened(t)
	c := contents(t, s)
	o := usual(dir, noon)
	good := made(t, s, options(dir))
	pending := filepath.Join(o.Dir, "alongside-"+c.Record.String()+".pending")
	b := read(t, good.Path)
	b[len(b)/2] ^= 0xff
	write(t, pending, b[:len(b)-4096])
	_, err := backup.Settle(ctx, s, o)
	wantCode(t, err, dialog.Damaged)
	if got := names(t, o.Dir); len(got) != 2 {
		t.Errorf("the folder holds %v", got)
	}
}

// What keeps a backup from being made does not keep the record from being closed.
func TestCloseWhereNoBackupCanGo(t *testing.T) {
	s, dir := opened(t)
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	o := usual(dir, noon)
	o.Dir = filepath.Join(file, "backups")
	out := closing(t, s, o)
	if dialog.ErrorCode(out.Problem) != dialog.Unavailable || !strings.Contains(dialog.ErrorMessage(out.Problem), "None was made") {
		t.Errorf("%+v", out)
	}
	closed(t, open(t, dir))
}

// A closed program's file is the whole record: somebody who copies it alone, as
// any program for backups does, has everything.
func TestACopyOfTheFileAloneIsComplete(t *testing.T) {
	s, dir := opened(t)
	for i := range 30 {
		visit(t, s, s.NewID(), i)
	}
	want := contents(t, s)
	closed(t, s)
	if got := names(t, dir); !slices.Equal(got, []string{"alongside.db", "alongside.id", "alongside.lock"}) {
		t.Errorf("the folder holds %v", got)
	}
	other := filepath.Join(t.TempDir(), "other")
	if err := os.Mkdir(other, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := backup.CopyFile(store.FilePath(dir), store.FilePath(other)); err != nil {
		t.Fatal(err)
	}
	s = open(t, other)
	if _, err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, s); got != want {
		t.Errorf("the copy holds %+v, want %+v", got, want)
	}
}
