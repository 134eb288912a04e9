package fhir

import (
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
	"dateTime":  func(s string) bool { return len(s) == len(time.DateOnly) && isDate(s) || isInstant(s) },
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

func noSpace(s string) bool {
	for i := range len(s) {
		if c := s[i]; c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' {
			return false
		}
	}
	return true
}

// isCode takes words with one space between them.
func isCode(s string) bool {
	return noSpace(s) && plainText(s) || s == strings.TrimSpace(s) && !strings.Contains(s, "  ") && !strings.ContainsAny(s, "\t\r\n\f")
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
func (e *element) primitive(v *node) string {
	switch e.kind {
	case "boolean":
		if v.kind != kindTruth {
			return "is not true or false"
		}
		return ""
	case "integer", "decimal":
		return number(e.kind, v)
	}
	switch {
	case v.kind != kindText:
		return "is not a text"
	case v.text == "":
		return "is empty"
	case hasControl(v.text):
		return "has characters that cannot be shown"
	case !e.form(v.text):
		return "is not a " + e.kind
	}
	return ""
}

// number takes numbers without an exponent, of a length that any program reads
// without rounding.
func number(kind string, v *node) string {
	whole := strings.Trim(strings.TrimPrefix(v.text, "-"), "0123456789") == ""
	switch {
	case v.kind != kindNumber:
		return "is not a number"
	case kind == "integer" && (!whole || len(v.text) > 9):
		return "is not a whole number"
	case strings.ContainsAny(v.text, "eE") || len(v.text) > 15:
		return "is not a decimal number"
	}
	return ""
}

// hasControl says whether a text has a character that a text must not have.
func hasControl(s string) bool {
	if plainText(s) {
		return strings.IndexByte(s, 0x7f) >= 0
	}
	return strings.ContainsFunc(s, control)
}

// control says whether a character is one that a text must not have.
func control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 || r == utf8.RuneError
}
