package vault

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"reflect"
	"sync"
	"unsafe"
)

// keySize is the size in bytes of the data key and of every key derived from it.
const keySize = 32

// DataKey is the key of one record: 32 random bytes that nobody ever sees. What is
// sealed is sealed under keys derived from it, one for each purpose. It is safe
// for use by several goroutines.
type DataKey struct {
	mu     sync.RWMutex
	secret []byte // nil once it was dropped
}

// NewDataKey makes the key of a new record, or a new key for an old one.
func NewDataKey() *DataKey {
	k := &DataKey{secret: make([]byte, keySize)}
	_, _ = rand.Read(k.secret) // never fails; crypto/rand ends the program instead
	return k
}

// Drop overwrites the key. Everything that needs it afterwards answers CodeLocked.
// What was opened with it before stays open; close it first.
func (k *DataKey) Drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.secret)
	k.secret = nil
}

// derive makes the key for one purpose. The purposes are listed in the package's
// documentation. This is HKDF-Expand (RFC 5869, section 2.3) for a single block of
// output, which the standard library's own leaves a second copy of in memory.
func (k *DataKey) derive(purpose string) ([]byte, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.secret == nil {
		return nil, refuse(CodeLocked, "the key was dropped")
	}
	h := hmac.New(sha256.New, k.secret)
	h.Write([]byte("alongside/1 " + purpose + "\x01"))
	return h.Sum(make([]byte, 0, keySize)), nil
}

// copySecret returns the key itself, to be sealed to somebody. The caller clears it.
func (k *DataKey) copySecret() ([]byte, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.secret == nil {
		return nil, refuse(CodeLocked, "the key was dropped")
	}
	return append(make([]byte, 0, keySize), k.secret...), nil
}

// forget overwrites what p points to. The standard library's ciphers hold the
// expanded key, which begins with the key itself, in one piece of memory and offer
// no way to clear it. What has pointers in it is left alone; a test makes sure that
// the ciphers have none.
func forget(p any) {
	v := reflect.ValueOf(p)
	if v.Kind() == reflect.Pointer && !v.IsNil() && flat(v.Type().Elem()) {
		clear(unsafe.Slice((*byte)(v.UnsafePointer()), v.Type().Elem().Size()))
	}
}

// flat reports whether values of a type lie in one piece of memory, without a
// pointer to anything.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if !flat(t.Field(i).Type) {
				return false
			}
		}
		return true
	case reflect.Array:
		return flat(t.Elem())
	}
	return t.Kind() >= reflect.Bool && t.Kind() <= reflect.Complex128 && t.Kind() != reflect.Uintptr
}
