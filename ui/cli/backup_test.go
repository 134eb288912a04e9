//go:build unix

package cli_test

import (
	"context"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store/backup"
)

// ready is a record with a worker and somebody in it, as on a real laptop.
func ready(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "record")
	d := setUp(t, folder)
	_, err := d.Store().Append(context.Background(), dialog.Change{Person: d.Store().NewID(), DoneAt: dialog.At(time.Now()),
		Body: &dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", Given: "Jane"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	return folder
}

func backups(t *testing.T, folder string) int {
	t.Helper()
	all, err := backup.List(filepath.Join(folder, "backups"), false)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// A backup is made when people close the program, and not when a signal or a
// terminal that goes away does: then there is no time for it.
func TestABackupIsMadeOnlyWhenPeopleClose(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*window)
		want int
	}{
		"closed by a key": {func(w *window) { w.press("\x03"); w.ends(0) }, 1},
		"SIGTERM":         {func(w *window) { w.signal(syscall.SIGTERM); w.ends(0) }, 0},
		"SIGHUP":          {func(w *window) { w.signal(syscall.SIGHUP); w.ends(0) }, 0},
		"window closed":   {func(w *window) { w.closeTerminal(); w.ends(0) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := ready(t)
			w := open(t, opening{args: []string{"--data", folder, "--worker", worker}}).sees("Passphrase")
			w.press(words, "\r")
			w.sees("Find a person")
			w.pause()
			c.end(w)
			if got := backups(t, folder); got != c.want {
				t.Errorf("%d backups were made, want %d", got, c.want)
			}
		})
	}
}
