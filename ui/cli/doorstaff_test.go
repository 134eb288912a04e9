package cli

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/ui"
)

const (
	samsWords  = "seven calm otters swim"
	alexWords  = "nine paper kites above"
	otherWords = "five grey herons wade"
)

// realDoors are the doors of a new folder, as the screens have them.
func realDoors(t *testing.T, f *flags) *doors {
	t.Helper()
	f.data, f.passphraseFD = filepath.Join(t.TempDir(), "record"), -1
	env := Env{Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, GOOS: "linux"}
	d, err := f.doors(context.Background(), env)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.close(context.Background(), false) })
	return d
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Workers are let in, changed and taken out while the record is open, and what is
// open goes on under the new key, with its backups.
func TestWorkersFromTheScreens(t *testing.T) {
	ctx := context.Background()
	d := realDoors(t, &flags{})
	recovery, o, err := d.SetUp(ctx, "Sam Rivers", samsWords)
	mustDo(t, err)
	open := o.(ui.Opened)
	person := open.NewID()
	told := func() {
		t.Helper()
		_, err := open.Append(ctx, dialog.Change{Person: person, DoneAt: dialog.At(time.Now()), Body: &dialog.PersonRecorded{Person: dialog.Person{Family: "Quill"}}})
		mustDo(t, err)
	}
	told()
	mustDo(t, d.LetIn(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.PeerWorker}, alexWords))
	mustDo(t, d.ChangeWorker(ctx, dialog.Worker{Name: "Alex Stone", Role: dialog.Clinician, Team: "North hub"}))
	mustDo(t, d.ResetPassphrase(ctx, "Alex Stone", otherWords))
	mustDo(t, d.ChangePassphrase(ctx, samsWords, samsWords+"!"))
	if err := d.ChangePassphrase(ctx, "wrong words", samsWords); dialog.ErrorCode(err) != dialog.NotFound {
		t.Errorf("a wrong passphrase is changed: %v", err)
	}
	again, err := d.ReplaceRecovery(ctx)
	mustDo(t, err)
	if again == recovery || strings.Count(again, "-") != strings.Count(recovery, "-") {
		t.Error("the recovery key is the same, or of another form")
	}
	workers, err := open.Workers(ctx)
	mustDo(t, err)
	if len(workers) != 2 || workers[0].Role != dialog.Clinician || workers[0].Team != "North hub" {
		t.Errorf("the workers are %+v", workers)
	}
	before := d.keep
	mustDo(t, d.Leave(ctx, "Alex Stone"))
	if !d.Open() || d.keep == nil || d.keep == before {
		t.Error("what looks after the backups has the old key")
	}
	told()
	mustDo(t, d.Lock(ctx))
	if d.Open() {
		t.Error("it is open after locking")
	}
	if _, err := d.Unlock(ctx, "Alex Stone", otherWords); dialog.ErrorCode(err) != dialog.NotFound {
		t.Errorf("who left comes in: %v", err)
	}
	_, err = d.Unlock(ctx, "Sam Rivers", samsWords+"!")
	mustDo(t, err)
}

// The demo's passphrase is filled in for everybody and stays.
func TestTheDemosPassphraseStays(t *testing.T) {
	ctx := context.Background()
	d := realDoors(t, &flags{demo: true})
	_, _, err := d.SetUp(ctx, demo.Worker, demo.Passphrase)
	mustDo(t, err)
	for _, err := range []error{d.ChangePassphrase(ctx, demo.Passphrase, otherWords), d.ResetPassphrase(ctx, "sam  rivers", otherWords)} {
		if dialog.ErrorCode(err) != dialog.Denied {
			t.Errorf("it is changed: %v", err)
		}
	}
}
