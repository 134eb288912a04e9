// Package keypress tells which keys are meant: the guard that every screen which takes
// answers puts before its keys, and the names by which such screens know them.
package keypress

import (
	"time"

	"alongside/dialog/instrument"
)

// How long keys are held back and how long a silence ends a run of them. All
// gaps are measured between the moments at which two keys came in.
const (
	// chordGap is the time in which two keys count as one movement of the hand,
	// or of something that is not a hand: neither of them counts.
	chordGap = 30 * time.Millisecond
	// repeatGap is the longest wait before a held key begins to repeat. The same
	// key again within it may be a repeat.
	repeatGap = 700 * time.Millisecond
	// repeatHold is how long such a key is held back to see whether more follow.
	// The usual terminals repeat every 30 to 90 milliseconds.
	repeatHold = 120 * time.Millisecond
	// silence ends a burst, and a run of repeats.
	silence = 300 * time.Millisecond
	// lostRelease is how long a key may stay down without repeating before it is
	// taken to have been let go unnoticed, as when another window had the focus.
	lostRelease = time.Second
	// burstLength is how many keys may come within chordGap of one another
	// before they are taken for a burst.
	burstLength = 3
)

// Remark is what the guard has to say when keys did not count.
type Remark int

// The remarks.
const (
	NoRemark     Remark = iota // there is nothing to say
	TwoAtOnce                  // two keys came together: both were cancelled
	ManyAtOnce                 // a burst: nothing counts until it is over
	HeldDown                   // a held key: it counted once
	PastedAnyway               // text was pasted where no text is taken
)

// String is the sentence in English.
func (r Remark) String() string { return r.Sentence(&instrument.English().Words.Guard) }

// Sentence is what people read of it, "" for no remark. In English it fits on one
// line of the narrowest screen, so that a question does not move when it appears.
func (r Remark) Sentence(w *instrument.GuardWords) string {
	switch r {
	case TwoAtOnce:
		return w.TwoAtOnce
	case ManyAtOnce:
		return w.ManyAtOnce
	case HeldDown:
		return w.HeldDown
	case PastedAnyway:
		return w.Pasted
	case NoRemark:
	}
	return ""
}

// Ruling is what a guard makes of one event.
type Ruling struct {
	Keys  []string      // the keys that count now, in the order they were pressed
	Say   Remark        // why keys did not count
	Wait  time.Duration // when above zero, call Tick with Token after this time
	Token int
}

// Guard decides which key presses are meant. Every key is held back for a
// moment and counts only if no other key comes with it; a key that is held down
// counts once. The guard reads no clock: it is told when each key came.
//
// Where the terminal says nothing about keys being let go, a repeat cannot be
// told from a second press until more repeats follow. So the same key again
// waits a little longer, and the limits are known: somebody who presses one key
// three times within a quarter of a second is taken to hold it, visibly; and a
// keyboard that repeats more slowly than every 120 milliseconds is taken to be
// pressed again. Where the terminal reports a key's repeats, or that it was let
// go, there is nothing to guess. That is known key by key, since many terminals
// report it for arrows and not for digits.
type Guard struct {
	last   string    // the key that came last, counted or not
	lastAt time.Time // when it came
	known  bool      // last and lastAt mean something

	pending string        // the key held back, "" for none
	hold    time.Duration // how long it is held back
	token   int           // of the tick that lets it through

	run      int           // keys that came within chordGap of one another
	burst    bool          // nothing counts until a silence
	dropping bool          // repeats of last are dropped until a silence
	quiet    time.Duration // the silence that ends dropping

	tells  map[string]bool // keys whose repeats or releases the terminal reports
	down   string          // the key that was pressed last and not reported to be let go
	downAt time.Time       // when it was last heard of
}

// Press takes a key that came at a moment. Repeat says that the terminal itself
// reports it as a repeat of a key held down.
func (g *Guard) Press(key string, repeat bool, at time.Time) Ruling {
	if repeat {
		g.tell(key)
	}
	if repeat || g.tells[key] && g.down == key && at.Sub(g.downAt) < lostRelease {
		g.down, g.downAt = key, at
		return Ruling{Say: HeldDown}
	}
	g.down, g.downAt = key, at
	gap := g.gapTo(at)
	same := g.known && key == g.last
	g.last, g.lastAt, g.known = key, at, true
	switch {
	case g.burst && gap < silence:
		return g.cancel(ManyAtOnce)
	case g.dropping && same && gap < g.quiet:
		g.quiet = silence
		return Ruling{Say: HeldDown}
	case gap < chordGap && same && g.hold == repeatHold:
		return g.drop()
	case gap < chordGap:
		return g.chord()
	}
	return g.alone(key, same, gap)
}

// gapTo is the time since the last key. A clock set back makes it zero, so that
// what is held back is cancelled rather than guessed at.
func (g *Guard) gapTo(at time.Time) time.Duration {
	if !g.known {
		return repeatGap
	}
	return max(at.Sub(g.lastAt), 0)
}

// chord takes a key that came together with the one before it.
func (g *Guard) chord() Ruling {
	g.run++
	if g.run > burstLength {
		g.burst = true
		return g.cancel(ManyAtOnce)
	}
	return g.cancel(TwoAtOnce)
}

// alone takes a key that no other key came with, so far.
func (g *Guard) alone(key string, same bool, gap time.Duration) Ruling {
	if g.pending != "" && same && g.hold == repeatHold && gap < repeatHold {
		return g.drop()
	}
	out := Ruling{}
	if g.pending != "" {
		out.Keys = []string{g.pending} // its tick is only late
	}
	g.burst, g.dropping, g.run = false, false, 1
	g.pending, g.hold = key, chordGap
	if same && gap < repeatGap && !g.tells[key] {
		g.hold = repeatHold
	}
	g.token++
	out.Wait, out.Token = g.hold, g.token
	return out
}

// cancel drops what is held back.
func (g *Guard) cancel(why Remark) Ruling {
	g.pending, g.hold, g.dropping = "", 0, false
	g.token++
	return Ruling{Say: why}
}

// drop takes what is held back, and what comes next of the same key, for the
// repeats of a key held down.
func (g *Guard) drop() Ruling {
	out := g.cancel(HeldDown)
	g.dropping, g.quiet = true, silence
	return out
}

// Tick lets the key through that was held back, if nothing has come since.
func (g *Guard) Tick(token int) Ruling {
	if token != g.token || g.pending == "" {
		return Ruling{}
	}
	out := Ruling{Keys: []string{g.pending}}
	g.pending, g.hold = "", 0
	return out
}

// Paste takes text that was pasted where no text is taken. What follows it
// without a pause belongs to it.
func (g *Guard) Paste(at time.Time) Ruling {
	g.last, g.lastAt, g.known, g.burst = "", at, true, true
	return g.cancel(PastedAnyway)
}

// Elsewhere notes a key that went to a text field, so that what follows it is
// judged as after any other key.
func (g *Guard) Elsewhere(key string, at time.Time) {
	g.last, g.lastAt, g.known = key, at, true
	g.pending, g.hold, g.burst, g.dropping, g.run = "", 0, false, false, 1
	g.token++
}

// Turn tells the guard that another question is now on the screen. A key that
// was pressed before it came up cannot be meant for it, and the key that brought
// it there must rest before it can answer it.
func (g *Guard) Turn() {
	g.pending, g.hold = "", 0
	g.token++
	g.dropping, g.quiet = g.known, repeatGap
}

// Released notes that the terminal reports a key being let go.
func (g *Guard) Released(key string) {
	g.tell(key)
	if g.down == key {
		g.down = ""
	}
}

// Waits reports that the token is that of the key which is held back now.
func (g *Guard) Waits(token int) bool { return token == g.token }

func (g *Guard) tell(key string) {
	if g.tells == nil {
		g.tells = map[string]bool{}
	}
	g.tells[key] = true
}
