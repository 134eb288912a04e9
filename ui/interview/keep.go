package interview

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/outbox"
	"alongside/ui/screen"
)

// How long things take before they are told or done.
const (
	slowAfter  = 200 * time.Millisecond // saving is worth a word
	pauseAfter = time.Second            // a note rests and is saved
)

// mark is the identity of one screen in its own messages, which every screen on
// the stack gets to see. It has a size so that no two share an address.
type mark struct{ _ byte }

// The messages by which the screen's commands report to it.
type (
	held struct {
		to    *mark
		token int
	} // a key was held back long enough
	late struct {
		to  *mark
		seq int
	} // a change has been on its way for long
	pause struct {
		to *mark
		n  int
	} // nothing was typed for a while
	answered struct { // the store has answered
		to        *mark
		seq       int
		committed dialog.Committed
		err       error
	}
)

// change is the one place where a change is made: always about the person whose
// record the screen holds. What is taken from a paper form was done when the
// form was.
func (m *Model) change(b dialog.Body) dialog.Change {
	at := dialog.At(m.o.Now())
	switch b.(type) {
	case *dialog.AssessmentStarted:
		if m.o.Paper {
			at = m.begin.doneAt
		}
	case *dialog.AnswerRecorded:
		if a := m.assessment(); a != nil && a.Layout == dialog.Paper {
			at = a.DoneAt
		}
	}
	return dialog.Change{Person: m.person, Worker: m.o.Worker, DoneAt: at, Body: b}
}

// post records a change that is not an answer.
func (m *Model) post(kind jobKind, b dialog.Body) tea.Cmd {
	m.box.Put(job{kind: kind}, m.change(b))
	return m.send()
}

// assessment is the assessment as the store gave it last, nil until there is one.
func (m *Model) assessment() *dialog.Assessment { return m.record.Assessment(m.id) }

// answer is the answer to show: what was chosen last, on the disk or on its way.
func (m *Model) answer(d dialog.Domain) dialog.Answer {
	if c, ok := m.box.Holds(answerJob(d)); ok {
		return c.Body.(*dialog.AnswerRecorded).Answer
	}
	if a := m.assessment(); a != nil {
		return a.Answers.Get(d)
	}
	return dialog.Answer{}
}

// answers are all answers to show.
func (m *Model) answers() *dialog.Answers {
	var all dialog.Answers
	if a := m.assessment(); a != nil {
		all = a.Answers
	}
	for _, d := range dialog.Domains() {
		if c, ok := m.box.Holds(answerJob(d)); ok {
			all.Set(d, c.Body.(*dialog.AnswerRecorded).Answer)
		}
	}
	return &all
}

func answerJob(d dialog.Domain) job { return job{kind: jobAnswer, domain: d} }

// put records an answer, unless it is the one that is there. Trying to record
// what could not be saved tries again.
func (m *Model) put(d dialog.Domain, a dialog.Answer) tea.Cmd {
	a = m.asked(d, a)
	if now := m.answer(d); sameAnswer(a, now) && a.Language == now.Language && m.box.ProgressOf(answerJob(d)) != outbox.NotStored {
		return nil
	}
	m.box.Put(answerJob(d), m.change(&dialog.AnswerRecorded{Assessment: m.id, Domain: d, Answer: a}))
	return m.send()
}

// mode is how what is recorded now was given.
func (m *Model) mode() dialog.Mode {
	if a := m.assessment(); a != nil && a.Layout == dialog.Paper {
		return dialog.ModePaper
	}
	return dialog.ModeScreen
}

// sameAnswer compares all that a person can see of an answer.
func sameAnswer(a, b dialog.Answer) bool {
	return a.State == b.State && a.Rating == b.Rating && a.Help == b.Help && a.Note == b.Note
}

// send lets the next change go, if none is on its way.
func (m *Model) send() tea.Cmd {
	if m.ending {
		return nil
	}
	change, seq, ok := m.box.Next()
	if !ok {
		return nil
	}
	keeper, to, gone := m.o.Keeper, m.mark, make(chan struct{})
	m.gone = gone
	return tea.Batch(
		func() tea.Msg {
			defer close(gone)
			committed, err := keeper.Append(context.Background(), change)
			return answered{to: to, seq: seq, committed: committed, err: err}
		},
		tea.Tick(slowAfter, func(time.Time) tea.Msg { return late{to: to, seq: seq} }),
	)
}

// answered takes what the store says. Only a record that holds what was sent
// counts as saved.
func (m *Model) answered(msg answered) tea.Cmd {
	err := msg.err
	if f := m.box.Flying(); f != nil && err == nil {
		err = m.verify(f.Change, msg.committed)
	}
	p, ok := m.box.Answered(msg.seq, err)
	if !ok {
		return nil
	}
	if err != nil {
		m.finishing = false
		return m.send()
	}
	m.record = msg.committed.Record
	m.over = m.over || p.Job.kind == jobFinish || p.Job.kind == jobClose
	cmds := []tea.Cmd{m.tell(p.Job, msg.committed)}
	if r, ok := m.at.(receiver); ok {
		cmds = append(cmds, r.arrived(m, p.Job, msg.committed))
	}
	cmds = append(cmds, m.send())
	if m.finishing && m.box.Empty() {
		m.finishing = false
		cmds = append(cmds, m.finish())
	}
	return tea.Batch(cmds...)
}

// tell tells the root what is on the disk now.
func (m *Model) tell(j job, c dialog.Committed) tea.Cmd {
	id := m.id
	return func() tea.Msg {
		switch j.kind {
		case jobFinish:
			return Finished{Committed: c, Assessment: id}
		case jobClose:
			return Closed{Committed: c, Assessment: id}
		}
		return Saved{Committed: c}
	}
}

// verify compares what the store gives back with what it was given.
func (m *Model) verify(c dialog.Change, got dialog.Committed) error {
	wrong := &dialog.Error{Code: dialog.Internal, Message: "The record did not give back what was to be saved."}
	if got.Record == nil || got.Record.Person.ID != m.person {
		return wrong
	}
	b, ok := c.Body.(*dialog.AnswerRecorded)
	if !ok {
		return nil
	}
	a := got.Record.Assessment(b.Assessment)
	if a == nil || !sameAnswer(a.Answers.Get(b.Domain), b.Answer) {
		return wrong
	}
	return nil
}

// Unsaved returns one sentence about what would be lost if the program ended
// now, or "".
func (m *Model) Unsaved() string {
	p, typing := m.at.(pauser)
	switch failed := len(m.box.Failed()); {
	case m.kept && m.box.Flying() == nil && failed <= m.before:
		return ""
	case failed == 1:
		return "One entry is not saved."
	case failed > 1:
		return fmt.Sprintf("%d entries are not saved.", failed)
	case !m.box.Empty():
		return "An answer is still being saved."
	case typing && p.held(m):
		return "What was typed last is not saved yet."
	}
	return ""
}

// Saves reports that all it holds is saved when it closes, as far as can be told.
func (m *Model) Saves() bool { return len(m.box.Failed()) == 0 }

// kept says that all that was held when the program was about to end is on the disk.
type kept struct{ to *mark }

// close saves what is held when the program is about to end. Nothing can be shown
// any more, so what the store refuses now is lost.
func (m *Model) close() tea.Cmd {
	m.ending, m.before = true, len(m.box.Failed())
	if p, ok := m.at.(pauser); ok {
		p.commit(m)
	}
	keeper, to, refused := m.o.Keeper, m.mark, error(nil)
	last := m.box.Ending(m.gone, func(c dialog.Change) {
		_, err := keeper.Append(context.Background(), c)
		refused = errors.Join(refused, err)
	})
	if last == nil {
		return nil
	}
	return func() tea.Msg {
		if last(); refused != nil {
			return nil
		}
		return kept{to}
	}
}

// failure says in one sentence what is not saved and why, "" when all is well.
func (m *Model) failure() string {
	failed := m.box.Failed()
	if len(failed) == 0 {
		return ""
	}
	var names []string
	for _, p := range failed {
		names = append(names, m.jobName(p.Job))
	}
	if len(names) > 3 {
		names = []string{m.tongue.Words.Saving.More.With("first", names[0], "n", len(names)-1)}
	}
	return m.tongue.Words.Saving.Failed.With("what", strings.Join(names, ", "), "why", dialog.ErrorMessage(failed[0].Err))
}

func (m *Model) jobName(j job) string {
	switch j.kind {
	case jobAnswer:
		return m.tongue.Short(j.domain)
	case jobStart:
		return "the start"
	case jobResume:
		return "taking it up again"
	case jobContext:
		return "who completed it"
	case jobClose:
		return "closing it"
	}
	return "the end"
}

// leave goes back to where the screen was opened from, and asks first while
// something is not saved.
func (m *Model) leave() tea.Cmd {
	if !m.box.Empty() {
		m.show(&leaving{back: m.at})
		return nil
	}
	said := "Everything so far is saved."
	if m.assessment() == nil {
		said = "Nothing was recorded."
	}
	return tea.Sequence(screen.GoBack, screen.Say(screen.Info, said))
}
