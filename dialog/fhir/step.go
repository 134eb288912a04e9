package fhir

import (
	"strconv"
	"strings"
)

// step is one of the path to where a check is: an element, one of a list, or the type
// of the resource there. A path is put into words only where something is found.
type step struct {
	mark byte // '.', '[' or '('; 0 for the first
	name string
	at   int // in a list
}

func (ch *checker) into(s step) { ch.path = append(ch.path, s) }

func (ch *checker) out() { ch.path = ch.path[:len(ch.path)-1] }

// place is the path in words, such as Observation.component[0].
func (ch *checker) place() string {
	var b strings.Builder
	for _, s := range ch.path {
		switch s.mark {
		case '[':
			b.WriteString("[" + strconv.Itoa(s.at) + "]")
		case '(':
			b.WriteString("(" + s.name + ")")
		case '.':
			b.WriteString(".")
			fallthrough
		default:
			b.WriteString(s.name)
		}
	}
	return b.String()
}
