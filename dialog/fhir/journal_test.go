package fhir_test

import (
	"encoding/binary"
	"time"

	"pgregory.net/rapid"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/instrument"
)

// journal draws the entries about one made-up person, as the store would have
// them: each change passes dialog.Check against the record before it.
var journal = rapid.Custom(func(t *rapid.T) []dialog.Entry {
	w := &writer{t: t, record: &dialog.Record{}, now: time.Date(2024, 3, 31, 0, 30, 0, 0, time.UTC)}
	w.person, w.device, w.worker = w.id(), w.id(), w.id()
	w.write(&dialog.PersonRecorded{Person: w.anybody()})
	for range rapid.IntRange(0, 30).Draw(t, "changes") {
		w.something()
	}
	return w.entries
})

// writer makes a journal.
type writer struct {
	t                      *rapid.T
	record                 *dialog.Record
	entries                []dialog.Entry
	person, device, worker dialog.ID
	now                    time.Time
	made                   uint64
}

func (w *writer) id() dialog.ID {
	var random [10]byte
	w.made++
	binary.BigEndian.PutUint64(random[:8], rapid.Uint64().Draw(w.t, "random"))
	binary.BigEndian.PutUint16(random[8:], uint16(w.made))
	return dialog.NewID(w.now, random)
}

// when draws a time in one of the zones a laptop may be in, or a day alone.
func (w *writer) when() dialog.When {
	zone := rapid.SampledFrom([]int{0, 0, 3600, 3600, 5*3600 + 1800, -3 * 3600}).Draw(w.t, "zone")
	at := w.now.In(time.FixedZone("", zone))
	if rapid.IntRange(0, 9).Draw(w.t, "day alone") == 0 {
		return dialog.On(dialog.DateOf(at))
	}
	return dialog.At(at)
}

func (w *writer) write(body dialog.Body) {
	w.now = w.now.Add(time.Duration(rapid.IntRange(1, 3*24*3600*1000).Draw(w.t, "later")) * time.Millisecond)
	c := dialog.Change{Person: w.person, Worker: w.worker, DoneAt: w.when(), Body: body}
	if rapid.IntRange(0, 19).Draw(w.t, "by nobody") == 0 {
		c.Worker = dialog.ID{}
	}
	if dialog.Check(w.record, c, dialog.DefaultRules()) != nil {
		return
	}
	n := int64(len(w.entries) + 1)
	e := dialog.Entry{ID: w.id(), Device: w.device, DeviceSeq: n, Rank: n, RecordedAt: dialog.At(w.now), Change: c}
	w.entries = append(w.entries, e)
	dialog.Apply(w.record, &e)
}

var (
	someWords = rapid.SampledFrom([]string{
		"", "", "Walk to the park <twice> a week", "O'Brien & sons", "=1+1", "Żółć 😀", "مرحبا", "\"quoted\", with a comma", "x",
	})
	someName = rapid.SampledFrom([]string{"Rivers", "O'Brien", "Nguyễn", "Smith-Jones", "李", "محمد", "Ann Marie"})
	someNote = rapid.SampledFrom([]string{"", "", "", "Slept badly.\nTwo lines, and a third:\n\nhere", "{\"json\": true}", "<script>", "Καλημέρα"})
	someLang = rapid.SampledFrom([]string{"en", "pl", "", "Sylheti"})
)

func (w *writer) anybody() dialog.Person {
	p := dialog.Person{
		Title: rapid.SampledFrom([]string{"", "Ms", "Dr"}).Draw(w.t, "title"), Family: someName.Draw(w.t, "family"),
		Given: someName.Draw(w.t, "given"), Preferred: someWords.Draw(w.t, "preferred"), Language: someLang.Draw(w.t, "language"),
		Pronouns: rapid.SampledFrom([]string{"", "they/them"}).Draw(w.t, "pronouns"), Communication: someWords.Draw(w.t, "communication"),
		Inpatient: rapid.Bool().Draw(w.t, "inpatient"), Deceased: rapid.IntRange(0, 9).Draw(w.t, "deceased") == 0,
		LocalPatientID: rapid.SampledFrom([]string{"", "D04100", "a/b 7"}).Draw(w.t, "local id"),
	}
	if rapid.Bool().Draw(w.t, "has a number") {
		p.NHSNumber = demo.Number(rapid.IntRange(0, 9999).Draw(w.t, "number"))
	}
	if rapid.Bool().Draw(w.t, "born") {
		p.BirthDate = dialog.Date{Year: rapid.IntRange(1920, 2006).Draw(w.t, "year"), Month: 2, Day: 28}
	}
	return p
}

func (w *writer) something() {
	switch rapid.IntRange(0, 15).Draw(w.t, "what") {
	case 0:
		w.write(&dialog.ReferralRecorded{Referral: w.referral()})
	case 1:
		w.write(&dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: w.id(), Note: someWords.Draw(w.t, "note"), Reason: rapid.SampledFrom([]dialog.AttemptReason{
			dialog.AttemptDeclined, dialog.AttemptUnwell, dialog.AttemptNotAttended, dialog.AttemptInterrupted}).Draw(w.t, "reason")}})
	case 2:
		w.write(&dialog.GoalRecorded{Goal: w.goal()})
	case 3:
		if n := len(w.record.Goals); n > 0 {
			rated := &dialog.GoalRated{Goal: w.record.Goals[rapid.IntRange(0, n-1).Draw(w.t, "goal")].ID, Rating: rapid.IntRange(0, 10).Draw(w.t, "rating")}
			if a := w.anyAssessment(); a != nil && rapid.Bool().Draw(w.t, "at one") {
				rated.Assessment = a.ID
			}
			w.write(rated)
		}
	case 4:
		if a := w.anyAssessment(); a != nil && rapid.Bool().Draw(w.t, "struck") {
			w.write(&dialog.AssessmentStruckOut{Assessment: a.ID, Reason: "Recorded on the wrong person"})
		}
	case 5:
		if a := w.anyAssessment(); a != nil {
			w.write(&dialog.AnswerRecorded{Assessment: a.ID, Domain: rapid.SampledFrom(dialog.Domains()).Draw(w.t, "domain"), Answer: w.answer(), Reason: "Misheard"})
		}
	case 6:
		w.takeOver()
	case 7, 8:
		w.write(&dialog.ActionAgreed{Action: w.action(), Reason: "It was misheard"})
	case 9:
		if n := len(w.record.Actions); n > 0 {
			w.write(&dialog.ActionReviewed{Action: w.record.Actions[rapid.IntRange(0, n-1).Draw(w.t, "action")].ID, Note: someWords.Draw(w.t, "note"),
				Outcome: rapid.SampledFrom(dialog.Outcomes()).Draw(w.t, "outcome"), Assessment: w.assessmentOrNone()})
		}
	case 10:
		if n := len(w.record.Goals); n > 0 && len(w.record.Referrals) > 0 {
			w.write(&dialog.GoalCounted{Goal: w.record.Goals[rapid.IntRange(0, n-1).Draw(w.t, "goal")].ID,
				Referral: w.record.Referrals[0].ID, Slot: rapid.IntRange(1, 3).Draw(w.t, "slot")})
		}
	case 11:
		w.strikePart()
	case 12:
		w.tellAboutThemselves()
	default:
		w.assess()
	}
}

// tellAboutThemselves records something that the person told, of which the ethnic
// category is carried.
func (w *writer) tellAboutThemselves() {
	c := dialog.Characteristic{ID: w.id(), Trait: rapid.SampledFrom([]dialog.Trait{dialog.Ethnicity, dialog.Ethnicity, dialog.Gender, dialog.SameAsAtBirth}).Draw(w.t, "trait"),
		State: rapid.SampledFrom([]dialog.TraitState{dialog.TraitTold, dialog.TraitDeclined, dialog.TraitNotAsked, dialog.TraitNotKnown}).Draw(w.t, "told"),
		From:  dialog.DateOf(w.now).AddDays(-rapid.IntRange(2, 9).Draw(w.t, "before")), Teller: dialog.TellerTogether}
	if c.State == dialog.TraitTold {
		c.Values = []string{rapid.SampledFrom(c.Trait.Choices()).Draw(w.t, "choice").Slug}
	}
	w.write(&dialog.CharacteristicRecorded{Characteristic: c})
}

func (w *writer) anyAssessment() *dialog.Assessment {
	if len(w.record.Assessments) == 0 {
		return nil
	}
	return &w.record.Assessments[rapid.IntRange(0, len(w.record.Assessments)-1).Draw(w.t, "assessment")]
}

func (w *writer) referral() dialog.Referral {
	r := dialog.Referral{ID: w.id(), Setting: rapid.SampledFrom([]dialog.Setting{dialog.Community, dialog.Acute}).Draw(w.t, "setting")}
	if n := len(w.record.Referrals); n > 0 && rapid.Bool().Draw(w.t, "again") {
		r = w.record.Referrals[n-1]
	}
	r.ServiceRequestID = rapid.SampledFrom([]string{"", "R0001234"}).Draw(w.t, "request")
	r.Team = someName.Draw(w.t, "team")
	if rapid.Bool().Draw(w.t, "received") {
		r.Received = dialog.DateOf(w.now)
	}
	if rapid.Bool().Draw(w.t, "closed") {
		r.Closed = dialog.DateOf(w.now).AddDays(30)
	}
	return r
}

func (w *writer) goal() dialog.Goal {
	g := dialog.Goal{ID: w.id(), Text: "Cook for myself " + someWords.Draw(w.t, "text"), Status: dialog.GoalActive}
	g.Text = trimmed(g.Text)
	if n := len(w.record.Goals); n > 0 && rapid.Bool().Draw(w.t, "again") {
		g.ID = w.record.Goals[n-1].ID
	}
	g.Kind = rapid.SampledFrom([]dialog.GoalKind{dialog.ClinicalGoal, dialog.LifeGoal}).Draw(w.t, "kind")
	g.Domain = dialog.Domain(rapid.IntRange(0, dialog.DomainCount).Draw(w.t, "domain"))
	g.Status = rapid.SampledFrom([]dialog.GoalStatus{dialog.GoalActive, dialog.GoalReached, dialog.GoalSetDown}).Draw(w.t, "status")
	if g.Status == dialog.GoalSetDown {
		g.Reason = "Not now"
	}
	return g
}

func trimmed(s string) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

func (w *writer) assessmentOrNone() dialog.ID {
	if a := w.anyAssessment(); a != nil && rapid.Bool().Draw(w.t, "at one") {
		return a.ID
	}
	return dialog.ID{}
}

func (w *writer) action() dialog.Action {
	a := dialog.Action{ID: w.id(), Text: trimmed("Ring the hub " + someWords.Draw(w.t, "text")), Assessment: w.assessmentOrNone(),
		Owner:  rapid.SampledFrom([]dialog.Owner{dialog.PersonOwns, dialog.WorkerOwns, dialog.OtherOwns}).Draw(w.t, "owner"),
		Domain: dialog.Domain(rapid.IntRange(0, dialog.DomainCount).Draw(w.t, "domain"))}
	if n := len(w.record.Actions); n > 0 && rapid.Bool().Draw(w.t, "again") {
		a.ID = w.record.Actions[n-1].ID
	}
	if a.Owner == dialog.OtherOwns {
		a.Other = someName.Draw(w.t, "other")
	}
	if rapid.Bool().Draw(w.t, "due") {
		a.Due = dialog.DateOf(w.now).AddDays(14)
	}
	if n := len(w.record.Goals); n > 0 && rapid.Bool().Draw(w.t, "for a goal") {
		a.Goal = w.record.Goals[n-1].ID
	}
	return a
}

func (w *writer) strikePart() {
	if rapid.Bool().Draw(w.t, "a goal") {
		if n := len(w.record.Goals); n > 0 {
			w.write(&dialog.PartStruckOut{Part: dialog.PartGoal, ID: w.record.Goals[n-1].ID, Reason: "Of somebody else"})
		}
	} else if n := len(w.record.Actions); n > 0 {
		w.write(&dialog.PartStruckOut{Part: dialog.PartAction, ID: w.record.Actions[n-1].ID, Reason: "Of somebody else"})
	}
}

func (w *writer) answer() dialog.Answer {
	a := dialog.Answer{
		State: rapid.SampledFrom([]dialog.State{dialog.Rated, dialog.Rated, dialog.Rated, dialog.Rated, dialog.Declined, dialog.NotApplicable, dialog.Later, dialog.NotSeen}).Draw(w.t, "state"),
		Help:  rapid.SampledFrom([]dialog.Help{dialog.HelpNotAsked, dialog.HelpWanted, dialog.HelpNot}).Draw(w.t, "help"),
		Note:  someNote.Draw(w.t, "note"), Language: someLang.Draw(w.t, "asked in"), Mode: someMode.Draw(w.t, "mode"),
	}
	if a.State == dialog.Rated {
		a.Rating = rapid.IntRange(1, 7).Draw(w.t, "rating")
	}
	return a
}

var someMode = rapid.SampledFrom([]dialog.Mode{dialog.ModeUnknown, dialog.ModeScreen, dialog.ModeLines, dialog.ModePaper, dialog.ModeAloneScreen, dialog.ModeAloneLines})

var someCompletion = rapid.SampledFrom([]dialog.Completion{
	dialog.Together, dialog.Alone, dialog.Interpreter, dialog.Helper, dialog.Proxy, dialog.CompletionUnknown,
})

func (w *writer) anyReferral() dialog.ID {
	if n := len(w.record.Referrals); n > 0 && rapid.Bool().Draw(w.t, "referred") {
		return w.record.Referrals[n-1].ID
	}
	return dialog.ID{}
}

func (w *writer) measure() dialog.Instrument {
	if rapid.IntRange(0, 9).Draw(w.t, "a local variant") == 0 {
		return dialog.Instrument{Name: "dialog local/13", Version: "v|1"}
	}
	return instrument.DIALOG
}

func (w *writer) takeOver() {
	b := &dialog.AssessmentTakenOver{
		Assessment: w.id(), Instrument: w.measure(), Completion: someCompletion.Draw(w.t, "completion"), Referral: w.anyReferral(),
		Language: someLang.Draw(w.t, "language"), Answers: map[dialog.Domain]dialog.Answer{},
	}
	for _, d := range dialog.Domains() {
		if rapid.IntRange(0, 5).Draw(w.t, "there") > 0 {
			b.Answers[d] = w.answer()
		}
	}
	if rapid.Bool().Draw(w.t, "from another program") {
		b.Source, b.Areas = "Free DIALOG+", []dialog.Domain{dialog.Friendships, dialog.JobSituation, dialog.Medication, dialog.Meetings}
		b.Agreed = []dialog.AgreedElsewhere{{ID: w.id(), Domain: dialog.Friendships, Text: "Ring Ola"}, {ID: w.id(), Text: "Think it over"}}
	}
	w.write(b)
}

// assess starts a draft, answers some of it, and ends it in one of the ways there
// are, or leaves it.
func (w *writer) assess() {
	b := &dialog.AssessmentStarted{
		Assessment: w.id(), Instrument: w.measure(), Layout: rapid.SampledFrom([]dialog.Layout{dialog.Interview, dialog.Paper}).Draw(w.t, "layout"),
		FriendshipsFirst: rapid.Bool().Draw(w.t, "friendships first"), Completion: someCompletion.Draw(w.t, "completion"),
		Language: someLang.Draw(w.t, "language"), Referral: w.anyReferral(), Identity: dialog.IdentityAsked,
	}
	w.write(b)
	id := b.Assessment
	if draft := w.record.Draft(); draft != nil {
		id = draft.ID
	}
	for _, d := range dialog.Domains() {
		if rapid.IntRange(0, 6).Draw(w.t, "answered") > 0 {
			w.now = w.now.Add(-72 * time.Hour) // answers come soon after each other
			w.write(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: w.answer()})
		}
	}
	switch rapid.IntRange(0, 6).Draw(w.t, "end") {
	case 0:
	case 1:
		w.write(&dialog.AssessmentClosed{Assessment: id, Reason: "Fire alarm"})
	default:
		w.write(&dialog.AssessmentFinished{Assessment: id, Reason: someWords.Draw(w.t, "reason")})
	}
}
