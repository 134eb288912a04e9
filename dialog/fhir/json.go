package fhir

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// deepest is how far a resource may be nested.
const deepest = 24

// mostElements is how many elements one object may have, more than any shape has.
const mostElements = 64

// parser goes through one text after another, in the same room.
type parser struct {
	text string
	at   int
	open []part // of objects and lists whose end has not come
	done []part // of the others
}

// parse reads one JSON value strictly: no key twice, nothing after the end, no
// null, numbers as they are written, no bytes that are not UTF-8. The decoder of the
// standard library takes the first and the last of these, and reads a token at a
// time many times as slowly as this. What it returns holds until the next call.
func (p *parser) parse(b []byte) (node, error) {
	p.text, p.at, p.open, p.done = string(b), 0, p.open[:0], p.done[:0]
	v, err := p.value(0)
	if err != nil {
		return node{}, err
	}
	if p.space(); p.at < len(p.text) {
		return node{}, errors.New("goes on after its end")
	}
	return v, nil
}

var errNotJSON = errors.New("is not JSON")

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n' || p.text[p.at] == '\r' || p.text[p.at] == '\t') {
		p.at++
	}
}

// next skips white space and returns the byte that follows, 0 at the end.
func (p *parser) next() byte {
	p.space()
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.text[p.at:], w) {
		return false
	}
	p.at += len(w)
	return true
}

func (p *parser) value(depth int) (node, error) {
	if depth > deepest {
		return node{}, errors.New("is nested too deeply")
	}
	switch c := p.next(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.list(depth)
	case c == '"':
		s, err := p.quoted()
		return node{kind: kindText, text: s}, err
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.word("true"):
		return node{kind: kindTruth, text: "true"}, nil
	case p.word("false"):
		return node{kind: kindTruth, text: "false"}, nil
	case p.word("null"):
		return node{}, errors.New("has a null, which FHIR does not have")
	}
	return node{}, errNotJSON
}

func (p *parser) object(depth int) (node, error) {
	from := len(p.open)
	p.at++
	if p.next() == '}' {
		p.at++
		return node{kind: kindObject}, nil
	}
	for {
		name, err := p.name(p.open[from:])
		if err != nil {
			return node{}, err
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return node{}, err
		}
		p.open = append(p.open, part{name, v})
		if more, err := p.more('}'); err != nil || !more {
			return p.ended(kindObject, from), err
		}
	}
}

// name reads the name of an element with its colon. It refuses one that is among those
// before.
func (p *parser) name(before []part) (string, error) {
	if p.next() != '"' {
		return "", errNotJSON
	}
	name, err := p.quoted()
	if err != nil {
		return "", err
	}
	if len(before) == mostElements {
		return "", errors.New("has more elements than there are")
	}
	for i := range before {
		if before[i].name == name {
			return "", errors.New("has an element twice")
		}
	}
	if p.next() != ':' {
		return "", errNotJSON
	}
	p.at++
	return name, nil
}

func (p *parser) list(depth int) (node, error) {
	from := len(p.open)
	p.at++
	if p.next() == ']' {
		p.at++
		return node{kind: kindList}, nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return node{}, err
		}
		p.open = append(p.open, part{node: v})
		if more, err := p.more(']'); err != nil || !more {
			return p.ended(kindList, from), err
		}
	}
}

// ended makes an object or a list of the parts from one on.
func (p *parser) ended(k kind, from int) node {
	begin := len(p.done)
	p.done = append(p.done, p.open[from:]...)
	p.open = p.open[:from]
	return node{kind: k, parts: p.done[begin:len(p.done):len(p.done)]}
}

// more takes a comma, or the end of a list or object.
func (p *parser) more(end byte) (bool, error) {
	c := p.next()
	if c != ',' && c != end {
		return false, errNotJSON
	}
	p.at++
	return c == ',', nil
}

func (p *parser) number() (node, error) {
	start := p.at
	for p.at < len(p.text) {
		if c := p.text[p.at]; c < '0' || c > '9' {
			if c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E' {
				break
			}
		}
		p.at++
	}
	n := p.text[start:p.at]
	if digit := len(n) == 1 && n != "-"; !digit && !json.Valid([]byte(n)) {
		return node{}, errNotJSON
	}
	return node{kind: kindNumber, text: n}, nil
}

// quoted reads a text in quotation marks.
func (p *parser) quoted() (string, error) {
	p.at++
	start := p.at
	p.at += plainRun(p.text[start:])
	ascii := true
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			s := p.text[start:p.at]
			p.at++
			if !ascii && !utf8.ValidString(s) {
				return "", errors.New("is not UTF-8")
			}
			return s, nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", errNotJSON
		}
		ascii = false
		p.at++
	}
	return "", errNotJSON
}

// escaped goes on where the first backslash of a text stands.
func (p *parser) escaped(start int) (string, error) {
	out := append([]byte(nil), p.text[start:p.at]...)
	for p.at < len(p.text) {
		c := p.text[p.at]
		p.at++
		switch {
		case c == '"':
			if !utf8.Valid(out) {
				return "", errors.New("is not UTF-8")
			}
			return string(out), nil
		case c < ' ':
			return "", errNotJSON
		case c != '\\':
			out = append(out, c)
		default:
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return "", errNotJSON
}

var simpleEscapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape reads what follows a backslash. Half of a surrogate pair is no text.
func (p *parser) escape() (rune, error) {
	if p.at == len(p.text) {
		return 0, errNotJSON
	}
	c := p.text[p.at]
	p.at++
	if r, ok := simpleEscapes[c]; ok {
		return r, nil
	}
	if c != 'u' {
		return 0, errNotJSON
	}
	r, err := p.hex()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if !p.word(`\u`) {
		return 0, errors.New("is not UTF-8")
	}
	second, err := p.hex()
	if r = utf16.DecodeRune(r, second); err == nil && r == utf8.RuneError {
		err = errors.New("is not UTF-8")
	}
	return r, err
}

func (p *parser) hex() (rune, error) {
	if len(p.text)-p.at < 4 {
		return 0, errNotJSON
	}
	n, err := strconv.ParseUint(p.text[p.at:p.at+4], 16, 16)
	if err != nil {
		return 0, errNotJSON
	}
	p.at += 4
	return rune(n), nil
}
