package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/store"
)

func TestAppendAnswersWithWhatIsOnTheDisk(t *testing.T) {
	s, dir := opened(t)
	p, a := s.NewID(), s.NewID()
	c := add(t, s, personNamed(p, "Smith", "Jane"), start(p, a), rate(p, a, dialog.Meetings, 6))
	if len(c.Entries) != 3 || c.Summary.DraftID != a || c.Summary.DraftRated != 1 || c.Record.Entries != 3 {
		t.Fatalf("%+v", c)
	}
	for i, e := range c.Entries {
		if e.DeviceSeq != int64(i+1) || e.Rank != int64(i+1) || e.Device != s.Device() || e.ID.IsZero() || e.RecordedAt.IsZero() {
			t.Errorf("entry %d is %+v", i, e)
		}
	}
	closed(t, s)
	s = open(t, dir)
	r, err := s.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.Record, r, sameWhen); diff != "" {
		t.Errorf("the record read back differs from the one answered:\n%s", diff)
	}
	entries, err := s.Entries(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.Entries, entries, sameWhen); diff != "" {
		t.Errorf("the entries read back differ from those answered:\n%s", diff)
	}
}

// Nothing of what was handed over or handed out is shared.
func TestAppendSharesNothing(t *testing.T) {
	s, _ := opened(t)
	p, a := s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"))
	answers := map[dialog.Domain]dialog.Answer{dialog.Meetings: {State: dialog.Rated, Rating: 6}}
	body := &dialog.AssessmentTakenOver{Assessment: a, Instrument: measure, Answers: answers}
	c := add(t, s, about(p, body))
	body.Answers[dialog.Meetings] = dialog.Answer{State: dialog.Rated, Rating: 1}
	body.Assessment = dialog.ID{}
	if got := c.Entries[0].Body.(*dialog.AssessmentTakenOver); got.Assessment != a || got.Answers[dialog.Meetings].Rating != 6 {
		t.Errorf("the entry changed with what was handed in: %+v", got)
	}
	add(t, s, about(p, &dialog.AssessmentStruckOut{Assessment: a, Reason: "Wrong person"}))
	if c.Record.Assessments[0].StruckOut {
		t.Error("a record handed out changed later")
	}
}

func TestAppendRefuses(t *testing.T) {
	s, _ := opened(t)
	p, other, a := s.NewID(), s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Smith", "Jane"), start(p, a))
	stopped, stop := context.WithCancel(ctx)
	stop()
	for _, c := range []struct {
		name    string
		ctx     context.Context
		changes []dialog.Change
		want    dialog.Code
	}{
		{"nothing", ctx, nil, dialog.Internal},
		{"a change that says nothing", ctx, []dialog.Change{{Person: p, DoneAt: dialog.At(noon)}}, dialog.Internal},
		{"two people at once", ctx, []dialog.Change{rate(p, a, dialog.Meetings, 1), personNamed(other, "Jones", "Ed")}, dialog.Internal},
		{"somebody not there", ctx, []dialog.Change{start(other, s.NewID())}, dialog.NotFound},
		{"an answer off the scale", ctx, []dialog.Change{rate(p, a, dialog.Meetings, 8)}, dialog.Invalid},
		{"a second draft", ctx, []dialog.Change{start(p, s.NewID())}, dialog.Conflict},
		{"a good one with a bad one", ctx, []dialog.Change{rate(p, a, dialog.Meetings, 7), start(p, s.NewID())}, dialog.Conflict},
		{"a name with a line break", ctx, []dialog.Change{personNamed(other, "Jones\nSmith", "Ed")}, dialog.Invalid},
		{"a setting out of range", ctx, []dialog.Change{{Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "99"}}}, dialog.Invalid},
		{"a day out of range", ctx, []dialog.Change{at(time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC), rate(p, a, dialog.Meetings, 1))}, dialog.Conflict},
		{"a day before all", ctx, []dialog.Change{at(time.Date(1500, 1, 1, 0, 0, 0, 0, time.UTC), rate(p, a, dialog.Meetings, 1))}, dialog.Invalid},
		{"nobody waiting for it any more", stopped, []dialog.Change{rate(p, a, dialog.Meetings, 1)}, dialog.Unavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, err := s.Head(ctx)
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Append(c.ctx, c.changes...)
			wantCode(t, err, c.want)
			if after, err := s.Head(ctx); err != nil || after != before {
				t.Errorf("the head moved from %v to %v (%v)", before, after, err)
			}
			r, err := s.Record(ctx, p)
			if err != nil || r.Entries != 2 || r.Draft().Answers.Count(dialog.Rated) != 0 {
				t.Errorf("something stuck: %+v, %v", r, err)
			}
		})
	}
	add(t, s, rate(p, a, dialog.Meetings, 7))
}

// A clock that shows an impossible date is refused, since what it gives could not
// be read again.
func TestAppendWithAnImpossibleClock(t *testing.T) {
	now := noon
	s := openWith(t, store.Options{Dir: filepath.Join(t.TempDir(), "r"), Demo: true, Create: true, Now: func() time.Time { return now }})
	now = time.Date(2500, 1, 1, 0, 0, 0, 0, time.UTC)
	_, err := s.Append(ctx, personNamed(s.NewID(), "Smith", "Jane"))
	wantCode(t, err, dialog.Invalid)
	now = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC) // a laptop whose battery died
	add(t, s, personNamed(s.NewID(), "Smith", "Jane"))
}

// Offsets with seconds, as old local times have them, are kept to the minute and
// read back as they were answered.
func TestAppendWithAnOddOffset(t *testing.T) {
	s, _ := opened(t)
	p := s.NewID()
	odd := time.Date(2026, 3, 14, 23, 59, 59, 999999, time.FixedZone("LMT", -75))
	c := add(t, s, at(odd, personNamed(p, "Smith", "Jane")))
	entries, err := s.Entries(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.Entries, entries, sameWhen); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

func TestRulesAndWorkers(t *testing.T) {
	s, dir := opened(t)
	ben, amina := s.NewID(), s.NewID()
	add(t, s, dialog.Change{Worker: ben, Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: ben, Name: "Ben"}}})
	add(t, s, dialog.Change{Worker: ben, Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: amina, Name: "Zahra"}}})
	c := add(t, s, dialog.Change{Worker: ben, Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: amina, Name: "Amina"}}},
		dialog.Change{Worker: ben, Body: &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "14"}})
	if c.Record != nil {
		t.Error("a worker is nobody's record")
	}
	for range 2 {
		rules, err := s.Rules(ctx)
		if err != nil || rules.DraftDays != 14 || rules.CommunityMonths != dialog.DefaultRules().CommunityMonths {
			t.Errorf("%+v, %v", rules, err)
		}
		workers, err := s.Workers(ctx)
		want := []dialog.Worker{{ID: amina, Name: "Amina"}, {ID: ben, Name: "Ben"}}
		if diff := cmp.Diff(want, workers); diff != "" || err != nil {
			t.Error(diff, err)
		}
		closed(t, s)
		s = open(t, dir)
	}
	about, err := s.Entries(ctx, dialog.ID{})
	if err != nil || len(about) != 4 {
		t.Error(len(about), err)
	}
}

func TestCaseloadIsSortedAsPeopleLookNamesUp(t *testing.T) {
	s, _ := opened(t)
	names := [][2]string{{"Zimmer", "Al"}, {"Özdemir", "Can"}, {"O’Neill", "Bo"}, {"oneill", "Ann"}, {"Łuk", "Ewa"}, {"Lukas", "Dan"}, {"", "Zoë"}, {"Smith", "Éva"}, {"Smith", "Eric"}}
	if _, err := s.Caseload(ctx); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		add(t, s, personNamed(s.NewID(), n[0], n[1]))
	}
	want := []string{" Zoë", "Łuk Ewa", "Lukas Dan", "oneill Ann", "O’Neill Bo", "Özdemir Can", "Smith Eric", "Smith Éva", "Zimmer Al"}
	for range 2 {
		people, err := s.Caseload(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range people {
			got = append(got, p.Person.Family+" "+p.Person.Given)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		s.Forget() // and once more from the file
	}
}

func TestRecordOfNobody(t *testing.T) {
	s, _ := opened(t)
	for _, id := range []dialog.ID{{}, s.NewID()} {
		_, err := s.Record(ctx, id)
		wantCode(t, err, dialog.NotFound)
	}
}

func TestAppendAll(t *testing.T) {
	s, _ := opened(t)
	if _, err := s.Caseload(ctx); err != nil { // kept in memory from here on
		t.Fatal(err)
	}
	var told []int
	n, err := s.AppendAll(ctx, crowd(s, 700, 4), func(entries int) { told = append(told, entries) })
	if err != nil || n != 700*6 {
		t.Fatal(n, err)
	}
	if len(told) != 2 || told[1] != n || !slices.IsSorted(told) {
		t.Errorf("progress was %v", told)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
	people, err := s.Caseload(ctx)
	if err != nil || len(people) != 700 || people[0].Done != 4 {
		t.Fatal(len(people), err)
	}
}

// What AppendAll refuses takes with it what is in the same transaction and
// nothing of what progress was told of.
func TestAppendAllRefuses(t *testing.T) {
	s, _ := opened(t)
	reached := 0
	groups := func(yield func([]dialog.Change) bool) {
		for g := range crowd(s, 700, 4) {
			if !yield(g) {
				return
			}
		}
		yield([]dialog.Change{start(s.NewID(), s.NewID())}) // of nobody
	}
	n, err := s.AppendAll(ctx, groups, func(entries int) { reached = entries })
	wantCode(t, err, dialog.NotFound)
	head, errHead := s.Head(ctx)
	if errHead != nil || n != reached || head.Seq != int64(n) || n == 0 || n == 700*6 {
		t.Errorf("%d written, %d told, the head is %v (%v)", n, reached, head, errHead)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
	people, err := s.Caseload(ctx)
	if err != nil || len(people) != n/6 {
		t.Error(len(people), n, err)
	}
}

func TestAppendAllCanBeStopped(t *testing.T) {
	s, _ := opened(t)
	stoppable, stop := context.WithCancel(ctx)
	n, err := s.AppendAll(stoppable, crowd(s, 700, 4), func(int) { stop() })
	wantCode(t, err, dialog.Unavailable)
	if head, err := s.Head(ctx); err != nil || head.Seq != int64(n) || n == 0 {
		t.Error(n, head, err)
	}
}

// Several goroutines take turns.
func TestManyAtOnce(t *testing.T) {
	s, _ := opened(t)
	var all sync.WaitGroup
	errs := make(chan error, 100)
	for range 4 {
		all.Go(func() {
			p, a := s.NewID(), s.NewID()
			_, err := s.Append(ctx, personNamed(p, "Smith", "Jane"), start(p, a))
			errs <- err
			for i := range 20 {
				_, err := s.Append(ctx, rate(p, a, dialog.Domains()[i%11], 1+i%7))
				_, err2 := s.Caseload(ctx)
				_, err3 := s.Record(ctx, p)
				errs <- errors.Join(err, err2, err3)
			}
		})
	}
	all.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	if head, err := s.Head(ctx); err != nil || head.Seq != 4*22 {
		t.Error(head, err)
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}

// More people than are kept in memory come round again.
func TestManyPeopleInTurn(t *testing.T) {
	s, _ := opened(t)
	people := make([]dialog.ID, 20)
	for i := range people {
		people[i] = s.NewID()
		add(t, s, personNamed(people[i], "Smith", "Jane"))
	}
	for round := range 3 {
		for _, p := range people {
			c := add(t, s, takenOver(p, s.NewID(), noon.AddDate(0, round, 0), round))
			if c.Summary.Done != round+1 || c.Record.Person.ID != p {
				t.Fatalf("%+v", c.Summary)
			}
		}
	}
	if _, err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}
