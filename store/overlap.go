package store

// overlap takes one thing after another through three steps. It is found and written
// by whoever calls, who alone uses the file; between the two it is made ready on a
// goroutine of its own, while the one before it is written and the one after it found.
// Things are made ready and written in the order in which they came, the first error
// in that order is what comes of it, and nothing is written after it.
type overlap[T any] struct {
	ready func(T) error // does not touch the file
	write func(T) error

	item T
	done chan outcome // says when item is ready to be written; nil when there is none
}

// outcome is how making one thing ready ended.
type outcome struct {
	err   error
	panic any // what it panicked with
}

// add finds the next thing and writes the one before it. Settle has to be called after
// the last, and stop wherever it ends.
func (o *overlap[T]) add(find func() (T, error)) error {
	next, err := find()
	before, there, e := o.take()
	if e != nil {
		return e
	}
	if err != nil {
		return err
	}
	o.item, o.done = next, make(chan outcome, 1)
	go o.begin(next, o.done)
	if !there {
		return nil
	}
	return o.write(before)
}

func (o *overlap[T]) begin(item T, done chan<- outcome) {
	var out outcome
	defer func() {
		out.panic = recover()
		done <- out
	}()
	out.err = o.ready(item)
}

// waiting returns what is found and not written yet.
func (o *overlap[T]) waiting() (item T, there bool) { return o.item, o.done != nil }

// take waits until what was found last is ready, and returns it. Where making it ready
// panicked, so does take.
func (o *overlap[T]) take() (item T, there bool, err error) {
	if o.done == nil {
		return item, false, nil
	}
	out := <-o.done
	o.done = nil
	if out.panic != nil {
		panic(out.panic)
	}
	return o.item, true, out.err
}

// settle writes what was found last. After it nothing is under way.
func (o *overlap[T]) settle() error {
	item, there, err := o.take()
	if err != nil || !there {
		return err
	}
	return o.write(item)
}

// stop waits for what is under way and leaves it.
func (o *overlap[T]) stop() { _, _, _ = o.take() }
