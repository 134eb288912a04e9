package dialog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"alongside/dialog"
)

var sameTimes = cmp.Comparer(func(a, b dialog.When) bool { return a.Compare(b) == 0 && a.Exact() == b.Exact() })

// book applies changes as a store would, on one device.
type book struct {
	t      testing.TB
	record *dialog.Record
	rules  dialog.Rules
	seq    int64
	now    time.Time
}

func newBook(t testing.TB) *book {
	b := &book{t: t, record: &dialog.Record{}, rules: dialog.DefaultRules(), now: time.Date(2026, 3, 14, 10, 0, 0, 0, time.UTC)}
	b.must(&dialog.PersonRecorded{Person: dialog.Person{Family: "Smith", Given: "Jane"}})
	return b
}

func id(n byte) dialog.ID { return dialog.ID{15: n} }

func (b *book) try(body dialog.Body) error {
	c := dialog.Change{Person: id(1), Worker: id(2), DoneAt: dialog.At(b.now), Body: body}
	if err := dialog.Check(b.record, c, b.rules); err != nil {
		return err
	}
	b.seq++
	b.record = b.record.Clone()
	dialog.Apply(b.record, &dialog.Entry{DeviceSeq: b.seq, Rank: b.seq, Change: c})
	return nil
}

func (b *book) must(body dialog.Body) {
	b.t.Helper()
	if err := b.try(body); err != nil {
		b.t.Fatalf("%s: %v", body.Kind(), err)
	}
}

func (b *book) refused(body dialog.Body, code dialog.Code) {
	b.t.Helper()
	before := b.record.Clone()
	err := b.try(body)
	if dialog.ErrorCode(err) != code {
		b.t.Errorf("%s gives %v, want code %s", body.Kind(), err, code)
	}
	if diff := cmp.Diff(before, b.record, sameTimes); diff != "" {
		b.t.Errorf("a refused %s changed the record: %s", body.Kind(), diff)
	}
}

func start(n byte) *dialog.AssessmentStarted {
	return &dialog.AssessmentStarted{Assessment: id(n), Instrument: dialog.Instrument{Name: "dialog", Version: "1"},
		Layout: dialog.Interview, Completion: dialog.Together, Language: "en", Identity: dialog.IdentityAsked}
}

func rate(n byte, d dialog.Domain, rating int) *dialog.AnswerRecorded {
	return &dialog.AnswerRecorded{Assessment: id(n), Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: rating}}
}

func TestAnAssessmentFromStartToFinish(t *testing.T) {
	b := newBook(t)
	b.refused(rate(9, dialog.Medication, 4), dialog.NotFound)
	b.must(start(9))
	b.refused(start(10), dialog.Conflict)
	b.refused(&dialog.AssessmentFinished{Assessment: id(9)}, dialog.Invalid)
	b.refused(rate(9, dialog.Medication, 8), dialog.Invalid)
	b.refused(rate(9, dialog.Medication, 0), dialog.Invalid)
	b.refused(rate(9, dialog.NoDomain, 4), dialog.Invalid)
	b.must(rate(9, dialog.MentalHealth, 3))
	b.must(rate(9, dialog.MentalHealth, 5))
	b.must(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.PhysicalHealth, Answer: dialog.Answer{State: dialog.Declined}})
	b.must(&dialog.AnswerRecorded{Assessment: id(9), Domain: dialog.JobSituation, Answer: dialog.Answer{State: dialog.Later}})
	a := b.record.Draft()
	if a == nil || a.NextOpen() != dialog.Accommodation {
		t.Fatalf("the draft goes on at %v, want accommodation: what was not seen comes before what was left for later", a.NextOpen())
	}
	b.must(&dialog.AssessmentFinished{Assessment: id(9)})
	b.refused(rate(9, dialog.MentalHealth, 6), dialog.Conflict)
	b.refused(&dialog.AssessmentClosed{Assessment: id(9), Reason: "interrupted"}, dialog.Conflict)
	amended := rate(9, dialog.MentalHealth, 6)
	amended.Reason = "read wrongly"
	b.now = b.now.Add(time.Hour)
	b.must(amended)
	got := b.record.Assessment(id(9))
	if answer := got.Answers.Get(dialog.MentalHealth); !got.Amended || answer.Rating != 6 || answer.At.Time().Hour() != 10 {
		t.Errorf("an amended answer keeps the time it was given; got %+v", answer)
	}
	b.must(&dialog.AssessmentStruckOut{Assessment: id(9), Reason: "recorded on the wrong person"})
	b.refused(&dialog.AssessmentStruckOut{Assessment: id(9), Reason: "again"}, dialog.Conflict)
	if len(b.record.History()) != 0 || b.record.Assessment(id(9)).Answers.Count(dialog.Rated) != 1 {
		t.Error("a struck out assessment stays whole, out of the history")
	}
}

func TestAStaleDraftCanOnlyBeClosed(t *testing.T) {
	b := newBook(t)
	b.must(start(9))
	b.must(rate(9, dialog.MentalHealth, 3))
	b.now = b.now.AddDate(0, 0, 7)
	b.must(rate(9, dialog.PhysicalHealth, 3))
	b.now = b.now.AddDate(0, 0, 1)
	b.refused(rate(9, dialog.JobSituation, 3), dialog.Conflict)
	b.refused(&dialog.AssessmentResumed{Assessment: id(9), Identity: dialog.IdentityAsked}, dialog.Conflict)
	b.refused(&dialog.AssessmentFinished{Assessment: id(9)}, dialog.Conflict)
	b.refused(&dialog.AssessmentClosed{Assessment: id(9)}, dialog.Invalid)
	b.must(&dialog.AssessmentClosed{Assessment: id(9), Reason: "did not come back"})
	if h := b.record.History(); len(h) != 1 || h[0].Status != dialog.Closed {
		t.Error("what was rated before it was closed stays in the history")
	}
}

func TestMeans(t *testing.T) {
	rated := func(ratings ...int) (a dialog.Answers) {
		for i, r := range ratings {
			if r > 0 {
				a[i] = dialog.Answer{State: dialog.Rated, Rating: r}
			}
		}
		return a
	}
	for name, tt := range map[string]struct {
		answers   dialog.Answers
		life      float64
		hasLife   bool
		treatment float64
		hasTreat  bool
	}{
		"all":              {rated(1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7), 4, true, 6, true},
		"none":             {rated(), 0, false, 0, false},
		"three of eight":   {rated(7, 7, 7), 0, false, 0, false},
		"four of eight":    {rated(7, 7, 7, 1), 5.5, true, 0, false},
		"one of three":     {rated(0, 0, 0, 0, 0, 0, 0, 0, 7), 0, false, 0, false},
		"two of three":     {rated(0, 0, 0, 0, 0, 0, 0, 0, 7, 6), 0, false, 6.5, true},
		"declined is no 0": {func() dialog.Answers { a := rated(4, 4, 4, 4); a[4].State = dialog.Declined; return a }(), 4, true, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			life, ok := dialog.LifeMean(&tt.answers).Value()
			treatment, okT := dialog.TreatmentMean(&tt.answers).Value()
			if life != tt.life || ok != tt.hasLife || treatment != tt.treatment || okT != tt.hasTreat {
				t.Errorf("got %v %v, %v %v", life, ok, treatment, okT)
			}
		})
	}
	now, then := rated(5, 5, 5, 5, 0, 7), rated(4, 4, 4, 4, 1)
	if c := dialog.MeanChangeOf(&now, &then, dialog.LifeDomains()); c.N != 4 || c.Diff != 4 {
		t.Errorf("a change uses only items rated both times; got %+v", c)
	}
}

func TestDue(t *testing.T) {
	today, _ := dialog.ParseDate("22-Nov-2026")
	for name, tt := range map[string]struct {
		summary dialog.Summary
		want    dialog.Due
	}{
		"never done":         {dialog.Summary{Standing: dialog.StandingOpen, Received: today.AddDays(-10)}, dialog.Due{State: dialog.DueFirst, On: today.AddDays(-10), Days: 10}},
		"six months ago":     {dialog.Summary{Standing: dialog.StandingOpen, LastDone: today.AddMonths(-6)}, dialog.Due{State: dialog.DueSoon, On: today}},
		"a day more":         {dialog.Summary{Standing: dialog.StandingOpen, LastDone: today.AddMonths(-6).AddDays(-1)}, dialog.Due{State: dialog.Overdue, On: today.AddDays(-1), Days: 1}},
		"last month":         {dialog.Summary{Standing: dialog.StandingOpen, LastDone: today.AddMonths(-1)}, dialog.Due{State: dialog.NotDue, On: today.AddMonths(-1).AddMonths(6), Days: -151}},
		"acute, five weeks":  {dialog.Summary{Standing: dialog.StandingOpen, Setting: dialog.Acute, LastDone: today.AddDays(-35)}, dialog.Due{State: dialog.Overdue, On: today.AddDays(-7), Days: 7}},
		"died":               {dialog.Summary{Standing: dialog.StandingDeceased, LastDone: today.AddMonths(-9)}, dialog.Due{State: dialog.NotAsked}},
		"in hospital":        {dialog.Summary{Standing: dialog.StandingInpatient}, dialog.Due{State: dialog.NotAsked}},
		"discharged, no one": {dialog.Summary{Standing: dialog.StandingDischarged}, dialog.Due{State: dialog.NotAsked}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.summary.Due(dialog.DefaultRules(), today); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestProxyIsNeverCompared(t *testing.T) {
	b := newBook(t)
	for n, completion := range []dialog.Completion{dialog.Together, dialog.Proxy, dialog.Alone} {
		s := start(byte(20 + n))
		s.Completion = completion
		b.must(s)
		b.must(rate(byte(20+n), dialog.MentalHealth, 3+n))
		b.must(&dialog.AssessmentFinished{Assessment: id(byte(20 + n))})
		b.now = b.now.AddDate(0, 1, 0)
	}
	earlier := b.record.Earlier(b.record.Assessment(id(22)))
	if len(earlier) != 1 || earlier[0].ID != id(20) {
		t.Errorf("the person's own ratings were compared with %d others, one of them a proxy's", len(earlier))
	}
}

// What an assessment is set beside is the last of those before it, however they came
// into the record.
func TestBeforeIsTheLastOfEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &dialog.Record{}
		for n := range rapid.IntRange(1, 12).Draw(t, "assessments") {
			day := dialog.Date{Year: 2026, Month: 3, Day: rapid.IntRange(1, 5).Draw(t, "day")}
			r.Assessments = append(r.Assessments, dialog.Assessment{
				ID: id(byte(n + 1)), DoneAt: dialog.On(day), StruckOut: rapid.Bool().Draw(t, "struck out"),
				Instrument: dialog.Instrument{Name: rapid.SampledFrom([]string{"dialog", "other"}).Draw(t, "measure")},
				Completion: rapid.SampledFrom([]dialog.Completion{dialog.Together, dialog.Alone, dialog.Proxy}).Draw(t, "who"),
				Status:     rapid.SampledFrom([]dialog.Status{dialog.Draft, dialog.Finished, dialog.Closed}).Draw(t, "status"),
			})
		}
		for i := range r.Assessments {
			now := &r.Assessments[i]
			var want *dialog.Assessment
			if earlier := r.Earlier(now); len(earlier) > 0 {
				want = earlier[len(earlier)-1]
			}
			if got := r.Before(now); got != want {
				t.Fatalf("number %d is set beside %+v, want %+v", i, got, want)
			}
		}
		past := r.History()
		if !slices.IsSortedFunc(past, func(a, b *dialog.Assessment) int { return a.DoneAt.Compare(b.DoneAt) }) {
			t.Fatal("the history is not in order")
		}
	})
}

func TestOrderOfItems(t *testing.T) {
	a := dialog.Assessment{FriendshipsFirst: true}
	order := a.Order()
	if order[5] != dialog.Friendships || order[6] != dialog.PartnerFamily || len(order) != dialog.DomainCount {
		t.Errorf("the paper's order is %v", order)
	}
	if d := dialog.Domains(); d[5] != dialog.PartnerFamily {
		t.Error("asking for the paper's order changed the order of the measure")
	}
}

// TestPayloadsSurviveTheJournal encodes and decodes bodies of every kind.
func TestPayloadsSurviveTheJournal(t *testing.T) {
	born, _ := dialog.ParseDate("1-Feb-1990")
	bodies := []dialog.Body{
		&dialog.WorkerRecorded{Worker: dialog.Worker{ID: id(2), Name: "Sam Lee"}},
		&dialog.PersonRecorded{Person: dialog.Person{Family: "O'Neill", Given: "Zoë", BirthDate: born, NHSNumber: "9990732574", Inpatient: true}},
		&dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(3), Received: born, Setting: dialog.Acute}},
		start(4), &dialog.AssessmentResumed{Assessment: id(4), Identity: dialog.IdentityAsked},
		&dialog.AssessmentContext{Assessment: id(4), Completion: dialog.Proxy, Language: "cy"},
		rate(4, dialog.Friendships, 7), &dialog.AssessmentFinished{Assessment: id(4)},
		&dialog.AssessmentClosed{Assessment: id(4), Reason: "tired"}, &dialog.AssessmentStruckOut{Assessment: id(4), Reason: "wrong person"},
		&dialog.AssessmentTakenOver{Assessment: id(5), Instrument: dialog.Instrument{Name: "dialog", Version: "1"},
			Answers: map[dialog.Domain]dialog.Answer{dialog.Medication: {State: dialog.Rated, Rating: 2, Help: dialog.HelpWanted, Note: "<&>", At: dialog.On(born)}}},
		&dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: id(6), Reason: dialog.AttemptUnwell}},
		&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(7), Text: "Cook for friends", Kind: dialog.LifeGoal, Domain: dialog.Friendships, Status: dialog.GoalActive}},
		&dialog.GoalRated{Goal: id(7), Rating: 0, Assessment: id(4)}, &dialog.RecordOpened{},
		&dialog.RecordOpened{Reason: "On call", By: []string{dialog.IdentifierNHSNumber, dialog.IdentifierBirthDate}},
		&dialog.WorkerRecorded{Worker: dialog.Worker{ID: id(2), Name: "Sam Lee", Role: dialog.PeerWorker, Team: "North hub", Left: true}},
		&dialog.CaseloadRecorded{Of: id(2), On: true},
		&dialog.AccessRecorded{Sensitive: true, Named: []dialog.ID{id(2)}, Reason: "A colleague"},
		&dialog.RecordExported{Format: "plain", People: 3},
		&dialog.FileTakenIn{Format: "caseload", SHA256: strings.Repeat("0f", 32), Rows: 3, People: 2, Assessments: 1},
		&dialog.AssessmentTakenOver{Assessment: id(5), Instrument: dialog.Instrument{Name: "dialog", Version: "1"}, Answers: map[dialog.Domain]dialog.Answer{},
			Source: "Free DIALOG+", Areas: []dialog.Domain{dialog.Friendships}, Agreed: []dialog.AgreedElsewhere{{ID: id(8), Domain: dialog.Friendships, Text: "Ring Ola"}}},
		&dialog.SettingChanged{Name: dialog.SettingDraftDays, Value: "5"},
		&dialog.DeliveryReceipted{Assessment: id(4), Version: digest, Content: digest, Resources: 20, Centre: "https://centre.example/fhir"},
		&dialog.DeliveryParked{Assessment: id(4), Version: digest, Words: "Patient.name is wrong", Centre: "https://centre.example/fhir"},
		&dialog.DeliveryRetried{Assessment: id(4)},
		&dialog.PersonPurged{Assessments: 3, Receipted: dialog.At(time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)), Reason: "Kept long enough"},
	}
	bodies = append(append(bodies, agreedBodies()...), sharedBodies()...)
	seen := map[dialog.Kind]bool{}
	for _, body := range bodies {
		seen[body.Kind()] = true
		b, err := dialog.EncodePayload(body, [16]byte{1, 2, 3})
		if err != nil {
			t.Fatal(err)
		}
		back, err := dialog.DecodePayload(body.Kind(), b)
		if err != nil {
			t.Errorf("%s: %v in %s", body.Kind(), err, b)
			continue
		}
		if diff := cmp.Diff(body, back, sameTimes); diff != "" {
			t.Errorf("%s comes back changed: %s", body.Kind(), diff)
		}
	}
	for _, k := range dialog.Kinds() {
		if !seen[k] {
			t.Errorf("%s is not tried here", k)
		}
	}
}

func TestDecodePayloadRefuses(t *testing.T) {
	const salt = `{"salt":"00","body":`
	for name, in := range map[string]string{
		"a doubled key":      salt + `{"goal":"","rating":3,"rating":4}}`,
		"another case":       salt + `{"Goal":"","rating":3}}`,
		"an unknown key":     salt + `{"goal":"","rating":3,"extra":1}}`,
		"something behind":   salt + `{"goal":"","rating":3}} {}`,
		"not an object":      `[]`,
		"cut short":          salt + `{"goal"`,
		"a number too large": salt + `{"goal":"","rating":3e9}}`,
		"not UTF-8":          salt + "{\"goal\":\"\xff\",\"rating\":3}}",
	} {
		t.Run(name, func(t *testing.T) {
			if body, err := dialog.DecodePayload(dialog.KindGoalRating, []byte(in)); err == nil {
				t.Errorf("was read as %+v", body)
			}
		})
	}
	if _, err := dialog.DecodePayload("something.else", []byte(salt+`{}}`)); dialog.ErrorCode(err) != dialog.Newer {
		t.Errorf("an unknown kind gives %v", err)
	}
}

func FuzzDecodePayload(f *testing.F) {
	b, _ := dialog.EncodePayload(rate(4, dialog.Friendships, 7), [16]byte{})
	f.Add(string(dialog.KindAnswer), b)
	f.Add(string(dialog.KindPerson), []byte(`{"salt":"","body":{"family":"x","given":""}}`))
	f.Fuzz(func(t *testing.T, kind string, b []byte) {
		if body, err := dialog.DecodePayload(dialog.Kind(kind), b); err == nil {
			dialog.Apply(&dialog.Record{}, &dialog.Entry{Change: dialog.Change{Body: body}})
		}
	})
}

// TestTheOrderDecidesAlone applies the same entries after shuffling and sorting
// them, and compares the records.
func TestTheOrderDecidesAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfN(rapid.Custom(drawEntry), 1, 40).Draw(t, "entries")
		for i := range entries {
			entries[i].DeviceSeq = int64(i + 1)
		}
		replay := func(es []dialog.Entry) *dialog.Record {
			slices.SortFunc(es, func(a, b dialog.Entry) int { return a.Compare(&b) })
			r := &dialog.Record{}
			for i := range es {
				before := r.Clone()
				next := r.Clone()
				dialog.Apply(next, &es[i])
				if diff := cmp.Diff(before, r, sameTimes); diff != "" {
					t.Fatalf("Apply reached into the record it was cloned from: %s", diff)
				}
				r = next
			}
			return r
		}
		want := replay(slices.Clone(entries))
		got := replay(rapid.Permutation(entries).Draw(t, "arrival"))
		if diff := cmp.Diff(want, got, sameTimes); diff != "" {
			t.Fatal(diff)
		}
	})
}

func drawEntry(t *rapid.T) dialog.Entry {
	n := byte(rapid.IntRange(10, 12).Draw(t, "which"))
	d := rapid.SampledFrom(dialog.Domains()).Draw(t, "domain")
	body := rapid.SampledFrom([]dialog.Body{
		start(n), rate(n, d, rapid.IntRange(1, 7).Draw(t, "rating")), &dialog.AssessmentFinished{Assessment: id(n)},
		&dialog.AssessmentClosed{Assessment: id(n), Reason: "r"}, &dialog.AssessmentStruckOut{Assessment: id(n), Reason: "r"},
		&dialog.PersonRecorded{Person: dialog.Person{Family: d.String()}},
		&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(n), Text: d.String(), Status: dialog.GoalActive}},
		&dialog.GoalRated{Goal: id(n), Rating: int(n) - 5}, &dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(n), Team: d.String()}},
		&dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: id(n), Reason: dialog.AttemptUnwell}},
		drawAgreed(t, n, d), drawAgreed(t, n, d), drawAgreed(t, n, d),
	}).Draw(t, "body")
	at := time.Date(2026, 1, rapid.IntRange(1, 28).Draw(t, "day"), 9, 0, 0, 0, time.UTC)
	return dialog.Entry{Rank: int64(rapid.IntRange(1, 9).Draw(t, "rank")), Device: id(byte(rapid.IntRange(1, 3).Draw(t, "device"))),
		Change: dialog.Change{Person: id(1), DoneAt: dialog.At(at), Body: body}}
}

// digest is one that a receipt might name.
var digest = strings.Repeat("0f", 32)
