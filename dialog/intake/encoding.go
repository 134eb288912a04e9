package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"alongside/dialog"
)

// decode finds out how the text is encoded: UTF-16 where a mark says so, else UTF-8
// where it is that, with or without a mark, else Windows-1252.
func (s *Sheet) decode(b []byte) (string, error) {
	var whole string
	if mark, big := bytes.CutPrefix(b, []byte("\xfe\xff")); big {
		s.Encoding, whole = "UTF-16", fromUTF16(mark, binary.BigEndian)
	} else if mark, little := bytes.CutPrefix(b, []byte("\xff\xfe")); little {
		s.Encoding, whole = "UTF-16", fromUTF16(mark, binary.LittleEndian)
	} else if utf8.Valid(b) {
		s.Encoding, whole = "UTF-8", strings.TrimPrefix(string(b), "\ufeff")
	} else {
		s.Encoding, whole = "Windows-1252", fromWindows1252(b)
	}
	if strings.ContainsRune(whole, utf8.RuneError) || strings.Contains(whole, "\x00") {
		return "", &dialog.Error{Code: dialog.Invalid, Message: sayNoText}
	}
	return whole, nil
}

// fromUTF16 returns the text; what is none becomes utf8.RuneError.
func fromUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2+1)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	if len(b) > 0 { // half a character
		units = append(units, utf8.RuneError)
	}
	return string(utf16.Decode(units))
}

// windows1252 is what Windows-1252 has in the places from 128 on where Latin-1 has
// control characters, after the table that Unicode has of it (CP1252.TXT). Five places
// are empty.
const windows1252 = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"

func fromWindows1252(b []byte) string {
	places := []rune(windows1252)
	var whole strings.Builder
	whole.Grow(len(b) + len(b)/8)
	for _, c := range b {
		r := rune(c)
		if 0x80 <= c && c < 0xa0 {
			r = places[c-0x80]
		}
		whole.WriteRune(r)
	}
	return whole.String()
}
