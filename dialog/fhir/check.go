package fhir

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Finding is something wrong with what was to be sent or read. It names the place
// and never the value there.
type Finding struct {
	Path    string // such as Observation.component[0].code
	Message string
}

// String puts the two together.
func (f Finding) String() string { return f.Path + " " + f.Message }

// Findings are all that is wrong, at most a hundred.
type Findings []Finding

// Error says the first of them and how many there are.
func (f Findings) Error() string {
	if len(f) == 1 {
		return f[0].String()
	}
	return fmt.Sprintf("%s (the first of %d findings)", f[0], len(f))
}

// Check holds one resource, or one transaction with all that it refers to, to
// what this package may write. It returns Findings, or nil.
//
// It is narrower than FHIR on purpose: an element that this package does not use
// is a fault here, as is a rating beside a reason for its absence, a SNOMED CT
// code whose check digit is wrong, or a number above 7.
func (c *Codec) Check(b []byte) error { return c.CheckAll([][]byte{b}, false) }

// CheckAll checks several resources together. With closed, every reference has to
// lead to one of them.
func (c *Codec) CheckAll(resources [][]byte, closed bool) error {
	ch := checker{codec: c, held: map[string]string{}, closed: closed}
	for _, b := range resources {
		ch.document(b)
	}
	ch.resolve()
	if len(ch.findings) == 0 {
		return nil
	}
	slices.SortFunc(ch.findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	return ch.findings
}

// checker goes through resources and keeps what it finds.
type checker struct {
	codec    *Codec
	findings Findings
	held     map[string]string // the type by every address that a resource here has
	pointers []pointer
	closed   bool
}

// pointer is a reference that was met.
type pointer struct {
	path, address string
	targets       []string
}

const mostFindings = 100

func (ch *checker) found(path, message string) {
	if len(ch.findings) < mostFindings {
		ch.findings = append(ch.findings, Finding{path, message})
	}
}

func (ch *checker) document(b []byte) {
	v, err := parse(b)
	if err != nil {
		ch.found("the text", err.Error())
		return
	}
	o, _ := v.(map[string]any)
	kind, _ := o["resourceType"].(string)
	if kind != "Bundle" && !isResource(kind) {
		ch.found("resourceType", "is not one that is written here")
		return
	}
	ch.resource(kind, kind, o)
}

// resource checks one resource, and notes the address under which others find it.
func (ch *checker) resource(path, kind string, o map[string]any) {
	ch.object(path, kind, o, true)
	id, _ := o["id"].(string)
	if kind == "Bundle" || id == "" {
		return
	}
	place := kind + "/" + id
	if ch.held[place] != "" {
		ch.found(path+".id", "is there twice")
	}
	ch.held[place] = kind
}

// object checks an object against its shape, then against what the shape cannot
// say.
func (ch *checker) object(path, kind string, o map[string]any, standsAlone bool) {
	s := shapes[kind]
	for _, name := range s.required {
		if _, ok := o[name]; !ok {
			ch.found(path+"."+name, "is missing")
		}
	}
	for name, v := range o {
		if name == "resourceType" && standsAlone {
			continue
		}
		e, known := s.elements[name]
		if !known {
			ch.found(path+"."+name, "is not an element that is written here")
			continue
		}
		ch.element(path+"."+name, e, v)
	}
	for _, choice := range s.choices {
		if count(o, choice) > 1 {
			ch.found(path, "has more than one of "+strings.Join(choice, ", "))
		}
	}
	if len(o) == 0 {
		ch.found(path, "is empty")
	}
	if rule := rules[kind]; rule != nil {
		rule(ch, path, o)
	}
}

func count(o map[string]any, names []string) int {
	n := 0
	for _, name := range names {
		if _, ok := o[name]; ok {
			n++
		}
	}
	return n
}

func (ch *checker) element(path string, e element, v any) {
	if !e.list {
		ch.value(path, e, v)
		return
	}
	list, ok := v.([]any)
	switch {
	case !ok:
		ch.found(path, "is not a list")
	case len(list) == 0:
		ch.found(path, "is an empty list")
	}
	for i, item := range list {
		ch.value(path+"["+strconv.Itoa(i)+"]", e, item)
	}
}

func (ch *checker) value(path string, e element, v any) {
	shape := e.kind == "Resource" || shapes[e.kind] != nil
	if !shape {
		if wrong := primitive(e.kind, v); wrong != "" {
			ch.found(path, wrong)
		} else if s, _ := v.(string); e.codes != nil && !slices.Contains(e.codes, s) {
			ch.found(path, "is not one of "+strings.Join(e.codes, ", "))
		}
		return
	}
	o, ok := v.(map[string]any)
	if !ok {
		ch.found(path, "is not an object")
		return
	}
	switch e.kind {
	case "Resource":
		kind, _ := o["resourceType"].(string)
		if !isResource(kind) {
			ch.found(path+".resourceType", "is not one that is written here")
			return
		}
		ch.resource(path+"("+kind+")", kind, o)
	case "Reference":
		ch.object(path, e.kind, o, false)
		ch.point(path, e, o)
	default:
		ch.object(path, e.kind, o, false)
	}
}

// point keeps a reference until all resources are known.
func (ch *checker) point(path string, e element, o map[string]any) {
	if address, ok := o["reference"].(string); ok {
		ch.pointers = append(ch.pointers, pointer{path + ".reference", address, e.targets})
	} else if kind, _ := o["type"].(string); !slices.Contains(e.targets, kind) {
		ch.found(path+".type", "is not one of "+strings.Join(e.targets, ", "))
	}
}

// resolve says which references lead to the wrong place, or nowhere.
func (ch *checker) resolve() {
	for _, p := range ch.pointers {
		kind := ch.held[p.address]
		relative, id, isRelative := strings.Cut(p.address, "/")
		if kind == "" && !ch.closed && isRelative {
			kind = relative
		}
		switch {
		case !isRelative || !isID(id):
			ch.found(p.path, "is not a reference")
		case kind == "":
			ch.found(p.path, "leads nowhere")
		case !slices.Contains(p.targets, kind):
			ch.found(p.path, "leads to a "+kind+", not to one of "+strings.Join(p.targets, ", "))
		}
	}
}
