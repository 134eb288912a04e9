package input

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// The markers that terminals put around a paste.
const (
	pasteStart = "\x1b[200~"
	pasteStop  = "\x1b[201~"
)

// The bounds of a paste.
const (
	// pasteSilence ends a paste whose end marker does not come.
	pasteSilence = 300 * time.Millisecond
	// pasteLimit is how many bytes of a paste are kept. It is far more than any
	// field takes, so that a paste that was cut is always refused there.
	pasteLimit = 64 << 10
	// bulk is how many bytes at a time a terminal pastes at least, and
	// bulkSilence how long a paste lasts after the last of them: what comes in
	// smaller pieces is somebody pressing keys because nothing happens.
	bulk        = 16
	bulkSilence = time.Second
)

// paste is what is between the markers.
type paste struct {
	content []byte
	matched int       // how many bytes of the end marker have come
	bulkAt  time.Time // when it began, or much came at once
}

// came notes how many bytes were read together.
func (p *paste) came(at time.Time, n int) {
	if n >= bulk {
		p.bulkAt = at
	}
}

// deadline is when the paste ends if its end marker does not come.
func (p *paste) deadline(last time.Time) time.Time {
	return earlier(last.Add(pasteSilence), p.bulkAt.Add(bulkSilence))
}

// ends takes a byte and reports that the end marker is complete.
func (p *paste) ends(b byte) bool {
	switch {
	case b == pasteStop[p.matched]:
		p.matched++
	case b == esc:
		p.matched = 1
	default:
		p.matched = 0
	}
	if p.matched == len(pasteStop) {
		p.matched = 0
		return true
	}
	return false
}

// beginPaste opens a paste. Text just before it was typed.
func (f *filter) beginPaste() {
	f.flush(f.at)
	f.state = pasting
	f.paste = paste{content: f.paste.content[:0], bulkAt: f.at}
}

// strayEnd takes an end marker where no paste is open. What came just before it
// without a pause is the rest of a paste that was ended by a silence.
func (f *filter) strayEnd() { f.run = run{burst: f.run.burst, since: f.at, last: f.at} }

func (f *filter) stepPaste(b byte) {
	if f.paste.ends(b) {
		if f.state == pasting {
			n := len(f.paste.content) - (len(pasteStop) - 1)
			f.paste.content = f.paste.content[:n]
			f.endPaste(f.at)
		}
		f.state = ground
		return
	}
	if f.state != pasting {
		return
	}
	f.paste.content = append(f.paste.content, b)
	if len(f.paste.content) >= pasteLimit+len(pasteStop) {
		f.endPaste(f.at)
		f.state = discarding
	}
}

// endPaste hands on what was pasted. What follows without a pause belongs to it,
// even if the terminal puts it after the marker.
func (f *filter) endPaste(now time.Time) {
	f.handPaste(f.paste.content, now)
	f.paste.content = f.paste.content[:0]
	f.run = run{burst: true, since: f.at, last: f.at}
}

// handPaste puts a paste out between its markers, in units that the terminal
// library can take one by one.
func (f *filter) handPaste(raw []byte, at time.Time) {
	content := cleanPaste(raw)
	if len(content) == 0 || !f.budget.take(at) {
		return
	}
	f.put([]byte(pasteStart))
	for len(content) > 0 {
		n := cut(content, unit)
		f.put(content[:n])
		content = content[n:]
	}
	f.put([]byte(pasteStop))
}

// unit is the most bytes that are put out together.
const unit = 1024

// cut returns where to cut text so that no character is torn.
func cut(s []byte, limit int) int {
	if len(s) <= limit {
		return len(s)
	}
	for n := limit; n > limit-utf8.UTFMax; n-- {
		if utf8.RuneStart(s[n]) {
			return n
		}
	}
	return limit
}

// cleanPaste makes a paste that the terminal library reads as one, whatever is
// in it: line ends become line feeds, and each byte that cannot be text, an
// escape byte among them, becomes a substitute character, so that a field
// refuses the paste instead of keeping half of it. What was torn at the end by
// the limit is left out.
func cleanPaste(raw []byte) []byte {
	if len(raw) > pasteLimit {
		raw = raw[:cut(raw, pasteLimit)]
	}
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	clean := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == '\r':
			clean = append(clean, '\n')
		case r < ' ' && r != '\n' && r != '\t', r == del, r == utf8.RuneError:
			clean = append(clean, sub)
		default:
			clean = append(clean, raw[:size]...)
		}
		raw = raw[size:]
	}
	return clean
}
