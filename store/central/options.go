package central

import (
	"context"
	"math/rand/v2"
	"time"

	"alongside/dialog"
	"alongside/store"
)

// Record is what delivery needs of the open record; *store.Store has it. Each call
// takes the record for as long as it lasts and no longer.
type Record interface {
	MayDeliver(ctx context.Context) error
	Due(ctx context.Context, now time.Time, limit int) ([]store.Due, error)
	NextDelivery(ctx context.Context) (at time.Time, waits bool, err error)
	Entries(ctx context.Context, person dialog.ID) ([]dialog.Entry, error)
	Workers(ctx context.Context) ([]dialog.Worker, error)
	Append(ctx context.Context, changes ...dialog.Change) (dialog.Committed, error)
	Postpone(ctx context.Context, person, assessment dialog.ID, tries int, next time.Time) error
	Postponed(ctx context.Context) (tries int, next time.Time, err error)
	Secret(ctx context.Context, name string) ([]byte, error)
	SetSecret(ctx context.Context, name string, value []byte) error
}

// Options say for whom and how a courier works.
type Options struct {
	Worker   dialog.ID              // who is at the laptop
	Software string                 // the name and version of the program, for the centre's records
	Now      func() time.Time       // the clock; time.Now when nil
	Fraction func() float64         // a random number from 0 up to 1, for waiting; math/rand when nil
	Sent     func(sent, parked int) // told after each assessment; may be nil
	Patience Patience               // DefaultPatience when zero
	step     func(what string)      // tests end the program here
	sleep    func(context.Context, time.Duration) error
}

// Patience is how long things may take.
type Patience struct {
	First, Most time.Duration // the span of the first wait before another try, and of the longest
	Answer      time.Duration // for one request altogether
	Connect     time.Duration // for reaching the centre
	Tries       int           // how often in a row the centre may fail before Deliver gives up
}

// DefaultPatience is for a network that comes and goes.
var DefaultPatience = Patience{First: 2 * time.Second, Most: 15 * time.Minute, Answer: time.Minute, Connect: 15 * time.Second, Tries: 5}

func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Fraction == nil {
		o.Fraction = rand.Float64
	}
	if o.Patience == (Patience{}) {
		o.Patience = DefaultPatience
	}
	if o.step == nil {
		o.step = func(string) {}
	}
	if o.sleep == nil {
		o.sleep = sleep
	}
	if o.Sent == nil {
		o.Sent = func(int, int) {}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait is how long to wait before a try: at random within a span that doubles with
// each one before it, and after what the centre asked for.
func (o *Options) wait(tries int, asked time.Duration) time.Duration {
	span := o.Patience.First
	for range min(tries, 30) {
		if span = 2 * span; span >= o.Patience.Most {
			span = o.Patience.Most
			break
		}
	}
	return asked + time.Duration(o.Fraction()*float64(span))
}
