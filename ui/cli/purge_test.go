//go:build unix

package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

const purgeWords = "four words that nobody guesses"

// sentLongAgo makes a record with people of whom the centre has had everything for a
// hundred days, whose referrals are closed, and somebody of whom it has nothing.
func sentLongAgo(t *testing.T, families ...string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "record")
	then := time.Now().AddDate(0, 0, -100)
	d := store.NewDoor(store.DoorOptions{Dir: dir, Now: func() time.Time { return then }})
	_, v, err := d.SetUp(t.Context(), dialog.Worker{Name: "Sam Lee"}, purgeWords)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := d.Lock(); err != nil {
			t.Fatal(err)
		}
	}()
	add := func(p dialog.ID, bodies ...dialog.Body) {
		t.Helper()
		for _, b := range bodies {
			if _, err := v.Append(t.Context(), dialog.Change{Person: p, DoneAt: dialog.At(then), Body: b}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, family := range append(families, "Unsent") {
		p, a := v.NewID(), v.NewID()
		answers := map[dialog.Domain]dialog.Answer{}
		for _, domain := range dialog.Domains() {
			answers[domain] = dialog.Answer{State: dialog.Rated, Rating: 4}
		}
		add(p, &dialog.PersonRecorded{Person: dialog.Person{Family: family, Given: "Given", LocalPatientID: "L" + family, BirthDate: dialog.Date{Year: 1980, Month: 5, Day: 1 + i}}},
			&dialog.AssessmentTakenOver{Assessment: a, Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Completion: dialog.Together, Language: "en", Answers: answers})
		if family == "Unsent" {
			continue
		}
		r, err := v.Record(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		add(p, &dialog.DeliveryReceipted{Assessment: a, Version: r.Delivery(a).VersionText(), Content: strings.Repeat("0a", 32), Resources: 20, Centre: "https://centre.example"})
	}
	return dir
}

// purging starts the purge of a record at a terminal, up to what has to be typed.
func purging(t *testing.T, dir string, more ...string) *window {
	t.Helper()
	args := append([]string{"push", "--purge", "--reason", "Kept long enough", "--data", dir, "--worker", "Sam Lee"}, more...)
	w := open(t, opening{args: args, width: 80, height: 24})
	w.sees("Passphrase:")
	w.press(purgeWords + "\r")
	return w
}

// onCaseload says whose records are still there.
func onCaseload(t *testing.T, dir string) (families string) {
	t.Helper()
	d := store.NewDoor(store.DoorOptions{Dir: dir})
	v, err := d.Unlock(t.Context(), "Sam Lee", purgeWords)
	if err != nil {
		t.Fatal(err)
	}
	all, err := v.Caseload(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		families += all[i].Person.Family + " "
	}
	return strings.TrimSpace(families)
}

// TestPurgeAtATerminal lists who may be purged and what that takes away, and does it
// for the words that it asks for alone.
func TestPurgeAtATerminal(t *testing.T) {
	t.Parallel()
	dir := sentLongAgo(t, "Goneaway", "Longgone")
	for _, slip := range []struct{ name, typed, told string }{
		{"an empty line", "\r", "Nobody was purged"}, {"yes", "yes\r", "Nobody was purged"}, {"another number", "purge 1\r", "Nobody was purged"},
		{"the end of input", "\x04", "Nobody was purged"}, {"leaving", "\x03", ""},
	} {
		w := purging(t, dir)
		w.sees("2 people may be purged", `To go on, type "purge 2".`)
		w.press(slip.typed)
		if w.sees(slip.told); slip.told != "" {
			w.ends(0)
		}
		<-w.exited
		if left := onCaseload(t, dir); left != "Goneaway Longgone Unsent" {
			t.Fatalf("%s: left are %s", slip.name, left)
		}
	}
	w := purging(t, dir)
	w.sees("GONEAWAY, Given, born 01-May-1980, local id LGoneaway", "1 DIALOG at the centre, the last receipt on", "LONGGONE", "It cannot be undone.", "Backups", "Kept long enough", "purge 2")
	if w.shows("UNSENT") {
		t.Error("somebody is listed of whom the centre has nothing")
	}
	w.press("purge 2\r")
	w.sees("2 people purged from this laptop.")
	w.ends(0)
	if left := onCaseload(t, dir); left != "Unsent" {
		t.Errorf("left are %s", left)
	}
	for _, name := range []string{"alongside.log", "alongside.head"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if s := strings.ToLower(string(b)); strings.Contains(s, "goneaway") || strings.Contains(s, "longgone") {
			t.Errorf("%s names somebody", name)
		}
	}
}

// TestAPurgeNeedsATerminal gives the right words through a pipe.
func TestAPurgeNeedsATerminal(t *testing.T) {
	t.Parallel()
	dir := sentLongAgo(t, "Goneaway")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "push", "--purge", "--reason", "Kept long enough", "--data", dir, "--worker", "Sam Lee", "--passphrase-fd", "0")
	c.Env = []string{roleVariable + "=program", "TERM=dumb", "HOME=" + t.TempDir()}
	c.Stdin = strings.NewReader(purgeWords + "\npurge 1\n")
	out, err := c.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "at a terminal") || strings.Contains(string(out), "GONEAWAY") {
		t.Errorf("got %v and %q", err, out)
	}
	if left := onCaseload(t, dir); left != "Goneaway Unsent" {
		t.Errorf("left are %s", left)
	}
}

// TestPurgeOfOnePerson names somebody, and says of somebody else what is missing.
func TestPurgeOfOnePerson(t *testing.T) {
	t.Parallel()
	dir := sentLongAgo(t, "Goneaway")
	w := purging(t, dir, "--person", "LUnsent")
	w.sees("The centre has no DIALOG of this person")
	w.ends(1)
	w = purging(t, dir, "--person", "LGoneaway")
	w.sees("1 person may be purged", "purge 1")
	w.press("purge 1\r")
	w.sees("1 person purged from this laptop.")
	w.ends(0)
	w = purging(t, dir)
	w.sees("Nobody on your caseload may be purged now")
	w.ends(0)
}
