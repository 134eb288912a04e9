package transfer

import (
	"alongside/dialog"
)

// The tables of CSV and Parquet. The tag of a field is its column, in both; see
// column.go. What is not recorded is empty, in numbers and dates too: there is no number
// that stands for none. Times are text with their offset, and empty where only the day
// is known.

type personRow struct {
	Person         string      `column:"person"`
	NHSNumber      string      `column:"nhs_number,optional"`
	LocalPatientID string      `column:"local_patient_id,optional"`
	Title          string      `column:"title,optional,dict"`
	Family         string      `column:"family,optional"`
	Given          string      `column:"given,optional"`
	Preferred      string      `column:"preferred,optional"`
	Pronouns       string      `column:"pronouns,optional,dict"`
	BirthDate      dialog.Date `column:"birth_date"`
	Language       string      `column:"language,optional,dict"`
	Communication  string      `column:"communication,optional"`
	Inpatient      bool        `column:"inpatient"`
	Deceased       bool        `column:"deceased"`
}

type referralRow struct {
	Referral         string      `column:"referral"`
	Person           string      `column:"person"`
	ServiceRequestID string      `column:"service_request_id,optional"`
	Received         dialog.Date `column:"received"`
	Closed           dialog.Date `column:"closed"`
	Team             string      `column:"team,optional,dict"`
	Setting          string      `column:"setting,dict"`
}

type assessmentRow struct {
	Assessment       string         `column:"assessment"`
	Person           string         `column:"person"`
	Referral         string         `column:"referral,optional"`
	Measure          string         `column:"measure,dict"`
	MeasureVersion   string         `column:"measure_version,dict"`
	Status           string         `column:"status,dict"`
	DoneOn           dialog.Date    `column:"done_on,dict"`
	DoneAt           string         `column:"done_at,optional"`
	EndedAt          string         `column:"ended_at,optional"`
	Layout           string         `column:"layout,dict"`
	FriendshipsFirst bool           `column:"friendships_first"`
	Completion       string         `column:"completion,optional,dict"`
	Language         string         `column:"language,optional,dict"`
	Worker           string         `column:"worker,optional,dict"`
	Reason           string         `column:"reason,optional"`
	StruckOut        bool           `column:"struck_out"`
	StruckReason     string         `column:"struck_out_reason,optional"`
	Amended          bool           `column:"amended"`
	TakenOverFrom    string         `column:"taken_over_from,optional,dict"` // empty for what was recorded here
	LifeSum          int32          `column:"life_sum,dict"`
	LifeRated        int32          `column:"life_rated,dict"`
	LifeMean         maybe[float64] `column:"life_mean"` // empty when fewer than half are rated
	TreatmentSum     int32          `column:"treatment_sum,dict"`
	TreatmentRated   int32          `column:"treatment_rated,dict"`
	TreatmentMean    maybe[float64] `column:"treatment_mean"`
}

type answerRow struct {
	Assessment string       `column:"assessment,dict"`
	Person     string       `column:"person,dict"`
	Domain     string       `column:"domain,dict"`
	State      string       `column:"state,dict"`
	Rating     maybe[int32] `column:"rating,dict"`
	MoreHelp   string       `column:"more_help,optional,dict"`
	Language   string       `column:"language,optional,dict"`
	Mode       string       `column:"mode,optional,dict"`
	AnsweredOn dialog.Date  `column:"answered_on,dict"`
	AnsweredAt string       `column:"answered_at,optional"`
	Note       string       `column:"note,optional"`
}

type goalRow struct {
	Goal      string      `column:"goal"`
	Person    string      `column:"person"`
	Text      string      `column:"text"`
	Kind      string      `column:"kind,dict"`
	Domain    string      `column:"domain,optional,dict"`
	Status    string      `column:"status,dict"`
	Reason    string      `column:"reason,optional"`
	SetOn     dialog.Date `column:"set_on"`
	ChangedOn dialog.Date `column:"changed_on"`
}

type goalRatingRow struct {
	Goal       string      `column:"goal"`
	Person     string      `column:"person"`
	Rating     int32       `column:"rating"`
	RatedOn    dialog.Date `column:"rated_on"`
	RatedAt    string      `column:"rated_at,optional"`
	Assessment string      `column:"assessment,optional"`
}

// actionRow is an action as it stands, with what became of it by the last review.
type actionRow struct {
	Action     string      `column:"action"`
	Person     string      `column:"person"`
	Text       string      `column:"text"`
	Owner      string      `column:"owner,optional,dict"` // empty where it came from elsewhere and is not known
	Other      string      `column:"other,optional"`
	Due        dialog.Date `column:"due"`
	Domain     string      `column:"domain,optional,dict"`
	Goal       string      `column:"goal,optional"`
	Assessment string      `column:"assessment,optional"`
	AgreedOn   dialog.Date `column:"agreed_on"`
	AgreedAt   string      `column:"agreed_at,optional"`
	Worker     string      `column:"worker,optional,dict"`
	Outcome    string      `column:"outcome,optional,dict"` // empty until it is reviewed
	ReviewedOn dialog.Date `column:"reviewed_on"`
	StruckOut  bool        `column:"struck_out"`
}

type reviewRow struct {
	Action     string      `column:"action"`
	Person     string      `column:"person"`
	Outcome    string      `column:"outcome,dict"`
	ReviewedOn dialog.Date `column:"reviewed_on"`
	ReviewedAt string      `column:"reviewed_at,optional"`
	Assessment string      `column:"assessment,optional"`
	Worker     string      `column:"worker,optional,dict"`
	Note       string      `column:"note,optional"`
}

type eventRow struct {
	Event      string      `column:"event"`
	Person     string      `column:"person"`
	What       string      `column:"what,dict"`
	HappenedOn dialog.Date `column:"happened_on"`
	Note       string      `column:"note,optional"`
	StruckOut  bool        `column:"struck_out"`
}

type circumstanceRow struct {
	Circumstance string      `column:"circumstance"`
	Person       string      `column:"person"`
	Aspect       string      `column:"aspect,dict"`
	Code         string      `column:"code,dict"`
	From         dialog.Date `column:"from_day"`
	RecordedOn   dialog.Date `column:"recorded_on"`
	StruckOut    bool        `column:"struck_out"`
}

type offerRow struct {
	Offer     string      `column:"offer"`
	Person    string      `column:"person"`
	Reason    string      `column:"reason,dict"`
	OfferedOn dialog.Date `column:"offered_on"`
	OfferedAt string      `column:"offered_at,optional"`
	Note      string      `column:"note,optional"`
}

// clock is the time with its offset, "" where only the day is known.
func clock(w dialog.When) string {
	if !w.Exact() {
		return ""
	}
	b, _ := w.MarshalText() // it has no error to give
	return string(b)
}

func meanOf(m dialog.Mean) maybe[float64] {
	v, ok := m.Value()
	return maybe[float64]{v, ok}
}

// addRecord takes one person apart into rows.
func (t *tables) addRecord(r *dialog.Record) error {
	p := &r.Person
	id := p.ID.String()
	err := t.person(personRow{
		Person: id, NHSNumber: string(p.NHSNumber), LocalPatientID: p.LocalPatientID, Title: p.Title, Family: p.Family, Given: p.Given,
		Preferred: p.Preferred, Pronouns: p.Pronouns, BirthDate: p.BirthDate, Language: p.Language, Communication: p.Communication,
		Inpatient: p.Inpatient, Deceased: p.Deceased,
	})
	if err != nil {
		return err
	}
	for i := range r.Referrals {
		f := &r.Referrals[i]
		if err := t.referral(referralRow{f.ID.String(), id, f.ServiceRequestID, f.Received, f.Closed, f.Team, string(f.Setting)}); err != nil {
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
		if err := t.offer(offerRow{a.ID.String(), id, string(a.Reason), a.At.Date(), clock(a.At), a.Note}); err != nil {
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
		Action: id, Person: person, Text: a.Text, Owner: string(a.Owner), Other: a.Other, Due: a.Due, Domain: a.Domain.String(),
		Goal: a.Goal.String(), Assessment: a.Assessment.String(), AgreedOn: a.Agreed.Date(), AgreedAt: clock(a.Agreed),
		Worker: a.Worker.String(), Outcome: string(last.Outcome), ReviewedOn: last.At.Date(), StruckOut: a.Struck.Out(),
	})
	for _, r := range a.Reviews {
		if err != nil {
			return err
		}
		err = t.review(reviewRow{id, person, string(r.Outcome), r.At.Date(), clock(r.At), r.Assessment.String(), r.Worker.String(), r.Note})
	}
	return err
}

// addLife writes life events and circumstances.
func (t *tables) addLife(person string, r *dialog.Record) error {
	for _, e := range r.Events {
		if err := t.event(eventRow{e.ID.String(), person, string(e.What), e.On, e.Note, e.Struck.Out()}); err != nil {
			return err
		}
	}
	for _, c := range r.Circumstances {
		row := circumstanceRow{c.ID.String(), person, string(c.Aspect), c.Code, c.From, c.Added.Date(), c.Struck.Out()}
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
		Status: string(a.Status), DoneOn: a.DoneAt.Date(), DoneAt: clock(a.DoneAt), EndedAt: clock(a.Ended), Layout: string(a.Layout),
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
			Language: answer.Language, Mode: string(answer.Mode), AnsweredOn: answer.At.Date(), AnsweredAt: clock(answer.At), Note: answer.Note,
		}
		if rating, rated := answer.Score(); rated {
			row.Rating = maybe[int32]{int32(rating), true}
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
			g.ID.String(), person, g.Text, string(g.Kind), g.Domain.String(), status, reason, g.Set.Date(), g.Changed.Date(),
		})
		for _, r := range g.Ratings {
			if err != nil {
				return err
			}
			err = t.goalRating(goalRatingRow{g.ID.String(), person, int32(r.Rating), r.At.Date(), clock(r.At), r.Assessment.String()})
		}
		if err != nil {
			return err
		}
	}
	return nil
}
