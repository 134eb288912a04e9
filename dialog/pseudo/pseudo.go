// Package pseudo makes a language that nobody speaks, for tests: English with every
// letter changed for one that looks like it, and each text longer by two fifths, with
// marks that stand on letters and characters that take two columns. A screen that
// still shows an English word has it from somewhere else than the language file, and
// one that cuts a word off has too little room for it.
package pseudo

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"alongside/dialog/instrument"
)

// Tag is the language's tag, of those for private use.
const Tag = "en-x-pseudo"

// letters are what the letters of English become. Some have a mark that no single
// character has.
var letters = strings.NewReplacer(
	"a", "á", "b", "ƀ", "c", "ç", "d", "đ", "e", "é", "f", "ƒ", "g", "ĝ", "h", "ĥ", "i", "î", "j", "ĵ", "k", "ķ", "l", "ļ", "m", "ɱ",
	"n", "ñ", "o", "ö", "p", "þ", "q", "ɋ\u0307", "r", "ŕ", "s", "š", "t", "ţ", "u", "û", "v", "ṽ", "w", "ŵ", "x", "х\u0307", "y", "ý", "z", "ž",
	"A", "Å", "B", "Ɓ", "C", "Ç", "D", "Đ", "E", "É", "F", "Ƒ", "G", "Ĝ", "H", "Ĥ", "I", "Î", "J", "Ĵ", "K", "Ķ", "L", "Ļ", "M", "Ṁ",
	"N", "Ñ", "O", "Ö", "P", "Þ", "Q", "Ǫ", "R", "Ŕ", "S", "Š", "T", "Ţ", "U", "Û", "V", "Ṽ", "W", "Ŵ", "X", "Ẋ", "Y", "Ý", "Z", "Ž",
)

// Say is a text of English in the language. What stands in braces stays as it is.
func Say(s string) string {
	var b strings.Builder
	for rest := s; rest != ""; {
		before, after, open := strings.Cut(rest, "{")
		b.WriteString(letters.Replace(before))
		if !open {
			break
		}
		place, next, _ := strings.Cut(after, "}")
		b.WriteString("{" + place + "}")
		rest = next
	}
	for more := utf8.RuneCountInString(s) * 2 / 5; more > 0; more -= 5 {
		b.WriteString(" 語")
		b.WriteString(strings.Repeat("û", min(more, 2)))
	}
	return b.String()
}

// File is the language as a file, complete, and checked by nobody.
func File() []byte {
	var file map[string]json.RawMessage
	if err := json.Unmarshal(instrument.EnglishFile(), &file); err != nil {
		panic(err)
	}
	about := map[string]string{
		"tag": Tag, "name": "Þšéûđö 語", "direction": instrument.LeftToRight,
		"measure_source": "Made up for tests: English with other letters.", "measure_permission": "",
		"measure_checked_by": "", "measure_checked_on": "",
		"words_source": "Made up for tests: English with other letters.", "words_checked_by": "", "words_checked_on": "",
	}
	all := map[string]any{"language": about}
	for _, part := range []string{"measure", "dates", "words"} {
		var v any
		if err := json.Unmarshal(file[part], &v); err != nil {
			panic(err)
		}
		all[part] = spoken(v)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(all); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// spoken says all texts of a value.
func spoken(v any) any {
	switch v := v.(type) {
	case string:
		return Say(v)
	case []any:
		for i := range v {
			v[i] = spoken(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = spoken(v[k])
		}
	}
	return v
}

// Text is the language, read as any file of one is.
func Text() *instrument.Text {
	t, err := instrument.Parse(File())
	if err != nil {
		panic(err)
	}
	return t
}

// Checked is the language as if somebody had checked it.
func Checked() *instrument.Text {
	b := File()
	for _, key := range []string{"measure_permission", "measure_checked_by", "words_checked_by"} {
		b = bytes.Replace(b, []byte(`"`+key+`": ""`), []byte(`"`+key+`": "Nobody, since it is made up"`), 1)
	}
	for _, key := range []string{"measure_checked_on", "words_checked_on"} {
		b = bytes.Replace(b, []byte(`"`+key+`": ""`), []byte(`"`+key+`": "2026-11-30"`), 1)
	}
	t, err := instrument.Parse(b)
	if err != nil {
		panic(err)
	}
	return t
}
