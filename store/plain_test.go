package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/vault"
)

// The way out is one file that any program that knows SQLite reads, for its owner
// alone, and never in the place of something else.
func TestCopyPlain(t *testing.T) {
	d, v, dir, _ := setUp(t)
	recorded(t, v, personNamed(v.NewID(), "Quill", "Ada"))
	const secret = "canary of the laptop's own key"
	if _, err := v.LaptopSecret(ctx, func() ([]byte, error) { return []byte(secret), nil }); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "out", "plain.db")
	if err := d.Store().CopyPlain(ctx, path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var family, whole string
	if err := db.QueryRow(`select family from person`).Scan(&family); err != nil || family != "Quill" {
		t.Errorf("it holds %q, %v", family, err)
	}
	if err := db.QueryRow(`pragma integrity_check`).Scan(&whole); err != nil || whole != "ok" {
		t.Errorf("%q, %v", whole, err)
	}
	if strings.Contains(string(read(t, path)), secret) {
		t.Error("the laptop's own key is in it")
	}
	wantCode(t, d.Store().CopyPlain(ctx, path), dialog.Conflict)
	wantCode(t, d.Store().CopyPlain(ctx, filepath.Join(path, "below")), dialog.Unavailable)
	if names := listing(t, filepath.Dir(path)); len(names) != 1 {
		t.Errorf("the folder holds %v", names)
	}
	silent(t, dir)
}

// Everything that the vault may refuse has a code and a sentence that says what to
// do, and none names a worker.
func TestEveryRefusalOfTheVaultHasWords(t *testing.T) {
	for _, c := range []vault.Code{
		vault.CodeDenied, vault.CodeWait, vault.CodeMistyped, vault.CodeTooShort, vault.CodeTooCommon, vault.CodeNoKeyFile,
		vault.CodeKeyFileDamaged, vault.CodeKeyFileAltered, vault.CodeWeakened, vault.CodeNewer, vault.CodeWorkerThere,
		vault.CodeNoWorker, vault.CodeLastWorker, vault.CodeTooMany, vault.CodeWrongKey, vault.CodeUnsealed, vault.CodeForeign,
		vault.CodeLogDamaged, vault.CodeLocked,
	} {
		t.Run(string(c), func(t *testing.T) {
			err := store.DoorFault(&vault.Error{Code: c, Wait: 1})
			said := dialog.ErrorMessage(err)
			if code := dialog.ErrorCode(err); code == "" || code == dialog.Internal {
				t.Errorf("it has the code %q", code)
			}
			if len(said) < 20 || !strings.ContainsAny(said[len(said)-1:], ".d") {
				t.Errorf("it says %q", said)
			}
		})
	}
	if err := store.DoorFault(nil); err != nil {
		t.Error(err)
	}
	if got := dialog.ErrorCode(store.DoorFault(errors.New("something"))); got != dialog.Internal {
		t.Errorf("a failure without a code is %q", got)
	}
}
