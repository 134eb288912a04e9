//go:build linux

package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
)

// Whatever the size of a disk that fills up, a sealed record on it is refused or made
// whole, holds all that was acknowledged, can be read and opened while there is no
// room, and goes on when there is.
func TestDisksOfEverySizeFillUp(t *testing.T) {
	dir, ok := mounted(t, "64k")
	if !ok {
		t.Skip("SKIPPED: no disk of a given size can be made here, which takes root")
	}
	ring := newKeyring(t)
	tr := trial.Start(t, "store/full-disks sealed")
	made := 0
	for size := 64 << 10; size <= 2<<20; size += trial.Times(96<<10, 4<<10) {
		remount(t, dir, fmt.Sprint(size))
		record := filepath.Join(dir, "record")
		ok, err := fillsUp(t, store.Options{Dir: record, Demo: true, Create: true, Key: ring.key}, func() { remount(t, dir, "16m") })
		if err != nil {
			tr.Wrong("with %d bytes: %v", size, err)
		}
		if ok {
			made++
		}
		tr.Done(1)
		if err := os.RemoveAll(record); err != nil {
			t.Fatal(err)
		}
	}
	tr.Note("made", made)
}

func remount(t *testing.T, dir, size string) {
	t.Helper()
	if err := unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size="+size); err != nil {
		t.Fatal(err)
	}
}

// fillsUp works with a record until there is no room, and goes on once there is. It
// returns false where there was no room to make one.
func fillsUp(t *testing.T, o store.Options, makeRoom func()) (made bool, err error) {
	s, err := store.Open(ctx, o)
	if err != nil {
		if dialog.ErrorCode(err) != dialog.Full {
			return false, err
		}
		if _, err := os.Stat(store.FilePath(o.Dir)); err == nil {
			return false, fmt.Errorf("half a record was left: %s", listed(o.Dir))
		}
		makeRoom()
		if s, err = store.Open(ctx, o); err != nil {
			return false, fmt.Errorf("with room again: %w", err)
		}
		return false, s.Close()
	}
	defer func() { _ = s.Close() }()
	p, a := s.NewID(), s.NewID()
	acked := int64(0)
	if _, err = s.Append(ctx, personNamed(p, "Smith", "Jane"), start(p, a)); err == nil {
		acked = 2
		var n int
		n, err = fillUp(s, p, a, 0)
		acked += int64(n)
	}
	if dialog.ErrorCode(err) != dialog.Full {
		return true, fmt.Errorf("the disk is full, and it says %w", err)
	}
	if err := holds(s, acked); err != nil {
		return true, fmt.Errorf("while it is full: %w", err)
	}
	_ = s.Close() // what is in the log cannot be folded in
	if s, err = store.Open(ctx, o); err != nil {
		return true, fmt.Errorf("opening while it is full: %w", err)
	}
	err = holds(s, acked)
	_ = s.Close()
	if err != nil {
		return true, fmt.Errorf("opened while it is full: %w", err)
	}
	makeRoom()
	if s, err = store.Open(ctx, o); err != nil {
		return true, fmt.Errorf("with room again: %w", err)
	}
	if _, err := s.Append(ctx, personNamed(s.NewID(), "Jones", "Ed")); err != nil {
		return true, fmt.Errorf("with room again: %w", err)
	}
	if err := holds(s, acked+1); err != nil {
		return true, fmt.Errorf("with room again: %w", err)
	}
	return true, s.Close()
}

// holds says whether a record is sound and has so many entries.
func holds(s *store.Store, entries int64) error {
	r, err := s.Check(ctx)
	if err == nil && r.Head.Seq != entries {
		err = fmt.Errorf("it holds %d entries, %d were acknowledged", r.Head.Seq, entries)
	}
	return err
}

// A limit on the size of files, which is how a quota refuses, comes to the same at
// any size, for a sealed record in a process that dies of nothing else.
func TestFilesOfEverySizeAreLimited(t *testing.T) {
	ring := newKeyring(t)
	tr := trial.Start(t, "store/limited-files sealed")
	for limit := 280_000; limit < 900_000; limit += trial.Times(150_000, 8_000) {
		dir := filepath.Join(t.TempDir(), "record")
		s := openWith(t, store.Options{Dir: dir, Demo: true, Create: true, Key: ring.key})
		p, a := s.NewID(), s.NewID()
		add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
		closed(t, s)
		lines := run(t, child("writer", dir, append(ring.env, fmt.Sprint("ALONGSIDE_TEST_LIMIT=", limit),
			"ALONGSIDE_TEST_PERSON="+p.String(), "ALONGSIDE_TEST_ASSESSMENT="+a.String())...))
		if last := lines[len(lines)-1]; last != string(dialog.Full) || len(lines) < 2 {
			tr.Wrong("limited to %d: after %d answers it ended with %q", limit, len(lines)-1, last)
		}
		s = openWith(t, store.Options{Dir: dir, Demo: true, Key: ring.key})
		if err := holds(s, int64(2+len(lines)-1)); err != nil {
			tr.Wrong("limited to %d: %v", limit, err)
		}
		held(t, s, p, len(lines)-1)
		closed(t, s)
		tr.Done(1)
	}
}
