package fhir

// What the resources and their parts write.

// members writes what every resource begins with.
func (h *head) members(w *written) {
	w.text(`,"resourceType":"`, h.ResourceType)
	w.text(`,"id":"`, h.ID)
	listIf(w, `,"extension":`, h.Extension)
}

func (p *Patient) write(w *written) {
	from := len(w.b)
	p.head.members(w)
	list(w, `,"identifier":`, p.Identifier)
	list(w, `,"name":`, p.Name)
	w.option(`,"birthDate":"`, p.BirthDate)
	w.truthIf(`,"deceasedBoolean":`, p.DeceasedBoolean)
	listIf(w, `,"communication":`, p.Communication)
	objectIf(w, `,"managingOrganization":`, p.ManagingOrganization)
	w.end(from)
}

func (c *Communication) write(w *written) {
	from := len(w.b)
	object(w, `,"language":`, &c.Language)
	w.truth(`,"preferred":`, c.Preferred)
	w.end(from)
}

func (e *EpisodeOfCare) write(w *written) {
	from := len(w.b)
	e.head.members(w)
	list(w, `,"identifier":`, e.Identifier)
	w.text(`,"status":"`, e.Status)
	list(w, `,"type":`, e.Kind)
	object(w, `,"patient":`, e.Patient)
	objectIf(w, `,"managingOrganization":`, e.ManagingOrganization)
	objectIf(w, `,"period":`, e.Period)
	listIf(w, `,"team":`, e.Team)
	w.end(from)
}

func (q *Questionnaire) write(w *written) {
	from := len(w.b)
	q.head.members(w)
	w.text(`,"url":"`, q.URL)
	w.text(`,"version":"`, q.Version)
	w.text(`,"name":"`, q.Name)
	w.text(`,"title":"`, q.Title)
	w.text(`,"status":"`, q.Status)
	w.truthIf(`,"experimental":`, q.Experimental)
	w.texts(`,"subjectType":`, q.SubjectType)
	w.text(`,"description":"`, q.Description)
	w.text(`,"copyright":"`, q.Copyright)
	list(w, `,"item":`, q.Item)
	w.end(from)
}

func (q *QuestionnaireItem) write(w *written) {
	from := len(w.b)
	listIf(w, `,"extension":`, q.Extension)
	w.text(`,"linkId":"`, q.LinkID)
	listIf(w, `,"code":`, q.Code)
	w.text(`,"text":"`, q.Text)
	w.text(`,"type":"`, q.Kind)
	w.truthIf(`,"readOnly":`, q.ReadOnly)
	listIf(w, `,"answerOption":`, q.AnswerOption)
	listIf(w, `,"item":`, q.Item)
	w.end(from)
}

func (a *AnswerOption) write(w *written) {
	from := len(w.b)
	object(w, `,"valueCoding":`, &a.ValueCoding)
	w.end(from)
}

func (q *QuestionnaireResponse) write(w *written) {
	from := len(w.b)
	q.head.members(w)
	object(w, `,"identifier":`, q.Identifier)
	w.text(`,"questionnaire":"`, q.Questionnaire)
	w.text(`,"status":"`, q.Status)
	object(w, `,"subject":`, q.Subject)
	w.text(`,"authored":"`, q.Authored)
	object(w, `,"author":`, q.Author)
	objectIf(w, `,"source":`, q.Source)
	listIf(w, `,"item":`, q.Item)
	w.end(from)
}

func (r *ResponseItem) write(w *written) {
	from := len(w.b)
	listIf(w, `,"extension":`, r.Extension)
	w.text(`,"linkId":"`, r.LinkID)
	listIf(w, `,"answer":`, r.Answer)
	listIf(w, `,"item":`, r.Item)
	w.end(from)
}

func (r *ResponseAnswer) write(w *written) {
	from := len(w.b)
	w.truthIf(`,"valueBoolean":`, r.ValueBoolean)
	w.numberIf(`,"valueDecimal":`, r.ValueDecimal)
	w.option(`,"valueString":"`, r.ValueString)
	objectIf(w, `,"valueCoding":`, r.ValueCoding)
	w.end(from)
}

func (o *Observation) write(w *written) {
	from := len(w.b)
	o.head.members(w)
	list(w, `,"identifier":`, o.Identifier)
	w.text(`,"status":"`, o.Status)
	list(w, `,"category":`, o.Category)
	object(w, `,"code":`, o.Code)
	object(w, `,"subject":`, o.Subject)
	listIf(w, `,"focus":`, o.Focus)
	w.text(`,"effectiveDateTime":"`, o.EffectiveDateTime)
	w.option(`,"issued":"`, o.Issued)
	listIf(w, `,"performer":`, o.Performer)
	w.wholeIf(`,"valueInteger":`, o.ValueInteger)
	objectIf(w, `,"valueQuantity":`, o.ValueQuantity)
	objectIf(w, `,"dataAbsentReason":`, o.DataAbsentReason)
	listIf(w, `,"note":`, o.Note)
	listIf(w, `,"hasMember":`, o.HasMember)
	listIf(w, `,"derivedFrom":`, o.DerivedFrom)
	listIf(w, `,"component":`, o.Component)
	w.end(from)
}

func (c *Component) write(w *written) {
	from := len(w.b)
	object(w, `,"code":`, &c.Code)
	w.truthIf(`,"valueBoolean":`, c.ValueBoolean)
	w.wholeIf(`,"valueInteger":`, c.ValueInteger)
	w.end(from)
}

func (g *Goal) write(w *written) {
	from := len(w.b)
	g.head.members(w)
	list(w, `,"identifier":`, g.Identifier)
	w.text(`,"lifecycleStatus":"`, g.LifecycleStatus)
	objectIf(w, `,"achievementStatus":`, g.AchievementStatus)
	list(w, `,"category":`, g.Category)
	object(w, `,"description":`, g.Description)
	object(w, `,"subject":`, g.Subject)
	w.option(`,"startDate":"`, g.StartDate)
	w.option(`,"statusDate":"`, g.StatusDate)
	w.option(`,"statusReason":"`, g.StatusReason)
	objectIf(w, `,"expressedBy":`, g.ExpressedBy)
	w.end(from)
}

func (c *CarePlan) write(w *written) {
	from := len(w.b)
	c.head.members(w)
	list(w, `,"identifier":`, c.Identifier)
	w.text(`,"status":"`, c.Status)
	w.text(`,"intent":"`, c.Intent)
	w.text(`,"title":"`, c.Title)
	object(w, `,"subject":`, c.Subject)
	w.option(`,"created":"`, c.Created)
	listIf(w, `,"goal":`, c.Goal)
	listIf(w, `,"activity":`, c.Activity)
	w.end(from)
}

func (a *Activity) write(w *written) {
	from := len(w.b)
	object(w, `,"reference":`, a.Reference)
	w.end(from)
}

func (p *Provenance) write(w *written) {
	from := len(w.b)
	p.head.members(w)
	list(w, `,"target":`, p.Target)
	w.option(`,"occurredDateTime":"`, p.OccurredDateTime)
	w.text(`,"recorded":"`, p.Recorded)
	listIf(w, `,"reason":`, p.Reason)
	object(w, `,"activity":`, p.Activity)
	list(w, `,"agent":`, p.Agent)
	w.end(from)
}

func (a *Agent) write(w *written) {
	from := len(w.b)
	object(w, `,"type":`, a.Kind)
	object(w, `,"who":`, a.Who)
	w.end(from)
}

func (t *Task) write(w *written) {
	from := len(w.b)
	t.head.members(w)
	list(w, `,"identifier":`, t.Identifier)
	w.text(`,"status":"`, t.Status)
	objectIf(w, `,"businessStatus":`, t.BusinessStatus)
	w.text(`,"intent":"`, t.Intent)
	objectIf(w, `,"code":`, t.Code)
	w.text(`,"description":"`, t.Description)
	object(w, `,"for":`, t.For)
	w.text(`,"authoredOn":"`, t.AuthoredOn)
	object(w, `,"owner":`, t.Owner)
	objectIf(w, `,"reasonReference":`, t.ReasonReference)
	objectIf(w, `,"restriction":`, t.Restriction)
	w.end(from)
}

func (r *Restriction) write(w *written) {
	from := len(w.b)
	object(w, `,"period":`, r.Period)
	w.end(from)
}

func (b *Bundle) write(w *written) {
	from := len(w.b)
	w.text(`,"resourceType":"`, b.ResourceType)
	w.text(`,"type":"`, b.Kind)
	list(w, `,"entry":`, b.Entry)
	w.end(from)
}

func (b *BundleEntry) write(w *written) {
	from := len(w.b)
	w.text(`,"fullUrl":"`, b.FullURL)
	w.resource(`,"resource":`, b.Resource)
	object(w, `,"request":`, &b.Request)
	w.end(from)
}

func (r *Request) write(w *written) {
	from := len(w.b)
	w.text(`,"method":"`, r.Method)
	w.text(`,"url":"`, r.URL)
	w.end(from)
}

// resource writes a member that is any of the resources.
func (w *written) resource(name string, r Resource) {
	w.b = append(w.b, name...)
	known, ok := r.(writer)
	if !ok {
		w.b = append(w.b, "null"...)
		return
	}
	known.write(w)
}
