package fhir_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"alongside/dialog/fhir"
)

func TestStrictJSON(t *testing.T) {
	for name, test := range map[string]struct {
		give string
		ok   bool
	}{
		"all kinds":            {` {"a":[1,-2.50,true,false,"x"],"b":{}} `, true},
		"escapes":              {`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, true},
		"an element twice":     {`{"a":1,"a":1}`, false},
		"twice, once escaped":  {`{"a":1,"\u0061":1}`, false},
		"null":                 {`{"a":null}`, false},
		"after the end":        {`{} {}`, false},
		"a comma too many":     {`[1,]`, false},
		"a comma too few":      {`[1 2]`, false},
		"no end":               {`{"a":[1`, false},
		"no colon":             {`{"a" 1}`, false},
		"no key":               {`{1:1}`, false},
		"a leading nought":     {`[01]`, false},
		"half a number":        {`[1.]`, false},
		"two signs":            {`[--1]`, false},
		"not a number":         {`[NaN]`, false},
		"a tab in a text":      {"\"a\tb\"", false},
		"half a pair":          {`"\ud83d"`, false},
		"half a pair and more": {`"\ud83d\u0061"`, false},
		"an unknown escape":    {`"\x41"`, false},
		"bytes of no text":     {"\"\xff\"", false},
		"such after an escape": {"\"\\n\xff\"", false},
		"nothing":              {``, false},
		"too deep":             {strings.Repeat("[", 40) + strings.Repeat("]", 40), false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := fhir.ParseJSON([]byte(test.give))
			if (err == nil) != test.ok {
				t.Fatalf("got %v", err)
			}
			if test.ok {
				sameAsStandard(t, []byte(test.give), got)
			}
		})
	}
}

// sameAsStandard compares with what the standard library reads.
func sameAsStandard(t *testing.T, b []byte, got any) {
	t.Helper()
	var want any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&want); err != nil {
		t.Fatalf("the standard library refuses it: %v", err)
	}
	if !reflect.DeepEqual(want, got) {
		t.Errorf("got %#v, the standard library has %#v", got, want)
	}
}

// FuzzJSON holds the reader to the standard library: what it takes, that takes too,
// with the same values.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-2.5e3,true,"\u00e9\ud83d\ude00"]}`, `[]`, `"x"`, `{"a":{"b":[{}]}}`, "\"\xff\"", `[1,]`, `0`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := fhir.ParseJSON(b)
		if err == nil {
			sameAsStandard(t, b, got)
		}
	})
}
