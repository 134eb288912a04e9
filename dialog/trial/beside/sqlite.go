package beside

import (
	"bufio"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Shell is a running sqlite3 command with a file open.
type Shell struct {
	b     *testing.B
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	asked int
}

// SQLite starts the sqlite3 command on a file, only to read it. The benchmark is
// told why where there is no such command: that is no figure.
func SQLite(b *testing.B, path string) (s *Shell, why string) {
	b.Helper()
	command, err := exec.LookPath("sqlite3")
	if err != nil {
		return nil, "there is no sqlite3 command on this machine"
	}
	s = &Shell{b: b, cmd: exec.Command(command, "-batch", "-readonly", path)}
	out, err := s.cmd.StdoutPipe()
	if err == nil {
		s.in, err = s.cmd.StdinPipe()
	}
	if err == nil {
		err = s.cmd.Start()
	}
	if err != nil {
		b.Fatalf("failed to start sqlite3: %v", err)
	}
	s.out = bufio.NewReader(out)
	b.Cleanup(func() { _, _ = s.in.Close(), s.cmd.Wait() })
	s.Run(".output /dev/null", "pragma cache_size=-16384;")
	return s, ""
}

// Run has lines run, whose answers go nowhere unless a line says where, and returns
// how long that took, with a few microseconds for saying so.
func (s *Shell) Run(lines ...string) time.Duration {
	s.b.Helper()
	s.asked++
	mark := fmt.Sprintf("done %d", s.asked)
	script := strings.Join(lines, "\n") + "\n.output stdout\n.print " + mark + "\n.output /dev/null\n"
	began := time.Now()
	if _, err := io.WriteString(s.in, script); err != nil {
		s.b.Fatalf("failed to ask sqlite3: %v", err)
	}
	for {
		line, err := s.out.ReadString('\n')
		if err != nil {
			s.b.Fatalf("sqlite3 ended: %v", err)
		}
		if strings.TrimSpace(line) == mark {
			return time.Since(began)
		}
	}
}

// Peak is the most memory that it held, in MiB.
func (s *Shell) Peak() float64 { return Status(s.cmd.Process.Pid, "VmHWM") }

// SQLiteVersion is the version of the sqlite3 command, "" where there is none.
func SQLiteVersion() string {
	out, err := exec.Command("sqlite3", "-version").Output()
	if err != nil {
		return ""
	}
	version, _, _ := strings.Cut(string(out), " ")
	return version
}
