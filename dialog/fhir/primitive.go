package fhir

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"alongside/dialog"
)

// The forms of the primitive types of FHIR R4 (hl7.org/fhir/R4/datatypes.html),
// where a pattern can tell. Numbers and truth values are not texts.
var forms = map[string]*regexp.Regexp{
	"id":        regexp.MustCompile(`^[A-Za-z0-9.-]{1,64}$`),
	"code":      regexp.MustCompile(`^\S+( \S+)*$`),
	"uri":       regexp.MustCompile(`^\S+$`),
	"date":      regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`),
	"dateTime":  regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00))?$`),
	"instant":   regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$`),
	"canonical": regexp.MustCompile(`^[^\s|]+\|[^\s|]*$`),
	"string":    regexp.MustCompile(`^(?s).*\S.*$`),
}

var (
	wholeForm   = regexp.MustCompile(`^-?(0|[1-9]\d*)$`)
	decimalForm = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d+)?$`)
)

// primitive returns what is wrong with a value of a primitive type, "" for
// nothing. It says nothing of the value itself.
func primitive(kind string, v any) string {
	switch kind {
	case "boolean":
		if _, ok := v.(bool); !ok {
			return "is not true or false"
		}
		return ""
	case "integer", "decimal":
		return number(kind, v)
	}
	s, ok := v.(string)
	switch {
	case !ok:
		return "is not a text"
	case s == "":
		return "is empty"
	case !utf8.ValidString(s) || strings.ContainsFunc(s, control):
		return "has characters that cannot be shown"
	case !forms[kind].MatchString(s):
		return "is not a " + kind
	case kind == "date" || kind == "dateTime" || kind == "instant":
		return calendar(s)
	}
	return ""
}

func number(kind string, v any) string {
	n, ok := v.(json.Number)
	switch {
	case !ok:
		return "is not a number"
	case kind == "integer" && (!wholeForm.MatchString(n.String()) || len(n) > 9):
		return "is not a whole number"
	case !decimalForm.MatchString(n.String()) || len(n) > 18:
		return "is not a decimal number"
	}
	return ""
}

func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError
}

// calendar says whether a day and a time of day exist.
func calendar(s string) string {
	day, err := time.Parse(time.DateOnly, s[:10])
	if err == nil {
		_, err = dialog.MakeDate(day.Date())
	}
	if err == nil && len(s) > 10 {
		_, err = time.Parse(time.RFC3339Nano, s)
	}
	if err != nil {
		return "is not a day or time that exists"
	}
	return ""
}
