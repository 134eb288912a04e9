package interview

import "alongside/dialog"

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
