package strict_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"alongside/dialog"
	"alongside/dialog/strict"
)

// embedded and target are a type with all that a file may be read into.
type embedded struct {
	Inside string `json:"inside"`
}

type target struct {
	embedded
	Name  string            `json:"name"`
	Born  dialog.Date       `json:"born,omitzero"`
	Items []struct{ N int } `json:"items,omitempty"`
	Words map[string]string `json:"words,omitempty"`
	Other *target           `json:"other,omitempty"`
	Any   any               `json:"any,omitempty"`
	Mine  string            `json:"-"`
}

var small = strict.Limits{Bytes: 1000, Depth: 4, Values: 20}

func TestDecode(t *testing.T) {
	for name, test := range map[string]struct{ give, want string }{ // want "": it is taken
		"all of it":             {`{"inside":"i","name":"n","born":"1985-07-14","items":[{"N":1}],"words":{"a":"b"},"other":{"inside":"","name":""},"any":{"x":[1,true]}}`, ""},
		"not JSON":              {`{`, "not JSON"},
		"nothing":               {``, "not JSON"},
		"an unknown key":        {"{\n \"name\":\"n\",\n \"colour\":1}", "line 3 has a key that is not known"},
		"an unknown key inside": {`{"other":{"colour":1}}`, "not known"},
		"one in a list":         {`{"items":[{"N":1},{"M":1}]}`, "not known"},
		"in capitals":           {`{"Name":"n"}`, "not known"},
		"a field of its own":    {`{"Mine":"n"}`, "not known"},
		"a key twice":           {`{"name":"a","name":"b"}`, "twice"},
		"twice in a map":        {`{"words":{"a":"b","a":"c"}}`, "twice"},
		"twice in any":          {`{"any":{"a":1,"a":2}}`, "twice"},
		"twice, once escaped":   {`{"name":"a","n\u0061me":"b"}`, "twice"},
		"null":                  {`{"name":null}`, "null"},
		"after the end":         {`{} {}`, "after its end"},
		"a number for a text":   {`{"name":1}`, "wrong kind"},
		"no such day":           {`{"born":"1985-02-30"}`, "wrong kind"},
		"half a number":         {`{"items":[{"N":1.5}]}`, "wrong kind"},
		"a damaged character":   {"{\"name\":\"\xff\"}", "damaged"},
		"deep":                  {`{"any":[[[[[[1]]]]]]}`, "deeply"},
		"many values":           {`{"any":[` + strings.Repeat("1,", 30) + `1]}`, "beyond"},
		"long":                  {`{"name":"` + strings.Repeat("a", 1000) + `"}`, "longer"},
	} {
		t.Run(name, func(t *testing.T) {
			got := target{Name: "as it was"}
			err := strict.Decode(strings.NewReader(test.give), small, &got)
			if test.want == "" {
				if err != nil || got.Name != "n" || got.Born.Day != 14 {
					t.Errorf("%+v, %v", got, err)
				}
				return
			}
			if dialog.ErrorCode(err) != dialog.Invalid || !strings.Contains(dialog.ErrorMessage(err), test.want) {
				t.Errorf("got %v, want one that says %q", err, test.want)
			}
			if !reflect.DeepEqual(got, target{Name: "as it was"}) {
				t.Errorf("something was taken: %+v", got)
			}
		})
	}
}

func TestKeysAreNamedWhereTheyMayBe(t *testing.T) {
	open := small
	open.Keys = true
	for give, want := range map[string]string{
		`{"colour":1}`:            `line 1 has a key that is not known, "colour", at place 9`,
		`{"name":"a","name":"b"}`: `line 1 has a key twice, "name"`,
		"{\"\u202eeman\":1}":      "line 1 has a key that is not known, at place",
	} {
		var got target
		if err := strict.Decode(strings.NewReader(give), open, &got); !strings.Contains(dialog.ErrorMessage(err), want) {
			t.Errorf("%s: got %v", give, err)
		}
	}
}

// FuzzDecode gives anything. What is taken is what encoding/json makes of it, and
// what is refused leaves nothing.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"inside":"i","name":"n","born":"1985-07-14","items":[{"N":1}],"words":{"a":"b"},"any":{"x":[1,true]}}`))
	f.Add([]byte(`{"name":"a","n\u0061me":"b"}`))
	f.Add([]byte(`{"any":[[[[1]]]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var got, want target
		if err := strict.Decode(strings.NewReader(string(b)), small, &got); err != nil {
			if !reflect.DeepEqual(got, target{}) || dialog.ErrorMessage(err) == "" {
				t.Fatalf("refused with %v, and %+v was taken", err, got)
			}
			return
		}
		if err := json.Unmarshal(b, &want); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, encoding/json has %+v (%v)", got, want, err)
		}
	})
}
