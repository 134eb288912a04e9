package fhir

import (
	"cmp"
	"strconv"

	"alongside/dialog"
)

// Task is an action that was agreed.
type Task struct {
	head
	Identifier      []Identifier     `json:"identifier"`
	Status          string           `json:"status"`
	BusinessStatus  *CodeableConcept `json:"businessStatus,omitempty"` // what became of it, by the last review
	Intent          string           `json:"intent"`
	Code            *CodeableConcept `json:"code,omitempty"` // the area it is for
	Description     string           `json:"description"`
	For             *Reference       `json:"for"`
	AuthoredOn      string           `json:"authoredOn"`
	Owner           *Reference       `json:"owner"`
	ReasonReference *Reference       `json:"reasonReference,omitempty"`
	Restriction     *Restriction     `json:"restriction,omitempty"`
}

// Restriction says by when a task is to be done.
type Restriction struct {
	Period *Period `json:"period"`
}

// taskStatus says in FHIR's words where an action has got to (task-status). It was
// agreed, so it is accepted from the beginning.
func taskStatus(a *dialog.Action) string {
	last, _ := a.Latest()
	switch {
	case a.Struck.Out():
		return "entered-in-error"
	case last.Outcome == dialog.ActionDone:
		return "completed"
	case last.Outcome == dialog.ActionNoLonger:
		return "cancelled"
	case last.Outcome == dialog.ActionPartly:
		return "in-progress"
	}
	return "accepted"
}

func (c *Codec) task(r *dialog.Record, a *dialog.Action) *Task {
	person := r.Person.ID
	out := &Task{
		head: head{ResourceType: "Task", ID: a.ID.String()}, Identifier: []Identifier{uuid(a.ID)}, Status: taskStatus(a), Intent: "plan",
		Description: a.Text, For: to("Patient", person), AuthoredOn: text(a.Agreed), Owner: c.owner(person, a),
	}
	if last, ok := a.Latest(); ok {
		out.BusinessStatus = coded(c.system(outcomeCodes), string(last.Outcome), "")
	}
	if a.Domain.Valid() {
		out.Code = coded(c.system(measureCodes), a.Domain.String(), "")
	}
	if !a.Goal.IsZero() {
		out.ReasonReference = held("Goal", a.Goal, r.Goal(a.Goal) != nil)
	}
	if !a.Due.IsZero() {
		out.Restriction = &Restriction{&Period{End: a.Due.ISO()}}
	}
	out.Extension = append(out.Extension, Extension{URL: c.ext("recorded-by"), ValueReference: c.worker(a.Worker)})
	if !a.Assessment.IsZero() {
		out.Extension = append(out.Extension, Extension{URL: c.ext("agreed-at"), ValueReference: elsewhere("QuestionnaireResponse", a.Assessment)})
	}
	for i := range a.Reviews {
		out.Extension = append(out.Extension, c.review(&a.Reviews[i]))
	}
	out.Extension = append(out.Extension, c.struck(a.Struck)...)
	return out
}

// owner is whose an action is: the person's, the worker's who recorded it, or
// somebody else's who is named in words; where that is not known it says so and
// points at nobody.
func (c *Codec) owner(person dialog.ID, a *dialog.Action) *Reference {
	switch a.Owner {
	case dialog.WorkerOwns:
		return c.worker(a.Worker)
	case dialog.OtherOwns:
		return &Reference{Type: "RelatedPerson", Display: a.Other}
	case dialog.OwnerUnknown:
		return &Reference{Display: "Not recorded"}
	}
	return to("Patient", person)
}

func (c *Codec) review(r *dialog.Review) Extension {
	out := Extension{URL: c.ext("review"), Extension: []Extension{
		{URL: "outcome", ValueCode: string(r.Outcome)}, {URL: "at", ValueDateTime: text(r.At)}, {URL: "by", ValueReference: c.worker(r.Worker)},
	}}
	if r.Note != "" {
		out.Extension = append(out.Extension, Extension{URL: "note", ValueString: r.Note})
	}
	if !r.Assessment.IsZero() {
		out.Extension = append(out.Extension, Extension{URL: "before", ValueReference: elsewhere("QuestionnaireResponse", r.Assessment)})
	}
	return out
}

// struck says why, when and by whom something was struck out; it is empty for what
// was not.
func (c *Codec) struck(s dialog.Struck) []Extension {
	if !s.Out() {
		return nil
	}
	return []Extension{{URL: c.ext("struck-out"), Extension: []Extension{
		{URL: "reason", ValueString: s.Reason}, {URL: "at", ValueDateTime: text(s.At)}, {URL: "by", ValueReference: c.worker(s.By)},
	}}}
}

// readStruck reads what struck wrote.
func (c *Codec) readStruck(among []Extension) (dialog.Struck, error) {
	parts := extension(among, c.ext("struck-out")).Extension
	by, err := parseUUID(extension(parts, "by").ValueReference)
	s := dialog.Struck{Reason: extension(parts, "reason").ValueString, By: by}
	return s, cmp.Or(err, s.At.UnmarshalText([]byte(extension(parts, "at").ValueDateTime)))
}

// action reads what task wrote.
func (c *Codec) action(t *Task) (dialog.Action, error) {
	a := dialog.Action{Text: t.Description}
	var errs [7]error
	a.ID, errs[0] = dialog.ParseID(t.ID)
	errs[1] = a.Agreed.UnmarshalText([]byte(t.AuthoredOn))
	a.Domain, errs[2] = dialog.ParseDomain(t.Code.code(c.system(measureCodes)))
	a.Worker, errs[3] = parseUUID(extension(t.Extension, c.ext("recorded-by")).ValueReference)
	if t.ReasonReference != nil {
		a.Goal, errs[4] = parseReference("Goal", t.ReasonReference)
	}
	if agreed := extension(t.Extension, c.ext("agreed-at")).ValueReference; agreed != nil {
		a.Assessment, errs[5] = parseReference("QuestionnaireResponse", agreed)
	}
	if t.Restriction != nil {
		errs[6] = a.Due.UnmarshalText([]byte(t.Restriction.Period.End))
	}
	a.Owner, a.Other = ownerOf(t.Owner)
	if err := cmp.Or(errs[:]...); err != nil {
		return a, err
	}
	return a, c.readReviews(t, &a)
}

func ownerOf(r *Reference) (owner dialog.Owner, other string) {
	switch {
	case r.Type == "Practitioner":
		return dialog.WorkerOwns, ""
	case r.Type == "RelatedPerson":
		return dialog.OtherOwns, r.Display
	case r.Reference == "":
		return dialog.OwnerUnknown, ""
	}
	return dialog.PersonOwns, ""
}

func (c *Codec) readReviews(t *Task, a *dialog.Action) (err error) {
	for _, e := range t.Extension {
		if e.URL != c.ext("review") {
			continue
		}
		r := dialog.Review{Outcome: dialog.Outcome(extension(e.Extension, "outcome").ValueCode), Note: extension(e.Extension, "note").ValueString}
		by, byErr := parseUUID(extension(e.Extension, "by").ValueReference)
		r.Worker = by
		err = cmp.Or(err, byErr, r.At.UnmarshalText([]byte(extension(e.Extension, "at").ValueDateTime)))
		if before := extension(e.Extension, "before").ValueReference; before != nil {
			id, idErr := parseReference("QuestionnaireResponse", before)
			r.Assessment, err = id, cmp.Or(err, idErr)
		}
		a.Reviews = append(a.Reviews, r)
	}
	struck, struckErr := c.readStruck(t.Extension)
	a.Struck = struck
	if err = cmp.Or(err, struckErr); err == nil && taskStatus(a) != t.Status {
		err = disagree("the status")
	}
	return err
}

// slots says which of the Goal-Based Outcomes a goal is, in which referral.
func (c *Codec) slots(g *dialog.Goal) []Extension {
	var out []Extension
	for _, s := range g.Slots {
		out = append(out, Extension{URL: c.ext("goal-based-outcome"), Extension: []Extension{
			{URL: "slot", ValueCode: strconv.Itoa(s.Slot)}, {URL: "referral", ValueReference: elsewhere("EpisodeOfCare", s.Referral)},
			{URL: "since", ValueDateTime: text(s.Since)},
		}})
	}
	return out
}

// readSlots reads what slots wrote.
func (c *Codec) readSlots(r *Goal) (slots []dialog.GoalSlot, err error) {
	for _, e := range r.Extension {
		if e.URL != c.ext("goal-based-outcome") {
			continue
		}
		var s dialog.GoalSlot
		var slotErr, referralErr error
		s.Slot, slotErr = strconv.Atoi(extension(e.Extension, "slot").ValueCode)
		if referral := extension(e.Extension, "referral").ValueReference; referral != nil {
			s.Referral, referralErr = parseReference("EpisodeOfCare", referral)
		}
		err = cmp.Or(err, slotErr, referralErr, s.Since.UnmarshalText([]byte(extension(e.Extension, "since").ValueDateTime)))
		slots = append(slots, s)
	}
	return slots, err
}

// slotCode is the SNOMED CT code under which a rating counts among the Goal-Based
// Outcomes, "" where it is local, or where it would count under two.
func (c *Codec) slotCode(r *dialog.Record, g *dialog.Goal, rating dialog.GoalRating) string {
	found := ""
	for _, s := range g.Slots {
		for _, counted := range r.CodedRatings(g, s.Referral) {
			if counted != rating {
				continue
			}
			code := c.set.Codes.Goal(s.Slot)
			if !code.Usable() || found != "" && found != code.Concept {
				return ""
			}
			found = code.Concept
		}
	}
	return found
}
