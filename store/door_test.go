package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

const (
	samsWords = "seven calm otters swim"
	alexWords = "nine paper kites above"
)

func door(dir string) *store.Door {
	return store.NewDoor(store.DoorOptions{Dir: dir, Demo: true, BeforeUpgrade: nil})
}

// setUp makes a sealed record with Sam, its administrator, in it.
func setUp(t *testing.T) (d *store.Door, v *store.Session, dir, recovery string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "record")
	d = door(dir)
	t.Cleanup(func() { _ = d.Lock() })
	if !d.New() {
		t.Fatal("an empty folder is not new")
	}
	recovery, v, err := d.SetUp(ctx, dialog.Worker{Name: "Sam Rivers", Team: "North hub"}, samsWords)
	if err != nil {
		t.Fatal(err)
	}
	return d, v, dir, recovery
}

func unlocked(t *testing.T, d *store.Door, name, words string) *store.Session {
	t.Helper()
	v, err := d.Unlock(ctx, name, words)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

func locked(t *testing.T, d *store.Door) {
	t.Helper()
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
}

func recorded(t *testing.T, v *store.Session, changes ...dialog.Change) dialog.Committed {
	t.Helper()
	c, err := v.Append(ctx, changes...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A record is set up once, locked, opened by its worker and by nobody else, and
// keeps what was recorded.
func TestADoor(t *testing.T) {
	d, v, dir, _ := setUp(t)
	p := v.NewID()
	recorded(t, v, personNamed(p, "Quill", "Ada"))
	if w := v.Worker(); w.Role != dialog.Administrator || w.Team != "North hub" || w.ID.IsZero() {
		t.Errorf("the first worker is %+v", w)
	}
	if d.New() {
		t.Error("it is still new")
	}
	_, _, err := d.SetUp(ctx, dialog.Worker{Name: "Mallory"}, alexWords)
	wantCode(t, err, dialog.Conflict)
	locked(t, d)
	if _, err := v.Record(ctx, p); err == nil {
		t.Error("a session goes on after locking")
	}
	for name, words := range map[string]string{"Sam Rivers": "wrong words entirely", "Nobody": samsWords} {
		_, err := d.Unlock(ctx, name, words)
		wantCode(t, err, dialog.NotFound)
	}
	again := door(dir) // as after a restart
	v = unlocked(t, again, "sam  RIVERS", samsWords)
	t.Cleanup(func() { _ = again.Lock() })
	if r, err := v.Record(ctx, p); err != nil || r.Person.Family != "Quill" {
		t.Errorf("it holds %v, %v", r, err)
	}
	_, err = d.Unlock(ctx, "Sam Rivers", samsWords)
	wantCode(t, err, dialog.Busy)
	locked(t, again)
	locked(t, again)
	names := listing(t, dir)
	if want := []string{"alongside.db", "alongside.device", "alongside.head", "alongside.id", "alongside.keys", "alongside.lock", "alongside.tries"}; !slices.Equal(names, want) {
		t.Errorf("the folder holds %v", names)
	}
}

func listing(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Workers come, change their passphrases, lose them, and go. Whoever left opens
// nothing, not with an old copy of the key file either once something was recorded
// since.
func TestWorkersComeAndGo(t *testing.T) {
	d, v, dir, recovery := setUp(t)
	p := v.NewID()
	recorded(t, v, personNamed(p, "Quill", "Ada"))
	if err := d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.PeerWorker, Team: "South hub"}, alexWords); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		w     dialog.Worker
		words string
		want  dialog.Code
	}{
		"a name that is taken":   {dialog.Worker{Name: "alex stone", Role: dialog.Clinician}, alexWords, dialog.Conflict},
		"no role":                {dialog.Worker{Name: "Kim"}, alexWords, dialog.Invalid},
		"a short passphrase":     {dialog.Worker{Name: "Kim", Role: dialog.Clinician}, "otter", dialog.Invalid},
		"one anybody would try":  {dialog.Worker{Name: "Kim", Role: dialog.Clinician}, "password1", dialog.Invalid},
		"no name":                {dialog.Worker{Role: dialog.Clinician}, alexWords, dialog.Invalid},
		"a name with an escape":  {dialog.Worker{Name: "K\x1b[31m", Role: dialog.Clinician}, alexWords, dialog.Invalid},
		"a team that is no name": {dialog.Worker{Name: "Kim", Role: dialog.Clinician, Team: "a\tb"}, alexWords, dialog.Invalid},
	} {
		t.Run(name, func(t *testing.T) { wantCode(t, d.LetIn(ctx, c.w, c.words), c.want) })
	}
	locked(t, d)
	unlocked(t, d, "Alex Stone", alexWords)
	wantCode(t, d.LetIn(ctx, dialog.Worker{Name: "Kim", Role: dialog.Clinician}, samsWords), dialog.Denied)
	wantCode(t, d.Leave(ctx, "Sam Rivers"), dialog.Denied)
	wantCode(t, d.Renew(ctx), dialog.Denied)
	wantCode(t, d.ChangePassphrase("not this one at all", samsWords), dialog.NotFound)
	if err := d.ChangePassphrase(alexWords, "eleven brass doorbells"); err != nil {
		t.Fatal(err)
	}
	locked(t, d)
	_, err := d.Unlock(ctx, "Alex Stone", alexWords)
	wantCode(t, err, dialog.NotFound)
	unlocked(t, d, "Alex Stone", "eleven brass doorbells")
	locked(t, d)
	oldKeys := read(t, store.KeysPath(dir))

	v = unlocked(t, d, "Sam Rivers", samsWords)
	wantCode(t, d.Change(ctx, dialog.Worker{Name: "Sam Rivers", Role: dialog.Clinician}), dialog.Conflict)
	wantCode(t, d.Leave(ctx, "Sam Rivers"), dialog.Invalid)
	if err := d.Leave(ctx, "Alex Stone"); err != nil {
		t.Fatal(err)
	}
	recorded(t, v, personNamed(v.NewID(), "Later", "Ada")) // the session goes on under the new key
	if r, err := v.Record(ctx, p); err != nil || r.Person.Family != "Quill" {
		t.Errorf("under the new key: %v, %v", r, err)
	}
	if _, err := d.Store().Check(ctx); err != nil {
		t.Error(err)
	}
	locked(t, d)
	_, err = d.Unlock(ctx, "Alex Stone", "eleven brass doorbells")
	wantCode(t, err, dialog.NotFound)
	newKeys := read(t, store.KeysPath(dir))
	write(t, store.KeysPath(dir), oldKeys)
	_, err = d.Unlock(ctx, "Alex Stone", "eleven brass doorbells")
	wantCode(t, err, dialog.Damaged)
	write(t, store.KeysPath(dir), newKeys)

	v, err = d.Recover(ctx, strings.ToLower(recovery), "Sam Rivers", "a fresh set of words")
	if err != nil {
		t.Fatal(err)
	}
	if v.Worker().Role != dialog.Administrator {
		t.Errorf("recovered as %+v", v.Worker())
	}
	locked(t, d)
	unlocked(t, d, "Sam Rivers", "a fresh set of words")
}

// An older copy of the key file, of the head or of the record itself is told from
// the ones that belong there.
func TestOlderCopiesAreToldApart(t *testing.T) {
	for _, c := range []struct {
		name string
		file string
		code dialog.Code // of unlocking
	}{
		{"the key file", "alongside.keys", dialog.Conflict},
		{"the record", "alongside.db", ""},
		{"the head", "alongside.head", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, v, dir, _ := setUp(t)
			recorded(t, v, personNamed(v.NewID(), "Quill", "Ada"))
			locked(t, d)
			older := read(t, filepath.Join(dir, c.file))
			v = unlocked(t, d, "Sam Rivers", samsWords)
			recorded(t, v, personNamed(v.NewID(), "Later", "Ada"))
			if err := d.ChangePassphrase(samsWords, alexWords); err != nil {
				t.Fatal(err)
			}
			locked(t, d)
			write(t, filepath.Join(dir, c.file), older)
			words := alexWords
			if c.file == "alongside.keys" {
				words = samsWords
			}
			v, err := d.Unlock(ctx, "Sam Rivers", words)
			wantCode(t, err, c.code)
			if err != nil {
				return
			}
			problem := d.Store().Problem()
			if older := c.file == "alongside.db"; v.ReadOnly() != older || (problem != "") != older {
				t.Errorf("read only %v, problem %q", v.ReadOnly(), problem)
			}
		})
	}
}

// What is not as it was written is refused in plain words, and nothing is made in
// its place.
func TestADoorRefusesWhatIsNotItsOwn(t *testing.T) {
	other, _, elsewhere, _ := setUp(t)
	locked(t, other)
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, dir string)
		want  dialog.Code
	}{
		{"no key file", func(t *testing.T, dir string) { remove(t, dir, "alongside.keys") }, dialog.Damaged},
		{"an empty key file", func(t *testing.T, dir string) { write(t, store.KeysPath(dir), nil) }, dialog.Damaged},
		{"another record's key file", func(t *testing.T, dir string) { write(t, store.KeysPath(dir), read(t, store.KeysPath(elsewhere))) }, dialog.Damaged},
		{"another record", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "alongside.db"), read(t, filepath.Join(elsewhere, "alongside.db")))
		}, dialog.Damaged},
		{"an empty record", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "alongside.db"), nil) }, dialog.Damaged},
		{"no record", func(t *testing.T, dir string) { remove(t, dir, "alongside.db") }, dialog.Damaged},
		{"a record that is not sealed", func(t *testing.T, dir string) {
			plain := filepath.Join(t.TempDir(), "plain")
			closed(t, open(t, plain))
			write(t, filepath.Join(dir, "alongside.db"), read(t, filepath.Join(plain, "alongside.db")))
		}, dialog.Foreign},
		{"a record that is not sealed, without keys", func(t *testing.T, dir string) {
			plain := filepath.Join(t.TempDir(), "plain")
			closed(t, open(t, plain))
			write(t, filepath.Join(dir, "alongside.db"), read(t, filepath.Join(plain, "alongside.db")))
			remove(t, dir, "alongside.keys")
		}, dialog.Foreign},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, v, dir, _ := setUp(t)
			recorded(t, v, personNamed(v.NewID(), "Quill", "Ada"))
			locked(t, d)
			c.spoil(t, dir)
			before := hashes(t, dir)
			if d.New() {
				t.Error("it is taken for new")
			}
			_, err := d.Unlock(ctx, "Sam Rivers", samsWords)
			wantCode(t, err, c.want)
			if msg := dialog.ErrorMessage(err); !strings.HasSuffix(msg, ".") && !strings.Contains(msg, "alongside ") {
				t.Errorf("it says %q", msg)
			}
			if after := hashes(t, dir); after != before {
				t.Errorf("the folder was changed\nfrom\n%s\nto\n%s", before, after)
			}
		})
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

// hashes is what a folder holds, but for the lock and the count of tries.
func hashes(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	for _, name := range listing(t, dir) {
		if name != "alongside.lock" && name != "alongside.tries" {
			b.WriteString(name + " " + string(read(t, filepath.Join(dir, name))) + "\n")
		}
	}
	return b.String()
}

// A missing or damaged head does not close the record, but nothing is written to it
// until somebody looked at it. A backup of it, restored, is the way back; package
// backup tries that.
func TestAHeadThatIsGone(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"gone":    func(t *testing.T, dir string) { remove(t, dir, "alongside.head") },
		"damaged": func(t *testing.T, dir string) { write(t, filepath.Join(dir, "alongside.head"), []byte("x")) },
	} {
		t.Run(name, func(t *testing.T) {
			d, v, dir, _ := setUp(t)
			p := v.NewID()
			recorded(t, v, personNamed(p, "Quill", "Ada"))
			locked(t, d)
			spoil(t, dir)
			v = unlocked(t, d, "Sam Rivers", samsWords)
			if _, err := v.Record(ctx, p); err != nil || !v.ReadOnly() || !strings.Contains(d.Store().Problem(), "alongside restore") {
				t.Errorf("%v, read only %v, problem %q", err, v.ReadOnly(), d.Store().Problem())
			}
			_, err := v.Append(ctx, personNamed(v.NewID(), "Later", "Ada"))
			wantCode(t, err, dialog.ReadOnly)
		})
	}
}

// A set-up that is broken off after any of its steps can be begun again, or gone on
// with by whoever holds the key.
func TestASetUpThatIsBrokenOff(t *testing.T) {
	t.Run("after the key file", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "record")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if _, _, err := vault.CreateKeys(store.KeysPath(dir), "Sam Rivers", samsWords); err != nil {
			t.Fatal(err)
		}
		d := door(dir)
		if _, _, err := d.SetUp(ctx, dialog.Worker{Name: "Sam Rivers"}, alexWords); err != nil {
			t.Fatal(err)
		}
		locked(t, d)
		unlocked(t, d, "Sam Rivers", alexWords)
		locked(t, d)
		if names := listing(t, dir); !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "alongside.keys.unused-") }) {
			t.Errorf("the earlier key file is gone: %v", names)
		}
	})
	t.Run("before the worker", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "record")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		keys, _, err := vault.CreateKeys(store.KeysPath(dir), "Sam Rivers", samsWords)
		if err != nil {
			t.Fatal(err)
		}
		closed(t, openWith(t, store.Options{Dir: dir, Demo: true, Create: true, Key: keys.Current(), KeysRevision: keys.Revision()}))
		d := door(dir)
		_, err = d.Unlock(ctx, "Sam Rivers", samsWords) // there is no count yet, which is as ten wrong tries
		wantCode(t, err, dialog.Denied)
	})
}
