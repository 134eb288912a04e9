// Package transfer brings the record out of the laptop, as files that other
// programs read: CSV, FHIR, Parquet, and rows of the Mental Health Services Data Set.
// In it takes files that dialog/intake reads.
//
// # Whole or not at all
//
// [Export] goes through the people one after another and holds one of them in
// memory. Everything is written aside and given its name only once all of it is
// there, the manifest last. A run that fails, is cancelled or is cut off by a power
// failure leaves no file that looks finished.
//
// # Names that repeat
//
// A file is named after what is in it, so that the same content always has the same
// name, and nothing in it depends on when it was written. Copying an export into an
// object store twice, with "create if absent", changes nothing the second time.
//
// # Nothing secret in it, and nothing safe about it
//
// What leaves the laptop this way is not encrypted. Whoever calls this has asked
// for a reason and journals the export; this package does neither.
//
// # Files from outside are hostile
//
// [ReadRegular] reads what is to be taken in, and refuses what is too long or no
// ordinary file; dialog/intake makes people of it. [DecodeJSON] reads JSON strictly.
// Each takes all of a file or nothing, saying on which line it went wrong and never
// what stood there.
package transfer
