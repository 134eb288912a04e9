//go:build unix

package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// madeUp is a folder with the made-up record as the program makes it on first use.
// Tests begin with a copy of it, so that they need not wait for it each time.
var madeUp = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "alongside-made-up-")
	if err != nil {
		return "", err
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	c := exec.Command(self, "plain", "--demo", "--data", folder)
	c.Env = []string{roleVariable + "=program", "TERM=dumb", "HOME=" + folder}
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return folder, nil
})

// removeMadeUp removes it, if there is one.
func removeMadeUp() {
	if folder, err := madeUp(); err == nil {
		_ = os.RemoveAll(folder)
	}
}

// copyMadeUp puts the made-up record into a new folder.
func copyMadeUp(t *testing.T) (folder string) {
	t.Helper()
	from, err := madeUp()
	if err != nil {
		t.Fatalf("failed to make the made-up record: %v", err)
	}
	folder = t.TempDir()
	files, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err = errors.Join(err, os.WriteFile(filepath.Join(folder, f.Name()), b, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}
