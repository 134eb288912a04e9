package store

import "alongside/dialog/abreast"

// overlap takes one thing after another through three steps. It is found and written
// by whoever calls, who alone uses the file; between the two it is made ready on a
// goroutine of its own, while the one before it is written and the one after it found.
// Things are made ready and written in the order in which they came, the first error
// in that order is what comes of it, and nothing is written after it.
type overlap[T any] struct {
	ready func(T) error // does not touch the file
	write func(T) error

	item T
	task *abreast.Task // makes item ready; nil when there is none
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
	o.item, o.task = next, abreast.Begin(func() error { return o.ready(next) })
	if !there {
		return nil
	}
	return o.write(before)
}

// waiting returns what is found and not written yet.
func (o *overlap[T]) waiting() (item T, there bool) { return o.item, o.task != nil }

// take waits until what was found last is ready, and returns it.
func (o *overlap[T]) take() (item T, there bool, err error) {
	t := o.task
	o.task = nil
	return o.item, t != nil, t.Wait()
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
