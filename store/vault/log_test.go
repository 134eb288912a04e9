package vault_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"alongside/store/vault"
)

// TestDamagedLog damages a log of thirty commits in known ways. What a crash could have
// done opens, without what was cut off; what was damaged after it was flushed does not,
// and is left as it is.
func TestDamagedLog(t *testing.T) {
	t.Parallel()
	key := vault.NewDataKey()
	path := unfinished(t, key)
	good := read(t, path+"-wal")
	frames := (len(good) - vault.WALHeader) / vault.FrameSize
	frame := func(b []byte, i int) []byte {
		at := vault.WALHeader + i*vault.FrameSize
		return b[at : at+vault.FrameSize]
	}
	for _, c := range []struct {
		name   string
		damage func(b []byte) []byte
		rows   string     // what is left
		code   vault.Code // or how it is refused
	}{
		{"nothing", func(b []byte) []byte { return b }, "230", ""},
		{"gone", func([]byte) []byte { return nil }, "200", ""},
		{"cut within its header", func(b []byte) []byte { return b[:20] }, "200", ""},
		{"cut after its header", func(b []byte) []byte { return b[:vault.WALHeader] }, "200", ""},
		{"cut within the last frame", func(b []byte) []byte { return b[:len(b)-1] }, "229", ""},
		{"the last frame torn", func(b []byte) []byte { clear(frame(b, frames-1)[512:1024]); return b }, "229", ""},
		{"the last frame lost", func(b []byte) []byte { clear(frame(b, frames-1)); return b }, "229", ""},
		{"a header of zeros", func(b []byte) []byte { clear(b[:vault.WALHeader]); return b }, "", vault.CodeLogDamaged},
		{"a bit of the header's salts", func(b []byte) []byte { b[17] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"a bit of the first page", func(b []byte) []byte { frame(b, 0)[100] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"a bit of a page in the middle", func(b []byte) []byte { frame(b, frames/2)[100] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"a bit of a header in the middle", func(b []byte) []byte { frame(b, frames/2)[12] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"a bit of a page number in the middle", func(b []byte) []byte { frame(b, frames/2)[3] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"a frame in the middle lost", func(b []byte) []byte { clear(frame(b, frames/2)); return b }, "", vault.CodeLogDamaged},
		{"two frames in the middle exchanged", func(b []byte) []byte {
			one, two := frame(b, frames/2), frame(b, frames/2+1)
			kept := bytes.Clone(one)
			copy(one, two)
			copy(two, kept)
			return b
		}, "", vault.CodeLogDamaged},
		{"a page of the last transaction but one", func(b []byte) []byte { frame(b, frames-2)[100] ^= 4; return b }, "", vault.CodeLogDamaged},
		{"frames of zeros after it", func(b []byte) []byte { return append(b, make([]byte, 3*vault.FrameSize)...) }, "230", ""},
		{"frames of its own after it", func(b []byte) []byte { return append(b, b[vault.WALHeader:]...) }, "230", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := filepath.Join(t.TempDir(), "a.db")
			copyTo(t, path, p)
			b := c.damage(bytes.Clone(good))
			write(t, p+"-wal", b)
			db, err := try(t, p, vault.Options{Key: key})
			if c.code != "" {
				wantCode(t, err, c.code)
				if !bytes.Equal(read(t, p+"-wal"), b) {
					t.Error("the log was changed")
				}
				return
			}
			must(t, err)
			if got := text(t, db, `select count(*) from t`); got != c.rows {
				t.Errorf("%s rows, want %s", got, c.rows)
			}
		})
	}
}

// What a transaction left in the log that was not committed, and what an older log left
// behind a newer one, is no damage.
func TestLeftoversInTheLog(t *testing.T) {
	key := vault.NewDataKey()
	path := filled(t, key, 300)
	db := open(t, path, vault.Unflushed(vault.Options{Key: key}))
	run(t, db, `pragma cache_size=5`)
	run(t, db, `pragma wal_autocheckpoint=0`)
	opens := func(want string) {
		t.Helper()
		p := withCopy(t, path)
		copied := open(t, p, vault.Options{Key: key})
		if got := text(t, copied, `select count(*)||' '||max(length(b)) from t`); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		must(t, copied.Close())
	}
	want := text(t, db, `select count(*)||' '||max(length(b)) from t`)
	for range 3 {
		run(t, db, `begin; update t set b=b||zeroblob(900); rollback`)
		opens(want)
		run(t, db, `update t set b=b where a<3`)
		opens(want)
	}
	size := int64(len(read(t, path+"-wal")))
	run(t, db, `pragma wal_checkpoint(restart)`) // the next commit begins the log anew
	run(t, db, `update t set b=b where a<3`)
	if now, err := os.Stat(path + "-wal"); err != nil || now.Size() < size {
		t.Fatalf("the log was cut to %v, so that nothing older is in it", now)
	}
	opens(want)
	run(t, db, `update t set b=b where a<3`)
	opens(want)
}
