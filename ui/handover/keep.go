package handover

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/ui/outbox"
	"alongside/ui/screen"
)

// How long things take before they are told or given up.
const (
	slowAfter = 200 * time.Millisecond // saving is worth a word
)

// job names a change: the score of a question, or its wish for help.
type job struct {
	domain dialog.Domain
	wish   bool
}

// part is what one key changes.
type part struct {
	job
	given Given       // only the half that the job names counts
	at    dialog.When // when it was given
}

// The messages by which a save reports to the model.
type (
	late struct {
		to  *mark
		seq int
	}
	answered struct {
		to  *mark
		seq int
		err error
	}
)

func (late) ofHandover()     {}
func (answered) ofHandover() {}

// errOther says that the record holds something else than was given.
var errOther = errors.New("the record did not give back what was to be saved")

// save records one part and compares what the record then holds with it.
func (p part) save(ctx context.Context, a Assessment) error {
	if p.wish {
		got, err := a.Wish(ctx, p.at, p.domain, p.given.Help)
		if err == nil && got.Help != p.given.Help {
			err = errOther
		}
		return err
	}
	got, err := a.Rate(ctx, p.at, p.domain, p.given.State, p.given.Rating)
	if err == nil && (got.State != p.given.State || got.Rating != p.given.Rating) {
		err = errOther
	}
	return err
}

// rate records what became of a question, unless it is what is there.
func (m *Model) rate(d dialog.Domain, state dialog.State, rating int) tea.Cmd {
	g := m.given[d]
	if g.State == state && g.Rating == rating && m.box.ProgressOf(job{domain: d}) != outbox.NotStored {
		return nil
	}
	m.given[d].State, m.given[d].Rating = state, rating
	return m.put(job{domain: d})
}

// wish records the answer to the help question. A question that has nothing else yet
// is then one that was seen and left for later.
func (m *Model) wish(d dialog.Domain, h dialog.Help) tea.Cmd {
	j := job{domain: d, wish: true}
	if m.given[d].Help == h && m.box.ProgressOf(j) != outbox.NotStored {
		return nil
	}
	m.given[d].Help = h
	if m.given[d].State == dialog.NotSeen {
		m.given[d].State = dialog.Later
	}
	return m.put(j)
}

// put sends what is given now.
func (m *Model) put(j job) tea.Cmd {
	m.box.Put(j, part{j, m.given[j.domain], dialog.At(m.o.Now())})
	return m.send()
}

// send lets the next change go, if none is on its way.
func (m *Model) send() tea.Cmd {
	if m.ending {
		return nil
	}
	p, seq, ok := m.box.Next()
	if !ok {
		return nil
	}
	assessment, to, gone := m.o.Assessment, m.mark, make(chan struct{})
	m.gone = gone
	return tea.Batch(
		func() tea.Msg {
			defer close(gone)
			return answered{to: to, seq: seq, err: p.save(context.Background(), assessment)}
		},
		tea.Tick(slowAfter, func(time.Time) tea.Msg { return late{to: to, seq: seq} }),
	)
}

// answered takes what the store says.
func (m *Model) answered(msg answered) tea.Cmd {
	if _, ok := m.box.Answered(msg.seq, msg.err); !ok {
		return nil
	}
	return tea.Batch(m.send(), m.settled())
}

// settled tells the root once nothing waits any more, or asks the worker what to do
// with what could not be saved.
func (m *Model) settled() tea.Cmd {
	switch {
	case !m.leaving:
	case m.box.Empty():
		m.leaving = false
		return func() tea.Msg { return Settled{} }
	case m.box.Flying() == nil:
		if _, asks := m.at.(*leftover); !asks {
			m.show(&leftover{})
		}
	}
	return nil
}

// Leave tells the model that the worker is back. It answers with [Settled] once all
// that was given is on the disk, or the worker goes on without it.
func (m *Model) Leave() tea.Cmd {
	m.leaving = true
	m.box.Retry()
	return tea.Batch(m.send(), m.settled())
}

// Unsaved returns one sentence about what would be lost if the program ended now, or
// "".
func (m *Model) Unsaved() string {
	switch {
	case len(m.box.Failed()) > 0:
		return m.words.NotSaved
	case !m.box.Empty():
		return m.all.Saving.Saving
	}
	return ""
}

// close saves what is held when the program is about to end. Nothing can be shown any
// more, so what the store refuses now is lost.
func (m *Model) close() tea.Cmd {
	m.ending = true
	assessment := m.o.Assessment
	last := m.box.Ending(m.gone, func(p part) { _ = p.save(context.Background(), assessment) })
	if last == nil {
		return nil
	}
	return func() tea.Msg {
		last()
		return nil
	}
}

// status is what is to be said of a question's way to the disk: the tick only once
// the store has it.
func (m *Model) status(d dialog.Domain, f screen.Frame) string {
	th := f.Theme
	g := m.given[d]
	switch max(m.box.ProgressOf(job{domain: d}), m.box.ProgressOf(job{domain: d, wish: true})) {
	case outbox.NotStored:
		return th.Failure.Render(th.Glyphs.Cross + " " + m.all.Saving.NotSaved)
	case outbox.Slowly:
		return th.Warning.Render(th.Signs(m.all.Saving.Saving))
	case outbox.Settled:
		if g.State != dialog.NotSeen {
			return th.Saved.Render(th.Glyphs.Tick + " " + m.all.Saving.Saved)
		}
	case outbox.Underway:
	}
	return ""
}

// unsaved is the part that says that something is not saved, empty when all is well.
func (m *Model) unsaved(f screen.Frame) screen.Part {
	if len(m.box.Failed()) == 0 {
		return screen.Part{}
	}
	return screen.Part{Lines: styled(f, f.Theme.Failure, m.words.NotSaved)}
}
