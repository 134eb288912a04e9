package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"sync"
)

// An export writes fifteen resources for one assessment, millions in all. The types
// of this package write themselves, in the very bytes that encoding/json writes where
// it does not escape for HTML: a test compares the two. What each type writes stands in
// writetype.go and writeresource.go.
//
// The name of a member is one constant with the comma before it, its quotes, the colon
// and, where a text follows, the quote that it begins with. The comma before the first
// member is where the brace of the object goes.

// writer is a type that knows how it is written.
type writer interface{ write(w *written) }

// written is the text so far, and what kept the rest from being written.
type written struct {
	b   []byte
	err error
}

// room is written in and then copied from.
var room = sync.Pool{New: func() any { return &written{} }}

// Encode returns a resource or bundle as JSON on one line, the same bytes for the
// same content.
func Encode(resource any) ([]byte, error) {
	w := room.Get().(*written)
	defer room.Put(w)
	b, err := w.encode(w.b[:0], resource)
	if err != nil {
		return nil, err
	}
	return bytes.Clone(b), nil
}

// Append puts a resource or bundle at the end of b, as Encode writes it.
func Append(b []byte, resource any) ([]byte, error) {
	w := room.Get().(*written)
	defer room.Put(w)
	own := w.b
	b, err := w.encode(b, resource)
	w.b = own // b is the caller's
	return b, err
}

// encode writes behind what b holds.
func (w *written) encode(b []byte, resource any) ([]byte, error) {
	r, ok := resource.(writer)
	if !ok || reflect.ValueOf(resource).IsNil() {
		return b, errors.New("failed to write a resource: it is none that is written here")
	}
	w.b, w.err = b, nil
	r.write(w)
	if w.err != nil {
		return b, fmt.Errorf("failed to write a resource: %w", w.err)
	}
	return w.b, nil
}

// end puts the braces around the members that were written since the text had that
// length.
func (w *written) end(from int) {
	if len(w.b) == from {
		w.b = append(w.b, '{')
	}
	w.b[from] = '{'
	w.b = append(w.b, '}')
}

// text writes a member whose value is a text.
func (w *written) text(name, value string) {
	w.b = append(w.b, name...)
	if w.b = append(w.b, value...); !plainText(value) {
		w.b = appendEscaped(w.b[:len(w.b)-len(value)], value)
	}
	w.b = append(w.b, '"')
}

// option writes a member whose value is a text, unless it is empty.
func (w *written) option(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

// number writes a number as it is spelt, 0 where nothing is.
func (w *written) number(name string, n json.Number) {
	if n == "" {
		n = "0"
	}
	if !isNumber(string(n)) {
		w.err = errors.Join(w.err, fmt.Errorf("%q is no number", string(n)))
	}
	w.b = append(w.b, name...)
	w.b = append(w.b, n...)
}

// isNumber takes what JSON calls a number.
func isNumber(n string) bool {
	return (n[0] == '-' || n[0] >= '0' && n[0] <= '9') && json.Valid([]byte(n))
}

// numberIf writes a number, unless nothing is spelt.
func (w *written) numberIf(name string, n json.Number) {
	if n != "" {
		w.number(name, n)
	}
}

func (w *written) truth(name string, is bool) {
	w.b = append(w.b, name...)
	w.b = strconv.AppendBool(w.b, is)
}

// truthIf writes whether something is so, where that is known.
func (w *written) truthIf(name string, is *bool) {
	if is != nil {
		w.truth(name, *is)
	}
}

// wholeIf writes a whole number, where there is one.
func (w *written) wholeIf(name string, n *int) {
	if n != nil {
		w.b = append(w.b, name...)
		w.b = strconv.AppendInt(w.b, int64(*n), 10)
	}
}

// texts writes a list of texts.
func (w *written) texts(name string, all []string) {
	w.b = append(w.b, name...)
	if all == nil {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(w.b, '[')
	for i, s := range all {
		mark := `,"`
		if i == 0 {
			mark = `"`
		}
		w.text(mark, s)
	}
	w.b = append(w.b, ']')
}

// pointerTo is a pointer to a type that knows how it is written.
type pointerTo[T any] interface {
	*T
	writer
}

// object writes a member that is an object, or null for none.
func object[T any, P pointerTo[T]](w *written, name string, o P) {
	w.b = append(w.b, name...)
	if o == nil {
		w.b = append(w.b, "null"...)
		return
	}
	o.write(w)
}

// objectIf writes a member that is an object, if there is one.
func objectIf[T any, P pointerTo[T]](w *written, name string, o P) {
	if o != nil {
		w.b = append(w.b, name...)
		o.write(w)
	}
}

// list writes a member that is a list, or null where there is none.
func list[T any, P pointerTo[T]](w *written, name string, all []T) {
	w.b = append(w.b, name...)
	if all == nil {
		w.b = append(w.b, "null"...)
		return
	}
	w.b = append(w.b, '[')
	for i := range all {
		if i > 0 {
			w.b = append(w.b, ',')
		}
		P(&all[i]).write(w)
	}
	w.b = append(w.b, ']')
}

// listIf writes a member that is a list, unless it is empty.
func listIf[T any, P pointerTo[T]](w *written, name string, all []T) {
	if len(all) > 0 {
		list[T, P](w, name, all)
	}
}
