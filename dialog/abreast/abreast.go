// Package abreast does several things side by side, on as many cores as there are.
// Whoever looks after the caller's goroutine looks after these: where one panics, so
// does the caller, once it asks what came of it.
package abreast

// Task is something that goes on beside what its caller does.
type Task struct {
	done  chan struct{}
	err   error
	panic any // what it panicked with
}

// Begin begins something on a goroutine of its own.
func Begin(do func() error) *Task {
	t := &Task{done: make(chan struct{})}
	go func() {
		defer func() {
			t.panic = recover()
			close(t.done)
		}()
		t.err = do()
	}()
	return t
}

// Done is closed once it has ended.
func (t *Task) Done() <-chan struct{} { return t.done }

// Wait waits until it has ended and returns its error. Where it panicked, so does Wait,
// with the same value. A nil Task has ended.
func (t *Task) Wait() error {
	if t == nil {
		return nil
	}
	<-t.done
	if t.panic != nil {
		panic(t.panic)
	}
	return t.err
}

// All does each of these and returns once all are done. They must not touch what
// another of them changes. Where one panics, so does All, with the same value, once the
// others have ended.
func All(do ...func()) {
	for i := 1; i < len(do); i++ {
		t := Begin(func() error { do[i](); return nil })
		defer func() { _ = t.Wait() }()
	}
	if len(do) > 0 {
		do[0]()
	}
}

// Halves does something to both halves of what has so many parts, of each from the one
// up to the other.
func Halves(parts int, do func(from, to int)) {
	half := parts / 2
	All(func() { do(0, half) }, func() { do(half, parts) })
}
