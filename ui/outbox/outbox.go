// Package outbox keeps what was recorded on a screen until the store has answered:
// one change on its way at a time, in order, and nothing that was refused is lost.
package outbox

import (
	"cmp"
	"slices"
	"time"
)

// Parcel is a change on its way. K names what it is about, and V is the change.
type Parcel[K comparable, V any] struct {
	Job    K
	Change V
	Err    error // why the store did not take it; nil while it waits
	number int   // its place among all that were made
}

// Box keeps the changes that the store has not answered yet. One is on its way at a
// time, so that they reach the journal in the order in which they were made. There
// is at most one of each job: a newer change replaces an older one that has not left
// yet; what the store refused stays until it is taken, and nothing is ever dropped
// unless it is asked for. The zero Box is empty.
type Box[K comparable, V any] struct {
	waiting []Parcel[K, V] // by number
	flying  *Parcel[K, V]
	made    int  // how many changes there were so far
	seq     int  // of the change on its way
	slow    bool // saving takes so long that people are told
}

// Put adds a change, in the place of one with the same job that has not left.
// What was refused before is tried again with it.
func (b *Box[K, V]) Put(job K, c V) {
	b.Retry()
	b.Drop(job)
	b.made++
	b.waiting = append(b.waiting, Parcel[K, V]{Job: job, Change: c, number: b.made})
}

func (b *Box[K, V]) find(job K) int {
	return slices.IndexFunc(b.waiting, func(p Parcel[K, V]) bool { return p.Job == job })
}

// Next sends the first change that waits, unless one is on its way already. The
// number has to come back with the answer.
func (b *Box[K, V]) Next() (c V, seq int, ok bool) {
	if b.flying != nil {
		return c, 0, false
	}
	i := slices.IndexFunc(b.waiting, func(p Parcel[K, V]) bool { return p.Err == nil })
	if i < 0 {
		return c, 0, false
	}
	p := b.waiting[i]
	b.waiting = slices.Delete(b.waiting, i, i+1)
	b.flying = &p
	b.seq++
	return p.Change, b.seq, true
}

// Answered takes the store's answer about the change on its way and returns what
// it was. What failed goes back to its place, unless something newer has taken
// it.
func (b *Box[K, V]) Answered(seq int, err error) (p Parcel[K, V], ok bool) {
	if b.flying == nil || seq != b.seq {
		return p, false
	}
	p = *b.flying
	b.flying, b.slow = nil, b.slow && len(b.waiting) > 0
	if err != nil && b.find(p.Job) < 0 {
		failed := p
		failed.Err = err
		i, _ := slices.BinarySearchFunc(b.waiting, p.number, func(w Parcel[K, V], n int) int { return cmp.Compare(w.number, n) })
		b.waiting = slices.Insert(b.waiting, i, failed)
	}
	return p, true
}

// Flying returns the change on its way, nil for none. It may not be changed.
func (b *Box[K, V]) Flying() *Parcel[K, V] { return b.flying }

// Late notes that the change on its way takes long.
func (b *Box[K, V]) Late(seq int) {
	if b.flying != nil && seq == b.seq {
		b.slow = true
	}
}

// Retry lets what was refused go again.
func (b *Box[K, V]) Retry() {
	for i := range b.waiting {
		b.waiting[i].Err = nil
	}
}

// Drop forgets a change that has not left and is not wanted any more.
func (b *Box[K, V]) Drop(job K) {
	b.waiting = slices.DeleteFunc(b.waiting, func(p Parcel[K, V]) bool { return p.Job == job })
}

// Holds returns the newest change with this job that the store has not answered.
func (b *Box[K, V]) Holds(job K) (c V, ok bool) {
	if i := b.find(job); i >= 0 {
		return b.waiting[i].Change, true
	}
	if b.flying != nil && b.flying.Job == job {
		return b.flying.Change, true
	}
	return c, false
}

// Progress is where a change has got to.
type Progress int

// The kinds of progress.
const (
	Settled   Progress = iota // nothing is on its way
	Underway                  // on its way, and not for long
	Slowly                    // on its way, and for long
	NotStored                 // the store refused it
)

// ProgressOf says where the change with this job has got to.
func (b *Box[K, V]) ProgressOf(job K) Progress {
	i := b.find(job)
	switch {
	case i >= 0 && b.waiting[i].Err != nil:
		return NotStored
	case i < 0 && (b.flying == nil || b.flying.Job != job):
		return Settled
	case b.slow:
		return Slowly
	}
	return Underway
}

// Failed returns the changes that the store refused, in the order they were made.
func (b *Box[K, V]) Failed() []Parcel[K, V] {
	var failed []Parcel[K, V]
	for _, p := range b.waiting {
		if p.Err != nil {
			failed = append(failed, p)
		}
	}
	return failed
}

// Empty reports that the store has taken everything.
func (b *Box[K, V]) Empty() bool { return b.flying == nil && len(b.waiting) == 0 }

// rest returns what has not left yet, for the moment in which the program ends.
func (b *Box[K, V]) rest() []V {
	var changes []V
	for _, p := range b.waiting {
		changes = append(changes, p.Change)
	}
	return changes
}

// endWithin is the longest wait for the disk when the program ends.
const endWithin = 5 * time.Second

// Ending returns what saves the rest when the program is about to end, nil where nothing
// is left. It waits for the change on its way, whose answer closes gone, and then saves
// what waits, in order. Nothing can be shown any more, so what the store refuses then is
// lost.
func (b *Box[K, V]) Ending(gone <-chan struct{}, save func(V)) func() {
	rest := b.rest()
	if b.flying == nil {
		gone = nil
	}
	if len(rest) == 0 && gone == nil {
		return nil
	}
	return func() {
		if gone != nil {
			select {
			case <-gone:
			case <-time.After(endWithin):
			}
		}
		for _, c := range rest {
			save(c)
		}
	}
}
