package baddisk

import (
	"sync"
	"syscall"
	"testing"
)

// Disk is one that is mounted.
type Disk struct {
	t    testing.TB
	dir  string // where it is seen
	back string // where its files lie

	mu        sync.Mutex
	fault     Fault
	at        int // how many more that can fail pass before one does; negative for all
	failed    []Op
	count     map[Kind]int
	recording bool
	ops       []Op
}

// Dir returns the folder in which the disk is seen.
func (d *Disk) Dir() string { return d.dir }

// FailAt makes the disk fail the n-th time from now, counted from 1, that something
// is done which can fail in this way.
func (d *Disk) FailAt(n int, f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault, d.at, d.failed = f, n, nil
	d.count = map[Kind]int{}
}

// Heal ends all failing and returns what failed.
func (d *Disk) Heal() []Op {
	d.mu.Lock()
	defer d.mu.Unlock()
	failed := d.failed
	d.at, d.failed = 0, nil
	return failed
}

// Count returns how often from the last FailAt on something was done that can fail
// in a way.
func (d *Disk) Count(f Fault) (n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for k, c := range d.count {
		if f.hits(k) {
			n += c
		}
	}
	return n
}

// Record begins to note all that is done.
func (d *Disk) Record() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.recording, d.ops = true, nil
}

// Mark notes between two things done that somebody was told of n.
func (d *Disk) Mark(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.recording {
		d.ops = append(d.ops, Op{Kind: Mark, Off: n})
	}
}

// Recorded ends noting and returns what was done.
func (d *Disk) Recorded() []Op {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.recording = false
	return d.ops
}

// refuses says whether it is time to fail, and notes it. It is called with the lock
// held.
func (d *Disk) refuses(o Op) bool {
	if d.count == nil {
		d.count = map[Kind]int{}
	}
	d.count[o.Kind]++
	if d.at == 0 || !d.fault.hits(o.Kind) {
		return false
	}
	if d.at > 1 {
		d.at--
		return false
	}
	if d.at = 0; d.fault.Lasting {
		d.at = -1
	}
	d.failed = append(d.failed, o)
	return true
}

// do does something to the disk, unless it fails. Everything is done in turn, so that
// the history has an order.
func (d *Disk) do(o Op, really func() syscall.Errno) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuses(o) {
		return d.fault.Err
	}
	return d.done(o, really())
}

// write is do for what is written, of which a part may reach the disk.
func (d *Disk) write(o Op, really func(b []byte) syscall.Errno) syscall.Errno {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.refuses(o) {
		return d.done(o, really(o.Data))
	}
	if d.fault.Torn {
		o.Data = o.Data[:len(o.Data)/2]
		_ = d.done(o, really(o.Data))
	}
	return d.fault.Err
}

// done notes what was done.
func (d *Disk) done(o Op, errno syscall.Errno) syscall.Errno {
	if errno == 0 && d.recording {
		d.ops = append(d.ops, o.clone())
	}
	return errno
}
