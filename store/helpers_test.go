package store_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

var ctx = context.Background()

// noon is the moment most tests take place at.
var noon = time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC)

// open opens a demo record in a folder, making it when it is not there, and
// closes it at the end of the test.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	return openWith(t, store.Options{Dir: dir, Demo: true, Create: true})
}

func openWith(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(ctx, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// opened opens a new demo record in a folder of its own.
func opened(t testing.TB) (*store.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "record")
	return open(t, dir), dir
}

func closed(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

func add(t testing.TB, s *store.Store, changes ...dialog.Change) dialog.Committed {
	t.Helper()
	c, err := s.Append(ctx, changes...)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return c
}

func wantCode(t testing.TB, err error, want dialog.Code) {
	t.Helper()
	if got := dialog.ErrorCode(err); got != want {
		t.Fatalf("got code %q (%v), want %q", got, err, want)
	}
}

var measure = dialog.Instrument{Name: "dialog", Version: "1"}

// The changes below are what the screens send.

func personNamed(id dialog.ID, family, given string) dialog.Change {
	return about(id, &dialog.PersonRecorded{Person: dialog.Person{Family: family, Given: given}})
}

func about(person dialog.ID, b dialog.Body) dialog.Change {
	return dialog.Change{Person: person, Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: b}
}

func at(when time.Time, c dialog.Change) dialog.Change {
	c.DoneAt = dialog.At(when)
	return c
}

func start(person, assessment dialog.ID) dialog.Change {
	return about(person, &dialog.AssessmentStarted{Assessment: assessment, Instrument: measure, Layout: dialog.Interview,
		Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked})
}

func rate(person, assessment dialog.ID, d dialog.Domain, rating int) dialog.Change {
	return about(person, &dialog.AnswerRecorded{Assessment: assessment, Domain: d,
		Answer: dialog.Answer{State: dialog.Rated, Rating: rating, Language: "en"}})
}

func finish(person, assessment dialog.ID) dialog.Change {
	return about(person, &dialog.AssessmentFinished{Assessment: assessment})
}

func takenOver(person, assessment dialog.ID, when time.Time, seed int) dialog.Change {
	answers := map[dialog.Domain]dialog.Answer{}
	for i, d := range dialog.Domains() {
		answers[d] = dialog.Answer{State: dialog.Rated, Rating: 1 + (seed+i*3)%7}
	}
	return at(when, about(person, &dialog.AssessmentTakenOver{Assessment: assessment, Instrument: measure,
		Completion: dialog.Together, Language: "en", Answers: answers}))
}

// crowd is n made-up people, each with a referral and some assessments that were
// taken over, as groups for AppendAll.
func crowd(s *store.Store, n, assessments int) iter.Seq[[]dialog.Change] {
	return func(yield func([]dialog.Change) bool) {
		for i := range n {
			p := s.NewID()
			group := []dialog.Change{
				about(p, &dialog.PersonRecorded{Person: dialog.Person{
					Family: fmt.Sprintf("Family%04d", i*7919%n), Given: fmt.Sprintf("Given%d", i),
					BirthDate: dialog.Date{Year: 1950 + i%50, Month: time.Month(1 + i%12), Day: 1 + i%28}, LocalPatientID: fmt.Sprint("L", i)}}),
				about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community,
					Received: dialog.Date{Year: 2020, Month: time.May, Day: 4}}}),
			}
			for k := range assessments {
				group = append(group, takenOver(p, s.NewID(), noon.AddDate(0, -6*(assessments-k), 0), i+k))
			}
			if !yield(group) {
				return
			}
		}
	}
}

// peerNamed is another laptop with keys that open nothing.
func peerNamed(device dialog.ID, name string) dialog.Peer {
	return dialog.Peer{Device: device, Name: name, Recipient: "age1" + strings.Repeat("q", 58),
		Signing: base64.StdEncoding.EncodeToString(make([]byte, 32))}
}
