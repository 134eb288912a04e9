package fhir

import (
	"slices"

	"alongside/dialog"
)

// History is a person's record together with what the entries say about how it
// came about: who finished, amended and struck out what, and which answers once
// stood that no longer do.
type History struct {
	Record *dialog.Record
	acts   []act
	traces map[dialog.ID]*trace
}

// act is an entry that made, changed or withdrew an assessment.
type act struct {
	entry      *dialog.Entry
	assessment dialog.ID
	operation  string // of systemActivity
	reason     string
	items      []dialog.Domain // whose observations it concerns
	means      []string
}

// trace is what remains of an assessment's earlier states once it had ended.
type trace struct {
	items   map[dialog.Domain]bool // had an observation at some time
	means   map[string]bool
	amended map[dialog.Domain]bool // changed since
}

// The operations of an act.
const (
	operationCreate  = "CREATE"
	operationUpdate  = "UPDATE"
	operationNullify = "NULLIFY"
)

// Follow adds up the entries about one person, given in the order of the record.
func Follow(entries []dialog.Entry) *History {
	h := &History{Record: dialog.Blank(entries), traces: map[dialog.ID]*trace{}}
	h.Record.Assessments = slices.Grow(h.Record.Assessments, begunIn(entries))
	for i := range entries {
		h.Add(&entries[i])
	}
	return h
}

// begunIn is how many assessments entries begin.
func begunIn(entries []dialog.Entry) (n int) {
	for i := range entries {
		switch entries[i].Body.(type) {
		case *dialog.AssessmentStarted, *dialog.AssessmentTakenOver:
			n++
		}
	}
	return n
}

// Add adds the entry that comes next.
func (h *History) Add(e *dialog.Entry) {
	id, domain := concerns(e.Body)
	before := h.Record.Assessment(id)
	ended := before != nil && before.Status != dialog.Draft
	struck := before != nil && before.StruckOut
	dialog.Apply(h.Record, e)
	a := h.Record.Assessment(id)
	if a == nil || a.Status == dialog.Draft && !a.StruckOut {
		return
	}
	t := h.trace(a)
	switch b := e.Body.(type) {
	case *dialog.AssessmentFinished:
		h.acted(e, a, operationCreate, b.Reason)
	case *dialog.AssessmentClosed:
		if a.Status == dialog.Closed {
			h.acted(e, a, operationCreate, b.Reason)
		}
	case *dialog.AssessmentTakenOver:
		if !ended {
			h.acted(e, a, operationCreate, "")
		}
	case *dialog.AnswerRecorded:
		if ended {
			t.amended[domain] = true
			h.amended(e, a, domain, b.Reason)
		}
	case *dialog.AssessmentStruckOut:
		if !struck {
			h.acted(e, a, operationNullify, b.Reason)
		}
	}
}

// concerns returns the assessment that an entry is about, and the item.
func concerns(body dialog.Body) (dialog.ID, dialog.Domain) {
	switch b := body.(type) {
	case *dialog.AssessmentTakenOver:
		return b.Assessment, dialog.NoDomain
	case *dialog.AnswerRecorded:
		return b.Assessment, b.Domain
	case *dialog.AssessmentFinished:
		return b.Assessment, dialog.NoDomain
	case *dialog.AssessmentClosed:
		return b.Assessment, dialog.NoDomain
	case *dialog.AssessmentStruckOut:
		return b.Assessment, dialog.NoDomain
	}
	return dialog.ID{}, dialog.NoDomain
}

// trace notes what of an assessment that has ended stands now.
func (h *History) trace(a *dialog.Assessment) *trace {
	t := h.traces[a.ID]
	if t == nil {
		t = &trace{items: map[dialog.Domain]bool{}, means: map[string]bool{}, amended: map[dialog.Domain]bool{}}
		h.traces[a.ID] = t
	}
	if a.Status == dialog.Draft {
		return t
	}
	for _, d := range dialog.Domains() {
		if observed(a.Answers.Get(d)) {
			t.items[d] = true
		}
	}
	for _, m := range means {
		if _, ok := m.of(&a.Answers).Value(); ok {
			t.means[m.code] = true
		}
	}
	return t
}

// observed says whether an answer has an observation: it was settled.
func observed(a dialog.Answer) bool {
	return a.State == dialog.Rated || a.State == dialog.Declined || a.State == dialog.NotApplicable
}

// acted keeps an act about the whole of an assessment.
func (h *History) acted(e *dialog.Entry, a *dialog.Assessment, operation, reason string) {
	act := act{entry: e, assessment: a.ID, operation: operation, reason: reason}
	t := h.traces[a.ID]
	for _, d := range dialog.Domains() {
		if t.items[d] {
			act.items = append(act.items, d)
		}
	}
	for _, m := range means {
		if t.means[m.code] {
			act.means = append(act.means, m.code)
		}
	}
	h.acts = append(h.acts, act)
}

// amended keeps an act about one item, and about the mean it is part of.
func (h *History) amended(e *dialog.Entry, a *dialog.Assessment, d dialog.Domain, reason string) {
	act := act{entry: e, assessment: a.ID, operation: operationUpdate, reason: reason}
	t := h.traces[a.ID]
	if t.items[d] {
		act.items = []dialog.Domain{d}
	}
	if m := meanWith(d); t.means[m.code] {
		act.means = []string{m.code}
	}
	h.acts = append(h.acts, act)
}
