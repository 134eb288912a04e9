package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/store"
)

// live opens a record of real people, as far as the program knows.
func live(t *testing.T, dir string) *store.Store {
	t.Helper()
	return openWith(t, store.Options{Dir: dir, Create: true})
}

func due(t *testing.T, s *store.Store, now time.Time) []store.Due {
	t.Helper()
	all, err := s.Due(ctx, now, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// receipt says that what stands of an assessment is with the centre.
func receipt(t *testing.T, s *store.Store, p, a dialog.ID) dialog.Change {
	t.Helper()
	r, err := s.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return about(p, &dialog.DeliveryReceipted{Assessment: a, Version: r.Delivery(a).VersionText(), Content: strings.Repeat("0a", 32), Resources: 20, Centre: "https://centre.example"})
}

func TestWhatIsDueFollowsFromTheJournal(t *testing.T) {
	s := live(t, filepath.Join(t.TempDir(), "record"))
	p, a := s.NewID(), s.NewID()
	now := time.Now().Add(time.Hour)
	waiting := func(want int, when string) {
		t.Helper()
		if got := due(t, s, now); len(got) != want {
			t.Fatalf("%s: %d are due, want %d", when, len(got), want)
		}
		u, err := s.Unsent(ctx)
		if err != nil || u.Waiting != want || u.Oldest.IsZero() != (want == 0 && u.Parked == 0) {
			t.Fatalf("%s: %+v, %v", when, u, err)
		}
		if _, err := s.Check(ctx); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
	}
	add(t, s, personNamed(p, "Quill", "Ada"), start(p, a), rate(p, a, dialog.Friendships, 4))
	waiting(0, "a draft")
	add(t, s, finish(p, a))
	waiting(1, "finished")
	old := receipt(t, s, p, a)
	add(t, s, old)
	waiting(0, "sent")
	add(t, s, about(p, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Friendships, Answer: dialog.Answer{State: dialog.Rated, Rating: 5}, Reason: "misheard"}))
	waiting(1, "amended")
	add(t, s, old)
	waiting(1, "a receipt for what it was")
	add(t, s, receipt(t, s, p, a), about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: "Swim", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
	waiting(1, "a goal was set")
	r, _ := s.Record(ctx, p)
	add(t, s, about(p, &dialog.DeliveryParked{Assessment: a, Version: r.Delivery(a).VersionText(), Words: "Not known here", Centre: "https://centre.example"}))
	waiting(0, "parked")
	if parked, err := s.Parked(ctx, 10); err != nil || len(parked) != 1 || parked[0].Parked != "Not known here" {
		t.Errorf("parked are %+v, %v", parked, err)
	}
	add(t, s, about(p, &dialog.DeliveryRetried{Assessment: a}))
	waiting(1, "asked for again")
	if err := s.Postpone(ctx, p, a, 3, now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := due(t, s, now); len(got) != 0 {
		t.Errorf("what is to be tried later is due: %+v", got)
	}
	if got := due(t, s, now.Add(2*time.Minute)); len(got) != 1 || got[0].Tries != 3 {
		t.Errorf("later: %+v", got)
	}
}

// The laptop that recorded the latest sends it, one alone, and a receipt that arrives
// from it is as good as an own one.
func TestOneLaptopSends(t *testing.T) {
	root := t.TempDir()
	one, two := live(t, filepath.Join(root, "one")), live(t, filepath.Join(root, "two"))
	p, a := one.NewID(), one.NewID()
	add(t, one, personNamed(p, "Quill", "Ada"), takenOver(p, a, noon, 1))
	give(t, one, two)
	later := time.Now().Add(time.Hour)
	if len(due(t, one, later)) != 1 || len(due(t, two, later)) != 0 {
		t.Fatal("the laptop that recorded it is not the one that sends it")
	}
	add(t, two, about(p, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Friendships, Answer: dialog.Answer{State: dialog.Rated, Rating: 5}, Reason: "misheard"}))
	add(t, one, receipt(t, one, p, a)) // of what it was
	give(t, two, one)
	give(t, one, two)
	if len(due(t, one, later)) != 0 || len(due(t, two, later)) != 1 {
		t.Fatal("the laptop that amended it is not the one that sends it")
	}
	add(t, two, receipt(t, two, p, a))
	give(t, two, one)
	if u, err := one.Unsent(ctx); err != nil || u.Waiting != 0 || len(due(t, two, later)) != 0 {
		t.Errorf("what was sent is not known for sent: %+v, %v", u, err)
	}
}

func give(t *testing.T, from, to *store.Store) {
	t.Helper()
	out, err := from.Outgoing(ctx, from.Device(), 0, 1000)
	if err == nil {
		_, err = to.Receive(ctx, out)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A record that was brought back from a backup sends what it recorded before.
func TestARestoredRecordSendsItsOwn(t *testing.T) {
	root := t.TempDir()
	s := live(t, filepath.Join(root, "record"))
	p := s.NewID()
	add(t, s, personNamed(p, "Quill", "Ada"), takenOver(p, s.NewID(), noon, 1))
	path := filepath.Join(root, "other", store.FileName)
	if err := s.CopyTo(ctx, filepath.Join(root, "copy.db")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Renew(ctx, filepath.Join(root, "copy.db"), store.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, path, read(t, filepath.Join(root, "copy.db")))
	again := openWith(t, store.Options{Dir: filepath.Dir(path)})
	if again.Device() == s.Device() {
		t.Fatal("it is the same installation")
	}
	if got := due(t, again, time.Now().Add(time.Hour)); len(got) != 1 {
		t.Errorf("%d are due", len(got))
	}
}

func TestMadeUpPeopleAreNeverDue(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	add(t, s, personNamed(p, "Quill", "Ada"), takenOver(p, s.NewID(), noon, 1))
	_, err := s.Due(ctx, time.Now(), 10)
	wantCode(t, err, dialog.Denied)
	_, err = s.Parked(ctx, 10)
	wantCode(t, err, dialog.Denied)
	wantCode(t, s.MayDeliver(ctx), dialog.Denied)
}

// A key never leaves the sealed file, not even where everything else does.
func TestSecretsStayInTheSealedFile(t *testing.T) {
	plain := live(t, filepath.Join(t.TempDir(), "record"))
	wantCode(t, plain.SetSecret(ctx, "key", []byte("x")), dialog.Unavailable)

	d, v, dir, _ := setUp(t)
	recorded(t, v, personNamed(v.NewID(), "Quill", "Ada"))
	secret := []byte("a canary that nobody may see")
	if err := d.Store().SetSecret(ctx, "key", secret); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "out", "plain.db")
	if err := d.Store().CopyPlain(ctx, path); err != nil {
		t.Fatal(err)
	}
	if b := read(t, path); bytes.Contains(b, secret) || !bytes.Contains(b, []byte("Quill")) {
		t.Error("the unsealed copy holds the key, or not the person")
	}
	if got, err := d.Store().Secret(ctx, "key"); err != nil || !bytes.Equal(got, secret) {
		t.Errorf("it is %q, %v", got, err)
	}
	for _, name := range listing(t, dir) {
		if strings.HasSuffix(name, ".part") || bytes.Contains(read(t, filepath.Join(dir, name)), secret) {
			t.Errorf("%s is left, or holds the key", name)
		}
	}
}
