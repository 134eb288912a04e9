package input

import (
	"bytes"
	"strings"
)

// numberLimit is how many digits a number in a control sequence may have. The
// largest that means something is a Unicode code point, 1114111.
const numberLimit = 7

// finals are the last bytes of the control sequences that mean something to the
// program: keys in the ways of xterm, urxvt and the kitty protocol, focus and
// mouse reports, and the answers about modes. All others are dropped. Among them
// are answers that would change something unasked: the size of the window (t),
// and keys as Windows consoles report them (_), in which text can hide.
const finals = "ABCDEFHPQRSZabcdu~^@IOMmcny"

// stepControl takes a byte of a control sequence: parameters, then intermediate
// bytes, then a final byte. One that breaks this order is dropped up to its end.
func (f *filter) stepControl(b byte) {
	first := len(f.partial) == len("\x1b[")
	switch {
	case b == esc:
		f.noise()
		f.begin(escape, b)
	case b < ' ' || b >= del:
		f.noise()
	case first && b == '[' && f.state == control:
		f.state = console
		f.partial = append(f.partial, b)
	case first && b == 'M' && f.state == control:
		f.state = mouse
		f.partial = append(f.partial, b)
	case b >= '@':
		f.endControl(b)
	case f.state == skipped:
	case len(f.partial) >= sequenceLimit || !mayFollow(f.partial, b):
		f.state = skipped
	default:
		f.partial = append(f.partial, b)
	}
}

// mayFollow reports that a byte may follow what there is of a control sequence.
// A private mark such as ? stands only at the beginning, and numbers are short,
// since the terminal library reads past the one and overflows with the other.
func mayFollow(partial []byte, b byte) bool {
	last := partial[len(partial)-1]
	if b < '0' { // an intermediate byte
		return true
	}
	if last != '[' && last < '0' { // an intermediate byte came before
		return false
	}
	if b >= '<' {
		return last == '['
	}
	if b > '9' {
		return true
	}
	digits := len(partial) - len(bytes.TrimRight(partial, "0123456789"))
	return digits < numberLimit
}

// endControl takes the final byte of a control sequence.
func (f *filter) endControl(b byte) {
	switch {
	case f.state == skipped:
		f.noise()
		return
	case !strings.ContainsRune(finals, rune(b)):
		f.drop()
		return
	}
	f.partial = append(f.partial, b)
	switch {
	case b == 'M' && f.partial[2] != '<': // the library would take the next three bytes for the place
		f.drop()
	case b != '~':
		f.complete()
	case pasteMarker(f.partial) == 200:
		f.drop()
		f.beginPaste()
	case pasteMarker(f.partial) == 201:
		f.drop()
		f.strayEnd()
	default:
		f.complete()
	}
}

// pasteMarker is the number at the beginning of a control sequence that ends in
// ~, by which the terminal library tells the two ends of a paste, 0 where it has
// none.
func pasteMarker(seq []byte) int {
	n := 0
	for _, b := range seq[len("\x1b["):] {
		if b < '0' || b > '9' {
			break
		}
		n = 10*n + int(b-'0')
	}
	return n
}

// wantedText reports the strings that mean something: the terminal's answers
// about its colours, which the program asks for. Others, such as what is in the
// clipboard or what the terminal can do, come unasked.
func wantedText(seq []byte) bool {
	if len(seq) > sequenceLimit {
		return false
	}
	seq = bytes.TrimSuffix(bytes.TrimSuffix(seq, []byte{bel}), []byte("\x1b\\"))
	for _, head := range []string{"\x1b]10;", "\x1b]11;", "\x1b]12;"} {
		if colour, ok := bytes.CutPrefix(seq, []byte(head)); ok {
			return plain(colour)
		}
	}
	return false
}

// plain reports that there are only printable characters of ASCII.
func plain(s []byte) bool {
	for _, b := range s {
		if b < ' ' || b >= del {
			return false
		}
	}
	return true
}
