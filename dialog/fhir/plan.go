package fhir

import (
	"cmp"

	"alongside/dialog"
)

// lifecycle says in FHIR's words where a goal has got to (goal-status). One that
// was set down is no longer sought, which FHIR calls cancelled.
var lifecycle = map[dialog.GoalStatus]string{
	dialog.GoalActive: "active", dialog.GoalReached: "completed", dialog.GoalSetDown: "cancelled",
}

// struckGoal is the status of a goal that was recorded in error.
const struckGoal = "entered-in-error"

var achieved = map[dialog.GoalStatus]string{dialog.GoalActive: "in-progress", dialog.GoalReached: "achieved"}

func (c *Codec) goal(person dialog.ID, g *dialog.Goal) *Goal {
	out := &Goal{
		head: head{ResourceType: "Goal", ID: g.ID.String()}, Identifier: []Identifier{uuid(g.ID)}, LifecycleStatus: lifecycle[g.Status],
		Category: []CodeableConcept{*coded(c.system(goalCodes), string(g.Kind), "")}, Description: plain(g.Text),
		Subject: to("Patient", person), ExpressedBy: to("Patient", person), StatusReason: g.Reason,
		StartDate: g.Set.Date().ISO(), StatusDate: g.Changed.Date().ISO(),
	}
	if code := achieved[g.Status]; code != "" {
		out.AchievementStatus = coded(systemAchieved, code, "")
	}
	if g.Struck.Out() {
		out.LifecycleStatus, out.AchievementStatus, out.StatusReason = struckGoal, nil, g.Struck.Reason
	}
	if g.Domain.Valid() {
		out.Category = append(out.Category, *coded(c.system(measureCodes), g.Domain.String(), ""))
	}
	for _, at := range []struct {
		name string
		when dialog.When
	}{{"recorded-first", g.Set}, {"recorded-last", g.Changed}} {
		if !at.when.IsZero() {
			out.Extension = append(out.Extension, Extension{URL: c.ext(at.name), ValueDateTime: text(at.when)})
		}
	}
	out.Extension = append(out.Extension, Extension{URL: c.ext("recorded-by"), ValueReference: c.worker(g.Worker)})
	out.Extension = append(out.Extension, c.slots(g)...)
	if g.Struck.Out() {
		out.Extension = append(out.Extension, Extension{URL: c.ext("status-before"), ValueCode: string(g.Status)})
		if g.Reason != "" {
			out.Extension = append(out.Extension, Extension{URL: c.ext("reason-before"), ValueString: g.Reason})
		}
	}
	out.Extension = append(out.Extension, c.struck(g.Struck)...)
	return out
}

// readGoal reads what goal wrote, without the ratings.
func (c *Codec) readGoal(r *Goal) (dialog.Goal, error) {
	id, err := dialog.ParseID(r.ID)
	g := dialog.Goal{ID: id, Text: r.Description.Text, Reason: r.StatusReason}
	g.Status = dialog.GoalStatus(extension(r.Extension, c.ext("status-before")).ValueCode)
	for status, code := range lifecycle {
		if code == r.LifecycleStatus {
			g.Status = status
		}
	}
	if r.LifecycleStatus == struckGoal {
		g.Reason = extension(r.Extension, c.ext("reason-before")).ValueString
	}
	var errs [4]error
	g.Worker, errs[0] = parseUUID(extension(r.Extension, c.ext("recorded-by")).ValueReference)
	g.Slots, errs[1] = c.readSlots(r)
	g.Struck, errs[2] = c.readStruck(r.Extension)
	if g.Struck.Out() != (r.LifecycleStatus == struckGoal) {
		errs[3] = disagree("whether a goal is struck out")
	}
	err = cmp.Or(err, cmp.Or(errs[:]...))
	for i := range r.Category {
		if kind := r.Category[i].code(c.system(goalCodes)); kind != "" {
			g.Kind = dialog.GoalKind(kind)
		}
		domain, domainErr := dialog.ParseDomain(r.Category[i].code(c.system(measureCodes)))
		if domain.Valid() {
			g.Domain = domain
		}
		err = cmp.Or(err, domainErr)
	}
	return g, cmp.Or(err,
		g.Set.UnmarshalText([]byte(extension(r.Extension, c.ext("recorded-first")).ValueDateTime)),
		g.Changed.UnmarshalText([]byte(extension(r.Extension, c.ext("recorded-last")).ValueDateTime)))
}

// carePlan writes what a person is working on, nil when there is nothing. What was
// struck out is no part of it.
func (c *Codec) carePlan(r *dialog.Record) *CarePlan {
	id := derived(r.Person.ID, "care-plan")
	plan := &CarePlan{
		head: head{ResourceType: "CarePlan", ID: id.String()}, Identifier: []Identifier{uuid(id)}, Status: "completed", Intent: "plan",
		Title: "Goals and actions", Subject: to("Patient", r.Person.ID),
	}
	var created dialog.When
	take := func(at dialog.When, active bool) {
		if active {
			plan.Status = "active"
		}
		if created.IsZero() || at.Compare(created) < 0 {
			created = at
		}
	}
	for i := range r.Goals {
		if g := &r.Goals[i]; !g.Struck.Out() {
			plan.Goal = append(plan.Goal, *to("Goal", g.ID))
			take(g.Set, g.Status == dialog.GoalActive)
		}
	}
	for i := range r.Actions {
		if a := &r.Actions[i]; !a.Struck.Out() {
			plan.Activity = append(plan.Activity, Activity{to("Task", a.ID)})
			take(a.Agreed, a.Open())
		}
	}
	if len(plan.Goal)+len(plan.Activity) == 0 {
		return nil
	}
	plan.Created = text(created)
	return plan
}
