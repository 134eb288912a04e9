package plain

import (
	"fmt"
	"slices"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// openOther asks for two things that somebody on another caseload is known by, and
// why their record is opened.
func (s *session) openOther() error {
	s.say("For somebody who is not on your caseload. Give two of four things, and why. That is written down.")
	return s.openKnown(dialog.Identifiers{})
}

// openKnown asks for what is not known yet, and opens the record.
func (s *session) openKnown(by dialog.Identifiers) error {
	if err := s.identify(&by); err != nil {
		return err
	}
	if len(by.Names()) < 2 {
		s.say("That is not enough. Please give two of these: family name, date of birth, NHS number, local patient id.")
		return nil
	}
	reason, err := s.needed("Why do you open it?", text.Line)
	if err != nil {
		return err
	}
	id, err := s.o.Keeper.OpenOther(s.ctx, by, reason)
	if err != nil {
		s.say("NOT OPENED: %s", dialog.ErrorMessage(err))
		return nil
	}
	return s.open(id)
}

// identify asks for each thing that is not known. An empty line leaves it out.
func (s *session) identify(by *dialog.Identifiers) error {
	p := dialog.Person{Family: by.Family, BirthDate: by.BirthDate, NHSNumber: by.NHSNumber, LocalPatientID: by.LocalID}
	for _, f := range s.personFields() {
		now := f.value(&p)
		switch f.label {
		case "Family name", "Date of birth", "NHS number", "Local patient id":
		default:
			continue
		}
		if now != "" && now != "Not recorded" {
			s.say("%s: %s", f.label, text.Show(now))
			continue
		}
		f.label += ", or an empty line"
		if err := s.fill(&p, f); err != nil {
			return err
		}
	}
	*by = dialog.Identifiers{Family: p.Family, BirthDate: p.BirthDate, NHSNumber: p.NHSNumber, LocalID: p.LocalPatientID}
	return nil
}

// accessOptions are what can be done about whose record it is, as far as the
// worker's role goes.
func (p *page) accessOptions() []option {
	var options []option
	if p.o.Keeper.May(dialog.PermEditPeople) {
		options = append(options, option{"k", "Whose caseload the person is on"})
	}
	if p.o.Keeper.May(dialog.PermMarkSensitive) {
		options = append(options, option{"m", "Who may open this record"})
	}
	if p.o.Keeper.May(dialog.PermAmendOthers) {
		options = append(options, option{"x", "The person is in the record twice"})
	}
	return options
}

// workers are those who may be chosen: whoever records first, and nobody who left.
func (p *page) workers() ([]dialog.Worker, error) {
	all, err := p.o.Keeper.Workers(p.ctx)
	if err != nil {
		p.say("That cannot be read: %s", dialog.ErrorMessage(err))
		return nil, errBack
	}
	all = slices.DeleteFunc(slices.Clone(all), func(w dialog.Worker) bool { return w.Left })
	slices.SortStableFunc(all, func(a, b dialog.Worker) int {
		return map[bool]int{true: -1}[a.ID == p.worker] - map[bool]int{true: -1}[b.ID == p.worker]
	})
	return all, nil
}

func (p *page) workerWords(w dialog.Worker) string {
	words := []string{text.Show(w.Name), strings.ToLower(w.Role.String())}
	if w.ID == p.worker {
		words = slices.Insert(words, 1, "you")
	}
	if w.Team != "" {
		words = append(words, text.Show(w.Team))
	}
	return strings.Join(words, ", ")
}

// loses reports whether a change takes the record away from the worker.
func (p *page) loses(body dialog.Body) bool {
	me, teams := p.o.Worker, p.record.OpenTeams()
	after := p.record.Access.With(body)
	return after.Closed(me.ID) || me.Owns(&p.record.Access, teams) && !me.Owns(&after, teams)
}

// saveAccess saves a change, and leaves the record where that takes it away, which
// is asked first.
func (p *page) saveAccess(body dialog.Body, warning string) error {
	loses := p.loses(body)
	if loses {
		p.say("%s", warning)
		if agreed, err := p.yes("Go on?"); err != nil || !agreed {
			return err
		}
	}
	if p.save(body) && loses {
		return errLost
	}
	return nil
}

// errLost says that the record is not one that the worker may open any more. It
// leads back to the menu.
var errLost = fmt.Errorf("the record was given away: %w", errBack)

// caseloads lists the workers and puts the person on a caseload or takes them off.
func (p *page) caseloads() error {
	workers, err := p.workers()
	if err != nil {
		return err
	}
	labels := make([]string, len(workers))
	for i, w := range workers {
		labels[i] = p.workerWords(w) + map[bool]string{true: ": on the caseload", false: ": not on the caseload"}[p.on(w)]
	}
	key, err := p.choose("Whose caseload? Name one to put the person on it or take them off; b goes back:", numbered(labels...))
	if err != nil {
		return err
	}
	w := workers[index(key)]
	return p.saveAccess(&dialog.CaseloadRecorded{Of: w.ID, On: !p.on(w)},
		"This takes the person off your caseload. The record is closed then, and you need two identifiers and a reason to open it again.")
}

func (p *page) on(w dialog.Worker) bool { return slices.Contains(p.record.Access.Caseload, w.ID) }

// access marks the record as sensitive and names who may open it, or takes the mark
// away.
func (p *page) access() error {
	body := &dialog.AccessRecorded{}
	now := "whoever has the person on their caseload or in their team"
	if p.record.Access.Sensitive {
		now = "named workers only"
	}
	key, err := p.choose("Who may open this record? Now: "+now+".", numbered("Whoever has the person on their caseload or in their team", "Named workers only: the record is sensitive"))
	if err != nil {
		return err
	}
	warning := "The person is not on your caseload. The record is closed then, and you need two identifiers and a reason to open it again."
	if body.Sensitive = key == "2"; body.Sensitive {
		warning = "You are not among those named. The record is closed then, and only they can open it."
		if body.Named, err = p.name(); err != nil {
			return err
		}
	}
	if body.Reason, err = p.needed("Why?", text.Line); err != nil {
		return err
	}
	return p.saveAccess(body, warning)
}

// name asks who may open the record, one after another.
func (p *page) name() ([]dialog.ID, error) {
	workers, err := p.workers()
	if err != nil {
		return nil, err
	}
	var named []dialog.ID
	for {
		options := make([]option, 0, len(workers)+1)
		for i, w := range workers {
			options = append(options, option{fmt.Sprint(i + 1), p.workerWords(w) + map[bool]string{true: ": named", false: ""}[slices.Contains(named, w.ID)]})
		}
		if len(named) > 0 {
			options = append(options, option{"d", "Done: nobody else"})
		}
		key, err := p.choose("Who may open it? Name one after another; the same again takes them back:", options)
		if err != nil {
			return nil, err
		}
		if key == "d" {
			return named, nil
		}
		id := workers[index(key)].ID
		if i := slices.Index(named, id); i >= 0 {
			named = slices.Delete(named, i, i+1)
			continue
		}
		named = append(named, id)
	}
}
