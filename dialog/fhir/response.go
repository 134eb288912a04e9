package fhir

import (
	"cmp"
	"fmt"
	"strconv"

	"alongside/dialog"
)

// absent says in FHIR's words why an item has no rating (data-absent-reason).
var absent = map[dialog.State]string{
	dialog.Declined:      "asked-declined",
	dialog.NotApplicable: "not-applicable",
	dialog.Later:         "temp-unknown",
}

// response writes an assessment, drafts too.
func (c *Codec) response(r *dialog.Record, a *dialog.Assessment) *QuestionnaireResponse {
	person := r.Person.ID
	id := uuid(a.ID)
	out := &QuestionnaireResponse{
		head:       head{ResourceType: "QuestionnaireResponse", ID: a.ID.String(), Extension: []Extension{c.facts(a)}},
		Identifier: &id, Questionnaire: c.canonical(a.Instrument), Status: responseStatus(a), Subject: to("Patient", person),
		Authored: text(a.DoneAt), Author: c.worker(a.Worker), Source: giver(person, a),
	}
	if !a.Referral.IsZero() {
		out.Extension = append(out.Extension, Extension{URL: extEpisode, ValueReference: held("EpisodeOfCare", a.Referral, r.Referral(a.Referral) != nil)})
	}
	for _, d := range a.Order() {
		if answer := a.Answers.Get(d); answer != (dialog.Answer{}) {
			out.Item = append(out.Item, c.answered(d, answer))
		}
	}
	for _, m := range means {
		if value, ok := hundredths(m.of(&a.Answers)); ok {
			out.Item = append(out.Item, ResponseItem{LinkID: m.code, Answer: []ResponseAnswer{{ValueDecimal: value}}})
		}
	}
	return out
}

func responseStatus(a *dialog.Assessment) string {
	switch {
	case a.StruckOut:
		return "entered-in-error"
	case a.Status == dialog.Draft:
		return "in-progress"
	case a.Status == dialog.Closed:
		return "stopped"
	case a.Amended:
		return "amended"
	}
	return "completed"
}

// giver is who gave the answers, nil where that was not recorded.
func giver(person dialog.ID, a *dialog.Assessment) *Reference {
	switch a.Completion {
	case dialog.CompletionUnknown:
		return nil
	case dialog.Proxy:
		return &Reference{Type: "RelatedPerson", Display: "Somebody else on the person's behalf"}
	}
	return to("Patient", person)
}

// facts are what FHIR has no place for: how the answers came in, and what the
// status alone does not tell once an assessment is struck out.
func (c *Codec) facts(a *dialog.Assessment) Extension {
	out := Extension{URL: c.ext("assessment")}
	add := func(e Extension) { out.Extension = append(out.Extension, e) }
	add(Extension{URL: "status", ValueCode: string(a.Status)})
	add(Extension{URL: "layout", ValueCode: string(a.Layout)})
	flag := func(name string, is bool) {
		if is {
			add(Extension{URL: name, ValueBoolean: truth(true)})
		}
	}
	flag("amended", a.Amended)
	flag("friendships-first", a.FriendshipsFirst)
	if a.Completion != dialog.CompletionUnknown {
		add(Extension{URL: "completion", ValueCode: string(a.Completion)})
	}
	if !a.Ended.IsZero() {
		add(Extension{URL: "ended", ValueDateTime: text(a.Ended)})
	}
	for _, word := range [][2]string{{"taken-over-from", a.Source}, {"language", a.Language}, {"reason", a.Reason}, {"struck-out-reason", a.StruckReason}} {
		if word[1] != "" {
			add(Extension{URL: word[0], ValueString: word[1]})
		}
	}
	return out
}

// answered writes the group of one item.
func (c *Codec) answered(d dialog.Domain, a dialog.Answer) ResponseItem {
	out := ResponseItem{LinkID: d.String()}
	if !a.At.IsZero() {
		out.Extension = append(out.Extension, Extension{URL: c.ext("answered-at"), ValueDateTime: text(a.At)})
	}
	if a.Language != "" {
		out.Extension = append(out.Extension, Extension{URL: c.ext("asked-in-language"), ValueString: a.Language})
	}
	if a.Mode != dialog.ModeUnknown {
		out.Extension = append(out.Extension, Extension{URL: c.ext("given-by"), ValueCode: string(a.Mode)})
	}
	score := ResponseItem{LinkID: scoreLink(d)}
	switch reason := absent[a.State]; {
	case a.State == dialog.Rated:
		rating := c.rating(a.Rating)
		score.Answer = []ResponseAnswer{{ValueCoding: &rating}}
		out.Item = append(out.Item, score)
	case reason != "":
		score.Extension = []Extension{{URL: extAbsent, ValueCode: reason}}
		out.Item = append(out.Item, score)
	}
	if a.Help != dialog.HelpNotAsked {
		out.Item = append(out.Item, ResponseItem{LinkID: helpLink(d), Answer: []ResponseAnswer{{ValueBoolean: truth(a.Help == dialog.HelpWanted)}}})
	}
	if a.Note != "" {
		out.Item = append(out.Item, ResponseItem{LinkID: noteLink(d), Answer: []ResponseAnswer{{ValueString: a.Note}}})
	}
	return out
}

// assessment reads what response wrote.
func (c *Codec) assessment(r *QuestionnaireResponse) (dialog.Assessment, error) {
	var a dialog.Assessment
	var errs [5]error
	a.ID, errs[0] = dialog.ParseID(r.ID)
	a.Instrument, errs[1] = c.measure(r.Questionnaire)
	errs[2] = a.DoneAt.UnmarshalText([]byte(r.Authored))
	a.Worker, errs[3] = parseUUID(r.Author)
	if episode := extension(r.Extension, extEpisode).ValueReference; episode != nil {
		a.Referral, errs[4] = parseReference("EpisodeOfCare", episode)
	}
	if err := cmp.Or(errs[:]...); err != nil {
		return a, err
	}
	if err := c.readFacts(r, &a); err != nil {
		return a, err
	}
	for i := range r.Item {
		if err := c.readItem(&r.Item[i], &a); err != nil {
			return a, err
		}
	}
	return a, c.agrees(r, &a)
}

func (c *Codec) readFacts(r *QuestionnaireResponse, a *dialog.Assessment) error {
	facts := extension(r.Extension, c.ext("assessment")).Extension
	a.Status = dialog.Status(extension(facts, "status").ValueCode)
	a.Layout = dialog.Layout(extension(facts, "layout").ValueCode)
	a.Completion = dialog.Completion(extension(facts, "completion").ValueCode)
	a.Amended = extension(facts, "amended").ValueBoolean != nil
	a.FriendshipsFirst = extension(facts, "friendships-first").ValueBoolean != nil
	a.Source = extension(facts, "taken-over-from").ValueString
	a.Language = extension(facts, "language").ValueString
	a.Reason = extension(facts, "reason").ValueString
	a.StruckReason = extension(facts, "struck-out-reason").ValueString
	a.StruckOut = r.Status == "entered-in-error"
	return a.Ended.UnmarshalText([]byte(extension(facts, "ended").ValueDateTime))
}

func (c *Codec) readItem(item *ResponseItem, a *dialog.Assessment) error {
	d, err := dialog.ParseDomain(item.LinkID)
	if err != nil || !d.Valid() {
		if item.LinkID == codeLife || item.LinkID == codeTreatment {
			return nil // worked out again, see agrees
		}
		return fmt.Errorf("an item of the response is not one of the measure")
	}
	var answer dialog.Answer
	if err := answer.At.UnmarshalText([]byte(extension(item.Extension, c.ext("answered-at")).ValueDateTime)); err != nil {
		return err
	}
	answer.Language = extension(item.Extension, c.ext("asked-in-language")).ValueString
	answer.Mode = dialog.Mode(extension(item.Extension, c.ext("given-by")).ValueCode)
	for i := range item.Item {
		if err := readAnswer(&item.Item[i], d, &answer); err != nil {
			return err
		}
	}
	a.Answers.Set(d, answer)
	return nil
}

func readAnswer(item *ResponseItem, d dialog.Domain, answer *dialog.Answer) error {
	var given ResponseAnswer
	if len(item.Answer) > 0 {
		given = item.Answer[0]
	}
	switch {
	case item.LinkID == scoreLink(d) && given.ValueCoding != nil:
		rating, err := strconv.Atoi(given.ValueCoding.Code)
		answer.State, answer.Rating = dialog.Rated, rating
		return err
	case item.LinkID == scoreLink(d):
		reason := extension(item.Extension, extAbsent).ValueCode
		for state, code := range absent {
			if code == reason {
				answer.State = state
			}
		}
	case item.LinkID == helpLink(d) && given.ValueBoolean != nil:
		answer.Help = dialog.HelpNot
		if *given.ValueBoolean {
			answer.Help = dialog.HelpWanted
		}
	case item.LinkID == noteLink(d):
		answer.Note = given.ValueString
	default:
		return fmt.Errorf("an item of the response is not one of the measure")
	}
	return nil
}

// agrees refuses a response that says one thing in two places differently.
func (c *Codec) agrees(r *QuestionnaireResponse, a *dialog.Assessment) error {
	if r.Status != responseStatus(a) {
		return disagree("the status")
	}
	for _, m := range means {
		want, _ := hundredths(m.of(&a.Answers))
		for _, item := range r.Item {
			if item.LinkID == m.code && (len(item.Answer) == 0 || item.Answer[0].ValueDecimal != want) {
				return disagree("a mean")
			}
		}
	}
	return nil
}

func disagree(what string) error {
	return fmt.Errorf("%s is given in two places, and they differ", what)
}
