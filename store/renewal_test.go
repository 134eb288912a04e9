package store_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// A renewal that ends after any of its steps is gone on with by whoever comes in
// next, and nothing of the record is lost by it.
func TestARenewalThatIsBrokenOff(t *testing.T) {
	for steps, name := range []string{"before it began", "after the key file was written", "after the record was copied", "after the copy took its place", "after the head was sealed"} {
		t.Run(name, func(t *testing.T) {
			d, v, dir, _ := setUp(t)
			p := v.NewID()
			recorded(t, v, personNamed(p, "Quill", "Ada"))
			if err := d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.Clinician}, alexWords); err != nil {
				t.Fatal(err)
			}
			want, err := d.Store().Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			locked(t, d)
			renewAsFar(t, dir, steps)

			v = unlocked(t, d, "Alex Stone", alexWords)
			if got, err := d.Store().Head(ctx); err != nil || got != want {
				t.Errorf("the journal ends at %v and ended at %v, %v", got, want, err)
			}
			if d.Store().Problem() != "" || v.ReadOnly() {
				t.Errorf("it is read only: %q", d.Store().Problem())
			}
			if _, err := d.Store().Check(ctx); err != nil {
				t.Error(err)
			}
			recorded(t, v, personNamed(v.NewID(), "Later", "Ada"))
			locked(t, d)
			keys, err := vault.Unlock(store.KeysPath(dir), "Sam Rivers", samsWords)
			if err != nil {
				t.Fatal(err)
			}
			if keys.Renewing() {
				t.Error("the renewal is not over")
			}
			keys.Drop()
			if names := listing(t, dir); slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, ".part") }) {
				t.Errorf("the folder holds %v", names)
			}
		})
	}
}

// renewAsFar does the first steps of a renewal, as a program that dies would.
func renewAsFar(t *testing.T, dir string, steps int) {
	t.Helper()
	path, head := filepath.Join(dir, store.FileName), filepath.Join(dir, "alongside.head")
	keys, err := vault.Unlock(store.KeysPath(dir), "Sam Rivers", samsWords)
	if err != nil {
		t.Fatal(err)
	}
	defer keys.Drop()
	h, err := vault.ReadHead(head, keys.Current())
	if err != nil {
		t.Fatal(err)
	}
	copied := path + ".renewed.part"
	for i, step := range []func() error{
		func() error { return keys.BeginRenewal() },
		func() error {
			db, err := vault.Open(ctx, path, vault.Options{Access: vault.Write, Key: keys.Current()})
			if err != nil {
				return err
			}
			return errors.Join(vault.Backup(ctx, db, copied, keys.Next()), db.Close())
		},
		func() error { return vault.Replace(copied, path) },
		func() error { h.Keys = keys.Revision(); return vault.WriteHead(head, keys.Next(), h, true) },
	} {
		if i == steps {
			return
		}
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}

// The key is renewed on request, and a session goes on under the new one.
func TestRenew(t *testing.T) {
	d, v, dir, _ := setUp(t)
	p := v.NewID()
	recorded(t, v, personNamed(p, "Quill", "Ada"))
	before := *d.Key()
	if err := d.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	if err := vault.KeyFits(filepath.Join(dir, "nowhere"), &before); err == nil {
		t.Error("a file that is not there fits")
	}
	recorded(t, v, about(p, &dialog.RecordOpened{}))
	if r, err := v.Record(ctx, p); err != nil || r.Person.Family != "Quill" {
		t.Errorf("%v, %v", r, err)
	}
	if d.Session() != v {
		t.Error("there is another session")
	}
}

// A key file that was changed behind the program's back opens nothing, and can be
// made anew with the recovery key. Nobody else can come in with it then.
func TestAKeyFileThatWasAltered(t *testing.T) {
	d, v, dir, recovery := setUp(t)
	p := v.NewID()
	recorded(t, v, personNamed(p, "Quill", "Ada"))
	if err := d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.Clinician}, alexWords); err != nil {
		t.Fatal(err)
	}
	locked(t, d)
	dropSlot(t, store.KeysPath(dir))
	_, err := d.Unlock(ctx, "Sam Rivers", samsWords)
	wantCode(t, err, dialog.Damaged)
	if !strings.Contains(dialog.ErrorMessage(err), "alongside workers rebuild") {
		t.Errorf("it says %q", dialog.ErrorMessage(err))
	}
	_, _, err = d.Rebuild(ctx, "AAAA-AAAA", "Sam Rivers", samsWords)
	wantCode(t, err, dialog.Invalid)
	_, _, err = d.Rebuild(ctx, recovery, "Sam Rivers", "short")
	wantCode(t, err, dialog.Invalid)
	anew, v, err := d.Rebuild(ctx, recovery, "Sam Rivers", samsWords)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := v.Record(ctx, p); err != nil || r.Person.Family != "Quill" || anew == recovery || anew == "" {
		t.Errorf("%v, %v, the recovery key is new: %v", r, err, anew != recovery)
	}
	locked(t, d)
	_, err = d.Unlock(ctx, "Alex Stone", alexWords)
	wantCode(t, err, dialog.NotFound)
	_, err = d.Recover(ctx, recovery, "Sam Rivers", alexWords)
	wantCode(t, err, dialog.NotFound)
	if _, err := d.Recover(ctx, anew, "Alex Stone", alexWords); err != nil { // who is a worker still, without a slot
		t.Error(err)
	}
}

// dropSlot takes a worker out of a key file as somebody would who holds no key: with
// a right check sum and a wrong seal.
func dropSlot(t *testing.T, path string) {
	t.Helper()
	whole := string(read(t, path))
	body, _, _ := strings.Cut(whole, "\nsum ")
	first, rest, several := strings.Cut(body, "\n    },\n    {")
	_, macs, there := strings.Cut(rest, "\n    }\n  ]")
	if !there || !several {
		t.Fatal("there are not several workers in the key file")
	}
	body = first + "\n    }\n  ]" + macs + "\n"
	sum := sha256.Sum256([]byte(body))
	write(t, path, []byte(body+"sum "+base64.StdEncoding.EncodeToString(sum[:])+"\n"))
}

// Guessing is held up at the door, whoever is guessed, over restarts.
func TestGuessingAtTheDoor(t *testing.T) {
	d, _, dir, _ := setUp(t)
	locked(t, d)
	for i := range 10 {
		d = door(dir) // as after a restart
		if wait := d.Wait(); wait != 0 {
			t.Fatalf("guess %d has to wait %v", i+1, wait)
		}
		_, err := d.Unlock(ctx, []string{"Sam Rivers", "Nobody"}[i%2], "a wrong guess at it")
		wantCode(t, err, dialog.NotFound)
	}
	for range 3 {
		d = door(dir)
		_, err := d.Unlock(ctx, "Sam Rivers", samsWords) // the right one waits as well
		wantCode(t, err, dialog.Denied)
		if wait := d.Wait(); wait < 29*time.Second || wait > 30*time.Second || !strings.Contains(dialog.ErrorMessage(err), "in 30 seconds") {
			t.Errorf("it waits %v and says %q", wait, dialog.ErrorMessage(err))
		}
		_, err = d.OpenKeys("Sam Rivers", samsWords)
		wantCode(t, err, dialog.Denied)
	}
	if err := d.Forgive(); err != nil {
		t.Fatal(err)
	}
	keys, err := d.OpenKeys("Sam Rivers", samsWords)
	if err != nil {
		t.Fatal(err)
	}
	keys.Drop()
	unlocked(t, d, "Sam Rivers", samsWords)
}

// What is not to be done while the record is locked, or by whoever is in, is refused.
func TestALockedDoor(t *testing.T) {
	d, _, _, _ := setUp(t)
	if _, err := d.Unlock(ctx, "Sam Rivers", samsWords); dialog.ErrorCode(err) != dialog.Conflict {
		t.Errorf("it opens twice: %v", err)
	}
	if recovery, err := d.ReplaceRecovery(); err != nil || strings.Count(recovery, "-") != 8 {
		t.Errorf("the new recovery key has %d groups, %v", strings.Count(recovery, "-")+1, err)
	}
	wantCode(t, d.ResetPassphrase(ctx, "Nobody", alexWords), dialog.NotFound)
	wantCode(t, d.Leave(ctx, "Nobody"), dialog.NotFound)
	if err := d.ResetPassphrase(ctx, "Sam Rivers", alexWords); err != nil {
		t.Error(err)
	}
	var held bool
	if err := d.LockWith(func(s *store.Store) error { held = true; return s.Close() }); err != nil || !held {
		t.Errorf("%v, %v", held, err)
	}
	if err := d.LockWith(func(*store.Store) error { return errors.New("again") }); err != nil {
		t.Error(err)
	}
	if d.Store() != nil || d.Session() != nil || d.Key() != nil {
		t.Error("something is left of it")
	}
	wantCode(t, d.LetIn(ctx, dialog.Worker{Name: "Kim", Role: dialog.Clinician}, samsWords), dialog.Unavailable)
	wantCode(t, d.ChangePassphrase(alexWords, samsWords), dialog.Unavailable)
	_, err := d.Recover(ctx, "nothing like a key", "Sam Rivers", samsWords)
	wantCode(t, err, dialog.Invalid)
	_, err = door(filepath.Join(t.TempDir(), "nowhere")).Unlock(ctx, "Sam Rivers", samsWords)
	wantCode(t, err, dialog.NotFound)
	unlocked(t, d, "Sam Rivers", alexWords)
}
