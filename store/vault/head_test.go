package vault_test

import (
	"os"
	"path/filepath"
	"testing"

	"alongside/store/vault"
)

func head(n int) vault.Head {
	return vault.Head{Sequence: uint64(n), Digest: checksum([]byte{byte(n), byte(n >> 8)}), Keys: uint64(n % 7)}
}

func TestHeadsFollowEachOther(t *testing.T) {
	key := vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "head")
	_, err := vault.ReadHead(path, key)
	wantCode(t, err, vault.CodeNoHead)
	for _, n := range []int{1, 2, 3, 300, 0, 299} { // also back, as after a backup was brought back
		must(t, vault.WriteHead(path, key, head(n), n%2 == 0))
		got, err := vault.ReadHead(path, key)
		if err != nil || got != head(n) {
			t.Fatalf("read %+v, %v; wrote %+v", got, err, head(n))
		}
	}
}

// Whatever a crash does to the head that is being written, the one before it is there.
func TestTornHead(t *testing.T) {
	key := vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "head")
	for n := range 20 {
		var was []byte
		if n > 0 {
			was = read(t, path)
		}
		must(t, vault.WriteHead(path, key, head(n), false))
		now := read(t, path)
		if n == 0 {
			continue
		}
		for i := range now {
			if i >= len(was) || was[i] != now[i] {
				now[i] ^= 0xff
			}
		}
		torn := filepath.Join(t.TempDir(), "head")
		write(t, torn, now)
		got, err := vault.ReadHead(torn, key)
		if err != nil || got != head(n-1) {
			t.Fatalf("after head %d was torn there is %+v, %v", n, got, err)
		}
	}
}

func TestFlippedBitsInTheHead(t *testing.T) {
	key := vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "head")
	must(t, vault.WriteHead(path, key, head(1), false))
	must(t, vault.WriteHead(path, key, head(2), true))
	good := read(t, path)
	for i := range good {
		if i >= 76 && i < 512 {
			continue // nothing is between the two places
		}
		for bit := range 8 {
			b := append([]byte(nil), good...)
			b[i] ^= 1 << bit
			write(t, path, b)
			got, err := vault.ReadHead(path, key)
			if err != nil || got != head(1) && got != head(2) {
				t.Fatalf("byte %d: %+v, %v", i, got, err)
			}
		}
	}
}

func TestHeadRefuses(t *testing.T) {
	key, other, dropped := vault.NewDataKey(), vault.NewDataKey(), vault.NewDataKey()
	dropped.Drop()
	path := filepath.Join(t.TempDir(), "head")
	wantCode(t, vault.WriteHead(path, dropped, head(1), true), vault.CodeLocked)
	must(t, vault.WriteHead(path, key, head(1), true))
	_, err := vault.ReadHead(path, other)
	wantCode(t, err, vault.CodeHeadDamaged)
	_, err = vault.ReadHead(path, dropped)
	wantCode(t, err, vault.CodeLocked)
	must(t, os.Truncate(path, 0))
	_, err = vault.ReadHead(path, key)
	wantCode(t, err, vault.CodeHeadDamaged)
	if _, err := vault.ReadHead(t.TempDir(), key); err == nil {
		t.Error("a folder was read as a head")
	}
	if err := vault.WriteHead(t.TempDir(), key, head(1), false); err == nil {
		t.Error("a head was written over a folder")
	}
}

// During a renewal the head is under the one key and then under the other.
func TestHeadUnderTwoKeys(t *testing.T) {
	older, newer := vault.NewDataKey(), vault.NewDataKey()
	path := filepath.Join(t.TempDir(), "head")
	for n := range 5 {
		must(t, vault.WriteHead(path, older, head(n), false))
	}
	if got, err := vault.ReadHead(path, newer, older); err != nil || got != head(4) {
		t.Fatalf("before: %+v, %v", got, err)
	}
	must(t, vault.WriteHead(path, newer, head(5), true))
	if got, err := vault.ReadHead(path, newer, older); err != nil || got != head(5) {
		t.Fatalf("after: %+v, %v", got, err)
	}
}
