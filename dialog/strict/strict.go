// Package strict reads JSON from outside: what encoding/json alone lets pass, such as
// a key that is there twice or in capitals, is refused with its line and column.
package strict

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"

	"alongside/dialog"
)

// Limits are what a JSON file that is taken in may have at most.
type Limits struct {
	Bytes  int64
	Depth  int // of lists and objects in each other
	Values int // lists, objects, texts, numbers and truth values altogether
	// Keys says that a refusal may name the key it is about: the file is about nobody.
	Keys bool
}

// Decode reads one JSON value into a pointer, strictly: every key is one that
// the target has, spelled exactly so, and is there once; there is no null; nothing
// follows the end; the text is UTF-8. What encoding/json alone lets pass, it refuses
// with the line and the column. A refused file leaves the target as it was.
func Decode(r io.Reader, limits Limits, into any) error {
	b, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return &dialog.Error{Code: dialog.Unavailable, Message: "The file cannot be read. Please check its name and whether you may open it.", Err: err}
	}
	if int64(len(b)) > limits.Bytes {
		return tooLong(limits.Bytes)
	}
	if at := invalidUTF8(b); at >= 0 {
		return badJSON(b, at, errors.New("has a damaged character"))
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	w := walker{decoder: d, limits: limits}
	err = w.value(reflect.TypeOf(into).Elem(), 0)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("goes on after its end")
		}
	}
	if err != nil {
		return badJSON(b, int(d.InputOffset()), err)
	}
	fresh := reflect.New(reflect.TypeOf(into).Elem())
	if err := json.Unmarshal(b, fresh.Interface()); err != nil {
		at := 0
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			at = int(wrong.Offset)
		}
		return badJSON(b, at, errors.New("has a value of the wrong kind"))
	}
	reflect.ValueOf(into).Elem().Set(fresh.Elem())
	return nil
}

func tooLong(most int64) error {
	size := fmt.Sprintf("%d MB", most>>20)
	if most < 1<<20 {
		size = fmt.Sprintf("%d kB", most>>10)
	}
	return &dialog.Error{Code: dialog.Invalid, Message: "The file is longer than " + size + ". Nothing was taken from it."}
}

// invalidUTF8 returns where the text stops being UTF-8, -1 where it is.
func invalidUTF8(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// badJSON says where a file is not as it should be, and never what stands there.
func badJSON(b []byte, at int, err error) error {
	before := b[:min(max(at, 0), len(b))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return &dialog.Error{Code: dialog.Invalid, Err: err, Message: fmt.Sprintf(
		"The file cannot be taken: line %d %s, at place %d. Nothing was taken from it.", line, err.Error(), max(column, 1))}
}

// walker goes through a text beside the type that it is to become.
type walker struct {
	decoder *json.Decoder
	limits  Limits
	values  int
}

func (w *walker) token() (json.Token, error) {
	t, err := w.decoder.Token()
	if err != nil {
		return nil, errors.New("is not JSON")
	}
	return t, nil
}

func (w *walker) value(t reflect.Type, depth int) error {
	w.values++
	token, err := w.token()
	switch {
	case err != nil:
		return err
	case depth > w.limits.Depth:
		return errors.New("is nested too deeply")
	case w.values > w.limits.Values:
		return errors.New("goes beyond what one file may hold")
	case token == nil:
		return errors.New("has a null")
	}
	t = inner(t)
	switch token {
	case json.Delim('{'):
		return w.object(t, depth)
	case json.Delim('['):
		return w.list(t, depth)
	}
	return nil
}

// about is a refusal that names a key where that may be said. Only a key of plain
// letters is: it goes to a screen.
func (w *walker) about(key, what string) error {
	if !w.limits.Keys || len(key) > 40 || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return errors.New(what)
	}
	return fmt.Errorf("%s, %q", what, key)
}

var (
	jsonReads = reflect.TypeFor[json.Unmarshaler]()
	textReads = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// inner takes pointers away. It returns nil for what reads itself, and for any.
func inner(t reflect.Type) reflect.Type {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() == reflect.Interface || reflect.PointerTo(t).Implements(jsonReads) || reflect.PointerTo(t).Implements(textReads) {
		return nil
	}
	return t
}

func (w *walker) list(t reflect.Type, depth int) error {
	var element reflect.Type
	if t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array) {
		element = t.Elem()
	}
	for w.decoder.More() {
		if err := w.value(element, depth+1); err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

func (w *walker) object(t reflect.Type, depth int) error {
	seen := map[string]bool{}
	fields := map[string]reflect.Type{}
	if t != nil && t.Kind() == reflect.Struct {
		fieldsOf(t, fields)
	}
	for w.decoder.More() {
		token, err := w.token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return w.about(key, "has a key twice")
		}
		seen[key] = true
		var next reflect.Type
		if t != nil {
			switch t.Kind() {
			case reflect.Map:
				next = t.Elem()
			case reflect.Struct:
				field, known := fields[key]
				if !known {
					return w.about(key, "has a key that is not known")
				}
				next = field
			}
		}
		if err := w.value(next, depth+1); err != nil {
			return err
		}
	}
	_, err := w.token()
	return err
}

// fieldsOf collects the keys of a struct, those of embedded ones included.
func fieldsOf(t reflect.Type, into map[string]reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
		case f.Anonymous && name == "" && inner(f.Type) != nil && inner(f.Type).Kind() == reflect.Struct:
			fieldsOf(inner(f.Type), into)
		case name == "":
			into[f.Name] = f.Type
		default:
			into[name] = f.Type
		}
	}
}
