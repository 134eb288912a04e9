// Package interview is the screen on which two people go through DIALOG
// together: from making sure who is there, item by item, to the review and the
// end. The same screen takes what was answered on a paper form, takes up a
// draft, and closes one that will not be gone on with. [View] shows an
// assessment without changing anything.
//
// The rules that it keeps:
//
//   - Nothing is chosen beforehand, Enter never records a rating, and nothing
//     advances by itself, except in the paper grid, where the whole form is in
//     view.
//   - Every key passes the guard, which cancels keys that come together and
//     counts a held key once. Pasted text never answers anything.
//   - Each answer is one change that leaves at once, one at a time and in order.
//     The tick stands beside an answer only when the store has given it back as
//     it is shown. What the store refused stays on the screen and is tried again.
//   - Rated, declined, not applicable, left for later and not seen are kept
//     apart everywhere. Moving on from an item without an answer records that it
//     was left for later, so that "not seen" stays true.
//   - The screen holds one person's record. Every change is made in one place
//     and about that person, so a draft cannot open on somebody else.
//
// The screen is a [Model] that holds what all stages share and the stage it is
// at: one file for each.
package interview
