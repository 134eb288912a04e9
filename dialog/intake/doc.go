// Package intake reads what other programs wrote about people: a caseload as a
// table, and the history that the DIALOG+ tablet app and Free DIALOG+ export. It
// reads bytes and touches nothing else.
//
// # Files from outside are hostile
//
// What is too long, has too many rows or columns, is an archive, or is not text is
// refused before anything of it is read. A file is taken whole or not at all: every
// row that cannot be taken is a [Problem] with its line and its column, which says
// what is wrong and never what stands there, and with one problem nothing is taken.
//
// # Nothing is dropped in silence, and nothing is made up
//
// Columns that are not used are listed. Where days and months cannot be told apart,
// somebody has to say which comes first. What a file does not say, such as who gave
// the answers or whose an action is, stays not known.
//
// # Twice is the same as once
//
// An assessment that is taken over gets an identifier that follows from the program
// it comes from, the person it is put with, and when it was done there. So a file
// that is taken in again adds nothing.
package intake
