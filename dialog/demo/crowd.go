package demo

import (
	"iter"
	"math/rand/v2"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// Crowd is a made-up caseload of any size, as large as a trust's, for measuring.
// Like the demo it is the same every time. Referrals began in four years and some have
// ended, and some answers were given by somebody else, so that every table of the team
// report has something in it but those of goals and actions.
type Crowd struct {
	People int
	Each   int // assessments each of them has, a month apart
	Live   int // of them the latest kept answer by answer; the others were taken over
}

// Groups tells the crowd until a day: for each person one group with who they are
// and what was taken over, and then one for each entry of the others. Everybody is on
// the caseload of Me.
func (c Crowd) Groups(until time.Time) iter.Seq[[]dialog.Change] {
	return func(yield func([]dialog.Change) bool) {
		me := Me().ID
		for n := range c.People {
			t := &teller{now: until, ids: rand.New(rand.NewPCG(seed, uint64(2*n+101))), random: rand.New(rand.NewPCG(seed, uint64(2*n+100))), worker: me}
			if !t.tellOne(c, n, yield) {
				return
			}
		}
	}
}

func (t *teller) tellOne(c Crowd, n int, yield func([]dialog.Change) bool) bool {
	person := t.newID()
	at := func(k int) time.Time { return t.now.AddDate(0, k-c.Each, -n%28) }
	begun := n%4*c.Each/5 - 1 // with which of the assessments the referral began
	referral := dialog.Referral{ID: t.newID(), ServiceRequestID: "R" + digits(n, 7), Received: dialog.DateOf(at(begun)),
		Team: []string{north, hub, crisis}[n%3], Setting: dialog.Community}
	if n%30 == 2 {
		referral.Setting = dialog.Acute
	}
	t.add(person, at(-1), &dialog.PersonRecorded{Person: t.somebody(n)})
	t.add(person, at(-1), &dialog.CaseloadRecorded{Of: t.worker, On: true})
	t.add(person, at(begun), &dialog.ReferralRecorded{Referral: referral})
	for k := range c.Each - c.Live {
		over := &dialog.AssessmentTakenOver{Assessment: t.newID(), Instrument: instrument.DIALOG, Completion: dialog.Together, Language: "en", Answers: t.anyAnswers()}
		if k > begun {
			over.Referral = referral.ID
		}
		if n%25 == 3 && k%10 == 5 {
			over.Completion = dialog.Proxy
		}
		t.add(person, at(k), over)
	}
	if !yield(t.changes) {
		return false
	}
	for k := range c.Live {
		for _, change := range t.live(person, referral.ID, at(c.Each-c.Live+k)) {
			if !yield([]dialog.Change{change}) {
				return false
			}
		}
	}
	if n%5 != 4 {
		return true
	}
	end := at(c.Each - 1)
	referral.Closed = dialog.DateOf(end)
	t.changes = nil
	t.add(person, end.Add(20*time.Minute), &dialog.ReferralRecorded{Referral: referral})
	return yield(t.changes)
}

func (t *teller) anyAnswers() map[dialog.Domain]dialog.Answer {
	answers := make(map[dialog.Domain]dialog.Answer, dialog.DomainCount)
	for _, d := range dialog.Domains() {
		answers[d] = t.anyAnswer()
	}
	return answers
}

// live is one assessment as it is kept in an appointment.
func (t *teller) live(person, referral dialog.ID, at time.Time) []dialog.Change {
	assessment := t.newID()
	t.changes = nil
	t.add(person, at, &dialog.AssessmentStarted{Assessment: assessment, Instrument: instrument.DIALOG, Layout: dialog.Interview,
		Completion: dialog.Together, Language: "en", Referral: referral, Identity: dialog.IdentityAsked})
	for i, d := range dialog.Domains() {
		t.add(person, at.Add(time.Duration(i+1)*time.Minute), &dialog.AnswerRecorded{Assessment: assessment, Domain: d, Answer: t.anyAnswer()})
	}
	t.add(person, at.Add(15*time.Minute), &dialog.AssessmentFinished{Assessment: assessment})
	return t.changes
}

func (t *teller) anyAnswer() dialog.Answer {
	switch n := t.random.IntN(100); {
	case n < 3:
		return dialog.Answer{State: dialog.Declined, Language: "en"}
	case n < 5:
		return dialog.Answer{State: dialog.NotApplicable, Language: "en"}
	case n < 7:
		return dialog.Answer{State: dialog.Rated, Rating: 1 + t.random.IntN(7), Help: dialog.HelpWanted, Language: "en", Note: "Said in their own words what has changed since last time."}
	}
	help := dialog.HelpNot
	if t.random.IntN(4) == 0 {
		help = dialog.HelpWanted
	}
	return dialog.Answer{State: dialog.Rated, Rating: 1 + t.random.IntN(7), Help: help, Language: "en"}
}

// somebody is the n-th person, with a name that nobody bears.
func (t *teller) somebody(n int) dialog.Person {
	return dialog.Person{Family: t.name(), Given: t.name(), Title: []string{"Ms", "Mr", "Mx", ""}[t.random.IntN(4)],
		BirthDate: dialog.DateOf(t.now).AddMonths(-12 * (18 + t.random.IntN(70))).AddDays(-t.random.IntN(365)),
		NHSNumber: Number(n), LocalPatientID: "D" + digits(n, 7)}
}

func (t *teller) name() string {
	syllables := []string{"ba", "cor", "den", "el", "fen", "gar", "hal", "in", "jor", "kel", "lan", "mer", "nor", "os", "per", "quil", "ros", "sel", "tam", "ur", "ven", "wes", "yor", "zel", "smi", "jane"}
	name := ""
	for range 2 + t.random.IntN(2) {
		name += syllables[t.random.IntN(len(syllables))]
	}
	return string(name[0]-'a'+'A') + name[1:]
}
