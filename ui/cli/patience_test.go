//go:build unix

package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// The tests of the program in a terminal wait for what they mean, since a busy
// machine may do anything late. Where a promise is about time, it is known how
// late the machine was.

// longest is how long anything is waited for.
const longest = 30 * time.Second

// lateness is by how much this process was woken too late, added up.
var lateness atomic.Int64

// watchLateness keeps it.
func watchLateness() {
	const step = 10 * time.Millisecond
	for {
		before := time.Now()
		time.Sleep(step)
		if late := time.Since(before) - step; late > step {
			lateness.Add(int64(late))
		}
	}
}

// starved is the lateness beyond which a machine is too busy to keep promises
// about seconds.
const starved = 300 * time.Millisecond

func late() time.Duration { return time.Duration(lateness.Load()) }

// restless is how much longer a program is waited for that does not come to rest.
const restless = 5 * time.Second

// settle waits until the program has nothing left to do with what it was sent: for
// so long at least it has read everything, none of its threads has been ready to
// run at several looks in a row, and nothing was drawn.
func (w *window) settle(quiet time.Duration) {
	w.t.Helper()
	const step = 25 * time.Millisecond
	calm := time.Now()
	for end := time.Now().Add(quiet + restless); time.Since(calm) < quiet; time.Sleep(step) {
		if w.ended() || time.Now().After(end) {
			return // a program that never rests, such as a stopped one, is looked at elsewhere
		}
		if unreadIn(w.tty) > 0 || w.busyNow() || w.drawnAfter(calm) {
			calm = time.Now()
		}
	}
}

func (w *window) ended() bool {
	select {
	case <-w.exited:
		return true
	default:
		return false
	}
}

// drawnAfter reports that the program has sent something after a moment.
func (w *window) drawnAfter(moment time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.drawn.After(moment)
}

// busyNow reports that a thread of the program is ready to run, where the system
// tells.
func (w *window) busyNow() bool {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", w.cmd.Process.Pid))
	for _, task := range tasks {
		if f := statOf(task); len(f) > 0 && f[0] == "R" {
			return true
		}
	}
	return false
}

// statOf reads a file such as /proc/1/stat, from the state on.
func statOf(name string) []string {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	_, rest, _ := bytes.Cut(b, []byte(") "))
	var fields []string
	for _, f := range bytes.Fields(rest) {
		fields = append(fields, string(f))
	}
	return fields
}

// workSoFar is the processor time that the program has used, where the system
// tells; it is counted in hundredths of a second.
func (w *window) workSoFar() (d time.Duration, known bool) {
	f := statOf(fmt.Sprintf("/proc/%d/stat", w.cmd.Process.Pid))
	if len(f) < 13 {
		return 0, false
	}
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond, true
}

// memory is the most memory that the program has held, in bytes, where the system
// tells.
func (w *window) memory() (n int, known bool) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		return 0, false
	}
	_, rest, found := bytes.Cut(b, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if !found || len(fields) == 0 {
		return 0, false
	}
	kib, err := strconv.Atoi(string(fields[0]))
	return kib << 10, err == nil
}

// forgetPeak begins to look for the most memory anew, and returns what there is.
func (w *window) forgetPeak() (now int) {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", w.cmd.Process.Pid), []byte("5"), 0o600)
	now, _ = w.memory()
	return now
}

// waitsFor waits until something holds.
func waitsFor(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(longest); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited %v in vain until %s", longest, what)
		}
	}
}
