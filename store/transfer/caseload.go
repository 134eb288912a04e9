package transfer

import (
	"fmt"
	"strings"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Field is something about a person that a column of a caseload may hold.
type Field string

// The fields.
const (
	FieldTitle         Field = "title"
	FieldFamily        Field = "family"
	FieldGiven         Field = "given"
	FieldPreferred     Field = "preferred"
	FieldPronouns      Field = "pronouns"
	FieldBirthDate     Field = "birth_date"
	FieldNHSNumber     Field = "nhs_number"
	FieldLocalID       Field = "local_patient_id"
	FieldLanguage      Field = "language"
	FieldCommunication Field = "communication"
	FieldRequestID     Field = "service_request_id"
	FieldReceived      Field = "received"
	FieldTeam          Field = "team"
)

// Fields returns all fields, in the order in which they are offered.
func Fields() []Field {
	return []Field{FieldFamily, FieldGiven, FieldTitle, FieldPreferred, FieldPronouns, FieldBirthDate, FieldNHSNumber, FieldLocalID,
		FieldLanguage, FieldCommunication, FieldTeam, FieldReceived, FieldRequestID}
}

// Mapping says in which column each field stands, by its number from 0. A field
// that is not in it is not taken.
type Mapping map[Field]int

// heads are the names under which systems write the fields, in small letters and
// without anything between them.
var heads = map[Field][]string{
	FieldTitle:         {"title"},
	FieldFamily:        {"family", "familyname", "surname", "lastname"},
	FieldGiven:         {"given", "givenname", "givennames", "forename", "forenames", "firstname", "firstnames"},
	FieldPreferred:     {"preferred", "preferredname", "knownas", "likestobecalled"},
	FieldPronouns:      {"pronouns", "pronoun"},
	FieldBirthDate:     {"birthdate", "dateofbirth", "dob", "born", "personbirthdate"},
	FieldNHSNumber:     {"nhsnumber", "nhsno", "nhs"},
	FieldLocalID:       {"localpatientid", "localid", "patientid", "hospitalnumber", "rioid", "clientid"},
	FieldLanguage:      {"language", "preferredlanguage"},
	FieldCommunication: {"communication", "communicationneeds"},
	FieldRequestID:     {"servicerequestid", "referralid"},
	FieldReceived:      {"received", "referralreceived", "referraldate", "referralrequestreceiveddate"},
	FieldTeam:          {"team", "teamname"},
}

// Guess maps the columns whose names are known. A worker looks at it, and changes
// it, before anything is taken.
func (s *Sheet) Guess() Mapping {
	m := Mapping{}
	for i, column := range s.Columns {
		name := strings.Map(letterOrDigit, strings.ToLower(column))
		for field, known := range heads {
			for _, head := range known {
				if _, taken := m[field]; !taken && head == name {
					m[field] = i
				}
			}
		}
	}
	return m
}

func letterOrDigit(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// Newcomer is a person as a row of a caseload has them.
type Newcomer struct {
	Line     int
	Person   dialog.Person
	Referral dialog.Referral // without an identifier yet
	Known    dialog.ID       // who of the record this is already, by a number; zero for nobody
}

// refers reports whether the row says anything of a referral.
func (n *Newcomer) refers() bool {
	r := n.Referral
	return r.ServiceRequestID != "" || r.Team != "" || !r.Received.IsZero()
}

// Problem is something in a file that keeps it from being taken. It says where and
// never what stands there.
type Problem struct {
	Line    int
	Column  string
	Message string
}

// Problems are all that keeps a file from being taken.
type Problems []Problem

// Error says the first of them and how many there are.
func (p Problems) Error() string {
	first := fmt.Sprintf("line %d, %s: %s", p[0].Line, p[0].Column, p[0].Message)
	if len(p) == 1 {
		return first
	}
	return fmt.Sprintf("%s (the first of %d)", first, len(p))
}

// Caseload reads the rows as people, all of them or none: with one problem in the
// file, Problems is what is returned. Known are the people of the record; demo says
// that it is a record of made-up people.
func (s *Sheet) Caseload(m Mapping, known []dialog.Summary, demo bool) ([]Newcomer, error) {
	if err := m.check(len(s.Columns)); err != nil {
		return nil, err
	}
	in := intake{sheet: s, mapping: m, demo: demo, numbers: map[string]int{}, known: map[string]dialog.ID{}}
	for i := range known {
		p := &known[i].Person
		for _, key := range keys(p) {
			in.known[key] = p.ID
		}
	}
	var all []Newcomer
	for i := range s.Rows {
		all = append(all, in.row(&s.Rows[i]))
	}
	if len(in.problems) > 0 {
		return nil, in.problems
	}
	return all, nil
}

func (m Mapping) check(columns int) error {
	_, family := m[FieldFamily]
	_, given := m[FieldGiven]
	if !family && !given {
		return refuse(dialog.Invalid, "Please choose the column with the family name, or with the given name.")
	}
	taken := map[int]bool{}
	for _, column := range m {
		if column < 0 || column >= columns {
			return refuse(dialog.Invalid, "A column that was chosen is not in the file.")
		}
		if taken[column] {
			return refuse(dialog.Invalid, "One column was chosen for two things. Please choose each column once.")
		}
		taken[column] = true
	}
	return nil
}

// keys are what somebody is known again by.
func keys(p *dialog.Person) []string {
	var all []string
	if p.NHSNumber != "" {
		all = append(all, "n"+string(p.NHSNumber))
	}
	if p.LocalPatientID != "" {
		all = append(all, "l"+p.LocalPatientID)
	}
	return all
}

// intake reads rows.
type intake struct {
	sheet    *Sheet
	mapping  Mapping
	demo     bool
	numbers  map[string]int // the line on which a number was first seen
	known    map[string]dialog.ID
	problems Problems
}

// mostProblems is how many are listed. Nobody reads more before going back to the
// file.
const mostProblems = 200

func (in *intake) problem(line int, f Field, message string) {
	column := string(f)
	if i, ok := in.mapping[f]; ok {
		column = text.Show(in.sheet.Columns[i])
	}
	if len(in.problems) < mostProblems {
		in.problems = append(in.problems, Problem{line, column, message})
	}
}

func (in *intake) row(row *SheetRow) Newcomer {
	get := func(f Field, limits text.Limits) string {
		i, ok := in.mapping[f]
		if !ok {
			return ""
		}
		clean, err := text.Clean(row.Cells[i], limits)
		if err != nil {
			in.problem(row.Line, f, "It "+err.Error()+".")
		}
		return clean
	}
	p := dialog.Person{
		Title: get(FieldTitle, text.Ident), Family: get(FieldFamily, text.Name), Given: get(FieldGiven, text.Name), Preferred: get(FieldPreferred, text.Name),
		Pronouns: get(FieldPronouns, text.Ident), LocalPatientID: get(FieldLocalID, text.Ident), Language: get(FieldLanguage, text.Ident),
		Communication: get(FieldCommunication, text.Line),
	}
	p.BirthDate = in.date(row.Line, FieldBirthDate, get(FieldBirthDate, text.Ident))
	number, err := dialog.ParseNHSNumber(get(FieldNHSNumber, text.Ident), in.demo)
	if err != nil {
		in.problem(row.Line, FieldNHSNumber, dialog.ErrorMessage(err))
	}
	p.NHSNumber = number
	n := Newcomer{Line: row.Line, Person: p, Referral: dialog.Referral{
		ServiceRequestID: get(FieldRequestID, text.Ident), Team: get(FieldTeam, text.Name), Setting: dialog.Community,
		Received: in.date(row.Line, FieldReceived, get(FieldReceived, text.Ident)),
	}}
	in.check(&n)
	return n
}

func (in *intake) date(line int, f Field, s string) dialog.Date {
	if s == "" {
		return dialog.Date{}
	}
	d, err := dialog.ParseDate(s)
	if err != nil {
		in.problem(line, f, dialog.ErrorMessage(err))
	}
	return d
}

// check holds a newcomer to what may be recorded, and looks for the same numbers in
// the file and in the record.
func (in *intake) check(n *Newcomer) {
	someone := dialog.ID{1}
	said := []dialog.Body{&dialog.PersonRecorded{Person: n.Person}}
	if n.refers() {
		r := n.Referral
		r.ID = someone
		said = append(said, &dialog.ReferralRecorded{Referral: r})
	}
	for i, body := range said {
		err := dialog.Validate(dialog.Change{Person: someone, DoneAt: dialog.On(dialog.Date{Year: 2026, Month: 1, Day: 1}), Body: body})
		if err != nil {
			in.problem(n.Line, []Field{FieldFamily, FieldRequestID}[i], dialog.ErrorMessage(err))
		}
	}
	for _, key := range keys(&n.Person) {
		field := FieldNHSNumber
		if key[0] == 'l' {
			field = FieldLocalID
		}
		if first, twice := in.numbers[key]; twice {
			in.problem(n.Line, field, fmt.Sprintf("The same number stands on line %d. Please see whose it is.", first))
			continue
		}
		in.numbers[key] = n.Line
		id, there := in.known[key]
		if there && !n.Known.IsZero() && n.Known != id {
			in.problem(n.Line, field, "The NHS number and the local patient id belong to two people in the record.")
		}
		if there {
			n.Known = id
		}
	}
}

// Changes are what is to be recorded of those who are not in the record yet, a group
// for each person. They are recorded together or not at all by whoever has the store.
func Changes(newcomers []Newcomer, worker dialog.ID, at dialog.When, newID func() dialog.ID) ([][]dialog.Change, error) {
	var groups [][]dialog.Change
	for i := range newcomers {
		n := &newcomers[i]
		if !n.Known.IsZero() {
			continue
		}
		change := dialog.Change{Person: newID(), Worker: worker, DoneAt: at, Body: &dialog.PersonRecorded{Person: n.Person}}
		group := []dialog.Change{change}
		if n.refers() {
			r := n.Referral
			r.ID = newID()
			change.Body = &dialog.ReferralRecorded{Referral: r}
			group = append(group, change)
		}
		groups = append(groups, group)
	}
	if len(groups) == 0 {
		return nil, refuse(dialog.Conflict, "Everybody in the file is in the record already.")
	}
	return groups, nil
}
