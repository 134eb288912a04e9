//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/ui/term"
)

// openDemo starts the real program on a made-up record of its own.
func openDemo(t *testing.T, o opening) (w *window, folder string) {
	t.Helper()
	folder = copyMadeUp(t)
	o.args = append([]string{"demo", "--data", folder}, o.args...)
	return open(t, o).enter(), folder
}

// enter opens the record that the demo has been locked with: the passphrase is
// filled in.
func (w *window) enter() *window {
	w.t.Helper()
	w.sees("Open the demo")
	w.press("\r")
	return w.sees("Find a person")
}

// toFirstItem goes to the first question of an appointment.
func (w *window) toFirstItem() *window {
	w.t.Helper()
	w.press(strings.Split("smith jane", "")...)
	w.sees("1 found") // and no key is on its way any more
	w.pause()
	w.press("\r")
	w.sees("Start a DIALOG")
	w.pause()
	w.press("d")
	w.sees("Who is here?")
	w.pause()
	w.press("y")
	w.sees("Who completes it?")
	w.pause()
	w.press("1")
	if w.seesOne("What we agreed before", "How satisfied") == "What we agreed before" { // nothing is, for a clock before that
		w.pause()
		w.press("s")
	}
	w.sees("How satisfied are you with your mental health?")
	w.pause()
	return w
}

// pause is that of somebody who has to read what has come up.
func (w *window) pause() { w.settle(300 * time.Millisecond) }

// recorded opens the record in a folder, checks the whole of it and returns what
// was answered in the appointment.
func recorded(t *testing.T, folder string) dialog.Answers {
	t.Helper()
	s := entered(t, folder, true)
	defer func() { _ = s.Close() }()
	if _, err := s.Check(context.Background()); err != nil {
		t.Errorf("the record is not sound: %v", err)
	}
	all, err := s.Caseload(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if one.Person.Family != "Smith" || one.Person.Given != "Jane" {
			continue
		}
		r, err := s.Record(context.Background(), one.Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		if draft := r.Draft(); draft != nil {
			return draft.Answers
		}
		t.Fatal("there is no unfinished DIALOG")
	}
	t.Fatal("there is nobody of that name")
	return dialog.Answers{}
}

// rated lists the ratings there are.
func rated(answers dialog.Answers) []string {
	var all []string
	for _, d := range dialog.Domains() {
		if a := answers.Get(d); a.State == dialog.Rated {
			all = append(all, fmt.Sprintf("%s %d", d, a.Rating))
		}
	}
	return all
}

// However it is ended, what was said to be saved is there, and so is the note
// that was being typed.
func TestAppointmentIsKept(t *testing.T) {
	tests := map[string]struct {
		how opening
		end func(*window)
	}{
		"SIGHUP":                       {opening{}, func(w *window) { w.signal(syscall.SIGHUP) }},
		"SIGTERM":                      {opening{}, func(w *window) { w.signal(syscall.SIGTERM) }},
		"SIGINT":                       {opening{}, func(w *window) { w.signal(syscall.SIGINT) }},
		"window closed":                {opening{}, func(w *window) { w.closeTerminal() }},
		"window closed under nohup":    {opening{deaf: true}, func(w *window) { w.closeTerminal() }},
		"terminal gone without signal": {opening{apart: true}, func(w *window) { w.closeTerminal() }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, folder := openDemo(t, test.how)
			w.toFirstItem()
			w.press("5")
			w.sees("saved")
			w.pause()
			w.press("t")
			w.sees("Item 1 of 11, note")
			w.pause()
			w.press("a", "b", "c")
			w.sees("abc") // keys that the program has not taken yet are nobody's
			test.end(w)
			w.ends(0)
			answers := recorded(t, folder)
			if a := answers.Get(dialog.MentalHealth); a.Rating != 5 || a.Note != "abc" {
				t.Errorf("the record has %d and the note %q", a.Rating, a.Note)
			}
			if !w.gone {
				w.leavesNothing()
			}
			if got := strings.TrimSpace(w.printed()); got != "" {
				t.Errorf("it printed %q", got)
			}
		})
	}
}

// What is pasted, typed by a machine or garbage is no answer; a key pressed a
// second later is one.
func TestNoAnswerFromABurst(t *testing.T) {
	digits := strings.Repeat("1234567\n", 1<<17)
	bursts := map[string]string{
		"digits, not marked":        "1\n2\n3\n",
		"digits, marked":            "\x1b[200~1\n2\n3\n\x1b[201~",
		"a paste that does not end": "\x1b[200~1\n2\n3\n",
		"a megabyte, marked":        "\x1b[200~" + digits + "\x1b[201~",
		"a megabyte, no end":        "\x1b[200~" + digits,
		"a megabyte, not marked":    digits,
		"mouse garbage":             strings.Repeat("\x1b[M 12\x1b[<0;1;1M\x1b[32;1;2M", 2000),
		"not utf-8":                 strings.Repeat("\xff1\xc34\xe2\x825", 2000),
		"torn sequences":            strings.Repeat("\x1b[1;\x1b]1\x1bP2\x1b[?2\x1b", 500),
	}
	for name, burst := range bursts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, folder := openDemo(t, opening{})
			w.toFirstItem()
			peak := w.forgetPeak()
			w.send(burst)
			waitsFor(t, "the program has read it all", func() bool { return unreadIn(w.tty) == 0 })
			time.Sleep(700 * time.Millisecond)
			w.answersAtLast("6")
			w.sees("saved")
			if now, known := w.memory(); known && now > peak+mostForABurst {
				t.Errorf("it took %d KiB of memory", (now-peak)>>10)
			}
			w.signal(syscall.SIGTERM)
			w.ends(0)
			if got := strings.Join(rated(recorded(t, folder)), ", "); got != "mental-health 6" {
				t.Errorf("the record has %q", got)
			}
			w.leavesNothing()
		})
	}
}

// answersAtLast presses a rating until it is taken, as a person does whose first press
// still belongs to the burst on a machine that is slow to get through it.
func (w *window) answersAtLast(rating string) {
	w.t.Helper()
	var pressed time.Time
	waitsFor(w.t, "the rating is taken", func() bool {
		if w.shows("Chosen: " + rating) {
			return true
		}
		if time.Since(pressed) > 2*time.Second {
			w.press(rating)
			pressed = time.Now()
		}
		return false
	})
}

// mostForABurst is how much memory any burst may take. Unlocking has used 64 MiB
// not long ago, which the language may use again before it tidies up.
const mostForABurst = 96 << 20

// A key that is held down counts once, and nothing that comes of it is an answer to
// another question. A second later keys count as before.
func TestHeldKeys(t *testing.T) {
	tests := map[string]struct {
		key   string
		every time.Duration // at which it repeats
		left  string        // what is rated then
	}{
		"a digit":            {"5", 33 * time.Millisecond, "mental-health 5"},
		"a digit, slowly":    {"5", 90 * time.Millisecond, "mental-health 5"},
		"a digit, very fast": {"5", 8 * time.Millisecond, "mental-health 5"},
		"enter":              {"\r", 33 * time.Millisecond, ""},
		"an arrow":           {"\x1b[C", 33 * time.Millisecond, ""},
		"yes":                {"y", 33 * time.Millisecond, ""},
		"backspace":          {"\x7f", 33 * time.Millisecond, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for try := range 5 {
				slow, got, want := held(t, test.key, test.every, test.left)
				if got == want {
					return
				}
				if slow < 100*time.Millisecond || try == 4 {
					t.Fatalf("with at most %v between two repeats the record has %q, want %q", slow, got, want)
				}
				t.Logf("the machine was so busy that %v passed between two repeats; once more", slow)
			}
		})
	}
}

// held holds a key down at the first question and presses a 6 later. It returns how
// slowly the key repeated, what was rated then, and what should have been: left is
// what stays of the key held down.
func held(t *testing.T, key string, every time.Duration, left string) (slow time.Duration, got, want string) {
	t.Helper()
	w, folder := openDemo(t, opening{})
	w.toFirstItem()
	start := time.Now()
	w.send(key)
	time.Sleep(500 * time.Millisecond)
	slow = time.Since(start) - 500*time.Millisecond
	slow = max(slow, w.types(every, slices.Repeat([]string{key}, 40)...))
	w.settle(time.Second)
	w.press("6")
	w.sees("Chosen: 6", "saved")
	at, _ := strconv.Atoi(itemOnScreen.FindStringSubmatch(w.text())[1])
	w.signal(syscall.SIGTERM)
	w.ends(0)
	want = fmt.Sprintf("%s 6", dialog.Domains()[min(at, 2)-1]) // it may have gone on by one
	if at > 1 && left != "" {
		want = left + ", " + want
	}
	return slow, strings.Join(rated(recorded(t, folder)), ", "), want
}

// Slow bursts are the business of the appointment's own guard.
func TestNoAnswerFromAMachineThatTypes(t *testing.T) {
	for _, gap := range []time.Duration{time.Millisecond, 5 * time.Millisecond, 12 * time.Millisecond, 20 * time.Millisecond} {
		t.Run(gap.String(), func(t *testing.T) {
			t.Parallel()
			for try := range 5 {
				w, folder := openDemo(t, opening{})
				w.toFirstItem()
				slow := w.types(gap, strings.Split("1234567123456712345671", "")...)
				w.pause()
				w.signal(syscall.SIGTERM)
				w.ends(0)
				got := rated(recorded(t, folder))
				if len(got) == 0 {
					return
				}
				// Of keys that come within 8 ms of one another one that stands further apart
				// is taken for typed, so nothing is promised where this machine paused.
				asMeant := slow < 25*time.Millisecond && (gap > 8*time.Millisecond || slow < 8*time.Millisecond)
				if asMeant || try == 4 {
					t.Fatalf("with at most %v between two keys the record has %q", slow, got)
				}
				t.Logf("the machine was so busy that %v passed between two keys; once more", slow)
			}
		})
	}
}

// types sends keys as a machine does, and returns the longest time between two.
func (w *window) types(gap time.Duration, keys ...string) (slow time.Duration) {
	w.t.Helper()
	last := time.Now()
	for _, k := range keys {
		w.send(k)
		time.Sleep(gap)
		slow, last = max(slow, time.Since(last)), time.Now()
	}
	return slow
}

// names are those of people who are on the screens that the tests open.
var names = regexp.MustCompile(`(?i)smith|jane|clarke|hartley|999 ?073`)

// A walk through the screens sends nothing but what the list in vt allows, and
// leaves no name on the screen behind the program.
func TestTranscript(t *testing.T) {
	t.Parallel()
	w, _ := openDemo(t, opening{width: 100, height: 30})
	w.send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\") // the answer about the background
	w.toFirstItem()
	w.press("5")
	w.sees("saved")
	w.pause()
	for _, key := range []string{"\r", "t", "x", "\x1b", "\x1b[D", "?", "\x1b", "\x0c", "\x1b", "\x1b", "\x1b"} {
		w.press(key)
		w.pause()
	}
	if !names.MatchString(w.text()) {
		t.Errorf("there is no name on the screen, so that none could leak:\n%s", w.text())
	}
	w.press("\x03")
	w.ends(0)
	w.leavesNothing()
	if w.vt.colours == 0 {
		t.Error("a usual terminal got no colour")
	}
	if got := w.printed(); strings.TrimSpace(got) != "" {
		t.Errorf("it printed %q", got)
	}
}

// With NO_COLOR set to anything no colour is sent.
func TestNoColour(t *testing.T) {
	for _, value := range []string{"1", "yes", "0"} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			w, _ := openDemo(t, opening{env: []string{"NO_COLOR=" + value, "COLORTERM=truecolor"}})
			w.send("\x1bP1+r524742\x1b\\\x1bP1+r5463\x1b\\") // the terminal says unasked that it has every colour
			w.toFirstItem()
			w.press("5")
			w.sees("saved")
			w.signal(syscall.SIGTERM)
			w.ends(0)
			if w.vt.colours > 0 {
				t.Errorf("%d colours were set", w.vt.colours)
			}
		})
	}
}

// Where the terminal does not know UTF-8, the program draws in ASCII.
func TestPlainASCII(t *testing.T) {
	t.Parallel()
	w, _ := openDemo(t, opening{env: []string{"LANG=C"}})
	w.toFirstItem()
	w.send("\xe9\xfc\x80")
	w.pause()
	w.press("5")
	w.sees("saved")
	if i := strings.IndexFunc(w.text(), func(r rune) bool { return r > '~' }); i >= 0 {
		t.Errorf("%q is on the screen", w.text()[i:min(i+20, len(w.text()))])
	}
	w.signal(syscall.SIGTERM)
	w.ends(0)
}

// Where there is no place for a full screen, one sentence says so.
func TestNoPlaceForAScreen(t *testing.T) {
	tests := map[string]struct {
		o    opening
		want string
	}{
		"dumb":           {opening{env: []string{"TERM=dumb"}}, `This terminal cannot show full screens (TERM is "dumb").`},
		"no name":        {opening{env: []string{"TERM="}}, "The terminal does not say what it is (TERM is not set), so full screens cannot be drawn."},
		"too small":      {opening{width: 30, height: 10}, fmt.Sprintf("The window is 30 by 10 characters; full screens need at least %d by %d.", term.MinWidth, term.MinHeight)},
		"demo, and dumb": {opening{args: []string{"--demo"}, env: []string{"TERM=dumb"}}, `This terminal cannot show full screens (TERM is "dumb").`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := open(t, test.o)
			w.ends(2)
			w.settled()
			if got := strings.TrimSpace(strings.ReplaceAll(w.printed(), "\r\n", " ")); !strings.HasPrefix(got, test.want) {
				t.Errorf("it printed %q", got)
			}
			if w.vt.alt || len(w.vt.findings) > 0 || len(w.vt.titles) > 0 {
				t.Errorf("it sent more than text: %q", w.vt.findings)
			}
		})
	}
	for name, files := range map[string]func(*exec.Cmd, *os.File){
		"input from a file": func(c *exec.Cmd, tty *os.File) { c.Stdin, c.Stdout = strings.NewReader("1\n2\n"), tty },
		"output to a file":  func(c *exec.Cmd, tty *os.File) { c.Stdin, c.Stdout = tty, io.Discard },
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, opening{env: []string{"TERM=dumb"}})
			w.ends(2)
			var said strings.Builder
			c := exec.Command(w.cmd.Path, "demo")
			c.Env, c.Stderr = append(w.cmd.Env, "TERM=xterm"), &said
			files(c, w.tty)
			err := c.Run()
			if c.ProcessState.ExitCode() != 2 || strings.Count(said.String(), "\n") != 1 || strings.Contains(said.String(), "\x1b") {
				t.Errorf("it ended with %v and said %q", err, said.String())
			}
		})
	}
}
