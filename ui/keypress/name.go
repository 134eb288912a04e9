package keypress

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Name is the name by which a screen that takes answers knows a key: "1", "y", "enter",
// "shift+tab". Capital letters count as small ones, so that a caps lock left on
// changes nothing; digits of the keypad count as digits; and on a keyboard of
// another script the key is named by its place, where the terminal reports it.
func Name(k tea.Key) string {
	if k.Mod&(tea.ModCtrl|tea.ModAlt|tea.ModMeta|tea.ModSuper|tea.ModHyper) != 0 {
		return k.Keystroke()
	}
	switch {
	case k.Code >= tea.KeyKp0 && k.Code <= tea.KeyKp9:
		return string('0' + k.Code - tea.KeyKp0)
	case k.Code == tea.KeyKpEnter:
		return "enter"
	}
	name := k.String()
	if r, size := utf8.DecodeRuneInString(name); size == len(name) && r >= utf8.RuneSelf {
		if digit, ok := otherDigit(r); ok {
			return digit
		}
		if k.BaseCode > ' ' && k.BaseCode < utf8.RuneSelf {
			return strings.ToLower(string(k.BaseCode))
		}
	}
	if len(name) == 1 {
		return strings.ToLower(name)
	}
	return name
}

// otherDigit reads the digits that Arabic, Persian and full-width keyboards type
// where others type 0 to 9.
func otherDigit(r rune) (string, bool) {
	for _, zero := range []rune{'\u0660', '\u06F0', '\uFF10'} {
		if r >= zero && r <= zero+9 {
			return string('0' + r - zero), true
		}
	}
	return "", false
}
