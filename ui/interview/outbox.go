package interview

import (
	"slices"

	"alongside/dialog"
)

// jobKind says what a change that waits for the store is about.
type jobKind int

// The kinds of job.
const (
	jobStart jobKind = iota
	jobResume
	jobContext
	jobAnswer
	jobFinish
	jobClose
)

// job names a change: there is at most one of each at a time, and for an answer
// one for each item.
type job struct {
	kind   jobKind
	domain dialog.Domain // of an answer
}

// parcel is a change on its way.
type parcel struct {
	job    job
	change dialog.Change
	number int   // its place among all that were made
	err    error // why the store did not take it; nil while it waits
}

// outbox keeps the changes that the store has not answered yet. One is on its
// way at a time, so that they reach the journal in the order in which they were
// made. A newer answer to an item replaces an older one that has not left yet;
// what the store refused stays until it is taken, and nothing is ever dropped.
type outbox struct {
	waiting []parcel // by number
	flying  *parcel
	made    int  // how many changes there were so far
	seq     int  // of the change on its way
	slow    bool // saving takes so long that people are told
}

// put adds a change, in the place of one with the same job that has not left.
// What was refused before is tried again with it.
func (b *outbox) put(j job, c dialog.Change) {
	b.retry()
	b.drop(j)
	b.made++
	b.waiting = append(b.waiting, parcel{job: j, change: c, number: b.made})
}

func (b *outbox) find(j job) int {
	return slices.IndexFunc(b.waiting, func(p parcel) bool { return p.job == j })
}

// next sends the first change that waits, unless one is on its way already.
func (b *outbox) next() (c dialog.Change, seq int, ok bool) {
	if b.flying != nil {
		return dialog.Change{}, 0, false
	}
	i := slices.IndexFunc(b.waiting, func(p parcel) bool { return p.err == nil })
	if i < 0 {
		return dialog.Change{}, 0, false
	}
	p := b.waiting[i]
	b.waiting = slices.Delete(b.waiting, i, i+1)
	b.flying = &p
	b.seq++
	return p.change, b.seq, true
}

// answered takes the store's answer about the change on its way and returns what
// it was. What failed goes back to its place, unless something newer has taken
// it.
func (b *outbox) answered(seq int, err error) (p parcel, ok bool) {
	if b.flying == nil || seq != b.seq {
		return parcel{}, false
	}
	p = *b.flying
	b.flying, b.slow = nil, b.slow && len(b.waiting) > 0
	if err != nil && b.find(p.job) < 0 {
		failed := p
		failed.err = err
		i, _ := slices.BinarySearchFunc(b.waiting, p.number, func(w parcel, n int) int { return w.number - n })
		b.waiting = slices.Insert(b.waiting, i, failed)
	}
	return p, true
}

// late notes that the change on its way takes long.
func (b *outbox) late(seq int) {
	if b.flying != nil && seq == b.seq {
		b.slow = true
	}
}

// retry lets what was refused go again.
func (b *outbox) retry() {
	for i := range b.waiting {
		b.waiting[i].err = nil
	}
}

// drop forgets a change that has not left and is not wanted any more.
func (b *outbox) drop(j job) {
	b.waiting = slices.DeleteFunc(b.waiting, func(p parcel) bool { return p.job == j })
}

// holds returns the newest change with this job that the store has not answered.
func (b *outbox) holds(j job) (dialog.Change, bool) {
	if i := b.find(j); i >= 0 {
		return b.waiting[i].change, true
	}
	if b.flying != nil && b.flying.job == j {
		return b.flying.change, true
	}
	return dialog.Change{}, false
}

// progress is where a change has got to.
type progress int

// The kinds of progress.
const (
	settled   progress = iota // nothing is on its way
	underway                  // on its way, and not for long
	slowly                    // on its way, and for long
	notStored                 // the store refused it
)

// progressOf says where the change with this job has got to.
func (b *outbox) progressOf(j job) progress {
	i := b.find(j)
	switch {
	case i >= 0 && b.waiting[i].err != nil:
		return notStored
	case i < 0 && (b.flying == nil || b.flying.job != j):
		return settled
	case b.slow:
		return slowly
	}
	return underway
}

// failed returns the changes that the store refused, in the order they were made.
func (b *outbox) failed() []parcel {
	var failed []parcel
	for _, p := range b.waiting {
		if p.err != nil {
			failed = append(failed, p)
		}
	}
	return failed
}

// empty reports that the store has taken everything.
func (b *outbox) empty() bool { return b.flying == nil && len(b.waiting) == 0 }

// rest returns what has not left yet, for the moment in which the program ends.
func (b *outbox) rest() []dialog.Change {
	var changes []dialog.Change
	for _, p := range b.waiting {
		changes = append(changes, p.change)
	}
	return changes
}
