package field

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// Hidden stands for a secret wherever one is printed.
const Hidden = "(hidden)"

// Secret is a text that nobody may see: a passphrase, a PIN, a key. Whatever
// prints it prints [Hidden], and so does whatever prints a value that it is part
// of, because it holds its bytes behind a function. Copies share the bytes, so
// that clearing one clears them all.
//
// What Go cannot promise: Clear overwrites these bytes and no others. A string
// made from them with Raw cannot be overwritten and stays until its memory is
// used again; so do the messages in which keys and pastes came in, and whatever
// a stack that grew has left behind; and pages may have been swapped to disk.
// Keeping bytes shortens the time in which a secret can be found in memory. It
// does not end it.
type Secret struct {
	// held is a function because package fmt calls no methods on unexported
	// fields and follows pointers to print what they point to, but not functions.
	held func() *[]byte
}

// NewSecret makes a secret of bytes that are its own from now on.
func NewSecret(bytes []byte) Secret { return Secret{func() *[]byte { return &bytes }} }

// Empty reports that there is nothing in it, or nothing any more.
func (s Secret) Empty() bool { return len(s.Bytes()) == 0 }

// Bytes are the bytes themselves and not a copy. They are zero after Clear.
func (s Secret) Bytes() []byte {
	if s.held == nil {
		return nil
	}
	return *s.held()
}

// Raw is a copy as a string, which nothing can clear. It is for calls that take
// no bytes.
func (s Secret) Raw() string { return string(s.Bytes()) }

// Equal compares in a time that depends on the lengths alone.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare(s.Bytes(), other.Bytes()) == 1
}

// Clear overwrites the bytes.
func (s Secret) Clear() {
	if s.held != nil {
		bytes := s.held()
		clear((*bytes)[:cap(*bytes)])
		*bytes = nil
	}
}

// String returns [Hidden].
func (s Secret) String() string { return Hidden }

// GoString returns [Hidden].
func (s Secret) GoString() string { return Hidden }

// Format writes [Hidden] whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, Hidden) }

// LogValue is [Hidden].
func (s Secret) LogValue() slog.Value { return slog.StringValue(Hidden) }

// MarshalText returns [Hidden], for encoders.
func (s Secret) MarshalText() ([]byte, error) { return []byte(Hidden), nil }
