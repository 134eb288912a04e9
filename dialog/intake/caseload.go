package intake

import (
	"cmp"
	"fmt"
	"slices"

	"alongside/dialog"
	"alongside/dialog/text"
)

// Newcomer is a person as a row of a caseload has them.
type Newcomer struct {
	Line      int
	Person    dialog.Person
	Referral  dialog.Referral // without an identifier yet
	Known     dialog.ID       // who of the record this is already, by a number; zero for nobody
	Differs   []Field         // in what the record says something else of who is known
	Elsewhere bool            // in the record already, on a caseload that is not the worker's
	Alike     *Alike          // who this may be without a number that says so; nil for nobody
}

// Alike is somebody who may be the same person: of the record, or on an earlier line
// of the file.
type Alike struct {
	Person dialog.Person
	Line   int // of the file; 0 for one of the record
}

// New reports whether the person would be added.
func (n *Newcomer) New() bool { return n.Known.IsZero() && !n.Elsewhere }

// Likely reports whether the person would be added and may be somebody already, whom
// only people can tell apart.
func (n *Newcomer) Likely() bool { return n.New() && n.Alike != nil }

// refers reports whether the row says anything of a referral.
func (n *Newcomer) refers() bool {
	r := n.Referral
	return r.ServiceRequestID != "" || r.Team != "" || !r.Received.IsZero()
}

// Reading is how a caseload is to be read.
type Reading struct {
	Mapping Mapping
	Order   Order             // of days and months, where the file does not show it
	Known   []*dialog.Summary // the people that the worker lists
	Today   dialog.Date
	Demo    bool // it is a record of made-up people
}

// Caseload is a file read as people. It may be taken in where there are no problems
// and no unclear dates.
type Caseload struct {
	SHA256   string
	Rows     int
	People   []Newcomer
	Problems Problems
	Unclear  []string // columns in which days and months cannot be told apart
	Unused   []string // columns that are not taken
}

// Caseload reads the rows as people. The error is about the mapping; what is wrong
// with rows is in the Problems.
func (s *Sheet) Caseload(r Reading) (*Caseload, error) {
	if err := r.Mapping.check(len(s.Columns)); err != nil {
		return nil, err
	}
	out := &Caseload{SHA256: s.SHA256, Rows: len(s.Rows), Unused: s.Unused(func(column int) bool { return r.Mapping.Of(column) != "" })}
	in := newIntake(s, r, out)
	for i := range s.Rows {
		out.People = append(out.People, in.row(&s.Rows[i]))
	}
	return out, nil
}

// Whole says why a file may not be taken in as it was read, nil where it may.
func (c *Caseload) Whole() error {
	switch {
	case len(c.Unclear) > 0:
		return refuse("Please say first whether days or months come first in: " + and(c.Unclear) + ".")
	case len(c.Problems) > 0:
		return &dialog.Error{Code: dialog.Invalid, Message: "Nothing was taken in: " + c.Problems.Error(), Err: c.Problems}
	}
	return nil
}

// MarkElsewhere notes of each of the people whether they are in the record already, on
// a caseload that is not the worker's.
func (c *Caseload) MarkElsewhere(elsewhere []bool) {
	for i := range c.People {
		c.People[i].Elsewhere = c.People[i].Known.IsZero() && elsewhere[i]
	}
}

// First returns the first of those who are something, at most so many.
func (c *Caseload) First(most int, is func(*Newcomer) bool) []Newcomer {
	var first []Newcomer
	for i := range c.People {
		if len(first) == most {
			break
		}
		if is(&c.People[i]) {
			first = append(first, c.People[i])
		}
	}
	return first
}

// Persons returns who the people are, in the order of the file.
func (c *Caseload) Persons() []dialog.Person {
	all := make([]dialog.Person, len(c.People))
	for i := range c.People {
		all[i] = c.People[i].Person
	}
	return all
}

// File says for the journal which file was taken in, and how many of it.
func (c *Caseload) File(people int) dialog.FileTakenIn {
	return dialog.FileTakenIn{Format: "caseload", SHA256: c.SHA256, Rows: c.Rows, People: people}
}

// Count returns how many of the people are something.
func (c *Caseload) Count(is func(*Newcomer) bool) int {
	n := 0
	for i := range c.People {
		if is(&c.People[i]) {
			n++
		}
	}
	return n
}

// intake reads rows.
type intake struct {
	Reading
	sheet   *Sheet
	out     *Caseload
	orders  map[Field]Order
	numbers map[string]int // the line on which a number was first seen
	taken   map[dialog.ID]int
	known   map[string]*dialog.Person
	named   map[string][]resembling      // by the folded name
	born    map[dialog.Date][]resembling // by the date of birth, where there is one
}

// resembling is somebody by a name.
type resembling struct {
	person *dialog.Person
	name   string // folded
	line   int    // of the file; 0 for one of the record
}

func newIntake(s *Sheet, r Reading, out *Caseload) *intake {
	in := &intake{Reading: r, sheet: s, out: out, orders: map[Field]Order{}, numbers: map[string]int{}, taken: map[dialog.ID]int{},
		known: map[string]*dialog.Person{}, named: map[string][]resembling{}, born: map[dialog.Date][]resembling{}}
	for i := range r.Known {
		p := &r.Known[i].Person
		for _, key := range keys(p) {
			in.known[key] = p
		}
		in.remember(resembling{person: p, name: nameOf(p)})
	}
	in.findOrders()
	return in
}

// findOrders finds which comes first in the dates of each column: as the column shows,
// else as all others of the file do, else as was said.
func (in *intake) findOrders() {
	shown := map[Order]bool{}
	for _, f := range Fields() {
		if column, mapped := in.Mapping[f]; mapped && f.date() {
			order, decides := in.sheet.orderOf(column)
			in.orders[f] = order
			shown[order] = shown[order] || decides
		}
	}
	for _, f := range Fields() {
		order, dated := in.orders[f]
		if !dated || order != OrderUnknown {
			continue
		}
		switch {
		case shown[DayFirst] != shown[MonthFirst] && shown[DayFirst]:
			in.orders[f] = DayFirst
		case shown[DayFirst] != shown[MonthFirst]:
			in.orders[f] = MonthFirst
		case in.Order == OrderUnknown:
			in.out.Unclear = append(in.out.Unclear, in.sheet.Name(in.Mapping[f]))
		default:
			in.orders[f] = in.Order
		}
	}
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

func nameOf(p *dialog.Person) string { return text.Fold(p.Family + " " + p.Given) }

func (in *intake) problem(line int, f Field, message string) {
	column := f.Words()
	if i, ok := in.Mapping[f]; ok {
		column = in.sheet.Name(i)
	}
	in.out.Problems.add(line, column, message)
}

func (in *intake) row(row *Row) Newcomer {
	get := func(f Field, limits text.Limits) string {
		i, ok := in.Mapping[f]
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
	number, err := dialog.ParseNHSNumber(get(FieldNHSNumber, text.Ident), in.Demo)
	if err != nil {
		in.problem(row.Line, FieldNHSNumber, dialog.ErrorMessage(err))
	}
	p.NHSNumber = number
	n := Newcomer{Line: row.Line, Person: p, Referral: dialog.Referral{
		ServiceRequestID: get(FieldRequestID, text.Ident), Team: get(FieldTeam, text.Name), Setting: dialog.Community,
		Received: in.date(row.Line, FieldReceived, get(FieldReceived, text.Ident)),
	}}
	in.check(&n)
	in.recognise(&n)
	in.resembles(&n)
	return n
}

func (in *intake) date(line int, f Field, s string) dialog.Date {
	if s == "" {
		return dialog.Date{}
	}
	d, err := parseDay(s, in.orders[f])
	switch {
	case err != nil:
		in.problem(line, f, dialog.ErrorMessage(err))
	case in.Today.Before(d):
		in.problem(line, f, "That day is still to come. Please check it.")
	}
	return d
}

// check holds a newcomer to what may be recorded.
func (in *intake) check(n *Newcomer) {
	someone := dialog.ID{1}
	said := []dialog.Body{&dialog.PersonRecorded{Person: n.Person}}
	if n.refers() {
		r := n.Referral
		r.ID = someone
		said = append(said, &dialog.ReferralRecorded{Referral: r})
	}
	for i, body := range said {
		if err := dialog.Validate(dialog.Change{Person: someone, DoneAt: dialog.On(in.Today), Body: body}); err != nil {
			in.problem(n.Line, []Field{FieldFamily, FieldRequestID}[i], dialog.ErrorMessage(err))
		}
	}
}

// recognise looks for the same numbers in the file and in the record.
func (in *intake) recognise(n *Newcomer) {
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
		p := in.known[key]
		switch {
		case p == nil:
		case !n.Known.IsZero() && n.Known != p.ID:
			in.problem(n.Line, field, "The NHS number and the local patient id belong to two people in the record.")
		case n.Known.IsZero():
			n.Known, n.Differs = p.ID, differs(&n.Person, p)
			if slices.Contains(n.Differs, FieldFamily) && slices.Contains(n.Differs, FieldBirthDate) {
				in.problem(n.Line, field, "In the record this is the number of somebody with another family name and another date of birth. Please see whose it is.")
			}
		}
	}
	if first, twice := in.taken[n.Known]; twice && !n.Known.IsZero() {
		in.problem(n.Line, FieldLocalID, fmt.Sprintf("By the record this is the same person as on line %d. Please see whose the numbers are.", first))
	}
	in.taken[n.Known] = n.Line
}

// differs says in what the record has something else about somebody. What only one
// of the two says is no difference.
func differs(file, record *dialog.Person) []Field {
	var all []Field
	for _, f := range []struct {
		field        Field
		file, record string
	}{
		{FieldFamily, text.Fold(file.Family), text.Fold(record.Family)}, {FieldGiven, text.Fold(file.Given), text.Fold(record.Given)},
		{FieldBirthDate, file.BirthDate.ISO(), record.BirthDate.ISO()}, {FieldNHSNumber, string(file.NHSNumber), string(record.NHSNumber)},
		{FieldLocalID, file.LocalPatientID, record.LocalPatientID},
	} {
		if f.file != "" && f.record != "" && f.file != f.record {
			all = append(all, f.field)
		}
	}
	return all
}

// resembles looks for somebody who may be the same person and whose NHS number does not
// say that they are another: of the same name, with a date of birth that is the same or
// missing, or born on the same day with a name that may be taken for it.
func (in *intake) resembles(n *Newcomer) {
	p := n.Person
	me := resembling{&p, nameOf(&p), n.Line}
	same := func(r resembling) bool { return mayBe(&p, r.person) }
	similar := func(r resembling) bool { return mayBe(&p, r.person) && text.Similar(me.name, r.name) }
	if n.Known.IsZero() {
		n.Alike = cmp.Or(firstAlike(in.named[me.name], same), firstAlike(in.born[p.BirthDate], similar))
	}
	in.remember(me)
}

func firstAlike(of []resembling, is func(resembling) bool) *Alike {
	i := slices.IndexFunc(of, is)
	if i < 0 {
		return nil
	}
	return &Alike{*of[i].person, of[i].line}
}

func (in *intake) remember(r resembling) {
	in.named[r.name] = append(in.named[r.name], r)
	if !r.person.BirthDate.IsZero() {
		in.born[r.person.BirthDate] = append(in.born[r.person.BirthDate], r)
	}
}

func mayBe(a, b *dialog.Person) bool {
	born := a.BirthDate.IsZero() || b.BirthDate.IsZero() || a.BirthDate == b.BirthDate
	return born && (a.NHSNumber == "" || b.NHSNumber == "" || a.NHSNumber == b.NHSNumber)
}

// Changes are what is to be recorded of those who are added, a group for each
// person. Who may be somebody else already is left out unless alike is true. They are
// recorded together or not at all by whoever has the store.
func (c *Caseload) Changes(alike bool, at dialog.When, newID func() dialog.ID) ([][]dialog.Change, error) {
	if err := c.Whole(); err != nil {
		return nil, err
	}
	var groups [][]dialog.Change
	for i := range c.People {
		n := &c.People[i]
		if !n.New() || n.Likely() && !alike {
			continue
		}
		change := dialog.Change{Person: newID(), DoneAt: at, Body: &dialog.PersonRecorded{Person: n.Person}}
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
		return nil, &dialog.Error{Code: dialog.Conflict, Message: "There is nobody to take in: everybody in the file is in the record already, or was left out."}
	}
	return groups, nil
}

// and joins names for a sentence.
func and(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		all := ""
		for _, name := range names[:n-1] {
			if all != "" {
				all += ", "
			}
			all += name
		}
		return all + " and " + names[n-1]
	}
}
