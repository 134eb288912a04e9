package fhir

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed schema.txt
var schemaText string

// shapes are the types that may be written, by name. They are read when something is
// written first.
var shapes = sync.OnceValue(func() map[string]*shape { return parseShapes(schemaText) })

// shape is one type of schema.txt. A set of its elements is a number with the bit of
// each by its place: there are fewer than 64.
type shape struct {
	elements []element // in the order in which they are written
	required uint64
	choices  []choice
	rule     func(ch *checker, o *node) // what the shape cannot say; nil for nothing
}

// choice are elements of which one at most may be there.
type choice struct {
	set   uint64
	names string
}

// element is one line of a shape.
type element struct {
	name    string
	kind    string            // the type: a primitive or another shape
	shape   *shape            // the shape; nil for a primitive, and for any resource
	form    func(string) bool // what a text of a primitive has to look like
	list    bool
	codes   []string // nil for any
	targets []string // of a reference
}

// find returns the place of the element with a name, looked for from a place on: they
// come in order. It is -1 for none.
func (s *shape) find(name string, from int) int {
	for i := from; i < len(s.elements); i++ {
		if s.elements[i].name == name {
			return i
		}
	}
	for i := range from {
		if s.elements[i].name == name {
			return i
		}
	}
	return -1
}

func parseShapes(source string) map[string]*shape {
	all := map[string]*shape{}
	var current *shape
	for line := range strings.Lines(source) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || strings.HasPrefix(line, "#"):
		case line[0] != ' ':
			current = &shape{rule: rules[fields[0]]}
			all[fields[0]] = current
		case fields[0] == "one":
			c := choice{names: strings.Join(fields[1:], ", ")}
			for _, name := range fields[1:] {
				c.set |= 1 << current.find(name, 0)
			}
			current.choices = append(current.choices, c)
		default:
			current.parse(fields)
		}
	}
	for _, s := range all {
		for i := range s.elements {
			e := &s.elements[i]
			e.shape, e.form = all[e.kind], forms[e.kind]
		}
	}
	return all
}

func (s *shape) parse(fields []string) {
	often := fields[2]
	e := element{name: fields[0], kind: fields[1], list: often == "*" || often == "+"}
	for _, rest := range fields[3:] {
		values := strings.Split(rest[1:], "|")
		if rest[0] == '=' {
			e.codes = values
		} else {
			e.targets = values
		}
	}
	if often == "1" || often == "+" {
		s.required |= 1 << len(s.elements)
	}
	s.elements = append(s.elements, e)
}

// isResource says whether a type stands on its own.
func isResource(kind string) bool {
	return slices.Contains([]string{"Patient", "EpisodeOfCare", "Questionnaire", "QuestionnaireResponse", "Observation", "Goal", "Task", "CarePlan", "Provenance"}, kind)
}
