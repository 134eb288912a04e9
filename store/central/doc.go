// Package central delivers finished assessments to the FHIR R4 server of the
// service, complete and once, and keeps what it answered.
//
// # What is sent
//
// One assessment is one transaction of PUTs under the identifiers of the journal,
// made by [fhir.Codec.Bundles], and passes our own check first. Sending it twice
// leaves the same at the centre, so that an answer that got lost is no harm.
//
// # When it counts as sent
//
// Once the answer accounts for every part of the transaction with a success, and
// then only. The receipt is an entry in the journal; what has one and has not
// changed since is not sent again, by this laptop or another. The installation that
// recorded the latest of an assessment sends it.
//
// # What is there already
//
// Before anything is overwritten the centre is asked what it holds. Where that is
// nothing, or something that this record held at some time, it is replaced. Where it
// is something else, somebody knows what this laptop does not, and the assessment is
// parked.
//
// # What goes wrong
//
// What may go better later is tried again, at random within a span that doubles, and
// not before the centre's own Retry-After. What the centre refuses is parked with its
// own words, and keeps nothing else from being sent. A page for signing in to a
// network, a redirect, an answer that is too long, or no FHIR server at all, end the
// attempt and are never taken for a success.
//
// # What is held meanwhile
//
// Nothing. The record is read and let go of, then the network is used, then the
// receipt is written: whoever works with the record waits for no server.
package central
