package vault_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"alongside/dialog/trial"
	"alongside/store/vault"
)

// The tests in this file start a process that works with a record and says so line by
// line, and end it at some moment as a flat battery would, less the power: what was
// handed to the system stays.

// child is what such a process does in a folder.
func child(do, dir string) {
	f := folderAt(dir)
	switch do {
	case "commits":
		childCommits(f)
	case "passphrases":
		childPassphrases(f)
	case "renewals":
		childRenewals(f)
	}
}

// done says that something is done, and what.
func done(what ...any) { _, _ = fmt.Fprintln(os.Stdout, what...) }

func orPanic(err error) {
	if err != nil {
		panic(err)
	}
}

// childCommits adds rows, and says the number of each once it is committed.
func childCommits(f folder) {
	_, db, _, err := f.resume("amina", aminas)
	orPanic(err)
	_, err = db.Exec(`pragma wal_autocheckpoint=40`)
	orPanic(err)
	for {
		n := nextRow(db)
		_, err := db.Exec(`insert into t values(?,?)`, n, row(n))
		orPanic(err)
		done(n)
	}
}

// childPassphrases changes amina's passphrase to and fro.
func childPassphrases(f folder) {
	k, now, err := eitherPassphrase(f.keys)
	orPanic(err)
	for {
		orPanic(k.ChangePassphrase("amina", secondPassphrases[now], secondPassphrases[1-now]))
		now = 1 - now
		done(now)
	}
}

// nextRow is the number of the next row.
func nextRow(db *sql.DB) (n int) {
	orPanic(db.QueryRow(`select max(a)+1 from t`).Scan(&n))
	return n
}

var secondPassphrases = []string{aminas, "amina's second passphrase"}

// eitherPassphrase opens a key file with whichever passphrase does.
func eitherPassphrase(path string) (k *vault.Keys, which int, err error) {
	for which = range secondPassphrases {
		if k, err = vault.Unlock(path, "amina", secondPassphrases[which]); err == nil {
			return k, which, nil
		}
	}
	return nil, 0, err
}

// childRenewals adds a row, says its number, and gives the record another key, on and on.
func childRenewals(f folder) {
	k, db, _, err := f.resume("amina", aminas)
	orPanic(err)
	for {
		n := nextRow(db)
		_, err := db.Exec(`insert into t values(?,?)`, n, row(n))
		orPanic(err)
		orPanic(vault.WriteHead(f.head, k.Held()[0], head(n), false))
		if done(n); n%5 > 0 {
			continue
		}
		orPanic(renewal{folder: f}.run(k, db, head(n)))
		db, err = vault.Open(context.Background(), f.record, vault.Options{Key: k.Held()[0]})
		orPanic(err)
	}
}

// killed runs a child until some moment after its first line, and returns the number in
// the last line that it finished, or -1.
func killed(t *testing.T, do, dir string, r *rand.Rand) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir)
	cmd.Env = append(os.Environ(), childEnv+"="+do)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the child ended by itself: %v, %v", err, cmd.Wait())
	}
	go func() {
		time.Sleep(time.Duration(r.IntN(12_000)) * time.Microsecond)
		_ = cmd.Process.Kill()
	}()
	rest, err := io.ReadAll(lines)
	must(t, err)
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child was not killed: %v", err)
	}
	return lastNumber(first + string(rest))
}

// lastNumber returns the number in the last whole line.
func lastNumber(s string) int {
	last := -1
	for at, i := 0, 0; i < len(s); i++ {
		if s[i] == '\n' {
			if n, err := strconv.Atoi(s[at:i]); err == nil {
				last = n
			}
			at = i + 1
		}
	}
	return last
}

func TestKilledWhileCommitting(t *testing.T) {
	t.Parallel()
	f, _ := made(t, 10)
	tr := trial.Start(t, "vault/kills-committing")
	r := tr.Rand(0)
	acknowledged := 0
	for range times(40) {
		tr.Done(1)
		last := killed(t, "commits", filepath.Dir(f.record), r)
		acknowledged = max(acknowledged, last)
		// What is left is looked at in a copy, so that the next child finds it as it is.
		copied := folderAt(t.TempDir())
		copyTo(t, f.record, copied.record)
		write(t, copied.keys, read(t, f.keys))
		write(t, copied.head, read(t, f.head))
		k, db, _, err := copied.resume("amina", aminas)
		must(t, err)
		if got := nextRow(db) - 1; got < acknowledged {
			t.Fatalf("commit %d was acknowledged, and %d is the last", acknowledged, got)
		}
		sound(t, db)
		must(t, db.Close())
		k.Drop()
	}
	tr.Note("acknowledged", acknowledged)
}

func TestKilledWhileChangingThePassphrase(t *testing.T) {
	t.Parallel()
	f, _ := made(t, 1)
	tr := trial.Start(t, "vault/kills-changing-passphrase")
	r := tr.Rand(0)
	seen, unsaid := [2]int{}, 0
	for range times(30) {
		tr.Done(1)
		last := killed(t, "passphrases", filepath.Dir(f.record), r)
		k, which, err := eitherPassphrase(f.keys)
		if err != nil {
			t.Fatalf("neither passphrase opens the key file: %v", err)
		}
		if _, err := k.KeyFor(f.record); err != nil {
			t.Fatal(err)
		}
		if seen[which]++; last != which {
			unsaid++ // killed between the change and its being said
		}
	}
	t.Logf("%d kills: the passphrases opened it %v times, %d times before it was said", times(30), seen, unsaid)
}

func TestKilledWhileRenewing(t *testing.T) {
	t.Parallel()
	f, recovery := made(t, 10)
	tr := trial.Start(t, "vault/kills-renewing")
	r := tr.Rand(0)
	acknowledged, resumed := 0, 0
	for range times(40) {
		tr.Done(1)
		acknowledged = max(acknowledged, killed(t, "renewals", filepath.Dir(f.record), r))
		k, err := vault.UnlockWithRecovery(f.keys, recovery)
		must(t, err)
		if k.Renewing() {
			resumed++
		}
		k, db, h, err := f.resume("amina", aminas)
		must(t, err)
		got := nextRow(db) - 1
		if got < acknowledged || int(h.Sequence) > got || int(h.Sequence) < acknowledged-1 {
			t.Fatalf("row %d was acknowledged; %d is the last, and the head says %d", acknowledged, got, h.Sequence)
		}
		sound(t, db)
		must(t, db.Close())
		k.Drop()
	}
	t.Logf("%d kills, %d in the middle of a renewal, revision and rows kept up to %d", times(40), resumed, acknowledged)
	if resumed == 0 {
		t.Error("no kill came in the middle of a renewal, so that nothing was tested")
	}
}
