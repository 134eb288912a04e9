package plain

import (
	"slices"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// twice puts another record of the same person together with this one, or takes apart
// what was put together.
func (p *page) twice() error {
	labels := []string{"Look for another record of the same person"}
	for i := 1; i < len(p.record.Merged); i++ {
		m := &p.record.Merged[i]
		labels = append(labels, "Take apart the record of "+m.Person.ListName()+", put together on "+m.At.Date().String()+", why: "+text.Show(m.Reason))
	}
	key, err := p.choose("Is the person in the record twice? b goes back.", numbered(labels...))
	if err != nil {
		return err
	}
	if i := index(key); i > 0 {
		return p.takeApart(&p.record.Merged[i])
	}
	return p.putTogether()
}

// putTogether looks for the other record, tells both, and asks.
func (p *page) putTogether() error {
	what, err := p.needed("The other record: part of a name, an NHS number or a local id:", text.Line)
	if err != nil {
		return err
	}
	all, ok := p.everybody()
	if !ok {
		return nil
	}
	found := slices.DeleteFunc(matching(all, what), func(s *dialog.Summary) bool { return s.Person.ID == p.record.Person.ID })
	if len(found) == 0 || len(found) > listed {
		p.say("%s", map[bool]string{true: "Nobody else was found.", false: "Too many were found. Please look for more of the name, or for a number."}[len(found) == 0])
		return nil
	}
	labels := make([]string, len(found))
	for i := range found {
		labels[i] = p.line(found[i], found)
	}
	key, err := p.choose("Which is the other record?", numbered(labels...))
	if err != nil {
		return err
	}
	other := found[index(key)]
	mine := dialog.Summarise(p.record)
	p.tellWho("This record", &mine)
	p.tellWho("The other record", other)
	return p.together(&mine.Person, &other.Person)
}

// together asks whose details are kept, says what that leaves out, and puts the two
// records together. What is kept is the record that goes on.
func (p *page) together(this, other *dialog.Person) error {
	p.say("Put together, one record holds all that is recorded in both. They can be taken apart again.")
	labels := []string{"One person: keep the details of this record", "One person: keep the details of the other record", "Leave both as they are"}
	switch more := report.Fuller(this, other); {
	case more > 0:
		labels[0] += " (the fuller)"
	case more < 0:
		labels[1] += " (the fuller)"
	}
	key, err := p.choose("Are they one person?", numbered(labels...))
	if err != nil || key == "3" {
		return err
	}
	kept, gone := this, other
	if key == "2" {
		kept, gone = other, this
	}
	if off := report.OffTopWords(kept, gone); off != "" {
		p.say("%s b goes back.", off)
	}
	reason, err := p.needed("Why?", text.Line)
	if err != nil {
		return err
	}
	p.saveAbout(kept.ID, dialog.At(p.o.Now()), &dialog.PersonMerged{Other: gone.ID, Reason: reason})
	return nil
}

// tellWho tells who a record is of, in the order in which two are compared.
func (p *page) tellWho(which string, s *dialog.Summary) {
	last := "no DIALOG yet"
	if !s.Last.IsZero() {
		last = "last DIALOG on " + s.Last.Date().String()
	}
	local := "no local id"
	if s.Person.LocalPatientID != "" {
		local = "local id " + text.Show(s.Person.LocalPatientID)
	}
	p.say("%s: %s; born %s; NHS number %s; %s; %s.", which, s.Person.ListName(), s.Person.BirthDate, s.Person.NHSNumber, local, last)
}

func (p *page) takeApart(m *dialog.Merged) error {
	p.say("Each record then holds again what was recorded of its own, what came since included.")
	if agreed, err := p.yes("Are they two people?"); err != nil || !agreed {
		return err
	}
	reason, err := p.needed("Why?", text.Line)
	if err != nil {
		return err
	}
	p.save(&dialog.PersonUnmerged{Other: m.Person.ID, Reason: reason})
	return nil
}
