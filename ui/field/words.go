package field

import (
	"charm.land/bubbles/v2/key"

	"alongside/ui/screen"
)

// Words are what a form says of itself, for somebody who reads another language than
// English.
type Words struct {
	Leave    string                    // the question before leaving, with its two keys
	Saving   string                    // it is being saved
	Last     string                    // Enter was pressed on the last field
	Optional func(label string) string // a label whose field may stay empty
	More     screen.More
	Keys     map[string]string // what keys do, by what it is called in English
}

// inEnglish are the words that a form has until [Form.Speak].
var inEnglish = Words{
	Leave: "Leave without saving what you typed?\ny to leave, n to stay", Saving: "Saving",
	Last:     "That is the last one. Press ctrl+s to save.",
	Optional: func(label string) string { return label + " (optional)" },
}

// Speak makes the form say what it says of itself in other words.
func (f *Form) Speak(w Words) { f.words = &w }

// Does makes a form whose end is not to save say, in English, what it is: what the
// key does, such as "read it", and what is said meanwhile, such as "Reading".
func (f *Form) Does(what, meanwhile string) {
	w := inEnglish
	w.Leave = "Leave, and lose what you typed?\ny to leave, n to stay"
	w.Last = "That is the last one. Press ctrl+s to " + what + "."
	w.Saving, w.Keys = meanwhile, map[string]string{"save": what}
	f.words = &w
}

// said are the words of the form.
func (f *Form) said() *Words {
	if f.words == nil {
		return &inEnglish
	}
	return f.words
}

// named are keys in the words of the form.
func (f *Form) named(keys []key.Binding) []key.Binding {
	for i, k := range keys {
		if words, ok := f.said().Keys[k.Help().Desc]; ok {
			keys[i].SetHelp(k.Help().Key, words)
		}
	}
	return keys
}

// window chooses the lines that fit, as [screen.Window] does.
func (f *Form) window(lines []string, focus, height int) (visible []string, offset int) {
	if f.said().More.Above == nil {
		return screen.Window(lines, focus, height)
	}
	return screen.WindowSaying(lines, focus, height, f.words.More)
}
