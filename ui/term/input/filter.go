package input

import (
	"time"
	"unicode/utf8"
)

// The bytes that mean something of their own.
const (
	bel = 0x07
	bs  = 0x08
	can = 0x18
	sub = 0x1a // stands in a paste for each byte that cannot be text
	esc = 0x1b
	del = 0x7f
)

// How long things may take. All are measured between the moments at which bytes
// were read.
const (
	// escapeWait is how long an escape byte waits for the rest of a sequence
	// before it is the Escape key. The terminal library waits as long.
	escapeWait = 50 * time.Millisecond
	// restWait is how long a sequence or a character that has begun waits for
	// its rest. It is longer, since a late rest would be taken for keys.
	restWait = 300 * time.Millisecond
	// stringSpan is how long a string of the terminal, such as its answer about
	// a colour, may take in all.
	stringSpan = time.Second
)

// sequenceLimit is the length of the longest sequence, in bytes. The longest
// that is asked for, a colour, has about thirty.
const sequenceLimit = 128

// state is what the next byte belongs to.
type state int

// The states.
const (
	ground     state = iota
	character        // a character of several bytes
	escape           // after an escape byte
	control          // a control sequence: ESC [ and parameters
	single           // ESC O
	console          // ESC [ [: a function key of the Linux console
	mouse            // ESC [ M: three bytes of an old mouse report
	skipped          // a control sequence that will be dropped
	text             // a string: ESC ] or another introducer, up to its end
	textEscape       // an escape byte in it
	pasting          // between the markers of a paste
	discarding       // the rest of a paste that was too long
)

// filter is the state machine: bytes and moments go in, bytes for the terminal
// library come out. It reads no clock. A zero filter is ready.
type filter struct {
	at      time.Time // of the bytes that came last
	state   state
	partial []byte    // the sequence or character in the making
	since   time.Time // when it began
	pasted  bool      // it began in a burst: nobody pressed it
	paste   paste
	run     run
	budget  budget
	out     [][]byte // units that must not be cut, oldest first
}

// feed takes bytes that were read at a moment. Moments never go back.
func (f *filter) feed(at time.Time, data []byte) {
	f.expire(at)
	f.at = at
	f.paste.came(at, len(data))
	for _, b := range data {
		f.step(b)
	}
}

// deadline is when something has to happen if no byte comes before, the zero
// time if nothing waits.
func (f *filter) deadline() time.Time {
	d := f.run.deadline()
	if own := f.stateDeadline(); d.IsZero() || !own.IsZero() && own.Before(d) {
		return own
	}
	return d
}

func (f *filter) stateDeadline() time.Time {
	switch f.state {
	case ground:
		return time.Time{}
	case escape:
		return f.at.Add(escapeWait)
	case text, textEscape:
		return earlier(f.at.Add(restWait), f.since.Add(stringSpan))
	case pasting, discarding:
		return f.paste.deadline(f.at)
	}
	return f.at.Add(restWait)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// expire does what is due at a moment.
func (f *filter) expire(now time.Time) {
	for d := f.deadline(); !d.IsZero() && !now.Before(d); d = f.deadline() {
		if r := f.run.deadline(); !r.IsZero() && !d.Before(r) {
			f.flush(r)
			continue
		}
		f.giveUp(d)
	}
}

// giveUp ends what waited too long for its rest.
func (f *filter) giveUp(now time.Time) {
	was := f.state
	f.drop()
	switch was {
	case escape:
		f.sequence([]byte("\x1b[27u"), now) // the Escape key, said so that nobody waits for more of it
	case pasting:
		f.endPaste(now)
	}
}

// step takes one byte.
func (f *filter) step(b byte) {
	switch f.state {
	case ground:
		f.stepGround(b)
	case character:
		f.stepCharacter(b)
	case escape:
		f.stepEscape(b)
	case control, skipped:
		f.stepControl(b)
	case single:
		f.stepSingle(b)
	case console, mouse:
		f.stepFixed(b)
	case text, textEscape:
		f.stepText(b)
	case pasting, discarding:
		f.stepPaste(b)
	}
}

func (f *filter) stepGround(b byte) {
	switch {
	case b == esc:
		f.begin(escape, b)
	case b == '\r' || b == '\n' || b == '\t' || b >= ' ' && b < del:
		f.typed([]byte{b})
	case b < ' ' || b == del:
		f.controlKey(b)
	case b >= 0xc2 && b <= 0xf4:
		f.begin(character, b)
	default:
		f.noise()
	}
}

func (f *filter) begin(s state, b byte) {
	f.state, f.since, f.pasted = s, f.at, f.run.burst
	f.partial = append(f.partial[:0], b)
}

// drop forgets the sequence in the making.
func (f *filter) drop() {
	f.state = ground
	f.partial = f.partial[:0]
}

// noise drops what cannot have come from a keyboard. What comes with it without a
// pause did not either.
func (f *filter) noise() {
	f.drop()
	f.suspect()
}

// complete hands on the sequence in the making.
func (f *filter) complete() {
	f.sequence(f.partial, f.at)
	f.drop()
}

// stepCharacter takes a byte of a character, which an escape byte may stand
// before: the key was pressed together with Alt.
func (f *filter) stepCharacter(b byte) {
	if b < 0x80 || b > 0xbf {
		f.noise()
		f.step(b)
		return
	}
	f.partial = append(f.partial, b)
	r := f.partial
	alt := r[0] == esc
	if alt {
		r = r[1:]
	}
	if !utf8.FullRune(r) {
		return
	}
	switch c, _ := utf8.DecodeRune(r); {
	case c == utf8.RuneError:
		f.noise()
	case alt:
		f.complete()
	default:
		f.drop()
		f.typed(r)
	}
}

// stepEscape takes the byte after an escape byte. Nobody presses Escape twice
// within its wait, so that further escape bytes count as the same press.
func (f *filter) stepEscape(b byte) {
	switch {
	case b == esc:
		f.since = f.at
		return
	case b == '[':
		f.state = control
	case b == 'O':
		f.state = single
	case b == 'P' || b == ']' || b == '_' || b == '^' || b == 'X':
		f.state = text
	case b >= 0xc2 && b <= 0xf4:
		f.state = character
	case b > del:
		f.noise()
		return
	default: // Alt and a key
		f.partial = append(f.partial, b)
		f.complete()
		return
	}
	f.partial = append(f.partial, b)
}

// stepFixed takes a byte of a sequence of known length.
func (f *filter) stepFixed(b byte) {
	f.partial = append(f.partial, b)
	switch {
	case f.state == mouse && len(f.partial) == len("\x1b[M")+3:
		f.complete()
	case f.state == console && b >= 'A' && b <= 'E':
		f.partial = append(f.partial[:0], '\x1b', '[', '1', '1'+b-'A', '~') // as other terminals say it
		f.complete()
	case f.state == console:
		f.noise()
	}
}

// stepSingle takes a byte after ESC O: digits, which some terminals use for Shift
// and Ctrl, and then the key.
func (f *filter) stepSingle(b byte) {
	switch {
	case b == esc:
		f.noise()
		f.begin(escape, b)
	case b < '!' || b >= del || len(f.partial) > 4:
		f.noise()
	default:
		f.partial = append(f.partial, b)
		if b < '0' || b > '9' {
			f.complete()
		}
	}
}

// stepText takes a byte of a string. Strings end with a bell or with ESC \; a
// cancel byte or another escape sequence breaks them off.
func (f *filter) stepText(b byte) {
	switch {
	case f.state == textEscape && b == '\\', f.state == text && b == bel && f.partial[1] == ']':
		f.partial = append(f.partial, b)
		if wantedText(f.partial) {
			f.complete()
			return
		}
		f.drop()
	case f.state == textEscape:
		f.noise()
		f.begin(escape, esc)
		f.step(b)
	case b == esc:
		f.state = textEscape
		f.gather(b)
	case b == can || b == sub:
		f.noise()
	default:
		f.gather(b)
	}
}

// gather keeps a byte of a string as long as there is room. One that is too long
// is not wanted, but its end is still waited for.
func (f *filter) gather(b byte) {
	if len(f.partial) < sequenceLimit {
		f.partial = append(f.partial, b)
	}
}
