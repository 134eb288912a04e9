package beside

import (
	"slices"
	"time"
)

// Took returns how long something takes.
func Took(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

// Turns does one thing and the other in turns, n times each, and returns how long
// each took, shortest first. A first round is not counted.
func Turns(n int, ours, theirs func()) (us, them []time.Duration) {
	ours()
	theirs()
	for range n {
		us = append(us, Took(ours))
		them = append(them, Took(theirs))
	}
	slices.Sort(us)
	slices.Sort(them)
	return us, them
}

// At returns the q-quantile of durations that are in order, in milliseconds: 0.5 the
// median, 1 the longest.
func At(sorted []time.Duration, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return Milliseconds(sorted[min(int(q*float64(len(sorted))), len(sorted)-1)])
}

// Milliseconds returns a duration in milliseconds.
func Milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
