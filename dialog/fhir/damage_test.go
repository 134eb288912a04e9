package fhir_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/demo"
	"alongside/dialog/fhir"
	"alongside/dialog/instrument"
)

// told is one person's record with something of everything in it.
func told(t testing.TB) *fhir.History {
	t.Helper()
	return fhir.Follow(entriesOf(t))
}

// amend is a further entry for the record of told.
func amend(h *fhir.History, d dialog.Domain, answer dialog.Answer) dialog.Entry {
	id := func(n byte) dialog.ID { return dialog.NewID(begun, [10]byte{9: n}) }
	n := int64(h.Record.Entries + 1)
	return dialog.Entry{ID: id(byte(100 + n)), Device: id(1), DeviceSeq: n, Rank: n, RecordedAt: dialog.At(begun), Change: dialog.Change{
		Person: id(2), Worker: id(3), DoneAt: dialog.At(begun),
		Body: &dialog.AnswerRecorded{Assessment: h.Record.Assessments[0].ID, Domain: d, Answer: answer, Reason: "Misheard"},
	}}
}

func entriesOf(t testing.TB) []dialog.Entry {
	t.Helper()
	at := begun
	id := func(n byte) dialog.ID { return dialog.NewID(begun, [10]byte{9: n}) }
	var entries []dialog.Entry
	say := func(body dialog.Body) {
		at = at.Add(time.Minute)
		n := int64(len(entries) + 1)
		entries = append(entries, dialog.Entry{ID: id(byte(100 + n)), Device: id(1), DeviceSeq: n, Rank: n, RecordedAt: dialog.At(at),
			Change: dialog.Change{Person: id(2), Worker: id(3), DoneAt: dialog.At(at), Body: body}})
	}
	say(&dialog.PersonRecorded{Person: dialog.Person{Title: "Ms", Given: "Robin", Family: "Example", Preferred: "Rob", Pronouns: "they/them",
		BirthDate: dialog.Date{Year: 1985, Month: 7, Day: 14}, NHSNumber: demo.Number(1), LocalPatientID: "D04137",
		Language: "English", Communication: "Large print"}})
	say(&dialog.ReferralRecorded{Referral: dialog.Referral{ID: id(4), ServiceRequestID: "R0001234", Received: dialog.Date{Year: 2026, Month: 1, Day: 5},
		Closed: dialog.Date{Year: 2026, Month: 9, Day: 1}, Team: "North Hub", Setting: dialog.Community}})
	say(&dialog.AttemptRecorded{Attempt: dialog.Attempt{ID: id(5), Reason: dialog.AttemptUnwell, Note: "Next week"}})
	say(&dialog.AssessmentStarted{Assessment: id(6), Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together,
		Language: "en", Referral: id(4), Identity: dialog.IdentityAsked})
	for i, d := range dialog.Domains() {
		answer := dialog.Answer{State: dialog.Rated, Rating: 1 + i%7, Help: dialog.HelpNot, Language: "en"}
		switch d {
		case dialog.MentalHealth:
			answer.Help, answer.Note = dialog.HelpWanted, "Sleep is the worst of it."
		case dialog.PersonalSafety:
			answer = dialog.Answer{State: dialog.Declined, Language: "en"}
		case dialog.JobSituation:
			answer = dialog.Answer{State: dialog.NotApplicable, Language: "en"}
		}
		say(&dialog.AnswerRecorded{Assessment: id(6), Domain: d, Answer: answer})
	}
	say(&dialog.AssessmentFinished{Assessment: id(6)})
	say(&dialog.AnswerRecorded{Assessment: id(6), Domain: dialog.Friendships, Answer: dialog.Answer{State: dialog.Rated, Rating: 5}, Reason: "Misheard"})
	say(&dialog.GoalRecorded{Goal: dialog.Goal{ID: id(7), Text: "Cook twice a week", Kind: dialog.LifeGoal, Domain: dialog.PhysicalHealth, Status: dialog.GoalActive}})
	say(&dialog.GoalCounted{Goal: id(7), Referral: id(4), Slot: dialog.FirstSlot})
	say(&dialog.GoalRated{Goal: id(7), Rating: 4, Assessment: id(6)})
	say(&dialog.ActionAgreed{Action: dialog.Action{ID: id(8), Text: "Look for a cooking group near the hub", Owner: dialog.WorkerOwns,
		Due: dialog.Date{Year: 2026, Month: 3, Day: 28}, Domain: dialog.PhysicalHealth, Goal: id(7), Assessment: id(6)}})
	say(&dialog.ActionReviewed{Action: id(8), Outcome: dialog.ActionPartly, Note: "There is one on Thursdays"})
	about := func(n byte, trait dialog.Trait, value string) {
		say(&dialog.CharacteristicRecorded{Characteristic: dialog.Characteristic{ID: id(n), Trait: trait, State: dialog.TraitTold, Values: []string{value},
			From: dialog.DateOf(begun), Teller: dialog.TellerPerson}})
	}
	about(60, dialog.Ethnicity, "mixed-white-asian")
	about(61, dialog.Gender, "male")
	about(62, dialog.Gender, "female")
	about(63, dialog.SameAsAtBirth, "no")
	return entries
}

// damage changes the first resource of a kind for which the change does something.
type damage struct {
	kind      string
	from, to  string               // of the text
	change    func(map[string]any) // or of the content
	inFinding string               // what the finding has to say
}

func set(name string, v any) func(map[string]any) { return func(o map[string]any) { o[name] = v } }

func without(name string) func(map[string]any) { return func(o map[string]any) { delete(o, name) } }

func inside(name string, change func(map[string]any)) func(map[string]any) {
	return func(o map[string]any) {
		switch v := o[name].(type) {
		case map[string]any:
			change(v)
		case []any:
			change(v[0].(map[string]any))
		}
	}
}

var damages = map[string]damage{
	"required status missing":           {kind: "Observation", change: without("status"), inFinding: "status is missing"},
	"required intent missing":           {kind: "CarePlan", change: without("intent"), inFinding: "intent is missing"},
	"required object missing":           {kind: "Goal", change: without("description"), inFinding: "description is missing"},
	"required agent missing":            {kind: "Provenance", change: without("agent"), inFinding: "agent is missing"},
	"no author among the agents":        {kind: "Provenance", from: `"code":"author"`, to: `"code":"assembler"`, inFinding: "does not say who"},
	"wrong code of an observation":      {kind: "Observation", from: `"status":"final"`, to: `"status":"done"`, inFinding: "status is not one of"},
	"wrong code of a goal":              {kind: "Goal", from: `"lifecycleStatus":"active"`, to: `"lifecycleStatus":"busy"`, inFinding: "lifecycleStatus is not one of"},
	"wrong code of a response":          {kind: "QuestionnaireResponse", change: set("status", "final"), inFinding: "status is not one of"},
	"unknown element":                   {kind: "Patient", change: set("colour", "red"), inFinding: "is not an element"},
	"element in capitals":               {kind: "Patient", from: `"birthDate"`, to: `"BirthDate"`, inFinding: "is not an element"},
	"element twice":                     {kind: "Patient", from: `"birthDate"`, to: `"birthDate":"1985-07-15","birthDate"`, inFinding: "twice"},
	"text where a list belongs":         {kind: "Patient", change: set("name", "Robin"), inFinding: "is not a list"},
	"text where a number belongs":       {kind: "Observation", change: set("valueInteger", "4"), inFinding: "is not a number"},
	"two values":                        {kind: "Observation", change: set("valueQuantity", map[string]any{"value": json.Number("4"), "unit": "score", "system": "http://unitsofmeasure.org", "code": "{score}"}), inFinding: "more than one of"},
	"a day that does not exist":         {kind: "Patient", change: set("birthDate", "1985-02-30"), inFinding: "is not a date"},
	"an instant without a zone":         {kind: "Provenance", change: set("recorded", "2026-03-14T10:05:00"), inFinding: "is not a instant"},
	"a value beside a reason for none":  {kind: "Observation", change: set("dataAbsentReason", map[string]any{"text": "declined"}), inFinding: "obs-6"},
	"an extension without a value":      {kind: "Patient", change: inside("extension", func(o map[string]any) { delete(o, "extension") }), inFinding: "ext-1"},
	"a reference that leads nowhere":    {kind: "Goal", change: inside("subject", set("reference", "Patient/01961b16-0000-7000-8000-000000000999")), inFinding: "leads nowhere"},
	"a reference to the wrong type":     {kind: "CarePlan", change: inside("goal", func(o map[string]any) { o["reference"] = "Patient/" + personID }), inFinding: "leads to a Patient"},
	"an empty list":                     {kind: "Observation", change: set("category", []any{}), inFinding: "empty list"},
	"an empty text":                     {kind: "Goal", change: inside("description", set("text", "")), inFinding: "is empty"},
	"an empty object":                   {kind: "EpisodeOfCare", change: set("period", map[string]any{}), inFinding: "is empty"},
	"a null":                            {kind: "Goal", change: set("statusReason", nil), inFinding: "null"},
	"an id with an underscore":          {kind: "Observation", change: set("id", "a_b"), inFinding: "is not a id"},
	"half a point":                      {kind: "Observation", from: `"valueInteger":1`, to: `"valueInteger":4.5`, inFinding: "is not a whole number"},
	"a control character":               {kind: "Goal", change: inside("description", set("text", "Cook\u001b[2J")), inFinding: "cannot be shown"},
	"a task without an owner":           {kind: "Task", change: without("owner"), inFinding: "owner is missing"},
	"an outcome of another kind":        {kind: "Task", from: `"code":"partly"`, to: `"code":"half"`, inFinding: "is not a code of its system"},
	"the code of an item for a goal":    {kind: "Observation", from: "1638531000000102", to: "1037651000000100", inFinding: "does not give to a goal"},
	"a rating above the scale":          {kind: "Observation", change: set("valueInteger", json.Number("8")), inFinding: "outside the scale"},
	"a rating of nought":                {kind: "Observation", change: set("valueInteger", json.Number("0")), inFinding: "outside the scale"},
	"a number for a declined item":      {kind: "QuestionnaireResponse", from: `"valueCode":"asked-declined"}]`, to: `"valueCode":"asked-declined"}],"answer":[{"valueDecimal":0}]`, inFinding: "an answer and a reason"},
	"an unanswered score":               {kind: "QuestionnaireResponse", from: `"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"}],`, to: ``, inFinding: "neither an answer nor"},
	"a rating not on the scale":         {kind: "QuestionnaireResponse", from: `"code":"6"`, to: `"code":"06"`, inFinding: "is not a code of its system"},
	"an item twice":                     {kind: "QuestionnaireResponse", from: `"linkId":"medication"`, to: `"linkId":"meetings"`, inFinding: "twice"},
	"a SNOMED CT code that was rounded": {kind: "Observation", from: "1037661000000102", to: "1037661000000100", inFinding: "do not add up"},
	"the code of another item":          {kind: "Observation", from: "1037661000000102", to: "1037651000000100", inFinding: "does not give it"},
	"an NHS number with a wrong digit":  {kind: "Patient", change: inside("identifier", set("value", "9990732575")), inFinding: "NHS number"},
	"an end before the beginning":       {kind: "EpisodeOfCare", change: set("period", map[string]any{"start": "2026-03-02", "end": "2026-03-01"}), inFinding: "per-1"},
	"something after the end":           {kind: "Patient", from: `"resourceType":"Patient"`, to: `"resourceType":"Patient"} {"x":1`, inFinding: "after its end"},
	"another resource":                  {kind: "Patient", from: `"resourceType":"Patient"`, to: `"resourceType":"Person"`, inFinding: "is not one that is written here"},
	"an extension of somebody's":        {kind: "Patient", from: `individual-pronouns`, to: `individual-colour`, inFinding: "is not an extension"},
	"an identifier that is not its own": {kind: "CarePlan", change: inside("identifier", set("value", "urn:uuid:01961b16-0000-7000-8000-000000000999")), inFinding: "does not have the id"},
}

var (
	begun    = time.Date(2026, 3, 14, 10, 5, 0, 0, time.UTC)
	personID = dialog.NewID(begun, [10]byte{9: 2}).String()
)

// apply damages one resource, and reports false when the damage does nothing to it.
func (d damage) apply(t *testing.T, b []byte) ([]byte, bool) {
	t.Helper()
	if d.change == nil {
		out := bytes.Replace(b, []byte(d.from), []byte(d.to), 1)
		return out, !bytes.Equal(out, b)
	}
	var o map[string]any
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(&o); err != nil {
		t.Fatal(err)
	}
	d.change(o)
	out, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return out, true
}

func TestCheckFindsDamage(t *testing.T) {
	c := codec(t)
	good := encode(t, c.Resources(told(t)))
	if err := c.CheckAll(good, true); err != nil {
		t.Fatalf("what is sound is refused: %v", err)
	}
	for name, d := range damages {
		t.Run(name, func(t *testing.T) {
			bad, done := bytesOf(good), false
			for i, b := range good {
				if bytes.HasPrefix(b, []byte(`{"resourceType":"`+d.kind+`"`)) && !done {
					bad[i], done = d.apply(t, b)
				}
			}
			if !done {
				t.Fatal("the damage was done to nothing")
			}
			err := c.CheckAll(bad, true)
			if err == nil {
				t.Fatal("it is not found")
			}
			findings, _ := err.(fhir.Findings)
			for _, f := range findings {
				if strings.Contains(f.String(), d.inFinding) {
					return
				}
			}
			t.Errorf("found %v, none of which says %q", findings, d.inFinding)
		})
	}
	if len(damages) < 26 {
		t.Errorf("only %d kinds of damage are tried", len(damages))
	}
}

func bytesOf(list [][]byte) [][]byte { return append([][]byte(nil), list...) }

// bundleDamages are those that only a transaction can have.
var bundleDamages = map[string]struct{ from, to, inFinding string }{
	"another method":        {`"method":"PUT"`, `"method":"POST"`, "method is not one of"},
	"a condition":           {`"method":"PUT"`, `"method":"PUT","ifNoneExist":"identifier=x"`, "is not an element"},
	"another place":         {`"url":"Patient/`, `"url":"Patient/x`, "not where the resource belongs"},
	"a batch":               {`"type":"transaction"`, `"type":"batch"`, "type is not one of"},
	"a reference to nobody": {`"subject":{"reference":"Patient/`, `"subject":{"reference":"Patient/x`, "leads nowhere"},
	"no address of its own": {`"fullUrl":"https:`, `"fullUrl":"http:`, "is not the resource's own"},
	"no request":            {`,"request":{"method":"PUT","url":"Patient/` + personID + `"}`, ``, "request is missing"},
	"a number above seven":  {`"valueInteger":6`, `"valueInteger":8`, "outside the scale"},
	"fifty-one of a kind":   {"", "", "more than 50"},
}

func TestCheckFindsDamageInTransactions(t *testing.T) {
	c := codec(t)
	h := told(t)
	bundles, err := c.Bundles(h, h.Record.Assessments[0].ID)
	if err != nil || len(bundles) != 1 {
		t.Fatalf("%d bundles: %v", len(bundles), err)
	}
	good, err := fhir.Encode(bundles[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := c.CheckAll([][]byte{good}, true); err != nil {
		t.Fatalf("what is sound is refused: %v", err)
	}
	for name, d := range bundleDamages {
		t.Run(name, func(t *testing.T) {
			bad := bytes.Replace(good, []byte(d.from), []byte(d.to), 1)
			if d.from == "" {
				entry := bundles[0].Entry[0]
				bad, _ = fhir.Encode(&fhir.Bundle{ResourceType: "Bundle", Kind: "transaction", Entry: repeated(entry, 51)})
			}
			err := c.CheckAll([][]byte{bad}, true)
			if err == nil || bytes.Equal(bad, good) {
				t.Fatal("it is not found")
			}
			for _, f := range err.(fhir.Findings) {
				if strings.Contains(f.String(), d.inFinding) {
					return
				}
			}
			t.Errorf("found %v, none of which says %q", err, d.inFinding)
		})
	}
}

func repeated(e fhir.BundleEntry, n int) []fhir.BundleEntry {
	var all []fhir.BundleEntry
	for range n {
		all = append(all, e)
	}
	return all
}
