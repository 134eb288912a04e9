//go:build unix

package transfer_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"alongside/dialog"
)

// Only an ordinary file of a bearable size is opened.
func TestOnlyOrdinaryFilesAreBundles(t *testing.T) {
	here, _ := two(t)
	dir := t.TempDir()
	plain, link, pipe, large := filepath.Join(dir, "plain"), filepath.Join(dir, "link"), filepath.Join(dir, "pipe"), filepath.Join(dir, "large")
	if err := errors.Join(os.WriteFile(plain, []byte("hello"), 0o600), os.Symlink(plain, link), syscall.Mkfifo(pipe, 0o600), os.WriteFile(large, nil, 0o600), os.Truncate(large, 1<<30)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]dialog.Code{plain: dialog.Invalid, link: dialog.Invalid, pipe: dialog.Invalid, large: dialog.Invalid,
		dir: dialog.Invalid, os.DevNull: dialog.Invalid, filepath.Join(dir, "none"): dialog.Unavailable} {
		_, err := here.laptop.OpenBundle(path, here.peers)
		if got := dialog.ErrorCode(err); got != want {
			t.Errorf("%s: %v", path, err)
		}
		_, err = here.laptop.ReadCard(path)
		if got := dialog.ErrorCode(err); got != want {
			t.Errorf("as a card, %s: %v", path, err)
		}
	}
}
