//go:build unix

package cli_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"alongside/ui"
	"alongside/ui/cli"
)

// canary is a name that may stand on the screen and nowhere else.
const canary = "CANARYFAMILY"

// probe is a program that fails on request.
type probe struct {
	folder string
	seen   string
	broken bool
}

func runProbe() int { return cli.OnStage(cli.System(), &probe{folder: os.Args[1]}) }

func (p *probe) Init() tea.Cmd { return nil }

func (p *probe) View() tea.View {
	if p.broken {
		panic(errors.New(canary))
	}
	v := tea.NewView(fmt.Sprintf("%s ready, seen %q", canary, p.seen))
	if strings.Contains(p.seen, "f") { // fills the screen, each time with another letter
		letter := string(rune('A' + len(p.seen)%26))
		v.SetContent(strings.Repeat(strings.Repeat(letter, 400)+"\n", 150))
	}
	v.AltScreen = true
	v.WindowTitle = "Alongside"
	v.KeyboardEnhancements.ReportEventTypes = true
	return v
}

// note writes a file, as saving does.
func (p *probe) note(name string) tea.Cmd {
	file := filepath.Join(p.folder, name)
	return func() tea.Msg {
		_ = os.WriteFile(file, nil, 0o600)
		return nil
	}
}

func after(d time.Duration, cmd tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		time.Sleep(d)
		return cmd()
	}
}

func fails() tea.Msg { panic(canary) }

func (p *probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case ui.Stop:
		return p, tea.Sequence(after(200*time.Millisecond, p.note("closing")), tea.Quit)
	case tea.PasteMsg:
		p.seen += fmt.Sprintf("<%d>", len(msg.Content))
	case tea.KeyPressMsg:
		p.seen += msg.String()
		return p, p.request(msg.String())
	}
	return p, nil
}

// request is what a key asks for.
func (p *probe) request(key string) tea.Cmd {
	nested := func() tea.Msg { return tea.Batch(nil, tea.Sequence(p.note("first"), fails), p.note("second"))() }
	switch key {
	case "u":
		panic(canary)
	case "v":
		p.broken = true
	case "i":
		var none []int
		return func() tea.Msg { return none[len(p.seen)] }
	case "c":
		return fails
	case "b":
		return tea.Batch(p.note("beside"), fails)
	case "s":
		return tea.Sequence(p.note("before"), fails)
	case "n":
		return nested
	case "w":
		return after(60*time.Millisecond, p.note("underway"))
	case "h":
		select {} // hangs for ever
	case "q":
		return tea.Quit
	}
	return nil
}

func openProbe(t *testing.T, o opening) (w *window, folder string) {
	t.Helper()
	folder = t.TempDir()
	o.role, o.args = "probe", []string{folder}
	w = open(t, o)
	return w.sees(canary + " ready"), folder
}

func there(folder, name string) bool {
	_, err := os.Stat(filepath.Join(folder, name))
	return err == nil
}

var faultLine = regexp.MustCompile(`^Alongside had to stop because of a fault in the program: code [0-9A-Z]{4}-[0-9A-Z]{4} at ui/cli_test/probe_test\.go:\d+, version [0-9.]+\. ` +
	`What was shown as saved is kept\. Please send this line, and nothing from the record, to whoever looks after the program for you\.$`)

// A panic anywhere restores the terminal and says where it was, and not what it
// was about.
func TestFaults(t *testing.T) {
	places := map[string]struct {
		key  string
		done string // what was done all the same
	}{
		"in Update": {"u", ""}, "in View": {"v", ""}, "in a command": {"c", ""}, "of the language": {"i", ""},
		"in a batch": {"b", ""}, "in a sequence": {"s", "before"}, "nested": {"n", "first"},
	}
	for name, place := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			codes := map[string]bool{}
			for range 2 {
				w, folder := openProbe(t, opening{})
				w.press(place.key)
				w.ends(1)
				w.leavesNothing()
				line := strings.TrimSpace(w.printed())
				if !faultLine.MatchString(line) {
					t.Errorf("it printed %q", line)
				}
				codes[line] = true
				if place.done != "" && !there(folder, place.done) {
					t.Errorf("%s was not done", place.done)
				}
			}
			if len(codes) != 1 {
				t.Errorf("the same fault has the lines %v", codes)
			}
		})
	}
}

// A program that is asked to end saves what it holds, and what was on its way
// arrives.
func TestEndings(t *testing.T) {
	hangUp := func(w *window) { w.closeTerminal() }
	sends := func(s syscall.Signal) func(*window) { return func(w *window) { w.signal(s) } }
	tests := map[string]struct {
		how opening
		end func(*window)
	}{
		"SIGHUP":                       {opening{}, sends(syscall.SIGHUP)},
		"SIGTERM":                      {opening{}, sends(syscall.SIGTERM)},
		"SIGINT":                       {opening{}, sends(syscall.SIGINT)},
		"SIGQUIT":                      {opening{}, sends(syscall.SIGQUIT)},
		"window closed":                {opening{}, hangUp},
		"window closed under nohup":    {opening{deaf: true}, hangUp},
		"terminal gone without signal": {opening{apart: true}, hangUp},
		"gone, deaf and apart":         {opening{apart: true, deaf: true}, hangUp},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, folder := openProbe(t, test.how)
			w.press("w")
			test.end(w)
			w.ends(0)
			if !there(folder, "closing") || !there(folder, "underway") {
				t.Errorf("closing was done: %v; what was under way arrived: %v", there(folder, "closing"), there(folder, "underway"))
			}
			if w.work() > 400*time.Millisecond {
				t.Errorf("it took %v of processor time", w.work())
			}
			if !w.gone {
				w.leavesNothing()
			}
		})
	}
}

// A command that has just begun when the program ends may be about to save.
func TestWhatIsUnderWayArrives(t *testing.T) {
	t.Parallel()
	w, folder := openProbe(t, opening{})
	w.send("wq")
	w.ends(0)
	w.leavesNothing()
	if !there(folder, "underway") {
		t.Error("what was under way did not arrive")
	}
}

// A program that is stopped would leave a record on the screen.
func TestIsNotStoppedFromOutside(t *testing.T) {
	t.Parallel()
	w, _ := openProbe(t, opening{job: true})
	w.signal(syscall.SIGTSTP)
	w.press("x")
	w.sees(`seen "x"`)
	w.press("q")
	w.ends(0)
}

// A program that hangs is ended all the same.
func TestEndsAlthoughItHangs(t *testing.T) {
	t.Parallel()
	w, _ := openProbe(t, opening{})
	w.press("h")
	w.signal(syscall.SIGTERM)
	w.ends(1)
	w.leavesNothing()
	if got := w.printed(); !strings.Contains(got, "could not finish in time. What was shown as saved is kept.") || strings.Contains(got, canary) {
		t.Errorf("it printed %q", got)
	}
}

// A terminal that takes nothing any more, such as one that was stopped itself,
// holds up what is drawn and not the end.
func TestEndsAlthoughTheTerminalTakesNothing(t *testing.T) {
	t.Parallel()
	w, folder := openProbe(t, opening{width: 400, height: 150})
	w.busy.Lock()
	for range 20 {
		w.press("f")
	}
	w.signal(syscall.SIGTERM)
	w.ends(1)
	w.busy.Unlock()
	if !there(folder, "closing") {
		t.Error("closing was not done")
	}
}

// Signals that come together end it once and in good order.
func TestSignalStorm(t *testing.T) {
	t.Parallel()
	w, folder := openProbe(t, opening{})
	for i := range 200 {
		s := []syscall.Signal{syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTSTP, syscall.SIGWINCH, syscall.SIGHUP, syscall.SIGTERM, syscall.SIGINT}[i%7]
		if i < 100 {
			s = []syscall.Signal{syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGTSTP}[i%3]
		}
		if err := w.cmd.Process.Signal(s); err != nil {
			break // it is gone already
		}
	}
	w.ends(0)
	w.leavesNothing()
	if !there(folder, "closing") {
		t.Error("closing was not done")
	}
}

// The window can be closed while its size changes: asking for the size then fails
// in the terminal library, which ends without asking anybody.
func TestWindowClosedWhileItsSizeChanges(t *testing.T) {
	t.Parallel()
	w, folder := openProbe(t, opening{apart: true})
	w.closeTerminal()
	for range 5 {
		_ = w.cmd.Process.Signal(syscall.SIGWINCH)
	}
	w.ends(0)
	if !there(folder, "closing") {
		t.Error("closing was not done")
	}
}

// After SIGCONT the screen is drawn again, and keys are read one by one although
// the shell has set the terminal to lines.
func TestGoesOnAfterAStop(t *testing.T) {
	t.Parallel()
	w, _ := openProbe(t, opening{})
	w.signal(syscall.SIGSTOP)
	time.Sleep(50 * time.Millisecond)
	w.mu.Lock()
	w.vt.erase(2)
	w.mu.Unlock()
	w.unraw()
	w.signal(syscall.SIGCONT)
	w.sees(canary + " ready")
	w.press("x")
	w.sees(`seen "x"`)
	w.press("q")
	w.ends(0)
}
