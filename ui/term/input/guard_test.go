package input_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"alongside/ui/term/input"
)

// keyboard is a terminal whose keys a test presses.
type keyboard struct {
	*io.PipeReader
	press *io.PipeWriter
}

func newKeyboard() keyboard {
	r, w := io.Pipe()
	return keyboard{r, w}
}

func (k keyboard) Write(p []byte) (int, error) { return len(p), nil }
func (k keyboard) Fd() uintptr                 { return 7 }

// read reads once, as the terminal library does.
func read(g *input.Guard) (string, error) {
	buf := make([]byte, 4096)
	n, err := g.Read(buf)
	return string(buf[:n]), err
}

func TestGuardHandsOnAKeyAfterAMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyboard()
		g := input.New(k, func(error) {})
		go func() { _, _ = k.press.Write([]byte("x")) }()
		start := time.Now()
		got, err := read(g)
		if took := time.Since(start); got != "x" || err != nil || took != 8*time.Millisecond {
			t.Errorf("got %q, %v after %v", got, err, took)
		}
		_ = k.press.Close()
	})
}

func TestGuardEndsAPasteByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyboard()
		g := input.New(k, func(error) {})
		go func() { _, _ = k.press.Write([]byte("\x1b[200~never ends")) }()
		start := time.Now()
		got, err := read(g)
		if took := time.Since(start); got != "\x1b[200~never ends\x1b[201~" || err != nil || took != 300*time.Millisecond {
			t.Errorf("got %q, %v after %v", got, err, took)
		}
		_ = k.press.Close()
	})
}

// The moments are those at which keys were pressed, not those at which a busy
// program comes to read them.
func TestGuardKnowsWhenKeysWerePressedWhileTheProgramIsBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyboard()
		g := input.New(k, func(error) {})
		for _, r := range "hello" {
			go func() { _, _ = k.press.Write([]byte(string(r))) }()
			time.Sleep(50 * time.Millisecond)
		}
		var got string
		for len(got) < 5 {
			s, err := read(g)
			if err != nil {
				t.Fatal(err)
			}
			got += s
		}
		if got != "hello" {
			t.Errorf("got %q", got)
		}
		_ = k.press.Close()
	})
}

func TestGuardTellsOfTheEnd(t *testing.T) {
	gone := &os.PathError{Op: "read", Path: "tty", Err: syscall.EIO}
	tests := map[string]struct{ give, want error }{
		"end":       {nil, io.EOF},
		"hung up":   {gone, gone},
		"other end": {io.ErrUnexpectedEOF, io.ErrUnexpectedEOF},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				k := newKeyboard()
				var told []error
				g := input.New(k, func(err error) { told = append(told, err) })
				_ = k.press.CloseWithError(test.give)
				for range 3 {
					if got, err := read(g); got != "" || !errors.Is(err, io.EOF) {
						t.Errorf("got %q, %v", got, err)
					}
				}
				if len(told) != 1 || !errors.Is(told[0], test.want) {
					t.Errorf("told %v, want %v once", told, test.want)
				}
			})
		})
	}
}

// What waits when the terminal goes away is no key any more.
func TestGuardForgetsWhatWaitsAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyboard()
		g := input.New(k, func(error) {})
		go func() {
			_, _ = k.press.Write([]byte("5"))
			_ = k.press.Close()
		}()
		synctest.Wait()
		if got, err := read(g); got != "" || !errors.Is(err, io.EOF) {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestGuardTriesAgainWhenTheTerminalDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &impatient{refusals: 3}
		g := input.New(f, func(error) {})
		start := time.Now()
		got, err := read(g)
		if took := time.Since(start); got != "x" || err != nil || took < 30*time.Millisecond {
			t.Errorf("got %q, %v after %v", got, err, took)
		}
		time.Sleep(2 * time.Second)
	})
}

// impatient is a terminal that another program has made not to wait.
type impatient struct {
	keyboard
	refusals int
	given    bool
}

func (f *impatient) Read(p []byte) (int, error) {
	switch {
	case f.refusals > 0:
		f.refusals--
		return 0, syscall.EAGAIN
	case f.given:
		time.Sleep(time.Second) // so that the key is not forgotten with the end
		return 0, io.EOF
	}
	f.given = true
	return copy(p, "x"), nil
}

func TestGuardCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeyboard()
		told := 0
		g := input.New(k, func(error) { told++ })
		go func() {
			time.Sleep(time.Second)
			_ = g.Close()
			_ = g.Close()
		}()
		if got, err := read(g); got != "" || !errors.Is(err, io.EOF) {
			t.Errorf("got %q, %v", got, err)
		}
		_ = k.press.Close()
		synctest.Wait()
		if told != 0 {
			t.Error("the end was told after Close")
		}
	})
}

// Neither units nor characters are torn, and a reader with little room gets it
// all the same.
func TestGuardFillsWhatItIsGiven(t *testing.T) {
	long := strings.Repeat("€", 5000)
	for _, room := range []int{1, 7, 1024, 4096} {
		synctest.Test(t, func(t *testing.T) {
			k := newKeyboard()
			g := input.New(k, func(error) {})
			go func() {
				_, _ = k.press.Write([]byte("\x1b[200~" + long + "\x1b[201~"))
				time.Sleep(time.Second)
				_ = k.press.Close()
			}()
			var got strings.Builder
			buf := make([]byte, room)
			for {
				n, err := g.Read(buf)
				got.Write(buf[:n])
				if room >= 1024 && !strings.HasSuffix(string(buf[:n]), "~") && n%3 != 0 && !strings.HasPrefix(string(buf[:n]), "\x1b") {
					t.Errorf("a character was torn: %d bytes", n)
				}
				if err != nil {
					break
				}
			}
			if got.String() != "\x1b[200~"+long+"\x1b[201~" {
				t.Errorf("with room for %d got %d bytes", room, got.Len())
			}
		})
	}
}

// The terminal library puts an input with a descriptor into raw mode; one that
// has a name as well it does not read through the guard.
func TestGuardIsWhatTheLibraryAsksFor(t *testing.T) {
	g := input.New(newKeyboard(), func(error) {})
	defer func() { _ = g.Close() }()
	if g.Fd() != 7 {
		t.Errorf("the descriptor is %d", g.Fd())
	}
	if _, named := any(g).(interface{ Name() string }); named {
		t.Error("a guard has a name")
	}
	if n, err := g.Write([]byte("abc")); n != 3 || err != nil {
		t.Errorf("writing gives %d, %v", n, err)
	}
}
