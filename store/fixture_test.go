package store_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/store"
)

var makeFixture = flag.Bool("fixture", false, "make the record of the newest schema in testdata, where there is none")

// A record of every version of the schema is kept in testdata as the program of
// that version closed it, with something of every kind in it about made-up people,
// and beside it what that program read from it. No later version may read anything
// else. What is there is never made again once its version is released; until then,
// whoever adds to the newest migration removes the two files and makes them anew.
func fixture(version int) (db, says string) {
	db = filepath.Join("testdata", fmt.Sprintf("schema-%d.db", version))
	return db, strings.TrimSuffix(db, ".db") + ".txt"
}

func TestEverySchemaThereWasOpens(t *testing.T) {
	if *makeFixture {
		writeFixture(t, store.Versions())
	}
	for version := 1; version <= store.Versions(); version++ {
		t.Run(fmt.Sprint("schema ", version), func(t *testing.T) {
			db, says := fixture(version)
			dir := filepath.Join(t.TempDir(), "record")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, store.FileName), read(t, db))
			s := openWith(t, store.Options{Dir: dir, Demo: true, BeforeUpgrade: keepBefore(filepath.Join(dir, "before.db"))})
			if _, err := s.Check(ctx); err != nil {
				t.Fatal(err)
			}
			if got, want := reading(t, s), string(read(t, says)); got != want {
				t.Errorf("it says\n%s\nand said\n%s", got, want)
			}
			p := s.NewID()
			add(t, s, personNamed(p, "Later", "Ada"), start(p, s.NewID()))
			closed(t, s)
			s = open(t, dir)
			if _, err := s.Check(ctx); err != nil {
				t.Error(err)
			}
			c, err := store.OpenCopy(ctx, db, store.Options{Dir: t.TempDir(), Demo: true})
			if err != nil {
				t.Fatal(err)
			}
			defer closed(t, c.Store)
			if c.Schema != version {
				t.Errorf("the copy is of version %d", c.Schema)
			}
		})
	}
}

// reading is what a record says of itself, of everybody in it and of every entry.
func reading(t *testing.T, s *store.Store) string {
	t.Helper()
	says, err := readAll(s)
	if err != nil {
		t.Fatal(err)
	}
	return says
}

func readAll(s *store.Store) (string, error) {
	c, err := s.Contents(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "record %s, device %s, demo %v\n%d people, %d assessments, %d entries, head %x\n",
		c.Record, c.Device, c.Demo, c.People, c.Assessments, c.Head.Seq, c.Head.Digest)
	people, err := s.Caseload(ctx)
	if err != nil {
		return "", err
	}
	for _, p := range people {
		who := p.Person
		fmt.Fprintf(&b, "\n%s | %s | born %s | NHS %s | %s | %s | received %s\n", who.Family, who.Given, who.BirthDate, who.NHSNumber, p.Standing, p.Setting, p.Received)
		fmt.Fprintf(&b, "done %d, last %s, previous %s, life %d/%d, treatment %d/%d, changes %d/%d and %d/%d\n", p.Done, p.Last, p.Previous,
			p.Life.Sum, p.Life.N, p.Treatment.Sum, p.Treatment.N, p.LifeChange.Diff, p.LifeChange.N, p.TreatChange.Diff, p.TreatChange.N)
		fmt.Fprintf(&b, "draft of %s with %d, paper %v, goals %d, attempt %q %s\n", p.DraftAt, p.DraftRated, p.DraftPaper, p.Goals, p.Attempt, p.AttemptAt)
		if err := tell(&b, s, who.ID); err != nil {
			return "", err
		}
	}
	fmt.Fprintln(&b)
	err = tell(&b, s, dialog.ID{})
	return b.String(), err
}

func tell(b *strings.Builder, s *store.Store, person dialog.ID) error {
	entries, err := s.Entries(ctx, person)
	if err != nil {
		return err
	}
	for _, e := range entries {
		payload, err := dialog.EncodePayload(e.Body, [16]byte{})
		if err != nil {
			return err
		}
		_, body, _ := strings.Cut(string(payload), `"body":`)
		fmt.Fprintf(b, "  %d %s %s %s\n", e.Rank, e.DoneAt, e.Body.Kind(), strings.TrimSuffix(body, "}"))
	}
	return nil
}

// writeFixture makes the fixture of a version, the same one every time.
func writeFixture(t *testing.T, version int) {
	t.Helper()
	db, says := fixture(version)
	if _, err := os.Stat(db); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is there and is not made again (%v)", db, err)
	}
	dir := filepath.Join(t.TempDir(), "record")
	s := openWith(t, store.Options{Dir: dir, Demo: true, Create: true, Now: func() time.Time { return noon }, Rand: rand.NewChaCha8([32]byte{'f'})})
	groups := demo.Groups(noon)
	for _, i := range []int{0, 3, len(groups) - 1} { // two people and the worker
		add(t, s, groups[i]...)
	}
	oneOfEachKind(t, s)
	text := reading(t, s)
	closed(t, s)
	if err := os.MkdirAll(filepath.Dir(db), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, db, read(t, filepath.Join(dir, store.FileName)))
	write(t, says, []byte(text))
}

// oneOfEachKind records what the demo has not, and makes sure that nothing is
// missing.
func oneOfEachKind(t *testing.T, s *store.Store) {
	t.Helper()
	p, a, goal := s.NewID(), s.NewID(), s.NewID()
	add(t, s, personNamed(p, "Zielińska", "Zofia"),
		about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: s.NewID(), Setting: dialog.Community, Received: dialog.Date{Year: 2025, Month: time.May, Day: 4}}}),
		about(p, &dialog.RecordOpened{Reason: "On call", By: []string{dialog.IdentifierNHSNumber, dialog.IdentifierBirthDate}}),
		about(p, &dialog.CaseloadRecorded{Of: dialog.ID{9}, On: true}),
		about(p, &dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{{9}}, Reason: "A colleague"}),
		dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: &dialog.WorkerRecorded{Worker: dialog.Worker{ID: dialog.ID{9}, Name: "Ada Quill", Role: dialog.Clinician, Team: "North hub"}}},
		dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: &dialog.RecordExported{Format: "plain", People: 3, Reason: "Moving on"}},
		dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: fileTakenIn},
		start(p, a),
		about(p, &dialog.AssessmentResumed{Assessment: a, Identity: dialog.IdentityAsked}),
		about(p, &dialog.AssessmentContext{Assessment: a, Completion: dialog.Interpreter, Language: "pl"}))
	for i, d := range dialog.Domains() {
		answer := dialog.Answer{State: dialog.Rated, Rating: 1 + i%7, Help: dialog.HelpWanted, Note: "Zażółć gęślą jaźń", Language: "pl"}
		switch i {
		case 4:
			answer = dialog.Answer{State: dialog.Declined, Language: "pl"}
		case 5:
			answer = dialog.Answer{State: dialog.NotApplicable, Language: "pl"}
		}
		add(t, s, about(p, &dialog.AnswerRecorded{Assessment: a, Domain: d, Answer: answer}))
	}
	closedDraft, struck := s.NewID(), s.NewID()
	add(t, s, finish(p, a),
		about(p, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Domains()[0], Answer: dialog.Answer{State: dialog.Rated, Rating: 7, Language: "pl"}, Reason: "misheard"}),
		start(p, closedDraft), rate(p, closedDraft, dialog.Domains()[1], 3),
		about(p, &dialog.AssessmentClosed{Assessment: closedDraft, Reason: "had to leave"}),
		takenOver(p, struck, noon.AddDate(0, -3, 0), 2), about(p, &dialog.AssessmentStruckOut{Assessment: struck, Reason: "another person's"}),
		about(p, &dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: s.NewID(), Reason: dialog.AttemptUnwell, Note: "next week"}}),
		about(p, &dialog.GoalRecorded{Goal: dialog.Goal{ID: goal, Text: "Walk to the park", Kind: dialog.LifeGoal, Domain: dialog.Domains()[0], Status: dialog.GoalActive}}),
		about(p, &dialog.GoalRated{Goal: goal, Rating: 4}),
		dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: &dialog.SettingChanged{Name: dialog.SettingSoonDays, Value: "14"}})
	add(t, s, agreedOfEachKind(p, a, goal)...)
	add(t, s, sentOfEachKind(t, s, p, a, struck)...)
	add(t, s, sharedOfEachKind(p)...)
	twin := dialog.ID{'z'}
	add(t, s, personNamed(twin, "Zielinska", "Zofia"))
	add(t, s, about(p, &dialog.PersonMerged{Other: twin, Reason: "One person"}))
	add(t, s, about(p, &dialog.PersonUnmerged{Other: twin, Reason: "Two after all"}))
	gone, sent := dialog.ID{'w'}, s.NewID()
	add(t, s, personNamed(gone, "Gone", "Ada"), takenOver(gone, sent, noon, 4))
	add(t, s, at(noon.AddDate(0, 0, -91), sentOfEachKind(t, s, gone, sent, sent)[0]))
	r, err := s.Record(ctx, gone)
	if err != nil {
		t.Fatal(err)
	}
	receipts, last := r.Receipts()
	add(t, s, about(gone, &dialog.PersonPurged{Assessments: receipts, Receipted: last, Reason: "Kept long enough"}))
	kinds := map[dialog.Kind]bool{}
	people, err := s.Caseload(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range append([]dialog.ID{{}, gone}, ids(people)...) {
		entries, err := s.Entries(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			kinds[e.Body.Kind()] = true
		}
	}
	for _, k := range dialog.Kinds() {
		if !kinds[k] {
			t.Fatalf("nothing in it is of the kind %s", k)
		}
	}
}

// sentOfEachKind is how one assessment was sent, and another refused and asked for
// again.
func sentOfEachKind(t testing.TB, s *store.Store, p, sent, refused dialog.ID) []dialog.Change {
	t.Helper()
	r, err := s.Record(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return []dialog.Change{
		about(p, &dialog.DeliveryReceipted{Assessment: sent, Version: r.Delivery(sent).VersionText(), Content: strings.Repeat("0a", 32), Resources: 20, Centre: "https://centre.example/fhir"}),
		about(p, &dialog.DeliveryParked{Assessment: refused, Version: r.Delivery(refused).VersionText(), Words: "Patient.name: not known here", Centre: "https://centre.example/fhir"}),
		about(p, &dialog.DeliveryRetried{Assessment: refused}),
	}
}

// agreedOfEachKind is what is kept beside an assessment, one of each kind.
func agreedOfEachKind(p, a, goal dialog.ID) []dialog.Change {
	referral, action, event, day := dialog.ID{'r'}, dialog.ID{'x'}, dialog.ID{'e'}, dialog.DateOf(noon)
	return []dialog.Change{
		about(p, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: referral, Setting: dialog.Community}}),
		about(p, &dialog.GoalCounted{Goal: goal, Referral: referral, Slot: 1}),
		about(p, &dialog.PresenceRecorded{Assessment: a, Present: []dialog.Presence{{Who: dialog.WithInterpreter}}}),
		about(p, &dialog.AreasChosen{Assessment: a, Areas: []dialog.Domain{dialog.Friendships, dialog.JobSituation}}),
		about(p, &dialog.TalkNoted{Assessment: a, Domain: dialog.Friendships, Step: dialog.OneHigher, Text: "A call a week"}),
		about(p, &dialog.ThoughtOver{Assessment: a, Domain: dialog.JobSituation, On: true}),
		about(p, &dialog.ActionAgreed{Action: dialog.Action{ID: action, Text: "Ring Ola", Owner: dialog.PersonOwns, Due: day.AddDays(7), Domain: dialog.Friendships, Goal: goal, Assessment: a}}),
		about(p, &dialog.ActionReviewed{Action: action, Outcome: dialog.ActionPartly, Note: "No answer yet"}),
		about(p, &dialog.MeetingArranged{Meeting: dialog.Meeting{ID: dialog.ID{'m'}, On: day.AddDays(14), Time: "14:30", Manner: dialog.ByPhone, Assessment: a}}),
		about(p, &dialog.ReadBack{Assessment: a, Wrong: "It was Tuesday"}),
		about(p, &dialog.SafetyAnswered{Assessment: a, Domain: dialog.PersonalSafety, Outcome: dialog.SafetyTalkedAbout}),
		about(p, &dialog.EventRecorded{Event: dialog.Event{ID: event, What: dialog.Moved, On: day}}),
		about(p, &dialog.PartStruckOut{Part: dialog.PartEvent, ID: event, Reason: "Next month"}),
		about(p, &dialog.CircumstanceRecorded{Circumstance: dialog.Circumstance{ID: dialog.ID{'c'}, Aspect: dialog.Employment, Code: "02", From: day}}),
		about(p, &dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: dialog.ID{'h'}, Trait: dialog.Disability, State: dialog.TraitTold, Values: []string{"hearing", "other"}, Words: "Szumy", From: day, Teller: dialog.TellerTogether}}),
		about(p, &dialog.SupporterRecorded{Supporter: dialog.Supporter{ID: dialog.ID{'s'}, Name: "Ola Zielińska", Relation: "her sister", Reach: "By phone", Share: []dialog.Share{dialog.ShareMeetings}, Consent: day}}),
	}
}

// sharedOfEachKind is what concerns other laptops, one of each kind.
func sharedOfEachKind(p dialog.ID) []dialog.Change {
	nobody := func(b dialog.Body) dialog.Change {
		return dialog.Change{Worker: dialog.ID{9}, DoneAt: dialog.At(noon), Body: b}
	}
	other, agreement := dialog.ID{'l'}, dialog.ID{'g'}
	return []dialog.Change{
		nobody(&dialog.LaptopPaired{Peer: peerNamed(other, "South hub 1")}),
		nobody(&dialog.SharingAgreed{Agreement: dialog.Agreement{ID: agreement, Name: "North and South", With: other, Purpose: "Moving hubs", People: []dialog.ID{p}}}),
		nobody(&dialog.WorkerNamed{Worker: dialog.ID{8}, Name: "Bo Elsewhere"}),
		about(p, &dialog.RecordShared{Bundle: dialog.ID{'b'}, With: other, Agreement: agreement, Purpose: "Moving hubs", Entries: 3}),
		about(p, &dialog.RecordReceived{Bundle: dialog.ID{'c'}, From: other, Purpose: "Moving hubs", Entries: 2}),
		nobody(&dialog.LaptopUnpaired{Device: other, Reason: "Lost"}),
	}
}

func ids(people []*dialog.Summary) []dialog.ID {
	all := make([]dialog.ID, len(people))
	for i := range people {
		all[i] = people[i].Person.ID
	}
	slices.SortFunc(all, dialog.ID.Compare)
	return all
}
