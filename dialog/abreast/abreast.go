// Package abreast does several things side by side, on as many cores as there are.
package abreast

import "sync"

// All does each of these and returns once all are done. They must not touch what
// another of them changes. Where one panics, so does All, with the same value, once the
// others have ended: whoever looks after the caller's goroutine looks after these.
func All(do ...func()) {
	panics := make([]any, len(do))
	run := func(i int) {
		defer func() { panics[i] = recover() }()
		do[i]()
	}
	var others sync.WaitGroup
	for i := 1; i < len(do); i++ {
		others.Go(func() { run(i) })
	}
	if len(do) > 0 {
		run(0)
	}
	others.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}

// Halves does something to both halves of what has so many parts, of each from the one
// up to the other.
func Halves(parts int, do func(from, to int)) {
	half := parts / 2
	All(func() { do(0, half) }, func() { do(half, parts) })
}
