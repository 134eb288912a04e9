package fhir_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"alongside/dialog/fhir"
)

// filled draws a value of any of the types here: each part is there or not, and texts
// have in them what has to be written in another way.
func filled(t *rapid.T, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.SampledFrom([]string{"", "plain", "é", `say "so"`, `\`, "<b>&", "a\nb\x01", "\u2028", "\xff", "日本", "\ufffd", "\x7f"}).Draw(t, "text"))
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

// A resource is written in the bytes that encoding/json would write, and what that
// refuses is refused.
func TestResourcesAreWrittenAsEncodingJSONDoes(t *testing.T) {
	types := []any{&fhir.Patient{}, &fhir.EpisodeOfCare{}, &fhir.Questionnaire{}, &fhir.QuestionnaireResponse{}, &fhir.Observation{}, &fhir.Goal{},
		&fhir.CarePlan{}, &fhir.Provenance{}, &fhir.Task{}, &fhir.Bundle{}}
	rapid.Check(t, func(t *rapid.T) {
		v := reflect.New(reflect.TypeOf(rapid.SampledFrom(types).Draw(t, "type")).Elem())
		filled(t, v.Elem(), rapid.IntRange(0, 4).Draw(t, "depth"))
		want, refused := fhir.InFull(v.Interface())
		got, err := fhir.Encode(v.Interface())
		if (err == nil) != (refused == nil) || err == nil && !bytes.Equal(got, want) {
			t.Fatalf("written as %s, %v\nby encoding/json as %s, %v", got, err, want, refused)
		}
	})
}

// A usual resource takes one allocation for its text and none for its parts.
func TestWritingAResourceTakesFewAllocations(t *testing.T) {
	o := &fhir.Observation{Status: "final", Identifier: []fhir.Identifier{{System: "a", Value: "b"}}, Code: &fhir.CodeableConcept{Text: "Café"},
		Category: []fhir.CodeableConcept{{Text: "survey"}}, Subject: &fhir.Reference{Reference: "Patient/1"}}
	allocations := testing.AllocsPerRun(20, func() {
		if _, err := fhir.Encode(o); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 2 {
		t.Errorf("writing an observation takes %.0f allocations", allocations)
	}
}
