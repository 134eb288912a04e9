// Package dialog is the record that Alongside keeps: people, referrals, DIALOG
// assessments, goals, and the journal of entries from which all of them follow.
//
// The journal is the record. A change is a [Change]: who says what about whom,
// and when it was done. The store gives it an identity and a place in the order
// and it becomes an [Entry], which never changes again. A [Record] is what the
// entries about one person add up to: [Apply] adds one entry to it, and applying
// the same entries in [Entry.Before] order always gives the same record.
// [Check] says whether a change may be made to a record as it stands; Apply
// trusts the journal and never refuses a well-formed entry, because entries of
// two laptops may meet in an order nobody could check beforehand.
//
// The package is pure. It reads no clock, no file and no random source; times
// and identifiers come in as values.
package dialog
