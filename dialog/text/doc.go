// Package text is the gate between the outside world and the record: untrusted
// text in, safe text out. A name, a note or an identifier that was typed,
// pasted or read from a file passes through [Clean] before it is stored, and
// through [Show] or [ShowLines] each time it goes to a screen or a file.
//
// # Why two gates
//
// A terminal obeys what it is sent. A name that holds an escape sequence can
// wipe a label, a carriage return can write one person's name over another's,
// and a bidirectional override can turn an identifier round, so that what is
// read is not what is stored. Clean keeps such text out of the record and says
// where the trouble is, because quietly taking a character out of somebody's
// name would be a change nobody agreed to. Show never trusts that Clean was
// called: text also comes from other laptops and from older versions.
//
// # What may be shown
//
// Everything a person can see: letters, digits, punctuation, symbols and emoji
// of every script in the Unicode version of the Go release in use. Refused by
// Clean, and replaced by [Mark] in Show:
//
//   - bytes that are not UTF-8, and U+FFFD itself, the trace of an earlier loss;
//   - control characters (C0, DEL, C1), except tab, line feed and carriage
//     return, which are white space;
//   - characters that change the direction of text;
//   - characters that cannot be seen: zero width, format characters, fillers,
//     blanks that are not spaces, and the tag characters, also where they spell
//     the flag of England, Scotland or Wales;
//   - private use, noncharacters, and characters not assigned yet;
//   - combining marks with nothing before them, and heaps of marks: more than 4
//     on a Latin, Greek or Cyrillic letter, a digit or a sign, more than 8 on a
//     letter of another script (Burmese and Tibetan need that many).
//
// Some invisible characters are part of correct spelling, and pass only there:
//
//   - the joiners U+200C and U+200D once in a letter's cluster: in scripts that
//     join or stack letters (Arabic, Syriac, the Indic scripts and their
//     relatives) before a letter or a virama of the same script, or after a
//     virama, where it may end the word, as an older Malayalam chillu does;
//   - U+200D between two pictographs, as in the emoji of a family;
//   - U+FE0E and U+FE0F after a pictograph, and in a keycap;
//   - ideographic variation selectors after a Han character, since Japanese
//     family names are told apart by them;
//   - the Mongolian vowel separator and variation selectors in Mongolian words.
//
// # Finding and confusing
//
// [Fold] makes the form in which names are searched and compared, [Query]
// searches, [Similar] and [Mixed] answer whether two names, or the letters of
// one, may be taken for something they are not.
package text
