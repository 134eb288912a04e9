package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/store"
)

// laptop is one installation in the property test.
type laptop struct {
	*store.Store
	dir   string
	clock time.Time
}

// world is some laptops that record things about the same few people. The pools
// of identifiers are small and shared, so that entries meet.
type world struct {
	root    string
	laptops []*laptop
}

func newWorld(t *rapid.T, laptops int) *world {
	root, err := os.MkdirTemp(memory(), "replay")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{root: root}
	for range laptops {
		w.add(t)
	}
	return w
}

// memory is a folder in memory where there is one: what a flush costs is not what
// this test is about.
func memory() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func (w *world) add(t *rapid.T) *laptop {
	l := &laptop{dir: filepath.Join(w.root, fmt.Sprint("laptop", len(w.laptops))), clock: noon}
	l.reopen(t)
	w.laptops = append(w.laptops, l)
	return l
}

func (l *laptop) reopen(t *rapid.T) {
	if l.Store != nil {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(ctx, store.Options{Dir: l.dir, Demo: true, Create: true, Now: func() time.Time { return l.clock }})
	if err != nil {
		t.Fatal(err)
	}
	l.Store = s
}

func (w *world) close() {
	for _, l := range w.laptops {
		_ = l.Close()
	}
	_ = os.RemoveAll(w.root)
}

// pick draws one of a small pool of identifiers of a kind.
func pick(t *rapid.T, kind byte, n int) dialog.ID {
	return dialog.ID{kind, byte(rapid.IntRange(1, n).Draw(t, "id"))}
}

func oneOf[T any](t *rapid.T, label string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, label)
}

func anyWhen(t *rapid.T) dialog.When {
	day := dialog.Date{Year: 2026, Month: time.March, Day: 1}.AddDays(rapid.IntRange(0, 12).Draw(t, "day"))
	if rapid.Bool().Draw(t, "day only") {
		return dialog.On(day)
	}
	return dialog.At(day.Noon().Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "hour")) * time.Hour).In(time.FixedZone("", 3600)))
}

func anyAnswer(t *rapid.T) dialog.Answer {
	a := dialog.Answer{
		State: oneOf(t, "state", dialog.Rated, dialog.Rated, dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen),
		Help:  oneOf(t, "help", dialog.HelpNotAsked, dialog.HelpWanted, dialog.HelpNot),
		Note:  oneOf(t, "note", "", "Wants to talk about this."),
		Mode:  oneOf(t, "mode", dialog.ModeUnknown, dialog.ModeScreen, dialog.ModeAloneScreen),
	}
	if a.State == dialog.Rated {
		a.Rating = rapid.IntRange(1, 7).Draw(t, "rating")
	}
	return a
}

func anyDomain(t *rapid.T) dialog.Domain { return oneOf(t, "domain", dialog.Domains()...) }

func anyAnswers(t *rapid.T) map[dialog.Domain]dialog.Answer {
	m := map[dialog.Domain]dialog.Answer{}
	for _, d := range dialog.Domains() {
		if rapid.IntRange(0, 3).Draw(t, "there") > 0 {
			m[d] = anyAnswer(t)
		}
	}
	return m
}

// anyChange draws a change that most often may be made to the record as the laptop
// has it. Whether it may be, the store has to say.
func (l *laptop) anyChange(t *rapid.T) dialog.Change {
	c := dialog.Change{Person: pick(t, 'p', 3), Worker: dialog.ID{'w', 1}, DoneAt: anyWhen(t)}
	r, err := l.Record(ctx, c.Person)
	switch {
	case err != nil && rapid.IntRange(0, 9).Draw(t, "stranger") > 0:
		c.Body = anyPerson(t)
	case err != nil || rapid.IntRange(0, 9).Draw(t, "wild") == 0:
		c.Body = anyBody(t, &dialog.Record{})
	default:
		c.Body = anyBody(t, r)
	}
	switch c.Body.(type) {
	case *dialog.WorkerRecorded, *dialog.SettingChanged, *dialog.FileTakenIn,
		*dialog.WorkerNamed, *dialog.LaptopPaired, *dialog.LaptopUnpaired:
		c.Person = dialog.ID{}
	}
	return c
}

func anyPerson(t *rapid.T) dialog.Body {
	return &dialog.PersonRecorded{Person: dialog.Person{Family: oneOf(t, "family", "Łukasz", "Smith", "de Souza"), Given: oneOf(t, "given", "Ada", "Zoë"),
		NHSNumber: oneOf(t, "number", "", dialog.NHSNumber("9990732574")), Deceased: rapid.IntRange(0, 9).Draw(t, "deceased") == 0}}
}

// anyHeld draws an assessment, a referral and a goal, most often ones the record
// holds, the draft before others.
func anyHeld(t *rapid.T, r *dialog.Record) (assessment, referral, goal dialog.ID) {
	assessment, goal = pick(t, 'a', 6), pick(t, 'g', 2)
	if n := len(r.Assessments); n > 0 && rapid.IntRange(0, 3).Draw(t, "held") == 0 {
		assessment = r.Assessments[rapid.IntRange(0, n-1).Draw(t, "which")].ID
	} else if d := r.Draft(); d != nil {
		assessment = d.ID
	}
	if n := len(r.Referrals); n > 0 && rapid.Bool().Draw(t, "referred") {
		referral = r.Referrals[n-1].ID
	}
	if n := len(r.Goals); n > 0 {
		goal = r.Goals[n-1].ID
	}
	return assessment, referral, goal
}

// fileTakenIn says that a file was taken in.
var fileTakenIn = &dialog.FileTakenIn{Format: "caseload", SHA256: strings.Repeat("0f", 32), Rows: 3, People: 2, Assessments: 1}

// anyTakenOver draws an assessment from elsewhere, with what was agreed at it or
// without.
func anyTakenOver(t *rapid.T, completion dialog.Completion, referral dialog.ID) dialog.Body {
	b := &dialog.AssessmentTakenOver{Assessment: pick(t, 'a', 6), Instrument: measure, Completion: completion, Referral: referral, Answers: anyAnswers(t)}
	if rapid.Bool().Draw(t, "from a program") {
		b.Source, b.Areas = "Free DIALOG+", []dialog.Domain{anyDomain(t)}
		b.Agreed = []dialog.AgreedElsewhere{{ID: pick(t, 'x', 2), Domain: anyDomain(t), Text: "Ring Ola"}}
	}
	return b
}

func anyBody(t *rapid.T, r *dialog.Record) dialog.Body {
	assessment, referral, goal := anyHeld(t, r)
	completion := oneOf(t, "completion", dialog.Together, dialog.Proxy)
	if r.Draft() == nil && rapid.Bool().Draw(t, "start") {
		return &dialog.AssessmentStarted{Assessment: pick(t, 'a', 6), Instrument: measure, Layout: oneOf(t, "layout", dialog.Interview, dialog.Paper),
			Completion: completion, Language: "en", Referral: referral, Identity: dialog.IdentityAsked}
	}
	switch rapid.IntRange(0, 24).Draw(t, "kind") { // small numbers come more often
	case 1, 2:
		return &dialog.AssessmentFinished{Assessment: assessment}
	case 3:
		return anyTakenOver(t, completion, referral)
	case 4, 5:
		return &dialog.GoalRated{Goal: goal, Rating: rapid.IntRange(0, 10).Draw(t, "nearness"), Assessment: oneOf(t, "at", dialog.ID{}, assessment)}
	case 6, 7:
		return &dialog.GoalRecorded{Goal: dialog.Goal{ID: pick(t, 'g', 2), Text: oneOf(t, "goal", "Walk by the sea", "Sleep"), Kind: dialog.LifeGoal,
			Domain: anyDomain(t), Status: oneOf(t, "status", dialog.GoalActive, dialog.GoalReached)}}
	case 8:
		return &dialog.AssessmentStruckOut{Assessment: assessment, Reason: "Wrong person"}
	case 9:
		return &dialog.AssessmentClosed{Assessment: assessment, Reason: "Interrupted"}
	case 10:
		return &dialog.AssessmentResumed{Assessment: assessment, Identity: dialog.IdentityAsked}
	case 11:
		return &dialog.AssessmentContext{Assessment: assessment, Completion: completion, Language: "pl"}
	case 12:
		return &dialog.ReferralRecorded{Referral: dialog.Referral{ID: pick(t, 'r', 2), Setting: oneOf(t, "setting", dialog.Community, dialog.Acute),
			Team: oneOf(t, "to", "", "North hub", "Éast hub"), Closed: oneOf(t, "closed", dialog.Date{}, dialog.Date{Year: 2026, Month: time.April, Day: 1})}}
	case 13:
		return &dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: pick(t, 't', 2), Reason: oneOf(t, "reason", dialog.AttemptUnwell, dialog.AttemptDeclined)}}
	case 14:
		return anyPerson(t)
	case 15:
		return &dialog.RecordOpened{}
	case 16:
		return &dialog.WorkerRecorded{Worker: dialog.Worker{ID: pick(t, 'w', 2), Name: oneOf(t, "name", "Amina", "Ben", "Chidi"),
			Role: oneOf(t, "role", "", dialog.Clinician, dialog.PeerWorker), Team: oneOf(t, "team", "", "North hub"), Left: rapid.Bool().Draw(t, "left")}}
	case 17:
		return &dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: oneOf(t, "value", "7", "14")}
	case 18:
		return anyShared(t)
	case 19:
		return anyMerge(t)
	}
	if rapid.IntRange(0, 30).Draw(t, "a file") == 0 {
		return fileTakenIn
	}
	if body := anyAccess(t); body != nil {
		return body
	}
	if body := anyDelivery(t, r); body != nil {
		return body
	}
	if rapid.IntRange(0, 2).Draw(t, "beside") == 0 {
		return anyAgreed(t, assessment, referral, goal)
	}
	return &dialog.AnswerRecorded{Assessment: assessment, Domain: anyDomain(t), Answer: anyAnswer(t), Reason: oneOf(t, "why", "", "Misheard")}
}

// anyDelivery now and then draws what a central system said of an assessment, most
// often of the version that stands.
func anyDelivery(t *rapid.T, r *dialog.Record) dialog.Body {
	if len(r.Deliveries) == 0 {
		return nil
	}
	d := r.Deliveries[rapid.IntRange(0, len(r.Deliveries)-1).Draw(t, "delivery")]
	version := oneOf(t, "version", d.VersionText(), d.VersionText(), strings.Repeat("0a", 32))
	switch rapid.IntRange(0, 15).Draw(t, "said") {
	case 1, 2:
		return &dialog.DeliveryReceipted{Assessment: d.Assessment, Version: version, Content: strings.Repeat("0b", 32), Resources: 3, Centre: "https://centre.example"}
	case 3:
		return &dialog.DeliveryParked{Assessment: d.Assessment, Version: version, Words: "Refused", Centre: "https://centre.example"}
	case 4:
		return &dialog.DeliveryRetried{Assessment: d.Assessment}
	}
	return nil
}

// anyAccess now and then draws a change of whose record it is to open.
func anyAccess(t *rapid.T) dialog.Body {
	switch rapid.IntRange(0, 20).Draw(t, "access") {
	case 1:
		return &dialog.CaseloadRecorded{Of: pick(t, 'w', 3), On: rapid.Bool().Draw(t, "on")}
	case 2:
		return &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{pick(t, 'w', 3), pick(t, 'w', 3)}, Reason: "A colleague"}
	case 3:
		return &dialog.AccessRecorded{Reason: "Has left"}
	}
	return nil
}

// anyShared draws something that concerns other laptops.
func anyShared(t *rapid.T) dialog.Body {
	return oneOf[dialog.Body](t, "shared", &dialog.WorkerNamed{Worker: pick(t, 'w', 2), Name: oneOf(t, "called", "Amina", "Ben")},
		&dialog.LaptopPaired{Peer: peerNamed(pick(t, 'l', 2), "Hub")}, &dialog.LaptopUnpaired{Device: pick(t, 'l', 2), Reason: "Lost"},
		&dialog.RecordShared{Bundle: pick(t, 'b', 2), With: pick(t, 'l', 2), Agreement: dialog.ID{'s'}, Entries: 3})
}

// anyMerge puts people together, or takes them apart.
func anyMerge(t *rapid.T) dialog.Body {
	other := pick(t, 'p', 3)
	return oneOf[dialog.Body](t, "merge", &dialog.PersonMerged{Other: other, Reason: "One person"}, &dialog.PersonUnmerged{Other: other, Reason: "Two after all"})
}

// anyAgreed draws something that is kept beside the assessments.
func anyAgreed(t *rapid.T, assessment, referral, goal dialog.ID) dialog.Body {
	why, words, day := oneOf(t, "why", "", "Misheard"), oneOf(t, "words", "Ring the college", "Łódź"), anyWhen(t).Date()
	switch rapid.IntRange(0, 15).Draw(t, "agreed") {
	case 1:
		return &dialog.GoalCounted{Goal: goal, Referral: referral, Slot: rapid.IntRange(1, 3).Draw(t, "slot")}
	case 2, 3:
		return &dialog.ActionAgreed{Action: dialog.Action{ID: pick(t, 'x', 2), Text: words, Owner: oneOf(t, "owner", dialog.PersonOwns, dialog.WorkerOwns), Due: day, Domain: anyDomain(t)}, Reason: why}
	case 4:
		return &dialog.ActionReviewed{Action: pick(t, 'x', 2), Outcome: oneOf(t, "outcome", dialog.Outcomes()...), Note: words}
	case 5:
		return &dialog.AreasChosen{Assessment: assessment, Areas: rapid.SliceOfNDistinct(rapid.SampledFrom(dialog.Domains()), 0, 3, rapid.ID).Draw(t, "areas")}
	case 6, 7:
		return &dialog.TalkNoted{Assessment: assessment, Domain: anyDomain(t), Step: oneOf(t, "step", dialog.Steps()...), Text: oneOf(t, "note", "", "A call a week"), Reason: why}
	case 8:
		return &dialog.ThoughtOver{Assessment: assessment, Domain: anyDomain(t), On: rapid.Bool().Draw(t, "over")}
	case 9:
		return &dialog.MeetingArranged{Meeting: dialog.Meeting{ID: pick(t, 'm', 2), On: day, Time: oneOf(t, "time", "", "09:30"), Manner: dialog.ByVideo, Place: words}}
	case 10:
		return &dialog.EventRecorded{Event: dialog.Event{ID: pick(t, 'e', 2), What: oneOf(t, "event", dialog.EventKinds()...), On: day, Note: words}, Reason: why}
	case 11:
		return &dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: pick(t, 'c', 2), Aspect: dialog.Employment, Code: oneOf(t, "code", "01", "ZZ"), From: day}, Reason: why}
	case 13, 14:
		return anyCharacteristic(t, day, words, why)
	case 15:
		return &dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: pick(t, 's', 2), Name: words, Share: oneOf(t, "share", nil, dialog.Shares()[:2]), Consent: day,
			Withdrawn: oneOf(t, "withdrawn", dialog.Date{}, day)}}
	case 12:
		return &dialog.PartStruckOut{Part: oneOf(t, "part", dialog.PartGoal, dialog.PartAction, dialog.PartCharacteristic, dialog.PartSupporter), ID: oneOf(t, "id", goal, pick(t, 's', 2), pick(t, 'x', 2), pick(t, 'h', 3)), Reason: "Wrong person"}
	}
	return oneOf[dialog.Body](t, "around", &dialog.ReadBack{Assessment: assessment, Wrong: words},
		&dialog.PresenceRecorded{Assessment: assessment, Present: []dialog.Presence{{Who: dialog.WithFriend, Words: words}}},
		&dialog.SafetyAnswered{Assessment: assessment, Domain: anyDomain(t), Outcome: dialog.SafetyNotYet})
}

// anyCharacteristic draws something that a person told about themselves, or did not.
func anyCharacteristic(t *rapid.T, day dialog.Date, words, why string) dialog.Body {
	c := dialog.Characteristic{ID: pick(t, 'h', 3), Trait: oneOf(t, "trait", dialog.Traits()...), From: day, Teller: oneOf(t, "teller", dialog.TellerPerson, dialog.TellerTogether),
		State: oneOf(t, "told", dialog.TraitTold, dialog.TraitTold, dialog.TraitDeclined, dialog.TraitNotAsked, dialog.TraitNotKnown)}
	if c.State == dialog.TraitTold {
		choices := c.Trait.Choices()
		c.Values = []string{oneOf(t, "value", choices...).Slug}
		if more := choices[len(choices)-1].Slug; c.Trait.Several() && c.Values[0] != more && c.Values[0] != dialog.NoDisability {
			c.Values = append(c.Values, more)
		}
		c.Words = oneOf(t, "own words", "", words)
	}
	return &dialog.CharacteristicRecorded{Characteristic: c, Reason: why}
}

// introduce records two of the three people on one laptop and lets another know
// of them; the third laptop and the third person have to meet them on the way.
func (w *world) introduce(t *rapid.T) {
	for i := range 2 {
		p := dialog.ID{'p', byte(i + 1)}
		_, err := w.laptops[0].Append(ctx, personNamed(p, "Smith", "Ada"),
			about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: dialog.ID{'r', 1}, Setting: dialog.Community}}))
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := w.laptops[0].Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.laptops[1].Receive(ctx, all); err != nil {
		t.Fatal(err)
	}
}

// step lets a laptop record something, take in something from another, or be
// closed and opened again.
func (w *world) step(t *rapid.T) {
	l := oneOf(t, "laptop", w.laptops...)
	l.clock = l.clock.Add(time.Duration(rapid.IntRange(-2, 5).Draw(t, "minutes")) * time.Minute) // clocks go wrong
	switch rapid.IntRange(0, 14).Draw(t, "step") {
	case 7:
		w.exchange(t, l, oneOf(t, "from", w.laptops...))
	case 8:
		l.reopen(t)
	case 9:
		if _, err := l.Caseload(ctx); err != nil { // from here on it is kept in memory
			t.Fatal(err)
		}
	default:
		l.record(t)
	}
}

// record appends one change or two; what may not be made has to be refused as such.
func (l *laptop) record(t *rapid.T) {
	changes := []dialog.Change{l.anyChange(t)}
	if second := l.anyChange(t); second.Person == changes[0].Person {
		changes = append(changes, second)
	}
	before, err := l.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.Append(ctx, changes...)
	switch dialog.ErrorCode(err) {
	case "":
	case dialog.Conflict, dialog.NotFound, dialog.Invalid:
		if after, err := l.Head(ctx); err != nil || after != before {
			t.Fatalf("a refusal moved the head from %v to %v (%v)", before, after, err)
		}
	default:
		t.Fatalf("append: %v", err)
	}
}

// exchange hands some of what one laptop holds to another, in any order, some of
// it twice.
func (w *world) exchange(t *rapid.T, to, from *laptop) {
	all, err := from.Everything(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		return
	}
	some := rapid.SliceOfN(rapid.SampledFrom(all), 0, 12).Draw(t, "some")
	if _, err := to.Receive(ctx, some); err != nil {
		t.Fatalf("receive: %v", err)
	}
}

// complete hands everything to everybody.
func (w *world) complete(t *rapid.T) {
	for _, to := range w.laptops {
		for _, from := range w.laptops {
			all, err := from.Everything(ctx)
			if err != nil {
				t.Fatal(err)
			}
			all = rapid.Permutation(all).Draw(t, "order of arrival")
			half := len(all) / 2
			for _, part := range [][]store.Foreign{all[:half], all[half:]} {
				if _, err := to.Receive(ctx, part); err != nil {
					t.Fatalf("receive: %v", err)
				}
			}
		}
	}
}

func (l *laptop) derived(t *rapid.T, own bool) []string {
	rows, err := l.Derived(ctx, own)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// sameWhen compares moments by what they are written as: two zones of the same
// offset are not equal in memory.
var sameWhen = cmp.Comparer(func(a, b dialog.When) bool {
	x, _ := a.MarshalText()
	y, _ := b.MarshalText()
	return string(x) == string(y)
})

// Whatever was recorded where, and in whatever order it arrived, every laptop
// derives the same rows, and exactly those that replaying its journal gives.
func TestEveryOrderOfArrivalGivesTheSameRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, 3)
		defer w.close()
		w.introduce(t)
		for range rapid.IntRange(10, 60).Draw(t, "steps") {
			w.step(t)
		}
		for _, l := range w.laptops { // before all is known, too
			if _, err := l.Check(ctx); err != nil {
				t.Fatalf("check: %v", err)
			}
		}
		w.add(t) // one that was not there
		w.complete(t)
		first := w.laptops[0].derived(t, false)
		for i, l := range w.laptops {
			if diff := cmp.Diff(first, l.derived(t, false)); diff != "" {
				t.Fatalf("laptop %d differs from the first:\n%s", i, diff)
			}
			l.mustReplay(t)
		}
	})
}

// mustReplay holds the laptop's tables, lists and records to what its journal
// gives when it is read from the start.
func (l *laptop) mustReplay(t *rapid.T) {
	if _, err := l.Check(ctx); err != nil {
		t.Fatalf("check: %v", err)
	}
	people, err := l.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows := l.derived(t, true)
	if err := l.Rederive(ctx); err != nil {
		t.Fatalf("rederive: %v", err)
	}
	if diff := cmp.Diff(rows, l.derived(t, true)); diff != "" {
		t.Fatalf("deriving again changes the tables:\n%s", diff)
	}
	again, err := l.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(people, again, sameWhen); diff != "" {
		t.Fatalf("the caseload in memory differs from the one in the file:\n%s", diff)
	}
	for i := range again {
		l.mustSummarise(t, again[i])
	}
}

// mustSummarise holds a caseload line to the record and the record to the entries.
func (l *laptop) mustSummarise(t *rapid.T, line *dialog.Summary) {
	r, err := l.Record(ctx, line.Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dialog.Summarise(r), *line, sameWhen); diff != "" {
		t.Fatalf("the line in the caseload is not that of the record:\n%s", diff)
	}
	entries, err := l.Entries(ctx, line.Person.ID)
	if err != nil {
		t.Fatal(err)
	}
	kin, err := l.Families(ctx)
	if err != nil {
		t.Fatal(err)
	}
	replayed := dialog.RecordOf(line.Person.ID, kin.Below(line.Person.ID))
	for i := range entries {
		dialog.Apply(replayed, &entries[i])
	}
	if diff := cmp.Diff(replayed, r, sameWhen); diff != "" {
		t.Fatalf("the record is not what its entries add up to:\n%s", diff)
	}
}
