package fhir

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// mean is one of the two means of the measure.
type mean struct {
	code     string
	variable string // what the Questionnaire calls the ratings it is made of
	title    string
	domains  []dialog.Domain
}

var means = []mean{
	{codeLife, "life", "Quality of life: mean of the life areas", dialog.LifeDomains()},
	{codeTreatment, "treatment", "Treatment satisfaction: mean of the treatment areas", dialog.TreatmentDomains()},
}

func (m mean) of(a *dialog.Answers) dialog.Mean { return dialog.MeanOf(a, m.domains) }

// meanWith returns the mean that an area is part of.
func meanWith(d dialog.Domain) mean {
	if slices.Contains(means[1].domains, d) {
		return means[1]
	}
	return means[0]
}

// hundredths returns a mean as FHIRPath's round(2) does, a half rounded up, and
// false when there is none. It is worked out with whole numbers.
func hundredths(m dialog.Mean) (json.Number, bool) {
	if _, ok := m.Value(); !ok {
		return "", false
	}
	n := (200*m.Sum + m.N) / (2 * m.N)
	return json.Number(fmt.Sprintf("%d.%02d", n/100, n%100)), true
}

// Questionnaire returns the measure as a form that other programs can show and
// score: the questions as they stand, the ratings with their ordinal values, and
// the means as formulas that give nothing when fewer than half of their items are
// rated. The order is that of the embedded text.
func (c *Codec) Questionnaire() *Questionnaire {
	i := instrument.DIALOG
	q := &Questionnaire{
		head:    head{ResourceType: "Questionnaire", ID: i.Name + "-" + i.Version},
		URL:     strings.TrimSuffix(c.canonical(i), "|"+i.Version),
		Version: i.Version, Name: "DIALOG", Title: "DIALOG", Status: "active", SubjectType: []string{"Patient"},
		Description: "Eleven questions about satisfaction with life and treatment. " + instrument.HalfRule + " " + instrument.Unchecked,
		Copyright:   instrument.Attribution + " " + instrument.Permission,
	}
	for _, m := range means {
		q.Extension = append(q.Extension, Extension{URL: extVariable, ValueExpression: &Expression{
			Name: m.variable, Language: "text/fhirpath", Expression: ratingsOf(m),
		}})
	}
	for _, d := range dialog.Domains() {
		q.Item = append(q.Item, c.question(d))
	}
	for _, m := range means {
		q.Item = append(q.Item, c.meanItem(m))
	}
	return q
}

// ratingsOf is the formula for the ratings that a mean is made of. The code of a
// rating is its number, so that it takes no more than FHIRPath itself.
func ratingsOf(m mean) string {
	links := make([]string, len(m.domains))
	for i, d := range m.domains {
		links[i] = "'" + d.String() + "'"
	}
	return "%resource.item.where(linkId in (" + strings.Join(links, " | ") + ")).item.where(linkId.endsWith('.score')).answer.value.select(code.toInteger())"
}

func (c *Codec) meanItem(m mean) QuestionnaireItem {
	formula := fmt.Sprintf("iif(%%%s.count() * 2 >= %d, %%%s.avg().round(2), {})", m.variable, len(m.domains), m.variable)
	return QuestionnaireItem{
		Extension: []Extension{{URL: extCalculated, ValueExpression: &Expression{Language: "text/fhirpath", Expression: formula}}},
		LinkID:    m.code, Code: []Coding{{System: c.system(measureCodes), Code: m.code}}, Text: m.title, Kind: "decimal", ReadOnly: truth(true),
	}
}

func (c *Codec) question(d dialog.Domain) QuestionnaireItem {
	words := instrument.English()
	score := QuestionnaireItem{LinkID: scoreLink(d), Code: c.item(d, instrument.DIALOG).Coding, Text: words.Question(d), Kind: "choice"}
	for rating := dialog.LowestRating; rating <= dialog.HighestRating; rating++ {
		coding := c.rating(rating)
		coding.Extension = []Extension{{URL: extOrdinal, ValueDecimal: json.Number(strconv.Itoa(rating))}}
		score.AnswerOption = append(score.AnswerOption, AnswerOption{coding})
	}
	return QuestionnaireItem{LinkID: d.String(), Text: words.Short(d), Kind: "group", Item: []QuestionnaireItem{
		score,
		{LinkID: helpLink(d), Code: []Coding{{System: c.system(measureCodes), Code: codeHelp}}, Text: words.Help, Kind: "boolean"},
		{LinkID: noteLink(d), Text: "Note", Kind: "text"},
	}}
}

func scoreLink(d dialog.Domain) string { return d.String() + ".score" }
func helpLink(d dialog.Domain) string  { return d.String() + ".help" }
func noteLink(d dialog.Domain) string  { return d.String() + ".note" }

// rating is one of the seven answers.
func (c *Codec) rating(n int) Coding {
	return Coding{System: c.system(ratingCodes), Code: strconv.Itoa(n), Display: instrument.English().Label(n)}
}
