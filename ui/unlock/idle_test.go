package unlock_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"alongside/ui/unlock"
)

// at makes a reading of clocks that agree, so long after the beginning.
func at(mono time.Duration) unlock.Reading { return unlock.Reading{Mono: mono, Wall: noon.Add(mono)} }

// off makes a reading with the time of day so far from where it should be.
func off(mono, by time.Duration) unlock.Reading {
	return unlock.Reading{Mono: mono, Wall: noon.Add(mono + by)}
}

var noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

// idleFor looks every second from one moment to another, and says what was
// answered last.
func idleFor(i *unlock.Idle, from, to time.Duration) unlock.Verdict {
	v := unlock.Nothing
	for t := from; t <= to; t += time.Second {
		v = i.Look(at(t))
	}
	return v
}

func TestPolicyIsBounded(t *testing.T) {
	tests := map[string]struct {
		set  time.Duration
		lock time.Duration // when it locks outside an appointment
	}{
		"nothing set":     {0, 5 * time.Minute},
		"below zero":      {-time.Hour, 5 * time.Minute},
		"two minutes":     {2 * time.Minute, 2 * time.Minute},
		"ten minutes":     {10 * time.Minute, 10 * time.Minute},
		"as long as ever": {1<<63 - 1, 10 * time.Minute},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			i := unlock.NewIdle(unlock.Policy{Lock: test.set})
			if v := idleFor(i, 0, test.lock-time.Second); v != unlock.Nothing {
				t.Errorf("a second before: %v", v)
			}
			if v := i.Look(at(test.lock)); v != unlock.LockNow {
				t.Errorf("at %v: %v", test.lock, v)
			}
		})
	}
	if got, want := unlock.DefaultPolicy(), (unlock.Policy{Lock: 5 * time.Minute, Cover: 5 * time.Minute, CoverMost: 30 * time.Minute, Jump: 30 * time.Second}); got != want {
		t.Errorf("by default %+v", got)
	}
}

func TestIdleCoversInsideAnAppointment(t *testing.T) {
	i := unlock.NewIdle(unlock.Policy{})
	i.Inside(true)
	if v := idleFor(i, 0, 5*time.Minute-time.Second); v != unlock.Nothing {
		t.Fatalf("early: %v", v)
	}
	if v := i.Look(at(5 * time.Minute)); v != unlock.CoverNow {
		t.Fatalf("at five minutes: %v", v)
	}
	i.Inside(false) // what is beneath the cover makes no difference
	if v := idleFor(i, 5*time.Minute, 35*time.Minute-time.Second); v != unlock.CoverNow {
		t.Fatalf("under cover: %v", v)
	}
	if v := i.Active(at(35*time.Minute - time.Second)); v != unlock.CoverNow {
		t.Fatalf("a key on the cover: %v", v)
	}
	if v := i.Look(at(35 * time.Minute)); v != unlock.LockNow {
		t.Fatalf("at thirty-five minutes: %v", v)
	}
	if v := i.Uncovered(at(35 * time.Minute)); v != unlock.LockNow {
		t.Fatalf("uncovered too late: %v", v)
	}
}

func TestIdleUncovered(t *testing.T) {
	i := unlock.NewIdle(unlock.Policy{})
	i.Inside(true)
	if v := i.Uncovered(at(0)); v != unlock.Nothing {
		t.Errorf("uncovered while open: %v", v)
	}
	idleFor(i, 0, 6*time.Minute)
	if v := i.Uncovered(at(6 * time.Minute)); v != unlock.Nothing {
		t.Errorf("uncovered: %v", v)
	}
	if v := idleFor(i, 6*time.Minute, 11*time.Minute-time.Second); v != unlock.Nothing {
		t.Errorf("the time was not counted anew: %v", v)
	}
	if v := i.Look(at(11 * time.Minute)); v != unlock.CoverNow {
		t.Errorf("not covered again: %v", v)
	}
}

func TestIdleKeyThatComesTooLateIsNotTaken(t *testing.T) {
	i := unlock.NewIdle(unlock.Policy{})
	idleFor(i, 0, 5*time.Minute-time.Second)
	if v := i.Active(at(5 * time.Minute)); v != unlock.LockNow {
		t.Errorf("got %v", v)
	}
}

func TestIdleClocks(t *testing.T) {
	tests := map[string]struct {
		readings []unlock.Reading
		want     unlock.Verdict
	}{
		"the clocks agree":               {[]unlock.Reading{at(0), at(time.Second)}, unlock.Nothing},
		"a sleep":                        {[]unlock.Reading{at(0), off(time.Second, 31*time.Second)}, unlock.LockNow},
		"a nap":                          {[]unlock.Reading{at(0), off(time.Second, 30*time.Second)}, unlock.Nothing},
		"two naps":                       {[]unlock.Reading{at(0), off(time.Second, 20*time.Second), off(2*time.Second, 40*time.Second)}, unlock.LockNow},
		"set back an hour":               {[]unlock.Reading{at(0), off(time.Second, -time.Hour)}, unlock.LockNow},
		"set forward an hour":            {[]unlock.Reading{at(0), off(time.Second, time.Hour)}, unlock.LockNow},
		"back to the epoch":              {[]unlock.Reading{at(0), {Mono: time.Second, Wall: time.Unix(0, 0)}}, unlock.LockNow},
		"to the end of time":             {[]unlock.Reading{at(0), {Mono: time.Second, Wall: time.Unix(1<<40, 0)}}, unlock.LockNow},
		"adjusted by a little":           {[]unlock.Reading{at(0), off(time.Second, 2*time.Second)}, unlock.Nothing},
		"there and back, seen":           {[]unlock.Reading{at(0), off(time.Second, -time.Hour), at(2 * time.Second)}, unlock.LockNow},
		"not looked at":                  {[]unlock.Reading{at(0), at(31 * time.Second)}, unlock.LockNow},
		"looked at late":                 {[]unlock.Reading{at(0), at(30 * time.Second)}, unlock.Nothing},
		"an old reading comes late":      {[]unlock.Reading{at(0), at(2 * time.Second), off(time.Second, time.Hour)}, unlock.Nothing},
		"another zone is the same time":  {[]unlock.Reading{at(0), {Mono: time.Second, Wall: noon.Add(time.Second).In(time.FixedZone("", 14*3600))}}, unlock.Nothing},
		"the first reading is no change": {[]unlock.Reading{off(time.Hour, time.Hour)}, unlock.Nothing},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			looked, touched := unlock.NewIdle(unlock.Policy{}), unlock.NewIdle(unlock.Policy{})
			var a, b unlock.Verdict
			for _, r := range test.readings {
				a, b = looked.Look(r), touched.Active(r)
			}
			if a != test.want {
				t.Errorf("looking: got %v, want %v", a, test.want)
			}
			if name != "two naps" && b != test.want {
				t.Errorf("touching: got %v, want %v", b, test.want)
			}
		})
	}
}

func TestReadingAt(t *testing.T) {
	start := time.Now()
	now := start.Add(time.Minute)
	r := unlock.ReadingAt(start, now)
	if r.Mono != time.Minute || !r.Wall.Equal(now) || r.Wall != now.Round(0) {
		t.Errorf("got %+v", r)
	}
}

// happening is one thing in a timeline.
type happening struct {
	at   time.Duration
	what string        // touch, enter, leave, uncover, clock
	by   time.Duration // for clock: how far the time of day is moved; a sleep moves it too
}

// change is a verdict that began to hold.
type change struct {
	at time.Duration
	to unlock.Verdict
}

// timeline draws an hour of use: bursts of keys, rests around the limits,
// appointments, clocks set and laptops closed. The clock is moved at most once in
// a second, since what is put back before anyone looked cannot be seen.
func timeline(t *rapid.T) []happening {
	gap := rapid.OneOf(
		rapid.Int64Range(1, 3_000), rapid.Int64Range(1_000, 120_000), rapid.Int64Range(295_000, 305_000), rapid.Int64Range(300_000, 2_200_000),
	)
	what := rapid.SampledFrom([]string{"touch", "touch", "touch", "touch", "enter", "enter", "leave", "uncover", "uncover", "uncover", "clock"})
	by := rapid.OneOf(rapid.Int64Range(-29_000, 29_000), rapid.Int64Range(-29_000, 29_000), rapid.Int64Range(-7_200_000, 7_200_000))
	var all []happening
	for now, n := time.Duration(0), rapid.IntRange(1, 25).Draw(t, "happenings"); n > 0; n-- {
		now += time.Duration(gap.Draw(t, "gap")) * time.Millisecond
		h := happening{at: now, what: what.Draw(t, "what")}
		if h.what == "clock" {
			h.by = time.Duration(by.Draw(t, "by")) * time.Millisecond
			now += time.Second
		}
		all = append(all, h)
	}
	return all
}

// expected works out from the whole timeline, with the times known exactly, when
// each verdict is due. It shares no code with Idle.
func expected(all []happening, p unlock.Policy, end time.Duration) []change {
	var out []change
	var active, moved time.Duration
	inside, covered := false, false
	for _, h := range append(all, happening{at: end, what: "end"}) {
		if !covered && inside && active+p.Cover <= h.at {
			covered = true
			out = append(out, change{active + p.Cover, unlock.CoverNow})
		}
		if limit := active + p.Cover + p.CoverMost; covered && limit <= h.at {
			return append(out, change{limit, unlock.LockNow})
		}
		if limit := active + p.Lock; !covered && !inside && limit <= h.at {
			return append(out, change{limit, unlock.LockNow})
		}
		switch {
		case h.what == "clock":
			if moved += h.by; max(h.by.Abs(), moved.Abs()) > p.Jump {
				return append(out, change{h.at, unlock.LockNow})
			}
		case covered && h.what == "uncover":
			covered = false
			out = append(out, change{h.at, unlock.Nothing})
			active, moved = h.at, 0
		case !covered && h.what != "end" && h.what != "uncover":
			active, moved = h.at, 0
			inside = h.what == "enter" || inside && h.what != "leave"
		}
	}
	return out
}

// observed runs the timeline against Idle as the program does: a loop that wakes
// for keys and for its timer, with the clocks of the bubble.
func observed(all []happening, p unlock.Policy, end time.Duration) []change {
	var out []change
	start, idle, shift, inside := time.Now(), unlock.NewIdle(p), time.Duration(0), false
	reading := func() unlock.Reading {
		r := unlock.ReadingAt(start, time.Now())
		r.Wall = r.Wall.Add(shift)
		return r
	}
	was := idle.Look(reading())
	note := func(v unlock.Verdict) {
		if v != was {
			out = append(out, change{time.Since(start), v})
			was = v
		}
	}
	events, over := make(chan happening), make(chan struct{})
	defer close(over)
	go send(all, end, events, over)
	for was != unlock.LockNow {
		timer := time.NewTimer(idle.Wait())
		select {
		case <-timer.C:
			note(idle.Look(reading()))
		case h := <-events:
			timer.Stop()
			switch {
			case h.what == "end":
				return out
			case h.what == "clock":
				shift += h.by // nobody is told
			case h.what == "uncover":
				note(idle.Uncovered(reading()))
			default:
				v := idle.Active(reading())
				note(v)
				if v == unlock.Nothing {
					inside = h.what == "enter" || inside && h.what != "leave"
					idle.Inside(inside)
				}
			}
		}
	}
	return out
}

// send sends what happens when its time has come, and the end, until it is over.
func send(all []happening, end time.Duration, events chan<- happening, over <-chan struct{}) {
	start := time.Now()
	for _, h := range append(all, happening{at: end, what: "end"}) {
		var to chan<- happening // nil until its time has come
		due := time.NewTimer(h.at - time.Since(start))
		for sent := false; !sent; {
			select {
			case <-due.C:
				to = events
			case to <- h:
				sent = true
			case <-over:
				return
			}
		}
	}
}

// differ says where two lists of verdicts part, "" if they are of the same kinds
// and no two are more than a second apart, and how far apart they are at most.
func differ(want, got []change) (string, time.Duration) {
	if len(want) != len(got) {
		return fmt.Sprintf("due %v, came %v", want, got), 0
	}
	most := time.Duration(0)
	for n := range want {
		if apart := (got[n].at - want[n].at).Abs(); want[n].to != got[n].to || apart > time.Second {
			return fmt.Sprintf("due %v, came %v", want[n], got[n]), apart
		}
		most = max(most, (got[n].at - want[n].at).Abs())
	}
	return "", most
}

// TestTimelines runs a thousand timelines: no cover and no lock comes more than a
// second late, or more than a second early, and none comes that is not due.
func TestTimelines(t *testing.T) {
	const each = 10
	ran, locks, covers, most := 0, 0, 0, time.Duration(0)
	rapid.Check(t, func(rt *rapid.T) {
		for range each {
			all := timeline(rt)
			p := unlock.Policy{
				Lock:      time.Duration(rapid.IntRange(60, 600).Draw(rt, "lock")) * time.Second,
				Cover:     time.Duration(rapid.IntRange(60, 600).Draw(rt, "cover")) * time.Second,
				CoverMost: time.Duration(rapid.IntRange(60, 1800).Draw(rt, "most")) * time.Second,
				Jump:      30 * time.Second,
			}
			end := all[len(all)-1].at + time.Hour
			var got []change
			synctest.Test(t, func(*testing.T) { got = observed(all, p, end) })
			want := expected(all, p, end)
			wrong, apart := differ(want, got)
			if wrong != "" {
				rt.Fatalf("%s\npolicy %+v\ntimeline %+v", wrong, p, all)
			}
			ran, most = ran+1, max(most, apart)
			for _, c := range want {
				switch c.to {
				case unlock.LockNow:
					locks++
				case unlock.CoverNow:
					covers++
				}
			}
		}
	})
	if ran < 1000 || locks < 500 || covers < 100 {
		t.Errorf("only %d timelines with %d locks and %d covers ran", ran, locks, covers)
	}
	t.Logf("%d timelines, %d locks, %d covers; the furthest from its time by %v", ran, locks, covers, most)
}

func TestDifferFindsWhatIsLateEarlyOrMissing(t *testing.T) {
	due := []change{{time.Minute, unlock.LockNow}}
	for name, came := range map[string][]change{
		"late":    {{time.Minute + time.Second + 1, unlock.LockNow}},
		"early":   {{time.Minute - time.Second - 1, unlock.LockNow}},
		"missing": nil,
		"another": {{time.Minute, unlock.CoverNow}},
		"more":    {{time.Second, unlock.CoverNow}, {time.Minute, unlock.LockNow}},
	} {
		if wrong, _ := differ(due, came); wrong == "" {
			t.Errorf("%s is not found", name)
		}
	}
	if wrong, apart := differ(due, []change{{time.Minute + time.Second, unlock.LockNow}}); wrong != "" || apart != time.Second {
		t.Errorf("a second late is %q, %v", wrong, apart)
	}
}
