package intake

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// Each encoding is read as the usual library reads it, which the program does without.
func TestEncodingsAreThoseOfTheLibrary(t *testing.T) {
	var all []byte
	for c := range 256 {
		all = append(all, byte(c))
	}
	if want, err := charmap.Windows1252.NewDecoder().String(string(all)); err != nil || fromWindows1252(all) != want {
		t.Errorf("Windows-1252: %q, want %q (%v)", fromWindows1252(all), want, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 40, -1).Draw(t, "text")
		for name, as := range map[string]encoding.Encoding{
			"UTF-8": unicode.UTF8BOM, "big": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "little": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		} {
			b, err := as.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "damaged") && name != "UTF-8" {
				b = damaged(t, b)
			}
			want, err := as.NewDecoder().Bytes(b)
			refused := err != nil || unfit(string(want))
			var s Sheet
			if got, err := s.decode(b); (err != nil) != refused || err == nil && got != string(want) {
				t.Fatalf("%s: %q, want %q refused %v: %v", name, got, want, refused, err)
			}
		}
	})
}

// damaged changes or cuts off a byte behind the mark.
func damaged(t *rapid.T, b []byte) []byte {
	if rapid.Bool().Draw(t, "cut") {
		return b[:max(len(b)-1, 2)]
	}
	b[rapid.IntRange(2, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
	return b
}

func unfit(s string) bool {
	for _, r := range s {
		if r == 0 || r == '\ufffd' {
			return true
		}
	}
	return false
}
