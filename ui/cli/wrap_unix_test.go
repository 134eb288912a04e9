//go:build unix

package cli

import (
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// A pipe and a file get whole lines; a terminal gets what it shows at that moment.
func TestOnlyATerminalGetsLinesCut(t *testing.T) {
	if (Env{}).wrap() != nil {
		t.Error("lines are cut without an output")
	}
	file, err := os.CreateTemp(t.TempDir(), "out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if (Env{OutFile: file}).wrap() != nil {
		t.Error("lines are cut in a file")
	}
	ours, theirs, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	defer theirs.Close()
	wrap := Env{OutFile: theirs}.wrap()
	line := strings.Repeat("seven77 ", 20)
	for _, tt := range []struct{ cols, want int }{{40, 4}, {120, 2}, {0, 2}} {
		if err := pty.Setsize(ours, &pty.Winsize{Rows: 24, Cols: uint16(tt.cols)}); err != nil {
			t.Fatal(err)
		}
		if got := len(wrap(line)); got != tt.want {
			t.Errorf("%d columns: %d lines, want %d", tt.cols, got, tt.want)
		}
	}
}
