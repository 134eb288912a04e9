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
	return func(w *written, v reflect.Value) {
		if v.IsNil() {
			w.b = append(w.b, "null"...)
			return
		}
		beneath(w, v.Elem())
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
	at        []int
	name      string // with quotes and colon
	omitEmpty bool
	write     plan
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
			field := v
			for _, at := range m.at {
				field = field.Field(at)
			}
			if m.omitEmpty && isEmpty(field) {
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
		members = append(members, member{at: at, name: strconv.Quote(name) + ":", omitEmpty: option != "", write: of(f.Type)})
	}
	return members, true
}

// isEmpty is what omitempty leaves out.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
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
	ascii := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	return ascii || utf8.ValidString(s) && !strings.ContainsAny(s, "\u2028\u2029")
}
