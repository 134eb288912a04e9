package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"alongside/dialog"
	"alongside/dialog/instrument"
)

// named is how many areas a sentence names before it counts the rest.
const named = 4

// inSentence is the name of an area as it stands inside a sentence: as it is in
// the language file, in English with a small first letter.
func inSentence(words *instrument.Text, d dialog.Domain) string {
	name := words.Short(d)
	if !strings.HasPrefix(words.Tag, "en") {
		return name
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

// sentenceStart gives a text a capital first letter.
func sentenceStart(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// areas names areas in a sentence: all of them up to four, else three and how
// many more.
func areas(words *instrument.Text, ds []dialog.Domain) string {
	names := make([]string, 0, named)
	for i, d := range ds {
		if len(ds) > named && i == named-1 {
			names = append(names, words.Words.Told.MoreAreas.With("n", len(ds)-i))
			break
		}
		names = append(names, inSentence(words, d))
	}
	return andIn(words, names)
}

// and joins words as they are spoken: "a", "a and b", "a, b and c".
func and(parts []string) string { return andIn(instrument.English(), parts) }

func andIn(words *instrument.Text, parts []string) string {
	switch n := len(parts); n {
	case 0:
		return ""
	case 1:
		return parts[0]
	default:
		return words.Words.Told.And.With("first", strings.Join(parts[:n-1], ", "), "last", parts[n-1])
	}
}

// count says how many of something there are: "1 area", "3 areas".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
