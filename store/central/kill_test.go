//go:build unix

package central_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/central"
)

func init() { children["sender"] = sendAndDie }

// sendAndDie is the program that delivers, and is killed at the step that the
// environment counts to.
func sendAndDie() error {
	s, err := reopen(os.Getenv("ALONGSIDE_TEST_DIR"), os.Getenv("ALONGSIDE_TEST_CLIENT") != "")
	if err != nil {
		return err
	}
	left, err := strconv.Atoi(os.Getenv("ALONGSIDE_TEST_STEPS"))
	if err != nil {
		return err
	}
	o := central.Options{Patience: quick}
	o.Step(func(string) {
		if left--; left == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // it may take a moment
		}
	})
	k, err := central.New(ctx, s, dialog.Centre{URL: os.Getenv("ALONGSIDE_TEST_CENTRE"), CA: os.Getenv("ALONGSIDE_TEST_CA"), Client: os.Getenv("ALONGSIDE_TEST_CLIENT")}, o)
	if err != nil {
		return err
	}
	if _, err := k.Deliver(context.Background(), nil); err != nil {
		return err
	}
	return s.Close()
}

// reopen opens a record that is there. A sealed one is opened as a worker would.
func reopen(dir string, sealed bool) (*store.Store, error) {
	if !sealed {
		return store.Open(ctx, store.Options{Dir: dir})
	}
	d := store.NewDoor(store.DoorOptions{Dir: dir})
	_, err := d.Unlock(ctx, "Sam Rivers", sealedWords)
	return d.Store(), err
}

// sealedWords open the sealed record of a test.
const sealedWords = "four words that nobody guesses"

// sender is such a program, killed at a step; 0 for never.
func sender(dir string, c dialog.Centre, step int) error {
	p := exec.Command(os.Args[0])
	p.Env = append(os.Environ(), childVar+"=sender", "ALONGSIDE_TEST_DIR="+dir, "ALONGSIDE_TEST_CENTRE="+c.URL, "ALONGSIDE_TEST_CA="+c.CA, "ALONGSIDE_TEST_CLIENT="+c.Client, fmt.Sprint("ALONGSIDE_TEST_STEPS=", step))
	out, err := p.CombinedOutput()
	if err != nil && p.ProcessState.ExitCode() >= 0 {
		return fmt.Errorf("%w: %s", err, out)
	}
	return nil
}

// steps are how many there are for one assessment: read, looked, before sending,
// sent, before and after the receipt.
const steps = 6

// Killed at every step of every assessment, the program sends each of them all the
// same, once, and never takes one for sent that is not.
func TestKilledAtEveryStep(t *testing.T) {
	tr := trial.Start(t, "killed while sending")
	people := trial.Times(1, 60)
	dir := filepath.Join(t.TempDir(), "record")
	c := newCentre(t)
	persons := make([]dialog.ID, people)
	s := liveAt(t, dir, nil)
	for i := range persons {
		persons[i], _ = someone(t, s, i, 2)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kills := 0
	for round := 0; ; round++ {
		if err := sender(dir, c.settings(), 1+round%steps); err != nil {
			t.Fatal(err)
		}
		kills++
		s := liveAt(t, dir, nil)
		for _, p := range persons {
			truthful(t, s, c, p)
		}
		u := unsent(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if u.Waiting == 0 {
			break
		}
		if round > people*2*(steps+2) {
			tr.Lost("%d assessments are still waiting after %d kills", u.Waiting, kills)
			break
		}
	}
	tr.Done(kills)
	tr.Note("assessments", 2*people)
	if n := c.count("QuestionnaireResponse"); n != 2*people {
		tr.Lost("%d of %d arrived", n, 2*people)
	}
	for place, n := range c.versions {
		if n != 1 && filepath.Dir(place) != "CarePlan" {
			tr.Wrong("%s was written %d times", place, n)
		}
	}
	s = liveAt(t, dir, nil)
	if _, err := s.Check(ctx); err != nil {
		tr.Wrong("the record: %v", err)
	}
}
