package backup_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/backup"
	"alongside/store/vault"
)

// sealed is a record with three people in it that is kept under a key, and its key
// file, of which nothing matters here but that it is carried along.
func sealed(t *testing.T) (s *store.Store, dir string, o backup.Options) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "record")
	o = options(dir)
	o.Key, o.Keys = vault.NewDataKey(), filepath.Join(dir, "alongside.keys")
	s = openSealed(t, dir, o.Key)
	for i := range 3 {
		visit(t, s, s.NewID(), i)
	}
	write(t, o.Keys, []byte("keys"))
	return s, dir, o
}

func openSealed(t *testing.T, dir string, k *vault.DataKey) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, Now: at(noon), Key: k})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func examinedUnder(b backup.Backup, dir string, k *vault.DataKey) backup.Finding {
	return backup.Examine(ctx, b, store.Options{Dir: dir, Demo: true, Key: k})
}

// hidden says that no file below a folder has a name in it, or is a plain database.
func hidden(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			b := read(t, path)
			if bytes.Contains(b, []byte(canary)) || bytes.Contains(b, []byte("SQLite format")) || bytes.Contains(b, []byte("journal")) {
				t.Errorf("%s is not sealed", filepath.Base(path))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A backup of a sealed record is sealed, has its keys beside it, opens under its
// key and no other, and takes them with it when it goes.
func TestSealedBackups(t *testing.T) {
	s, dir, o := sealed(t)
	want := contents(t, s)
	o.Reason, o.Keep = backup.Rotating, backup.Policy{Daily: 1}
	first := made(t, s, o)
	if f := examinedUnder(first, dir, o.Key); f.Err != nil || f.Altered || f.Contents != want {
		t.Errorf("%+v", f)
	}
	for name, k := range map[string]*vault.DataKey{"another key": vault.NewDataKey(), "no key": nil} {
		if f := examinedUnder(first, dir, k); dialog.ErrorCode(f.Err) != dialog.Damaged {
			t.Errorf("under %s: %v", name, f.Err)
		}
	}
	stem := strings.TrimSuffix(first.Name(), ".db")
	if got := names(t, o.Dir); !slices.Equal(got, []string{stem + ".db", stem + ".json", stem + ".keys"}) || string(read(t, backup.KeysPath(first.Path))) != "keys" {
		t.Errorf("the folder holds %v", got)
	}
	visit(t, s, s.NewID(), 4)
	second := made(t, s, o)
	closed(t, s)
	hidden(t, dir)
	if got := names(t, o.Dir); len(got) != 3 || !strings.HasPrefix(got[0], strings.TrimSuffix(second.Name(), ".db")) {
		t.Errorf("the folder holds %v", got)
	}
}

// Closing copies the sealed file as it is.
func TestClosingASealedRecord(t *testing.T) {
	s, dir, o := sealed(t)
	want := contents(t, s)
	o.Keep = backup.Usual
	out := closing(t, s, o)
	if out.Made == nil {
		t.Fatalf("%+v", out)
	}
	if f := examinedUnder(*out.Made, dir, o.Key); f.Err != nil || f.Contents != want {
		t.Errorf("%+v", f)
	}
	hidden(t, dir)
}

// Restored it stays sealed, in its folder and on another laptop, where the keys
// come with it.
func TestRestoringASealedBackup(t *testing.T) {
	s, dir, o := sealed(t)
	want := contents(t, s)
	b := made(t, s, o)
	visit(t, s, s.NewID(), 4)
	closed(t, s)
	for _, to := range []string{dir, filepath.Join(t.TempDir(), "other")} {
		there := target(to)
		there.Key, there.Keys = o.Key, filepath.Join(to, "alongside.keys")
		p, err := backup.Prepare(ctx, b.Path, there)
		if err != nil {
			t.Fatal(err)
		}
		r := restored(t, p)
		if (r.Aside != "") != (to == dir) || string(read(t, there.Keys)) != "keys" {
			t.Errorf("set aside %q, keys %q", r.Aside, read(t, there.Keys))
		}
		hidden(t, to)
		s := openSealed(t, to, o.Key)
		if _, err := s.Check(ctx); err != nil {
			t.Error(err)
		}
		if got := contents(t, s); got.Head != want.Head || s.Problem() != "" {
			t.Errorf("it holds %+v, problem %q", got, s.Problem())
		}
		visit(t, s, s.NewID(), 5)
		closed(t, s)
		if r.Aside != "" {
			s := openSealed(t, r.Aside, o.Key)
			if s.Problem() != "" || contents(t, s).People != want.People+1 {
				t.Errorf("set aside: %+v, problem %q", contents(t, s), s.Problem())
			}
			closed(t, s)
		}
	}
}

// A backup that was made before the record got its present key is brought back under
// the present one.
func TestRestoringABackupUnderAnEarlierKey(t *testing.T) {
	for _, present := range []string{"sound", "gone"} {
		t.Run(present, func(t *testing.T) {
			s, dir, o := sealed(t)
			want := contents(t, s)
			b := made(t, s, o)
			closed(t, s)
			renewed := vault.NewDataKey()
			if err := store.Reseal(ctx, filepath.Join(dir, "alongside.db"), o.Key, renewed); err != nil {
				t.Fatal(err)
			}
			if err := vault.WriteHead(filepath.Join(dir, "alongside.head"), renewed, vault.Head{Sequence: uint64(want.Head.Seq), Digest: want.Head.Digest}, true); err != nil {
				t.Fatal(err)
			}
			s = openSealed(t, dir, renewed)
			visit(t, s, dialog.ID{7}, 4)
			closed(t, s)
			there := target(dir)
			there.Key, there.BackupKey, there.Keys = renewed, o.Key, o.Keys
			if present == "gone" {
				if err := os.Remove(filepath.Join(dir, "alongside.db")); err != nil {
					t.Fatal(err)
				}
			}
			p, err := backup.Prepare(ctx, b.Path, there)
			if err != nil {
				t.Fatal(err)
			}
			restored(t, p)
			hidden(t, dir)
			s = openSealed(t, dir, renewed)
			if got := contents(t, s); got.Head != want.Head || s.Problem() != "" {
				t.Errorf("it holds %+v, problem %q", got, s.Problem())
			}
		})
	}
}

// A record whose head is gone can be read only. Its backup, restored, can be written
// again, as a new installation.
func TestTheWayBackFromAHeadThatIsGone(t *testing.T) {
	s, dir, o := sealed(t)
	want := contents(t, s)
	closed(t, s)
	if err := os.Remove(filepath.Join(dir, "alongside.head")); err != nil {
		t.Fatal(err)
	}
	s = openSealed(t, dir, o.Key)
	if s.Problem() == "" || !s.ReadOnly() {
		t.Fatal("it can be written")
	}
	b := made(t, s, o)
	closed(t, s)
	there := target(dir)
	there.Key, there.Keys = o.Key, o.Keys
	p, err := backup.Prepare(ctx, b.Path, there)
	if err != nil {
		t.Fatal(err)
	}
	restored(t, p)
	s = openSealed(t, dir, o.Key)
	if got := contents(t, s); got.Head != want.Head || got.Device == want.Device || s.Problem() != "" {
		t.Errorf("it holds %+v, problem %q", got, s.Problem())
	}
	visit(t, s, s.NewID(), 5)
}

// Without its keys a sealed backup is not put where there are none: nobody could
// open it there.
func TestASealedBackupWithoutItsKeys(t *testing.T) {
	s, _, o := sealed(t)
	b := made(t, s, o)
	closed(t, s)
	if err := os.Remove(backup.KeysPath(b.Path)); err != nil {
		t.Fatal(err)
	}
	there := target(filepath.Join(t.TempDir(), "other"))
	there.Key, there.Keys = o.Key, filepath.Join(there.Dir, "alongside.keys")
	p, err := backup.Prepare(ctx, b.Path, there)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Restore(ctx)
	wantCode(t, err, dialog.Invalid)
	if got := names(t, there.Dir); !slices.Equal(got, []string{"alongside.lock"}) {
		t.Errorf("the folder holds %v", got)
	}
}

// Every changed bit of a sealed backup is noticed by the seal, wherever it is.
func TestFlippedBitsOfASealedBackup(t *testing.T) {
	s, dir, o := sealed(t)
	b := made(t, s, o)
	whole := read(t, b.Path)
	tr := trial.Start(t, "backup/flips sealed")
	random := tr.Rand(0)
	for range trial.Times(150, 3_000) {
		tr.Done(1)
		i := random.IntN(len(whole))
		whole[i] ^= 1
		write(t, b.Path, whole)
		if f := examinedUnder(b, dir, o.Key); f.Err == nil {
			tr.Wrong("byte %d was changed and the backup is called sound", i)
		}
		whole[i] ^= 1
	}
}
