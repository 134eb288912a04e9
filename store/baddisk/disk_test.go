//go:build unix

package baddisk_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"alongside/store/baddisk"
)

// work makes, writes, reads, flushes, renames and takes away a file, and returns the
// first thing that failed.
func work(dir string) error {
	part, path := filepath.Join(dir, "part"), filepath.Join(dir, "file")
	f, err := os.Create(part)
	if err != nil {
		return err
	}
	_, write := f.WriteAt(make([]byte, 1024), 10)
	truncate, sync := f.Truncate(600), f.Sync()
	_, read := f.ReadAt(make([]byte, 10), 0)
	if err := errors.Join(write, truncate, sync, read, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	_, list := folder.Readdirnames(-1)
	return errors.Join(list, folder.Sync(), folder.Close(), os.Remove(path))
}

func TestADiskFailsWhenToldTo(t *testing.T) {
	d := baddisk.Mount(t)
	if err := work(d.Dir()); err != nil {
		t.Fatalf("a sound disk: %v", err)
	}
	for _, errno := range []syscall.Errno{syscall.EIO, syscall.ENOSPC, syscall.EROFS} {
		for _, lasting := range []bool{false, true} {
			f := baddisk.Fault{Err: errno, Lasting: lasting}
			_ = os.Remove(filepath.Join(d.Dir(), "part"))
			d.FailAt(0, f)
			if err := work(d.Dir()); err != nil {
				t.Fatal(err)
			}
			n := d.Count(f)
			if n < 4 {
				t.Errorf("%s can hit %d times", f, n)
			}
			for i := range n {
				_ = os.Remove(filepath.Join(d.Dir(), "part"))
				d.FailAt(i+1, f)
				err := work(d.Dir())
				failed := d.Heal()
				if len(failed) == 1 && failed[0].Kind == baddisk.Stat && err == nil {
					continue // some look whether a file is there and do not mind
				}
				if !errors.Is(err, errno) || len(failed) == 0 || len(failed) > 1 && !lasting {
					t.Errorf("%s at %d: %v, after %v", f, i+1, err, failed)
				}
			}
		}
	}
}

func TestHalfAWrite(t *testing.T) {
	d := baddisk.Mount(t)
	d.FailAt(1, baddisk.Fault{Err: syscall.ENOSPC, Torn: true})
	path := filepath.Join(d.Dir(), "x")
	if err := os.WriteFile(path, []byte("12345678"), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	d.Heal()
	if b, err := os.ReadFile(path); string(b) != "1234" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
}

// The history gives back what is there when all of it was flushed.
func TestTheHistoryIsWhole(t *testing.T) {
	d := baddisk.Mount(t)
	d.Record()
	dir := filepath.Join(d.Dir(), "folder")
	if err := errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(filepath.Join(dir, "part"), []byte("hello"), 0o600),
		os.Rename(filepath.Join(dir, "part"), filepath.Join(dir, "whole")), os.Truncate(filepath.Join(dir, "whole"), 4)); err != nil {
		t.Fatal(err)
	}
	d.Mark(7)
	for _, path := range []string{filepath.Join(dir, "whole"), dir, d.Dir()} {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	ops := d.Recorded()
	image := baddisk.AfterPowerCut(ops, rand.New(rand.NewPCG(1, 1)))
	if got := string(image.Files["folder/whole"]); got != "hell" || len(image.Files) != 1 || len(image.Folders) != 1 {
		t.Errorf("%v %v after\n%v", image.Files, image.Folders, ops)
	}
	to := t.TempDir()
	if err := image.WriteTo(to); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(to, "folder", "whole")); string(b) != "hell" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
}
