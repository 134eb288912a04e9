package cli

import (
	"context"
	"sync"
	"time"

	"alongside/dialog"
	"alongside/dialog/abreast"
	"alongside/store"
	"alongside/store/central"
	"alongside/ui/sending"
)

// centre is the central system as the screens see it: what is not sent yet, and a way
// to send it. It holds neither the record nor the network between two calls.
type centre struct {
	door *store.Door
	now  func() time.Time

	busy    sync.Mutex // held while something is delivered: one delivery at a time
	courier *central.Courier
	of      dialog.Centre // the settings that courier is for
	in      *store.Store  // the record, likewise

	mu      sync.Mutex
	problem string // what ended the last delivery early
}

var _ sending.Centre = (*centre)(nil)

func closedRecord() error {
	return &dialog.Error{Code: dialog.Unavailable, Message: "The record is closed."}
}

// Sending says how much is not sent.
func (c *centre) Sending(ctx context.Context) (sending.State, error) {
	return c.state(ctx, c.told())
}

func (c *centre) told() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.problem
}

func (c *centre) tell(problem string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.problem = problem
}

func (c *centre) state(ctx context.Context, problem string) (sending.State, error) {
	s := c.door.Store()
	if s == nil {
		return sending.State{}, closedRecord()
	}
	rules, err := s.Rules(ctx)
	if err != nil || !rules.Centre.Configured() || s.Demo() {
		return sending.State{}, err
	}
	u, err := s.Unsent(ctx)
	state := sending.State{Centre: rules.Centre.URL, Waiting: u.Waiting, Parked: u.Parked, Problem: problem}
	if !u.Oldest.IsZero() {
		state.Days = max(dialog.DateOf(u.Oldest).DaysUntil(dialog.DateOf(c.now())), 0)
	}
	return state, err
}

// Send sends what is due. With now, a wait that the centre is owed is not kept: a
// person asked. It waits for the network and for nothing else.
func (c *centre) Send(ctx context.Context, now bool) (sending.State, error) {
	c.busy.Lock()
	defer c.busy.Unlock()
	s, v := c.door.Store(), c.door.Session()
	if s == nil || v == nil {
		return sending.State{}, closedRecord()
	}
	if s.ReadOnly() || s.Demo() || !v.May(dialog.PermDeliver) {
		return c.state(ctx, "")
	}
	rules, err := s.Rules(ctx)
	if err != nil || !rules.Centre.Configured() {
		return sending.State{}, err
	}
	if err := c.prepare(ctx, s, v, rules.Centre); err != nil {
		c.tell(dialog.ErrorMessage(err))
		return c.state(ctx, c.told())
	}
	res, err := c.courier.Run(ctx, now)
	if err != nil {
		return sending.State{}, err
	}
	if res.Problem != "" || res.Next.IsZero() || res.Sent > 0 {
		c.tell(res.Problem)
	}
	return c.state(ctx, c.told())
}

// prepare makes a courier where there is none for these settings and this record.
func (c *centre) prepare(ctx context.Context, s *store.Store, v *store.Session, set dialog.Centre) error {
	if c.courier != nil && c.of == set && c.in == s {
		return nil
	}
	if c.courier != nil {
		c.courier.Close()
		c.courier = nil
	}
	k, err := central.New(ctx, s, set, central.Options{Worker: v.Worker().ID, Software: "Alongside " + Version, Now: c.now})
	if err != nil {
		return err
	}
	c.courier, c.of, c.in = k, set, s
	return nil
}

// Parked are what was kept back, with why. Whoever is on another caseload is not
// named.
func (c *centre) Parked(ctx context.Context) ([]sending.Parked, error) {
	s, v := c.door.Store(), c.door.Session()
	if s == nil || v == nil {
		return nil, closedRecord()
	}
	all, err := s.Parked(ctx, mostParked)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	own, err := v.Caseload(ctx)
	if err != nil {
		return nil, err
	}
	names := map[dialog.ID]string{}
	for i := range own {
		names[own[i].Person.ID] = own[i].Person.ListName()
	}
	out := make([]sending.Parked, 0, len(all))
	for _, d := range all {
		p := sending.Parked{Person: d.Person, Assessment: d.Assessment, Name: names[d.Person], Why: d.Parked}
		if p.Name == "" {
			p.Name = "Somebody on another caseload"
		}
		if r, err := s.Record(ctx, d.Person); err == nil {
			if a := r.Assessment(d.Assessment); a != nil {
				p.Done = a.DoneAt
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// Again asks for one that was kept back to be tried again, or for all of them where
// the identifiers are zero.
func (c *centre) Again(ctx context.Context, person, assessment dialog.ID) error {
	s, v := c.door.Store(), c.door.Session()
	switch {
	case s == nil || v == nil:
		return closedRecord()
	case !v.May(dialog.PermDeliver):
		return store.Denied(dialog.PermDeliver)
	case assessment.IsZero():
		_, err := retryAll(ctx, s, v.Worker().ID, c.now())
		return err
	}
	return retry(ctx, s, person, assessment, v.Worker().ID, c.now())
}

// May reports whether the worker may send.
func (c *centre) MaySend() bool {
	v := c.door.Session()
	return v != nil && v.May(dialog.PermDeliver)
}

// keepSending sends what is due now and again until it is stopped, for where there is
// no screen to do so. Stopping waits until nothing of the record is in use.
func (c *centre) keepSending(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	sending := abreast.Begin(func() error {
		for wait := 5 * time.Second; ; wait = time.Minute {
			select {
			case <-time.After(wait):
				_, _ = c.Send(ctx, false) // what it says is asked for with push --status
			case <-ctx.Done():
				return nil
			}
		}
	})
	return func() { cancel(); _ = sending.Wait() }
}
