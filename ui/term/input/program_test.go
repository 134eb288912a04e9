//go:build unix

package input_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"

	"alongside/ui/term/input"
)

// heard is a program that writes down what the terminal library tells it.
type heard struct {
	mu   *sync.Mutex
	keys *[]string
}

func (h heard) Init() tea.Cmd  { return nil }
func (h heard) View() tea.View { return tea.NewView("") }

func (h heard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		*h.keys = append(*h.keys, msg.String())
	case tea.PasteMsg:
		*h.keys = append(*h.keys, fmt.Sprintf("paste %d", len(msg.Content)))
	case tea.FocusMsg, tea.BlurMsg, tea.MouseMsg:
		*h.keys = append(*h.keys, fmt.Sprintf("%T", msg))
	}
	return h, nil
}

// listener is a program that runs in a terminal.
type listener struct {
	t      *testing.T
	master *os.File
	heard  heard
	ended  chan error
}

func listen(t *testing.T) *listener {
	t.Helper()
	opened, slave, err := pty.Open()
	if err != nil {
		t.Fatalf("failed to open a terminal: %v", err)
	}
	master := closable(t, opened)
	l := &listener{t: t, master: master, heard: heard{&sync.Mutex{}, &[]string{}}, ended: make(chan error, 1)}
	g := input.New(slave, func(err error) { l.ended <- err })
	p := tea.NewProgram(l.heard, tea.WithInput(g), tea.WithOutput(slave), tea.WithoutSignalHandler(), tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	done := make(chan error, 1)
	go func() {
		_, err := p.Run()
		done <- err
	}()
	go func() { // what the program draws is of no interest
		buf := make([]byte, 4096)
		for {
			if _, err := master.Read(buf); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		p.Quit()
		if err := <-done; err != nil {
			t.Errorf("the program ended with %v", err)
		}
		_ = g.Close()
		_ = master.Close()
		_ = slave.Close()
	})
	return l
}

// closable returns the same end of a terminal so that closing it ends a read: as
// it is opened a read holds on to it.
func closable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(f.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatalf("failed to open a terminal: %v", err)
	}
	_ = f.Close()
	return os.NewFile(uintptr(fd), "master")
}

// send sends bytes as the terminal would.
func (l *listener) send(s string) {
	if _, err := l.master.WriteString(s); err != nil {
		l.t.Fatalf("failed to write to the terminal: %v", err)
	}
}

// patience is how long anything is waited for; a busy machine does things late.
const patience = 20 * time.Second

// told returns what the program was told so far, once it has been told as many
// things, or after a while.
func (l *listener) told(n int, within time.Duration) []string {
	for end := time.Now().Add(within); ; time.Sleep(2 * time.Millisecond) {
		l.heard.mu.Lock()
		keys := append([]string(nil), *l.heard.keys...)
		l.heard.mu.Unlock()
		if len(keys) >= n || time.Now().After(end) {
			return keys
		}
	}
}

// raw waits until the terminal library has put the terminal into raw mode, and
// forgets what it heard.
func (l *listener) raw() *listener {
	l.t.Helper()
	for range 1000 {
		l.send("\x1b[I")
		if len(l.told(1, 20*time.Millisecond)) > 0 {
			time.Sleep(50 * time.Millisecond)
			l.heard.mu.Lock()
			*l.heard.keys = nil
			l.heard.mu.Unlock()
			return l
		}
	}
	l.t.Fatal("the program does not listen")
	return nil
}

func TestLibraryHearsKeysThroughAGuard(t *testing.T) {
	l := listen(t).raw()
	keys := []struct{ send, want string }{
		{"5", "5"}, {"é", "é"}, {"\r", "enter"}, {"\x7f", "backspace"}, {"\x03", "ctrl+c"}, {"\x1b", "esc"},
		{"\x1b[A", "up"}, {"\x1bOB", "down"}, {"\x1b[1;2D", "shift+left"}, {"\x1b[6~", "pgdown"}, {"\x1b[Z", "shift+tab"},
		{"\x1bOP", "f1"}, {"\x1b[[A", "f1"}, {"\x1b[13;2u", "shift+enter"}, {"\x1bx", "alt+x"}, {"\x1b[27;5;105~", "ctrl+i"},
		{"\x1b[I", "tea.FocusMsg"}, {"\x1b[<0;3;4M", "tea.MouseClickMsg"}, {"\x1b[M #$", "tea.MouseClickMsg"},
		{"\x1b[200~a\x1b[201~", "paste 1"}, {"1\n2\n3\n", "paste 6"},
	}
	for i, k := range keys {
		l.send(k.send)
		told := l.told(i+1, patience)
		if len(told) != i+1 || told[i] != k.want {
			t.Fatalf("%q: the program was told %q, want %q last", k.send, told, k.want)
		}
		time.Sleep(50 * time.Millisecond) // a person's pause
	}
}

// After a paste whose end never comes, the library alone is deaf for ever.
func TestLibraryHearsAgainAfterAPasteWithoutAnEnd(t *testing.T) {
	l := listen(t).raw()
	l.send("\x1b[200~1\n2\n3\n")
	time.Sleep(350 * time.Millisecond)
	l.send("x")
	if told := l.told(2, patience); strings.Join(told, ",") != "paste 6,x" {
		t.Errorf("the program was told %q", told)
	}
}

func TestLibraryHearsAgainAfterALongPaste(t *testing.T) {
	for name, ends := range map[string]string{"with its end": "\x1b[201~", "without": ""} {
		t.Run(name, func(t *testing.T) {
			l := listen(t).raw()
			l.send("\x1b[200~" + strings.Repeat("1234567\n", 1<<17) + ends)
			time.Sleep(350 * time.Millisecond)
			l.send("x")
			if told := l.told(2, patience); strings.Join(told, ",") != "paste 65536,x" {
				t.Errorf("the program was told %.200q", told)
			}
		})
	}
}

func TestLibraryHearsAgainAfterGarbage(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	l := listen(t).raw()
	for range 20 {
		junk := make([]byte, 1+random.IntN(20000))
		for i := range junk {
			junk[i] = byte(random.IntN(256))
			if random.IntN(6) == 0 {
				junk[i] = "\x1b[]OPM;1"[random.IntN(8)]
			}
		}
		l.send(string(junk))
	}
	time.Sleep(500 * time.Millisecond)
	l.send("x")
	start := time.Now()
	for {
		told := l.told(1, 0)
		if len(told) > 0 && told[len(told)-1] == "x" {
			break
		}
		if time.Since(start) > patience {
			t.Fatalf("seed %d: %v after garbage a key is not heard", seed, patience)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestGuardIsToldThatTheTerminalIsGone(t *testing.T) {
	l := listen(t).raw()
	_ = l.master.Close()
	select {
	case err := <-l.ended:
		if err == nil {
			t.Error("the end has no reason")
		}
	case <-time.After(patience):
		t.Errorf("%v after the terminal is gone nobody was told", patience)
	}
}
