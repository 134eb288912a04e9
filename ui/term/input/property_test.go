package input

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// keysOf are keys as a person presses them, each as terminals send it.
var keysOf = []string{
	"1", "2", "7", "a", "Z", " ", "é", "ж", "€", "\r", "\t", "\x7f", "\x03", "\x0c", "\x1b[A", "\x1b[B", "\x1bOC",
	"\x1b[6~", "\x1b[1;5D", "\x1b[Z", "\x1b[15~", "\x1b[27u", "\x1b[13;2u", "\x1b[1;1:3B", "\x1b[I", "\x1b[O", "\x1bx",
}

// Keys that are pressed one after another come through unchanged, in their
// order, and soon.
func TestPressedKeysComeThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(rapid.SampledFrom(keysOf), 1, 60).Draw(t, "keys")
		var pieces []piece
		for _, k := range keys {
			gap := time.Duration(rapid.IntRange(9, 400).Draw(t, "gap")) * ms
			pieces = append(pieces, piece{gap, k})
		}
		if got, want := play(pieces...), strings.Join(keys, ""); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// What is read together may be cut up anywhere without another result.
func TestCuttingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := garbage(t)
		whole := play(now(string(data)))
		var pieces []piece
		for rest := data; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			pieces = append(pieces, now(string(rest[:n])))
			rest = rest[n:]
		}
		if got := play(pieces...); got != whole {
			t.Fatalf("got %q, want %q", got, whole)
		}
	})
}

// garbage is made of what terminals send, whole and torn, and of any bytes.
func garbage(t *rapid.T) []byte {
	bits := append([]string{
		"\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1bO", "\x1b[M", "\x1b[<0;1;1M", "\x1b]11;", "\x07", "\x1b\\", "\x18", "\x9b", "\xc3", "\xff",
		pasteStart, pasteStop, "\x1b[20", "200~", "12", "345", "\n", "word", "\x1b[49;1u", "\x1b[?2026;2$y",
	}, keysOf...)
	var out []byte
	for range rapid.IntRange(0, 40).Draw(t, "bits") {
		if rapid.Bool().Draw(t, "known") {
			out = append(out, rapid.SampledFrom(bits).Draw(t, "bit")...)
			continue
		}
		out = append(out, rapid.SliceOfN(rapid.Byte(), 1, 8).Draw(t, "bytes")...)
	}
	return out
}

// FuzzFilter gives any bytes at any speed to a filter and checks what it
// promises. Of each three bytes of gaps, one is how many bytes come together and
// two how long after those before them.
func FuzzFilter(f *testing.F) {
	f.Add([]byte("1\n2\n3\n"), []byte{255, 0, 0})
	f.Add([]byte("\x1b[200~never ends 1234567"), []byte{20, 0, 0, 2, 0, 200})
	f.Add([]byte("\x1b[M\x1b[M\x1b[M11"), []byte{1, 0, 0})
	f.Add([]byte("\x1b]11;\x1b]52;c;MQ==\x07\x1b[8;1;1t5"), []byte{3, 0, 30})
	f.Add([]byte("\x1b[1;5\x1b[200~a\x1b[201~b"), []byte{4, 1, 20})
	f.Add([]byte("\xe2\x82\xff\xc3\x1b\xc3\xa9"), []byte{1, 0, 9})
	f.Fuzz(func(t *testing.T, data, gaps []byte) {
		checkFilter(t, data, gaps)
	})
}

func checkFilter(t *testing.T, data, gaps []byte) {
	var f filter
	moment := time.Unix(1_700_000_000, 0)
	var out []byte
	take := func() {
		for _, u := range f.out {
			checkUnit(t, u)
			out = append(out, u...)
		}
		f.out = nil
	}
	for i := 0; len(data) > 0; i += 3 {
		n, gap := len(data), time.Duration(0)
		if i+2 < len(gaps) {
			n, gap = min(n, 1+int(gaps[i])), time.Duration(int(gaps[i+1])<<8|int(gaps[i+2]))*ms/16
		}
		moment = moment.Add(gap)
		f.feed(moment, data[:n])
		checkMemory(t, &f)
		take()
		data = data[n:]
	}
	f.expire(moment.Add(time.Second))
	take()
	checkOutput(t, out)
	if f.state != ground || !f.deadline().IsZero() {
		t.Errorf("after a second of silence it is in state %d and waits for %v", f.state, f.deadline())
	}
	f.feed(moment.Add(time.Second), []byte("x"))
	f.expire(moment.Add(time.Second + typedGap))
	take()
	if !bytes.HasSuffix(out, []byte("x")) {
		t.Error("after a second of silence a key does not come through")
	}
}

func checkMemory(t *testing.T, f *filter) {
	t.Helper()
	if n := len(f.partial); n > sequenceLimit+1 {
		t.Errorf("a sequence of %d bytes is kept", n)
	}
	if n := len(f.paste.content); n > pasteLimit+len(pasteStop) {
		t.Errorf("%d bytes of a paste are kept", n)
	}
	if n := len(f.run.text); n > pasteLimit {
		t.Errorf("%d bytes of a burst are kept", n)
	}
	if f.run.chars >= burstLength {
		t.Errorf("%d characters without a pause are not taken for a burst", f.run.chars)
	}
}

// checkUnit checks what is put out together: a whole sequence, or text that is
// whole.
func checkUnit(t *testing.T, u []byte) {
	t.Helper()
	switch {
	case len(u) == 0 || len(u) > unit:
		t.Errorf("a unit has %d bytes", len(u))
	case bytes.HasPrefix(u, []byte("\x1b[M")):
		if len(u) != 6 {
			t.Errorf("%q is not a mouse report", u)
		}
	case !utf8.Valid(u):
		t.Errorf("%q is not UTF-8", u)
	case u[0] == esc && len(u) == 1:
		t.Error("an escape byte came alone")
	case bytes.LastIndexByte(u, esc) > 0 && !bytes.HasSuffix(u, []byte("\x1b\\")):
		t.Errorf("%q is more than one sequence", u)
	}
}

// checkOutput checks that pastes are marked in pairs and hold only text.
func checkOutput(t *testing.T, out []byte) {
	t.Helper()
	rest := out
	for {
		_, after, found := bytes.Cut(rest, []byte(pasteStart))
		if !found {
			break
		}
		content, next, ended := bytes.Cut(after, []byte(pasteStop))
		if !ended || bytes.IndexByte(content, esc) >= 0 || !utf8.Valid(content) || len(content) > pasteLimit {
			t.Fatalf("a paste is not whole: %q", brief(string(content)))
		}
		rest = next
	}
	if bytes.Contains(rest, []byte(pasteStop)) {
		t.Errorf("a paste ends that did not begin: %q", brief(string(rest)))
	}
}

// However much comes at once, at most two characters of it are keys, unless a
// paste parts them.
func TestBurstsAreNeverKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := garbage(t)
		out := play(now(string(data)))
		for _, part := range strings.Split(out, pasteStop) {
			keys, _, _ := strings.Cut(part, pasteStart)
			if n := characters(keys); n >= burstLength {
				t.Fatalf("%d characters of %q came as keys: %q", n, data, out)
			}
		}
	})
}

// characters counts what is neither a sequence nor a control character.
func characters(keys string) int {
	n := 0
	for keys != "" {
		switch {
		case keys[0] != esc:
			r, size := utf8.DecodeRuneInString(keys)
			if r >= ' ' && r != del || r == '\r' || r == '\n' || r == '\t' {
				n++
			}
			keys = keys[size:]
		case strings.HasPrefix(keys, "\x1b[M"):
			keys = keys[6:]
		case strings.HasPrefix(keys, "\x1b["):
			keys = keys[strings.IndexFunc(keys[2:], func(r rune) bool { return r >= '@' })+3:]
		case strings.HasPrefix(keys, "\x1b]"):
			keys = keys[strings.IndexAny(keys, "\x07\\")+1:]
		case strings.HasPrefix(keys, "\x1bO"):
			keys = keys[strings.IndexFunc(keys[2:], func(r rune) bool { return r > '9' || r < '0' })+3:]
		default: // Alt
			_, size := utf8.DecodeRuneInString(keys[1:])
			keys = keys[1+size:]
		}
	}
	return n
}
