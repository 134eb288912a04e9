package plain

import (
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/report"
	"alongside/dialog/text"
)

// listed is how many people are named at once.
const listed = 20

// find asks for a part of a name or a number and offers who matches.
func (s *session) find() error {
	what, err := s.needed("Part of a name, an NHS number or a local id:", text.Line)
	if err != nil {
		return err
	}
	all, ok := s.everybody()
	if !ok {
		return nil
	}
	return s.offer(matching(all, what), s.line)
}

// matching are those whose name or number holds what was searched for.
func matching(all []*dialog.Summary, what string) (found []*dialog.Summary) {
	query := text.ParseQuery(what)
	digits := strings.NewReplacer(" ", "", "-", "").Replace(what)
	for _, p := range all {
		byName := query.Match(text.Fold(p.Person.Family), text.Fold(p.Person.Given), text.Fold(p.Person.Preferred))
		byNumber := len(digits) >= 3 && strings.Contains(string(p.Person.NHSNumber), digits)
		byLocal := p.Person.LocalPatientID != "" && strings.EqualFold(p.Person.LocalPatientID, what)
		if byName || byNumber || byLocal {
			found = append(found, p)
		}
	}
	return found
}

// everybody reads the caseload, and says so where that cannot be done.
func (s *session) everybody() (all []*dialog.Summary, ok bool) {
	all, err := s.o.Keeper.Caseload(s.ctx)
	if err != nil {
		s.say("The caseload cannot be read: %s", dialog.ErrorMessage(err))
	}
	return all, err == nil
}

// list offers everybody, or those who need seeing.
func (s *session) list(needed bool) error {
	all, ok := s.everybody()
	if !ok {
		return nil
	}
	var shown []*dialog.Summary
	for _, p := range all {
		state := p.Due(s.o.Rules, s.today()).State
		if !needed || !p.DraftID.IsZero() || state == dialog.DueFirst || state == dialog.DueSoon || state == dialog.Overdue {
			shown = append(shown, p)
		}
	}
	return s.offer(shown, s.line)
}

// offer names people a page at a time, each as line tells them among the others, and
// opens the one chosen.
func (s *session) offer(people []*dialog.Summary, line func(p *dialog.Summary, among []*dialog.Summary) string) error {
	if len(people) == 0 {
		s.say("Nobody was found.")
		return nil
	}
	for from := 0; from < len(people); from += listed {
		page := people[from:min(from+listed, len(people))]
		s.say("People %d to %d of %d.", from+1, from+len(page), len(people))
		labels := make([]string, len(page))
		for i := range page {
			labels[i] = line(page[i], people)
		}
		options := numbered(labels...)
		if from+listed < len(people) {
			options = append(options, option{"m", "more people"})
		}
		key, err := s.choose("Whom would you like to open?", options)
		if err != nil {
			return err
		}
		if key != "m" {
			return s.open(page[index(key)].Person.ID)
		}
	}
	return nil
}

// line tells one person in a list.
func (s *session) line(p *dialog.Summary, among []*dialog.Summary) string {
	parts := []string{p.Person.ListName(), "born " + p.Person.BirthDate.String()}
	if p.Person.NHSNumber != "" {
		parts = append(parts, "NHS No. "+p.Person.NHSNumber.String())
	}
	if !p.DraftID.IsZero() {
		parts = append(parts, fmt.Sprintf("unfinished DIALOG, %d of %d", p.DraftRated, dialog.DomainCount))
	}
	parts = append(parts, report.DueWords(p, s.o.Rules, s.today()))
	name := text.Fold(p.Person.Family + " " + p.Person.Given)
	for i := range among {
		other := &among[i].Person
		if other.ID != p.Person.ID && text.Similar(name, text.Fold(other.Family+" "+other.Given)) {
			parts = append(parts, "similar name in this list, check the birth date")
			break
		}
	}
	return strings.Join(parts, "; ")
}

// open shows one person's page until the worker goes back.
func (s *session) open(id dialog.ID) error {
	record, err := s.o.Keeper.Record(s.ctx, id)
	if err != nil {
		s.say("That record cannot be opened: %s", dialog.ErrorMessage(err))
		return nil
	}
	opening := dialog.Change{Person: id, Worker: s.worker, DoneAt: dialog.At(s.o.Now()), Body: &dialog.RecordOpened{}}
	if _, err := s.o.Keeper.Append(s.ctx, opening); err != nil {
		s.say("The record is shown, but nothing can be saved: %s", dialog.ErrorMessage(err))
	}
	s.tongue = s.o.Text
	p := &page{session: s, record: record}
	err = p.menu()
	if errors.Is(err, errBack) {
		s.say("The record of %s is closed.", p.record.Person.ListName())
		return nil
	}
	return err
}
