// Package screen is the shape that every screen has, with the messages by which
// screens speak to the root and the layout that they share.
//
// A screen is a pointer that the root keeps on a stack. It gets messages, gives
// back commands, and draws itself as text for an area that it is told. It never
// reads or writes files, never knows another screen, and never makes a
// tea.View: only the root does.
package screen

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"alongside/ui/theme"
)

// Frame is the area that a screen draws in, in cells, and the styles to use. The
// root has already taken away the banner above and the footer below.
type Frame struct {
	Width, Height int
	Theme         *theme.Theme
}

// Point is a cell of a frame, counted from 0 at the top left.
type Point struct{ X, Y int }

// Drawing is a screen as text.
type Drawing struct {
	// Body is at most Height lines, each at most Width cells.
	Body string
	// Cursor is where the terminal's own cursor goes: on the thing that has the
	// focus, since screen readers and magnifiers follow it. Nil hides it, which
	// is right only for a screen with nothing to act on.
	Cursor *Point
}

// Screen is one screen of the program.
type Screen interface {
	// Init returns the command that fetches what the screen shows, or nil.
	Init() tea.Cmd
	// Update takes a message and changes the screen. It never waits and never
	// does I/O: work is a command that returns a message.
	Update(tea.Msg) tea.Cmd
	// Draw draws the screen. It changes nothing.
	Draw(Frame) Drawing
	// Keys are the keys that are taken now, most useful first. The help line
	// and the help page are drawn from them.
	Keys() []key.Binding
	// Typing reports that a text field has the focus, so that letters are text
	// and not commands.
	Typing() bool
}

// Back asks the root to leave this screen and return to the one below it.
type Back struct{}

// GoBack is the command that leaves this screen.
func GoBack() tea.Msg { return Back{} }

// NoticeKind says how a notice is to be taken.
type NoticeKind int

const (
	// Info tells something that needs nothing done.
	Info NoticeKind = iota
	// Saved tells that the store has answered and it is kept.
	Saved
	// Warning tells something to look at.
	Warning
	// Failure tells that something was not done.
	Failure
)

// String is the word that stands before a notice of this kind, so that its
// weight is not told by colour alone. It is empty for Info.
func (k NoticeKind) String() string {
	switch k {
	case Saved:
		return "Saved"
	case Warning:
		return "Please check"
	case Failure:
		return "Not done"
	default:
		return ""
	}
}

// Notice asks the root to show one sentence in the footer until the next key.
// Text must be safe to show.
type Notice struct {
	Text string
	Kind NoticeKind
}

// Say is the command that shows a notice.
func Say(kind NoticeKind, text string) tea.Cmd {
	return func() tea.Msg { return Notice{Text: text, Kind: kind} }
}

// NameHidden is said where somebody is to be told apart from others while names are
// hidden: nobody can have compared what is not on the screen.
const NameHidden = "The name is hidden. Press ctrl+p to show it first."

// SayNameHidden is the command that shows it.
func SayNameHidden() tea.Msg { return Notice{Text: NameHidden, Kind: Warning} }

// Holder is a screen that may hold something the store has not taken yet: an
// answer on its way to the disk, or one that could not be saved. The root asks
// before it quits.
type Holder interface {
	// Unsaved returns one sentence about what would be lost, or "".
	Unsaved() string
}

// Saver is a Holder that saves what it holds when it is told [Closing], so that nothing
// is lost by it.
type Saver interface {
	Holder
	// Saves reports that all of it would be saved, as far as can be told.
	Saves() bool
}

// Closing tells a screen that the program is about to end, because it was asked
// to or because the terminal went away. The command it gives back, such as
// saving a note in the making, is run to its end first.
type Closing struct{}
