package central_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
	"alongside/store/central"
	"alongside/store/vault"
)

var ctx = context.Background()

var nobody = log.New(io.Discard, "", 0)

var noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

// quick is a patience for tests.
var quick = central.Patience{First: time.Millisecond, Most: 8 * time.Millisecond, Answer: 5 * time.Second, Connect: 5 * time.Second, Tries: 8}

// live opens a sealed record of people who are taken for real ones.
func live(t testing.TB) *store.Store {
	t.Helper()
	return liveAt(t, filepath.Join(t.TempDir(), "record"), vault.NewDataKey())
}

func liveAt(t testing.TB, dir string, key *vault.DataKey) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, store.Options{Dir: dir, Create: true, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func add(t testing.TB, s *store.Store, changes ...dialog.Change) {
	t.Helper()
	if _, err := s.Append(ctx, changes...); err != nil {
		t.Fatal(err)
	}
}

func about(person dialog.ID, b dialog.Body) dialog.Change {
	return dialog.Change{Person: person, Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: b}
}

// someone records a person with some assessments, each in one entry, and a goal.
func someone(t testing.TB, s *store.Store, n, assessments int) (person dialog.ID, made []dialog.ID) {
	t.Helper()
	group, person, made := story(s, n, assessments)
	add(t, s, group...)
	return person, made
}

func story(s *store.Store, n, assessments int) (group []dialog.Change, person dialog.ID, made []dialog.ID) {
	person = s.NewID()
	referral, goal := s.NewID(), s.NewID()
	group = []dialog.Change{
		about(person, &dialog.PersonRecorded{Person: dialog.Person{Family: fmt.Sprint("Quill", n), Given: "Ada", LocalPatientID: fmt.Sprint("L-", n)}}),
		about(person, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: referral, Setting: dialog.Community, Received: dialog.Date{Year: 2025, Month: 5, Day: 4}}}),
		about(person, &dialog.GoalRecorded{Goal: dialog.Goal{ID: goal, Text: "Walk to the sea", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}),
	}
	for k := range assessments {
		a := s.NewID()
		answers := map[dialog.Domain]dialog.Answer{}
		for i, d := range dialog.Domains() {
			answers[d] = dialog.Answer{State: dialog.Rated, Rating: 1 + (n+k+i*3)%7}
		}
		answers[dialog.Medication] = dialog.Answer{State: dialog.Declined}
		c := about(person, &dialog.AssessmentTakenOver{Assessment: a, Instrument: dialog.Instrument{Name: "dialog", Version: "1"},
			Completion: dialog.Together, Language: "en", Referral: referral, Answers: answers})
		c.DoneAt = dialog.At(noon.AddDate(0, k-assessments, 0))
		group = append(group, c)
		made = append(made, a)
	}
	return group, person, made
}

func amend(person, a dialog.ID, rating int) dialog.Change {
	return about(person, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Friendships, Answer: dialog.Answer{State: dialog.Rated, Rating: rating}, Reason: "misheard"})
}

func courier(t testing.TB, s central.Record, c dialog.Centre, o central.Options) *central.Courier {
	t.Helper()
	if o.Patience == (central.Patience{}) {
		o.Patience = quick
	}
	k, err := central.New(ctx, s, c, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.Close)
	return k
}

// delivered runs until nothing more can be done.
func delivered(t testing.TB, k *central.Courier) central.Result {
	t.Helper()
	res, err := k.Deliver(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func unsent(t testing.TB, s *store.Store) store.Unsent {
	t.Helper()
	u, err := s.Unsent(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// truthful makes sure that whatever has a receipt that holds is with the centre, as
// this record has it.
func truthful(t testing.TB, s *store.Store, c *centre, person dialog.ID) {
	t.Helper()
	r, err := s.Record(ctx, person)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Deliveries {
		if d := &r.Deliveries[i]; d.Since.IsZero() && !c.has(d.Assessment) {
			t.Errorf("%s is said to be sent and is not", d.Assessment)
		}
	}
}

// children are the parts that this test binary plays as a process of its own.
var children = map[string]func() error{}

const childVar = "ALONGSIDE_TEST_CHILD"

func TestMain(m *testing.M) {
	if part := os.Getenv(childVar); part != "" {
		if err := children[part](); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}
