package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// An export writes fifteen resources for one assessment, millions in all. The types
// of this package are written here by a plan for each that is made once, in the very
// bytes that encoding/json writes where it does not escape for HTML: a test compares
// the two. What the plans do not know is handed on to encoding/json.

// written is the text so far, and what kept the rest from being written.
type written struct {
	b   []byte
	err error
}

// room is written in and then copied from.
var room = sync.Pool{New: func() any { return &written{} }}

// plan writes a value of one type.
type plan func(w *written, v reflect.Value)

// plans are those made so far, by reflect.Type.
var plans sync.Map

// planOf makes the plan of a type. A type that holds itself finds one that looks for
// the finished plan when it is used.
func planOf(t reflect.Type) plan {
	if p, ok := plans.Load(t); ok {
		return p.(plan)
	}
	later := plan(func(w *written, v reflect.Value) { planOf(t)(w, v) })
	making.Lock()
	defer making.Unlock()
	return makePlan(t, map[reflect.Type]plan{t: later})
}

var making sync.Mutex

// makePlan makes the plan of a type and of those in it. begun are those that are being
// made; they are known to all once they are whole.
func makePlan(t reflect.Type, begun map[reflect.Type]plan) plan {
	p := planFor(t, func(inner reflect.Type) plan {
		if p, ok := plans.Load(inner); ok {
			return p.(plan)
		}
		if p, ok := begun[inner]; ok {
			return p
		}
		begun[inner] = func(w *written, v reflect.Value) { planOf(inner)(w, v) }
		return makePlan(inner, begun)
	})
	plans.Store(t, p)
	return p
}

func planFor(t reflect.Type, of func(reflect.Type) plan) plan {
	marshaler := reflect.TypeFor[json.Marshaler]()
	switch {
	case t == reflect.TypeFor[json.Number]():
		return writeNumber
	case t.Kind() == reflect.Pointer && t.Implements(reflect.TypeFor[writer]()):
		return unlessNil(writeItself)
	case reflect.PointerTo(t).Implements(reflect.TypeFor[writer]()):
		return itself(t)
	case t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler):
		return writeOther
	}
	switch t.Kind() {
	case reflect.String:
		return func(w *written, v reflect.Value) { w.text(v.String()) }
	case reflect.Bool:
		return func(w *written, v reflect.Value) { w.b = strconv.AppendBool(w.b, v.Bool()) }
	case reflect.Int:
		return func(w *written, v reflect.Value) { w.b = strconv.AppendInt(w.b, v.Int(), 10) }
	case reflect.Pointer:
		return orNull(of(t.Elem()))
	case reflect.Interface:
		return orNull(func(w *written, v reflect.Value) { planOf(v.Type())(w, v) })
	case reflect.Slice:
		return slicePlan(t, of)
	case reflect.Struct:
		return structPlan(t, of)
	}
	return writeOther
}

// orNull writes what a value points to.
func orNull(beneath plan) plan {
	return unlessNil(func(w *written, v reflect.Value) { beneath(w, v.Elem()) })
}

func unlessNil(there plan) plan {
	return func(w *written, v reflect.Value) {
		if v.IsNil() {
			w.b = append(w.b, "null"...)
			return
		}
		there(w, v)
	}
}

// itself is the plan of a type whose pointer knows how it is written.
func itself(t reflect.Type) plan {
	return func(w *written, v reflect.Value) {
		if !v.CanAddr() {
			held := reflect.New(t).Elem()
			held.Set(v)
			v = held
		}
		writeItself(w, v.Addr())
	}
}

func slicePlan(t reflect.Type, of func(reflect.Type) plan) plan {
	if t.Elem().Kind() == reflect.Uint8 {
		return writeOther // bytes are written as text
	}
	each := of(t.Elem())
	return func(w *written, v reflect.Value) {
		if v.IsNil() {
			w.b = append(w.b, "null"...)
			return
		}
		w.b = append(w.b, '[')
		for i := range v.Len() {
			if i > 0 {
				w.b = append(w.b, ',')
			}
			each(w, v.Index(i))
		}
		w.b = append(w.b, ']')
	}
}

// member is one field of a struct, or of a struct that it embeds.
type member struct {
	at    []int
	name  string                   // with quotes and colon
	empty func(reflect.Value) bool // whether it is left out; nil where it never is
	write plan
}

func structPlan(t reflect.Type, of func(reflect.Type) plan) plan {
	members, ok := membersOf(t, nil, of)
	if !ok {
		return writeOther
	}
	return func(w *written, v reflect.Value) {
		mark := byte('{')
		for i := range members {
			m := &members[i]
			field := v.Field(m.at[0])
			for _, at := range m.at[1:] {
				field = field.Field(at)
			}
			if m.empty != nil && m.empty(field) {
				continue
			}
			w.b = append(append(w.b, mark), m.name...)
			m.write(w, field)
			mark = ','
		}
		if mark == '{' {
			w.b = append(w.b, mark)
		}
		w.b = append(w.b, '}')
	}
}

// membersOf lists the fields in the order in which they are written; ok is false
// where there is something that is not known here.
func membersOf(t reflect.Type, above []int, of func(reflect.Type) plan) (members []member, ok bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clone(above), i)
		tag, tagged := f.Tag.Lookup("json")
		name, option, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous && !tagged && f.Type.Kind() == reflect.Struct:
			inner, ok := membersOf(f.Type, at, of)
			if !ok {
				return nil, false
			}
			members = append(members, inner...)
			continue
		case !f.IsExported() || name == "" || name == "-" || option != "" && option != "omitempty":
			return nil, false
		}
		m := member{at: at, name: strconv.Quote(name) + ":", write: of(f.Type)}
		if option != "" {
			m.empty = emptiness(f.Type.Kind())
		}
		members = append(members, m)
	}
	return members, true
}

// emptiness is what omitempty leaves out of a kind of value.
func emptiness(k reflect.Kind) func(reflect.Value) bool {
	switch k {
	case reflect.Pointer, reflect.Interface:
		return reflect.Value.IsNil
	case reflect.String, reflect.Slice, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() == 0 }
	case reflect.Struct:
		return nil
	}
	return reflect.Value.IsZero
}

func writeNumber(w *written, v reflect.Value) {
	n := v.String()
	if n == "" {
		n = "0"
	}
	if n[0] != '-' && (n[0] < '0' || n[0] > '9') || !json.Valid([]byte(n)) {
		w.err = errors.Join(w.err, fmt.Errorf("%q is no number", n))
	}
	w.b = append(w.b, n...)
}

func writeOther(w *written, v reflect.Value) {
	text, err := inFull(v.Interface())
	w.b, w.err = append(w.b, text...), errors.Join(w.err, err)
}

// inFull writes a value with encoding/json.
func inFull(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// text writes a text in quotes.
func (w *written) text(s string) {
	if !readsAsWritten(s) {
		writeOther(w, reflect.ValueOf(s))
		return
	}
	w.b = append(append(append(w.b, '"'), s...), '"')
}

// readsAsWritten reports whether nothing in a text is written in another way than it
// reads.
func readsAsWritten(s string) bool {
	at := 0
	for ; at+8 <= len(s) && plainEight(s[at:at+8]); at += 8 {
	}
	ascii := true
	for ; at < len(s); at++ {
		c := s[at]
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.ValidString(s) && !strings.ContainsAny(s, "\u2028\u2029")
}

// plainEight reports whether eight bytes are all ASCII that reads as it is written, in
// a few steps for all of them: a byte is nought where the subtraction borrows its
// highest bit.
func plainEight(s string) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	quote, slash := w^('"'*ones), w^('\\'*ones)
	return (w|(w-' '*ones)|(quote-ones)&^quote|(slash-ones)&^slash)&high == 0
}
