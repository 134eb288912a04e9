package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store"
)

// countedAs returns what is counted of everybody, as a worker of some role.
func countedAs(t *testing.T, s *store.Store, role dialog.Role) ([]dialog.Counted, error) {
	t.Helper()
	var all []dialog.Counted
	v := s.As(dialog.Worker{ID: s.NewID(), Name: "Alex", Role: role})
	err := v.EachCounted(ctx, nil, func(c *dialog.Counted) error { all = append(all, cloned(c)); return nil })
	return all, err
}

func cloned(c *dialog.Counted) dialog.Counted {
	d := *c
	d.Referrals, d.Taken = slices.Clone(c.Referrals), slices.Clone(c.Taken)
	d.Goals, d.Actions = slices.Clone(c.Goals), slices.Clone(c.Actions)
	return d
}

// What is counted of each person is what their record says.
func TestCountedIsTheRecord(t *testing.T) {
	s, _ := opened(t)
	if _, err := s.AppendAll(ctx, slices.Values(demo.Groups(noon)), nil); err != nil {
		t.Fatal(err)
	}
	oneOfEachKind(t, s)
	people, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(people, func(a, b *dialog.Summary) int { return a.Person.ID.Compare(b.Person.ID) })
	var want []dialog.Counted
	for _, p := range people {
		r, err := s.Record(ctx, p.Person.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := dialog.CountedOf(r)
		c.Taken = dialog.TakenOf(r)
		want = append(want, c)
	}
	for _, role := range []dialog.Role{dialog.Clinician, dialog.Administrator, dialog.Auditor} {
		got, err := countedAs(t, s, role)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := countedAs(t, s, dialog.PeerWorker); dialog.ErrorCode(err) != dialog.Denied {
		t.Errorf("a peer worker: %v", err)
	}
}

func TestCountingIsToldOfAndStopped(t *testing.T) {
	s, _ := opened(t)
	if _, err := s.AppendAll(ctx, crowd(s, 450, 1), nil); err != nil {
		t.Fatal(err)
	}
	v := s.As(dialog.Worker{ID: s.NewID(), Role: dialog.Auditor})
	var told [][2]int
	n := 0
	progress := func(done, of int) { told = append(told, [2]int{done, of}) }
	if err := v.EachCounted(ctx, progress, func(*dialog.Counted) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][2]int{{200, 450}, {400, 450}, {450, 450}}, told); diff != "" || n != 450 {
		t.Errorf("%d people\n%s", n, diff)
	}
	stopped, stop := context.WithCancel(ctx)
	n = 0
	err := v.EachCounted(stopped, func(int, int) { stop() }, func(*dialog.Counted) error { n++; return nil })
	if !errors.Is(err, context.Canceled) || n != 200 {
		t.Errorf("stopped after %d people: %v", n, err)
	}
}

func TestTeamsOfReferrals(t *testing.T) {
	s, _ := opened(t)
	p, q := s.NewID(), s.NewID()
	refer := func(p dialog.ID, team string) dialog.Change {
		return about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Team: team, Setting: dialog.Community}})
	}
	add(t, s, personNamed(p, "Smith", "Jane"), refer(p, "South hub"), refer(p, ""))
	add(t, s, personNamed(q, "Smith", "John"), refer(q, "North hub"), refer(q, "South hub"))
	v := s.As(dialog.Worker{ID: s.NewID(), Role: dialog.Auditor})
	got, err := v.Teams(ctx)
	if diff := cmp.Diff([]string{"North hub", "South hub"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := s.As(dialog.Worker{ID: s.NewID(), Role: dialog.PeerWorker}).Teams(ctx); dialog.ErrorCode(err) != dialog.Denied {
		t.Errorf("a peer worker: %v", err)
	}
}
