// Package report says what is in a record without saying how it is drawn: rows,
// dated values, tables and plain sentences. The screens, the line-by-line mode
// and the printed forms all take their words and numbers from here, so that they
// never disagree.
//
// # What it says, and what it never says
//
// Sentences speak to the person whose record it is. They compare two numbers the
// person gave and claim no more: nothing is called higher or lower unless it was
// rated both times, nothing is said about why, nothing is added up that was not
// rated, and no change is called reliable or important, because no such rule was
// found for this measure. Ratings that somebody else gave on the person's behalf
// are never set beside the person's own.
//
// What has no number keeps its reason: declined, does not apply, left for later
// and not reached stay apart ([Value.Words]).
//
// # Safe to show
//
// Everything that comes from the record has been through text.Show. The words of
// the measure are used exactly as they stand in the language file; the name of an
// area only gets a small first letter inside a sentence.
package report
