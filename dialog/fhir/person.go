package fhir

import (
	"cmp"

	"alongside/dialog"
)

// The status of an NHS number that nobody has traced, since a laptop cannot
// (NHS NUMBER STATUS INDICATOR CODE).
const (
	notTraced     = "02"
	notTracedText = "Number present but not traced"
)

func (c *Codec) patient(p *dialog.Person) *Patient {
	out := &Patient{head: head{ResourceType: "Patient", ID: p.ID.String()}, ManagingOrganization: c.organisation(), BirthDate: p.BirthDate.ISO()}
	out.Identifier = c.personIdentifiers(p)
	out.Name = names(p)
	if p.Deceased {
		out.DeceasedBoolean = truth(true)
	}
	if p.Language != "" {
		out.Communication = []Communication{{Language: *plain(p.Language), Preferred: true}}
	}
	if p.Pronouns != "" {
		out.Extension = append(out.Extension, Extension{URL: extPronouns, Extension: []Extension{{URL: "value", ValueCodeableConcept: plain(p.Pronouns)}}})
	}
	if p.Communication != "" {
		out.Extension = append(out.Extension, Extension{URL: c.ext("communication-needs"), ValueString: p.Communication})
	}
	if p.Inpatient {
		out.Extension = append(out.Extension, Extension{URL: c.ext("inpatient"), ValueBoolean: truth(true)})
	}
	return out
}

func (c *Codec) personIdentifiers(p *dialog.Person) []Identifier {
	var ids []Identifier
	if p.NHSNumber != "" {
		status := Extension{URL: extVerification, ValueCodeableConcept: coded(systemVerification, notTraced, notTracedText)}
		ids = append(ids, Identifier{Extension: []Extension{status}, Use: "official", System: systemNHSNumber, Value: string(p.NHSNumber)})
	}
	if p.LocalPatientID != "" {
		ids = append(ids, Identifier{Use: "usual", System: c.named("local-patient-identifier"), Value: p.LocalPatientID})
	}
	return append(ids, uuid(p.ID))
}

func names(p *dialog.Person) []HumanName {
	official := HumanName{Use: "official", Family: p.Family, Given: some(p.Given), Prefix: some(p.Title)}
	all := []HumanName{official}
	if p.Preferred != "" {
		all = append(all, HumanName{Use: "nickname", Text: p.Preferred})
	}
	return all
}

// some returns a list of the text, none for an empty one. Given names stay
// together as they were recorded: where one ends is not ours to guess.
func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func first(list []string) string { return append(list, "")[0] }

// person reads what patient wrote.
func (c *Codec) person(r *Patient) (dialog.Person, error) {
	id, err := dialog.ParseID(r.ID)
	p := dialog.Person{ID: id}
	dateErr := p.BirthDate.UnmarshalText([]byte(r.BirthDate))
	for _, name := range r.Name {
		switch name.Use {
		case "official":
			p.Family, p.Given, p.Title = name.Family, first(name.Given), first(name.Prefix)
		case "nickname":
			p.Preferred = name.Text
		}
	}
	for _, i := range r.Identifier {
		switch i.System {
		case systemNHSNumber:
			p.NHSNumber = dialog.NHSNumber(i.Value)
		case c.named("local-patient-identifier"):
			p.LocalPatientID = i.Value
		}
	}
	for _, l := range r.Communication {
		p.Language = l.Language.Text
	}
	if value := extension(extension(r.Extension, extPronouns).Extension, "value").ValueCodeableConcept; value != nil {
		p.Pronouns = value.Text
	}
	p.Communication = extension(r.Extension, c.ext("communication-needs")).ValueString
	p.Inpatient = extension(r.Extension, c.ext("inpatient")).ValueBoolean != nil
	p.Deceased = r.DeceasedBoolean != nil && *r.DeceasedBoolean
	return p, cmp.Or(err, dateErr)
}

func (c *Codec) episode(person dialog.ID, r *dialog.Referral) *EpisodeOfCare {
	out := &EpisodeOfCare{
		head: head{ResourceType: "EpisodeOfCare", ID: r.ID.String()}, Identifier: []Identifier{uuid(r.ID)}, Status: "active",
		Kind: []CodeableConcept{*coded(c.system(careCodes), string(r.Setting), "")}, Patient: to("Patient", person),
		ManagingOrganization: c.organisation(),
	}
	if r.ServiceRequestID != "" {
		out.Identifier = append(out.Identifier, Identifier{System: c.named("service-request-identifier"), Value: r.ServiceRequestID})
	}
	if !r.Open() {
		out.Status = "finished"
	}
	if !r.Received.IsZero() || !r.Closed.IsZero() {
		out.Period = &Period{Start: r.Received.ISO(), End: r.Closed.ISO()}
	}
	if r.Team != "" {
		out.Team = []Reference{{Type: "CareTeam", Display: r.Team}}
	}
	return out
}

// referral reads what episode wrote.
func (c *Codec) referral(e *EpisodeOfCare) (dialog.Referral, error) {
	id, err := dialog.ParseID(e.ID)
	r := dialog.Referral{ID: id}
	for _, i := range e.Identifier {
		if i.System == c.named("service-request-identifier") {
			r.ServiceRequestID = i.Value
		}
	}
	for i := range e.Kind {
		r.Setting = dialog.Setting(e.Kind[i].code(c.system(careCodes)))
	}
	if e.Period != nil {
		err = cmp.Or(err, r.Received.UnmarshalText([]byte(e.Period.Start)), r.Closed.UnmarshalText([]byte(e.Period.End)))
	}
	for _, team := range e.Team {
		r.Team = team.Display
	}
	if open := e.Status == "active"; open != r.Open() {
		err = cmp.Or(err, disagree("whether the referral is open"))
	}
	return r, err
}
