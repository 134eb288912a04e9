package fhir

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
)

// Resources returns everything about one person, each resource after those it
// refers to. Drafts are responses in progress; they have no observations.
func (c *Codec) Resources(h *History) []Resource {
	r := h.Record
	person := r.Person.ID
	out := []Resource{c.patientOf(r)}
	for i := range r.Referrals {
		out = append(out, c.episode(person, &r.Referrals[i]))
	}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		out = append(out, c.response(r, a))
		out = append(out, c.observations(h, a)...)
		out = append(out, c.provenances(h, a.ID)...)
	}
	for i := range r.Attempts {
		out = append(out, c.offer(person, &r.Attempts[i]))
	}
	for i := range r.Goals {
		out = append(out, c.goal(person, &r.Goals[i]))
		out = append(out, c.goalRatings(r, &r.Goals[i])...)
	}
	for i := range r.Actions {
		out = append(out, c.task(r, &r.Actions[i]))
	}
	if plan := c.carePlan(r); plan != nil {
		out = append(out, plan)
	}
	return out
}

// Carried returns the part of a record that its resources carry, and that Record
// reads back. It names each part, so that what the record comes to hold besides is
// left out until it is written too.
func Carried(r *dialog.Record) *dialog.Record {
	out := &dialog.Record{Person: r.Person, Referrals: r.Referrals, Assessments: r.Assessments, Attempts: r.Attempts}
	out.Characteristics = carriedTold(r)
	for _, g := range r.Goals {
		out.Goals = append(out.Goals, dialog.Goal{ID: g.ID, Text: g.Text, Kind: g.Kind, Domain: g.Domain, Status: g.Status, Reason: g.Reason,
			Set: g.Set, Changed: g.Changed, Ratings: g.Ratings, Worker: g.Worker, Slots: g.Slots, Struck: g.Struck})
	}
	for _, a := range r.Actions {
		out.Actions = append(out.Actions, dialog.Action{ID: a.ID, Text: a.Text, Owner: a.Owner, Other: a.Other, Due: a.Due, Domain: a.Domain,
			Goal: a.Goal, Assessment: a.Assessment, Agreed: a.Agreed, Worker: a.Worker, Reviews: a.Reviews, Struck: a.Struck})
	}
	return out
}

// Record reads the resources of one person, in the order in which Resources
// wrote them, into a record that is equal in all that they carry ([Carried]). It refuses what belongs to another person, what says one thing in two
// places differently, and what could not have been recorded here.
func (c *Codec) Record(resources []Resource) (*dialog.Record, error) {
	in := reader{codec: c, record: &dialog.Record{}}
	for _, r := range resources {
		if err := in.read(r); err != nil {
			return nil, fmt.Errorf("failed to read a %s: %w", r.Type(), err)
		}
	}
	if in.record.Person.ID.IsZero() {
		return nil, fmt.Errorf("failed to read a record: there is no Patient")
	}
	for _, o := range in.items {
		if err := in.compare(o); err != nil {
			return nil, fmt.Errorf("failed to read an Observation: %w", err)
		}
	}
	return in.record, in.valid()
}

// reader makes a record of resources.
type reader struct {
	codec  *Codec
	record *dialog.Record
	items  []*Observation // of assessments; they repeat what the responses say
}

func (in *reader) read(r Resource) (err error) {
	record, c := in.record, in.codec
	if err := in.ours(r); err != nil {
		return err
	}
	switch r := r.(type) {
	case *Patient:
		if !record.Person.ID.IsZero() {
			return fmt.Errorf("there are two of them")
		}
		record.Person, err = c.person(r)
		var wrong error
		record.Characteristics, wrong = told(r)
		err = cmp.Or(err, wrong)
	case *EpisodeOfCare:
		err = add(&record.Referrals, r, c.referral)
	case *QuestionnaireResponse:
		err = add(&record.Assessments, r, c.assessment)
	case *Goal:
		err = add(&record.Goals, r, c.readGoal)
	case *Task:
		err = add(&record.Actions, r, c.action)
	case *Observation:
		err = in.observation(r)
	}
	return err
}

// add reads a resource and puts what it says at the end of a list.
func add[R, T any](list *[]T, resource R, read func(R) (T, error)) error {
	v, err := read(resource)
	*list = append(*list, v)
	return err
}

// ours refuses a resource about anybody but the patient who came first.
func (in *reader) ours(r Resource) error {
	about := ""
	switch r := r.(type) {
	case *EpisodeOfCare:
		about = r.Patient.Reference
	case *QuestionnaireResponse:
		about = r.Subject.Reference
	case *Observation:
		about = r.Subject.Reference
	case *Goal:
		about = r.Subject.Reference
	case *Task:
		about = r.For.Reference
	case *CarePlan:
		about = r.Subject.Reference
	default:
		return nil
	}
	if about != "Patient/"+in.record.Person.ID.String() {
		return fmt.Errorf("it is about another person")
	}
	return nil
}

func (in *reader) observation(o *Observation) error {
	c := in.codec
	switch {
	case o.Code.code(c.system(goalCodes)) == "rating":
		id, rating, err := goalRating(o)
		if err != nil {
			return err
		}
		goal := in.record.Goal(id)
		if goal == nil {
			return fmt.Errorf("the goal it rates is not there")
		}
		goal.Ratings = append(goal.Ratings, rating)
	case o.Code.code(c.system(measureCodes)) == codeMeasure:
		return add(&in.record.Attempts, o, c.attempt)
	default:
		in.items = append(in.items, o)
	}
	return nil
}

// compare refuses an observation that says another thing than the response it
// comes from.
func (in *reader) compare(o *Observation) error {
	if len(o.DerivedFrom) == 0 {
		return fmt.Errorf("it does not say where it comes from")
	}
	id, err := parseReference("QuestionnaireResponse", &o.DerivedFrom[0])
	a := in.record.Assessment(id)
	if err != nil || a == nil {
		return cmp.Or(err, fmt.Errorf("the response it comes from is not there"))
	}
	slug := o.Code.code(in.codec.system(measureCodes))
	if d, err := dialog.ParseDomain(slug); err == nil && d.Valid() {
		rating, rated := a.Answers.Get(d).Score()
		if rated != (o.ValueInteger != nil) || rated && rating != *o.ValueInteger {
			return disagree("an answer")
		}
		return nil
	}
	for _, m := range means {
		if m.code != slug {
			continue
		}
		value, _ := hundredths(m.of(&a.Answers))
		if (value != "") != (o.ValueQuantity != nil) || o.ValueQuantity != nil && o.ValueQuantity.Value != value {
			return disagree("a mean")
		}
		return nil
	}
	return fmt.Errorf("it is about nothing that the measure has")
}

// valid holds what was read to what could have been recorded here: the same
// checks that every entry passes, texts among them.
func (in *reader) valid() error {
	r := in.record
	said := []dialog.Body{&dialog.PersonRecorded{Person: r.Person}}
	said = append(said, in.told()...)
	for i := range r.Referrals {
		said = append(said, &dialog.ReferralRecorded{Referral: r.Referrals[i]})
	}
	for i := range r.Attempts {
		said = append(said, &dialog.AttemptRecorded{Attempt: r.Attempts[i]})
	}
	for i := range r.Goals {
		said = append(said, &dialog.GoalRecorded{Goal: r.Goals[i]})
		for _, rating := range r.Goals[i].Ratings {
			said = append(said, &dialog.GoalRated{Goal: r.Goals[i].ID, Rating: rating.Rating})
		}
		for _, s := range r.Goals[i].Slots {
			said = append(said, &dialog.GoalCounted{Goal: r.Goals[i].ID, Referral: s.Referral, Slot: s.Slot})
		}
		said = append(said, struckBodies(dialog.PartGoal, r.Goals[i].ID, r.Goals[i].Struck)...)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		said = append(said, in.agreed(a))
		for _, review := range a.Reviews {
			said = append(said, &dialog.ActionReviewed{Action: a.ID, Outcome: review.Outcome, Note: review.Note})
		}
		said = append(said, struckBodies(dialog.PartAction, a.ID, a.Struck)...)
	}
	for i := range r.Assessments {
		a := &r.Assessments[i]
		if !slices.Contains(statuses, a.Status) || !slices.Contains(layouts, a.Layout) {
			return fmt.Errorf("failed to read a record: a response does not say what became of it")
		}
		said = append(said, bodies(a)...)
	}
	for _, body := range said {
		if err := dialog.Validate(dialog.Change{Person: r.Person.ID, DoneAt: dialog.On(dialog.Date{Year: 2026, Month: 1, Day: 1}), Body: body}); err != nil {
			return fmt.Errorf("failed to read a record: %w", err)
		}
	}
	return nil
}

// agreed is the entry that would say what an action is. One without an owner can
// only have come with an assessment from elsewhere.
func (in *reader) agreed(a *dialog.Action) dialog.Body {
	at := in.record.Assessment(a.Assessment)
	if a.Owner != dialog.OwnerUnknown || at == nil || at.Layout != dialog.Imported || !a.Due.IsZero() {
		return &dialog.ActionAgreed{Action: *a}
	}
	return &dialog.AssessmentTakenOver{Assessment: at.ID, Instrument: at.Instrument,
		Agreed: []dialog.AgreedElsewhere{{ID: a.ID, Domain: a.Domain, Text: a.Text}}}
}

var (
	statuses = []dialog.Status{dialog.Draft, dialog.Finished, dialog.Closed}
	layouts  = []dialog.Layout{dialog.Interview, dialog.Paper, dialog.Imported}
)

// bodies are the entries that would say what an assessment is.
func bodies(a *dialog.Assessment) []dialog.Body {
	answers := map[dialog.Domain]dialog.Answer{}
	for _, d := range dialog.Domains() {
		answers[d] = a.Answers.Get(d)
	}
	said := []dialog.Body{
		&dialog.AssessmentTakenOver{Assessment: a.ID, Instrument: a.Instrument, Completion: a.Completion, Answers: answers, Source: a.Source},
		&dialog.AssessmentContext{Assessment: a.ID, Completion: a.Completion, Language: a.Language},
		&dialog.AssessmentFinished{Assessment: a.ID, Reason: a.Reason},
	}
	if a.StruckOut {
		said = append(said, &dialog.AssessmentStruckOut{Assessment: a.ID, Reason: a.StruckReason})
	}
	return said
}

func struckBodies(part dialog.Part, id dialog.ID, s dialog.Struck) []dialog.Body {
	if !s.Out() {
		return nil
	}
	return []dialog.Body{&dialog.PartStruckOut{Part: part, ID: id, Reason: s.Reason}}
}

// parseReference reads what to, held and elsewhere wrote.
func parseReference(kind string, r *Reference) (dialog.ID, error) {
	if r.Reference == "" && r.Type == kind {
		return parseUUID(r)
	}
	id, ok := strings.CutPrefix(r.Reference, kind+"/")
	if !ok {
		return dialog.ID{}, fmt.Errorf("a reference does not point to a %s", kind)
	}
	return dialog.ParseID(id)
}

// parseUUID reads the identifier of somebody who has no resource. A worker of
// nobody's is allowed to be missing.
func parseUUID(r *Reference) (dialog.ID, error) {
	if r == nil || r.Identifier == nil {
		return dialog.ID{}, nil
	}
	id, ok := strings.CutPrefix(r.Identifier.Value, "urn:uuid:")
	if !ok {
		return dialog.ID{}, fmt.Errorf("an identifier is no UUID")
	}
	if id == "" {
		return dialog.ID{}, nil
	}
	return dialog.ParseID(id)
}
