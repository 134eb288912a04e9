package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"alongside/dialog"
	"alongside/store"
)

// twins is a record with one person in it twice, each time with a DIALOG and a goal.
type twins struct {
	*store.Store
	v           *store.Session
	kept, other dialog.ID
	asked       map[dialog.ID]dialog.ID // the assessment of each
}

func newTwins(t *testing.T) *twins {
	t.Helper()
	s, _ := opened(t)
	w := dialog.Worker{ID: s.NewID(), Name: "Kim", Role: dialog.Clinician}
	tw := &twins{Store: s, v: s.As(w), kept: s.NewID(), other: s.NewID(), asked: map[dialog.ID]dialog.ID{}}
	for _, p := range []dialog.ID{tw.kept, tw.other} {
		a := s.NewID()
		tw.asked[p] = a
		name := map[dialog.ID]string{tw.kept: "Quill", tw.other: "Quil"}[p]
		add(t, s, personNamed(p, name, "Ada"), about(p, &dialog.CaseloadRecorded{Of: w.ID, On: true}), start(p, a), rate(p, a, dialog.Meetings, 3), finish(p, a),
			about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: "Swim", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
	}
	return tw
}

func (tw *twins) merge(t *testing.T) {
	t.Helper()
	if _, err := tw.v.Merge(ctx, tw.kept, tw.other, "One person"); err != nil {
		t.Fatal(err)
	}
}

func (tw *twins) record(t *testing.T, p dialog.ID) *dialog.Record {
	t.Helper()
	r, err := tw.v.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sound holds the tables to what the journal gives.
func (tw *twins) sound(t *testing.T) {
	t.Helper()
	rows, err := tw.Derived(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tw.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if err := tw.Rederive(ctx); err != nil {
		t.Fatal(err)
	}
	again, err := tw.Derived(ctx, true)
	if err != nil || !slices.Equal(rows, again) {
		t.Fatalf("deriving again changes the tables (%v)", err)
	}
}

// While two records are together, the kept one holds what is in both, and the other is
// nowhere but in it.
func TestMergedRecords(t *testing.T) {
	tw := newTwins(t)
	tw.merge(t)
	list, err := tw.v.Caseload(ctx)
	if err != nil || len(list) != 1 || list[0].Person.ID != tw.kept || list[0].Person.Family != "Quill" || list[0].Done != 2 || list[0].Goals != 2 {
		t.Fatalf("the list has %+v (%v)", list, err)
	}
	r := tw.record(t, tw.kept)
	if len(r.Assessments) != 2 || len(r.Goals) != 2 || len(r.Merged) != 2 || r.Merged[1].Person.Family != "Quil" || r.Merged[1].Reason != "One person" || r.Merged[1].Worker != tw.v.Worker().ID {
		t.Errorf("the record is %+v", r)
	}
	_, err = tw.v.Record(ctx, tw.other)
	wantCode(t, err, dialog.NotFound)
	_, err = tw.v.Append(ctx, about(tw.other, &dialog.RecordOpened{}))
	wantCode(t, err, dialog.NotFound)
	entries, err := tw.v.Entries(ctx, tw.kept)
	if err != nil || len(entries) != r.Entries {
		t.Errorf("it has %d entries of %d (%v)", len(entries), r.Entries, err)
	}
	if c, err := tw.Contents(ctx); err != nil || c.People != 1 || c.Assessments != 2 {
		t.Errorf("it holds %+v (%v)", c, err)
	}
	tw.sound(t)
}

// Taking two records apart gives back exactly what was; what was recorded meanwhile is
// with the one whose DIALOG, goal and so on it is about.
func TestUnmergingGivesBackWhatWas(t *testing.T) {
	tw := newTwins(t)
	before := map[dialog.ID]*dialog.Record{tw.kept: tw.record(t, tw.kept), tw.other: tw.record(t, tw.other)}
	tw.merge(t)
	if _, err := tw.v.Unmerge(ctx, tw.kept, tw.other, "Sisters"); err != nil {
		t.Fatal(err)
	}
	for p, was := range before {
		now := tw.record(t, p).Clone()
		now.Entries = was.Entries
		if diff := cmp.Diff(was, now, sameWhen); diff != "" {
			t.Errorf("it is not what it was:\n%s", diff)
		}
	}
	tw.sound(t)

	tw.merge(t)
	if _, err := tw.v.Append(ctx, about(tw.kept, &dialog.AnswerRecorded{Assessment: tw.asked[tw.other], Domain: dialog.Meetings,
		Answer: dialog.Answer{State: dialog.Rated, Rating: 5}, Reason: "Misheard"}), rate2Goal(tw, before[tw.other].Goals[0].ID)); err != nil {
		t.Fatal(err)
	}
	fresh := tw.NewID()
	add(t, tw.Store, start(tw.kept, fresh))
	if _, err := tw.v.Unmerge(ctx, tw.kept, tw.other, "Sisters"); err != nil {
		t.Fatal(err)
	}
	kept, other := tw.record(t, tw.kept), tw.record(t, tw.other)
	if a := other.Assessment(tw.asked[tw.other]); !a.Amended || a.Answers.Get(dialog.Meetings).Rating != 5 || len(other.Goals[0].Ratings) != 1 {
		t.Errorf("what was amended meanwhile is lost: %+v", other)
	}
	if len(kept.Assessments) != 2 || kept.Assessments[0].Amended || len(kept.Goals) != 1 || kept.Draft().ID != fresh {
		t.Errorf("the kept one is %+v", kept)
	}
	tw.sound(t)
}

func rate2Goal(tw *twins, goal dialog.ID) dialog.Change {
	return about(tw.kept, &dialog.GoalRated{Goal: goal, Rating: 4})
}

// Two records together are as closed as both of them, and opening them is meant for
// both.
func TestMergedRecordsStayClosed(t *testing.T) {
	tw := newTwins(t)
	me := tw.v.Worker().ID
	add(t, tw.Store, about(tw.other, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{me}, Reason: "A colleague"}))
	stranger := tw.As(dialog.Worker{ID: tw.NewID(), Role: dialog.Clinician})
	add(t, tw.Store, about(tw.kept, &dialog.CaseloadRecorded{Of: stranger.Worker().ID, On: true}))
	if _, err := stranger.Merge(ctx, tw.kept, tw.other, "One person"); dialog.ErrorCode(err) != dialog.Denied {
		t.Errorf("somebody who may open one of them merged them: %v", err)
	}
	peer := tw.As(dialog.Worker{ID: me, Role: dialog.PeerWorker})
	if _, err := peer.Merge(ctx, tw.kept, tw.other, "One person"); dialog.ErrorCode(err) != dialog.Denied {
		t.Errorf("a peer worker merged them: %v", err)
	}
	tw.merge(t)
	_, err := stranger.Record(ctx, tw.kept)
	wantCode(t, err, dialog.Denied)
	if a := tw.record(t, tw.kept).Access; !a.Sensitive || !slices.Equal(a.Named, []dialog.ID{me}) || len(a.Caseload) != 2 {
		t.Errorf("access is %+v", a)
	}
	if _, err := tw.v.Append(ctx, about(tw.kept, &dialog.AccessRecorded{Reason: "Has left"})); err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.Record(ctx, tw.kept); err != nil {
		t.Errorf("it was opened to all and stays closed: %v", err)
	}
	tw.sound(t)
}

func TestMergeRefuses(t *testing.T) {
	tw := newTwins(t)
	third := tw.NewID()
	add(t, tw.Store, personNamed(third, "Quill", "Ada"), about(third, &dialog.CaseloadRecorded{Of: tw.v.Worker().ID, On: true}))
	for name, c := range map[string]struct {
		kept, other dialog.ID
		reason      string
		want        dialog.Code
	}{
		"with itself":    {tw.kept, tw.kept, "One person", dialog.Invalid},
		"with nobody":    {tw.kept, tw.NewID(), "One person", dialog.NotFound},
		"without reason": {tw.kept, tw.other, "", dialog.Invalid},
		"not together":   {tw.kept, tw.other, "apart", dialog.NotFound},
	} {
		var err error
		if c.reason == "apart" {
			_, err = tw.v.Unmerge(ctx, c.kept, c.other, c.reason)
		} else {
			_, err = tw.v.Merge(ctx, c.kept, c.other, c.reason)
		}
		if dialog.ErrorCode(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	tw.merge(t)
	_, err := tw.v.Merge(ctx, third, tw.other, "One person")
	wantCode(t, err, dialog.NotFound) // it is no longer there by itself
	if _, err := tw.v.Merge(ctx, third, tw.kept, "One person"); err != nil {
		t.Fatal(err)
	}
	if r := tw.record(t, third); len(r.Assessments) != 2 || len(r.Merged) != 3 {
		t.Errorf("three together are %+v", r)
	}
	if _, err := tw.v.Unmerge(ctx, third, tw.other, "Two people"); err != nil { // from within
		t.Fatal(err)
	}
	if r := tw.record(t, third); len(r.Assessments) != 1 || len(tw.record(t, tw.other).Assessments) != 1 {
		t.Errorf("taken apart they are %+v", r)
	}
	tw.sound(t)
}

// Two laptops that each kept the other's record agree on which of the two is kept, and
// a bundle about one carries both.
func TestMergesOfTwoLaptops(t *testing.T) {
	here, there := paired(t)
	twin := here.NewID()
	add(t, here.Store, personNamed(twin, "Quill", "Ada"), about(twin, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: here.NewID(), Setting: dialog.Community, Team: "North hub"}}))
	to := here.agree(t, there, dialog.Agreement{Team: "North hub"})
	if taken, err := there.admin.Receive(ctx, shared(t, here.admin, to).Bundle); err != nil || taken.New != 2 {
		t.Fatal(taken, err)
	}
	add(t, here.Store, about(here.ada, &dialog.PersonMerged{Other: twin, Reason: "One person"}))
	add(t, there.Store, about(twin, &dialog.PersonMerged{Other: here.ada, Reason: "One person"}))
	out := shared(t, here.admin, to)
	if len(out.Bundle.People) != 2 {
		t.Fatalf("the bundle is about %d people", len(out.Bundle.People))
	}
	if taken, err := there.admin.Receive(ctx, out.Bundle); err != nil || taken.People != 1 {
		t.Fatal(taken, err)
	}
	if _, err := here.admin.Receive(ctx, shared(t, there.admin, there.agree(t, here, dialog.Agreement{Team: "North hub"})).Bundle); err != nil {
		t.Fatal(err)
	}
	first, err := here.Families(ctx)
	second, err2 := there.Families(ctx)
	if err != nil || err2 != nil || len(first) != 1 || !cmp.Equal(first, second) {
		t.Errorf("one has %v, the other %v", first, second)
	}
	for _, o := range []*office{here, there} {
		if _, err := o.Check(ctx); err != nil {
			t.Error(err)
		}
	}
}
