package keypress

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestName(t *testing.T) {
	tests := map[string]struct {
		key  tea.Key
		want string
	}{
		"a digit":                           {tea.Key{Code: '4', Text: "4"}, "4"},
		"a capital":                         {tea.Key{Code: 'y', Text: "Y", ShiftedCode: 'Y', Mod: tea.ModCapsLock}, "y"},
		"a digit of the keypad":             {tea.Key{Code: tea.KeyKp7}, "7"},
		"enter on the keypad":               {tea.Key{Code: tea.KeyKpEnter}, "enter"},
		"shift+tab":                         {tea.Key{Code: tea.KeyTab, Mod: tea.ModShift}, "shift+tab"},
		"control is not the letter":         {tea.Key{Code: 'd', Mod: tea.ModCtrl}, "ctrl+d"},
		"alt is not the digit":              {tea.Key{Code: '3', Mod: tea.ModAlt}, "alt+3"},
		"an Arabic digit":                   {tea.Key{Code: '٣', Text: "٣"}, "3"},
		"a Persian digit":                   {tea.Key{Code: '۷', Text: "۷"}, "7"},
		"a full-width digit":                {tea.Key{Code: '５', Text: "５"}, "5"},
		"a letter by its place":             {tea.Key{Code: 'н', Text: "н", BaseCode: 'y'}, "y"},
		"a letter whose place is not known": {tea.Key{Code: 'н', Text: "н"}, "н"},
		"two characters at once are no key": {tea.Key{Text: "34"}, "34"},
		"space":                             {tea.Key{Code: tea.KeySpace, Text: " "}, "space"},
	}
	for name, test := range tests {
		if got := Name(test.key); got != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}
