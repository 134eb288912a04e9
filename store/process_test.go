package store_test

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/store"
)

func init() { children["holder"] = holdRecord }

// holdRecord opens a record, says what came of it, and holds it until its input
// ends.
func holdRecord() error {
	s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true})
	fmt.Println("code", dialog.ErrorCode(err))
	if err == nil {
		_, _ = io.Copy(io.Discard, os.Stdin)
		return s.Close()
	}
	return nil
}

// holder starts a process that opens a record and returns the code it got. It
// holds the record until let go.
func holder(t *testing.T, dir string) (code dialog.Code, pid int, letGo func()) {
	t.Helper()
	c := child("holder", dir)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	done := false
	letGo = func() {
		if !done {
			done = true
			_ = in.Close()
			_ = c.Wait()
		}
	}
	t.Cleanup(letGo)
	return dialog.Code(strings.TrimSpace(strings.TrimPrefix(line, "code"))), c.Process.Pid, letGo
}

func TestASecondProcessIsToldWhoHoldsTheRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	person := filled(t, dir)
	code, pid, letGo := holder(t, dir)
	if code != "" {
		t.Fatalf("the first process got %q", code)
	}
	for _, readOnly := range []bool{false, true} {
		_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true, Create: true, ReadOnly: readOnly})
		wantCode(t, err, dialog.Busy)
		if msg := dialog.ErrorMessage(err); !strings.Contains(msg, fmt.Sprintf("process %d ", pid)) || !strings.Contains(msg, "since ") {
			t.Errorf("the message does not say who: %q", msg)
		}
	}
	letGo()
	s := openWith(t, store.Options{Dir: dir, Demo: true})
	if _, err := s.Record(ctx, person); err != nil {
		t.Error(err)
	}
}

func TestTheSameProcessCannotOpenTwice(t *testing.T) {
	s, dir := opened(t)
	_, err := store.Open(ctx, store.Options{Dir: dir, Demo: true})
	wantCode(t, err, dialog.Busy)
	add(t, s, personNamed(s.NewID(), "Smith", "Jane")) // and the first is none the worse
}

func TestWhatADeadHolderLeftIsHarmless(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	filled(t, dir)
	for _, left := range []string{`{"process":1,"computer":"x","since":"2020-01-01T00:00:00Z"}`, "\x00\xff garbage", strings.Repeat("x", 100000)} {
		write(t, filepath.Join(dir, store.LockName), []byte(left))
		s := openWith(t, store.Options{Dir: dir, Demo: true})
		closed(t, s)
	}
}

func TestOfManyProcessesOneGetsTheRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	filled(t, dir)
	got := map[dialog.Code]int{}
	codes := make(chan dialog.Code)
	const processes = 6
	for range processes {
		go func() {
			code, _, _ := holder(t, dir)
			codes <- code
		}()
	}
	for range processes {
		got[<-codes]++
	}
	if got[""] != 1 || got[dialog.Busy] != processes-1 {
		t.Errorf("codes and how many got them: %v", got)
	}
}

// A program that knows nothing of the lock file is kept out by SQLite's own lock,
// and kept out of it in turn.
func TestAnotherProgramHoldsTheFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	filled(t, dir)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, store.FileName)+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(ctx, store.Options{Dir: dir, Demo: true})
	wantCode(t, err, dialog.Busy)
	_ = tx.Rollback()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := openWith(t, store.Options{Dir: dir, Demo: true})
	add(t, s, personNamed(s.NewID(), "Smith", "Jane"))
}
