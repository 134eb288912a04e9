package text

import "fmt"

// Reason names, for programs, why a text was refused. Its values are stable
// and may be logged: they never hold any of the text.
type Reason string

// The reasons for which Clean refuses a text.
const (
	NotUTF8      Reason = "not-utf8"     // bytes that are not UTF-8
	Lost         Reason = "lost"         // U+FFFD: something was lost before the text came here
	Control      Reason = "control"      // C0, DEL and C1 control characters
	Bidi         Reason = "bidi"         // characters that change the direction of text
	Hidden       Reason = "hidden"       // characters that cannot be seen
	PrivateUse   Reason = "private-use"  // characters whose meaning is not agreed
	Noncharacter Reason = "noncharacter" // code points that are never characters
	Unassigned   Reason = "unassigned"   // code points not assigned in the known Unicode version
	LoneMark     Reason = "lone-mark"    // a combining mark with nothing to combine with
	MarkStack    Reason = "mark-stack"   // too many combining marks in one place
	TooLong      Reason = "too-long"     // more characters than the limit
)

// Error says why a text was refused, and where. It never holds the text.
type Error struct {
	// Reason is why the text was refused.
	Reason Reason
	// At is the place of the first refused character: a 0-based count of runes
	// in the text as it was given, a byte that is not UTF-8 counting as one.
	// For TooLong it equals Limit.
	At int
	// Limit is the highest number of characters allowed; 0 unless Reason is
	// TooLong.
	Limit int
}

// Error returns what is wrong as the end of a sentence for people, to be put
// after the name of the field: "contains a hidden character at position 5;
// retype it". Positions count from 1.
func (e *Error) Error() string {
	if e.Reason == TooLong {
		return fmt.Sprintf("is longer than %d characters", e.Limit)
	}
	return fmt.Sprintf("%s at position %d; retype it", e.what(), e.At+1)
}

// what says in plain words what was found.
func (e *Error) what() string {
	switch e.Reason {
	case NotUTF8, Lost:
		return "contains a damaged character"
	case Control:
		return "contains a control character"
	case Bidi:
		return "contains a hidden character that changes the direction of the text"
	case Hidden:
		return "contains a hidden character"
	case LoneMark:
		return "contains an accent that belongs to no letter"
	case MarkStack:
		return "contains too many accents on one letter"
	default: // PrivateUse, Noncharacter, Unassigned
		return "contains a character that cannot be shown"
	}
}
