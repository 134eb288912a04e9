package store_test

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/report/figures"
	"alongside/dialog/trial"
	"alongside/store"
)

// What stands in the journal, taken from its payloads as they are stored: no table that
// the program keeps for itself is asked. valid holds every rating that counts, with the
// term it is of; referrals and born what the last entry about each says.
const fromTheJournal = `
create temp table one as select seq, kind, person, done_at, json_extract(payload,'$.body') as b from journal;
create index temp.one_kind on one(kind, person);
create temp table began as -- an assessment is what the first entry about it says
  select * from (
    select person, seq, kind, b->>'assessment' as id, b->>'completion' as completion, b->>'referral' as referral, done_at, b->'answers' as answers,
      row_number() over (partition by person, b->>'assessment' order by seq) as nth
    from one where kind in ('assessment.started','assessment.taken-over')) where nth=1;
create temp table given as -- each answer that was ever given; the last one stands
  select person, b->>'assessment' as id, b->>'domain' as item, b->>'$.answer.state' as state, b->>'$.answer.rating' as rating, seq
    from one where kind='answer.recorded'
  union all
  select began.person, began.id, a.key, a.value->>'state', a.value->>'rating', began.seq from began, json_each(began.answers) a where began.kind='assessment.taken-over';
create temp table stands as
  select * from (select *, row_number() over (partition by person, id, item order by seq desc) as nth from given) where nth=1;
create index temp.stands_of on stands(person, id);
create temp table valid as
  select c.person, c.referral, s.item as term, s.rating, substr(c.done_at,1,10) as day, length(c.done_at)>10 as exact, julianday(c.done_at) as instant, c.seq
    from began c join stands s on s.person=c.person and s.id=c.id
    where s.state='rated' and s.rating between 1 and 7 and coalesce(c.completion,'')<>'proxy'
      and (kind='assessment.taken-over' or (c.person, c.id) in (select person, b->>'assessment' from one where kind in ('assessment.finished','assessment.closed')))
      and (c.person, c.id) not in (select person, b->>'assessment' from one where kind='assessment.struck-out');
insert into valid -- goals in the slots of a referral, rated there
  select k.person, k.b->>'referral', 'goal-'||(k.b->>'slot'), r.b->>'rating',
      substr(r.done_at,1,10) as day, length(r.done_at)>10 as exact, julianday(r.done_at) as instant, r.seq
    from one k join one r on r.kind='goal.rated' and r.person=k.person and r.b->>'goal'=k.b->>'goal'
    where k.kind='goal.counted' and substr(r.done_at,1,10)>=substr(k.done_at,1,10)
      and (k.person, k.b->>'goal') not in (select person, b->>'id' from one where kind='part.struck-out');
create temp table referrals as
  select person, b->>'referral' as id, b->>'received' as received, b->>'closed' as closed, b->>'setting' as setting, coalesce(b->>'team','') as team
    from (select *, row_number() over (partition by person, b->>'referral' order by seq desc) as nth from one where kind='referral.recorded') where nth=1;
delete from valid where term like 'goal-%' and exists (select 1 from referrals r where r.person=valid.person and r.id=valid.referral and r.closed<valid.day);
create temp table born as
  select person, b->>'birth_date' as day from (select *, row_number() over (partition by person order by seq desc) as nth from one where kind='person.recorded') where nth=1;
create index temp.born_of on born(person)`

// The paired outcomes from nothing but what NHS England's definition says. %TEAM% is a
// condition on the team of a referral, %TO% and %FROM% are the span.
const pairedByDefinition = `
with
ends as (
  select distinct person, referral, term,
      first_value(rating) over w as baseline, last_value(rating) over w as latest, first_value(day) over w as from_day, last_value(day) over w as to_day
    from valid where day<='%TO%'
    window w as (partition by person, referral, term order by day, exact, instant, seq rows between unbounded preceding and unbounded following)),
population as (
  select r.person, r.id, case when r.closed<='%TO%' then 'closed' else 'open' end as kind
    from referrals r join born on born.person=r.person
    where %TEAM% and r.setting='community' and r.received>='2019-04-01' and r.received<='%TO%' and born.day is not null
      and substr(r.received,1,4)-substr(born.day,1,4)-(substr(r.received,6)<substr(born.day,6))>=18
      and (r.closed is null or r.closed>='%FROM%')
      and (r.closed<='%TO%' or julianday('%TO%')-julianday(r.received)>=180)),
paired as (
  select p.kind, e.term, e.latest-e.baseline as change, case when e.term like 'goal-%' then 3 else 1 end as threshold, p.person, p.id
    from population p join ends e on e.person=p.person and e.referral=p.id where e.to_day>e.from_day)
select kind, term, sum(change>=threshold), sum(abs(change)<threshold), sum(change<=-threshold), sum(change), sum(change*change) from paired group by 1, 2
union all select kind, 'referrals', count(*), 0, 0, 0, 0 from population group by 1
union all select kind, 'paired', count(distinct hex(person)||id), 0, 0, 0, 0 from paired
  where term not like 'goal-%' and term not in ('medication','practical-help','meetings') group by 1
order by 1, 2`

// inSQL are the lines of the definition for a question.
func inSQL(t *testing.T, s *store.Store, q figures.Question) []string {
	t.Helper()
	team := "1"
	if q.Team != "" {
		team = fmt.Sprintf("r.team='%s'", q.Team)
	}
	return ask(t, s, strings.NewReplacer("%TEAM%", team, "%TO%", q.To.ISO(), "%FROM%", q.From.ISO()).Replace(pairedByDefinition))
}

// inFigures are the same lines from what the program counts.
func inFigures(t *testing.T, s *store.Store, q figures.Question) []string {
	t.Helper()
	f := figures.New(q)
	v := s.As(dialog.Worker{ID: s.NewID(), Role: dialog.Auditor})
	if err := v.EachCounted(ctx, nil, func(c *dialog.Counted) error { f.Add(c); return nil }); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for g, kind := range []string{"open", "closed"} {
		line := func(term string, o *figures.Outcome) {
			if n := float64(o.Pairs()); n > 0 {
				sum := math.Round(o.Change.Mean() * n)
				squares := math.Round(o.Change.SD()*o.Change.SD()*(n-1) + sum*sum/n)
				lines = append(lines, fmt.Sprintln(kind, term, o.Improved, o.Same, o.Worse, int(sum), int(squares)))
			}
		}
		for _, d := range dialog.Domains() {
			line(d.String(), &f.Outcomes[g][d-1])
		}
		for i := range f.Slots[g] {
			line(fmt.Sprint("goal-", i+1), &f.Slots[g][i])
		}
		for name, n := range map[string]int{"referrals": f.Referrals[g].All, "paired": f.Referrals[g].Paired} {
			if n > 0 {
				lines = append(lines, fmt.Sprintln(kind, name, n, 0, 0, 0, 0))
			}
		}
	}
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\n")
	}
	slices.Sort(lines)
	return lines
}

// TestPairedOutcomesAreTheDefinition compares the two over a caseload in which
// everything is made that could be counted wrongly: amended, declined and missing
// answers, people referred again, proxies, copies of an assessment on the same day and
// of its identifier, drafts, struck-out ones, referrals too short or without a date,
// and goals in slots.
func TestPairedOutcomesAreTheDefinition(t *testing.T) {
	tr := trial.Start(t, "paired outcomes")
	want := trial.Times(2000, 100000)
	s, _ := opened(t)
	made := &caseload{s: s, r: tr.Rand(0)}
	if _, err := s.AppendAll(ctx, made.until(want), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.SQL(ctx, fromTheJournal); err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for _, q := range []figures.Question{
		{From: date(2025, 7, 1), To: date(2026, 3, 14)},
		{From: date(2024, 1, 1), To: date(2025, 2, 28)},
		{From: date(2024, 1, 1), To: date(2026, 3, 14), Team: "North hub"},
	} {
		want, got := inSQL(t, s, q), inFigures(t, s, q)
		slices.Sort(want)
		if !slices.Equal(want, got) {
			tr.Wrong("%v: by the definition\n%s\nby the program\n%s", q, strings.Join(want, "\n"), strings.Join(got, "\n"))
		}
		pairs += len(want)
	}
	if pairs < 60 {
		t.Errorf("there were only %d lines to compare", pairs)
	}
	tr.Done(made.assessments)
	for what, n := range made.cases {
		tr.Note(what, n)
	}
}

func date(y int, m time.Month, d int) dialog.Date { return dialog.Date{Year: y, Month: m, Day: d} }

// caseload makes people with everything that could be counted wrongly.
type caseload struct {
	s           *store.Store
	r           *rand.Rand
	assessments int
	cases       map[string]int
}

func (c *caseload) until(assessments int) iter.Seq[[]dialog.Change] {
	c.cases = map[string]int{}
	return func(yield func([]dialog.Change) bool) {
		for c.assessments < assessments && yield(c.person()) {
		}
	}
}

// one reports whether it happens this time, so many times in a hundred, and counts it.
func (c *caseload) one(percent int, what string) bool {
	is := c.r.IntN(100) < percent
	if is && what != "" {
		c.cases[what]++
	}
	return is
}

func (c *caseload) person() []dialog.Change {
	p := c.s.NewID()
	who := dialog.Person{Family: "Made", Given: "Up", BirthDate: date(1940+c.r.IntN(68), time.Month(1+c.r.IntN(12)), 1+c.r.IntN(28))}
	if c.one(3, "no-birth-date") {
		who.BirthDate = dialog.Date{}
	}
	group := []dialog.Change{about(p, &dialog.PersonRecorded{Person: who})}
	received := date(2018+c.r.IntN(8), time.Month(1+c.r.IntN(12)), 1+c.r.IntN(28))
	for i := range 1 + c.r.IntN(3) {
		if i > 0 {
			c.cases["referred-again"]++
		}
		r := dialog.Referral{ID: c.s.NewID(), Setting: dialog.Community, Received: received, Team: []string{"North hub", "South hub", ""}[c.r.IntN(3)]}
		if c.one(5, "acute") {
			r.Setting = dialog.Acute
		}
		end := received.AddDays(30 + c.r.IntN(700))
		group = append(group, c.within(p, r, received, end)...)
		if received = end.AddDays(c.r.IntN(60)); c.one(60, "") {
			r.Closed = end
		}
		if c.one(4, "no-received") {
			r.Received = dialog.Date{}
		}
		group = append(group, about(p, &dialog.ReferralRecorded{Referral: r}))
	}
	return group
}

// within are the assessments and goals of one referral.
func (c *caseload) within(p dialog.ID, r dialog.Referral, from, to dialog.Date) []dialog.Change {
	group := []dialog.Change{about(p, &dialog.ReferralRecorded{Referral: r})}
	for range c.r.IntN(6) {
		group = append(group, c.assessment(p, r.ID, c.when(from, to))...)
	}
	for slot := 1; slot <= 3 && c.one(30, "goals"); slot++ {
		g := c.s.NewID()
		goal := dialog.Goal{ID: g, Text: "Something", Kind: dialog.LifeGoal, Status: dialog.GoalActive}
		counted := about(p, &dialog.GoalCounted{Goal: g, Referral: r.ID, Slot: slot})
		counted.DoneAt = dialog.On(from.AddDays(10))
		group = append(group, about(p, &dialog.GoalRecorded{Goal: goal}), counted)
		for range c.r.IntN(4) {
			rated := about(p, &dialog.GoalRated{Goal: g, Rating: c.r.IntN(11)})
			rated.DoneAt = c.when(from, to)
			group = append(group, rated)
		}
		if c.one(10, "goals-struck-out") {
			group = append(group, about(p, &dialog.PartStruckOut{Part: dialog.PartGoal, ID: g, Reason: "Twice"}))
		}
	}
	return group
}

func (c *caseload) when(from, to dialog.Date) dialog.When {
	day := from.AddDays(c.r.IntN(from.DaysUntil(to) + 1))
	if c.one(30, "") {
		return dialog.On(day)
	}
	return dialog.At(day.Noon().Add(time.Duration(c.r.IntN(600)-300) * time.Minute).In(time.FixedZone("", 3600*c.r.IntN(2))))
}

func (c *caseload) answers() map[dialog.Domain]dialog.Answer {
	all := map[dialog.Domain]dialog.Answer{}
	for _, d := range dialog.Domains() {
		if !c.one(8, "not-asked") {
			all[d] = c.answer()
		}
	}
	return all
}

func (c *caseload) answer() dialog.Answer {
	switch {
	case c.one(5, "declined"):
		return dialog.Answer{State: dialog.Declined}
	case c.one(2, "not-applicable"):
		return dialog.Answer{State: dialog.NotApplicable}
	}
	return dialog.Answer{State: dialog.Rated, Rating: 1 + c.r.IntN(7)}
}

// assessment is one assessment, with whatever is done to it afterwards.
func (c *caseload) assessment(p, referral dialog.ID, when dialog.When) []dialog.Change {
	c.assessments++
	a, by := c.s.NewID(), dialog.Together
	if c.one(8, "proxy") {
		by = dialog.Proxy
	}
	if c.one(4, "no-referral") {
		referral = dialog.ID{}
	}
	dated := func(b dialog.Body) dialog.Change {
		ch := about(p, b)
		ch.DoneAt = when
		return ch
	}
	taken := dialog.AssessmentTakenOver{Assessment: a, Instrument: measure, Completion: by, Language: "en", Referral: referral, Answers: c.answers()}
	var group []dialog.Change
	if c.one(10, "interviews") {
		group = c.interview(dated, a, by, referral)
		if len(group) == 0 {
			return nil
		}
	} else {
		group = append(group, dated(&taken))
		if c.one(6, "copies") {
			again := taken
			again.Assessment = c.s.NewID()
			group = append(group, dated(&again))
			c.assessments++
		}
		if c.one(12, "amended") {
			group = append(group, about(p, &dialog.AnswerRecorded{Assessment: a, Domain: dialog.Domains()[c.r.IntN(11)], Answer: c.answer(), Reason: "Misheard"}))
		}
	}
	if c.one(4, "struck-out") {
		group = append(group, about(p, &dialog.AssessmentStruckOut{Assessment: a, Reason: "Wrong person"}))
	}
	return group
}

// interview is an assessment with an entry for each answer, finished or closed as
// incomplete.
func (c *caseload) interview(dated func(dialog.Body) dialog.Change, a dialog.ID, by dialog.Completion, referral dialog.ID) []dialog.Change {
	group := []dialog.Change{dated(&dialog.AssessmentStarted{Assessment: a, Instrument: measure, Layout: dialog.Interview,
		Completion: by, Language: "en", Referral: referral, Identity: dialog.IdentityAsked})}
	answers := c.answers()
	for _, d := range dialog.Domains() {
		if answer, given := answers[d]; given {
			answer.Language = "en"
			group = append(group, dated(&dialog.AnswerRecorded{Assessment: a, Domain: d, Answer: answer}))
		}
	}
	if len(group) == 1 {
		return nil
	}
	if c.one(20, "closed-incomplete") {
		return append(group, dated(&dialog.AssessmentClosed{Assessment: a, Reason: "Unwell"}))
	}
	return append(group, dated(&dialog.AssessmentFinished{Assessment: a}))
}
