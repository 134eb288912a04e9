package fhir

import "encoding/json"

// ParseJSON is parse, for the tests, with the types of encoding/json.
func ParseJSON(b []byte) (any, error) {
	v, err := new(parser).parse(b)
	if err != nil {
		return nil, err
	}
	return v.value(), nil
}

func (n *node) value() any {
	switch n.kind {
	case kindObject:
		o := map[string]any{}
		for i := range n.parts {
			o[n.parts[i].name] = n.parts[i].value()
		}
		return o
	case kindList:
		list := []any{}
		for i := range n.parts {
			list = append(list, n.parts[i].value())
		}
		return list
	case kindText:
		return n.text
	case kindNumber:
		return json.Number(n.text)
	}
	return n.text == "true"
}

// Primitive is what is wrong with a text, for the tests.
func Primitive(kind, text string) string {
	e := element{kind: kind, form: forms[kind]}
	return e.primitive(&node{kind: kindText, text: text})
}

// NoText says what is wrong where a truth stands in place of a text.
func NoText(kind string) string {
	e := element{kind: kind, form: forms[kind]}
	return e.primitive(&node{kind: kindTruth, text: "true"})
}
