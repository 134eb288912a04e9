package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// The limits of guessing at the screen. They hold off whoever sits at the laptop;
// whoever has copied the key file is held off by the derivation alone.
const (
	freeTries   = 10               // wrong ones since the last right one
	triesPause  = 30 * time.Second // of running time before each further one
	maxFailures = 1 << 20
)

// Tries counts wrong passphrases, in a small file, and makes people wait. Nothing is
// ever wiped, however many there are. The count survives restarts; whoever takes the
// file away or changes it has used up the free tries. Waiting is measured in running
// time, so the laptop's clock does not matter, and a restart begins it anew.
//
// Whoever can put an older file back can go on guessing; they could as well copy the
// key file.
type Tries struct {
	path   string
	secret []byte
	clock  func() time.Duration
	one    sync.Mutex // held while a try runs

	mu       sync.Mutex // for what follows, and never held for long
	failures int
	since    time.Duration // when the pause began
}

// DeviceSecret reads the 32 bytes that mark the count as this device's, or makes
// them. A new secret makes every count worthless, so it can be kept beside it.
func DeviceSecret(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err == nil && len(b) == keySize {
		return b, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("failed to read the device's secret: %w", err)
	}
	b = random(keySize)
	if err := writeAside(path, b); err != nil {
		return nil, fmt.Errorf("failed to write the device's secret: %w", err)
	}
	return b, nil
}

// RunningTime is the clock for [OpenTries]: how long the program has been running,
// whatever the laptop's clock is set to.
func RunningTime() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// OpenTries reads the count at path. A file that is missing or not as it was written
// counts as ten wrong tries; so call [Tries.Forget] when a record is made. The clock
// says how much time has passed since any fixed moment, and never goes back.
func OpenTries(path string, secret []byte, clock func() time.Duration) *Tries {
	t := &Tries{path: path, secret: secret, clock: clock, since: clock()}
	t.failures = t.read()
	return t
}

func (t *Tries) read() int {
	var n int
	b, err := os.ReadFile(t.path)
	if err != nil {
		return freeTries
	}
	if _, err := fmt.Fscanf(strings.NewReader(string(b)), "wrong tries %d ", &n); err != nil || n < 0 || n > maxFailures {
		return freeTries
	}
	if !hmac.Equal(b, t.line(n)) {
		return freeTries
	}
	return n
}

// line is the whole file for a count.
func (t *Tries) line(n int) []byte {
	s := fmt.Sprintf("wrong tries %d ", n)
	h := hmac.New(sha256.New, t.secret)
	h.Write([]byte("alongside/1 " + s))
	return []byte(s + base64.StdEncoding.EncodeToString(h.Sum(nil)) + "\n")
}

func (t *Tries) write(n int) error { return writeAside(t.path, t.line(n)) }

// Wait says how long it is until the next try, 0 when it may be now. It never waits
// itself, also while a try runs.
func (t *Tries) Wait() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failures < freeTries {
		return 0
	}
	return max(0, t.since+triesPause-t.clock())
}

// count returns the count, and set sets it.
func (t *Tries) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failures
}

func (t *Tries) set(failures int, pause bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failures = min(failures, maxFailures); pause {
		t.since = t.clock()
	}
}

// Forget sets the count to nothing, as a right try does.
func (t *Tries) Forget() error {
	t.one.Lock()
	defer t.one.Unlock()
	t.set(0, false)
	return t.write(0)
}

// Try runs try, which is to open something with what someone typed, and counts it as
// wrong when it answers CodeDenied. It answers CodeWait instead, with the time that
// is left, while it is too early. Only one try runs at a time.
//
// The try is counted on the disk before it begins, so that ending the program in the
// middle of it gains nothing. Where the count cannot be written, every try waits.
func (t *Tries) Try(try func() error) error {
	t.one.Lock()
	defer t.one.Unlock()
	if wait := t.Wait(); wait > 0 {
		return &Error{Code: CodeWait, Detail: "too many wrong tries", Wait: wait}
	}
	before := t.count()
	t.set(before+1, false)
	if err := t.write(t.count()); err != nil && before < freeTries {
		t.set(freeTries, true)
		return &Error{Code: CodeWait, Detail: "the count of wrong tries cannot be kept", Wait: triesPause, Err: err}
	}
	err := try()
	switch {
	case err == nil:
		t.set(0, false)
	case CodeOf(err) == CodeDenied:
		t.set(before+1, true)
		return err
	default:
		t.set(before, false) // it was no guess
	}
	// The disk says one wrong try too many if this fails, which only makes it wait.
	_ = t.write(t.count())
	return err
}
