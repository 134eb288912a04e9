package beside

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Status reads a figure that Linux keeps of a process, such as VmHWM, the most
// memory it ever held, in MiB, or voluntary_ctxt_switches, how often it waited, over
// all its threads. It is 0 on other systems.
func Status(pid int, field string) float64 {
	pattern := fmt.Sprintf("/proc/%d/status", pid)
	if strings.HasSuffix(field, "switches") {
		pattern = fmt.Sprintf("/proc/%d/task/*/status", pid)
	}
	names, _ := filepath.Glob(pattern)
	sum := 0.0
	for _, name := range names {
		sum += statusOf(name, field)
	}
	return sum
}

func statusOf(name, field string) float64 {
	text, err := os.ReadFile(name)
	if err != nil {
		return 0 // a thread that has ended
	}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[0] != field+":" {
			continue
		}
		n, _ := strconv.ParseFloat(fields[1], 64)
		if len(fields) > 2 { // kB
			n /= 1024
		}
		return n
	}
	return 0
}

// ForgetPeak begins VmHWM of this process anew.
func ForgetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

// Peak is the most memory that this process held since, in MiB.
func Peak() float64 { return Status(os.Getpid(), "VmHWM") }
