//go:build unix

package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

func init() { children["interviews"] = interviews }

// interviews is the child of the kill test. It goes on with the draft it finds, or
// adds the next person and starts one, and reports each change on descriptor 3 in
// one write after Append has answered, never before.
func interviews() error {
	report := os.NewFile(3, "report")
	seed, err := strconv.ParseUint(os.Getenv("ALONGSIDE_TEST_SEED"), 10, 64)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(seed, 0))
	for {
		s, err := store.Open(ctx, store.Options{Dir: os.Getenv("ALONGSIDE_TEST_DIR"), Demo: true, Create: true})
		if err != nil {
			return err
		}
		for range 5 + random.IntN(40) {
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

// nextChange is what a worker would do next: answer the open item of the draft,
// finish it, or start with the next person.
func nextChange(s *store.Store, random *rand.Rand) (dialog.Change, error) {
	people, err := s.Caseload(ctx)
	if err != nil {
		return dialog.Change{}, err
	}
	var fresh *dialog.Summary
	for i := range people {
		p := &people[i]
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
	const records, kills = 8, 25 // 200 kills
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("ALONGSIDE_TEST_SEED"); s != "" {
		seed, _ = strconv.ParseUint(s, 10, 64)
	}
	t.Logf("seed %d (set ALONGSIDE_TEST_SEED to use it again)", seed)
	k := killer{random: rand.New(rand.NewPCG(seed, 1))}
	total, extra := 0, 0
	for i := range records {
		dir := filepath.Join(t.TempDir(), fmt.Sprint("record", i))
		var known []string
		for range kills {
			acked := k.runAndKill(t, dir)
			total += len(acked)
			known = append(known, acked...)
			found := survivors(t, dir)
			if len(found) > len(known) {
				extra++
				known = append(known, found[len(known)])
			}
			if strings.Join(found, "\n") != strings.Join(known, "\n") {
				t.Fatalf("acknowledged:\n%s\nfound:\n%s", strings.Join(known, "\n"), strings.Join(found, "\n"))
			}
		}
	}
	t.Logf("%d kills, %d changes acknowledged, %d more survived unacknowledged", records*kills, total, extra)
	if total < records*kills {
		t.Errorf("only %d changes were acknowledged in %d runs: the test sees too little", total, records*kills)
	}
}

// killer chooses the moments. Most children die a little after some random answer,
// wherever in the next few they are then; one in eight dies while it opens the
// record, which takes as long as it took the last one that lived to answer.
type killer struct {
	random  *rand.Rand
	opening time.Duration
}

// runAndKill starts a child, kills it, and returns what it acknowledged.
func (k *killer) runAndKill(t *testing.T, dir string) (acked []string) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	c := child("interviews", dir, fmt.Sprint("ALONGSIDE_TEST_SEED=", k.random.Uint64()))
	c.ExtraFiles = []*os.File{w}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	die := func() { _ = c.Process.Kill() }
	began, answers := time.Now(), k.random.IntN(20)
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
		t.Fatalf("the child ended by itself: %v", err)
	}
	return acked
}

// survivors opens the record after a kill, checks it, and returns what its
// journal says in order.
func survivors(t *testing.T, dir string) []string {
	t.Helper()
	s := open(t, dir)
	defer closed(t, s)
	if _, err := s.Check(ctx); err != nil {
		t.Fatalf("check: %v", err)
	}
	all, err := s.Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	found := make([]string, len(all))
	for i, e := range all {
		found[i] = describe(e.Entry.Change)
	}
	resumable(t, s, found)
	return found
}

// resumable holds the draft that the record opens on to what the journal says
// last.
func resumable(t *testing.T, s *store.Store, found []string) {
	t.Helper()
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
		t.Fatal(err)
	}
	drafts := 0
	for _, p := range people {
		if p.DraftID.IsZero() {
			continue
		}
		drafts++
		r, err := s.Record(ctx, p.Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := dialog.NoDomain
		if answered < dialog.DomainCount {
			want = dialog.Domains()[answered]
		}
		if p.Person.ID.String() != person || p.DraftID.String() != assessment || r.Draft().ID != p.DraftID || r.Draft().NextOpen() != want {
			t.Fatalf("the draft is %s of %s at %s; it should be %s of %s at %s",
				r.Draft().ID, p.Person.ID, r.Draft().NextOpen(), assessment, person, want)
		}
	}
	if (drafts == 1) != (person != "") || drafts > 1 {
		t.Fatalf("%d drafts are open; the journal has one with %q", drafts, person)
	}
}
