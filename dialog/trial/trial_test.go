package trial

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"
)

// record is a test that notes what it is told.
type record struct {
	testing.TB
	mu       sync.Mutex
	logged   []string
	failures int
	cleanup  []func()
}

func (r *record) Helper()          {}
func (r *record) Skipped() bool    { return false }
func (r *record) Cleanup(f func()) { r.cleanup = append(r.cleanup, f) }

func (r *record) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logged = append(r.logged, fmt.Sprintf(format, args...))
}

func (r *record) Errorf(format string, args ...any) {
	r.mu.Lock()
	r.failures++
	r.mu.Unlock()
	r.Logf(format, args...)
}

func (r *record) end() {
	for _, f := range r.cleanup {
		f()
	}
}

func TestATrialFailsWhenItHasTo(t *testing.T) {
	for _, c := range []struct {
		name     string
		do       func(*Trial)
		failures int
	}{
		{"all is well", func(tr *Trial) { tr.Done(3) }, 0},
		{"nothing was done", func(*Trial) {}, 1},
		{"something was lost", func(tr *Trial) { tr.Done(1); tr.Lost("%d", 7) }, 2},
		{"much was wrong", func(tr *Trial) {
			for range 100 {
				tr.Wrong("again")
			}
		}, shown + 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &record{TB: t}
			c.do(Start(r, "x"))
			r.end()
			if r.failures != c.failures {
				t.Errorf("%d failures, want %d: %q", r.failures, c.failures, r.logged)
			}
		})
	}
}

func TestTheFiguresAreInOneFormat(t *testing.T) {
	t.Setenv("ALONGSIDE_SEED", "42")
	r := &record{TB: t}
	tr := Start(r, "store/kills sealed")
	tr.Done(1000)
	tr.Note("acked", 31)
	want := "figures: store/kills sealed  done=1000 lost=0 wrong=0 seed=42 took=1.2s acked=31"
	if got := tr.figures(1234 * time.Millisecond); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(r.logged[0], "ALONGSIDE_SEED=42") {
		t.Errorf("it does not say how to do it again: %q", r.logged[0])
	}
}

// Whatever is done at once and in which order, a part has the same random numbers.
func TestTheSameSeedDoesTheSame(t *testing.T) {
	t.Setenv("ALONGSIDE_SEED", "42")
	once := func(atOnce int) string {
		got := make([]uint64, 50)
		tr := Start(&record{TB: t}, "x")
		tr.Each(len(got), atOnce, func(i int, r *rand.Rand) { got[i] = r.Uint64() })
		return fmt.Sprint(got)
	}
	if once(1) != once(7) {
		t.Error("they differ")
	}
}

func TestLong(t *testing.T) {
	for value, want := range map[string]int{"": 5, "0": 5, "1": 70, "0.1": 7, "yes": 70} {
		t.Setenv("ALONGSIDE_LONG", value)
		if got := Times(5, 70); got != want {
			t.Errorf("ALONGSIDE_LONG=%s: %d times, want %d", value, got, want)
		}
	}
}
