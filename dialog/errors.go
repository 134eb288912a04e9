package dialog

import "errors"

// Code says for programs what kind of failure an [Error] is.
type Code string

// The codes an Error may carry.
const (
	Invalid     Code = "invalid"     // what was entered cannot be right; nothing was changed
	NotFound    Code = "not-found"   // no such person, assessment, goal or worker
	Conflict    Code = "conflict"    // it no longer fits the record as it stands
	Denied      Code = "denied"      // the worker's role, or whose record it is, does not allow it
	Busy        Code = "busy"        // another program holds the record
	Unavailable Code = "unavailable" // the folder or file cannot be reached
	ReadOnly    Code = "read-only"   // the record can be read but not written
	Full        Code = "full"        // the disk has no room
	Damaged     Code = "damaged"     // the file is not as it was written
	Foreign     Code = "foreign"     // the file is not an Alongside record
	Newer       Code = "newer"       // written by a newer version of the program
	Internal    Code = "internal"    // a fault of the program
)

// Error is a failure with a code for programs and a sentence for people. The
// sentence says what to do next and holds no name, number or answer.
type Error struct {
	Code    Code
	Message string
	Err     error // what failed underneath; may be nil
}

// Error returns the message and the cause, for logs and tests.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrorCode returns the code of the first [Error] in err's chain, Internal when
// there is none, and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// ErrorMessage returns the sentence for people of the first [Error] in err's
// chain, a general one when there is none, and "" for nil.
func ErrorMessage(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Message
	}
	return "Something in the program failed. What was saved before is safe; please try again."
}

func invalid(message string) error  { return &Error{Code: Invalid, Message: message} }
func conflict(message string) error { return &Error{Code: Conflict, Message: message} }
func missing(message string) error  { return &Error{Code: NotFound, Message: message} }
