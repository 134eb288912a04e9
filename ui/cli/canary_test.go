//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"alongside/dialog"
	"alongside/dialog/demo"
)

// canaries are texts that must be nowhere but in the sealed record and, while it is
// shown, on the full screen.
type canaries struct {
	words   []string // names, notes, goals, passphrases, the JSON of answers
	numbers []dialog.NHSNumber
}

// forms are the ways in which a canary may lie in a file.
func (c *canaries) forms() map[string][]byte {
	all := map[string][]byte{}
	add := func(name, form string, b []byte) { all[name+", "+form] = b }
	for i, w := range c.words {
		name := fmt.Sprintf("word %d", i)
		add(name, "plain", []byte(w))
		add(name, "small", []byte(strings.ToLower(w)))
		add(name, "capital", []byte(strings.ToUpper(w)))
		var wide []byte
		for _, u := range utf16.Encode([]rune(w)) {
			wide = binary.LittleEndian.AppendUint16(wide, u)
		}
		add(name, "UTF-16", wide)
		add(name, "hexadecimal", []byte(hex.EncodeToString([]byte(w))))
		for shift := range 3 { // wherever it begins in what is encoded
			whole := base64.StdEncoding.EncodeToString(append(make([]byte, shift), w...))
			add(name, fmt.Sprint("base64 at ", shift), []byte(strings.TrimRight(whole, "=")[4:len(strings.TrimRight(whole, "="))-2]))
		}
	}
	for i, n := range c.numbers {
		name := fmt.Sprintf("number %d", i)
		add(name, "plain", []byte(n))
		add(name, "as it is shown", []byte(n.String()))
		value, _ := strconv.ParseUint(string(n), 10, 64)
		add(name, "as a number", binary.BigEndian.AppendUint64(nil, value)[3:])
		add(name, "as a number, turned round", binary.LittleEndian.AppendUint64(nil, value)[:5])
	}
	return all
}

// absent looks for canaries in bytes and names those it finds, never what they are.
func (c *canaries) absent(t *testing.T, where string, b []byte) {
	t.Helper()
	for name, form := range c.forms() {
		if bytes.Contains(b, form) {
			t.Errorf("%s holds a canary: %s", where, name)
		}
	}
}

// absentBelow looks through every file below some folders, and their names.
func (c *canaries) absentBelow(t *testing.T, folders ...string) (files int) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(folder, path)
			c.absent(t, "the file "+name, b)
			c.absent(t, "the name of a file", []byte(name))
			files++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// absentFrom looks at all of a window that others may see: its title, what is left
// on the ordinary screen, and what other programs read of the process. The vt of
// the tests refuses any sequence that writes to the clipboard.
func (c *canaries) absentFrom(t *testing.T, w *window) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, title := range w.vt.titles {
		c.absent(t, "the title of the window", []byte(title))
	}
	c.absent(t, "the ordinary screen", []byte(w.vt.main.String()))
	w.behaved()
	for _, of := range []string{"environ", "cmdline"} {
		if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", w.cmd.Process.Pid, of)); err == nil {
			c.absent(t, "what other programs see of the process: "+of, b)
		}
	}
}

const canaryNote = "Zanzibarnote told in confidence"

// nest makes a record full of canaries, and a window on it in which it is unlocked.
func nest(t *testing.T, folder string) *canaries {
	t.Helper()
	c := &canaries{words: []string{words, canaryNote, `"state":"rated"`, `"answer":{`, `"salt":"`, `"nhs_number"`}}
	d := setUp(t, folder)
	s := d.Store()
	for i := range 13 {
		n := demo.Number(700 + i)
		family, given, called, goal := fmt.Sprintf("Yellowbird%02d", i), fmt.Sprintf("Canariana%02d", i), fmt.Sprintf("Goldwing%02d", i), fmt.Sprintf("Sing in choir %02d", i)
		c.words, c.numbers = append(c.words, family, given, called, goal), append(c.numbers, n)
		p, now := s.NewID(), dialog.At(time.Now())
		person := dialog.Person{Family: family, Given: given, Preferred: called, LocalPatientID: fmt.Sprintf("LOCALBIRD%02d", i)}
		bodies := []dialog.Body{
			&dialog.PersonRecorded{Person: person},
			&dialog.CaseloadRecorded{Of: d.Session().Worker().ID, On: true},
			&dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: goal, Kind: dialog.LifeGoal, Status: dialog.GoalActive}},
		}
		for _, b := range bodies {
			if _, err := s.Append(context.Background(), dialog.Change{Person: p, Worker: d.Session().Worker().ID, DoneAt: now, Body: b}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	return c
}

// appointment unlocks the record, finds somebody, begins a DIALOG with a PIN for its
// cover, rates an item and types a note.
func (w *window) appointment() *window {
	w.t.Helper()
	w.sees("Passphrase").press(words, "\r")
	w.sees("Find a person").pause()
	w.press(strings.Split("yellowbird03", "")...)
	w.sees("1 found").pause()
	w.press("\r")
	w.sees("Start a DIALOG", "YELLOWBIRD03").pause()
	w.press("d")
	w.sees("Choose a PIN").pause()
	w.press("4", "8", "2", "9", "1", "7", "\r")
	w.pause()
	w.press("4", "8", "2", "9", "1", "7", "\r")
	w.sees("Who is here?").pause()
	w.press("y")
	w.sees("Who completes it?").pause()
	w.press("1")
	w.sees("How satisfied are you with your mental health?").pause()
	w.press("6")
	w.sees("saved").pause()
	w.press("t")
	w.pause()
	for _, word := range strings.SplitAfter(canaryNote, " ") {
		w.press(strings.Split(word, "")...)
	}
	return w.sees("Zanzibarnote")
}

// Nothing of a record is anywhere but in it: not in a file beside it, a backup, the
// log, a core, a title, what stays on the screen, the environment or the clipboard;
// not while the program runs, nor after it was ended, killed, or had no disk to
// write to.
func TestNoCanaryLeavesTheRecord(t *testing.T) {
	for name, c := range map[string]struct {
		how opening
		end func(t *testing.T, w *window)
	}{
		"locked, opened again and left": {opening{}, func(t *testing.T, w *window) {
			w.press("\x18") // ctrl+x
			w.sees("Locked")
			if text := w.text(); strings.Contains(text, "YELLOWBIRD") || strings.Contains(text, "Zanzibar") {
				t.Error("the locked screen shows somebody")
			}
			w.press(words, "\r")
			w.sees("YELLOWBIRD03").pause()
			w.press("\x03")
			w.ends(0)
		}},
		"ended by a signal": {opening{}, func(_ *testing.T, w *window) { w.signal(syscall.SIGTERM); w.ends(0) }},
		"killed":            {opening{}, func(_ *testing.T, w *window) { w.signal(syscall.SIGKILL); <-w.exited }},
		"aborted":           {opening{}, func(_ *testing.T, w *window) { w.signal(syscall.SIGABRT); <-w.exited }},
		"left with a full disk": {opening{fileLimit: 400 << 10}, func(t *testing.T, w *window) {
			w.press("\x1b")
			for i := 0; !strings.Contains(w.text(), "NOT SAVED"); i++ {
				if i == 100 {
					t.Fatalf("the disk does not fill: %q", w.text())
				}
				w.press(strconv.Itoa(1 + i%7))
				w.pause()
			}
			w.signal(syscall.SIGTERM)
			<-w.exited
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, temporary := filepath.Join(t.TempDir(), "record"), t.TempDir()
			birds := nest(t, folder)
			if n := len(birds.words) + len(birds.numbers); n < 40 {
				t.Fatalf("only %d canaries", n)
			}
			o := c.how
			o.args, o.env = []string{"--data", folder, "--worker", worker}, []string{"TMPDIR=" + temporary}
			w := open(t, o)
			w.appointment()
			birds.absentBelow(t, folder, temporary, w.cmd.Dir)
			birds.absentFrom(t, w)
			c.end(t, w)
			if files := birds.absentBelow(t, folder, temporary, w.cmd.Dir); files < 7 {
				t.Errorf("only %d files were looked at", files)
			}
			if name != "killed" && name != "aborted" { // then the last frame stays; see docs/safety
				birds.absentFrom(t, w)
			}
		})
	}
}
