package store_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/store"
)

// paired makes two offices that are paired with each other.
func paired(t *testing.T) (here, there *office) {
	t.Helper()
	here, there = newOffice(t), newOffice(t)
	for _, pair := range [][2]*office{{here, there}, {there, here}} {
		if err := pair[0].admin.Pair(ctx, peerNamed(pair[1].Device(), "The other")); err != nil {
			t.Fatal(err)
		}
	}
	return here, there
}

// agree records an agreement of one office with the other.
func (o *office) agree(t *testing.T, with *office, a dialog.Agreement) dialog.ID {
	t.Helper()
	a.ID, a.Name, a.With, a.Purpose = o.NewID(), "Agreement "+o.NewID().String(), with.Device(), "Moving hubs"
	if err := o.admin.Agree(ctx, a, ""); err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func shared(t *testing.T, v *store.Session, agreement dialog.ID) *store.Shared {
	t.Helper()
	out, err := v.Share(ctx, agreement)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPairing(t *testing.T) {
	o := newOffice(t)
	device := o.NewID()
	wantCode(t, o.peer.Pair(ctx, peerNamed(device, "Hub")), dialog.Denied)
	wantCode(t, o.clinician.Pair(ctx, peerNamed(o.Device(), "Hub")), dialog.Conflict)
	wantCode(t, o.clinician.Unpair(ctx, device, "Lost"), dialog.NotFound)
	for range 2 { // the second time its keys are others
		if err := o.clinician.Pair(ctx, peerNamed(device, "Hub")); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, o.clinician.Pair(ctx, peerNamed(o.NewID(), "HUB")), dialog.Conflict)
	peers, err := o.admin.Peers(ctx)
	if err != nil || len(peers) != 1 || peers[0].Name != "Hub" {
		t.Fatal(peers, err)
	}
	_, err = o.auditor.Peers(ctx)
	wantCode(t, err, dialog.Denied)
	if err := o.admin.Unpair(ctx, device, "Lost"); err != nil {
		t.Fatal(err)
	}
	if peers, err := o.admin.Peers(ctx); err != nil || len(peers) != 0 {
		t.Fatal(peers, err)
	}
}

func TestAgreements(t *testing.T) {
	here, there := paired(t)
	of := func(name string, change func(*dialog.Agreement)) dialog.Agreement {
		a := dialog.Agreement{ID: here.NewID(), Name: name, With: there.Device(), Purpose: "Moving hubs", People: []dialog.ID{here.ben}}
		change(&a)
		return a
	}
	nothing := func(*dialog.Agreement) {}
	wantCode(t, here.peer.Agree(ctx, of("a", nothing), ""), dialog.Denied)
	wantCode(t, here.clinician.Agree(ctx, of("a", func(a *dialog.Agreement) { a.With = here.NewID() }), ""), dialog.NotFound)
	wantCode(t, here.clinician.Agree(ctx, of("a", func(a *dialog.Agreement) { a.People = []dialog.ID{here.ada} }), ""), dialog.Denied)
	wantCode(t, here.clinician.Agree(ctx, of("a", func(a *dialog.Agreement) { a.Purpose = "" }), ""), dialog.Invalid)
	first := of("Hubs", nothing)
	if err := here.clinician.Agree(ctx, first, ""); err != nil {
		t.Fatal(err)
	}
	wantCode(t, here.clinician.Agree(ctx, of("hubs", nothing), ""), dialog.Conflict)
	if err := here.admin.Agree(ctx, first, "Moved"); err != nil {
		t.Fatal(err)
	}
	_, err := here.clinician.Share(ctx, first.ID)
	wantCode(t, err, dialog.Conflict)
	all, err := here.admin.Agreements(ctx)
	if err != nil || len(all) != 1 || all[0].Ended != "Moved" {
		t.Fatal(all, err)
	}
}

// What goes out is what the agreement names and the worker may open; it is journalled
// for each person.
func TestShareOnlyWhatIsAgreed(t *testing.T) {
	north := dialog.Agreement{Team: "north hub"}
	sensitive := north
	sensitive.Sensitive = true
	yesterday := dialog.DateOf(time.Now()).AddDays(-1)
	for _, c := range []struct {
		name      string
		agreement dialog.Agreement
		as        func(*office) *store.Session
		want      func(*office) []dialog.ID
		left      int
		code      dialog.Code
	}{
		{"the team, by whoever may export all", north, func(o *office) *store.Session { return o.admin }, func(o *office) []dialog.ID { return []dialog.ID{o.ada} }, 1, ""},
		{"nobody of it is the clinician's but a sensitive one", north, func(o *office) *store.Session { return o.clinician }, nil, 0, dialog.NotFound},
		{"sensitive, as agreed, by who is named", sensitive, func(o *office) *store.Session { return o.clinician }, func(o *office) []dialog.ID { return []dialog.ID{o.cem} }, 1, ""},
		{"sensitive, as agreed, by who is not named", sensitive, func(o *office) *store.Session { return o.admin }, func(o *office) []dialog.ID { return []dialog.ID{o.ada} }, 1, ""},
		{"another team", dialog.Agreement{Team: "East hub"}, func(o *office) *store.Session { return o.admin }, nil, 0, dialog.NotFound},
		{"a role that may not", north, func(o *office) *store.Session { return o.peer }, nil, 0, dialog.Denied},
		{"it has ended", dialog.Agreement{Team: "north hub", Until: yesterday}, func(o *office) *store.Session { return o.admin }, nil, 0, dialog.Conflict},
		{"it has not begun", dialog.Agreement{Team: "north hub", From: yesterday.AddDays(3)}, func(o *office) *store.Session { return o.admin }, nil, 0, dialog.Conflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			here, there := paired(t)
			id := here.agree(t, there, c.agreement)
			before, _ := here.Head(ctx)
			out, err := c.as(here).Share(ctx, id)
			wantCode(t, err, c.code)
			if err != nil {
				if after, _ := here.Head(ctx); after != before {
					t.Error("a refusal was journalled")
				}
				return
			}
			var got []dialog.ID
			for _, p := range out.Bundle.People {
				got = append(got, p.Person)
				if b, ok := latest(t, here.Store, p.Person).Body.(*dialog.RecordShared); !ok || b.With != there.Device() || b.Purpose != "Moving hubs" || b.Entries != p.Entries {
					t.Errorf("the journal says %+v", b)
				}
			}
			if diff := cmp.Diff(c.want(here), got); diff != "" || out.Left != c.left {
				t.Errorf("%d are left; %s", out.Left, diff)
			}
			for _, f := range out.Bundle.Entries {
				if !f.Kind.Travels() {
					t.Errorf("%s travels", f.Kind)
				}
			}
		})
	}
}

func TestReceiveABundle(t *testing.T) {
	here, there := paired(t)
	add(t, here.Store, rate2(here, there)...)
	out := shared(t, here.admin, here.agree(t, there, dialog.Agreement{Team: "North Hub"}))
	head, _ := there.Head(ctx)
	tried, err := there.clinician.TryOut(ctx, out.Bundle)
	if after, _ := there.Head(ctx); err != nil || after != head {
		t.Fatalf("trying it out changed something: %v", err)
	}
	taken, err := there.clinician.Receive(ctx, out.Bundle)
	if err != nil || taken != tried || taken.New != 1 || taken.People != 1 || taken.Sensitive != 0 {
		t.Fatalf("%+v, %+v, %v", tried, taken, err)
	}
	r, err := there.clinician.Record(ctx, here.ada) // it is on the caseload of whoever took it in
	if err != nil || r.Person.Family != "Quill" || len(r.Assessments) != 1 {
		t.Fatal(r, err)
	}
	if b, ok := latest(t, there.Store, here.ada).Body.(*dialog.RecordReceived); !ok || b.From != here.Device() || b.Entries != out.Bundle.People[0].Entries {
		t.Errorf("the journal says %+v", b)
	}
	head, _ = there.Head(ctx)
	for range 2 {
		if taken, err := there.admin.Receive(ctx, out.Bundle); err != nil || taken != (store.Taken{}) {
			t.Fatalf("again: %+v, %v", taken, err)
		}
	}
	if after, _ := there.Head(ctx); after != head {
		t.Error("the second time something was written")
	}
	if _, err := there.Check(ctx); err != nil {
		t.Error(err)
	}
}

// rate2 begins a DIALOG with Ada.
func rate2(o, _ *office) []dialog.Change {
	a := o.NewID()
	all := []dialog.Change{start(o.ada, a), rate(o.ada, a, dialog.MentalHealth, 3)}
	for i := range all {
		all[i].Worker = o.peer.Worker().ID
	}
	return all
}

// The names of those who recorded something come with it, and nothing else of them:
// they have no role, cannot come in, and change nothing of who works here.
func TestNamesOfWorkersComeWithoutRoles(t *testing.T) {
	here, there := paired(t)
	add(t, here.Store, rate2(here, there)...)
	workers, err := there.Workers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := shared(t, here.admin, here.agree(t, there, dialog.Agreement{Team: "North Hub"}))
	if _, err := there.admin.Receive(ctx, out.Bundle); err != nil {
		t.Fatal(err)
	}
	if again, err := there.Workers(ctx); err != nil || !cmp.Equal(workers, again) {
		t.Errorf("the workers are %v now (%v)", again, err)
	}
	others, err := there.Colleagues(ctx)
	if err != nil || len(others) != 1 || others[0] != (dialog.Worker{ID: here.peer.Worker().ID, Name: "Alex"}) {
		t.Errorf("colleagues are %v (%v)", others, err)
	}
	if again := shared(t, here.admin, here.agree(t, there, dialog.Agreement{Team: "North Hub"})); len(again.Bundle.Entries) != len(out.Bundle.Entries) {
		t.Error("a worker is named anew each time")
	}
}

// Whoever comes in by a name is a worker of this record, whatever names came from
// elsewhere.
func TestANameFromElsewhereLetsNobodyIn(t *testing.T) {
	d, v, _, _ := setUp(t)
	me := v.Worker()
	named := store.Foreign{Entry: dialog.Entry{ID: dialog.ID{1}, Device: dialog.ID{2}, DeviceSeq: 1, Rank: 1, RecordedAt: dialog.At(noon),
		Change: dialog.Change{Worker: dialog.ID{3}, DoneAt: dialog.At(noon)}}, Kind: dialog.KindWorkerNamed,
		Payload: encoded(t, &dialog.WorkerNamed{Worker: dialog.ID{3}, Name: me.Name})}
	again(&named)
	if _, err := d.Store().Receive(ctx, []store.Foreign{named}); err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	v, err := d.Unlock(ctx, me.Name, samsWords)
	if err != nil || v.Worker() != me {
		t.Fatalf("who came in is %+v, %v", v, err)
	}
}

// A record that is sensitive where it comes from is so here as well, open to whoever
// took it in; whoever opens it to others here has the last word.
func TestASensitiveRecordStaysSensitive(t *testing.T) {
	here, there := paired(t)
	agreed := dialog.Agreement{Team: "North hub", Sensitive: true}
	out := shared(t, here.clinician, here.agree(t, there, agreed))
	taken, err := there.clinician.Receive(ctx, out.Bundle)
	if err != nil || taken.Sensitive != 1 || taken.New != 1 {
		t.Fatal(taken, err)
	}
	for name, c := range map[string]struct {
		v    *store.Session
		want dialog.Code
	}{
		"who took it in": {there.clinician, ""}, "a peer worker of that team": {there.peer, dialog.Denied}, "an administrator": {there.admin, dialog.Denied},
	} {
		if _, err := c.v.Record(ctx, here.cem); dialog.ErrorCode(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := there.clinician.Append(ctx, about(here.cem, &dialog.AccessRecorded{Reason: "Nobody here knows them"})); err != nil {
		t.Fatal(err)
	}
	if taken, err := there.clinician.Receive(ctx, out.Bundle); err != nil || taken != (store.Taken{}) {
		t.Errorf("the same bundle marks it again: %+v, %v", taken, err)
	}
	if taken, err := there.clinician.Receive(ctx, shared(t, here.clinician, here.agree(t, there, agreed)).Bundle); err != nil || taken.Sensitive != 1 {
		t.Errorf("the next bundle does not mark it: %+v, %v", taken, err)
	}
}

// A bundle that is not what it should be is refused whole.
func TestReceiveRefusesABundle(t *testing.T) {
	forged := func(f *store.Foreign, b dialog.Body) {
		f.Kind, f.Payload = b.Kind(), nil
		f.Payload, _ = dialog.EncodePayload(b, [16]byte{})
		again(f)
	}
	me := func(o *office) dialog.ID { return o.peer.Worker().ID }
	for _, c := range []struct {
		name  string
		alter func(b *store.Bundle, here, there *office)
		want  dialog.Code
	}{
		{"for another laptop", func(b *store.Bundle, here, _ *office) { b.To = here.Device() }, dialog.Denied},
		{"from a laptop that is not paired", func(b *store.Bundle, _, there *office) { b.From = there.NewID() }, dialog.Denied},
		{"from a laptop no longer paired", func(b *store.Bundle, here, there *office) { _ = there.admin.Unpair(ctx, here.Device(), "Lost") }, dialog.Denied},
		{"fewer entries than it says", func(b *store.Bundle, _, _ *office) { b.Entries = b.Entries[:len(b.Entries)-1] }, dialog.Invalid},
		{"more people than it says", func(b *store.Bundle, _, _ *office) { b.People = nil }, dialog.Invalid},
		{"a person twice", func(b *store.Bundle, _, _ *office) { b.People = append(b.People, b.People[0]) }, dialog.Invalid},
		{"entries without who it is", func(b *store.Bundle, _, _ *office) {
			last := b.Entries[len(b.Entries)-1]
			b.Entries, b.People[0].Entries = []store.Foreign{last}, 1
		}, dialog.Invalid},
		{"no identity", func(b *store.Bundle, _, _ *office) { b.ID = dialog.ID{} }, dialog.Invalid},
		{"a purpose that hides something", func(b *store.Bundle, _, _ *office) { b.Purpose = "Moving\u202e" }, dialog.Invalid},
		{"a worker with a role", func(b *store.Bundle, _, there *office) {
			f := &b.Entries[0]
			f.Entry.Person = dialog.ID{}
			forged(f, &dialog.WorkerRecorded{Worker: dialog.Worker{ID: me(there), Name: "Alex", Role: dialog.Administrator}})
		}, dialog.Invalid},
		{"a setting", func(b *store.Bundle, _, _ *office) {
			f := &b.Entries[0]
			f.Entry.Person = dialog.ID{}
			forged(f, &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "90"})
		}, dialog.Invalid},
		{"a pairing", func(b *store.Bundle, _, there *office) {
			f := &b.Entries[0]
			f.Entry.Person = dialog.ID{}
			forged(f, &dialog.LaptopPaired{Peer: peerNamed(there.NewID(), "Hub")})
		}, dialog.Invalid},
		{"a place on a caseload", func(b *store.Bundle, _, there *office) {
			forged(&b.Entries[len(b.Entries)-1], &dialog.CaseloadRecorded{Of: me(there), On: true})
		}, dialog.Invalid},
		{"a record opened to others", func(b *store.Bundle, _, there *office) {
			forged(&b.Entries[len(b.Entries)-1], &dialog.AccessRecorded{Reason: "Let us see"})
		}, dialog.Invalid},
		{"an opening", func(b *store.Bundle, _, there *office) {
			forged(&b.Entries[len(b.Entries)-1], &dialog.RecordOpened{})
		}, dialog.Invalid},
		{"an altered entry", func(b *store.Bundle, _, _ *office) { b.Entries[1].Entry.Rank++ }, dialog.Damaged},
		{"a rank that uses up the numbers", func(b *store.Bundle, _, _ *office) {
			f := &b.Entries[len(b.Entries)-1]
			f.Entry.Rank = 1 << 50
			f.Digest = f.Entry.Digest(sha256.Sum256(f.Payload))
		}, dialog.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			here, there := paired(t)
			add(t, here.Store, rate2(here, there)...)
			b := shared(t, here.admin, here.agree(t, there, dialog.Agreement{Team: "North Hub"})).Bundle
			c.alter(b, here, there)
			before, err := there.Derived(ctx, true)
			if err != nil {
				t.Fatal(err)
			}
			head, _ := there.Head(ctx)
			_, err = there.admin.Receive(ctx, b)
			wantCode(t, err, c.want)
			after, err := there.Derived(ctx, true)
			if now, _ := there.Head(ctx); err != nil || now != head || !slices.Equal(before, after) {
				t.Errorf("a part was taken in (%v)", err)
			}
		})
	}
	here, there := paired(t)
	b := shared(t, here.admin, here.agree(t, there, dialog.Agreement{Team: "North Hub"})).Bundle
	_, err := there.peer.Receive(ctx, b)
	wantCode(t, err, dialog.Denied)
	_, err = there.auditor.TryOut(ctx, b)
	wantCode(t, err, dialog.Denied)
}

// A copy of the record that takes its place is another laptop, with keys of its own.
func TestACopyHasKeysOfItsOwn(t *testing.T) {
	s, dir := opened(t)
	v := s.As(dialog.Worker{ID: dialog.ID{9}, Role: dialog.Clinician})
	made := func(secret string) func() ([]byte, error) {
		return func() ([]byte, error) { return []byte(secret), nil }
	}
	for _, next := range []string{"first", "second"} {
		if got, err := v.LaptopSecret(ctx, made(next)); err != nil || string(got) != "first" {
			t.Fatalf("%q, %v", got, err)
		}
	}
	_, err := s.As(dialog.Worker{Role: dialog.PeerWorker}).LaptopSecret(ctx, made("mine"))
	wantCode(t, err, dialog.Denied)
	closed(t, s)
	if _, err := store.Renew(ctx, dir+"/"+store.FileName, store.Options{Demo: true}); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	v = s.As(dialog.Worker{ID: dialog.ID{9}, Role: dialog.Clinician})
	if got, err := v.LaptopSecret(ctx, made("third")); err != nil || string(got) != "third" {
		t.Fatalf("%q, %v", got, err)
	}
	if n, err := s.Ask(ctx, `select count(*) from local_secret`); err != nil || n != "1" {
		t.Error(n, err)
	}
}

// Whatever three laptops recorded, in whatever order and however often their bundles
// arrive, the record is the same on all of them, and what its journal adds up to.
func TestBundlesInAnyOrderGiveTheSameRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, 3)
		defer w.close()
		w.introduce(t)
		var sessions []*store.Session
		for i, l := range w.laptops {
			v := l.As(dialog.Worker{ID: dialog.ID{'k', byte(i)}, Name: fmt.Sprint("Kim ", i), Role: dialog.Administrator})
			sessions = append(sessions, v)
			for j, other := range w.laptops {
				if i != j {
					if err := v.Pair(ctx, peerNamed(other.Device(), fmt.Sprint("laptop ", j))); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
		var sent []*store.Bundle
		deliver := func(b *store.Bundle) {
			for i, l := range w.laptops {
				if l.Device() == b.To {
					if _, err := sessions[i].Receive(ctx, b); err != nil {
						t.Fatalf("receive: %v", err)
					}
				}
			}
		}
		for range rapid.IntRange(3, 15).Draw(t, "steps") {
			i := rapid.IntRange(0, 2).Draw(t, "laptop")
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				sent = append(sent, w.bundles(t, sessions[i], i)...)
			case 1:
				if len(sent) > 0 {
					deliver(sent[rapid.IntRange(0, len(sent)-1).Draw(t, "bundle")])
				}
			default:
				w.laptops[i].record(t)
			}
		}
		for i, l := range w.laptops { // what came by way of another goes on
			l.openAll(t)
			for _, b := range w.bundles(t, sessions[i], i) {
				deliver(b)
			}
		}
		first := w.laptops[0].derived(t, false)
		for i, l := range w.laptops {
			if diff := cmp.Diff(people(first), people(l.derived(t, false))); diff != "" {
				t.Fatalf("laptop %d differs from the first:\n%s", i, diff)
			}
			l.mustReplay(t)
		}
	})
}

// openAll takes every mark away that keeps the one who shares from opening a record.
func (l *laptop) openAll(t *rapid.T) {
	list, err := l.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if _, err := l.Append(ctx, about(s.Person.ID, &dialog.AccessRecorded{Reason: "All may see"})); err != nil {
			t.Fatal(err)
		}
	}
}

const colleagueRow = "colleague "

// people are the rows about people: the names of workers that a laptop knows and
// nobody else needs stay there.
func people(rows []string) []string {
	return slices.DeleteFunc(slices.Clone(rows), func(row string) bool { return strings.HasPrefix(row, colleagueRow) })
}

// bundles are what a laptop has for the others at the moment. Made-up pairings that
// were recorded meanwhile are in nobody's way.
func (w *world) bundles(t *rapid.T, v *store.Session, from int) (all []*store.Bundle) {
	for i, other := range w.laptops {
		list, err := w.laptops[from].Caseload(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var known []dialog.ID
		for _, s := range list {
			known = append(known, s.Person.ID)
		}
		if i == from || len(known) == 0 {
			continue
		}
		a := dialog.Agreement{ID: dialog.ID{'s', byte(from), byte(i)}, Name: fmt.Sprint("with ", i), With: other.Device(), Purpose: "Trying", People: known, Sensitive: true}
		if _, err := w.laptops[from].Append(ctx, dialog.Change{DoneAt: dialog.At(noon), Body: &dialog.SharingAgreed{Agreement: a}}); err != nil {
			t.Fatal(err)
		}
		out, err := v.Share(ctx, a.ID)
		if dialog.ErrorCode(err) == dialog.NotFound { // all of them are closed to this worker
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, out.Bundle)
	}
	return all
}
