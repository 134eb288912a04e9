// Package golden compares what a program shows with files that people have looked
// at.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Compare compares text with testdata/name.golden of the package under test, or
// writes the file when the tests run with -update.
func Compare(t testing.TB, name, got string) {
	t.Helper()
	File(t, filepath.Join("testdata", name+".golden"), got)
}

// File compares text with any file, or writes it when the tests run with -update.
func File(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it, and look at it", err)
	}
	if string(want) != got {
		t.Errorf("%s differs.\n--- want\n%s\n--- got\n%s", file, want, got)
	}
}
