package cli_test

import (
	"context"
	"testing"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store"
)

// The worker of the real records that tests make.
const (
	worker = "Sam Lee"
	words  = "seven calm otters swim"
)

// way returns the door of a folder, and who opens it.
func way(folder string, made bool) (d *store.Door, name, passphrase string) {
	d = store.NewDoor(store.DoorOptions{Dir: folder, Demo: made})
	if made {
		return d, demo.Worker, demo.Passphrase
	}
	return d, worker, words
}

// entered opens the record in a folder past all that a worker may not do.
func entered(t *testing.T, folder string, made bool) *store.Store {
	t.Helper()
	d, name, passphrase := way(folder, made)
	if _, err := d.Unlock(context.Background(), name, passphrase); err != nil {
		t.Fatalf("the record does not open: %v", err)
	}
	t.Cleanup(func() { _ = d.Lock() })
	return d.Store()
}

// setUp makes a real record with a worker in it.
func setUp(t *testing.T, folder string) *store.Door {
	t.Helper()
	d, name, passphrase := way(folder, false)
	if _, _, err := d.SetUp(context.Background(), dialog.Worker{Name: name}, passphrase); err != nil {
		t.Fatal(err)
	}
	return d
}
