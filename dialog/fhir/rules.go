package fhir

import (
	"slices"
	"strconv"
	"strings"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// rules are what a shape cannot say: invariants of FHIR by their name there, and
// those of the measure.
var rules = map[string]func(*checker, *node){
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

// codeIn returns the code that a concept has in a system.
func codeIn(concept *node, system string) string {
	for _, coding := range concept.list("coding") {
		if coding.at("system") == system {
			return coding.at("code")
		}
	}
	return ""
}

// identified wants a resource to carry its id as an identifier too: servers that
// choose ids of their own must still know it again.
func identified(ch *checker, o *node) {
	id := o.at("id")
	if !slices.ContainsFunc(o.list("identifier"), func(i part) bool { return isUUID(i.at("value"), id) }) {
		ch.found(".identifier", "does not have the id")
	}
}

// isUUID says whether an identifier is that of an id.
func isUUID(value, id string) bool {
	own, ok := strings.CutPrefix(value, "urn:uuid:")
	return ok && own == id
}

func observationRules(ch *checker, o *node) {
	identified(ch, o)
	whole, quantity, none := o.has("valueInteger"), o.has("valueQuantity"), o.has("dataAbsentReason")
	switch {
	case none && (whole || quantity):
		ch.found("", "has a value and a reason for its absence (obs-6)")
	case !none && !whole && !quantity:
		ch.found("", "has neither a value nor a reason for its absence")
	}
	own := codeIn(o.get("code"), ch.codec.system(measureCodes))
	d, err := dialog.ParseDomain(own)
	switch {
	case err == nil && d.Valid():
		ch.within(".valueInteger", o.get("valueInteger"), dialog.LowestRating, dialog.HighestRating)
		if quantity {
			ch.found("", "has a mean where a rating belongs")
		}
		ch.rightCode(".code", d, codeIn(o.get("code"), systemSNOMED))
		ch.leads(".derivedFrom", o)
	case own == codeLife || own == codeTreatment:
		ch.within(".valueQuantity.value", o.get("valueQuantity").get("value"), dialog.LowestRating, dialog.HighestRating)
		if whole {
			ch.found("", "has a rating where a mean belongs")
		}
		ch.leads(".derivedFrom", o)
	case own == codeMeasure:
		if !none {
			ch.found("", "has a value for the whole of the measure")
		}
	case codeIn(o.get("code"), ch.codec.system(goalCodes)) == "rating":
		ch.within(".valueInteger", o.get("valueInteger"), dialog.LowestGoalRating, dialog.HighestGoalRating)
		ch.rightSlot(".code", codeIn(o.get("code"), systemSNOMED))
	default:
		ch.found(".code", "is nothing that is observed here")
	}
}

// within holds a number to a scale.
func (ch *checker) within(element string, n *node, lowest, highest int) {
	if n.kind != kindNumber {
		return
	}
	if f, err := strconv.ParseFloat(n.text, 64); err != nil || f < float64(lowest) || f > float64(highest) {
		ch.found(element, "is outside the scale")
	}
}

// rightCode holds an item to the SNOMED CT code that the code set has for it.
func (ch *checker) rightCode(element string, d dialog.Domain, concept string) {
	if code := ch.codec.set.Codes.Code(d); concept != "" && (concept != code.Concept || !code.Usable()) {
		ch.found(element, "has a SNOMED CT code that the code set does not give it")
	}
}

// rightSlot holds the rating of a goal to the SNOMED CT codes of the Goal-Based
// Outcomes.
func (ch *checker) rightSlot(element, concept string) {
	if concept == "" {
		return
	}
	for slot := dialog.FirstSlot; slot <= dialog.LastSlot; slot++ {
		if code := ch.codec.set.Codes.Goal(slot); code.Usable() && code.Concept == concept {
			return
		}
	}
	ch.found(element, "has a SNOMED CT code that the code set does not give to a goal")
}

func (ch *checker) leads(element string, o *node) {
	if len(o.list("derivedFrom")) == 0 {
		ch.found(element, "is missing")
	}
}

func componentRules(ch *checker, o *node) {
	if !o.has("valueBoolean", "valueInteger") {
		ch.found("", "has no value")
	}
}

func responseRules(ch *checker, o *node) {
	if !isUUID(o.at("identifier", "value"), o.at("id")) {
		ch.found(".identifier", "does not have the id")
	}
	seen := map[string]bool{}
	for _, item := range o.list("item") {
		link := item.at("linkId")
		if seen[link] {
			ch.found(".item", "has an item twice")
		}
		seen[link] = true
		d, err := dialog.ParseDomain(link)
		if (err != nil || !d.Valid()) && link != codeLife && link != codeTreatment {
			ch.found(".item", "has an item that the measure does not have")
			continue
		}
		for _, part := range item.list("item") {
			if link := part.at("linkId"); link != scoreLink(d) && link != helpLink(d) && link != noteLink(d) {
				ch.found(".item", "has an item that the measure does not have")
			}
		}
	}
}

func responseItemRules(ch *checker, o *node) {
	answers := o.list("answer")
	if len(answers) > 1 {
		ch.found("", "has more than one answer")
	}
	reason := ""
	for _, e := range o.list("extension") {
		if e.at("url") == extAbsent {
			reason = e.at("valueCode")
		}
	}
	isScore := strings.HasSuffix(o.at("linkId"), ".score")
	switch {
	case reason != "" && len(answers) > 0:
		ch.found("", "has an answer and a reason for its absence")
	case isScore && reason == "" && len(answers) == 0:
		ch.found("", "has neither an answer nor a reason for its absence")
	}
	for _, a := range answers {
		if isScore && a.at("valueCoding", "system") != ch.codec.system(ratingCodes) {
			ch.found("", "is a rating that is not on the scale")
		}
	}
}

func answerRules(ch *checker, o *node) {
	if len(o.parts) != 1 {
		ch.found("", "does not have exactly one value")
	}
}

func questionRules(ch *checker, o *node) {
	kind := o.at("type")
	if kind == "group" && len(o.list("item")) == 0 {
		ch.found("", "is a group of nothing (que-1)")
	}
	if kind != "choice" && len(o.list("answerOption")) > 0 {
		ch.found("", "has answers to choose from and is no choice (que-5)")
	}
}

func provenanceRules(ch *checker, o *node) {
	roles := map[string]bool{}
	for _, agent := range o.list("agent") {
		roles[codeIn(agent.get("type"), systemAgent)] = true
	}
	if !roles["author"] {
		ch.found(".agent", "does not say who")
	}
}

func bundleRules(ch *checker, o *node) {
	entries := o.list("entry")
	if len(entries) > MostEntries {
		ch.found(".entry", "has more than "+strconv.Itoa(MostEntries)+" resources")
	}
}

func entryRules(ch *checker, o *node) {
	resource := o.get("resource")
	kind, id := resource.at("resourceType"), resource.at("id")
	if o.at("request", "url") != kind+"/"+id {
		ch.found(".request.url", "is not where the resource belongs")
	}
	if o.at("fullUrl") != ch.codec.set.Base+"/"+kind+"/"+id {
		ch.found(".fullUrl", "is not the resource's own")
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

func extensionRules(ch *checker, o *node) {
	if len(o.parts) != 2 {
		ch.found("", "does not have exactly one value (ext-1)")
	}
	url := o.at("url")
	own, isOwn := strings.CutPrefix(url, ch.codec.ext(""))
	if isOwn && slices.Contains(ownExtensions, own) || slices.Contains(knownExtensions, url) || slices.Contains(extensionParts, url) {
		return
	}
	ch.found(".url", "is not an extension that is written here")
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

func codingRules(ch *checker, o *node) {
	system, code := o.at("system"), o.at("code")
	if system == systemSNOMED {
		if !instrument.ValidConcept(code) {
			ch.found(".code", "is not a SNOMED CT code: its digits do not add up")
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
		ch.found(".system", "is not a code system that is used here")
	case !slices.Contains(codes, code):
		ch.found(".code", "is not a code of its system")
	}
}

func conceptRules(ch *checker, o *node) {
	if !o.has("coding", "text") {
		ch.found("", "says nothing")
	}
}

func identifierRules(ch *checker, o *node) {
	value := o.at("value")
	switch o.at("system") {
	case systemNHSNumber:
		if _, err := dialog.ParseNHSNumber(value, strings.HasPrefix(value, "999")); err != nil || len(value) != 10 {
			ch.found(".value", "is not an NHS number: its digits do not add up")
		}
		if len(o.list("extension")) == 0 {
			ch.found("", "does not say whether the NHS number is verified")
		}
	case systemURI:
		id, ok := strings.CutPrefix(value, "urn:uuid:")
		if _, err := dialog.ParseID(id); !ok || err != nil || strings.ToLower(id) != id {
			ch.found(".value", "is not a UUID in small letters")
		}
	}
}

func referenceRules(ch *checker, o *node) {
	if !o.has("reference", "identifier", "display") {
		ch.found("", "names nothing")
	}
}

func nameRules(ch *checker, o *node) {
	if !o.has("text", "family", "given") {
		ch.found("", "has no name")
	}
}

func periodRules(ch *checker, o *node) {
	start, end := o.at("start"), o.at("end")
	if start != "" && end != "" && end < start {
		ch.found("", "ends before it begins (per-1)")
	}
}
