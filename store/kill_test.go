//go:build unix

package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/trial"
	"alongside/store"
	"alongside/store/baddisk"
	"alongside/store/vault"
)

func init() { children["interviews"] = interviews }

// interviews is the child of the kill test. It goes on with the draft it finds, or
// adds the next person and starts one, and reports each change on descriptor 3 in
// one write after Append has answered, never before. Now and then it copies the
// record, folds the log in, or makes the lists again, so that some die in that.
func interviews() error {
	report := os.NewFile(3, "report")
	seed, err := strconv.ParseUint(os.Getenv("ALONGSIDE_TEST_SEED"), 10, 64)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(seed, 0))
	key, err := childKey()
	if err != nil {
		return err
	}
	for {
		s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true, Create: true, Key: key})
		if err != nil {
			return err
		}
		for range 5 + random.IntN(40) {
			if err := chore(s, random.IntN(30)); err != nil {
				return err
			}
			next, err := nextChange(s, random)
			if err != nil {
				return err
			}
			if _, err := s.Append(ctx, next); err != nil {
				return err
			}
			if _, err := fmt.Fprintln(report, describe(next)); err != nil {
				return err
			}
		}
		if err := s.Close(); err != nil { // so that some die while closing and opening
			return err
		}
	}
}

// chore is what a program does now and then beside recording.
func chore(s *store.Store, which int) error {
	switch which {
	case 0:
		return s.CopyTo(ctx, filepath.Join(os.Getenv("ALONGSIDE_TEST_DIR"), "copy.db"))
	case 1, 2:
		return s.Checkpoint(ctx)
	case 3:
		return s.Rederive(ctx)
	}
	return nil
}

// keyring is a key that a child can open as well, without the slow derivation that a
// passphrase takes: the recovery key of a key file, and a record sealed under it.
type keyring struct {
	key *vault.DataKey
	env []string
}

func newKeyring(t *testing.T) keyring {
	t.Helper()
	dir := t.TempDir()
	file, record := filepath.Join(dir, "keys.json"), filepath.Join(dir, "record")
	k, recovery, err := vault.CreateKeys(file, "amina", "correct horse battery")
	if err == nil {
		err = k.BeginRenewal() // the one way to a key for a record that is not there yet
	}
	if err != nil {
		t.Fatal(err)
	}
	closed(t, openWith(t, store.Options{Dir: record, Demo: true, Create: true, Key: k.Next()}))
	path := store.FilePath(record)
	key := k.Next()
	if err := k.FinishRenewal(path); err != nil {
		t.Fatal(err)
	}
	return keyring{key, []string{"ALONGSIDE_TEST_KEYS=" + file, "ALONGSIDE_TEST_RECOVERY=" + recovery.Text(), "ALONGSIDE_TEST_SEALED=" + path}}
}

// childKey is the key that a child was given, nil for none.
func childKey() (*vault.DataKey, error) {
	file := os.Getenv("ALONGSIDE_TEST_KEYS")
	if file == "" {
		return nil, nil
	}
	recovery, err := vault.ParseRecoveryKey(os.Getenv("ALONGSIDE_TEST_RECOVERY"))
	if err != nil {
		return nil, err
	}
	k, err := vault.UnlockWithRecovery(file, recovery)
	if err != nil {
		return nil, err
	}
	return k.KeyFor(os.Getenv("ALONGSIDE_TEST_SEALED"))
}

// nextChange is what a worker would do next: answer the open item of the draft,
// finish it, or start with the next person.
func nextChange(s *store.Store, random *rand.Rand) (dialog.Change, error) {
	people, err := s.Caseload(ctx)
	if err != nil {
		return dialog.Change{}, err
	}
	var fresh *dialog.Summary
	for i := range people {
		p := people[i]
		if !p.DraftID.IsZero() {
			return nextAnswer(s, p, random)
		}
		if p.Done == 0 {
			fresh = p
		}
	}
	if fresh != nil {
		return start(fresh.Person.ID, s.NewID()), nil
	}
	return personNamed(s.NewID(), fmt.Sprintf("Family%03d", len(people)), "Ada"), nil
}

func nextAnswer(s *store.Store, p *dialog.Summary, random *rand.Rand) (dialog.Change, error) {
	r, err := s.Record(ctx, p.Person.ID)
	if err != nil {
		return dialog.Change{}, err
	}
	if d := r.Draft().NextOpen(); d != dialog.NoDomain {
		return rate(p.Person.ID, p.DraftID, d, 1+random.IntN(7)), nil
	}
	return finish(p.Person.ID, p.DraftID), nil
}

// describe is one change as the child reports it and the parent finds it in the
// journal.
func describe(c dialog.Change) string {
	switch b := c.Body.(type) {
	case *dialog.PersonRecorded:
		return fmt.Sprintf("person %s %s", c.Person, b.Family)
	case *dialog.AssessmentStarted:
		return fmt.Sprintf("started %s %s", c.Person, b.Assessment)
	case *dialog.AnswerRecorded:
		return fmt.Sprintf("answer %s %s %s %d", c.Person, b.Assessment, b.Domain, b.Answer.Rating)
	case *dialog.AssessmentFinished:
		return fmt.Sprintf("finished %s %s", c.Person, b.Assessment)
	}
	return fmt.Sprintf("%T", c.Body)
}

// What was acknowledged before a process was killed is there, exactly, with at
// most the one change it was at; and the record opens on the right draft.
func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	const killsOfOne = 10
	ring, mem := newKeyring(t), baddisk.InMemory(t)
	for _, kind := range sealedOrNot {
		t.Run(kind, func(t *testing.T) {
			tr := trial.Start(t, "store/kills "+kind)
			records := map[string]int{"sealed": trial.Times(90, 900), "plain": trial.Times(10, 100)}[kind]
			var total, extra atomic.Int64
			together(records, 3, func(i int) {
				k := killer{t: t, tr: tr, random: tr.Rand(i), dir: filepath.Join(mem, fmt.Sprint(kind, i))}
				if kind == "sealed" {
					k.ring = ring
				}
				if i%6 == 0 {
					k.dir = filepath.Join(t.TempDir(), "record") // where flushing takes its time
				}
				k.kill(killsOfOne)
				total.Add(int64(len(k.known)))
				extra.Add(int64(k.extra))
				_ = os.RemoveAll(k.dir)
			})
			tr.Note("acknowledged", int(total.Load()-extra.Load()))
			tr.Note("more", int(extra.Load()))
			if n := records * killsOfOne; int(total.Load()) < n && !tr.Over() {
				t.Errorf("only %d changes were acknowledged in %d runs: the test sees too little", total.Load(), n)
			}
		})
	}
}

// together does something n times, several at once.
func together(n, atOnce int, do func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, atOnce) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}

// killer kills the children that work with one record. Most die a little after some
// random answer, wherever in the next few they are then; one in eight dies while it
// opens the record, which takes as long as it took the last one that lived to answer.
type killer struct {
	t       *testing.T
	tr      *trial.Trial
	random  *rand.Rand
	dir     string
	ring    keyring
	opening time.Duration
	known   []string // what the journal has to say
	extra   int      // of it, what was not acknowledged
}

// kill kills a number of children, one after another, until something is not as it
// has to be.
func (k *killer) kill(times int) {
	for i := range times {
		if k.tr.Over() {
			return
		}
		acked, err := k.runAndKill()
		k.known = append(k.known, acked...)
		var found []string
		if err == nil {
			found, err = k.survivors()
		}
		k.tr.Done(1)
		if err != nil {
			k.tr.Wrong("%s, kill %d: %v", filepath.Base(k.dir), i, err)
			return
		}
		if len(found) < len(k.known) {
			k.tr.Lost("%s, kill %d: %d changes are there, %d were acknowledged", filepath.Base(k.dir), i, len(found), len(k.known))
			return
		}
		if len(found) > len(k.known) {
			k.extra++
			k.known = append(k.known, found[len(k.known)])
		}
		if !slices.Equal(found, k.known) {
			k.tr.Wrong("%s, kill %d: acknowledged:\n%s\nfound:\n%s", filepath.Base(k.dir), i, strings.Join(k.known, "\n"), strings.Join(found, "\n"))
			return
		}
	}
}

// runAndKill starts a child, kills it, and returns what it acknowledged.
func (k *killer) runAndKill() (acked []string, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	c := child("interviews", k.dir, append(k.ring.env, fmt.Sprint("ALONGSIDE_TEST_SEED=", k.random.Uint64()))...)
	c.ExtraFiles = []*os.File{w}
	err = c.Start()
	_ = w.Close()
	if err != nil {
		return nil, err
	}
	die := func() { _ = c.Process.Kill() }
	began, answers := time.Now(), k.random.IntN(14)
	if k.opening > 0 && k.random.IntN(8) == 0 {
		answers = -1
		time.AfterFunc(time.Duration(k.random.Int64N(int64(k.opening))), die)
	}
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if acked = append(acked, lines.Text()); len(acked) == 1 {
			k.opening = time.Since(began)
		}
		if len(acked)-1 == answers {
			time.AfterFunc(time.Duration(k.random.IntN(4000))*time.Microsecond, die)
		}
	}
	if err := c.Wait(); err == nil || c.ProcessState.ExitCode() != -1 {
		return acked, fmt.Errorf("the child ended by itself: %v", err)
	}
	return acked, nil
}

// survivors opens the record after a kill, checks it, and returns what its
// journal says in order.
func (k *killer) survivors() (found []string, err error) {
	s, err := store.Open(ctx, store.Options{Dir: k.dir, Demo: true, Create: true, Key: k.ring.key})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if problem := s.Problem(); problem != "" {
		return nil, errors.New(problem)
	}
	if _, err := s.Check(ctx); err != nil {
		return nil, err
	}
	all, err := s.Everything(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		found = append(found, describe(e.Entry.Change))
	}
	return found, resumable(s, found)
}

// resumable holds the draft that the record opens on to what the journal says
// last.
func resumable(s *store.Store, found []string) error {
	person, assessment, answered := "", "", 0
	for _, line := range found {
		f := strings.Fields(line)
		switch f[0] {
		case "started":
			person, assessment, answered = f[1], f[2], 0
		case "answer":
			answered++
		case "finished":
			person, assessment = "", ""
		}
	}
	people, err := s.Caseload(ctx)
	if err != nil {
		return err
	}
	drafts := 0
	for _, p := range people {
		if p.DraftID.IsZero() {
			continue
		}
		drafts++
		r, err := s.Record(ctx, p.Person.ID)
		if err != nil {
			return err
		}
		want := dialog.NoDomain
		if answered < dialog.DomainCount {
			want = dialog.Domains()[answered]
		}
		if p.Person.ID.String() != person || p.DraftID.String() != assessment || r.Draft().ID != p.DraftID || r.Draft().NextOpen() != want {
			return fmt.Errorf("the draft is %s of %s at %s; it should be %s of %s at %s",
				r.Draft().ID, p.Person.ID, r.Draft().NextOpen(), assessment, person, want)
		}
	}
	if (drafts == 1) != (person != "") || drafts > 1 {
		return fmt.Errorf("%d drafts are open; the journal has one with %q", drafts, person)
	}
	return nil
}
