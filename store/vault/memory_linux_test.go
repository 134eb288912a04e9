package vault_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"alongside/store/vault"
)

// TestKeysLeaveTheMemory looks through all of the process's memory, in which the keys
// are found while a record is open and not once it is closed and the keys dropped.
func TestKeysLeaveTheMemory(t *testing.T) {
	dir := t.TempDir()
	f := folderAt(dir)
	k, _, err := vault.CreateKeys(f.keys, "amina", aminas)
	must(t, err)
	db := open(t, f.record, vault.Options{Access: vault.Create, Key: k.Held()[0]})
	run(t, db, `create table t(a); insert into t values(1)`)

	// What is looked for is kept otherwise, so as not to find itself.
	data, page := k.Held()[0].Secret()
	hidden := [][]byte{complement(data), complement(page)}
	clear(data)
	clear(page)
	if n := inMemory(t, hidden); n[0] == 0 || n[1] == 0 {
		t.Fatalf("while the record is open, the data key is found %d times and the page key %d times", n[0], n[1])
	}
	must(t, db.Close())
	k.Drop()
	if n := inMemory(t, hidden); n[0]+n[1] > 0 {
		t.Errorf("after locking, the data key is found %d times and the page key %d times", n[0], n[1])
	}
}

func TestCiphersCanBeOverwritten(t *testing.T) {
	if block, gcm := vault.CiphersAreFlat(); !block || !gcm {
		t.Errorf("the standard library's AES (%v) or GCM (%v) is no longer one piece of memory, so that forget does nothing; find another way to overwrite it", block, gcm)
	}
}

func complement(b []byte) []byte {
	c := make([]byte, len(b))
	for i := range b {
		c[i] = ^b[i]
	}
	return c
}

// inMemory counts how often each of the hidden things is in memory that can be written.
// What is larger than a gigabyte is what the race detector keeps.
func inMemory(t *testing.T, hidden [][]byte) []int {
	t.Helper()
	found := make([]int, len(hidden))
	maps := bytes.NewReader(read(t, filepath.Join("/proc", "self", "maps")))
	memory, err := os.Open(filepath.Join("/proc", "self", "mem"))
	must(t, err)
	defer func() { _ = memory.Close() }()
	buffer := make([]byte, 1<<20)
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to int64
		var mode string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &mode); err != nil || !strings.HasPrefix(mode, "rw") || to-from > 1<<30 {
			continue
		}
		for at := from; at < to; at += int64(len(buffer)) - 32 {
			n, _ := memory.ReadAt(buffer[:min(int64(len(buffer)), to-at)], at) // what is not there is not read
			for j, h := range hidden {
				found[j] += occurrences(buffer[:n], h)
			}
		}
	}
	return found
}

// occurrences counts how often b has the complement of hidden in it.
func occurrences(b, hidden []byte) (n int) {
	for {
		i := bytes.IndexByte(b, ^hidden[0])
		if i < 0 || len(b)-i < len(hidden) {
			return n
		}
		same := 0
		for same < len(hidden) && b[i+same] == ^hidden[same] {
			same++
		}
		if same == len(hidden) {
			n++
		}
		b = b[i+1:]
	}
}
