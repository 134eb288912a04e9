package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/store"
)

// later is when the receipts of noon are old enough for a purge.
var later = noon.AddDate(0, 0, 100)

// aged opens a record of real people as it is at a moment.
func aged(t testing.TB, dir string, now time.Time) *store.Store {
	t.Helper()
	return openWith(t, store.Options{Dir: dir, Create: true, Now: func() time.Time { return now }})
}

func clinician(s *store.Store) *store.Session {
	return s.As(dialog.Worker{ID: dialog.ID{9}, Name: "Ada Quill", Role: dialog.Administrator})
}

// seen records somebody with words of their own in every corner that a purge has to
// reach, on the caseload of the clinician, sent to the centre on the day of noon.
func seen(t testing.TB, s *store.Store, family string) (p, a dialog.ID) {
	t.Helper()
	p, a = s.NewID(), s.NewID()
	note := func(d dialog.Domain) dialog.Change {
		return about(p, &dialog.AnswerRecorded{Assessment: a, Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: 3, Note: strings.TrimSpace(strings.Repeat(family+" note ", 30)), Language: "en"}})
	}
	add(t, s, personNamed(p, family, "Given"+family), about(p, &dialog.CaseloadRecorded{Of: dialog.ID{9}, On: true}),
		about(p, &dialog.RecordOpened{Reason: family + " rang"}), start(p, a))
	for _, d := range dialog.Domains() {
		add(t, s, note(d)) // one by one, so that rows grow and move
	}
	add(t, s, finish(p, a),
		about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: s.NewID(), Text: family + " swims", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}),
		about(p, &dialog.EventRecorded{Event: dialog.Event{ID: s.NewID(), What: dialog.Moved, On: dialog.DateOf(noon)}}))
	sendAll(t, s, p)
	return p, a
}

// sendAll records a receipt for whatever of a person is not sent.
func sendAll(t testing.TB, s *store.Store, p dialog.ID) {
	t.Helper()
	r, err := s.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Deliveries {
		if a := r.Assessment(d.Assessment); a.Status != dialog.Draft {
			add(t, s, about(p, &dialog.DeliveryReceipted{Assessment: d.Assessment, Version: d.VersionText(), Content: strings.Repeat("0a", 32), Resources: 20, Centre: "https://centre.example"}))
		}
	}
}

func purged(t testing.TB, s *store.Store, people ...dialog.ID) {
	t.Helper()
	v := clinician(s)
	var all []store.Purgeable
	for _, p := range people {
		one, err := v.MayPurge(ctx, p)
		if err != nil {
			t.Fatalf("it may not be purged: %v", err)
		}
		all = append(all, one)
	}
	if n, err := v.Purge(ctx, all, "Kept long enough"); err != nil || n != len(people) {
		t.Fatalf("purged %d: %v", n, err)
	}
	sound(t, s)
}

// sound holds a record to its own check, and its rows to what a replay gives.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	if _, err := s.Check(ctx); err != nil {
		t.Fatalf("check: %v", err)
	}
	before, err := s.Derived(ctx, true)
	if err == nil {
		err = s.Rederive(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	if after, err := s.Derived(ctx, true); err != nil || !slices.Equal(before, after) {
		t.Fatalf("deriving again changes the tables (%v)", err)
	}
}

// Of somebody who was purged nothing is listed, counted, sent or handed on; the journal
// has their entries, their digests and who purged them, and everybody else is as before.
func TestPurge(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := aged(t, dir, later)
	p, _ := seen(t, s, "Goneaway")
	other, _ := seen(t, s, "Stayer")
	untouched, _ := s.Entries(ctx, other)
	head, _ := s.Head(ctx)
	entries, _ := s.Entries(ctx, p)
	before, _ := s.Check(ctx)
	purged(t, s, p)
	for range 2 {
		after, err := s.Check(ctx)
		if err != nil || after.People != before.People || after.Head.Seq != head.Seq+1 {
			t.Fatalf("check: %+v, %v", after, err)
		}
		left, err := s.Entries(ctx, p)
		if err != nil || len(left) != len(entries)+1 {
			t.Fatalf("%d entries are there of %d: %v", len(left), len(entries), err)
		}
		for i := range entries {
			if left[i].ID != entries[i].ID || left[i].Body.Kind() != entries[i].Body.Kind() {
				t.Fatalf("entry %d is another one", i)
			}
		}
		_, err = s.Record(ctx, p)
		wantCode(t, err, dialog.NotFound)
		_, err = s.Append(ctx, personNamed(p, "Goneaway", "Again"))
		wantCode(t, err, dialog.NotFound)
		if list, err := s.Caseload(ctx); err != nil || len(list) != 1 || list[0].Person.ID != other {
			t.Fatalf("the caseload has %d people, %v", len(list), err)
		}
		for _, table := range []string{"person", "assessment", "goal", "counted", "delivery", "pair", "referral"} {
			key := map[bool]string{true: "id", false: "person"}[table == "person"]
			if n, err := s.Ask(ctx, `select count(*) from `+table+` where `+key+`=?`, p[:]); err != nil || n != "0" {
				t.Errorf("%s has %s rows of them, %v", table, n, err)
			}
		}
		out, err := s.Outgoing(ctx, s.Device(), 0, 1000)
		if err != nil || slices.ContainsFunc(out, func(f store.Foreign) bool { return f.Entry.Person == p }) {
			t.Errorf("something of them goes out, %v", err)
		}
		if now, err := s.Entries(ctx, other); err != nil || len(now) != len(untouched) {
			t.Errorf("somebody else has %d entries, had %d: %v", len(now), len(untouched), err)
		}
		closed(t, s)
		s = aged(t, dir, later)
	}
	var said []string
	err := clinician(s).Audit(ctx, func(l dialog.AuditLine) error {
		if l.Person == p {
			said = append(said, l.What()+" "+l.Name+l.Detail)
		}
		return nil
	})
	all := strings.Join(said, "\n")
	if err != nil || !strings.Contains(all, "purged a person from this laptop") || !strings.Contains(all, "1 receipted, the last on 14-Mar-2026; reason: Kept long enough") || strings.Contains(all, "Goneaway") {
		t.Errorf("the audit says (%v):\n%s", err, all)
	}
}

// A purge is refused, in words that say what is missing, and changes nothing.
func TestPurgeRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		prepare func(t *testing.T, s *store.Store, p, a dialog.ID)
		days    int
		says    string
	}{
		"nothing was sent": {func(t *testing.T, s *store.Store, p, a dialog.ID) {
			add(t, s, about(p, &dialog.AssessmentStruckOut{Assessment: a, Reason: "x"}))
		}, 100, "not at the centre yet"},
		"an answer was amended": {func(t *testing.T, s *store.Store, p, a dialog.ID) {
			c := rate(p, a, dialog.Friendships, 6)
			c.Body.(*dialog.AnswerRecorded).Reason = "misheard"
			add(t, s, c)
		}, 100, "not at the centre yet"},
		"a draft": {func(t *testing.T, s *store.Store, p, _ dialog.ID) { add(t, s, start(p, s.NewID())) }, 100, "unfinished DIALOG"},
		"a referral is open": {func(t *testing.T, s *store.Store, p, _ dialog.ID) {
			add(t, s, about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community}}))
		}, 100, "still seen"},
		"what goes with the next DIALOG": {func(t *testing.T, s *store.Store, p, _ dialog.ID) {
			add(t, s, about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Closed: dialog.DateOf(noon)}}))
		}, 100, "not at the centre yet"},
		"too early": {func(*testing.T, *store.Store, dialog.ID, dialog.ID) {}, 89, "This may be done from 12-Jun-2026"},
		"a longer time is set": {func(t *testing.T, s *store.Store, _, _ dialog.ID) {
			add(t, s, dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: &dialog.SettingChanged{Name: dialog.SettingPurgeDays, Value: "365"}})
		}, 100, "may be done from 14-Mar-2027"},
		"it is shared": {func(t *testing.T, s *store.Store, p, _ dialog.ID) {
			nobody := func(b dialog.Body) dialog.Change {
				return dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: b}
			}
			add(t, s, nobody(&dialog.LaptopPaired{Peer: peerNamed(dialog.ID{'l'}, "South hub 1")}), nobody(&dialog.SharingAgreed{Agreement: dialog.Agreement{
				ID: dialog.ID{'g'}, Name: "North and South", With: dialog.ID{'l'}, Purpose: "Moving hubs", People: []dialog.ID{p}}}))
		}, 100, "The sharing agreement North and South is about this person"},
	} {
		t.Run(name, func(t *testing.T) {
			s := aged(t, filepath.Join(t.TempDir(), "record"), noon.AddDate(0, 0, tt.days))
			p, a := seen(t, s, "Stayer")
			tt.prepare(t, s, p, a)
			head, _ := s.Head(ctx)
			v := clinician(s)
			one, err := v.MayPurge(ctx, p)
			wantCode(t, err, dialog.Conflict)
			if !strings.Contains(dialog.ErrorMessage(err), tt.says) {
				t.Errorf("it says %q", dialog.ErrorMessage(err))
			}
			if may, err := v.Purgeable(ctx); err != nil || len(may) != 0 {
				t.Errorf("%d are offered, %v", len(may), err)
			}
			_, err = v.Purge(ctx, []store.Purgeable{one}, "All the same")
			wantCode(t, err, dialog.Conflict)
			if now, _ := s.Head(ctx); now != head {
				t.Error("something was recorded")
			}
			if _, err := s.Record(ctx, p); err != nil {
				t.Error(err)
			}
		})
	}
	s := aged(t, filepath.Join(t.TempDir(), "record"), later)
	p, _ := seen(t, s, "Stayer")
	for _, role := range []dialog.Role{dialog.PeerWorker, dialog.Auditor} {
		_, err := s.As(dialog.Worker{ID: dialog.ID{9}, Role: role}).MayPurge(ctx, p)
		wantCode(t, err, dialog.Denied)
	}
	r, _ := s.Record(ctx, p)
	n, last := r.Receipts()
	body := &dialog.PersonPurged{Assessments: n, Receipted: last, Reason: "x"}
	_, err := s.Append(ctx, at(later, about(p, body)), at(later, about(p, &dialog.RecordOpened{})))
	wantCode(t, err, dialog.Conflict) // it stands alone
	body.Assessments++
	_, err = s.Append(ctx, at(later, about(p, body)))
	wantCode(t, err, dialog.Conflict) // what was looked at is not what is there
}

// Two records that were put together go together.
func TestPurgeOfMergedRecords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := aged(t, dir, later)
	p, _ := seen(t, s, "Goneaway")
	twin, _ := seen(t, s, "Goneawai")
	other, _ := seen(t, s, "Stayer")
	add(t, s, about(p, &dialog.PersonMerged{Other: twin, Reason: "Goneaway twice"}))
	sendAll(t, s, p)
	purged(t, s, p)
	closed(t, s)
	s = aged(t, dir, later)
	sound(t, s)
	if list, err := s.Caseload(ctx); err != nil || len(list) != 1 || list[0].Person.ID != other {
		t.Fatalf("the caseload has %d people, %v", len(list), err)
	}
	closed(t, s)
	nothingOf(t, dir, "oneawa")
}

// Not a byte of what was recorded stays in the file, its log or beside it, in use or in
// the free parts of pages: this record is not sealed, so that its pages can be read.
func TestAPurgeLeavesNoBytes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := aged(t, dir, later)
	var gone []dialog.ID
	for i := range 30 {
		p, _ := seen(t, s, []string{"Goneaway", "Stayer"}[i%2]+fmt.Sprint(i))
		if i%2 == 0 {
			gone = append(gone, p)
		}
	}
	if err := s.Checkpoint(ctx); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(read(t, filepath.Join(dir, store.FileName)), []byte("Goneaway2 note")) {
		t.Fatal("what is looked for was never there")
	}
	purged(t, s, gone...)
	nothingOf(t, dir, "oneaway")
	add(t, s, personNamed(s.NewID(), "Newcomer", "Ada"))
	closed(t, s)
	nothingOf(t, dir, "oneaway")
	if !bytes.Contains(read(t, filepath.Join(dir, store.FileName)), []byte("Stayer3 note")) {
		t.Error("somebody else's notes are gone")
	}
}

func nothingOf(t *testing.T, dir, canary string) {
	t.Helper()
	for _, name := range listing(t, dir) {
		if bytes.Contains(bytes.ToLower(read(t, filepath.Join(dir, name))), []byte(canary)) {
			t.Errorf("%s still holds %q", name, canary)
		}
	}
}

// A sealed record is written anew under its own key, and a copy that is not sealed has
// nothing of who was purged.
func TestPurgeOfASealedRecord(t *testing.T) {
	d, _, dir, _ := setUp(t)
	p, _ := seen(t, d.Store(), "Canarybird")
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	d = store.NewDoor(store.DoorOptions{Dir: dir, Demo: true, Now: func() time.Time { return later }})
	t.Cleanup(func() { _ = d.Lock() })
	unlocked(t, d, "Sam Rivers", samsWords)
	purged(t, d.Store(), p)
	path := filepath.Join(t.TempDir(), "plain.db")
	if err := d.Store().CopyPlain(ctx, path); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bytes.ToLower(read(t, path)), []byte("canarybird")) {
		t.Error("a copy that is not sealed still has it")
	}
	silent(t, dir)
	if err := d.Lock(); err != nil {
		t.Fatal(err)
	}
	unlocked(t, d, "Sam Rivers", samsWords)
	if problem := d.Store().Problem(); problem != "" {
		t.Error(problem)
	}
	sound(t, d.Store())
}

// The file refuses to lose anything but the payload of an entry that a later purge of
// the same person covers, and what a purge leaves it leaves for good.
func TestTheJournalRefusesToBeEmptied(t *testing.T) {
	s := aged(t, filepath.Join(t.TempDir(), "record"), later)
	p, _ := seen(t, s, "Goneaway")
	other, _ := seen(t, s, "Stayer")
	refused := func(when string, scripts ...string) {
		t.Helper()
		for _, script := range scripts {
			if err := s.SQL(ctx, script, p[:], other[:]); err == nil || !strings.Contains(err.Error(), "the journal only grows") {
				t.Errorf("%s: %s: %v", when, script, err)
			}
		}
	}
	refused("before", `update journal set payload=x'' where person=?1 and ?2=?2`, `update journal set payload=x'' where person=?2 and ?1=?1`)
	purged(t, s, p)
	refused("after", `update journal set payload=x'' where person=?2 and ?1=?1`,
		`update journal set payload=x'7b7d' where person=?1 and ?2=?2`,
		`update journal set payload=x'', done_at='2026' where person=?1 and ?2=?2`,
		`update journal set payload=x'', payload_sha=zeroblob(32) where person=?1 and ?2=?2`,
		`update journal set payload=x'', person=?2 where person=?1`,
		`update journal set payload=x'' where person=?1 and kind='person.purged' and ?2=?2`,
		`update journal set payload=x'' where person=?1 and kind='delivery.receipted' and ?2=?2`,
		`delete from journal where person=?1 and ?2=?2`)
	sound(t, s)
}

// An emptied payload that no purge accounts for is damage, and so is one after it or
// another digest in its place.
func TestOnlyAPurgeAccountsForAnEmptiedPayload(t *testing.T) {
	for name, script := range map[string]string{
		"of somebody else":   `update journal set payload=x'' where seq=(select max(seq) from journal where person=?2) and ?1=?1`,
		"of a worker":        `update journal set payload=x'' where person=zeroblob(16) and ?1=?1 and ?2=?2`,
		"another digest":     `update journal set payload_sha=zeroblob(32) where seq=(select min(seq) from journal where person=?1) and ?2=?2`,
		"the purge itself":   `update journal set payload=x'' where person=?1 and kind='person.purged' and ?2=?2`,
		"a receipt":          `update journal set payload=x'' where person=?1 and kind='delivery.receipted' and ?2=?2`,
		"another person now": `update journal set person=?2 where seq=(select min(seq) from journal where person=?1)`,
	} {
		t.Run(name, func(t *testing.T) {
			s := aged(t, filepath.Join(t.TempDir(), "record"), later)
			add(t, s, dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: dialog.ID{9}, Name: "Ada Quill", Role: dialog.Administrator}}})
			p, _ := seen(t, s, "Goneaway")
			other, _ := seen(t, s, "Stayer")
			purged(t, s, p)
			add(t, s, about(other, &dialog.RecordOpened{}))
			if err := s.SQL(ctx, `drop trigger journal_no_update`); err != nil {
				t.Fatal(err)
			}
			if err := s.SQL(ctx, script, p[:], other[:]); err != nil {
				t.Fatal(err)
			}
			_, err := s.Check(ctx)
			wantCode(t, err, dialog.Damaged)
			if !strings.Contains(dialog.ErrorMessage(err), "of its journal") {
				t.Errorf("it says %q", dialog.ErrorMessage(err))
			}
		})
	}
}

// What another laptop sends of somebody who was purged is left where it is, what is
// held already as well as what is new, and nothing of them comes back.
func TestAPurgedPersonIsNotReceivedAgain(t *testing.T) {
	root := t.TempDir()
	one, two := aged(t, filepath.Join(root, "one"), later), aged(t, filepath.Join(root, "two"), later)
	p, a := seen(t, one, "Goneaway")
	give(t, one, two)
	purged(t, one, p)
	c := rate(p, a, dialog.Friendships, 6)
	c.Body.(*dialog.AnswerRecorded).Reason = "misheard"
	add(t, two, c, about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: two.NewID(), Text: "Walk", Kind: dialog.LifeGoal, Status: dialog.GoalActive}}))
	other, _ := seen(t, two, "Stayer")
	head, _ := one.Head(ctx)
	all, err := two.Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	added, err := one.Receive(ctx, all)
	mine := len(slices.DeleteFunc(all, func(f store.Foreign) bool { return f.Entry.Person != other }))
	if now, _ := one.Head(ctx); err != nil || added != mine || now.Seq != head.Seq+int64(added) {
		t.Fatalf("%d were new of %d about somebody else, %v", added, mine, err)
	}
	_, err = one.Record(ctx, p)
	wantCode(t, err, dialog.NotFound)
	sound(t, one)
	if n, err := one.Ask(ctx, `select count(*) from journal where person=? and length(payload)>0 and kind not in ('person.purged','delivery.receipted')`, p[:]); err != nil || n != "0" {
		t.Errorf("%s payloads came back, %v", n, err)
	}
}

// Any journal: whoever may be purged leaves nothing behind, and nobody else's rows change.
func TestAPurgeOfAnyJournalChangesNobodyElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, 2)
		defer w.close()
		w.introduce(t)
		for range rapid.IntRange(5, 20).Draw(t, "steps") {
			w.step(t)
		}
		l := w.laptops[0]
		people, err := l.Caseload(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range people {
			if rapid.Bool().Draw(t, "purge") {
				l.purge(t, who.Person.ID)
			}
		}
		l.mustReplay(t)
		l.reopen(t)
		l.mustReplay(t)
	})
}

// purge ends what is open about somebody, has it receipted, and purges them.
func (l *laptop) purge(t *rapid.T, p dialog.ID) {
	do := func(bodies ...dialog.Body) {
		for _, b := range bodies {
			if _, err := l.Append(ctx, about(p, b)); err != nil {
				t.Fatalf("%s: %v", b.Kind(), err)
			}
		}
	}
	do(&dialog.CaseloadRecorded{Of: dialog.ID{9}, On: true})
	r, err := l.Record(ctx, p)
	if err != nil {
		return // it was put together with another one that was purged
	}
	for _, referral := range r.OpenReferrals() {
		ended := *referral
		ended.Closed = dialog.DateOf(noon)
		if !ended.Received.IsZero() && ended.Closed.Before(ended.Received) {
			ended.Closed = ended.Received
		}
		do(&dialog.ReferralRecorded{Referral: ended})
	}
	for i := range r.Assessments {
		if a := &r.Assessments[i]; a.Status == dialog.Draft && !a.StruckOut {
			do(&dialog.AssessmentClosed{Assessment: a.ID, Reason: "Left"})
		}
	}
	if _, err := l.Append(ctx, takenOver(p, l.NewID(), noon, 3)); err != nil { // what goes with none yet goes with it
		t.Fatal(err)
	}
	r, err = l.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Deliveries {
		if r.Assessment(d.Assessment).Status != dialog.Draft {
			do(&dialog.DeliveryReceipted{Assessment: d.Assessment, Version: d.VersionText(), Content: strings.Repeat("0a", 32), Resources: 2, Centre: "https://centre.example"})
		}
	}
	r, err = l.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	rows := l.others(t, r)
	n, last := r.Receipts()
	c := about(p, &dialog.PersonPurged{Assessments: n, Receipted: last, Reason: "Kept long enough"})
	if _, err := l.Append(ctx, at(last.Time().AddDate(0, 0, 91), c)); err != nil {
		t.Fatalf("purge: %v", err)
	}
	after, err := l.Derived(ctx, true)
	if err != nil || !slices.Equal(rows, after) {
		t.Fatalf("somebody else's rows changed (%v):\n%s\nnow:\n%s", err, strings.Join(rows, "\n"), strings.Join(after, "\n"))
	}
	if err := l.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
}

// others returns the derived rows of everybody but one person.
func (l *laptop) others(t *rapid.T, r *dialog.Record) []string {
	return slices.DeleteFunc(l.derived(t, true), func(row string) bool {
		return strings.Contains(row, fmt.Sprint(r.Person.ID[:]))
	})
}

// What a purge that was broken off left behind is taken away at the next opening.
func TestASweepIsDoneAtTheNextOpening(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	s := aged(t, dir, later)
	p, _ := seen(t, s, "Goneaway")
	r, _ := s.Record(ctx, p)
	n, last := r.Receipts()
	add(t, s, at(later, about(p, &dialog.PersonPurged{Assessments: n, Receipted: last, Reason: "Kept long enough"})))
	closed(t, s)
	if err := os.WriteFile(filepath.Join(dir, store.FileName+".swept.part"), []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = aged(t, dir, later)
	if n, err := s.Ask(ctx, `select count(*) from meta where name='sweep'`); err != nil || n != "0" {
		t.Fatalf("it is still due (%s, %v)", n, err)
	}
	sound(t, s)
	nothingOf(t, dir, "oneaway")
	if slices.Contains(listing(t, dir), store.FileName+".swept.part") {
		t.Error("half a copy lies about")
	}
}
