package vault

import (
	"errors"
	"time"
)

// Code says what kind of refusal an [Error] is. The store finds the sentence for
// people by it; nothing in this package is worded for them.
type Code string

// The codes of [Error].
const (
	// CodeUnfinished: the file needs finishing after a crash, which takes writing.
	CodeUnfinished Code = "unfinished"
	// CodeCut: the file does not end where a file of ours can end.
	CodeCut Code = "cut"
	// CodeUnsealed: a plain database stands where a sealed one was expected.
	CodeUnsealed Code = "unsealed"
	// CodeForeign: something stands beside the file that is never ours.
	CodeForeign Code = "foreign"
	// CodeWrongKey: nothing at the beginning of the file opens under the key. So it is
	// another record's, or hardly a page of it is whole.
	CodeWrongKey Code = "wrong_key"
	// CodeLogDamaged: the log beside the file is not as it was written, and what
	// was committed after the damage would be lost by opening it.
	CodeLogDamaged Code = "log_damaged"
	// CodeLocked: the key was dropped.
	CodeLocked Code = "locked"

	// CodeNoKeyFile: there is no key file.
	CodeNoKeyFile Code = "no_key_file"
	// CodeKeyFileThere: a key file is there already and is not written over.
	CodeKeyFileThere Code = "key_file_there"
	// CodeKeyFileDamaged: the key file is not as any program of ours writes it.
	CodeKeyFileDamaged Code = "key_file_damaged"
	// CodeKeyFileAltered: the key file was changed by someone without the data key.
	CodeKeyFileAltered Code = "key_file_altered"
	// CodeNewer: a newer program wrote the key file.
	CodeNewer Code = "newer"
	// CodeWeakened: a slot asks for a cheaper derivation than this program ever
	// asks for, or for one so dear that it can only be meant to do harm.
	CodeWeakened Code = "weakened"

	// CodeDenied: no such worker, or not their passphrase, or not this record's
	// recovery key. Which of them is not said.
	CodeDenied Code = "denied"
	// CodeMistyped: a recovery key with a slip in it.
	CodeMistyped Code = "mistyped"
	// CodeTooShort: a passphrase of fewer than 8 characters.
	CodeTooShort Code = "too_short"
	// CodeTooCommon: a passphrase that is among the first that anyone would try.
	CodeTooCommon Code = "too_common"
	// CodeWait: too many wrong tries; Wait says how long until the next.
	CodeWait Code = "wait"

	// CodeNoWorker: the key file has no slot for this worker.
	CodeNoWorker Code = "no_worker"
	// CodeWorkerThere: the key file has a slot for this worker already.
	CodeWorkerThere Code = "worker_there"
	// CodeLastWorker: nobody would be left to open the record.
	CodeLastWorker Code = "last_worker"
	// CodeTooMany: the key file has no room for another worker.
	CodeTooMany Code = "too_many"
	// CodeNotRenewed: no renewal was begun, or the record is not under the new key.
	CodeNotRenewed Code = "not_renewed"

	// CodeNoHead: there is no head file.
	CodeNoHead Code = "no_head"
	// CodeHeadDamaged: nothing in the head file opens under the key.
	CodeHeadDamaged Code = "head_damaged"
)

// Error is a refusal of this package.
type Error struct {
	Code   Code
	Detail string        // for logs; never a name, a passphrase or a key
	Wait   time.Duration // with CodeWait: how long until the next try
	Err    error         // what caused it, or nil
}

// Error returns the detail, or the code where there is none.
func (e *Error) Error() string {
	s := e.Detail
	if s == "" {
		s = string(e.Code)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns what caused the refusal.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first [Error] in a chain, "" when there is none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return ""
}

// Refusals of [Open] that callers compare with.
var (
	// ErrUnfinished says that the file needs finishing after a crash, which
	// takes writing.
	ErrUnfinished error = &Error{Code: CodeUnfinished, Detail: "the file was not closed and cannot be finished without writing"}
	// ErrCut says that the file does not end where a file of ours can end.
	ErrCut error = &Error{Code: CodeCut, Detail: "the file is cut short"}
)

func refuse(code Code, detail string) error { return &Error{Code: code, Detail: detail} }
