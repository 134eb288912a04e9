package intake

import (
	"maps"
	"slices"
	"strconv"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/dialog/text"
)

// Choice is what somebody said about a client of a file: who of the record it is,
// that it is nobody of it yet, or that what the file has of them is left out. The
// zero Choice says nothing yet.
type Choice struct {
	Person dialog.ID
	Add    bool
	Leave  bool
}

// Made reports whether anything was said.
func (c Choice) Made() bool { return c.Add || c.Leave || !c.Person.IsZero() }

// Likely returns those of the record whom a client may be, people of the very name
// first. It proposes and decides nothing: a name is no proof of who somebody is.
func (c *Client) Likely(people []*dialog.Summary) []*dialog.Summary {
	if !c.Named() {
		return nil
	}
	name := text.Fold(c.Family + " " + c.Given)
	var same, similar []*dialog.Summary
	for _, p := range people {
		switch other := nameOf(&p.Person); {
		case other == name || text.Fold(c.Given+" "+c.Family) == other:
			same = append(same, p)
		case text.Similar(name, other):
			similar = append(similar, p)
		}
	}
	return append(same, similar...)
}

// ID is what an assessment is known by once it is put with a person. It follows from
// the program, the person and when it was done, so that the same file taken in again
// gives the same.
func (h *History) ID(person dialog.ID, p *Past) dialog.ID {
	return dialog.DerivedID("taken over", string(h.From), person.String(), p.Key)
}

// There counts what of a client is in somebody's record already, and how much of
// that the record now has otherwise: it was amended here, or the file was written
// later. Neither is changed.
func (h *History) There(c *Client, r *dialog.Record) (there, differs int) {
	for i := range c.Past {
		a := r.Assessment(h.ID(r.Person.ID, &c.Past[i]))
		if a == nil {
			continue
		}
		there++
		if !sameAnswers(a, c.Past[i].Answers) {
			differs++
		}
	}
	return there, differs
}

func sameAnswers(a *dialog.Assessment, answers map[dialog.Domain]dialog.Answer) bool {
	for _, d := range dialog.Domains() {
		has, says := a.Answers.Get(d), answers[d]
		if has.State != says.State || has.Rating != says.Rating || has.Help != says.Help {
			return false
		}
	}
	return true
}

// Taking is what would be recorded of a file.
type Taking struct {
	Groups      [][]dialog.Change // one for each person
	People      int               // who are added
	Assessments int               // that are added
	There       int               // that are in the record already, and are left as they are
	LeftOut     int               // of clients who are left out

	ids map[dialog.ID]bool // that were taken from the file
}

// Changes are what is to be recorded once somebody has said of every client who it
// is. Record returns the record of a person who is chosen. Conflict when two clients
// are the same person and have an assessment of the same time, and when there is
// nothing to take in. The zero Worker of the changes is for the store to fill.
func (h *History) Changes(choices []Choice, record func(dialog.ID) (*dialog.Record, error), at dialog.When, newID func() dialog.ID) (*Taking, error) {
	if err := h.Whole(); err != nil {
		return nil, err
	}
	out := &Taking{ids: map[dialog.ID]bool{}}
	for i := range h.Clients {
		c, choice := &h.Clients[i], choices[i]
		switch {
		case !choice.Made():
			return nil, refuse("Please say first of everybody in the file who it is: " + c.Name() + " is still open.")
		case choice.Leave:
			out.LeftOut += len(c.Past)
			continue
		case !c.Named():
			return nil, refuse("What has no name in the file cannot be put with anybody. Please leave it out.")
		}
		if err := h.take(out, c, choice, record, at, newID); err != nil {
			return nil, err
		}
	}
	if out.Assessments == 0 {
		return nil, &dialog.Error{Code: dialog.Conflict, Message: "There is nothing to take in: all of it is in the record already, or was left out."}
	}
	return out, nil
}

// take adds what is to be recorded of one client.
func (h *History) take(out *Taking, c *Client, choice Choice, record func(dialog.ID) (*dialog.Record, error), at dialog.When, newID func() dialog.ID) error {
	person := choice.Person
	var group []dialog.Change
	r := &dialog.Record{}
	if choice.Add {
		person = newID()
		group = append(group, dialog.Change{Person: person, DoneAt: at, Body: &dialog.PersonRecorded{Person: dialog.Person{Family: c.Family, Given: c.Given}}})
	} else {
		var err error
		if r, err = record(person); err != nil {
			return err
		}
	}
	added := 0
	for i := range c.Past {
		p := &c.Past[i]
		id := h.ID(person, p)
		if out.ids[id] {
			return &dialog.Error{Code: dialog.Conflict, Message: "Two names of the file were said to be the same person, and both have a DIALOG of the same time. Please look at them again."}
		}
		out.ids[id] = true
		if r.Assessment(id) != nil {
			out.There++
			continue
		}
		added++
		group = append(group, dialog.Change{Person: person, DoneAt: p.At, Body: h.body(id, p)})
	}
	if added == 0 {
		return nil
	}
	if choice.Add {
		out.People++
	}
	out.Assessments += added
	out.Groups = append(out.Groups, group)
	return nil
}

// File says for the journal which file was taken in, and how many of it.
func (h *History) File(t *Taking) dialog.FileTakenIn {
	return dialog.FileTakenIn{Format: string(h.From), SHA256: h.SHA256, Rows: h.Rows, People: t.People, Assessments: t.Assessments}
}

func (h *History) body(id dialog.ID, p *Past) *dialog.AssessmentTakenOver {
	b := &dialog.AssessmentTakenOver{Assessment: id, Instrument: instrument.DIALOG, Answers: maps.Clone(p.Answers), Source: h.From.Words(), Areas: slices.Clone(p.Areas)}
	for i, a := range p.Agreed {
		a.ID = dialog.DerivedID("action taken over", id.String(), strconv.Itoa(i), a.Domain.String(), a.Text)
		b.Agreed = append(b.Agreed, a)
	}
	return b
}
