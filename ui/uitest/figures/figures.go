// Package figures is for tests that do something at random and many times: where
// their seed comes from, how much of it they do, and the line that they print.
package figures

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// The variables that such tests look at.
const (
	longVariable = "ALONGSIDE_LONG" // 1 makes them long, and 0.1 a tenth as long as that
	seedVariable = "ALONGSIDE_SEED" // the seed of a run that is to be done again
)

// Long reports whether the long form is asked for.
func Long() bool { return os.Getenv(longVariable) != "" }

// Amount is how often something is done: so often in the usual run of the tests,
// and so often in the long form, or the part of it that is asked for.
func Amount(usual, long int) int {
	if !Long() {
		return usual
	}
	if part, err := strconv.ParseFloat(os.Getenv(longVariable), 64); err == nil && part > 0 && part < 1 {
		return max(int(part*float64(long)), 1)
	}
	return long
}

// Tally counts what a test does.
type Tally struct {
	Name  string // such as "keys against the model"
	Seed  uint64
	Done  int // how often it was done
	Lost  int // what was acknowledged and is not there
	Wrong int // what is there or was shown and should not be
	began time.Time
}

// Begin starts to count. The seed is the one that is asked for, or a new one.
func Begin(name string) *Tally {
	f := &Tally{Name: name, Seed: uint64(time.Now().UnixNano()), began: time.Now()}
	if seed, err := strconv.ParseUint(os.Getenv(seedVariable), 10, 64); err == nil {
		f.Seed = seed
	}
	return f
}

// Random returns the n-th source of random numbers of the run.
func (f *Tally) Random(n int) *rand.Rand { return rand.New(rand.NewPCG(f.Seed, uint64(n))) }

// Print prints the figures, and fails the test if they are not what was promised.
func (f *Tally) Print(t testing.TB) {
	t.Helper()
	t.Logf("figures: %s  done=%d lost=%d wrong=%d seed=%d took=%v", f.Name, f.Done, f.Lost, f.Wrong, f.Seed, time.Since(f.began).Round(10*time.Millisecond))
	if f.Lost > 0 || f.Wrong > 0 {
		t.Errorf("%s: %d lost, %d wrong; again with %s=%d", f.Name, f.Lost, f.Wrong, seedVariable, f.Seed)
	}
}
