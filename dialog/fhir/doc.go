// Package fhir writes the record as FHIR R4 (4.0.1) resources, and reads its own
// resources back.
//
// # What becomes what
//
//	person                      Patient
//	referral                    EpisodeOfCare
//	assessment                  QuestionnaireResponse, of one Questionnaire
//	item that was rated, declined or does not apply; mean
//	                            Observation
//	offer that came to nothing  Observation, a reason in place of a value
//	goal, each rating of it     Goal, Observation
//	action                      Task
//	goals and actions together  CarePlan
//	who finished, amended or struck out what
//	                            Provenance
//
// Identifiers are those of the journal. Where the record has none of its own, as
// for one item of an assessment, the identifier is worked out from the one above
// it (RFC 9562, version 5), so that it is the same on every laptop and each time.
// Nothing depends on a clock or on chance: the same entries give the same bytes.
//
// # What has no number
//
// A declined item has the data absent reason asked-declined, one outside the
// person's life not-applicable, one left for later temp-unknown; an item that was
// not seen is not there at all. A number stands for a rating and nothing else. A
// mean is there when at least half of its items are rated, as everywhere in the
// program.
//
// # Codes
//
// Every area has a code of the program's own, its slug, which never changes. The
// SNOMED CT code beside it comes from an [instrument.CodeSet] and is left out
// where the set is not sure of it.
//
// # Trust
//
// [Codec.Check] holds a resource to what this package may write, which is
// narrower than FHIR. Nothing is to be sent, and nothing is read, that it refuses.
package fhir
