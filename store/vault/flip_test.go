package vault_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"alongside/dialog/trial"
	"alongside/store/vault"
)

func checksum(b []byte) [32]byte { return sha256.Sum256(b) }

// contents reads every row of a filled file, in order.
func contents(t testing.TB, path string, o vault.Options) (string, error) {
	t.Helper()
	db, err := try(t, path, o)
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	return rowsOf(db)
}

func rowsOf(db *sql.DB) (string, error) {
	rows, err := db.Query(`select a, b from t order by a`)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }()
	var all strings.Builder
	for rows.Next() {
		var a int
		var b string
		if err := rows.Scan(&a, &b); err != nil {
			return "", err
		}
		fmt.Fprintln(&all, a, b)
	}
	return all.String(), rows.Err()
}

// verdicts counts what became of damaged copies.
type verdicts struct{ refused, harmless, cutShort, wrong int }

// TestFlippedBits flips one bit of the file, or of its log, and reads everything.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	key := vault.NewDataKey()
	t.Run("in the file", func(t *testing.T) {
		v := flip(t, key, filled(t, key, 230), "", trial.Start(t, "vault/flips file"), times(350))
		if v.harmless+v.cutShort+v.wrong > 0 {
			t.Errorf("not every flip was refused: %+v", v)
		}
	})
	t.Run("in the log", func(t *testing.T) {
		v := flip(t, key, unfinished(t, key), "-wal", trial.Start(t, "vault/flips log"), times(350))
		if v.wrong > 0 || v.harmless > times(4) || v.cutShort > times(30) {
			t.Errorf("flips went unnoticed: %+v", v)
		}
	})
}

// withCopy copies a file and its log to another folder and returns the path there.
func withCopy(t testing.TB, path string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	copyTo(t, path, to)
	return to
}

// flip flips one bit of a copy each time, in the file whose name ends so.
func flip(t *testing.T, key *vault.DataKey, path, suffix string, tr *trial.Trial, n int) verdicts {
	t.Helper()
	r := tr.Rand(0)
	want, err := contents(t, withCopy(t, path), vault.Unflushed(vault.Options{Key: key}))
	must(t, err)
	var v verdicts
	dir := t.TempDir()
	for i := range n {
		tr.Done(1)
		p := filepath.Join(dir, fmt.Sprint(i, ".db"))
		copyTo(t, path, p)
		b := read(t, p+suffix)
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		write(t, p+suffix, b)
		got, err := contents(t, p, vault.Unflushed(vault.Options{Key: key}))
		switch {
		case err != nil:
			v.refused++
		case got == want:
			v.harmless++
		case suffix != "" && cutShort(got, want):
			v.cutShort++
		default:
			v.wrong++
			tr.Wrong("flip %d is read as something else", i)
		}
	}
	tr.Note("refused", v.refused)
	tr.Note("harmless", v.harmless)
	tr.Note("cut-short", v.cutShort)
	return v
}

// cutShort says whether the last commit is missing, or the last two, and all else is
// there. Damage to the last transaction cannot be told from a crash; nor can a frame
// that is lost altogether, if nothing but the last transaction comes after it.
func cutShort(got, want string) bool {
	lines := strings.Count(want, "\n")
	return strings.HasPrefix(want, got) && strings.Count(got, "\n") >= lines-2
}

// TestSwappedPages puts one page in another's place, in the file and in the log.
func TestSwappedPages(t *testing.T) {
	t.Parallel()
	key := vault.NewDataKey()
	for _, c := range []struct {
		name, suffix    string
		start, size, of int
	}{
		{"in the file", "", 0, vault.PageSize, vault.PageSize},
		{"in the log", "-wal", vault.WALHeader + vault.FrameHeader, vault.PageSize, vault.FrameSize},
		{"in the log, with its header", "-wal", vault.WALHeader, vault.FrameSize, vault.FrameSize},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filled(t, key, 230)
			if c.suffix != "" {
				path = unfinished(t, key)
			}
			want, err := contents(t, withCopy(t, path), vault.Unflushed(vault.Options{Key: key}))
			must(t, err)
			b := read(t, path+c.suffix)
			tr := trial.Start(t, "vault/swaps "+map[bool]string{true: "file", false: "log"}[c.suffix == ""])
			r := tr.Rand(0)
			places := (len(b) - c.start) / c.of
			lost := 0
			for range times(70) {
				tr.Done(1)
				from, to := r.IntN(places), r.IntN(places-1)
				if to >= from {
					to++
				}
				p := filepath.Join(t.TempDir(), "a.db")
				copyTo(t, path, p)
				swapped := bytes.Clone(b)
				copy(swapped[c.start+to*c.of:], b[c.start+from*c.of:c.start+from*c.of+c.size])
				write(t, p+c.suffix, swapped)
				got, err := contents(t, p, vault.Unflushed(vault.Options{Key: key}))
				switch {
				case err != nil:
				case c.suffix != "" && cutShort(got, want):
					lost++
				default:
					t.Fatalf("page %d in the place of page %d was taken", from+1, to+1)
				}
			}
			if lost > times(14) {
				t.Errorf("%d swaps were taken for a crash", lost)
			}
		})
	}
}
