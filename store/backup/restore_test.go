package backup_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
)

func target(dir string) backup.Target {
	return backup.Target{Dir: dir, Demo: true, Now: at(noon.AddDate(0, 0, 2))}
}

func prepared(t testing.TB, file, dir string) *backup.Plan {
	t.Helper()
	p, err := backup.Prepare(ctx, file, target(dir))
	if err != nil {
		t.Fatalf("prepare: %v", err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func restored(t testing.TB, p *backup.Plan) backup.Restored {
	t.Helper()
	r, err := p.Restore(ctx)
	if err != nil {
		t.Fatalf("restore: %v", err)
	}
	return r
}

// checked opens a record, looks through all of it and returns what it holds.
func checked(t testing.TB, dir string) store.Contents {
	t.Helper()
	s := open(t, dir)
	defer closed(t, s)
	if _, err := s.Check(ctx); err != nil {
		t.Fatalf("%s: %v", filepath.Base(dir), err)
	}
	return contents(t, s)
}

func TestRestore(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	then := contents(t, s)
	visit(t, s, s.NewID(), 7)
	now := contents(t, s)
	closed(t, s)

	p := prepared(t, b.Path, dir)
	if p.Contents != then || p.Present.Contents != now || !p.Descends || p.Altered || !p.Made.Equal(noon) {
		t.Errorf("the plan is %+v", p)
	}
	want := backup.Loss{Entries: visitEntries, First: dialog.At(noon), Last: dialog.At(noon), People: 1, NewPeople: 1, Assessments: 1, Answers: 11}
	if p.Loss != want {
		t.Errorf("%+v would be lost, want %+v", p.Loss, want)
	}
	_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true})
	wantCode(t, err, dialog.Busy) // while it is being decided

	r := restored(t, p)
	got := checked(t, dir)
	if got != r.Contents || got.Head != then.Head || got.Record != then.Record || got.Device == then.Device {
		t.Errorf("the record holds %+v, want %+v on a new device", got, then)
	}
	if aside := checked(t, r.Aside); aside != now {
		t.Errorf("set aside is %+v, want %+v", aside, now)
	}
	if left := names(t, dir); !slices.Equal(left, []string{"alongside.db", "alongside.id", "alongside.lock", "backups", filepath.Base(r.Aside)}) {
		t.Errorf("the folder holds %v", left)
	}
	if sound(t, b) != then {
		t.Error("the backup was changed")
	}
}

// The restored record begins a new installation: its numbers begin at 1 and meet
// none that were given out after the backup, so the entries that were lost can
// still be taken in.
func TestARestoredRecordIsANewInstallation(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	lost := s.NewID()
	visit(t, s, lost, 7)
	device := s.Device()
	missing, err := s.Outgoing(ctx, device, 43, 1000)
	if err != nil || len(missing) != visitEntries {
		t.Fatal(len(missing), err)
	}
	closed(t, s)
	restored(t, prepared(t, b.Path, dir))

	s = open(t, dir)
	visit(t, s, s.NewID(), 8)
	if own, err := s.Outgoing(ctx, s.Device(), 0, 1000); err != nil || len(own) != visitEntries || own[0].Entry.DeviceSeq != 1 {
		t.Fatalf("%d entries of its own, %v", len(own), err)
	}
	if n, err := s.Receive(ctx, missing); err != nil || n != visitEntries {
		t.Fatalf("%d of the lost entries were taken in, %v", n, err)
	}
	if _, err := s.Record(ctx, lost); err != nil {
		t.Error(err)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// A restore can be undone with what was set aside; and the record need not have
// grown from the backup.
func TestRestoreTwice(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	visit(t, s, s.NewID(), 7)
	closed(t, s)
	first := restored(t, prepared(t, b.Path, dir))
	s = open(t, dir)
	visit(t, s, s.NewID(), 8)
	visit(t, s, s.NewID(), 9)
	between := contents(t, s)
	closed(t, s)

	p := prepared(t, store.FilePath(first.Aside), dir)
	if p.Descends || p.Loss.Entries != 2*visitEntries || p.Loss.NewPeople != 2 || p.Loss.Returning != visitEntries {
		t.Errorf("descends %v, %+v", p.Descends, p.Loss)
	}
	second := restored(t, p)
	if second.Aside == first.Aside {
		t.Error("both were set aside in one place")
	}
	if got := checked(t, dir); got.Head != p.Contents.Head {
		t.Errorf("the record ends at %s, want %s", got.Head, p.Contents.Head)
	}
	if got := checked(t, second.Aside); got != between {
		t.Errorf("set aside is %+v, want %+v", got, between)
	}
}

func TestNothingIsLostWhereNothingWasRecorded(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	closed(t, s)
	if p := prepared(t, b.Path, dir); p.Loss != (backup.Loss{}) || !p.Descends {
		t.Errorf("%+v", p.Loss)
	}
}

// A plan that is not gone through with changes nothing.
func TestAPlanChangesNothing(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	visit(t, s, s.NewID(), 7)
	closed(t, s)
	before, left := read(t, store.FilePath(dir)), names(t, dir)
	p := prepared(t, b.Path, dir)
	closed(t, p)
	if string(read(t, store.FilePath(dir))) != string(before) || !slices.Equal(names(t, dir), left) {
		t.Error("something was changed")
	}
	fresh := filepath.Join(t.TempDir(), "new")
	closed(t, prepared(t, b.Path, fresh))
	if _, err := os.Stat(fresh); !errors.Is(err, os.ErrNotExist) {
		t.Error("a folder was made")
	}
}

// Another laptop, or the same after its disk was replaced.
func TestRestoreWhereThereIsNoRecord(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	want := contents(t, s)
	for name, prepare := range map[string]func(dir string){
		"no folder":       func(string) {},
		"an empty folder": func(dir string) { _ = os.Mkdir(dir, 0o700) },
		"a record in which nobody is yet": func(dir string) {
			s := open(t, dir)
			add(t, s, dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: s.NewID(), Name: "Sam Rivers"}}})
			closed(t, s)
		},
	} {
		t.Run(name, func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "other")
			prepare(other)
			p := prepared(t, b.Path, other)
			if p.Present.None != (name != "a record in which nobody is yet") || p.Present.Problem != nil {
				t.Errorf("%+v", p.Present)
			}
			r := restored(t, p)
			if (r.Aside != "") == p.Present.None {
				t.Errorf("set aside %q", r.Aside)
			}
			if got := checked(t, other); got.Head != want.Head || got.Record != want.Record || got.Device == want.Device {
				t.Errorf("it holds %+v", got)
			}
		})
	}
}

// What cannot be opened is kept as it is, with all that lies beside it.
func TestRestoreOverADamagedRecord(t *testing.T) {
	for name, harm := range map[string]func(t *testing.T, dir string){
		"a page": func(t *testing.T, dir string) {
			b := read(t, store.FilePath(dir))
			clear(b[4096:8192])
			write(t, store.FilePath(dir), b)
		},
		"cut short": func(t *testing.T, dir string) { write(t, store.FilePath(dir), read(t, store.FilePath(dir))[:8192]) },
		"empty":     func(t *testing.T, dir string) { write(t, store.FilePath(dir), nil) },
		"gone":      func(t *testing.T, dir string) { _ = os.Remove(store.FilePath(dir)) },
		"and unsure": func(t *testing.T, dir string) {
			write(t, store.FilePath(dir), nil)
			write(t, filepath.Join(dir, "alongside.id"), []byte("x"))
		},
		"with a log": func(t *testing.T, dir string) {
			write(t, store.FilePath(dir), nil)
			write(t, store.FilePath(dir)+"-wal", []byte("a log that nobody can read"))
		},
		"a log alone": func(t *testing.T, dir string) {
			_ = os.Remove(store.FilePath(dir))
			write(t, store.FilePath(dir)+"-wal", []byte("a log that nobody can read"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := opened(t)
			b := made(t, s, options(dir))
			want := contents(t, s)
			closed(t, s)
			harm(t, dir)
			was := map[string]string{}
			for _, n := range []string{"alongside.db", "alongside.db-wal"} {
				if b, err := os.ReadFile(filepath.Join(dir, n)); err == nil {
					was[n] = string(b)
				}
			}
			p := prepared(t, b.Path, dir)
			if dialog.ErrorCode(p.Present.Problem) != dialog.Damaged {
				t.Errorf("the record that is there: %v", p.Present.Problem)
			}
			r := restored(t, p)
			if got := checked(t, dir); got.Head != want.Head {
				t.Errorf("it holds %+v", got)
			}
			if (r.Aside == "") != (len(was) == 0) {
				t.Errorf("set aside %q", r.Aside)
			}
			for n, text := range was {
				if string(read(t, filepath.Join(r.Aside, n))) != text {
					t.Errorf("%s was not kept as it was", n)
				}
			}
		})
	}
}

// What may not be restored, and what may not be replaced, is left alone, with a
// sentence that says so.
func TestRefusedRestores(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	other, _ := opened(t)
	o := options(t.TempDir())
	others := made(t, other, o)
	live, err := store.Open(ctx, store.Options{Dir: filepath.Join(t.TempDir(), "live"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, live)
	o.Demo, o.Dir = false, t.TempDir()
	real, err := backup.Make(ctx, live, o)
	if err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	copied := func(name string, change func(path string)) string {
		path := filepath.Join(t.TempDir(), name)
		write(t, path, read(t, b.Path))
		change(path)
		return path
	}
	text := filepath.Join(t.TempDir(), "x.db")
	write(t, text, []byte(strings.Repeat("not a backup ", 1000)))
	for name, c := range map[string]struct {
		file string
		want dialog.Code
	}{
		"not there":               {filepath.Join(dir, "no.db"), dialog.NotFound},
		"a folder":                {dir, dialog.Foreign},
		"a device":                {os.DevNull, dialog.Foreign},
		"a text":                  {text, dialog.Damaged},
		"another program's":       {copied("a.db", func(p string) { tamper(t, p, `pragma application_id=7`) }), dialog.Foreign},
		"of a newer version":      {copied("b.db", func(p string) { tamper(t, p, `pragma user_version=99`) }), dialog.Newer},
		"with another table":      {copied("c.db", func(p string) { tamper(t, p, `create table x(a)`) }), dialog.Damaged},
		"with an altered rating":  {copied("d.db", func(p string) { tamper(t, p, `update assessment set life_sum=life_sum+1`) }), dialog.Damaged},
		"empty":                   {copied("e.db", func(p string) { write(t, p, nil) }), dialog.Foreign},
		"unfinished":              {copied("f.db", func(p string) { write(t, p+"-wal", []byte("x")) }), dialog.ReadOnly},
		"a manifest":              {strings.TrimSuffix(b.Path, ".db") + ".json", dialog.Damaged},
		"with a name of another":  {copied("alongside-demo-2026-03-14T120000Z-44-0011223344556677.db", func(string) {}), dialog.Conflict},
		"of another record":       {others.Path, dialog.Conflict},
		"of a real record":        {real.Path, dialog.Conflict},
		"the record itself":       {store.FilePath(dir), dialog.Invalid},
		"the same by a long name": {filepath.Join(dir, "backups", "..", "alongside.db"), dialog.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			before, left := string(read(t, store.FilePath(dir))), names(t, dir)
			p, err := backup.Prepare(ctx, c.file, target(dir))
			if dialog.ErrorCode(err) != c.want {
				t.Errorf("got %q (%v), want %q", dialog.ErrorCode(err), err, c.want)
			}
			if err == nil {
				closed(t, p)
			}
			if m := dialog.ErrorMessage(err); !strings.Contains(m, "Nothing was changed") && !strings.Contains(m, "It is of no use") {
				t.Errorf("it says %q", m)
			}
			if string(read(t, store.FilePath(dir))) != before || !slices.Equal(names(t, dir), left) {
				t.Error("something was changed")
			}
		})
	}
}

func TestRecordsThatMustNotBeReplaced(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	_, err := backup.Prepare(ctx, b.Path, target(dir))
	wantCode(t, err, dialog.Busy)
	closed(t, s)
	for name, c := range map[string]struct {
		script string
		want   dialog.Code
	}{
		"of a newer version":  {`pragma user_version=99`, dialog.Newer},
		"another program's":   {`pragma application_id=7`, dialog.Foreign},
		"a real record":       {`update meta set value='live' where name='kind'`, dialog.Conflict},
		"swapped for another": {`update meta set value='0199f3a0-0000-7000-8000-000000000001' where name='record'`, dialog.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "other")
			for _, n := range []string{"alongside.db", "alongside.id"} {
				_ = os.Mkdir(other, 0o700)
				write(t, filepath.Join(other, n), read(t, filepath.Join(dir, n)))
			}
			tamper(t, store.FilePath(other), c.script)
			before := string(read(t, store.FilePath(other)))
			_, err := backup.Prepare(ctx, b.Path, target(other))
			if dialog.ErrorCode(err) != c.want {
				t.Errorf("got %q (%v), want %q", dialog.ErrorCode(err), err, c.want)
			}
			if string(read(t, store.FilePath(other))) != before {
				t.Error("it was changed")
			}
		})
	}
}

// A backup with a flipped bit in unused space is no reason to be left without any.
func TestAnAlteredBackupThatIsSoundIsRestored(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	closed(t, s)
	whole := read(t, b.Path)
	i := slices.Index(whole[4096:8192], 0) + 4096 + 600 // in the free part of the second page, if it has one
	for ; i < 8192; i++ {
		whole[i] ^= 1
		write(t, b.Path, whole)
		if f := examined(b, dir); f.Err == nil && f.Altered {
			break
		}
		whole[i] ^= 1
	}
	p := prepared(t, b.Path, dir)
	if !p.Altered {
		t.Error("it is not said that the file was altered")
	}
	restored(t, p)
	if got := checked(t, dir); got.Head != p.Contents.Head {
		t.Errorf("it holds %+v", got)
	}
}

// Records set aside at one moment are kept apart.
func TestSetAsideInFoldersOfTheirOwn(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	closed(t, s)
	for range 3 {
		r := restored(t, prepared(t, b.Path, dir))
		if !strings.HasPrefix(filepath.Base(r.Aside), "set-aside-"+noon.AddDate(0, 0, 2).Format("2006-01-02T150405Z")) {
			t.Errorf("set aside in %s", r.Aside)
		}
	}
	if n := len(names(t, dir)); n != 4+3 {
		t.Errorf("the folder holds %v", names(t, dir))
	}
}
