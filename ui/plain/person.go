package plain

import (
	"errors"
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// field is one line of a person's details that can be typed.
type field struct {
	label  string
	value  func(*dialog.Person) string
	set    func(*dialog.Person, string) error
	limits text.Limits
}

func textField(label string, limits text.Limits, of func(*dialog.Person) *string) field {
	return field{
		label: label, limits: limits,
		value: func(p *dialog.Person) string { return *of(p) },
		set:   func(p *dialog.Person, s string) error { *of(p) = s; return nil },
	}
}

// personFields are what can be recorded about a person, in the order asked.
func (s *session) personFields() []field {
	return []field{
		textField("Family name", text.Name, func(p *dialog.Person) *string { return &p.Family }),
		textField("Given names", text.Name, func(p *dialog.Person) *string { return &p.Given }),
		textField("Title", text.Ident, func(p *dialog.Person) *string { return &p.Title }),
		textField("Likes to be called", text.Name, func(p *dialog.Person) *string { return &p.Preferred }),
		textField("Pronouns", text.Ident, func(p *dialog.Person) *string { return &p.Pronouns }),
		{label: "Date of birth", limits: text.Ident,
			value: func(p *dialog.Person) string { return p.BirthDate.String() },
			set: func(p *dialog.Person, line string) (err error) {
				day, err := dialog.ParseDate(line)
				if err == nil && s.today().Before(day) {
					err = &dialog.Error{Code: dialog.Invalid, Message: "That day has not come yet."}
				}
				if err == nil {
					p.BirthDate = day
				}
				return err
			}},
		{label: "NHS number", limits: text.Ident,
			value: func(p *dialog.Person) string { return p.NHSNumber.String() },
			set: func(p *dialog.Person, line string) error {
				number, err := dialog.ParseNHSNumber(line, s.o.Demo)
				if err == nil {
					p.NHSNumber = number
				}
				return err
			}},
		textField("Local patient id", text.Ident, func(p *dialog.Person) *string { return &p.LocalPatientID }),
		textField("Communication needs", text.Line, func(p *dialog.Person) *string { return &p.Communication }),
		textField("Preferred language", text.Ident, func(p *dialog.Person) *string { return &p.Language }),
	}
}

// fill asks for one field. An empty line leaves it as it is, a hyphen empties it.
func (s *session) fill(p *dialog.Person, f field) error {
	for {
		prompt := f.label + ":"
		if now := f.value(p); now != "" && now != "Not recorded" {
			prompt = fmt.Sprintf("%s, now %s; an empty line keeps it, a hyphen empties it:", f.label, text.Show(now))
		}
		line, err := s.words(prompt, f.limits)
		if err != nil || line == "" {
			return err
		}
		switch {
		case line == "-" && f.label == "Date of birth":
			p.BirthDate = dialog.Date{}
		case line == "-" && f.label == "NHS number":
			p.NHSNumber = ""
		case line == "-":
			err = f.set(p, "")
		default:
			err = f.set(p, line)
		}
		if err == nil {
			return nil
		}
		s.say("%s", dialog.ErrorMessage(err))
	}
}

// add asks for a new person's details and opens their page.
func (s *session) add() error {
	s.say("A new person. An empty line leaves something out.")
	p := dialog.Person{}
	fields := s.personFields()
	for i := 0; i < len(fields); {
		switch err := s.fill(&p, fields[i]); {
		case errors.Is(err, errBack) && i > 0:
			i-- // to the one before
		case err != nil:
			return err
		default:
			i++
		}
	}
	p.ID = s.o.Keeper.NewID()
	if same, err := s.alike(p); err != nil || same {
		return err
	}
	return s.added(p)
}

// added saves a new person and opens their page. One who is on another caseload already leads there.
func (s *session) added(p dialog.Person) error {
	_, err := s.o.Keeper.Append(s.ctx, dialog.Change{Person: p.ID, Worker: s.worker, DoneAt: dialog.At(s.o.Now()), Body: &dialog.PersonRecorded{Person: p}})
	if err == nil {
		s.say("Saved.")
		return s.open(p.ID)
	}
	s.refuse(err)
	switch {
	case dialog.ErrorCode(err) != dialog.Conflict:
		return errBack
	case !s.o.Keeper.May(dialog.PermOpenOthers):
		s.say("Your role does not let you open it. Please ask a clinician or an administrator.")
		return errBack
	}
	there, err := s.yes("Would you like to open that record?")
	if err != nil {
		return err
	}
	if !there {
		return errBack
	}
	return s.openKnown(dialog.Identifiers{Family: p.Family, BirthDate: p.BirthDate, NHSNumber: p.NHSNumber, LocalID: p.LocalPatientID})
}

// alike warns about people who may be the same and asks whether to go on. It
// returns true when nothing should be saved.
func (s *session) alike(p dialog.Person) (bool, error) {
	all, err := s.o.Keeper.Caseload(s.ctx)
	if err != nil {
		s.refuse(err)
		return true, nil
	}
	name := text.Fold(p.Family + " " + p.Given)
	found := false
	for i := range all {
		other := &all[i].Person
		if other.ID == p.ID {
			continue
		}
		sameNumber := p.NHSNumber != "" && other.NHSNumber == p.NHSNumber
		otherName := text.Fold(other.Family + " " + other.Given)
		sameBirth := !p.BirthDate.IsZero() && other.BirthDate == p.BirthDate
		if sameNumber || otherName == name || sameBirth && text.Similar(name, otherName) {
			found = true
			s.say("Somebody like this is in the record already: %s", other.Banner(s.today()))
		}
	}
	if !found {
		return false, nil
	}
	other, err := s.yes("Is this a different person?")
	if err == nil && !other {
		s.say("Nothing was saved. Please open the person who is there.")
	}
	return !other, err
}

// edit changes one detail at a time and saves each.
func (p *page) edit() error {
	fields := p.personFields()
	for {
		labels := make([]string, 0, len(fields)+2)
		for _, f := range fields {
			labels = append(labels, strings.TrimSpace(f.label+": "+text.Show(f.value(&p.record.Person))))
		}
		labels = append(labels, "In hospital now: "+yesNo(p.record.Person.Inpatient), "Has died: "+yesNo(p.record.Person.Deceased), "Back")
		key, err := p.choose("Which detail would you like to change?", numbered(labels...))
		if err != nil {
			return err
		}
		changed := p.record.Person
		switch n := index(key); n {
		case len(fields):
			changed.Inpatient, err = p.yes("Is the person in hospital now?")
		case len(fields) + 1:
			changed.Deceased, err = p.yes("Has the person died?")
		case len(fields) + 2:
			return nil
		default:
			err = p.fill(&changed, fields[n])
		}
		if err != nil {
			return err
		}
		if changed == p.record.Person {
			continue
		}
		if same, err := p.alike(changed); err != nil || same {
			return err
		}
		p.save(&dialog.PersonRecorded{Person: changed})
	}
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// referrals lists them, adds one, or closes one.
func (p *page) referrals() error {
	options := []option{}
	for i := range p.record.Referrals {
		r := &p.record.Referrals[i]
		line := fmt.Sprintf("%s, received %s", text.Show(r.Team), r.Received)
		if !r.Open() {
			line += ", closed " + r.Closed.String()
		}
		options = append(options, option{fmt.Sprint(i + 1), line})
	}
	options = append(options, option{"n", "Add a referral"})
	key, err := p.choose("Referrals. Name one to close it, or n for a new one; b goes back:", options)
	if err != nil {
		return err
	}
	if key == "n" {
		return p.newReferral()
	}
	r := p.record.Referrals[index(key)]
	if !r.Open() {
		p.say("That referral is closed already.")
		return nil
	}
	if r.Closed, err = p.pastDay("The day it was closed, or t for today:"); err != nil {
		return err
	}
	p.save(&dialog.ReferralRecorded{Referral: r})
	return nil
}

func (p *page) newReferral() error {
	r := dialog.Referral{ID: p.o.Keeper.NewID(), Setting: dialog.Community}
	var err error
	if r.Team, err = p.needed("The team:", text.Name); err != nil {
		return err
	}
	key, err := p.choose("The service:", numbered("Community", "Acute, crisis or inpatient"))
	if err != nil {
		return err
	}
	if key == "2" {
		r.Setting = dialog.Acute
	}
	if r.Received, err = p.pastDay("The day it was received, or t for today:"); err != nil {
		return err
	}
	if r.ServiceRequestID, err = p.words("Service request id, or an empty line:", text.Ident); err != nil {
		return err
	}
	p.save(&dialog.ReferralRecorded{Referral: r})
	return nil
}
