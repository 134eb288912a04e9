package fhir

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed schema.txt
var schemaText string

// shapes are the types that may be written, by name.
var shapes = parseShapes(schemaText)

// shape is one type of schema.txt.
type shape struct {
	elements map[string]element
	required []string
	choices  [][]string // of each, one at most
}

// element is one line of a shape.
type element struct {
	kind    string // the type: a primitive or another shape
	list    bool
	codes   []string // nil for any
	targets []string // of a reference
}

func parseShapes(source string) map[string]*shape {
	all := map[string]*shape{}
	var current *shape
	for line := range strings.Lines(source) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || strings.HasPrefix(line, "#"):
		case line[0] != ' ':
			current = &shape{elements: map[string]element{}}
			all[fields[0]] = current
		case fields[0] == "one":
			current.choices = append(current.choices, fields[1:])
		default:
			current.parse(fields)
		}
	}
	return all
}

func (s *shape) parse(fields []string) {
	name, often := fields[0], fields[2]
	e := element{kind: fields[1], list: often == "*" || often == "+"}
	for _, rest := range fields[3:] {
		values := strings.Split(rest[1:], "|")
		if rest[0] == '=' {
			e.codes = values
		} else {
			e.targets = values
		}
	}
	if often == "1" || often == "+" {
		s.required = append(s.required, name)
	}
	s.elements[name] = e
}

// isResource says whether a type stands on its own.
func isResource(kind string) bool {
	return slices.Contains([]string{"Patient", "EpisodeOfCare", "Questionnaire", "QuestionnaireResponse", "Observation", "Goal", "Task", "CarePlan", "Provenance"}, kind)
}
