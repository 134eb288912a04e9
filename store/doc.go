// Package store keeps the record on the disk: one SQLite file that this package
// alone opens, in which the journal is the record and every other table follows
// from it.
//
// A change goes in through [Store.Append]. It is checked against the person's
// record, given an identity and a place in the order, written as a line of the
// journal together with the derived rows it alters, and flushed to the disk, in
// one transaction; only then does Append answer. What Append answered is there
// after a crash, a flat battery or a full disk, as long as the disk keeps what it
// said it had flushed. What it refused left no trace.
//
// Nothing in the journal is ever changed or taken out. Each line carries a digest
// of itself and a head, which is the digest of everything before it in the order
// of arrival, so that [Store.Check] names the first line that is not as it was
// written. [Store.Rederive] throws the derived tables away and makes them again;
// a property test holds the two ways to the same rows.
//
// Failures carry a [dialog.Error] with a code and a sentence for people.
package store
