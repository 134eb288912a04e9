package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// A sealed record is kept in testdata as the first program that sealed closed it:
// pages, key file and head. No later version may be unable to open it. What is there
// is never made again.
func TestTheFirstSealedRecordOpens(t *testing.T) {
	kept := filepath.Join("testdata", "sealed-1")
	if *makeFixture {
		makeSealedFixture(t, kept)
	}
	dir := filepath.Join(t.TempDir(), "record")
	if err := os.CopyFS(dir, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	d := store.NewDoor(store.DoorOptions{Dir: dir, Demo: true, BeforeUpgrade: func(key *vault.DataKey) func(context.Context, *store.Store) error {
		return keepSealed(filepath.Join(t.TempDir(), "before.db"), key)
	}})
	t.Cleanup(func() { _ = d.Lock() })
	v := unlocked(t, d, "Sam Rivers", samsWords)
	all, err := v.Caseload(ctx)
	if err != nil || len(all) != 1 || all[0].Person.Family != "Quill" || d.Store().Problem() != "" {
		t.Errorf("it holds %d people, %v, problem %q", len(all), err, d.Store().Problem())
	}
	if _, err := d.Store().Check(ctx); err != nil {
		t.Error(err)
	}
	recorded(t, v, personNamed(v.NewID(), "Later", "Ada"))
	locked(t, d)
	unlocked(t, d, "Alex Stone", alexWords)
}

func makeSealedFixture(t *testing.T, kept string) {
	t.Helper()
	if _, err := os.Stat(kept); err == nil {
		return
	}
	d, v, dir, _ := setUp(t)
	recorded(t, v, personNamed(v.NewID(), "Quill", "Ada"))
	if err := d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.PeerWorker}, alexWords); err != nil {
		t.Fatal(err)
	}
	locked(t, d)
	for _, name := range []string{"alongside.db", "alongside.keys", "alongside.head", "alongside.id", "alongside.tries", "alongside.device"} {
		if err := os.MkdirAll(kept, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(kept, name), read(t, filepath.Join(dir, name)))
	}
}
