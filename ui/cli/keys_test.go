//go:build unix

package cli_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
)

// sentKeys are keys as terminals send them.
var sentKeys = []string{"1", "2", "3", "4", "5", "6", "7", "y", "n", "d", "x", "l", "t", "r", "g", "c", "s", "a", "e", "f", "?", " ", "\r", "\t", "\x7f", "\x1b",
	"\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[Z", "\x0c", "\x10", "\x13", "é", "\x1b[I", "\x1b[O", "\x1b[M 12", "Smith", "\x1b[200~a\x1b[201~"}

// monkey is somebody who presses keys at random at the real program.
type monkey struct {
	*window
	random *rand.Rand
	folder string
	keys   int // pressed
	alone  int // of them, those that were sent on their own
	starts int
	acked  map[string]bool // what was told to be saved
	before int64           // the number of the last entry of the made-up record
}

// TestRandomKeys presses random keys at the real program in a real terminal, many
// together as from a paste without its marks, and some on their own. The program
// lives or ends in good order; afterwards the record is sound, everything that was
// told to be saved is in it, and no more was recorded than keys came alone.
func TestRandomKeys(t *testing.T) {
	t.Parallel()
	tally := trial.Start(t, "random keys in a terminal")
	const eachRecord = 5000
	last := lastEntry(t, copyMadeUp(t))
	var mu sync.Mutex
	var acked, alone, starts int
	share(t, 8, trial.Times(100_000, 5_000_000)/eachRecord, func(t *testing.T, n int) {
		if tally.Over() {
			return
		}
		m := &monkey{random: tally.Rand(n), folder: copyMadeUp(t), acked: map[string]bool{}, before: last}
		m.begin(t)
		for m.keys < eachRecord {
			m.press()
		}
		m.stop()
		lost, extra := m.compare()
		mu.Lock()
		defer mu.Unlock()
		tally.Done(m.keys)
		for range lost {
			tally.Lost("record %d: something that was told to be saved", n)
		}
		for range extra {
			tally.Wrong("record %d: something that no key said", n)
		}
		acked, alone, starts = acked+len(m.acked), alone+m.alone, starts+m.starts
	})
	t.Logf("%d of them alone, the program started %d times, %d answers seen to be saved", alone, starts, acked)
}

// begin starts the program, or starts it again.
func (m *monkey) begin(t *testing.T) {
	t.Helper()
	m.starts++
	m.window = open(t, opening{args: []string{"demo", "--data", m.folder}, width: 90, height: 28}).enter()
	m.toAnItem()
	m.answer()
}

// toAnItem goes to a question of somebody's, whoever it is.
func (m *monkey) toAnItem() {
	for range m.random.IntN(4) {
		m.window.press("\x1b[B")
	}
	m.window.press("\r", "d", "y", "1", "s")
}

// press sends some keys.
func (m *monkey) press() {
	if m.ended() {
		if m.code != 0 {
			m.t.Fatalf("it ended with %d: %q", m.code, m.printed())
		}
		m.leavesNothing()
		m.close()
		m.begin(m.t)
	}
	n := 1
	if m.random.IntN(5) == 0 {
		n = 2 + m.random.IntN(400)
	}
	var burst strings.Builder
	for range n {
		burst.WriteString(sentKeys[m.random.IntN(len(sentKeys))])
	}
	if _, err := m.master.WriteString(burst.String()); err != nil {
		return // it has just ended
	}
	m.keys += n
	if n == 1 {
		m.alone++
	}
	time.Sleep(time.Duration(10+m.random.IntN(30)) * time.Millisecond)
	if m.random.IntN(60) == 0 {
		m.answer()
	}
}

// answer rests, answers as a person does if a question is on the screen, and notes
// what is told to be saved.
func (m *monkey) answer() {
	m.settle(700 * time.Millisecond)
	if strings.Contains(m.text(), "Find a person") && !m.ended() {
		m.toAnItem()
	}
	rating := strconv.Itoa(1 + m.random.IntN(7))
	if itemOnScreen.MatchString(m.text()) && !strings.Contains(m.text(), ", note") && !m.ended() {
		m.window.send(rating)
		m.keys, m.alone = m.keys+1, m.alone+1
		m.settle(700 * time.Millisecond)
	}
	text := m.text()
	item, saved := itemOnScreen.FindStringSubmatch(text), savedOnScreen.FindStringSubmatch(text)
	number := numberOnScreen.FindString(text)
	if item != nil && saved != nil && number != "" && !strings.Contains(text, "close help") {
		m.acked[number+" item "+item[1]+" is "+saved[1]] = true
	}
}

var (
	itemOnScreen   = regexp.MustCompile(`Item (\d+) of 11\b`)
	savedOnScreen  = regexp.MustCompile(`Chosen: (\d), .*● saved`)
	numberOnScreen = regexp.MustCompile(`999 \d{3} \d{4}`)
)

// stop asks the program to end.
func (m *monkey) stop() {
	m.t.Helper()
	if !m.ended() {
		m.signal(syscall.SIGTERM)
	}
	m.ends(0)
	m.leavesNothing()
	if got := m.printed(); names.MatchString(got) {
		m.t.Errorf("beside the screen it printed %q", got)
	}
}

// compare opens the record, checks the whole of it, and looks for what was told to
// be saved. It also returns how many answers more there are than keys that came
// alone could have given.
func (m *monkey) compare() (lost, extra int) {
	m.t.Helper()
	s := entered(m.t, m.folder, true)
	ctx := context.Background()
	if _, err := s.Check(ctx); err != nil {
		m.t.Errorf("the record is not sound: %v", err)
	}
	all, err := s.Caseload(ctx)
	if err != nil {
		m.t.Fatal(err)
	}
	there, given := map[string]bool{}, 0
	for i := range all {
		entries, err := s.Entries(ctx, all[i].Person.ID)
		if err != nil {
			m.t.Fatal(err)
		}
		number := spaced(string(all[i].Person.NHSNumber))
		for _, e := range entries {
			b, ok := e.Body.(*dialog.AnswerRecorded)
			if !ok {
				continue
			}
			if e.DeviceSeq > m.before {
				given++
			}
			there[fmt.Sprintf("%s item %d is %d", number, itemOf(b.Domain), b.Answer.Rating)] = true
		}
	}
	for what := range m.acked {
		if !there[what] {
			m.t.Errorf("%s was told to be saved and is not in the record", what)
			lost++
		}
	}
	return lost, max(given-m.alone, 0)
}

// lastEntry is the number of the last entry in a made-up record.
func lastEntry(t *testing.T, folder string) (last int64) {
	t.Helper()
	ctx := context.Background()
	s := entered(t, folder, true)
	all, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		entries, err := s.Entries(ctx, all[i].Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			last = max(last, e.DeviceSeq)
		}
	}
	return last
}

func spaced(number string) string {
	if len(number) != 10 {
		return number
	}
	return number[:3] + " " + number[3:6] + " " + number[6:]
}

func itemOf(d dialog.Domain) int {
	for i, other := range dialog.Domains() {
		if other == d {
			return i + 1
		}
	}
	return 0
}

// TestResizeStorm makes the window of the real program another size, thousands of
// times, with keys between. It lives, takes no key as an answer in a window too
// small to show the question, and is as it was when the window is again.
func TestResizeStorm(t *testing.T) {
	t.Parallel()
	tally := trial.Start(t, "resizes of a terminal")
	const eachRecord = 1250
	share(t, 4, trial.Times(5_000, 100_000)/eachRecord, func(t *testing.T, n int) {
		if tally.Over() {
			return
		}
		random := tally.Rand(n)
		w, folder := openDemo(t, opening{})
		w.toFirstItem()
		for i := range eachRecord {
			w.anySize(random)
			switch {
			case random.IntN(25) == 0:
				w.size(10000, 10000) // the test's own screen stays as it is: nothing of it is drawn
			case i%10 == 0:
				w.send("4")
			}
			time.Sleep(time.Duration(random.IntN(5)) * time.Millisecond)
		}
		w.resize(39, 11)
		w.sees("too small")
		w.pause()
		before := w.text()
		w.press("7")
		w.pause()
		if after := w.text(); after != before {
			t.Errorf("a key in a window too small changed it to %q", after)
		}
		w.resize(80, 24)
		w.sees("How satisfied are you with your mental health?")
		w.signal(syscall.SIGTERM)
		w.ends(0)
		w.leavesNothing()
		wrong := 0
		for _, one := range rated(recorded(t, folder)) {
			if one != "mental-health 4" {
				t.Errorf("the record has %q", one)
				wrong++
			}
		}
		tally.Done(eachRecord)
		for range wrong {
			tally.Wrong("record %d: an answer from a window too small", n)
		}
	})
}

// anySize makes the window any size, often one that no one works in.
func (w *window) anySize(random *rand.Rand) {
	sizes := [][2]int{{1, 1}, {500, 200}, {1, 60}, {200, 1}, {39, 13}, {40, 12}}
	if n := random.IntN(4 * len(sizes)); n < len(sizes) {
		w.resize(sizes[n][0], sizes[n][1])
		return
	}
	if random.IntN(20) == 0 {
		w.size(0, 0) // the terminal does not say how large it is: 80 by 24 is assumed
		return
	}
	w.resize(1+random.IntN(200), 1+random.IntN(60))
}
