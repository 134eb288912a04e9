package report

import (
	"alongside/dialog"
	"alongside/dialog/text"
)

// detail is one of the details of a person, as it is compared.
type detail struct {
	words string
	of    func(*dialog.Person) string
}

// details are those by which somebody is known or served, the NHS number first.
var details = []detail{
	{"NHS number", func(p *dialog.Person) string { return string(p.NHSNumber) }},
	{"local id", func(p *dialog.Person) string { return text.Fold(p.LocalPatientID) }},
	{"name", func(p *dialog.Person) string { return text.Fold(p.Family + " " + p.Given) }},
	{"title", func(p *dialog.Person) string { return text.Fold(p.Title) }},
	{"name they like to be called", func(p *dialog.Person) string { return text.Fold(p.Preferred) }},
	{"pronouns", func(p *dialog.Person) string { return text.Fold(p.Pronouns) }},
	{"date of birth", func(p *dialog.Person) string { return p.BirthDate.ISO() }},
	{"preferred language", func(p *dialog.Person) string { return text.Fold(p.Language) }},
	{"communication needs", func(p *dialog.Person) string { return text.Fold(p.Communication) }},
	{"note of a hospital stay", func(p *dialog.Person) string { return marked(p.Inpatient) }},
	{"note that the person has died", func(p *dialog.Person) string { return marked(p.Deceased) }},
}

func marked(yes bool) string { return map[bool]string{true: "yes"}[yes] }

// Fuller compares what two people's details say: above 0 where those of a say more,
// below where those of b do, 0 where neither does. Having an NHS number comes first.
func Fuller(a, b *dialog.Person) int {
	if (a.NHSNumber == "") != (b.NHSNumber == "") {
		return map[bool]int{true: 1, false: -1}[a.NHSNumber != ""]
	}
	more := 0
	for _, d := range details {
		if d.of(a) != "" {
			more++
		}
		if d.of(b) != "" {
			more--
		}
	}
	return more
}

// OffTopWords says which details of the other of two records put together are not shown
// any more beside those of the one kept, "" where all are. It names them without what
// they say.
func OffTopWords(kept, other *dialog.Person) string {
	var off []string
	for _, d := range details {
		if says := d.of(other); says != "" && says != d.of(kept) {
			off = append(off, d.words)
		}
	}
	if len(off) == 0 {
		return ""
	}
	return "Not shown on top any more, from the record that is not kept: " + and(off) + "."
}
