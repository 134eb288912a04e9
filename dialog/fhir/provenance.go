package fhir

import "alongside/dialog"

// provenance writes who finished, amended or struck out an assessment. Its id is
// the entry's.
func (c *Codec) provenance(a *act) *Provenance {
	e := a.entry
	out := &Provenance{
		head:             head{ResourceType: "Provenance", ID: e.ID.String()},
		Target:           []Reference{*to("QuestionnaireResponse", a.assessment)},
		OccurredDateTime: text(e.DoneAt), Recorded: text(e.RecordedAt), Activity: coded(systemActivity, a.operation, ""),
		Agent: []Agent{
			{Kind: coded(systemAgent, "author", "Author"), Who: c.worker(e.Worker)},
			{Kind: coded(systemAgent, "assembler", "Assembler"), Who: somebody("Device", e.Device, c.set.Software)},
		},
	}
	if a.reason != "" {
		out.Reason = []CodeableConcept{*plain(a.reason)}
	}
	for _, d := range a.items {
		out.Target = append(out.Target, *to("Observation", itemID(a.assessment, d)))
	}
	for _, code := range a.means {
		out.Target = append(out.Target, *to("Observation", meanID(a.assessment, code)))
	}
	return out
}

// provenances writes the acts about one assessment, in the order of the record.
func (c *Codec) provenances(h *History, assessment dialog.ID) []Resource {
	var out []Resource
	for i := range h.acts {
		if h.acts[i].assessment == assessment {
			out = append(out, c.provenance(&h.acts[i]))
		}
	}
	return out
}
