package transfer

import (
	"alongside/dialog"
)

// The tables of CSV and Parquet. The tag of a field is its column, in both. What is
// not recorded is empty, in numbers and dates too: there is no number that stands
// for none. Times are text with their offset, and empty where only the day is known.

// day is a date as Parquet has it: days from 1 January 1970, nil where none is
// recorded.
type day *int32

type personRow struct {
	Person         string `parquet:"person"`
	NHSNumber      string `parquet:"nhs_number,optional"`
	LocalPatientID string `parquet:"local_patient_id,optional"`
	Title          string `parquet:"title,optional,dict"`
	Family         string `parquet:"family,optional"`
	Given          string `parquet:"given,optional"`
	Preferred      string `parquet:"preferred,optional"`
	Pronouns       string `parquet:"pronouns,optional,dict"`
	BirthDate      day    `parquet:"birth_date,optional,date"`
	Language       string `parquet:"language,optional,dict"`
	Communication  string `parquet:"communication,optional"`
	Inpatient      bool   `parquet:"inpatient"`
	Deceased       bool   `parquet:"deceased"`
}

type referralRow struct {
	Referral         string `parquet:"referral"`
	Person           string `parquet:"person"`
	ServiceRequestID string `parquet:"service_request_id,optional"`
	Received         day    `parquet:"received,optional,date"`
	Closed           day    `parquet:"closed,optional,date"`
	Team             string `parquet:"team,optional,dict"`
	Setting          string `parquet:"setting,dict"`
}

type assessmentRow struct {
	Assessment       string   `parquet:"assessment"`
	Person           string   `parquet:"person"`
	Referral         string   `parquet:"referral,optional"`
	Measure          string   `parquet:"measure,dict"`
	MeasureVersion   string   `parquet:"measure_version,dict"`
	Status           string   `parquet:"status,dict"`
	DoneOn           day      `parquet:"done_on,optional,date"`
	DoneAt           string   `parquet:"done_at,optional"`
	EndedAt          string   `parquet:"ended_at,optional"`
	Layout           string   `parquet:"layout,dict"`
	FriendshipsFirst bool     `parquet:"friendships_first"`
	Completion       string   `parquet:"completion,optional,dict"`
	Language         string   `parquet:"language,optional,dict"`
	Worker           string   `parquet:"worker,optional,dict"`
	Reason           string   `parquet:"reason,optional"`
	StruckOut        bool     `parquet:"struck_out"`
	StruckReason     string   `parquet:"struck_out_reason,optional"`
	Amended          bool     `parquet:"amended"`
	TakenOverFrom    string   `parquet:"taken_over_from,optional,dict"` // empty for what was recorded here
	LifeSum          int32    `parquet:"life_sum"`
	LifeRated        int32    `parquet:"life_rated"`
	LifeMean         *float64 `parquet:"life_mean,optional"` // empty when fewer than half are rated
	TreatmentSum     int32    `parquet:"treatment_sum"`
	TreatmentRated   int32    `parquet:"treatment_rated"`
	TreatmentMean    *float64 `parquet:"treatment_mean,optional"`
}

type answerRow struct {
	Assessment string `parquet:"assessment,dict"`
	Person     string `parquet:"person,dict"`
	Domain     string `parquet:"domain,dict"`
	State      string `parquet:"state,dict"`
	Rating     *int32 `parquet:"rating,optional"`
	MoreHelp   string `parquet:"more_help,optional,dict"`
	Language   string `parquet:"language,optional,dict"`
	Mode       string `parquet:"mode,optional,dict"`
	AnsweredOn day    `parquet:"answered_on,optional,date"`
	AnsweredAt string `parquet:"answered_at,optional"`
	Note       string `parquet:"note,optional"`
}

type goalRow struct {
	Goal      string `parquet:"goal"`
	Person    string `parquet:"person"`
	Text      string `parquet:"text"`
	Kind      string `parquet:"kind,dict"`
	Domain    string `parquet:"domain,optional,dict"`
	Status    string `parquet:"status,dict"`
	Reason    string `parquet:"reason,optional"`
	SetOn     day    `parquet:"set_on,optional,date"`
	ChangedOn day    `parquet:"changed_on,optional,date"`
}

type goalRatingRow struct {
	Goal       string `parquet:"goal"`
	Person     string `parquet:"person"`
	Rating     int32  `parquet:"rating"`
	RatedOn    day    `parquet:"rated_on,optional,date"`
	RatedAt    string `parquet:"rated_at,optional"`
	Assessment string `parquet:"assessment,optional"`
}

// actionRow is an action as it stands, with what became of it by the last review.
type actionRow struct {
	Action     string `parquet:"action"`
	Person     string `parquet:"person"`
	Text       string `parquet:"text"`
	Owner      string `parquet:"owner,optional,dict"` // empty where it came from elsewhere and is not known
	Other      string `parquet:"other,optional"`
	Due        day    `parquet:"due,optional,date"`
	Domain     string `parquet:"domain,optional,dict"`
	Goal       string `parquet:"goal,optional"`
	Assessment string `parquet:"assessment,optional"`
	AgreedOn   day    `parquet:"agreed_on,optional,date"`
	AgreedAt   string `parquet:"agreed_at,optional"`
	Worker     string `parquet:"worker,optional,dict"`
	Outcome    string `parquet:"outcome,optional,dict"` // empty until it is reviewed
	ReviewedOn day    `parquet:"reviewed_on,optional,date"`
	StruckOut  bool   `parquet:"struck_out"`
}

type reviewRow struct {
	Action     string `parquet:"action"`
	Person     string `parquet:"person"`
	Outcome    string `parquet:"outcome,dict"`
	ReviewedOn day    `parquet:"reviewed_on,optional,date"`
	ReviewedAt string `parquet:"reviewed_at,optional"`
	Assessment string `parquet:"assessment,optional"`
	Worker     string `parquet:"worker,optional,dict"`
	Note       string `parquet:"note,optional"`
}

type eventRow struct {
	Event      string `parquet:"event"`
	Person     string `parquet:"person"`
	What       string `parquet:"what,dict"`
	HappenedOn day    `parquet:"happened_on,optional,date"`
	Note       string `parquet:"note,optional"`
	StruckOut  bool   `parquet:"struck_out"`
}

type circumstanceRow struct {
	Circumstance string `parquet:"circumstance"`
	Person       string `parquet:"person"`
	Aspect       string `parquet:"aspect,dict"`
	Code         string `parquet:"code,dict"`
	From         day    `parquet:"from_day,optional,date"`
	RecordedOn   day    `parquet:"recorded_on,optional,date"`
	StruckOut    bool   `parquet:"struck_out"`
}

type offerRow struct {
	Offer     string `parquet:"offer"`
	Person    string `parquet:"person"`
	Reason    string `parquet:"reason,dict"`
	OfferedOn day    `parquet:"offered_on,optional,date"`
	OfferedAt string `parquet:"offered_at,optional"`
	Note      string `parquet:"note,optional"`
}

// tables takes rows of each table.
type tables struct {
	person     func(personRow) error
	referral   func(referralRow) error
	assessment func(assessmentRow) error
	answer     func(answerRow) error
	goal       func(goalRow) error
	goalRating func(goalRatingRow) error
	offer      func(offerRow) error
	action     func(actionRow) error
	review     func(reviewRow) error
	event      func(eventRow) error
	fact       func(circumstanceRow) error
}

func dayOf(d dialog.Date) day {
	if d.IsZero() {
		return nil
	}
	days := int32(dialog.Date{Year: 1970, Month: 1, Day: 1}.DaysUntil(d))
	return &days
}

// clock is the time with its offset, "" where only the day is known.
func clock(w dialog.When) string {
	if !w.Exact() {
		return ""
	}
	b, _ := w.MarshalText() // it has no error to give
	return string(b)
}

func meanOf(m dialog.Mean) *float64 {
	if v, ok := m.Value(); ok {
		return &v
	}
	return nil
}

// add takes one person apart into rows.
func (t *tables) add(r *dialog.Record) error {
	p := &r.Person
	id := p.ID.String()
	err := t.person(personRow{
		Person: id, NHSNumber: string(p.NHSNumber), LocalPatientID: p.LocalPatientID, Title: p.Title, Family: p.Family, Given: p.Given,
		Preferred: p.Preferred, Pronouns: p.Pronouns, BirthDate: dayOf(p.BirthDate), Language: p.Language, Communication: p.Communication,
		Inpatient: p.Inpatient, Deceased: p.Deceased,
	})
	if err != nil {
		return err
	}
	for i := range r.Referrals {
		f := &r.Referrals[i]
		if err := t.referral(referralRow{f.ID.String(), id, f.ServiceRequestID, dayOf(f.Received), dayOf(f.Closed), f.Team, string(f.Setting)}); err != nil {
			return err
		}
	}
	for i := range r.Assessments {
		if err := t.addAssessment(id, &r.Assessments[i]); err != nil {
			return err
		}
	}
	for i := range r.Attempts {
		a := &r.Attempts[i]
		if err := t.offer(offerRow{a.ID.String(), id, string(a.Reason), dayOf(a.At.Date()), clock(a.At), a.Note}); err != nil {
			return err
		}
	}
	if err := t.addGoals(id, r.Goals); err != nil {
		return err
	}
	for i := range r.Actions {
		if err := t.addAction(id, &r.Actions[i]); err != nil {
			return err
		}
	}
	return t.addLife(id, r)
}

func (t *tables) addAction(person string, a *dialog.Action) error {
	id := a.ID.String()
	last, _ := a.Latest()
	err := t.action(actionRow{
		Action: id, Person: person, Text: a.Text, Owner: string(a.Owner), Other: a.Other, Due: dayOf(a.Due), Domain: a.Domain.String(),
		Goal: a.Goal.String(), Assessment: a.Assessment.String(), AgreedOn: dayOf(a.Agreed.Date()), AgreedAt: clock(a.Agreed),
		Worker: a.Worker.String(), Outcome: string(last.Outcome), ReviewedOn: dayOf(last.At.Date()), StruckOut: a.Struck.Out(),
	})
	for _, r := range a.Reviews {
		if err != nil {
			return err
		}
		err = t.review(reviewRow{id, person, string(r.Outcome), dayOf(r.At.Date()), clock(r.At), r.Assessment.String(), r.Worker.String(), r.Note})
	}
	return err
}

// addLife writes life events and circumstances.
func (t *tables) addLife(person string, r *dialog.Record) error {
	for _, e := range r.Events {
		if err := t.event(eventRow{e.ID.String(), person, string(e.What), dayOf(e.On), e.Note, e.Struck.Out()}); err != nil {
			return err
		}
	}
	for _, c := range r.Circumstances {
		row := circumstanceRow{c.ID.String(), person, string(c.Aspect), c.Code, dayOf(c.From), dayOf(c.Added.Date()), c.Struck.Out()}
		if err := t.fact(row); err != nil {
			return err
		}
	}
	return nil
}

func (t *tables) addAssessment(person string, a *dialog.Assessment) error {
	id := a.ID.String()
	life, treatment := dialog.LifeMean(&a.Answers), dialog.TreatmentMean(&a.Answers)
	err := t.assessment(assessmentRow{
		Assessment: id, Person: person, Referral: a.Referral.String(), Measure: a.Instrument.Name, MeasureVersion: a.Instrument.Version,
		Status: string(a.Status), DoneOn: dayOf(a.DoneAt.Date()), DoneAt: clock(a.DoneAt), EndedAt: clock(a.Ended), Layout: string(a.Layout),
		FriendshipsFirst: a.FriendshipsFirst, Completion: string(a.Completion), Language: a.Language, Worker: a.Worker.String(),
		Reason: a.Reason, StruckOut: a.StruckOut, StruckReason: a.StruckReason, Amended: a.Amended, TakenOverFrom: a.Source,
		LifeSum: int32(life.Sum), LifeRated: int32(life.N), LifeMean: meanOf(life),
		TreatmentSum: int32(treatment.Sum), TreatmentRated: int32(treatment.N), TreatmentMean: meanOf(treatment),
	})
	for _, d := range dialog.Domains() {
		answer := a.Answers.Get(d)
		if err != nil || answer == (dialog.Answer{}) {
			continue
		}
		row := answerRow{
			Assessment: id, Person: person, Domain: d.String(), State: string(answer.State), MoreHelp: string(answer.Help),
			Language: answer.Language, Mode: string(answer.Mode), AnsweredOn: dayOf(answer.At.Date()), AnsweredAt: clock(answer.At), Note: answer.Note,
		}
		if rating, rated := answer.Score(); rated {
			n := int32(rating)
			row.Rating = &n
		}
		err = t.answer(row)
	}
	return err
}

func (t *tables) addGoals(person string, goals []dialog.Goal) error {
	for i := range goals {
		g := &goals[i]
		status, reason := string(g.Status), g.Reason
		if g.Struck.Out() {
			status, reason = "struck-out", g.Struck.Reason
		}
		err := t.goal(goalRow{
			g.ID.String(), person, g.Text, string(g.Kind), g.Domain.String(), status, reason, dayOf(g.Set.Date()), dayOf(g.Changed.Date()),
		})
		for _, r := range g.Ratings {
			if err != nil {
				return err
			}
			err = t.goalRating(goalRatingRow{g.ID.String(), person, int32(r.Rating), dayOf(r.At.Date()), clock(r.At), r.Assessment.String()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
