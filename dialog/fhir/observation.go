package fhir

import (
	"strconv"

	"alongside/dialog"
)

func itemID(assessment dialog.ID, d dialog.Domain) dialog.ID {
	return derived(assessment, "item/"+d.String())
}

func meanID(assessment dialog.ID, code string) dialog.ID { return derived(assessment, "mean/"+code) }

// observations writes what an assessment says of each item and as means, those
// included that once stood and were amended away: what was sent must not remain
// somewhere as if it were still so. A draft has none.
func (c *Codec) observations(h *History, a *dialog.Assessment) []Resource {
	t := h.traces[a.ID]
	if t == nil || a.Status == dialog.Draft {
		return nil
	}
	var out []Resource
	for _, d := range dialog.Domains() {
		if t.items[d] {
			out = append(out, c.itemObservation(h, a, d))
		}
	}
	for _, m := range means {
		if t.means[m.code] {
			out = append(out, c.meanObservation(h, a, m))
		}
	}
	return out
}

// observation is what all observations of an assessment have in common.
func (c *Codec) observation(person, id dialog.ID, a *dialog.Assessment) *Observation {
	o := c.survey(person, id)
	o.EffectiveDateTime = text(a.DoneAt)
	if a.Ended.Exact() {
		o.Issued = text(a.Ended)
	}
	if source := giver(person, a); source != nil {
		o.Performer = []Reference{*source}
	}
	return o
}

// survey is what all observations have in common.
func (c *Codec) survey(person, id dialog.ID) *Observation {
	return &Observation{
		head: head{ResourceType: "Observation", ID: id.String()}, Identifier: []Identifier{uuid(id)}, Status: "final",
		Category: []CodeableConcept{*coded(systemCategory, "survey", "Survey")}, Subject: to("Patient", person),
	}
}

func (c *Codec) itemObservation(h *History, a *dialog.Assessment, d dialog.Domain) *Observation {
	answer := a.Answers.Get(d)
	o := c.observation(h.Record.Person.ID, itemID(a.ID, d), a)
	o.Code = c.item(d, a.Instrument)
	o.Status = observationStatus(a, h.traces[a.ID].amended[d], observed(answer))
	if !answer.At.IsZero() {
		o.EffectiveDateTime = text(answer.At)
	}
	o.DerivedFrom = []Reference{*to("QuestionnaireResponse", a.ID)}
	switch {
	case answer.State == dialog.Rated:
		o.ValueInteger = whole(answer.Rating)
	case answer.State == dialog.NotSeen:
		o.DataAbsentReason = coded(systemAbsent, "not-asked", "")
	default:
		o.DataAbsentReason = coded(systemAbsent, absent[answer.State], "")
	}
	if answer.Help != dialog.HelpNotAsked {
		o.Component = []Component{{Code: *coded(c.system(measureCodes), codeHelp, ""), ValueBoolean: truth(answer.Help == dialog.HelpWanted)}}
	}
	return o
}

func observationStatus(a *dialog.Assessment, amended, stands bool) string {
	switch {
	case a.StruckOut || !stands:
		return "entered-in-error"
	case amended:
		return "amended"
	}
	return "final"
}

func (c *Codec) meanObservation(h *History, a *dialog.Assessment, m mean) *Observation {
	o := c.observation(h.Record.Person.ID, meanID(a.ID, m.code), a)
	o.Code = coded(c.system(measureCodes), m.code, m.title)
	o.DerivedFrom = []Reference{*to("QuestionnaireResponse", a.ID)}
	value, stands := hundredths(m.of(&a.Answers))
	amended := false
	for _, d := range m.domains {
		amended = amended || h.traces[a.ID].amended[d]
		if a.Answers.Get(d).State == dialog.Rated {
			o.HasMember = append(o.HasMember, *to("Observation", itemID(a.ID, d)))
		}
	}
	o.Status = observationStatus(a, amended, stands)
	if !stands {
		o.DataAbsentReason = coded(systemAbsent, "unknown", "")
		return o
	}
	o.ValueQuantity = &Quantity{Value: value, Unit: "score", System: systemUCUM, Code: "{score}"}
	o.Component = []Component{{Code: *coded(c.system(measureCodes), codeCounted, "Items rated"), ValueInteger: whole(m.of(&a.Answers).N)}}
	return o
}

// offer writes a DIALOG that was offered and not done: the measure, with a reason
// in place of a value.
func (c *Codec) offer(person dialog.ID, a *dialog.Attempt) *Observation {
	o := c.survey(person, a.ID)
	o.Code = coded(c.system(measureCodes), codeMeasure, "DIALOG")
	o.EffectiveDateTime = text(a.At)
	reason := "not-performed"
	if a.Reason == dialog.AttemptDeclined {
		reason = "asked-declined"
	}
	o.DataAbsentReason = coded(systemAbsent, reason, "")
	o.DataAbsentReason.Coding = append(o.DataAbsentReason.Coding, Coding{System: c.system(offerCodes), Code: string(a.Reason)})
	if a.Note != "" {
		o.Note = []Annotation{{a.Note}}
	}
	return o
}

// attempt reads what offer wrote.
func (c *Codec) attempt(o *Observation) (dialog.Attempt, error) {
	a := dialog.Attempt{Reason: dialog.AttemptReason(o.DataAbsentReason.code(c.system(offerCodes)))}
	for _, n := range o.Note {
		a.Note = n.Text
	}
	var err error
	if a.ID, err = dialog.ParseID(o.ID); err != nil {
		return a, err
	}
	return a, a.At.UnmarshalText([]byte(o.EffectiveDateTime))
}

// goalRatings writes each rating of a goal.
func (c *Codec) goalRatings(record *dialog.Record, g *dialog.Goal) []Resource {
	var out []Resource
	same := map[string]int{}
	for i := range g.Ratings {
		r := &g.Ratings[i]
		name := "rating/" + r.Assessment.String()
		if r.Assessment.IsZero() {
			name = "rating/" + text(r.At)
			same[name]++
			name += "/" + strconv.Itoa(same[name])
		}
		o := c.survey(record.Person.ID, derived(g.ID, name))
		o.Code = coded(c.system(goalCodes), "rating", "How near the goal is, 0 to 10")
		if code := c.slotCode(record, g, *r); code != "" {
			o.Code.Coding = append([]Coding{{System: systemSNOMED, Code: code}}, o.Code.Coding...)
		}
		if g.Struck.Out() {
			o.Status = "entered-in-error"
		}
		o.Focus = []Reference{*to("Goal", g.ID)}
		o.EffectiveDateTime = text(r.At)
		o.ValueInteger = whole(r.Rating)
		if !r.Assessment.IsZero() {
			o.DerivedFrom = []Reference{*held("QuestionnaireResponse", r.Assessment, record.Assessment(r.Assessment) != nil)}
		}
		out = append(out, o)
	}
	return out
}

// goalRating reads what goalRatings wrote.
func goalRating(o *Observation) (goal dialog.ID, r dialog.GoalRating, err error) {
	if len(o.Focus) == 0 || o.ValueInteger == nil {
		return goal, r, disagree("the rating of a goal")
	}
	if goal, err = parseReference("Goal", &o.Focus[0]); err != nil {
		return goal, r, err
	}
	r.Rating = *o.ValueInteger
	if len(o.DerivedFrom) > 0 {
		if r.Assessment, err = parseReference("QuestionnaireResponse", &o.DerivedFrom[0]); err != nil {
			return goal, r, err
		}
	}
	return goal, r, r.At.UnmarshalText([]byte(o.EffectiveDateTime))
}
