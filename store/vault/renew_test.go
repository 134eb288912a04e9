package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"alongside/store/vault"
)

// folder is a record with everything beside it, as a store keeps it.
type folder struct{ record, keys, head string }

func folderAt(dir string) folder {
	return folder{filepath.Join(dir, "a.db"), filepath.Join(dir, "keys.json"), filepath.Join(dir, "head")}
}

// made makes a record of n rows for amina and ben.
func made(t testing.TB, n int) (folder, vault.RecoveryKey) {
	t.Helper()
	f := folderAt(t.TempDir())
	k, recovery, err := vault.CreateKeys(f.keys, "amina", aminas)
	must(t, err)
	must(t, k.AddWorker("ben", bens))
	key, next := k.Held()[0], filled(t, k.Held()[0], n)
	must(t, os.Rename(next, f.record))
	must(t, vault.WriteHead(f.head, key, head(n), true))
	k.Drop()
	return f, recovery
}

// renewal runs the steps of renew.go on an open record, and hands back the record
// under the new key. It stops before the step that stop says, as if the program died.
type renewal struct {
	folder
	stop int
}

var errStopped = errors.New("stopped")

func (r renewal) run(k *vault.Keys, db *sql.DB, h vault.Head, leaving ...string) error {
	steps := []func() error{
		func() error { return k.BeginRenewal(leaving...) },
		func() error { return vault.Backup(context.Background(), db, r.record+".renewed", k.Next()) },
		func() error { return db.Close() },
		func() error { return vault.Replace(r.record+".renewed", r.record) },
		func() error { return vault.WriteHead(r.head, k.Next(), h, true) },
		func() error { return k.FinishRenewal(r.record) },
	}
	for i, step := range steps {
		if r.stop == i+1 {
			return errStopped
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// resume opens the folder after the program has died anywhere, finishes a renewal
// that was begun, and returns the record, its keys and its head.
func (f folder) resume(worker, passphrase string) (*vault.Keys, *sql.DB, vault.Head, error) {
	k, err := vault.Unlock(f.keys, worker, passphrase)
	if err != nil {
		return nil, nil, vault.Head{}, err
	}
	key, err := k.KeyFor(f.record)
	if err != nil {
		return nil, nil, vault.Head{}, err
	}
	h, err := vault.ReadHead(f.head, k.Held()[len(k.Held())-1], k.Held()[0])
	if err != nil {
		return nil, nil, vault.Head{}, err
	}
	if key == k.Next() {
		if err := vault.WriteHead(f.head, key, h, true); err != nil {
			return nil, nil, vault.Head{}, err
		}
		if err := k.FinishRenewal(f.record); err != nil {
			return nil, nil, vault.Head{}, err
		}
	}
	db, err := vault.Open(context.Background(), f.record, vault.Options{Key: key})
	if err != nil || !k.Renewing() {
		return k, db, h, err
	}
	if err := (renewal{folder: f}).run(k, db, h); err != nil {
		return nil, nil, vault.Head{}, err
	}
	db, err = vault.Open(context.Background(), f.record, vault.Options{Key: k.Held()[0]})
	return k, db, h, err
}

// TestRenewalCanStopAnywhere stops before each step, works on where that is possible,
// stops again, and always finds everything.
func TestRenewalCanStopAnywhere(t *testing.T) {
	t.Parallel()
	for stop := 1; stop <= 7; stop++ {
		for again := 1; again <= 7; again++ {
			f, recovery := made(t, 40)
			old := unlock(t, f.keys, "amina", aminas)
			before := secret(t, old)
			key, err := old.KeyFor(f.record)
			must(t, err)
			db := open(t, f.record, vault.Options{Key: key})
			for i, s := range []int{stop, again} {
				k := unlock(t, f.keys, "amina", aminas)
				if i > 0 {
					_ = db.Close()
					if key, err = k.KeyFor(f.record); err != nil {
						t.Fatal(stop, again, err)
					}
					db = open(t, f.record, vault.Options{Key: key})
				}
				run(t, db, `insert into t values(?,'more')`, 1000+i)
				var leaving []string
				if k.Has("ben") {
					leaving = []string{"ben"}
				}
				if key != k.Next() { // else the swap is done, and resume finishes it
					if _, err = k.KeyFor(f.record); err != nil {
						t.Fatal(err)
					}
					err = renewal{f, s}.run(k, db, head(40), leaving...)
					if err != nil && !errors.Is(err, errStopped) {
						t.Fatal(stop, again, err)
					}
				}
			}
			_ = db.Close()
			k, db, h, err := f.resume("amina", aminas)
			if err != nil {
				t.Fatal(stop, again, err)
			}
			if got := text(t, db, `select count(*) from t`); got != "42" || h != head(40) || k.Renewing() {
				t.Fatalf("stopped before %d and %d: %s rows, head %+v", stop, again, got, h)
			}
			sound(t, db)
			must(t, db.Close())
			left := !k.Has("ben")
			if left == (secret(t, k) == before) {
				t.Fatalf("stopped before %d and %d: ben gone %v, yet the key is the same: %v", stop, again, left, !left)
			}
			if _, err := vault.UnlockWithRecovery(f.keys, recovery); err != nil {
				t.Fatal(stop, again, err)
			}
			k.Drop()
		}
	}
}

// Who left keeps an old key file and a passphrase, and opens nothing that is newer.
func TestWhoLeftOpensNothingNewer(t *testing.T) {
	f, recovery := made(t, 40)
	was := read(t, f.keys)
	oldRecord := withCopy(t, f.record)
	k, db, h, err := f.resume("amina", aminas)
	must(t, err)
	before := k.Held()[0]
	must(t, k.AddWorker("clare", "the third passphrase"))
	must(t, renewal{folder: f}.run(k, db, h, "BEN"))
	if got := names(t, filepath.Dir(f.record)); got != "a.db head keys.json" {
		t.Errorf("the folder has %q", got)
	}
	wantCode(t, vault.KeyFits(f.record, before), vault.CodeLocked) // the old key is overwritten
	_, err = vault.Unlock(f.keys, "ben", bens)
	wantCode(t, err, vault.CodeDenied)

	kept := filepath.Join(t.TempDir(), "keys.json")
	write(t, kept, was)
	bensKeys := unlock(t, kept, "ben", bens)
	_, err = bensKeys.KeyFor(f.record)
	wantCode(t, err, vault.CodeWrongKey)
	_, err = vault.ReadHead(f.head, bensKeys.Held()...)
	wantCode(t, err, vault.CodeHeadDamaged)
	if _, err := bensKeys.KeyFor(oldRecord); err != nil {
		t.Errorf("what ben could read before: %v", err) // and the documentation says so
	}
	for worker, passphrase := range map[string]string{"amina": aminas, "clare": "the third passphrase"} {
		if _, err := unlock(t, f.keys, worker, passphrase).KeyFor(f.record); err != nil {
			t.Errorf("%s: %v", worker, err)
		}
	}
	k, err = vault.UnlockWithRecovery(f.keys, recovery)
	must(t, err)
	if _, err := k.KeyFor(f.record); err != nil {
		t.Error(err)
	}
}

func TestRenewalRefuses(t *testing.T) {
	f, _ := made(t, 10)
	k := unlock(t, f.keys, "amina", aminas)
	wantCode(t, k.FinishRenewal(f.record), vault.CodeNotRenewed)
	wantCode(t, k.BeginRenewal("clare"), vault.CodeNoWorker)
	wantCode(t, k.BeginRenewal("amina", "ben"), vault.CodeLastWorker)
	if k.Renewing() || k.Next() != nil || k.Workers() != 2 {
		t.Fatal("a refusal began a renewal")
	}
	must(t, k.BeginRenewal("ben"))
	first := k.Next()
	wantCode(t, k.FinishRenewal(f.record), vault.CodeNotRenewed)
	wantCode(t, k.FinishRenewal(filled(t, vault.NewDataKey(), 1)), vault.CodeWrongKey)

	k = unlock(t, f.keys, "amina", aminas)
	wantCode(t, k.BeginRenewal(), vault.CodeNotRenewed) // nobody has asked which key is in use
	_, err := k.KeyFor(f.record)
	must(t, err)
	must(t, k.BeginRenewal())
	a, _ := first.Secret()
	if b, _ := k.Next().Secret(); string(a) == string(b) {
		t.Error("a renewal that was begun again has the same key")
	}
	must(t, k.AddWorker("clare", "the third passphrase"))
	if got := unlock(t, f.keys, "clare", "the third passphrase"); !got.Renewing() {
		t.Error("a worker who came during the renewal does not have both keys")
	}
}

// A key file that was altered during a renewal is known by either of its HMACs.
func TestAlteredDuringRenewal(t *testing.T) {
	f, _ := made(t, 10)
	k := unlock(t, f.keys, "amina", aminas)
	must(t, k.BeginRenewal())
	good := read(t, f.keys)
	for name, b := range map[string][]byte{
		"a public key":    vault.EditKeyFile(good, func(f *vault.KeyFile) { f.Workers[1].Public[0] ^= 1 }),
		"the key to come": vault.EditKeyFile(good, func(f *vault.KeyFile) { f.Workers[0].Keys[1][0] ^= 1 }),
		"the two keys exchanged": vault.EditKeyFile(good, func(f *vault.KeyFile) {
			keys := f.Workers[0].Keys
			keys[0], keys[1] = keys[1], keys[0]
		}),
	} {
		write(t, f.keys, b)
		_, err := vault.Unlock(f.keys, "amina", aminas)
		if vault.CodeOf(err) != vault.CodeKeyFileAltered {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := vault.ReadHead(f.head, k.Held()...)
	must(t, err)
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	key, other := vault.NewDataKey(), vault.NewDataKey()
	path := filled(t, key, 500)
	db := open(t, path, vault.Options{Key: key})
	run(t, db, `pragma application_id=77`)
	run(t, db, `pragma user_version=5`)
	run(t, db, `insert into t values(9000,'in the log')`)
	want, err := rowsOf(db)
	must(t, err)
	for name, k := range map[string]*vault.DataKey{"the same key": key, "another key": other} {
		to := filepath.Join(t.TempDir(), "b.db")
		write(t, to, []byte("what was there before"))
		write(t, to+vault.PartSuffix, []byte("what a crash left"))
		must(t, vault.Backup(ctx, db, to, k))
		if got := names(t, filepath.Dir(to)); got != "b.db" {
			t.Errorf("%s: beside the copy lies %q", name, got)
		}
		for _, access := range []vault.Access{vault.Read, vault.Write} {
			copied := open(t, to, vault.Options{Key: k, Access: access})
			if got, err := rowsOf(copied); err != nil || got != want {
				t.Errorf("%s: other rows, %v", name, err)
			}
			if text(t, copied, `pragma application_id`) != "77" || text(t, copied, `pragma user_version`) != "5" {
				t.Errorf("%s: the copy is of another kind", name)
			}
			sound(t, copied)
			must(t, copied.Close())
		}
	}
	wantCode(t, vault.KeyFits(path, other), vault.CodeWrongKey)
}

// A record that can only be read is copied too, once its connection may write elsewhere.
func TestBackupOfWhatIsOnlyRead(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 50)
	db := open(t, path, vault.Options{Key: key, Access: vault.Read})
	run(t, db, `pragma query_only=0`)
	to := filepath.Join(t.TempDir(), "b.db")
	must(t, vault.Backup(context.Background(), db, to, key))
	copied := open(t, to, vault.Options{Key: key})
	if got := text(t, copied, `select count(*) from t`); got != "50" {
		t.Error(got)
	}
	sound(t, copied)
}

func TestBackupThatFails(t *testing.T) {
	key, dropped := vault.NewDataKey(), vault.NewDataKey()
	dropped.Drop()
	path := filled(t, key, 500)
	db := open(t, path, vault.Options{Key: key})
	to := filepath.Join(t.TempDir(), "b.db")
	write(t, to, []byte("what was there before"))
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := vault.Backup(stopped, db, to, key); !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that was stopped: %v", err)
	}
	wantCode(t, vault.Backup(context.Background(), db, to, dropped), vault.CodeLocked)
	if got := names(t, filepath.Dir(to)); got != "b.db" || string(read(t, to)) != "what was there before" {
		t.Errorf("a copy that failed leaves %q", got)
	}
	if err := vault.Backup(context.Background(), db, filepath.Join(to, "under a file"), key); err == nil {
		t.Error("a copy was made under a file")
	}
	if err := vault.Replace(filepath.Join(t.TempDir(), "none"), path); err == nil {
		t.Error("nothing was put in the place of a record")
	}
	if got := text(t, db, `select count(*) from t`); got != "500" {
		t.Error(got)
	}
}
