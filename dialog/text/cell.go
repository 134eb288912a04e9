package text

import (
	"strings"
	"unicode/utf8"
)

// Guard puts an apostrophe before a text that a spreadsheet would take for a
// formula and might run. Unguard takes it away again.
func Guard(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// Unguard returns a cell of a CSV file that went through Guard as it was in the record.
func Unguard(s string) string {
	if rest, guarded := strings.CutPrefix(s, "'"); guarded && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// formula says whether spreadsheets take a text for a formula: by its first
// character, the wide forms of East Asian keyboards included.
func formula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@\t\r\n|%＝＋－＠", r)
}
