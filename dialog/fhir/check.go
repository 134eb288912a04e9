package fhir

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
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
	ch := checker{codec: c, held: make(map[string]string, len(resources)), closed: closed}
	for _, b := range resources {
		ch.document(b)
	}
	ch.resolve()
	if len(ch.findings) == 0 {
		return nil
	}
	slices.SortStableFunc(ch.findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	return ch.findings
}

// checker goes through resources and keeps what it finds.
type checker struct {
	codec    *Codec
	parser   parser
	path     []step // to where it is
	findings Findings
	held     map[string]string // the type by every address that a resource here has
	pointers []pointer
	closed   bool
}

// pointer is a reference whose end has not been met yet.
type pointer struct {
	path, address string
	targets       []string
}

const mostFindings = 100

// found keeps what is wrong with an element of where it is, such as ".code", or with
// the whole for "".
func (ch *checker) found(element, message string) { ch.foundAt(ch.place()+element, message) }

func (ch *checker) foundAt(path, message string) {
	if len(ch.findings) < mostFindings {
		ch.findings = append(ch.findings, Finding{path, message})
	}
}

func (ch *checker) document(b []byte) {
	v, err := ch.parser.parse(b)
	if err != nil {
		ch.foundAt("the text", err.Error())
		return
	}
	kind := v.at("resourceType")
	if kind != "Bundle" && !isResource(kind) {
		ch.foundAt("resourceType", "is not one that is written here")
		return
	}
	ch.into(step{name: kind})
	ch.resource(kind, &v)
	ch.out()
}

// resource checks one resource, and notes the address under which others find it.
func (ch *checker) resource(kind string, o *node) {
	ch.object(shapes()[kind], o, true)
	id := o.at("id")
	if kind == "Bundle" || id == "" {
		return
	}
	place := kind + "/" + id
	if ch.held[place] != "" {
		ch.found(".id", "is there twice")
	}
	ch.held[place] = kind
}

// object checks an object against its shape, then against what the shape cannot
// say.
func (ch *checker) object(s *shape, o *node, standsAlone bool) {
	seen := ch.elements(s, o, standsAlone)
	for missing := s.required &^ seen; missing != 0; missing &= missing - 1 {
		ch.found("."+s.elements[bits.TrailingZeros64(missing)].name, "is missing")
	}
	for _, c := range s.choices {
		if bits.OnesCount64(seen&c.set) > 1 {
			ch.found("", "has more than one of "+c.names)
		}
	}
	if len(o.parts) == 0 {
		ch.found("", "is empty")
	}
	if s.rule != nil {
		s.rule(ch, o)
	}
}

// elements checks each element by itself and returns the set of those that are there.
func (ch *checker) elements(s *shape, o *node, standsAlone bool) (seen uint64) {
	next := 0
	for i := range o.parts {
		p := &o.parts[i]
		if standsAlone && p.name == "resourceType" {
			continue
		}
		ch.into(step{mark: '.', name: p.name})
		if at := s.find(p.name, next); at < 0 {
			ch.found("", "is not an element that is written here")
		} else {
			next = at + 1
			seen |= 1 << at
			ch.element(&s.elements[at], &p.node)
		}
		ch.out()
	}
	return seen
}

func (ch *checker) element(e *element, v *node) {
	switch {
	case !e.list:
		ch.value(e, v)
	case v.kind != kindList:
		ch.found("", "is not a list")
	case len(v.parts) == 0:
		ch.found("", "is an empty list")
	default:
		for i := range v.parts {
			ch.into(step{mark: '[', at: i})
			ch.value(e, &v.parts[i].node)
			ch.out()
		}
	}
}

func (ch *checker) value(e *element, v *node) {
	switch {
	case e.kind == "Resource":
		ch.anyResource(v)
	case e.shape == nil:
		if wrong := e.primitive(v); wrong != "" {
			ch.found("", wrong)
		} else if e.codes != nil && !slices.Contains(e.codes, v.words()) {
			ch.found("", "is not one of "+strings.Join(e.codes, ", "))
		}
	case v.kind != kindObject:
		ch.found("", "is not an object")
	default:
		ch.object(e.shape, v, false)
		if e.kind == "Reference" {
			ch.point(e, v)
		}
	}
}

func (ch *checker) anyResource(v *node) {
	kind := v.at("resourceType")
	switch {
	case v.kind != kindObject:
		ch.found("", "is not an object")
	case !isResource(kind):
		ch.found(".resourceType", "is not one that is written here")
	default:
		ch.into(step{mark: '(', name: kind})
		ch.resource(kind, v)
		ch.out()
	}
}

// point looks where a reference leads. It is kept until all resources are known where
// nothing that it may lead to has been met.
func (ch *checker) point(e *element, o *node) {
	address := o.get("reference")
	if address.kind != kindText {
		if !slices.Contains(e.targets, o.at("type")) {
			ch.found(".type", "is not one of "+strings.Join(e.targets, ", "))
		}
		return
	}
	if kind := ch.held[address.text]; kind == "" || !slices.Contains(e.targets, kind) {
		ch.pointers = append(ch.pointers, pointer{ch.place() + ".reference", address.text, e.targets})
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
			ch.foundAt(p.path, "is not a reference")
		case kind == "":
			ch.foundAt(p.path, "leads nowhere")
		case !slices.Contains(p.targets, kind):
			ch.foundAt(p.path, "leads to a "+kind+", not to one of "+strings.Join(p.targets, ", "))
		}
	}
}
