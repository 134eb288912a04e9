package central

import (
	"context"
	"errors"
	"time"

	"alongside/dialog"
	"alongside/store"
)

// batch is how many assessments are looked up at a time.
const batch = 20

// Run sends all that is due, once. It ends early where the centre is not there or
// asks to be left alone, and says so in the result; an error is of the record itself,
// or that ctx ended. With now, a wait that the centre is owed is not kept.
func (k *Courier) Run(ctx context.Context, now bool) (Result, error) {
	var res Result
	tries, next, err := k.record.Postponed(ctx)
	if err != nil {
		return res, err
	}
	if !now && k.o.Now().Before(next) {
		res.Next = next
		return res, nil
	}
	for {
		due, err := k.record.Due(ctx, k.o.Now(), batch)
		if err != nil || len(due) == 0 {
			return k.end(ctx, res, err)
		}
		for i := range due {
			err := k.one(ctx, &due[i], &res)
			f := asFailure(err)
			switch {
			case err == nil:
				if tries > 0 {
					tries = 0
					if err := k.record.Postpone(ctx, dialog.ID{}, dialog.ID{}, 0, time.Time{}); err != nil {
						return res, err
					}
				}
			case f == nil || ctx.Err() != nil:
				return res, errors.Join(err, ctx.Err())
			default:
				return k.stop(ctx, res, f, tries)
			}
		}
	}
}

// end says when something has its turn again.
func (k *Courier) end(ctx context.Context, res Result, err error) (Result, error) {
	if err != nil {
		return res, err
	}
	at, waits, err := k.record.NextDelivery(ctx)
	if waits {
		res.Next = at
	}
	return res, err
}

// stop leaves the centre alone for a while.
func (k *Courier) stop(ctx context.Context, res Result, f *failure, tries int) (Result, error) {
	k.there = false
	res.Problem, res.Next = f.words, k.o.Now().Add(k.o.wait(tries, f.after))
	return res, k.record.Postpone(ctx, dialog.ID{}, dialog.ID{}, tries+1, res.Next)
}

// one sends one assessment, or sees to what becomes of it. It returns a failure only
// where nothing else can be sent either.
func (k *Courier) one(ctx context.Context, d *store.Due, res *Result) error {
	err := k.look(ctx)
	var p *parcel
	if err == nil {
		p, err = k.pack(ctx, d)
	}
	if err == nil {
		err = k.deliver(ctx, p)
	}
	f := asFailure(err)
	switch {
	case err == nil:
		res.Sent++
		err = k.receipt(ctx, p)
	case f == nil || f.fate == down:
		return err
	case f.fate == refused || f.fate == odd && d.Tries >= oddTries:
		res.Parked++
		err = k.park(ctx, d, p, f.words)
	default:
		res.Later++
		return k.record.Postpone(ctx, d.Person, d.Assessment, d.Tries+1, k.o.Now().Add(k.o.wait(d.Tries, f.after)))
	}
	if err == nil {
		k.o.Sent(res.Sent, res.Parked)
		err = k.forget(ctx, d)
	}
	return err
}

// oddTries is how often an answer may make no sense before the assessment is parked.
const oddTries = 4

// forget drops the count of tries, where there is one.
func (k *Courier) forget(ctx context.Context, d *store.Due) error {
	if d.Tries == 0 {
		return nil
	}
	return k.record.Postpone(ctx, d.Person, d.Assessment, 0, time.Time{})
}

// receipt writes down that the centre has all of it.
func (k *Courier) receipt(ctx context.Context, p *parcel) error {
	k.o.step("before the receipt")
	_, err := k.record.Append(ctx, dialog.Change{Person: p.person, Worker: k.o.Worker, DoneAt: dialog.At(k.o.Now()),
		Body: &dialog.DeliveryReceipted{Assessment: p.assessment, Version: p.version, Content: p.content, Resources: p.parts, Centre: k.centre.URL}})
	k.o.step("after the receipt")
	return err
}

// park writes down why it is not sent.
func (k *Courier) park(ctx context.Context, d *store.Due, p *parcel, words string) error {
	_, err := k.record.Append(ctx, dialog.Change{Person: d.Person, Worker: k.o.Worker, DoneAt: dialog.At(k.o.Now()),
		Body: &dialog.DeliveryParked{Assessment: d.Assessment, Version: p.version, Words: safe(words), Centre: k.centre.URL}})
	return err
}

// Deliver runs until everything is sent or parked, waiting in between, and gives up
// once the centre was not there several times in a row (see Patience). Each run's
// problem is told to tell, which may be nil.
func (k *Courier) Deliver(ctx context.Context, tell func(problem string, next time.Time)) (Result, error) {
	var all Result
	for failed := 0; ; {
		res, err := k.Run(ctx, failed == 0)
		all.Sent, all.Parked, all.Later = all.Sent+res.Sent, all.Parked+res.Parked, all.Later+res.Later
		all.Problem, all.Next = res.Problem, res.Next
		if res.Sent+res.Parked > 0 {
			failed = 0
		}
		if res.Problem != "" {
			failed++
		}
		if err != nil || res.Next.IsZero() || failed >= k.o.Patience.Tries {
			return all, err
		}
		if tell != nil && res.Problem != "" {
			tell(res.Problem, res.Next)
		}
		if err := k.o.sleep(ctx, max(res.Next.Sub(k.o.Now()), 0)); err != nil {
			return all, err
		}
	}
}
