package store_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// childVar names the part a process plays that a test started from its own
// binary.
const childVar = "ALONGSIDE_TEST_CHILD"

// children are those parts; the files that need one put it here. Each returns when
// it is done; an error ends the process with a message and code 1.
var children = map[string]func() error{}

func TestMain(m *testing.M) {
	if part := os.Getenv(childVar); part != "" {
		if err := children[part](); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child prepares a process that plays a part in a record's folder.
func child(part, dir string, env ...string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childVar+"="+part, "ALONGSIDE_TEST_DIR="+dir)
	c.Env = append(c.Env, env...)
	c.Stderr = os.Stderr
	return c
}
