package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/ui/field"
)

// The names of the fields of the form.
const (
	fieldFamily        = "family"
	fieldGiven         = "given"
	fieldPreferred     = "preferred"
	fieldTitle         = "title"
	fieldPronouns      = "pronouns"
	fieldBorn          = "born"
	fieldNumber        = "number"
	fieldLocal         = "local"
	fieldCommunication = "communication"
	fieldLanguage      = "language"
	fieldInpatient     = "inpatient"
	fieldDeceased      = "deceased"
)

// yes and no are the values of the two questions that have these answers.
const (
	yes = "yes"
	no  = "no"
)

// detailsForm is the form with everything that is written down about who somebody
// is.
func detailsForm(o Options, p dialog.Person, adding bool) *field.Form {
	line := func(name, label, hint string, l text.Limits, value string) field.Field {
		return filled(field.NewText(field.About{Name: name, Label: label, Optional: true, Hint: hint}, l), value)
	}
	parsed := func(name, label, hint string, parse func(string) (string, error), value string) field.Field {
		return filled(field.NewDate(field.About{Name: name, Label: label, Optional: true, Hint: hint}, parse), value)
	}
	yesNo := func(name, label, hint string, value bool) field.Field {
		f := field.NewChoice(field.About{Name: name, Label: label, Optional: true, Hint: hint}, field.Option{Value: yes, Label: "Yes"}, field.Option{Value: no, Label: "No"})
		if !adding {
			f.Set(map[bool]string{true: yes, false: no}[value])
		}
		return f
	}
	number := ""
	if p.NHSNumber != "" {
		number = p.NHSNumber.String()
	}
	return field.NewForm(
		line(fieldFamily, "Family name", "", text.Name, p.Family),
		line(fieldGiven, "Given names", "", text.Name, p.Given),
		line(fieldPreferred, "Preferred name", "What the person likes to be called.", text.Name, p.Preferred),
		line(fieldTitle, "Title", "For example Ms, Mr, Mx or Dr.", text.Ident, p.Title),
		line(fieldPronouns, "Pronouns", "For example she/her, he/him or they/them.", text.Ident, p.Pronouns),
		parsed(fieldBorn, "Date of birth", dateHint, pastDate(o.today(), "A date of birth cannot be on a day to come. Please check it."), dateValue(p.BirthDate)),
		parsed(fieldNumber, "NHS number", "Ten digits. Leave it empty if you do not have it.", nhsNumber(o.Demo), number),
		line(fieldLocal, "Local patient id", "At most 20 characters.", text.Ident, p.LocalPatientID),
		line(fieldCommunication, "Communication", "Communication needs: for example large print, hearing loop, time to answer.", text.Line, p.Communication),
		line(fieldLanguage, "Language", "The language the person prefers.", text.Ident, p.Language),
		yesNo(fieldInpatient, "In hospital now", "While somebody is an inpatient no DIALOG is due by itself.", p.Inpatient),
		yesNo(fieldDeceased, "Has died", "No DIALOG is due after a death.", p.Deceased),
	)
}

// personFrom is a person with what the form says, and otherwise as before.
func personFrom(values map[string]string, before dialog.Person) dialog.Person {
	p := before
	p.Family, p.Given, p.Preferred = values[fieldFamily], values[fieldGiven], values[fieldPreferred]
	p.Title, p.Pronouns = values[fieldTitle], values[fieldPronouns]
	p.BirthDate = readDate(values[fieldBorn])
	p.NHSNumber = dialog.NHSNumber(strings.ReplaceAll(values[fieldNumber], " ", ""))
	p.LocalPatientID = values[fieldLocal]
	p.Communication, p.Language = values[fieldCommunication], values[fieldLanguage]
	p.Inpatient, p.Deceased = values[fieldInpatient] == yes, values[fieldDeceased] == yes
	return p
}

// prefilled is a person begun with what was typed into a search: an NHS number,
// a local id, or a name as "Smith, Jane" or "Jane Smith". A single word is a
// family name. It is only a beginning, in view to be put right.
func prefilled(typed string, demo bool) dialog.Person {
	typed, err := text.Clean(typed, text.Name)
	if err != nil || typed == "" {
		return dialog.Person{}
	}
	if n, err := dialog.ParseNHSNumber(typed, demo); err == nil && n != "" {
		return dialog.Person{NHSNumber: n}
	}
	if strings.ContainsAny(typed, "0123456789") {
		if utf8.RuneCountInString(typed) <= 20 {
			return dialog.Person{LocalPatientID: typed}
		}
		return dialog.Person{}
	}
	family, given, comma := strings.Cut(typed, ",")
	if !comma {
		given, family = "", typed
		if i := strings.LastIndexByte(typed, ' '); i > 0 {
			given, family = typed[:i], typed[i+1:]
		}
	}
	return dialog.Person{Family: capital(strings.TrimSpace(family)), Given: capital(strings.TrimSpace(given))}
}

// capital gives a name that was typed in a hurry its first letter.
func capital(name string) string {
	if name != strings.ToLower(name) {
		return name
	}
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToTitle(first)) + name[size:]
}
