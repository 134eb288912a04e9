// Package field holds the inputs of the program and the form that stacks them.
//
// Every input starts unanswered, and an unanswered one has the empty value:
// nothing is ever chosen for somebody. What is typed or pasted passes the checks
// of dialog/text; a key or a paste that is refused changes nothing and the field
// says why.
//
// The text inputs are the program's own. Those of the bubbles library count the
// cursor in code points and not in cells, and forget how far the text has been
// scrolled, so that the terminal's cursor, which screen readers and magnifiers
// follow, would stand beside the letter that is edited in a name such as 李小龍;
// they take an accent from under its letter; and they read and write the
// clipboard, where no name belongs.
package field

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/dialog/text"
	"alongside/ui/screen"
	"alongside/ui/theme"
)

// About is what a form knows of a field. All texts are plain and safe to show.
type About struct {
	Name     string // what the value is called among the values of the form
	Label    string // what a person sees before the input
	Hint     string // one sentence of help, empty for none
	Optional bool   // it may be left unanswered
	Missing  string // the sentence when it may not and was; by default "Label is needed."
}

// Field is an input. It is used by one screen, from its Update and Draw only.
type Field interface {
	// About is what the field was made with.
	About() About
	// Value is the answer in the form in which it is kept, and empty while
	// there is none or while there is a Problem with it.
	Value() string
	// Set gives the field a value that was kept before; empty is no answer. It
	// counts as not changed.
	Set(value string)
	// Changed reports that it is not as it was made or set.
	Changed() bool
	// Update takes a key or a paste and reports whether it was for the field.
	Update(tea.Msg) (taken bool)
	// Leave tells the field that the focus goes elsewhere.
	Leave()
	// Refusal is the sentence about the last key or paste if it was refused,
	// empty otherwise.
	Refusal() string
	// Problem is the sentence about what is wrong with what was entered, empty
	// if nothing is or if nothing was entered.
	Problem() string
	// Draw draws the input without its label, in lines of at most width cells,
	// and says where in them the cursor is.
	Draw(width int, focused bool, th *theme.Theme) ([]string, screen.Point)
	// Typing reports that letters are text for the field.
	Typing() bool
	// Keys are the keys that the field takes, for the help line.
	Keys() []key.Binding
}

// missing is the sentence for a field that must be answered and was not.
func missing(a About) string {
	if a.Missing != "" {
		return a.Missing
	}
	return a.Label + " is needed."
}

// sentence is what dialog/text has against a text, for people.
func sentence(label string, err error) string {
	if refused, ok := errors.AsType[*text.Error](err); ok {
		return label + " " + refused.Error() + "."
	}
	return label + " cannot be taken."
}
