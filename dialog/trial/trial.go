// Package trial is what the tests of all rooms share that do something at random,
// very often: how often, from which seed, and in which words they say what came of
// it. Nothing of the program imports it.
//
//	ALONGSIDE_LONG=1   does as much as takes about an hour in all, each trial 6 minutes at most
//	ALONGSIDE_LONG=0.1 does a tenth of that
//	ALONGSIDE_SEED=N   does again what a run did that printed this seed
//
// Each trial ends with one line, which -v shows:
//
//	figures: NAME  done=… lost=… wrong=… seed=… took=…
package trial

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Long reports whether the tests are to do as much as takes an hour.
func Long() bool {
	v := os.Getenv("ALONGSIDE_LONG")
	return v != "" && v != "0"
}

// Times returns how often something is done: the first number in a usual run, the
// second in a long one, or the part of it that is asked for.
func Times(usual, long int) int {
	if !Long() {
		return usual
	}
	if part, err := strconv.ParseFloat(os.Getenv("ALONGSIDE_LONG"), 64); err == nil && part > 0 && part < 1 {
		return max(int(part*float64(long)), 1)
	}
	return long
}

// longest is how long one trial goes on in a long run, so that all of them take about
// an hour on a slow machine too.
const longest = 6 * time.Minute

// Over reports whether a trial of a long run has gone on for long enough. The figures
// say how much was done by then.
func (tr *Trial) Over() bool { return Long() && time.Since(tr.began) > longest }

// Trial counts what came of doing something very often.
type Trial struct {
	t     testing.TB
	name  string
	seed  uint64
	began time.Time

	done, lost, wrong atomic.Int64

	mu    sync.Mutex
	notes []string
}

// Start begins a trial with a name and prints its seed. When the test ends the
// figures are printed, and the test fails where something was lost or wrong, or
// where nothing was done.
func Start(t testing.TB, name string) *Trial {
	t.Helper()
	tr := &Trial{t: t, name: name, seed: seed(t), began: time.Now()}
	t.Logf("seed %d (ALONGSIDE_SEED=%d does the same again)", tr.seed, tr.seed)
	t.Cleanup(tr.end)
	return tr
}

func seed(t testing.TB) uint64 {
	s := os.Getenv("ALONGSIDE_SEED")
	if s == "" {
		return rand.Uint64() >> 32 // short enough to be typed
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("the seed in ALONGSIDE_SEED is no number: %v", err)
	}
	return n
}

func (tr *Trial) end() {
	tr.t.Logf("%s", tr.figures(time.Since(tr.began)))
	switch {
	case tr.lost.Load()+tr.wrong.Load() > 0:
		tr.t.Errorf("%s: something was lost or wrong", tr.name)
	case tr.done.Load() == 0 && !tr.t.Skipped():
		tr.t.Errorf("%s: nothing was done", tr.name)
	}
}

func (tr *Trial) figures(took time.Duration) string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	s := fmt.Sprintf("figures: %s  done=%d lost=%d wrong=%d seed=%d took=%s",
		tr.name, tr.done.Load(), tr.lost.Load(), tr.wrong.Load(), tr.seed, took.Round(100*time.Millisecond))
	return strings.Join(append([]string{s}, tr.notes...), " ")
}

// Done counts things that were done.
func (tr *Trial) Done(n int) { tr.done.Add(int64(n)) }

// Failed reports whether something was lost or wrong so far.
func (tr *Trial) Failed() bool { return tr.lost.Load()+tr.wrong.Load() > 0 }

// shown is how many failures of one trial are told in full.
const shown = 20

// Lost counts something that was acknowledged and is gone, and says what.
func (tr *Trial) Lost(format string, args ...any) { tr.fail(&tr.lost, "lost: ", format, args) }

// Wrong counts anything else that is not as it has to be, and says what.
func (tr *Trial) Wrong(format string, args ...any) { tr.fail(&tr.wrong, "wrong: ", format, args) }

func (tr *Trial) fail(count *atomic.Int64, what, format string, args []any) {
	if count.Add(1) <= shown {
		tr.t.Errorf(what+format, args...)
	}
}

// Note adds something that was counted to the end of the figures.
func (tr *Trial) Note(what string, n int) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.notes = append(tr.notes, fmt.Sprintf("%s=%d", what, n))
}

// Rand returns the random numbers of one part of the trial. They depend on the seed
// and the part alone, whatever is done beside it.
func (tr *Trial) Rand(part int) *rand.Rand { return rand.New(rand.NewPCG(tr.seed, uint64(part))) }

// Each does something n times, several at once, each time with random numbers of
// its own. What is done must not end the test.
func (tr *Trial) Each(n, atOnce int, do func(i int, r *rand.Rand)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, atOnce) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !tr.Over(); i = int(next.Add(1)) - 1 {
				do(i, tr.Rand(i))
				tr.Done(1)
			}
		})
	}
	all.Wait()
}
