//go:build linux

package backup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/backup"
)

// mounted makes a small file system in memory, where that is allowed.
func mounted(t *testing.T, size string) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Logf("no file system can be mounted here (%v), so no disk can be filled", err)
		return "", false
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return dir, true
}

func resize(t *testing.T, dir, size string) {
	t.Helper()
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size="+size); err != nil {
		t.Fatal(err)
	}
}

// A drive that is full takes no part of a backup, keeps the earlier ones, and takes
// one again when there is room.
func TestADriveThatIsFull(t *testing.T) {
	drive, ok := mounted(t, "16m")
	if !ok {
		return
	}
	s, _ := opened(t)
	o := options(drive)
	first := made(t, s, o)
	info, err := os.Stat(first.Path)
	if err != nil {
		t.Fatal(err)
	}
	one := info.Size() + 4096 // with its manifest
	full := 0
	for size := one; size < 3*one; size += 8192 {
		resize(t, drive, fmt.Sprint(size))
		if _, err := backup.Make(ctx, s, o); err != nil {
			full++
			wantCode(t, err, dialog.Full)
			if m := dialog.ErrorMessage(err); !strings.Contains(m, "earlier ones are as they were") {
				t.Errorf("it says %q", m)
			}
		}
		all := listed(t, o.Dir)
		if got := names(t, o.Dir); len(got) != 2*len(all) {
			t.Fatalf("with %d bytes the folder holds %v", size, got)
		}
		for _, b := range all {
			sound(t, b)
			if b.Path != first.Path {
				removed(t, b)
			}
		}
	}
	if full == 0 {
		t.Error("the drive was never full")
	}
	resize(t, drive, "16m")
	sound(t, made(t, s, o))
}

func removed(t *testing.T, b backup.Backup) {
	t.Helper()
	for _, path := range []string{b.Path, strings.TrimSuffix(b.Path, ".db") + ".json"} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// A full disk does not keep the record from being closed.
func TestClosingOnAFullDisk(t *testing.T) {
	drive, ok := mounted(t, "64k")
	if !ok {
		return
	}
	s, dir := opened(t)
	o := usual(drive, noon)
	out := closing(t, s, o)
	if dialog.ErrorCode(out.Problem) != dialog.Full || out.Made != nil || out.Waiting {
		t.Errorf("%+v", out)
	}
	if got := names(t, o.Dir); len(got) != 0 {
		t.Errorf("the folder holds %v", got)
	}
	checked(t, dir)
}

// A restore for which there is no room changes nothing, and succeeds when there is.
func TestRestoreOnAFullDisk(t *testing.T) {
	disk, ok := mounted(t, "16m")
	if !ok {
		return
	}
	s, elsewhere := opened(t)
	o := options(t.TempDir())
	b := made(t, s, o)
	visit(t, s, s.NewID(), 7)
	was := contents(t, s)
	closed(t, s)
	dir := filepath.Join(disk, "record")
	if err := os.CopyFS(dir, os.DirFS(elsewhere)); err != nil {
		t.Fatal(err)
	}
	left := names(t, dir)
	info, err := os.Stat(store.FilePath(dir))
	if err != nil {
		t.Fatal(err)
	}
	full := 0
	for size := info.Size() + 16384; size < 6*info.Size(); size += 16384 {
		resize(t, disk, fmt.Sprint(size))
		p, err := backup.Prepare(ctx, b.Path, target(dir))
		if err == nil {
			_, err = p.Restore(ctx)
		}
		if err == nil {
			break
		}
		full++
		wantCode(t, err, dialog.Full)
		if m := dialog.ErrorMessage(err); !strings.Contains(m, "Nothing was changed") && !strings.Contains(m, "Make some room") {
			t.Errorf("it says %q", m)
		}
		if got := names(t, dir); !slices.Equal(got, left) {
			t.Fatalf("with %d bytes the folder holds %v, held %v", size, got, left)
		}
		resize(t, disk, "16m")
		if got := checked(t, dir); got != was {
			t.Fatalf("with %d bytes the record holds %+v, held %+v", size, got, was)
		}
	}
	if full < 3 {
		t.Errorf("the disk was full %d times", full)
	}
	t.Logf("the disk was full %d times", full)
	if got := checked(t, dir); got.Head.Seq != was.Head.Seq-visitEntries {
		t.Errorf("it holds %+v", got)
	}
}
