package fhir_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog/fhir"
)

// anyText draws a text with characters in it that are written in another way than they
// read, at any place among others, or any bytes.
func anyText() *rapid.Generator[string] {
	pieces := rapid.SampledFrom([]string{"plain", "eight by", "é", `"`, `\`, "<b>&", "\n", "\b\f\r\t", "\x00", "\x1f", "\u2028", "\u2029", "\u202a", "\xff", "\xe2\x80", "日本", "😀", "\ufffd", "\x7f", " "})
	joined := rapid.Map(rapid.SliceOfN(pieces, 0, 8), func(all []string) string { return strings.Join(all, "") })
	bytes := rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) })
	return rapid.OneOf(rapid.Just(""), joined, bytes)
}

// filled draws a value of any of the types here: each part is there or not, and texts
// have in them what has to be written in another way.
func filled(t *rapid.T, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(anyText().Draw(t, "text"))
		if v.Type() == reflect.TypeFor[json.Number]() {
			v.SetString(rapid.SampledFrom([]string{"", "0", "-1.50", "3e5", "4.25", "no", "01", "-", "true"}).Draw(t, "number"))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "truth"))
	case reflect.Int:
		v.SetInt(rapid.Int64().Draw(t, "whole"))
	case reflect.Pointer:
		if depth > 0 && rapid.Bool().Draw(t, "there") {
			v.Set(reflect.New(v.Type().Elem()))
			filled(t, v.Elem(), depth-1)
		}
	case reflect.Slice:
		if depth > 0 && rapid.Bool().Draw(t, "some") {
			v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, "many"), 2))
			for i := range v.Len() {
				filled(t, v.Index(i), depth-1)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				filled(t, v.Field(i), depth)
			}
		}
	case reflect.Interface:
		if rapid.Bool().Draw(t, "resource") {
			o := &fhir.Observation{}
			filled(t, reflect.ValueOf(o).Elem(), depth-1)
			v.Set(reflect.ValueOf(o))
		}
	}
}

// inFull writes a value as encoding/json does where it does not escape for HTML.
func inFull(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// A resource is written in the bytes that encoding/json would write, and what that
// refuses is refused.
func TestResourcesAreWrittenAsEncodingJSONDoes(t *testing.T) {
	types := []any{&fhir.Patient{}, &fhir.EpisodeOfCare{}, &fhir.Questionnaire{}, &fhir.QuestionnaireResponse{}, &fhir.Observation{}, &fhir.Goal{},
		&fhir.CarePlan{}, &fhir.Provenance{}, &fhir.Task{}, &fhir.Bundle{}}
	rapid.Check(t, func(t *rapid.T) {
		v := reflect.New(reflect.TypeOf(rapid.SampledFrom(types).Draw(t, "type")).Elem())
		filled(t, v.Elem(), rapid.IntRange(0, 4).Draw(t, "depth"))
		want, refused := inFull(v.Interface())
		got, err := fhir.Encode(v.Interface())
		if (err == nil) != (refused == nil) || err == nil && !bytes.Equal(got, want) {
			t.Fatalf("written as %s, %v\nby encoding/json as %s, %v", got, err, want, refused)
		}
		before := []byte("before\n")
		behind, err := fhir.Append(before, v.Interface())
		if (err == nil) != (refused == nil) || !bytes.Equal(behind, slices.Concat([]byte("before\n"), got)) {
			t.Fatalf("behind others written as %s, %v", behind, err)
		}
	})
}

// FuzzText holds the writing of a text to encoding/json.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "plain", "eight by and more", `say "so" \ to`, "<b>&", "a\nb\x01", "\u2028 \u2029", "\xff", "\xe2\x80", "日本", "\x7f", "seven 7\x1f"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		o := &fhir.Observation{Status: s}
		want, err := inFull(o)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := fhir.Encode(o); err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%q is written as %s, %v, by encoding/json as %s", s, got, err, want)
		}
	})
}

// What is no resource is refused.
func TestOnlyResourcesAreWritten(t *testing.T) {
	for name, give := range map[string]any{"nothing": nil, "no resource": 7, "a pointer to none": (*fhir.Patient)(nil)} {
		t.Run(name, func(t *testing.T) {
			if b, err := fhir.Encode(give); err == nil {
				t.Errorf("written as %s", b)
			}
		})
	}
}

// A usual resource takes one allocation for its text and none for its parts, and none at
// all where it is put behind others.
func TestWritingAResourceTakesFewAllocations(t *testing.T) {
	o := &fhir.Observation{Status: "final", Identifier: []fhir.Identifier{{System: "a", Value: "b"}}, Code: &fhir.CodeableConcept{Text: "Café"},
		Category: []fhir.CodeableConcept{{Text: "survey"}}, Subject: &fhir.Reference{Reference: "Patient/1"}}
	counted := func(most float64, write func() error) {
		t.Helper()
		if n := testing.AllocsPerRun(20, func() {
			if err := write(); err != nil {
				t.Fatal(err)
			}
		}); n > most {
			t.Errorf("writing an observation takes %.0f allocations", n)
		}
	}
	counted(1, func() error { _, err := fhir.Encode(o); return err })
	lines := make([]byte, 0, 1<<10)
	counted(0, func() error { _, err := fhir.Append(lines, o); return err })
}
