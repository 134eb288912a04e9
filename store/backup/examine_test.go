package backup_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/backup"
)

func examined(b backup.Backup, scratch string) backup.Finding {
	return backup.Examine(ctx, b, store.Options{Dir: scratch, Demo: true})
}

// No bit of a backup can change without being noticed; and where the backup is
// called sound all the same, it holds exactly what was written.
func TestFlippedBits(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	want := sound(t, b)
	whole := read(t, b.Path)
	tr := trial.Start(t, "backup/flips plain")
	random := tr.Rand(0)
	refused, harmless := 0, 0
	for range trial.Times(300, 5_000) {
		tr.Done(1)
		i, bit := random.IntN(len(whole)), byte(1)<<random.IntN(8)
		whole[i] ^= bit
		write(t, b.Path, whole)
		f := examined(b, dir)
		switch {
		case f.Err != nil:
			refused++
			if c := dialog.ErrorCode(f.Err); c == dialog.Internal || dialog.ErrorMessage(f.Err) == "" {
				t.Errorf("byte %d: %v", i, f.Err)
			}
		case !f.Altered:
			t.Fatalf("byte %d was changed and nobody noticed", i)
		case f.Contents != want:
			t.Fatalf("byte %d was changed and the backup is called sound, with %+v", i, f.Contents)
		default:
			harmless++
		}
		whole[i] ^= bit
	}
	tr.Note("refused", refused)
	tr.Note("in-unused-space", harmless)
	if refused == 0 {
		t.Error("none was refused")
	}
	write(t, b.Path, whole)
	sound(t, b)
}

func TestTruncatedBackups(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	whole := read(t, b.Path)
	sizes := []int{0, 1, 15, 16, 100, 4095}
	for at := 4096; at <= len(whole); at += 4096 {
		sizes = append(sizes, at-1, at, at+1)
	}
	for _, n := range sizes {
		cut := append(whole[:min(n, len(whole)):min(n, len(whole))], make([]byte, max(0, n-len(whole)))...)
		if n == len(whole) {
			continue
		}
		write(t, b.Path, cut)
		if f := examined(b, dir); f.Err == nil {
			t.Errorf("cut to %d of %d bytes it is called sound", n, len(whole))
		}
	}
}

// A backup that was renamed to pass for another, or whose manifest is another's,
// is not what people take it for.
func TestMislabelled(t *testing.T) {
	s, dir := opened(t)
	first := made(t, s, options(dir))
	visit(t, s, s.NewID(), 1)
	o := options(dir)
	o.Now = at(noon.Add(time.Hour))
	second := made(t, s, o)
	write(t, second.Path, read(t, first.Path))
	if f := examined(second, dir); dialog.ErrorCode(f.Err) != dialog.Conflict {
		t.Errorf("an earlier file with a later name: %v", f.Err)
	}
	second.Manifest = nil
	if f := examined(second, dir); dialog.ErrorCode(f.Err) != dialog.Conflict {
		t.Errorf("and without a manifest: %v", f.Err)
	}
	other := backup.Find(first.Path, "")
	other.Manifest.People++
	if f := examined(other, dir); dialog.ErrorCode(f.Err) != dialog.Conflict {
		t.Errorf("a manifest with another count: %v", f.Err)
	}
}

// People rename files, and lose the ones beside them.
func TestABackupUnderAnotherName(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	other := filepath.Join(t.TempDir(), "before the holiday.db")
	write(t, other, read(t, b.Path))
	if got := sound(t, backup.Find(other, options(dir).Dir)); got != contents(t, s) {
		t.Errorf("it holds %+v", got)
	}
}

func TestFind(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	for _, path := range []string{b.Path, b.Name()} {
		if got := backup.Find(path, options(dir).Dir); got.Path != b.Path || !got.Made.Equal(b.Made) || got.Manifest == nil {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if got := backup.Find("x.db", options(dir).Dir); got.Path != "x.db" || !got.Made.IsZero() || got.Manifest != nil {
		t.Errorf("%+v", got)
	}
}

func TestListLeavesOutWhatIsNoBackup(t *testing.T) {
	s, dir := opened(t)
	b := made(t, s, options(dir))
	d := options(dir).Dir
	for _, name := range []string{"alongside.db", "alongside-demo-2026-03-14T120000Z-43-xyz.db", "alongside-demo-2026-13-14T120000Z-43-0011223344556677.db",
		"alongside-2026-03-14T120000Z-43-0011223344556677.db", b.Name() + ".part", "x"} {
		write(t, filepath.Join(d, name), nil)
	}
	if err := os.Mkdir(filepath.Join(d, "alongside-demo-2026-03-14T120000Z-44-0011223344556677.db"), 0o700); err != nil {
		t.Fatal(err)
	}
	if all := listed(t, d); len(all) != 1 || all[0].Path != b.Path {
		t.Errorf("%+v", all)
	}
	if all := listed(t, filepath.Join(d, "nowhere")); all != nil {
		t.Errorf("%+v", all)
	}
}

// Whatever name is read is written the same again.
func FuzzParseName(f *testing.F) {
	f.Add("alongside-2026-03-14T170502Z-2663-1584129c83f7d8af.db")
	f.Add("alongside-demo-2026-03-14T170502Z-0-0000000000000000.db")
	f.Add("alongside-2026-02-30T170502Z-1-1584129c83f7d8af.db")
	f.Add("alongside-2026-03-14T170502Z-01-1584129c83f7d8af.db")
	f.Fuzz(func(t *testing.T, name string) {
		again, ok := backup.ParseName(name)
		if ok && again != name {
			t.Errorf("%q is written %q", name, again)
		}
		if ok && strings.ContainsAny(name, "/\\\x00 ") {
			t.Errorf("%q is the name of a backup", name)
		}
	})
}

// Whatever lies beside a backup, reading it does not fail badly, and what is taken
// for a manifest has what a manifest has.
func FuzzReadManifest(f *testing.F) {
	f.Add([]byte(`{"format":1,"record":"0199f3a0-0000-7000-8000-000000000001","kind":"live","made":"2026-03-14T12:00:00.000+00:00","entries":1,"head":"` +
		strings.Repeat("0", 64) + `","sha256":"` + strings.Repeat("0", 64) + `"}`))
	f.Add([]byte(`{}`))
	f.Add(bytes.Repeat([]byte("["), 1000))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := backup.ReadManifest(b)
		if err == nil && (m.Record.IsZero() || m.Made.IsZero() || m.Entries < 0 || len(m.Head) != 64) {
			t.Errorf("%s is taken for a manifest", b)
		}
	})
}
