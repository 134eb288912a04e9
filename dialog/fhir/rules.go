package fhir

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// rules are what a shape cannot say: invariants of FHIR by their name there, and
// those of the measure. It is filled by init, since the rules go through shapes.
var rules map[string]func(*checker, string, map[string]any)

func init() {
	rules = map[string]func(*checker, string, map[string]any){
		"Patient":                           identified,
		"EpisodeOfCare":                     identified,
		"Goal":                              identified,
		"Task":                              identified,
		"CarePlan":                          identified,
		"Observation":                       observationRules,
		"Observation.component":             componentRules,
		"QuestionnaireResponse":             responseRules,
		"QuestionnaireResponse.item":        responseItemRules,
		"QuestionnaireResponse.item.answer": answerRules,
		"Questionnaire.item":                questionRules,
		"Provenance":                        provenanceRules,
		"Bundle":                            bundleRules,
		"Bundle.entry":                      entryRules,
		"Extension":                         extensionRules,
		"Coding":                            codingRules,
		"CodeableConcept":                   conceptRules,
		"Identifier":                        identifierRules,
		"Reference":                         referenceRules,
		"HumanName":                         nameRules,
		"Period":                            periodRules,
	}
}

// at follows names into an object and returns the text there, "" for none.
func at(o map[string]any, names ...string) string {
	for _, name := range names[:len(names)-1] {
		o, _ = o[name].(map[string]any)
	}
	s, _ := o[names[len(names)-1]].(string)
	return s
}

// objects returns the list of objects under a name.
func objects(o map[string]any, name string) []map[string]any {
	list, _ := o[name].([]any)
	var all []map[string]any
	for _, v := range list {
		if item, ok := v.(map[string]any); ok {
			all = append(all, item)
		}
	}
	return all
}

// codeIn returns the code that a concept has in a system.
func codeIn(concept any, system string) string {
	o, _ := concept.(map[string]any)
	for _, coding := range objects(o, "coding") {
		if at(coding, "system") == system {
			return at(coding, "code")
		}
	}
	return ""
}

// identified wants a resource to carry its id as an identifier too: servers that
// choose ids of their own must still know it again.
func identified(ch *checker, path string, o map[string]any) {
	own := "urn:uuid:" + at(o, "id")
	if !slices.ContainsFunc(objects(o, "identifier"), func(i map[string]any) bool { return at(i, "value") == own }) {
		ch.found(path+".identifier", "does not have the id")
	}
}

func observationRules(ch *checker, path string, o map[string]any) {
	identified(ch, path, o)
	_, whole := o["valueInteger"]
	_, quantity := o["valueQuantity"]
	_, none := o["dataAbsentReason"]
	switch {
	case none && (whole || quantity):
		ch.found(path, "has a value and a reason for its absence (obs-6)")
	case !none && !whole && !quantity:
		ch.found(path, "has neither a value nor a reason for its absence")
	}
	own := codeIn(o["code"], ch.codec.system(measureCodes))
	d, err := dialog.ParseDomain(own)
	switch {
	case err == nil && d.Valid():
		ch.within(path+".valueInteger", o["valueInteger"], dialog.LowestRating, dialog.HighestRating)
		if quantity {
			ch.found(path, "has a mean where a rating belongs")
		}
		ch.rightCode(path+".code", d, codeIn(o["code"], systemSNOMED))
		ch.leads(path+".derivedFrom", o)
	case own == codeLife || own == codeTreatment:
		q, _ := o["valueQuantity"].(map[string]any)
		ch.within(path+".valueQuantity.value", q["value"], dialog.LowestRating, dialog.HighestRating)
		if whole {
			ch.found(path, "has a rating where a mean belongs")
		}
		ch.leads(path+".derivedFrom", o)
	case own == codeMeasure:
		if !none {
			ch.found(path, "has a value for the whole of the measure")
		}
	case codeIn(o["code"], ch.codec.system(goalCodes)) == "rating":
		ch.within(path+".valueInteger", o["valueInteger"], dialog.LowestGoalRating, dialog.HighestGoalRating)
		ch.rightSlot(path+".code", codeIn(o["code"], systemSNOMED))
	default:
		ch.found(path+".code", "is nothing that is observed here")
	}
}

// within holds a number to a scale.
func (ch *checker) within(path string, v any, lowest, highest int) {
	n, ok := v.(json.Number)
	if !ok {
		return
	}
	if f, err := n.Float64(); err != nil || f < float64(lowest) || f > float64(highest) {
		ch.found(path, "is outside the scale")
	}
}

// rightCode holds an item to the SNOMED CT code that the code set has for it.
func (ch *checker) rightCode(path string, d dialog.Domain, concept string) {
	if code := ch.codec.set.Codes.Code(d); concept != "" && (concept != code.Concept || !code.Usable()) {
		ch.found(path, "has a SNOMED CT code that the code set does not give it")
	}
}

// rightSlot holds the rating of a goal to the SNOMED CT codes of the Goal-Based
// Outcomes.
func (ch *checker) rightSlot(path, concept string) {
	if concept == "" {
		return
	}
	for slot := dialog.FirstSlot; slot <= dialog.LastSlot; slot++ {
		if code := ch.codec.set.Codes.Goal(slot); code.Usable() && code.Concept == concept {
			return
		}
	}
	ch.found(path, "has a SNOMED CT code that the code set does not give to a goal")
}

func (ch *checker) leads(path string, o map[string]any) {
	if len(objects(o, "derivedFrom")) == 0 {
		ch.found(path, "is missing")
	}
}

func componentRules(ch *checker, path string, o map[string]any) {
	if count(o, []string{"valueBoolean", "valueInteger"}) == 0 {
		ch.found(path, "has no value")
	}
}

func responseRules(ch *checker, path string, o map[string]any) {
	if at(o, "identifier", "value") != "urn:uuid:"+at(o, "id") {
		ch.found(path+".identifier", "does not have the id")
	}
	seen := map[string]bool{}
	for _, item := range objects(o, "item") {
		link := at(item, "linkId")
		if seen[link] {
			ch.found(path+".item", "has an item twice")
		}
		seen[link] = true
		d, err := dialog.ParseDomain(link)
		if (err != nil || !d.Valid()) && link != codeLife && link != codeTreatment {
			ch.found(path+".item", "has an item that the measure does not have")
			continue
		}
		for _, part := range objects(item, "item") {
			if link := at(part, "linkId"); link != scoreLink(d) && link != helpLink(d) && link != noteLink(d) {
				ch.found(path+".item", "has an item that the measure does not have")
			}
		}
	}
}

func responseItemRules(ch *checker, path string, o map[string]any) {
	answers := objects(o, "answer")
	if len(answers) > 1 {
		ch.found(path, "has more than one answer")
	}
	reason := ""
	for _, e := range objects(o, "extension") {
		if at(e, "url") == extAbsent {
			reason = at(e, "valueCode")
		}
	}
	isScore := strings.HasSuffix(at(o, "linkId"), ".score")
	switch {
	case reason != "" && len(answers) > 0:
		ch.found(path, "has an answer and a reason for its absence")
	case isScore && reason == "" && len(answers) == 0:
		ch.found(path, "has neither an answer nor a reason for its absence")
	}
	for _, a := range answers {
		if coding, _ := a["valueCoding"].(map[string]any); isScore && at(coding, "system") != ch.codec.system(ratingCodes) {
			ch.found(path, "is a rating that is not on the scale")
		}
	}
}

func answerRules(ch *checker, path string, o map[string]any) {
	if len(o) != 1 {
		ch.found(path, "does not have exactly one value")
	}
}

func questionRules(ch *checker, path string, o map[string]any) {
	kind := at(o, "type")
	if kind == "group" && len(objects(o, "item")) == 0 {
		ch.found(path, "is a group of nothing (que-1)")
	}
	if kind != "choice" && len(objects(o, "answerOption")) > 0 {
		ch.found(path, "has answers to choose from and is no choice (que-5)")
	}
}

func provenanceRules(ch *checker, path string, o map[string]any) {
	roles := map[string]bool{}
	for _, agent := range objects(o, "agent") {
		roles[codeIn(agent["type"], systemAgent)] = true
	}
	if !roles["author"] {
		ch.found(path+".agent", "does not say who")
	}
}

func bundleRules(ch *checker, path string, o map[string]any) {
	entries := objects(o, "entry")
	if len(entries) > MostEntries {
		ch.found(path+".entry", "has more than "+strconv.Itoa(MostEntries)+" resources")
	}
}

func entryRules(ch *checker, path string, o map[string]any) {
	resource, _ := o["resource"].(map[string]any)
	kind, id := at(resource, "resourceType"), at(resource, "id")
	if at(o, "request", "url") != kind+"/"+id {
		ch.found(path+".request.url", "is not where the resource belongs")
	}
	if at(o, "fullUrl") != ch.codec.set.Base+"/"+kind+"/"+id {
		ch.found(path+".fullUrl", "is not the resource's own")
	}
}

// The addresses of extensions that others define, and the parts of those that
// have parts.
var (
	knownExtensions = []string{extVerification, extAbsent, extOrdinal, extVariable, extEpisode, extEthnic, extPronouns, extCalculated}
	ownExtensions   = []string{"assessment", "answered-at", "asked-in-language", "communication-needs", "given-by", "inpatient", "recorded-first", "recorded-last",
		"recorded-by", "agreed-at", "review", "struck-out", "goal-based-outcome", "status-before", "reason-before"}
	extensionParts = []string{"value", "status", "layout", "amended", "friendships-first", "completion", "ended", "taken-over-from", "language", "reason", "struck-out-reason",
		"outcome", "at", "by", "note", "before", "slot", "referral", "since"}
)

func extensionRules(ch *checker, path string, o map[string]any) {
	if len(o) != 2 {
		ch.found(path, "does not have exactly one value (ext-1)")
	}
	url := at(o, "url")
	own, isOwn := strings.CutPrefix(url, ch.codec.ext(""))
	if isOwn && slices.Contains(ownExtensions, own) || slices.Contains(knownExtensions, url) || slices.Contains(extensionParts, url) {
		return
	}
	ch.found(path+".url", "is not an extension that is written here")
}

// codesOf are the codes that are used of systems others define.
var codesOf = map[string][]string{
	systemAbsent:       {"asked-declined", "not-applicable", "temp-unknown", "not-asked", "not-performed", "unknown"},
	systemCategory:     {"survey"},
	systemAchieved:     {"in-progress", "achieved"},
	systemAgent:        {"author", "assembler"},
	systemActivity:     {operationCreate, operationUpdate, operationNullify},
	systemEthnic:       strings.Split("A B C D E F G H J K L M N P R S Z 99", " "),
	systemVerification: {"01", "02", "03", "04", "05", "06", "07", "08"},
}

// ownCodes are the codes of the program's own systems.
var ownCodes = map[string][]string{
	ratingCodes: {"1", "2", "3", "4", "5", "6", "7"},
	goalCodes:   {"rating", string(dialog.ClinicalGoal), string(dialog.LifeGoal)},
	careCodes:   {string(dialog.Community), string(dialog.Acute)},
	offerCodes: {
		string(dialog.AttemptDeclined), string(dialog.AttemptUnwell), string(dialog.AttemptNotAttended), string(dialog.AttemptInterrupted),
	},
	outcomeCodes: {
		string(dialog.ActionDone), string(dialog.ActionPartly), string(dialog.ActionNotYet), string(dialog.ActionNoLonger),
	},
	measureCodes: {codeMeasure, codeLife, codeTreatment, codeHelp, codeCounted},
}

func codingRules(ch *checker, path string, o map[string]any) {
	system, code := at(o, "system"), at(o, "code")
	if system == systemSNOMED {
		if !instrument.ValidConcept(code) {
			ch.found(path+".code", "is not a SNOMED CT code: its digits do not add up")
		}
		return
	}
	codes, known := codesOf[system]
	if own, isOwn := strings.CutPrefix(system, ch.codec.system("")); isOwn {
		codes, known = ownCodes[own], ownCodes[own] != nil
		if d, err := dialog.ParseDomain(code); own == measureCodes && err == nil && d.Valid() {
			return
		}
	}
	switch {
	case !known:
		ch.found(path+".system", "is not a code system that is used here")
	case !slices.Contains(codes, code):
		ch.found(path+".code", "is not a code of its system")
	}
}

func conceptRules(ch *checker, path string, o map[string]any) {
	if count(o, []string{"coding", "text"}) == 0 {
		ch.found(path, "says nothing")
	}
}

func identifierRules(ch *checker, path string, o map[string]any) {
	value := at(o, "value")
	switch at(o, "system") {
	case systemNHSNumber:
		if _, err := dialog.ParseNHSNumber(value, strings.HasPrefix(value, "999")); err != nil || len(value) != 10 {
			ch.found(path+".value", "is not an NHS number: its digits do not add up")
		}
		if len(objects(o, "extension")) == 0 {
			ch.found(path, "does not say whether the NHS number is verified")
		}
	case systemURI:
		id, ok := strings.CutPrefix(value, "urn:uuid:")
		if _, err := dialog.ParseID(id); !ok || err != nil || strings.ToLower(id) != id {
			ch.found(path+".value", "is not a UUID in small letters")
		}
	}
}

func referenceRules(ch *checker, path string, o map[string]any) {
	if count(o, []string{"reference", "identifier", "display"}) == 0 {
		ch.found(path, "names nothing")
	}
}

func nameRules(ch *checker, path string, o map[string]any) {
	if count(o, []string{"text", "family", "given"}) == 0 {
		ch.found(path, "has no name")
	}
}

func periodRules(ch *checker, path string, o map[string]any) {
	start, end := at(o, "start"), at(o, "end")
	if start != "" && end != "" && end < start {
		ch.found(path, "ends before it begins (per-1)")
	}
}
