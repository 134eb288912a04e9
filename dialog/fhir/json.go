package fhir

import (
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// deepest is how far a resource may be nested.
const deepest = 24

// parse reads one JSON value strictly: no key twice, nothing after the end, no
// null, numbers as they are written, no bytes that are not UTF-8. The decoder of the
// standard library takes the first and the last of these, and reads a token at a
// time four times as slowly as this.
func parse(b []byte) (any, error) {
	p := parser{text: b}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.at < len(b) {
		return nil, errors.New("goes on after its end")
	}
	return v, nil
}

var errNotJSON = errors.New("is not JSON")

// parser goes through a text.
type parser struct {
	text []byte
	at   int
}

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
	if len(p.text)-p.at < len(w) || string(p.text[p.at:p.at+len(w)]) != w {
		return false
	}
	p.at += len(w)
	return true
}

func (p *parser) value(depth int) (any, error) {
	if depth > deepest {
		return nil, errors.New("is nested too deeply")
	}
	switch c := p.next(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.list(depth)
	case c == '"':
		return p.quoted()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.word("true"):
		return true, nil
	case p.word("false"):
		return false, nil
	case p.word("null"):
		return nil, errors.New("has a null, which FHIR does not have")
	}
	return nil, errNotJSON
}

func (p *parser) object(depth int) (any, error) {
	o := map[string]any{}
	p.at++
	if p.next() == '}' {
		p.at++
		return o, nil
	}
	for {
		if p.next() != '"' {
			return nil, errNotJSON
		}
		name, err := p.quoted()
		if err != nil {
			return nil, err
		}
		if _, twice := o[name]; twice {
			return nil, errors.New("has an element twice")
		}
		if p.next() != ':' {
			return nil, errNotJSON
		}
		p.at++
		if o[name], err = p.value(depth + 1); err != nil {
			return nil, err
		}
		if more, err := p.more('}'); err != nil || !more {
			return o, err
		}
	}
}

func (p *parser) list(depth int) (any, error) {
	list := []any{}
	p.at++
	if p.next() == ']' {
		p.at++
		return list, nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		if more, err := p.more(']'); err != nil || !more {
			return list, err
		}
	}
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

func (p *parser) number() (any, error) {
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
	if !json.Valid(n) {
		return nil, errNotJSON
	}
	return json.Number(n), nil
}

// quoted reads a text in quotation marks.
func (p *parser) quoted() (string, error) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			s := p.text[start:p.at]
			p.at++
			if !utf8.Valid(s) {
				return "", errors.New("is not UTF-8")
			}
			return string(s), nil
		case c == '\\':
			return p.escaped(start)
		case c < ' ':
			return "", errNotJSON
		}
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
	n, err := strconv.ParseUint(string(p.text[p.at:p.at+4]), 16, 16)
	if err != nil {
		return 0, errNotJSON
	}
	p.at += 4
	return rune(n), nil
}
