package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/ui/caseload"
	"alongside/ui/screen"
	"alongside/ui/sending"
)

// How often what is due is sent while the record is open: soon after it was opened,
// and then now and again. Whoever sends keeps the waits that the centre is owed.
const (
	firstSending = 5 * time.Second
	sendingEvery = time.Minute
)

// sendNow asks for what is due to be sent.
type sendNow struct{ of Opened }

// sent is how it stands after that.
type sent struct {
	of    Opened
	state sending.State
	err   error
}

// sendOn says how much is not sent, where there is somewhere to send it, and begins to
// send before long.
func (m *Model) sendOn() tea.Cmd {
	c, ok := m.open.(sending.Centre)
	if !ok {
		return nil
	}
	m.watch.sending, m.watch.stopSending = context.WithCancel(context.Background())
	of, ctx := m.open, m.watch.sending
	return tea.Batch(func() tea.Msg {
		state, err := c.Sending(ctx)
		if err != nil {
			return nil
		}
		return sending.Changed{State: state}
	}, sendAfter(firstSending, of))
}

func sendAfter(d time.Duration, of Opened) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return sendNow{of} })
}

// noSending gives up what is being sent. Nothing is lost: what has no receipt is sent
// again.
func (m *Model) noSending() {
	if m.watch.stopSending != nil {
		m.watch.stopSending()
	}
}

// routeSending answers what concerns sending. It reports false for every other message.
func (m *Model) routeSending(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case sendNow:
		c, ok := m.open.(sending.Centre)
		if !ok || msg.of != m.open || m.watch.locking || m.ending {
			return nil, true
		}
		ctx, of := m.watch.sending, m.open
		return func() tea.Msg {
			state, err := c.Send(ctx, false)
			return sent{of, state, err}
		}, true
	case sent:
		if msg.of != m.open {
			return nil, true
		}
		again := sendAfter(sendingEvery, m.open)
		if msg.err != nil {
			return again, true
		}
		return tea.Batch(again, func() tea.Msg { return sending.Changed{State: msg.state} }), true
	case sending.Changed:
		m.sends = msg.State.Centre != ""
		line := caseload.Sending{Urgent: msg.State.Parked > 0 || msg.State.Days >= 7}
		if msg.State.Centre != "" {
			line.Words, line.Short = msg.State.Words(), msg.State.Short()
		}
		return tea.Batch(m.toAll(line), m.toAll(msg)), true
	case caseload.ShowSending:
		c, ok := m.open.(sending.Centre)
		if !ok {
			return screen.Say(screen.Info, "Nothing is sent from this record."), true
		}
		return m.push(layer{screen: sending.New(c)}), true
	}
	return nil, false
}
