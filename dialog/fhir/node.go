package fhir

// kind is what a JSON value is.
type kind byte

const (
	kindNone kind = iota // there is no value
	kindObject
	kindList
	kindText
	kindNumber
	kindTruth
)

// node is a JSON value.
type node struct {
	kind  kind
	text  string // of a text; a number as it is written; true or false
	parts []part // of an object, each under its name; of a list
}

// part is one element of an object or list.
type part struct {
	name string
	node
}

// get returns the element of an object that has a name, one of no kind for none.
func (n *node) get(name string) *node {
	for i := range n.parts {
		if n.parts[i].name == name {
			return &n.parts[i].node
		}
	}
	return &node{}
}

// has says whether an object has one of several elements.
func (n *node) has(names ...string) bool {
	for _, name := range names {
		if n.get(name).kind != kindNone {
			return true
		}
	}
	return false
}

// at follows names into an object and returns the text there, "" for none.
func (n *node) at(names ...string) string {
	for _, name := range names {
		n = n.get(name)
	}
	return n.words()
}

// words is a text, "" for what is none.
func (n *node) words() string {
	if n.kind != kindText {
		return ""
	}
	return n.text
}

// list returns what is in the list under a name.
func (n *node) list(name string) []part {
	if l := n.get(name); l.kind == kindList {
		return l.parts
	}
	return nil
}
