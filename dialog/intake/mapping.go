package intake

import (
	"slices"
	"strings"
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

// Words is what people call the field.
func (f Field) Words() string {
	switch f {
	case FieldTitle:
		return "Title"
	case FieldFamily:
		return "Family name"
	case FieldGiven:
		return "Given names"
	case FieldPreferred:
		return "Likes to be called"
	case FieldPronouns:
		return "Pronouns"
	case FieldBirthDate:
		return "Date of birth"
	case FieldNHSNumber:
		return "NHS number"
	case FieldLocalID:
		return "Local patient id"
	case FieldLanguage:
		return "Preferred language"
	case FieldCommunication:
		return "Communication needs"
	case FieldRequestID:
		return "Referral number"
	case FieldReceived:
		return "Referral received"
	case FieldTeam:
		return "Team"
	}
	return string(f)
}

// date reports whether the field holds dates.
func (f Field) date() bool { return f == FieldBirthDate || f == FieldReceived }

// ParseField reads a field as commands take it: "nhs_number".
func ParseField(s string) (Field, error) {
	if f := Field(strings.TrimSpace(s)); slices.Contains(Fields(), f) {
		return f, nil
	}
	var all []string
	for _, f := range Fields() {
		all = append(all, string(f))
	}
	return "", refuse("That is not something about a person that a column can hold. There are: " + strings.Join(all, ", ") + ".")
}

// Mapping says in which column each field stands, by its number from 0. A field
// that is not in it is not taken.
type Mapping map[Field]int

// Of is the field that a column is taken for, "" for none.
func (m Mapping) Of(column int) Field {
	for f, c := range m {
		if c == column {
			return f
		}
	}
	return ""
}

// Put takes a column for a field, or for none where that is "". Each column is one
// field and each field one column.
func (m Mapping) Put(column int, f Field) {
	delete(m, m.Of(column))
	if f != "" {
		m[f] = column
	}
}

// heads are the names under which systems write the fields, in small letters and
// without anything between them.
var heads = map[Field][]string{
	FieldTitle:         {"title", "salutation"},
	FieldFamily:        {"family", "familyname", "surname", "lastname", "patientsurname", "clientsurname", "personfamilyname"},
	FieldGiven:         {"given", "givenname", "givennames", "forename", "forenames", "firstname", "firstnames", "patientforename", "clientforename", "persongivenname"},
	FieldPreferred:     {"preferred", "preferredname", "knownas", "likestobecalled"},
	FieldPronouns:      {"pronouns", "pronoun"},
	FieldBirthDate:     {"birthdate", "dateofbirth", "dob", "dobirth", "born", "personbirthdate", "patientdateofbirth", "patientdob"},
	FieldNHSNumber:     {"nhsnumber", "nhsno", "nhs", "nhsnum", "newnhsnumber", "patientnhsnumber"},
	FieldLocalID:       {"localpatientid", "localpatientidentifier", "localid", "patientid", "hospitalnumber", "hospitalno", "rioid", "rionumber", "riono", "clientid", "mrn"},
	FieldLanguage:      {"language", "preferredlanguage", "mainlanguage"},
	FieldCommunication: {"communication", "communicationneeds", "accessibilityneeds"},
	FieldRequestID:     {"servicerequestid", "servicerequestidentifier", "referralid", "referralnumber"},
	FieldReceived:      {"received", "referralreceived", "referralreceiveddate", "referraldate", "dateofreferral", "referralrequestreceiveddate"},
	FieldTeam:          {"team", "teamname", "referredto", "caseloadteam"},
}

// Guess maps the columns whose names are known. A worker looks at it, and changes
// it, before anything is taken.
func (s *Sheet) Guess() Mapping {
	m := Mapping{}
	for i := range s.Columns {
		name := plainName(s.Columns[i])
		for field, known := range heads {
			if _, taken := m[field]; !taken && slices.Contains(known, name) {
				m[field] = i
			}
		}
	}
	return m
}

// plainName is the name of a column without what differs between programs.
func plainName(column string) string { return strings.Map(letterOrDigit, strings.ToLower(column)) }

func letterOrDigit(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

func (m Mapping) check(columns int) error {
	_, family := m[FieldFamily]
	_, given := m[FieldGiven]
	if !family && !given {
		return refuse("Please choose the column with the family name, or with the given name.")
	}
	taken := map[int]bool{}
	for _, column := range m {
		if column < 0 || column >= columns {
			return refuse("A column that was chosen is not in the file.")
		}
		if taken[column] {
			return refuse("One column was chosen for two things. Please choose each column once.")
		}
		taken[column] = true
	}
	return nil
}
