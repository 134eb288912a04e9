package backup_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
)

func TestMake(t *testing.T) {
	s, dir := opened(t)
	want := contents(t, s)
	b := made(t, s, options(dir))
	if got := sound(t, b); got != want {
		t.Errorf("the backup holds %+v, want %+v", got, want)
	}
	if !regexp.MustCompile(`^alongside-demo-2026-03-14T120000Z-43-[0-9a-f]{16}\.db$`).MatchString(b.Name()) {
		t.Errorf("the name is %s", b.Name())
	}
	if got, want := names(t, filepath.Dir(b.Path)), []string{b.Name(), strings.TrimSuffix(b.Name(), ".db") + ".json"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
	for _, path := range []string{b.Path, strings.TrimSuffix(b.Path, ".db") + ".json"} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if info, err := os.Stat(filepath.Dir(b.Path)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
}

// What lies beside a backup in plain words says what is in it, and names nobody.
func TestManifest(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	text := read(t, strings.TrimSuffix(b.Path, ".db")+".json")
	if bytes.Contains(text, []byte(canary)) || strings.Contains(b.Path, canary) {
		t.Error("a name of a person stands beside the backup")
	}
	var m backup.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	c, sum := contents(t, s), sha256.Sum256(read(t, b.Path))
	if m.Record != c.Record || m.Kind != "demo" || m.Entries != 43 || m.Head != hex.EncodeToString(c.Head.Digest[:]) || m.People != 3 ||
		m.Assessments != 3 || m.Schema != c.Schema || m.SHA256 != hex.EncodeToString(sum[:]) || m.Reason != backup.Asked || m.Made != dialog.At(noon) {
		t.Errorf("the manifest says %s", text)
	}
}

func TestEveryBackupHasAFileOfItsOwn(t *testing.T) {
	s, dir := opened(t)
	first := made(t, s, options(dir))
	second := made(t, s, options(dir))
	if first.Path == second.Path || !second.Made.Equal(noon.Add(time.Second)) {
		t.Errorf("%s and %s", first.Name(), second.Name())
	}
	sound(t, first)
	sound(t, second)
}

// Characters that mean something to SQLite, or to a pattern, mean nothing here.
func TestFoldersWithOddNames(t *testing.T) {
	s, dir := opened(t)
	for _, name := range []string{"a b", "a?b#c", "50%41", "it's", "[x]*", "ordner-ÄÖ", "file:x"} {
		o := options(dir)
		o.Dir = filepath.Join(dir, "to", name)
		sound(t, made(t, s, o))
		if n := len(names(t, o.Dir)); n != 2 {
			t.Errorf("%s: %v", name, names(t, o.Dir))
		}
	}
}

// A record that can only be read can be backed up all the same; that is when it is
// needed.
func TestMakeOfARecordThatCannotBeWritten(t *testing.T) {
	s, dir := opened(t)
	want := contents(t, s)
	closed(t, s)
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, s)
	o := options(t.TempDir())
	if got := sound(t, made(t, s, o)); got != want {
		t.Errorf("the backup holds %+v, want %+v", got, want)
	}
	_, err = s.Append(ctx, dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: s.NewID(), Name: "X"}}})
	wantCode(t, err, dialog.ReadOnly)
}

// tamper changes a closed record's file behind the program's back.
func tamper(t testing.TB, path, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	var guard string // which a script takes away and puts back
	if err := db.QueryRow(`select sql from sqlite_schema where name='journal_no_update'`).Scan(&guard); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(strings.Replace(script, "GUARD", guard, 1)); err != nil {
		t.Fatal(err)
	}
	closed(t, db)
}

// A record that is not sound gives no backup, and the earlier ones stay.
func TestNoBackupOfWhatIsNotSound(t *testing.T) {
	for name, script := range map[string]string{
		"a payload":           `drop trigger journal_no_update; update journal set payload=cast(replace(cast(payload as text),'Ada1','Ada7') as blob) where seq=16; GUARD`,
		"what the lists show": `update person set done=done+1`,
		"an entry that is gone": `drop trigger journal_no_delete; delete from journal where seq=20;
			create trigger journal_no_delete before delete on journal
  begin select raise(abort, 'the journal only grows'); end`,
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := opened(t)
			earlier := made(t, s, options(dir))
			closed(t, s)
			tamper(t, store.FilePath(dir), script)
			s = open(t, dir)
			before := names(t, options(dir).Dir)
			_, err := backup.Make(ctx, s, options(dir))
			wantCode(t, err, dialog.Damaged)
			if !strings.Contains(dialog.ErrorMessage(err), "no backup was made") {
				t.Errorf("it says %q", dialog.ErrorMessage(err))
			}
			if got := names(t, options(dir).Dir); !slices.Equal(got, before) {
				t.Errorf("the folder holds %v, held %v", got, before)
			}
			sound(t, earlier)
		})
	}
}

func TestDemoAndRealBackupsNeverMix(t *testing.T) {
	s, dir := opened(t)
	demo := made(t, s, options(dir))
	live, err := store.Open(ctx, store.Options{Dir: filepath.Join(t.TempDir(), "live"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, live)
	o := options(dir)
	o.Demo = false
	_, err = backup.Make(ctx, live, o)
	wantCode(t, err, dialog.Conflict)
	o.Dir = filepath.Join(t.TempDir(), "real")
	real, err := backup.Make(ctx, live, o)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(real.Name(), "demo") || !strings.Contains(demo.Name(), "demo") {
		t.Errorf("%s and %s", real.Name(), demo.Name())
	}
	other := options(dir)
	other.Dir = o.Dir
	_, err = backup.Make(ctx, s, other)
	wantCode(t, err, dialog.Conflict)
	// Even with the other's name.
	if f := backup.Examine(ctx, real, store.Options{Demo: true}); dialog.ErrorCode(f.Err) != dialog.Conflict {
		t.Errorf("a real backup as a demo: %v", f.Err)
	}
}

func TestWhereABackupCannotGo(t *testing.T) {
	s, dir := opened(t)
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, []byte("x"))
	for name, c := range map[string]struct {
		dir  string
		want dialog.Code
	}{
		"nowhere":        {"", dialog.Invalid},
		"a file":         {file, dialog.Unavailable},
		"below a file":   {filepath.Join(file, "x"), dialog.Unavailable},
		"a device":       {os.DevNull, dialog.Unavailable},
		"a kernel's own": {filepath.Join(string(filepath.Separator), "proc", "x"), dialog.NotFound},
	} {
		if _, err := os.Stat("/proc"); err != nil && name == "a kernel's own" {
			continue
		}
		o := options(dir)
		o.Dir = c.dir
		_, err := backup.Make(ctx, s, o)
		if dialog.ErrorCode(err) != c.want {
			t.Errorf("%s: %q, %v; want %q", name, dialog.ErrorCode(err), err, c.want)
		}
	}
}

// What a program that died left is taken away by the next backup, and what belongs
// to others is not.
func TestLeftoversAreClearedAway(t *testing.T) {
	s, dir := opened(t)
	o := options(dir)
	b := made(t, s, o)
	c := contents(t, s)
	manifest := read(t, strings.TrimSuffix(b.Path, ".db")+".json")
	orphan := "alongside-demo-2026-03-01T120000Z-1-0011223344556677"
	ours := []string{
		"alongside-" + c.Record.String() + ".part", "alongside-" + c.Record.String() + ".part-journal",
		"alongside-" + c.Record.String() + ".json", orphan + ".json",
	}
	for _, name := range ours {
		write(t, filepath.Join(o.Dir, name), manifest)
	}
	theirs := []string{
		"alongside-" + s.NewID().String() + ".part", "notes.txt", "alongside-demo-2026-03-02T120000Z-1-0011223344556677.json", "x.part",
	}
	for _, name := range theirs {
		write(t, filepath.Join(o.Dir, name), bytes.Replace(manifest, []byte(c.Record.String()), []byte(s.NewID().String()), 1))
	}
	made(t, s, o)
	left := names(t, o.Dir)
	for _, name := range ours {
		if slices.Contains(left, name) {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range theirs {
		if !slices.Contains(left, name) {
			t.Errorf("%s is gone", name)
		}
	}
	if len(left) != 4+len(theirs) {
		t.Errorf("the folder holds %v", left)
	}
}

// A backup that is stopped at any point leaves nothing.
func TestMakeStopped(t *testing.T) {
	s, dir := opened(t)
	for n := range int64(2000) {
		b, err := backup.Make(contextThatEndsAfter(n), s, options(dir))
		if err == nil {
			t.Logf("it asks %d times whether it is to stop", n)
			sound(t, b)
			return
		}
		wantCode(t, err, dialog.Unavailable)
		if got := names(t, filepath.Dir(options(dir).Dir)); slices.Contains(got, "backups") && len(names(t, options(dir).Dir)) != 0 {
			t.Fatalf("stopped at the %dth time, the folder holds %v", n, names(t, options(dir).Dir))
		}
	}
	t.Error("it never came to an end")
}
