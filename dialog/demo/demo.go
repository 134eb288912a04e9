// Package demo tells the made-up caseload that the program is shown and tried
// with: some forty people, one to fifteen assessments over up to six years,
// goals, gaps, a declined item, unfinished ones, names in several scripts. It is
// the same caseload every time, counted back from the day it is asked for. Nobody
// in it exists; the NHS numbers are from the test range 999.
package demo

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Worker is the name of the made-up worker who recorded everything.
const Worker = "Sam Rivers"

// Passphrase opens the demo. It is filled in for people and is no secret.
const Passphrase = "everybody here is made up"

// Colleague is the name of a made-up peer worker of the same hub.
const Colleague = "Ayo Bello"

// seed fixes every made-up rating.
const seed = 20261122

// teller writes one story after another as changes.
type teller struct {
	now     time.Time
	ids     *rand.Rand
	random  *rand.Rand
	own     *rand.Rand // for what was talked about; see talker
	worker  dialog.ID
	changes []dialog.Change
}

// Groups returns the whole caseload as one group of changes for each person, in
// the order they would have been made, and a last group that makes the workers
// known. Identifiers are the same every time, so that a telling broken off can be
// gone on with; dates are counted back from now.
func Groups(now time.Time) [][]dialog.Change {
	t := &teller{now: now, ids: rand.New(rand.NewPCG(seed, 2)), random: rand.New(rand.NewPCG(seed, 1)), own: rand.New(rand.NewPCG(seed, 3))}
	t.worker = t.newID()
	colleague := dialog.Worker{ID: dialog.NewID(epoch, [10]byte{2}), Name: Colleague, Role: dialog.PeerWorker, Team: hub}
	groups := make([][]dialog.Change, 0, len(stories)+1)
	for i := range stories {
		t.changes = nil
		t.tell(i, &stories[i])
		groups = append(groups, t.changes)
	}
	t.changes = nil
	t.add(dialog.ID{}, now, &dialog.WorkerRecorded{Worker: colleague})
	t.add(dialog.ID{}, now, &dialog.WorkerRecorded{Worker: Me()})
	return append(groups, t.changes)
}

// Me is the made-up worker who recorded everything.
func Me() dialog.Worker {
	t := &teller{ids: rand.New(rand.NewPCG(seed, 2))}
	return dialog.Worker{ID: t.newID(), Name: Worker, Role: dialog.Administrator, Team: hub}
}

// epoch is the moment that all made-up identifiers carry.
var epoch = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func (t *teller) newID() dialog.ID {
	var random [10]byte
	binary.BigEndian.PutUint64(random[:8], t.ids.Uint64())
	binary.BigEndian.PutUint16(random[8:], uint16(t.ids.Uint32()))
	return dialog.NewID(epoch, random)
}

func (t *teller) add(person dialog.ID, at time.Time, body dialog.Body) {
	t.changes = append(t.changes, dialog.Change{Person: person, Worker: t.worker, DoneAt: dialog.At(at), Body: body})
}

// tell writes one person from the first referral to today.
func (t *teller) tell(number int, s *story) {
	person := t.newID()
	dates := t.dates(s)
	first := t.now.AddDate(0, 0, -9)
	if len(dates) > 0 {
		first = dates[0].AddDate(0, 0, -12)
	}
	details := t.details(number, s)
	t.add(person, first, &dialog.PersonRecorded{Person: details})
	t.add(person, first, &dialog.CaseloadRecorded{Of: t.worker, On: true})
	referral := t.refer(person, s, first)
	talker := &talker{teller: t, person: person}
	t.setGoals(talker, s, dates, referral)
	talker.happened(s)
	asked := first
	if len(dates) > 0 {
		asked = dates[len(dates)-1].Add(50 * time.Minute)
	}
	t.selves(person, s, asked)
	t.aftermath(person, s, details, dates, referral)
}

func (t *teller) details(number int, s *story) dialog.Person {
	born := dialog.DateOf(t.now).AddMonths(-12 * s.age).AddDays(-30 - t.random.IntN(300))
	p := dialog.Person{
		Title: s.title, Given: s.given, Family: s.family, Preferred: s.preferred, Pronouns: s.pronouns,
		BirthDate: born, Language: s.language, Communication: s.communication,
		LocalPatientID: "D" + digits(4100+37*number, 5),
	}
	if s.twist != noNumber {
		p.NHSNumber = Number(number)
	}
	return p
}

func digits(n, width int) string {
	b := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b)
}

// Number returns the n-th made-up NHS number of the test range, with its check
// digit; n runs from 0 to 99,999.
func Number(n int) dialog.NHSNumber {
	for stem := 73257 + 7*n; ; stem++ {
		head := "999" + digits(stem, 6)
		for check := '0'; check <= '9'; check++ {
			if number, err := dialog.ParseNHSNumber(head+string(check), true); err == nil {
				return number
			}
		}
	}
}

// dates spreads the assessments over the story's months, never quite evenly.
func (t *teller) dates(s *story) []time.Time {
	last := t.now.AddDate(0, 0, -s.since)
	first := last.AddDate(0, -s.months, 0)
	dates := make([]time.Time, s.assessments)
	for i := range dates {
		part := 1.0
		if s.assessments > 1 {
			part = float64(i) / float64(s.assessments-1)
		}
		if s.twist == gapYears && i < s.assessments-1 {
			part *= 0.3
		}
		day := first.Add(time.Duration(part * float64(last.Sub(first))))
		if i > 0 && i < s.assessments-1 {
			day = day.AddDate(0, 0, t.random.IntN(15)-7)
		}
		for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			day = day.AddDate(0, 0, -1)
		}
		y, m, d := day.Date()
		dates[i] = time.Date(y, m, d, 9+t.random.IntN(7), 5*t.random.IntN(12), 0, 0, t.now.Location())
	}
	return dates
}

func (t *teller) refer(person dialog.ID, s *story, first time.Time) dialog.ID {
	if s.twist == noReferral {
		return dialog.ID{}
	}
	r := dialog.Referral{ID: t.newID(), ServiceRequestID: "R" + digits(t.random.IntN(9999999), 7), Received: dialog.DateOf(first), Team: s.team, Setting: dialog.Community}
	if s.acute {
		r.Setting = dialog.Acute
	}
	t.add(person, first, &dialog.ReferralRecorded{Referral: r})
	if s.twist == reReferred || s.twist == discharged {
		months := s.months + 2
		if s.twist == reReferred {
			months = s.months / 2
		}
		r.Closed = dialog.DateOf(first).AddMonths(months)
		t.add(person, r.Closed.Noon(), &dialog.ReferralRecorded{Referral: r})
	}
	if s.twist == reReferred {
		r = dialog.Referral{ID: t.newID(), ServiceRequestID: "R" + digits(t.random.IntN(9999999), 7), Received: r.Closed.AddMonths(3), Team: hub, Setting: dialog.Community}
		t.add(person, r.Received.Noon(), &dialog.ReferralRecorded{Referral: r})
	}
	return r.ID
}

// setGoals writes the assessments and, at them, the goals, set at the first or
// second and rated at each one after, and what was talked about.
func (t *teller) setGoals(talker *talker, s *story, dates []time.Time, referral dialog.ID) {
	person := talker.person
	ids := make([]dialog.ID, len(s.goals))
	for n, at := range dates {
		assessment := t.assess(person, s, n, len(dates), at, referral)
		for g := range s.goals {
			if n < min(g, len(dates)-1) {
				continue
			}
			if ids[g].IsZero() {
				ids[g] = t.newID()
				t.add(person, at.Add(25*time.Minute), s.goals[g].recorded(ids[g], dialog.GoalActive))
			}
			t.rateGoal(person, &s.goals[g], ids[g], n, len(dates), at, assessment)
		}
		if n != len(dates)-2 || s.twist != closedOnce && s.twist != struckOnce {
			talker.talk(s, n, len(dates), at, assessment)
		}
	}
	talker.count(s, ids, dates, referral)
	for g := range s.goals {
		if s.goals[g].status != dialog.GoalActive && len(dates) > 0 {
			t.add(person, dates[len(dates)-1].Add(40*time.Minute), s.goals[g].recorded(ids[g], s.goals[g].status))
		}
	}
}

func (g *goalStory) recorded(id dialog.ID, status dialog.GoalStatus) *dialog.GoalRecorded {
	goal := dialog.Goal{ID: id, Text: g.text, Kind: g.kind, Domain: g.domain, Status: status}
	if status == dialog.GoalSetDown {
		goal.Reason = "The bus pass does it for now"
	}
	return &dialog.GoalRecorded{Goal: goal}
}

func (t *teller) rateGoal(person dialog.ID, g *goalStory, id dialog.ID, n, of int, at time.Time, assessment dialog.ID) {
	if n > 1 && n < of-1 && t.random.IntN(6) == 0 {
		return // now and then there was no time for it
	}
	part := float64(n+1) / float64(of)
	rating := int(math.Round(float64(g.from) + part*float64(g.to-g.from)))
	if n > 0 && n < of-1 {
		rating += t.random.IntN(3) - 1
	}
	rating = min(max(rating, dialog.LowestGoalRating), dialog.HighestGoalRating)
	t.add(person, at.Add(30*time.Minute), &dialog.GoalRated{Goal: id, Rating: rating, Assessment: assessment})
}

// assess writes one finished assessment, answer by answer.
func (t *teller) assess(person dialog.ID, s *story, n, of int, at time.Time, referral dialog.ID) dialog.ID {
	id := t.begin(person, s, n, at, referral)
	answered := dialog.Domains()
	closing := s.twist == closedOnce && n == of-2
	if closing {
		answered = answered[:5]
	}
	for i, d := range answered {
		at = at.Add(time.Duration(40+t.random.IntN(50)) * time.Second)
		t.add(person, at, &dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: t.answer(s, d, n, of, i)})
	}
	if closing {
		t.add(person, at.Add(time.Minute), &dialog.AssessmentClosed{Assessment: id, Reason: "Fire alarm; the person went home"})
		return id
	}
	t.add(person, at.Add(time.Minute), &dialog.AssessmentFinished{Assessment: id})
	if s.twist == struckOnce && n == of-2 {
		t.add(person, at.Add(time.Hour), &dialog.AssessmentStruckOut{Assessment: id, Reason: "Recorded on the wrong person"})
	}
	return id
}

func (t *teller) begin(person dialog.ID, s *story, n int, at time.Time, referral dialog.ID) dialog.ID {
	started := &dialog.AssessmentStarted{Assessment: t.newID(), Instrument: instrument.DIALOG, Layout: dialog.Interview,
		Completion: dialog.Together, Language: "en", Referral: referral, Identity: dialog.IdentityAsked}
	switch {
	case s.twist == interpreted:
		started.Completion = dialog.Interpreter
	case s.twist == proxyOnce && n == 1:
		started.Completion = dialog.Proxy
	case s.twist == paperForms:
		started.Layout, started.FriendshipsFirst, started.Identity, started.Completion = dialog.Paper, true, dialog.IdentityOnPaper, dialog.Alone
	}
	t.add(person, at, started)
	return started.Assessment
}

func (t *teller) answer(s *story, d dialog.Domain, n, of, item int) dialog.Answer {
	switch {
	case s.twist == declinesItem && d == dialog.PersonalSafety:
		return dialog.Answer{State: dialog.Declined, Language: "en"}
	case s.twist == jobNotAsked && d == dialog.JobSituation && n < 2:
		return dialog.Answer{State: dialog.NotApplicable, Language: "en"}
	case n > 0 && t.random.IntN(60) == 0:
		return dialog.Answer{State: dialog.Declined, Language: "en"}
	}
	part := 1.0
	if of > 1 {
		part = float64(n) / float64(of-1)
	}
	at := s.level + part*s.trend + 0.5*math.Sin(float64(3*item+2*n)) + t.random.NormFloat64()*0.6
	if d == s.low {
		at -= 1.3
	}
	if d == dialog.Meetings || d == dialog.Medication {
		at += 0.7
	}
	rating := min(max(int(math.Round(at)), dialog.LowestRating), dialog.HighestRating)
	a := dialog.Answer{State: dialog.Rated, Rating: rating, Language: "en", Help: dialog.HelpNot}
	if rating <= 3 && t.random.IntN(3) > 0 {
		a.Help = dialog.HelpWanted
	}
	if d == s.low && n == of-1 {
		a.Note = notes[item%len(notes)]
	}
	return a
}

var notes = []string{
	"Better on the days with something planned.",
	"Would like to talk about this next time.",
	"The letter from the council has not come yet.",
	"Feels heard about this now.",
}

// aftermath writes what happened since the last assessment.
func (t *teller) aftermath(person dialog.ID, s *story, details dialog.Person, dates []time.Time, referral dialog.ID) {
	switch s.twist {
	case draftRecent:
		t.leaveDraft(person, s, t.now.AddDate(0, 0, -2), 6, referral)
	case draftStale:
		t.leaveDraft(person, s, t.now.AddDate(0, 0, -21), 4, referral)
	case offeredUnwell:
		t.add(person, t.now.AddDate(0, 0, -8), &dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: t.newID(), Reason: dialog.AttemptUnwell, Note: "Flu. Asked to try again in two weeks."}})
	case offeredMissed:
		t.add(person, t.now.AddDate(0, 0, -5), &dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: t.newID(), Reason: dialog.AttemptNotAttended}})
	case deceased:
		details.Deceased = true
		t.add(person, t.now.AddDate(0, 0, -100), &dialog.PersonRecorded{Person: details})
	case inpatient:
		details.Inpatient = true
		t.add(person, t.now.AddDate(0, 0, -6), &dialog.PersonRecorded{Person: details})
	}
}

func (t *teller) leaveDraft(person dialog.ID, s *story, at time.Time, items int, referral dialog.ID) {
	id := t.begin(person, s, s.assessments, at, referral)
	for i, d := range dialog.Domains()[:items] {
		at = at.Add(55 * time.Second)
		t.add(person, at, &dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: t.answer(s, d, s.assessments, s.assessments+1, i)})
	}
}
