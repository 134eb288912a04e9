package vault_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog/trial"
	"alongside/store/vault"
)

// event is something that happened to the disk, or a commit that was acknowledged.
type event struct {
	vault.Op
	acknowledged int // with Kind "ack": how many commits by then
}

// TestPowerCut notes every write, truncation and flush, and then makes the files as a
// power cut at some moment could leave them: what was flushed, and of what was written
// since any part, each write whole, torn at 512 bytes, or not at all. Every commit
// that was acknowledged has to be there, and nothing may be refused.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	key := vault.NewDataKey()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	must(t, open(t, path, vault.Options{Access: vault.Create, Key: key}).Close())
	start := read(t, path)
	tr := trial.Start(t, "vault/power-cuts")
	events := busy(t, path, key, tr.Rand(1))
	r := tr.Rand(2)
	unfinished := 0
	for i := range times(600) {
		cut := r.IntN(len(events))
		files, acknowledged := afterPowerCut(start, events[:cut], r)
		image := filepath.Join(dir, fmt.Sprint("image", i))
		must(t, os.Mkdir(image, 0o700))
		for name, b := range files {
			write(t, filepath.Join(image, name), b)
			if name == "a.db-wal" && len(b) > 0 {
				unfinished++
			}
		}
		n, err := countBelow(t, filepath.Join(image, "a.db"), key, acknowledged)
		at := events[max(0, cut-1)]
		if err != nil {
			tr.Wrong("image %d, cut after event %d (%s %s): %v", i, cut, at.Kind, at.Name, err)
		} else if n < acknowledged {
			tr.Lost("image %d, cut after event %d (%s %s): %d commits of %d", i, cut, at.Kind, at.Name, n, acknowledged)
		}
		tr.Done(1)
		must(t, os.RemoveAll(image))
	}
	tr.Note("with-a-log", unfinished)
}

// busy works with a file, now and then in transactions that spill, that go back, and
// that are begun again, and returns what happened to the disk.
func busy(t *testing.T, path string, key *vault.DataKey, r *rand.Rand) []event {
	t.Helper()
	var events []event
	o := vault.Watched(vault.Options{Key: key}, func(op vault.Op) int32 {
		if op.Kind != "read" && op.Kind != "size" {
			events = append(events, event{Op: op})
		}
		return 0
	})
	db := open(t, path, o)
	run(t, db, `pragma cache_size=20`)
	run(t, db, `pragma wal_autocheckpoint=30`)
	run(t, db, `create table t(a integer primary key, b blob)`)
	for i := range 150 {
		if i%11 == 0 { // leaves frames behind that nobody committed
			run(t, db, `begin; update t set b=randomblob(length(b)+1); rollback`)
		}
		run(t, db, `begin`)
		run(t, db, `insert into t values(?,zeroblob(?))`, i, r.IntN(6000))
		if i%7 == 0 {
			run(t, db, `update t set b=zeroblob(length(b)+1)`)
		}
		run(t, db, `commit`)
		events = append(events, event{Op: vault.Op{Kind: "ack"}, acknowledged: i + 1})
	}
	must(t, db.Close())
	return events
}

// afterPowerCut returns the files as they may be after some events, and how many
// commits were acknowledged.
func afterPowerCut(start []byte, events []event, r *rand.Rand) (map[string][]byte, int) {
	files := map[string][]byte{"a.db": bytes.Clone(start)}
	pending := map[string][]vault.Op{}
	acknowledged := 0
	for _, e := range events {
		switch e.Kind {
		case "ack":
			acknowledged = e.acknowledged
		case "sync":
			for _, op := range pending[e.Name] {
				files[e.Name] = applied(files[e.Name], op, nil)
			}
			delete(pending, e.Name)
		default:
			pending[e.Name] = append(pending[e.Name], e.Op)
		}
	}
	for _, name := range []string{"a.db", "a.db-wal"} {
		fate := r.IntN(3) // 0: any of them, any torn; 1: the last torn; 2: none of them
		for i, op := range pending[name] {
			switch {
			case fate == 0 && r.IntN(2) == 0, fate == 2:
			case fate == 0 && r.IntN(2) == 0, fate == 1 && i == len(pending[name])-1:
				files[name] = applied(files[name], op, r)
			default:
				files[name] = applied(files[name], op, nil)
			}
		}
	}
	return files, acknowledged
}

// applied returns a file after an operation, of which r, unless nil, leaves out some
// sectors.
func applied(file []byte, op vault.Op, r *rand.Rand) []byte {
	const sector = 512
	grow := func(to int64) {
		if more := to - int64(len(file)); more > 0 {
			file = append(file, make([]byte, more)...)
		}
	}
	if op.Kind == "truncate" {
		grow(op.Off)
		return file[:op.Off]
	}
	for at := int64(0); at < int64(len(op.Data)); {
		end := min(int64(len(op.Data)), at+sector-(op.Off+at)%sector)
		if r == nil || r.IntN(2) == 0 {
			grow(op.Off + end)
			copy(file[op.Off+at:], op.Data[at:end])
		}
		at = end
	}
	return file
}

// countBelow opens a file, looks through it, and counts the rows below a number.
func countBelow(t *testing.T, path string, key *vault.DataKey, below int) (n int, err error) {
	t.Helper()
	db, err := try(t, path, vault.Unflushed(vault.Options{Key: key}))
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	err = db.QueryRow(`select count(*) from t where a<?`, below).Scan(&n)
	if err != nil && below == 0 && strings.Contains(err.Error(), "no such table") {
		err = nil
	}
	if err != nil {
		return 0, err
	}
	return n, check(db)
}

func check(db *sql.DB) error {
	var s string
	if err := db.QueryRow(`pragma integrity_check`).Scan(&s); err != nil {
		return err
	}
	if s != "ok" {
		return fmt.Errorf("integrity check: %s", s)
	}
	return nil
}
