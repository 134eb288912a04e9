package unlock

import "time"

// Policy says when an unattended record is covered or locked. What is zero or
// below takes its default, and what is above its highest value takes that, so that
// no setting can leave a record open for longer.
type Policy struct {
	Lock      time.Duration // idle for so long outside an appointment: lock; 5 minutes, at most 10
	Cover     time.Duration // idle for so long inside an appointment: cover; 5 minutes, at most 10
	CoverMost time.Duration // covered for so long: lock; 30 minutes, at most 30
	Jump      time.Duration // the clocks part, or nothing was looked at, for longer than this: lock; 30 seconds, at most 30
}

// DefaultPolicy is the policy of a new record.
func DefaultPolicy() Policy { return Policy{}.bounded() }

func (p Policy) bounded() Policy {
	bound := func(d, usual, most time.Duration) time.Duration {
		if d <= 0 {
			return usual
		}
		return min(d, most)
	}
	return Policy{
		Lock:      bound(p.Lock, 5*time.Minute, 10*time.Minute),
		Cover:     bound(p.Cover, 5*time.Minute, 10*time.Minute),
		CoverMost: bound(p.CoverMost, 30*time.Minute, 30*time.Minute),
		Jump:      bound(p.Jump, 30*time.Second, 30*time.Second),
	}
}

// Reading is what both clocks of the laptop say at one moment.
type Reading struct {
	Mono time.Duration // the running time since any fixed moment; it never goes back
	Wall time.Time     // the time of day, which people and networks can set
}

// ReadingAt takes both clocks from a time that time.Now gave, with the time of day
// apart from the running time since a start that time.Now gave too.
func ReadingAt(start, now time.Time) Reading {
	return Reading{Mono: now.Sub(start), Wall: now.Round(0)}
}

// Verdict is what an unattended record needs.
type Verdict int

const (
	// Nothing: go on.
	Nothing Verdict = iota
	// CoverNow: hide what is shown until the PIN was given.
	CoverNow
	// LockNow: close the record and drop its keys.
	LockNow
)

// lookAtLeast is how often the clocks are looked at, so that a laptop that slept
// is found out within that time of its waking.
const lookAtLeast = time.Second

// Idle decides when a record that nobody touches is covered or locked. It reads no
// clock and starts no timer: it is told of each key and paste with Active, looked
// at with Look no later than Wait says, and answers with a verdict. A verdict
// stands until something ends it: CoverNow until Uncovered, LockNow for good; make
// a new Idle after unlocking.
//
// Idleness is counted in running time alone, so that setting the clock neither
// postpones nor hastens a lock by a minute or an hour; it locks at once. While a
// laptop sleeps, the running time stands still on Linux and macOS and goes on on
// Windows. There the clocks agree after a sleep, and what gives the sleep away is
// that nothing was looked at meanwhile. A sleep shorter than Jump passes
// unnoticed, and its time may count as if it had not been.
//
// Readings are to be taken where they are used, in Update. One that is older than
// another that was used before tells nothing and changes nothing.
type Idle struct {
	policy  Policy
	verdict Verdict
	inside  bool
	begun   bool
	last    Reading // the latest
	active  Reading // of the last key, or of the beginning
}

// NewIdle makes one that has not begun: its first reading begins it and counts as
// activity.
func NewIdle(p Policy) *Idle { return &Idle{policy: p.bounded()} }

// Inside tells whether an appointment is open, in which idleness first covers. It
// must stay false while there is no PIN to uncover with.
func (i *Idle) Inside(inside bool) { i.inside = inside }

// Look takes a reading and answers what is needed now.
func (i *Idle) Look(r Reading) Verdict {
	if !i.begun {
		i.begun, i.last, i.active = true, r, r
		return i.verdict
	}
	if r.Mono < i.last.Mono || i.verdict == LockNow {
		return i.verdict
	}
	jumped := i.apart(i.last, r) || i.apart(i.active, r) || r.Mono-i.last.Mono > i.policy.Jump
	i.last = r
	if jumped {
		i.verdict = LockNow
		return i.verdict
	}
	i.verdict = max(i.verdict, i.due(r.Mono-i.active.Mono))
	return i.verdict
}

// apart reports that the clocks moved by different spans between two readings.
func (i *Idle) apart(a, b Reading) bool {
	difference := b.Wall.Sub(a.Wall) - (b.Mono - a.Mono)
	return difference.Abs() > i.policy.Jump
}

// due is the verdict after so much idleness. What was covered stays so by the
// same count whether or not the appointment is open still.
func (i *Idle) due(idle time.Duration) Verdict {
	covers := i.inside || i.verdict == CoverNow
	switch {
	case covers && idle >= i.policy.Cover+i.policy.CoverMost:
		return LockNow
	case covers && idle >= i.policy.Cover:
		return CoverNow
	case !covers && idle >= i.policy.Lock:
		return LockNow
	}
	return Nothing
}

// Left is how long it is until the record locks if nobody touches it, and false where
// it is covered first or is locked already.
func (i *Idle) Left(r Reading) (time.Duration, bool) {
	if i.inside || !i.begun || i.verdict != Nothing {
		return 0, false
	}
	return i.policy.Lock - (r.Mono - i.active.Mono), true
}

// Active tells of a key or a paste. It counts only if the answer is Nothing: one
// that comes when the record should have been covered or locked already must not
// be acted on, and keys on the cover do not make it last longer.
func (i *Idle) Active(r Reading) Verdict {
	if i.Look(r) == Nothing && r.Mono >= i.active.Mono {
		i.active = r
	}
	return i.verdict
}

// Uncovered tells that the PIN was given. It counts as activity, unless the record
// should have been locked by then.
func (i *Idle) Uncovered(r Reading) Verdict {
	if i.Look(r) == CoverNow {
		i.verdict = Nothing
		i.active = i.last
	}
	return i.verdict
}

// Wait is how long after the latest reading to look again, at most a second.
func (i *Idle) Wait() time.Duration {
	idle := i.last.Mono - i.active.Mono
	next := lookAtLeast
	for _, limit := range []time.Duration{i.policy.Lock, i.policy.Cover, i.policy.Cover + i.policy.CoverMost} {
		if left := limit - idle; left > 0 {
			next = min(next, left)
		}
	}
	return next
}
