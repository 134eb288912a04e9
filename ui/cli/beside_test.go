//go:build unix

package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/trial/beside"
	"alongside/store"
	"alongside/store/vault"
	people "alongside/ui/caseload"
	"alongside/ui/screen"
	"alongside/ui/theme"
	"alongside/ui/uitest/single"
)

// built builds a program as it is given to people and returns where it is.
func built(b *testing.B, name, from string, flags ...string) string {
	b.Helper()
	path := filepath.Join(beside.Folder(b), "bin", name)
	cmd := exec.Command("go", slices.Concat([]string{"build", "-trimpath", "-ldflags", "-s -w", "-o", path}, flags, []string{from})...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("failed to build: %v\n%s", err, out)
	}
	return path
}

func alongside(b *testing.B) (path string, args []string) {
	return built(b, "alongside", "alongside"), []string{"demo", "--data", beside.Record(b), "--backups", "none"}
}

func emptyProgram(b *testing.B) string { return built(b, "empty", "./testdata/empty") }

// shown is a program on a terminal whose output is looked at for words.
type shown struct {
	b     *testing.B
	cmd   *exec.Cmd
	tty   *os.File
	began time.Time
	got   []byte
}

func show(b *testing.B, path string, args ...string) *shown {
	b.Helper()
	s := &shown{b: b, cmd: exec.Command(path, args...)}
	s.cmd.Env = []string{"TERM=xterm-256color", "LANG=en_GB.UTF-8", "HOME=" + b.TempDir()}
	s.began = time.Now()
	tty, err := pty.StartWithSize(s.cmd, &pty.Winsize{Cols: 120, Rows: 40})
	if err != nil {
		b.Fatalf("failed to start: %v", err)
	}
	s.tty = tty
	b.Cleanup(func() { s.end("") })
	return s
}

// until reads until a word was drawn, and returns when that was.
func (s *shown) until(word string) time.Time {
	s.b.Helper()
	from := len(s.got)
	buf := make([]byte, 64<<10)
	late := time.AfterFunc(time.Minute, func() { _ = s.cmd.Process.Kill() }) // ends the read
	defer late.Stop()
	for {
		n, err := s.tty.Read(buf)
		at := time.Now()
		if s.got = append(s.got, buf[:n]...); bytes.Contains(s.got[from:], []byte(word)) {
			return at
		}
		if err != nil {
			s.b.Fatalf("%s never showed %q: %v\n%q", s.cmd.Path, word, err, s.got)
		}
	}
}

// drain takes whatever is drawn for a while.
func (s *shown) drain(d time.Duration) {
	go func() {
		buf := make([]byte, 64<<10)
		for {
			if _, err := s.tty.Read(buf); err != nil {
				return
			}
		}
	}()
	time.Sleep(d)
}

func (s *shown) press(keys string) {
	if _, err := s.tty.WriteString(keys); err != nil {
		s.b.Fatal(err)
	}
}

// end presses the keys that end the program and waits for it; without any it is
// killed.
func (s *shown) end(keys string) {
	if s.cmd.ProcessState != nil {
		return
	}
	over := time.AfterFunc(30*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer over.Stop()
	if keys == "" {
		_ = s.cmd.Process.Kill()
	} else {
		s.press(keys)
		s.drain(0)
	}
	_ = s.cmd.Wait()
	_ = s.tty.Close()
}

// What is drawn on the locked screen and on the caseload, in one piece each, and the
// keys that end the program.
const (
	locked   = "passphrase"
	caseload = "people"
	quit     = "\x11" // ctrl+q
)

// timed starts the program and opens the record, and returns how long it was to the
// first frame, and from there to the caseload without the wait for somebody to press
// Enter.
func timed(b *testing.B, path string, args ...string) (first, opened time.Duration) {
	b.Helper()
	p := show(b, path, args...)
	first = p.until(locked).Sub(p.began)
	time.Sleep(100 * time.Millisecond)
	pressed := time.Now()
	p.press("\r")
	opened = p.until(caseload).Sub(pressed)
	p.end(quit)
	return first, opened
}

// nobody makes a record with nobody in it but two workers.
func nobody(b *testing.B) (args []string) {
	b.Helper()
	dir := b.TempDir()
	d := store.NewDoor(store.DoorOptions{Dir: dir, Demo: true})
	_, v, err := d.SetUp(b.Context(), demo.Me(), demo.Passphrase)
	if err == nil {
		other := dialog.Worker{ID: v.NewID(), Name: demo.Colleague, Role: dialog.PeerWorker}
		_, err = v.Append(b.Context(), dialog.Change{DoneAt: dialog.At(time.Now()), Body: &dialog.WorkerRecorded{Worker: other}})
	}
	if err := errors.Join(err, d.Lock()); err != nil {
		b.Fatal(err)
	}
	return []string{"demo", "--data", dir, "--backups", "none"}
}

// BenchmarkBesideStart starts the program on a terminal of 120 by 40 in turns with an
// empty one.
func BenchmarkBesideStart(b *testing.B) {
	path, args := alongside(b)
	empty, alone := emptyProgram(b), nobody(b)
	var firsts, caseloads, floors, empties, keys []time.Duration
	const rounds = 12
	for i := range rounds + 1 {
		e := show(b, empty)
		none := e.until("Nothing.").Sub(e.began)
		e.end("q")
		first, opened := timed(b, path, args...)
		_, least := timed(b, path, alone...)
		debug.FreeOSMemory() // a program that was just started has no memory for the key yet
		derived := beside.Took(func() { derive(b) })
		if i > 0 { // the first round reads the files from the disk
			empties, firsts, keys = append(empties, none), append(firsts, first), append(keys, derived)
			caseloads, floors = append(caseloads, first+opened-derived), append(floors, first+least-derived)
		}
	}
	for _, all := range [][]time.Duration{empties, firsts, caseloads, floors, keys} {
		slices.Sort(all)
	}
	b.ReportMetric(beside.At(keys, 0.5), "key-derivation-ms")
	row := func(name, what string, ours []time.Duration, goal float64) beside.Row {
		return beside.Row{Name: name, What: what, Unit: "ms", Ours: beside.At(ours, 0.5), Beside: "an empty Bubble Tea v2 program that draws one line",
			Theirs: beside.At(empties, 0.5), Goal: beside.Goal{AtMostTimes: goal}}
	}
	beside.Keep(b, row("start", "start to the first frame, the locked screen", firsts, 1.3),
		row("start-caseload", fmt.Sprintf("start to the caseload of %d people, key derivation apart", beside.People()), caseloads, 2),
		row("start-nobody", "the same with nobody in the record, which is the floor", floors, 0))
}

// derive does what the program does with a passphrase before it opens the file.
func derive(b *testing.B) {
	b.Helper()
	k, err := vault.Unlock(store.KeysPath(beside.Record(b)), demo.Worker, demo.Passphrase)
	if err != nil {
		b.Fatal(err)
	}
	k.Drop()
}

// list is the screen of the caseload with everybody on it.
func list(b *testing.B, v *store.Session) *people.Screen {
	b.Helper()
	s := people.New(people.Options{Keeper: v, Rules: dialog.DefaultRules(), Now: time.Now, ListOpen: true})
	var take func(cmd tea.Cmd)
	take = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, each := range batch {
				take(each)
			}
			return
		}
		take(s.Update(msg))
	}
	take(s.Init())
	return s
}

// BenchmarkBesideCaseload turns pages of the caseload and searches in it, with the
// drawing, in turns with the sqlite3 command answering the same of the same rows.
func BenchmarkBesideCaseload(b *testing.B) {
	d := store.NewDoor(store.DoorOptions{Dir: beside.Record(b), Demo: true})
	v, err := d.Unlock(b.Context(), demo.Worker, demo.Passphrase)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Lock() }()
	read := beside.Took(func() { _, err = v.Caseload(b.Context()) })
	if err != nil {
		b.Fatal(err)
	}
	shell, why := beside.SQLite(b, beside.Plain(b))
	ask := func(query string, args ...any) time.Duration {
		if shell == nil {
			return 0
		}
		return shell.Run(fmt.Sprintf(query, args...))
	}
	theirRead := ask("select * from person order by sort_key, id;")
	s, n := list(b, v), 0
	f := screen.Frame{Width: 120, Height: 37, Theme: theme.New(theme.Options{Unicode: true, Colour: true, Background: theme.DarkBackground})}
	press := func(key string) { s.Update(single.Key(key)); s.Draw(f) }
	pages, theirPages := beside.Turns(200, func() { press("pgdown") }, func() {
		ask("select * from person order by sort_key, id limit 36 offset %d;", n)
		n = (n + 36) % beside.People()
	})
	i, k := -1, -1
	const typed = "smijane"
	searches, theirSearches := beside.Turns(210, func() {
		if i++; i%len(typed) == 0 {
			press("esc")
		}
		press(typed[i%len(typed) : i%len(typed)+1])
	}, func() {
		k++
		part := typed[:k%len(typed)+1]
		ask("select * from person where family||' '||given like '%%%s%%' or nhs_number like '%%%s%%' or local_patient_id like '%%%s%%' order by sort_key, id limit 36;", part, part, part)
	})
	what := "the sqlite3 command, the same rows, unsealed"
	if shell == nil {
		what = ""
	}
	beside.Keep(b,
		beside.Row{Name: "page", What: "a page of the caseload, drawn", Unit: "ms", Ours: beside.At(pages, 0.5), Beside: what, Theirs: beside.At(theirPages, 0.5), Goal: beside.Goal{AtMostTimes: 2.5, AtMost: 5}, Missing: why},
		beside.Row{Name: "search", What: "a letter of a search, drawn", Unit: "ms", Ours: beside.At(searches, 0.5), Beside: what, Theirs: beside.At(theirSearches, 0.5), Goal: beside.Goal{AtMostTimes: 2.5, AtMost: 20}, Missing: why},
		beside.Row{Name: "list", What: fmt.Sprintf("reading the lines of %d people, sorted, once after opening", beside.People()), Unit: "ms", Ours: beside.Milliseconds(read), Beside: what, Theirs: beside.Milliseconds(theirRead), Missing: why})
}

// BenchmarkBesideIdle leaves the program alone with the caseload on the screen, beside
// the empty one with the driver in it.
func BenchmarkBesideIdle(b *testing.B) {
	const pause, while = 5 * time.Second, 10 * time.Second
	path, args := alongside(b)
	least := built(b, "empty-driver", "./testdata/empty", "-tags", "driver")
	e := show(b, least)
	e.until("Nothing.")
	p := show(b, path, args...)
	p.until(locked)
	time.Sleep(100 * time.Millisecond)
	p.press("\r")
	p.until(caseload)
	go e.drain(0)
	p.drain(pause)
	wakeups := func(s *shown) float64 { return beside.Status(s.cmd.Process.Pid, "voluntary_ctxt_switches") }
	ours, theirs := wakeups(p), wakeups(e)
	time.Sleep(while)
	ours, theirs = wakeups(p)-ours, wakeups(e)-theirs
	memory := func(s *shown) float64 { return beside.Status(s.cmd.Process.Pid, "VmRSS") }
	beside.Keep(b,
		beside.Row{Name: "memory", What: fmt.Sprintf("memory at rest with the caseload of %d people open", beside.People()), Unit: "MiB", Ours: memory(p),
			Beside: "the empty program plus the driver", Theirs: memory(e), Goal: beside.Goal{AtMost: 60}},
		beside.Row{Name: "idle", What: "wake-ups at rest, all threads", Unit: "a second", Ours: ours / while.Seconds(),
			Beside: "the empty program's, which are the framework's own ticker", Theirs: theirs / while.Seconds(), Goal: beside.Goal{AtMostTimes: 1}},
		beside.Row{Name: "size", What: "the program, stripped", Unit: "MB", Ours: size(b, path), Beside: "the empty program plus the driver", Theirs: size(b, least), Goal: beside.Goal{AtMost: 24}})
	p.end(quit)
	e.end("q")
}

func size(b *testing.B, path string) float64 {
	b.Helper()
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size()) / 1e6
}
