//go:build !linux

package baddisk

import "testing"

// Mount skips the test: only Linux mounts such a disk.
func Mount(t testing.TB) *Disk {
	t.Helper()
	t.Skip("SKIPPED: a disk that fails can only be mounted on Linux")
	return nil
}

// InMemory makes a folder for as long as the test lasts.
func InMemory(t testing.TB) string {
	t.Helper()
	return t.TempDir()
}

// OpenFiles returns nothing, since there is no such disk.
func (*Disk) OpenFiles() []string { return nil }
