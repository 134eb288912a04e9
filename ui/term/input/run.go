package input

import (
	"time"
	"unicode/utf8"
)

// How keys are told from text that a machine types.
const (
	// typedGap is how long a character is held back to see whether more follow.
	// Nobody types three with less between them; a held key repeats every 15
	// milliseconds at the fastest.
	typedGap = 8 * time.Millisecond
	// burstLength is how many characters within typedGap of one another are not
	// typed.
	burstLength = 3
	// burstGap is the silence that ends a burst.
	burstGap = 40 * time.Millisecond
	// burstSpan is how long a burst is held back at most. It goes on as another
	// paste.
	burstSpan = 500 * time.Millisecond
)

// run is what came without a pause.
type run struct {
	held  []held
	chars int       // among held
	last  time.Time // when a character came last
	since time.Time // when the burst began
	burst bool      // it was not typed
	text  []byte    // of the burst
}

// held is a key that waits for what follows.
type held struct {
	bytes []byte
	char  bool
}

// deadline is when the run is over, the zero time if there is none.
func (r *run) deadline() time.Time {
	switch {
	case r.burst:
		return earlier(r.last.Add(burstGap), r.since.Add(burstSpan))
	case len(r.held) > 0:
		return r.last.Add(typedGap)
	}
	return time.Time{}
}

// flush hands on the run: its keys, or its text as a paste.
func (f *filter) flush(now time.Time) {
	r := f.run
	f.run = run{}
	for _, h := range r.held {
		f.press(h.bytes, now)
	}
	if !r.burst {
		return
	}
	f.handPaste(r.text, now)
	if now.Before(r.last.Add(burstGap)) {
		f.run = run{burst: true, since: now, last: r.last}
	}
}

// typed takes a character, a line end or a tab.
func (f *filter) typed(char []byte) {
	r := &f.run
	r.last = f.at
	if r.burst {
		f.burst(char)
		return
	}
	r.held = append(r.held, held{bytes: append([]byte(nil), char...), char: true})
	r.chars++
	if r.chars >= burstLength {
		f.suspect()
	}
}

// suspect makes a burst of the run: what is held back and what comes next without
// a pause was not typed.
func (f *filter) suspect() {
	f.run.last = f.at
	if f.run.burst {
		return
	}
	keys := f.run.held
	f.run = run{burst: true, since: f.at, last: f.at}
	for _, k := range keys {
		if k.char {
			f.burst(k.bytes)
		} else if len(k.bytes) == 1 {
			f.controlKey(k.bytes[0])
		}
	}
}

// burst adds to the text of a burst. A burst that is too long is a paste that is
// too long.
func (f *filter) burst(char []byte) {
	f.run.text = append(f.run.text, char...)
	if len(f.run.text) >= pasteLimit {
		f.handPaste(f.run.text, f.at)
		f.run = run{}
		f.state = discarding
		f.paste = paste{content: f.paste.content[:0], bulkAt: f.at}
	}
}

// controlKey takes a key that is a control character. In a burst, backspace takes
// back a letter, as when letters were typed while the computer was busy, and
// other control characters are no text.
func (f *filter) controlKey(b byte) {
	r := &f.run
	switch {
	case !r.burst:
		f.key([]byte{b}, f.at)
	case b == bs || b == del:
		_, size := utf8.DecodeLastRune(r.text)
		r.text = r.text[:len(r.text)-size]
	default:
		f.burst([]byte{sub})
	}
}

// sequence takes a whole sequence. In a burst nobody pressed it.
func (f *filter) sequence(seq []byte, now time.Time) {
	if !f.run.burst && !f.pasted {
		f.key(seq, now)
	}
}

// key hands on a key that is no character, after those that wait.
func (f *filter) key(seq []byte, at time.Time) {
	if len(f.run.held) > 0 {
		f.run.held = append(f.run.held, held{bytes: append([]byte(nil), seq...)})
		return
	}
	f.press(seq, at)
}

// press puts out a key if there is budget for it.
func (f *filter) press(key []byte, at time.Time) {
	if f.budget.take(at) {
		f.put(key)
	}
}

func (f *filter) put(bytes []byte) { f.out = append(f.out, append([]byte(nil), bytes...)) }

// The keys that may come in a time: more than a mouse wheel gives, and no more
// than the program can answer.
const (
	budgetSize   = 128
	budgetRefill = 2500 * time.Microsecond // for each
)

// budget bounds how many keys come in a time. Those above are dropped. A zero
// budget is full.
type budget struct {
	used int
	from time.Time // the moment up to which it was refilled
}

// take takes one from the budget and reports that there was one.
func (b *budget) take(at time.Time) bool {
	refilled := max(at.Sub(b.from)/budgetRefill, 0)
	if refilled >= time.Duration(b.used) {
		b.used, b.from = 0, at
	} else {
		b.used -= int(refilled)
		b.from = b.from.Add(refilled * budgetRefill)
	}
	if b.used >= budgetSize {
		return false
	}
	b.used++
	return true
}
