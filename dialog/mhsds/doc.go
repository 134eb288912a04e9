// Package mhsds writes what the record holds of the Mental Health Services Data Set
// (version 6) as rows, one table after another, under the exact names of its
// columns.
//
// The rows are for the trust's own reporting system, which holds the rest of a
// submission. A column that the record knows nothing of stays empty; nothing is
// filled in for it. In particular:
//
//   - an item has a row when it was rated, and none otherwise: declined, not
//     applicable and left for later have no score, and 8, which the data set's range
//     allows, is never written;
//   - the rating of a goal has a row where the goal is one of the three Goal-Based
//     Outcomes of a referral and the rating counts as such;
//   - a time that is not known is not made up: a paper form with a day alone has no
//     row, since the data set wants a time of completion;
//   - a row belongs to the month of its time of completion, as it was read on the
//     laptop; rows of other months would be refused by the data set;
//   - a code that is not sure to mean the item ([instrument.Code.Usable]) is not
//     written;
//   - answers that somebody else gave on the person's behalf are left out: the data
//     set has no place to say so, and they would be set beside the person's own.
//
// Whatever is left out is listed with the reason ([LeftOut]).
//
// Names of tables and columns, formats and ranges are those of NHS England's own
// loader and validator (github.com/nhsengland/Reusable-Code-Library, mhsds_v6).
package mhsds
