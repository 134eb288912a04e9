// Package input stands between the terminal and the program and lets through
// only what a person can have meant.
//
// Terminals put everything on one stream of bytes: keys, what was pasted, the
// terminal's own answers, and, when something goes wrong, garbage. A terminal
// library takes that stream at its word. It waits for ever for the end of a
// paste that was broken off, it takes the text of a paste for keys where the
// terminal does not mark pastes, and it gathers an unfinished sequence for as
// long as more comes. On a screen on which a digit is an answer, each of these
// is a danger. So this package promises:
//
//   - A paste ends: at its end marker, after 300 milliseconds of silence, or at
//     64 KB. What is left of it is thrown away until the end marker or a
//     silence. It never turns into keys.
//   - Text that comes faster than anybody types, three characters or more with
//     less than 8 milliseconds between them, is handed on as one paste.
//   - Keys, focus and mouse reports and the answers about colours and modes that
//     the program asks for pass whole, however they were cut up on the way. All
//     other sequences are dropped, and so are broken ones and bytes that are not
//     UTF-8; what comes together with those is no key either.
//   - Memory is bounded, and so is the number of keys in a second. After
//     whatever came, a second of silence makes everything as it was.
//
// What it costs: a character comes 8 milliseconds later. What it cannot tell: a
// machine that types like a person. Letters typed while the computer is so busy
// that they arrive together look like a paste; in a text field that makes no
// difference, and elsewhere they have to be typed again.
package input
