package fhir

// What the data types of element.go write.

func (e *Extension) write(w *written) {
	from := len(w.b)
	w.text(`,"url":"`, e.URL)
	listIf(w, `,"extension":`, e.Extension)
	w.truthIf(`,"valueBoolean":`, e.ValueBoolean)
	w.option(`,"valueCode":"`, e.ValueCode)
	w.option(`,"valueDateTime":"`, e.ValueDateTime)
	w.numberIf(`,"valueDecimal":`, e.ValueDecimal)
	w.option(`,"valueString":"`, e.ValueString)
	objectIf(w, `,"valueCodeableConcept":`, e.ValueCodeableConcept)
	objectIf(w, `,"valueExpression":`, e.ValueExpression)
	objectIf(w, `,"valueReference":`, e.ValueReference)
	w.end(from)
}

func (e *Expression) write(w *written) {
	from := len(w.b)
	w.option(`,"name":"`, e.Name)
	w.text(`,"language":"`, e.Language)
	w.text(`,"expression":"`, e.Expression)
	w.end(from)
}

func (c *Coding) write(w *written) {
	from := len(w.b)
	listIf(w, `,"extension":`, c.Extension)
	w.option(`,"system":"`, c.System)
	w.option(`,"code":"`, c.Code)
	w.option(`,"display":"`, c.Display)
	w.end(from)
}

func (c *CodeableConcept) write(w *written) {
	from := len(w.b)
	listIf(w, `,"coding":`, c.Coding)
	w.option(`,"text":"`, c.Text)
	w.end(from)
}

func (i *Identifier) write(w *written) {
	from := len(w.b)
	listIf(w, `,"extension":`, i.Extension)
	w.option(`,"use":"`, i.Use)
	w.option(`,"system":"`, i.System)
	w.option(`,"value":"`, i.Value)
	w.end(from)
}

func (r *Reference) write(w *written) {
	from := len(w.b)
	w.option(`,"reference":"`, r.Reference)
	w.option(`,"type":"`, r.Type)
	objectIf(w, `,"identifier":`, r.Identifier)
	w.option(`,"display":"`, r.Display)
	w.end(from)
}

func (h *HumanName) write(w *written) {
	from := len(w.b)
	w.option(`,"use":"`, h.Use)
	w.option(`,"text":"`, h.Text)
	w.option(`,"family":"`, h.Family)
	if len(h.Given) > 0 {
		w.texts(`,"given":`, h.Given)
	}
	if len(h.Prefix) > 0 {
		w.texts(`,"prefix":`, h.Prefix)
	}
	w.end(from)
}

func (p *Period) write(w *written) {
	from := len(w.b)
	w.option(`,"start":"`, p.Start)
	w.option(`,"end":"`, p.End)
	w.end(from)
}

func (q *Quantity) write(w *written) {
	from := len(w.b)
	w.number(`,"value":`, q.Value)
	w.text(`,"unit":"`, q.Unit)
	w.text(`,"system":"`, q.System)
	w.text(`,"code":"`, q.Code)
	w.end(from)
}

func (a *Annotation) write(w *written) {
	from := len(w.b)
	w.text(`,"text":"`, a.Text)
	w.end(from)
}
