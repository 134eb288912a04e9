package team

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/dialog"
	"alongside/dialog/report/figures"
)

// job is one counting of everybody.
type job struct {
	q      figures.Question
	began  time.Time
	cancel context.CancelFunc
	over   chan struct{}

	done, of atomic.Int64
}

// counted is what a job came to.
type counted struct {
	job    *job
	report *figures.Report
	teams  []string
	err    error
}

// tick says that a job goes on, so that how far it is can be drawn.
type tick struct{ job *job }

// often is how often that is.
const often = 200 * time.Millisecond

// start begins to count for a question; what was being counted is given up.
func (s *Screen) start(q figures.Question) tea.Cmd {
	if s.job != nil {
		s.job.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{q: q, began: s.o.Now(), cancel: cancel, over: make(chan struct{})}
	s.job, s.failure = j, nil
	o := s.o
	return tea.Batch(func() tea.Msg { return j.run(ctx, &o) }, j.wait)
}

func (j *job) run(ctx context.Context, o *Options) tea.Msg {
	defer close(j.over)
	defer j.cancel()
	teams, err := o.Keeper.Teams(ctx)
	if err != nil {
		return counted{job: j, err: err}
	}
	f := figures.New(j.q)
	progress := func(done, of int) { j.done.Store(int64(done)); j.of.Store(int64(of)) }
	if err := o.Keeper.EachCounted(ctx, progress, func(c *dialog.Counted) error { f.Add(c); return nil }); err != nil {
		return counted{job: j, err: err}
	}
	return counted{job: j, report: f.Report(o.Text), teams: teams}
}

// wait returns a tick unless the job is over before.
func (j *job) wait() tea.Msg {
	select {
	case <-j.over:
		return nil
	case <-time.After(often):
		return tick{j}
	}
}
