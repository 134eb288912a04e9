package fhir

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"alongside/dialog"
)

// forms are the texts among the primitive types of FHIR R4
// (hl7.org/fhir/R4/datatypes.html), and whether a text that is not empty has the
// form of each. They are written out because expressions took longer than all
// else together.
var forms = map[string]func(string) bool{
	"id":        isID,
	"code":      isCode,
	"uri":       noSpace,
	"date":      isDate,
	"dateTime":  func(s string) bool { return isDate(s) || isInstant(s) },
	"instant":   isInstant,
	"canonical": isCanonical,
	"string":    func(s string) bool { return strings.TrimSpace(s) != "" },
}

// isID takes up to 64 letters, digits, hyphens and full stops.
func isID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && c != '-' && c != '.' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func noSpace(s string) bool { return !strings.ContainsAny(s, " \t\r\n\f") }

// isCode takes words with one space between them.
func isCode(s string) bool {
	return s == strings.TrimSpace(s) && !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t\r\n\f")
}

// isCanonical takes an address with a version.
func isCanonical(s string) bool {
	address, version, versioned := strings.Cut(s, "|")
	return versioned && address != "" && noSpace(s) && !strings.Contains(version, "|")
}

func isDate(s string) bool {
	t, err := time.Parse(time.DateOnly, s)
	return err == nil && inRecord(t)
}

// isInstant takes a time with seconds and its offset. The places are looked at
// because time.Parse allows an hour of one digit.
func isInstant(s string) bool {
	if len(s) < len("2006-01-02T15:04:05Z") || s[10] != 'T' || s[13] != ':' || s[16] != ':' || strings.Contains(s, ",") {
		return false
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || !inRecord(t) {
		return false
	}
	_, offset := t.Zone()
	return offset >= -14*3600 && offset <= 14*3600
}

// inRecord says whether the record could have such a day.
func inRecord(t time.Time) bool {
	_, err := dialog.MakeDate(t.Date())
	return err == nil
}

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
	case strings.ContainsFunc(s, control):
		return "has characters that cannot be shown"
	case !forms[kind](s):
		return "is not a " + kind
	}
	return ""
}

// number takes numbers without an exponent, of a length that any program reads
// without rounding.
func number(kind string, v any) string {
	n, ok := v.(json.Number)
	whole := strings.Trim(strings.TrimPrefix(n.String(), "-"), "0123456789") == ""
	switch {
	case !ok:
		return "is not a number"
	case kind == "integer" && (!whole || len(n) > 9):
		return "is not a whole number"
	case strings.ContainsAny(n.String(), "eE") || len(n) > 15:
		return "is not a decimal number"
	}
	return ""
}

// control says whether a character is one that a text must not have.
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError
}
