package fhir_test

import (
	"testing"

	"alongside/dialog/fhir"
)

func TestPrimitives(t *testing.T) {
	for kind, texts := range map[string]struct{ good, bad []string }{
		"id":        {[]string{"a", "01961b16-0000-7000-8000-000000000999", "A.b-1"}, []string{"a_b", "a/b", "é", string(make([]byte, 65))}},
		"code":      {[]string{"a", "a b"}, []string{" a", "a ", "a  b", "a\tb"}},
		"uri":       {[]string{"urn:uuid:x", "http://x/y"}, []string{"a b", "a\n"}},
		"date":      {[]string{"2024-02-29", "1900-01-01"}, []string{"2023-02-29", "2024-2-1", "2024-13-01", "1000-01-01", "2024-02-29T00:00:00Z", "2024"}},
		"instant":   {[]string{"2024-02-29T10:05:00Z", "2024-02-29T10:05:00.123+01:00", "2024-02-29T10:05:00-14:00"}, []string{"2024-02-29", "2024-02-29T10:05:00", "2024-02-29T1:05:00Z", "2024-02-29T25:05:00Z", "2024-02-29T10:05:00,5Z", "2024-02-29T10:05Z", "2024-02-30T10:05:00Z", "2024-02-29T10:05:00+15:00", "2024-02-29 10:05:00Z"}},
		"dateTime":  {[]string{"2024-02-29", "2024-02-29T10:05:00Z"}, []string{"2024-02-29T10:05", "yesterday"}},
		"canonical": {[]string{"http://x|1", "http://x|"}, []string{"http://x", "|1", "a b|1", "a|b|c"}},
		"string":    {[]string{"x", " x ", "two\nlines", "\u202fx"}, []string{" ", "\n", "\x00", "a\u0085", "a\ufffd", "a\x1b"}},
	} {
		for _, s := range texts.good {
			if wrong := fhir.Primitive(kind, s); wrong != "" {
				t.Errorf("%s %q %s", kind, s, wrong)
			}
		}
		for _, s := range append(texts.bad, "") {
			if fhir.Primitive(kind, s) == "" {
				t.Errorf("%s %q is taken", kind, s)
			}
		}
		if fhir.NoText(kind) == "" {
			t.Errorf("%s is taken though it is no text", kind)
		}
	}
}
