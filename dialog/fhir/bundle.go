package fhir

import "alongside/dialog"

// MostEntries is how many resources one transaction holds: what the strictest
// server that was tried takes.
const MostEntries = 50

// Bundle is a transaction: all of it is stored, or none.
type Bundle struct {
	ResourceType string        `json:"resourceType"`
	Kind         string        `json:"type"`
	Entry        []BundleEntry `json:"entry"`
}

// BundleEntry is one resource and what to do with it.
type BundleEntry struct {
	FullURL  string   `json:"fullUrl"`
	Resource Resource `json:"resource"`
	Request  Request  `json:"request"`
}

// Request puts the resource under the id it has. Sending it twice is harmless,
// and no condition is left to the server, which may not keep it under load.
type Request struct {
	Method string `json:"method"`
	URL    string `json:"url"`
}

// Bundles returns what a central system needs of one assessment as transactions,
// nearly always one: the person, the referral, the response with its
// observations, who recorded it, the person's goals and actions as they stand, and the
// ratings and offers that go with this assessment. Each refers only to itself and
// to those before it.
//
// An assessment that has not ended is refused.
func (c *Codec) Bundles(h *History, assessment dialog.ID) ([]*Bundle, error) {
	a := h.Record.Assessment(assessment)
	switch {
	case a == nil:
		return nil, &dialog.Error{Code: dialog.NotFound, Message: "That assessment is not in this person's record."}
	case a.Status == dialog.Draft && !a.StruckOut:
		return nil, &dialog.Error{Code: dialog.Conflict, Message: "That DIALOG is unfinished. Finish it or close it as incomplete before it is sent."}
	}
	var bundles []*Bundle
	rest := c.about(h, a)
	for len(rest) > 0 {
		n := min(len(rest), MostEntries)
		bundles = append(bundles, c.transaction(rest[:n]))
		rest = rest[n:]
	}
	return bundles, nil
}

// about is everything that goes with one assessment, each resource after those it
// refers to.
func (c *Codec) about(h *History, a *dialog.Assessment) []Resource {
	r := h.Record
	person := r.Person.ID
	out := []Resource{c.patientOf(r)}
	if referral := r.Referral(a.Referral); referral != nil {
		out = append(out, c.episode(person, referral))
	}
	out = append(out, c.response(r, a))
	out = append(out, c.observations(h, a)...)
	out = append(out, c.provenances(h, a.ID)...)
	for i := range r.Goals {
		goal := r.Goals[i]
		goal.Ratings = nil
		for _, rating := range r.Goals[i].Ratings {
			if rating.Assessment == a.ID || rating.Assessment.IsZero() && r.GoesWith(rating.At) == a.ID {
				goal.Ratings = append(goal.Ratings, rating)
			}
		}
		out = append(out, c.goal(person, &goal))
		out = append(out, c.goalRatings(r, &goal)...)
	}
	for i := range r.Attempts {
		if r.GoesWith(r.Attempts[i].At) == a.ID {
			out = append(out, c.offer(person, &r.Attempts[i]))
		}
	}
	for i := range r.Actions {
		out = append(out, c.task(r, &r.Actions[i]))
	}
	if plan := c.carePlan(r); plan != nil {
		out = append(out, plan)
	}
	return out
}

// transaction puts resources into a bundle. They name each other as they do
// everywhere else, by type and id. A name such as urn:uuid would have servers put
// another in its place, and one that was tried did so in identifiers too.
func (c *Codec) transaction(resources []Resource) *Bundle {
	b := &Bundle{ResourceType: "Bundle", Kind: "transaction"}
	for _, r := range resources {
		place := r.Type() + "/" + r.Key()
		b.Entry = append(b.Entry, BundleEntry{FullURL: c.set.Base + "/" + place, Resource: r, Request: Request{Method: "PUT", URL: place}})
	}
	return b
}
