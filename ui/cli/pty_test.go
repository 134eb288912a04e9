//go:build unix

package cli_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	xterm "golang.org/x/term"

	"alongside/ui/cli"
)

// The program runs as a process of its own in a terminal of its own. That process
// is this test itself, started again with a word that says what it is to be.
const roleVariable = "ALONGSIDE_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleVariable) {
	case "program":
		os.Exit(cli.Main(os.Args[1:], shifted(cli.System())))
	case "faulty":
		os.Exit(runFaulty())
	case "probe":
		os.Exit(runProbe())
	}
	flag.Parse()
	_ = flag.Set("test.parallel", "8") // they wait more than they work
	go watchLateness()
	code := m.Run()
	removeMadeUp()
	os.Exit(code)
}

// shifted moves the clock of the program where the test asks for it.
func shifted(env cli.Env) cli.Env {
	by, err := time.ParseDuration(os.Getenv(shiftVariable))
	if err == nil {
		env.Now = func() time.Time { return time.Now().Add(by) }
	}
	return env
}

// window is a terminal with a program in it.
type window struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	tty    *os.File // the other end, kept open to look at its settings
	before *xterm.State

	busy   sync.Mutex // held while the terminal takes nothing
	mu     sync.Mutex
	vt     *vt
	drawn  time.Time // when the program sent something last
	exited chan struct{}
	code   int
	gone   bool // the terminal was closed
	forced bool // it ended by force, because the machine was too busy
}

// opening says how a window is opened.
type opening struct {
	role          string // "program" where not said
	args          []string
	env           []string // added to a usual terminal's
	width, height int      // 80 by 24 where not said
	apart         bool     // the terminal does not control the process: it gets no SIGHUP
	deaf          bool     // SIGHUP is ignored, as under nohup
	fileLimit     int      // how many bytes a file may have, 0 for any number
	job           bool     // it is a job of this test, as of a shell, and can be stopped
}

func open(t *testing.T, o opening) *window {
	t.Helper()
	if o.width == 0 {
		o.width, o.height = 80, 24
	}
	if o.role == "" {
		o.role = "program"
	}
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatalf("failed to open a terminal: %v", err)
	}
	w := &window{t: t, master: closable(t, master), tty: tty, vt: newVT(o.width, o.height), exited: make(chan struct{})}
	w.size(o.width, o.height)
	if w.before, err = xterm.GetState(int(tty.Fd())); err != nil {
		t.Fatal(err)
	}
	w.start(o)
	t.Cleanup(w.close)
	return w
}

func (w *window) start(o opening) {
	w.t.Helper()
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	w.cmd = exec.Command(self, o.args...)
	if o.deaf {
		w.cmd = exec.Command("/bin/sh", append([]string{"-c", `trap "" HUP; exec "$0" "$@"`, self}, o.args...)...)
	}
	if o.fileLimit > 0 {
		limit := fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, o.fileLimit/512)
		w.cmd = exec.Command("/bin/sh", append([]string{"-c", limit, self}, o.args...)...)
	}
	home := w.t.TempDir()
	w.cmd.Env = append([]string{roleVariable + "=" + o.role, "TERM=xterm-256color", "LANG=en_GB.UTF-8", "HOME=" + home, "PATH=" + os.Getenv("PATH")}, o.env...)
	w.cmd.Dir = home
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = w.tty, w.tty, w.tty
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: !o.apart}
	if o.job {
		w.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	}
	if err := w.cmd.Start(); err != nil {
		w.t.Fatalf("failed to start: %v", err)
	}
	go w.look()
	go func() {
		_ = w.cmd.Wait()
		w.code = w.cmd.ProcessState.ExitCode()
		close(w.exited)
	}()
}

// look takes what the program sends.
func (w *window) look() {
	buf := make([]byte, 64<<10)
	for {
		n, err := w.master.Read(buf)
		w.busy.Lock()
		w.mu.Lock()
		w.vt.write(buf[:n])
		w.drawn = time.Now()
		w.mu.Unlock()
		w.busy.Unlock()
		if err != nil {
			return
		}
	}
}

func (w *window) close() {
	select {
	case <-w.exited:
	default:
		_ = w.cmd.Process.Kill()
		<-w.exited
	}
	w.closeTerminal()
	_ = w.tty.Close()
}

// closeTerminal closes the window without asking the program.
func (w *window) closeTerminal() {
	if !w.gone {
		w.gone = true
		_ = w.master.Close()
	}
}

// closable returns the same end of a terminal so that closing it ends a read: as
// it is opened, a read holds on to it.
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
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), "master")
}

func (w *window) size(width, height int) {
	if err := pty.Setsize(w.tty, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		w.t.Fatalf("failed to set the size: %v", err)
	}
}

// resize makes the window another size.
func (w *window) resize(width, height int) {
	w.mu.Lock()
	w.vt.resize(width, height)
	w.mu.Unlock()
	w.size(width, height)
}

// send gives bytes to the program as the terminal would.
func (w *window) send(s string) {
	w.t.Helper()
	_ = w.master.SetWriteDeadline(time.Now().Add(longest))
	for len(s) > 0 {
		n, err := w.master.WriteString(s[:min(len(s), 4096)])
		if err != nil {
			w.t.Fatalf("failed to send: %v", err)
		}
		s = s[n:]
	}
}

// press presses keys one after another, as a person does: with the next one waits
// until the program is done with the one before.
func (w *window) press(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		w.send(k)
		w.settle(120 * time.Millisecond)
	}
}

// text is what the screen shows.
func (w *window) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.vt.text()
}

// sees waits until the screen shows a text.
func (w *window) sees(texts ...string) *window {
	w.t.Helper()
	for _, s := range texts {
		for end := time.Now().Add(longest); !w.shows(s); time.Sleep(10 * time.Millisecond) {
			select {
			case <-w.exited:
				w.t.Fatalf("the program has ended with %d before it showed %q:\n%s\n%s", w.code, s, w.text(), w.printed())
			default:
			}
			if time.Now().After(end) {
				w.t.Fatalf("the screen does not show %q:\n%s", s, w.text())
			}
		}
	}
	return w
}

// seesOne waits until the screen shows one of the texts, and returns it.
func (w *window) seesOne(texts ...string) (text string) {
	w.t.Helper()
	waitsFor(w.t, fmt.Sprintf("one of %q is on the screen", texts), func() bool {
		i := slices.IndexFunc(texts, w.shows)
		if i >= 0 {
			text = texts[i]
		}
		return i >= 0 || w.ended()
	})
	return text
}

// shows reports that a text is on the screen.
func (w *window) shows(s string) bool { return strings.Contains(w.text(), s) }

// printed is what was printed beside the full screen.
func (w *window) printed() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.vt.main.String()
}

func (w *window) signal(s syscall.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(s); err != nil {
		w.t.Fatalf("failed to send %v: %v", s, err)
	}
}

// ends waits for the end of the program and checks the promises about it: within
// two seconds, without much work, with the code that is expected. A machine that
// was too busy for the two seconds is given more time, and that is said.
func (w *window) ends(code int) {
	w.t.Helper()
	start, before := time.Now(), late()
	select {
	case <-w.exited:
	case <-time.After(longest):
		w.t.Fatalf("the program is still there after %v", longest)
	}
	took, waited := time.Since(start), late()-before
	switch {
	case took <= promised:
	case waited < starved:
		w.t.Errorf("the program ended after %v", took)
	default:
		w.t.Logf("the machine was busy for %v, and the program ended after %v", waited, took)
	}
	w.forced = w.code == 1 && waited >= starved && strings.Contains(w.printed(), "could not finish in time")
	if w.code != code && !w.forced { // on a machine that was so busy it keeps the two seconds and says that it did not finish
		w.t.Errorf("it ended with %d, want %d; it printed %q", w.code, code, w.printed())
	}
	w.t.Logf("gone after %v, %v of processor time in all", took.Round(time.Millisecond), w.work())
}

// promised is how long the program may take to end.
const promised = 2 * time.Second

// work is how much processor time the program has used.
func (w *window) work() time.Duration {
	return w.cmd.ProcessState.UserTime() + w.cmd.ProcessState.SystemTime()
}

// unraw sets the terminal to lines, as a shell does.
func (w *window) unraw() {
	w.t.Helper()
	if err := xterm.Restore(int(w.tty.Fd()), w.before); err != nil {
		w.t.Fatal(err)
	}
}

// leavesNothing checks that the terminal is as it was and that the program sent
// only what it may.
func (w *window) leavesNothing() {
	w.t.Helper()
	w.settled()
	after, err := xterm.GetState(int(w.tty.Fd()))
	if err != nil || fmt.Sprint(*after) != fmt.Sprint(*w.before) {
		w.t.Errorf("the settings of the terminal are %v, %v; they were %v", after, err, w.before)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if left := w.vt.restored(); len(left) > 0 {
		w.t.Errorf("it left behind %v", left)
	}
	w.behaved()
}

// settled waits until all that a program sent which has ended was taken: what this
// test writes behind it comes out last.
func (w *window) settled() {
	w.t.Helper()
	w.mu.Lock()
	fences := w.vt.fences
	w.mu.Unlock()
	if _, err := w.tty.WriteString(fence); err != nil {
		w.t.Fatal(err)
	}
	waitsFor(w.t, "the last of what was sent is taken", func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.vt.fences > fences
	})
}

// behaved checks what the program has sent. The caller holds mu.
func (w *window) behaved() {
	w.t.Helper()
	if len(w.vt.findings) > 0 {
		w.t.Errorf("it sent what it may not: %q", slices.Compact(w.vt.findings))
	}
	for _, title := range w.vt.titles {
		if title != "Alongside" && title != "" {
			w.t.Errorf("it set the title %q", title)
		}
	}
}
